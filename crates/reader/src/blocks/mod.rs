//! What formats with markup have in common: blocks of text become a document.
//!
//! Such a format says itself where a paragraph ends and what is a table. What it does not say is
//! told here: which tables only set text side by side ([`side`]), which rows are header, and what
//! of the letters is to be normalised.

mod side;
pub(crate) mod table;

use document::{Document, ElementPath, Label, Origin, Remark, Span};
use normalize::Normalized;

use crate::ReadError;
use crate::builder::{Builder, DraftCell, DraftRow, Fragment, Join};
use crate::table::{alphanumeric, begins_anew, header_rows, same_header};
use crate::text::line::ends_sentence;
use crate::text::paragraph::join;
use table::Table;

/// A block.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Paragraph {
    /// What it prints, its label included; `\n` for a line break inside it.
    pub text: String,
    /// All of it is bold, its label aside.
    pub bold: bool,
    /// It is a footnote.
    pub note: bool,
    /// The way to it in the source; empty where the source has none.
    pub path: String,
}

/// Most rows of a header that a source marks as such.
const HEADER: usize = 6;

/// Writes blocks as a document.
///
/// # Errors
///
/// When no letter stands in them, or too many.
pub(crate) fn write(blocks: Vec<Block>) -> Result<Document, ReadError> {
    let blocks = joined(side::flatten(blocks));
    let mut ink = Ink::default();
    let laid: Vec<Laid> = blocks.iter().map(|block| ink.lay(block)).collect();
    if ink.text.len() > crate::MAX_BYTES {
        return Err(ReadError::TooLong);
    }
    if ink.text.trim().is_empty() {
        return Err(ReadError::NoLetters);
    }
    let inked = ink.finish();
    let mut builder = Builder::new(&inked.text);
    for laid in laid {
        match laid {
            Laid::Paragraph { lines, bold, note } => {
                write_paragraph(&inked, &lines, bold, note, &mut builder);
            }
            Laid::Table { rows, header } => write_table(&inked, rows, header, &mut builder),
        }
    }
    let mut document = builder.finish();
    // Offsets in what was unpacked lead nowhere.
    let origins = std::mem::take(&mut document.origins);
    document.elements = inked.elements(&origins);
    document.encoding = inked.encoding.as_str();
    document.remarks = inked.remarks;
    Ok(document)
}

/// Tables that follow each other are one where the columns are the same: an editor shows them as
/// one.
fn joined(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = vec![];
    for block in blocks {
        if let (Some(Block::Table(above)), Block::Table(below)) = (out.last_mut(), &block)
            && above.columns == below.columns
            && above.columns > 2
            && above.drawn == below.drawn
            && (below.repeats(above) || !below.has_header())
        {
            above.rows.extend(below.rows.iter().cloned());
            continue;
        }
        out.push(block);
    }
    out
}

/// Numbers of lines of the text.
type Lines = std::ops::Range<usize>;

/// A block whose lines stand in the text.
enum Laid {
    Paragraph {
        lines: Lines,
        bold: bool,
        note: bool,
    },
    Table {
        rows: Vec<Vec<LaidCell>>,
        /// Rows that the source marks as header.
        header: usize,
    },
}

#[derive(Debug, Clone)]
struct LaidCell {
    lines: Lines,
    spans_left: bool,
    spans_up: bool,
}

/// The text before it is normalised.
#[derive(Default)]
struct Ink {
    text: String,
    lines: usize,
    /// The ways to paragraphs, with the numbers of their first lines.
    paths: Vec<(usize, String)>,
}

impl Ink {
    fn lines(&mut self, text: &str, path: &str) -> Lines {
        let start = self.lines;
        if !path.is_empty() {
            self.paths.push((start, path.to_owned()));
        }
        for line in text.split('\n') {
            self.text.push_str(line);
            self.text.push('\n');
            self.lines += 1;
        }
        start..self.lines
    }

    fn lay(&mut self, block: &Block) -> Laid {
        match block {
            Block::Paragraph(paragraph) => Laid::Paragraph {
                lines: self.lines(&paragraph.text, &paragraph.path),
                bold: paragraph.bold,
                note: paragraph.note,
            },
            Block::Table(table) => {
                let marked = table.rows.iter().take_while(|row| row.header).count();
                let filled = table
                    .rows
                    .iter()
                    .filter(|row| row.header || !row.is_empty());
                let rows: Vec<Vec<LaidCell>> = filled.map(|row| self.row(row, table)).collect();
                let header = if marked <= HEADER && marked < rows.len() {
                    marked
                } else {
                    0
                };
                Laid::Table { rows, header }
            }
        }
    }

    fn row(&mut self, row: &table::Row, table: &Table) -> Vec<LaidCell> {
        let empty = LaidCell {
            lines: 0..0,
            spans_left: false,
            spans_up: false,
        };
        let mut out = vec![empty; table.columns];
        for cell in &row.cells {
            let mut lines = self.lines..self.lines;
            for paragraph in cell.paragraphs() {
                lines.end = self.lines(&paragraph.text, &paragraph.path).end;
            }
            for column in cell.column..cell.column + cell.width {
                let Some(place) = out.get_mut(column) else {
                    continue;
                };
                let first = column == cell.column;
                if first {
                    place.lines = lines.clone();
                }
                place.spans_left = !first;
                place.spans_up = cell.lower;
            }
        }
        out
    }

    fn finish(self) -> Inked {
        let Normalized {
            text,
            encoding,
            map,
            notes,
        } = normalize::normalize_str(&self.text);
        let starts: Vec<usize> = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|i| i + 1))
            .collect();
        let mut lines = vec![Span::default(); starts.len()];
        let same = text == self.text;
        let mut from = 0;
        for line in text.split('\n') {
            let start = from;
            from += line.len() + 1;
            if line.is_empty() {
                continue;
            }
            let at = if same { start } else { map.source(start) };
            let number = starts.partition_point(|&s| s <= at).saturating_sub(1);
            let span = Span::new(start, start + line.len());
            if let Some(line) = lines.get_mut(number) {
                *line = if line.is_empty() { span } else { line.to(span) };
            }
        }
        let remarks = notes.iter().map(|note| Remark {
            code: "text_repaired",
            message: note.to_string(),
            span: None,
        });
        Inked {
            remarks: remarks.collect(),
            text,
            encoding,
            lines,
            paths: self.paths,
        }
    }
}

/// The text, normalised.
struct Inked {
    text: String,
    encoding: normalize::Encoding,
    /// For each line of the text before, its place.
    lines: Vec<Span>,
    /// The ways to paragraphs, with the numbers of their first lines.
    paths: Vec<(usize, String)>,
    remarks: Vec<Remark>,
}

impl Inked {
    fn spans(&self, lines: &Lines) -> impl Iterator<Item = Span> {
        let spans = self.lines.get(lines.clone()).unwrap_or(&[]);
        let trimmed = spans.iter().map(|span| span.trim(&self.text));
        trimmed.filter(|span| !span.is_empty())
    }

    /// Where the ways lead in the text of the document, by what stands where.
    fn elements(&self, origins: &[Origin]) -> Vec<ElementPath> {
        let mut origins: Vec<&Origin> = origins.iter().collect();
        origins.sort_by_key(|origin| origin.source);
        let place = |line: usize| {
            let line = self.lines.get(line)?.trim(&self.text);
            let behind = origins.partition_point(|origin| origin.source <= line.start);
            let origin = origins.get(behind.checked_sub(1)?)?;
            (!line.is_empty()).then(|| origin.text + (line.start - origin.source))
        };
        let paths = self.paths.iter().filter_map(|(line, path)| {
            let (text, path) = (place(*line)?, path.clone());
            Some(ElementPath { text, path })
        });
        let mut paths: Vec<ElementPath> = paths.collect();
        paths.sort_by_key(|path| path.text);
        paths
    }

    fn text(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// Lines as parts of one paragraph or cell.
    fn fragments(&self, spans: impl Iterator<Item = Span>) -> Vec<Fragment> {
        let mut before = "";
        spans
            .map(|span| {
                let text = self.text(span);
                let join = if before.is_empty() {
                    Join::Line
                } else {
                    join(before, text)
                };
                before = text;
                Fragment {
                    span,
                    join,
                    page_break: false,
                }
            })
            .collect()
    }
}

/// Writes a paragraph; one whose lines are items of a list is as many.
fn write_paragraph(
    inked: &Inked,
    lines: &Lines,
    bold: bool,
    note: bool,
    builder: &mut Builder<'_>,
) {
    let mut spans: Vec<Span> = inked.spans(lines).collect();
    spans.retain(|span| !is_rule(inked.text(*span)));
    if note {
        builder.footnote(&inked.fragments(spans.into_iter()));
        return;
    }
    let mut rest = spans.as_slice();
    while !rest.is_empty() {
        let goes_on = rest
            .windows(2)
            .take_while(|pair| !begins(inked, pair[0], pair[1]))
            .count();
        let (now, later) = rest.split_at(goes_on + 1);
        builder.paragraph(&inked.fragments(now.iter().copied()), true, bold);
        rest = later;
    }
}

/// Whether a line is a rule typed out of strokes, as under the name of an issuer.
fn is_rule(line: &str) -> bool {
    let strokes = line.chars().filter(|c| !c.is_whitespace());
    strokes.clone().count() >= 3 && strokes.into_iter().all(|c| "-_–—─=*".contains(c))
}

/// Whether a line behind a line break is a paragraph of its own: it has a label, and the line
/// before it has one too or is finished.
fn begins(inked: &Inked, before: Span, line: Span) -> bool {
    let above = inked.text(before);
    Label::read(&inked.text, line).is_some()
        && (Label::read(&inked.text, before).is_some()
            || ends_sentence(above)
            || above.ends_with([':', ';']))
}

/// Writes a table: which rows are header is what the source marks, or what they look like.
fn write_table(inked: &Inked, rows: Vec<Vec<LaidCell>>, marked: usize, builder: &mut Builder<'_>) {
    let input = inked.text.as_str();
    let rows: Vec<DraftRow> = rows
        .into_iter()
        .map(|row| DraftRow {
            cells: row
                .into_iter()
                .map(|cell| DraftCell {
                    fragments: inked.fragments(inked.spans(&cell.lines)),
                    spans_left: cell.spans_left,
                    spans_up: cell.spans_up,
                })
                .collect(),
        })
        .collect();
    let all: Vec<&DraftRow> = rows.iter().collect();
    let header = header_rows(input, &all).max(marked).min(rows.len());
    let keys = |row: &DraftRow| -> Vec<String> {
        let cells = row.cells.iter();
        cells.map(|cell| alphanumeric(&cell.text(input))).collect()
    };
    let headers: Vec<Vec<String>> = rows.iter().take(header).map(keys).collect();
    let mut repeats = vec![];
    let mut kept = vec![];
    for (at, row) in rows.into_iter().enumerate() {
        let key = keys(&row);
        let again = at >= header && headers.iter().any(|h| same_header(h, &key));
        if again {
            repeats.push(row);
        } else {
            kept.push(row);
        }
    }
    builder.table(&kept, header, &repeats, vec![]);
}

/// Whether rows of texts begin with the header of the column of numbers.
fn numbered(texts: &[String]) -> bool {
    let input = texts.first().cloned().unwrap_or_default();
    let fragment = Fragment {
        span: Span::new(0, input.len()),
        join: Join::Line,
        page_break: false,
    };
    let cell = DraftCell {
        fragments: vec![fragment],
        ..DraftCell::default()
    };
    begins_anew(&input, &DraftRow { cells: vec![cell] })
}
