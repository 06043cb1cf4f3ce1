//! A page is cut into sheets that recognition reads well.
//!
//! Recognition finds lines of text, not tables: it reads over the border of a cell. So what stands in a table is cut out
//! cell by cell and laid out one below the other, the cells of a column together, on a sheet of its own; the rest
//! of the page stays as it is.

use serde::{Deserialize, Serialize};

use super::raster::{Ink, Piece, Raster};
use super::{Kind, Sheet};
use crate::pdf::grid::{self, Grid};
use crate::pdf::page::Rule;

/// A band of a sheet, and how its pixels lead back to the page: page = sheet + (dx, dy).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Strip {
    /// First row of the band on the sheet.
    pub top: u32,
    /// The row behind its last.
    pub bottom: u32,
    pub dx: i32,
    pub dy: i32,
}

/// Room around what is cut out and between two cells, in points.
const ROOM: f32 = 9.0;

/// What is left of a border beside where it was found, in points.
const BORDER: f32 = 1.4;

/// Least area of ink of a cell that is not empty, in square points.
const SPECK: f32 = 1.2;

/// Highest sheet, in pixels; recognition takes no higher image.
const HIGHEST: usize = 30_000;

/// The sheets of a page whose ruling lines are taken off: the page without its tables, and the cells of the tables.
pub(crate) fn sheets(mut page: Raster, rules: &[Rule], dpi: f32) -> Vec<Sheet> {
    let mut grids = grid::find(rules);
    // The inner of two tables first, so that what stands in it is not read twice.
    grids.sort_by(|a, b| extent(a).total_cmp(&extent(b)));
    let mut out = vec![];
    for grid in &grids {
        let ink = page.ink();
        let cells = cells(grid, &ink, dpi);
        let area = grid.area();
        let whole = piece(
            area.x0 - BORDER,
            area.y0 - BORDER,
            area.x1 + BORDER,
            area.y1 + BORDER,
            dpi,
        );
        out.extend(stack(&page, &cells, dpi));
        page.wipe(whole);
    }
    let dpi = dpi.round() as u32;
    let mut all = vec![Sheet::of(page, Kind::Page, dpi, vec![])];
    all.extend(out);
    all
}

fn extent(grid: &Grid) -> f32 {
    let area = grid.area();
    (area.x1 - area.x0) * (area.y1 - area.y0)
}

/// A rectangle in points as pixels.
fn piece(x0: f32, y0: f32, x1: f32, y1: f32, dpi: f32) -> Piece {
    let pixel = |at: f32| (at * dpi / 72.0).round().max(0.0) as usize;
    let (x, y) = (pixel(x0), pixel(y0));
    Piece {
        x,
        y,
        width: pixel(x1).saturating_sub(x),
        height: pixel(y1).saturating_sub(y),
    }
}

/// The cells that are not empty, column by column, cut down to their ink.
fn cells(grid: &Grid, ink: &Ink, dpi: f32) -> Vec<Piece> {
    let mut places = grid.places();
    places.sort_by_key(|place| (place.column, place.row));
    let pixel = dpi / 72.0;
    let speck = (SPECK * pixel * pixel) as usize;
    let mut out = vec![];
    for place in places {
        let cell = piece(
            grid.xs[place.column] + BORDER,
            grid.ys[place.row] + BORDER,
            grid.xs[place.column_end] - BORDER,
            grid.ys[place.row_end] - BORDER,
            dpi,
        );
        if ink.count(cell) > speck
            && let Some(cut) = cut(cell, ink)
        {
            out.push(cut);
        }
    }
    out
}

/// The rows and columns of a piece that hold ink.
fn cut(piece: Piece, ink: &Ink) -> Option<Piece> {
    let row = |y: usize| Piece {
        y,
        height: 1,
        ..piece
    };
    let rows: Vec<usize> = (piece.y..piece.y + piece.height)
        .filter(|&y| ink.count(row(y)) > 0)
        .collect();
    let (top, bottom) = (*rows.first()?, *rows.last()?);
    let column = |x: usize| Piece {
        x,
        width: 1,
        y: top,
        height: bottom + 1 - top,
    };
    let columns = piece.x..piece.x + piece.width;
    let left = columns.clone().find(|&x| ink.count(column(x)) > 0)?;
    let right = columns.rev().find(|&x| ink.count(column(x)) > 0)?;
    Some(Piece {
        x: left,
        y: top,
        width: right + 1 - left,
        height: bottom + 1 - top,
    })
}

/// Lays pieces of a page below each other; more than one sheet when one would be too high.
fn stack(page: &Raster, pieces: &[Piece], dpi: f32) -> Vec<Sheet> {
    let room = (ROOM * dpi / 72.0).round() as usize;
    let width = pieces.iter().map(|p| p.width).max().unwrap_or(0) + 2 * room;
    let mut out = vec![];
    let mut rest = pieces;
    while !rest.is_empty() {
        let mut height = room;
        let mut count = 0;
        for piece in rest {
            if count > 0 && height + piece.height + room > HIGHEST {
                break;
            }
            height += piece.height + room;
            count += 1;
        }
        let (now, later) = rest.split_at(count);
        rest = later;
        let mut sheet = Raster::blank(width, height);
        let mut strips = vec![];
        let mut y = room;
        for &piece in now {
            sheet.lay(page, piece, room, y);
            strips.push(Strip {
                top: (y - room / 2) as u32,
                bottom: (y + piece.height + room - room / 2) as u32,
                dx: piece.x as i32 - room as i32,
                dy: piece.y as i32 - y as i32,
            });
            y += piece.height + room;
        }
        out.push(Sheet::of(sheet, Kind::Cells, dpi.round() as u32, strips));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::rules;
    use super::*;

    #[test]
    fn cells_are_laid_below_each_other_and_lead_back() {
        let mut page = Raster::blank(1000, 600);
        let mut draw = |x: std::ops::Range<usize>, y: std::ops::Range<usize>| {
            for y in y {
                for x in x.clone() {
                    page.pixels[y * 1000 + x] = 0;
                }
            }
        };
        for y in [100, 200, 300] {
            draw(100..903, y..y + 3);
        }
        for x in [100, 300, 900] {
            draw(x..x + 3, 100..303);
        }
        draw(150..170, 140..160);
        draw(350..370, 240..260);
        draw(50..80, 500..520);
        let rules = rules::take(&mut page, 200.0);
        let sheets = sheets(page, &rules, 200.0);
        assert_eq!(sheets.len(), 2);
        let dark = |s: &Sheet| s.pixels.iter().filter(|&&p| p < 128).count();
        assert_eq!(dark(&sheets[0]), 30 * 20, "the free text only");
        assert_eq!(dark(&sheets[1]), 2 * 20 * 20);
        let back: Vec<(i32, i32)> = sheets[1]
            .strips
            .iter()
            .map(|s| (s.dx + 25, s.dy + s.top as i32))
            .collect();
        // Half of the room above the ink, the whole of it to the left.
        assert_eq!(back, [(150, 128), (350, 228)]);
    }
}
