//! What was recognised, kept by the content of the image.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use reader::scan::RecognisedLine;

/// A folder of readings. May be deleted at any time.
pub(crate) struct Cache {
    folder: PathBuf,
}

impl Cache {
    pub(crate) fn new(folder: PathBuf) -> Cache {
        Cache { folder }
    }

    /// What was read before. A reading that cannot be read is none.
    pub(crate) fn get(&self, key: &str) -> Option<Vec<RecognisedLine>> {
        let bytes = fs::read(self.path(key)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Keeps a reading. That it could not be kept costs time, not the document.
    pub(crate) fn put(&self, key: &str, lines: &[RecognisedLine]) {
        let path = self.path(key);
        let Some(folder) = path.parent() else { return };
        let kept = fs::create_dir_all(folder).and_then(|()| {
            // Whole or not at all: the program may be killed meanwhile.
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(&serde_json::to_vec(lines)?)?;
            file.persist(&path)?;
            Ok(())
        });
        drop(kept);
    }

    fn path(&self, key: &str) -> PathBuf {
        let (first, rest) = key.split_at_checked(2).unwrap_or(("", key));
        self.folder.join(first).join(format!("{rest}.json"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_comes_out_as_it_went_in_and_a_broken_one_not() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let cache = Cache::new(folder.path().join("ocr"));
        let lines = vec![RecognisedLine {
            y: 10.0,
            slope: 0.0,
            size: 20.0,
            weight: 0.0,
            words: vec![],
        }];
        assert_eq!(cache.get("abcdef"), None);
        cache.put("abcdef", &lines);
        assert_eq!(cache.get("abcdef"), Some(lines));
        fs::write(folder.path().join("ocr/ab/cdef.json"), "[{")?;
        assert_eq!(cache.get("abcdef"), None);
        Ok(())
    }
}
