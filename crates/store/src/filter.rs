//! What narrows a search, a list or an export.
//!
//! A [`Filter`] is what a person asks for, a [`Matcher`] the same understood: it says of a plan and of an item whether
//! they fit. Within one option any value will do, and every option must hold. Names are compared as searches compare
//! them: typed with marks they mean that spelling, without marks every spelling; abbreviations stand for their words.

use std::collections::HashMap;

use plan::{Deadline, Owner, Plan, Section, SectionKind};
use serde::{Deserialize, Serialize};

use crate::catalog::number_key;
use crate::error::{Error, ErrorKind, Result};
use crate::item::{ItemKind, ItemRef};
use crate::province;
use crate::query::Phrase;
use crate::search::holds;
use crate::source::Summary;

/// What an item may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A commitment in numbers.
    Target,
    /// A statement of time.
    Deadline,
    /// A body that answers for it.
    Lead,
}

/// What is asked for. The default asks for nothing, so that everything fits.
///
/// Of the fields of an item, [`kinds`](Filter::kinds) and those that follow speak; the others of its plan. A plan fits when
/// it holds an item that does, or when nothing is asked of items.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Provinces by name or code, as they were or are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub provinces: Vec<String>,
    /// Socio-economic regions (`Đồng bằng sông Hồng`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// Words of the issuing body, or of the one above it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub issuers: Vec<String>,
    /// Years of issue.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<i16>,
    /// Plans by number, or by the beginning of their id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// Numbers of documents that the item, or the plan as its basis, cites.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<String>,
    /// Objectives or tasks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<ItemKind>,
    /// Kinds of the section that the item stands in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub section_kinds: Vec<SectionKind>,
    /// Words of a leading body's name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub leads: Vec<String>,
    /// Words of a partner's name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<String>,
    /// Due before this time, which is not included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_before: Option<String>,
    /// Due after this time, which is not included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_after: Option<String>,
    /// Every day by which the item is due has passed on this day; whether it was done no plan says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overdue_on: Option<String>,
    /// Years or periods (`2030`, `2026-2030`) that the horizon of an objective shares a year with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub horizons: Vec<String>,
    /// What the item must have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub has: Vec<Part>,
    /// What the item must not have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lacks: Vec<Part>,
}

impl Filter {
    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }
}

/// A name to be found in another.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    pub(crate) words: Phrase,
}

impl Name {
    fn parse(text: &str) -> Result<Name> {
        let words = Phrase::parse(text, true)?;
        if words.parts.is_empty() {
            return Err(
                Error::new(ErrorKind::Filter, "a name to filter by is empty")
                    .with_hint("give a word of the name, or leave the option out"),
            );
        }
        Ok(Name { words })
    }

    fn stands_in(&self, text: &str) -> bool {
        holds(text, &self.words.sequences())
    }
}

/// A [`Filter`], understood.
#[derive(Debug, Clone, Default)]
pub struct Matcher {
    /// Terms of [`province::terms_of`]; any must be there.
    pub(crate) provinces: Vec<String>,
    /// Two-digit codes of provinces of today.
    pub(crate) region_codes: Vec<&'static str>,
    pub(crate) issuers: Vec<Name>,
    pub(crate) years: Vec<i16>,
    pub(crate) documents: Vec<String>,
    /// Keys of numbers: [`citation_key`].
    pub(crate) cites: Vec<String>,
    pub(crate) kinds: Vec<ItemKind>,
    pub(crate) section_kinds: Vec<SectionKind>,
    pub(crate) leads: Vec<Name>,
    pub(crate) partners: Vec<Name>,
    /// Due before this day (ISO 8601).
    pub(crate) due_before: Option<String>,
    /// Due after this day (ISO 8601).
    pub(crate) due_after: Option<String>,
    pub(crate) overdue_on: Option<String>,
    /// First and last year.
    pub(crate) horizons: Vec<(i16, i16)>,
    pub(crate) has: Vec<Part>,
    pub(crate) lacks: Vec<Part>,
}

/// The items of a plan that fit, in the order of the plan: objectives, then tasks.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection<'p> {
    /// The items.
    pub items: Vec<ItemRef<'p>>,
}

impl Matcher {
    /// Understands a filter.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NoProvince`], [`ErrorKind::Filter`]: a name, a region or a time that means nothing.
    pub fn new(filter: &Filter) -> Result<Matcher> {
        let names = |names: &[String]| -> Result<Vec<Name>> {
            names.iter().map(|name| Name::parse(name)).collect()
        };
        let mut provinces = Vec::new();
        for name in &filter.provinces {
            provinces.extend(province::terms_for(name)?);
        }
        let mut region_codes = Vec::new();
        for name in &filter.regions {
            region_codes.extend(&region(name)?.codes);
        }
        let horizons = filter.horizons.iter();
        Ok(Matcher {
            provinces,
            region_codes,
            issuers: names(&filter.issuers)?,
            years: filter.years.clone(),
            documents: filter.documents.iter().map(|d| number_key(d)).collect(),
            cites: filter.cites.iter().map(|n| citation_key(n)).collect(),
            kinds: filter.kinds.clone(),
            section_kinds: filter.section_kinds.clone(),
            leads: names(&filter.leads)?,
            partners: names(&filter.partners)?,
            due_before: time(filter.due_before.as_deref(), |(first, _)| first)?,
            due_after: time(filter.due_after.as_deref(), |(_, last)| last)?,
            overdue_on: time(filter.overdue_on.as_deref(), |(first, _)| first)?,
            horizons: horizons.map(|text| horizon(text)).collect::<Result<_>>()?,
            has: filter.has.clone(),
            lacks: filter.lacks.clone(),
        })
    }

    /// Whether anything is asked of items.
    pub fn asks_of_items(&self) -> bool {
        !self.cites.is_empty() || self.asks_beyond_citations()
    }

    fn asks_beyond_citations(&self) -> bool {
        !(self.kinds.is_empty()
            && self.section_kinds.is_empty()
            && self.leads.is_empty()
            && self.partners.is_empty()
            && self.due_before.is_none()
            && self.due_after.is_none()
            && self.overdue_on.is_none()
            && self.horizons.is_empty()
            && self.has.is_empty()
            && self.lacks.is_empty())
    }

    /// What of a plan fits; none when the plan does not. A plan of which no item is asked anything fits without items.
    pub fn select<'p>(&self, plan: &'p Plan) -> Option<Selection<'p>> {
        if !self.fits_plan(&Summary::of(plan), plan.metadata.parent.as_deref()) {
            return None;
        }
        let sections = section_kinds(plan);
        let based = self.is_based(plan);
        let objectives = plan.objectives.iter().map(ItemRef::Objective);
        let tasks = plan.tasks.iter().map(ItemRef::Task);
        let items: Vec<ItemRef<'p>> = objectives
            .chain(tasks)
            .filter(|item| self.fits_item(*item, section_kind(&sections, *item), based))
            .collect();
        let fits = !items.is_empty()
            || !self.asks_of_items()
            // A plan on the basis of a document fits though it may hold no item.
            || (based && !self.asks_beyond_citations());
        fits.then_some(Selection { items })
    }

    /// Whether what is asked of a plan holds. `parent` is the body above the issuer.
    pub(crate) fn fits_plan(&self, summary: &Summary, parent: Option<&str>) -> bool {
        let any_of = |names: &[Name]| {
            let texts = || [summary.issuer.as_deref(), parent].into_iter().flatten();
            names.is_empty()
                || names
                    .iter()
                    .any(|name| texts().any(|text| name.stands_in(text)))
        };
        let in_province = || {
            let terms = province::terms_of(summary);
            self.provinces.iter().any(|wanted| terms.contains(wanted))
        };
        let in_region = || {
            let province = summary.province.as_ref();
            province.is_some_and(|p| self.region_codes.contains(&p.current_code.as_str()))
        };
        let in_year = || year(summary).is_some_and(|year| self.years.contains(&year));
        let named = || {
            let number = summary.number.as_deref().map(number_key);
            let mut wanted = self.documents.iter();
            wanted.any(|w| number.as_ref() == Some(w) || is_beginning(w, &summary.id))
        };
        (self.provinces.is_empty() || in_province())
            && (self.region_codes.is_empty() || in_region())
            && (self.years.is_empty() || in_year())
            && (self.documents.is_empty() || named())
            && any_of(&self.issuers)
    }

    /// Whether what is asked of an item holds. `based`: a legal basis of its plan is cited that is asked for.
    pub(crate) fn fits_item(&self, item: ItemRef<'_>, section: SectionKind, based: bool) -> bool {
        let any_owner = |names: &[Name], owners: &[Owner]| {
            let led = |name: &Name| owners.iter().any(|owner| name.stands_in(&owner.name));
            names.is_empty() || names.iter().any(led)
        };
        let cited = || {
            let mut keys = item.citations().iter().map(|c| citation_key(&c.number));
            based || keys.any(|key| self.cites.contains(&key))
        };
        (self.kinds.is_empty() || self.kinds.contains(&item.kind()))
            && (self.section_kinds.is_empty() || self.section_kinds.contains(&section))
            && self.has.iter().all(|part| item.has(*part))
            && !self.lacks.iter().any(|part| item.has(*part))
            && self.is_due(item.deadlines())
            && self.has_horizon(item)
            && any_owner(&self.leads, item.leads())
            && any_owner(&self.partners, item.partners())
            && (self.cites.is_empty() || cited())
    }

    fn is_due(&self, deadlines: &[Deadline]) -> bool {
        let days = || deadlines.iter().filter_map(|d| d.due.as_deref());
        let between = |day: &str| {
            self.due_before.as_deref().is_none_or(|end| day < end)
                && self.due_after.as_deref().is_none_or(|start| day > start)
        };
        let bounded = self.due_before.is_some() || self.due_after.is_some();
        let overdue = |on: &str| days().max().is_some_and(|last| last < on);
        (!bounded || days().any(between)) && self.overdue_on.as_deref().is_none_or(overdue)
    }

    fn has_horizon(&self, item: ItemRef<'_>) -> bool {
        let shares = |(first, last): (i16, i16)| {
            let mut wanted = self.horizons.iter();
            wanted.any(|&(from, to)| first <= to && from <= last)
        };
        self.horizons.is_empty() || item.horizon().and_then(years).is_some_and(shares)
    }

    /// Whether a legal basis of the plan is cited that is asked for.
    pub(crate) fn is_based(&self, plan: &Plan) -> bool {
        let mut bases = plan.metadata.legal_bases.iter();
        !self.cites.is_empty() && bases.any(|c| self.cites.contains(&citation_key(&c.number)))
    }
}

/// Year of issue.
pub(crate) fn year(summary: &Summary) -> Option<i16> {
    summary.issued_on.as_deref()?.get(..4)?.parse().ok()
}

/// The form in which cited numbers are compared: `57-NQ/TW`, `57 nq tw` and `57-NQ/ TW` are one.
pub(crate) fn citation_key(number: &str) -> String {
    let folded = normalize::fold(number);
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether `wanted` is an id or the beginning of one.
pub(crate) fn is_beginning(wanted: &str, id: &str) -> bool {
    !wanted.is_empty() && id.starts_with(wanted.get(..16).unwrap_or(wanted))
}

/// The kinds of the sections in which the paragraphs of items stand, by item id.
pub(crate) fn section_kinds(plan: &Plan) -> HashMap<&str, SectionKind> {
    fn walk<'p>(sections: &'p [Section], kinds: &mut HashMap<&'p str, SectionKind>) {
        for section in sections {
            let items = section.paragraphs.iter().filter_map(|p| p.item.as_deref());
            kinds.extend(items.map(|item| (item, section.kind)));
            walk(&section.children, kinds);
        }
    }
    let mut kinds = HashMap::new();
    walk(&plan.outline, &mut kinds);
    kinds
}

/// The kind of the section that an item stands in; that of its like for a row of a table.
pub(crate) fn section_kind(kinds: &HashMap<&str, SectionKind>, item: ItemRef<'_>) -> SectionKind {
    kinds.get(item.id()).copied().unwrap_or(match item {
        ItemRef::Objective(_) => SectionKind::Objectives,
        ItemRef::Task(task) if task.origin == plan::Origin::Assignment => SectionKind::Organization,
        ItemRef::Task(_) => SectionKind::Tasks,
    })
}

pub(crate) fn region(name: &str) -> Result<&'static plan::Region> {
    plan::region::find_region(name).ok_or_else(|| {
        let names: Vec<&str> = plan::region::regions().iter().map(|r| r.name).collect();
        let message = format!("no region is called {}", name.trim());
        Error::new(ErrorKind::Filter, message)
            .with_hint(format!("the regions are {}", names.join("; ")))
    })
}

/// The first and last year of `2030` or `2026-2030`.
pub(crate) fn years(text: &str) -> Option<(i16, i16)> {
    let year = |text: &str| -> Option<i16> {
        let text = text.trim();
        (text.len() == 4).then(|| text.parse().ok()).flatten()
    };
    match text.split_once(['-', '–']) {
        None => year(text).map(|year| (year, year)),
        Some((first, last)) => year(first)
            .zip(year(last))
            .filter(|(first, last)| first <= last),
    }
}

fn horizon(text: &str) -> Result<(i16, i16)> {
    years(text).ok_or_else(|| {
        Error::new(
            ErrorKind::Filter,
            format!("{} is no year and no period", text.trim()),
        )
        .with_hint("write 2030 or 2026-2030")
    })
}

fn time(text: Option<&str>, side: fn((String, String)) -> String) -> Result<Option<String>> {
    text.map(|text| {
        days(text).map(side).ok_or_else(|| {
            Error::new(ErrorKind::Filter, format!("{} is no time", text.trim())).with_hint(
                "write 2025-12-31, 2025-12, 2025-Q4 or 2025 (31/12/2025 and 12/2025 do as well)",
            )
        })
    })
    .transpose()
}

/// The first and last day (ISO 8601) of a day, a month, a quarter or a year.
pub(crate) fn days(text: &str) -> Option<(String, String)> {
    let text = text.trim().to_ascii_uppercase();
    let number = |text: &str| -> Option<u16> {
        (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse().ok())
            .flatten()
    };
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let (year, months, day) = match parts.as_slice() {
        [year] if year.len() == 4 => (number(year)?, 1..=12, None),
        [year, quarter] if quarter.starts_with('Q') => {
            let quarter = number(quarter.get(1..)?).filter(|q| (1..=4).contains(q))?;
            (number(year)?, quarter * 3 - 2..=quarter * 3, None)
        }
        [year, month] if year.len() == 4 => (number(year)?, number(month)?..=number(month)?, None),
        [month, year] if year.len() == 4 => (number(year)?, number(month)?..=number(month)?, None),
        [year, month, day] if year.len() == 4 => (
            number(year)?,
            number(month)?..=number(month)?,
            Some(number(day)?),
        ),
        [day, month, year] if year.len() == 4 => (
            number(year)?,
            number(month)?..=number(month)?,
            Some(number(day)?),
        ),
        _ => return None,
    };
    let longest = days_of_month(year, *months.end())?;
    let (first, last) = match day {
        None => (1, longest),
        Some(day) if (1..=longest).contains(&day) => (day, day),
        Some(_) => return None,
    };
    Some((
        format!("{year:04}-{:02}-{first:02}", months.start()),
        format!("{year:04}-{:02}-{last:02}", months.end()),
    ))
}

/// Days of a month, none when there is no such month.
fn days_of_month(year: u16, month: u16) -> Option<u16> {
    let date = jiff::civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1);
    date.ok()
        .and_then(|date| u16::try_from(date.days_in_month()).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_they_are_typed() {
        for (text, expected) in [
            ("2025-12-31", Some(("2025-12-31", "2025-12-31"))),
            ("31/12/2025", Some(("2025-12-31", "2025-12-31"))),
            ("2024-02", Some(("2024-02-01", "2024-02-29"))),
            ("2/2025", Some(("2025-02-01", "2025-02-28"))),
            ("2025-q2", Some(("2025-04-01", "2025-06-30"))),
            ("2025", Some(("2025-01-01", "2025-12-31"))),
            ("2025-02-30", None),
            ("2025-13", None),
            ("2025-Q5", None),
            ("25", None),
            ("cuối năm", None),
            ("", None),
        ] {
            let found = days(text);
            let found = found.as_ref().map(|(a, b)| (a.as_str(), b.as_str()));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn horizons_that_share_a_year() {
        for (text, expected) in [
            ("2030", Some((2030, 2030))),
            ("2026-2030", Some((2026, 2030))),
            ("2026 – 2030", Some((2026, 2030))),
            ("2030-2026", None),
            ("30", None),
        ] {
            assert_eq!(years(text), expected, "{text}");
        }
    }

    #[test]
    fn numbers_of_cited_documents() {
        for number in ["57-NQ/TW", "57 nq tw", "57–NQ/ TW"] {
            assert_eq!(citation_key(number), "57nqtw");
        }
        assert_ne!(citation_key("57-NQ/TW"), citation_key("57/NQ-CP"));
    }

    #[test]
    fn filters_that_mean_nothing() {
        let with = |change: fn(&mut Filter)| {
            let mut filter = Filter::default();
            change(&mut filter);
            Matcher::new(&filter).unwrap_err()
        };
        for error in [
            with(|filter| filter.regions = vec!["miền Trung".to_owned()]),
            with(|filter| filter.due_before = Some("mai".to_owned())),
            with(|filter| filter.horizons = vec!["2030-2026".to_owned()]),
            with(|filter| filter.leads = vec![" ".to_owned()]),
            with(|filter| filter.provinces = vec!["Hà Nọi".to_owned()]),
        ] {
            assert!(error.hint().is_some(), "{error}");
        }
    }
}
