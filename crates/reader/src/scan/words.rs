//! Recognised words become the glyphs of a page.

use super::repair::{self, Labels};
use super::{Kind, PageFrame, RecognisedLine, RecognisedPage, Sheet};
use crate::pdf::furniture::EDGE;
use crate::pdf::page::{Glyph, Page, Way};

/// A word that the recogniser was not sure of, or that was repaired.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Doubt {
    /// Page, 1-based.
    pub page: u32,
    /// Its middle, on the page as it is shown, in points.
    pub at: (f32, f32),
    /// What was read.
    pub text: String,
    /// What it was taken for, if something else.
    pub meant: Option<String>,
    /// How sure the recogniser was, from 0 to 100.
    pub confidence: u8,
}

/// What recognition gave for a page.
pub(crate) struct Placed {
    pub page: Page,
    pub doubts: Vec<Doubt>,
    /// Words that were left out as no text.
    pub noise: Vec<String>,
    /// Number of words, and the sum of their confidences.
    pub words: usize,
    pub confidence: usize,
}

/// Confidence below which a word is doubtful.
pub(crate) const DOUBTFUL: u8 = 60;

/// The height of high letters with their tails, as a share of a font's size.
const HEIGHT: f32 = 0.9;

/// How much the sizes of lines may differ and be one: a line without high letters or tails seems smaller.
const SAME_SIZE: f32 = 0.17;

/// Least width of a letter and of a blank, as a share of their size.
const OVERLAP: f32 = 0.1;

/// The part of a page's height, from its top, in which a letterhead stands.
const HEAD: f32 = 0.4;

/// A word where it stood, in points.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Seen {
    pub x0: f32,
    pub x1: f32,
    pub text: String,
    /// How sure the recogniser was, from 0 to 100.
    pub sure: u8,
    /// What was read, if that was put right.
    pub raw: Option<String>,
}

impl Seen {
    /// Puts it right.
    pub(crate) fn becomes(&mut self, text: String) {
        let before = std::mem::replace(&mut self.text, text);
        self.raw.get_or_insert(before);
    }
}

/// A line in points, where it stood.
struct Line {
    y: f32,
    size: f32,
    /// It stands in a cell of a table.
    cell: bool,
    /// Width of its strokes.
    stroke: f32,
    bold: bool,
    words: Vec<Seen>,
}

/// Puts the words of a page back to where they stood.
pub(crate) fn place(recognised: &RecognisedPage, labels: &mut Labels) -> Placed {
    let frame = &recognised.frame;
    let mut lines: Vec<Line> = recognised
        .sheets
        .iter()
        .flat_map(|(sheet, lines)| lines.iter().filter_map(|line| put_back(sheet, line)))
        .collect();
    even_sizes(&mut lines);
    embolden(&mut lines);
    for line in &mut lines {
        repair::glued(&mut line.words);
    }
    let mut all: Vec<&mut Seen> = lines.iter_mut().flat_map(|l| &mut l.words).collect();
    for word in &mut all {
        repair::digits(word);
        repair::symbols(word);
    }
    repair::letters(&mut all);
    repair::stops(&mut all);
    repair::phrases(&mut all);
    repair::quarters(&mut all);
    for row in &mut rows_of_single_words(&mut lines) {
        repair::column_numbers(row);
    }
    let mut noise = vec![];
    let height = frame.size.1;
    for line in lines.iter_mut().filter(|line| !line.cell) {
        if line.y < HEAD * height {
            repair::handwriting(&mut line.words);
        }
        if line.y < EDGE * height || line.y > (1.0 - EDGE) * height {
            repair::page_number(&mut line.words, frame.page);
        }
        noise.extend(repair::noise(&mut line.words, line.size));
    }
    // Each line with a label is read with the one that follows.
    let mut next: Option<String> = None;
    let following: Vec<Option<String>> = lines
        .iter()
        .rev()
        .map(|line| {
            let label = line
                .words
                .first()
                .filter(|w| !line.cell && repair::is_lettered(&w.text));
            label.map_or(next.clone(), |label| next.replace(label.text.clone()))
        })
        .collect();
    for (line, next) in lines.iter_mut().zip(following.into_iter().rev()) {
        if !line.cell {
            labels.line(&mut line.words, next.as_deref());
        }
    }
    for line in lines.iter_mut().filter(|line| line.cell) {
        noise.extend(repair::border_remains(&mut line.words));
    }
    let mut first: Vec<&mut Vec<Seen>> = first_column(&mut lines);
    repair::numbered(&mut first);
    let mut page = Page {
        size: frame.size,
        rules: frame.rules.clone(),
        ..Page::default()
    };
    let (mut count, mut confidence) = (0, 0);
    let mut doubts = vec![];
    for line in &lines {
        let mut end: Option<f32> = None;
        for Seen {
            x0,
            x1,
            text,
            sure,
            raw,
        } in &line.words
        {
            let glyph = |x0: f32, x1: f32| Glyph {
                at: 0,
                len: 0,
                way: Way::Right,
                bold: line.bold,
                hidden: false,
                // No font of the document.
                font: u16::MAX,
                id: 0,
                x0,
                x1,
                y0: line.y,
                y1: line.y,
                size: line.size,
            };
            if let Some(end) = end
                && !text.is_empty()
            {
                page.push(" ", glyph(end, x0.max(end)));
            }
            if !text.is_empty() {
                // Boxes of words may overlap; their letters must not.
                let room = OVERLAP * line.size;
                let x0 = end.map_or(*x0, |end| x0.max(end + room));
                let x1 = x1.max(x0 + room * text.chars().count() as f32);
                page.push(text, glyph(x0, x1));
                end = Some(x1);
            }
            count += 1;
            confidence += usize::from(*sure);
            if *sure < DOUBTFUL || raw.is_some() {
                let middle = ((x0 + x1) / 2.0, line.y - 0.3 * line.size);
                doubts.push(Doubt {
                    page: frame.page,
                    at: frame.shown(middle),
                    text: raw.as_ref().unwrap_or(text).clone(),
                    meant: raw.as_ref().map(|_| text.clone()),
                    confidence: *sure,
                });
            }
        }
    }
    let inverse = match frame.way() {
        Way::Right => Way::Right,
        Way::Left => Way::Left,
        Way::Down => Way::Up,
        Way::Up => Way::Down,
    };
    Placed {
        page: page.upright(inverse),
        doubts,
        noise: noise.into_iter().map(|w| w.text).collect(),
        words: count,
        confidence,
    }
}

impl PageFrame {
    /// A point of the turned page on the page as it is shown.
    fn shown(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let (width, height) = self.size;
        match self.way() {
            Way::Right => (x, y),
            Way::Left => (width - x, height - y),
            Way::Down => (height - y, x),
            Way::Up => (y, width - x),
        }
    }
}

fn put_back(sheet: &Sheet, line: &RecognisedLine) -> Option<Line> {
    let first = line.words.first()?;
    let last = line.words.last()?;
    let middle = line.y + line.slope * (last.x1 - first.x0) / 2.0;
    let inside = (middle - line.size / 3.0).max(0.0) as u32;
    let strip = sheet
        .strips
        .iter()
        .find(|s| s.top <= inside && inside < s.bottom);
    let (dx, dy) = strip.map_or((0.0, 0.0), |s| (s.dx as f32, s.dy as f32));
    let scale = 72.0 / sheet.dpi.max(1) as f32;
    let mut words: Vec<Seen> = line
        .words
        .iter()
        .filter(|w| !w.text.trim().is_empty() && w.x1 > w.x0)
        .map(|w| Seen {
            x0: (w.x0 + dx) * scale,
            x1: (w.x1 + dx) * scale,
            text: w.text.split_whitespace().collect(),
            sure: w.confidence,
            raw: None,
        })
        .collect();
    words.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    Some(Line {
        y: (middle + dy) * scale,
        size: (line.size * scale / HEIGHT).clamp(4.0, 80.0),
        cell: sheet.kind == Kind::Cells,
        stroke: line.weight * line.size * scale,
        bold: false,
        words,
    })
}

/// The rows of cells that hold a word each, from left to right.
fn rows_of_single_words(lines: &mut [Line]) -> Vec<Vec<&mut Seen>> {
    let cells = lines
        .iter_mut()
        .filter(|line| line.cell && !line.words.is_empty());
    let mut cells: Vec<&mut Line> = cells.collect();
    cells.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<&mut Line>> = vec![];
    for line in cells {
        match rows.last_mut() {
            Some(row)
                if row
                    .first()
                    .is_some_and(|first| line.y - first.y < first.size) =>
            {
                row.push(line)
            }
            _ => rows.push(vec![line]),
        }
    }
    rows.retain(|row| row.iter().all(|line| line.words.len() == 1));
    rows.into_iter().map(words_of).collect()
}

fn words_of(row: Vec<&mut Line>) -> Vec<&mut Seen> {
    let mut words: Vec<&mut Seen> = row.into_iter().flat_map(|line| &mut line.words).collect();
    words.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    words
}

/// The lines in the first column of the tables, from top to bottom.
fn first_column(lines: &mut [Line]) -> Vec<&mut Vec<Seen>> {
    let left = |line: &Line| line.words.first().map_or(f32::MAX, |w| w.x0);
    let cells = || lines.iter().filter(|l| l.cell);
    let edge = cells().map(left).fold(f32::MAX, f32::min);
    let mut found: Vec<&mut Line> = lines
        .iter_mut()
        .filter(|l| l.cell && left(l) < edge + NARROW)
        .collect();
    found.sort_by(|a, b| a.y.total_cmp(&b.y));
    found.into_iter().map(|line| &mut line.words).collect()
}

/// How wide a column of numbers is at most, in points.
const NARROW: f32 = 30.0;

/// How much wider than usual the strokes of bold letters are.
const BOLD: f32 = 1.27;

/// Finds bold lines: most of a page is not.
fn embolden(lines: &mut [Line]) {
    let mut weights: Vec<(f32, usize)> = lines
        .iter()
        .map(|l| {
            (
                l.stroke / l.size,
                l.words.iter().map(|w| w.text.chars().count()).sum(),
            )
        })
        .collect();
    weights.sort_by(|a, b| a.0.total_cmp(&b.0));
    let total: usize = weights.iter().map(|w| w.1).sum();
    let mut sum = 0;
    let usual = weights.iter().find(|w| {
        sum += w.1;
        sum * 2 >= total
    });
    let Some(&(usual, _)) = usual else { return };
    for line in lines {
        line.bold = usual > 0.0 && line.stroke / line.size > BOLD * usual;
    }
}

/// Gives lines of nearly one size that size: the measure depends on the letters that a line happens to have.
fn even_sizes(lines: &mut [Line]) {
    let mut sizes: Vec<(f32, usize)> = lines
        .iter()
        .map(|l| (l.size, l.words.iter().map(|w| w.text.chars().count()).sum()))
        .collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let total: usize = sizes.iter().map(|s| s.1).sum();
    let mut sum = 0;
    let Some(&(usual, _)) = sizes.iter().find(|s| {
        sum += s.1;
        sum * 2 >= total
    }) else {
        return;
    };
    for line in lines {
        if (line.size - usual).abs() <= SAME_SIZE * usual {
            line.size = usual;
        }
    }
}
