//! The tables about names, read once.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::name::{expand, tokens};
use crate::lexicon::rows;

/// Where a body of a head is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    Province,
    Issuer,
    Central,
}

pub(super) struct Tables {
    /// By capitals: what must stand before (`alone`: nothing, and nothing behind), and the words.
    short: HashMap<String, Vec<(String, Vec<String>)>>,
    heads: Vec<(String, Reach)>,
    same: HashMap<String, String>,
    pub(super) join: Vec<String>,
    pub(super) and: Vec<String>,
    pub(super) not_department: Vec<String>,
    pub(super) province_words: Vec<String>,
    pub(super) roles: Vec<String>,
    pub(super) many: Vec<String>,
    pub(super) parents: Vec<String>,
    pub(super) below: Vec<String>,
}

const ALONE: &str = "alone";

pub(super) static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables {
        short: HashMap::new(),
        heads: Vec::new(),
        same: HashMap::new(),
        join: Vec::new(),
        and: Vec::new(),
        not_department: Vec::new(),
        province_words: Vec::new(),
        roles: Vec::new(),
        many: Vec::new(),
        parents: Vec::new(),
        below: Vec::new(),
    };
    for [does, word, _] in rows(include_str!("../../lexicon/body_words.tsv")) {
        let list = match does {
            "join" => &mut tables.join,
            "and" => &mut tables.and,
            "not_sở" => &mut tables.not_department,
            "province" => &mut tables.province_words,
            "role" => &mut tables.roles,
            "many" => &mut tables.many,
            "parent" => &mut tables.parents,
            _ => &mut tables.below,
        };
        list.push(form(word, &[]).join(" "));
    }
    let and = tables.and.clone();
    for [after, short, full] in rows(include_str!("../../lexicon/body_abbreviations.tsv")) {
        let forms = tables.short.entry(short.to_owned()).or_default();
        forms.push((normalize::key(after), form(full, &and)));
    }
    for [head, reach, _] in rows(include_str!("../../lexicon/body_heads.tsv")) {
        let reach = match reach {
            "province" => Reach::Province,
            "issuer" => Reach::Issuer,
            _ => Reach::Central,
        };
        tables.heads.push((form(head, &and).join(" "), reach));
    }
    for [name, also, _] in rows(include_str!("../../lexicon/body_same.tsv")) {
        let written = |tables: &Tables, text: &str| {
            let mut words = tokens(text);
            expand(&mut words, tables);
            let words: Vec<String> = words.into_iter().map(|word| word.text).collect();
            let kept: Vec<String> = words.into_iter().filter(|w| !and.contains(w)).collect();
            kept.join(" ")
        };
        let to = written(&tables, name);
        for other in also.split(';') {
            let from = written(&tables, other);
            tables.same.insert(from, to.clone());
        }
    }
    tables
});

fn form(text: &str, and: &[String]) -> Vec<String> {
    tokens(text)
        .into_iter()
        .map(|token| token.text)
        .filter(|text| !and.contains(text))
        .collect()
}

impl Tables {
    /// What a short form stands for, by the word before it.
    pub(super) fn full(
        &self,
        capitals: &str,
        before: Option<&str>,
        alone: bool,
    ) -> Option<&[String]> {
        let forms = self.short.get(capitals)?;
        let fits = |wanted: &str| forms.iter().find(|(after, _)| after == wanted);
        let form = before
            .and_then(fits)
            .or_else(|| alone.then(|| fits(ALONE)).flatten())
            .or_else(|| fits(""))?;
        Some(&form.1)
    }

    /// The reach of the longest head that words begin with, and its number of words.
    pub(super) fn reach(&self, words: &[&str]) -> Option<(Reach, usize)> {
        let heads = self.heads.iter();
        heads
            .filter(|(head, _)| super::starts(words, head))
            .map(|(head, reach)| (*reach, head.split(' ').count()))
            .max_by_key(|(_, length)| *length)
    }

    /// The name that stands for those that mean the same.
    pub(super) fn same(&self, name: String) -> String {
        self.same.get(&name).cloned().unwrap_or(name)
    }

    /// Whether a name is one of several bodies together that is printed without `các`.
    pub(super) fn is_several(&self, words: &[&str]) -> bool {
        let same = self.same.get(&words.join(" "));
        same.is_some_and(|same| {
            self.many
                .iter()
                .any(|m| same.split(' ').any(|word| word == m))
        })
    }
}
