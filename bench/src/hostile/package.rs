//! ZIP packages.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

/// A part of a package: its name and what is in it.
pub(super) type Part<'a> = (&'a str, &'a [u8]);

/// A package of some parts; empty when one of them cannot be written.
pub(super) fn of(parts: &[Part<'_>]) -> Vec<u8> {
    let write = || -> ZipResult<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(vec![]));
        for (name, bytes) in parts {
            writer.start_file(*name, SimpleFileOptions::default())?;
            writer.write_all(bytes)?;
        }
        Ok(writer.finish()?.into_inner())
    };
    write().unwrap_or_default()
}
