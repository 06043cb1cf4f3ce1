//! ZIP archives of documents.
//!
//! A member is a document like a file: its path is that of the archive and its own name behind it
//! (`plans.zip/2026/57.docx`). Members are unpacked one at a time, in the order of their names, within limits.

use std::collections::VecDeque;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use reader::Format;
use zip::ZipArchive;

use crate::walk::is_other;
use crate::{Trouble, file};

/// Most members of an archive.
const MEMBERS: usize = 10_000;

/// How deeply archives may stand in archives.
const DEPTH: usize = 3;

/// How many times larger than packed a member may be, once it is larger than [`SMALL`] bytes.
const RATIO: u64 = 250;
const SMALL: u64 = 8 << 20;

/// How many times the limit of one file all members of an archive may be.
const TOTAL: u64 = 20;

/// Whether bytes are an archive of documents.
pub(crate) fn is_archive(bytes: &[u8]) -> bool {
    reader::format(bytes) == Format::Zip
}

/// What stands in an archive.
pub(crate) enum Member {
    /// A document.
    Document(PathBuf, Vec<u8>),
    /// A file that is no document, by its name.
    Other(PathBuf),
    /// Something that cannot be read, and why.
    Trouble(PathBuf, Trouble),
}

/// The members of an archive and of the archives in it.
pub(crate) struct Members {
    open: Vec<Open>,
    limit: u64,
    /// Bytes that may still be unpacked.
    left: u64,
    /// What is wrong with the archive itself.
    trouble: Option<(PathBuf, Trouble)>,
}

/// An archive that is being read.
struct Open {
    path: PathBuf,
    archive: ZipArchive<Cursor<Vec<u8>>>,
    /// Names and numbers of the members to come.
    members: VecDeque<(String, usize)>,
}

impl Members {
    /// The members of an archive at `path`, each of at most `limit` bytes.
    pub(crate) fn of(path: &Path, bytes: Vec<u8>, limit: u64) -> Members {
        let mut members = Members {
            open: vec![],
            limit,
            left: limit.saturating_mul(TOTAL),
            trouble: None,
        };
        if let Err(trouble) = members.enter(path.to_path_buf(), bytes) {
            members.trouble = Some((path.to_path_buf(), trouble));
        }
        members
    }

    fn enter(&mut self, path: PathBuf, bytes: Vec<u8>) -> Result<(), Trouble> {
        let mut archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| Trouble::DamagedArchive)?;
        if archive.len() > MEMBERS {
            return Err(Trouble::BrokenArchive("it has more than 10 000 members"));
        }
        if self.open.len() >= DEPTH {
            return Err(Trouble::BrokenArchive("archives are nested too deeply"));
        }
        let mut members: Vec<(String, usize)> = (0..archive.len())
            .filter_map(|number| {
                let entry = archive.by_index_raw(number).ok()?;
                let name = name(entry.name_raw());
                let hidden = name
                    .split('/')
                    .any(|part| part.starts_with('.') || part == "__MACOSX");
                (!entry.is_dir() && !hidden).then_some((name, number))
            })
            .collect();
        if members.is_empty() {
            return Err(Trouble::BrokenArchive("no document is in it"));
        }
        members.sort();
        self.open.push(Open {
            path,
            archive,
            members: members.into(),
        });
        Ok(())
    }
}

impl Iterator for Members {
    type Item = Member;

    fn next(&mut self) -> Option<Member> {
        if let Some((path, trouble)) = self.trouble.take() {
            return Some(Member::Trouble(path, trouble));
        }
        loop {
            let open = self.open.last_mut()?;
            let Some((name, number)) = open.members.pop_front() else {
                self.open.pop();
                continue;
            };
            let path = open.path.join(&name);
            if is_other(&path) {
                return Some(Member::Other(path));
            }
            let bytes = match unpack(&mut open.archive, number, self.limit) {
                Ok(bytes) => bytes,
                Err(trouble) => return Some(Member::Trouble(path, trouble)),
            };
            let Some(left) = self.left.checked_sub(bytes.len() as u64) else {
                // The rest would say the same of every member.
                self.open.clear();
                let most = self.limit.saturating_mul(TOTAL);
                return Some(Member::Trouble(path, Trouble::LargeArchive(most)));
            };
            self.left = left;
            if !is_archive(&bytes) {
                return Some(Member::Document(path, bytes));
            }
            if let Err(trouble) = self.enter(path.clone(), bytes) {
                return Some(Member::Trouble(path, trouble));
            }
        }
    }
}

/// The bytes of a member; `limit` is what one file may have.
fn unpack(
    archive: &mut ZipArchive<Cursor<Vec<u8>>>,
    number: usize,
    limit: u64,
) -> Result<Vec<u8>, Trouble> {
    let broken = || Trouble::BrokenArchive("this member cannot be unpacked");
    let raw = archive.by_index_raw(number).map_err(|_| broken())?;
    if raw.encrypted() {
        return Err(Trouble::BrokenArchive("this member needs a password"));
    }
    let packed = raw.compressed_size().max(1);
    if raw.size() > limit {
        return Err(Trouble::TooLarge {
            bytes: raw.size(),
            limit,
        });
    }
    drop(raw);
    let most = limit.min(SMALL.max(packed.saturating_mul(RATIO)));
    let member = archive.by_index(number).map_err(|_| broken())?;
    let mut bytes = vec![];
    member
        .take(most.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|_| broken())?;
    if bytes.len() as u64 > most {
        return Err(Trouble::BrokenArchive(
            "it unpacks to far more than documents hold",
        ));
    }
    Ok(bytes)
}

/// A member's name as text, relative and without steps upwards. Names are UTF-8 or in whatever code page the
/// maker's system had; those of Vietnam are known by their letters.
fn name(raw: &[u8]) -> String {
    let text = match std::str::from_utf8(raw) {
        Ok(text) => text.to_owned(),
        Err(_) => reader::decoded(raw).unwrap_or_else(|| raw.escape_ascii().to_string()),
    };
    let parts = text.split(['/', '\\']);
    let parts: Vec<&str> = parts
        .filter(|part| !matches!(*part, "" | "." | ".."))
        .collect();
    parts.join("/")
}

/// Whether the file at a path is an archive. One that cannot be read is none.
pub fn is_archive_file(path: &Path, limit: u64) -> bool {
    file::read_file(path, limit).is_ok_and(|bytes| is_archive(&bytes))
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(members: &[(&str, &[u8])]) -> io::Result<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(vec![]));
        for (name, bytes) in members {
            writer.start_file(*name, SimpleFileOptions::default())?;
            writer.write_all(bytes)?;
        }
        Ok(writer.finish()?.into_inner())
    }

    /// What is found, a line each.
    fn told(bytes: Vec<u8>) -> Vec<String> {
        told_within(bytes, 20_000_000)
    }

    fn told_within(bytes: Vec<u8>, limit: u64) -> Vec<String> {
        let members = Members::of(Path::new("a.zip"), bytes, limit);
        let shown = |path: PathBuf| path.to_string_lossy().into_owned();
        members
            .map(|member| match member {
                Member::Document(path, bytes) => format!("{} {}", shown(path), bytes.len()),
                Member::Other(path) => format!("{} is no document", shown(path)),
                Member::Trouble(path, trouble) => format!("{}: {trouble}", shown(path)),
            })
            .collect()
    }

    #[test]
    fn members_in_order_and_what_is_wrong_with_them() -> io::Result<()> {
        let inner = archive(&[("57.txt", b"KH")])?;
        let inner2 = archive(&[("x.zip", &inner)])?;
        let inner3 = archive(&[("y.zip", &inner2)])?;
        let deep = archive(&[("z.zip", &inner3)])?;
        let bomb = vec![0; 15_000_000];
        let bytes = archive(&[
            ("b/kế hoạch.txt", b"KH 1"),
            ("../a.txt", b"KH"),
            ("b/list.csv", b"1,2"),
            ("__MACOSX/b/a", b"x"),
            ("bomb.txt", &bomb),
            ("c.zip", &inner),
            ("d.zip", &deep),
            ("e.zip", b"PK\x05\x06"),
        ])?;
        assert_eq!(
            told(bytes),
            [
                "a.zip/a.txt 2",
                "a.zip/b/kế hoạch.txt 4",
                "a.zip/b/list.csv is no document",
                "a.zip/bomb.txt: the archive is not read: it unpacks to far more than documents hold",
                "a.zip/c.zip/57.txt 2",
                "a.zip/d.zip/z.zip/y.zip: the archive is not read: archives are nested too deeply",
                "a.zip/e.zip: the archive is damaged: its directory cannot be read",
            ]
        );
        assert_eq!(
            told(b"PK\x03\x04".to_vec()),
            ["a.zip: the archive is damaged: its directory cannot be read"]
        );
        Ok(())
    }

    #[test]
    fn an_archive_of_too_much_is_read_up_to_its_limit() -> io::Result<()> {
        let names: Vec<String> = (10..40).map(|n| format!("{n}.txt")).collect();
        let members: Vec<(&str, &[u8])> = names
            .iter()
            .map(|name| (name.as_str(), &[b'a'; 1000][..]))
            .collect();
        let told = told_within(archive(&members)?, 1000);
        assert_eq!(told.len(), 21);
        assert_eq!(
            told[20],
            "a.zip/30.txt: the archive is not read from here on: its members unpack to more than 20000 bytes"
        );
        Ok(())
    }

    #[test]
    fn names() {
        for (raw, want) in [
            ("b/kế hoạch.docx".as_bytes(), "b/kế hoạch.docx"),
            (b"/etc/../x\\y.txt", "etc/x/y.txt"),
            (b"K\xd5 ho\xb9ch n\xa8m 2025.doc", "Kế hoạch năm 2025.doc"),
        ] {
            assert_eq!(name(raw), want);
        }
    }
}
