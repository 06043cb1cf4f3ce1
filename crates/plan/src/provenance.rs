//! Where a value stands in its document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The place of a value in its document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// Page, 1-based; null for a source without pages.
    pub page: Option<u32>,
    /// Place in the normalised text.
    pub span: Span,
    /// Boxes of its lines on the page; empty for a source without geometry.
    pub boxes: Vec<PageBox>,
    /// Where it begins in the XML of a Word file, as an XPath of local names: `body/p[12]`, `body/tbl[2]/tr[3]/tc[1]/p[1]`.
    /// Only in records of Word files and of what is read as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
}

/// A half-open stretch of the document's normalised text, in characters (Unicode scalar values).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// Number of characters before the first one.
    pub start: u32,
    /// Number of characters up to and with the last one.
    pub end: u32,
}

/// A rectangle on a page, in points (1/72 inch), origin at the top left of the page.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PageBox {
    /// Page, 1-based.
    pub page: u32,
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Bottom edge.
    pub y1: f32,
}
