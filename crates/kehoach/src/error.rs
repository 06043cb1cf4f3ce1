//! How the program says that something went wrong, and with which status it ends.
//!
//! Messages are lower case, without a full stop; a `hint:` line follows where there is something
//! to do. They go to standard error.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;

use ingest::Trouble;

/// The exit statuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// Everything was done.
    Done = 0,
    /// Done, but some documents could not be read, or nothing was found.
    Partly = 1,
    /// The job could not be done: usage, library, disk.
    CouldNot = 2,
    /// Interrupted by the user (128 + SIGINT).
    Interrupted = 130,
}

/// Why a command ended early.
#[derive(Debug)]
pub(crate) enum Error {
    /// Whoever read standard output has had enough (`kehoach export | head`). No error.
    ClosedPipe,
    /// To be told to the user.
    Told {
        /// What went wrong, and where.
        message: String,
        /// What to do about it.
        hint: Option<String>,
        /// With which status the program ends.
        exit: Exit,
    },
}

impl Error {
    /// An error without a hint.
    pub(crate) fn new(message: impl Display) -> Error {
        Error::Told {
            message: message.to_string(),
            hint: None,
            exit: Exit::CouldNot,
        }
    }

    /// An error with a hint.
    pub(crate) fn with_hint(message: impl Display, hint: impl Display) -> Error {
        let hint = Some(hint.to_string());
        Error::Told {
            message: message.to_string(),
            hint,
            exit: Exit::CouldNot,
        }
    }

    /// An error of writing to standard output.
    pub(crate) fn writing(error: io::Error) -> Error {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Error::ClosedPipe,
            _ => Error::at(Path::new("standard output"), error),
        }
    }

    /// An error of reading or writing at a path.
    pub(crate) fn at(path: &Path, error: io::Error) -> Error {
        Error::new(format_args!("{}: {}", path.display(), Trouble::from(error)))
    }
}

/// Prints an `error:` line and, with something to do, a `hint:` line to standard error.
pub(crate) fn tell(message: &str, hint: Option<&str>) {
    // When standard error is closed there is nobody left to tell.
    let mut stderr = io::stderr().lock();
    let _ = writeln!(stderr, "error: {message}");
    if let Some(hint) = hint {
        let _ = writeln!(stderr, "hint: {hint}");
    }
}

/// Prints a line to standard error that is no error.
pub(crate) fn note(message: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{message}");
}
