//! Glyphs become words, and words become rows: what stands on one baseline.

use super::page::{Glyph, Page, Way};

/// A word on a row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Word {
    /// Its characters.
    pub text: String,
    /// Left edge, in points.
    pub x0: f32,
    /// Right edge.
    pub x1: f32,
    /// No blank stands before it.
    pub glued: bool,
    /// It is printed small above the line: a footnote's mark, an exponent.
    pub raised: bool,
    /// It is printed bold.
    pub bold: bool,
}

/// Words on one baseline, from left to right.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// The words; never empty.
    pub words: Vec<Word>,
    /// The baseline, in points from the top.
    pub y: f32,
    /// Size of the font of most of it, in points.
    pub size: f32,
    /// Which way it runs; coordinates are those of the page turned so that it runs to the right.
    pub way: Way,
}

impl Row {
    /// Left edge.
    pub(crate) fn x0(&self) -> f32 {
        self.words.first().map_or(0.0, |w| w.x0)
    }

    /// Right edge.
    pub(crate) fn x1(&self) -> f32 {
        self.words.last().map_or(0.0, |w| w.x1)
    }

    /// Top of its letters.
    pub(crate) fn top(&self) -> f32 {
        self.y - self.size * 0.9
    }

    /// Bottom of its letters.
    pub(crate) fn bottom(&self) -> f32 {
        self.y + self.size * 0.25
    }

    /// All of its letters are bold.
    pub(crate) fn bold(&self) -> bool {
        self.words
            .iter()
            .filter(|w| w.text.chars().any(char::is_alphabetic))
            .all(|w| w.bold)
            && self.words.iter().any(|w| w.bold)
    }

    /// Its text, for decisions.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        for (i, word) in self.words.iter().enumerate() {
            if i > 0 && !word.glued {
                out.push(' ');
            }
            out.push_str(&word.text);
        }
        out
    }
}

/// Consecutive glyphs on one baseline.
struct Run {
    from: usize,
    to: usize,
    y: f32,
    x0: f32,
    x1: f32,
    size: f32,
}

impl Run {
    /// Whether two runs would be printed over each other on one row.
    fn collides(&self, other: &Run) -> bool {
        let shared = self.x1.min(other.x1) - self.x0.max(other.x0);
        let narrow = (self.x1 - self.x0).min(other.x1 - other.x0);
        (self.y - other.y).abs() > 0.1 * self.size && shared > 0.3 * narrow.max(1.0)
    }
}

/// Longest run that may be raised above its row, in glyphs.
const RAISED_GLYPHS: usize = 3;

/// The rows of some glyphs of a page, from top to bottom. `indices` point into [`Page::glyphs`], in
/// the order in which they are drawn.
pub(crate) fn rows(page: &Page, indices: &[u32]) -> Vec<Row> {
    let glyph = |i: u32| page.glyphs.get(i as usize);
    let mut out = vec![];
    if indices
        .iter()
        .all(|&i| glyph(i).is_none_or(|g| g.way == Way::Right))
    {
        upright_rows(page, indices, Way::Right, &mut out);
        return out;
    }
    for way in [Way::Right, Way::Down, Way::Left, Way::Up] {
        let part: Vec<u32> = indices
            .iter()
            .copied()
            .filter(|&i| glyph(i).is_some_and(|g| g.way == way))
            .collect();
        if part.is_empty() {
            continue;
        }
        if way == Way::Right {
            upright_rows(page, &part, way, &mut out);
        } else {
            let turned = Page {
                size: page.size,
                text: page.text.clone(),
                glyphs: part.iter().filter_map(|&i| glyph(i)).copied().collect(),
                ..Page::default()
            }
            .upright(way);
            let all: Vec<u32> = (0..turned.glyphs.len() as u32).collect();
            upright_rows(&turned, &all, way, &mut out);
        }
    }
    out
}

/// How far two baselines of one row may lie apart, as a share of the font's size.
const SAME_ROW: f32 = 0.3;

/// The same for a smaller run: an exponent, a footnote's mark.
const RAISED_ROW: f32 = 0.55;

fn upright_rows(page: &Page, indices: &[u32], way: Way, out: &mut Vec<Row>) {
    let glyphs: Vec<&Glyph> = indices
        .iter()
        .filter_map(|&i| page.glyphs.get(i as usize))
        .collect();
    let mut runs: Vec<Run> = vec![];
    for (i, glyph) in glyphs.iter().enumerate() {
        if let Some(run) = runs.last_mut()
            && let Some(last) = glyphs.get(i.wrapping_sub(1))
            && (run.y - glyph.y0).abs() < 0.05 * run.size
            && (run.size - glyph.size).abs() < 0.2
            && glyph.x0 > last.x0 - 0.1 * run.size
            && glyph.x0 < last.x1 + 2.0 * run.size
        {
            run.to = i + 1;
            run.x1 = run.x1.max(glyph.x1);
            continue;
        }
        runs.push(Run {
            from: i,
            to: i + 1,
            y: glyph.y0,
            x0: glyph.x0,
            x1: glyph.x1,
            size: glyph.size.max(0.1),
        });
    }
    runs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    // Runs of each row, its baseline and its size.
    let mut rows: Vec<(Vec<Run>, f32, f32)> = vec![];
    for run in runs {
        let fits = |(list, y, size): &(Vec<Run>, f32, f32)| {
            let (small, large) = (size.min(run.size), size.max(run.size));
            let short = |r: &Run| r.to - r.from <= RAISED_GLYPHS;
            let lone = if run.size < *size {
                short(&run)
            } else {
                list.iter().all(short)
            };
            let room = if small < 0.8 * large && lone {
                RAISED_ROW * large
            } else {
                SAME_ROW * small
            };
            (run.y - y).abs() <= room && !list.iter().any(|r| r.collides(&run))
        };
        let near = rows.len().saturating_sub(4);
        let row = rows[near..]
            .iter_mut()
            .rev()
            .filter(|row| fits(row))
            .min_by(|a, b| (a.1 - run.y).abs().total_cmp(&(b.1 - run.y).abs()));
        match row {
            Some((list, y, size)) => {
                if run.size > *size * 1.05 {
                    (*y, *size) = (run.y, run.size);
                }
                list.push(run);
            }
            None => {
                let (y, size) = (run.y, run.size);
                rows.push((vec![run], y, size));
            }
        }
    }
    for (list, y, size) in rows {
        let mut members: Vec<&Glyph> = list
            .iter()
            .flat_map(|run| glyphs[run.from..run.to].iter().copied())
            .collect();
        if !members.windows(2).all(|w| w[0].x0 <= w[1].x0) {
            members.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        }
        let words = words(page, &members, y, size);
        if !words.is_empty() {
            out.push(Row {
                words,
                y,
                size,
                way,
            });
        }
    }
    out.sort_by(|a, b| a.y.total_cmp(&b.y));
    fill_blanks(out);
}

/// Longest number that is stamped into a blank, in characters.
const STAMPED: usize = 6;

/// Numbers and days that were stamped into the blank of a line (`Số: … /KH-UBND`, `ngày … tháng`)
/// join it, though they seldom hit its baseline.
fn fill_blanks(rows: &mut Vec<Row>) {
    let number = |w: &Word| w.text.len() <= STAMPED && w.text.bytes().all(|b| b.is_ascii_digit());
    let mut at = 0;
    while at < rows.len() {
        if !rows[at].words.iter().all(number) {
            at += 1;
            continue;
        }
        let near = at.saturating_sub(3)..rows.len().min(at + 4);
        let mut left = vec![];
        for mut word in std::mem::take(&mut rows[at].words) {
            let (y, size, way) = (rows[at].y, rows[at].size, rows[at].way);
            let target = near.clone().filter(|&i| i != at).find(|&i| {
                let line = &rows[i];
                line.way == way
                    && (line.y - y).abs() < 0.95 * line.size.max(size)
                    && line
                        .words
                        .windows(2)
                        .any(|w| is_blank_for(&w[0], &word, &w[1], size))
            });
            match target {
                Some(line) => {
                    word.glued = false;
                    word.raised = false;
                    let words = &mut rows[line].words;
                    let place = words.partition_point(|w| w.x0 < word.x0);
                    words.insert(place, word);
                }
                None => left.push(word),
            }
        }
        if left.is_empty() {
            rows.remove(at);
        } else {
            rows[at].words = left;
            at += 1;
        }
    }
}

/// Whether a number stands in the blank between two words, which it may touch.
fn is_blank_for(before: &Word, number: &Word, after: &Word, size: f32) -> bool {
    let room = 0.5 * size;
    let middle = (number.x0 + number.x1) / 2.0;
    before.x1 < middle
        && middle < after.x0
        && before.x1 - number.x0 < room
        && number.x1 - after.x0 < room
        && after.x0 - before.x1 > 1.2 * size
}

/// Least gap between two words, as a share of the font's size, on a row that has no blanks.
const GAP: f32 = 0.15;

/// The same on a row whose blanks are drawn.
const WIDE_GAP: f32 = 0.28;

/// A blank that leaves less room between its neighbours is covered by them, as a share of the
/// font's size.
const COVERED: f32 = 0.06;

/// How near, as a share of its width, the same letter stands when it is drawn twice to look bold.
const TWICE: f32 = 0.3;

fn words(page: &Page, members: &[&Glyph], y: f32, size: f32) -> Vec<Word> {
    let blank = |g: &Glyph| page.chars(g).chars().all(char::is_whitespace);
    let spaced = members.iter().any(|g| blank(g));
    let tracking = tracking(members, size, &blank);
    let least = size * (if spaced { WIDE_GAP } else { GAP }) + tracking;
    let mut out: Vec<Word> = vec![];
    let mut last: Option<&Glyph> = None;
    let mut space = false;
    for glyph in members {
        let chars = page.chars(glyph);
        if blank(glyph) {
            space = true;
            continue;
        }
        let raised = glyph.size < 0.78 * size
            && y - glyph.y0 > 0.12 * size
            && chars.chars().all(|c| c.is_ascii_digit() || c == '*');
        if let Some(before) = last {
            let width = (before.x1 - before.x0).max(0.2 * size);
            let twice = page.chars(before) == chars
                && (glyph.x0 - before.x0).abs() < TWICE * width
                && (glyph.y0 - before.y0).abs() < TWICE * size;
            if twice {
                if let Some(word) = out.last_mut() {
                    word.bold = true;
                }
                continue;
            }
        }
        let gap = last.is_none_or(|before| glyph.x0 - before.x1 > least);
        // A blank under digits that were stamped into it divides nothing.
        let digits = |g: &Glyph| page.chars(g).bytes().all(|b| b.is_ascii_digit());
        space &= last.is_none_or(|before| {
            glyph.x0 - before.x1 > COVERED * size || !digits(before) || !digits(glyph)
        });
        let begins = out
            .last()
            .is_none_or(|word| space || gap || word.raised != raised);
        if begins {
            let glued = !(space || gap || out.is_empty());
            out.push(Word {
                text: chars.to_owned(),
                x0: glyph.x0,
                x1: glyph.x1.max(glyph.x0),
                glued,
                raised,
                bold: glyph.bold,
            });
        } else if let Some(word) = out.last_mut() {
            word.text.push_str(chars);
            word.x1 = word.x1.max(glyph.x1);
            word.bold &= glyph.bold;
        }
        space = false;
        last = Some(glyph);
    }
    out
}

/// How far apart the letters of a row are set: the middle gap between neighbours, when it is more
/// than the fonts' own rounding.
fn tracking(members: &[&Glyph], size: f32, blank: &impl Fn(&Glyph) -> bool) -> f32 {
    let mut gaps: Vec<f32> = members
        .windows(2)
        .filter(|w| !blank(w[0]) && !blank(w[1]))
        .map(|w| w[1].x0 - w[0].x1)
        .filter(|&gap| gap < size)
        .collect();
    if gaps.len() < 3 {
        return 0.0;
    }
    let middle = gaps.len() / 2;
    let (_, &mut median, _) = gaps.select_nth_unstable_by(middle, f32::total_cmp);
    if median > 0.06 * size { median } else { 0.0 }
}
