//! Plans for other programs: JSON, CSV, spreadsheets, Parquet, calendars, data packages.
//!
//! A writer of each form takes one [`Entry`] after the other and holds no more than one, so that the memory of an export
//! does not grow with the library. Whatever the form, the same things are called the same: [`tables`] names the tables
//! and their columns once, and every tabular form is written from them. [`About`] says where an export comes from.
//!
//! | form | module | what it holds |
//! | --- | --- | --- |
//! | `json`, `jsonl` | [`json`] | whole plans, or one item a line |
//! | `csv` | [`csv`] | one table |
//! | `xlsx` | [`xlsx`] | every table, a sheet each |
//! | `parquet` | [`parquet`] | every table, a file each |
//! | `datapackage` | [`datapackage`] | every table as CSV, described |
//! | `ics` | [`ics`] | what is due, as to-dos |

pub mod csv;
pub mod datapackage;
mod entry;
mod error;
pub mod ics;
pub mod json;
pub mod parquet;
pub mod tables;
mod value;
pub mod xlsx;

pub use entry::{About, Entry};
pub use error::{Error, Result};
pub use tables::Table;
pub use value::{Column, Kind, Value};

use std::io;

/// A form of export, being written.
pub trait Writer {
    /// Writes what is chosen of one plan.
    ///
    /// # Errors
    ///
    /// When the output cannot be written.
    fn put(&mut self, entry: &Entry<'_>) -> Result<()>;

    /// Writes what comes last. What a reader should know (text that a form has no room for) comes back as remarks: lower
    /// case, no full stop.
    ///
    /// # Errors
    ///
    /// When the output cannot be written.
    fn finish(self: Box<Self>) -> Result<Vec<String>>;
}

/// An output that a writer owns.
pub type Sink = Box<dyn io::Write + Send>;
