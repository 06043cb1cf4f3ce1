//! Where words follow one another.
//!
//! A document in which all neighbours of a phrase are pairs may hold the phrase. It does so for certain when every
//! word between the ends stands in it once: the pair before and the pair after then share that word. Of the others
//! those are certain in which the pairs together stand more often than the words between the ends: some places of such
//! a word are then taken by both. The few that are left are looked at, word by word.

use std::borrow::Cow;
use std::sync::Arc;

use tantivy::postings::Postings as _;
use tantivy::query::{EnableScoring, PhraseQuery, Query as _, Scorer};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, SeekDangerResult, TERMINATED, Term};

use super::bits::Bits;
use super::cache::Question;
use super::segment::{Segment, form, io};
use crate::error::Result;
use crate::index::{Forms, Words, pair};
use crate::query::Word;

impl Segment<'_> {
    /// The documents in whose field words follow one another, before it is said of blocks; `spelt`: all as typed.
    pub(super) fn phrase(&self, field: Words, words: &[&Word], spelt: bool) -> Result<Bits> {
        let (mut certain, left) = self.by_pairs(field, words, spelt)?;
        if !left.is_empty() {
            let left = left.iter().collect::<Vec<u32>>();
            certain.insert_all(&self.verified(field, words, spelt, &left)?);
        }
        Ok(certain)
    }

    /// Those of some documents, ascending, that hold a phrase.
    pub(super) fn verified(
        &self,
        field: Words,
        words: &[&Word],
        spelt: bool,
        documents: &[u32],
    ) -> Result<Vec<u32>> {
        let surplus = self.surplus(field, words, spelt, documents)?;
        let of = |certain: bool| {
            let documents = documents.iter().zip(&surplus);
            let wanted = documents.filter(move |(_, surplus)| (**surplus > 0) == certain);
            wanted.map(|(at, _)| *at).collect::<Vec<u32>>()
        };
        let mut found = of(true);
        found.extend(self.looked_at(field, words, spelt, &of(false))?);
        found.sort_unstable();
        Ok(found)
    }

    /// How much more often the pairs of a phrase stand in each of some documents than the words between its ends: at
    /// least so often the phrase does. Nothing where the pairs of its forms are not in the index.
    fn surplus(
        &self,
        field: Words,
        words: &[&Word],
        spelt: bool,
        documents: &[u32],
    ) -> Result<Vec<i64>> {
        let mut surplus = vec![0; documents.len()];
        let open = |word: &Word| !spelt && word.folded.is_some();
        let folded = words.iter().all(|word| open(word) || is_number(word));
        let exact = !words.iter().any(|word| open(word));
        if words.iter().any(|word| is_percent(word)) || !(folded || exact) {
            return Ok(surplus);
        }
        let pairs = self.fields.pairs(field);
        for neighbours in words.windows(2) {
            if let [first, second] = neighbours {
                let text = match exact {
                    true => pair::exact(&first.exact, &second.exact),
                    false => pair::folded(&any_spelling(first), &any_spelling(second)),
                };
                self.add_counts(pairs, &text, 1, documents, &mut surplus)?;
            }
        }
        let between = words.iter().skip(1).take(words.len().saturating_sub(2));
        for word in between {
            let field = self.fields.words(field);
            self.add_counts(field, form(word, spelt), -1, documents, &mut surplus)?;
        }
        Ok(surplus)
    }

    /// Adds how often a term stands in each of some documents, times `sign`.
    fn add_counts(
        &self,
        field: Field,
        text: &str,
        sign: i64,
        documents: &[u32],
        to: &mut [i64],
    ) -> Result<()> {
        let inverted = self.reader.inverted_index(field)?;
        let term = Term::from_field_text(field, text);
        let postings = inverted.read_postings(&term, IndexRecordOption::WithFreqs);
        let Some(mut postings) = postings.map_err(io)? else {
            return Ok(());
        };
        for (at, count) in documents.iter().zip(to) {
            if postings.doc() < *at {
                postings.seek(*at);
            }
            if postings.doc() == *at {
                *count += sign * i64::from(postings.term_freq());
            }
        }
        Ok(())
    }

    /// Those of some documents, ascending, in which a phrase is found by the places of its words.
    fn looked_at(
        &self,
        field: Words,
        words: &[&Word],
        spelt: bool,
        documents: &[u32],
    ) -> Result<Vec<u32>> {
        let mut found = Vec::new();
        if documents.is_empty() {
            return Ok(found);
        }
        let Some(mut places) = self.places_of_phrase(field, words, spelt)? else {
            return Ok(found);
        };
        let mut bound = places.doc();
        for at in documents.iter().filter(|at| **at < TERMINATED) {
            if *at < bound {
                continue;
            }
            match places.seek_danger(*at) {
                SeekDangerResult::Found => found.push(*at),
                SeekDangerResult::SeekLowerBound(next) => bound = next,
            }
        }
        Ok(found)
    }

    /// The documents that hold a phrase for certain, and the others that may.
    pub(super) fn by_pairs(
        &self,
        field: Words,
        words: &[&Word],
        spelt: bool,
    ) -> Result<(Bits, Bits)> {
        let none = || Bits::none(self.length);
        if words.is_empty() {
            return Ok((none(), none()));
        }
        if let [_] = words {
            return Ok((Bits::clone(&*self.stretch(field, words, spelt)?), none()));
        }
        let term = |text: String| self.find(Question::Term(self.fields.pairs(field), text));
        let is_open = |word: &Word| !spelt && word.folded.is_some();
        let all = Bits::full(self.length);
        let (mut exact, mut may) = (all.clone(), all);
        for neighbours in words.windows(2) {
            let [first, second] = neighbours else {
                continue;
            };
            let as_typed = term(pair::exact(number(&first.exact), number(&second.exact)))?;
            exact.and(&as_typed);
            if !is_open(first) && !is_open(second) {
                may.and(&as_typed);
            } else {
                may.and(&*term(pair::folded(
                    &any_spelling(first),
                    &any_spelling(second),
                ))?);
            }
            if may.is_empty() {
                return Ok((none(), none()));
            }
        }
        let mut once = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let alone = words
                .iter()
                .filter(|other| other.exact == word.exact)
                .count()
                == 1;
            if !is_open(word) && (words.iter().any(|word| is_open(word)) || is_percent(word)) {
                may.and(&*self.stretch(field, &[word], spelt)?);
            }
            if at > 0 && at + 1 < words.len() && alone {
                once.push(word);
            }
        }
        // A word that the phrase has twice is never there once.
        let decidable = once.len() + 2 == words.len() && !words.iter().any(|word| is_percent(word));
        if !decidable {
            return Ok((none(), may));
        }
        let every_open = words.iter().all(|word| is_open(word) || is_number(word));
        for word in &once {
            exact.and_not(&*self.twice(field, &word.exact)?);
        }
        if every_open && words.iter().any(|word| is_open(word)) {
            let mut folded = may.clone();
            for word in &once {
                folded.and_not(&*self.twice(field, &any_spelling(word))?);
            }
            exact.or(&folded);
        }
        exact.and(&may);
        may.and_not(&exact);
        Ok((exact, may))
    }

    /// The documents in whose field a form stands more than once.
    fn twice(&self, field: Words, form: &str) -> Result<Arc<Bits>> {
        self.find(Question::Twice(self.fields.words(field), form.to_owned()))
    }

    /// What goes through the places where words follow one another; none when they never do.
    fn places_of_phrase(
        &self,
        field: Words,
        words: &[&Word],
        spelt: bool,
    ) -> Result<Option<Box<dyn Scorer>>> {
        let field = self.fields.words(field);
        let inverted = self.reader.inverted_index(field)?;
        let forms = words.iter().map(|word| form(word, spelt));
        let terms: Vec<Term> = forms
            .map(|form| Term::from_field_text(field, form))
            .collect();
        for term in &terms {
            if inverted.get_term_info(term).map_err(io)?.is_none() {
                return Ok(None);
            }
        }
        let scoring = EnableScoring::disabled_from_searcher(self.searcher);
        let weight = PhraseQuery::new(terms).weight(scoring)?;
        Ok(Some(weight.scorer(self.reader, 1.0)?))
    }
}

fn is_percent(word: &Word) -> bool {
    word.exact.ends_with('%')
}

fn is_number(word: &Word) -> bool {
    word.exact.bytes().all(|b| b.is_ascii_digit())
}

/// The form of pairs, which know no `%`.
fn number(exact: &str) -> &str {
    exact.trim_end_matches('%')
}

/// The form that all spellings of a word share.
fn any_spelling(word: &Word) -> Cow<'_, str> {
    match &word.folded {
        Some(folded) => folded.into(),
        None => {
            let forms = Forms::of(number(&word.exact));
            let form = if forms.folded.is_empty() {
                forms.exact
            } else {
                forms.folded
            };
            form.into()
        }
    }
}
