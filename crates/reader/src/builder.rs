//! Writes the normalised text of a document, block by block.

use document::{Block, Cell, Document, Label, Origin, Paragraph, Row, Seam, Span, Table, WordBox};

/// A stretch of the text that is read, and how it follows the stretch before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fragment {
    /// Bytes of the text that is read.
    pub span: Span,
    /// How it is joined to the fragment before it.
    pub join: Join,
    /// A page begins with it.
    pub page_break: bool,
}

/// How two fragments are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Join {
    /// A line break of the source, which becomes one blank.
    Line,
    /// A page break inside a table cell or a line that was full, which becomes one blank and is no
    /// line break.
    Space,
    /// A line break inside a document number, which becomes nothing.
    Tight,
}

/// Builds a [`Document`] out of fragments of a text.
pub(crate) struct Builder<'t> {
    input: &'t str,
    document: Document,
    last_page: u32,
    /// Places of the words of the input, ascending.
    places: &'t [WordBox],
}

impl<'t> Builder<'t> {
    pub(crate) fn new(input: &'t str) -> Builder<'t> {
        let text = String::with_capacity(input.len());
        Builder {
            input,
            document: Document {
                text,
                ..Document::default()
            },
            last_page: 0,
            places: &[],
        }
    }

    /// A builder for a text whose words have places; their spans are those of the input.
    pub(crate) fn with_places(input: &'t str, places: &'t [WordBox]) -> Builder<'t> {
        Builder {
            places,
            ..Builder::new(input)
        }
    }

    /// Says that the source has pages; the first begins here.
    pub(crate) fn first_page(&mut self) {
        self.document.page_starts.push(0);
    }

    /// Adds a paragraph; one without any letter or mark is left out.
    pub(crate) fn paragraph(&mut self, fragments: &[Fragment], labelled: bool, bold: bool) {
        let mut breaks = vec![];
        let span = self.copy(fragments, &mut breaks);
        if span.is_empty() {
            return;
        }
        let read = if labelled {
            Label::read(&self.document.text, span)
        } else {
            None
        };
        let (label, body) = match read {
            Some((label, at)) => {
                let at = at.min(span.end as usize);
                (Some(label), Span::new(at, span.end as usize))
            }
            None => (None, span),
        };
        self.document.blocks.push(Block::Paragraph(Paragraph {
            span,
            label,
            body,
            breaks,
            bold,
            footnote: false,
        }));
        self.document.text.push('\n');
    }

    /// Adds a footnote.
    pub(crate) fn footnote(&mut self, fragments: &[Fragment]) {
        let before = self.document.blocks.len();
        self.paragraph(fragments, false, false);
        if let Some(Block::Paragraph(paragraph)) = self.document.blocks.get_mut(before) {
            paragraph.footnote = true;
        }
    }

    /// Adds a table. A cell is a list of fragments; `header_rows` of `rows` are header.
    pub(crate) fn table(
        &mut self,
        rows: &[DraftRow],
        header_rows: usize,
        repeats: &[DraftRow],
        seams: Vec<Seam>,
    ) {
        let start = self.document.text.len();
        let mut table = Table {
            header_rows,
            seams,
            ..Table::default()
        };
        for row in rows {
            let row = self.row(row);
            table.rows.push(row);
        }
        let end = table.rows.last().map_or(start, |row| row.span.end as usize);
        table.span = Span::new(start, end);
        for repeat in repeats {
            let row = self.row(repeat);
            table.repeats.push(row.span);
        }
        if !table.rows.is_empty() {
            self.document.blocks.push(Block::Table(table));
        }
    }

    fn row(&mut self, draft: &DraftRow) -> Row {
        let start = self.document.text.len();
        let mut row = Row::default();
        for (i, cell) in draft.cells.iter().enumerate() {
            if i > 0 {
                self.document.text.push('\t');
            }
            let mut breaks = vec![];
            let span = self.copy(&cell.fragments, &mut breaks);
            row.cells.push(Cell {
                span,
                breaks,
                spans_left: cell.spans_left,
                spans_up: cell.spans_up,
            });
        }
        row.span = Span::new(start, self.document.text.len());
        self.document.text.push('\n');
        row
    }

    /// Copies fragments, white space as single blanks; the span of what was written.
    fn copy(&mut self, fragments: &[Fragment], breaks: &mut Vec<u32>) -> Span {
        let out = &mut self.document.text;
        let start = out.len();
        for fragment in fragments {
            let slice = &self.input[fragment.span.range()];
            let base = fragment.span.start;
            let mut fresh = true;
            for word in slice.split_whitespace() {
                if out.len() > start {
                    let at = out.len() as u32;
                    match (fresh, fragment.join) {
                        (true, Join::Line) => {
                            breaks.push(at);
                            out.push(' ');
                        }
                        (true, Join::Tight) => breaks.push(at),
                        (true, Join::Space) | (false, _) => out.push(' '),
                    }
                }
                if fresh && fragment.page_break && out.len() as u32 > self.last_page {
                    self.last_page = out.len() as u32;
                    self.document.page_starts.push(self.last_page);
                }
                let offset = (word.as_ptr() as usize - slice.as_ptr() as usize) as u32;
                let origin = Origin {
                    text: out.len() as u32,
                    source: base + offset,
                };
                push_origin(&mut self.document.origins, origin);
                let from = out.len();
                out.push_str(word);
                let source = Span::new(
                    (base + offset) as usize,
                    (base + offset) as usize + word.len(),
                );
                place(self.places, source, from, &mut self.document.boxes);
                fresh = false;
            }
        }
        Span::new(start, out.len())
    }

    /// The document; offsets of its origins are those of the text that was read.
    pub(crate) fn finish(self) -> Document {
        self.document
    }
}

/// Notes where a word of the input stands on its page, for the word that begins at `at` in the
/// output. A word that the input has in pieces has a box for each.
fn place(places: &[WordBox], source: Span, at: usize, boxes: &mut Vec<WordBox>) {
    let from = places.partition_point(|p| p.span.end <= source.start);
    for place in &places[from..] {
        if place.span.start >= source.end {
            break;
        }
        let start = place.span.start.max(source.start) - source.start;
        let end = place.span.end.min(source.end) - source.start;
        boxes.push(WordBox {
            span: Span::new(at + start as usize, at + end as usize),
            ..*place
        });
    }
}

/// Keeps an origin only where text and source stop running side by side.
fn push_origin(origins: &mut Vec<Origin>, origin: Origin) {
    let aligned = origins.last().is_some_and(|last| {
        origin.source.checked_sub(last.source) == Some(origin.text - last.text)
    });
    if !aligned {
        origins.push(origin);
    }
}

/// A row that will be written.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct DraftRow {
    /// Its cells, from left to right.
    pub cells: Vec<DraftCell>,
}

/// A cell that will be written.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct DraftCell {
    /// Its text.
    pub fragments: Vec<Fragment>,
    /// It continues the cell to its left.
    pub spans_left: bool,
    /// It repeats the cell above it.
    pub spans_up: bool,
}

impl DraftCell {
    /// Whether nothing but white space stands in it.
    pub(crate) fn is_empty(&self, input: &str) -> bool {
        self.fragments
            .iter()
            .all(|f| input[f.span.range()].trim().is_empty())
    }

    /// Its text, for decisions.
    pub(crate) fn text(&self, input: &str) -> String {
        let words = self
            .fragments
            .iter()
            .flat_map(|f| input[f.span.range()].split_whitespace());
        words.collect::<Vec<_>>().join(" ")
    }
}
