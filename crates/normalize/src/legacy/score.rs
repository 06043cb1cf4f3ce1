//! How Vietnamese a text is: the share of valid syllables among the words with marks.

use crate::compose::{compose, may_need_composing};
use crate::letter::{is_word, letter};
use crate::syllable::is_syllable;

/// Counts of words.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    /// All words of letters.
    pub(crate) words: u32,
    /// Those with a letter that is not ASCII, abbreviations (`QĐ`, `ĐMST`) left out.
    pub(crate) marked: u32,
    /// The marked words that are syllables.
    pub(crate) valid: u32,
}

impl Score {
    pub(crate) fn of(text: &str) -> Score {
        let composed;
        let text = if may_need_composing(text) {
            composed = compose(text);
            &composed
        } else {
            text
        };
        let mut score = Score::default();
        for word in text.split(|c| !is_word(c)).filter(|word| !word.is_empty()) {
            score.words += 1;
            if word.is_ascii() {
                continue;
            }
            let valid = if word.contains(['ð', 'Ð']) {
                is_syllable(&word.replace(['ð', 'Ð'], "đ"))
            } else {
                is_syllable(word)
            };
            if valid {
                score.valid += 1;
                score.marked += 1;
            } else if !is_abbreviation(word) {
                score.marked += 1;
            }
        }
        score
    }

    /// The share of valid syllables among the marked words; 0 when there are none.
    pub(crate) fn share(self) -> f64 {
        if self.marked == 0 {
            0.0
        } else {
            f64::from(self.valid) / f64::from(self.marked)
        }
    }

    /// The share of marked words among all; Vietnamese has 0.6 to 0.95, a list of numbers and names less.
    pub(crate) fn marked_share(self) -> f64 {
        if self.words == 0 {
            0.0
        } else {
            f64::from(self.marked) / f64::from(self.words)
        }
    }
}

/// Capitals without a vowel.
fn is_abbreviation(word: &str) -> bool {
    word.chars()
        .all(|c| c.is_uppercase() && !letter(c).is_some_and(|l| l.is_vowel()))
}
