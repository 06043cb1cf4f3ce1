//! Canonical composition, with the marks of a letter put in order first.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::letter::{Letter, code, letter, tone_of_mark};

/// Composes `text` (NFC) after moving the circumflex and the breve before the tone.
///
/// The acute, grave, hook, tilde, circumflex and breve have one combining class, so NFC keeps their
/// order and `e` + acute + circumflex would stay é with a loose circumflex instead of ế.
pub(crate) fn compose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    compose_into(text, &mut out);
    out
}

/// Appends what [`compose`] gives.
pub(crate) fn compose_into(text: &str, out: &mut String) {
    let start = out.len();
    if !compose_vietnamese(text, out) {
        out.truncate(start);
        compose_any(text, out);
    }
}

const A: u8 = code('a');
const E: u8 = code('e');
const O: u8 = code('o');
const U: u8 = code('u');

/// The short way for ASCII and letters of Vietnamese with their own marks. Gives up on everything else.
fn compose_vietnamese(text: &str, out: &mut String) -> bool {
    let mut open: Option<Letter> = None;
    for c in text.chars() {
        if let Some(next) = letter(c) {
            if let Some(done) = open.replace(next) {
                out.push(done.to_char());
            }
        } else if c.is_ascii() {
            if let Some(done) = open.take() {
                out.push(done.to_char());
            }
            out.push(c);
        } else if let Some(marked) = open.as_ref().and_then(|l| marked(*l, c)) {
            open = Some(marked);
        } else {
            return false;
        }
    }
    out.extend(open.map(Letter::to_char));
    true
}

/// A letter with one more mark, when both make a letter of the alphabet.
fn marked(l: Letter, mark: char) -> Option<Letter> {
    if let Some(tone) = tone_of_mark(mark) {
        return (l.is_vowel() && l.tone == 0).then_some(Letter { tone, ..l });
    }
    let code = match (l.code, mark) {
        (A, '\u{302}') => code('â'),
        (A, '\u{306}') => code('ă'),
        (E, '\u{302}') => code('ê'),
        (O, '\u{302}') => code('ô'),
        (O, '\u{31B}') => code('ơ'),
        (U, '\u{31B}') => code('ư'),
        _ => return None,
    };
    Some(Letter { code, ..l })
}

fn compose_any(text: &str, out: &mut String) {
    let mut marks: Vec<char> = text.nfd().collect();
    let mut i = 0;
    while i < marks.len() {
        let base = marks[i];
        let mut end = i + 1;
        while end < marks.len() && is_vietnamese_mark(marks[end]) {
            end += 1;
        }
        if end - i > 2 && matches!(base, 'a' | 'e' | 'o' | 'A' | 'E' | 'O') {
            marks[i + 1..end].sort_by_key(|&m| order(m));
        }
        i = end;
    }
    out.extend(marks.into_iter().nfc());
}

fn is_vietnamese_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'
            | '\u{301}'
            | '\u{302}'
            | '\u{303}'
            | '\u{306}'
            | '\u{309}'
            | '\u{31B}'
            | '\u{323}'
    )
}

fn order(mark: char) -> u8 {
    match mark {
        '\u{31B}' => 0,
        '\u{323}' => 1,
        '\u{302}' | '\u{306}' => 2,
        _ => 3,
    }
}

/// Whether a text may need composing: some character is outside the alphabet, ASCII and the symbols.
pub(crate) fn may_need_composing(text: &str) -> bool {
    let plain =
        |c: char| c.is_ascii() || letter(c).is_some() || ('\u{2010}'..='\u{2027}').contains(&c);
    !text.chars().all(plain) && is_nfc_quick(text.chars()) != IsNormalized::Yes
}
