use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::super::words::{DOUBTFUL, Seen};
use super::{cased, core};

/// Phrases, in the form of [`normalize::key`].
struct Phrases {
    all: HashSet<String>,
    /// What looks like a phrase and is good Vietnamese as it stands (`từ đó`, which is no `tự do`).
    pairs: HashSet<String>,
    /// By their letters without marks; `None` where two phrases have the same.
    bare: HashMap<String, Option<&'static str>>,
    /// By their letters without marks and blanks.
    glued: HashMap<String, Option<&'static str>>,
    /// Those of two words by each of them without marks: the place of the word, and the phrases.
    halves: HashMap<(usize, String), Vec<&'static str>>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let lines = |text: &'static str| {
        text.lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
    };
    let mut all = HashSet::new();
    let mut bare: HashMap<String, Option<&str>> = HashMap::new();
    let mut glued: HashMap<String, Option<&str>> = HashMap::new();
    let mut halves: HashMap<(usize, String), Vec<&'static str>> = HashMap::new();
    for line in lines(include_str!("../../../lexicon/phrases.txt")) {
        all.insert(normalize::key(line));
        let folded = normalize::fold(line);
        for (map, key) in [
            (&mut glued, folded.replace(' ', "")),
            (&mut bare, folded.clone()),
        ] {
            map.entry(key)
                .and_modify(|phrase| *phrase = None)
                .or_insert(Some(line));
        }
        if let Some((first, second)) = line.split_once(' ')
            && !second.contains(' ')
        {
            for (place, word) in [first, second].into_iter().enumerate() {
                let phrases = halves.entry((place, normalize::fold(word))).or_default();
                phrases.push(line);
            }
        }
    }
    let pairs = lines(include_str!("../../../lexicon/pairs.txt"));
    Phrases {
        all,
        pairs: pairs.map(normalize::key).collect(),
        bare,
        glued,
        halves,
    }
});

/// Longest phrase, in words.
const LONGEST: usize = 3;

/// Confidence at which a word that is a syllable is seldom misread.
const SURELY: u8 = 90;

/// The letters of `count` words from `from` on; `None` where punctuation stands between them.
fn joined(words: &[&mut Seen], from: usize, count: usize) -> Option<String> {
    let mut out = String::new();
    for (i, word) in words.get(from..from + count)?.iter().enumerate() {
        let (start, end) = core(&word.text);
        let inner = (i == 0 || start == 0) && (i + 1 == count || end == word.text.len());
        if !inner || start == end {
            return None;
        }
        if i > 0 {
            out.push(' ');
        }
        out.push_str(&word.text[start..end]);
    }
    Some(out)
}

/// Every place where a phrase may stand: the longer ones first.
fn places(words: usize) -> impl Iterator<Item = (usize, usize)> {
    (2..=LONGEST)
        .rev()
        .flat_map(move |count| (0..(words + 1).saturating_sub(count)).map(move |at| (at, count)))
}

/// What may be read as a phrase.
struct Candidate {
    from: usize,
    meant: Vec<&'static str>,
    /// Those of its words that differ.
    wrong: Vec<usize>,
    /// How many of them are syllables as they were read: less evidence for a misreading.
    cost: usize,
}

/// Puts the marks of phrases right; `words` follow each other.
pub(crate) fn phrases(words: &mut [&mut Seen]) {
    let mut found = candidates(words);
    // The fewest real words are given up first; a phrase that shares words with one made before is looked at anew.
    found.sort_by_key(|candidate| candidate.cost);
    let mut taken = vec![false; words.len()];
    let mut again = false;
    for candidate in found {
        let range = candidate.from..candidate.from + candidate.meant.len();
        // Words that stand near: what they become may be a phrase that forbids this one.
        let near = range.start.saturating_sub(LONGEST)..(range.end + LONGEST).min(words.len());
        if taken[near].iter().any(|&t| t) {
            again = true;
            continue;
        }
        for i in candidate.wrong {
            let word = &mut words[candidate.from + i];
            let (start, end) = core(&word.text);
            let cased = cased(candidate.meant[i], &word.text[start..end]);
            let text = format!("{}{cased}{}", &word.text[..start], &word.text[end..]);
            word.becomes(text);
        }
        taken[range].fill(true);
    }
    if again {
        phrases(words);
    }
}

fn candidates(words: &[&mut Seen]) -> Vec<Candidate> {
    // Phrases as they were read, and the words that stand in them.
    let mut spans: Vec<(usize, usize)> = vec![];
    let mut known = vec![false; words.len()];
    for (from, count) in places(words.len()) {
        let sure = || words[from..from + count].iter().all(|w| w.sure >= DOUBTFUL);
        let read = joined(words, from, count).map(|text| normalize::key(&text));
        let Some(text) = read else { continue };
        if PHRASES.all.contains(&text) {
            spans.push((from, from + count));
        } else if !(PHRASES.pairs.contains(&text) && sure()) {
            continue;
        }
        known[from..from + count].fill(true);
    }
    let mut out = vec![];
    for (from, count) in places(words.len()) {
        let Some(text) = joined(words, from, count) else {
            continue;
        };
        let Some(&Some(phrase)) = PHRASES.bare.get(&normalize::fold(&text)) else {
            continue;
        };
        let read: Vec<&str> = text.split(' ').collect();
        let meant: Vec<&str> = phrase.split(' ').collect();
        if read.len() != count || meant.len() != count {
            continue;
        }
        let wrong: Vec<usize> = (0..count)
            .filter(|&i| normalize::key(read[i]) != normalize::key(meant[i]))
            .collect();
        if wrong.is_empty() || wrong.iter().any(|&i| known[from + i]) {
            continue;
        }
        let syllable = |i: &&usize| normalize::is_syllable(&read[**i].to_lowercase());
        let sure = |i: &usize| words[from + i].sure >= SURELY && syllable(&i);
        // `cơ quan trong`: a word that makes a phrase with its other neighbour is no evidence for this one.
        let shared = spans
            .iter()
            .any(|&(a, b)| a < from + count && from < b && !(from <= a && b <= from + count));
        if shared && wrong.iter().any(sure) {
            continue;
        }
        out.push(Candidate {
            from,
            cost: wrong.iter().filter(syllable).count(),
            meant,
            wrong,
        });
    }
    out
}

/// Words that were read as one, and make a phrase (`KẾHOẠCH`), become two.
pub(crate) fn glued(words: &mut Vec<Seen>) {
    let mut at = 0;
    while at < words.len() {
        let word = &words[at];
        let (start, end) = core(&word.text);
        let letters = &word.text[start..end];
        let phrase = PHRASES.glued.get(&normalize::fold(letters));
        let strange =
            letters.chars().count() >= GLUED && !normalize::is_syllable(&letters.to_lowercase());
        if let Some(&Some(phrase)) = phrase
            && strange
        {
            let whole = cased(phrase, letters);
            let whole = format!("{}{whole}{}", &word.text[..start], &word.text[end..]);
            let letters = whole.chars().filter(|c| !c.is_whitespace()).count();
            let blanks = whole.split(' ').count() - 1;
            let width = (word.x1 - word.x0) / (letters as f32 + NARROW * blanks as f32);
            let mut x0 = word.x0;
            let parts: Vec<Seen> = whole
                .split(' ')
                .enumerate()
                .map(|(i, part)| {
                    let x1 = x0 + width * part.chars().count() as f32;
                    let seen = Seen {
                        x0,
                        x1,
                        text: part.to_owned(),
                        sure: word.sure,
                        raw: Some(if i == 0 {
                            word.text.clone()
                        } else {
                            String::new()
                        }),
                    };
                    x0 = x1 + NARROW * width;
                    seen
                })
                .collect();
            let count = parts.len();
            words.splice(at..=at, parts);
            at += count;
        } else {
            at += 1;
        }
    }
}

/// Fewest letters of words that were read as one.
const GLUED: usize = 5;

/// How wide the blank between them is, as a share of a letter.
const NARROW: f32 = 0.2;

/// Takes specks for full stops out of phrases (`Quyết. định`): after a full stop no small letter begins a word.
pub(crate) fn stops(words: &mut [&mut Seen]) {
    for at in 1..words.len() {
        let (before, word) = (&words[at - 1].text, &words[at].text);
        let Some(first) = before.strip_suffix('.') else {
            continue;
        };
        let (_, end) = core(word);
        let small = word.chars().next().is_some_and(char::is_lowercase);
        let start = core(first).0;
        let phrase = format!("{} {}", &first[start..], &word[..end]);
        if small && PHRASES.all.contains(&normalize::key(&phrase)) {
            let first = first.to_owned();
            words[at - 1].becomes(first);
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

#[cfg(test)]
mod tests {
    use super::super::tests::{seen, text};
    use super::*;

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
            // Good Vietnamese that looks like a phrase.
            ("từ đó nhân rộng", "từ đó nhân rộng"),
            ("quyền công nghệ sở hữu", "quyền công nghệ sở hữu"),
            ("bắt đầu từ tháng 5", "bắt đầu từ tháng 5"),
            ("đình chỉ thi hành án", "đình chỉ thi hành án"),
            ("các cơ quan trong tỉnh", "các cơ quan trong tỉnh"),
            ("việc quan trong", "việc quan trọng"),
            // Of two phrases the one that changes less.
            ("nếu có yêu câu", "nếu có yêu cầu"),
            ("mô hình chính phủ sô", "mô hình chính phủ số"),
        ] {
            let mut words = seen(read);
            phrases(&mut words.iter_mut().collect::<Vec<_>>());
            assert_eq!(text(&words), want);
        }
    }

    #[test]
    fn words_read_as_one_and_a_speck_between_two() {
        for (read, want) in [
            ("KÉHOẠCH", "KẾ HOẠCH"),
            ("I. MỤCTIÊU", "I. MỤC TIÊU"),
            ("(kếhoạch)", "(kế hoạch)"),
            ("nghiêng", "nghiêng"),
            ("Nghị. định số", "Nghị định số"),
            ("có kế hoạch. Sở", "có kế hoạch. Sở"),
            ("Kế. Hoạch", "Kế. Hoạch"),
        ] {
            let mut words = seen(read);
            glued(&mut words);
            stops(&mut words.iter_mut().collect::<Vec<_>>());
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
    fn what_was_read_is_kept() {
        let mut words = seen("tố chức");
        phrases(&mut words.iter_mut().collect::<Vec<_>>());
        assert_eq!(words[0].raw.as_deref(), Some("tố"));
        assert_eq!(words[1].raw, None);
    }
}
