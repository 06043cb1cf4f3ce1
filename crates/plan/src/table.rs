//! Tables as read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Provenance;

/// A table, joined across pages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The nearest heading above it.
    pub caption: Option<String>,
    /// The header rows.
    pub header: Vec<Row>,
    /// The other rows, group rows included.
    pub rows: Vec<Row>,
    /// Headers that later pages repeat, as printed there.
    pub repeats: Vec<Row>,
    /// Where it stands.
    pub provenance: Provenance,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// A cell a column.
    pub cells: Vec<Cell>,
    /// Id of the objective or task made from it, or null.
    pub item: Option<String>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// Verbatim; empty for an empty cell.
    pub text: String,
    /// Where it stands; null for an empty cell.
    pub provenance: Option<Provenance>,
}
