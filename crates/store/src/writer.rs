//! The one who writes to a library.

use std::fs::File;
use std::path::PathBuf;

use crate::catalog::{Catalog, Ready, Written};
use crate::error::Result;
use crate::index::{self, IndexUpdate};
use crate::prepared::Prepared;
use crate::source::{Change, Outcome, SourceRecord, State, Summary};

/// Writes to a library, alone: it holds the lock until it is dropped.
///
/// Every change is durable in the catalogue when its function returns. Searches see it from the next commit on:
/// now and then while much is put, and at [`Writer::finish`]. A writer that is dropped without it, or killed, leaves
/// an index that is behind; the next one to open the library makes up for it.
pub struct Writer {
    dir: PathBuf,
    catalog: Catalog,
    /// None after it failed, and while it is being made anew.
    index: Option<IndexUpdate>,
    _lock: File,
}

impl Writer {
    pub(crate) fn new(dir: PathBuf, catalog: Catalog, lock: File) -> Result<Writer> {
        let index = Some(IndexUpdate::open(&dir, &catalog)?);
        Ok(Writer {
            dir,
            catalog,
            index,
            _lock: lock,
        })
    }

    /// Whether the plan of a content is kept.
    ///
    /// # Errors
    ///
    /// When the catalogue, or the index, cannot be read or written; so for all that follow.
    pub fn has(&self, sha256: &str) -> Result<bool> {
        Ok(self.state(sha256)? == Some(State::Done))
    }

    /// The state of a content, none when it is not known.
    pub fn state(&self, sha256: &str) -> Result<Option<State>> {
        self.catalog.state(sha256)
    }

    /// Keeps what became of a document. The same content under another path is kept once, with both paths; its
    /// record shows the name of the file that sorts first. A failure does not replace a plan.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Mismatch`](crate::ErrorKind::Mismatch) when the plan is not that of the source.
    pub fn put(&mut self, source: &SourceRecord, outcome: Outcome) -> Result<Change> {
        let ready = match outcome {
            Outcome::Done(plan) => Ready::Done(Box::new(Prepared::new(*plan)?)),
            Outcome::Failed(reason) => Ready::Failed(reason),
            Outcome::Waiting(reason) => Ready::Waiting(reason),
        };
        let written = self.catalog.put(source, ready)?;
        self.follow(written)
    }

    /// Keeps a plan that another thread made ready; otherwise as [`Writer::put`].
    ///
    /// # Errors
    ///
    /// As for [`Writer::put`].
    pub fn put_prepared(&mut self, source: &SourceRecord, plan: Prepared) -> Result<Change> {
        let written = self.catalog.put(source, Ready::Done(Box::new(plan)))?;
        self.follow(written)
    }

    /// Notes another path of a content that need not be read again; false when the content is not known.
    pub fn add_path(&mut self, sha256: &str, path: &str) -> Result<bool> {
        match self.catalog.add_path(sha256, path)? {
            Some(written) => self.follow(written).map(|_| true),
            None => Ok(false),
        }
    }

    /// Takes out the plan with a document number, or with an id that begins with `wanted`, and what is known of its
    /// source.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NoPlan`](crate::ErrorKind::NoPlan), [`ErrorKind::Ambiguous`](crate::ErrorKind::Ambiguous).
    pub fn remove(&mut self, wanted: &str) -> Result<Summary> {
        let summary = self.catalog.find_one(wanted)?;
        self.catalog.remove(&summary.id)?;
        if let Some(index) = &mut self.index {
            index.remove(&summary.id);
        }
        self.commit_if_due()?;
        Ok(summary)
    }

    /// Makes the index anew from the catalogue. Searches go on in the old one until it is done.
    pub fn rebuild_index(&mut self) -> Result<()> {
        // Closes the old one: two writers of one index are not allowed.
        self.index = None;
        index::build(&self.dir, &self.catalog)?;
        self.index = Some(IndexUpdate::open(&self.dir, &self.catalog)?);
        Ok(())
    }

    /// Makes all that was put visible to searches.
    pub fn commit(&mut self) -> Result<()> {
        let catalog = &self.catalog;
        match &mut self.index {
            Some(index) if index.is_pending() => {
                let result = index.commit(catalog);
                self.or_let_go(result)
            }
            _ => Ok(()),
        }
    }

    /// Commits and closes.
    pub fn finish(mut self) -> Result<()> {
        self.commit()?;
        if let Some(index) = self.index.take() {
            index.close()?;
        }
        self.catalog.settle();
        Ok(())
    }

    /// Brings to the index what was written to the catalogue.
    fn follow(&mut self, written: Written) -> Result<Change> {
        if let (Some(plan), Some(index)) = (written.plan, &mut self.index) {
            let result = index.put_documents(&plan.plan.id, plan.documents);
            self.or_let_go(result)?;
        }
        self.commit_if_due()?;
        Ok(written.change)
    }

    fn commit_if_due(&mut self) -> Result<()> {
        match &self.index {
            Some(index) if index.is_due() => self.commit(),
            _ => Ok(()),
        }
    }

    /// Gives up an index that failed: a later commit would claim what it lacks. The next one to open the library
    /// makes up for it.
    fn or_let_go<T>(&mut self, result: Result<T>) -> Result<T> {
        if result.is_err() {
            self.index = None;
        }
        result
    }
}
