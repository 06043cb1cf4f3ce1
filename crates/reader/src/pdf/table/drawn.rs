//! Rows of a table on one page, with what the page shows of their cells.

use document::Label;

use super::super::layout::{Piece, PieceCell, PieceRow};
use super::super::paragraph::wrapped;
use super::super::sink::Line;
use crate::builder::{DraftCell, DraftRow, Fragment, Join};
use crate::text::line::{dangles, ends_sentence, starts_low};

/// A row with what its cells' last lines look like.
pub(super) struct Drawn {
    /// The row as it will be written.
    pub row: DraftRow,
    /// For each cell: its last line, and the room that the cell has for a line.
    pub last: Vec<Option<(Line, f32)>>,
}

/// Least padding between a border and the text, in points.
const PADDING: f32 = 1.0;

/// The rows of a part as they will be written.
pub(super) fn drawn_rows(input: &str, piece: &Piece) -> Vec<Drawn> {
    let room = |cell: &PieceCell| {
        let left = cell.lines.iter().map(|l| l.x0 - cell.x.0);
        let right = cell.lines.iter().map(|l| cell.x.1 - l.x1);
        left.chain(right).fold(f32::MAX, f32::min)
    };
    let padding = piece
        .rows
        .iter()
        .flat_map(|r| &r.cells)
        .map(room)
        .fold(f32::MAX, f32::min)
        .clamp(PADDING, 7.0);
    piece
        .rows
        .iter()
        .filter(|row| row.cells.iter().any(|cell| !cell.lines.is_empty()))
        .map(|row| drawn_row(input, row, padding))
        .collect()
}

fn drawn_row(input: &str, row: &PieceRow, padding: f32) -> Drawn {
    let mut out = Drawn {
        row: DraftRow::default(),
        last: vec![],
    };
    for cell in &row.cells {
        let width = cell.x.1 - cell.x.0 - 2.0 * padding;
        let mut fragments = vec![];
        for (i, line) in cell.lines.iter().enumerate() {
            let above = i.checked_sub(1).and_then(|i| cell.lines.get(i));
            fragments.push(Fragment {
                span: line.span,
                join: above.map_or(Join::Line, |above| wraps(input, above, line, width)),
                page_break: false,
            });
        }
        out.row.cells.push(DraftCell {
            fragments,
            spans_left: cell.spans_left,
            spans_up: cell.spans_up,
        });
        out.last.push(cell.lines.last().map(|l| (l.clone(), width)));
    }
    out
}

/// How two lines of a cell are joined: a full line goes on, others were ended.
fn wraps(input: &str, above: &Line, line: &Line, width: f32) -> Join {
    let (before, after) = (above.text(input), line.text(input));
    let joined = wrapped(before, after);
    if joined == Join::Tight {
        return joined;
    }
    let labelled = Label::read(input, line.span).is_some();
    let goes_on = starts_low(after) || dangles(before, after);
    if is_full(above, line, width) && !(labelled && ends_sentence(before)) || (goes_on && !labelled)
    {
        Join::Space
    } else {
        Join::Line
    }
}

/// Whether the next line's first word had no room on the line.
pub(super) fn is_full(line: &Line, next: &Line, width: f32) -> bool {
    let word = next.first_word - next.x0;
    line.x1 - line.x0 + 0.22 * line.size + word > width - 1.0
}
