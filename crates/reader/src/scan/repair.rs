//! What recognition misreads again and again, put right where there is evidence.
//!
//! Marks: two or three words that differ from a common phrase by marks only are that phrase, unless they make another
//! one with their neighbours (`trao đổi với`). Digits: `l5/4` and `lOO%` have letters in the place of digits. Labels: `IL.` is
//! `II.` behind `I.`, and `l.` is `1.` before words in small letters. What was read is kept as a doubt.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::words::Seen;

/// Phrases, in the form of [`normalize::key`].
struct Phrases {
    all: HashSet<String>,
    /// By their letters without marks; `None` where two phrases have the same.
    bare: HashMap<String, Option<String>>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut all = HashSet::new();
    let mut bare: HashMap<String, Option<String>> = HashMap::new();
    let lines = include_str!("../../lexicon/phrases.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#') && !line.is_empty()) {
        all.insert(normalize::key(line));
        bare.entry(normalize::fold(line))
            .and_modify(|phrase| *phrase = None)
            .or_insert_with(|| Some(line.to_owned()));
    }
    Phrases { all, bare }
});

/// Longest phrase, in words.
const LONGEST: usize = 3;

/// Puts the marks of phrases right; `words` follow each other.
pub(crate) fn phrases(words: &mut [&mut Seen]) {
    let cores: Vec<(usize, usize)> = words.iter().map(|w| core(&w.text)).collect();
    let joined = |words: &[&mut Seen], from: usize, count: usize| -> Option<String> {
        let mut out = String::new();
        for i in from..from + count {
            let text = &words[i].text;
            let (start, end) = cores[i];
            // No mark of punctuation stands inside a phrase.
            let inner = (i == from || start == 0) && (i + 1 == from + count || end == text.len());
            if !inner || start == end {
                return None;
            }
            if i > from {
                out.push(' ');
            }
            out.push_str(&text[start..end]);
        }
        Some(out)
    };
    let mut known = vec![false; words.len()];
    for count in (2..=LONGEST).rev() {
        for from in 0..(words.len() + 1).saturating_sub(count) {
            let found = joined(words, from, count);
            if found.is_some_and(|text| PHRASES.all.contains(&normalize::key(&text))) {
                known[from..from + count].fill(true);
            }
        }
    }
    for count in (2..=LONGEST).rev() {
        for from in 0..(words.len() + 1).saturating_sub(count) {
            let phrase = joined(words, from, count)
                .and_then(|text| PHRASES.bare.get(&normalize::fold(&text)))
                .and_then(Option::as_deref);
            let Some(phrase) = phrase else { continue };
            let meant: Vec<&str> = phrase.split(' ').collect();
            let differs = |i: usize| {
                let (start, end) = cores[from + i];
                normalize::key(&words[from + i].text[start..end]) != normalize::key(meant[i])
            };
            let wrong: Vec<usize> = (0..count.min(meant.len()))
                .filter(|&i| differs(i))
                .collect();
            if wrong.is_empty() || wrong.iter().any(|&i| known[from + i]) {
                continue;
            }
            for i in wrong {
                let (start, end) = cores[from + i];
                let word = &mut words[from + i];
                let cased = cased(meant[i], &word.text[start..end]);
                // A word of other length in bytes would move the ends.
                let text = format!("{}{cased}{}", &word.text[..start], &word.text[end..]);
                word.becomes(text);
            }
            known[from..from + count].fill(true);
            return phrases(words);
        }
    }
}

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

/// The labels seen last.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    roman: u32,
    number: u32,
}

impl Labels {
    /// Puts the label right that a line begins with, if the labels before say what it is.
    pub(crate) fn line(&mut self, words: &mut [Seen]) {
        let Some((first, rest)) = words.split_first_mut() else {
            return;
        };
        let marked = first.text.strip_suffix(['.', ')', ',', ':']);
        let stem = marked.unwrap_or(&first.text).to_owned();
        let mark = match &first.text[stem.len()..] {
            ")" => ")",
            _ => ".",
        };
        let rest: String = rest.iter().map(|w| w.text.as_str()).collect();
        if !rest.chars().any(char::is_alphabetic) {
            return;
        }
        let capitals = normalize::is_capitals(&rest);
        if marked.is_some()
            && let Ok(number) = stem.parse::<u32>()
        {
            self.number = number;
            return;
        }
        if stem.is_empty() || stem.chars().count() > 5 {
            return;
        }
        // What is printed as strokes beside each other, whatever they are taken for.
        let as_roman: String = normalize::fold(&stem)
            .chars()
            .map(|c| match c {
                'l' | '1' | '|' | '!' | 'i' | 't' | 'j' => "I",
                'h' | 'n' | 'u' => "II",
                'm' => "III",
                'v' => "V",
                'x' => "X",
                _ => "?",
            })
            .collect();
        let roman = document::roman_value(&stem).filter(|_| stem.chars().all(char::is_uppercase));
        if let Some(value) = roman.or_else(|| document::roman_value(&as_roman))
            && capitals
            && (value == self.roman + 1 || (value == 1 && roman == Some(1)))
        {
            (self.roman, self.number) = (value, 0);
            // A numeral that follows the last one is a label, also where its point was not seen.
            if roman.is_none() {
                first.becomes(format!("{as_roman}{mark}"));
            } else if marked.is_none() {
                first.becomes(format!("{stem}{mark}"));
            }
            return;
        }
        if marked.is_none() {
            return;
        }
        let as_digits: String = stem
            .chars()
            .map(|c| match c {
                'l' | '|' | '!' | 'i' | 'I' => '1',
                'O' | 'o' => '0',
                c => c,
            })
            .collect();
        // `I.` and `i)` may be labels themselves; a lone `l.` or `|.` is none.
        let doubtful = stem
            .chars()
            .any(|c| c.is_ascii_digit() || matches!(c, 'l' | '|' | '!'))
            || (stem == "I" && self.roman > 0);
        if !capitals
            && doubtful
            && let Ok(value) = as_digits.parse::<u32>()
            && (value == self.number + 1 || value == 1)
        {
            self.number = value;
            first.becomes(format!("{as_digits}{mark}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<Seen> {
        text.split(' ')
            .map(|word| Seen {
                x0: 0.0,
                x1: 1.0,
                text: word.to_owned(),
                sure: 90,
                raw: None,
            })
            .collect()
    }

    fn text(words: &[Seen]) -> String {
        let words: Vec<&str> = words.iter().map(|w| w.text.as_str()).collect();
        words.join(" ")
    }

    #[test]
    fn phrases_get_their_marks() {
        for (read, want) in [
            ("Triến khai chuyến đối số", "Triển khai chuyển đổi số"),
            ("YÊU CÀU", "YÊU CẦU"),
            ("sửa đối, bố sung", "sửa đổi, bổ sung"),
            ("trao đổi với các đơn vi", "trao đổi với các đơn vị"),
            ("đổi với người dân", "đối với người dân"),
            ("trên địa bản, địa bàn", "trên địa bàn, địa bàn"),
            // Punctuation stands between; the words are right as they are.
            ("tổ, chúc", "tổ, chúc"),
            ("hoà bình", "hoà bình"),
            ("Cộng hoà", "Cộng hoà"),
        ] {
            let mut words = seen(read);
            phrases(&mut words.iter_mut().collect::<Vec<_>>());
            assert_eq!(text(&words), want);
        }
    }

    #[test]
    fn what_was_read_is_kept() {
        let mut words = seen("tố chức");
        phrases(&mut words.iter_mut().collect::<Vec<_>>());
        assert_eq!(words[0].raw.as_deref(), Some("tố"));
        assert_eq!(words[1].raw, None);
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
    fn labels_follow_each_other() {
        let mut labels = Labels::default();
        for (read, want) in [
            ("I. MỤC ĐÍCH", "I. MỤC ĐÍCH"),
            ("l. Nâng cao", "1. Nâng cao"),
            ("2. Phát triển", "2. Phát triển"),
            ("IL. NHIỆM VỤ", "II. NHIỆM VỤ"),
            ("I. Việc đầu", "1. Việc đầu"),
            ("HI. TỔ CHỨC", "III. TỔ CHỨC"),
            ("IV KINH PHÍ", "IV. KINH PHÍ"),
            ("Ý. NƠI NHẬN", "Ý. NƠI NHẬN"),
            ("i) việc khác", "i) việc khác"),
        ] {
            let mut words = seen(read);
            labels.line(&mut words);
            assert_eq!(text(&words), want);
        }
    }
}
