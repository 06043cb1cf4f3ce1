//! Rows under a header, aligned: for a terminal wrapped inside their cells, else a line each.

use comfy_table::presets::{NOTHING, UTF8_HORIZONTAL_ONLY};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width};

use crate::text::{Page, clean};

/// The narrowest table that cells are wrapped for, in columns.
const NARROWEST: usize = 60;

/// A table for a person.
pub(crate) struct Grid {
    header: Vec<&'static str>,
    rows: Vec<Vec<String>>,
    right: Vec<usize>,
}

impl Grid {
    /// A table without rows.
    pub(crate) fn new(header: &[&'static str]) -> Grid {
        Grid {
            header: header.to_vec(),
            rows: Vec::new(),
            right: Vec::new(),
        }
    }

    /// Aligns columns to the right.
    pub(crate) fn right(mut self, columns: &[usize]) -> Grid {
        self.right = columns.to_vec();
        self
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, row: Vec<String>) {
        let cells = row.iter().map(|cell| clean(cell).into_owned());
        self.rows.push(cells.collect());
    }

    /// The table with a line end behind each line; nothing when it has no rows.
    pub(crate) fn render(self, page: Page) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let mut table = Table::new();
        // What does not fit the narrowest is left to the terminal.
        let width = page.width().map(|width| width.max(NARROWEST));
        match width {
            Some(width) => {
                table.load_style(UTF8_HORIZONTAL_ONLY);
                table.set_content_arrangement(ContentArrangement::Dynamic);
                table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
            }
            None => {
                table.load_style(NOTHING);
                table.set_content_arrangement(ContentArrangement::Disabled);
            }
        }
        table.set_header(self.header.clone());
        table.add_rows(self.rows);
        for (at, name) in self.header.iter().enumerate() {
            if let Some(column) = table.column_mut(at) {
                column.set_padding(if at == 0 { (0, 1) } else { (1, 1) });
                let least = u16::try_from(name.chars().count()).unwrap_or(u16::MAX);
                // Padding counts.
                column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least + 2)));
                if self.right.contains(&at) {
                    column.set_cell_alignment(CellAlignment::Right);
                }
            }
        }
        let mut out = String::new();
        let header = usize::from(width.is_some());
        for (at, line) in table.lines().enumerate() {
            let line = line.trim_end();
            if at == header {
                out.push_str(&page.bold(line));
            } else {
                out.push_str(line);
            }
            out.push('\n');
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Grid {
        let mut grid = Grid::new(&["tỉnh", "n", "text"]).right(&[1]);
        let row = |a: &str, n: &str, text: &str| vec![a.to_owned(), n.to_owned(), text.to_owned()];
        grid.push(row("Huế", "7", "Triển khai Bệnh án điện tử"));
        grid.push(row("Đồng Tháp", "12", "Kết nối"));
        grid
    }

    #[test]
    fn a_row_is_a_line_where_nobody_wraps() {
        let text = grid().render(Page::plain(None));
        assert_eq!(
            text,
            "tỉnh         n  text\n\
             Huế          7  Triển khai Bệnh án điện tử\n\
             Đồng Tháp   12  Kết nối\n"
        );
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        let mut grid = grid();
        let long = "Triển khai Bệnh án điện tử tại các bệnh viện ".repeat(8);
        grid.push(vec!["An Giang".to_owned(), "1".to_owned(), long]);
        let text = grid.render(Page::plain(Some(70)));
        assert!(text.lines().count() > 8, "{text}");
        for line in text.lines() {
            assert!(line.chars().count() <= 70, "{line}");
        }
    }

    #[test]
    fn letters_of_two_marks_are_one_column_wide() {
        let mut grid = Grid::new(&["a", "b"]);
        grid.push(vec!["e\u{302}\u{301}".to_owned(), "x".to_owned()]);
        grid.push(vec!["ế".to_owned(), "y".to_owned()]);
        let text = grid.render(Page::plain(None));
        let column = |line: usize| {
            let line = text.lines().nth(line).unwrap_or_default();
            line.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).count()
        };
        assert_eq!(column(1), column(2), "{text}");
    }
}
