//! What a reader should know about how the text came out.

use std::fmt;

use crate::Encoding;

/// Something that was done to the text, or could not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it was.
    pub kind: NoteKind,
    /// Byte offset in the source of the first case.
    pub source: usize,
    /// How many cases: characters, words or paragraphs, as the kind says.
    pub count: usize,
}

/// The kinds of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// Control characters removed.
    ControlRemoved,
    /// Byte sequences that are not valid in the encoding: shown as Windows-1252 has them, or as U+FFFD.
    InvalidBytes,
    /// U+FFFD in the source: letters that were lost before.
    LostLetters,
    /// Paragraphs in another encoding than the rest, decoded.
    LegacyParagraphs(Encoding),
    /// Paragraphs of UTF-8 read as Windows-1252, repaired.
    Mojibake,
    /// Words with a mark left by reading Windows-1252 as Windows-1258, or a mark on a consonant, repaired.
    MisplacedMarks,
    /// Words in which the `ư` was lost with the soft hyphens, repaired.
    LostHorn,
    /// The encoding was chosen with little evidence. The count is that of the words it rests on.
    UncertainEncoding,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.count;
        match self.kind {
            NoteKind::ControlRemoved => write!(f, "{n} control characters removed"),
            NoteKind::InvalidBytes => {
                write!(f, "{n} byte sequences that are not valid in the encoding")
            }
            NoteKind::LostLetters => write!(f, "{n} characters that were lost before"),
            NoteKind::LegacyParagraphs(encoding) => {
                write!(f, "{n} paragraphs decoded from {encoding}")
            }
            NoteKind::Mojibake => write!(f, "{n} paragraphs of misread UTF-8 repaired"),
            NoteKind::MisplacedMarks => write!(f, "{n} words with a misplaced mark repaired"),
            NoteKind::LostHorn => write!(f, "{n} words without their ư repaired"),
            NoteKind::UncertainEncoding => {
                write!(f, "encoding chosen on the evidence of {n} words")
            }
        }
    }
}
