//! Words, numbers and marks of a text, with their meaning-free identity.
//!
//! The grammars of this crate (deadline, target, citation, owner, …) read tokens, not letters. A
//! token's [`Word`] is a hash of its canonical form: lower case, the tone mark in the old place
//! (`hoà` is `hòa`), dashes and quotes of one kind. The macros `w!` and `phrase!` make the same
//! hash at compile time, so that `tokens.is(i, w!("trước"))` compares two integers.
//!
//! No meaning is decided on letters without their marks: `quý` and `quy` are two words.

use std::ops::Range;
use std::sync::LazyLock;

use document::Span;

/// Identity of a word: a 64-bit FNV-1a hash over the characters of its canonical form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Word(pub u64);

impl Word {
    /// The word of a literal, which must be canonical: lower case, tone mark in the old place.
    pub(crate) const fn literal(text: &str) -> Word {
        let bytes = text.as_bytes();
        let mut hash = FNV_OFFSET;
        let mut i = 0;
        while i < bytes.len() {
            let (c, length) = decode(bytes, i);
            hash = step(hash, c);
            i += length;
        }
        Word(hash)
    }
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

const fn step(hash: u64, c: u32) -> u64 {
    (hash ^ c as u64).wrapping_mul(FNV_PRIME)
}

/// The character at byte `i` of valid UTF-8, and its length in bytes.
#[inline]
const fn decode(bytes: &[u8], i: usize) -> (u32, usize) {
    const fn tail(bytes: &[u8], i: usize) -> u32 {
        if i < bytes.len() {
            (bytes[i] & 0x3f) as u32
        } else {
            0
        }
    }
    let first = bytes[i] as u32;
    match bytes[i] {
        0..0x80 => (first, 1),
        0x80..0xe0 => ((first & 0x1f) << 6 | tail(bytes, i + 1), 2),
        0xe0..0xf0 => (
            (first & 0xf) << 12 | tail(bytes, i + 1) << 6 | tail(bytes, i + 2),
            3,
        ),
        _ => {
            let high = (first & 0x7) << 18 | tail(bytes, i + 1) << 12;
            (high | tail(bytes, i + 2) << 6 | tail(bytes, i + 3), 4)
        }
    }
}

/// Characters below this are looked up in a table: Latin with all Vietnamese letters.
const TABLE: usize = 0x1f00;

/// Small form of each character that is a letter, 0 for the others.
static LETTERS: LazyLock<Box<[u16]>> = LazyLock::new(|| {
    let small = |c: u32| {
        let c = char::from_u32(c).filter(|c| is_letter(*c))?;
        u16::try_from(c.to_lowercase().next()? as u32).ok()
    };
    (0..TABLE as u32).map(|c| small(c).unwrap_or(0)).collect()
});

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// The [`Word`] of a literal, made at compile time.
macro_rules! w {
    ($text:literal) => {
        const { $crate::token::Word::literal($text) }
    };
}

/// A sequence of [`Word`]s, made at compile time: `phrase!("hoàn" "thành")`.
macro_rules! phrase {
    ($($text:literal)+) => {
        const { &[$($crate::token::Word::literal($text)),+] as &[$crate::token::Word] }
    };
}

pub(crate) use {phrase, w};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters.
    Word,
    /// Digits.
    Number,
    /// One character that is neither.
    Mark,
}

/// Case of a word's letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// `tỉnh`; numbers and marks too.
    Lower,
    /// `Tỉnh`.
    Title,
    /// `UBND`; a single capital letter too.
    Upper,
    /// `VNeID`.
    Mixed,
}

/// A word, a run of digits, or a mark.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// Byte offset in the text.
    pub start: u32,
    /// Byte offset behind it.
    pub end: u32,
    /// Its identity.
    pub word: Word,
    /// What it is made of.
    pub kind: Kind,
    /// Case of its letters.
    pub case: Case,
}

/// Appends the tokens of `text` to `out`. White space separates tokens and is none.
pub(crate) fn lex(text: &str, out: &mut Vec<Token>) {
    let letters: &[u16] = &LETTERS;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte == b' ' || byte.is_ascii_whitespace() {
            at += 1;
        } else if byte.is_ascii_digit() {
            let mut end = at;
            let mut hash = FNV_OFFSET;
            while end < bytes.len() && bytes[end].is_ascii_digit() {
                hash = step(hash, u32::from(bytes[end]));
                end += 1;
            }
            out.push(token(at, end, Word(hash), Kind::Number, Case::Lower));
            at = end;
        } else {
            at = lex_other(letters, bytes, at, out);
        }
    }
}

fn token(start: usize, end: usize, word: Word, kind: Kind, case: Case) -> Token {
    Token {
        start: start as u32,
        end: end as u32,
        word,
        kind,
        case,
    }
}

/// Small form of a character that is a letter.
#[inline]
fn small(letters: &[u16], c: u32) -> Option<u32> {
    match letters.get(c as usize) {
        Some(0) => None,
        Some(&small) => Some(u32::from(small)),
        None => {
            let c = char::from_u32(c).filter(|c| is_letter(*c))?;
            c.to_lowercase().next().map(u32::from)
        }
    }
}

/// A word or a mark that begins at `at`.
fn lex_other(letters: &[u16], bytes: &[u8], at: usize, out: &mut Vec<Token>) -> usize {
    let mut end = at;
    let (mut count, mut upper, mut first_upper) = (0u32, 0u32, false);
    // Hashes before the last letter and before the one before it: a tone mark on the last letter
    // may belong on the one before it.
    let mut hashes = [FNV_OFFSET; 3];
    let mut last = [0u32; 3];
    while end < bytes.len() {
        let (c, length) = decode(bytes, end);
        let Some(small) = small(letters, c) else {
            break;
        };
        if small != c {
            upper += 1;
            first_upper |= count == 0;
        }
        count += 1;
        end += length;
        hashes = [hashes[1], hashes[2], step(hashes[2], small)];
        last = [last[1], last[2], small];
    }
    if count == 0 {
        let (c, length) = decode(bytes, at);
        let mark = char::from_u32(c).unwrap_or(' ');
        if !mark.is_whitespace() {
            let word = Word(step(FNV_OFFSET, u32::from(canonical_mark(mark))));
            out.push(token(at, at + length, word, Kind::Mark, Case::Lower));
        }
        return at + length;
    }
    let mut hash = hashes[2];
    if count >= 2
        && last[2] >= 0x80
        && let [before, Some(first), Some(second)] = last.map(char::from_u32)
        && let Some((first, second)) = move_tone(before, first, second)
    {
        hash = step(step(hashes[0], u32::from(first)), u32::from(second));
    }
    let case = match upper {
        0 => Case::Lower,
        n if n == count => Case::Upper,
        1 if first_upper => Case::Title,
        _ => Case::Mixed,
    };
    out.push(token(at, end, Word(hash), Kind::Word, case));
    end
}

/// Dashes and quotes of one kind.
fn canonical_mark(c: char) -> char {
    match c {
        '–' | '—' | '‐' | '‑' | '‒' | '−' => '-',
        '“' | '”' | '„' | '«' | '»' | '″' => '"',
        '‘' | '’' | '‚' | '′' => '\'',
        other => other,
    }
}

/// Old and new placement differ only in words that end in `oa`, `oe`, `uy`: `hoà` is `hòa`.
fn move_tone(before: Option<char>, first: char, second: char) -> Option<(char, char)> {
    const O: [char; 5] = ['ó', 'ò', 'ỏ', 'õ', 'ọ'];
    const U: [char; 5] = ['ú', 'ù', 'ủ', 'ũ', 'ụ'];
    const A: [char; 5] = ['á', 'à', 'ả', 'ã', 'ạ'];
    const E: [char; 5] = ['é', 'è', 'ẻ', 'ẽ', 'ẹ'];
    const Y: [char; 5] = ['ý', 'ỳ', 'ỷ', 'ỹ', 'ỵ'];
    let tone = |set: [char; 5]| set.iter().position(|&c| c == second);
    match first {
        'o' => tone(A)
            .map(|t| (O[t], 'a'))
            .or_else(|| tone(E).map(|t| (O[t], 'e'))),
        'u' if before != Some('q') => tone(Y).map(|t| (U[t], 'y')),
        _ => None,
    }
}

/// The tokens of a stretch of text.
#[derive(Clone, Copy)]
pub(crate) struct Tokens<'a> {
    text: &'a str,
    list: &'a [Token],
}

impl<'a> Tokens<'a> {
    /// All tokens of a text; `list` must be what [`lex`] made of it.
    pub(crate) fn new(text: &'a str, list: &'a [Token]) -> Tokens<'a> {
        Tokens { text, list }
    }

    /// The tokens inside a span of the text.
    pub(crate) fn within(self, span: Span) -> Tokens<'a> {
        let from = self.list.partition_point(|t| t.start < span.start);
        // A token has a byte at least: there are no more of them than bytes.
        let most = (span.end.saturating_sub(span.start)) as usize;
        let near = &self.list[from..(from + most).min(self.list.len())];
        let to = from + near.partition_point(|t| t.end <= span.end);
        Tokens {
            text: self.text,
            list: &self.list[from..to],
        }
    }

    /// The tokens number `range`, renumbered from 0.
    pub(crate) fn slice(self, range: Range<usize>) -> Tokens<'a> {
        Tokens {
            text: self.text,
            list: &self.list[range],
        }
    }

    pub(crate) fn len(self) -> usize {
        self.list.len()
    }

    pub(crate) fn is_empty(self) -> bool {
        self.list.is_empty()
    }

    /// Token `i`, `None` behind the last.
    pub(crate) fn get(self, i: usize) -> Option<Token> {
        self.list.get(i).copied()
    }

    /// Whether token `i` is `word`.
    pub(crate) fn is(self, i: usize, word: Word) -> bool {
        self.list.get(i).is_some_and(|t| t.word == word)
    }

    /// Whether token `i` is one of `words`.
    pub(crate) fn is_any(self, i: usize, words: &[Word]) -> bool {
        self.list.get(i).is_some_and(|t| words.contains(&t.word))
    }

    /// Whether the tokens from `i` on begin with `phrase`.
    pub(crate) fn at(self, i: usize, phrase: &[Word]) -> bool {
        self.list.len() >= i + phrase.len()
            && self.list[i..].iter().zip(phrase).all(|(t, w)| t.word == *w)
    }

    /// Number of the first token from `from` on where `phrase` stands.
    pub(crate) fn find(self, from: usize, phrase: &[Word]) -> Option<usize> {
        (from..self.len()).find(|&i| self.at(i, phrase))
    }

    /// The text of token `i`, empty behind the last.
    pub(crate) fn text(self, i: usize) -> &'a str {
        self.list
            .get(i)
            .map_or("", |t| &self.text[t.start as usize..t.end as usize])
    }

    /// The value of token `i` when it is a run of at most nine digits.
    pub(crate) fn number(self, i: usize) -> Option<u32> {
        let token = self
            .list
            .get(i)
            .filter(|t| t.kind == Kind::Number && t.end - t.start <= 9)?;
        self.text[token.start as usize..token.end as usize]
            .parse()
            .ok()
    }

    /// Whether white space stands before token `i` (also before the first).
    pub(crate) fn spaced(self, i: usize) -> bool {
        match (
            i.checked_sub(1).and_then(|p| self.list.get(p)),
            self.list.get(i),
        ) {
            (Some(previous), Some(token)) => previous.end < token.start,
            _ => true,
        }
    }

    /// The span from the first to the last of a non-empty range of tokens.
    pub(crate) fn span(self, range: Range<usize>) -> Span {
        Span {
            start: self.list[range.start].start,
            end: self.list[range.end - 1].end,
        }
    }

    /// The whole text that the tokens point into.
    pub(crate) fn source(self) -> &'a str {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        let mut list = vec![];
        lex(text, &mut list);
        list.iter().map(|t| t.word).collect()
    }

    #[test]
    fn one_identity_for_case_and_tone_placement() {
        for (a, b) in [
            ("hoà", "hòa"),
            ("KHOẺ", "khỏe"),
            ("Uỷ", "ủy"),
            ("thuỷ", "thủy"),
            ("Đ", "đ"),
            ("–", "-"),
            ("“", "\""),
        ] {
            assert_eq!(words(a), words(b), "{a} {b}");
        }
        for (a, b) in [
            ("quý", "quy"),
            ("bạn", "bàn"),
            ("quỳ", "qùy"),
            ("hoàn", "hòan"),
        ] {
            assert_ne!(words(a), words(b), "{a} {b}");
        }
        assert_eq!(words("Ngày"), [w!("ngày")]);
        assert_eq!(words("a"), [w!("a")]);
    }

    #[test]
    fn tokens_of_a_number() {
        let mut list = vec![];
        let text = "Số 57 /KH-SYT, 12,5%";
        lex(text, &mut list);
        let tokens = Tokens::new(text, &list);
        let all: Vec<&str> = (0..tokens.len()).map(|i| tokens.text(i)).collect();
        assert_eq!(
            all,
            ["Số", "57", "/", "KH", "-", "SYT", ",", "12", ",", "5", "%"]
        );
        assert_eq!(tokens.number(1), Some(57));
        assert!(tokens.spaced(2) && !tokens.spaced(3));
        assert_eq!(tokens.get(5).map(|t| t.case), Some(Case::Upper));
    }
}
