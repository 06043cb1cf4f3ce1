//! What stands on a page and is no text of the document: page numbers, running headers.

use std::collections::HashMap;

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
            if letters >= 6 {
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
