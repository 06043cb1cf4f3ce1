//! Text that stands in two columns: the letterhead, and the recipients beside the signature.
//!
//! A gutter is a stretch of the page's width that stays free of ink over several rows. Two columns
//! are read one after the other, the left first.

use std::ops::Range;

use super::row::{Row, Word};
use crate::text::line::is_caps;

/// A stretch of rows with the same number of columns.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Zone {
    /// Rows that run over the whole width.
    Whole(Range<usize>),
    /// Rows in two columns, divided at this x.
    Two(Range<usize>, f32),
}

/// Least width of a gutter, as a share of the font's size.
const GUTTER: f32 = 0.7;

/// The same between words in capitals.
const CAPITALS: f32 = 0.4;

/// Width of a gap that divides columns by itself, as a share of the font's size.
const WIDE: f32 = 4.0;

/// A gap that may begin a gutter.
const GAP: f32 = 1.1;

/// Cuts the rows of a page into zones.
pub(crate) fn zones(rows: &[Row]) -> Vec<Zone> {
    let mut out = vec![];
    let mut plain = 0;
    let mut at = 0;
    while at < rows.len() {
        if let Some((end, middle)) = two(rows, at) {
            if plain < at {
                out.push(Zone::Whole(plain..at));
            }
            out.push(Zone::Two(at..end, middle));
            at = end;
            plain = end;
        } else {
            at += 1;
        }
    }
    if plain < rows.len() {
        out.push(Zone::Whole(plain..rows.len()));
    }
    out
}

/// The end of the two-column zone that begins with row `at`, and where it is divided.
fn two(rows: &[Row], at: usize) -> Option<(usize, f32)> {
    // The columns may begin at different heights.
    let near = rows.len().min(at + 3);
    let mut best: Option<(usize, f32)> = None;
    if at > 0 && ends_paragraph(&rows[at - 1], &rows[at]) {
        return None;
    }
    for i in at..near {
        let mut gutters = gaps(&rows[i]);
        gutters.extend(rows.get(i + 1).and_then(|next| gap_between(&rows[i], next)));
        for gutter in gutters {
            let Some((end, middle)) = grow(rows, at, gutter) else {
                continue;
            };
            if best.is_none_or(|(e, _)| end > e) {
                best = Some((end, middle));
            }
        }
    }
    best
}

/// Whether a row is the last line of the text above it, not the first of a column.
fn ends_paragraph(above: &Row, row: &Row) -> bool {
    let close = row.y - above.y < 1.7 * row.size.max(above.size);
    let running = above.x1() - above.x0() > 1.4 * (row.x1() - row.x0());
    let same = (above.size - row.size).abs() < 0.6;
    let inside = above.x0() - 3.0 <= row.x0() + 40.0 && row.x1() < above.x1();
    close && same && running && inside && gaps(row).is_empty() && gaps(above).is_empty()
}

/// The gaps of a row that may be gutters: left and right edge.
fn gaps(row: &Row) -> Vec<(f32, f32)> {
    row.words
        .windows(2)
        .map(|w| (w[0].x1, w[1].x0))
        .filter(|(from, to)| to - from >= GAP * row.size)
        .collect()
}

/// Whether two rows stand side by side, on baselines of their own.
fn beside(a: &Row, b: &Row) -> bool {
    (a.y - b.y).abs() < 0.9 * a.size.max(b.size)
}

/// The gap between two rows that stand side by side.
fn gap_between(a: &Row, b: &Row) -> Option<(f32, f32)> {
    let (left, right) = if a.x0() < b.x0() { (a, b) } else { (b, a) };
    let gap = (left.x1(), right.x0());
    (beside(a, b) && gap.1 - gap.0 >= GAP * a.size.max(b.size)).then_some(gap)
}

/// What a row leaves free of a gutter: the widest stretch, and whether words stand on its left and
/// on its right.
fn free(row: &Row, (from, to): (f32, f32)) -> ((f32, f32), bool, bool) {
    let mut best = (from, from);
    let mut start = from;
    for word in row.words.iter().filter(|w| w.x1 > from && w.x0 < to) {
        if word.x0 - start > best.1 - best.0 {
            best = (start, word.x0);
        }
        start = start.max(word.x1);
    }
    if to - start > best.1 - best.0 {
        best = (start, to);
    }
    let left = row.words.iter().any(|w| w.x1 <= best.0 + 0.01);
    let right = row.words.iter().any(|w| w.x0 >= best.1 - 0.01);
    (best, left, right)
}

fn grow(rows: &[Row], at: usize, gutter: (f32, f32)) -> Option<(usize, f32)> {
    let (mut from, mut to) = gutter;
    let mut both = 0;
    let mut sides = (0, 0);
    let mut widest: f32 = 0.0;
    let mut end = at;
    // The last row that has ink on both sides, or follows one closely.
    let mut last_both = at;
    for (i, row) in rows.iter().enumerate().skip(at) {
        if i > at {
            let above = &rows[i - 1];
            if row.top() - above.bottom() > 4.0 * row.size.max(above.size) && i > last_both + 1 {
                break;
            }
        }
        let (narrow, left, right) = free(row, (from, to));
        let two_sided = left && right;
        // Names and mottos in capitals may come close to each other.
        let capitals = two_sided && is_caps(&row.text());
        let least = if capitals { CAPITALS } else { GUTTER };
        if narrow.1 - narrow.0 < least * row.size {
            break;
        }
        if two_sided && !capitals && looks_running(row, narrow.0, narrow.1) {
            break;
        }
        (from, to) = narrow;
        let middle = (from + to) / 2.0;
        sides.0 += usize::from(left);
        sides.1 += usize::from(right);
        let facing = i > at && {
            let above = &rows[i - 1];
            beside(above, row) && (above.x0() > middle) != (row.x0() > middle)
        };
        if two_sided || facing {
            both += 1;
            last_both = i;
        }
        if two_sided {
            widest = widest.max((to - from) / row.size);
        }
        end = i + 1;
    }
    if end == at || both == 0 || is_labels(&rows[at..end], (from + to) / 2.0) {
        return None;
    }
    // One row with a gap is two columns only when the gap is wide: a number beside a date.
    let enough = (both >= 2 && sides.0 >= 2 && sides.1 >= 2) || widest >= WIDE;
    // The zone ends where neither column goes on beside the other.
    let tail = tail_end(rows, at, last_both, end, (from + to) / 2.0);
    enough.then_some((tail, (from + to) / 2.0))
}

/// Most rows that one column may be longer than the other.
const TAIL: usize = 14;

/// How far edges of the rows of one column may lie apart, in points.
const ALIGNED: f32 = 3.0;

/// The end of a zone: a longer column goes on as long as its rows keep the pitch and stay in it.
fn tail_end(rows: &[Row], start: usize, last_both: usize, end: usize, middle: f32) -> usize {
    let mut at = last_both + 1;
    let side = |row: &Row| row.x0() > middle;
    while at < end && at <= last_both + TAIL {
        let (above, row) = (&rows[at - 1], &rows[at]);
        let gap = row.y - above.y;
        // A signature leaves room for the stamp between the title and the name.
        let room = if side(row) { 9.0 } else { 2.2 };
        let edges = |row: &Row| (row.x0(), (row.x0() + row.x1()) / 2.0);
        let aligned = rows[start..at].iter().any(|above| {
            let part = self::side(above, middle, !side(row));
            let (own, of) = (edges(row), part.as_ref().map(edges));
            of.is_some_and(|of| {
                (own.0 - of.0).abs() <= ALIGNED || (own.1 - of.1).abs() <= 4.0 * ALIGNED
            })
        });
        if gap > room * row.size || !aligned {
            break;
        }
        at += 1;
    }
    at
}

/// Whether the gap of a row is one among its word gaps, as justified text has them.
fn looks_running(row: &Row, left: f32, right: f32) -> bool {
    let before = row.words.iter().filter(|w| w.x1 <= left + 0.01);
    let after = row.words.iter().filter(|w| w.x0 >= right - 0.01);
    let left = before.map(|w| w.x1).fold(f32::MIN, f32::max);
    let right = after.map(|w| w.x0).fold(f32::MAX, f32::min);
    let gap = right - left;
    if gap >= 1.8 * row.size {
        return false;
    }
    let mut others: Vec<f32> = row
        .words
        .windows(2)
        .map(|w| w[1].x0 - w[0].x1)
        .filter(|g| (g - gap).abs() > 0.01)
        .collect();
    others.sort_by(f32::total_cmp);
    others.last().is_some_and(|&most| gap < 1.5 * most)
}

/// Whether the left column is nothing but labels of a list, or the right nothing but page numbers
/// of a table of contents.
fn is_labels(rows: &[Row], middle: f32) -> bool {
    let left: Vec<&Word> = rows
        .iter()
        .flat_map(|r| r.words.iter())
        .filter(|w| w.x0 < middle)
        .collect();
    let label = |w: &&Word| {
        let text = w
            .text
            .trim_matches(['.', ')', '(', '-', '–', '+', '•', ':']);
        text.is_empty()
            || text.chars().all(|c| c.is_ascii_digit() || c == '.')
            || text.chars().count() == 1
            || document::roman_value(text).is_some()
    };
    left.iter().all(label)
}

/// The words of a row on one side of a divide.
pub(crate) fn side(row: &Row, middle: f32, left: bool) -> Option<Row> {
    let words: Vec<Word> = row
        .words
        .iter()
        .filter(|w| (w.x0 + w.x1 < 2.0 * middle) == left)
        .cloned()
        .collect();
    (!words.is_empty()).then(|| Row {
        words,
        ..row.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::super::page::Way;
    use super::*;

    /// A row a line: a word begins where it stands, six points a character.
    fn page(text: &str) -> Vec<Row> {
        let mut rows = vec![];
        for (i, line) in text.lines().enumerate() {
            let mut words: Vec<Word> = vec![];
            let mut at = 0;
            for piece in line.split(' ') {
                let width = piece.chars().count();
                if width > 0 {
                    words.push(Word {
                        text: piece.to_owned(),
                        x0: at as f32 * 6.0,
                        x1: (at + width) as f32 * 6.0,
                        glued: false,
                        raised: false,
                        bold: false,
                    });
                }
                at += width + 1;
            }
            if !words.is_empty() {
                rows.push(Row {
                    words,
                    y: i as f32 * 15.0,
                    size: 12.0,
                    way: Way::Right,
                });
            }
        }
        rows
    }

    #[test]
    fn letterheads_and_signatures_have_two_columns() {
        for (text, want) in [
            (
                "UBND TỈNH X      CỘNG HÒA XÃ HỘI CHỦ NGHĨA\n  SỞ Y TẾ         Độc lập - Tự do - Hạnh phúc\n\nSố: 5/KH-SYT        X, ngày 3 tháng 3 năm 2025\n\n                KẾ HOẠCH CỦA TỈNH",
                vec![(true, 3), (false, 1)],
            ),
            (
                "Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh về\nviệc triển khai Nghị quyết trên địa bàn tỉnh.",
                vec![(false, 2)],
            ),
            (
                "Nơi nhận:                 GIÁM ĐỐC\n- Sở Y tế;\n- Lưu: VT.\n\n\n                          Nguyễn Văn A",
                vec![(true, 4)],
            ),
            (
                "1.    Một việc\n2.    Hai việc\n3.    Ba việc",
                vec![(false, 3)],
            ),
        ] {
            let found: Vec<(bool, usize)> = zones(&page(text))
                .into_iter()
                .map(|zone| match zone {
                    Zone::Whole(range) => (false, range.len()),
                    Zone::Two(range, _) => (true, range.len()),
                })
                .collect();
            assert_eq!(found, want, "{text}");
        }
    }
}
