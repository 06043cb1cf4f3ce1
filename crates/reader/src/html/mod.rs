//! HTML: the elements of a page become paragraphs and tables.
//!
//! What a browser shows is read; [`charset`] finds the encoding, [`table`] the grid of a table.

mod charset;
mod table;

use document::{Document, Label, Letters, Span};
use scraper::node::Element;
use scraper::{Html, Node};

use crate::blocks::{self, Block, Paragraph};
use crate::{Format, ReadError};

/// How deeply elements are followed; the text of what stands deeper is kept in one piece.
const DEPTH: usize = 150;

/// Elements that show no text of the document.
const SILENT: [&str; 17] = [
    "head", "script", "style", "noscript", "template", "nav", "svg", "button", "select",
    "textarea", "iframe", "object", "audio", "video", "canvas", "map", "dialog",
];

/// Elements within a line. All others begin and end a paragraph.
const INLINE: [&str; 39] = [
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "mark",
    "nobr",
    "o:p",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "st1:place",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
    "st1:country-region",
];

/// Reads a web page.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let text = charset::decode(bytes);
    let page = Html::parse_document(&text);
    let mut walker = Walker::default();
    walker.children(page.tree.root(), Look::default(), 0);
    walker.end();
    let mut document = blocks::write(walker.out)?;
    document.media_type = Format::Html.media_type().unwrap_or_default();
    document.letters = Letters::Digital;
    Ok(document)
}

/// A node of the tree.
type Tree<'t> = ego_tree::NodeRef<'t, Node>;

/// What text looks like.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    bold: bool,
    capitals: bool,
    /// Line ends of the source are line ends.
    preformatted: bool,
}

/// Collects blocks.
#[derive(Default)]
struct Walker {
    out: Vec<Block>,
    text: String,
    /// The text has letters that are bold, and some that are not.
    weights: [bool; 2],
    /// The marker of the item of a list that begins here.
    marker: Option<String>,
}

impl Walker {
    fn children(&mut self, parent: Tree<'_>, look: Look, depth: usize) {
        for child in parent.children() {
            self.node(child, look, depth);
        }
    }

    fn node(&mut self, node: Tree<'_>, look: Look, depth: usize) {
        match node.value() {
            Node::Text(text) => self.text(text, look),
            Node::Element(element) => self.element(node, element, look, depth),
            _ => self.children_flat(node, look, depth),
        }
    }

    fn children_flat(&mut self, node: Tree<'_>, look: Look, depth: usize) {
        if depth < DEPTH {
            self.children(node, look, depth + 1);
        }
    }

    fn element(&mut self, node: Tree<'_>, element: &Element, look: Look, depth: usize) {
        let name = element.name();
        if SILENT.contains(&name) || is_hidden(element) {
            return;
        }
        if depth >= DEPTH {
            for inner in node.descendants() {
                if let Node::Text(text) = inner.value() {
                    self.text(text, look);
                }
            }
            return;
        }
        let look = looks(element, look);
        match name {
            "br" => self.line_break(),
            "hr" => self.end(),
            "table" => {
                self.end();
                if let Some(table) = table::read(node, element, look.bold, depth) {
                    self.out.push(Block::Table(table));
                }
            }
            "ol" | "ul" | "menu" => self.list(node, element, look, depth),
            "dd" | "dt" | "p" => {
                self.end();
                self.children(node, look, depth + 1);
                self.end();
            }
            _ if INLINE.contains(&name) => self.children(node, look, depth + 1),
            _ => {
                self.end();
                self.children(node, look, depth + 1);
                self.end();
            }
        }
    }

    fn list(&mut self, node: Tree<'_>, list: &Element, look: Look, depth: usize) {
        self.end();
        let number = |name| list.attr(name).and_then(|n| n.trim().parse::<i64>().ok());
        let mut count = number("start").unwrap_or(1);
        let style = style(list, "list-style").or_else(|| style(list, "list-style-type"));
        for child in node.children() {
            let Node::Element(item) = child.value() else {
                self.node(child, look, depth + 1);
                continue;
            };
            if item.name() != "li" {
                self.node(child, look, depth + 1);
                continue;
            }
            if let Some(value) = item.attr("value").and_then(|v| v.trim().parse().ok()) {
                count = value;
            }
            self.end();
            self.marker = marker(list, style.as_deref(), count);
            count = count.saturating_add(1);
            self.element(child, item, look, depth + 1);
            self.end();
            self.marker = None;
        }
    }

    fn text(&mut self, text: &str, look: Look) {
        let shown;
        let text = if look.capitals {
            shown = text.to_uppercase();
            &shown
        } else {
            text
        };
        for c in text.chars() {
            if look.preformatted && c == '\n' {
                self.text.push('\n');
            } else if c.is_whitespace() && c != '\u{a0}' {
                if !self.text.ends_with([' ', '\n']) {
                    self.text.push(' ');
                }
            } else {
                self.text.push(c);
            }
        }
        if text.chars().any(char::is_alphanumeric) {
            self.weights[usize::from(!look.bold)] = true;
        }
    }

    /// Two line breaks end a paragraph.
    fn line_break(&mut self) {
        if self.text.trim_end_matches(' ').ends_with('\n') {
            self.end();
        } else {
            self.text.push('\n');
        }
    }

    /// Ends the paragraph.
    fn end(&mut self) {
        let text = std::mem::take(&mut self.text);
        let weights = std::mem::take(&mut self.weights);
        let shown = text.trim();
        if shown.is_empty() {
            return;
        }
        let own = Label::read(shown, Span::new(0, shown.len())).is_some();
        let text = match self.marker.take() {
            Some(marker) if !own => format!("{marker} {shown}"),
            _ => shown.to_owned(),
        };
        self.out.push(Block::Paragraph(Paragraph {
            text,
            bold: weights == [true, false],
            ..Paragraph::default()
        }));
    }
}

/// The marker that a browser prints before an item.
fn marker(list: &Element, style: Option<&str>, count: i64) -> Option<String> {
    let kind = style.or(list.attr("type"));
    let ordered = list.name() == "ol";
    let has = |word: &str| kind.is_some_and(|kind| kind.contains(word));
    if has("none") {
        return None;
    }
    if !ordered {
        return Some("•".to_owned());
    }
    let format = match kind {
        Some("a") => "lowerLetter",
        Some("A") => "upperLetter",
        Some("i") => "lowerRoman",
        Some("I") => "upperRoman",
        _ if has("lower-alpha") || has("lower-latin") => "lowerLetter",
        _ if has("upper-alpha") || has("upper-latin") => "upperLetter",
        _ if has("lower-roman") => "lowerRoman",
        _ if has("upper-roman") => "upperRoman",
        _ => "decimal",
    };
    Some(format!("{}.", crate::docx::count_as(format, count)))
}

/// The value of a property in the element's own style.
fn style(element: &Element, property: &str) -> Option<String> {
    let declarations = element.attr("style")?.split(';');
    declarations
        .filter_map(|declaration| declaration.split_once(':'))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case(property))
        .map(|(_, value)| value.trim().to_lowercase())
}

fn is_hidden(element: &Element) -> bool {
    element.attr("hidden").is_some()
        || style(element, "display").is_some_and(|v| v == "none")
        || style(element, "visibility").is_some_and(|v| v == "hidden")
        || style(element, "mso-hide").is_some_and(|v| v == "all")
}

fn looks(element: &Element, around: Look) -> Look {
    let mut look = around;
    match element.name() {
        "b" | "strong" | "th" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => look.bold = true,
        "pre" => look.preformatted = true,
        _ => {}
    }
    if let Some(weight) = style(element, "font-weight") {
        let number = weight.parse::<u32>().ok();
        look.bold = weight.starts_with("bold") || number.is_some_and(|n| n >= 600);
    }
    if let Some(transform) = style(element, "text-transform") {
        look.capitals = transform == "uppercase";
    }
    look
}

/// The blocks in a cell.
fn cell(node: Tree<'_>, bold: bool, depth: usize) -> Vec<Block> {
    let mut walker = Walker::default();
    let look = Look {
        bold,
        ..Look::default()
    };
    walker.children_flat(node, look, depth);
    walker.end();
    walker.out
}

#[cfg(test)]
mod tests;
