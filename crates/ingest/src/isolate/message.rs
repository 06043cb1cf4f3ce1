//! What the program asks a worker, and what it answers.

use serde::{Deserialize, Serialize};

use crate::Trouble;

/// Tags of the frames that go to a worker: a request in JSON, and the bytes of its document if it has no path.
pub(super) const REQUEST: u8 = b'R';
pub(super) const BYTES: u8 = b'B';

/// Tags of the frames that come back: the Plan in JSON, the text, or what went wrong in JSON.
pub(super) const PLAN: u8 = b'P';
pub(super) const TEXT: u8 = b'T';
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
}

/// What is wanted of it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) enum Want {
    Plan,
    Text,
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
    /// The worker should read no further document.
    pub(super) spent: bool,
}

impl From<&Trouble> for Told {
    fn from(trouble: &Trouble) -> Told {
        Told {
            reason: trouble.to_string(),
            hint: trouble.hint(),
            // What a panic left behind is not to be relied upon.
            spent: matches!(trouble, Trouble::Crashed(_)),
        }
    }
}

impl From<Told> for Trouble {
    fn from(told: Told) -> Trouble {
        Trouble::Told {
            reason: told.reason,
            hint: told.hint,
        }
    }
}
