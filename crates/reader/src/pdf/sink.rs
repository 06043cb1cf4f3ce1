//! The characters of a file, line by line, with the place of each word.

use document::{Span, WordBox};
use normalize::Normalized;

use super::page::{Area, Way, turn_back};
use super::row::Row;

/// A line of text on a page. Coordinates are those of the page turned upright.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// Its text: in the characters of the file until [`Sink::finish`], then in the normalised text.
    pub span: Span,
    /// Page, 1-based.
    pub page: u32,
    pub x0: f32,
    pub x1: f32,
    /// Baseline.
    pub y: f32,
    /// Size of its font.
    pub size: f32,
    pub bold: bool,
    /// Right edge of its first word.
    pub first_word: f32,
    /// The mark of a footnote stands in it.
    pub mark: Option<u32>,
}

impl Line {
    /// Its text, once normalised.
    pub(crate) fn text<'t>(&self, input: &'t str) -> &'t str {
        input.get(self.span.range()).unwrap_or("")
    }
}

/// A page's frame: how its coordinates lead back to the page as it is shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    /// Page, 1-based.
    pub page: u32,
    /// The way that was made upright.
    pub way: Way,
    /// Size of the page as it is shown.
    pub shown: (f32, f32),
    /// Size of the page turned upright.
    pub upright: (f32, f32),
}

impl Frame {
    fn place(&self, area: Area, way: Way) -> Area {
        turn_back(turn_back(area, way, self.upright), self.way, self.shown)
    }
}

/// Collects lines.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    text: String,
    places: Vec<WordBox>,
}

/// Normalised text with the places of its words.
pub(crate) struct Inked {
    pub text: String,
    pub places: Vec<WordBox>,
    pub notes: Vec<normalize::Note>,
    pub encoding: normalize::Encoding,
    /// Where each line of the file begins in the text of the file, and its span in the new text.
    lines: Vec<(u32, Span)>,
}

impl Sink {
    /// Adds the words of a row as a line. Marks of footnotes (`notes`) are left out of the text.
    pub(crate) fn line(&mut self, row: &Row, frame: &Frame, notes: &[u32]) -> Option<Line> {
        let start = self.text.len();
        let mut mark = None;
        let (top, bottom) = (row.top(), row.bottom());
        for word in &row.words {
            if word.raised
                && let Ok(number) = word.text.parse::<u32>()
                && notes.contains(&number)
            {
                mark = Some(number);
                continue;
            }
            if self.text.len() > start && !word.glued {
                self.text.push(' ');
            }
            let from = self.text.len();
            self.text.push_str(&word.text);
            let area = Area {
                x0: word.x0,
                y0: top,
                x1: word.x1,
                y1: bottom,
            };
            let area = frame.place(area, row.way);
            self.places.push(WordBox {
                span: Span::new(from, self.text.len()),
                page: frame.page,
                x0: tenth(area.x0),
                y0: tenth(area.y0),
                x1: tenth(area.x1),
                y1: tenth(area.y1),
            });
        }
        if self.text.len() == start {
            return None;
        }
        let span = Span::new(start, self.text.len());
        self.text.push('\n');
        Some(Line {
            span,
            page: frame.page,
            x0: row.x0(),
            x1: row.x1(),
            y: row.y,
            size: row.size,
            bold: row.bold(),
            first_word: row.words.first().map_or(0.0, |w| w.x1),
            mark,
        })
    }

    /// Normalises the text and moves all places to it.
    pub(crate) fn finish(self) -> Inked {
        let Normalized {
            text,
            encoding,
            map,
            notes,
        } = normalize::normalize_str(&self.text);
        let starts: Vec<u32> = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|i| i as u32 + 1))
            .collect();
        let mut lines: Vec<(u32, Span)> = starts.iter().map(|&s| (s, Span::default())).collect();
        let same = text == self.text;
        let source = |at: usize| if same { at } else { map.source(at) };
        let mut places = Vec::with_capacity(self.places.len());
        let mut from = 0;
        for raw in text.split('\n') {
            let start = from;
            from += raw.len() + 1;
            if raw.is_empty() {
                continue;
            }
            let at = source(start) as u32;
            let number = starts.partition_point(|&s| s <= at).saturating_sub(1);
            let span = Span::new(start, start + raw.len());
            let line = &mut lines[number].1;
            *line = if line.is_empty() { span } else { line.to(span) };
            for word in raw.split_whitespace() {
                let start = start + (word.as_ptr() as usize - raw.as_ptr() as usize);
                let span = Span::new(start, start + word.len());
                self.place(span, source(start), source(start + word.len()), &mut places);
            }
        }
        Inked {
            text,
            places,
            notes,
            encoding,
            lines,
        }
    }

    /// Adds the place of a word whose characters stand between `from` and `to` in the file.
    fn place(&self, span: Span, from: usize, to: usize, places: &mut Vec<WordBox>) {
        let first = self.places.partition_point(|p| p.span.end as usize <= from);
        let found = self.places[first..]
            .iter()
            .take_while(|p| (p.span.start as usize) < to.max(from + 1));
        let whole = found.copied().reduce(|a, b| WordBox {
            x0: a.x0.min(b.x0),
            y0: a.y0.min(b.y0),
            x1: a.x1.max(b.x1),
            y1: a.y1.max(b.y1),
            ..a
        });
        if let Some(whole) = whole {
            places.push(WordBox { span, ..whole });
        }
    }
}

impl Inked {
    /// Moves the span of a line to the normalised text.
    pub(crate) fn settle(&self, line: &mut Line) {
        let at = self
            .lines
            .partition_point(|(start, _)| *start <= line.span.start)
            .saturating_sub(1);
        line.span = self.lines.get(at).map_or(Span::default(), |l| l.1);
    }
}

/// Rounded to a tenth of a point: finer than ink.
fn tenth(x: f32) -> f32 {
    (x * 10.0).round() / 10.0
}
