//! Tables of a web page.

use scraper::Node;
use scraper::node::Element;

use super::{Tree, cell, is_hidden, style};
use crate::blocks::table::{Cell, Row, Table};

/// Most columns that a cell may span, and most rows (HTML, 4.9.11).
const COLUMNS: usize = 200;
const ROWS: usize = 65_534;

/// Reads a table.
pub(super) fn read(node: Tree<'_>, table: &Element, bold: bool, depth: usize) -> Option<Table> {
    let mut found = vec![];
    rows(node, false, &mut found);
    let mut out = Table::default();
    // For each column: how many rows its cell still covers, and how wide that cell is at its first.
    let mut open: Vec<(usize, usize)> = vec![];
    let mut drawn = draws(table);
    for (row, in_head) in found {
        let mut read = Row::default();
        let mut column = 0;
        let mut heads = true;
        for child in row.children() {
            let Node::Element(element) = child.value() else {
                continue;
            };
            if !matches!(element.name(), "td" | "th") || is_hidden(element) {
                continue;
            }
            fill(&mut read, &mut open, &mut column);
            let number = |name| {
                element
                    .attr(name)
                    .and_then(|n| n.trim().parse::<usize>().ok())
            };
            let width = number("colspan").unwrap_or(1).clamp(1, COLUMNS);
            let height = number("rowspan").unwrap_or(1).clamp(1, ROWS);
            if column + width > COLUMNS {
                break;
            }
            heads &= element.name() == "th";
            drawn = drawn.or_else(|| draws(element));
            let head = element.name() == "th";
            if open.len() < column + width {
                open.resize(column + width, (0, 0));
            }
            for slot in &mut open[column..column + width] {
                *slot = (height - 1, 0);
            }
            open[column].1 = width;
            read.cells.push(Cell {
                column,
                width,
                lower: false,
                blocks: cell(child, bold || head, depth + 1),
            });
            column += width;
        }
        if read.cells.is_empty() {
            continue;
        }
        fill(&mut read, &mut open, &mut column);
        read.header = in_head || heads;
        out.columns = out.columns.max(column);
        out.rows.push(read);
    }
    let marked = out.rows.first().is_some_and(|row| row.header);
    out.drawn = drawn.unwrap_or(marked);
    out.merge_borders(&[], 0);
    (!out.rows.is_empty()).then_some(out)
}

/// Adds the lower parts of cells above that stand at `column`.
fn fill(row: &mut Row, open: &mut [(usize, usize)], column: &mut usize) {
    while let Some((left, width)) = open.get_mut(*column).filter(|slot| slot.0 > 0) {
        *left -= 1;
        let width = (*width).max(1);
        row.cells.push(Cell {
            column: *column,
            width,
            lower: true,
            blocks: vec![],
        });
        for slot in open.iter_mut().skip(*column + 1).take(width - 1) {
            slot.0 = slot.0.saturating_sub(1);
        }
        *column += width;
    }
}

/// The rows of a table, not those of tables in it; whether each stands in its head.
fn rows<'t>(node: Tree<'t>, in_head: bool, out: &mut Vec<(Tree<'t>, bool)>) {
    for child in node.children() {
        let Node::Element(element) = child.value() else {
            continue;
        };
        match element.name() {
            "tr" => out.push((child, in_head)),
            "thead" => rows(child, true, out),
            "tbody" | "tfoot" => rows(child, in_head, out),
            _ => {}
        }
    }
}

/// Whether a table or cell says that lines are drawn, or that none are.
fn draws(element: &Element) -> Option<bool> {
    if let Some(border) = element.attr("border") {
        return Some(!matches!(border.trim(), "0" | "none"));
    }
    let whole = style(element, "border");
    let side = ["border-top", "border-bottom", "border-left"]
        .iter()
        .find_map(|s| style(element, s));
    let border = whole.or(side)?;
    Some(!(border.contains("none") || border.starts_with('0')))
}
