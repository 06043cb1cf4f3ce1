//! What stands on a page and is no text of the document: page numbers, running headers.

use std::collections::HashMap;

use document::Label;

use super::layout::{Item, Layout, Part};
use super::sink::Line;
use crate::text::furniture::is_rule;

/// The part of a page's height, at its top and at its foot, in which furniture stands.
pub(crate) const EDGE: f32 = 0.13;

/// Takes page numbers and running headers out of the pages; what was taken.
pub(crate) fn take(input: &str, pages: &mut [Layout]) -> Vec<Line> {
    let mut headers: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
    let mut marked: Vec<(usize, usize)> = vec![];
    for (p, page) in pages.iter().enumerate() {
        for (i, item) in page.items.iter().enumerate() {
            // Lines of drawn characters stand for ruling lines.
            if let Item::Line(line, part) = item
                && (*part == Part::Number || is_rule(line.text(input)))
            {
                marked.push((p, i));
            }
        }
        for i in edges(page) {
            let Some(Item::Line(line, Part::Body)) = page.items.get(i) else {
                continue;
            };
            let text = line.text(input);
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            // Items repeat: many have the same owner or time.
            let item = Label::read(input, line.span).is_some() || is_attribute(text);
            if letters >= 6 && !item {
                let masked: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
                headers.entry(masked).or_default().push((p, i));
            }
        }
    }
    for places in headers.into_values() {
        let mut on: Vec<usize> = places.iter().map(|(p, _)| *p).collect();
        on.dedup();
        if on.len() >= 3 || (on.len() == 2 && pages.len() <= 5 && on[0] + 1 == on[1] && !first(&on))
        {
            marked.extend(places);
        }
    }
    marked.sort_unstable();
    marked.dedup();
    let mut taken = vec![];
    for &(p, i) in marked.iter().rev() {
        if let Item::Line(line, _) = pages[p].items.remove(i) {
            taken.push(line);
        }
    }
    taken.reverse();
    taken
}

/// Most words of the name of an attribute.
const NAME: usize = 6;

/// `Thời gian thực hiện: Cả năm`.
fn is_attribute(text: &str) -> bool {
    text.split_once(": ")
        .is_some_and(|(name, _)| name.split_whitespace().count() <= NAME)
        || text.ends_with(':')
}

/// A line that two pages share is a header only when the first page is not one of them: a
/// letterhead may come again.
fn first(pages: &[usize]) -> bool {
    pages.first() == Some(&0)
}

/// The items at the edges of a page: the first and last three, as far as they stand there.
fn edges(page: &Layout) -> Vec<usize> {
    let count = page.items.len();
    let near = |i: usize, top: bool| match page.items.get(i) {
        Some(Item::Line(line, _)) => {
            let y = line.y / page.size.1.max(1.0);
            if top { y < EDGE } else { y > 1.0 - EDGE }
        }
        _ => false,
    };
    let mut out: Vec<usize> = (0..count.min(3)).take_while(|&i| near(i, true)).collect();
    out.extend(
        (count.saturating_sub(3)..count)
            .rev()
            .take_while(|&i| near(i, false)),
    );
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::super::layout::Layouter;
    use super::super::page::{Glyph, Page, Way};
    use super::*;

    /// Pages that begin with a line.
    fn pages(first: &str, count: u32) -> (String, Vec<Layout>) {
        let mut layouter = Layouter::default();
        let mut layouts = vec![];
        for number in 1..=count {
            let mut page = Page {
                size: (595.0, 842.0),
                ..Page::default()
            };
            let mut line = |text: &str, y: f32| {
                let glyph = Glyph {
                    at: 0,
                    len: 0,
                    way: Way::Right,
                    bold: false,
                    hidden: false,
                    font: 0,
                    id: 0,
                    x0: 70.0,
                    x1: 70.0 + 6.0 * text.chars().count() as f32,
                    y0: y,
                    y1: y,
                    size: 12.0,
                };
                page.push(text, glyph);
            };
            line(first, 60.0);
            for row in 0..8 {
                line(
                    &format!("Nội dung của trang {number} dòng {row} khác nhau"),
                    120.0 + 20.0 * row as f32,
                );
            }
            layouts.push(layouter.page(number, page));
        }
        let inked = layouter.sink.finish();
        for layout in &mut layouts {
            for item in &mut layout.items {
                if let Item::Line(line, _) = item {
                    inked.settle(line);
                }
            }
        }
        (inked.text.clone(), layouts)
    }

    #[test]
    fn headers_go_and_items_stay() {
        for (line, taken) in [
            ("Chương trình phát triển đô thị xanh", 4),
            ("- Thời gian thực hiện: Quý II", 0),
            ("Thời gian thực hiện: Quý II", 0),
            ("a) Tổ chức kiểm tra", 0),
            ("Đơn vị chủ trì:", 0),
        ] {
            let (input, mut layouts) = pages(line, 4);
            assert_eq!(take(&input, &mut layouts).len(), taken, "{line}");
        }
    }
}
