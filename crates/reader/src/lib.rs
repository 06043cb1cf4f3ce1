//! Reading: the bytes of a file become a [`document::Document`].
//!
//! [`read`] decides by the bytes what a source is, never by its name. It reads plain text (any
//! encoding that [`normalize`] knows, hard-wrapped or not, with tab-separated, pipe and Markdown
//! tables and the remains of a conversion from HTML or Markdown), HTML, PDF and Word (`.docx`).
//!
//! A reader knows nothing of plans: it says what paragraphs, labels and tables there are, not
//! what they mean. It opens no file and reads no clock.

mod blocks;
mod builder;
mod docx;
mod format;
mod html;
mod pdf;
pub mod scan;
mod table;
mod text;

use document::Document;
use serde::{Deserialize, Serialize};

pub use format::{Format, format};

/// Why bytes could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// No bytes, or nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// The bytes are a kind of file that is not read.
    #[error("{0} files are not read")]
    Unsupported(Format),
    /// The bytes are no text.
    #[error("the file is binary data, no text")]
    Binary,
    /// The text is in no encoding that is known.
    #[error("the text is in no known encoding")]
    Undecodable,
    /// A password is needed.
    #[error("the PDF is encrypted and opens only with a password")]
    Encrypted,
    /// The structure of the file is broken beyond repair.
    #[error("the PDF is damaged: no page can be found in it")]
    Damaged,
    /// A PDF without pages.
    #[error("the PDF has no pages")]
    NoPages,
    /// Pages without letters and without images.
    #[error("the pages of the PDF are blank")]
    NoText,
    /// Pages that are images.
    #[error("{images} of its {pages} pages are images without readable text: a scan")]
    Scan {
        /// Number of pages that are images.
        images: usize,
        /// Number of pages.
        pages: usize,
    },
    /// Pages whose fonts do not tell their letters.
    #[error("the fonts on {unknown} of its {pages} pages do not tell which letters they print")]
    UnknownLetters {
        /// Number of such pages.
        unknown: usize,
        /// Number of pages.
        pages: usize,
    },
    /// Pages must be recognised first; see [`Options::recognise`].
    #[error("the text of {} of its {of} pages must be recognised", .pages.len())]
    Unrecognised {
        /// Their numbers, 1-based.
        pages: Vec<u32>,
        /// Number of pages.
        of: usize,
    },
    /// The structure of the file is broken.
    #[error("the {format} file is damaged: {reason}")]
    Broken {
        /// What it is.
        format: Format,
        /// What is broken.
        reason: &'static str,
    },
    /// The file could harm who reads it.
    #[error("the {format} file is refused: {reason}")]
    Refused {
        /// What it is.
        format: Format,
        /// What no document has.
        reason: &'static str,
    },
    /// A file whose body holds no text.
    #[error("no text stands in the document")]
    NoLetters,
    /// The text is longer than spans can count.
    #[error("the text is longer than {} MiB", MAX_BYTES >> 20)]
    TooLong,
}

impl ReadError {
    /// What a person can do about it, when there is something.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            ReadError::Empty => Some("fetch the document again from where it was published"),
            ReadError::Unsupported(format) => Some(unsupported(*format)),
            ReadError::Binary => {
                Some("save the document as plain text (UTF-8) and import that file")
            }
            ReadError::Undecodable => Some("save the file again as UTF-8"),
            ReadError::Encrypted => Some("open it with the password and print it to a new PDF"),
            ReadError::Broken { .. } => Some(
                "fetch it again from where it was published; what opens in an editor, save from there under another name",
            ),
            ReadError::Refused { .. } => {
                Some("open it in an editor, save it under another name and import that file")
            }
            ReadError::NoLetters => {
                Some("if it holds images of pages, recognise their text (OCR) first")
            }
            ReadError::Damaged | ReadError::NoPages | ReadError::NoText => {
                Some("fetch the document again from where it was published")
            }
            ReadError::Scan { .. }
            | ReadError::UnknownLetters { .. }
            | ReadError::Unrecognised { .. } => Some("let its text be recognised: `--ocr auto`"),
            ReadError::TooLong => Some("split the file by document"),
        }
    }
}

/// What to do with a file of a kind that is not read.
fn unsupported(format: Format) -> &'static str {
    match format {
        Format::Zip | Format::Archive => "unpack it and import the documents in it",
        Format::Locked => "open it with the password and save it without one",
        Format::Image => "recognise its text (OCR), save that as plain text (UTF-8) and import it",
        Format::Workbook | Format::Slides => "save the document as PDF and import that file",
        _ => "save the document as Word (.docx) and import that file",
    }
}

/// Longest source that is read, in bytes. Spans are 32-bit and legacy text doubles when decoded.
pub const MAX_BYTES: usize = 512 << 20;

/// How a source is read.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[non_exhaustive]
pub struct Options<'r> {
    /// A PDF is read by a second library too, and pages about whose letters the two disagree are
    /// remarked upon.
    pub cross_check: bool,
    /// Which pages of a PDF must come with words that were recognised on them.
    pub recognise: Recognise,
    /// Pages with the words that were recognised on them.
    pub recognised: &'r [scan::RecognisedPage],
}

/// Which pages are to be recognised.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recognise {
    /// None: what is no text is left out.
    #[default]
    Never,
    /// Those whose letters cannot be read.
    Auto,
    /// All.
    Always,
}

/// Reads a source.
///
/// # Errors
///
/// When the bytes are no text that can be read; see [`ReadError`].
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    read_with(bytes, Options::default())
}

/// [`read`] with options.
///
/// # Errors
///
/// As for [`read`].
pub fn read_with(bytes: &[u8], options: Options<'_>) -> Result<Document, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLong);
    }
    match format(bytes) {
        Format::Text => plain(bytes),
        Format::Pdf => pdf::read(bytes, options),
        Format::Docx => docx::read(bytes),
        Format::Html => html::read(bytes),
        other => Err(ReadError::Unsupported(other)),
    }
}

/// Bytes of a short text, a name for instance, as characters; `None` when their encoding is not known.
pub fn decoded(bytes: &[u8]) -> Option<String> {
    let text = normalize::normalize(bytes).ok()?.text;
    Some(text.replace(['\n', '\u{0c}'], " "))
}

/// Reads a text.
fn plain(bytes: &[u8]) -> Result<Document, ReadError> {
    let normalized = normalize::normalize(bytes).map_err(|error| match error {
        normalize::NormalizeError::Empty => ReadError::Empty,
        normalize::NormalizeError::Binary => ReadError::Binary,
        normalize::NormalizeError::Undecodable => ReadError::Undecodable,
    })?;
    Ok(text::read(&normalized))
}
