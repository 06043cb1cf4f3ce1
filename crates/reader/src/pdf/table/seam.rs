//! Whether a row goes on behind a page break.

use document::Label;

use super::drawn::Drawn;
use crate::table::{is_group, is_ordinal, is_sum};
use crate::text::line::{dangles, ends_sentence, is_caps, starts_low};

/// Whether the first row behind a page break goes on with the row before it.
pub(super) fn continues(
    input: &str,
    above: &Drawn,
    row: &Drawn,
    open: bool,
    spans_down: Vec<bool>,
    evidence: &mut Vec<&'static str>,
) -> bool {
    let texts: Vec<String> = row.row.cells.iter().map(|c| c.text(input)).collect();
    let before: Vec<String> = above.row.cells.iter().map(|c| c.text(input)).collect();
    let filled: Vec<usize> = (0..texts.len()).filter(|&i| !texts[i].is_empty()).collect();
    if filled.is_empty() {
        return false;
    }
    let number = texts[0].trim_matches(['.', ')', '(', ' ']);
    if !number.is_empty() && (is_ordinal(number) || before[0].is_empty()) && !open {
        evidence.push("row_numbered");
        return false;
    }
    if !number.is_empty() && is_ordinal(number) && before[0] != texts[0] && !before[0].is_empty() {
        evidence.push("row_numbered");
        return false;
    }
    if texts.iter().any(|t| is_sum(t)) {
        return false;
    }
    if open {
        evidence.push("open_border");
        return true;
    }
    if is_group(input, &above.row) {
        let goes_on = filled == [1] && is_caps(&before[1]) == is_caps(&texts[1]);
        return goes_on && !before[1].is_empty();
    }
    if is_group(input, &row.row) && filled == [0] && is_caps(&texts[0]) {
        return false;
    }
    if filled == [1] && is_caps(&texts[1]) && !is_caps(&before[1]) {
        return false;
    }
    if !number.is_empty() {
        // A text in the first column that is no number: it goes on with what stands there.
        return !before[0].is_empty() && starts_low(&texts[0]);
    }
    let (mut surely, mut perhaps, mut stops) = (0, 0, 0);
    for &i in &filled {
        if before[i].is_empty() {
            stops += 1;
            continue;
        }
        let unfinished = !ends_sentence(&before[i]);
        let first = row.row.cells[i].fragments.first();
        let low = starts_low(&texts[i]);
        let labelled = first.is_some_and(|f| Label::read(input, f.span).is_some());
        let full = above.last[i]
            .as_ref()
            .zip(row_first(input, row, i))
            .is_some_and(|((line, width), (word, _))| {
                line.x1 - line.x0 + 0.22 * line.size + word > *width - 1.0
            });
        if unfinished && (low || dangles(&before[i], &texts[i])) {
            surely += 1;
        } else if unfinished && full && !labelled {
            perhaps += 1;
        } else {
            stops += 1;
        }
    }
    if surely > 0 && surely * 2 >= stops || surely == 0 && perhaps > 0 && stops == 0 {
        evidence.push("text_unfinished");
        return true;
    }
    // One cell alone goes on: a row of its own would have an owner or a time beside it.
    let merged =
        filled.iter().all(|&i| spans_down.get(i) == Some(&false)) && spans_down.contains(&true);
    if filled.len() == 1 && !merged && !before[filled[0]].is_empty() {
        evidence.push("single_cell");
        return true;
    }
    false
}

/// Width of the first word of a cell, and the size of its font, both in points.
fn row_first(input: &str, row: &Drawn, column: usize) -> Option<(f32, f32)> {
    let (last, _) = row.last[column].as_ref()?;
    let fragment = row.row.cells[column].fragments.first()?;
    let text = input.get(fragment.span.range())?;
    let letters = text.split_whitespace().next()?.chars().count() as f32;
    // Letters of a serif font are about half as wide as its size.
    Some((letters * 0.5 * last.size, last.size))
}

#[cfg(test)]
mod tests {
    use super::super::drawn::drawn_rows;
    use super::*;
    use crate::pdf::layout::{Piece, PieceCell, PieceRow};
    use crate::pdf::sink::Line;
    use document::Span;

    /// A row as the page shows it: cells between bars, each one line as wide as its letters, in
    /// columns of the given widths.
    fn row(input: &mut String, cells: &str, widths: &[f32]) -> Drawn {
        let mut out = PieceRow::default();
        let mut x0 = 0.0;
        for (text, width) in cells.split('|').zip(widths) {
            let text = text.trim();
            let start = input.len();
            input.push_str(text);
            let word = text.split(' ').next().unwrap_or("").chars().count() as f32 * 6.0;
            let line = Line {
                span: Span::new(start, input.len()),
                page: 1,
                x0: x0 + 1.0,
                x1: x0 + 1.0 + text.chars().count() as f32 * 6.0,
                y: 0.0,
                size: 12.0,
                bold: false,
                first_word: x0 + 1.0 + word,
                mark: None,
            };
            input.push('\n');
            out.cells.push(PieceCell {
                lines: if text.is_empty() { vec![] } else { vec![line] },
                x: (x0, x0 + width),
                ..PieceCell::default()
            });
            x0 += width;
        }
        let piece = Piece {
            rows: vec![out],
            ..Piece::default()
        };
        drawn_rows(input, &piece).remove(0)
    }

    #[test]
    fn rows_that_go_on_and_rows_that_do_not() {
        let widths = [30.0, 200.0, 100.0, 80.0];
        for (above, below, open, want) in [
            // The text breaks off inside a sentence.
            (
                "3|Rà soát quy trình của|Sở Y tế|Quý I",
                "|các bệnh viện.||",
                false,
                true,
            ),
            // The next number.
            (
                "3|Rà soát quy trình.|Sở Y tế|Quý I",
                "4|Tập huấn.|Sở Y tế|Quý II",
                false,
                false,
            ),
            // A border that the page break left open.
            (
                "3|Rà soát quy trình.|Sở Y tế|Quý I",
                "|Tập huấn.||",
                true,
                true,
            ),
            // A product and an owner of its own under a number that counts for both.
            (
                "3|Rà soát quy trình.|Sở Y tế|Quý I",
                "||Sở Tài chính|Quý II",
                false,
                false,
            ),
            // A title in capitals is a group.
            (
                "3|Rà soát quy trình.|Sở Y tế|Quý I",
                "|NHÂN LỰC||",
                false,
                false,
            ),
            (
                "3|Rà soát quy trình.|Sở Y tế|Quý I",
                "|Tổng cộng|5|",
                false,
                false,
            ),
        ] {
            let mut input = String::new();
            let above = row(&mut input, above, &widths);
            let below_row = row(&mut input, below, &widths);
            let mut evidence = vec![];
            let got = continues(
                &input,
                &above,
                &below_row,
                open,
                vec![false; 4],
                &mut evidence,
            );
            assert_eq!(got, want, "{below}");
        }
    }
}
