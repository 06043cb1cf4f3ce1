//! What a digital signature prints on a page: who signed, when, with which address.
//!
//! Signing programs draw it last, in letters of one size, over the letterhead or the signature.
//! It is no text of the document.

use super::page::{Glyph, Page};

/// What the lines of a signature begin with.
static OPENINGS: std::sync::LazyLock<Vec<&'static str>> = std::sync::LazyLock::new(|| {
    include_str!("../../lexicon/stamps.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect()
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
    let at = page.glyphs.get(from)?.range().start;
    let lower = page.text.get(at..)?;
    // Characters that fold to more or fewer bytes would move the places; the words are compared
    // one by one instead.
    let start = OPENINGS
        .iter()
        .filter_map(|opening| find(lower, opening))
        .min()?
        + at;
    let first = page.glyphs.partition_point(|g| g.range().start < start);
    let size = page.glyphs.get(first)?.size;
    let mut end = first;
    let mut last: Option<&Glyph> = None;
    for glyph in &page.glyphs[first..] {
        let near = last.is_none_or(|l| (glyph.y0 - l.y0).abs() < 2.2 * size && glyph.way == l.way);
        if (glyph.size - size).abs() > 0.15 * size || !near {
            break;
        }
        last = Some(glyph);
        end += 1;
    }
    (end > first).then_some((first, end))
}

/// Where `words` begin in a text, whatever the blanks between them and the case of letters.
fn find(text: &str, words: &str) -> Option<usize> {
    text.char_indices().map(|(i, _)| i).find(|&i| {
        let mut have = text[i..]
            .chars()
            .flat_map(char::to_lowercase)
            .filter(|c| !c.is_whitespace());
        words
            .chars()
            .filter(|c| !c.is_whitespace())
            .all(|want| have.next() == Some(want))
    })
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
