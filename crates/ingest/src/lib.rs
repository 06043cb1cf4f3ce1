//! Many files become Plans in a library: reading, extracting and keeping, in parallel, with a
//! limit and a report.
//!
//! Below this crate nothing opens a file, starts a thread or looks at a clock; here all three
//! happen. [`extract_file`] takes one file to one [`plan::Plan`]; [`import`] takes files and
//! folders into a [`store::Library`]. Neither knows a terminal: who wants to see an import go on
//! gives it a [`Progress`].
//!
//! One document never stops the others: what goes wrong with it is a [`Trouble`] in the
//! [`Report`], and a panic while it is read costs that document only.

#![deny(clippy::print_stdout, clippy::print_stderr)]

mod file;
mod guard;
mod import;
mod report;
mod trouble;
mod walk;

pub use file::{
    DEFAULT_LIMIT, content_id, extract_bytes, extract_file, extract_files, normalised_text,
    read_file, read_limited,
};
pub use import::{ImportError, Options, Progress, import};
pub use report::{Counts, Failure, Report};
pub use trouble::Trouble;
