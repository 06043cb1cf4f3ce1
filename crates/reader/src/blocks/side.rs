//! Tables that only set text side by side: the letterhead, the recipients beside the signature, a
//! frame around a paragraph. They are no tables but paragraphs, the left column first.

use super::Block;
use super::table::{Cell, Table};

/// Most columns of a table that only sets text side by side; the middle one keeps a distance.
const COLUMNS: usize = 3;

/// Most rows of such a table.
const ROWS: usize = 12;

/// Takes such tables apart.
pub(super) fn flatten(blocks: Vec<Block>) -> Vec<Block> {
    let mut out = vec![];
    for block in blocks {
        match block {
            Block::Table(table) if only_places(&table) => flatten_table(table, &mut out),
            block => out.push(block),
        }
    }
    out
}

fn only_places(table: &Table) -> bool {
    table.columns == 1
        || (!table.drawn
            && table.columns <= COLUMNS
            && table.rows.len() <= ROWS
            && !table.has_header())
}

/// The text of a table: column by column, down to a cell that covers all of them.
fn flatten_table(table: Table, out: &mut Vec<Block>) {
    let columns = table.columns;
    let mut stacks: Vec<Vec<Cell>> = vec![vec![]; columns];
    for row in table.rows {
        for cell in row.cells {
            if cell.width >= columns {
                drain(&mut stacks, out);
            }
            if let Some(stack) = stacks.get_mut(cell.column) {
                stack.push(cell);
            }
            if columns == 1 {
                drain(&mut stacks, out);
            }
        }
    }
    drain(&mut stacks, out);
}

fn drain(stacks: &mut [Vec<Cell>], out: &mut Vec<Block>) {
    for cell in stacks.iter_mut().flat_map(std::mem::take) {
        out.extend(flatten(cell.blocks));
    }
}
