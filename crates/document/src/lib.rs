//! What was read: one source as normalised text with its blocks, pages and tables.
//!
//! A [`Document`] holds one string, [`Document::text`], and everything else points into it by
//! [`Span`]: a paragraph is one line of that string, a table cell is a stretch between tabs. A
//! paragraph that the source broke over several lines stands there joined, so the text of a
//! [`Span`] is what a person would quote. [`Paragraph::breaks`] remembers where the source broke
//! the line, for the parts of a document (the letterhead, the signature) where lines matter.
//!
//! Nothing here knows what a plan is, nor any file format: readers make documents, `extract`
//! understands them.

mod label;
mod span;

pub use label::{Label, LabelKind, roman_value};
pub use span::Span;

/// One source, read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// The normalised text: a line a paragraph, a line a table row, cells separated by tabs.
    pub text: String,
    /// The blocks in reading order. Their spans are disjoint and ascending.
    pub blocks: Vec<Block>,
    /// Start of each page in [`Document::text`], ascending, the first at 0; empty for a source
    /// without pages.
    pub page_starts: Vec<u32>,
    /// Where stretches of the text stand in the source file, ascending by text offset.
    pub origins: Vec<Origin>,
    /// Where stretches of the text stand among the elements of the source, ascending by text offset; empty for a source
    /// without elements.
    pub elements: Vec<ElementPath>,
    /// Character encoding of the source (`utf-8`, `tcvn3`, …).
    pub encoding: &'static str,
    /// Media type of the source (`text/plain`, …).
    pub media_type: &'static str,
    /// Where the letters came from.
    pub letters: Letters,
    /// Where each word stands on its page, ascending by place in the text; empty for a source
    /// without geometry.
    pub boxes: Vec<WordBox>,
    /// What a reader of the document should know about how it was read.
    pub remarks: Vec<Remark>,
}

/// Where the letters of a document came from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Letters {
    /// A text file.
    #[default]
    Plain,
    /// The text layer of a digital document.
    Digital,
    /// Optical character recognition.
    Recognised,
    /// Some pages digital, some recognised.
    Mixed,
}

/// A word on a page: its stretch of the text and its place, in points (1/72 inch), origin at the
/// top left of the page as it is shown. The words of one line share top and bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WordBox {
    /// The word in [`Document::text`].
    pub span: Span,
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

/// A stretch of [`Document::text`] that begins at a place in the source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// Byte offset in [`Document::text`].
    pub text: u32,
    /// Byte offset in the source file.
    pub source: u32,
}

/// A stretch of [`Document::text`] that begins in an element of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElementPath {
    /// Byte offset in [`Document::text`].
    pub text: u32,
    /// The way to the element, as an XPath of local names: `body/tbl[2]/tr[3]/tc[1]/p[1]`.
    pub path: String,
}

/// A block of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Running text.
    Paragraph(Paragraph),
    /// Rows and columns.
    Table(Table),
}

impl Block {
    /// Where the whole block stands.
    pub fn span(&self) -> Span {
        match self {
            Block::Paragraph(paragraph) => paragraph.span,
            Block::Table(table) => table.span,
        }
    }
}

/// A paragraph, a heading, or a line that stands by itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paragraph {
    /// The whole paragraph, label included.
    pub span: Span,
    /// What it begins with (`I.`, `a)`, `-`), when it begins with a label.
    pub label: Option<Label>,
    /// The paragraph without its label.
    pub body: Span,
    /// Offsets in [`Document::text`] of the blanks (or of the joins without a blank) that stand
    /// for a line break of the source.
    pub breaks: Vec<u32>,
    /// The source prints all of it bold.
    pub bold: bool,
    /// It stands at the foot of a page and explains a word above.
    pub footnote: bool,
}

/// A table whose parts on several pages are already joined.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// From the first cell to the last.
    pub span: Span,
    /// How many of the first rows are header; rows of column numbers `(1) (2) …` included.
    pub header_rows: usize,
    /// The rows, header rows first. Repeated headers of later pages are not among them.
    pub rows: Vec<Row>,
    /// Spans of text that belong to the table but to no row: repeated headers of later pages.
    pub repeats: Vec<Span>,
    /// Where the table goes on over a page break.
    pub seams: Vec<Seam>,
}

/// A page break inside a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seam {
    /// The first row of the later page in [`Table::rows`]; the row that was cut, if one was.
    pub row: usize,
    /// The later page, 1-based.
    pub page: u32,
    /// The page break stands inside the row.
    pub row_cut: bool,
    /// Why both parts are one table and one row, or two rows; stable names, `snake_case`.
    pub evidence: Vec<&'static str>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// From the first cell to the last.
    pub span: Span,
    /// The cells, one a column; a cell that spans columns stands in each of them.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// Its text; empty for an empty cell.
    pub span: Span,
    /// Offsets in [`Document::text`] of the blanks that stand for a line break inside the cell.
    pub breaks: Vec<u32>,
    /// The cell is the continuation of the cell to its left (a column span).
    pub spans_left: bool,
    /// The cell repeats the cell above it (a row span).
    pub spans_up: bool,
}

/// Something odd that a reader met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Stable name of the kind of remark, `snake_case`.
    pub code: &'static str,
    /// What happened, for a person.
    pub message: String,
    /// Where, when it has a place.
    pub span: Option<Span>,
}

impl Document {
    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The words of a span that have a place on a page.
    pub fn words(&self, span: Span) -> &[WordBox] {
        let from = self.boxes.partition_point(|b| b.span.end <= span.start);
        let to = self.boxes.partition_point(|b| b.span.start < span.end);
        self.boxes.get(from..to).unwrap_or(&[])
    }

    /// The way to the element in which an offset stands; `None` for a source without elements.
    pub fn element(&self, offset: u32) -> Option<&str> {
        let behind = self.elements.partition_point(|path| path.text <= offset);
        let path = self.elements.get(behind.checked_sub(1)?)?;
        Some(&path.path)
    }

    /// The page (1-based) on which an offset stands; `None` for a source without pages.
    pub fn page(&self, offset: u32) -> Option<u32> {
        if self.page_starts.is_empty() {
            return None;
        }
        if !self.boxes.is_empty() {
            // Rows that were cut by a page break run back and forth between its pages.
            let at = self.boxes.partition_point(|b| b.span.end <= offset);
            return self.boxes.get(at).or(self.boxes.last()).map(|b| b.page);
        }
        let after = self.page_starts.partition_point(|&start| start <= offset);
        Some(after.max(1) as u32)
    }
}
