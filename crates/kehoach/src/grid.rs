//! Rows under a header, aligned: for a terminal wrapped inside their cells, else a line each.

use comfy_table::presets::{NOTHING, UTF8_HORIZONTAL_ONLY};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width};

use crate::text::{Page, clean};

/// The narrowest table that cells are wrapped for, in columns.
const NARROWEST: usize = 60;

/// A table for a person. Rows may have a text that takes lines of its own below where the table is wrapped, and is the
/// last column where a row is a line.
pub(crate) struct Grid {
    header: Vec<&'static str>,
    /// Name of the texts' column.
    note: Option<&'static str>,
    rows: Vec<Vec<String>>,
    right: Vec<usize>,
}

impl Grid {
    /// A table without rows.
    pub(crate) fn new(header: &[&'static str]) -> Grid {
        Grid {
            header: header.to_vec(),
            note: None,
            rows: Vec::new(),
            right: Vec::new(),
        }
    }

    /// Aligns columns to the right.
    pub(crate) fn right(mut self, columns: &[usize]) -> Grid {
        self.right = columns.to_vec();
        self
    }

    /// The last cell of each row is a text of this name.
    pub(crate) fn note(mut self, name: &'static str) -> Grid {
        self.note = Some(name);
        self
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, row: Vec<String>) {
        let cells = row.iter().map(|cell| clean(cell).into_owned());
        self.rows.push(cells.collect());
    }

    /// The table with a line end behind each line; nothing when it has no rows.
    pub(crate) fn render(mut self, page: Page) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        // What does not fit the narrowest is left to the terminal.
        match page.width().map(|width| width.max(NARROWEST)) {
            Some(width) => self.wrapped(width, page.at_width(Some(width))),
            None => {
                self.header.extend(self.note);
                let table = self.table();
                let mut out = String::new();
                for (at, line) in table.lines().enumerate() {
                    let line = line.trim_end();
                    if at == 0 {
                        out.push_str(&page.bold(line));
                    } else {
                        out.push_str(line);
                    }
                    out.push('\n');
                }
                out
            }
        }
    }

    fn wrapped(mut self, width: usize, page: Page) -> String {
        let mut notes = Vec::new();
        if self.note.is_some() {
            let cells = self.rows.iter_mut();
            notes = cells.map(|row| row.pop().unwrap_or_default()).collect();
        }
        let mut table = self.table();
        table.load_style(UTF8_HORIZONTAL_ONLY);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
        // Rules stand around the header and between rows.
        let lines: Vec<String> = table.lines().collect();
        let is_rule = |line: &String| line.chars().all(|c| matches!(c, '─' | '═'));
        let mut blocks = lines.split(is_rule).filter(|block| !block.is_empty());
        let mut out = String::new();
        for line in blocks.next().unwrap_or_default() {
            out.push_str(&page.bold(line.trim_end()));
            out.push('\n');
        }
        let rows: Vec<&[String]> = blocks.collect();
        let apart = notes.is_empty() && rows.iter().any(|row| row.len() > 1);
        let rule = page.dim(&"─".repeat(width));
        for (at, row) in rows.iter().enumerate() {
            if at == 0 || apart {
                out.push_str(&rule);
                out.push('\n');
            }
            for line in *row {
                out.push_str(line.trim_end());
                out.push('\n');
            }
            if let Some(note) = notes.get(at) {
                for line in page.wrap("    ", note).lines() {
                    out.push_str(&page.dim(line));
                    out.push('\n');
                }
            }
        }
        out
    }

    fn table(self) -> Table {
        let mut table = Table::new();
        table.load_style(NOTHING);
        table.set_content_arrangement(ContentArrangement::Disabled);
        table.set_header(self.header.clone());
        table.add_rows(self.rows);
        for (at, name) in self.header.iter().enumerate() {
            if let Some(column) = table.column_mut(at) {
                column.set_padding((0, 2));
                let least = u16::try_from(name.chars().count()).unwrap_or(u16::MAX);
                // Padding counts.
                let least = Width::Fixed(least.saturating_add(2));
                column.set_constraint(ColumnConstraint::LowerBoundary(least));
                if self.right.contains(&at) {
                    column.set_cell_alignment(CellAlignment::Right);
                }
            }
        }
        table
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
            "tỉnh        n  text\n\
             Huế         7  Triển khai Bệnh án điện tử\n\
             Đồng Tháp  12  Kết nối\n"
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
    fn a_text_stands_below_its_row() {
        let mut grid = Grid::new(&["tỉnh"]).note("text");
        let text = "Triển khai Bệnh án điện tử tại các bệnh viện công lập trước ngày 31/12/2026";
        grid.push(vec!["Huế".to_owned(), text.to_owned()]);
        let rule = "─".repeat(60);
        assert_eq!(
            grid.render(Page::plain(Some(60))),
            format!(
                "tỉnh\n{rule}\nHuế\n    \
                 Triển khai Bệnh án điện tử tại các bệnh viện công lập\n    \
                 trước ngày 31/12/2026\n"
            )
        );
    }

    #[test]
    fn letters_of_two_marks_are_one_column_wide() {
        let mut grid = Grid::new(&["a", "b"]);
        grid.push(vec!["e\u{302}\u{301}".to_owned(), "x".to_owned()]);
        grid.push(vec!["ế".to_owned(), "y".to_owned()]);
        let text = grid.render(Page::plain(None));
        let column = |line: usize| {
            let line = text.lines().nth(line).unwrap_or_default();
            line.chars()
                .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
                .count()
        };
        assert_eq!(column(1), column(2), "{text}");
    }
}
