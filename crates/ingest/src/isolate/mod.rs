//! What may hurt the program is read in a process of its own.
//!
//! Plain text cannot do harm. The parsers of other formats follow what a file tells them: it can send them round in
//! circles, let them unfold gigabytes, or run their stack over. So the program starts itself again as a worker
//! ([`serve`]), with limits of memory and time, and lets it read such files; what becomes of the worker costs one
//! document.
//!
//! [`Workers`] has one child for each thread that asks at the same time. A child is kept from document to document, and
//! replaced after a failure. It is asked with a path, opens the file itself and answers with the finished Plan as JSON
//! (`frame`, `message`). It goes when the program goes: it reads its standard input all the time, and ends when that
//! ends.

mod child;
mod frame;
mod message;
mod serve;
mod system;
mod verdict;
mod workers;

use std::time::Duration;

use memchr::memmem;

pub use serve::serve;
pub(crate) use workers::{Made, Origin, Subject};
pub use workers::{Program, Workers};

/// What reading one document may take. Memory and processor time are limited on Linux, wall time everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Memory in bytes, beyond what the program itself takes.
    pub memory: u64,
    /// Processor time; whole seconds count.
    pub cpu: Duration,
    /// Time that passes, whatever the processor does.
    pub wall: Duration,
}

/// A plan of a hundred pages takes a second and 150 MB at most; ten times that is no plan any more, and a laptop still
/// has memory left for it.
impl Default for Limits {
    fn default() -> Limits {
        Limits {
            memory: 1 << 30,
            cpu: Duration::from_secs(60),
            wall: Duration::from_secs(120),
        }
    }
}

/// What a PDF cannot do without, wherever it begins: its mark, or else an object, by which damaged files are recovered.
const MARKS: [&[u8]; 3] = [b"%PDF", b"endobj", b"startxref"];

/// Whether bytes are to be read in a process of their own. Decided by content, as a reader decides; a text that only
/// looks like another format is read just as well there.
pub(crate) fn wanted(bytes: &[u8]) -> bool {
    !reader::format(bytes).is_plain()
        || MARKS.iter().any(|mark| memmem::find(bytes, mark).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_read_here_and_the_rest_apart() {
        let cases: [(&[u8], bool); 9] = [
            ("KẾ HOẠCH\nTriển khai Bệnh án điện tử".as_bytes(), false),
            (b"", false),
            (b"\xff\xfeK\0\xbe\x1e", false),
            (b"%PDF-1.7\n", true),
            (b"\xef\xbb\xbf%PDF-1.7\n", true),
            (b"junk before it\r\n%PDF-1.4\n", true),
            (b"head cut off\n1 0 obj\n<< >>\nendobj\n", true),
            (b"PK\x03\x04\x14\0", true),
            (b"{\\rtf1\\ansi", true),
        ];
        for (bytes, apart) in cases {
            assert_eq!(wanted(bytes), apart, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
