//! What can go wrong with a library.

use std::path::Path;

/// Why something could not be done with a library: a message (lower case, no full stop), what to do about it,
/// and a kind to decide by.
#[derive(Debug, thiserror::Error)]
#[error("{}", .inner.message)]
pub struct Error {
    inner: Box<Inner>,
}

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    message: String,
    hint: Option<String>,
    place: Option<Place>,
}

/// A place in what a person typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What was typed.
    pub text: String,
    /// The place, in bytes.
    pub at: usize,
}

/// The kinds of errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no library in the folder.
    NoLibrary,
    /// Another process is writing to the library.
    InUse,
    /// The library was written by a newer program.
    TooNew,
    /// The catalogue cannot be read as one.
    Damaged,
    /// The disk, the permissions, or the database.
    Storage,
    /// The index, which can be made anew from the catalogue.
    Index,
    /// The words of a search cannot be understood.
    Query,
    /// A value to filter by means nothing.
    Filter,
    /// No province has the name.
    NoProvince,
    /// No plan has the id or the number.
    NoPlan,
    /// Several plans have the id or the number.
    Ambiguous,
    /// A record that does not belong to its source was to be kept.
    Mismatch,
}

/// Result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        let inner = Inner {
            kind,
            message: message.into(),
            hint: None,
            place: None,
        };
        Error {
            inner: Box::new(inner),
        }
    }

    pub(crate) fn with_hint(mut self, hint: impl Into<String>) -> Error {
        self.inner.hint = Some(hint.into());
        self
    }

    /// Where in `text` it is, in bytes.
    pub(crate) fn at(mut self, text: &str, at: usize) -> Error {
        let text = text.to_owned();
        self.inner.place = Some(Place { text, at });
        self
    }

    /// Where it is in what a person typed, when it is there.
    pub fn place(&self) -> Option<&Place> {
        self.inner.place.as_ref()
    }

    /// What kind of error it is.
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// What to do about it, where there is something to do.
    pub fn hint(&self) -> Option<&str> {
        self.inner.hint.as_deref()
    }

    pub(crate) fn no_library(dir: &Path) -> Error {
        Error::new(
            ErrorKind::NoLibrary,
            format!("there is no library at {}", dir.display()),
        )
        .with_hint("kehoach import FOLDER makes one")
    }

    pub(crate) fn in_use() -> Error {
        Error::new(ErrorKind::InUse, "the library is in use by another import")
            .with_hint("wait until it is done, or choose another library with --library")
    }

    pub(crate) fn io(what: &str, path: &Path, cause: &std::io::Error) -> Error {
        Error::new(
            ErrorKind::Storage,
            format!("cannot {what} {}: {cause}", path.display()),
        )
    }
}

impl From<rusqlite::Error> for Error {
    fn from(cause: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode;
        match cause.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Error::new(
                ErrorKind::Damaged,
                format!("the catalogue of the library is damaged: {cause}"),
            )
            .with_hint(
                "restore catalog.sqlite from a copy, or import the documents into a new library",
            ),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::in_use(),
            Some(ErrorCode::DiskFull) => {
                Error::new(ErrorKind::Storage, "the disk of the library is full")
                    .with_hint("make room and start again: what is done is kept")
            }
            _ => Error::new(
                ErrorKind::Storage,
                format!("the catalogue of the library failed: {cause}"),
            ),
        }
    }
}

impl From<tantivy::TantivyError> for Error {
    fn from(cause: tantivy::TantivyError) -> Error {
        Error::new(
            ErrorKind::Index,
            format!("the index of the library failed: {cause}"),
        )
        .with_hint("kehoach rebuild makes it anew from the catalogue")
    }
}

impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Error {
        Error::new(
            ErrorKind::Damaged,
            format!("a record of the library cannot be read: {cause}"),
        )
        .with_hint("import its document again")
    }
}
