//! The parts of a table on several pages become one table.
//!
//! Whether the next page goes on with a table, and whether its first row goes on with the row
//! that the page break cut, is decided by what both pages show: column borders, a repeated
//! header, the numbering of the rows, a border that is missing at the break, text that breaks
//! off. What decided is kept with the table.

mod drawn;
mod seam;

use document::Seam;

use super::layout::Piece;
use crate::builder::{Builder, DraftCell, DraftRow};
use crate::table::{
    alphanumeric, append, begins_anew, first_cell_empty, is_column_numbers, is_group, same_header,
};
use crate::text::line::{ends_sentence, starts_low};
use drawn::{Drawn, drawn_rows};
use seam::continues;

/// A table that may go on.
pub(crate) struct Open {
    xs: Vec<f32>,
    rows: Vec<Drawn>,
    header_rows: usize,
    repeats: Vec<DraftRow>,
    seams: Vec<Seam>,
    open_bottom: bool,
    page: u32,
    bottom: f32,
    ruled: bool,
}

/// A place where a table was interrupted.
struct Break {
    /// No line closes the table before it, or behind it.
    open: bool,
    /// A page ends there.
    of_page: bool,
    evidence: Vec<&'static str>,
}

/// How far two borders may lie apart and be one, in points.
const SAME_BORDER: f32 = 6.0;

/// The same where no line draws the borders.
const LOOSE_BORDER: f32 = 25.0;

impl Open {
    /// Begins a table.
    pub(crate) fn new(input: &str, piece: &Piece) -> Open {
        let mut rows: Vec<Drawn> = drawn_rows(input, piece);
        let header_rows = header_rows(input, &rows);
        let rest = rows.split_off(header_rows.min(rows.len()));
        let headers = headers(input, &rows);
        let mut table = Open {
            xs: piece.xs.clone(),
            rows,
            header_rows,
            repeats: vec![],
            seams: vec![],
            open_bottom: piece.open_bottom,
            page: piece.page,
            bottom: piece.rows.last().map_or(0.0, |r| r.y.1),
            ruled: piece.ruled,
        };
        table.take(input, rest, &headers, piece.page, None);
        table
    }

    /// Adds the next part of the table; gives it back when it is a table of its own.
    pub(crate) fn extend(&mut self, input: &str, piece: Piece) -> Option<Piece> {
        let room = if self.ruled || piece.ruled {
            SAME_BORDER
        } else {
            LOOSE_BORDER
        };
        let Some(columns) = shared_columns(&self.xs, &piece.xs, room) else {
            return Some(piece);
        };
        let mut evidence: Vec<&'static str> = vec!["column_borders"];
        let mut fresh = drawn_rows(input, &piece);
        remap(&mut fresh, &piece.xs, &columns);
        if columns.len() != self.xs.len() {
            let xs = self.xs.clone();
            remap(&mut self.rows, &xs, &columns);
        }
        let headers = headers(input, &self.rows[..self.header_rows.min(self.rows.len())]);
        part_header(input, &headers, &mut fresh);
        let repeated = fresh
            .iter()
            .take(self.header_rows)
            .take_while(|r| {
                let key = keys(input, &r.row);
                headers.iter().any(|h| repeats(h, &key)) || is_column_numbers(input, &r.row)
            })
            .count();
        let same_page = piece.page == self.page;
        if same_page {
            let gap = piece.rows.first().map_or(f32::MAX, |r| r.y.0 - self.bottom);
            if gap.abs() > 4.0 {
                return Some(piece);
            }
        }
        if repeated > 0 {
            evidence.push("header_repeated");
        } else if header_rows(input, &fresh) > 0
            && fresh
                .first()
                .is_some_and(|first| begins_anew(input, &first.row))
            && self.header_rows > 0
        {
            // Another header: another table.
            return Some(piece);
        }
        self.xs = columns;
        let rest = fresh.split_off(repeated);
        self.repeats.extend(fresh.into_iter().map(|d| d.row));
        let seam = (!same_page).then_some(Break {
            open: self.open_bottom || piece.open_top,
            of_page: true,
            evidence,
        });
        self.take(input, rest, &headers, piece.page, seam);
        self.open_bottom = piece.open_bottom;
        self.page = piece.page;
        self.bottom = piece.rows.last().map_or(0.0, |r| r.y.1);
        self.ruled |= piece.ruled;
        None
    }

    /// Adds rows; the first stands behind `seam`. A header that was typed again inside the table
    /// is a break too: the typist cut the row before it by hand.
    fn take(
        &mut self,
        input: &str,
        rows: Vec<Drawn>,
        headers: &[Vec<String>],
        page: u32,
        mut seam: Option<Break>,
    ) {
        let mut rows = rows.into_iter();
        while let Some(mut row) = rows.next() {
            let key = keys(input, &row.row);
            if headers.iter().any(|h| same_header(h, &key)) {
                self.repeats.push(row.row);
                seam = seam.or(Some(Break {
                    open: false,
                    of_page: false,
                    evidence: vec!["header_repeated"],
                }));
                continue;
            }
            let Some(mut broken) = seam.take() else {
                self.rows.push(row);
                continue;
            };
            let at = self.rows.len();
            let above = self.rows.last().filter(|_| at > self.header_rows);
            let cut = above.is_some_and(|above| {
                let down = self.spans_down();
                continues(input, above, &row, broken.open, down, &mut broken.evidence)
            });
            match self.rows.last_mut() {
                Some(above) if cut => {
                    append(input, &mut above.row, row.row);
                    for (last, now) in above.last.iter_mut().zip(row.last) {
                        if now.is_some() {
                            *last = now;
                        }
                    }
                }
                _ => {
                    if at > self.header_rows {
                        self.carry_on(input, &mut row);
                        self.carry_merged(input, &mut row, rows.as_slice());
                    }
                    self.rows.push(row);
                }
            }
            if broken.of_page || cut {
                self.seams.push(Seam {
                    row: if cut { at - 1 } else { at },
                    page,
                    row_cut: cut,
                    evidence: broken.evidence,
                });
            }
        }
    }

    /// For each column, whether the last row's cell is the lower part of a merged one.
    fn spans_down(&self) -> Vec<bool> {
        let last = self.rows.last();
        last.map_or(vec![], |r| r.row.cells.iter().map(|c| c.spans_up).collect())
    }

    /// The text of a merged cell may go on behind the page break, beside a row of its own.
    fn carry_on(&mut self, input: &str, first: &mut Drawn) {
        if !first_cell_empty(input, &first.row) {
            return;
        }
        for i in 0..first.row.cells.len() {
            let text = first.row.cells[i].text(input);
            let body = self.header_rows.min(self.rows.len());
            let origin = self.rows[body..]
                .iter_mut()
                .rev()
                .find(|row| row.row.cells.get(i).is_some_and(|c| !c.spans_up));
            let Some(origin) = origin else { continue };
            let before = origin.row.cells[i].text(input);
            let unfinished = !before.is_empty() && !ends_sentence(&before);
            if text.is_empty() || !unfinished || !starts_low(&text) {
                continue;
            }
            let columns = first.row.cells.len();
            let mut rest = DraftRow {
                cells: vec![DraftCell::default(); columns],
            };
            rest.cells[i].fragments = std::mem::take(&mut first.row.cells[i].fragments);
            append(input, &mut origin.row, rest);
            first.row.cells[i].spans_up = true;
        }
    }

    /// A cell that was merged over the page break is empty behind it: it belongs to the cell
    /// above.
    fn carry_merged(&self, input: &str, first: &mut Drawn, rest: &[Drawn]) {
        let Some(above) = self.rows.last() else {
            return;
        };
        if is_group(input, &first.row) || is_group(input, &above.row) {
            return;
        }
        let number_missing = first_cell_empty(input, &first.row);
        for i in 0..first.row.cells.len() {
            let up = &above.row.cells[i];
            let empty = first.row.cells[i].is_empty(input) && !first.row.cells[i].spans_left;
            let goes_down = rest
                .first()
                .and_then(|r| r.row.cells.get(i))
                .is_some_and(|c| c.spans_up);
            let merged = up.spans_up || goes_down || (number_missing && i < 2);
            if empty && merged && (!up.is_empty(input) || up.spans_up) {
                first.row.cells[i].spans_up = true;
            }
        }
    }

    /// Writes the table; a message for each row that was joined.
    pub(crate) fn flush(self, builder: &mut Builder<'_>) -> usize {
        let joined = self.seams.iter().filter(|s| s.row_cut).count();
        let rows: Vec<DraftRow> = self.rows.into_iter().map(|d| d.row).collect();
        let header_rows = self.header_rows.min(rows.len());
        builder.table(&rows, header_rows, &self.repeats, self.seams);
        joined
    }
}

/// The column borders that both parts share: those of the finer one, when the other's are among
/// them.
fn shared_columns(a: &[f32], b: &[f32], room: f32) -> Option<Vec<f32>> {
    let (fine, coarse) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    // Pages may be set with other margins: the columns move together.
    let shift = fine.first()? - coarse.first()?;
    for by in [0.0, shift] {
        let among = coarse
            .iter()
            .all(|x| fine.iter().any(|f| (f - x - by).abs() <= room));
        if among && coarse.len() >= 2 {
            return Some(fine.to_vec());
        }
    }
    None
}

/// Spreads cells over finer columns: a cell that covers several stands in the first, the others
/// belong to it.
fn remap(rows: &mut [Drawn], from: &[f32], to: &[f32]) {
    if from.len() == to.len() {
        return;
    }
    let shift = to.first().zip(from.first()).map_or(0.0, |(t, f)| t - f);
    let by = if shift.abs() <= SAME_BORDER {
        0.0
    } else {
        shift
    };
    let index: Vec<usize> = from
        .iter()
        .map(|x| {
            let near = |i: &usize| (to[*i] - x - by).abs();
            (0..to.len())
                .min_by(|a, b| near(a).total_cmp(&near(b)))
                .unwrap_or(0)
        })
        .collect();
    for drawn in rows {
        let cells = std::mem::take(&mut drawn.row.cells);
        let last = std::mem::take(&mut drawn.last);
        for (i, (cell, line)) in cells.into_iter().zip(last).enumerate() {
            let width = index
                .get(i + 1)
                .zip(index.get(i))
                .map_or(1, |(b, a)| b.saturating_sub(*a));
            let spans_up = cell.spans_up;
            drawn.row.cells.push(cell);
            drawn.last.push(line);
            for _ in 1..width.max(1) {
                drawn.row.cells.push(DraftCell {
                    spans_left: true,
                    spans_up,
                    ..DraftCell::default()
                });
                drawn.last.push(None);
            }
        }
        drawn.row.cells.resize(to.len() - 1, DraftCell::default());
        drawn.last.resize(to.len() - 1, None);
    }
}

fn keys(input: &str, row: &DraftRow) -> Vec<String> {
    row.cells
        .iter()
        .map(|c| alphanumeric(&c.text(input)))
        .collect()
}

/// Cuts a repeated header off the first row where no line stands between them: each cell then
/// begins with the lines of its header.
fn part_header(input: &str, headers: &[Vec<String>], fresh: &mut Vec<Drawn>) {
    let [header] = headers else { return };
    let Some(first) = fresh.first_mut() else {
        return;
    };
    let mut cuts = vec![];
    for (cell, want) in first.row.cells.iter().zip(header) {
        let mut have = String::new();
        let mut count = 0;
        while have.len() < want.len() {
            let Some(fragment) = cell.fragments.get(count) else {
                return;
            };
            have.push_str(&alphanumeric(&input[fragment.span.range()]));
            count += 1;
        }
        if have != *want {
            return;
        }
        cuts.push(count);
    }
    let cells = &first.row.cells;
    if cuts
        .iter()
        .zip(cells)
        .all(|(&cut, cell)| cut == cell.fragments.len())
    {
        return;
    }
    let mut head = DraftRow::default();
    for (cell, &cut) in first.row.cells.iter_mut().zip(&cuts) {
        let rest = cell.fragments.split_off(cut);
        head.cells.push(DraftCell {
            fragments: std::mem::replace(&mut cell.fragments, rest),
            ..DraftCell::default()
        });
    }
    let last = vec![None; head.cells.len()];
    fresh.insert(0, Drawn { row: head, last });
}

fn headers(input: &str, rows: &[Drawn]) -> Vec<Vec<String>> {
    rows.iter().map(|r| keys(input, &r.row)).collect()
}

/// Whether a row repeats a header row. A header of merged cells may have one filled cell.
fn repeats(header: &[String], row: &[String]) -> bool {
    let filled = |keys: &[String]| keys.iter().filter(|k| !k.is_empty()).count();
    same_header(header, row) || (filled(header) == 1 && header == row)
}

/// How many of the first rows are header.
fn header_rows(input: &str, rows: &[Drawn]) -> usize {
    let rows: Vec<&DraftRow> = rows.iter().map(|drawn| &drawn.row).collect();
    crate::table::header_rows(input, &rows)
}
