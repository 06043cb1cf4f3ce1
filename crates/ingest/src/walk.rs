//! Which files an import looks at, and in which order.
//!
//! A path that the user names is taken whatever it is called. Inside a folder, files are taken in
//! the order of their names, folder by folder, so that two runs meet them in the same order;
//! hidden entries and the library's own folder are passed over. What kind of document a file is,
//! the reader decides by content; but a folder of plans also holds lists, records and notes about
//! them, and a table of names says which files are no documents at all. Those are counted.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::Trouble;

/// What stands at a path.
#[derive(Debug)]
pub(crate) enum Found {
    /// A file to read.
    File(PathBuf),
    /// A file that is no document, by its name.
    Other(PathBuf),
    /// Something that cannot be read, and why.
    Trouble(PathBuf, Trouble),
}

/// Ends of names, behind the last dot, of files that are no documents. Sorted.
const OTHER_ENDS: [&str; 16] = [
    "bak", "csv", "db", "ini", "json", "jsonl", "log", "parquet", "py", "rs", "sh", "sqlite",
    "toml", "tsv", "yaml", "yml",
];

/// Names, without their end, of files that speak about the others. Sorted.
const OTHER_NAMES: [&str; 4] = ["changelog", "index", "license", "readme"];

/// Walks `roots` in the order given. `library` is the folder to leave out, canonical.
pub(crate) fn walk<'a>(
    roots: &'a [PathBuf],
    library: Option<&'a Path>,
) -> impl Iterator<Item = Found> + Send + 'a {
    roots.iter().flat_map(move |root| {
        WalkDir::new(root)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(move |entry| !is_hidden(entry) && !is_library(entry, library))
            .filter_map(found)
    })
}

fn found(entry: walkdir::Result<DirEntry>) -> Option<Found> {
    match entry {
        Ok(entry) if entry.file_type().is_dir() => None,
        Ok(entry) if entry.depth() > 0 && is_other(entry.path()) => {
            Some(Found::Other(entry.into_path()))
        }
        Ok(entry) if entry.file_type().is_file() => Some(Found::File(entry.into_path())),
        Ok(entry) => Some(Found::Trouble(entry.into_path(), Trouble::NotAFile)),
        Err(error) => {
            let path = error.path().map(Path::to_path_buf).unwrap_or_default();
            let trouble = match error.loop_ancestor() {
                Some(_) => Trouble::Loop,
                None => Trouble::Io(error.into_io_error().unwrap_or(io::ErrorKind::Other.into())),
            };
            Some(Found::Trouble(path, trouble))
        }
    }
}

/// Whether a file is no document, by its name.
pub(crate) fn is_other(path: &Path) -> bool {
    let part = |part: Option<&std::ffi::OsStr>| {
        part.map(|part| part.to_string_lossy().to_lowercase())
            .unwrap_or_default()
    };
    OTHER_ENDS
        .binary_search(&part(path.extension()).as_str())
        .is_ok()
        || OTHER_NAMES
            .binary_search(&part(path.file_stem()).as_str())
            .is_ok()
}

/// Hidden by the Unix convention. A root that the user named (depth 0) never is.
fn is_hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn is_library(entry: &DirEntry, library: Option<&Path>) -> bool {
    library.is_some_and(|library| {
        entry.file_type().is_dir()
            && entry.file_name() == library.file_name().unwrap_or_default()
            && fs::canonicalize(entry.path()).is_ok_and(|path| path == library)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a walk of a folder finds, a line each.
    fn walked(root: &Path, library: Option<&Path>) -> Vec<String> {
        let roots = [root.to_path_buf()];
        let name = |path: PathBuf| {
            path.strip_prefix(root)
                .unwrap_or(&path)
                .to_string_lossy()
                .into_owned()
        };
        walk(&roots, library)
            .map(|found| match found {
                Found::File(path) => name(path),
                Found::Other(path) => format!("{} is no document", name(path)),
                Found::Trouble(path, trouble) => format!("{}: {trouble}", name(path)),
            })
            .collect()
    }

    #[test]
    fn sorted_without_hidden_files_and_the_library() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let root = folder.path().join(".named");
        let names = [
            "b/2.txt",
            "b/.git/x",
            "a.txt",
            "b/1.txt",
            "lib/catalog.sqlite",
            ".hidden",
            "b/README.md",
            "b/list.TSV",
            "readme-of-a-plan.txt",
        ];
        for name in names {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap_or(&root))?;
            fs::write(path, "x")?;
        }
        let library = fs::canonicalize(root.join("lib"))?;
        let expected = [
            "a.txt",
            "b/1.txt",
            "b/2.txt",
            "b/README.md is no document",
            "b/list.TSV is no document",
            "readme-of-a-plan.txt",
        ];
        assert_eq!(walked(&root, Some(&library)), expected);
        Ok(())
    }

    #[test]
    fn a_file_that_is_named_is_taken_whatever_it_is_called() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("README.json");
        fs::write(&path, "x")?;
        let roots = [path];
        assert!(matches!(walk(&roots, None).next(), Some(Found::File(_))));
        Ok(())
    }

    #[test]
    fn the_tables_are_sorted_and_lower_case() {
        assert!(OTHER_ENDS.is_sorted() && OTHER_NAMES.is_sorted());
        let all = OTHER_ENDS.iter().chain(&OTHER_NAMES);
        assert!(all.into_iter().all(|name| *name == name.to_lowercase()));
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_and_a_dead_link_are_told() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let root = folder.path();
        std::os::unix::fs::symlink(root, root.join("again"))?;
        std::os::unix::fs::symlink(root.join("nowhere"), root.join("dead"))?;
        assert_eq!(
            walked(root, None),
            [
                "again: a link that leads back to a folder above it",
                "dead: no such file or folder"
            ]
        );
        Ok(())
    }
}
