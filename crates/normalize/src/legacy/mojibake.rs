//! UTF-8 that was read as Windows-1252 or Latin-1, once or twice.

use super::charset::{Sync, byte_of};

/// Appends `text` to `out`, with every run of characters that stands for one UTF-8 sequence decoded. Other
/// characters stay.
pub(crate) fn decode(text: &str, out: &mut String, sync: Sync<'_>) {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let (c, end) = sequence(text, at).unwrap_or((c, at + c.len_utf8()));
        out.push(c);
        sync(out.len(), end);
        at = end;
    }
}

/// Whether the text may hold misread UTF-8: a lead byte and a continuation byte, shown as characters.
pub(crate) fn is_likely(text: &str) -> bool {
    let starts = text.match_indices(['Ã', 'Ä', 'Å', 'Æ', 'á', 'â', 'Â']);
    starts
        .map(|(at, _)| sequence(text, at))
        .any(|found| found.is_some())
}

/// The character whose UTF-8 bytes are shown from `at` on, and where they end.
fn sequence(text: &str, at: usize) -> Option<(char, usize)> {
    let mut chars = text[at..]
        .char_indices()
        .map(|(i, c)| (c, at + i + c.len_utf8()));
    let (lead, _) = chars.next()?;
    let lead = byte_of(lead)?;
    let length = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut end = at;
    for (i, byte) in bytes[1..length].iter_mut().enumerate() {
        let (c, next) = chars.next()?;
        *byte = match c {
            // The no-break space of à (C3 A0) often became a plain one.
            ' ' if lead == 0xC3 && i == 0 => 0xA0,
            _ => byte_of(c).filter(|b| (0x80..0xC0).contains(b))?,
        };
        end = next;
    }
    let c = std::str::from_utf8(&bytes[..length]).ok()?.chars().next()?;
    Some((c, end))
}
