//! One word made regular: look-alikes, ligatures, what is invisible, the order of marks.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::compose::{compose, compose_into};
use crate::letter::{is_word, letter, tone_of_mark};
use crate::syllable::{Syllable, is_syllable};
use crate::tone::canonical_tone;

/// Buffers used again for every word; `text` holds the result.
#[derive(Default)]
pub(crate) struct Scratch {
    pub(crate) text: String,
    mapped: String,
}

/// What was done to a word beyond Unicode's own rules.
pub(crate) enum Repair {
    None,
    /// A tone on a consonant went to its vowel.
    Moved,
    /// A mark became the letter of Windows-1252 that it was.
    Swapped,
}

/// So many words with swapped marks show that the whole text was read as Windows-1258.
pub(crate) const SWAPS_THAT_SHOW_IT: usize = 3;

/// Control characters that the text does not keep.
pub(crate) fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\u{0B}' | '\u{0C}' | '\r' | '\u{85}')
}

/// Characters without a shape of their own: controls, soft hyphen, zero width, direction marks.
pub(crate) fn is_removed(c: char) -> bool {
    if c.is_ascii() {
        return is_control(c);
    }
    is_control(c)
        || matches!(c, '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}')
}

/// Twins of Latin letters, sorted.
static TWINS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let rows = crate::tsv::rows(include_str!("../../tables/twins.tsv"));
    let pair =
        |row: [&'static str; 3]| Some((crate::tsv::code_point(row[0])?, row[1].chars().next()?));
    let mut twins: Vec<_> = rows.filter_map(pair).collect();
    twins.sort_unstable();
    twins
});

fn twin(c: char) -> Option<char> {
    if !('\u{370}'..='\u{52F}').contains(&c) {
        return None;
    }
    let at = TWINS.binary_search_by_key(&c, |t| t.0).ok()?;
    Some(TWINS[at].1)
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

/// Writes the regular form of a word, or of one other character with its marks, to `scratch.text`.
pub(crate) fn respell(word: &str, scratch: &mut Scratch) -> Repair {
    let Scratch { text, mapped } = scratch;
    mapped.clear();
    let mut latin = false;
    let mut twins = false;
    for c in word.chars().filter(|&c| !is_removed(c)) {
        match c {
            'Ð' | 'Ɖ' => mapped.push('Đ'),
            'ð' | 'ɖ' => mapped.push('đ'),
            '\u{FB00}' => mapped.push_str("ff"),
            '\u{FB01}' => mapped.push_str("fi"),
            '\u{FB02}' => mapped.push_str("fl"),
            '\u{FB03}' => mapped.push_str("ffi"),
            '\u{FB04}' => mapped.push_str("ffl"),
            '\u{FB05}' | '\u{FB06}' => mapped.push_str("st"),
            '\u{FF01}'..='\u{FF5E}' => mapped.extend(char::from_u32(c as u32 - 0xFEE0)),
            _ => {
                mapped.push(c);
                twins |= twin(c).is_some();
            }
        }
        latin = latin || mapped.chars().next_back().is_some_and(is_latin);
    }
    if latin && twins {
        *mapped = mapped.chars().map(|c| twin(c).unwrap_or(c)).collect();
    }
    text.clear();
    compose_into(mapped, text);
    match repaired(mapped, text) {
        Some((word, repair)) => {
            *text = word;
            repair
        }
        None => Repair::None,
    }
}

/// Repairs a tone mark that stands on a consonant: `mapped` before composition, `composed` after it.
fn repaired(mapped: &str, composed: &str) -> Option<(String, Repair)> {
    let start = composed.trim_end_matches(is_word).len();
    let (before, composed) = composed.split_at(start);
    if composed.is_ascii() || composed.len() > 24 || Syllable::read(composed).is_some() {
        return None;
    }
    let (word, repair) = repaired_word(mapped, composed)?;
    Some((format!("{before}{word}"), repair))
}

fn repaired_word(mapped: &str, composed: &str) -> Option<(String, Repair)> {
    let marks: Vec<char> = composed.nfd().collect();
    let on_consonant = |i: usize| {
        let base = marks[..i].iter().rev().find(|&&c| !is_combining_mark(c));
        base.is_some_and(|&c| c.is_alphabetic() && !letter(c).is_some_and(|l| l.is_vowel()))
    };
    let (at, mark) = marks
        .iter()
        .copied()
        .enumerate()
        .find(|&(i, c)| tone_of_mark(c).is_some() && on_consonant(i))?;
    let after_vowel = marks[..at]
        .iter()
        .any(|&c| letter(c).is_some_and(|l| l.is_vowel()));
    if after_vowel {
        // The tone typed at the end: toan + sắc. Only a loose mark shows that it was typed so.
        if !mapped.contains(mark) {
            return None;
        }
        let mut rest = marks.clone();
        rest.remove(at);
        let vowel = rest
            .iter()
            .rposition(|&c| letter(c).is_some_and(|l| l.is_vowel()))?;
        let after = rest[vowel + 1..]
            .iter()
            .take_while(|&&c| is_combining_mark(c))
            .count();
        rest.insert(vowel + 1 + after, mark);
        let word = canonical_tone(&compose(&rest.into_iter().collect::<String>())).into_owned();
        return is_syllable(&word).then_some((word, Repair::Moved));
    }
    // tr + sắc + nh: the letter ì of Windows-1252, read as Windows-1258.
    let swapped: Option<Vec<char>> = marks
        .iter()
        .enumerate()
        .map(|(i, &c)| {
            if tone_of_mark(c).is_some() && on_consonant(i) {
                letter_of_mark(c)
            } else {
                Some(c)
            }
        })
        .collect();
    let word = compose(&swapped?.into_iter().collect::<String>());
    is_syllable(&word).then_some((word, Repair::Swapped))
}

/// The letter of Windows-1252 whose byte is a combining tone in Windows-1258.
fn letter_of_mark(mark: char) -> Option<char> {
    Some(match mark {
        '\u{301}' => 'ì',
        '\u{323}' => 'ò',
        '\u{300}' => 'Ì',
        '\u{309}' => 'Ò',
        _ => return None,
    })
}

/// Gives the letters back that Windows-1258 shows for others of Windows-1252 (`mă` → `mã`), in words that are
/// no syllables otherwise. No letter changes its length in UTF-8.
pub(crate) fn unswap_letters(text: &mut String) {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find(is_word) {
        let (gap, tail) = rest.split_at(start);
        out.push_str(gap);
        let end = tail.find(|c| !is_word(c)).unwrap_or(tail.len());
        let (word, tail) = tail.split_at(end);
        match unswapped(word) {
            Some(word) => out.push_str(&word),
            None => out.push_str(word),
        }
        rest = tail;
    }
    out.push_str(rest);
    *text = out;
}

fn unswapped(word: &str) -> Option<String> {
    let swap = |c: char| match c {
        'ă' => 'ã',
        'ơ' => 'õ',
        'ư' => 'ý',
        'Ă' => 'Ã',
        'Ơ' => 'Õ',
        'Ư' => 'Ý',
        _ => c,
    };
    if word.is_ascii() || word.len() > 24 || is_syllable(word) {
        return None;
    }
    let swapped: String = word.chars().map(swap).collect();
    (swapped != word && is_syllable(&swapped)).then_some(swapped)
}
