//! What can go wrong with an export.

use std::io;

/// Why an export could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The disk, the pipe, the permissions.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The form cannot hold what it was given.
    #[error("the form cannot hold it: {0}")]
    Form(String),
}

/// Result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

impl From<csv::Error> for Error {
    fn from(cause: csv::Error) -> Error {
        match cause.into_kind() {
            csv::ErrorKind::Io(cause) => Error::Io(cause),
            other => Error::Form(format!("{other:?}")),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Error {
        Error::Io(cause.into())
    }
}

impl From<rust_xlsxwriter::XlsxError> for Error {
    fn from(cause: rust_xlsxwriter::XlsxError) -> Error {
        match cause {
            rust_xlsxwriter::XlsxError::IoError(cause) => Error::Io(cause),
            other => Error::Form(other.to_string()),
        }
    }
}

impl From<parquet::errors::ParquetError> for Error {
    fn from(cause: parquet::errors::ParquetError) -> Error {
        match cause {
            parquet::errors::ParquetError::External(cause) => match cause.downcast::<io::Error>() {
                Ok(cause) => Error::Io(*cause),
                Err(cause) => Error::Form(cause.to_string()),
            },
            other => Error::Form(other.to_string()),
        }
    }
}
