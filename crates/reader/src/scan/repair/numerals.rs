//! Numerals that only one place explains: quarters of a year, and the row of numbers under a table's header.

use super::{Seen, core};

/// Puts the numeral of a quarter right: behind `Quý`, `H` is `II` and `l` is `I`. Digits alone stay, as some write `Quý 1`.
pub(crate) fn quarters(words: &mut [&mut Seen]) {
    let mut behind = false;
    for word in words {
        if behind && let Some(text) = quarter(&word.text) {
            word.becomes(text);
        }
        let (start, end) = core(&word.text);
        behind = word.text[start..end].to_lowercase() == "quý";
    }
}

/// The word with its numeral put right; none when it is right, or no numeral.
fn quarter(word: &str) -> Option<String> {
    let end = word
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '|' | '!')))
        .unwrap_or(word.len());
    let (numeral, rest) = word.split_at(end);
    if numeral.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let mut meant = String::new();
    for c in numeral.chars() {
        meant.push_str(match c {
            'I' | 'l' | 'i' | '1' | '|' | '!' => "I",
            'H' | 'N' => "II",
            'V' | 'v' => "V",
            _ => return None,
        });
    }
    let is_quarter = matches!(meant.as_str(), "I" | "II" | "III" | "IV");
    (is_quarter && meant != numeral).then(|| meant + rest)
}

/// Fewest cells of a row of column numbers, and the share of them that must have been read right.
const CELLS: usize = 4;
const SHARE: usize = 3;

/// Puts a row `(1) (2) (3) (4)` right. `cells` are all of the row, from left to right, a word each.
pub(crate) fn column_numbers(cells: &mut [&mut Seen]) {
    let bracketed =
        |cell: &&mut Seen| cell.text.chars().count() <= 4 && cell.text.contains(['(', ')']);
    let right = |(at, cell): &(usize, &&mut Seen)| {
        let digits = cell.text.trim_matches(|c: char| !c.is_ascii_digit());
        digits.parse() == Ok(at + 1)
    };
    let count = cells.iter().enumerate().filter(right).count();
    if cells.len() < CELLS
        || count < 2
        || count * SHARE < cells.len()
        || !cells.iter().all(bracketed)
    {
        return;
    }
    for (at, cell) in cells.iter_mut().enumerate() {
        let meant = format!("({})", at + 1);
        if cell.text != meant {
            cell.becomes(meant);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{seen, text};
    use super::*;

    #[test]
    fn numerals_of_quarters() {
        for (read, want) in [
            ("Quý H", "Quý II"),
            ("Quý IH", "Quý III"),
            ("quý l/2026", "quý I/2026"),
            ("Quý Il, III/2026", "Quý II, III/2026"),
            ("Quý lV", "Quý IV"),
            ("Quý 1/2026", "Quý 1/2026"),
            ("Quý III/2026", "Quý III/2026"),
            ("Quý HH", "Quý HH"),
            ("Quý hội", "Quý hội"),
            ("Phòng H", "Phòng H"),
        ] {
            let mut words = seen(read);
            quarters(&mut words.iter_mut().collect::<Vec<_>>());
            assert_eq!(text(&words), want);
        }
    }

    #[test]
    fn numbers_of_columns() {
        for (read, want) in [
            ("q) (2) @) (4 @G) @G)", "(1) (2) (3) (4) (5) (6)"),
            ("(1) (2) (3) (4)", "(1) (2) (3) (4)"),
            ("(4) (5) (6) (7)", "(4) (5) (6) (7)"),
            ("(1) (2) x) SYT", "(1) (2) x) SYT"),
            ("(1) (2) (x)", "(1) (2) (x)"),
        ] {
            let mut words = seen(read);
            column_numbers(&mut words.iter_mut().collect::<Vec<_>>());
            assert_eq!(text(&words), want);
        }
    }
}
