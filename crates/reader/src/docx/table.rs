//! Tables of a Word file: rows of cells on a grid, with the lines that are drawn.

use super::body::Body;
use super::style::{Lines, lines};
use super::xml::Element;
use crate::blocks::Block;
use crate::blocks::table::{Cell, Row, Table};

/// Borders nearer to each other than this, in twentieths of a point, are one: they were moved a
/// little by hand.
const NEAR: i64 = 120;

/// Most columns of a table.
const COLUMNS: usize = 200;

/// Reads a table. Footnotes of its cells go behind it, into `after`.
pub(crate) fn read<'f>(
    body: &mut Body<'f>,
    element: &'f Element,
    after: &mut Vec<Block>,
) -> Option<Table> {
    let properties = element.child("tblPr");
    let styled = body
        .styles
        .lines(properties.and_then(|p| p.value("tblStyle")));
    let own = properties.and_then(|p| p.child("tblBorders")).map(lines);
    let table_lines = over(own.unwrap_or_default(), styled);
    let mut elements = vec![];
    below(&body.path, element, "tr", &mut elements);
    let mut table = Table::default();
    let (mut drawn, mut cells) = (0, 0);
    let count = elements.len();
    for (at, (path, row)) in elements.into_iter().enumerate() {
        let row_properties = row.child("trPr");
        let property = |name| row_properties.is_some_and(|p| p.child(name).is_some());
        if property("del") {
            continue;
        }
        let skipped = row_properties.and_then(|p| p.number("gridBefore"));
        let mut column = usize::try_from(skipped.unwrap_or(0))
            .unwrap_or(0)
            .min(COLUMNS);
        let mut read = Row {
            header: row_properties.and_then(|p| p.toggle("tblHeader")) == Some(true),
            ..Row::default()
        };
        let mut found = vec![];
        below(&path, row, "tc", &mut found);
        let last = found.len();
        for (i, (path, cell)) in found.into_iter().enumerate() {
            let properties = cell.child("tcPr");
            let span = properties.and_then(|p| p.number("gridSpan")).unwrap_or(1);
            let width = usize::try_from(span).unwrap_or(1).clamp(1, COLUMNS);
            if column + width > COLUMNS {
                break;
            }
            let merge = properties.and_then(|p| p.child("vMerge"));
            let lower = merge.is_some_and(|m| m.attribute("val") != Some("restart"));
            let own = properties.and_then(|p| p.child("tcBorders")).map(lines);
            let edges = [at == 0, at + 1 == count, i == 0, i + 1 == last];
            cells += 1;
            drawn += usize::from(is_drawn(own.unwrap_or_default(), table_lines, edges));
            let mut blocks = vec![];
            for block in body.cell(path, cell) {
                match block {
                    Block::Paragraph(paragraph) if paragraph.note => {
                        after.push(Block::Paragraph(paragraph));
                    }
                    block => blocks.push(block),
                }
            }
            if lower {
                blocks.clear();
            }
            read.cells.push(Cell {
                column,
                width,
                lower,
                blocks,
            });
            column += width;
        }
        table.columns = table.columns.max(column);
        table.rows.push(read);
    }
    table.drawn = drawn * 2 > cells;
    table.merge_borders(&grid(element), NEAR);
    (!table.rows.is_empty()).then_some(table)
}

/// What a cell or a table says itself wins over what stands behind it.
fn over(own: Lines, behind: Lines) -> Lines {
    let mut out = own;
    for (line, other) in out.iter_mut().zip(behind) {
        *line = line.or(other);
    }
    out
}

/// Whether lines are drawn on two sides of a cell. `edges`: it stands at the top, the bottom, the
/// left, the right of the table.
fn is_drawn(own: Lines, table: Lines, edges: [bool; 4]) -> bool {
    let inner = [4, 4, 5, 5];
    let sides = (0..4).filter(|&side| {
        let outer = if edges[side] { side } else { inner[side] };
        own[side].or(table[outer]).unwrap_or(false)
    });
    sides.count() >= 2
}

/// What says how a table, a row or a cell looks, and what was taken out.
const SILENT: [&str; 7] = [
    "tblPr", "tblGrid", "trPr", "tblPrEx", "del", "moveFrom", "sdtPr",
];

/// The rows of a table or the cells of a row, whatever stands around them, with the ways to them.
fn below<'e>(path: &str, parent: &'e Element, name: &str, out: &mut Vec<(String, &'e Element)>) {
    for (step, element) in parent.steps() {
        let path = format!("{path}/{step}");
        match &*element.name {
            own if own == name => out.push((path, element)),
            own if SILENT.contains(&own) => {}
            _ => below(&path, element, name, out),
        }
    }
}

/// Where the columns begin, in twentieths of a point.
fn grid(element: &Element) -> Vec<i64> {
    let mut x = 0;
    let mut out = vec![0];
    for column in element
        .child("tblGrid")
        .into_iter()
        .flat_map(|g| g.children("gridCol"))
    {
        let width = column.attribute("w").and_then(|w| w.parse::<f64>().ok());
        x += width.map_or(0, |w| w as i64);
        out.push(x);
    }
    out
}
