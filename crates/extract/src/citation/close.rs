//! Numbers that are nearly those of a legal basis.

use super::lexicon;

/// The legal basis that a cited number is close to, but not: its marks differ (`03-NQ/CP`), a letter
/// of its codes (`866/QĐ-Tg`), or one digit (`62-CTr/TU`). One digit says nothing where a central body
/// numbers (57-NQ/TW and 59-NQ/TW).
pub(crate) fn close_to(number: &str, bases: &[&str]) -> Option<usize> {
    if bases.contains(&number) {
        return None;
    }
    bases.iter().position(|base| {
        let (digits, base_digits) = (leading_digits(number), leading_digits(base));
        let (symbol, base_symbol) = (letters(symbol(number)), letters(symbol(base)));
        let same_digits = digits.trim_start_matches('0') == base_digits.trim_start_matches('0');
        if same_digits {
            return distance_one(&symbol, &base_symbol);
        }
        let central = symbol_codes(base).any(|code| {
            let text = code.trim_end_matches(|c: char| c.is_ascii_digit());
            lexicon::issuer(lexicon::word_of(text)).is_some_and(|issuer| issuer.central)
        });
        symbol == base_symbol
            && !central
            && digits.len() > 1
            && digits.len() == base_digits.len()
            && digits
                .bytes()
                .zip(base_digits.bytes())
                .filter(|(a, b)| a != b)
                .count()
                == 1
    })
}

fn leading_digits(number: &str) -> &str {
    let end = number
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(number.len());
    &number[..end]
}

/// What stands behind the leading digits of a canonical number.
pub(super) fn symbol(number: &str) -> &str {
    &number[leading_digits(number).len()..]
}

fn symbol_codes(number: &str) -> impl Iterator<Item = &str> {
    symbol(number)
        .split(['/', '-'])
        .filter(|code| !code.is_empty())
}

/// A symbol without its marks and without case.
fn letters(symbol: &str) -> Vec<char> {
    let all = symbol.chars().filter(|c| c.is_alphanumeric());
    all.flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

/// Whether two words are equal or differ by one letter put in, left out or changed.
fn distance_one(a: &[char], b: &[char]) -> bool {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    a.len() - tail <= 1 && b.len() - tail <= 1
}
