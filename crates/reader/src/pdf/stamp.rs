//! What a digital signature prints on a page: who signed, when, with which address.
//!
//! Signing programs draw it last, in letters of one size, over the letterhead or the signature.
//! It is no text of the document.

use std::sync::LazyLock;

use regex::Regex;

use super::page::{Glyph, Page};

/// What the lines of a signature begin with, without blanks.
static OPENINGS: LazyLock<Vec<String>> = LazyLock::new(|| {
    include_str!("../../lexicon/stamps.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split_whitespace().collect())
        .collect()
});

/// The moment of signing, to the second, as no text has it; without blanks.
static SIGNED_AT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"[0-3][0-9][./-][01][0-9][./-]20[0-9]{2}[0-2]?[0-9]:[0-5][0-9]:[0-5][0-9]";
    Regex::new(pattern).expect("the pattern is a valid regular expression")
});

/// Longest signature, in characters; what is longer is text that happens to begin like one.
const LONGEST: usize = 420;

/// Takes the glyphs of signatures out of a page; what they print.
pub(crate) fn take(page: &mut Page) -> Vec<String> {
    let mut found = vec![];
    let mut from = 0;
    while let Some((start, end)) = next(page, from) {
        let printed: String = text(page, start, end);
        if printed.chars().count() > LONGEST {
            from = end;
            continue;
        }
        found.push(printed);
        page.glyphs.drain(start..end);
        from = start;
    }
    found
}

fn text(page: &Page, start: usize, end: usize) -> String {
    let mut out = String::new();
    let mut last: Option<&Glyph> = None;
    for glyph in &page.glyphs[start..end] {
        if last.is_some_and(|l| (l.y0 - glyph.y0).abs() > 0.5 * glyph.size) && !out.ends_with(' ') {
            out.push(' ');
        }
        out.push_str(page.chars(glyph));
        last = Some(glyph);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The next signature from glyph `from` on: its first glyph and the one behind its last.
fn next(page: &Page, from: usize) -> Option<(usize, usize)> {
    // The text without blanks and capitals, and the glyph of each of its bytes.
    let mut plain = String::new();
    let mut owner: Vec<usize> = vec![];
    for (i, glyph) in page.glyphs.iter().enumerate().skip(from) {
        let chars = page.chars(glyph).chars().flat_map(char::to_lowercase);
        plain.extend(chars.filter(|c| !c.is_whitespace()));
        owner.resize(plain.len(), i);
    }
    let opened = OPENINGS
        .iter()
        .filter_map(|opening| memchr::memmem::find(plain.as_bytes(), opening.as_bytes()))
        .min();
    let dated = SIGNED_AT.find(&plain).map(|m| m.start());
    let middle = *owner.get(opened.into_iter().chain(dated).min()?)?;
    let size = page.glyphs.get(middle)?.size;
    let goes_on = |a: &Glyph, b: &Glyph| {
        (a.y0 - b.y0).abs() < 2.2 * size
            && a.way == b.way
            && (a.size - size).abs() <= 0.15 * size
            && (b.size - size).abs() <= 0.15 * size
    };
    let mut end = middle + 1;
    while page
        .glyphs
        .get(end)
        .is_some_and(|g| goes_on(&page.glyphs[end - 1], g))
    {
        end += 1;
    }
    let mut first = middle;
    if opened.is_none_or(|o| dated.is_some_and(|d| d < o)) {
        // The time comes last, behind the name and the address.
        while first > from && goes_on(&page.glyphs[first], &page.glyphs[first - 1]) {
            first -= 1;
        }
    }
    Some((first, end))
}

#[cfg(test)]
mod tests {
    use super::super::page::Way;
    use super::*;

    #[test]
    fn signatures_are_taken_and_text_stays() {
        let mut page = Page::default();
        let mut line = |text: &str, y: f32, size: f32| {
            for (i, c) in text.chars().enumerate() {
                let x0 = 50.0 + i as f32 * size * 0.5;
                page.push(
                    &c.to_string(),
                    Glyph {
                        at: 0,
                        len: 0,
                        way: Way::Right,
                        bold: false,
                        hidden: false,
                        font: 0,
                        id: 0,
                        x0,
                        x1: x0 + size * 0.5,
                        y0: y,
                        y1: y,
                        size,
                    },
                );
            }
        };
        line("KẾ HOẠCH", 100.0, 14.0);
        line("Ký bởi: SỞ Y TẾ", 20.0, 7.0);
        line("Thời gian ký: 12.05.2025", 28.0, 7.0);
        line("Người ký báo cáo là ai", 200.0, 14.0);
        assert_eq!(
            take(&mut page),
            ["Ký bởi: SỞ Y TẾ Thời gian ký: 12.05.2025"]
        );
        let rest: String = page.glyphs.iter().map(|g| page.chars(g)).collect();
        assert_eq!(rest, "KẾ HOẠCHNgười ký báo cáo là ai");
    }
}
