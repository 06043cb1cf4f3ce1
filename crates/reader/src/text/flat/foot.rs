//! The end of a stream: closing sentences, recipients, signature.

use super::words::{BODIES, CLOSINGS, POSTS, SIGNS};
use super::{Stream, starts_capital};

/// How far the end of a document has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Foot {
    /// Not begun.
    None,
    /// Behind `Nơi nhận`.
    Recipients,
    /// In the capitals of a signature.
    Signature,
    /// Behind the capitals of a signature.
    Name,
}

/// Words from the beginning of a closing sentence to its `yêu cầu`.
const REQUEST_WORDS: usize = 16;

impl Stream<'_> {
    /// Whether a paragraph of the foot begins at word `i`.
    pub(super) fn foot(&self, i: usize, foot: &mut Foot) -> bool {
        let closed = self.word(i - 1).ends_with("./.");
        match *foot {
            Foot::None if !closed => false,
            Foot::None | Foot::Recipients => {
                let begins = self.is_signature(i);
                if begins {
                    *foot = Foot::Signature;
                }
                begins
            }
            Foot::Signature => {
                let ends = !self.signs(i);
                if ends {
                    *foot = Foot::Name;
                }
                ends
            }
            Foot::Name => {
                self.capitals(i) && self.capitals(i + 1) && !self.capitals(i - 1)
                    || (self.capitals(i - 1) && self.capitals(i - 2) && !self.signs(i))
            }
        }
    }

    /// Whether word `i` is a syllable in capitals; abbreviations are none.
    fn capitals(&self, i: usize) -> bool {
        let word = self
            .word(i)
            .trim_end_matches(|c: char| !c.is_alphanumeric());
        !word.is_empty()
            && word.chars().all(char::is_uppercase)
            && normalize::is_syllable(&word.to_lowercase())
    }

    /// Whether word `i` stands in the capitals of a signature.
    fn signs(&self, i: usize) -> bool {
        SIGNS.contains(&self.word(i)) || self.capitals(i)
    }

    /// Whether a signature begins at word `i`: capitals that lead to a post, or `TM.` and its like.
    fn is_signature(&self, i: usize) -> bool {
        if i == 0 || !self.signs(i) || self.signs(i - 1) {
            return false;
        }
        let before = self.word(i - 1);
        if before.ends_with(',') || before.chars().all(|c| matches!(c, '-' | '–' | '+')) {
            return false;
        }
        (i..self.words.len())
            .take_while(|&k| self.signs(k))
            .any(|k| {
                let post = POSTS.iter().any(|post| self.stands(k, post));
                post || (SIGNS.contains(&self.word(k)) && self.capitals(k + 1))
            })
    }

    /// The words that the closing sentences begin with, ascending: the last one before the
    /// recipients ends in `./.`.
    pub(super) fn closings(&self, from: usize) -> Vec<usize> {
        let all = self.words.len();
        let foot = (from..all)
            .rev()
            .find(|&i| self.stands(i, &["Nơi", "nhận:"]) || self.stands(i, &["Nơi", "nhận"]))
            .unwrap_or(all);
        let end = (from..foot).rev().find(|&i| self.word(i).ends_with("./."));
        let mut out = vec![];
        let mut end = end.unwrap_or(from);
        while end > from {
            let begins =
                |&i: &usize| self.word(i - 1).ends_with(['.', ';']) && self.sentence_end(i - 1);
            let Some(start) = (from + 1..=end).rev().find(begins) else {
                break;
            };
            if !self.closes(start) {
                break;
            }
            out.push(start);
            end = start - 1;
        }
        out.reverse();
        out
    }

    /// Whether a sentence ends with word `i`; `TP.` and `1.` end none.
    fn sentence_end(&self, i: usize) -> bool {
        let word = self.word(i).trim_end_matches(['.', ';', '/']);
        starts_capital(self.word(i + 1))
            && (word.chars().any(char::is_lowercase) || word.chars().count() > 3)
    }

    /// Whether the sentence that begins at word `i` closes a plan.
    fn closes(&self, i: usize) -> bool {
        let request = |k: usize| self.stands(k, &["yêu", "cầu"]) || self.stands(k, &["đề", "nghị"]);
        CLOSINGS.iter().any(|words| self.stands(i, words))
            || (BODIES.contains(&self.word(i)) && (i + 1..i + REQUEST_WORDS).any(request))
    }
}
