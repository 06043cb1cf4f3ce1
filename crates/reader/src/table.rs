//! Rows of a table, whatever the source: which are header, which are groups, which go on.

use crate::builder::{DraftRow, Join};
use crate::text::paragraph::join;

/// Longest text of a header cell, in characters.
const HEADER_CELL: usize = 80;

/// The same in a row that begins with the header of the column of numbers: nothing else does.
const LONG_HEADER_CELL: usize = 300;

/// Letters and digits only, for comparing headers.
pub(crate) fn alphanumeric(text: &str) -> String {
    normalize::ascii_form(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

pub(crate) fn looks_like_header(input: &str, row: &DraftRow) -> bool {
    let texts: Vec<String> = row.cells.iter().map(|c| c.text(input)).collect();
    let filled = texts.iter().filter(|t| !t.is_empty()).count();
    let longest = if begins_anew(input, row) {
        LONG_HEADER_CELL
    } else {
        HEADER_CELL
    };
    let short = texts
        .iter()
        .all(|t| t.chars().count() <= longest && !t.ends_with(';'));
    let numbered = texts.first().is_some_and(|t| is_ordinal(t));
    filled >= 2 && short && !numbered
}

/// `01`, `1.2`, `IV`, `A`: the number of a row.
pub(crate) fn is_ordinal(text: &str) -> bool {
    let text = text.trim_matches(['.', ')', '(', ' ']);
    let digits = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    digits || document::roman_value(text).is_some()
}

pub(crate) fn first_cell_empty(input: &str, row: &DraftRow) -> bool {
    row.cells.first().is_some_and(|c| c.is_empty(input))
}

/// A second header row names columns that the first leaves empty or spans.
pub(crate) fn completes(input: &str, above: &DraftRow, below: &DraftRow) -> bool {
    let mut left = String::new();
    above.cells.iter().zip(&below.cells).any(|(a, b)| {
        let text = a.text(input);
        let spanned = text.is_empty() || text == left;
        left = text;
        spanned && !b.is_empty(input)
    })
}

/// A row `(1) (2) (3)` or `1 2 3` under a header.
pub(crate) fn is_column_numbers(input: &str, row: &DraftRow) -> bool {
    let filled: Vec<String> = row
        .cells
        .iter()
        .map(|c| c.text(input))
        .filter(|t| !t.is_empty())
        .collect();
    let number = |t: &String| t.trim_matches(['(', ')', ' ']).parse::<usize>().ok();
    let letters = |t: &String| {
        let t = t.trim_matches(['(', ')', ' ']);
        t.len() == 1 && t.chars().all(|c| c.is_ascii_uppercase())
    };
    let counted = filled.iter().filter_map(number).collect::<Vec<_>>();
    let lettered = filled.iter().filter(|t| letters(t)).count();
    filled.len() >= 3
        && counted.len() + lettered == filled.len()
        && counted.len() >= 2
        && counted.windows(2).all(|w| w[1] == w[0] + 1)
}

/// Whether a row begins a table: it has the header of the column of numbers.
pub(crate) fn begins_anew(input: &str, first: &DraftRow) -> bool {
    let Some(first) = first.cells.first() else {
        return false;
    };
    matches!(
        alphanumeric(&first.text(input)).as_str(),
        "stt" | "tt" | "sott"
    )
}

/// How many of the first rows are header.
pub(crate) fn header_rows(input: &str, rows: &[&DraftRow]) -> usize {
    let Some(first) = rows.first() else { return 0 };
    let mut at = 0;
    // A title that is merged over all columns may stand above the header.
    if !looks_like_header(input, first) {
        let alone = first.cells.iter().skip(1).all(|c| c.spans_left);
        let next = rows
            .get(1)
            .is_some_and(|r| looks_like_header(input, r) && begins_anew(input, r));
        if !(alone && next) {
            return 0;
        }
        at = 1;
    }
    let mut count = at + 1;
    while let Some(next) = rows.get(count).filter(|_| count < at + 4) {
        let merged = next.cells.first().is_some_and(|c| c.spans_up);
        let second_level = (first_cell_empty(input, next)
            && looks_like_header(input, next)
            && completes(input, rows[count - 1], next))
            || (merged && rows[at].cells.iter().any(|c| c.spans_left));
        if !is_column_numbers(input, next) && !second_level {
            break;
        }
        count += 1;
    }
    count
}

/// Whether a row repeats a header, small typos aside.
pub(crate) fn same_header(header: &[String], row: &[String]) -> bool {
    let filled = header.iter().filter(|h| !h.is_empty()).count();
    let same = header
        .iter()
        .zip(row)
        .filter(|(h, r)| !h.is_empty() && (h == r || near(h, r)))
        .count();
    filled >= 2 && same * 10 >= filled * 7 && row.iter().filter(|r| !r.is_empty()).count() >= same
}

/// Whether two short words differ by two letters at most.
fn near(a: &str, b: &str) -> bool {
    let (long, other) = (a.chars().count(), b.chars().count());
    long >= 4 && long.abs_diff(other) <= 2 && normalize::edit_distance(a, b) <= 2
}

/// A group row: a number and a title, and nothing else.
pub(crate) fn is_group(input: &str, row: &DraftRow) -> bool {
    let filled: Vec<usize> = (0..row.cells.len())
        .filter(|&i| !row.cells[i].is_empty(input))
        .collect();
    match filled.as_slice() {
        [one] => *one <= 1,
        [0, 1] => row.cells.len() > 3,
        _ => false,
    }
}

/// Whether a cell titles a row of sums, which never goes on.
pub(crate) fn is_sum(text: &str) -> bool {
    const SUMS: [&str; 4] = ["tổng cộng", "cộng", "tổng số", "tổng"];
    SUMS.contains(
        &text
            .trim_end_matches([':', '.', ' '])
            .to_lowercase()
            .as_str(),
    )
}

/// Appends a row to the row that it continues.
pub(crate) fn append(input: &str, above: &mut DraftRow, row: DraftRow) {
    for (target, cell) in above.cells.iter_mut().zip(row.cells) {
        let mut before = target.text(input);
        for mut fragment in cell.fragments {
            let text = &input[fragment.span.range()];
            if !before.is_empty() {
                fragment.join = match join(&before, text) {
                    Join::Tight => Join::Tight,
                    _ => Join::Space,
                };
            }
            text.clone_into(&mut before);
            target.fragments.push(fragment);
        }
    }
}

/// An empty header cell over a named column belongs to the cell to its left.
pub(crate) fn mark_spanned(input: &str, header: &mut [DraftRow]) {
    let Some((first, rest)) = header.split_first_mut() else {
        return;
    };
    let Some(second) = rest.first() else { return };
    for i in 1..first.cells.len() {
        let named = second.cells.get(i).is_some_and(|c| !c.is_empty(input));
        if first.cells[i].is_empty(input) && named {
            first.cells[i].spans_left = true;
        }
    }
}
