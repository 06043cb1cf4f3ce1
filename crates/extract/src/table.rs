//! What the columns and rows of a table mean: [`header`] reads the columns, [`rows`] the body.

mod header;

use document::{Span, Table};

use crate::prose::is_caps;
use crate::source::Source;
pub(crate) use header::{Column, Grid, Subject, read};

/// A row of the body, with merged and ditto cells filled in.
#[derive(Debug, Clone)]
pub(crate) struct Row<'d> {
    /// Number of the row in the table.
    pub number: usize,
    /// The cells: where their text stands, and the breaks inside.
    pub cells: Vec<(Span, &'d [u32])>,
    /// Group rows that it stands under, the outermost first.
    pub groups: Vec<Group>,
}

/// A group row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Group {
    /// Its number.
    pub label: Option<Span>,
    /// Its title.
    pub title: Span,
    /// The number is a numeral that was misread (`1` for `I`), and counts no rows.
    misread: bool,
}

impl Group {
    fn number<'s>(&self, source: &'s Source<'_>) -> &'s str {
        match self.label {
            Some(_) if self.misread => "I",
            Some(span) => source.text(span),
            None => "",
        }
    }
}

/// What a row of the body is.
enum Line {
    Group(Group),
    Data,
    Empty,
}

/// The rows of a table that are no header, no group and not empty.
///
/// `groups` are those that the first row stands under: of a table that goes on with another; those
/// of the last row come back.
pub(crate) fn rows<'d>(
    source: &Source<'d>,
    table: &'d Table,
    grid: &Grid,
    groups: &mut Vec<Group>,
) -> Vec<Row<'d>> {
    let text_column = grid
        .columns
        .iter()
        .position(|c| matches!(c, Column::Task | Column::Target))
        .unwrap_or(0);
    let index = grid.columns.iter().position(|c| *c == Column::Index);
    let mut out: Vec<Row<'d>> = vec![];
    for number in grid.first_row..table.rows.len() {
        if repeats_header(source, &table.rows[number], grid) {
            continue;
        }
        let mut cells: Vec<(Span, &[u32])> = table.rows[number]
            .cells
            .iter()
            .map(|c| (c.span, c.breaks.as_slice()))
            .collect();
        let line = line(source, table, number, text_column, index);
        match line {
            Line::Empty => continue,
            Line::Group(group) => {
                let number = group.number(source);
                let depth = depth(number);
                groups.retain(|above| {
                    let above = above.number(source);
                    self::depth(above) < depth && holds(above, number)
                });
                groups.push(group);
                continue;
            }
            Line::Data => {
                let label = index
                    .and_then(|i| cells.get(i))
                    .map_or("", |c| source.text(c.0));
                groups.retain(|above| holds(above.number(source), label));
            }
        }
        let above = out.last();
        for (i, own) in table.rows[number].cells.iter().enumerate() {
            let left = own.spans_left.then(|| i.checked_sub(1)).flatten();
            let inherited = own.spans_up || is_ditto(source.text(own.span));
            if inherited && let Some(above) = above.and_then(|r| r.cells.get(i)) {
                cells[i] = *above;
            } else if let Some(left) = left {
                cells[i] = cells[left];
            }
        }
        out.push(Row {
            number,
            cells,
            groups: groups.clone(),
        });
    }
    out
}

/// Whether a row repeats the header or numbers the columns: `(1) (2) (3)`.
fn repeats_header(source: &Source<'_>, row: &document::Row, grid: &Grid) -> bool {
    let cells = || {
        row.cells
            .iter()
            .zip(&grid.headers)
            .filter(|(cell, _)| !cell.span.is_empty())
            .map(|(cell, header)| (source.text(cell.span), source.text(*header)))
    };
    let few = cells().count() < 3;
    let number = |text: &str| {
        let inner = text.trim_matches(['(', ')', ' ']);
        inner.parse::<u8>().ok()
    };
    let counted = || {
        cells()
            .map(|(text, _)| number(text))
            .collect::<Option<Vec<u8>>>()
            .is_some_and(|all| all.windows(2).all(|w| w[0].checked_add(1) == Some(w[1])))
    };
    !few && (cells().all(|(text, header)| text.len() == header.len() && text == header)
        || counted())
}

/// How deep a group with this number stands: letters and Roman numerals outside, `1.1` inside `1`.
fn depth(label: &str) -> usize {
    match label.chars().next() {
        Some(c) if c.is_ascii_digit() => 2 + label.trim_end_matches('.').matches('.').count(),
        _ => {
            let label = label.trim_end_matches('.');
            usize::from(document::roman_value(label).is_some() || is_garbled(label))
        }
    }
}

/// Whether a label looks like a numeral that was misread (`HN!`, `xV`): a letter or two with other
/// signs, but no number, no letter of an enumeration and no dash.
fn is_garbled(label: &str) -> bool {
    const LONGEST: usize = 5;
    let count = label.chars().count();
    (2..=LONGEST).contains(&count)
        && !label.contains(|c: char| c.is_ascii_digit() || c.is_whitespace())
        && label.contains(char::is_alphabetic)
        && !label.ends_with([')', '.'])
}

/// Whether a group holds a row with this number: `11` holds `11.2` and no `12`; a group with a
/// Roman numeral or a letter holds what follows it.
fn holds(group: &str, label: &str) -> bool {
    let group = group.trim_end_matches('.');
    if !group.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    label.is_empty()
        || label
            .strip_prefix(group)
            .is_some_and(|rest| rest.starts_with('.'))
}

/// `nt`, `-nt-`, `″`: the same as above.
fn is_ditto(text: &str) -> bool {
    const LONGEST: usize = 24;
    let plain = text.trim_matches(['-', '–', '.', ' ', '(', ')']);
    if plain.len() > LONGEST {
        return false;
    }
    matches!(plain, "\"" | "″" | "”" | "''" | "//" | "〃")
        || matches!(
            normalize::ascii_form(plain).as_str(),
            "nt" | "nhu tren" | "n.t"
        )
}

fn line(
    source: &Source<'_>,
    table: &Table,
    number: usize,
    text_column: usize,
    index: Option<usize>,
) -> Line {
    let row = &table.rows[number];
    let filled: Vec<usize> = (0..row.cells.len())
        .filter(|&i| !row.cells[i].span.is_empty() && !row.cells[i].spans_left)
        .collect();
    if filled.is_empty()
        || filled
            .iter()
            .all(|&i| is_placeholder(source.text(row.cells[i].span)))
    {
        return Line::Empty;
    }
    let text = |i: usize| row.cells.get(i).map_or("", |c| source.text(c.span));
    let leading = filled.iter().all(|&i| i <= text_column.max(1));
    if !leading || row.cells.iter().any(|c| c.spans_up) {
        let label_only = filled.len() == 1 && Some(filled[0]) == index;
        return if label_only { Line::Empty } else { Line::Data };
    }
    let (label, title) = match filled.as_slice() {
        [one] => (None, *one),
        [first, second] => (Some(*first), *second),
        _ => return Line::Data,
    };
    let span = |i: usize| row.cells[i].span;
    let label_text = label
        .map_or("", text)
        .trim_matches(['.', ')', '(', ' ', '-']);
    let ordinal = document::roman_value(label_text).is_some()
        || (label_text.chars().count() == 1 && label_text.chars().all(char::is_uppercase));
    let has_children = || {
        let prefix = format!("{label_text}.");
        let next = table.rows.get(number + 1).and_then(|r| r.cells.get(label?));
        !label_text.is_empty() && next.is_some_and(|c| source.text(c.span).starts_with(&prefix))
    };
    if label.is_none() && Some(title) == index {
        // A number alone: an empty form. A title in the column of numbers heads a group.
        return if text(title).chars().filter(|c| c.is_alphabetic()).count() > 4 {
            Line::Group(Group {
                label: None,
                title: span(title),
                misread: false,
            })
        } else {
            Line::Empty
        };
    }
    // A misread numeral: nothing but a title beside it, and the numbers of its rows begin behind it.
    let below = table.rows.get(number + 1);
    let first = label.and_then(|i| below?.cells.get(i));
    // `1` or `l` for `I` over a row that is the first.
    let one = matches!(label_text, "1" | "l" | "!" | "|") && {
        let first = first.map_or("", |c| source.text(c.span));
        first.trim_matches(['.', ')', ' ', '0']) == "1"
    };
    let heads_rows = || {
        let counts = first.is_some_and(|c| {
            let first = source.text(c.span);
            first.trim_end_matches(['.', ')']).parse::<u16>().is_ok()
        });
        let told = below.is_some_and(|row| {
            let own = row.cells.iter().filter(|c| !c.span.is_empty()).count();
            own > filled.len()
        });
        row.cells.len() > 3 && (is_garbled(label_text) || one) && counts && told
    };
    let is_group =
        ordinal || has_children() || heads_rows() || (label.is_none() && is_caps(text(title)));
    // A table of two columns has rows of number and text that are no groups.
    if is_group && row.cells.len() > 2 {
        return Line::Group(Group {
            label: label.map(span),
            title: span(title),
            misread: one,
        });
    }
    Line::Data
}

/// Dots and dashes of a form that is to be filled in.
fn is_placeholder(text: &str) -> bool {
    text.chars().all(|c| "….-–_/\\ ".contains(c))
}

#[cfg(test)]
mod tests;
