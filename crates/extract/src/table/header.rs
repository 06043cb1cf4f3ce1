//! What the columns of a table mean, and what its rows are.
//!
//! A header cell is compared with `lexicon/table_headers.tsv` in letters without marks and without
//! blanks, so that typing errors and glued words (`Thời gianhoàn thành`) do not matter. One that
//! is not listed is read by what it is made of ([`words`]).

mod words;

use std::sync::LazyLock;

use document::{Span, Table};

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
#[derive(Debug, Clone)]
pub(crate) struct Grid {
    /// What each column holds.
    pub columns: Vec<Column>,
    /// What the rows are.
    pub subject: Subject,
    /// The lowest header cell of each column that has text.
    pub headers: Vec<Span>,
    /// Number of the first row behind the header.
    pub first_row: usize,
}

impl Grid {
    /// The grid of a table behind this one that has as many columns and no header of its own, as
    /// the parts of a table have that the reader did not join.
    pub(crate) fn continued(&self, own: &Grid) -> Option<Grid> {
        let headless = own.columns.iter().all(|c| *c == Column::Other);
        let same = self.subject != Subject::Other && self.columns.len() == own.columns.len();
        (headless && same).then(|| Grid {
            first_row: 0,
            ..self.clone()
        })
    }
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
pub(super) enum Hint {
    /// `Đơn vị`: a unit of measure beside something counted, elsewhere a body.
    EitherUnit,
    /// `Số lượng`, `Đơn giá`: what stands beside it is counted and paid for.
    Amount,
    /// `Điểm tối đa`: the rows are criteria.
    Score,
    /// `Năm 2030` alone: beside something counted it is the value of that year.
    Year,
    /// `Kết quả thực hiện`: what has been done.
    Done,
    /// `Khó khăn, vướng mắc`: what stands beside what has been done in a report.
    Shortcoming,
}

static LEXICON: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let lines = include_str!("../../lexicon/table_headers.tsv")
        .lines()
        .skip(3);
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
                    "done" => Some(Hint::Done),
                    "actual" => Some(Hint::Shortcoming),
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
            if headers[column].is_empty() && !is_column_number(source.text(cell.span)) {
                headers[column] = cell.span;
            }
            found = found.or_else(|| meaning(source.text(cell.span)));
        }
        let header = source.text(headers[column]);
        if is_quarter_or_month(header) {
            columns[column] = Column::Grid;
            grid += 1;
        } else if is_year(header) {
            hints.push((column, Hint::Year));
        } else if let Some((meant, hint)) = found {
            columns[column] = meant;
            hints.extend(hint.map(|hint| (column, hint)));
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
        first_row: table.header_rows,
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
    // What was done beside what was difficult, or done twice: the rows are a report's.
    let done = hinted(Hint::Done).count();
    let report = done > 0 && done + hinted(Hint::Shortcoming).count() > 1;
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
    } else if columns.contains(&Column::Task) && any(columns, &committed) && !report {
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

/// What a header cell says about its column.
pub(super) fn meaning(text: &str) -> Option<(Column, Option<Hint>)> {
    let header = glued(text);
    if header.is_empty() {
        return None;
    }
    let listed = |entry: &Entry| (entry.column, entry.hint);
    let exact = LEXICON.iter().find(|e| e.header == header).map(listed);
    let inside = || {
        LEXICON
            .iter()
            .find(|e| e.inside && header.contains(e.header))
            .map(listed)
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
        LEXICON.iter().filter(|_| room > 0).find(close).map(listed)
    };
    exact
        .or_else(|| words::column(&header).map(|column| (column, None)))
        .or_else(inside)
        .or_else(near)
        .or_else(|| {
            // `Nội dung các bước (theo Quy chế)`: the remark says nothing.
            let (before, _) = text.split_once('(')?;
            words::column(&glued(before)).map(|column| (column, None))
        })
}

/// `Quý I`, `Q2`, `Tháng 3`, `T.12` alone in a header cell.
pub(super) fn is_quarter_or_month(text: &str) -> bool {
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

/// `(1)`, `2`, `A` under the header of a column.
fn is_column_number(text: &str) -> bool {
    let inner = text.trim_matches(['(', ')', ' ']);
    inner.len() <= 2 && (inner.parse::<u8>().is_ok() || inner.len() == 1)
}

/// `Năm 2030`, `2030` alone in a header cell.
fn is_year(text: &str) -> bool {
    let plain = glued(text);
    let year = plain.strip_prefix("nam").unwrap_or(&plain);
    year.len() == 4 && year.parse::<u16>().is_ok_and(|n| (1990..2100).contains(&n))
}
