//! The tables behind the grammar of owners, compiled once.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::token::{Tokens, Word, lex};

/// A phrase and its value.
type Entry<T> = (Box<[Word]>, T);

/// Phrases with a value each; the longest that stands at a place is found.
pub(crate) struct Phrases<T> {
    by_first: FxHashMap<Word, Vec<Entry<T>>>,
}

impl<T: Copy> Phrases<T> {
    /// Phrases in canonical form (lower case, a mark is a word of its own).
    pub(crate) fn new<'a>(rows: impl Iterator<Item = (&'a str, T)>) -> Phrases<T> {
        let mut by_first: FxHashMap<Word, Vec<Entry<T>>> = FxHashMap::default();
        let mut list = vec![];
        for (phrase, value) in rows {
            list.clear();
            lex(phrase, &mut list);
            let words: Box<[Word]> = list.iter().map(|token| token.word).collect();
            if let Some(first) = words.first() {
                by_first.entry(*first).or_default().push((words, value));
            }
        }
        for same_first in by_first.values_mut() {
            same_first.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Phrases { by_first }
    }

    /// Length in tokens and value of the longest phrase at token `i`.
    pub(crate) fn at(&self, tokens: Tokens<'_>, i: usize) -> Option<(usize, T)> {
        let rows = self.by_first.get(&tokens.get(i)?.word)?;
        let (words, value) = rows.iter().find(|(words, _)| tokens.at(i, words))?;
        Some((words.len(), *value))
    }
}

/// The rows of a table: no comments, no head line.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = &str> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .skip(1)
}

/// What a head word says about the name behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// One syllable, a name only before a capital: `Sở Y tế`, not `sở hữu`.
    Short,
    /// A name with a capital or a place behind it: `Trung tâm Y tế`.
    Unit,
    /// A name by itself that is never complete alone: `UBND`.
    Open,
    /// Complete as it stands: `Tỉnh ủy`.
    Whole,
    /// A person by office: `Giám đốc`.
    Role,
    /// A kind of body: `đơn vị`.
    Weak,
    /// Looks like a head and is none: `ban hành`.
    Not,
}

/// A row of `org_heads.tsv`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    pub class: Class,
    /// `các` before it makes a group of bodies.
    pub noun: bool,
}

/// How a phrase of running text bears on the name before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    /// What an owner is told to do: `chủ trì`, `có trách nhiệm`.
    Duty,
    /// Another main verb: `rà soát`.
    Main,
    /// The same, and may name what a body is for: `Trung tâm Xúc tiến …`.
    Naming,
    /// Hands the work to the body behind it: `giao`.
    Command,
    /// May still describe a body: `quản lý`.
    Relative,
    /// Describes a body, and is no assignment: `được`.
    Passive,
    /// Opens an adverbial of the subject: `theo`.
    Setting,
    /// Says what is, not what to do: `đạt`.
    State,
    /// Ends a name without being a verb: `để`.
    Stop,
    /// Part of names, whatever its words are: `giáo dục thường xuyên`.
    Name,
}

/// Words that begin the name of a body.
pub(super) static HEADS: LazyLock<Phrases<Head>> = LazyLock::new(|| {
    Phrases::new(
        rows(include_str!("../../lexicon/org_heads.tsv")).filter_map(|row| {
            let mut fields = row.split('\t');
            let phrase = fields.next()?;
            let class = match fields.next()? {
                "short" => Class::Short,
                "unit" => Class::Unit,
                "open" => Class::Open,
                "whole" => Class::Whole,
                "role" => Class::Role,
                "weak" => Class::Weak,
                _ => Class::Not,
            };
            let noun = fields.next() == Some("+");
            Some((phrase, Head { class, noun }))
        }),
    )
});

/// Phrases that end a name in running text.
pub(super) static VERBS: LazyLock<Phrases<Verb>> = LazyLock::new(|| {
    Phrases::new(
        rows(include_str!("../../lexicon/org_verbs.tsv")).filter_map(|row| {
            let (phrase, class) = row.split_once('\t')?;
            let class = match class {
                "duty" => Verb::Duty,
                "naming" => Verb::Naming,
                "command" => Verb::Command,
                "relative" => Verb::Relative,
                "passive" => Verb::Passive,
                "setting" => Verb::Setting,
                "state" => Verb::State,
                "stop" => Verb::Stop,
                "name" => Verb::Name,
                _ => Verb::Main,
            };
            Some((phrase, class))
        }),
    )
});

/// What departments and ministries are for: the complete name behind `Sở` or `Bộ`.
pub(super) static NAMES: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::new(rows(include_str!("../../lexicon/org_names.tsv")).map(|n| (n, ())))
});

/// How a word that is no verb goes on a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tail {
    /// Part of the name, which may end behind it: `công lập`.
    Closed,
    /// Nouns of any kind follow: `thuộc lĩnh vực …`.
    Open,
}

/// Lower-case words that go on a name behind its head: a closed class, unlike the verbs.
pub(super) static TAILS: LazyLock<Phrases<Tail>> = LazyLock::new(|| {
    Phrases::new(
        rows(include_str!("../../lexicon/org_tails.tsv")).filter_map(|row| {
            let (phrase, class) = row.split_once('\t')?;
            let class = match class {
                "open" => Tail::Open,
                _ => Tail::Closed,
            };
            Some((phrase, class))
        }),
    )
});
