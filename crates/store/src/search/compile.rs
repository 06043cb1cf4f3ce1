//! From an understood query to one of the index.
//!
//! Every part must stand somewhere in an item or around it. How good a hit is goes by steps, the higher ones beyond
//! the reach of the lower: the whole query at one stretch in the text with the spelling as typed; in the text; in a
//! heading, an owner, an output, the title. Within a step counts BM25: rare words, short texts, the text more than
//! what stands around it, the spelling as typed more than another.

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur, PhraseQuery,
    Query as Search, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::index::Fields;
use crate::item::ItemKind;
use crate::query::{Part, Query, Word, Wording};

/// The steps. A score stays below 8192, where two of them can still be told apart by 1/1024.
const SPELT_IN_TEXT: f32 = 4096.0;
const IN_TEXT: f32 = 2048.0;
const AROUND_TEXT: f32 = 1024.0;

/// How much more a word in the spelling as typed counts.
const SPELT: f32 = 2.0;

/// What a word that stands in several fields gains from the lesser ones.
const TIE: f32 = 0.1;

/// What narrows a search and does not count for the score.
pub(super) struct Filter<'a> {
    pub(super) kind: Option<ItemKind>,
    pub(super) provinces: &'a [String],
}

/// The query of the index.
pub(super) fn compile(fields: &Fields, query: &Query, filter: &Filter<'_>) -> BooleanQuery {
    let mut clauses: Vec<(Occur, Box<dyn Search>)> = Vec::new();
    for part in &query.parts {
        clauses.push((Occur::Must, part_anywhere(fields, part)));
    }
    if query.parts.is_empty() {
        clauses.push((Occur::Must, constant(Box::new(AllQuery), 0.0)));
    } else {
        steps(fields, query, &mut clauses);
    }
    if let Some(kind) = filter.kind {
        let term = Term::from_field_text(fields.kind, kind.as_str());
        clauses.push((
            Occur::Must,
            constant(
                Box::new(TermQuery::new(term, IndexRecordOption::Basic)),
                0.0,
            ),
        ));
    }
    if !filter.provinces.is_empty() {
        let terms = filter
            .provinces
            .iter()
            .map(|term| Term::from_field_text(fields.province, term));
        clauses.push((
            Occur::Must,
            constant(Box::new(TermSetQuery::new(terms)), 0.0),
        ));
    }
    BooleanQuery::new(clauses)
}

/// The constants for the whole query at one stretch.
fn steps(fields: &Fields, query: &Query, clauses: &mut Vec<(Occur, Box<dyn Search>)>) {
    let sequences = query.sequences();
    let in_field = |field: Field, spelt: bool| {
        sequences
            .iter()
            .map(move |words| stretch(field, words, spelt))
    };
    let [(text, _), around @ ..] = fields.words();
    let spelling_matters = sequences.iter().flatten().any(|word| word.folded.is_some());
    // Without a word of open spelling the step would be the next one again.
    if spelling_matters {
        clauses.push((
            Occur::Should,
            constant(any(in_field(text, true).collect()), SPELT_IN_TEXT),
        ));
    }
    clauses.push((
        Occur::Should,
        constant(any(in_field(text, false).collect()), IN_TEXT),
    ));
    let around = around
        .iter()
        .flat_map(|&(field, _)| in_field(field, false))
        .collect();
    clauses.push((Occur::Should, constant(any(around), AROUND_TEXT)));
}

/// A part, in any wording, in any field.
fn part_anywhere(fields: &Fields, part: &Part) -> Box<dyn Search> {
    best(
        part.wordings
            .iter()
            .map(|wording| wording_anywhere(fields, wording))
            .collect(),
    )
}

fn wording_anywhere(fields: &Fields, wording: &Wording) -> Box<dyn Search> {
    let words = &wording.words;
    if wording.together && words.len() > 1 {
        let words: Vec<&Word> = words.iter().collect();
        let places = fields
            .words()
            .map(|(field, weight)| boost(stretch(field, &words, false), weight));
        return best(places.into());
    }
    let word_anywhere = |word: &Word| {
        let places = fields.words();
        best(
            places
                .iter()
                .flat_map(|&(field, weight)| word_in(field, word, weight))
                .collect(),
        )
    };
    match words.as_slice() {
        [word] => word_anywhere(word),
        words => Box::new(BooleanQuery::new(
            words
                .iter()
                .map(|word| (Occur::Must, word_anywhere(word)))
                .collect::<Vec<_>>(),
        )),
    }
}

/// A word in a field: in the spelling asked for, and as typed.
fn word_in(field: Field, word: &Word, weight: f32) -> Vec<Box<dyn Search>> {
    let find = |form: &str, weight: f32| {
        boost(
            Box::new(TermQuery::new(
                Term::from_field_text(field, form),
                IndexRecordOption::WithFreqs,
            )),
            weight,
        )
    };
    match &word.folded {
        Some(folded) => vec![find(folded, weight), find(&word.exact, weight * SPELT)],
        None => vec![find(&word.exact, weight * SPELT)],
    }
}

/// Words that follow one another in a field; `spelt`: all as typed.
fn stretch(field: Field, words: &[&Word], spelt: bool) -> Box<dyn Search> {
    let form = |word: &Word| match &word.folded {
        Some(folded) if !spelt => Term::from_field_text(field, folded),
        _ => Term::from_field_text(field, &word.exact),
    };
    match words {
        [word] => Box::new(TermQuery::new(form(word), IndexRecordOption::Basic)),
        words => Box::new(PhraseQuery::new(
            words.iter().map(|word| form(word)).collect(),
        )),
    }
}

fn any(mut queries: Vec<Box<dyn Search>>) -> Box<dyn Search> {
    match queries.pop() {
        Some(only) if queries.is_empty() => only,
        Some(last) => {
            queries.push(last);
            Box::new(BooleanQuery::union(queries))
        }
        None => Box::new(tantivy::query::EmptyQuery),
    }
}

fn best(mut queries: Vec<Box<dyn Search>>) -> Box<dyn Search> {
    match queries.pop() {
        Some(only) if queries.is_empty() => only,
        Some(last) => {
            queries.push(last);
            Box::new(DisjunctionMaxQuery::with_tie_breaker(queries, TIE))
        }
        None => Box::new(tantivy::query::EmptyQuery),
    }
}

fn boost(query: Box<dyn Search>, weight: f32) -> Box<dyn Search> {
    Box::new(BoostQuery::new(query, weight))
}

fn constant(query: Box<dyn Search>, score: f32) -> Box<dyn Search> {
    Box::new(ConstScoreQuery::new(query, score))
}
