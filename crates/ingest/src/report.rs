//! What an import did.

use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::path::PathBuf;
use std::time::Duration;

use plan::{Plan, Severity};

use crate::Trouble;

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// Documents that the library did not have and has now.
    pub new: u64,
    /// Files whose content the library had, or which are copies of another file.
    pub present: u64,
    /// Files in folders that are no documents by their name: lists, records, notes.
    pub other: u64,
    /// Documents among the failures that wait until the text of their pages is recognised.
    pub waiting: u64,
    /// Files that gave no Plan, sorted by path.
    pub failures: Vec<Failure>,
    /// What the new documents hold.
    pub counts: Counts,
    /// Bytes of all files looked at.
    pub bytes: u64,
    /// From the first file to the last commit.
    pub elapsed: Duration,
    /// It was stopped before all files were looked at.
    pub interrupted: bool,
}

impl Report {
    /// Megabytes (10⁶ bytes) a second.
    pub fn megabytes_per_second(&self) -> f64 {
        let seconds = self.elapsed.as_secs_f64();
        if seconds > 0.0 {
            self.bytes as f64 / 1e6 / seconds
        } else {
            0.0
        }
    }
}

/// A file that gave no Plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Failure {
    /// Its path as walked.
    pub path: PathBuf,
    /// Why, for a person.
    pub reason: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Failure {
    pub(crate) fn new(path: PathBuf, trouble: &Trouble) -> Failure {
        Failure {
            path,
            reason: trouble.to_string(),
            hint: trouble.hint(),
        }
    }
}

/// What a set of Plans holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Objectives.
    pub objectives: u64,
    /// Tasks.
    pub tasks: u64,
    /// Distinct names of bodies that lead or take part.
    pub owners: u64,
    /// Statements of time, of objectives and tasks.
    pub deadlines: u64,
    /// Diagnostics of severity info, warning and error.
    pub diagnostics: [u64; 3],
}

/// Counts Plans one by one. Of the owners' names it keeps hashes only, so that it stays small
/// however many Plans there are.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    counts: Counts,
    owners: HashSet<u64>,
    hasher: BuildHasherDefault<DefaultHasher>,
}

impl Counter {
    pub(crate) fn add(&mut self, plan: &Plan) {
        self.counts.objectives += plan.objectives.len() as u64;
        self.counts.tasks += plan.tasks.len() as u64;
        let objectives = plan
            .objectives
            .iter()
            .map(|o| (&o.leads, &o.partners, &o.deadlines));
        let tasks = plan
            .tasks
            .iter()
            .map(|t| (&t.leads, &t.partners, &t.deadlines));
        for (leads, partners, deadlines) in objectives.chain(tasks) {
            self.counts.deadlines += deadlines.len() as u64;
            for owner in leads.iter().chain(partners) {
                self.owners.insert(self.hasher.hash_one(&owner.name));
            }
        }
        for diagnostic in &plan.diagnostics {
            let index = match diagnostic.severity {
                Severity::Info => 0,
                Severity::Warning => 1,
                Severity::Error => 2,
            };
            self.counts.diagnostics[index] += 1;
        }
    }

    pub(crate) fn finish(mut self) -> Counts {
        self.counts.owners = self.owners.len() as u64;
        self.counts
    }
}
