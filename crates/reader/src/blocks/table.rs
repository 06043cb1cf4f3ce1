//! Tables as a source writes them: cells on a grid.

use super::{Block, Paragraph, numbered};
use crate::table::alphanumeric;

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Table {
    /// Its rows.
    pub rows: Vec<Row>,
    /// Number of columns.
    pub columns: usize,
    /// Lines are drawn between its cells.
    pub drawn: bool,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Row {
    /// Its cells, from left to right.
    pub cells: Vec<Cell>,
    /// The source marks it as header.
    pub header: bool,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Cell {
    /// Its first column.
    pub column: usize,
    /// How many columns it covers; at least one.
    pub width: usize,
    /// It is the lower part of the cell above it.
    pub lower: bool,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

impl Cell {
    /// Its paragraphs, those of tables in it among them.
    pub(crate) fn paragraphs(&self) -> Vec<&Paragraph> {
        let mut out = vec![];
        for block in &self.blocks {
            match block {
                Block::Paragraph(paragraph) => out.push(paragraph),
                Block::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    out.extend(cells.flat_map(Cell::paragraphs));
                }
            }
        }
        out
    }

    fn text(&self) -> String {
        let paragraphs = self.paragraphs();
        let texts: Vec<&str> = paragraphs.iter().map(|p| p.text.as_str()).collect();
        texts.join(" ")
    }
}

impl Row {
    /// Whether nothing is printed in it.
    pub(crate) fn is_empty(&self) -> bool {
        let mut paragraphs = self.cells.iter().flat_map(Cell::paragraphs);
        paragraphs.all(|paragraph| paragraph.text.trim().is_empty())
    }

    fn texts(&self) -> Vec<String> {
        self.cells.iter().map(Cell::text).collect()
    }
}

impl Table {
    /// Whether it begins with a header of its own.
    pub(crate) fn has_header(&self) -> bool {
        let Some(first) = self.rows.first() else {
            return false;
        };
        first.header || numbered(&first.texts())
    }

    /// Whether it begins with the first row of another table.
    pub(crate) fn repeats(&self, other: &Table) -> bool {
        let first = |table: &Table| {
            let row = table.rows.first().map(Row::texts).unwrap_or_default();
            alphanumeric(&row.join(" "))
        };
        !first(self).is_empty() && first(self) == first(other)
    }

    /// Takes out borders that no cell needs: those where none begins, and those that stand nearer
    /// than `near` to another and have no cell between them. `places` says where borders are.
    pub(crate) fn merge_borders(&mut self, places: &[i64], near: i64) {
        let mut used = vec![false; self.columns + 1];
        for cell in self.rows.iter().flat_map(|row| &row.cells) {
            for at in [cell.column, cell.column + cell.width] {
                if let Some(used) = used.get_mut(at) {
                    *used = true;
                }
            }
        }
        let mut index = vec![0; self.columns + 1];
        let mut last: Option<usize> = None;
        let mut count = 0;
        for i in 0..=self.columns {
            if used[i] {
                let meant = last.is_some_and(|last| {
                    let gap = places.get(i).zip(places.get(last)).map(|(b, a)| b - a);
                    gap.is_some_and(|gap| gap < near) && !self.has_cell(last, i)
                });
                if !meant {
                    count += usize::from(last.is_some());
                    last = Some(i);
                }
            }
            index[i] = count;
        }
        for cell in self.rows.iter_mut().flat_map(|row| &mut row.cells) {
            let end = index
                .get(cell.column + cell.width)
                .copied()
                .unwrap_or(count);
            cell.column = index.get(cell.column).copied().unwrap_or(count);
            cell.width = end.saturating_sub(cell.column).max(1);
        }
        self.columns = count.max(1);
    }

    /// Whether a cell stands between two borders, and in no other column.
    fn has_cell(&self, from: usize, to: usize) -> bool {
        let mut cells = self.rows.iter().flat_map(|row| &row.cells);
        cells.any(|c| c.column >= from && c.column + c.width <= to)
    }
}
