//! What stands in a paragraph: runs of text and what is anchored among them.

use std::borrow::Cow;

use document::{Label, Span};
use normalize::Encoding;

use super::body::alternative;
use super::style::{Look, Styles};
use super::symbol;
use super::xml::Element;
use crate::blocks::Paragraph;

/// The content of a paragraph while it is read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Inline<'f> {
    runs: Vec<Run>,
    /// Text boxes, and whether text stands before each.
    boxes: Vec<(&'f Element, bool)>,
    /// Notes whose marks stand in it: kind (0 footnote, 1 endnote) and id.
    pub notes: Vec<(usize, &'f str)>,
    /// Fields that are open; whether their result has begun.
    fields: Vec<bool>,
}

/// Text of one look.
#[derive(Debug, Clone)]
struct Run {
    text: String,
    bold: bool,
    /// Encoding that its font stands for, and whether that shows capitals only.
    legacy: Option<(Encoding, bool)>,
}

/// What is written around runs and prints nothing.
const SILENT: [&str; 12] = [
    "pPr",
    "rPr",
    "del",
    "moveFrom",
    "sdtPr",
    "sdtEndPr",
    "instrText",
    "delText",
    "delInstrText",
    "rt",
    "fldData",
    "smartTagPr",
];

impl<'f> Inline<'f> {
    /// Reads what stands in an element of a paragraph of a style.
    pub(crate) fn read(&mut self, styles: &Styles, style: Option<&str>, element: &'f Element) {
        self.walk(styles, style, element);
        // A field may run over paragraphs, its instruction does not.
        self.fields.clear();
    }

    fn walk(&mut self, styles: &Styles, style: Option<&str>, element: &'f Element) {
        for child in element.elements() {
            match &*child.name {
                name if SILENT.contains(&name) => {}
                "r" => self.run(styles, style, child),
                "AlternateContent" => {
                    if let Some(choice) = alternative(child) {
                        self.walk(styles, style, choice);
                    }
                }
                "txbxContent" => self.boxes.push((child, self.has_text())),
                // Text of formulas stands in runs of its own kind.
                "t" => self.add(child.text().collect(), &Look::default()),
                _ => self.walk(styles, style, child),
            }
        }
    }

    fn run(&mut self, styles: &Styles, style: Option<&str>, run: &'f Element) {
        let properties = run.child("rPr");
        let own = properties.map(Look::of).unwrap_or_default();
        let look = styles.look(style, properties.and_then(|p| p.value("rStyle")), &own);
        for child in run.elements() {
            self.content(styles, style, child, &look);
        }
    }

    fn content(&mut self, styles: &Styles, style: Option<&str>, child: &'f Element, look: &Look) {
        match &*child.name {
            "t" => self.add(child.text().collect(), look),
            "tab" | "ptab" => self.add("\t".to_owned(), look),
            "br" | "cr" => self.add("\n".to_owned(), look),
            // In TCVN3 it is the letter ư; elsewhere it is left out later on.
            "softHyphen" => self.add("\u{ad}".to_owned(), look),
            "noBreakHyphen" => self.add("-".to_owned(), look),
            "sym" => {
                let code = child.attribute("char");
                let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
                // The byte alone is written too.
                let code = code.map(|c| if c < 0x100 { c + 0xf000 } else { c });
                if let Some(c) = code.and_then(char::from_u32) {
                    let font = child.attribute("font");
                    self.add(symbol::printed(c, font).to_string(), look);
                }
            }
            "fldChar" => match child.attribute("fldCharType") {
                Some("begin") => self.fields.push(false),
                Some("separate") => {
                    if let Some(field) = self.fields.last_mut() {
                        *field = true;
                    }
                }
                _ => drop(self.fields.pop()),
            },
            "footnoteReference" => self.notes.extend(child.attribute("id").map(|id| (0, id))),
            "endnoteReference" => self.notes.extend(child.attribute("id").map(|id| (1, id))),
            "AlternateContent" => {
                for inner in alternative(child).into_iter().flat_map(Element::elements) {
                    self.content(styles, style, inner, look);
                }
            }
            name if SILENT.contains(&name) => {}
            _ => self.walk(styles, style, child),
        }
    }

    /// Adds text of one look, unless it is hidden or belongs to the instruction of a field.
    fn add(&mut self, text: String, look: &Look) {
        if look.hidden == Some(true) || self.fields.contains(&false) {
            return;
        }
        let font = look.font.as_deref();
        let legacy = font.and_then(normalize::font_encoding);
        let mut text = text;
        if font.is_some_and(symbol::is_symbolic) {
            text = text.chars().map(|c| symbol::printed(c, font)).collect();
        }
        if look.capitals == Some(true) && legacy.is_none() {
            text = text.to_uppercase();
        }
        let bold = look.bold == Some(true);
        match self.runs.last_mut() {
            Some(last) if last.bold == bold && last.legacy == legacy => last.text.push_str(&text),
            _ => self.runs.push(Run { text, bold, legacy }),
        }
    }

    fn has_text(&self) -> bool {
        self.runs.iter().any(|run| !run.text.trim().is_empty())
    }

    /// The text boxes anchored before any text, and the others.
    pub(crate) fn boxes(&self) -> (Vec<&'f Element>, Vec<&'f Element>) {
        let of = |inside: bool| {
            let boxes = self.boxes.iter().filter(move |(_, after)| *after == inside);
            boxes.map(|(text_box, _)| *text_box).collect()
        };
        (of(false), of(true))
    }

    /// The paragraph, without a label that is counted; `None` when it prints nothing.
    pub(crate) fn finish(&self) -> Option<Paragraph> {
        let mut text = String::new();
        let mut thin = vec![];
        for (run, decoded) in self.runs.iter().zip(letters(&self.runs)) {
            let start = text.len();
            for c in decoded.chars() {
                // Line ends count lines further on: only those of the source make one.
                let odd = matches!(
                    c,
                    '\u{0b}' | '\u{0c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'
                );
                text.push(if odd { ' ' } else { c });
            }
            if !run.bold && text[start..].chars().any(char::is_alphanumeric) {
                thin.push(text.len());
            }
        }
        if text.trim().is_empty() {
            return None;
        }
        let label = Label::read(&text, Span::new(0, text.len())).map_or(0, |(_, body)| body);
        let bold = thin.iter().all(|&end| end <= label)
            && self
                .runs
                .iter()
                .any(|run| run.bold && !run.text.trim().is_empty());
        Some(Paragraph {
            text,
            bold,
            ..Paragraph::default()
        })
    }
}

/// The letters of runs: those under a font of a legacy encoding are decoded if they are legacy
/// letters. Files that were converted keep the name of the font over letters of Unicode.
fn letters(runs: &[Run]) -> Vec<Cow<'_, str>> {
    let decodable = |encoding: Encoding| {
        let own = runs
            .iter()
            .filter(|r| r.legacy.is_some_and(|(e, _)| e == encoding));
        let text: String = own.map(|r| r.text.as_str()).collect();
        is_legacy(&text, encoding)
    };
    let mut known: Vec<(Encoding, bool)> = vec![];
    runs.iter()
        .map(|run| {
            let text = Cow::Borrowed(run.text.as_str());
            let Some((encoding, capitals)) = run.legacy else {
                return text;
            };
            let decodes = match known.iter().find(|(e, _)| *e == encoding) {
                Some((_, decodes)) => *decodes,
                None => {
                    let decodes = decodable(encoding);
                    known.push((encoding, decodes));
                    decodes
                }
            };
            if decodes {
                normalize::decode_as(&run.text, encoding, capitals)
            } else if capitals {
                Cow::Owned(run.text.to_uppercase())
            } else {
                text
            }
        })
        .collect()
}

/// Whether letters make Vietnamese words in a legacy encoding, and no fewer than as they are.
fn is_legacy(text: &str, encoding: Encoding) -> bool {
    // Letters that only Unicode has.
    if text
        .chars()
        .any(|c| matches!(c, 'ơ' | 'Ơ' | 'ư' | 'Ư' | 'ă' | 'Ă' | 'đ' | 'Đ'))
        && text.chars().any(|c| ('\u{1ea0}'..='\u{1ef9}').contains(&c))
    {
        return false;
    }
    let syllables = |text: &str| {
        text.split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_ascii() && normalize::is_syllable(word))
            .count()
    };
    let decoded = normalize::decode_as(text, encoding, false);
    let decoded = normalize::normalize_str(&decoded).text;
    text.is_ascii() || syllables(&decoded) >= syllables(text).max(1)
}
