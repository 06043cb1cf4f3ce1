//! Bytes to characters: byte order marks, UTF-8, UTF-16, or bytes of an encoding still to be found.

use std::borrow::Cow;

use crate::clean::Count;
use crate::legacy::windows_1252;
use crate::offset::Layer;
use crate::{Encoding, NormalizeError};

/// Signatures of formats that are no text.
const MAGIC: [&[u8]; 10] = [
    b"PK\x03\x04",
    b"%PDF-",
    b"\x89PNG",
    b"\xFF\xD8\xFF",
    b"\xD0\xCF\x11\xE0",
    b"GIF8",
    b"7z\xBC\xAF",
    b"Rar!",
    b"\x1F\x8B\x08",
    b"\x7FELF",
];

/// Units of UTF-16 looked at for NULs.
const UTF16_SAMPLE: usize = 4096;

/// Characters, and where they come from.
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    /// None while characters and bytes go in step.
    pub(crate) layer: Option<Layer>,
    /// Length of the byte order mark.
    pub(crate) skipped: usize,
    /// None for bytes of an 8-bit encoding, shown as Windows-1252.
    pub(crate) encoding: Option<Encoding>,
    /// Sequences that are not valid; offsets are those of `text`.
    pub(crate) invalid: Count,
}

/// Decodes Unicode, and shows other bytes as Windows-1252.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, NormalizeError> {
    if bytes.is_empty() {
        return Err(NormalizeError::Empty);
    }
    if MAGIC.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(NormalizeError::Binary);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf16(rest, u16::from_le_bytes, 2);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf16(rest, u16::from_be_bytes, 2);
    }
    let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let skipped = bytes.len() - rest.len();
    if memchr::memchr(0, rest).is_some() {
        return match byte_order(rest) {
            Some(read) => utf16(rest, read, skipped),
            None => Err(NormalizeError::Binary),
        };
    }
    let decoded = |text, layer, encoding, invalid| Decoded {
        text,
        layer,
        skipped,
        encoding,
        invalid,
    };
    if let Ok(text) = std::str::from_utf8(rest) {
        return Ok(decoded(
            Cow::Borrowed(text),
            None,
            Some(Encoding::Utf8),
            Count::default(),
        ));
    }
    if has_many_controls(rest) {
        return Err(NormalizeError::Binary);
    }
    let utf8 = is_damaged_utf8(rest);
    let (text, layer, invalid) = if utf8 {
        damaged_utf8(rest)
    } else {
        as_windows_1252(rest)
    };
    let encoding = utf8.then_some(Encoding::Utf8);
    Ok(decoded(Cow::Owned(text), Some(layer), encoding, invalid))
}

type ReadUnit = fn([u8; 2]) -> u16;

/// The byte order of UTF-16 without a mark: the high bytes of ASCII are NUL, the low bytes hardly ever.
fn byte_order(bytes: &[u8]) -> Option<ReadUnit> {
    let mut nuls = [0_usize; 2];
    let mut units = 0;
    for unit in bytes.chunks_exact(2).take(UTF16_SAMPLE) {
        units += 1;
        nuls[0] += usize::from(unit[0] == 0);
        nuls[1] += usize::from(unit[1] == 0);
    }
    let enough = |many: usize, few: usize| many * 5 >= units * 2 && few * 20 <= many;
    if enough(nuls[1], nuls[0]) {
        Some(u16::from_le_bytes)
    } else if enough(nuls[0], nuls[1]) {
        Some(u16::from_be_bytes)
    } else {
        None
    }
}

fn utf16(bytes: &[u8], read: ReadUnit, skipped: usize) -> Result<Decoded<'static>, NormalizeError> {
    let mut text = String::with_capacity(bytes.len() / 2 + bytes.len() / 4);
    let mut layer = Layer::new(2, bytes.len());
    let mut invalid = Count::default();
    let mut at = 0;
    let units = bytes.chunks_exact(2).map(|unit| read([unit[0], unit[1]]));
    for c in char::decode_utf16(units) {
        let c = c.unwrap_or_else(|_| {
            invalid.add(text.len());
            char::REPLACEMENT_CHARACTER
        });
        if c == '\0' {
            return Err(NormalizeError::Binary);
        }
        text.push(c);
        at += 2 * c.len_utf16();
        layer.sync(text.len(), at);
    }
    if bytes.len() % 2 == 1 {
        invalid.add(text.len());
        layer.sync(text.len(), bytes.len());
    }
    if invalid.count * 20 > text.len() && invalid.count > 1 {
        return Err(NormalizeError::Binary);
    }
    let encoding = Some(Encoding::Utf16);
    Ok(Decoded {
        text: Cow::Owned(text),
        layer: Some(layer),
        skipped,
        encoding,
        invalid,
    })
}

fn has_many_controls(bytes: &[u8]) -> bool {
    let control = |b: &&u8| (**b < 0x20 && !b"\t\n\x0B\x0C\r".contains(b)) || **b == 0x7F;
    let controls = bytes.iter().filter(control).count();
    too_many_controls(controls, bytes.len())
}

/// Whether a text with so many control characters is none: more than one in twenty.
pub(crate) fn too_many_controls(controls: usize, length: usize) -> bool {
    controls > 1 && controls * 20 > length
}

/// Whether bytes are UTF-8 but for a few: cut in the middle of a letter, or with a foreign byte here and there.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let mut letters = 0;
    let mut invalid = 0;
    let mut cut = false;
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().bytes().filter(|&b| b >= 0xC0).count();
        let broken = chunk.invalid();
        invalid += usize::from(!broken.is_empty());
        cut = broken.len() > 1;
    }
    letters >= 8 * invalid || invalid == 1 && cut && letters > 0
}

fn damaged_utf8(bytes: &[u8]) -> (String, Layer, Count) {
    let mut text = String::with_capacity(bytes.len());
    let mut layer = Layer::new(1, bytes.len());
    let mut invalid = Count::default();
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        let broken = chunk.invalid();
        if broken.is_empty() {
            continue;
        }
        invalid.add(text.len());
        at += broken.len();
        match broken {
            [byte] if at < bytes.len() => text.push(windows_1252(*byte)),
            _ => text.push(char::REPLACEMENT_CHARACTER),
        }
        layer.sync(text.len(), at);
    }
    (text, layer, invalid)
}

fn as_windows_1252(bytes: &[u8]) -> (String, Layer, Count) {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 4);
    let mut layer = Layer::new(1, bytes.len());
    for (i, &byte) in bytes.iter().enumerate() {
        text.push(windows_1252(byte));
        layer.sync(text.len(), i + 1);
    }
    (text, layer, Count::default())
}
