//! Word (`.docx`): the parts of a package become paragraphs and tables.
//!
//! The steps, each in a module of its own:
//!
//! 1. [`package`] unpacks the parts, within limits, and [`xml`] makes trees of them;
//! 2. [`style`] knows what styles say, [`numbering`] which label a list prints, [`symbol`] what
//!    symbol fonts print;
//! 3. [`body`] reads the blocks, [`paragraph`] what stands in a paragraph, [`table`] the grid of a
//!    table;
//! 4. `crate::blocks` takes them to the document.

mod body;
mod numbering;
mod package;
mod paragraph;
mod style;
mod symbol;
mod table;
mod xml;

use std::collections::HashMap;

use document::{Document, Letters, Remark};

use crate::blocks::{self, Block};
use crate::{Format, ReadError};
use body::Body;
use numbering::Numbering;
pub(crate) use numbering::count_as;
use package::Package;
use style::Styles;

/// Reads a Word file.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes)?;
    let main = package.main()?;
    let root = package.part(&main)?.ok_or(ReadError::Broken {
        format: Format::Docx,
        reason: "it has no body",
    })?;
    let relations = package.relations(&main)?;
    let mut part = |kind: &str| {
        let relation = relations.iter().find(|r| r.kind == kind);
        relation.map_or(Ok(None), |r| package.part(&r.part))
    };
    let styles = part("styles")?
        .map(|root| Styles::read(&root))
        .unwrap_or_default();
    let numbering = part("numbering")?
        .map(|root| Numbering::read(&root))
        .unwrap_or_default();
    let mut notes = |kind: &str, name: &str| {
        let root = part(kind)?;
        Ok(root.map_or_else(HashMap::new, |root| body::notes(root, name)))
    };
    let footnotes = notes("footnotes", "footnote")?;
    let endnotes = notes("endnotes", "endnote")?;
    let mut body = Body::new(&styles, &numbering, [&footnotes, &endnotes]);
    let drafts = body.blocks(&root);
    let mut remarks = vec![];
    let margins = relations
        .iter()
        .filter(|r| matches!(&*r.kind, "header" | "footer"));
    for margin in margins {
        // A header that cannot be read takes nothing from the body.
        let Ok(Some(root)) = package.part(&margin.part) else {
            continue;
        };
        let mut body = Body::new(&styles, &numbering, [&footnotes, &endnotes]);
        remarks.extend(left_out(&margin.kind, body.blocks(&root)));
    }
    remarks.dedup();
    let mut document = blocks::write(drafts)?;
    document.media_type = Format::Docx.media_type().unwrap_or_default();
    document.letters = Letters::Digital;
    remarks.append(&mut document.remarks);
    document.remarks = remarks;
    Ok(document)
}

/// Says what a header or footer holds besides numbers.
fn left_out(kind: &str, blocks: Vec<Block>) -> Option<Remark> {
    let mut text = String::new();
    texts(&blocks, &mut text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    text.chars().any(char::is_alphabetic).then(|| Remark {
        code: "page_furniture",
        message: format!("{kind} left out: {}", shortened(&text)),
        span: None,
    })
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 120;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

fn texts(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                out.push_str(&paragraph.text);
                out.push('\n');
            }
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    texts(&cell.blocks, out);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
