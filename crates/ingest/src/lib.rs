//! Many files become Plans in a library: reading, extracting and keeping, in parallel, with a
//! limit and a report.
//!
//! Below this crate nothing opens a file, starts a thread or looks at a clock; here all three
//! happen. [`extract_file`] takes one file to one [`plan::Plan`]; [`import`] takes files and
//! folders into a [`store::Library`]. Neither knows a terminal: who wants to see an import go on
//! gives it a [`Progress`].
//!
//! One document never stops the others: what goes wrong with it is a [`Trouble`] in the
//! [`Report`], and a panic while it is read costs that document only. What is no plain text is
//! read by [`Workers`], in processes of their own that may crash, hang and run out of memory.
//! Members of ZIP archives are documents; formats that LibreOffice reads are converted by it first.

#![deny(clippy::print_stdout, clippy::print_stderr)]

mod archive;
mod file;
mod guard;
mod import;
mod isolate;
mod ocr;
mod office;
mod report;
mod trouble;
mod walk;

pub use archive::is_archive_file;
pub use file::{
    DEFAULT_LIMIT, content_id, extract_file, extract_files, normalised_text, read_file,
    read_limited,
};
pub use import::{ImportError, Options, Progress, import};
pub use isolate::{Limits, Program, Workers, serve};
pub use ocr::Watch;
pub use reader::Recognise;
pub use report::{Counts, Failure, Report};
pub use trouble::Trouble;
