//! Vietnamese text, ready to be read: bytes of any usual encoding in, clean Unicode out.
//!
//! * [`normalize`] decodes (UTF-8, UTF-16, TCVN3, VNI, VISCII, VPS, Windows-1258), repairs what wrong decoding
//!   did, composes (NFC) and cleans, and never loses a letter. Its [`OffsetMap`] leads back to the source.
//! * [`fold`] and [`key`] are for search: without marks, and with them.
//! * [`match_form`] and [`ascii_form`] are for comparing with vocabulary.
//! * [`canonical_tone`] and [`is_syllable`] know the spelling of one word.
//!
//! Nothing here knows of documents or files.

use std::borrow::Cow;

mod capitals;
mod clean;
mod compose;
mod decode;
mod distance;
mod encoding;
mod fold;
mod legacy;
mod letter;
mod note;
mod offset;
mod syllable;
mod tone;
mod tsv;

pub use capitals::is_capitals;
pub use distance::edit_distance;
pub use encoding::{Encoding, font_encoding};
pub use fold::{ascii_form, fold, fold_into, key, key_into, match_form};
pub use legacy::{DecodedRuns, Run, decode_runs};
pub use note::{Note, NoteKind};
pub use offset::OffsetMap;
pub use syllable::is_syllable;
pub use tone::canonical_tone;

/// A normalised text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Normalized {
    /// The text: NFC, `\n` line ends, `\u{0C}` between pages, no control characters but TAB.
    pub text: String,
    /// How the source was encoded.
    pub encoding: Encoding,
    /// From the text back to the source.
    pub map: OffsetMap,
    /// What was done that a reader should know.
    pub notes: Vec<Note>,
}

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NormalizeError {
    /// No bytes, or only white space.
    #[error("the text is empty")]
    Empty,
    /// Not text: NULs, many control characters, or the signature of a binary format.
    #[error("the data is binary, not text")]
    Binary,
    /// Neither Unicode nor a known Vietnamese encoding.
    #[error("the encoding is not known")]
    Undecodable,
}

/// Texts shorter than this are suspected on the first sign of a wrong decoding, longer ones on the third.
const SHORT: usize = 400;

/// Normalises the bytes of a text.
///
/// A byte order mark, UTF-8 and UTF-16 (also without a mark) are recognised; other bytes are read in the legacy
/// encoding that makes their words Vietnamese syllables. Unicode text is examined for characters that are legacy
/// bytes in truth, as a whole and line by line. Then it is made regular: NFC; `\n` for every line end; one kind
/// of space; no soft hyphens, zero-width or control characters; `đ` for its look-alikes; bullets of the symbol
/// fonts `•`. Quotes, dashes and ordinary bullets stay as they are. No letter is lost.
///
/// Normalising the result again gives the same text.
///
/// ```
/// let plan = normalize::normalize(b"C\xE9ng h\xDFa x\xB7 h\xE9i ch\xF1 ngh\xDCa Vi\xD6t Nam")?;
/// assert_eq!(plan.text, "Cộng hòa xã hội chủ nghĩa Việt Nam");
/// assert_eq!(plan.encoding.as_str(), "tcvn3");
/// assert_eq!(plan.map.source("Cộ".len()), 2);
/// # Ok::<(), normalize::NormalizeError>(())
/// ```
///
/// # Errors
///
/// [`NormalizeError`] says why the bytes are no text.
pub fn normalize(bytes: &[u8]) -> Result<Normalized, NormalizeError> {
    let decoded = decode::decode(bytes)?;
    let mut map = OffsetMap::new(decoded.skipped, bytes.len());
    if let Some(layer) = decoded.layer {
        map.push(layer);
    }
    let mut notes = Vec::new();
    note(&mut notes, NoteKind::InvalidBytes, decoded.invalid, &map);
    finish(decoded.text, decoded.encoding, map, notes)
}

/// Normalises characters that another format already gave, as [`normalize`] does for bytes; the offsets of the
/// map are bytes of `text`. Empty text is no error here.
pub fn normalize_str(text: &str) -> Normalized {
    let map = OffsetMap::new(0, text.len());
    finish(
        Cow::Borrowed(text),
        Some(Encoding::Utf8),
        map.clone(),
        Vec::new(),
    )
    .unwrap_or_else(|_| {
        let cleaned = clean::clean(text, 0);
        let mut map = map;
        map.push(cleaned.layer);
        let text = cleaned.text.unwrap_or_else(|| text.to_owned());
        Normalized {
            text,
            encoding: Encoding::Utf8,
            map,
            notes: Vec::new(),
        }
    })
}

/// Decodes characters that stand under a font of a legacy encoding (see [`font_encoding`]): `text` holds its
/// bytes as Windows-1252 or Latin-1 shows them. `capitals` is for fonts that show every letter as a capital.
/// Encodings of Unicode, and nothing else, give `text` back.
///
/// The result is not yet normalised.
///
/// ```
/// use normalize::{Encoding, decode_as};
/// assert_eq!(decode_as("céng hßa", Encoding::Tcvn3, true), "CỘNG HÒA");
/// ```
pub fn decode_as(text: &str, encoding: Encoding, capitals: bool) -> Cow<'_, str> {
    match legacy::decode_as(text, encoding, capitals) {
        Some(decoded) => Cow::Owned(decoded),
        None => Cow::Borrowed(text),
    }
}

/// Repairing and cleaning may each bring signs to light that the other acts on; so many rounds settle any text.
const ROUNDS: usize = 4;

fn finish(
    text: Cow<'_, str>,
    encoding: Option<Encoding>,
    map: OffsetMap,
    notes: Vec<Note>,
) -> Result<Normalized, NormalizeError> {
    let mut work = Work {
        text,
        encoding,
        map,
        notes,
        clean_up_to: 0,
    };
    for _ in 0..ROUNDS {
        let repaired = work.repair()?;
        let cleaned = work.clean()?;
        if !repaired && !cleaned {
            break;
        }
    }
    if work.text.trim_start().is_empty() {
        return Err(NormalizeError::Empty);
    }
    Ok(Normalized {
        text: work.text.into_owned(),
        encoding: work.encoding.unwrap_or(Encoding::Windows1258),
        map: work.map,
        notes: work.notes,
    })
}

/// A text on its way.
struct Work<'a> {
    text: Cow<'a, str>,
    /// None while the encoding of bytes is not yet found.
    encoding: Option<Encoding>,
    map: OffsetMap,
    notes: Vec<Note>,
    /// No character before needs a look.
    clean_up_to: usize,
}

impl Work<'_> {
    /// Decodes again what was decoded wrongly. Says whether there was something.
    fn repair(&mut self) -> Result<bool, NormalizeError> {
        let repaired = if self.encoding.is_none() {
            legacy::repair(&self.text, legacy::Origin::Bytes)
        } else {
            let enough = if self.text.len() < SHORT { 1 } else { 3 };
            let (first, found) = clean::survey(&self.text, enough);
            self.clean_up_to = first;
            if found < enough {
                return Ok(false);
            }
            legacy::repair(&self.text, legacy::Origin::Unicode)
        };
        let Some(repaired) = repaired else {
            if self.encoding.is_none() {
                if self
                    .text
                    .chars()
                    .any(|c| !c.is_ascii() && c.is_alphabetic())
                {
                    return Err(NormalizeError::Undecodable);
                }
                self.encoding = Some(Encoding::Windows1258);
            }
            return Ok(false);
        };
        for (kind, count) in repaired.notes {
            self.note(kind, count);
        }
        self.map.push(repaired.layer);
        self.text = Cow::Owned(repaired.text);
        self.encoding = repaired.encoding.or(self.encoding);
        self.clean_up_to = 0;
        Ok(true)
    }

    /// Makes the characters regular. Says whether there was something to do.
    fn clean(&mut self) -> Result<bool, NormalizeError> {
        let cleaned = clean::clean(&self.text, self.clean_up_to);
        let controls = cleaned.controls.count;
        if decode::too_many_controls(controls, self.text.len()) {
            return Err(NormalizeError::Binary);
        }
        self.note(NoteKind::ControlRemoved, cleaned.controls);
        if !self
            .notes
            .iter()
            .any(|note| note.kind == NoteKind::LostLetters)
        {
            self.note(NoteKind::LostLetters, cleaned.lost);
        }
        self.note(NoteKind::MisplacedMarks, cleaned.marks);
        let Some(text) = cleaned.text else {
            return Ok(false);
        };
        self.map.push(cleaned.layer);
        self.text = Cow::Owned(text);
        Ok(true)
    }

    fn note(&mut self, kind: NoteKind, count: clean::Count) {
        note(&mut self.notes, kind, count, &self.map);
    }
}

fn note(notes: &mut Vec<Note>, kind: NoteKind, count: clean::Count, map: &OffsetMap) {
    if count.count > 0 {
        notes.push(Note {
            kind,
            source: map.source(count.first),
            count: count.count,
        });
    }
}
