//! Labels and numbers that others before and behind them tell.

use std::sync::LazyLock;

use super::super::words::{DOUBTFUL, Seen};

/// Puts numbers right that stand between their neighbours: in the first column of a table, what stands between 10 and
/// 12 is 11.
pub(crate) fn numbered(lines: &mut [&mut Vec<Seen>]) {
    let value = |words: &Vec<Seen>| match &words[..] {
        [word] => word.text.trim_end_matches('.').parse::<u32>().ok(),
        _ => None,
    };
    for at in 0..lines.len() {
        let short = lines[at]
            .iter()
            .map(|w| w.text.chars().count())
            .sum::<usize>()
            <= 4;
        if value(lines[at]).is_some() || !short {
            continue;
        }
        let before = at.checked_sub(1).and_then(|n| value(lines[n]));
        let after = lines.get(at + 1).and_then(|line| value(line));
        let read = as_number(
            &lines[at]
                .iter()
                .map(|w| w.text.as_str())
                .collect::<String>(),
        );
        let meant = match (before, after) {
            (Some(a), Some(b)) if a + 2 == b => a + 1,
            (Some(a), _) if read == Some(a + 1) => a + 1,
            (None, Some(2)) if read == Some(1) => 1,
            _ => continue,
        };
        if let Some((first, rest)) = lines[at].split_first_mut() {
            first.becomes(meant.to_string());
            rest.iter_mut().for_each(|word| word.becomes(String::new()));
        }
    }
}

/// The number that strokes and signs look like.
fn as_number(text: &str) -> Option<u32> {
    match normalize::fold(text).as_str() {
        "lai" | "loi" => return Some(11),
        _ => {}
    }
    let digits: String = text
        .chars()
        .map(|c| match c {
            'l' | 'I' | 'Ị' | 'ị' | '|' | '!' | 'i' => '1',
            '§' => '8',
            'O' | 'o' => '0',
            'z' | 'Z' => '2',
            c => c,
        })
        .collect();
    digits.trim_end_matches('.').parse().ok()
}

/// Puts a page number right, which stands alone at the edge of a page: what is read as strokes is the number of the page
/// when it looks like it, or like one of its neighbours' when digits stand in it.
pub(crate) fn page_number(words: &mut [Seen], page: u32) {
    let [word] = words else { return };
    let digit = word.text.chars().any(|c| c.is_ascii_digit());
    if word.text.chars().count() > 3 || word.text.parse::<u32>().is_ok() {
        return;
    }
    if let Some(number) = as_number(&word.text)
        && number.abs_diff(page) <= u32::from(digit)
    {
        word.becomes(number.to_string());
    }
}

/// The labels seen last.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    roman: u16,
    number: u32,
    /// The last number with a bracket.
    bracket: u32,
    /// The last letter with a bracket, by its place in [`LETTERS`].
    letter: Option<usize>,
}

/// Letters that label, in their order, and what each is taken for.
static LETTERS: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    let lines = include_str!("../../../lexicon/label_letters.tsv").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(letter, readings)| (letter, readings.split_whitespace().collect()))
        .collect()
});

/// The place of a letter that labels.
fn place(letter: &str) -> Option<usize> {
    LETTERS.iter().position(|(l, _)| *l == letter)
}

/// What stands before the bracket of a label.
fn stem(text: &str) -> Option<&str> {
    let stem = text.strip_suffix(')')?.trim_start_matches(['-', '_']);
    (1..=2).contains(&stem.chars().count()).then_some(stem)
}

/// Whether a word has the form of a label with a letter: `b)`.
pub(crate) fn is_lettered(text: &str) -> bool {
    stem(text).is_some()
}

/// Whether a word may be a label, rightly read or not.
pub(super) fn is_label(text: &str) -> bool {
    let known = |stem: &str| {
        stem.chars().all(char::is_alphanumeric)
            || LETTERS.iter().any(|(_, readings)| readings.contains(&stem))
    };
    stem(text).is_some_and(known) || {
        let stem = text.strip_suffix('.').unwrap_or_default();
        (1..=2).contains(&stem.chars().count()) && stem.chars().all(char::is_alphanumeric)
    }
}

impl Labels {
    /// Puts the label right that a line begins with, if the labels before say what it is. `next` is the label with a
    /// bracket that follows on the page.
    pub(crate) fn line(&mut self, words: &mut [Seen], next: Option<&str>) {
        let Some((first, rest)) = words.split_first_mut() else {
            return;
        };
        let worded = |w: &Seen| w.text.chars().any(char::is_alphabetic);
        if rest.iter().any(worded) && self.lettered(first, next) {
            return;
        }
        let marked = first.text.strip_suffix(['.', ')', ',', ':', '-']);
        let stem = marked.unwrap_or(&first.text).to_owned();
        let mark = match &first.text[stem.len()..] {
            mark @ (")" | "-") => mark,
            _ => ".",
        }
        .to_owned();
        let rest: String = rest.iter().map(|w| w.text.as_str()).collect();
        if !rest.chars().any(char::is_alphabetic) {
            return;
        }
        let capitals = normalize::is_capitals(&rest);
        let divided = marked.is_some() && mark != "-";
        if divided && let Ok(number) = stem.parse::<u32>() {
            self.number = number;
            if mark == ")" {
                self.bracket = number;
            } else {
                (self.bracket, self.letter) = (0, None);
            }
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
            (self.roman, self.number, self.letter) = (value, 0, None);
            // A numeral that follows the last one is a label, also where its point was not seen.
            if roman.is_none() {
                first.becomes(format!("{as_roman}{mark}"));
            } else if marked.is_none() {
                first.becomes(format!("{stem}{mark}"));
            }
            return;
        }
        // A numeral that skips many, or doubtfully repeats the last one, but for one letter the one that follows.
        let next = roman_numeral(self.roman + 1);
        if capitals
            && self.roman > 0
            && roman.is_some_and(|value| {
                value > self.roman + 2 || (value == self.roman && first.sure < DOUBTFUL)
            })
            && next.len() > 1
            && normalize::edit_distance(&stem, next) <= 1
        {
            (self.roman, self.number, self.letter) = (self.roman + 1, 0, None);
            first.becomes(format!("{next}{mark}"));
            return;
        }
        if !divided {
            return;
        }
        let as_digits: String = stem
            .chars()
            .map(|c| match c {
                'l' | '|' | '!' | 'i' | 'I' => '1',
                'O' | 'o' => '0',
                '§' => '8',
                c => c,
            })
            .collect();
        // `I.` and `i)` may be labels themselves; a lone `l.` or `|.` is none.
        let doubtful = stem
            .chars()
            .any(|c| c.is_ascii_digit() || matches!(c, 'l' | '|' | '!' | '§'))
            || (stem == "I" && self.roman > 0);
        if !capitals
            && doubtful
            && let Ok(value) = as_digits.parse::<u32>()
            && (value == self.number + 1 || value == 1)
        {
            (self.number, self.letter) = (value, None);
            first.becomes(format!("{as_digits}{mark}"));
        }
    }

    /// Reads a letter with a bracket (`g)`), and puts it right; whether it is one.
    fn lettered(&mut self, first: &mut Seen, next: Option<&str>) -> bool {
        let Some(stem) = stem(&first.text) else {
            return false;
        };
        let next = next.and_then(self::stem);
        let read = place(stem);
        // Some count without `đ`.
        let expected = match self.letter {
            Some(last) if LETTERS[last].0 == "d" => [Some(last + 1), Some(last + 2)],
            Some(last) => [Some(last + 1), None],
            None => [None, None],
        };
        if read.is_some() && expected.contains(&read) {
            self.letter = read;
            return true;
        }
        let looks_like = |at: &usize| {
            LETTERS
                .get(*at)
                .is_some_and(|(_, readings)| readings.contains(&stem))
        };
        // What begins is seen only by what follows.
        let begins = (next == Some("b") && looks_like(&0)).then_some(0);
        let meant = expected.into_iter().flatten().find(looks_like).or(begins);
        // A list of numbers goes on with the next one.
        let counts = stem
            .parse::<u32>()
            .is_ok_and(|n| (n > 1 && n == self.bracket + 1) || next == Some(&(n + 1).to_string()));
        // A letter that begins anew, or that goes on with what follows, is itself.
        let goes_on = read
            .is_some_and(|at| at == 0 || next.and_then(place).is_some_and(|next| next == at + 1));
        match meant {
            Some(at) if !counts && !goes_on => {
                self.letter = Some(at);
                first.becomes(format!("{})", LETTERS[at].0));
                true
            }
            _ => {
                self.letter = read.or(self.letter);
                // A lone stroke may be a number.
                read.is_some() && stem != "l"
            }
        }
    }
}

/// A numeral as it is printed; of those that label sections.
fn roman_numeral(value: u16) -> &'static str {
    const NUMERALS: [&str; 13] = [
        "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
    ];
    NUMERALS.get(usize::from(value)).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{seen, text};
    use super::*;

    #[test]
    fn numbers_stand_between_their_neighbours() {
        let mut column: Vec<Vec<Seen>> = [
            "Ị", "2", "§", "4", "lãi", "6", "I", "§", "§", "10", "I1", "VI",
        ]
        .map(seen)
        .into();
        numbered(&mut column.iter_mut().collect::<Vec<_>>());
        let found: Vec<String> = column.iter().map(|words| text(words)).collect();
        assert_eq!(
            found,
            [
                "1", "2", "3", "4", "5", "6", "I", "§", "§", "10", "11", "VI"
            ]
        );
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
            ("§. Việc tám", "§. Việc tám"),
        ] {
            let mut words = seen(read);
            labels.line(&mut words, None);
            assert_eq!(text(&words), want);
        }
    }

    #[test]
    fn a_label_that_repeats_the_last_one_is_doubted_only_with_the_recogniser() {
        for (sure, want) in [(51, "III. TỔ CHỨC"), (90, "II. TỔ CHỨC")] {
            let mut labels = Labels::default();
            for line in ["I. MỤC TIÊU", "II. NHIỆM VỤ"] {
                labels.line(&mut seen(line), None);
            }
            let mut words = seen("II. TỔ CHỨC");
            words.iter_mut().for_each(|word| word.sure = sure);
            labels.line(&mut words, None);
            assert_eq!(text(&words), want);
        }
    }

    #[test]
    fn letters_follow_each_other() {
        let lists: [(&[&str], &[&str]); 8] = [
            (
                &["a)", "b)", "©)", "3)", "ä)"],
                &["a)", "b)", "c)", "d)", "đ)"],
            ),
            (
                &["e)", "ø)", "h)", "¡)", "k)", "Ù)"],
                &["e)", "g)", "h)", "i)", "k)", "l)"],
            ),
            (&["8)", "b)", "-©)"], &["a)", "b)", "c)"]),
            (&["c)", "d)", "e)"], &["c)", "d)", "e)"]),
            (&["c)", "d)", "d)", "e)"], &["c)", "d)", "đ)", "e)"]),
            // A list of numbers below a letter.
            (&["h)", "1)", "2)", "i)"], &["h)", "1)", "2)", "i)"]),
            (&["h)", "1)", "k)"], &["h)", "i)", "k)"]),
            (&["8)", "9)"], &["8)", "9)"]),
        ];
        for (read, want) in lists {
            let mut labels = Labels::default();
            let got: Vec<String> = (0..read.len())
                .map(|at| {
                    let mut words = seen(&format!("{} việc cần làm", read[at]));
                    labels.line(&mut words, read.get(at + 1).copied());
                    words.swap_remove(0).text
                })
                .collect();
            assert_eq!(got, want);
        }
    }

    #[test]
    fn a_sign_is_the_number_that_follows() {
        let mut labels = Labels::default();
        labels.line(&mut seen("7. Việc bảy"), None);
        let mut words = seen("§. Việc tám");
        labels.line(&mut words, None);
        assert_eq!(text(&words), "8. Việc tám");
    }

    #[test]
    fn page_numbers() {
        for (read, page, want) in [
            ("I1", 11, "11"),
            ("l6", 17, "16"),
            ("z", 2, "2"),
            ("z", 3, "z"),
            ("I1", 4, "I1"),
            ("12", 12, "12"),
            ("Ia", 1, "Ia"),
        ] {
            let mut words = seen(read);
            page_number(&mut words, page);
            assert_eq!(text(&words), want);
        }
    }
}
