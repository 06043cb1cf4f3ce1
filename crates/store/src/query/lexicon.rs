//! Abbreviations and what they stand for: `lexicon/abbreviations.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::words::Clump;
use crate::index::{Forms, tokens};

const TABLE: &str = include_str!("../../lexicon/abbreviations.tsv");

/// A form or a reading.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) text: &'static str,
    /// Exact forms of its words.
    pub(super) words: Vec<String>,
    /// A form that is also an ordinary word.
    ordinary: bool,
}

/// Wordings that mean the same.
struct Row {
    members: Vec<Member>,
}

/// Words of a query that are a member of a row.
pub(super) struct Found {
    /// How many clumps they are.
    pub(super) clumps: usize,
    /// The other wordings.
    pub(super) others: Vec<&'static Member>,
}

struct Lexicon {
    rows: Vec<Row>,
    /// From the folded words of a member to the rows and members that have them.
    places: FxHashMap<String, Vec<(usize, usize)>>,
    longest: usize,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon {
        rows: Vec::new(),
        places: FxHashMap::default(),
        longest: 0,
    };
    for line in TABLE.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let mut cells = line.split('\t');
        let mut members = Vec::new();
        let ordinary = line.ends_with("\tyes");
        for (at, cell) in cells.by_ref().take(2).enumerate() {
            for text in cell
                .split(';')
                .map(str::trim)
                .filter(|text| !text.is_empty())
            {
                let forms: Vec<Forms> = tokens(text).map(|run| Forms::of(run.word)).collect();
                lexicon.longest = lexicon.longest.max(forms.len());
                let place = (lexicon.rows.len(), members.len());
                lexicon
                    .places
                    .entry(folded(forms.iter()))
                    .or_default()
                    .push(place);
                let words = forms.into_iter().map(|forms| forms.exact).collect();
                members.push(Member {
                    text,
                    words,
                    ordinary: ordinary && at == 0,
                });
            }
        }
        lexicon.rows.push(Row { members });
    }
    lexicon
});

fn folded<'a>(forms: impl Iterator<Item = &'a Forms>) -> String {
    forms
        .map(|forms| {
            if forms.folded.is_empty() {
                &forms.exact
            } else {
                &forms.folded
            }
        })
        .fold(String::new(), |mut all, word| {
            all.push_str(word);
            all.push(' ');
            all
        })
}

/// The longest beginning of `clumps` that is a member of a row. `shouting`: the whole query is in capitals, which
/// then tell nothing.
pub(super) fn longest(clumps: &[Clump<'_>], shouting: bool) -> Option<Found> {
    let lexicon: &'static Lexicon = &LEXICON;
    let mut words = 0;
    let mut best = None;
    for (at, clump) in clumps.iter().enumerate() {
        words += clump.words.len();
        if words > lexicon.longest {
            break;
        }
        let typed = clumps.get(..=at)?;
        if let Some(others) = lexicon.others(typed, shouting) {
            best = Some(Found {
                clumps: at + 1,
                others,
            });
        }
    }
    best
}

impl Lexicon {
    /// The other wordings of `typed`, none when it is no member.
    fn others(&'static self, typed: &[Clump<'_>], shouting: bool) -> Option<Vec<&'static Member>> {
        let typed_words: Vec<_> = typed.iter().flat_map(|clump| &clump.words).collect();
        let forms: Vec<Forms> = typed_words
            .iter()
            .map(|word| Forms::of(&word.exact))
            .collect();
        let capitals = !shouting
            && typed
                .iter()
                .all(|clump| !clump.text.chars().any(char::is_lowercase));
        let mut others: Vec<&'static Member> = Vec::new();
        for &(row, member) in self.places.get(&folded(forms.iter()))? {
            let Some(row) = self.rows.get(row) else {
                continue;
            };
            let Some(meant) = row.members.get(member) else {
                continue;
            };
            let spelt = typed_words.iter().zip(&meant.words).all(|(typed, meant)| {
                // Typed with marks, it is a member only with those of the table.
                typed.folded.is_some() || typed.exact == *meant
            });
            if !spelt || meant.ordinary && !capitals {
                continue;
            }
            for other in row
                .members
                .iter()
                .filter(|other| other.words != meant.words && !other.ordinary)
            {
                if !others.iter().any(|known| known.words == other.words) {
                    others.push(other);
                }
            }
        }
        (!others.is_empty()).then_some(others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_is_a_syllable_is_marked() {
        for row in &LEXICON.rows {
            for member in row.members.iter().filter(|member| member.words.len() == 1) {
                let word = normalize::fold(&member.words[0]);
                assert_eq!(
                    normalize::is_syllable(&word),
                    member.ordinary,
                    "{}",
                    member.text
                );
            }
        }
    }

    #[test]
    fn rows_have_forms_and_readings() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "{line}");
            assert!(
                !cells[0].is_empty() && !cells[1].is_empty() && matches!(cells[2], "" | "yes"),
                "{line}"
            );
        }
    }
}
