//! The letters of Vietnamese: 29 letters, six tones, two cases.

use unicode_normalization::char::is_combining_mark;

/// The alphabet; the code of a letter is its place here plus one.
const ALPHABET: [char; 29] = [
    'a', 'ă', 'â', 'b', 'c', 'd', 'đ', 'e', 'ê', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'ô', 'ơ',
    'p', 'q', 'r', 's', 't', 'u', 'ư', 'v', 'x', 'y',
];

/// What is left of each letter of [`ALPHABET`] when its marks are off.
const BARE: [u8; 29] = *b"aaabcddeeghiklmnooopqrstuuvxy";

/// The vowels, lower case and upper case: no tone, huyền, hỏi, ngã, sắc, nặng.
const TONED: [([char; 6], [char; 6]); 12] = [
    (
        ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
        ['A', 'À', 'Ả', 'Ã', 'Á', 'Ạ'],
    ),
    (
        ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'],
        ['Ă', 'Ằ', 'Ẳ', 'Ẵ', 'Ắ', 'Ặ'],
    ),
    (
        ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'],
        ['Â', 'Ầ', 'Ẩ', 'Ẫ', 'Ấ', 'Ậ'],
    ),
    (
        ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
        ['E', 'È', 'Ẻ', 'Ẽ', 'É', 'Ẹ'],
    ),
    (
        ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'],
        ['Ê', 'Ề', 'Ể', 'Ễ', 'Ế', 'Ệ'],
    ),
    (
        ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'],
        ['I', 'Ì', 'Ỉ', 'Ĩ', 'Í', 'Ị'],
    ),
    (
        ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
        ['O', 'Ò', 'Ỏ', 'Õ', 'Ó', 'Ọ'],
    ),
    (
        ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'],
        ['Ô', 'Ồ', 'Ổ', 'Ỗ', 'Ố', 'Ộ'],
    ),
    (
        ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'],
        ['Ơ', 'Ờ', 'Ở', 'Ỡ', 'Ớ', 'Ợ'],
    ),
    (
        ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'],
        ['U', 'Ù', 'Ủ', 'Ũ', 'Ú', 'Ụ'],
    ),
    (
        ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'],
        ['Ư', 'Ừ', 'Ử', 'Ữ', 'Ứ', 'Ự'],
    ),
    (
        ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
        ['Y', 'Ỳ', 'Ỷ', 'Ỹ', 'Ý', 'Ỵ'],
    ),
];

/// Combining marks of the tones, in the order of [`TONED`] from huyền on.
const TONE_MARKS: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// The number of the tone sắc.
pub(crate) const SAC: u8 = 4;
/// The number of the tone nặng.
pub(crate) const NANG: u8 = 5;

/// One letter, taken apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Letter {
    /// Place in the alphabet, from 1.
    pub(crate) code: u8,
    /// 0 is no tone, then huyền, hỏi, ngã, sắc, nặng.
    pub(crate) tone: u8,
    /// Upper case.
    pub(crate) upper: bool,
}

const LOW_END: usize = 0x1B1;
const HIGH_START: usize = 0x1EA0;
const HIGH_END: usize = 0x1EFA;

struct Table {
    low: [u16; LOW_END],
    high: [u16; HIGH_END - HIGH_START],
}

impl Table {
    const fn set(mut self, c: char, code: usize, tone: usize, upper: bool) -> Table {
        let packed = code as u16 | (tone as u16) << 5 | (upper as u16) << 8;
        let at = c as usize;
        if at < LOW_END {
            self.low[at] = packed;
        } else {
            self.high[at - HIGH_START] = packed;
        }
        self
    }
}

const fn upper_plain(c: char) -> char {
    match c {
        'đ' => 'Đ',
        'a'..='z' => c.to_ascii_uppercase(),
        _ => c,
    }
}

/// The code of a toneless lower-case letter; 0 when it is none.
pub(crate) const fn code(c: char) -> u8 {
    let mut i = 0;
    while i < ALPHABET.len() {
        if ALPHABET[i] == c {
            return i as u8 + 1;
        }
        i += 1;
    }
    0
}

static TABLE: Table = {
    let mut table = Table {
        low: [0; LOW_END],
        high: [0; HIGH_END - HIGH_START],
    };
    let mut i = 0;
    while i < ALPHABET.len() {
        let c = ALPHABET[i];
        table = table.set(c, i + 1, 0, false);
        table = table.set(upper_plain(c), i + 1, 0, upper_plain(c) != c);
        i += 1;
    }
    let mut v = 0;
    while v < TONED.len() {
        let (lower, upper) = TONED[v];
        let code = code(lower[0]) as usize;
        let mut tone = 0;
        while tone < 6 {
            table = table.set(lower[tone], code, tone, false);
            table = table.set(upper[tone], code, tone, true);
            tone += 1;
        }
        v += 1;
    }
    table
};

/// Takes a precomposed letter apart; none for what is not in the alphabet (f, j, w, z, symbols).
#[inline]
pub(crate) fn letter(c: char) -> Option<Letter> {
    let at = c as usize;
    let packed = if at < LOW_END {
        TABLE.low[at]
    } else if (HIGH_START..HIGH_END).contains(&at) {
        TABLE.high[at - HIGH_START]
    } else {
        0
    };
    if packed == 0 {
        return None;
    }
    Some(Letter {
        code: (packed & 31) as u8,
        tone: (packed >> 5 & 7) as u8,
        upper: packed >> 8 != 0,
    })
}

/// By case, code and tone; the tone of a consonant is dropped.
static SPELLED: [[[char; 6]; 30]; 2] = {
    let mut spelled = [[['\0'; 6]; 30]; 2];
    let mut i = 0;
    while i < ALPHABET.len() {
        spelled[0][i + 1] = [ALPHABET[i]; 6];
        spelled[1][i + 1] = [upper_plain(ALPHABET[i]); 6];
        i += 1;
    }
    let mut v = 0;
    while v < TONED.len() {
        let at = code(TONED[v].0[0]) as usize;
        spelled[0][at] = TONED[v].0;
        spelled[1][at] = TONED[v].1;
        v += 1;
    }
    spelled
};

impl Letter {
    /// Puts the letter together again. A tone on a consonant is dropped.
    #[inline]
    pub(crate) fn to_char(self) -> char {
        SPELLED[usize::from(self.upper)][usize::from(self.code)][usize::from(self.tone)]
    }

    /// The ASCII letter without marks, lower case.
    #[inline]
    pub(crate) fn bare(self) -> u8 {
        BARE[self.code as usize - 1]
    }

    /// Whether the letter is one of a ă â e ê i o ô ơ u ư y.
    pub(crate) fn is_vowel(self) -> bool {
        is_vowel(self.code)
    }
}

/// Whether a code is a vowel's.
#[inline]
pub(crate) fn is_vowel(code: u8) -> bool {
    const VOWELS: u32 = {
        let mut set = 0;
        let mut v = 0;
        while v < TONED.len() {
            set |= 1 << self::code(TONED[v].0[0]);
            v += 1;
        }
        set
    };
    VOWELS >> code & 1 == 1
}

/// The number of the tone that a combining mark stands for.
pub(crate) fn tone_of_mark(c: char) -> Option<u8> {
    TONE_MARKS.iter().position(|&m| m == c).map(|i| i as u8 + 1)
}

/// Whether `c` belongs to a word: a letter or a mark on one.
#[inline]
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    letter(c).is_some() || c.is_alphabetic() || is_combining_mark(c)
}
