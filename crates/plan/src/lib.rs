//! What was understood: the record that one plan (kế hoạch) becomes.
//!
//! [`Plan`] is the contract with every other system: its serde form is the JSON that
//! `kehoach extract` prints, and [`schema`] describes it as a JSON Schema. Names are the JSON
//! names. Lists are empty rather than absent; scalars are null when the document does not give
//! them.
//!
//! Every value that stands in the document carries a [`Provenance`]. Spans count characters
//! (Unicode scalar values) of the document's normalised text, which
//! `kehoach extract --text` prints.

mod diagnostic;
mod item;
mod metadata;
mod outline;
mod provenance;
pub mod province;
pub mod region;
mod table;

pub use diagnostic::{Code, Diagnostic, Severity};
pub use item::{
    Citation, Comparator, Deadline, DeadlineKind, Heading, Objective, Origin, Output, Owner, Scope,
    Target, Task,
};
pub use metadata::{Metadata, Period, Province, Recipient, Signer};
pub use outline::{Paragraph, Section, SectionKind};
pub use provenance::{PageBox, Provenance, Span};
pub use province::{Unit, UnitKind};
pub use region::Region;
pub use table::{Cell, Merged, Row, Seam, Table};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Version of the record's form. It changes when a field changes its meaning or goes; new fields
/// may come without a change.
pub const SCHEMA_VERSION: &str = "1";

/// One document, understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// [`SCHEMA_VERSION`] of the program that wrote the record.
    pub schema_version: String,
    /// Content id: the first 16 hexadecimal digits of the SHA-256 of the source bytes.
    pub id: String,
    /// The source file.
    pub source: Source,
    /// What the letterhead, the title and the closing say.
    pub metadata: Metadata,
    /// The tree of sections.
    pub outline: Vec<Section>,
    /// What the plan will reach (mục tiêu, chỉ tiêu).
    pub objectives: Vec<Objective>,
    /// What the plan will do (nhiệm vụ).
    pub tasks: Vec<Task>,
    /// Every table as read.
    pub tables: Vec<Table>,
    /// What a reader of the record should know.
    pub diagnostics: Vec<Diagnostic>,
}

/// The source file of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Name of the file, without its folder.
    pub file_name: String,
    /// Media type (`text/plain`, `text/markdown`, …).
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// Number of pages; null for a source without pages.
    pub pages: Option<u32>,
    /// Where the letters came from.
    pub text_origin: TextOrigin,
    /// Character encoding (`utf-8`, `utf-16`, `windows-1258`, `tcvn3`, `vni`, `viscii`, `vps`).
    pub encoding: String,
}

/// Where the letters of a document came from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextOrigin {
    /// A text file.
    #[default]
    Plain,
    /// The text layer of a digital document.
    Digital,
    /// Optical character recognition.
    Ocr,
    /// Some pages digital, some recognised.
    Mixed,
}

/// The JSON Schema (draft 2020-12) of a [`Plan`].
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Plan).to_value()
}
