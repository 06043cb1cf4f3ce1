//! Tables in text: rows of cells between tabs or pipes.
//!
//! A table ends where the rows end; page numbers and repeated headers do not end it. A row that a
//! page break cut in two is joined again, cell by cell, on evidence: its first cell is empty, and
//! its text goes on where the row above broke off.

use document::{Label, LabelKind, Remark, Span};

use super::line::{Line, dangles, ends_sentence, is_caps, is_row, starts_low};
use super::markup::BREAK;
use super::paragraph::is_head_line;
use crate::builder::{Builder, DraftCell, DraftRow, Fragment, Join};
use crate::table::{
    alphanumeric, append, completes, first_cell_empty, is_column_numbers, is_group, is_sum,
    looks_like_header, mark_spanned, same_header,
};

/// The line behind the table that begins at line `at`; `at` when none begins there.
pub(crate) fn end(input: &str, lines: &[Line], at: usize) -> usize {
    if !begins(input, lines, at) {
        return at;
    }
    let header = alphanumeric(lines[at].text(input));
    let mut end = at + 1;
    let mut next = end;
    while next < lines.len() {
        let line = &lines[next];
        if is_row(line.text(input)) {
            next += 1;
            end = next;
        } else if line.furniture || stands_between(input, lines, next, &header) {
            next += 1;
        } else {
            break;
        }
    }
    end
}

/// Whether a table begins: a line with three cells, or three lines with two.
fn begins(input: &str, lines: &[Line], at: usize) -> bool {
    let cells = |i: usize| lines.get(i).map_or(0, |l: &Line| cell_count(l.text(input)));
    let line = &lines[at];
    if line.furniture || cells(at) < 2 || is_head_line(line.text(input)) {
        return false;
    }
    let near = (at + 1..lines.len())
        .filter(|&i| !lines[i].furniture)
        .take(2);
    let follow: Vec<usize> = near.collect();
    if follow.iter().any(|&i| is_head_line(lines[i].text(input))) {
        return false;
    }
    cells(at) >= 3 || (follow.len() == 2 && follow.iter().all(|&i| cells(i) >= 2))
}

fn cell_count(text: &str) -> usize {
    if text.contains('\t') {
        text.split('\t').count()
    } else {
        pipe_cells(text).count()
    }
}

/// Whether a line that is no row stands inside a table: the rest of a wrapped cell, or a group
/// row that lost its tabs.
fn stands_between(input: &str, lines: &[Line], at: usize, header: &str) -> bool {
    let line = &lines[at];
    let text = line.text(input);
    let next = (at + 1..lines.len()).find(|&i| !lines[i].furniture);
    let Some(next) = next.map(|i| lines[i].text(input)).filter(|t| is_row(t)) else {
        return false;
    };
    if alphanumeric(next) == header {
        return false;
    }
    let label = Label::read(input, line.span).map(|(l, _)| l.kind);
    let group = matches!(label, Some(LabelKind::Roman | LabelKind::Upper)) || is_caps(text);
    let appendix = label == Some(LabelKind::Appendix);
    (group && !appendix) || (label.is_none() && starts_low(text) && line.blank_before == 0)
}

fn pipe_cells(text: &str) -> impl Iterator<Item = &str> {
    let inner = text.trim();
    let inner = inner.strip_prefix('|').unwrap_or(inner);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner.split('|')
}

/// A row as the source has it.
struct Raw {
    row: DraftRow,
    page_break: bool,
    /// It is a line without cells.
    loose: bool,
}

/// Adds the table that a run of lines makes.
pub(crate) fn read(input: &str, lines: &[Line], builder: &mut Builder, remarks: &mut Vec<Remark>) {
    let mut raw: Vec<Raw> = vec![];
    let mut ruled_after = None;
    for line in lines.iter() {
        if is_ruler(line.text(input)) {
            ruled_after.get_or_insert(raw.len());
        } else if !line.furniture {
            raw.push(cut(input, line));
        }
    }
    let width = raw.iter().map(|r| r.row.cells.len()).max().unwrap_or(0);
    for row in &mut raw {
        if row.loose {
            continue;
        }
        row.row.cells.resize(width, DraftCell::default());
    }
    let mut header_rows = header_rows(input, &raw, ruled_after);
    let mut rows: Vec<DraftRow> = vec![];
    let mut repeats = vec![];
    let headers: Vec<Vec<String>> = raw[..header_rows].iter().map(|r| keys(input, r)).collect();
    let mut at_break = false;
    let mut joined = 0;
    for (i, mut raw) in raw.into_iter().enumerate() {
        at_break |= raw.page_break;
        if i < header_rows {
            rows.push(raw.row);
            continue;
        }
        if headers
            .iter()
            .any(|h| may_repeat(input, h, &raw) && same_header(h, &keys(input, &raw)))
        {
            at_break = true;
            repeats.push(raw.row);
            continue;
        }
        if raw.loose {
            place_loose(input, &mut raw.row, width, rows.get_mut(header_rows..));
            if raw.row.cells.is_empty() {
                continue;
            }
        }
        let body = header_rows.min(rows.len());
        let previous = rows[body..].last_mut();
        match previous {
            Some(previous) if continues(input, previous, &raw.row, at_break) => {
                append(input, previous, raw.row);
                joined += 1;
            }
            _ => {
                if let Some(previous) = previous.filter(|p| !is_group(input, p)) {
                    mark_merged(input, previous, &mut raw.row);
                }
                rows.push(raw.row);
            }
        }
        at_break = false;
    }
    mark_spanned(input, &mut rows[..header_rows]);
    header_rows = header_rows.min(rows.len());
    builder.table(&rows, header_rows, &repeats, vec![]);
    if joined > 0 {
        let message = format!("{joined} table rows joined with the rows they continue");
        remarks.push(Remark {
            code: "row_joined",
            message,
            span: None,
        });
    }
}

/// The line under a Markdown header: `| --- | :-: |`.
fn is_ruler(text: &str) -> bool {
    text.contains('-')
        && text.contains('|')
        && text
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+'))
}

fn cut(input: &str, line: &Line) -> Raw {
    let text = line.text(input);
    let base = line.span.start as usize;
    let loose = !is_row(text);
    let mut cells = vec![];
    let mut page_break = line.page_break;
    let mut add = |part: &str| {
        let start = base + (part.as_ptr() as usize - text.as_ptr() as usize);
        let mut fragments = vec![];
        let mut from = start;
        for piece in part.split(BREAK) {
            let span = Span::new(from, from + piece.len()).trim(input);
            from += piece.len() + BREAK.len_utf8();
            if !span.is_empty() {
                fragments.push(Fragment {
                    span,
                    join: Join::Line,
                    page_break,
                });
                page_break = false;
            }
        }
        cells.push(DraftCell {
            fragments,
            ..DraftCell::default()
        });
    };
    if text.contains('\t') {
        text.split('\t').for_each(&mut add);
    } else if loose {
        add(text);
    } else {
        pipe_cells(text).for_each(&mut add);
    }
    Raw {
        row: DraftRow { cells },
        page_break: line.page_break,
        loose,
    }
}

/// How many of the first rows are header.
fn header_rows(input: &str, raw: &[Raw], ruled_after: Option<usize>) -> usize {
    let Some(first) = raw.first() else { return 0 };
    let mut count = match ruled_after {
        Some(n) if n <= 3 => n,
        _ => usize::from(looks_like_header(input, &first.row)),
    };
    if count == 0 {
        return 0;
    }
    while let Some(next) = raw.get(count).filter(|_| count < 4) {
        let second_level = first_cell_empty(input, &next.row)
            && looks_like_header(input, &next.row)
            && completes(input, &raw[count - 1].row, &next.row);
        if !is_column_numbers(input, &next.row) && !second_level {
            break;
        }
        count += 1;
    }
    count
}

fn keys(input: &str, raw: &Raw) -> Vec<String> {
    raw.row
        .cells
        .iter()
        .map(|c| alphanumeric(&c.text(input)))
        .collect()
}

/// A quick look before the comparison: the first cells are alike in length.
fn may_repeat(input: &str, header: &[String], raw: &Raw) -> bool {
    let first = raw.row.cells.first().map(|c| c.text(input));
    let (Some(first), Some(header)) = (first, header.first()) else {
        return false;
    };
    first.chars().count() <= header.len() + 4 && header.is_empty() == first.is_empty()
}

/// A line without tabs inside a table is a group row, or the rest of the cell before it.
fn place_loose(input: &str, row: &mut DraftRow, width: usize, rows: Option<&mut [DraftRow]>) {
    let Some(cell) = row.cells.pop() else { return };
    let Some(span) = cell.fragments.first().map(|f| f.span) else {
        return;
    };
    if starts_low(&input[span.range()])
        && let Some(last) = rows.and_then(|r| r.last_mut())
        && let Some(target) = last.cells.iter_mut().rev().find(|c| !c.is_empty(input))
    {
        target.fragments.extend(cell.fragments);
        return;
    }
    row.cells.resize(width, DraftCell::default());
    let fragment = |span| Fragment {
        span,
        join: Join::Line,
        page_break: false,
    };
    match Label::read(input, span) {
        Some((label, at)) if width > 1 && at < span.end as usize => {
            row.cells[0].fragments = vec![fragment(label.span)];
            row.cells[1].fragments = vec![fragment(Span::new(at, span.end as usize))];
        }
        _ => row.cells[width.min(2) - 1] = cell,
    }
}

/// Whether a row goes on where the row above it broke off.
fn continues(input: &str, above: &DraftRow, row: &DraftRow, at_break: bool) -> bool {
    if !first_cell_empty(input, row) {
        return false;
    }
    let filled: Vec<usize> = (0..row.cells.len())
        .filter(|&i| !row.cells[i].is_empty(input))
        .collect();
    let Some(&first) = filled.first() else {
        return false;
    };
    let texts: Vec<String> = row.cells.iter().map(|c| c.text(input)).collect();
    let before: Vec<String> = above.cells.iter().map(|c| c.text(input)).collect();
    if texts.iter().any(|t| is_sum(t)) {
        return false;
    }
    if is_group(input, above) {
        // Only the title of a group may go on.
        return filled == [1] && is_caps(&before[1]) == is_caps(&texts[1]);
    }
    // A title alone under a row is a group of its own.
    if filled == [1] && is_caps(&texts[1]) && !is_caps(&before[1]) {
        return false;
    }
    let goes_on = |&i: &usize| {
        let open = !before[i].is_empty() && !ends_sentence(&before[i]);
        starts_low(&texts[i]) || (open && dangles(&before[i], &texts[i]))
    };
    let on = filled.iter().filter(|i| goes_on(i)).count();
    if at_break {
        // The text of the row decides; where it has none, what stands beside it goes on.
        return if first == 1 {
            goes_on(&1) || on * 2 >= filled.len()
        } else {
            true
        };
    }
    if on == filled.len() {
        return true;
    }
    // The number and the text are merged downwards when the row has an owner or a time of its own.
    first >= 2 && filled.len() == 1
}

/// A row without number and text takes them from the row above: its cells were merged downwards.
fn mark_merged(input: &str, above: &DraftRow, row: &mut DraftRow) {
    let merged = row.cells.len() > 2
        && row.cells[..2].iter().all(|c| c.is_empty(input))
        && row.cells[2..].iter().any(|c| !c.is_empty(input));
    if !merged {
        return;
    }
    for (cell, from) in row.cells.iter_mut().zip(&above.cells).take(2) {
        cell.spans_up = !from.is_empty(input) || from.spans_up;
    }
}

#[cfg(test)]
mod tests;
