//! Words by which a time expression is weighed, from `lexicon/deadline_words.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::token::{Tokens, Word, lex, w};

/// The classes of the table; its head says what they mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Event,
    Fact,
    Name,
    Law,
    Act,
    Run,
    Head,
    Other,
}

/// Phrases by their first word, the longest first.
type Phrases = FxHashMap<Word, Vec<(Vec<Word>, Class)>>;

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    let mut list = vec![];
    for line in include_str!("../../lexicon/deadline_words.tsv").lines() {
        let Some((class, phrase)) = line.split_once('\t') else {
            continue;
        };
        let class = match class {
            "event" => Class::Event,
            "fact" => Class::Fact,
            "name" => Class::Name,
            "law" => Class::Law,
            "act" => Class::Act,
            "run" => Class::Run,
            "head" => Class::Head,
            "other" => Class::Other,
            _ => continue,
        };
        list.clear();
        lex(phrase, &mut list);
        let words: Vec<Word> = list.iter().map(|t| t.word).collect();
        if let Some(&first) = words.first() {
            phrases.entry(first).or_default().push((words, class));
        }
    }
    for rows in phrases.values_mut() {
        rows.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    phrases
});

/// Longest phrase of the table, in words.
const LONGEST: usize = 4;

/// Number of tokens of the longest phrase of a class that begins at token `i`.
pub(super) fn phrase_at(tokens: Tokens<'_>, i: usize, class: Class) -> Option<usize> {
    let rows = PHRASES.get(&tokens.get(i)?.word)?;
    // `pháp luật`, `kỷ luật` are no law.
    if class == Class::Law && i > 0 && tokens.is_any(i - 1, &[w!("pháp"), w!("kỷ"), w!("quy")]) {
        return None;
    }
    rows.iter()
        .find(|(words, c)| *c == class && tokens.at(i, words))
        .map(|(words, _)| words.len())
}

/// First token of the longest phrase of a class that ends before token `end`.
pub(super) fn phrase_before(tokens: Tokens<'_>, end: usize, class: Class) -> Option<usize> {
    (1..=LONGEST.min(end))
        .rev()
        .map(|len| end - len)
        .find(|&start| phrase_at(tokens, start, class) == Some(end - start))
}

/// First token in a range where a phrase of a class begins.
pub(super) fn phrase_in(
    tokens: Tokens<'_>,
    range: std::ops::Range<usize>,
    class: Class,
) -> Option<usize> {
    range
        .into_iter()
        .find(|&i| phrase_at(tokens, i, class).is_some())
}
