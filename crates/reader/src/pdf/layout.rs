//! A page becomes lines and tables in reading order.

use super::columns::{self, Zone};
use super::furniture::EDGE;
use super::grid::{self, Grid};
use super::page::{Page, Way};
use super::row::{self, Row, Word};
use super::sink::{Frame, Line, Sink};
use super::unruled;
use crate::text::furniture::page_number;

/// What stands on a page, from top to bottom.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    /// A line of text.
    Line(Line, Part),
    /// A table, or the part of one that stands on this page.
    Table(Piece),
}

/// Which part of a page a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The text that runs over the whole width.
    Body,
    /// A column of a letterhead or of a signature; columns of a document are counted.
    Column(u32),
    /// A footnote.
    Note,
    /// A page number.
    Number,
}

/// What stands on one page of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Piece {
    /// Page, 1-based.
    pub page: u32,
    /// Positions of the column borders.
    pub xs: Vec<f32>,
    /// The rows.
    pub rows: Vec<PieceRow>,
    /// No line closes it at its top.
    pub open_top: bool,
    /// No line closes it at its bottom.
    pub open_bottom: bool,
    /// It is drawn with lines.
    pub ruled: bool,
}

/// A row of a table on a page: a cell a column.
#[derive(Debug, Clone, Default)]
pub(crate) struct PieceRow {
    pub cells: Vec<PieceCell>,
    /// Top and bottom border.
    pub y: (f32, f32),
}

/// A cell of a table on a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct PieceCell {
    /// Its lines.
    pub lines: Vec<Line>,
    /// It is part of the cell to its left.
    pub spans_left: bool,
    /// It is part of the cell above it.
    pub spans_up: bool,
    /// Left and right border.
    pub x: (f32, f32),
}

/// A page in reading order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layout {
    pub items: Vec<Item>,
    /// Size of the page, turned upright.
    pub size: (f32, f32),
}

/// Lays out pages one after the other.
#[derive(Debug, Default)]
pub(crate) struct Layouter {
    pub sink: Sink,
    columns: u32,
    /// Columns of a table without vertical lines that the page before ended with.
    carried: Option<Vec<f32>>,
}

impl Layouter {
    /// Lays out a page. `number` is 1-based.
    pub(crate) fn page(&mut self, number: u32, page: Page) -> Layout {
        let way = page.way();
        let shown = page.size;
        let page = page.upright(way);
        let frame = Frame {
            page: number,
            way,
            shown,
            upright: page.size,
        };
        let grids = grid::find(&page.rules);
        let (cells, free) = share_out(&page, &grids);
        let mut out: Vec<(f32, Vec<Item>)> = vec![];
        let mut rows = row::rows(&page, &free);
        let notes = take_notes(&mut rows, page.size.1);
        let numbers: Vec<u32> = notes.iter().filter_map(|(number, _)| *number).collect();
        for (grid, cells) in grids.iter().zip(cells) {
            if let Some(piece) = self.piece(&page, grid, cells, &frame, &numbers) {
                out.push((grid.ys[0], vec![Item::Table(piece)]));
            }
        }
        let borders: Vec<f32> = out.iter().map(|(y, _)| *y).collect();
        for row in take_headers(&mut rows, page.size.1) {
            let line = self.sink.line(&row, &frame, &numbers);
            let item = line.map(|line| Item::Line(line, Part::Body));
            out.push((row.top(), item.into_iter().collect()));
        }
        for row in take_numbers(&mut rows, &grids, page.size.1) {
            let line = self.sink.line(&row, &frame, &numbers);
            let item = line.map(|line| Item::Line(line, Part::Number));
            out.push((row.top(), item.into_iter().collect()));
        }
        let mut first = true;
        for stretch in stretches(rows, &borders) {
            let carried = self.carried.take().filter(|_| std::mem::take(&mut first));
            let tables = unruled::find(&stretch, &page.rules, carried.as_deref());
            let mut at = 0;
            for found in tables {
                self.rows(&stretch[at..found.rows.start], &frame, &numbers, &mut out);
                at = found.rows.end;
                let rows = &stretch[found.rows.clone()];
                if at == stretch.len() {
                    self.carried = Some(found.xs.clone());
                }
                let piece = self.open_piece(&found, rows, &frame, &numbers);
                out.push((rows.first().map_or(0.0, Row::top), vec![Item::Table(piece)]));
            }
            self.rows(&stretch[at..], &frame, &numbers, &mut out);
        }
        out.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut items: Vec<Item> = out.into_iter().flat_map(|(_, items)| items).collect();
        for (_, row) in &notes {
            let line = self.sink.line(row, &frame, &numbers);
            items.extend(line.map(|line| Item::Line(line, Part::Note)));
        }
        Layout {
            items,
            size: page.size,
        }
    }

    /// Adds the rows that stand between two tables.
    fn rows(
        &mut self,
        rows: &[Row],
        frame: &Frame,
        notes: &[u32],
        out: &mut Vec<(f32, Vec<Item>)>,
    ) {
        for zone in columns::zones(rows) {
            match zone {
                Zone::Whole(range) => {
                    for row in &rows[range] {
                        let line = self.sink.line(row, frame, notes);
                        let item = line.map(|line| Item::Line(line, Part::Body));
                        out.push((row.top(), item.into_iter().collect()));
                    }
                }
                Zone::Two(range, middle) => {
                    let zone = &rows[range];
                    let mut items = vec![];
                    for left in [true, false] {
                        self.columns += 1;
                        let part = Part::Column(self.columns);
                        for row in zone.iter().filter_map(|r| columns::side(r, middle, left)) {
                            let line = self.sink.line(&row, frame, notes);
                            items.extend(line.map(|line| Item::Line(line, part)));
                        }
                    }
                    out.push((zone.first().map_or(0.0, Row::top), items));
                }
            }
        }
    }

    /// The part of a table without vertical lines.
    fn open_piece(
        &mut self,
        found: &unruled::Found,
        rows: &[Row],
        frame: &Frame,
        notes: &[u32],
    ) -> Piece {
        let columns = || found.xs.windows(2).map(|w| (w[0], w[1]));
        let mut out: Vec<PieceRow> = found
            .bands
            .iter()
            .map(|&y| PieceRow {
                cells: columns()
                    .map(|x| PieceCell {
                        x,
                        ..PieceCell::default()
                    })
                    .collect(),
                y,
            })
            .collect();
        for row in rows {
            let at = found.bands.partition_point(|band| band.1 < row.y);
            let Some(target) = out.get_mut(at.min(found.bands.len() - 1)) else {
                continue;
            };
            for (part, column) in unruled::parts(row, &found.xs) {
                let line = self.sink.line(&part, frame, notes);
                target.cells[column].lines.extend(line);
            }
        }
        Piece {
            page: frame.page,
            xs: found.xs.clone(),
            rows: out,
            open_top: false,
            open_bottom: !found.closed,
            ruled: false,
        }
    }

    fn piece(
        &mut self,
        page: &Page,
        grid: &Grid,
        cells: Vec<Vec<u32>>,
        frame: &Frame,
        notes: &[u32],
    ) -> Option<Piece> {
        if cells.iter().all(Vec::is_empty) {
            return None;
        }
        let columns = grid.columns();
        let mut rows: Vec<PieceRow> = (0..grid.rows())
            .map(|i| PieceRow {
                cells: (0..columns)
                    .map(|c| PieceCell {
                        x: (grid.xs[c], grid.xs[c + 1]),
                        ..PieceCell::default()
                    })
                    .collect(),
                y: (grid.ys[i], grid.ys[i + 1]),
            })
            .collect();
        for place in grid.places() {
            let mut glyphs = vec![];
            for row in place.row..place.row_end {
                for column in place.column..place.column_end {
                    if grid.owner[row * columns + column] != place.owner {
                        continue;
                    }
                    glyphs.extend_from_slice(&cells[row * columns + column]);
                    let same = |row: usize, column: usize| {
                        grid.owner[row * columns + column] == place.owner
                    };
                    let cell = &mut rows[row].cells[column];
                    cell.spans_left = column > place.column && same(row, column - 1);
                    cell.spans_up = row > place.row && same(row - 1, column);
                }
            }
            glyphs.sort_unstable();
            let lines = row::rows(page, &glyphs);
            let lines = lines.iter().filter_map(|r| self.sink.line(r, frame, notes));
            let cell = &mut rows[place.row].cells[place.first];
            cell.lines = lines.collect();
            cell.x.1 = grid.xs[place.column_end];
        }
        Some(Piece {
            page: frame.page,
            xs: grid.xs.clone(),
            rows,
            open_top: grid.open_top,
            open_bottom: grid.open_bottom,
            ruled: true,
        })
    }
}

/// How far below a cell's last line the middle of its letters may stand, as a share of the font's
/// size.
const HANG: f32 = 0.4;

/// Gives each glyph that is seen to the place of the grid that holds it; what no grid holds is free
/// text. The inner of two grids comes first.
fn share_out(page: &Page, grids: &[Grid]) -> (Vec<Vec<Vec<u32>>>, Vec<u32>) {
    let mut cells: Vec<Vec<Vec<u32>>> = grids
        .iter()
        .map(|g| vec![vec![]; g.columns() * g.rows()])
        .collect();
    let size = |g: &Grid| {
        let area = g.area();
        (area.x1 - area.x0) * (area.y1 - area.y0)
    };
    let mut order: Vec<usize> = (0..grids.len()).collect();
    order.sort_by(|&a, &b| size(&grids[a]).total_cmp(&size(&grids[b])));
    let inked = page.glyphs.iter().filter(|g| !g.hidden).count();
    let hidden_only = inked == 0;
    let mut free = vec![];
    for (i, glyph) in page.glyphs.iter().enumerate() {
        if glyph.hidden && !hidden_only {
            continue;
        }
        let centre = glyph.centre();
        // Letters may hang over the last line of a cell that is too small for them.
        let hung = (centre.0, centre.1 - HANG * glyph.size);
        let place = [centre, hung].into_iter().find_map(|point| {
            order.iter().find_map(|&g| {
                let grid = &grids[g];
                grid.area().holds(point).then_some(())?;
                let (row, column) = grid.find(point)?;
                Some((g, row * grid.columns() + column))
            })
        });
        match place {
            Some((grid, place)) => cells[grid][place].push(i as u32),
            None => free.push(i as u32),
        }
    }
    (cells, free)
}

/// Cuts rows at the tops of tables.
fn stretches(rows: Vec<Row>, borders: &[f32]) -> Vec<Vec<Row>> {
    let mut out: Vec<Vec<Row>> = vec![vec![]];
    let mut borders = borders.to_vec();
    borders.sort_by(f32::total_cmp);
    let mut at = 0;
    for row in rows {
        while at < borders.len() && row.way == Way::Right && row.y > borders[at] {
            out.push(vec![]);
            at += 1;
        }
        if let Some(last) = out.last_mut() {
            last.push(row);
        }
    }
    out
}

/// Takes lines with a page number at one end from the edges of a page, so that they stand in no
/// column; whether they are headers is seen when all pages are read.
fn take_headers(rows: &mut Vec<Row>, height: f32) -> Vec<Row> {
    let header = |row: &Row| {
        let edge = row.y < height * EDGE || row.y > height * (1.0 - EDGE);
        let wide = |w: &[Word]| w[1].x0 - w[0].x1 > 2.0 * row.size;
        let first = row.words.get(..2).is_some_and(wide);
        let last = row
            .words
            .len()
            .checked_sub(2)
            .is_some_and(|i| wide(&row.words[i..]));
        let number = |word: Option<&Word>| word.is_some_and(|w| page_number(&w.text).is_some());
        edge && ((first && number(row.words.first())) || (last && number(row.words.last())))
    };
    let mut out = vec![];
    if rows.first().is_some_and(header) {
        out.push(rows.remove(0));
    }
    if rows.last().is_some_and(header) {
        out.extend(rows.pop());
    }
    out
}

/// Takes page numbers: numbers that stand alone above, below or beside all else, or turned
/// against the text.
fn take_numbers(rows: &mut Vec<Row>, grids: &[Grid], height: f32) -> Vec<Row> {
    let lone = |row: &Row| row.words.len() <= 5 && page_number(row.text().trim()).is_some();
    let beside = |row: &Row| {
        let clear = |x0: f32, x1: f32| row.x1() < x0 || row.x0() > x1;
        let others = || rows.iter().filter(|r| !lone(r) && r.way == Way::Right);
        !grids.is_empty()
            && grids.iter().map(Grid::area).all(|a| clear(a.x0, a.x1))
            && others().all(|r| clear(r.x0(), r.x1()))
    };
    let last = rows.len().saturating_sub(1);
    let taken: Vec<bool> = rows
        .iter()
        .enumerate()
        .map(|(i, row)| {
            let edge =
                (i == 0 && row.y < height * EDGE) || (i == last && row.y > height * (1.0 - EDGE));
            lone(row) && (edge || row.way != Way::Right || beside(row))
        })
        .collect();
    let mut at = 0;
    let (out, rest) = std::mem::take(rows).into_iter().partition(|_| {
        at += 1;
        taken[at - 1]
    });
    *rows = rest;
    out
}

/// Takes the footnotes from the foot of a page: rows in smaller letters, the first of which begins
/// with a raised number. Each with the number that its first row shows.
fn take_notes(rows: &mut Vec<Row>, height: f32) -> Vec<(Option<u32>, Row)> {
    let number = |row: &Row| {
        let first = row.words.first().filter(|w| w.raised)?;
        first.text.parse::<u32>().ok()
    };
    let Some(first) = rows
        .iter()
        .position(|row| row.y > height * 0.4 && number(row).is_some())
    else {
        return vec![];
    };
    let size = rows[first].size;
    // The notes reach to the foot of the page; page numbers may follow.
    let end = rows[first..]
        .iter()
        .position(|row| row.size > size * 1.1)
        .map_or(rows.len(), |n| first + n);
    rows.drain(first..end)
        .map(|row| (number(&row), row))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::page::{Glyph, Rule};
    use super::*;

    /// A page of lone characters, each of its own, and lines.
    fn page() -> impl Strategy<Value = Page> {
        let glyph = (0.0f32..590.0, 0.0f32..830.0, 6.0f32..16.0, 0usize..20);
        let rule = (any::<bool>(), 0u8..12, 0u8..12, 0u8..12);
        let glyphs = prop::collection::vec(glyph, 0..80);
        (glyphs, prop::collection::vec(rule, 0..24)).prop_map(|(glyphs, rules)| {
            let mut page = Page {
                size: (595.0, 842.0),
                ..Page::default()
            };
            for (i, (x, y, size, way)) in glyphs.into_iter().enumerate() {
                let c = char::from_u32(0x4e00 + i as u32).unwrap_or('x');
                let way = match way {
                    0 => Way::Down,
                    1 => Way::Up,
                    _ => Way::Right,
                };
                let (dx, dy) = match way {
                    Way::Right => (size * 0.5, 0.0),
                    Way::Down => (0.0, size * 0.5),
                    Way::Left => (-size * 0.5, 0.0),
                    Way::Up => (0.0, -size * 0.5),
                };
                page.push(
                    &c.to_string(),
                    Glyph {
                        at: 0,
                        len: 0,
                        way,
                        bold: false,
                        hidden: false,
                        font: 0,
                        id: 0,
                        x0: x,
                        x1: x + dx,
                        y0: y,
                        y1: y + dy,
                        size,
                    },
                );
            }
            page.rules = rules
                .into_iter()
                .map(|(horizontal, at, from, length)| Rule {
                    horizontal,
                    at: f32::from(at) * 60.0,
                    from: f32::from(from) * 50.0,
                    to: f32::from(from + length) * 50.0,
                })
                .collect();
            page
        })
    }

    fn letters(text: &str) -> Vec<char> {
        let mut all: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        all.sort_unstable();
        all
    }

    proptest! {
        #[test]
        fn every_glyph_lands_in_a_line_or_a_cell(page in page()) {
            let want = letters(&page.text);
            let mut layouter = Layouter::default();
            let mut layout = layouter.page(1, page);
            let inked = layouter.sink.finish();
            let mut got = String::new();
            for item in &mut layout.items {
                let lines: Vec<&mut Line> = match item {
                    Item::Line(line, _) => vec![line],
                    Item::Table(piece) => piece
                        .rows
                        .iter_mut()
                        .flat_map(|r| &mut r.cells)
                        .flat_map(|c| &mut c.lines)
                        .collect(),
                };
                for line in lines {
                    inked.settle(line);
                    got.push_str(line.text(&inked.text));
                }
            }
            prop_assert_eq!(letters(&got), want);
        }
    }
}
