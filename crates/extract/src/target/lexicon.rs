//! The vocabulary of targets, compiled once.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::token::{Tokens, Word, lex};

/// What a number before a noun is; see `lexicon/target_units.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Percent,
    Permille,
    Measure,
    Multiplier,
    Count,
    Part,
    Time,
    Age,
    Times,
    None,
}

/// What words around a number say about it; see `lexicon/target_before.tsv` and
/// `target_after.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[rustfmt::skip]
pub(super) enum Role {
    AtLeast, More, AtMost, Less, About, Beyond, From, Filler,
    Licence, Assign, Gain, Shorten, Past, Wait, Group, Among, Place, Index,
    Up, Down, Leading, Definite, Base, Verb, Clause, NoNoun, Rate, Measure,
}

fn class(name: &str) -> Option<Class> {
    Some(match name {
        "percent" => Class::Percent,
        "permille" => Class::Permille,
        "measure" => Class::Measure,
        "multiplier" => Class::Multiplier,
        "count" => Class::Count,
        "part" => Class::Part,
        "time" => Class::Time,
        "age" => Class::Age,
        "times" => Class::Times,
        "none" => Class::None,
        _ => return None,
    })
}

fn role(name: &str) -> Option<u32> {
    Some(bit(match name {
        ">=" => Role::AtLeast,
        ">" => Role::More,
        "<=" => Role::AtMost,
        "<" => Role::Less,
        "~" => Role::About,
        "beyond" => Role::Beyond,
        "from" => Role::From,
        "filler" => Role::Filler,
        "licence" => Role::Licence,
        "assign" => Role::Assign,
        "gain" => Role::Gain,
        "shorten" => Role::Shorten,
        "past" => Role::Past,
        "wait" => Role::Wait,
        "group" => Role::Group,
        "among" => Role::Among,
        "place" => Role::Place,
        "index" => Role::Index,
        "up" => Role::Up,
        "down" => Role::Down,
        "leading" => Role::Leading,
        "definite" => Role::Definite,
        "base" => Role::Base,
        "verb" => Role::Verb,
        "clause" => Role::Clause,
        "rate" => Role::Rate,
        "measure" => Role::Measure,
        "no_noun" => Role::NoNoun,
        _ => return None,
    }))
}

const fn bit(role: Role) -> u32 {
    1 << role as u32
}

type Entries<T> = FxHashMap<Word, Vec<(Box<[Word]>, T)>>;

/// Phrases by their first or their last word, the longest first.
pub(super) struct Phrases<T>(Entries<T>);

impl<T: Copy> Phrases<T> {
    fn compile(table: &str, from_end: bool, value: fn(&str) -> Option<T>) -> Phrases<T> {
        let mut map = Entries::default();
        let mut list = Vec::new();
        for (phrase, name) in rows(table) {
            list.clear();
            lex(phrase, &mut list);
            let words: Box<[Word]> = list.iter().map(|t| t.word).collect();
            let key = if from_end {
                words.last()
            } else {
                words.first()
            };
            if let (Some(&key), Some(value)) = (key, value(name)) {
                map.entry(key).or_default().push((words, value));
            }
        }
        for entries in map.values_mut() {
            entries.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Phrases(map)
    }

    /// The longest phrase that begins at token `i`: its length in tokens and what it says.
    pub(super) fn at(&self, tokens: Tokens<'_>, i: usize) -> Option<(usize, T)> {
        let (words, value) = self
            .0
            .get(&tokens.get(i)?.word)?
            .iter()
            .find(|(words, _)| tokens.at(i, words))?;
        Some((words.len(), *value))
    }
}

impl Phrases<u32> {
    /// Length of the longest phrase of a role that begins at token `i`.
    pub(super) fn starting(&self, tokens: Tokens<'_>, i: usize, role: Role) -> Option<usize> {
        let entries = self.0.get(&tokens.get(i)?.word)?;
        let hit = entries
            .iter()
            .find(|(words, r)| r & bit(role) != 0 && tokens.at(i, words))?;
        Some(hit.0.len())
    }

    /// Length of the longest phrase of a role that ends before token `i`.
    pub(super) fn ending(&self, tokens: Tokens<'_>, i: usize, role: Role) -> Option<usize> {
        let entries = self.0.get(&tokens.get(i.checked_sub(1)?)?.word)?;
        let hit = entries.iter().find(|(words, r)| {
            r & bit(role) != 0
                && i.checked_sub(words.len())
                    .is_some_and(|at| tokens.at(at, words))
        })?;
        Some(hit.0.len())
    }
}

/// The rows of a table of two columns without comments and header.
pub(super) fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table
        .lines()
        .filter(|l| !l.starts_with('#'))
        .skip(1)
        .filter_map(|l| l.split_once('\t'))
}

pub(super) const UNITS_TABLE: &str = include_str!("../../lexicon/target_units.tsv");
pub(super) const BEFORE_TABLE: &str = include_str!("../../lexicon/target_before.tsv");
pub(super) const AFTER_TABLE: &str = include_str!("../../lexicon/target_after.tsv");

/// Nouns and measures, by their first word.
pub(super) static UNITS: LazyLock<Phrases<Class>> =
    LazyLock::new(|| Phrases::compile(UNITS_TABLE, false, class));
/// What stands before a number, by its last word.
pub(super) static BEFORE: LazyLock<Phrases<u32>> =
    LazyLock::new(|| Phrases::compile(BEFORE_TABLE, true, role));
/// What stands behind a number and its unit, or in its subject, by its first word.
pub(super) static AFTER: LazyLock<Phrases<u32>> =
    LazyLock::new(|| Phrases::compile(AFTER_TABLE, false, role));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_known_class_or_role() {
        for (phrase, name) in rows(UNITS_TABLE) {
            assert!(class(name).is_some(), "{phrase}: {name}");
        }
        for (phrase, name) in rows(BEFORE_TABLE).chain(rows(AFTER_TABLE)) {
            assert!(role(name).is_some(), "{phrase}: {name}");
        }
    }
}
