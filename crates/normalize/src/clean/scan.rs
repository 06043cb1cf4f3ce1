//! The fast way through clean text: find the next character that needs a look.

use crate::letter::letter;

/// Bytes examined at once, at first and later: dirty text has its places close together.
const FIRST: usize = 16;
const CHUNK: usize = 64;

/// The class of a byte as the one before another.
static CLASS: [u8; 256] = {
    let mut class = [0; 256];
    class[0xC3] = 1;
    class[0xC4] = 2;
    class[0xC5] = 3;
    class[0xC6] = 4;
    class[0xE1] = 5;
    class[0xE2] = 6;
    class[0x80] = 7;
    class
};

/// Whether a byte, after one of a class, may belong to a character that needs a look. Only letters of
/// Vietnamese, ASCII and its line and page breaks pass; every other character is looked at one by one.
static LOOK: [u8; 8 * 256] = {
    let mut look = [0; 8 * 256];
    let mut class = 0;
    while class < 8 {
        let mut byte = 0;
        while byte < 256 {
            let b = byte as u8;
            let bad = match class {
                1 => !is_vietnamese(0xC0 + (b as u32 & 0x3F)),
                2 => !is_vietnamese(0x100 + (b as u32 & 0x3F)),
                3 => !is_vietnamese(0x140 + (b as u32 & 0x3F)),
                4 => !is_vietnamese(0x180 + (b as u32 & 0x3F)),
                5 => b != 0xBA && b != 0xBB,
                6 => b != 0x80,
                // The end of U+2000-203F: dashes, quotes, the bullet, the ellipsis, primes.
                7 if b >= 0x80 && b < 0xC0 => !matches!(b, 0x90..=0x9F | 0xA2 | 0xA6 | 0xB2 | 0xB3),
                _ => match b {
                    b'\t' | b'\n' | 0x0C => false,
                    0..0x20 | 0x7F => true,
                    0x20..0xC0 => false,
                    0xC3..=0xC6 | 0xE1 | 0xE2 => false,
                    _ => true,
                },
            };
            look[class << 8 | byte] = bad as u8;
            byte += 1;
        }
        class += 1;
    }
    look
};

/// The Vietnamese letters below U+0200 that ASCII does not have.
const fn is_vietnamese(c: u32) -> bool {
    matches!(c,
        0xC0..=0xC3 | 0xC8..=0xCA | 0xCC | 0xCD | 0xD2..=0xD5 | 0xD9 | 0xDA | 0xDD
        | 0xE0..=0xE3 | 0xE8..=0xEA | 0xEC | 0xED | 0xF2..=0xF5 | 0xF9 | 0xFA | 0xFD
        | 0x102 | 0x103 | 0x110 | 0x111 | 0x128 | 0x129 | 0x168 | 0x169
        | 0x1A0 | 0x1A1 | 0x1AF | 0x1B0)
}

/// The offset of the first character at or after `from` that needs a look; the length when there is none.
/// `from` must be a character boundary.
pub(crate) fn next_look(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    let mut before = 0;
    let mut size = FIRST;
    while at < bytes.len() {
        let end = (at + size).min(bytes.len());
        size = CHUNK;
        let chunk = &bytes[at..end];
        let mut found = 0;
        let mut previous = before;
        for &b in chunk {
            found |= LOOK[usize::from(CLASS[usize::from(previous)] & 7) << 8 | usize::from(b)];
            previous = b;
        }
        if found != 0
            && let Some(place) = look_closely(text, from, at, end)
        {
            return place;
        }
        before = previous;
        at = end;
    }
    bytes.len()
}

/// Looks at the characters that touch the bytes `at..end`, none before `from`.
fn look_closely(text: &str, from: usize, at: usize, end: usize) -> Option<usize> {
    let mut start = at;
    if start > from {
        start -= 1;
    }
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    for (i, c) in text[start..].char_indices() {
        if start + i >= end {
            return None;
        }
        if needs_look(c) {
            return Some(start + i);
        }
    }
    None
}

/// Whether a character may have to be changed, or may be a sign of a wrong decoding.
fn needs_look(c: char) -> bool {
    match c {
        '\t' | '\n' | '\u{0C}' | ' '..='~' => false,
        '\u{1E80}'..='\u{1EFF}' => false,
        // Dashes, quotes, bullets, dots; ₫; arrows; boxes and ordinary bullets.
        '\u{2010}'..='\u{201F}' | '\u{2022}' | '\u{2026}' | '\u{2032}'..='\u{2033}' => false,
        '\u{20AB}' | '\u{2190}'..='\u{21FF}' | '\u{2500}'..='\u{27BF}' => false,
        _ => letter(c).is_none(),
    }
}

/// The first character that needs a look, and how many are signs that the text was decoded wrongly, counted
/// up to `enough`.
///
/// Signs are letters of Latin-1 that Vietnamese does not use, its symbols next to a letter, and the few
/// symbols of Windows-1252 and of PDF printers that stand for letters of legacy encodings.
pub(crate) fn survey(text: &str, enough: usize) -> (usize, usize) {
    let mut found = 0;
    let first = next_look(text, 0);
    let mut at = first;
    while found < enough {
        at = next_look(text, at);
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        let next = at + c.len_utf8();
        let sign = match c {
            '\u{A1}'..='\u{BF}' | '×' | '÷' | '−' | '∙' | '\u{80}'..='\u{9F}' | 'μ' => {
                beside_letter(text, at, next)
            }
            '\u{C0}'..='\u{FF}' => true,
            'Œ' | 'œ' | 'Š' | 'š' | 'Ž' | 'ž' | 'Ÿ' | 'ƒ' | 'ˆ' | '˜' | '†' | '‡' | '‰' | '‹'
            | '›' | '€' | '™' => beside_letter(text, at, next),
            _ => false,
        };
        found += usize::from(sign);
        at = next;
    }
    (first, found)
}

fn beside_letter(text: &str, at: usize, next: usize) -> bool {
    let bytes = text.as_bytes();
    let is_letter = |b: u8| b.is_ascii_alphabetic() || b >= 0x80;
    at > 0 && is_letter(bytes[at - 1]) || bytes.get(next).is_some_and(|&b| is_letter(b))
}
