//! Ruling lines become grids of cells.
//!
//! Lines that cross each other make a table. Where no line stands between two neighbours of the
//! grid, they are one cell. A table that a page break cut often lacks its last or first line; the
//! ends of its vertical lines then stand for it.

use super::page::{Area, Rule};

/// A table's frame on one page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Grid {
    /// Positions of the column borders, ascending; one more than there are columns.
    pub xs: Vec<f32>,
    /// Positions of the row borders, ascending; one more than there are rows.
    pub ys: Vec<f32>,
    /// The cell that each place of the grid belongs to, row by row.
    pub owner: Vec<usize>,
    /// No line closes the table at its top.
    pub open_top: bool,
    /// No line closes the table at its bottom.
    pub open_bottom: bool,
}

/// A cell of a grid: the rows and columns that it spans, ends excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its name in [`Grid::owner`]; other cells may reach into the rectangle of one that is none.
    pub owner: usize,
    /// Column of its first place, which stands in the first of its rows.
    pub first: usize,
    pub row: usize,
    pub row_end: usize,
    pub column: usize,
    pub column_end: usize,
}

impl Grid {
    pub(crate) fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    pub(crate) fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    pub(crate) fn area(&self) -> Area {
        Area {
            x0: self.xs.first().copied().unwrap_or_default(),
            y0: self.ys.first().copied().unwrap_or_default(),
            x1: self.xs.last().copied().unwrap_or_default(),
            y1: self.ys.last().copied().unwrap_or_default(),
        }
    }

    /// Row and column of a point, where the grid holds it.
    pub(crate) fn find(&self, (x, y): (f32, f32)) -> Option<(usize, usize)> {
        let column = self.xs.partition_point(|&at| at <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|&at| at <= y).checked_sub(1)?;
        (column < self.columns() && row < self.rows()).then_some((row, column))
    }

    /// The cells, from left to right and from top to bottom by their first place.
    pub(crate) fn places(&self) -> Vec<Place> {
        let columns = self.columns();
        let mut found: Vec<(usize, Place)> = vec![];
        for (i, &owner) in self.owner.iter().enumerate() {
            let (row, column) = (i / columns, i % columns);
            match found.iter_mut().find(|(o, _)| *o == owner) {
                Some((_, place)) => {
                    place.row_end = place.row_end.max(row + 1);
                    place.column = place.column.min(column);
                    place.column_end = place.column_end.max(column + 1);
                }
                None => found.push((
                    owner,
                    Place {
                        owner,
                        first: column,
                        row,
                        row_end: row + 1,
                        column,
                        column_end: column + 1,
                    },
                )),
            }
        }
        found.into_iter().map(|(_, place)| place).collect()
    }
}

/// How far two lines may lie apart and be one, in points.
const SAME: f32 = 2.0;

/// How wide a gap in a line may be, in points: dotted lines, corners.
const GAP: f32 = 3.0;

/// How far a line may stop short of the one that it meets, in points.
const REACH: f32 = 4.0;

/// Shortest line that counts, in points.
const SHORTEST: f32 = 6.0;

/// The grids that the lines of a page make, from top to bottom.
pub(crate) fn find(rules: &[Rule]) -> Vec<Grid> {
    let mut across = merge(rules, true);
    let mut down = merge(rules, false);
    across.retain(|r| r.to - r.from >= SHORTEST);
    down.retain(|r| r.to - r.from >= SHORTEST);
    if across.is_empty() || down.is_empty() {
        return vec![];
    }
    let mut grids: Vec<Grid> = components(&across, &down)
        .into_iter()
        .filter_map(|(across, down)| grid(&across, &down))
        .collect();
    grids.sort_by(|a, b| a.ys[0].total_cmp(&b.ys[0]));
    grids
}

/// Lines of one direction, those on one position joined.
fn merge(rules: &[Rule], horizontal: bool) -> Vec<Rule> {
    let mut lines: Vec<Rule> = rules
        .iter()
        .filter(|r| r.horizontal == horizontal)
        .copied()
        .collect();
    lines.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out: Vec<Rule> = vec![];
    let mut at = 0;
    while at < lines.len() {
        let base = lines[at].at;
        let end = at + lines[at..].partition_point(|r| r.at - base <= SAME);
        let group = &mut lines[at..end];
        let middle = group.iter().map(|r| r.at).sum::<f32>() / group.len() as f32;
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let first = out.len();
        for rule in group.iter() {
            match out[first..].last_mut() {
                Some(last) if rule.from <= last.to + GAP => last.to = last.to.max(rule.to),
                _ => out.push(Rule {
                    at: middle,
                    ..*rule
                }),
            }
        }
        at = end;
    }
    out
}

fn crosses(across: &Rule, down: &Rule) -> bool {
    across.from - REACH <= down.at
        && down.at <= across.to + REACH
        && down.from - REACH <= across.at
        && across.at <= down.to + REACH
}

/// Lines that hang together by crossing.
fn components(across: &[Rule], down: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut sets = Sets::new(across.len() + down.len());
    for (i, a) in across.iter().enumerate() {
        for (j, d) in down.iter().enumerate() {
            if crosses(a, d) {
                sets.join(i, across.len() + j);
            }
        }
    }
    let mut out: Vec<(usize, Vec<Rule>, Vec<Rule>)> = vec![];
    let mut put = |root: usize, rule: Rule| {
        let at = match out.iter().position(|(r, ..)| *r == root) {
            Some(at) => at,
            None => {
                out.push((root, vec![], vec![]));
                out.len() - 1
            }
        };
        if rule.horizontal {
            out[at].1.push(rule);
        } else {
            out[at].2.push(rule);
        }
    };
    for (i, rule) in across.iter().chain(down).enumerate() {
        put(sets.root(i), *rule);
    }
    out.into_iter()
        .filter(|(_, a, d)| !a.is_empty() && !d.is_empty())
        .map(|(_, a, d)| (a, d))
        .collect()
}

/// Positions of lines, those closer than [`SAME`] as one.
fn positions(lines: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut all: Vec<f32> = lines.collect();
    all.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = vec![];
    for at in all {
        if out.last().is_none_or(|&last| at - last > SAME + 1.0) {
            out.push(at);
        }
    }
    out
}

/// Most places of a grid; a page with more is a drawing.
const PLACES: usize = 20_000;

fn grid(across: &[Rule], down: &[Rule]) -> Option<Grid> {
    let mut xs = positions(down.iter().map(|r| r.at));
    let mut ys = positions(across.iter().map(|r| r.at));
    let left = across.iter().map(|r| r.from).fold(f32::MAX, f32::min);
    let right = across.iter().map(|r| r.to).fold(f32::MIN, f32::max);
    let top = down.iter().map(|r| r.from).fold(f32::MAX, f32::min);
    let bottom = down.iter().map(|r| r.to).fold(f32::MIN, f32::max);
    let mut across = across.to_vec();
    let mut down = down.to_vec();
    let open_top = ys[0] - top > REACH;
    let open_bottom = bottom - ys[ys.len() - 1] > REACH;
    let (first_x, last_x) = (xs[0].min(left), xs[xs.len() - 1].max(right));
    let mut line = |horizontal, at: f32, from, to| {
        let rule = Rule {
            horizontal,
            at,
            from,
            to,
        };
        if horizontal {
            across.push(rule);
        } else {
            down.push(rule);
        }
    };
    if open_top {
        ys.insert(0, top);
        line(true, top, first_x, last_x);
    }
    if open_bottom {
        ys.push(bottom);
        line(true, bottom, first_x, last_x);
    }
    if xs[0] - left > SHORTEST {
        line(false, left, ys[0], ys[ys.len() - 1]);
        xs.insert(0, left);
    }
    if right - xs[xs.len() - 1] > SHORTEST {
        line(false, right, ys[0], ys[ys.len() - 1]);
        xs.push(right);
    }
    let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    if columns == 0 || rows == 0 || columns * rows > PLACES {
        return None;
    }
    let covers = |lines: &[Rule], at: f32, middle: f32| {
        lines.iter().any(|r| {
            (r.at - at).abs() <= SAME + 1.0 && r.from - 1.0 <= middle && middle <= r.to + 1.0
        })
    };
    let mut sets = Sets::new(columns * rows);
    for row in 0..rows {
        let middle_y = (ys[row] + ys[row + 1]) / 2.0;
        for column in 0..columns {
            let middle_x = (xs[column] + xs[column + 1]) / 2.0;
            let place = row * columns + column;
            if column + 1 < columns && !covers(&down, xs[column + 1], middle_y) {
                sets.join(place, place + 1);
            }
            if row + 1 < rows && !covers(&across, ys[row + 1], middle_x) {
                sets.join(place, place + columns);
            }
        }
    }
    let owner: Vec<usize> = (0..columns * rows).map(|i| sets.root(i)).collect();
    let cells = owner.iter().enumerate().filter(|(i, o)| i == *o).count();
    // A frame around a text is no table.
    (cells > 1).then_some(Grid {
        xs,
        ys,
        owner,
        open_top,
        open_bottom,
    })
}

/// Disjoint sets of numbers; the root of a set is its least number.
struct Sets(Vec<usize>);

impl Sets {
    fn new(count: usize) -> Sets {
        Sets((0..count).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines as `h at from to` and `v at from to`.
    fn rules(text: &str) -> Vec<Rule> {
        text.split(';')
            .map(|line| {
                let mut parts = line.split_whitespace();
                let horizontal = parts.next() == Some("h");
                let mut number = || parts.next().and_then(|n| n.parse().ok()).unwrap_or(0.0);
                Rule {
                    horizontal,
                    at: number(),
                    from: number(),
                    to: number(),
                }
            })
            .collect()
    }

    #[test]
    fn grids() {
        for (lines, columns, rows, cells, open) in [
            (
                "h 0 0 100; h 20 0 100; h 40 0 100; v 0 0 40; v 50 0 40; v 100 0 40",
                2,
                2,
                4,
                (false, false),
            ),
            // The second row is one cell.
            (
                "h 0 0 100; h 20 0 100; h 40 0 100; v 0 0 40; v 50 0 20; v 100 0 40",
                2,
                2,
                3,
                (false, false),
            ),
            // The page cut the last row open.
            (
                "h 0 0 100; h 20 0 100; v 0 0 60; v 50 0 60; v 100 0 60",
                2,
                2,
                4,
                (false, true),
            ),
            // No lines at the sides.
            (
                "h 0 0 100; h 20 0 100; h 40 0 100; v 30 0 40; v 60 0 40",
                3,
                2,
                6,
                (false, false),
            ),
        ] {
            let found = find(&rules(lines));
            assert_eq!(found.len(), 1, "{lines}");
            let grid = &found[0];
            assert_eq!((grid.columns(), grid.rows()), (columns, rows), "{lines}");
            assert_eq!(grid.places().len(), cells, "{lines}");
            assert_eq!((grid.open_top, grid.open_bottom), open, "{lines}");
        }
    }

    #[test]
    fn frames_and_underlines_are_no_tables() {
        for lines in [
            "h 0 0 100; h 40 0 100; v 0 0 40; v 100 0 40",
            "h 0 0 100; h 20 0 100",
            "v 0 0 100",
        ] {
            assert!(find(&rules(lines)).is_empty(), "{lines}");
        }
    }
}
