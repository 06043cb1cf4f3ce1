//! Plain text: lines become paragraphs and tables, whatever the source did to them.
//!
//! The steps, each in a module of its own:
//!
//! 1. [`markup`] takes out what a conversion from HTML or Markdown left behind;
//! 2. [`line`] cuts the text into lines and measures how it is wrapped;
//! 3. [`furniture`] takes out page numbers and running headers;
//! 4. [`flat`] cuts a text that stands in one stream into paragraphs again, where needed;
//! 5. [`table`] gathers lines of cells into tables, over page breaks;
//! 6. [`paragraph`] joins the other lines into paragraphs.

mod flat;
pub(crate) mod furniture;
pub(crate) mod line;
mod markup;
pub(crate) mod paragraph;
pub(crate) mod table;

use document::{Document, Remark};
use normalize::Normalized;

use crate::builder::Builder;

/// Reads a normalised text.
pub(crate) fn read(normalized: &Normalized) -> Document {
    let clean = markup::strip(&normalized.text);
    let input: &str = &clean.text;
    let mut lines = line::split(input, &clean.bold);
    let removed = furniture::mark(input, &mut lines);
    let layout = line::measure(input, &lines);
    let paged = lines.iter().any(|l| l.page_break);
    let mut builder = Builder::new(input);
    if paged {
        builder.first_page();
    }
    let mut remarks: Vec<Remark> = normalized
        .notes
        .iter()
        .map(|note| Remark {
            code: "text_repaired",
            message: note.to_string(),
            span: None,
        })
        .collect();
    if flat::is_flat(input, &lines) {
        flat::read(input, &lines, &mut builder);
    } else {
        let mut at = 0;
        while at < lines.len() {
            let end = table::end(input, &lines, at);
            if end > at {
                table::read(input, &lines[at..end], &mut builder, &mut remarks);
                at = end;
                continue;
            }
            let stop = (at..lines.len())
                .find(|&i| table::end(input, &lines, i) > i)
                .unwrap_or(lines.len());
            paragraph::read(input, &lines[at..stop], &layout, &mut builder);
            at = stop;
        }
    }
    let mut document = builder.finish();
    for origin in &mut document.origins {
        let text = clean.origin(origin.source as usize);
        origin.source = normalized.map.source(text) as u32;
    }
    if removed > 0 {
        remarks.push(Remark {
            code: "page_furniture",
            message: format!("{removed} page numbers or running headers left out"),
            span: None,
        });
    }
    document.encoding = normalized.encoding.as_str();
    document.media_type = if clean.markdown {
        "text/markdown"
    } else {
        "text/plain"
    };
    document.remarks = remarks;
    document
}
