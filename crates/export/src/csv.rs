//! One table as CSV (RFC 4180): CRLF at line ends, a header, and first the mark by which Excel knows UTF-8.

use crate::entry::Entry;
use crate::error::Result;
use crate::tables::Table;
use crate::value::Value;
use crate::{Sink, Writer};

/// The bytes by which Excel knows UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Writes a table.
pub struct Csv {
    table: Table,
    out: csv::Writer<Sink>,
    cells: Vec<String>,
}

impl Csv {
    /// Begins a table; `bom`: for Excel.
    ///
    /// # Errors
    ///
    /// When the output cannot be written.
    pub fn new(table: Table, mut out: Sink, bom: bool) -> Result<Csv> {
        if bom {
            out.write_all(BOM)?;
        }
        let mut out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        let columns = table.columns();
        out.write_record(columns.iter().map(|column| column.name))?;
        Ok(Csv {
            table,
            out,
            cells: vec![String::new(); columns.len()],
        })
    }

    fn row(&mut self, values: &[Value<'_>]) -> Result<()> {
        use std::fmt::Write;
        for (cell, value) in self.cells.iter_mut().zip(values) {
            cell.clear();
            // Writing to a string cannot fail.
            let _ = write!(cell, "{value}");
        }
        Ok(self.out.write_record(&self.cells)?)
    }
}

impl Writer for Csv {
    fn put(&mut self, entry: &Entry<'_>) -> Result<()> {
        let table = self.table;
        table.rows(entry, &mut |values| self.row(values))
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<String>> {
        self.out.flush()?;
        Ok(Vec::new())
    }
}
