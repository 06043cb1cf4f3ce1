//! The body of a Word file as blocks: paragraphs with what they print, tables with their grid.
//!
//! What is read is what a reader of the final document sees: insertions are kept and deletions
//! dropped, of a field its result, of alternatives one; hidden text, headers and footers are left
//! out.

use std::collections::HashMap;

use super::numbering::{Counters, Numbering};
use super::paragraph::Inline;
use super::style::{Listed, Styles};
use super::table;
use super::xml::Element;
use crate::blocks::{Block, Paragraph};

/// Reads blocks.
pub(crate) struct Body<'f> {
    pub styles: &'f Styles,
    pub numbering: &'f Numbering,
    /// Footnotes, then endnotes, by their ids.
    pub notes: [&'f HashMap<String, Element>; 2],
    counters: Counters,
    /// What stands in a paragraph whose end was deleted, and where: it goes on with the next one.
    carried: Option<(Inline<'f>, String)>,
    /// The way to the element that is read.
    pub path: String,
    /// How many text boxes and notes stand around.
    depth: usize,
    /// The blocks are those of a table cell.
    in_cell: bool,
}

/// What notes are called, in the order of [`Body::notes`].
const NOTES: [&str; 2] = ["footnote", "endnote"];

/// How deeply text boxes and notes may stand in each other.
const NESTED: usize = 8;

impl<'f> Body<'f> {
    pub(crate) fn new(
        styles: &'f Styles,
        numbering: &'f Numbering,
        notes: [&'f HashMap<String, Element>; 2],
    ) -> Body<'f> {
        Body {
            styles,
            numbering,
            notes,
            counters: Counters::default(),
            carried: None,
            path: String::new(),
            depth: 0,
            in_cell: false,
        }
    }

    /// The blocks in an element: the body, a cell, a text box, a note.
    pub(crate) fn blocks(&mut self, parent: &'f Element) -> Vec<Block> {
        let outer = self.carried.take();
        let mut out = vec![];
        self.collect(parent, &mut out);
        // The last paragraph of a cell always has an end.
        if let Some((rest, path)) = self.carried.take() {
            self.end(rest, path, None, Listed::default(), &mut out);
        }
        self.carried = outer;
        out
    }

    /// The blocks in an element to which another way leads.
    fn blocks_at(&mut self, path: String, parent: &'f Element) -> Vec<Block> {
        let outer = std::mem::replace(&mut self.path, path);
        let out = self.blocks(parent);
        self.path = outer;
        out
    }

    /// The way to an element below the one that is read.
    pub(crate) fn below(&self, step: &str) -> String {
        match self.path.is_empty() {
            true => step.to_owned(),
            false => format!("{}/{step}", self.path),
        }
    }

    /// The blocks in a table cell. There a label without text is text: the number of a row.
    pub(crate) fn cell(&mut self, path: String, cell: &'f Element) -> Vec<Block> {
        let outer = std::mem::replace(&mut self.in_cell, true);
        let out = self.blocks_at(path, cell);
        self.in_cell = outer;
        out
    }

    fn collect(&mut self, parent: &'f Element, out: &mut Vec<Block>) {
        for (step, element) in parent.steps() {
            // A document has one body.
            let step = match &*element.name {
                "body" => "body",
                _ => &step,
            };
            let outer = self.path.clone();
            self.path = self.below(step);
            match &*element.name {
                "p" => self.paragraph(element, out),
                "tbl" => {
                    if let Some((rest, path)) = self.carried.take() {
                        self.end(rest, path, None, Listed::default(), out);
                    }
                    let mut after = vec![];
                    if let Some(table) = table::read(self, element, &mut after) {
                        out.push(Block::Table(table));
                    }
                    out.append(&mut after);
                }
                "AlternateContent" => {
                    if let Some(choice) = alternative(element) {
                        self.collect(choice, out);
                    }
                }
                "del" | "moveFrom" | "sectPr" | "tcPr" | "sdtPr" | "sdtEndPr" => {}
                _ => self.collect(element, out),
            }
            self.path = outer;
        }
    }

    fn paragraph(&mut self, element: &'f Element, out: &mut Vec<Block>) {
        let properties = element.child("pPr");
        let named = properties.and_then(|p| p.value("pStyle"));
        let style = self.styles.of_paragraph(named);
        let carried = self.carried.take();
        let (mut inline, path) = carried.unwrap_or_else(|| (Inline::default(), self.path.clone()));
        inline.read(self.styles, style, element);
        let mark = properties.and_then(|p| p.child("rPr"));
        let gone = |name| mark.is_some_and(|m| m.child(name).is_some());
        if gone("del") || gone("moveFrom") {
            self.carried = Some((inline, path));
            return;
        }
        let own = properties.map(Listed::of).unwrap_or_default();
        self.end(inline, path, style, own, out);
    }

    /// Makes a block of what stands in a paragraph, of its text boxes and of its notes.
    fn end(
        &mut self,
        inline: Inline<'f>,
        path: String,
        style: Option<&str>,
        own: Listed,
        out: &mut Vec<Block>,
    ) {
        let printed = self
            .numbering
            .next(&mut self.counters, self.styles, style, own);
        let nested = self.depth < NESTED;
        self.depth += 1;
        // A box that is anchored at the beginning stands above, or beside.
        let (before, after) = inline.boxes();
        let of_box = format!("{path}//txbxContent");
        if nested {
            for text_box in before {
                let mut inner = self.blocks_at(of_box.clone(), text_box);
                out.append(&mut inner);
            }
        }
        match (inline.finish(), printed) {
            (Some(mut paragraph), printed) => {
                if let Some(printed) = printed {
                    let gap = if printed.tight { "" } else { " " };
                    paragraph.text = [&printed.label, gap, &paragraph.text].concat();
                }
                out.push(Block::Paragraph(Paragraph { path, ..paragraph }));
            }
            (None, Some(printed)) if self.in_cell => out.push(Block::Paragraph(Paragraph {
                text: printed.label,
                path,
                ..Paragraph::default()
            })),
            (None, _) => {}
        }
        if nested {
            for text_box in after {
                let mut inner = self.blocks_at(of_box.clone(), text_box);
                out.append(&mut inner);
            }
            for (kind, id) in &inline.notes {
                let notes = self.notes.get(*kind).copied();
                let Some(note) = notes.and_then(|notes| notes.get(*id)) else {
                    continue;
                };
                let kind = NOTES.get(*kind).copied().unwrap_or_default();
                let path = format!("{kind}s/{kind}[@id='{id}']");
                for block in self.blocks_at(path, note) {
                    out.push(match block {
                        Block::Paragraph(paragraph) => Block::Paragraph(Paragraph {
                            note: true,
                            ..paragraph
                        }),
                        table => table,
                    });
                }
            }
        }
        self.depth -= 1;
    }
}

/// The alternative that is read: the first choice, unless only the fallback has a text box.
pub(crate) fn alternative(element: &Element) -> Option<&Element> {
    let choice = element.child("Choice");
    let fallback = element.child("Fallback");
    let boxed = |e: &&Element| e.holds("txbxContent");
    match (choice, fallback) {
        (Some(choice), Some(fallback)) if boxed(&fallback) && !boxed(&choice) => Some(fallback),
        (choice, fallback) => choice.or(fallback),
    }
}

/// The notes of a part by their ids, without the lines that separate them from the text.
pub(crate) fn notes(root: Element, name: &str) -> HashMap<String, Element> {
    let notes = root.nodes.into_iter().filter_map(|node| match node {
        super::xml::Node::Element(element) => Some(element),
        super::xml::Node::Text(_) => None,
    });
    notes
        .filter(|note| *note.name == *name)
        .filter(|note| {
            !matches!(
                note.attribute("type"),
                Some("separator" | "continuationSeparator" | "continuationNotice")
            )
        })
        .filter_map(|note| Some((note.attribute("id")?.to_owned(), note)))
        .collect()
}
