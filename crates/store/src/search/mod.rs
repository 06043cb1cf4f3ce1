//! Finding items by their words.

mod compile;
mod highlight;
mod top;

use std::ops::Range;

use serde::Serialize;
use tantivy::Searcher;
use tantivy::schema::Value;

use crate::error::{Error, ErrorKind, Result};
use crate::index::Fields;
use crate::item::{Item, ItemKind};
use crate::query::{Expansion, Query};
use crate::source::Summary;

pub use highlight::byte_ranges;
pub(crate) use highlight::holds;

/// What to search for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchRequest {
    /// Words. `bạn` finds only that spelling, `ban` every spelling; `"…"` a phrase. Empty: every item.
    pub query: String,
    /// Only plans of this province: its old or its current name, with or without marks.
    pub province: Option<String>,
    /// Only items of this kind.
    pub kind: Option<ItemKind>,
    /// How many hits to give.
    pub limit: usize,
    /// How many hits to pass over first.
    pub offset: usize,
    /// Whether abbreviations are also looked for in full, and the other way round.
    pub expand: bool,
}

impl Default for SearchRequest {
    fn default() -> SearchRequest {
        SearchRequest {
            query: String::new(),
            province: None,
            kind: None,
            limit: 20,
            offset: 0,
            expand: true,
        }
    }
}

impl SearchRequest {
    /// A request for words, with the defaults.
    pub fn new(query: impl Into<String>) -> SearchRequest {
        SearchRequest {
            query: query.into(),
            ..SearchRequest::default()
        }
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchResult {
    /// Number of all items that fit, exact.
    pub total: u64,
    /// The words that were also looked for in other wordings.
    pub expansions: Vec<Expansion>,
    /// The hits from `offset` on, the best first; equal ones by province, plan and place in the plan.
    pub hits: Vec<Hit>,
}

/// An item that fits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// How well it fits; only for comparing hits of one search.
    pub score: f64,
    /// The plan that it stands in.
    pub plan: Summary,
    /// The item, whole.
    #[serde(flatten)]
    pub item: Item,
    /// Where the words stand in the text of the item, in characters; empty when they stand around it only.
    pub highlights: Vec<Range<usize>>,
}

/// Searches one state of the index. `provinces` are the terms that the request's province stands for.
pub(crate) fn run(
    searcher: &Searcher,
    fields: &Fields,
    query: &Query,
    request: &SearchRequest,
    provinces: &[String],
) -> Result<SearchResult> {
    let filter = compile::Filter {
        kind: request.kind,
        provinces,
    };
    let compiled = compile::compile(fields, query, &filter);
    let top = top::Top {
        keep: request.offset.saturating_add(request.limit),
    };
    let found = searcher.search(&compiled, &top)?;
    let sequences = query.sequences();
    let mut hits = Vec::new();
    for ranked in found.best.iter().skip(request.offset) {
        let document: tantivy::TantivyDocument = searcher.doc(ranked.address)?;
        let record = document
            .get_first(fields.record)
            .and_then(|value| value.as_bytes())
            .ok_or_else(damaged)?;
        let (plan, item): (Summary, Item) =
            serde_json::from_slice(record).map_err(|_| damaged())?;
        let highlights = highlight::highlights(item.text(), query, &sequences);
        hits.push(Hit {
            score: ranked.score(),
            plan,
            item,
            highlights,
        });
    }
    Ok(SearchResult {
        total: found.total,
        expansions: query.expansions.clone(),
        hits,
    })
}

fn damaged() -> Error {
    Error::new(
        ErrorKind::Index,
        "the index of the library holds an item that cannot be read",
    )
    .with_hint("kehoach rebuild makes it anew from the catalogue")
}
