//! What can go wrong with one document.

use std::io;
use std::time::Duration;

/// Why a document gave no Plan. Messages are lower case, without a full stop, and do not repeat
/// the path: who shows them knows it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Trouble {
    /// The file could not be opened or read.
    #[error("{}", io_message(.0))]
    Io(#[from] io::Error),
    /// Neither a file nor a folder: a socket, a pipe, a device.
    #[error("not a regular file")]
    NotAFile,
    /// A folder where a file is wanted.
    #[error("a folder, not a file")]
    Folder,
    /// The file is larger than the limit.
    #[error("too large: {}, the limit is {}", size(*.bytes), size(*.limit))]
    TooLarge {
        /// Size of the file in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// A symbolic link that leads back to a folder above it.
    #[error("a link that leads back to a folder above it")]
    Loop,
    /// The bytes are no text that the reader understands.
    #[error(transparent)]
    Unreadable(#[from] reader::ReadError),
    /// The program itself failed on the document.
    #[error("the program failed on it: {0}")]
    Crashed(String),
    /// Reading it took more processor time than it may.
    #[error("reading it took more than {} s of processor time", .0.as_secs())]
    TooMuchCpu(Duration),
    /// Reading it took more time than it may.
    #[error("reading it took more than {} s", .0.as_secs())]
    TooMuchTime(Duration),
    /// Reading it took more memory than it may, in bytes.
    #[error("reading it needed more than {} of memory", memory(*.0))]
    TooMuchMemory(u64),
    /// Its parts are nested more deeply than a worker's stack is high.
    #[error("it is nested too deeply to be read")]
    TooDeep,
    /// The worker that read it was ended by a signal.
    #[error("the reader crashed (signal {0})")]
    Killed(i32),
    /// The worker that read it ended by itself, with a status.
    #[error("the reader ended without an answer (status {0})")]
    Ended(i32),
    /// The worker's answer is none.
    #[error("the reader gave no answer that can be understood")]
    Garbled,
    /// The worker's answer would be longer than it may be.
    #[error("what was read from it is too long")]
    LongRecord,
    /// A worker could not be started, or not be given its limits.
    #[error("the reader could not be started: {}", io_message(.0))]
    NoWorker(io::Error),
    /// The file has other bytes than a moment before.
    #[error("the file changed while it was read")]
    Changed,
    /// What a worker said of it, in words.
    #[error("{reason}")]
    Told {
        /// Why it could not be read.
        reason: String,
        /// What to do about it.
        hint: Option<String>,
    },
    /// Its pages must be recognised, and were not.
    #[error("{reason}")]
    Unrecognised {
        /// How many of them.
        reason: String,
        /// What to do about it.
        hint: String,
    },
    /// It is read through LibreOffice, which is not there.
    #[error("{0} files are read through LibreOffice, which was not found")]
    NoOffice(reader::Format),
    /// LibreOffice made nothing of it.
    #[error("LibreOffice cannot read the {0} file")]
    NotConverted(reader::Format),
    /// The end of an archive is lost, or was changed.
    #[error("the archive is damaged: its directory cannot be read")]
    DamagedArchive,
    /// The members of an archive unpack to more than this many bytes.
    #[error("the archive is not read from here on: its members unpack to more than {}", size(*.0))]
    LargeArchive(u64),
    /// An archive, or a member of one, is not read.
    #[error("the archive is not read: {0}")]
    BrokenArchive(&'static str),
    /// It was read, but holds no section and no table of a plan.
    #[error("no plan found")]
    NoPlan,
}

impl Trouble {
    /// Whether the document could be read if the text of its pages were recognised.
    pub fn waits_for_recognition(&self) -> bool {
        use reader::ReadError::{Scan, UnknownLetters, Unrecognised};
        matches!(
            self,
            Trouble::Unrecognised { .. }
                | Trouble::Unreadable(Scan { .. } | UnknownLetters { .. } | Unrecognised { .. })
        )
    }

    /// What a person can do about it, if there is something.
    pub fn hint(&self) -> Option<String> {
        match self {
            Trouble::Io(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                Some("give yourself the right to read it".to_string())
            }
            Trouble::Folder => Some("`kehoach import` takes folders".to_string()),
            Trouble::TooLarge { .. } => Some("raise the limit with `--max-size`".to_string()),
            Trouble::Unreadable(error) => error.hint().map(str::to_string),
            Trouble::Crashed(_) => {
                Some("please report it, with the document if it is public".to_string())
            }
            Trouble::TooMuchCpu(_) => Some("allow more with `--max-cpu`".to_string()),
            Trouble::TooMuchTime(_) => Some("allow more with `--max-time`".to_string()),
            Trouble::TooMuchMemory(_) => Some("allow more with `--max-memory`".to_string()),
            Trouble::Killed(SIGKILL) => {
                Some("the system may be short of memory; try again with `--jobs 1`".to_string())
            }
            Trouble::TooDeep
            | Trouble::Killed(_)
            | Trouble::Ended(_)
            | Trouble::Garbled
            | Trouble::LongRecord => {
                Some("please report it, with the document if it is public".to_string())
            }
            Trouble::NoOffice(_) => Some(
                "install LibreOffice (`libreoffice-writer`) or name its program in KEHOACH_SOFFICE, or save the document as Word (.docx)"
                    .to_string(),
            ),
            Trouble::NotConverted(_) => {
                Some("open it in an editor, save it as Word (.docx) and import that file".to_string())
            }
            Trouble::DamagedArchive => {
                Some("fetch it again from where it was published".to_string())
            }
            Trouble::BrokenArchive(_) | Trouble::LargeArchive(_) => {
                Some("unpack it and import the documents in it".to_string())
            }
            Trouble::Changed => Some("import it again".to_string()),
            Trouble::Told { hint, .. } => hint.clone(),
            Trouble::Unrecognised { hint, .. } => Some(hint.clone()),
            Trouble::NoPlan => {
                Some("`kehoach extract --text FILE` shows what was read from it".to_string())
            }
            Trouble::Io(_) | Trouble::NoWorker(_) | Trouble::NotAFile | Trouble::Loop => None,
        }
    }
}

/// The signal by which a system that is short of memory ends a process.
const SIGKILL: i32 = 9;

/// Memory as limits of it are given: in MiB, and whole GiB as such.
fn memory(bytes: u64) -> String {
    let mebibytes = bytes >> 20;
    if mebibytes >= 1024 && mebibytes.is_multiple_of(1024) {
        format!("{} GiB", mebibytes / 1024)
    } else {
        format!("{mebibytes} MiB")
    }
}

/// Megabytes, rounded up, so that a file over the limit never seems to be at it.
fn size(bytes: u64) -> String {
    if bytes < 1_000_000 {
        format!("{bytes} bytes")
    } else {
        format!("{} MB", bytes.div_ceil(1_000_000))
    }
}

/// The operating system's words in our form: lower case, without its error number.
fn io_message(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_string(),
        io::ErrorKind::PermissionDenied => "permission denied".to_string(),
        _ => {
            let message = error.to_string();
            let message = message.split(" (os error").next().unwrap_or_default();
            let mut letters = message.chars();
            match letters.next() {
                Some(first) => first.to_lowercase().chain(letters).collect(),
                None => "cannot be read".to_string(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_lower_case_without_full_stop() {
        let cases = [
            (
                Trouble::Io(io::ErrorKind::NotFound.into()),
                "no such file or folder",
            ),
            (
                Trouble::Io(io::ErrorKind::PermissionDenied.into()),
                "permission denied",
            ),
            (
                Trouble::Io(io::Error::from_raw_os_error(5)),
                "input/output error",
            ),
            (
                Trouble::TooLarge {
                    bytes: 50_000_001,
                    limit: 50_000_000,
                },
                "too large: 51 MB, the limit is 50 MB",
            ),
            (Trouble::NoPlan, "no plan found"),
            (
                Trouble::TooMuchMemory(1 << 30),
                "reading it needed more than 1 GiB of memory",
            ),
            (
                Trouble::TooMuchMemory(1536 << 20),
                "reading it needed more than 1536 MiB of memory",
            ),
            (
                Trouble::TooMuchCpu(Duration::from_secs(60)),
                "reading it took more than 60 s of processor time",
            ),
            (Trouble::Killed(11), "the reader crashed (signal 11)"),
        ];
        for (trouble, message) in cases {
            assert_eq!(trouble.to_string(), message);
        }
    }
}
