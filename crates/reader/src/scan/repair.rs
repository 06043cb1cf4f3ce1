//! What recognition misreads again and again, put right where there is evidence.
//!
//! Marks: two or three words that differ from a common phrase by marks only are that phrase, unless they make another
//! one with their neighbours (`trao đổi với`). Digits: `l5/4` and `lOO%` have letters in the place of digits. Labels: `IL.` is
//! `II.` behind `I.`, and `l.` is `1.` before words in small letters. What was read is kept as a doubt.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::words::{DOUBTFUL, Seen};

/// Phrases, in the form of [`normalize::key`].
struct Phrases {
    all: HashSet<String>,
    /// By their letters without marks; `None` where two phrases have the same.
    bare: HashMap<String, Option<String>>,
    /// Those of two words by each of them without marks: the place of the word, and the phrases.
    halves: HashMap<(usize, String), Vec<&'static str>>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut all = HashSet::new();
    let mut bare: HashMap<String, Option<String>> = HashMap::new();
    let mut halves: HashMap<(usize, String), Vec<&'static str>> = HashMap::new();
    let lines = include_str!("../../lexicon/phrases.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#') && !line.is_empty()) {
        all.insert(normalize::key(line));
        bare.entry(normalize::fold(line))
            .and_modify(|phrase| *phrase = None)
            .or_insert_with(|| Some(line.to_owned()));
        if let Some((first, second)) = line.split_once(' ')
            && !second.contains(' ')
        {
            for (place, word) in [first, second].into_iter().enumerate() {
                let phrases = halves.entry((place, normalize::fold(word))).or_default();
                phrases.push(line);
            }
        }
    }
    Phrases { all, bare, halves }
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

/// Puts letters right in a word that no Vietnamese word is, when its neighbour makes one phrase with what differs from
/// it by one letter (`KÉẾ HOẠCH`).
pub(crate) fn letters(words: &mut [&mut Seen]) {
    for at in 0..words.len() {
        let (start, end) = core(&words[at].text);
        let word = normalize::fold(&words[at].text[start..end]);
        let strange = word.chars().count() >= 2
            && word.chars().all(char::is_alphabetic)
            && !normalize::is_syllable(&words[at].text[start..end].to_lowercase());
        if !strange {
            continue;
        }
        let mut found: Vec<&str> = vec![];
        for (place, neighbour) in [(1, at.checked_sub(1)), (0, Some(at + 1))] {
            let Some(other) = neighbour.and_then(|n| words.get(n)) else {
                continue;
            };
            let (from, to) = core(&other.text);
            // The neighbour's place in the phrase is the other one.
            let key = (1 - place, normalize::fold(&other.text[from..to]));
            let phrases = PHRASES.halves.get(&key).into_iter().flatten();
            let meant = phrases.filter_map(|phrase| phrase.split(' ').nth(place));
            found.extend(
                meant.filter(|meant| normalize::edit_distance(&word, &normalize::fold(meant)) <= 1),
            );
        }
        found.sort_unstable();
        found.dedup();
        if let [meant] = found[..] {
            let text = &words[at].text;
            let cased = cased(meant, &text[start..end]);
            let before = text[..start].trim_matches(|c| !matches!(c, '(' | '“' | '"'));
            let text = format!("{before}{cased}{}", &text[end..]);
            words[at].becomes(text);
        }
    }
}

/// Takes what is left of borders off a line of a cell; given back.
pub(crate) fn border_remains(words: &mut Vec<Seen>) -> Vec<Seen> {
    let last = words.len().saturating_sub(1);
    let mut out = vec![];
    // A lone sign may be a misread number.
    if let [word] = &words[..]
        && !word.text.chars().all(|c| "|_¦ˆ.:".contains(c))
    {
        return out;
    }
    let mut at = 0;
    words.retain(|word| {
        let edge = (at == 0) != (at == last);
        let stroke = matches!(word.text.as_str(), "Ị" | "ị" | "l" | "I" | "i" | "!");
        let sign = !word.text.chars().any(char::is_alphanumeric);
        let dash = word.text.chars().all(|c| matches!(c, '-' | '–' | '+'));
        let bullet = dash && (at == 0 || (at < last && word.sure >= SIGNED));
        at += 1;
        let keep =
            !(edge && stroke) && (!sign || bullet || matches!(word.text.as_str(), "%" | "&"));
        if !keep {
            out.push(word.clone());
        }
        keep
    });
    for word in words.iter_mut() {
        let text = word.text.trim_matches(['_', '|', '¦']);
        if !text.is_empty() && text.len() < word.text.len() {
            let text = text.to_owned();
            word.becomes(text);
        }
    }
    out
}

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
            c => c,
        })
        .collect();
    digits.trim_end_matches('.').parse().ok()
}

/// Words that are no text, on a line of a page: specks, strokes of a signature, pieces of a seal. Taken out, and given
/// back.
pub(crate) fn noise(words: &mut Vec<Seen>) -> Vec<Seen> {
    let last = words.len().saturating_sub(1);
    let kept = |at: usize, word: &Seen| {
        let text = word.text.trim_matches(|c: char| !c.is_alphanumeric());
        if text.is_empty() {
            let dash = word
                .text
                .chars()
                .all(|c| matches!(c, '-' | '–' | '—' | '+' | '•'));
            return (dash && (at == 0 || at < last)) || word.sure >= SIGNED;
        }
        word.sure >= STRANGE
            || text.chars().any(|c| c.is_ascii_digit())
            || normalize::is_syllable(&text.to_lowercase())
    };
    let mut out = vec![];
    let mut at = 0;
    words.retain(|word| {
        let keep = kept(at, word);
        at += 1;
        if !keep {
            out.push(word.clone());
        }
        keep
    });
    out
}

/// Least confidence of a word of signs only, and of one that is no Vietnamese syllable.
const SIGNED: u8 = 60;
const STRANGE: u8 = 30;

/// Least confidence of the number of a document: print is read more surely than handwriting.
const SURE: u8 = 70;

/// What is written by hand into the number and the date of a letterhead is misread; it is left out, so that number and
/// day are missing rather than wrong.
pub(crate) fn handwriting(words: &mut [Seen]) {
    let symbol = |w: &Seen| {
        let (before, after) = w.text.split_once('/')?;
        let begins = after.chars().take(2).filter(|c| c.is_uppercase()).count() == 2;
        begins.then(|| w.sure >= SURE && before.chars().all(|c| c.is_ascii_digit()))
    };
    let number = words.iter().take(5).position(|w| symbol(w).is_some());
    if let Some(at) = number
        && let Some((first, rest)) = words.split_first_mut()
        && at > 0
        && normalize::fold(&first.text).starts_with("so")
        && first.text.chars().count() <= 4
    {
        let digits = |w: &Seen| w.sure >= SURE && w.text.chars().all(|c| c.is_ascii_digit());
        let mut blank = false;
        for word in rest.iter_mut().take(at - 1).filter(|w| !digits(w)) {
            word.becomes(String::new());
            blank = true;
        }
        let last = &mut rest[at - 1];
        if symbol(last) == Some(false)
            && let Some(slash) = last.text.find('/')
        {
            let text = last.text[slash..].to_owned();
            last.becomes(text);
            blank = true;
        }
        if blank && first.text != "Số:" {
            first.becomes("Số:".to_owned());
        }
    }
    let find = |words: &[Seen], what: &str| {
        words
            .iter()
            .position(|w| normalize::fold(&w.text).starts_with(what))
    };
    if let (Some(day), Some(month), Some(year)) = (
        find(words, "ngay"),
        find(words, "thang"),
        find(words, "nam"),
    ) && day < month
        && month < year
        && year + 2 == words.len()
    {
        let number = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        let day_text = words[day].text.clone();
        if day_text.chars().count() > 4 && !day_text.chars().any(|c| c.is_ascii_digit()) {
            let text = day_text.chars().take(4).collect();
            words[day].becomes(text);
        }
        for at in (day + 1..month).chain(month + 1..year) {
            if !number(&words[at].text) {
                words[at].becomes(String::new());
            }
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
    roman: u16,
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
            (self.roman, self.number) = (self.roman + 1, 0);
            first.becomes(format!("{next}{mark}"));
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

/// A numeral as it is printed; of those that label sections.
fn roman_numeral(value: u16) -> &'static str {
    const NUMERALS: [&str; 13] = [
        "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
    ];
    NUMERALS.get(usize::from(value)).copied().unwrap_or("")
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
            ("trước ngày", "trước ngày"),
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
    fn letters_of_phrases() {
        for (read, want) in [
            ("KÉẾ HOẠCH", "KẾ HOẠCH"),
            ("⁄“HIỆÙU TRƯỞNG", "“HIỆU TRƯỞNG"),
            ("VNPT triển", "VNPT triển"),
            ("kế toán", "kế toán"),
        ] {
            let mut words = seen(read);
            letters(&mut words.iter_mut().collect::<Vec<_>>());
            assert_eq!(text(&words), want);
        }
    }

    #[test]
    fn handwriting_is_left_out() {
        for (read, want) in [
            ("Số: JÁAC/KH-ĐHTĐ", "Số: /KH-ĐHTĐ"),
            ("sóÄ “X) /KH-SYT", "Số:  /KH-SYT"),
            ("Số: 12/KH-UBND", "Số: 12/KH-UBND"),
            ("số 5467/QĐ-BYT ngày", "số 5467/QĐ-BYT ngày"),
            (
                "Cần Thơ, ngày)Š tháng |Ö năm 2025",
                "Cần Thơ, ngày tháng  năm 2025",
            ),
            (
                "Huế, ngày 3 tháng 10 năm 2025",
                "Huế, ngày 3 tháng 10 năm 2025",
            ),
        ] {
            let mut words = seen(read);
            handwriting(&mut words);
            assert_eq!(text(&words), want);
        }
    }

    #[test]
    fn cells_lose_their_borders() {
        for (read, want) in [
            ("| 2021 - 2025 |", "2021 - 2025"),
            ("_Nghiên cứu, Ị", "Nghiên cứu,"),
            ("- Sở Y tế :", "- Sở Y tế"),
            ("I", "I"),
        ] {
            let mut words = seen(read);
            border_remains(&mut words);
            assert_eq!(text(&words), want);
        }
    }

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

    #[test]
    fn a_label_that_repeats_the_last_one_is_doubted_only_with_the_recogniser() {
        for (sure, want) in [(51, "III. TỔ CHỨC"), (90, "II. TỔ CHỨC")] {
            let mut labels = Labels::default();
            for line in ["I. MỤC TIÊU", "II. NHIỆM VỤ"] {
                labels.line(&mut seen(line));
            }
            let mut words = seen("II. TỔ CHỨC");
            words.iter_mut().for_each(|word| word.sure = sure);
            labels.line(&mut words);
            assert_eq!(text(&words), want);
        }
    }
}
