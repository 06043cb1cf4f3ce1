//! Tables without vertical lines, or without any.
//!
//! What makes them tables is a header that begins with the name of the column of numbers, and rows
//! that keep its columns. Where horizontal lines run over the whole width, they divide the rows;
//! elsewhere wider gaps do, and the numbers.

use std::ops::Range;
use std::sync::LazyLock;

use super::page::{Rule, Way};
use super::row::{Row, Word};
use crate::table::{alphanumeric, is_ordinal};

/// Names of the column of numbers, letters only.
static NUMBER_COLUMNS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    include_str!("../../lexicon/number_columns.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect()
});

/// A table found among rows of text.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// The rows that it takes.
    pub rows: Range<usize>,
    /// Positions of the column borders.
    pub xs: Vec<f32>,
    /// The rows of the table: top and bottom.
    pub bands: Vec<(f32, f32)>,
    /// A line closes it at its bottom.
    pub closed: bool,
}

/// Least number of columns.
const COLUMNS: usize = 3;

/// A gap between two cells of a header, as a share of the font's size.
const CELL_GAP: f32 = 0.7;

/// The tables among the rows of a page; `carried` are the columns of one that the page before ended
/// with.
pub(crate) fn find(rows: &[Row], rules: &[Rule], carried: Option<&[f32]>) -> Vec<Found> {
    let mut out: Vec<Found> = vec![];
    let mut at = 0;
    if let Some(xs) = carried
        && let Some(found) = go_on(rows, rules, xs)
    {
        at = found.rows.end;
        out.push(found);
    }
    while at < rows.len() {
        let Some(number) = (at..rows.len()).find(|&i| names_numbers(&rows[i])) else {
            break;
        };
        match table(rows, rules, at, number) {
            Some(found) => {
                at = found.rows.end.max(number + 1);
                out.push(found);
            }
            None => at = number + 1,
        }
    }
    out
}

/// Whether a row begins with the name of the column of numbers.
fn names_numbers(row: &Row) -> bool {
    if row.way != Way::Right || row.words.len() < COLUMNS {
        return false;
    }
    let cells = cells(&row.words, CELL_GAP * row.size);
    let first = cells
        .first()
        .map(|c| alphanumeric(&text(&row.words[c.clone()])));
    cells.len() >= 2 && first.is_some_and(|name| NUMBER_COLUMNS.contains(&name.as_str()))
}

fn text(words: &[Word]) -> String {
    words
        .iter()
        .map(|w| w.text.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Words cut at gaps.
fn cells(words: &[Word], gap: f32) -> Vec<Range<usize>> {
    let mut out = vec![];
    let mut start = 0;
    for i in 1..=words.len() {
        if i == words.len() || words[i].x0 - words[i - 1].x1 > gap {
            out.push(start..i);
            start = i;
        }
    }
    out
}

/// Horizontal lines that run over a width, from top to bottom.
fn dividers(rules: &[Rule], x0: f32, x1: f32) -> Vec<f32> {
    let mut long: Vec<(f32, f32)> = rules
        .iter()
        .filter(|r| r.horizontal)
        .map(|r| (r.at, r.to.min(x1) - r.from.max(x0)))
        .collect();
    long.sort_by(|a, b| a.0.total_cmp(&b.0));
    // A line may be drawn cell by cell.
    let mut out: Vec<f32> = vec![];
    let mut at = 0;
    while at < long.len() {
        let end = at + long[at..].partition_point(|r| r.0 - long[at].0 <= 2.0);
        let width: f32 = long[at..end].iter().map(|r| r.1.max(0.0)).sum();
        if width >= 0.8 * (x1 - x0) {
            out.push(long[at].0);
        }
        at = end;
    }
    out
}

/// The table whose header has the name of the column of numbers in row `number`.
fn table(rows: &[Row], rules: &[Rule], from: usize, number: usize) -> Option<Found> {
    let anchor = &rows[number];
    let lines = dividers(rules, anchor.x0(), anchor.x1());
    let above = lines.iter().rev().find(|&&y| y < anchor.y).copied();
    let below = lines.iter().find(|&&y| y > anchor.y).copied();
    let ruled = below.is_some();
    // The header: between two lines, or as far as its rows stand close and leave its gaps open.
    let near = |a: &Row, b: &Row| (b.y - a.y).abs() < 1.4 * a.size.max(b.size);
    let mut top = number;
    while top > from
        && above.map_or(near(&rows[top - 1], &rows[top]), |y| rows[top - 1].y > y)
        && fits_header(&rows[top - 1], anchor)
    {
        top -= 1;
    }
    let begins_body = |row: &Row| {
        let first = row
            .words
            .first()
            .map(|w| w.text.trim_matches(['.', ')', '(']));
        first.is_some_and(is_ordinal)
    };
    let mut body = number + 1;
    while body < rows.len()
        && below.map_or(
            near(&rows[body - 1], &rows[body]) && !begins_body(&rows[body]),
            |y| rows[body].y < y,
        )
    {
        body += 1;
    }
    let columns = header_columns(&rows[top..body]);
    if columns.len() < COLUMNS {
        return None;
    }
    let sample = rows.len().min(body + SAMPLE);
    let borders = borders(&columns, &rows[body..sample])?;
    let end = extent(rows, body, &lines, &borders, ruled);
    if end <= body {
        return None;
    }
    let inner = self::borders(&columns, &rows[body..end]).unwrap_or(borders);
    let left = rows[top..end].iter().map(Row::x0).fold(f32::MAX, f32::min);
    let right = rows[top..end].iter().map(Row::x1).fold(f32::MIN, f32::max);
    let mut xs = vec![left - 2.0];
    xs.extend(inner);
    xs.push(right + 2.0);
    let mut bands = vec![];
    let head = (rows[top].top(), rows[body - 1].bottom());
    bands.push(head);
    bands.extend(bands_of(&rows[body..end], &lines, &xs, ruled));
    let last = rows[end - 1].bottom();
    Some(Found {
        rows: top..end,
        xs,
        bands,
        closed: !ruled || lines.iter().any(|&y| y >= last - 2.0 && y < last + 14.0),
    })
}

/// The rest of a table at the top of a page.
fn go_on(rows: &[Row], rules: &[Rule], xs: &[f32]) -> Option<Found> {
    let first = rows.first()?;
    if names_numbers(first) || rows.iter().take(4).any(names_numbers) {
        return None;
    }
    let lines = dividers(rules, xs[0] + 4.0, xs[xs.len() - 1] - 4.0);
    let ruled = !lines.is_empty();
    let inner = &xs[1..xs.len() - 1];
    let end = extent(rows, 0, &lines, inner, ruled);
    let several = rows[..end]
        .iter()
        .filter(|row| keeps(row, inner) && parts(row, xs).len() >= 2)
        .count();
    if end == 0 || several == 0 {
        return None;
    }
    Some(Found {
        rows: 0..end,
        xs: xs.to_vec(),
        bands: bands_of(&rows[..end], &lines, xs, ruled),
        closed: !ruled || lines.iter().any(|&y| y >= rows[end - 1].bottom() - 2.0),
    })
}

/// Whether a row may be part of a header: its words keep the gaps of the row that has the name of
/// the column of numbers.
fn fits_header(row: &Row, anchor: &Row) -> bool {
    let first = anchor.words.first().map_or(0.0, |w| w.x1);
    row.way == Way::Right && row.x0() > first && {
        let gap = CELL_GAP * row.size;
        let wide = cells(&row.words, gap)
            .into_iter()
            .map(|c| row.words[c.end - 1].x1 - row.words[c.start].x0)
            .fold(0.0, f32::max);
        wide < 0.6 * (anchor.x1() - anchor.x0())
    }
}

/// The columns of a header: stretches of x that its rows cover.
fn header_columns(rows: &[Row]) -> Vec<(f32, f32)> {
    let mut spans: Vec<(f32, f32)> = vec![];
    for row in rows {
        for cell in cells(&row.words, CELL_GAP * row.size) {
            spans.push((row.words[cell.start].x0, row.words[cell.end - 1].x1));
        }
    }
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<(f32, f32)> = vec![];
    for span in spans {
        match out.last_mut() {
            Some(last) if span.0 < last.1 + 1.0 => last.1 = last.1.max(span.1),
            _ => out.push(span),
        }
    }
    out
}

/// Whether no word of a row stands on a border.
fn keeps(row: &Row, borders: &[f32]) -> bool {
    !row.words
        .iter()
        .any(|w| borders.iter().any(|&b| w.x0 + 1.0 < b && b < w.x1 - 1.0))
}

/// How many rows show where the columns part, before it is known how far the table reaches.
const SAMPLE: usize = 14;

/// The borders between the columns of a header: between the middles of two header cells, the widest
/// stretch that the fewest rows cover.
fn borders(columns: &[(f32, f32)], rows: &[Row]) -> Option<Vec<f32>> {
    let mut out = vec![];
    for pair in columns.windows(2) {
        let from = (pair[0].0 + pair[0].1) / 2.0;
        let to = (pair[1].0 + pair[1].1) / 2.0;
        let covers = |x: f32| {
            let on = |w: &Word| w.x0 - 0.5 < x && x < w.x1 + 0.5;
            let headed = pair.iter().any(|c| c.0 < x && x < c.1);
            rows.iter().filter(|r| r.words.iter().any(on)).count() + usize::from(headed)
        };
        let steps = ((to - from) as usize).clamp(1, 400);
        let counts: Vec<usize> = (0..=steps).map(|i| covers(from + i as f32)).collect();
        let least = *counts.iter().min()?;
        if least * 4 > rows.len().max(4) {
            return None;
        }
        let mut best = (0, 0);
        let mut start = None;
        for i in 0..=counts.len() {
            let low = counts.get(i) == Some(&least);
            match (low, start) {
                (true, None) => start = Some(i),
                (false, Some(s)) => {
                    if i - s > best.1 - best.0 {
                        best = (s, i);
                    }
                    start = None;
                }
                _ => {}
            }
        }
        out.push(from + (best.0 + best.1) as f32 / 2.0);
    }
    Some(out)
}

/// The end of the body that begins with row `body`.
fn extent(rows: &[Row], body: usize, lines: &[f32], borders: &[f32], ruled: bool) -> usize {
    let mut end = body;
    if ruled {
        let start = rows.get(body).map_or(0.0, |r| r.y);
        // Lines that belong together; behind the last of them rows may still go on to the foot of
        // the page.
        let last = lines.iter().rev().find(|&&y| y > start).copied();
        end = rows[body..]
            .iter()
            .position(|r| last.is_none_or(|y| r.y > y))
            .map_or(rows.len(), |n| body + n);
        let closed = end < rows.len() && last.is_some_and(|y| rows[end].top() - y > -2.0);
        if closed && end > body && rows[end].y - rows[end - 1].y > 2.0 * rows[end].size {
            return end;
        }
    }
    let mut last = end;
    while end < rows.len() {
        let row = &rows[end];
        let gap = end.checked_sub(1).map_or(0.0, |i| row.y - rows[i].y);
        if row.way != Way::Right || gap > 3.5 * row.size {
            break;
        }
        if keeps(row, borders) {
            last = end + 1;
        } else {
            // A group row runs over the columns; so does the text behind the table.
            let group = row.words.first().is_some_and(|w| {
                is_ordinal(w.text.trim_matches(['.', ')'])) && w.x1 < borders[0] + 2.0
            });
            if !group || ruled {
                break;
            }
        }
        end += 1;
    }
    last
}

/// The parts of a row, by column. A piece that runs over several columns stands in the first, or
/// in the second when the first has a number of its own.
pub(crate) fn parts(row: &Row, xs: &[f32]) -> Vec<(Row, usize)> {
    let mut out: Vec<(Row, usize)> = vec![];
    for cell in cells(&row.words, CELL_GAP * row.size) {
        let words = &row.words[cell];
        let column = |x: f32| xs.partition_point(|&b| b <= x).clamp(1, xs.len() - 1) - 1;
        let inside = |w: &Word| column((w.x0 + w.x1) / 2.0);
        let crosses = |border: f32| words.iter().any(|w| w.x0 < border && border < w.x1);
        let (first, last) = (inside(&words[0]), inside(&words[words.len() - 1]));
        // Words of a group's title stand over the borders; those of two full cells beside them.
        let spread = (first + 1..=last).any(|i| crosses(xs[i])) && last > first + 1;
        let mut start = 0;
        for i in 1..=words.len() {
            let ends = i == words.len() || (!spread && inside(&words[i]) != inside(&words[i - 1]));
            if ends {
                let part = Row {
                    words: words[start..i].to_vec(),
                    ..row.clone()
                };
                out.push((part, inside(&words[start])));
                start = i;
            }
        }
    }
    out
}

/// The rows of the table among rows of text: top and bottom of each.
fn bands_of(rows: &[Row], lines: &[f32], xs: &[f32], ruled: bool) -> Vec<(f32, f32)> {
    let pitch = {
        let mut gaps: Vec<f32> = rows
            .windows(2)
            .map(|w| w[1].y - w[0].y)
            .filter(|g| *g > 1.0)
            .collect();
        gaps.sort_by(f32::total_cmp);
        gaps.get(gaps.len() / 4).copied().unwrap_or(f32::MAX)
    };
    let number = |row: &Row| {
        let first = row.words.first();
        first.is_some_and(|w| {
            (w.x0 + w.x1) / 2.0 < xs[1] && is_ordinal(w.text.trim_matches(['.', ')', '(']))
        })
    };
    let mut out: Vec<(f32, f32)> = vec![];
    let mut numbered = false;
    for (i, row) in rows.iter().enumerate() {
        let above = i.checked_sub(1).map(|i| &rows[i]);
        let begins = above.is_none_or(|above| {
            if ruled {
                lines.iter().any(|&y| above.y < y && y < row.y)
            } else {
                row.y - above.y > 1.3 * pitch || (number(row) && numbered)
            }
        });
        if begins {
            out.push((row.top(), row.bottom()));
            numbered = number(row);
        } else if let Some(last) = out.last_mut() {
            last.1 = last.1.max(row.bottom());
            numbered |= number(row);
        }
    }
    out
}
