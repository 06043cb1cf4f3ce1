//! The vocabulary of citations: kinds of documents, codes of kinds and of issuers, names of issuers.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::token::{Case, Tokens, Word, lex};

/// A kind of document (`lexicon/doctypes.tsv`).
pub(super) struct Kind {
    /// Name in sentence case.
    pub name: &'static str,
    words: Vec<Word>,
    codes: Vec<Word>,
    /// Its numbers can have the form `15/2023/QH15`.
    pub law: bool,
    /// It has no code of its own.
    pub letter: bool,
    /// A programme's name often follows it, with digits in it.
    pub programme: bool,
    any: bool,
    title: bool,
}

impl Kind {
    /// Length of its name in tokens.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether a code in a number says the same.
    pub(super) fn agrees(&self, code: Word) -> bool {
        self.any || self.codes.contains(&code)
    }
}

/// A code of `lexicon/issuers.tsv`.
#[derive(Clone, Copy)]
pub(super) struct Issuer {
    code: &'static str,
    /// A body whose numbers run through the whole country.
    pub central: bool,
}

struct Name {
    words: Vec<Word>,
    open: bool,
}

struct Lexicon {
    /// The longest first.
    kinds: Vec<Kind>,
    codes: FxHashMap<Word, &'static str>,
    issuers: FxHashMap<Word, Issuer>,
    /// By first word, the longest first.
    names: FxHashMap<Word, Vec<Name>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut kinds = vec![];
    let mut codes = FxHashMap::default();
    for [name, cell, flags] in rows(include_str!("../../lexicon/doctypes.tsv")) {
        let mut own = vec![];
        for code in list(cell) {
            let text = code.trim_matches(['[', ']']);
            let word = word_of(text);
            own.push(word);
            codes.entry(word).or_insert(text);
        }
        let flag = |flag| list(flags).any(|f| f == flag);
        kinds.push(Kind {
            name,
            words: words(name),
            codes: own,
            law: flag("law"),
            letter: flag("letter"),
            programme: flag("programme"),
            any: flag("any"),
            title: !flag("text"),
        });
    }
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.words.len()));
    let mut issuers = FxHashMap::default();
    let mut names: FxHashMap<Word, Vec<Name>> = FxHashMap::default();
    for [cell, printed, flags] in rows(include_str!("../../lexicon/issuers.tsv")) {
        let flag = |flag| list(flags).any(|f| f == flag);
        for (at, code) in list(cell).enumerate() {
            let central = flag("central") || flag("ministry") && at == 0;
            issuers
                .entry(word_of(code))
                .or_insert(Issuer { code, central });
        }
        for name in list(printed) {
            let words = words(name);
            if let Some(first) = words.first() {
                names.entry(*first).or_default().push(Name {
                    open: flag("open"),
                    words,
                });
            }
        }
    }
    for list in names.values_mut() {
        list.sort_by_key(|name| std::cmp::Reverse(name.words.len()));
    }
    Lexicon {
        kinds,
        codes,
        issuers,
        names,
    }
});

fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 3]> {
    let lines = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    })
}

fn list(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(';').filter(|item| !item.is_empty())
}

fn words(text: &str) -> Vec<Word> {
    let mut tokens = vec![];
    lex(text, &mut tokens);
    tokens.iter().map(|token| token.word).collect()
}

/// The word of a code, whatever its case.
pub(super) fn word_of(code: &str) -> Word {
    Word::literal(&code.to_lowercase())
}

/// The code of a kind of document in its usual spelling.
pub(super) fn code(word: Word) -> Option<&'static str> {
    LEXICON.codes.get(&word).copied()
}

/// The code of an issuer.
pub(super) fn issuer(word: Word) -> Option<Issuer> {
    LEXICON.issuers.get(&word).copied()
}

/// A code of either sort in its usual spelling.
pub(super) fn spelling(word: Word) -> Option<&'static str> {
    code(word).or_else(|| issuer(word).map(|issuer| issuer.code))
}

/// The kind whose name ends before token `end`, and its first token.
pub(super) fn kind_before(tokens: Tokens<'_>, end: usize) -> Option<(usize, &'static Kind)> {
    LEXICON.kinds.iter().find_map(|kind| {
        let from = end.checked_sub(kind.words.len())?;
        // `pháp luật` is no law.
        let name = tokens.at(from, &kind.words)
            && !(kind.name == "Luật" && tokens.get(from).is_some_and(|t| t.case == Case::Lower));
        name.then_some((from, kind))
    })
}

/// The kind whose name begins at token `from`, and its length in tokens.
pub(super) fn kind_from(tokens: Tokens<'_>, from: usize) -> Option<(usize, &'static Kind)> {
    let kind = LEXICON
        .kinds
        .iter()
        .find(|kind| tokens.at(from, &kind.words))?;
    Some((kind.words.len(), kind))
}

/// Name of the kind that a title line names at token `from`, and its length in tokens.
pub(super) fn title_kind(tokens: Tokens<'_>, from: usize) -> Option<(&'static str, usize)> {
    let mut kinds = LEXICON.kinds.iter().filter(|kind| kind.title);
    let kind = kinds.find(|kind| tokens.at(from, &kind.words))?;
    Some((kind.name, kind.words.len()))
}

/// Length in tokens of the issuer's name at token `from`, and whether it is open: small letters
/// behind it may belong to it.
pub(super) fn name_at(tokens: Tokens<'_>, from: usize) -> Option<(usize, bool)> {
    let names = LEXICON.names.get(&tokens.get(from)?.word)?;
    let name = names.iter().find(|name| tokens.at(from, &name.words))?;
    Some((name.words.len(), name.open))
}

/// The kind that a text names, and nothing else.
pub(super) fn kind_named(text: &str) -> Option<&'static Kind> {
    let words = words(text);
    LEXICON.kinds.iter().find(|kind| kind.words == words)
}
