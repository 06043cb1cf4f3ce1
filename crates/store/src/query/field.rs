//! Fields of the query language and what their values mean: `lexicon/fields.tsv`, `lexicon/values.tsv`.

use crate::error::{Error, ErrorKind, Result};
use crate::filter::{citation_key, days, region};
use crate::index::{Numbers, Terms, Words, day_number};
use crate::province;

use super::Node;

const FIELDS: &str = include_str!("../../lexicon/fields.tsv");
const VALUES: &str = include_str!("../../lexicon/values.tsv");

/// A field of the query language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// One whose words are searched.
    Words(Words),
    Province,
    Region,
    Year,
    Number,
    Cites,
    Due,
    Kind,
    Has,
}

/// The field of a name, typed with or without marks, in any case.
pub(super) fn find(name: &str) -> Option<Field> {
    let wanted = form(name);
    let english = rows(FIELDS).find_map(|cells| {
        let [field, names] = cells[..] else {
            return None;
        };
        names
            .split(';')
            .any(|name| form(name) == wanted)
            .then_some(field)
    })?;
    Some(match english {
        "lead" => Field::Words(Words::Lead),
        "partner" => Field::Words(Words::Partner),
        "heading" => Field::Words(Words::Heading),
        "output" => Field::Words(Words::Output),
        "title" => Field::Words(Words::Title),
        "issuer" => Field::Words(Words::Issuer),
        "province" => Field::Province,
        "region" => Field::Region,
        "year" => Field::Year,
        "number" => Field::Number,
        "cites" => Field::Cites,
        "due" => Field::Due,
        "kind" => Field::Kind,
        "has" => Field::Has,
        _ => return None,
    })
}

/// The English names of all fields.
pub(super) fn names() -> String {
    let names: Vec<&str> = rows(FIELDS)
        .filter_map(|cells| cells.first().copied())
        .collect();
    names.join(", ")
}

/// What a value of a field asks for.
pub(super) fn test(field: Field, value: &str) -> Result<Node> {
    let wrong = |message: String, hint: &str| {
        Err(Error::new(ErrorKind::Query, message).with_hint(hint.to_owned()))
    };
    Ok(match field {
        Field::Words(_) => Node::All,
        Field::Province => {
            let name = value.replace('_', " ");
            Node::Any(Terms::Province, province::terms_for(&name)?)
        }
        Field::Region => {
            let name = value.replace('_', " ");
            let codes = region(&name)?.codes.iter().map(ToString::to_string);
            Node::Any(Terms::Code, codes.collect())
        }
        Field::Year => {
            let ends = match value.split_once("..") {
                None => year(value).map(|year| (year, year)),
                Some((first, last)) => end(first, 0, year).zip(end(last, 9999, year)),
            };
            let Some((first, last)) = ends.filter(|(first, last)| first <= last) else {
                return wrong(
                    format!("{value} is no year"),
                    "write year:2025 or year:2024..2026",
                );
            };
            Node::Between(Numbers::Year, first, last)
        }
        Field::Number => Node::Any(Terms::Number, vec![crate::catalog::number_key(value)]),
        Field::Cites => {
            let key = vec![citation_key(value)];
            Node::Or(vec![
                Node::Any(Terms::Cites, key.clone()),
                Node::Any(Terms::Basis, key),
            ])
        }
        Field::Due => {
            let first = |text: &str| days(text).and_then(|(first, _)| day_number(&first));
            let last = |text: &str| days(text).and_then(|(_, last)| day_number(&last));
            let ends = match value.split_once("..") {
                None => first(value).zip(last(value)),
                Some((from, to)) => end(from, 0, first).zip(end(to, 99_999_999, last)),
            };
            let Some((first, last)) = ends.filter(|(first, last)| first <= last) else {
                return wrong(
                    format!("{value} is no time"),
                    "write due:2026-06-30, due:2026-06, due:2026-Q2, due:2026 or due:2025..2026",
                );
            };
            Node::Between(Numbers::Day, first, last)
        }
        Field::Kind | Field::Has => {
            let (name, terms) = match field {
                Field::Kind => ("kind", Terms::Kind),
                _ => ("has", Terms::Has),
            };
            let wanted = form(value);
            let found = rows(VALUES).find_map(|cells| match cells[..] {
                [of, meant, names]
                    if of == name && names.split(';').any(|name| form(name) == wanted) =>
                {
                    Some(meant)
                }
                _ => None,
            });
            let Some(found) = found else {
                let all: Vec<&str> = rows(VALUES)
                    .filter_map(|cells| match cells[..] {
                        [of, meant, _] if of == name => Some(meant),
                        _ => None,
                    })
                    .collect();
                return wrong(
                    format!("{name}: knows no {value}"),
                    &format!("it is one of {}", all.join(", ")),
                );
            };
            Node::Any(terms, vec![found.to_owned()])
        }
    })
}

/// An end of a range; open when nothing is said.
fn end(text: &str, open: u64, read: impl Fn(&str) -> Option<u64>) -> Option<u64> {
    if text.trim().is_empty() {
        return Some(open);
    }
    read(text)
}

fn year(text: &str) -> Option<u64> {
    let text = text.trim();
    (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.skip(1).map(|line| line.split('\t').collect())
}

/// The form in which names are compared.
fn form(name: &str) -> String {
    normalize::fold(name.trim()).replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_a_field_and_no_name_is_twice() {
        let mut seen = Vec::new();
        for cells in rows(FIELDS) {
            assert!(find(cells[0]).is_some(), "{cells:?}");
            for name in cells[1].split(';') {
                assert_eq!(find(name), find(cells[0]), "{name}");
                assert!(!seen.contains(&form(name)), "{name}");
                seen.push(form(name));
            }
        }
        assert_eq!(find("CHỦ_TRÌ"), Some(Field::Words(Words::Lead)));
        assert_eq!(find("chu_tri"), Some(Field::Words(Words::Lead)));
        assert_eq!(find("hoạch"), None);
    }

    #[test]
    fn values() {
        for (field, value, expected) in [
            (Field::Year, "2025", Some((2025, 2025))),
            (Field::Year, "2024..2026", Some((2024, 2026))),
            (Field::Year, "2024..", Some((2024, 9999))),
            (Field::Year, "25", None),
            (Field::Year, "2026..2024", None),
            (Field::Due, "2026-Q2", Some((20_260_401, 20_260_630))),
            (Field::Due, "2026-06", Some((20_260_601, 20_260_630))),
            (Field::Due, "2025..2026", Some((20_250_101, 20_261_231))),
            (Field::Due, "..30/6/2025", Some((0, 20_250_630))),
            (Field::Due, "mai", None),
        ] {
            let found = match test(field, value) {
                Ok(Node::Between(_, first, last)) => Some((first, last)),
                _ => None,
            };
            assert_eq!(found, expected, "{value}");
        }
        for value in ["task", "nhiệm_vụ", "nhiem vu", "NHIỆM VỤ"] {
            assert_eq!(
                test(Field::Kind, value).unwrap(),
                Node::Any(Terms::Kind, vec!["task".to_owned()])
            );
        }
        assert!(test(Field::Kind, "thing").is_err());
    }
}
