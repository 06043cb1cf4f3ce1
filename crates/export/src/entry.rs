//! What is exported of a plan, and where an export comes from.

use plan::Plan;
use serde::Serialize;
use store::{Filter, Selection, Summary};

/// A plan, and what was chosen of it.
#[derive(Debug)]
pub struct Entry<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// Its record as kept.
    pub json: &'p str,
    /// What is listed of it.
    pub summary: Summary,
    /// The items that fit the filter.
    pub selection: Selection<'p>,
}

/// Where an export comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct About {
    /// Name and version of the program.
    pub generator: String,
    /// Version of the form of plans.
    pub schema_version: String,
    /// Number of the last change to a plan in the library.
    pub library_revision: i64,
    /// What narrowed the export.
    pub filters: Filter,
}

impl About {
    /// The same as names and values, for forms that keep such.
    pub(crate) fn pairs(&self) -> [(&'static str, String); 4] {
        let filters = serde_json::to_string(&self.filters).unwrap_or_default();
        [
            ("generator", self.generator.clone()),
            ("schema_version", self.schema_version.clone()),
            ("library_revision", self.library_revision.to_string()),
            ("filters", filters),
        ]
    }
}
