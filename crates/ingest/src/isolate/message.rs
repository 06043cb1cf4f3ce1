//! What the program asks a worker, and what it answers.

use std::io;

use reader::Recognise;
use reader::scan::{PageFrame, PageImage, RecognisedPage, Sheet};
use serde::{Deserialize, Serialize};

use crate::Trouble;

/// Tags of the frames that go to a worker: a request in JSON, and the bytes of its document if it has no path.
pub(super) const REQUEST: u8 = b'R';
pub(super) const BYTES: u8 = b'B';

/// Tags of the frames that come back: the Plan in JSON, the text, the image of a page, the numbers of the pages that must be
/// recognised first in JSON, or what went wrong in JSON.
pub(super) const PLAN: u8 = b'P';
pub(super) const TEXT: u8 = b'T';
pub(super) const IMAGE: u8 = b'I';
pub(super) const WANTED: u8 = b'W';
pub(super) const TROUBLE: u8 = b'E';

/// What is to be done with one document.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request {
    pub(super) want: Want,
    pub(super) name: String,
    pub(super) sha256: String,
    pub(super) place: Place,
    /// Processor time for it, in seconds.
    pub(super) seconds: u64,
    /// A second reader bears witness.
    pub(super) cross_check: bool,
    /// Which pages must be recognised.
    pub(super) recognise: Recognise,
    /// Pages that were recognised.
    pub(super) recognised: Vec<RecognisedPage>,
}

/// What is wanted of it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) enum Want {
    Plan,
    Text,
    /// A page as an image, turned clockwise by so many quarters.
    Image {
        page: u32,
        turned: u8,
    },
}

/// The body of a frame with a page's image: the length of its description in JSON, the description, and the pixels of
/// its sheets.
///
/// # Errors
///
/// When it cannot be written down.
pub(super) fn pack(image: &PageImage) -> io::Result<Vec<u8>> {
    let head = serde_json::to_vec(&(&image.frame, &image.sheets))?;
    let length = u32::try_from(head.len()).map_err(io::Error::other)?;
    let mut body = length.to_le_bytes().to_vec();
    body.extend_from_slice(&head);
    for sheet in &image.sheets {
        body.extend_from_slice(&sheet.pixels);
    }
    Ok(body)
}

/// The page's image in the body of a frame; none in any other body.
pub(super) fn unpack(body: &[u8]) -> Option<PageImage> {
    let (length, rest) = body.split_first_chunk::<4>()?;
    let (head, mut pixels) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let (frame, mut sheets): (PageFrame, Vec<Sheet>) = serde_json::from_slice(head).ok()?;
    for sheet in &mut sheets {
        let size = u64::from(sheet.width) * u64::from(sheet.height);
        let (own, rest) = pixels.split_at_checked(usize::try_from(size).ok()?)?;
        sheet.pixels = own.to_vec();
        pixels = rest;
    }
    Some(PageImage { frame, sheets })
}

/// Where its bytes are.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Place {
    /// In a file of at most so many bytes.
    File { path: String, limit: u64 },
    /// In the next frame.
    Next,
}

/// What went wrong with a document, in words.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Told {
    reason: String,
    hint: Option<String>,
    /// Its pages must be recognised, and are not.
    unrecognised: bool,
    /// The worker should read no further document.
    pub(super) spent: bool,
}

impl From<&Trouble> for Told {
    fn from(trouble: &Trouble) -> Told {
        Told {
            reason: trouble.to_string(),
            hint: trouble.hint(),
            unrecognised: trouble.waits_for_recognition(),
            // What a panic left behind is not to be relied upon.
            spent: matches!(trouble, Trouble::Crashed(_)),
        }
    }
}

impl From<Told> for Trouble {
    fn from(told: Told) -> Trouble {
        let Told { reason, hint, .. } = told;
        if told.unrecognised {
            Trouble::Unrecognised {
                reason,
                hint: hint.unwrap_or_default(),
            }
        } else {
            Trouble::Told { reason, hint }
        }
    }
}
