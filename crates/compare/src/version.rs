//! Which plans are versions of one another.
//!
//! Five kinds of evidence link two plans:
//!
//! * one names the number of the other as replaced (`Kế hoạch này thay thế Kế hoạch số …`), in the same province;
//! * the same, but its title says that it only changes the other (`sửa đổi, bổ sung`);
//! * both have one number, one issuer and one year of issue: prints of one document;
//! * one has no number yet, and issuer and title are the same: a draft (dự thảo);
//! * neither has a number, and issuer, title and year are the same: prints or drafts of one document.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use plan::TextOrigin;
use serde::Serialize;

use crate::card::Card;
use crate::lexicon::rows;

/// How a newer plan stands to an older one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The older is no longer in force.
    Replaces,
    /// The older stays in force, changed.
    Amends,
    /// Two prints of one document; `newer` is the one of the later date, else the one whose text was not recognised
    /// from images, else the one that comes later in the library.
    SameNumber,
    /// The older has no number yet.
    FinalOf,
    /// Neither has a number: prints or drafts of one document, ordered as those of [`Relation::SameNumber`].
    SameTitle,
}

impl Relation {
    /// As it is told of the newer, then of the older.
    pub fn told(self) -> (&'static str, &'static str) {
        match self {
            Relation::Replaces => ("replaces", "replaced by"),
            Relation::Amends => ("amends", "amended by"),
            Relation::SameNumber => ("same number as", "same number as"),
            Relation::FinalOf => ("final text of", "draft of"),
            Relation::SameTitle => ("same title as", "same title as"),
        }
    }
}

/// Two plans of which one follows the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Id of the newer.
    pub newer: String,
    /// Id of the older.
    pub older: String,
    /// How they stand to each other.
    pub relation: Relation,
}

/// What of a card is compared, in the form in which it is.
struct Keys {
    number: Option<String>,
    issuer: Option<String>,
    title: Option<String>,
}

impl Keys {
    fn of(card: &Card) -> Keys {
        Keys {
            number: card.number.as_deref().map(number_key),
            issuer: card.issuer.as_deref().map(normalize::match_form),
            title: card.title.as_deref().map(normalize::match_form),
        }
    }
}

/// An issuer, and the name and code of its province.
type Body<'c> = (&'c str, Option<(&'c str, &'c str)>);

/// The links between plans, by the place of the newer and then of the older in `cards`.
pub fn links(cards: &[Card]) -> Vec<Link> {
    let keys: Vec<Keys> = cards.iter().map(Keys::of).collect();
    let mut by_number: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_body: BTreeMap<Body<'_>, Vec<usize>> = BTreeMap::new();
    for (at, (card, key)) in cards.iter().zip(&keys).enumerate() {
        if let Some(number) = &key.number {
            by_number.entry(number).or_default().push(at);
        }
        if let Some(issuer) = &key.issuer {
            let province = card.province.as_ref();
            let place = province.map(|p| (p.name.as_str(), p.code.as_str()));
            by_body.entry((issuer, place)).or_default().push(at);
        }
    }
    let mut links: BTreeMap<(usize, usize), Relation> = BTreeMap::new();
    for (newer, card) in cards.iter().enumerate() {
        for number in &card.replaces {
            let candidates = by_number.get(number_key(number).as_str());
            let candidates = candidates.map_or(&[][..], Vec::as_slice);
            for older in replaced(cards, &keys, newer, candidates) {
                let relation = if amends(card) {
                    Relation::Amends
                } else {
                    Relation::Replaces
                };
                links.entry((newer, older)).or_insert(relation);
            }
        }
    }
    for group in by_body.values() {
        for (at, &a) in group.iter().enumerate() {
            for &b in group.iter().skip(at + 1) {
                if links.contains_key(&(a, b)) || links.contains_key(&(b, a)) {
                    continue;
                }
                let same_title = keys[a].title.is_some() && keys[a].title == keys[b].title;
                let age = |at: usize| (&cards[at].issued_on, Reverse(is_recognised(&cards[at])));
                let by_age = if age(a) > age(b) { (a, b) } else { (b, a) };
                let year = same_year(&cards[a], &cards[b]);
                let link = match (&keys[a].number, &keys[b].number) {
                    (Some(one), Some(other)) if one == other => {
                        let same = year.unwrap_or(same_title);
                        same.then_some((by_age, Relation::SameNumber))
                    }
                    (None, None) if same_title && year != Some(false) => {
                        Some((by_age, Relation::SameTitle))
                    }
                    (Some(_), None) if same_title => Some(((a, b), Relation::FinalOf)),
                    (None, Some(_)) if same_title => Some(((b, a), Relation::FinalOf)),
                    _ => None,
                };
                links.extend(link);
            }
        }
    }
    links
        .into_iter()
        .map(|((newer, older), relation)| Link {
            newer: cards[newer].id.clone(),
            older: cards[older].id.clone(),
            relation,
        })
        .collect()
}

/// Ids of the plans that are older than another by one of some relations.
pub fn older<'l>(links: &'l [Link], by: &[Relation]) -> HashSet<&'l str> {
    let links = links.iter().filter(|link| by.contains(&link.relation));
    links.map(|link| link.older.as_str()).collect()
}

fn is_recognised(card: &Card) -> bool {
    matches!(card.text_origin, TextOrigin::Ocr | TextOrigin::Mixed)
}

/// Of the plans with the number that one names as replaced, those that it means.
fn replaced(cards: &[Card], keys: &[Keys], newer: usize, candidates: &[usize]) -> Vec<usize> {
    let card = &cards[newer];
    let candidates: Vec<usize> = candidates
        .iter()
        .copied()
        .filter(|&at| at != newer && before(&cards[at], card))
        .collect();
    let same_name = |at: &usize| match (&card.province, &cards[*at].province) {
        (Some(a), Some(b)) => a.name == b.name,
        _ => keys[newer].issuer.is_some() && keys[newer].issuer == keys[*at].issuer,
    };
    let named: Vec<usize> = candidates.iter().copied().filter(same_name).collect();
    if !named.is_empty() {
        return latest(cards, named);
    }
    // After a merger the number may be that of one of the provinces that were merged, when only one has it.
    let merged: Vec<usize> = candidates
        .into_iter()
        .filter(|at| match (&card.province, &cards[*at].province) {
            (Some(a), Some(b)) => a.current_code == b.current_code,
            _ => false,
        })
        .collect();
    if merged.len() == 1 {
        merged
    } else {
        Vec::new()
    }
}

/// Numbers begin anew each year: of several plans the last one is meant.
fn latest(cards: &[Card], candidates: Vec<usize>) -> Vec<usize> {
    let last = candidates.iter().map(|&at| &cards[at].issued_on).max();
    let last = last.cloned().flatten();
    candidates
        .into_iter()
        .filter(|&at| cards[at].issued_on == last)
        .collect()
}

fn before(older: &Card, newer: &Card) -> bool {
    match (&older.issued_on, &newer.issued_on) {
        (Some(a), Some(b)) => {
            let length = a.len().min(b.len());
            a.get(..length) <= b.get(..length)
        }
        _ => true,
    }
}

/// Whether two plans are of one year; none when a date is missing.
fn same_year(a: &Card, b: &Card) -> Option<bool> {
    let year = |card: &Card| {
        let date = card.issued_on.as_deref()?;
        date.get(..4).map(str::to_owned)
    };
    Some(year(a)? == year(b)?)
}

/// The form in which numbers are compared: lower case, no blanks, no leading zeros.
fn number_key(number: &str) -> String {
    let key: String = normalize::key(number).split_whitespace().collect();
    key.trim_start_matches('0').to_owned()
}

fn amends(card: &Card) -> bool {
    static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
        rows(include_str!("../lexicon/amending_words.tsv"))
            .map(|[words, ..]| normalize::match_form(words))
            .collect()
    });
    let title = card.title.as_deref().map(normalize::match_form);
    title.is_some_and(|title| WORDS.iter().any(|words| title.contains(words.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `id number province date title replaces`, separated by `|`; `-` for none, one more for a scan. The issuer is
    /// that of the number.
    fn cards(lines: &[&str]) -> Vec<Card> {
        let card = |line: &&str| {
            let cells: Vec<_> = line.split('|').collect();
            let some = |at: usize| (cells[at] != "-").then(|| cells[at].to_owned());
            Card {
                id: cells[0].to_owned(),
                number: some(1),
                symbol: None,
                kind: None,
                issuer: Some("Ủy ban nhân dân tỉnh".to_owned()),
                title: some(4),
                province: some(2)
                    .and_then(|name| plan::province::resolve(&name, some(3).as_deref())),
                issued_on: some(3),
                replaces: some(5).into_iter().collect(),
                file_name: String::new(),
                text_origin: match cells.get(6) {
                    Some(_) => TextOrigin::Ocr,
                    None => TextOrigin::Digital,
                },
            }
        };
        lines.iter().map(card).collect()
    }

    fn linked(lines: &[&str]) -> String {
        let links = links(&cards(lines));
        let told: Vec<_> = links
            .iter()
            .map(|link| format!("{} {} {}", link.newer, link.relation.told().0, link.older))
            .collect();
        told.join("; ")
    }

    #[test]
    fn plans_follow_each_other() {
        for (lines, told) in [
            // The number of another province is another plan's.
            (
                vec![
                    "a|09/KH-UBND|Thanh Hóa|2025-01-16|x|-",
                    "b|09/KH-UBND|Nghệ An|2025-01-10|x|-",
                    "c|168/KH-UBND|Thanh Hóa|2025-08-22|y|9/KH-UBND",
                ],
                "c replaces a",
            ),
            (
                vec![
                    "a|09/KH-UBND|Thanh Hóa|2025-01-16|x|-",
                    "c|168/KH-UBND|Thanh Hóa|2025-08-22|Sửa đổi, bổ sung Kế hoạch x|09/KH-UBND",
                ],
                "c amends a",
            ),
            // Numbers begin anew each year.
            (
                vec![
                    "a|09/KH-UBND|Huế|2024-01-16|x|-",
                    "b|09/KH-UBND|Huế|2025-01-16|y|-",
                    "c|20/KH-UBND|Huế|2025-08-22|z|09/KH-UBND",
                    "d|09/KH-UBND|Huế|2026-01-16|z|-",
                ],
                "c replaces b",
            ),
            // Two prints of one document.
            (
                vec![
                    "a|9/KH-UBND|Huế|2025-03-01|x|-",
                    "b|9/KH-UBND|Huế|2025-02-01|x|-",
                ],
                "a same number as b",
            ),
            (
                vec![
                    "a|9/KH-UBND|Huế|2025-03-01|x|-",
                    "b|9/KH-UBND|Huế|2025-03-01|x|-|scan",
                ],
                "a same number as b",
            ),
            // A draft.
            (
                vec![
                    "a|-|Huế|2025|Y tế số|-",
                    "b|9/KH-UBND|Huế|2025-02-01|y tế  số|-",
                ],
                "b final text of a",
            ),
            (
                vec!["a|-|Huế|2025|x|-", "b|9/KH-UBND|Huế|2025-02-01|y|-"],
                "",
            ),
            (
                vec![
                    "a|-|Huế|2025-03|x|-",
                    "b|-|Huế|2025|x|-",
                    "c|-|Huế|2024|x|-",
                ],
                "a same title as b",
            ),
            // After a merger.
            (
                vec![
                    "a|5/KH-UBND|Vĩnh Phúc|2025-03-01|x|-",
                    "b|7/KH-UBND|Phú Thọ|2025-09-01|y|5/KH-UBND",
                ],
                "b replaces a",
            ),
            (
                vec![
                    "a|5/KH-UBND|Vĩnh Phúc|2025-03-01|x|-",
                    "b|5/KH-UBND|Hòa Bình|2025-03-01|x|-",
                    "c|7/KH-UBND|Phú Thọ|2025-09-01|y|5/KH-UBND",
                ],
                "",
            ),
            // What is replaced is older.
            (
                vec![
                    "a|5/KH-UBND|Huế|2025-09-01|x|-",
                    "b|7/KH-UBND|Huế|2025-03-01|y|5/KH-UBND",
                ],
                "",
            ),
        ] {
            assert_eq!(linked(&lines), told, "{lines:?}");
        }
    }
}
