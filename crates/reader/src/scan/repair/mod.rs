//! What recognition misreads again and again, put right where there is evidence. What was read is kept as a doubt.
//!
//! Marks ([`phrases`]): two or three words that differ from a common phrase by marks only are that phrase, unless they
//! make another one with their neighbours (`trao đổi với`). Labels ([`labels`]): `IL.` is `II.` behind `I.`, and `l.` is
//! `1.` before words in small letters. Handwriting ([`letterhead`]) and what is no text ([`noise`]) are left out. Quarters and numbers of columns ([`numerals`]) are what their place says. Here,
//! single words: `l5/4` and `lOO%` have letters in the place of digits.

mod labels;
mod letterhead;
mod noise;
mod numerals;
mod phrases;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::words::Seen;
pub(crate) use labels::{Labels, is_lettered, numbered, page_number};
pub(crate) use letterhead::handwriting;
pub(crate) use noise::{border_remains, noise};
pub(crate) use numerals::{column_numbers, quarters};
pub(crate) use phrases::{glued, letters, phrases, stops};

/// A word's letters and digits, without what stands around them.
fn core(text: &str) -> (usize, usize) {
    let start = text
        .find(|c: char| c.is_alphanumeric())
        .unwrap_or(text.len());
    let end = text
        .char_indices()
        .rev()
        .find(|(_, c)| c.is_alphanumeric())
        .map_or(start, |(i, c)| i + c.len_utf8());
    (start, end)
}

/// A word in the capitals of another.
fn cased(word: &str, like: &str) -> String {
    let mut letters = like.chars();
    let first = letters.next().is_some_and(char::is_uppercase);
    if first && letters.clone().any(char::is_uppercase) && !letters.any(char::is_lowercase) {
        return word.to_uppercase();
    }
    let mut chars = word.chars();
    match chars.next() {
        Some(c) if first => c.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}

/// Puts digits where letters stand in a number: what else the word holds must be digits and what divides them, and
/// more than one of them.
pub(crate) fn digits(word: &mut Seen) {
    let body = word
        .text
        .trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
    let digits = body.chars().filter(char::is_ascii_digit).count();
    let letters = body.chars().filter(|c| c.is_alphabetic()).count();
    let percent = body.ends_with('%') && letters > 0;
    let fits =
        |c: char| c.is_ascii_digit() || matches!(c, 'O' | 'o' | 'l' | 'I' | '/' | '.' | ',' | '%');
    if letters == 0 || (digits < 2 && !percent) || letters > digits + 3 || !body.chars().all(fits) {
        return;
    }
    let text = word
        .text
        .chars()
        .map(|c| match c {
            'O' | 'o' => '0',
            'l' | 'I' => '1',
            c => c,
        })
        .collect();
    word.becomes(text);
}

/// Abbreviations as they are misread, and as they are printed.
static SYMBOLS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("../../../lexicon/symbols.tsv").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// Puts the number of a document right: `Đ` is read twice, once as the letter of another alphabet, and `8` as `§`.
pub(crate) fn symbols(word: &mut Seen) {
    let mut text = word.text.replace("ĐÐ", "Đ").replace("ÐĐ", "Đ");
    if let Some((number, symbol)) = text.split_once('/') {
        let digits = number.chars().all(|c| c.is_ascii_digit() || c == '§');
        let capitals = symbol.chars().take(2).filter(|c| c.is_uppercase()).count();
        if digits && capitals == 2 {
            text = format!("{}/{symbol}", number.replace('§', "8"));
        }
        text = text
            .split_inclusive(['/', '-'])
            .map(|part| {
                let stem = part.trim_end_matches(|c: char| !c.is_alphanumeric());
                match SYMBOLS.get(stem) {
                    Some(meant) => format!("{meant}{}", &part[stem.len()..]),
                    None => part.to_owned(),
                }
            })
            .collect();
    }
    if text != word.text {
        word.becomes(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words a blank apart.
    pub(super) fn seen(text: &str) -> Vec<Seen> {
        text.split(' ')
            .enumerate()
            .map(|(at, word)| Seen {
                x0: 10.0 * at as f32,
                x1: 10.0 * at as f32 + 8.0,
                text: word.to_owned(),
                sure: 90,
                raw: None,
            })
            .collect()
    }

    pub(super) fn text(words: &[Seen]) -> String {
        let words: Vec<&str> = words.iter().map(|w| w.text.as_str()).collect();
        words.join(" ")
    }

    #[test]
    fn digits_in_numbers() {
        for (read, want) in [
            ("l5/4", "15/4"),
            ("lOO%", "100%"),
            ("2O25.", "2025."),
            ("Il", "Il"),
            ("oOo", "oOo"),
            ("57-NQ/TW", "57-NQ/TW"),
        ] {
            let mut words = seen(read);
            digits(&mut words[0]);
            assert_eq!(words[0].text, want);
        }
    }

    #[test]
    fn numbers_of_documents() {
        for (read, want) in [
            ("12/QĐÐ-BTP", "12/QĐ-BTP"),
            ("12/QĐĐ-BTP", "12/QĐ-BTP"),
            ("/QĐĐ-UBND", "/QĐ-UBND"),
            ("BGĐÐ", "BGĐ"),
            ("§5/QĐ-TTg", "85/QĐ-TTg"),
            ("QĐ/BCPĐ", "QĐ/BCĐ"),
            ("Đoàn ĐĐBQH", "Đoàn ĐĐBQH"),
            ("§5", "§5"),
            ("12/QĐ-UBND;", "12/QĐ-UBND;"),
        ] {
            let mut words = seen(read);
            words.iter_mut().for_each(symbols);
            assert_eq!(text(&words), want);
        }
    }
}
