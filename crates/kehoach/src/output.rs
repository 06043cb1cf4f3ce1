//! Standard output: results only, buffered, a closed pipe told apart from a real error.

use std::io::{self, BufWriter, StdoutLock, Write};

use serde::Serialize;

use crate::error::Error;

/// Standard output.
pub(crate) struct Output {
    stdout: BufWriter<StdoutLock<'static>>,
}

impl Output {
    /// Takes hold of standard output.
    pub(crate) fn new() -> Output {
        Output {
            stdout: BufWriter::with_capacity(1 << 16, io::stdout().lock()),
        }
    }

    /// Writes text as it is.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), Error> {
        self.stdout
            .write_all(text.as_bytes())
            .map_err(Error::writing)
    }

    /// Writes a value as JSON over several lines.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> Result<(), Error> {
        serde_json::to_writer_pretty(&mut self.stdout, value).map_err(json_error)?;
        self.text("\n")
    }

    /// Writes a value as one line of JSON.
    pub(crate) fn json_line(&mut self, value: &impl Serialize) -> Result<(), Error> {
        serde_json::to_writer(&mut self.stdout, value).map_err(json_error)?;
        self.text("\n")
    }

    /// Writes a row of a CSV table (RFC 4180, line ends `\n`).
    pub(crate) fn csv_row<T: AsRef<[u8]>>(
        &mut self,
        row: impl IntoIterator<Item = T>,
    ) -> Result<(), Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let written = writer.write_record(row).map_err(io::Error::from);
        let line = written.and_then(|()| writer.into_inner().map_err(|error| error.into_error()));
        let line = line.map_err(Error::writing)?;
        self.stdout.write_all(&line).map_err(Error::writing)
    }

    /// Writes a table as CSV (RFC 4180, UTF-8, line ends `\n`), the names of its columns first.
    pub(crate) fn csv(&mut self, header: &[&str], rows: &[Vec<String>]) -> Result<(), Error> {
        let mut writer = csv::Writer::from_writer(&mut self.stdout);
        let written = (|| {
            writer.write_record(header)?;
            for row in rows {
                writer.write_record(row)?;
            }
            writer.flush()?;
            Ok(())
        })();
        written.map_err(|error: csv::Error| Error::writing(error.into()))
    }

    /// Writes out what is buffered. To be called at the end of every command: a full disk behind
    /// a redirection shows here.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        self.stdout.flush().map_err(Error::writing)
    }
}

fn json_error(error: serde_json::Error) -> Error {
    Error::writing(error.into())
}
