//! PDF: what a page draws becomes lines, tables and paragraphs.
//!
//! The steps, each in a module of its own:
//!
//! 1. [`interpret`] collects the glyphs and ruling lines of a page ([`page`]), [`font`] knows some
//!    letters that the file does not tell; [`second`] does the same with another library, for files
//!    that the first cannot read, and as its [`witness`]; [`structure`] says why a file cannot be
//!    drawn;
//!    [`glyph_order`] gives letters to glyphs whose fonts do not tell them, [`legacy`] decodes fonts
//!    from before Unicode;
//! 2. [`quality`] says whether a page can be read, [`stamp`] takes out what a signature prints;
//! 3. [`row`] makes words and rows of the glyphs, [`grid`] tables of the lines, [`unruled`] finds
//!    tables without them, [`columns`] text that stands side by side; [`layout`] puts all of it into
//!    reading order;
//! 4. [`sink`] gathers the characters, which are normalised as one text, with the place of each
//!    word;
//! 5. [`furniture`] takes out page numbers and running headers, [`paragraph`] joins lines, [`table`]
//!    joins the parts of tables over pages.

mod columns;
mod font;
pub(crate) mod furniture;
mod glyph_order;
pub(crate) mod grid;
pub(crate) mod interpret;
mod layout;
mod legacy;
pub(crate) mod page;
mod paragraph;
mod quality;
mod recognition;
mod row;
mod second;
mod sink;
mod stamp;
mod structure;
mod table;
mod unruled;
mod witness;

use document::{Document, Label, Remark};
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use normalize::DecodedRuns;

use crate::builder::Builder;
use crate::{Options, ReadError};
use font::Fonts;
use interpret::Interpreter;
use layout::{Item, Layout, Layouter, Part};
use page::Page;
use paragraph::{Judged, Margins, style};
use quality::Quality;
use recognition::Recognition;
use sink::{Inked, Line};
use witness::Witness;

/// Media type of PDF.
const MEDIA_TYPE: &str = "application/pdf";

/// Reads a PDF.
pub(crate) fn read(bytes: &[u8], options: Options<'_>) -> Result<Document, ReadError> {
    let mut remarks = vec![];
    let mut layouter = Layouter::default();
    let mut layouts: Vec<Layout> = vec![];
    let mut qualities: Vec<Quality> = vec![];
    let mut witness = options.cross_check.then(|| Witness::new(bytes));
    let mut recognition = Recognition::new(&options);
    let mut pages: Vec<(Page, bool)> = vec![];
    let mut add = |page: Page| {
        let number = pages.len() as u32 + 1;
        let (mut page, recognised) = recognition.take(number, page);
        for printed in stamp::take(&mut page) {
            remarks.push(Remark {
                code: "stamp",
                message: format!("page {number}: the print of a signature left out: {printed}"),
                span: None,
            });
        }
        if let Some(witness) = &mut witness
            && !recognised
        {
            remarks.extend(witness.disagreement(number, &page));
        }
        pages.push((page, recognised));
    };
    let mut fonts = Fonts::default();
    let mut drawn = true;
    match Pdf::new(bytes.to_vec()) {
        Ok(pdf) => {
            let mut interpreter = Interpreter::new();
            pdf.pages()
                .iter()
                .for_each(|source| add(interpreter.page(source)));
            fonts = interpreter.fonts;
        }
        Err(LoadPdfError::Decryption(_)) => return Err(ReadError::Encrypted),
        Err(LoadPdfError::Invalid) => {
            let pages = second::pages(bytes).ok_or_else(|| structure::reason(bytes))?;
            pages.into_iter().for_each(&mut add);
            drawn = false;
            remarks.push(Remark {
                code: "text_repaired",
                message: "the file is damaged; a second reader could read it".to_owned(),
                span: None,
            });
        }
    }
    if pages.is_empty() {
        return Err(ReadError::NoPages);
    }
    let (mut pages, recognised): (Vec<Page>, Vec<bool>) = pages.into_iter().unzip();
    if pages
        .iter()
        .any(|page| Quality::of(page) == Quality::Unknown)
        && let Some(given) = glyph_order::recover(&mut pages, &fonts)
    {
        remarks.push(Remark {
            code: "text_repaired",
            message: format!(
                "{given} letters that the fonts do not tell, read from the order of their glyphs"
            ),
            span: None,
        });
    }
    let legacy = legacy::decode(&mut pages, &fonts);
    for ((mut page, recognised), number) in pages.into_iter().zip(recognised).zip(1..) {
        let quality = if recognised {
            Quality::Good
        } else {
            recognition.judge(number, Quality::of(&page))
        };
        if let Some(trouble) = quality.trouble() {
            remarks.push(Remark {
                code: "text_damaged",
                message: format!("page {number}: {trouble}"),
                span: None,
            });
        }
        if quality == Quality::Misread {
            page.glyphs.clear();
        }
        qualities.push(quality);
        layouts.push(layouter.page(number, page));
    }
    if !drawn {
        // What cannot be drawn cannot be recognised.
        recognition.wanted.clear();
    }
    let pages = layouts.len();
    recognition.complete(pages)?;
    unreadable(&qualities)?;
    let inked = layouter.sink.finish();
    for layout in &mut layouts {
        settle(&inked, layout);
    }
    if inked.text.trim().is_empty() {
        return Err(ReadError::NoText);
    }
    let taken = furniture::take(&inked.text, &mut layouts);
    if !taken.is_empty() {
        remarks.push(Remark {
            code: "page_furniture",
            message: format!("{} page numbers or running headers left out", taken.len()),
            span: None,
        });
    }
    join_columns(&mut layouts);
    let mut document = write(&inked, layouts, &mut remarks);
    document.media_type = MEDIA_TYPE;
    document.letters = recognition.letters();
    document.encoding = inked.encoding.as_str();
    if let Some(legacy) = &legacy {
        remarks.extend(told(legacy));
        if let Some(encoding) = legacy.encoding {
            document.encoding = encoding.as_str();
        }
    }
    document.page_starts = page_starts(&document, pages);
    remarks.extend(recognition.remarks(&document));
    for note in &inked.notes {
        remarks.push(Remark {
            code: "text_repaired",
            message: note.to_string(),
            span: None,
        });
    }
    document.remarks = remarks;
    Ok(document)
}

/// What a reader should know about the decoding of legacy fonts.
fn told(legacy: &DecodedRuns) -> Vec<Remark> {
    let mut out: Vec<String> = legacy
        .others
        .iter()
        .map(|(encoding, lines)| format!("{lines} lines decoded from {encoding}"))
        .collect();
    if legacy.horns > 0 {
        out.push(format!("{} words without their ư repaired", legacy.horns));
    }
    let code = "text_repaired";
    let mut out: Vec<Remark> = out
        .into_iter()
        .map(|message| Remark {
            code,
            message,
            span: None,
        })
        .collect();
    if legacy.undecided > 0 {
        let message = format!(
            "{} characters of legacy fonts left as they are",
            legacy.undecided
        );
        out.push(Remark {
            code: "text_damaged",
            message,
            span: None,
        });
    }
    out
}

/// A file most of whose pages cannot be read is not read: what is left would pass for the whole.
fn unreadable(qualities: &[Quality]) -> Result<(), ReadError> {
    let pages = qualities.len();
    let count = |wanted: &[Quality]| qualities.iter().filter(|q| wanted.contains(q)).count();
    let images = count(&[Quality::Image, Quality::Misread, Quality::Outlines]);
    if images * 2 > pages {
        return Err(ReadError::Scan { images, pages });
    }
    let unknown = count(&[Quality::Unknown]);
    if unknown * 2 > pages {
        return Err(ReadError::UnknownLetters { unknown, pages });
    }
    Ok(())
}

/// Columns that a page break cut are read on: the left one of both pages, then the right one.
fn join_columns(layouts: &mut [Layout]) {
    let columns = |item: Option<&Item>| match item {
        Some(Item::Line(_, Part::Column(number))) => Some(*number),
        _ => None,
    };
    for i in 1..layouts.len() {
        let (before, after) = layouts.split_at_mut(i);
        let (Some(above), Some(below)) = (before.last_mut(), after.first_mut()) else {
            continue;
        };
        let (Some(right), Some(left)) = (columns(above.items.last()), columns(below.items.first()))
        else {
            continue;
        };
        // The left column of a zone has an odd number, the right one the next.
        if right % 2 == 1 || left.is_multiple_of(2) {
            continue;
        }
        let rank = |item: &Item| match item {
            Item::Line(_, Part::Column(n)) if *n == right - 1 || *n == left => Some(0),
            Item::Line(_, Part::Column(n)) if *n == right || *n == left + 1 => Some(1),
            _ => None,
        };
        let start = above.items.iter().rposition(|item| rank(item).is_none());
        let mut zone = above.items.split_off(start.map_or(0, |at| at + 1));
        let end = below.items.iter().position(|item| rank(item).is_none());
        zone.extend(below.items.drain(..end.unwrap_or(below.items.len())));
        for item in &mut zone {
            if let (Some(rank), Item::Line(_, part)) = (rank(item), item) {
                *part = Part::Column(right - 1 + rank);
            }
        }
        zone.sort_by_key(|item| match item {
            Item::Line(_, Part::Column(n)) => *n,
            _ => 0,
        });
        above.items.append(&mut zone);
    }
}

/// Moves the spans of all lines of a page to the normalised text.
fn settle(inked: &Inked, layout: &mut Layout) {
    let lines = layout.items.iter_mut().flat_map(|item| match item {
        Item::Line(line, _) => vec![line],
        Item::Table(piece) => piece
            .rows
            .iter_mut()
            .flat_map(|r| &mut r.cells)
            .flat_map(|c| &mut c.lines)
            .collect(),
    });
    lines.for_each(|line| inked.settle(line));
}

/// Where each page begins in the text: at its first word, in the order of the text.
fn page_starts(document: &Document, pages: usize) -> Vec<u32> {
    let mut starts = vec![u32::MAX; pages];
    for word in &document.boxes {
        if let Some(start) = starts.get_mut(word.page as usize - 1) {
            *start = (*start).min(word.span.start);
        }
    }
    let mut next = document.text.len() as u32;
    for start in starts.iter_mut().rev() {
        *start = (*start).min(next);
        next = *start;
    }
    if let Some(first) = starts.first_mut() {
        *first = 0;
    }
    starts
}

/// Writes the blocks.
fn write(inked: &Inked, layouts: Vec<Layout>, remarks: &mut Vec<Remark>) -> Document {
    let input = inked.text.as_str();
    let judged = judge(input, &layouts);
    let style = style(input, &judged);
    let mut judged = judged.into_iter();
    let mut writer = Writer {
        input,
        builder: Builder::with_places(input, &inked.places),
        paragraph: paragraph::Open::default(),
        table: None,
        notes: vec![],
        joined: 0,
    };
    for layout in layouts {
        for item in layout.items {
            match item {
                Item::Line(..) => {
                    let Some(line) = judged.next() else { continue };
                    if line.part == Part::Note {
                        writer.note(line, &style);
                    } else {
                        writer.line(line, &style);
                    }
                }
                Item::Table(piece) => writer.table(piece),
            }
        }
    }
    writer.end();
    if writer.joined > 0 {
        let message = format!("{} table rows joined over a page break", writer.joined);
        remarks.push(Remark {
            code: "row_joined",
            message,
            span: None,
        });
    }
    writer.builder.finish()
}

/// The lines outside tables, with the margins that they stand in.
fn judge(input: &str, layouts: &[Layout]) -> Vec<Judged> {
    let mut out = vec![];
    let all: Vec<&Line> = layouts.iter().flat_map(body_lines).collect();
    let whole = Margins::of(&all);
    for layout in layouts {
        let body: Vec<&Line> = body_lines(layout).collect();
        let size = layout.size;
        let margins = Margins::of(&body).or(whole).unwrap_or(Margins {
            left: size.0 * 0.12,
            right: size.0 * 0.92,
        });
        let lines: Vec<(&Line, Part)> = layout
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Line(line, part) => Some((line, *part)),
                Item::Table(_) => None,
            })
            .collect();
        for &(line, part) in &lines {
            let own = lines.iter().filter(|(_, p)| *p == part);
            let margins = match part {
                Part::Body => margins,
                Part::Column(_) | Part::Note | Part::Number => Margins {
                    left: own.clone().map(|(l, _)| l.x0).fold(f32::MAX, f32::min),
                    right: own.map(|(l, _)| l.x1).fold(f32::MIN, f32::max),
                },
            };
            out.push(Judged {
                line: line.clone(),
                part,
                margins,
                labelled: Label::read(input, line.span).is_some(),
            });
        }
    }
    out
}

fn body_lines(layout: &Layout) -> impl Iterator<Item = &Line> {
    layout.items.iter().filter_map(|item| match item {
        Item::Line(line, Part::Body) => Some(line),
        _ => None,
    })
}

struct Writer<'t> {
    input: &'t str,
    builder: Builder<'t>,
    paragraph: paragraph::Open,
    table: Option<table::Open>,
    /// Footnotes that wait for the end of the paragraph that they stand under.
    notes: Vec<paragraph::Open>,
    joined: usize,
}

impl Writer<'_> {
    fn line(&mut self, line: Judged, style: &paragraph::Style) {
        self.end_table();
        if !self.paragraph.takes(self.input, &line, style) {
            self.end_paragraph();
        }
        self.paragraph.push(line);
    }

    /// A footnote waits: the paragraph that it interrupts may go on on the next page.
    fn note(&mut self, line: Judged, style: &paragraph::Style) {
        match self.notes.last_mut() {
            Some(open) if line.line.mark.is_none() && open.takes(self.input, &line, style) => {
                open.push(line);
            }
            _ => {
                let mut open = paragraph::Open::default();
                open.push(line);
                self.notes.push(open);
            }
        }
    }

    fn table(&mut self, piece: layout::Piece) {
        if self.table.is_some() {
            self.end_notes();
        } else {
            self.end_paragraph();
        }
        let Some(open) = &mut self.table else {
            self.table = Some(table::Open::new(self.input, &piece));
            return;
        };
        if let Some(piece) = open.extend(self.input, piece) {
            self.end_table();
            self.table = Some(table::Open::new(self.input, &piece));
        }
    }

    fn end_table(&mut self) {
        if let Some(open) = self.table.take() {
            self.joined += open.flush(&mut self.builder);
        }
    }

    fn end_paragraph(&mut self) {
        self.paragraph.flush(self.input, &mut self.builder);
        self.end_notes();
    }

    fn end_notes(&mut self) {
        if self.table.is_some() {
            return;
        }
        for mut note in std::mem::take(&mut self.notes) {
            note.flush(self.input, &mut self.builder);
        }
    }

    fn end(&mut self) {
        self.end_table();
        self.end_paragraph();
    }
}
