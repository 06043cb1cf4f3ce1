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
    /// Where it goes on over a page break, and why the parts were joined.
    #[serde(default)]
    pub seams: Vec<Seam>,
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
    /// The neighbour whose cell this one is part of; null for a cell of its own.
    #[serde(default)]
    pub merged: Option<Merged>,
}

/// The neighbour that a merged cell is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Merged {
    /// The cell to its left: a cell that spans columns.
    Left,
    /// The cell above it: a cell that spans rows.
    Up,
}

/// A page break inside a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seam {
    /// The first row of the later page, counted from 0 among header and rows; the row that the
    /// break cut, when it cut one.
    pub row: u32,
    /// The later page, 1-based.
    pub page: u32,
    /// The break stands inside the row.
    pub row_cut: bool,
    /// What decided: `column_borders`, `header_repeated`, `open_border`, `text_unfinished`,
    /// `row_numbered`, `single_cell`.
    pub evidence: Vec<String>,
}
