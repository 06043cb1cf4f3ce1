//! One file: its bytes, its content id, its Plan.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use document::Document;
use plan::{Code, Plan, Source, TextOrigin};
use rayon::prelude::*;
use reader::scan::{self, PageImage};
use sha2::{Digest, Sha256};

use crate::guard::guard;
use crate::{Trouble, Workers};

/// The largest file that is read unless told otherwise, in bytes. A plan of two hundred pages with
/// its appendices is about 1 MB of text.
pub const DEFAULT_LIMIT: u64 = 100_000_000;

/// The Plan of a file of at most `limit` bytes, read in this process: for files that one trusts. For others there is
/// [`Workers`].
///
/// # Errors
///
/// When the file cannot be read. A file that is read but holds no plan gives a Plan with the diagnostic
/// [`Code::NoPlan`].
pub fn extract_file(path: &Path, limit: u64) -> Result<Plan, Trouble> {
    let bytes = read_file(path, limit)?;
    extract_hashed(&bytes, &file_name(path), &sha256(&bytes))
}

/// Files a thread that are read before their Plans are handed on: enough that the threads seldom wait for the slowest.
const BATCH: usize = 16;

/// The Plans of several files, read on `jobs` threads (0: one a core) and given to `each` in the
/// order of `paths`, those of an archive for each of its members. `each` returns whether to go on.
///
/// No more than a few Plans a thread are held at once.
///
/// # Errors
///
/// When the threads cannot be started.
pub fn extract_files(
    paths: &[PathBuf],
    limit: u64,
    jobs: usize,
    workers: &Workers,
    mut each: impl FnMut(&Path, Result<Plan, Trouble>) -> bool,
) -> Result<(), rayon::ThreadPoolBuildError> {
    let pool = thread_pool(jobs)?;
    for batch in paths.chunks(pool.current_num_threads() * BATCH) {
        let plans: Vec<Vec<_>> = pool.install(|| {
            batch
                .par_iter()
                .map(|path| workers.extract_all(path, limit))
                .collect()
        });
        for (path, plan) in plans.into_iter().flatten() {
            if !each(&path, plan) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// The Plan of bytes whose hash is known, read in this process.
pub(crate) fn extract_hashed(bytes: &[u8], file_name: &str, sha256: &str) -> Result<Plan, Trouble> {
    extract_with(bytes, file_name, sha256, reader::Options::default())
}

/// [`extract_hashed`] with options for the reader.
pub(crate) fn extract_with(
    bytes: &[u8],
    file_name: &str,
    sha256: &str,
    options: reader::Options<'_>,
) -> Result<Plan, Trouble> {
    guard(|| {
        let document = reader::read_with(bytes, options)?;
        let source = source(&document, bytes, file_name, sha256);
        Ok(extract::extract(&document, source))
    })
    .map_err(Trouble::Crashed)?
}

/// The normalised text of the bytes of a file, which the spans of its Plan count characters of; read in this process.
///
/// # Errors
///
/// As for [`extract_file`].
pub fn normalised_text(bytes: &[u8]) -> Result<String, Trouble> {
    text_with(bytes, reader::Options::default())
}

/// [`normalised_text`] with options for the reader.
pub(crate) fn text_with(bytes: &[u8], options: reader::Options<'_>) -> Result<String, Trouble> {
    guard(|| Ok(reader::read_with(bytes, options)?.text)).map_err(Trouble::Crashed)?
}

/// A page as an image for recognition.
pub(crate) fn image(bytes: &[u8], page: u32, turned: u8) -> Result<PageImage, Trouble> {
    guard(|| Ok(scan::page_image(bytes, page, turned)?)).map_err(Trouble::Crashed)?
}

/// The id of a document: the first 16 hexadecimal digits of the SHA-256 of its bytes.
pub fn content_id(sha256: &str) -> &str {
    sha256.get(..16).unwrap_or(sha256)
}

/// Whether nothing of a plan was found in the document.
pub(crate) fn holds_no_plan(plan: &Plan) -> bool {
    plan.diagnostics
        .iter()
        .any(|diagnostic| diagnostic.code == Code::NoPlan)
}

/// All bytes of a file.
///
/// # Errors
///
/// When it cannot be opened, is no regular file, or is larger than `limit`.
pub fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, Trouble> {
    // Looked at before it is opened: opening a pipe would wait for its other end.
    let metadata = path.metadata()?;
    if metadata.is_dir() {
        return Err(Trouble::Folder);
    }
    if !metadata.is_file() {
        return Err(Trouble::NotAFile);
    }
    if metadata.len() > limit {
        return Err(Trouble::TooLarge {
            bytes: metadata.len(),
            limit,
        });
    }
    read_limited(File::open(path)?, limit)
}

/// All bytes of a stream of at most `limit` bytes.
///
/// # Errors
///
/// When reading fails, or when there are more bytes than `limit`; of those only one is read.
pub fn read_limited(stream: impl Read, limit: u64) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    stream
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    let length = bytes.len() as u64;
    if length > limit {
        return Err(Trouble::TooLarge {
            bytes: length,
            limit,
        });
    }
    Ok(bytes)
}

/// The last part of a path, as text.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// SHA-256 as 64 lower-case hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        hex.push(char::from(DIGITS[usize::from(byte >> 4)]));
        hex.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    hex
}

/// A pool of `jobs` threads; 0 means one a core.
pub(crate) fn thread_pool(jobs: usize) -> Result<rayon::ThreadPool, rayon::ThreadPoolBuildError> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .thread_name(|index| format!("ingest-{index}"))
        .build()
}

fn source(document: &Document, bytes: &[u8], file_name: &str, sha256: &str) -> Source {
    let pages = u32::try_from(document.page_starts.len())
        .ok()
        .filter(|&pages| pages > 0);
    Source {
        file_name: file_name.to_string(),
        media_type: document.media_type.to_string(),
        bytes: bytes.len() as u64,
        sha256: sha256.to_string(),
        pages,
        text_origin: TextOrigin::Plain,
        encoding: document.encoding.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_known_one() {
        // The examples of FIPS 180-4.
        let cases = [
            (
                "",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ),
            (
                "abc",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ),
        ];
        for (bytes, hash) in cases {
            assert_eq!(sha256(bytes.as_bytes()), hash);
        }
        assert_eq!(content_id(&sha256(b"abc")), "ba7816bf8f01cfea");
    }

    #[test]
    fn the_limit_holds_for_files_and_streams() {
        assert_eq!(
            read_limited(&b"four"[..], 4).ok().as_deref(),
            Some(&b"four"[..])
        );
        let told = read_limited(&b"five!"[..], 4).map_err(|trouble| trouble.to_string());
        assert_eq!(
            told,
            Err("too large: 5 bytes, the limit is 4 bytes".to_string())
        );
    }
}
