//! Page numbers, running headers and rules.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::line::{Line, is_row};

/// Lines of text that stand at least between two page numbers. Numbers closer to each other are
/// cells of a column that lost its table.
const LINES_A_PAGE: usize = 8;

/// Marks lines that are no text; how many page numbers and running headers there are.
pub(crate) fn mark(input: &str, lines: &mut [Line]) -> usize {
    for line in lines.iter_mut() {
        line.furniture = is_rule(line.text(input));
    }
    let mut removed = 0;
    let numbers = page_numbers(input, lines);
    for &i in &numbers {
        lines[i].furniture = true;
        hand_on_page_break(lines, i);
        removed += 1;
    }
    for i in numbered_headers(input, lines) {
        lines[i].furniture = true;
        hand_on_page_break(lines, i);
        removed += 1;
    }
    for i in running_headers(input, lines, &numbers) {
        lines[i].furniture = true;
        hand_on_page_break(lines, i);
        removed += 1;
    }
    removed
}

/// The page that begins with a line that is no text begins with the next one.
fn hand_on_page_break(lines: &mut [Line], i: usize) {
    if lines[i].page_break
        && let Some(next) = lines.get_mut(i + 1)
    {
        next.page_break = true;
    }
}

/// `-------`, `* * *`, `_____`, `.....`: nothing but drawn characters.
pub(crate) fn is_rule(text: &str) -> bool {
    let drawn = |c: char| "-–—_=*.~•·…+".contains(c) || c.is_whitespace();
    text.chars().all(drawn) && !text.contains('\t')
}

/// `3`, `- 3 -`, `Trang 3/15`, `3/15`, `Page 3 of 9`.
static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^[-–—\[\]|. ]*(?i:trang|page)? *([1-9][0-9]{0,2}) *(?:(?:/|of) *[0-9]{1,3})?[-–—\[\]|. ]*$";
    Regex::new(pattern).expect("the pattern is a valid regular expression")
});

/// The number of a line that is nothing but a page number.
pub(crate) fn page_number(text: &str) -> Option<u32> {
    let short = text.len() <= 40 && !text.contains('\t');
    if !short || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    PAGE_NUMBER.captures(text)?.get(1)?.as_str().parse().ok()
}

/// Lines that are page numbers: they stand apart from the text and count up.
pub(crate) fn page_numbers(input: &str, lines: &[Line]) -> Vec<usize> {
    let mut found: Vec<(usize, u32)> = vec![];
    let worded = |text: &str| text.chars().any(|c| c.is_alphabetic() || "-–/".contains(c));
    for (i, line) in lines.iter().enumerate() {
        let text = line.text(input);
        // A number between empty cells is a row that waits to be filled in.
        let Some(number) = page_number(text).filter(|_| !text.contains('\t')) else {
            continue;
        };
        let next = lines.get(i + 1);
        let edge = line.page_break
            || line.blank_before > 0
            || next.is_none_or(|n| n.page_break || n.blank_before > 0)
            || worded(text);
        // In the middle of a table a number alone is a cell.
        let beside = i.checked_sub(1).and_then(|p| lines.get(p));
        let in_table = beside.is_some_and(|l| is_row(l.text(input)))
            && next.is_some_and(|l| is_row(l.text(input)))
            && !line.page_break
            && !next.is_some_and(|n| n.page_break)
            && line.blank_before == 0;
        if !edge || in_table {
            continue;
        }
        match found.last() {
            None if number <= 9 => found.push((i, number)),
            Some(&(last, before)) => {
                let close = i - last < LINES_A_PAGE && !line.page_break;
                let counts = number > before && number <= before + 6;
                // An appendix begins to count anew.
                let anew = number <= 2 && before > 2;
                if !close && (counts || anew) {
                    found.push((i, number));
                }
            }
            None => {}
        }
    }
    found.into_iter().map(|(i, _)| i).collect()
}

/// Least run of blanks between a running header and its page number.
const HEADER_GAP: usize = 4;

/// Running headers with the page number on the same line: wherever they stand, the same text
/// comes again with a higher number.
fn numbered_headers(input: &str, lines: &[Line]) -> Vec<usize> {
    let mut seen: HashMap<&str, Vec<(usize, u32)>> = HashMap::new();
    for (i, line) in lines.iter().enumerate() {
        let text = line.text(input);
        let (header, digits) =
            text.split_at(text.trim_end_matches(|c: char| c.is_ascii_digit()).len());
        let title = header.trim_end();
        let letters = title.chars().filter(|c| c.is_alphabetic()).count();
        let gap = header.len() - title.len();
        if line.furniture || text.contains('\t') || gap < HEADER_GAP || letters < 6 {
            continue;
        }
        if let Some(number) = page_number(digits) {
            seen.entry(title).or_default().push((i, number));
        }
    }
    let rises = |places: &[(usize, u32)]| {
        // Lines of a list that stand below each other are none.
        places
            .windows(2)
            .all(|w| w[1].1 > w[0].1 && w[1].0 > w[0].0 + 1)
    };
    let mut out: Vec<usize> = seen
        .into_values()
        .filter(|places| places.len() >= 2 && rises(places))
        .flat_map(|places| places.into_iter().map(|(i, _)| i))
        .collect();
    out.sort_unstable();
    out
}

/// Lines that stand at the top or at the foot of several pages, the same but for numbers.
fn running_headers(input: &str, lines: &[Line], numbers: &[usize]) -> Vec<usize> {
    let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
    let mut pages = 0;
    for (i, line) in lines.iter().enumerate() {
        let top = line.page_break
            || i.checked_sub(1)
                .is_some_and(|p| numbers.binary_search(&p).is_ok())
            || i.checked_sub(1)
                .is_some_and(|p| lines[p].page_break && lines[p].furniture);
        let foot = lines.get(i + 1).is_some_and(|n| n.page_break)
            || numbers.binary_search(&(i + 1)).is_ok();
        pages += usize::from(line.page_break);
        if (!top && !foot) || line.furniture || line.labelled || is_row(line.text(input)) {
            continue;
        }
        let text = line.text(input);
        if text.chars().filter(|c| c.is_alphabetic()).count() < 6 || line.width > 120 {
            continue;
        }
        let masked: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
        seen.entry(masked).or_default().push(i);
    }
    let pages = pages.max(numbers.len());
    let mut out: Vec<usize> = seen
        .into_values()
        .filter(|places| places.len() >= 2 && places.len() * 3 >= pages)
        .flatten()
        .collect();
    out.sort_unstable();
    out
}

#[cfg(test)]
mod tests {
    use super::super::line;
    use super::*;

    #[test]
    fn numbers_of_pages() {
        for (text, want) in [
            ("3", Some(3)),
            ("- 3 -", Some(3)),
            ("Trang 2/15", Some(2)),
            ("2/15", Some(2)),
            ("2025", None),
            ("03", None),
            ("3.", Some(3)),
            ("1.1", None),
            ("Trang bị", None),
        ] {
            assert_eq!(page_number(text), want, "{text}");
        }
    }

    #[test]
    fn pages_and_headers_are_left_out() {
        let body = |n: u32| {
            let word = ["hai", "ba", "bốn", "năm"][n as usize - 2];
            format!("Một dòng của trang {word}.\n").repeat(12)
        };
        let page = |n| format!("{}\n{n}\n\nKế hoạch chuyển đổi số 2026\n", body(n));
        let input: String = (2..6).map(page).collect();
        let mut lines = line::split(&input, &[]);
        assert_eq!(mark(&input, &mut lines), 8);
        assert!(
            lines
                .iter()
                .filter(|l| !l.furniture)
                .all(|l| l.text(&input).starts_with("Một"))
        );
    }

    #[test]
    fn headers_with_their_numbers() {
        for (input, want) in [
            (
                "Kế hoạch y tế số          1\nMột.\nHai\nKế hoạch y tế số          2\nba.\n",
                2,
            ),
            (
                "Kế hoạch y tế số          2\nMột.\nHai\nKế hoạch y tế số          1\nba.\n",
                0,
            ),
            ("Giường bệnh          1\nGiường bệnh          2\nba.\n", 0),
            ("Năm 2026 1\nMột.\nHai\nNăm 2026 2\nba.\n", 0),
            ("STT\tNội dung\n\n1\t\t\n\n2\t\t\n", 0),
        ] {
            let mut lines = line::split(input, &[]);
            assert_eq!(mark(input, &mut lines), want, "{input}");
        }
    }

    #[test]
    fn a_column_of_numbers_is_text() {
        let input = "STT\n1\n\nNội dung\n2\n\nNội dung khác\n3\n";
        let mut lines = line::split(input, &[]);
        assert!(mark(input, &mut lines) <= 1);
    }
}
