//! A library as its readers see it.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use plan::Plan;

use crate::catalog::{Catalog, Plans};
use crate::error::{Error, ErrorKind, Result};
use crate::filter::Matcher;
use crate::index::{self, IndexUpdate, SearchIndex, Standing};
use crate::query::Query;
use crate::search::{self, SearchRequest, SearchResult};
use crate::source::{SourceEntry, State, Status, Summary};
use crate::writer::Writer;

/// Whoever writes holds this file locked. The lock goes with the process, also when it is killed.
const LOCK: &str = "lock";

/// How often, and how long apart, to look again for an index that another process is moving into its place.
const LOOKS: usize = 10;
const PAUSE: Duration = Duration::from_millis(30);

/// A folder that keeps plans and finds them again.
///
/// May be shared between threads. Readers go on while a [`Writer`], of this process or another, works: lists and
/// exports see every document that is done, searches every one of its last commit.
pub struct Library {
    dir: PathBuf,
    catalog: Mutex<Catalog>,
    index: Mutex<Option<SearchIndex>>,
}

impl Library {
    /// Opens the library in `dir`, or makes it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::TooNew`], [`ErrorKind::Damaged`], [`ErrorKind::Storage`].
    pub fn open(dir: impl AsRef<Path>) -> Result<Library> {
        let dir = dir.as_ref();
        fs::create_dir_all(dir).map_err(|cause| Error::io("make the library", dir, &cause))?;
        Library::with(dir, Catalog::open(dir, true)?)
    }

    /// Opens the library in `dir`, which must be there.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NoLibrary`], and those of [`Library::open`].
    pub fn open_existing(dir: impl AsRef<Path>) -> Result<Library> {
        let dir = dir.as_ref();
        Library::with(dir, Catalog::open(dir, false)?)
    }

    fn with(dir: &Path, catalog: Catalog) -> Result<Library> {
        Ok(Library {
            dir: dir.to_owned(),
            catalog: Mutex::new(catalog),
            index: Mutex::new(None),
        })
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Begins to write. The index is brought up to date first.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InUse`] while another writer is at work, here or in another process.
    pub fn writer(&self) -> Result<Writer> {
        let lock = lock(&self.dir)?.ok_or_else(Error::in_use)?;
        Writer::new(self.dir.clone(), self.catalog().reopen()?, lock)
    }

    /// Whether the plan of a content is kept.
    ///
    /// # Errors
    ///
    /// When the catalogue cannot be read; so for all that follow.
    pub fn has(&self, sha256: &str) -> Result<bool> {
        Ok(self.state(sha256)? == Some(State::Done))
    }

    /// The state of a content, none when it is not known.
    pub fn state(&self, sha256: &str) -> Result<Option<State>> {
        self.catalog().state(sha256)
    }

    /// Number of the last change to a plan.
    pub fn revision(&self) -> Result<i64> {
        self.catalog().revision()
    }

    /// Counts, and the documents in trouble.
    pub fn status(&self) -> Result<Status> {
        self.catalog().status()
    }

    /// The documents in a state, or all, by first path.
    pub fn sources(&self, state: Option<State>) -> Result<Vec<SourceEntry>> {
        self.catalog().sources(state)
    }

    /// Every plan in the order of exports: by province as it is now (its code; none last), province as it was, date
    /// (none last), number (none last; `9/KH` before `57/KH`), id.
    pub fn list(&self) -> Result<Vec<Summary>> {
        self.catalog().list()
    }

    /// The records of all plans in that order, one at a time.
    pub fn plans(&self) -> Result<Plans> {
        Plans::new(self.catalog().reopen()?)
    }

    /// The plans with a document number, or with an id that begins with `wanted`.
    pub fn find(&self, wanted: &str) -> Result<Vec<Summary>> {
        self.catalog().find(wanted)
    }

    /// The one plan with a document number (`57/KH-SYT`, in any case), or with an id that begins with `wanted`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NoPlan`]; [`ErrorKind::Ambiguous`], whose hint names the ids.
    pub fn get(&self, wanted: &str) -> Result<Plan> {
        let catalog = self.catalog();
        let id = catalog.find_one(wanted)?.id;
        let gone = || {
            Error::new(
                ErrorKind::NoPlan,
                format!("the plan {id} was just taken out"),
            )
        };
        catalog.plan(&id)?.ok_or_else(gone)
    }

    /// Finds objectives, tasks, paragraphs and documents.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Query`] with its [`place`](Error::place), [`ErrorKind::NoProvince`], [`ErrorKind::Filter`]; [`ErrorKind::InUse`] when another process is just making the
    /// index for the first time.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResult> {
        let query = Query::parse(&request.query, request.expand)?;
        let filter = Matcher::new(&request.filter)?;
        let run = || {
            let (searcher, fields, cache) = self.searcher()?;
            search::run(&searcher, &fields, &cache, &query, &filter, request)
        };
        match run() {
            // Damage that only shows where it is read.
            Err(error) if error.kind() == ErrorKind::Index && self.make_anew()? => run(),
            result => result,
        }
    }

    /// Makes the index anew; false when another process is writing.
    fn make_anew(&self) -> Result<bool> {
        let mut open = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(_lock) = lock(&self.dir)? else {
            return Ok(false);
        };
        *open = None;
        let catalog = self.catalog().reopen()?;
        index::build(&self.dir, &catalog)?;
        Ok(true)
    }

    /// The newest state of the index that there is; made up to date, or made anew, when nobody else is writing.
    fn searcher(&self) -> Result<(tantivy::Searcher, index::Fields, Arc<search::Cache>)> {
        let mut open = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        let mut looks = 0;
        loop {
            if open.is_none() {
                *open = SearchIndex::open(&self.dir).ok();
            }
            let standing = match &*open {
                Some(index) => index.standing(&self.catalog()).ok(),
                None => None,
            };
            let current = standing == Some(Standing::Current);
            let usable = current || matches!(standing, Some(Standing::Behind(_)));
            let mended = !current && self.mend(usable)?;
            if usable
                && !mended
                && let Some(index) = &*open
                && index.reload().is_ok()
            {
                let cache = Arc::clone(&index.cache);
                return Ok((index.searcher(), index.fields.clone(), cache));
            }
            *open = None;
            looks += 1;
            if looks > LOOKS {
                let message = "the index of the library is being made by another process";
                return Err(Error::new(ErrorKind::InUse, message)
                    .with_hint("try again when the import is done"));
            }
            if !mended {
                thread::sleep(PAUSE);
            }
        }
    }

    /// Brings the index up to date; false when another process is writing, which will. Where the folder cannot be
    /// written to, an index that is `usable` must do.
    fn mend(&self, usable: bool) -> Result<bool> {
        let mend = || {
            let Some(_lock) = lock(&self.dir)? else {
                return Ok(false);
            };
            // A connection of its own, so that other threads can read meanwhile.
            let catalog = self.catalog().reopen()?;
            IndexUpdate::open(&self.dir, &catalog)?.close()?;
            Ok(true)
        };
        match mend() {
            Err(_) if usable => Ok(false),
            result => result,
        }
    }

    fn catalog(&self) -> MutexGuard<'_, Catalog> {
        // A thread that panicked left no transaction open: each rolls back when it is dropped.
        self.catalog.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The lock of a library, none when another has it.
fn lock(dir: &Path) -> Result<Option<File>> {
    let path = dir.join(LOCK);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path);
    let file = file.map_err(|cause| Error::io("open", &path, &cause))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(cause)) => Err(Error::io("lock", &path, &cause)),
    }
}
