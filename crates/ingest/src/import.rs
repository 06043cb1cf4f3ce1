//! Files and folders into a library.
//!
//! One thread at a time walks, reads and hashes the next file; whichever thread is free takes
//! it and makes its Plan, or lets a worker make it, and makes it ready to be kept; the calling
//! thread keeps the Plans one by one. The channel between these threads and the keeper is short,
//! so memory depends on the number of threads and the size of the largest files, never on the
//! number of documents.
//!
//! Files are read in the order of the walk. Of several files with the same bytes the first one
//! therefore always is the one kept, whatever the number of threads, and also when an earlier
//! import was killed half-way.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Instant;

use plan::Plan;
use rayon::prelude::*;
use store::{Library, Prepared, SourceRecord, Writer};

use crate::archive::{self, Member, Members};
use crate::isolate::{Made, Origin, Subject};
use crate::report::Counter;
use crate::walk::{Found, walk};
use crate::{DEFAULT_LIMIT, Failure, Report, Trouble, Workers, file};

/// How many documents a thread may wait for the keeper: enough to go on while the index is committed.
const WAITING: usize = 8;

/// How to import.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Threads; 0 for one a core.
    pub jobs: usize,
    /// The largest file to read, in bytes.
    pub limit: u64,
    /// Once true, no further file is begun; the documents in hand are still kept.
    pub stop: &'a AtomicBool,
    /// Who reads what is no plain text.
    pub workers: &'a Workers,
}

impl<'a> Options<'a> {
    /// One thread a core, the usual limit.
    pub fn new(stop: &'a AtomicBool, workers: &'a Workers) -> Options<'a> {
        Options {
            jobs: 0,
            limit: DEFAULT_LIMIT,
            stop,
            workers,
        }
    }
}

/// Who wants to see an import go on. Called on the thread that called [`import`].
pub trait Progress {
    /// The walk found this many files.
    fn found(&self, files: u64);
    /// A file is done: kept, known already, or failed.
    fn done(&self, path: &Path, bytes: u64);
}

/// Why an import could not be done, or not be finished. What was kept before stays kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The library failed.
    #[error(transparent)]
    Library(#[from] store::Error),
    /// The worker threads could not be started.
    #[error("worker threads could not be started: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// Reads the files at `paths`, and those in the folders among them, into `library`.
///
/// A document that the library has, by content, is left alone; one that failed before is tried
/// again. Nothing that is wrong with a document ends the import.
///
/// # Errors
///
/// When the library cannot be written or the threads cannot be started.
pub fn import(
    paths: &[PathBuf],
    library: &Library,
    options: &Options<'_>,
    progress: &dyn Progress,
) -> Result<Report, ImportError> {
    import_with(file::extract_hashed, paths, library, options, progress)
}

/// What makes a Plan of bytes, their file name and their hash.
type Extract = fn(&[u8], &str, &str) -> Result<Plan, Trouble>;

/// What a thread is given.
enum Job {
    /// Bytes that the library does not have.
    Read {
        path: PathBuf,
        /// How many they are.
        bytes: u64,
        content: Content,
        sha256: String,
    },
    /// A file that needs no work.
    Settled(Outcome),
}

/// Who reads a document.
enum Content {
    /// The thread itself.
    Here(Vec<u8>),
    /// A worker, which opens the file.
    Apart,
    /// A worker, which is given the bytes: they have no path that can be written down, or are converted first.
    Sent(Vec<u8>),
}

/// How documents are read.
#[derive(Clone, Copy)]
struct Reading<'a> {
    extract: Extract,
    workers: &'a Workers,
    limit: u64,
}

/// What became of a file.
struct Outcome {
    path: PathBuf,
    bytes: u64,
    kind: Kind,
}

enum Kind {
    /// A document that the library does not have.
    New { sha256: String, plan: Box<Prepared> },
    /// A document that the library has.
    Present { sha256: String },
    /// The same bytes as a file met before in this import.
    Copy { sha256: String },
    /// No Plan came of its bytes.
    Failed { sha256: String, trouble: Trouble },
    /// A file that is no document.
    Other,
    /// Its bytes could not be read.
    Unread(Trouble),
    /// The library could not be asked.
    Broken(store::Error),
}

fn import_with(
    extract: Extract,
    paths: &[PathBuf],
    library: &Library,
    options: &Options<'_>,
    progress: &dyn Progress,
) -> Result<Report, ImportError> {
    let start = Instant::now();
    let pool = file::thread_pool(options.jobs)?;
    let mut writer = library.writer()?;
    let folder = library.dir().canonicalize().ok();
    let folder = folder.as_deref();
    progress.found(walk(paths, folder).count() as u64);

    let broken = AtomicBool::new(false);
    let feeder = Feeder {
        files: walk(paths, folder),
        library,
        begun: HashSet::new(),
        limit: options.limit,
        workers: options.workers,
        stops: [options.stop, &broken],
        archive: None,
    };
    let reading = Reading {
        extract,
        workers: options.workers,
        limit: options.limit,
    };
    let (sender, receiver) = sync_channel(pool.current_num_threads() * WAITING);
    let mut report = thread::scope(|scope| {
        scope.spawn(|| work(&pool, feeder, reading, sender));
        let report = keep(receiver, &mut writer, progress);
        broken.store(report.is_err(), Ordering::Relaxed);
        report
    })?;
    writer.finish()?;
    report.failures.sort();
    report.interrupted = options.stop.load(Ordering::Relaxed);
    report.elapsed = start.elapsed();
    Ok(report)
}

/// Lets the pool make Plans of what the feeder gives, until it gives no more.
fn work<W: Iterator<Item = Found> + Send>(
    pool: &rayon::ThreadPool,
    feeder: Feeder<'_, W>,
    reading: Reading<'_>,
    sender: SyncSender<Outcome>,
) {
    pool.install(|| {
        feeder.par_bridge().for_each_with(sender, |sender, job| {
            // Nobody listens any more when the library failed; the feeder then stops.
            let _ = sender.send(job.settle(reading));
        });
    });
}

/// Keeps what the workers send, in the order in which it comes.
fn keep(
    outcomes: Receiver<Outcome>,
    writer: &mut Writer,
    progress: &dyn Progress,
) -> Result<Report, ImportError> {
    let mut report = Report::default();
    let mut counter = Counter::default();
    let mut failed: HashMap<String, Failure> = HashMap::new();
    let mut copies: Vec<(String, PathBuf)> = vec![];
    for Outcome { path, bytes, kind } in outcomes {
        report.bytes += bytes;
        progress.done(&path, bytes);
        match kind {
            Kind::New { sha256, plan } => {
                counter.add(plan.plan());
                writer.put_prepared(&record(sha256, &path, bytes), *plan)?;
                report.new += 1;
            }
            Kind::Present { sha256 } => {
                writer.add_path(&sha256, &path.to_string_lossy())?;
                report.present += 1;
            }
            Kind::Copy { sha256 } => copies.push((sha256, path)),
            Kind::Failed { sha256, trouble } => {
                let source = record(sha256.clone(), &path, bytes);
                let reason = trouble.to_string();
                let outcome = if trouble.waits_for_recognition() {
                    report.waiting += 1;
                    store::Outcome::Waiting(reason)
                } else {
                    store::Outcome::Failed(reason)
                };
                writer.put(&source, outcome)?;
                let failure = Failure::new(path, &trouble);
                failed.insert(sha256, failure.clone());
                report.failures.push(failure);
            }
            Kind::Other => report.other += 1,
            Kind::Unread(trouble) => report.failures.push(Failure::new(path, &trouble)),
            Kind::Broken(error) => return Err(error.into()),
        }
    }
    // A copy may come before the file that it is a copy of, so its fate is settled last.
    for (sha256, path) in copies {
        writer.add_path(&sha256, &path.to_string_lossy())?;
        match failed.get(&sha256) {
            Some(failure) => report.failures.push(Failure {
                path,
                ..failure.clone()
            }),
            None => report.present += 1,
        }
    }
    report.counts = counter.finish();
    Ok(report)
}

fn record(sha256: String, path: &Path, bytes: u64) -> SourceRecord {
    SourceRecord {
        sha256,
        path: path.to_string_lossy().into_owned(),
        bytes,
    }
}

impl Job {
    /// A file whose bytes could not be read.
    fn unread(path: PathBuf, trouble: Trouble) -> Job {
        Job::Settled(Outcome {
            path,
            bytes: 0,
            kind: Kind::Unread(trouble),
        })
    }

    /// A file that is no document.
    fn other(path: PathBuf) -> Job {
        Job::Settled(Outcome {
            path,
            bytes: 0,
            kind: Kind::Other,
        })
    }

    fn settle(self, reading: Reading<'_>) -> Outcome {
        match self {
            Job::Settled(outcome) => outcome,
            Job::Read {
                path,
                bytes,
                content,
                sha256,
            } => {
                let kind = match reading.prepare(&path, &content, &sha256) {
                    Ok(Ok(plan)) => Kind::New {
                        sha256,
                        plan: Box::new(plan),
                    },
                    Ok(Err(trouble)) => Kind::Failed { sha256, trouble },
                    Err(error) => Kind::Broken(error),
                };
                Outcome { path, bytes, kind }
            }
        }
    }
}

impl Reading<'_> {
    /// A document's Plan, ready to be kept, or why there is none.
    ///
    /// # Errors
    ///
    /// When it is the library's fault.
    fn prepare(
        &self,
        path: &Path,
        content: &Content,
        sha256: &str,
    ) -> store::Result<Result<Prepared, Trouble>> {
        let name = &file::file_name(path);
        let origin = match (content, path.to_str()) {
            (Content::Here(bytes), _) => {
                return match (self.extract)(bytes, name, sha256) {
                    Ok(plan) if file::holds_no_plan(&plan) => Ok(Err(Trouble::NoPlan)),
                    Ok(plan) => Prepared::new(plan).map(Ok),
                    Err(trouble) => Ok(Err(trouble)),
                };
            }
            (Content::Apart, path) => Origin::File {
                path: path.unwrap_or_default(),
                limit: self.limit,
            },
            (Content::Sent(bytes), _) => Origin::Bytes(bytes),
        };
        let subject = Subject {
            name,
            sha256,
            origin,
        };
        match self.workers.make(&subject) {
            Ok(Made { plan, .. }) if file::holds_no_plan(&plan) => Ok(Err(Trouble::NoPlan)),
            Ok(Made { plan, json }) => Prepared::with_json(plan, json).map(Ok),
            Err(trouble) => Ok(Err(trouble)),
        }
    }
}

/// Reads and hashes the files of a walk, one after another.
struct Feeder<'a, W> {
    files: W,
    /// Asked for what it has.
    library: &'a Library,
    /// What this import has begun; ids as numbers, for memory's sake.
    begun: HashSet<u64>,
    limit: u64,
    workers: &'a Workers,
    stops: [&'a AtomicBool; 2],
    /// The archive whose members come next.
    archive: Option<Members>,
}

impl<W: Iterator<Item = Found>> Iterator for Feeder<'_, W> {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        if self.stops.iter().any(|stop| stop.load(Ordering::Relaxed)) {
            return None;
        }
        if let Some(job) = self.next_member() {
            return Some(job);
        }
        Some(match self.files.next()? {
            Found::File(path) => self.read(path),
            Found::Other(path) => Job::other(path),
            Found::Trouble(path, trouble) => Job::unread(path, trouble),
        })
    }
}

impl<W> Feeder<'_, W> {
    /// The next member of the archive in hand.
    fn next_member(&mut self) -> Option<Job> {
        let Some(member) = self.archive.as_mut()?.next() else {
            self.archive = None;
            return None;
        };
        Some(match member {
            Member::Document(path, bytes) => self.job(path, bytes, false),
            Member::Other(path) => Job::other(path),
            Member::Trouble(path, trouble) => Job::unread(path, trouble),
        })
    }

    fn read(&mut self, path: PathBuf) -> Job {
        let bytes = match file::read_file(&path, self.limit) {
            Ok(bytes) => bytes,
            Err(trouble) => return Job::unread(path, trouble),
        };
        if archive::is_archive(&bytes) {
            self.archive = Some(Members::of(&path, bytes, self.limit));
            // An archive says at least what is wrong with it.
            return self.next_member().unwrap_or_else(|| Job::other(path));
        }
        self.job(path, bytes, true)
    }

    /// A job for bytes, which are those of the file at `path` or of a member of an archive.
    fn job(&mut self, path: PathBuf, bytes: Vec<u8>, is_file: bool) -> Job {
        let sha256 = file::sha256(&bytes);
        let length = bytes.len() as u64;
        let kind = match self.library.has(&sha256) {
            Ok(false) if self.begun.insert(content_key(&sha256)) => {
                return Job::Read {
                    content: self.content(is_file.then_some(path.as_path()), bytes),
                    path,
                    bytes: length,
                    sha256,
                };
            }
            Ok(false) => Kind::Copy { sha256 },
            // Kept a moment ago, or before: a copy of a file of this import is no old document.
            Ok(true) if self.begun.contains(&content_key(&sha256)) => Kind::Copy { sha256 },
            Ok(true) => Kind::Present { sha256 },
            Err(error) => Kind::Broken(error),
        };
        Job::Settled(Outcome {
            path,
            bytes: length,
            kind,
        })
    }

    /// Bytes that a worker reads from the file are not held here meanwhile.
    fn content(&self, path: Option<&Path>, bytes: Vec<u8>) -> Content {
        match path.and_then(Path::to_str) {
            _ if !self.workers.reads_apart(&bytes) => Content::Here(bytes),
            Some(_) if !self.workers.needs_bytes(&bytes) => Content::Apart,
            _ => Content::Sent(bytes),
        }
    }
}

/// The content id as a number: 16 hexadecimal digits are 64 bits.
fn content_key(sha256: &str) -> u64 {
    u64::from_str_radix(file::content_id(sha256), 16).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io;

    use super::*;
    use crate::{Limits, Program};

    /// Nobody watches.
    struct Unseen;

    impl Progress for Unseen {
        fn found(&self, _files: u64) {}
        fn done(&self, _path: &Path, _bytes: u64) {}
    }

    /// Reads plans, and does what a document tells it to.
    fn obedient(bytes: &[u8], name: &str, sha256: &str) -> Result<Plan, Trouble> {
        assert!(!bytes.starts_with(b"crash"), "told to");
        file::extract_hashed(bytes, name, sha256)
    }

    fn guarded(bytes: &[u8], name: &str, sha256: &str) -> Result<Plan, Trouble> {
        crate::guard::guard(|| obedient(bytes, name, sha256)).map_err(Trouble::Crashed)?
    }

    /// Workers that are never asked: nothing here but text.
    fn nobody() -> Workers {
        let program = Program {
            path: PathBuf::new(),
            arguments: vec![],
        };
        Workers::new(program, Limits::default())
    }

    fn reasons(report: &Report) -> Vec<(String, String)> {
        let failures = report.failures.iter();
        failures
            .map(|failure| {
                let reason = failure.reason.split(" (").next().unwrap_or_default();
                (file::file_name(&failure.path), reason.to_string())
            })
            .collect()
    }

    #[test]
    fn what_is_wrong_with_a_file_is_told_and_the_rest_goes_on() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let root = folder.path().join("plans");
        fs::create_dir(&root)?;
        let files: [(&str, &[u8]); 6] = [
            ("binary", b"\x7fELF\0\0\x01\x02\0"),
            ("crash", b"crash"),
            ("empty", b""),
            ("empty-again", b""),
            ("large", &[b'x'; 5000]),
            ("other", b"Xin ch\xc3\xa0o.\n"),
        ];
        for (name, content) in files {
            fs::write(root.join(name), content)?;
        }
        let library = Library::open(folder.path().join("library")).map_err(io::Error::other)?;
        let stop = AtomicBool::new(false);
        let workers = nobody();
        let options = Options {
            limit: 4999,
            jobs: 2,
            ..Options::new(&stop, &workers)
        };
        let paths = [root];
        // A second import tries all of them again and says the same.
        for _ in 0..2 {
            let report = import_with(guarded, &paths, &library, &options, &Unseen)
                .map_err(io::Error::other)?;
            assert_eq!((report.new, report.present), (0, 0));
            let expected = [
                ("binary", "the file is binary data, no text"),
                ("crash", "the program failed on it: told to"),
                ("empty", "the file is empty"),
                ("empty-again", "the file is empty"),
                ("large", "too large: 5000 bytes, the limit is 4999 bytes"),
                ("other", "no plan found"),
            ];
            let expected = expected.map(|(a, b)| (a.to_string(), b.to_string()));
            assert_eq!(reasons(&report), expected);
        }
        Ok(())
    }

    #[test]
    fn an_import_that_is_told_to_stop_begins_nothing_more() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("a.txt"), "a")?;
        let library = Library::open(folder.path().join("library")).map_err(io::Error::other)?;
        let stop = AtomicBool::new(true);
        let paths = [folder.path().to_path_buf()];
        let report = import(&paths, &library, &Options::new(&stop, &nobody()), &Unseen)
            .map_err(io::Error::other)?;
        assert!(report.interrupted);
        assert_eq!(
            (report.new, report.present, report.failures.len()),
            (0, 0, 0)
        );
        Ok(())
    }
}
