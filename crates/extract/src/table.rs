//! What the columns and rows of a table mean.
//!
//! A header cell is compared with `lexicon/table_headers.tsv` in letters without marks and without
//! blanks, so that typing errors and glued words (`Thời gianhoàn thành`) do not matter.

use std::sync::LazyLock;

use document::{Span, Table};

use crate::prose::is_caps;
use crate::source::Source;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// The number of the row (STT).
    Index,
    /// What is to be done.
    Task,
    /// What is counted, in a table of targets.
    Target,
    /// The value of a target.
    TargetValue,
    /// The unit of a target.
    Unit,
    /// Who leads.
    Lead,
    /// Who takes part.
    Partner,
    /// Leads and partners together.
    Mixed,
    /// When it begins.
    DeadlineStart,
    /// By when.
    Deadline,
    /// A column a quarter or month, with a cross where something is due.
    Grid,
    /// Products.
    Output,
    /// Ghi chú.
    Note,
    /// The document that asks for it.
    Source,
    /// Money, supervision, past results: read, and not used.
    Other,
}

/// What a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Rows are tasks.
    Tasks,
    /// Rows are objectives.
    Objectives,
    /// Neither.
    Other,
}

/// A table, understood.
#[derive(Debug)]
pub(crate) struct Grid {
    /// What each column holds.
    pub columns: Vec<Column>,
    /// What the rows are.
    pub subject: Subject,
    /// The lowest header cell of each column that has text.
    pub headers: Vec<Span>,
}

struct Entry {
    header: &'static str,
    column: Column,
    inside: bool,
    /// What the column says about the others.
    hint: Option<Hint>,
}

/// What a column says about the columns beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hint {
    /// `Đơn vị`: a unit of measure beside something counted, elsewhere a body.
    EitherUnit,
    /// `Số lượng`, `Đơn giá`: what stands beside it is counted and paid for.
    Amount,
    /// `Điểm tối đa`: the rows are criteria.
    Score,
    /// `Năm 2030` alone: beside something counted it is the value of that year.
    Year,
}

static LEXICON: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let lines = include_str!("../lexicon/table_headers.tsv").lines().skip(3);
    lines
        .filter_map(|line| {
            let (role, header) = line.split_once('\t')?;
            let column = match role {
                "index" => Column::Index,
                "task" => Column::Task,
                "target" => Column::Target,
                "target_value" => Column::TargetValue,
                "unit" | "either_unit" => Column::Unit,
                "lead" => Column::Lead,
                "partner" => Column::Partner,
                "mixed" => Column::Mixed,
                "deadline_start" => Column::DeadlineStart,
                "deadline" => Column::Deadline,
                "output" => Column::Output,
                "note" => Column::Note,
                "source" => Column::Source,
                _ => Column::Other,
            };
            let inside = header.starts_with('~');
            let header = header.trim_start_matches('~');
            Some(Entry {
                header,
                column,
                inside,
                hint: match role {
                    "either_unit" => Some(Hint::EitherUnit),
                    "amount" => Some(Hint::Amount),
                    "score" => Some(Hint::Score),
                    _ => None,
                },
            })
        })
        .collect()
});

/// Understands a table by its header.
pub(crate) fn read(source: &Source<'_>, table: &Table) -> Grid {
    let width = table.rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
    let mut columns = vec![Column::Other; width];
    let mut headers = vec![Span::default(); width];
    let mut hints = vec![];
    let mut grid = 0;
    for column in 0..width {
        let mut found = None;
        for row in table.rows[..table.header_rows].iter().rev() {
            let Some(cell) = header_cell(row, column) else {
                continue;
            };
            if headers[column].is_empty() {
                headers[column] = cell.span;
            }
            found = found.or_else(|| column_of(source.text(cell.span)));
        }
        let header = source.text(headers[column]);
        if is_quarter_or_month(header) {
            columns[column] = Column::Grid;
            grid += 1;
        } else if is_year(header) {
            hints.push((column, Hint::Year));
        } else if let Some(entry) = found {
            columns[column] = entry.column;
            hints.extend(entry.hint.map(|hint| (column, hint)));
        }
    }
    if grid == 1 {
        // One quarter alone heads a column of something else.
        columns
            .iter_mut()
            .filter(|c| **c == Column::Grid)
            .for_each(|c| *c = Column::Other);
    }
    let subject = subject(&mut columns, &hints);
    let mut seen = false;
    for column in &mut columns {
        // The first column of tasks is the task; another only describes it.
        if *column == Column::Task && std::mem::replace(&mut seen, true) {
            *column = Column::Other;
        }
    }
    Grid {
        columns,
        subject,
        headers,
    }
}

/// What the rows of a table are; columns whose meaning depends on the others get theirs.
fn subject(columns: &mut [Column], hints: &[(usize, Hint)]) -> Subject {
    let hinted = |wanted: Hint| hints.iter().filter(move |(_, hint)| *hint == wanted);
    let counted = columns.contains(&Column::Target);
    let measured = counted || hinted(Hint::Amount).next().is_some();
    for &(column, _) in hinted(Hint::EitherUnit) {
        columns[column] = if measured { Column::Unit } else { Column::Lead };
    }
    for &(column, _) in hinted(Hint::Year).filter(|_| counted) {
        columns[column] = Column::TargetValue;
    }
    let any = |columns: &[Column], wanted: &[Column]| wanted.iter().any(|c| columns.contains(c));
    // A score belongs to a criterion; a value that is to be reached makes it an objective.
    let criteria = hinted(Hint::Score).next().is_some() && !columns.contains(&Column::TargetValue);
    if counted && !columns.contains(&Column::TargetValue) && columns.contains(&Column::Unit) {
        // `Kết quả` of a table of targets is what is to be reached.
        columns
            .iter_mut()
            .filter(|c| **c == Column::Output)
            .for_each(|c| *c = Column::TargetValue);
    }
    let committed = [
        Column::Lead,
        Column::Partner,
        Column::Mixed,
        Column::Deadline,
        Column::Grid,
        Column::Output,
    ];
    let valued = [Column::TargetValue, Column::Unit];
    if counted && !criteria && any(columns, &valued) {
        Subject::Objectives
    } else if columns.contains(&Column::Task) && any(columns, &committed) {
        Subject::Tasks
    } else {
        Subject::Other
    }
}

/// The header cell over a column: a cell that spans columns stands over each.
fn header_cell(row: &document::Row, column: usize) -> Option<&document::Cell> {
    let mut at = column;
    while row.cells.get(at)?.spans_left && at > 0 {
        at -= 1;
    }
    row.cells.get(at).filter(|c| !c.span.is_empty())
}

fn glued(text: &str) -> String {
    normalize::ascii_form(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

fn column_of(text: &str) -> Option<&'static Entry> {
    let header = glued(text);
    if header.is_empty() {
        return None;
    }
    let exact = LEXICON.iter().find(|e| e.header == header);
    let inside = || {
        LEXICON
            .iter()
            .find(|e| e.inside && header.contains(e.header))
    };
    let near = || {
        let room = match header.len() {
            0..=4 => 0,
            5..=8 => 1,
            _ => 2,
        };
        let close = |e: &&Entry| {
            e.header.len().abs_diff(header.len()) <= room
                && normalize::edit_distance(e.header, &header) <= room
        };
        LEXICON.iter().filter(|_| room > 0).find(close)
    };
    exact.or_else(inside).or_else(near)
}

/// `Quý I`, `Q2`, `Tháng 3`, `T.12` alone in a header cell.
fn is_quarter_or_month(text: &str) -> bool {
    let plain = glued(text);
    let rest = ["quy", "thang", "q", "t"]
        .iter()
        .find_map(|w| plain.strip_prefix(w));
    rest.is_some_and(|rest| {
        matches!(rest, "i" | "ii" | "iii" | "iv")
            || rest
                .parse::<u8>()
                .is_ok_and(|n| (1..=12).contains(&n) && rest.len() <= 2)
    })
}

/// `Năm 2030`, `2030` alone in a header cell.
fn is_year(text: &str) -> bool {
    let plain = glued(text);
    let year = plain.strip_prefix("nam").unwrap_or(&plain);
    year.len() == 4 && year.parse::<u16>().is_ok_and(|n| (1990..2100).contains(&n))
}

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

/// A group row: its number and its title.
pub(crate) type Group = (Option<Span>, Span);

/// What a row of the body is.
enum Line {
    Group(Option<Span>, Span),
    Data,
    Empty,
}

/// The rows of a table that are no header, no group and not empty.
pub(crate) fn rows<'d>(source: &Source<'d>, table: &'d Table, grid: &Grid) -> Vec<Row<'d>> {
    let text_column = grid
        .columns
        .iter()
        .position(|c| matches!(c, Column::Task | Column::Target))
        .unwrap_or(0);
    let index = grid.columns.iter().position(|c| *c == Column::Index);
    let mut groups: Vec<Group> = vec![];
    let mut out: Vec<Row<'d>> = vec![];
    for number in table.header_rows..table.rows.len() {
        let mut cells: Vec<(Span, &[u32])> = table.rows[number]
            .cells
            .iter()
            .map(|c| (c.span, c.breaks.as_slice()))
            .collect();
        let line = line(source, table, number, text_column, index);
        match line {
            Line::Empty => continue,
            Line::Group(label, title) => {
                let label_text = label.map_or("", |span| source.text(span));
                let depth = depth(label_text);
                groups.retain(|(above, _)| {
                    let above = above.map_or("", |span| source.text(span));
                    self::depth(above) < depth && holds(above, label_text)
                });
                groups.push((label, title));
                continue;
            }
            Line::Data => {
                let label = index
                    .and_then(|i| cells.get(i))
                    .map_or("", |c| source.text(c.0));
                groups
                    .retain(|(above, _)| holds(above.map_or("", |span| source.text(span)), label));
            }
        }
        let above = out.last();
        for (i, cell) in cells.iter_mut().enumerate() {
            let own = &table.rows[number].cells[i];
            let left = own.spans_left.then(|| i.checked_sub(1)).flatten();
            let inherited = own.spans_up || is_ditto(source.text(own.span));
            if inherited && let Some(above) = above.and_then(|r| r.cells.get(i)) {
                *cell = *above;
            } else if let Some(left) = left.and_then(|l| table.rows[number].cells.get(l)) {
                *cell = (left.span, left.breaks.as_slice());
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

/// How deep a group with this number stands: letters and Roman numerals outside, `1.1` inside `1`.
fn depth(label: &str) -> usize {
    match label.chars().next() {
        Some(c) if c.is_ascii_digit() => 2 + label.trim_end_matches('.').matches('.').count(),
        _ => usize::from(document::roman_value(label.trim_end_matches('.')).is_some()),
    }
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
            Line::Group(None, span(title))
        } else {
            Line::Empty
        };
    }
    let is_group = ordinal || has_children() || (label.is_none() && is_caps(text(title)));
    // A table of two columns has rows of number and text that are no groups.
    if is_group && row.cells.len() > 2 {
        return Line::Group(label.map(span), span(title));
    }
    Line::Data
}

/// Dots and dashes of a form that is to be filled in.
fn is_placeholder(text: &str) -> bool {
    text.chars().all(|c| "….-–_/\\ ".contains(c))
}

#[cfg(test)]
mod tests;
