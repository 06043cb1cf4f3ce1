//! What the catalogue knows of a source document, beside its plan.

use plan::Plan;
use serde::Serialize;

/// A document that was read, or tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRecord {
    /// SHA-256 of its bytes, 64 hexadecimal digits in lower case.
    pub sha256: String,
    /// Path as imported.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// What became of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It was understood.
    Done(Box<Plan>),
    /// It could not be read, and why: lower case, no full stop.
    Failed(String),
    /// It waits for something (text recognition), and for what.
    Waiting(String),
}

/// The state of a document in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Its plan is kept.
    Done,
    /// It could not be read.
    Failed,
    /// It waits for something.
    Waiting,
}

impl State {
    /// The name in the catalogue, which is the JSON name.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Done => "done",
            State::Failed => "failed",
            State::Waiting => "waiting",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<State> {
        [State::Done, State::Failed, State::Waiting]
            .into_iter()
            .find(|state| state.as_str() == name)
    }
}

/// A document as the catalogue lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceEntry {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Content id: the first 16 digits of the SHA-256, also the id of the plan.
    pub id: String,
    /// Every path under which the content was imported, sorted.
    pub paths: Vec<String>,
    /// Size in bytes.
    pub bytes: u64,
    /// Its state.
    pub state: State,
    /// Why it failed, or what it waits for.
    pub reason: Option<String>,
}

/// What putting a document changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The content was not known.
    Added,
    /// The content was known, and what is kept of it changed.
    Updated,
    /// Nothing: the same content with the same result was there; at most a path is new.
    Unchanged,
    /// The plan that was there stays: a failure does not replace a plan.
    Kept,
}

/// What is in a library.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Documents, whatever their state.
    pub documents: u64,
    /// Documents with a plan.
    pub done: u64,
    /// Documents that could not be read.
    pub failed: u64,
    /// Documents that wait.
    pub waiting: u64,
    /// Provinces as they are now that have a plan.
    pub provinces: u64,
    /// Objectives of all plans.
    pub objectives: u64,
    /// Tasks of all plans.
    pub tasks: u64,
    /// Mentions of leading and partner bodies in all items.
    pub owners: u64,
    /// Statements of time in all items.
    pub deadlines: u64,
    /// The documents that failed or wait, with the reasons, by first path.
    pub troubles: Vec<SourceEntry>,
}

/// What tells one plan from another in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Summary {
    /// Id of the plan.
    pub id: String,
    /// Canonical number.
    pub number: Option<String>,
    /// The part behind the number.
    pub symbol: Option<String>,
    /// Kind of document.
    pub kind: Option<String>,
    /// The issuing body.
    pub issuer: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The province, as it was and as it is.
    pub province: Option<plan::Province>,
    /// ISO 8601 date as precise as printed.
    pub issued_on: Option<String>,
    /// Name of the source file.
    pub file_name: String,
}

impl Summary {
    /// Of a plan.
    pub fn of(plan: &Plan) -> Summary {
        let metadata = &plan.metadata;
        Summary {
            id: plan.id.clone(),
            number: metadata.number.clone(),
            symbol: metadata.symbol.clone(),
            kind: metadata.kind.clone(),
            issuer: metadata.issuer.clone(),
            title: metadata.title.clone(),
            province: metadata.province.clone(),
            issued_on: metadata.issued_on.clone(),
            file_name: plan.source.file_name.clone(),
        }
    }
}
