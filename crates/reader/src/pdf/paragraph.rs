//! Lines become paragraphs.
//!
//! What the page shows decides first: a line that stops where its next word would still have
//! fitted ends a paragraph; an indented line, a label, another weight of the font or a wider gap
//! begin one. Where the page says nothing, the sentence does.

use document::{Label, LabelKind};

use super::layout::Part;
use super::sink::Line;
use crate::builder::{Builder, Fragment, Join};
use crate::text::line::{dangles, ends_sentence, is_caps, starts_low};
use crate::text::paragraph::{cites_article, cites_number, join};

/// The column in which a line stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Margins {
    pub left: f32,
    pub right: f32,
}

/// How a document sets its paragraphs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    /// First lines are indented.
    pub indented: bool,
    /// Labels stand at the indentation too.
    pub labels_indented: bool,
    /// Distance of two baselines inside a paragraph, as a share of the font's size.
    pub pitch: f32,
}

/// How far a first line stands in at least, in points.
const INDENT: f32 = 8.0;

/// How much wider than inside a paragraph the gap before a new one is.
const SPACED: f32 = 1.22;

/// A gap that no paragraph has inside.
const APART: f32 = 1.9;

impl Margins {
    /// The margins of the lines of a page, in points; `None` when there are too few.
    pub(crate) fn of(lines: &[&Line]) -> Option<Margins> {
        const FEWEST: usize = 6;
        if lines.len() < FEWEST {
            return None;
        }
        let near = |at: f32, edge: fn(&Line) -> f32| {
            lines.iter().filter(|l| (edge(l) - at).abs() <= 2.0).count()
        };
        let least = (lines.len() / 12).max(2);
        let mut lefts: Vec<f32> = lines.iter().map(|l| l.x0).collect();
        let mut rights: Vec<f32> = lines.iter().map(|l| l.x1).collect();
        lefts.sort_by(f32::total_cmp);
        rights.sort_by(|a, b| b.total_cmp(a));
        let left = lefts.iter().copied().find(|&x| near(x, |l| l.x0) >= least);
        let right = rights.iter().copied().find(|&x| near(x, |l| l.x1) >= least);
        Some(Margins {
            left: left.unwrap_or(lefts[0]),
            right: right.unwrap_or(rights[rights.len() / 10]),
        })
    }

    /// Whether a line stands in the middle, short of both margins.
    pub(crate) fn centred(&self, line: &Line) -> bool {
        let off = ((line.x0 + line.x1) - (self.left + self.right)) / 2.0;
        let inside = 1.2 * line.size;
        off.abs() <= 0.02 * (self.right - self.left) + 2.0
            && line.x0 > self.left + inside
            && line.x1 < self.right - inside
    }

    /// Whether the next line's first word had no room on the line.
    fn full(&self, line: &Line, next: &Line) -> bool {
        let word = next.first_word - next.x0;
        line.x1 + 0.22 * line.size + word > self.right - 1.0
    }
}

/// A line with what it needs to be judged.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub line: Line,
    pub part: Part,
    pub margins: Margins,
    pub labelled: bool,
}

/// The document's style, from lines in reading order.
pub(crate) fn style(input: &str, lines: &[Judged]) -> Style {
    let mut starts = (0, 0);
    let mut labels = (0, 0);
    let mut pitches: Vec<f32> = vec![];
    for pair in lines.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        if a.part != Part::Body || b.part != Part::Body {
            continue;
        }
        let inside = b.line.x0 > b.margins.left + INDENT;
        let centred = b.margins.centred(&b.line);
        if b.labelled && !centred {
            labels.0 += usize::from(inside);
            labels.1 += 1;
        }
        let full = a.margins.full(&a.line, &b.line);
        if !full && !b.labelled && !centred && !a.margins.centred(&a.line) {
            starts.0 += usize::from(inside);
            starts.1 += 1;
        }
        let goes_on = !b.labelled && starts_low(b.line.text(input)) && full;
        if goes_on && a.line.page == b.line.page && b.line.y > a.line.y {
            pitches.push((b.line.y - a.line.y) / a.line.size.max(1.0));
        }
    }
    pitches.sort_by(f32::total_cmp);
    let labels_indented = labels.0 * 2 > labels.1;
    Style {
        indented: if starts.1 > 0 {
            starts.0 * 2 >= starts.1
        } else {
            labels_indented
        },
        labels_indented,
        pitch: pitches.get(pitches.len() / 2).copied().unwrap_or(1.25),
    }
}

/// Lines of one paragraph.
#[derive(Debug, Default)]
pub(crate) struct Open {
    lines: Vec<Judged>,
}

impl Open {
    /// Adds a line.
    pub(crate) fn push(&mut self, line: Judged) {
        self.lines.push(line);
    }

    /// Writes the paragraph, if there is one, and is empty again.
    pub(crate) fn flush(&mut self, input: &str, builder: &mut Builder<'_>) {
        let lines = std::mem::take(&mut self.lines);
        let Some(first) = lines.first() else { return };
        let mut fragments: Vec<Fragment> = vec![];
        let mut before = "";
        for (i, judged) in lines.iter().enumerate() {
            let text = judged.line.text(input);
            let page_break = i > 0 && judged.line.page != lines[i - 1].line.page;
            fragments.push(Fragment {
                span: judged.line.span,
                join: if i == 0 {
                    Join::Line
                } else {
                    wrapped(before, text)
                },
                page_break,
            });
            before = text;
        }
        let bold = lines.iter().all(|l| l.line.bold);
        if first.part == Part::Note {
            builder.footnote(&fragments);
        } else {
            builder.paragraph(&fragments, first.labelled, bold);
        }
    }

    /// Whether the paragraph goes on with a line.
    pub(crate) fn takes(&self, input: &str, next: &Judged, style: &Style) -> bool {
        let (Some(first), Some(last)) = (self.lines.first(), self.lines.last()) else {
            return false;
        };
        if last.part != next.part {
            return false;
        }
        let (a, b) = (&last.line, &next.line);
        let (before, after) = (a.text(input), b.text(input));
        let full = last.margins.full(a, b);
        let low = starts_low(after);
        let ends = ends_sentence(before);
        let leads_on = !ends && (low || dangles(before, after));
        match next.part {
            Part::Note => return !next.labelled && full,
            Part::Column(_) => {
                return !next.labelled
                    && first.labelled
                    && !ends
                    && (leads_on || (full && b.x0 <= first.line.x0 + 40.0));
            }
            Part::Number => return false,
            Part::Body => {}
        }
        if next.labelled {
            return full && !ends && self.only_looks_labelled(input, next, style, before);
        }
        let (centred_a, centred_b) = (last.margins.centred(a), next.margins.centred(b));
        let same_size = (a.size - b.size).abs() <= 0.6;
        if centred_a && centred_b && self.all_centred() {
            let same = a.bold == b.bold && same_size && is_caps(before) == is_caps(after);
            return same && !ends && !self.spaced(b, style) || (leads_on && full && same_size);
        }
        if a.bold != b.bold && !(full && b.x0 <= next.margins.left + INDENT) {
            return leads_on && full && !is_caps(before);
        }
        if a.bold && !b.bold && is_caps(before) && !is_caps(after) {
            return false;
        }
        if is_caps(before) != is_caps(after) && is_caps(before) && has_letters(after) {
            return low && dangles(before, after);
        }
        if self.gap(b) > APART * style.pitch * a.size.max(b.size) && !(leads_on && full) {
            return false;
        }
        if let Some(begins) = self.indents(next, style, full, leads_on) {
            return !begins;
        }
        if !full {
            return leads_on;
        }
        if self.spaced(b, style) && ends {
            return false;
        }
        if !ends {
            return true;
        }
        // The line is full and ends a sentence; the next stands where lines go on.
        let broken = a.page != b.page;
        style.indented || !broken
    }

    fn all_centred(&self) -> bool {
        self.lines.iter().all(|l| l.margins.centred(&l.line))
    }

    /// Distance of a line's baseline from that of the last line, in points; 0 on another page.
    fn gap(&self, next: &Line) -> f32 {
        match self.lines.last() {
            Some(last) if last.line.page == next.page => next.y - last.line.y,
            _ => 0.0,
        }
    }

    /// Whether the gap before a line is wider than inside a paragraph.
    fn spaced(&self, next: &Line, style: &Style) -> bool {
        let size = self.lines.last().map_or(0.0, |last| last.line.size);
        self.gap(next) > SPACED * style.pitch * size.max(next.size)
    }

    /// Whether an unlabelled line's place says that it begins a paragraph; `None` when it says
    /// nothing.
    fn indents(&self, next: &Judged, style: &Style, full: bool, leads_on: bool) -> Option<bool> {
        let (first, last) = (self.lines.first()?, self.lines.last()?);
        let x = next.line.x0 - next.margins.left;
        if self.lines.len() > 1 {
            let going = last.line.x0 - last.margins.left;
            if x > going + 6.0 {
                return Some(!(leads_on && full && x < going + INDENT));
            }
            return None;
        }
        let start = first.line.x0 - first.margins.left;
        if first.labelled && x > start + 3.0 && x < start + 70.0 && full {
            // Lines that hang behind their label.
            return Some(false);
        }
        if x > INDENT && (x - start).abs() <= 4.0 {
            return if leads_on && full {
                Some(false)
            } else if style.indented {
                Some(true)
            } else {
                None
            };
        }
        if x > start + 6.0 && x > INDENT {
            return Some(!leads_on);
        }
        None
    }

    /// Whether a line that begins like a label stands where the lines of a paragraph go on: a
    /// dash or a number that the wrapping put there.
    fn only_looks_labelled(&self, input: &str, next: &Judged, style: &Style, before: &str) -> bool {
        let kind = Label::read(input, next.line.span).map(|(label, _)| label.kind);
        if cites_number(before) && matches!(kind, Some(LabelKind::Number | LabelKind::Letter)) {
            return true;
        }
        if cites_article(input, before, next.line.span) {
            return true;
        }
        let Some(first) = self.lines.first() else {
            return false;
        };
        let at_margin = next.line.x0 <= next.margins.left + 3.0;
        let stands_in = first.line.x0 > first.margins.left + INDENT || self.lines.len() > 1;
        let dangling = before.ends_with([',', '-', '–', '(', '/'])
            || matches!(kind, Some(LabelKind::Bullet(_)));
        style.labels_indented && style.indented && at_margin && stands_in && dangling
    }
}

/// How a wrapped line joins the one before it: a word that is written with a hyphen may be broken
/// behind it (`Hue-S`), a dash between two words may stand there too (`Kế hoạch- Tài chính`).
pub(crate) fn wrapped(before: &str, after: &str) -> Join {
    let joined = join(before, after);
    let last = before.rsplit(' ').next().unwrap_or("");
    let next = after.split(' ').next().unwrap_or("");
    let Some(stem) = last.strip_suffix(['-', '\u{2010}']) else {
        return joined;
    };
    let letters = |s: &str| {
        s.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    };
    let stem = letters(stem.rsplit(['-', '(']).next().unwrap_or(stem));
    let next = letters(next.split('-').next().unwrap_or(next));
    let dash = normalize::is_syllable(&stem) && normalize::is_syllable(&next);
    if stem.is_empty() || next.is_empty() || dash {
        joined
    } else {
        Join::Tight
    }
}

fn has_letters(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_hyphens() {
        for (before, after, want) in [
            ("trên nền tảng Hue-", "S.", Join::Tight),
            ("Kế hoạch số 57/KH-", "UBND", Join::Tight),
            ("phòng, chống COVID-", "19", Join::Tight),
            ("Phòng Kế hoạch -", "Tài chính", Join::Line),
            ("Phòng Kế hoạch-", "Tài chính", Join::Line),
            ("và", "các", Join::Line),
        ] {
            assert_eq!(wrapped(before, after), want, "{before} {after}");
        }
    }
}
