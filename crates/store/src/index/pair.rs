//! Neighbours: two words that follow one another, as one term.
//!
//! The documents in which two words stand side by side are then known without a look at the places of either, which
//! is most of what a phrase of common words costs. Each two neighbours of a text give the pair of their exact forms and
//! that of their folded ones; `%` is no part of a pair.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::syllable::{FOLDED, Forms, LONGEST, Runs, Syllables, tokens};

/// The term of two exact forms.
pub(crate) fn exact(first: &str, second: &str) -> String {
    format!("{first} {second}")
}

/// The term of two folded forms; that of a number is the number.
pub(crate) fn folded(first: &str, second: &str) -> String {
    format!("{FOLDED}{} {}", bare(first), bare(second))
}

fn bare(folded: &str) -> &str {
    folded.strip_prefix(FOLDED).unwrap_or(folded)
}

fn folded_or_number(forms: &Forms) -> &str {
    match forms.folded.as_str() {
        "" => &forms.exact,
        folded => bare(folded),
    }
}

/// The tokenizer of pairs.
#[derive(Clone, Default)]
pub(crate) struct Pairs {
    syllables: Syllables,
}

impl Tokenizer for Pairs {
    type TokenStream<'a> = PairStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PairStream<'a> {
        self.syllables.make_room();
        PairStream {
            syllables: &mut self.syllables,
            runs: tokens(text),
            first: None,
            second: None,
            folded_is_next: false,
            token: Token::default(),
        }
    }
}

/// Pairs of one text, for the index.
pub(crate) struct PairStream<'a> {
    syllables: &'a mut Syllables,
    runs: Runs<'a>,
    /// The present pair, by the places of its words in the memory of forms.
    first: Option<usize>,
    second: Option<usize>,
    folded_is_next: bool,
    token: Token,
}

impl TokenStream for PairStream<'_> {
    fn advance(&mut self) -> bool {
        let fold = self.folded_is_next;
        if !fold {
            loop {
                let Some(run) = self.runs.next() else {
                    return false;
                };
                self.first = self.second;
                self.second = (run.word.len() <= LONGEST).then(|| self.syllables.place(run.word));
                if self.first.is_some() && self.second.is_some() {
                    self.token.position = self.token.position.wrapping_add(1);
                    break;
                }
            }
        }
        let forms = |place: Option<usize>| self.syllables.forms(place?);
        let (Some(first), Some(second)) = (forms(self.first), forms(self.second)) else {
            return false;
        };
        let text = &mut self.token.text;
        text.clear();
        if fold {
            text.push(FOLDED);
            text.push_str(folded_or_number(first));
            text.push(' ');
            text.push_str(folded_or_number(second));
        } else {
            text.push_str(&first.exact);
            text.push(' ');
            text.push_str(&second.exact);
        }
        self.folded_is_next = !fold;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pairs of a text; `~` stands before folded ones.
    fn pairs(text: &str) -> Vec<String> {
        let mut pairs = Pairs::default();
        let mut stream = pairs.token_stream(text);
        let mut all = Vec::new();
        while stream.advance() {
            all.push(stream.token().text.replace(FOLDED, "~"));
        }
        all
    }

    #[test]
    fn of_neighbours() {
        let endless = format!("một {} hai ba", "x".repeat(LONGEST + 1));
        for (text, expected) in [
            ("Sở Y tế", &["sở y", "~so y", "y tế", "~y te"] as &[&str]),
            ("57-NQ", &["57 nq", "~57 nq"]),
            ("100% xã", &["100 xã", "~100 xa"]),
            (
                "năm 2025 2026",
                &["năm 2025", "~nam 2025", "2025 2026", "~2025 2026"],
            ),
            ("bệnh", &[]),
            ("", &[]),
            (&endless, &["hai ba", "~hai ba"]),
        ] {
            assert_eq!(pairs(text), expected, "{text}");
        }
    }

    #[test]
    fn as_a_query_asks() {
        let all = pairs("Bệnh án");
        let [first, second] = ["Bệnh", "án"].map(Forms::of);
        assert_eq!(all[0], exact(&first.exact, &second.exact));
        assert_eq!(
            all[1],
            folded(&first.folded, &second.folded).replace(FOLDED, "~")
        );
    }
}
