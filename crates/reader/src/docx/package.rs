//! The parts of a Word file.
//!
//! A Word file is a ZIP archive of XML parts; relationships say which part is what (ECMA-376
//! part 2, 9). What is unpacked is limited, whatever the file says of its sizes.

use std::cell::Cell;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::xml::{Element, XmlError};
use crate::{Format, ReadError};

/// Most entries of an archive. A plan with an image on each of two hundred pages has about 250.
const ENTRIES: usize = 10_000;

/// How much all parts that are read may be, in bytes. A plan of two hundred pages is 10 MB of XML.
const UNPACKED: u64 = 192 << 20;

/// How many times larger than packed a part may be, once it is larger than [`SMALL`]. XML of
/// tables comes to fifty.
const RATIO: u64 = 250;

/// Parts of this size and less may be packed as tightly as they like.
const SMALL: u64 = 8 << 20;

/// An open file.
pub(crate) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Bytes that may still be unpacked.
    left: Cell<u64>,
}

/// Why a file is not read any further.
fn broken(reason: &'static str) -> ReadError {
    ReadError::Broken {
        format: Format::Docx,
        reason,
    }
}

fn refused(reason: &'static str) -> ReadError {
    ReadError::Refused {
        format: Format::Docx,
        reason,
    }
}

/// A relationship of a part: what the other part is, and its name.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Relation {
    /// The last word of its type: `styles`, `footnotes`, `header`.
    pub kind: String,
    /// The name of the part in the archive.
    pub part: String,
}

impl<'b> Package<'b> {
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Package<'b>, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| broken("its directory of parts cannot be read"))?;
        if archive.len() > ENTRIES {
            return Err(refused("it has more than 10 000 parts"));
        }
        Ok(Package {
            archive,
            left: Cell::new(UNPACKED),
        })
    }

    /// The name of the part with the body.
    pub(crate) fn main(&mut self) -> Result<String, ReadError> {
        let relations = self.relations("")?;
        let main = relations.into_iter().find(|r| r.kind == "officeDocument");
        Ok(main.map_or_else(|| "word/document.xml".to_owned(), |r| r.part))
    }

    /// The relationships of a part; of the whole file for no name.
    pub(crate) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, ReadError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let Some(root) = self.part(&format!("{folder}{slash}_rels/{name}.rels"))? else {
            return Ok(vec![]);
        };
        let inner = root
            .children("Relationship")
            .filter(|r| r.attribute("TargetMode") != Some("External"));
        Ok(inner
            .filter_map(|r| {
                let kind = r.attribute("Type")?.rsplit('/').next()?.to_owned();
                let part = resolve(folder, r.attribute("Target")?);
                Some(Relation { kind, part })
            })
            .collect())
    }

    /// The tree of a part; `None` when there is no such part.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Element>, ReadError> {
        let Some(index) = self.archive.index_for_name(name) else {
            return Ok(None);
        };
        let entry = self.archive.by_index(index);
        let entry = entry.map_err(|_| broken("a part of it cannot be unpacked"))?;
        let packed = entry.compressed_size().max(1);
        let most = self.left.get().min(SMALL.max(packed.saturating_mul(RATIO)));
        let mut bytes = vec![];
        entry
            .take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| broken("a part of it cannot be unpacked"))?;
        let length = bytes.len() as u64;
        if length > most {
            return Err(refused("it unpacks to far more than a document holds"));
        }
        self.left.set(self.left.get() - length);
        match Element::parse(&bytes) {
            Ok(root) => Ok(Some(root)),
            Err(XmlError::Broken) => Err(broken("a part of it is no XML")),
            Err(XmlError::Declares) => Err(refused("it declares a document type")),
            Err(XmlError::Deep) => Err(refused("it is nested too deeply")),
        }
    }
}

/// The name that a target has in the archive.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets() {
        for (folder, target, want) in [
            ("word", "styles.xml", "word/styles.xml"),
            ("", "word/document.xml", "word/document.xml"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("word", "../custom/item.xml", "custom/item.xml"),
            ("word", "../../../x", "x"),
        ] {
            assert_eq!(resolve(folder, target), want, "{target}");
        }
    }
}
