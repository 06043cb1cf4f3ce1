//! The encoding of a web page.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How many bytes are searched for what the page says of its encoding (HTML, 13.2.3.2).
const HEAD: usize = 4096;

/// The text of a page. A mark of byte order counts first; then whether the bytes are UTF-8, since
/// pages were converted without changing what they say; then what the page says. Letters that are
/// bytes of another Vietnamese encoding in truth are repaired later on.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(skip..).unwrap_or_default();
        return encoding.decode_without_bom_handling(rest).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let named = said(bytes).filter(|encoding| *encoding != UTF_8 || mostly_utf8(bytes));
    named
        .unwrap_or(WINDOWS_1252)
        .decode_without_bom_handling(bytes)
        .0
}

/// The encoding that the page names.
fn said(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let head: String = head
        .iter()
        .map(|&b| char::from(b).to_ascii_lowercase())
        .collect();
    let behind = head
        .split_once("charset")?
        .1
        .trim_start()
        .strip_prefix('=')?;
    let label = behind.trim_start().trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c)));
    Encoding::for_label(label.as_bytes().get(..end.unwrap_or(label.len()))?)
}

/// Whether only few bytes are no UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let lost = text
        .chars()
        .filter(|c| *c == char::REPLACEMENT_CHARACTER)
        .count();
    lost * 200 < text.len()
}
