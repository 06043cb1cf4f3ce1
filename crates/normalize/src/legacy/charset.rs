//! The legacy 8-bit encodings, read from characters.
//!
//! Legacy text is met in two ways: as bytes, and as Unicode characters into which a program turned the bytes by
//! Windows-1252 or Latin-1. Bytes are turned into such characters first, so there is one decoder for both.

use std::sync::LazyLock;

use crate::Encoding;
use crate::letter::{is_word, letter};
use crate::syllable::is_syllable;
use crate::tsv;

/// A way to read characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    Tcvn3,
    /// TCVN3 with the capitals of VN1.
    Vn1,
    Vni,
    Windows1258,
    Viscii,
    Vps,
}

impl Scheme {
    /// In the order in which they are preferred when the statistics cannot tell.
    pub(crate) const ALL: [Scheme; 6] = [
        Scheme::Tcvn3,
        Scheme::Vni,
        Scheme::Windows1258,
        Scheme::Viscii,
        Scheme::Vps,
        Scheme::Vn1,
    ];

    pub(crate) fn encoding(self) -> Encoding {
        match self {
            Scheme::Tcvn3 | Scheme::Vn1 => Encoding::Tcvn3,
            Scheme::Vni => Encoding::Vni,
            Scheme::Windows1258 => Encoding::Windows1258,
            Scheme::Viscii => Encoding::Viscii,
            Scheme::Vps => Encoding::Vps,
        }
    }

    pub(crate) fn of(encoding: Encoding) -> Option<Scheme> {
        Scheme::ALL.into_iter().find(|s| s.encoding() == encoding)
    }

    /// Whether capitals may be stored as small letters, for fonts that show them as capitals.
    pub(super) fn shares_capitals(self) -> bool {
        !matches!(self, Scheme::Vni | Scheme::Windows1258)
    }
}

/// Byte to letter; NUL where the byte is none.
type Single = [char; 256];

struct Tables {
    tcvn3: Single,
    vn1: Single,
    windows1258: Single,
    viscii: Single,
    vps: Single,
    vni: Single,
    /// Base letter, lower-case mark byte, letter; sorted.
    vni_pairs: Vec<(char, u8, char)>,
    /// Other characters that stand for a byte of TCVN3; sorted.
    images: Vec<(char, u8)>,
}

fn single(table: &'static str, column: usize) -> Single {
    let mut letters = ['\0'; 256];
    for row in tsv::rows(table) {
        if let (Some((byte, 0)), Some(c)) = (tsv::bytes(row[0]), tsv::code_point(row[column])) {
            letters[usize::from(byte)] = c;
        }
    }
    letters
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let tcvn3 = include_str!("../../tables/tcvn3.tsv");
    let vni = include_str!("../../tables/vni.tsv");
    let mut vni_pairs = Vec::new();
    for row in tsv::rows(vni) {
        if let (Some((base, mark @ 1..)), Some(c)) = (tsv::bytes(row[0]), tsv::code_point(row[1])) {
            vni_pairs.push((char::from(base), lower_mark(mark), c));
        }
    }
    vni_pairs.sort_unstable();
    let mut images = Vec::new();
    for row in tsv::rows(include_str!("../../tables/images.tsv")) {
        if let (Some(c), Some((byte, 0))) = (tsv::code_point(row[0]), tsv::bytes(row[1])) {
            images.push((c, byte));
        }
    }
    images.sort_unstable();
    Tables {
        tcvn3: single(tcvn3, 1),
        vn1: single(tcvn3, 2),
        windows1258: single(include_str!("../../tables/cp1258.tsv"), 1),
        viscii: single(include_str!("../../tables/viscii.tsv"), 1),
        vps: single(include_str!("../../tables/vps.tsv"), 1),
        vni: single(vni, 1),
        vni_pairs,
        images,
    }
});

/// The mark bytes of VNI are letters of Latin-1: C0-DE are the capitals of E0-FE.
fn lower_mark(byte: u8) -> u8 {
    if byte >= 0xC0 { byte | 0x20 } else { byte }
}

/// What Windows-1252 shows for the bytes 80-9F; the control character where it shows nothing.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž',
    '\u{8F}', //
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The character that Windows-1252 shows for a byte.
pub(crate) fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The byte that a character stands for, read as Windows-1252 or Latin-1.
pub(crate) fn byte_of(c: char) -> Option<u8> {
    let code = c as u32;
    if code <= 0xFF || (0xF020..=0xF0FF).contains(&code) {
        // The private area of symbol fonts repeats the bytes.
        return Some(code as u8);
    }
    if !(0x152..=0x2122).contains(&code) {
        return None;
    }
    WINDOWS_1252
        .iter()
        .position(|&w| w == c)
        .map(|i| 0x80 + i as u8)
}

/// Receives decoded text: the length of the output and the end of the input that it comes from.
pub(crate) type Sync<'a> = &'a mut dyn FnMut(usize, usize);

/// How a line is decoded.
#[derive(Clone, Copy)]
pub(crate) struct Decoder {
    pub(crate) scheme: Scheme,
    /// Every letter is shown as a capital (`.VnTimeH`).
    pub(crate) capitals: bool,
    /// The soft hyphens, and with them the ư, were lost.
    pub(crate) lost_horn: bool,
}

impl Decoder {
    pub(crate) fn new(scheme: Scheme) -> Decoder {
        Decoder {
            scheme,
            capitals: false,
            lost_horn: false,
        }
    }

    /// Appends `text`, decoded, to `out`. Gives the number of words in which a lost ư was put back.
    pub(crate) fn decode(self, text: &str, out: &mut String, sync: Sync<'_>) -> usize {
        let mut word: Vec<(char, usize)> = Vec::new();
        let mut horns = 0;
        let start = out.len();
        let mut at = 0;
        while at < text.len() {
            let (c, end) = self.next(text, at);
            if is_word(c) {
                word.push((c, end));
            } else {
                horns += usize::from(self.flush(&mut word, out, sync));
                out.push(c);
                sync(out.len(), end);
            }
            at = end;
        }
        horns += usize::from(self.flush(&mut word, out, sync));
        if self.scheme.shares_capitals() {
            raise_between_capitals(out, start);
        }
        horns
    }

    /// Decodes the character at `at`, and gives where it ends.
    fn next(self, text: &str, at: usize) -> (char, usize) {
        let Some(c) = text[at..].chars().next() else {
            return ('\0', text.len());
        };
        let end = at + c.len_utf8();
        let table = &*TABLES;
        if c == '-' && self.scheme == Scheme::Tcvn3 && self.is_horn(text, at) {
            return ('ư', end);
        }
        if (' '..='~').contains(&c) && self.scheme != Scheme::Vni {
            return (c, end);
        }
        let letters = match self.scheme {
            Scheme::Vni => return next_vni(table, c, text, end),
            Scheme::Tcvn3 => &table.tcvn3,
            Scheme::Vn1 => &table.vn1,
            Scheme::Windows1258 => &table.windows1258,
            Scheme::Viscii => &table.viscii,
            Scheme::Vps => &table.vps,
        };
        let tcvn3 = matches!(self.scheme, Scheme::Tcvn3 | Scheme::Vn1);
        if is_symbol_bullet(c, text, at, end) {
            return (c, end);
        }
        let image = |c| {
            let at = table.images.binary_search_by_key(&c, |image| image.0);
            at.ok().map(|i| table.images[i].1)
        };
        let byte = match image(c).filter(|_| tcvn3) {
            Some(byte) if beside_letter(text, at, end) => byte,
            Some(_) => return (c, end),
            None => match byte_of(c) {
                Some(byte) => byte,
                None => return (c, end),
            },
        };
        match letters[usize::from(byte)] {
            '\0' => (c, end),
            letter => (letter, end),
        }
    }

    /// Whether a hyphen is the ư: programs that know only Windows-1252 print the soft hyphen as one. It is when
    /// the word is a syllable with ư and its parts are not both syllables.
    fn is_horn(self, text: &str, at: usize) -> bool {
        let part = |c: char| c.is_alphabetic() || matches!(c, '\u{A1}'..='\u{FF}');
        let tail = &text[at + 1..];
        let tail = &tail[..tail.find(|c| !part(c)).unwrap_or(tail.len())];
        let head = &text[..at];
        let start = head.trim_end_matches(part).len();
        let head = &head[start..];
        if tail.is_empty() || tail.len() + head.len() > 24 || text[..start].ends_with('-') {
            return false;
        }
        let read = |text: &str| -> String {
            let mut out = String::new();
            let mut at = 0;
            while at < text.len() {
                let (c, end) = self.next(text, at);
                out.push(c);
                at = end;
            }
            out
        };
        let (head, tail) = (read(head), read(tail));
        let whole = is_syllable(&head) && is_syllable(&tail);
        let alone = head.is_empty() && (tail == "u" || !is_syllable(&tail));
        (alone || !head.is_empty() && !whole) && is_syllable(&format!("{head}ư{tail}"))
    }

    /// Writes the collected word. Says whether a lost ư was put back.
    fn flush(self, word: &mut Vec<(char, usize)>, out: &mut String, sync: Sync<'_>) -> bool {
        if word.is_empty() {
            return false;
        }
        let mut horn = false;
        if self.scheme.shares_capitals() {
            merge_doubled_capital(word);
            horn = self.lost_horn && put_horn_back(word);
            let capitals = word.iter().filter(|(c, _)| c.is_uppercase()).count();
            let small = word.iter().any(|(c, _)| c.is_ascii_lowercase());
            if self.capitals || capitals >= 2 && !small {
                for (c, _) in word.iter_mut() {
                    *c = c.to_uppercase().next().unwrap_or(*c);
                }
            }
        }
        for (c, end) in word.drain(..) {
            out.push(c);
            sync(out.len(), end);
        }
        horn
    }
}

/// `CỘNG HÒA Xã HỘI`: one capital does not tell whether its word is one of capitals, but its neighbours do.
/// Abbreviations (`VP, Vụ PC`) do not; numerals (`III. Tổ CHỨC`) do. No letter changes its length in UTF-8.
fn raise_between_capitals(out: &mut String, start: usize) {
    let bare = |word: &str| word.trim_matches(|c: char| !is_word(c)).to_owned();
    let is_high = |word: &str| {
        let word = bare(word);
        word.chars().filter(|c| c.is_uppercase()).count() >= 2
            && !word.contains(char::is_lowercase)
            && (is_syllable(&word) || word.chars().all(|c| matches!(c, 'I' | 'V' | 'X')))
    };
    let is_open = |word: &str| {
        let word = bare(word);
        let mut chars = word.chars();
        chars.next().is_some_and(|c| c.is_ascii_uppercase())
            && word.len() > 1
            && chars.all(|c| !c.is_ascii() && c.is_lowercase())
    };
    let mut raised: Vec<(usize, String)> = Vec::new();
    let mut before = "";
    let mut at = start;
    let mut words = out[start..].split(' ').peekable();
    while let Some(word) = words.next() {
        if is_open(word) && is_high(before) && words.peek().is_some_and(|next| is_high(next)) {
            raised.push((at, word.to_uppercase()));
        }
        before = word;
        at += word.len() + 1;
    }
    for (at, word) in raised {
        out.replace_range(at..at + word.len(), &word);
    }
}

fn next_vni(table: &Tables, c: char, text: &str, end: usize) -> (char, usize) {
    if let Some(mark) = text[end..].chars().next()
        && let Some(byte @ 0xC0..) = byte_of(mark)
        && let Ok(i) = table
            .vni_pairs
            .binary_search_by_key(&(c, lower_mark(byte)), |p| (p.0, p.1))
    {
        return (table.vni_pairs[i].2, end + mark.len_utf8());
    }
    match byte_of(c).map(|byte| table.vni[usize::from(byte)]) {
        Some(letter) if letter != '\0' => (letter, end),
        _ => (c, end),
    }
}

fn beside_letter(text: &str, at: usize, end: usize) -> bool {
    let legacy_letter = |c: char| c.is_alphabetic() || matches!(c, '\u{A1}'..='\u{FF}');
    text[..at].chars().next_back().is_some_and(legacy_letter)
        || text[end..].chars().next().is_some_and(legacy_letter)
}

/// Whether a bullet of the symbol fonts stands here: first in its line, alone, before a space.
fn is_symbol_bullet(c: char, text: &str, at: usize, end: usize) -> bool {
    matches!(c, '·' | '§' | 'Ø' | 'ü')
        && text[end..].starts_with([' ', '\t', '\u{A0}'])
        && text[..at]
            .trim_end_matches([' ', '\t'])
            .chars()
            .next_back()
            .is_none_or(|c| matches!(c, '\n' | '\r' | '\u{0C}'))
}

/// Converters wrote a capital with a tone as the capital and the small letter: `Aà` for `À`. One of the two
/// goes when they are the same letter and the word is no syllable otherwise.
fn merge_doubled_capital(word: &mut Vec<(char, usize)>) {
    let doubled = |pair: &[(char, usize)]| match (letter(pair[0].0), letter(pair[1].0)) {
        (Some(a), Some(b)) => a.upper && a.tone == 0 && !b.upper && b.tone != 0 && a.code == b.code,
        _ => false,
    };
    let Some(i) = word.windows(2).position(doubled) else {
        return;
    };
    if is_syllable(&spelling(word)) {
        return;
    }
    let mut merged = word.clone();
    let (capital, end) = merged.remove(i + 1);
    merged[i] = (capital.to_uppercase().next().unwrap_or(capital), end);
    if is_syllable(&spelling(&merged)) {
        *word = merged;
    }
}

/// `nớc` → `nước`: before ơ with a c or ng after it, which is no rime.
fn put_horn_back(word: &mut Vec<(char, usize)>) -> bool {
    let is_horned_o =
        |c: char| letter(c).is_some_and(|l| Some(l.code) == letter('ơ').map(|o| o.code));
    let Some(i) = word.iter().position(|&(c, _)| is_horned_o(c)) else {
        return false;
    };
    let upper = word[i].0.is_uppercase();
    if is_syllable(&spelling(word)) {
        return false;
    }
    let end = if i == 0 { 0 } else { word[i - 1].1 };
    let mut whole = word.clone();
    whole.insert(i, (if upper { 'Ư' } else { 'ư' }, end));
    let found = is_syllable(&spelling(&whole));
    if found {
        *word = whole;
    }
    found
}

fn spelling(word: &[(char, usize)]) -> String {
    word.iter().map(|&(c, _)| c).collect()
}
