//! The words of the index: syllables as written and without marks.
//!
//! A token is a run of letters and digits; `57-NQ/TW` gives three, next to each other, and a phrase finds it. At
//! each position stand the exact form ([`normalize::key`]), the folded form with [`FOLDED`] before it, and `100%`
//! beside `100`. So one phrase may ask for the exact form of one syllable and any spelling of the next.
//!
//! Indexing, queries and highlights all read text through [`tokens`] and [`Forms`].

use rustc_hash::FxHashMap;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Stands before a folded form, so that it meets no exact one. No document holds it.
pub(crate) const FOLDED: char = '\u{1}';

/// Longer runs are no words, but data that slipped into a text; in bytes.
pub(super) const LONGEST: usize = 120;

/// How many words the memory of one tokenizer holds; the syllables of Vietnamese in all cases are fewer.
const REMEMBERED: usize = 1 << 16;

/// A stretch of letters and digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run<'a> {
    /// The letters and digits.
    pub(crate) word: &'a str,
    /// Where it starts, in bytes.
    pub(crate) start: usize,
    /// Where it ends, with the `%` after a number.
    pub(crate) end: usize,
    /// A number with `%` after it.
    pub(crate) percent: bool,
}

/// The runs of a text.
pub(crate) fn tokens(text: &str) -> Runs<'_> {
    Runs { text, at: 0 }
}

/// Iterator of [`tokens`].
pub(crate) struct Runs<'a> {
    text: &'a str,
    at: usize,
}

/// Letters and digits; also marks that could not be composed with their letter.
fn is_part(c: char) -> bool {
    match c {
        '\0'..='\u{7F}' => c.is_ascii_alphanumeric(),
        // The letters of Vietnamese, for which the tables of Unicode would be searched.
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ư' | 'Ạ'..='ỹ' | '\u{300}'..='\u{36F}' => true,
        _ => c.is_alphanumeric(),
    }
}

impl<'a> Iterator for Runs<'a> {
    type Item = Run<'a>;

    fn next(&mut self) -> Option<Run<'a>> {
        let rest = self.text.get(self.at..)?;
        let start = self.at + rest.find(is_part)?;
        let rest = self.text.get(start..)?;
        let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(length)?;
        let blank = usize::from(after.starts_with(' '));
        let percent = word.bytes().all(|b| b.is_ascii_digit())
            && after
                .get(blank..)
                .is_some_and(|after| after.starts_with('%'));
        let end = if percent {
            start + length + blank + 1
        } else {
            start + length
        };
        self.at = end;
        Some(Run {
            word,
            start,
            end,
            percent,
        })
    }
}

/// The forms of a word that are compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Forms {
    /// As written, but for case, composition, place of the tone and i/y.
    pub(crate) exact: String,
    /// Without marks, [`FOLDED`] before it; empty for a number, which has no marks.
    pub(crate) folded: String,
}

impl Forms {
    /// The forms of a run's word.
    pub(crate) fn of(word: &str) -> Forms {
        let exact = normalize::key(word);
        let mut folded = String::new();
        if !word.bytes().all(|b| b.is_ascii_digit()) {
            folded.push(FOLDED);
            normalize::fold_into(&exact, &mut folded);
        }
        Forms { exact, folded }
    }

    /// Whether the word was written without any mark.
    pub(crate) fn is_bare(&self) -> bool {
        self.folded
            .strip_prefix(FOLDED)
            .is_some_and(|folded| folded == self.exact)
    }
}

/// The tokenizer of the index.
#[derive(Clone, Default)]
pub(crate) struct Syllables {
    places: FxHashMap<Box<str>, usize>,
    forms: Vec<Forms>,
}

impl Tokenizer for Syllables {
    type TokenStream<'a> = SyllableStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> SyllableStream<'a> {
        self.make_room();
        SyllableStream {
            memory: self,
            runs: tokens(text),
            now: None,
            next: Form::Exact,
            token: Token::default(),
        }
    }
}

impl Syllables {
    /// Forgets all words when they are many; places are then others.
    pub(super) fn make_room(&mut self) {
        if self.forms.len() > REMEMBERED {
            self.places.clear();
            self.forms.clear();
        }
    }

    /// The forms of the word at a place.
    pub(super) fn forms(&self, place: usize) -> Option<&Forms> {
        self.forms.get(place)
    }

    /// The place of a word, which it gets when it has none.
    pub(super) fn place(&mut self, word: &str) -> usize {
        if let Some(&place) = self.places.get(word) {
            return place;
        }
        let place = self.forms.len();
        self.forms.push(Forms::of(word));
        self.places.insert(word.into(), place);
        place
    }
}

/// Which form of the present run comes next.
#[derive(Clone, Copy)]
enum Form {
    Exact,
    Folded,
    Percent,
}

/// Tokens of one text, for the index.
pub(crate) struct SyllableStream<'a> {
    memory: &'a mut Syllables,
    runs: Runs<'a>,
    now: Option<(Run<'a>, usize)>,
    next: Form,
    token: Token,
}

impl SyllableStream<'_> {
    fn next_run(&mut self) -> bool {
        for run in self.runs.by_ref() {
            self.token.position = self.token.position.wrapping_add(1);
            if run.word.len() > LONGEST {
                continue;
            }
            self.token.offset_from = run.start;
            self.token.offset_to = run.end;
            self.now = Some((run, self.memory.place(run.word)));
            self.next = Form::Exact;
            return true;
        }
        self.now = None;
        false
    }
}

impl TokenStream for SyllableStream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            let Some((run, forms)) = self
                .now
                .and_then(|(run, place)| Some((run, self.memory.forms(place)?)))
            else {
                if self.next_run() {
                    continue;
                }
                return false;
            };
            self.token.text.clear();
            match self.next {
                Form::Exact => {
                    self.token.text.push_str(&forms.exact);
                    self.next = Form::Folded;
                }
                Form::Folded => {
                    self.token.text.push_str(&forms.folded);
                    self.next = Form::Percent;
                }
                Form::Percent => {
                    if run.percent {
                        self.token.text.push_str(run.word);
                        self.token.text.push('%');
                    }
                    self.now = None;
                }
            }
            if !self.token.text.is_empty() {
                return true;
            }
        }
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

    fn stream(text: &str) -> Vec<(usize, String)> {
        let mut syllables = Syllables::default();
        let mut stream = syllables.token_stream(text);
        let mut all = Vec::new();
        while stream.advance() {
            all.push((
                stream.token().position,
                stream.token().text.replace(FOLDED, "~"),
            ));
        }
        all
    }

    /// Text, and the words at each of its positions; `~` stands before a folded form.
    const TEXTS: &[(&str, &[&str])] = &[
        ("Bệnh án", &["bệnh ~benh", "án ~an"]),
        ("ban", &["ban ~ban"]),
        ("57-NQ/TW", &["57", "nq ~nq", "tw ~tw"]),
        ("đạt 100%.", &["đạt ~dat", "100 100%"]),
        ("80 % và 99,9%", &["80 80%", "và ~va", "99", "9 9%"]),
        (
            "Khoa học-Công nghệ",
            &["khoa ~khoa", "học ~hoc", "công ~cong", "nghệ ~nghe"],
        ),
        (
            "xã/phường; (IPv6)",
            &["xã ~xa", "phường ~phuong", "ipv6 ~ipv6"],
        ),
        (
            "hoà, hòa, kĩ, kỹ",
            &["hòa ~hoa", "hòa ~hoa", "kĩ ~ki", "kĩ ~ki"],
        ),
        ("Be\u{323}\u{302}nh", &["bệnh ~benh"]),
        ("- … ()", &[]),
        ("", &[]),
    ];

    #[test]
    fn words_at_their_positions() {
        for &(text, expected) in TEXTS {
            let found = stream(text);
            let mut at = vec![Vec::new(); expected.len()];
            for (position, word) in found {
                at[position].push(word);
            }
            let at: Vec<String> = at.iter().map(|words| words.join(" ")).collect();
            assert_eq!(at, expected, "{text}");
        }
    }

    #[test]
    fn endless_runs_are_no_words_but_hold_their_place() {
        let text = format!("một {} hai", "x".repeat(LONGEST + 1));
        let positions: Vec<usize> = stream(&text)
            .iter()
            .map(|(position, _)| *position)
            .collect();
        assert_eq!(positions, [0, 0, 2, 2]);
    }

    #[test]
    fn letters_are_letters() {
        let mark = |c: &char| ('\u{300}'..='\u{36F}').contains(c);
        let wrong: Vec<char> = ('\0'..=char::MAX)
            .filter(|c| is_part(*c) != (c.is_alphanumeric() || mark(c)))
            .collect();
        assert_eq!(wrong, []);
    }

    #[test]
    fn bare_words_have_no_mark() {
        for (word, bare) in [
            ("ban", true),
            ("bạn", false),
            ("đo", false),
            ("do", true),
            ("57", false),
            ("Ky", true),
        ] {
            assert_eq!(Forms::of(word).is_bare(), bare, "{word}");
        }
    }
}
