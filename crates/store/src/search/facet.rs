//! How hits spread over provinces, years, bodies and the rest.

use std::collections::BTreeMap;

use plan::SectionKind;
use serde::Serialize;
use tantivy::columnar::StrColumn;

use super::bits::Bits;
use super::heads;
use super::segment::Segment;
use crate::entry::Kind;
use crate::error::Result;
use crate::index::{Terms, fast};

/// Counts of all hits, not only of those of the page; the largest first, equal ones by value. A hit with several
/// values counts for each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// Provinces as they are now.
    pub province: Vec<Count>,
    /// Years of issue.
    pub year: Vec<Count>,
    /// Kinds of document as printed.
    pub document_kind: Vec<Count>,
    /// Kinds of hits.
    pub kind: Vec<Count>,
    /// Kinds of the sections that hits stand in.
    pub section_kind: Vec<Count>,
    /// Leading bodies by name; spellings of one name that differ only in case or the place of the tone are one.
    pub lead: Vec<Count>,
    /// Quarters in which hits are due.
    pub quarter: Vec<Count>,
}

/// How many hits have a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The value.
    pub value: String,
    /// Number of hits.
    pub count: u64,
}

/// How many hits are looked up at once.
const AT_ONCE: usize = 1024;

/// Counts of a segment by value.
#[derive(Default)]
pub(super) struct Counts {
    fields: [BTreeMap<String, u64>; 7],
}

impl Counts {
    /// Counts the hits of a segment.
    pub(super) fn of(segment: &Segment<'_>, hits: &Bits) -> Result<Counts> {
        let mut counts = Counts::default();
        let [province, year, document_kind, kind, section, lead, quarter] = &mut counts.fields;
        let fields = segment.reader.fast_fields();
        let heads = &segment.heads;
        let (mut by_province, mut by_kind) = (
            Tally::of(fields.str(fast::PROVINCE)?),
            Tally::of(fields.str(fast::DOCUMENT_KIND)?),
        );
        let mut by_year: BTreeMap<u64, u64> = BTreeMap::new();
        for (at, block) in heads.blocks().enumerate() {
            let found = hits.count_range(block);
            if found == 0 {
                continue;
            }
            let of = |values: &[Option<u64>]| values.get(at).copied().flatten();
            by_province.add(of(&heads.province), found);
            by_kind.add(of(&heads.document_kind), found);
            if let Some(year) = of(&heads.year) {
                *by_year.entry(year).or_default() += found;
            }
        }
        by_province.name(province)?;
        by_kind.name(document_kind)?;
        let by_year = by_year.into_iter();
        year.extend(by_year.map(|(year, found)| (year.to_string(), found)));
        for of in Kind::ALL {
            let found = hits.count_both(&*segment.term(Terms::Kind, of.as_str())?);
            if found > 0 {
                kind.insert(of.as_str().to_owned(), found);
            }
        }
        for of in SectionKind::ALL {
            let found = hits.count_both(&*segment.term(Terms::Section, of.as_str())?);
            if found > 0 {
                section.insert(of.as_str().to_owned(), found);
            }
        }
        for (field, names) in [(fast::LEAD, lead), (fast::QUARTER, quarter)] {
            let mut tally = Tally::of(fields.str(field)?);
            tally.add_all(hits);
            tally.name(names)?;
        }
        Ok(counts)
    }

    /// Adds those of another segment.
    pub(super) fn add(&mut self, other: Counts) {
        for (own, other) in self.fields.iter_mut().zip(other.fields) {
            for (value, count) in other {
                *own.entry(value).or_default() += count;
            }
        }
    }

    pub(super) fn facets(self) -> Facets {
        let [
            province,
            year,
            document_kind,
            kind,
            section_kind,
            lead,
            quarter,
        ] = self.fields;
        Facets {
            province: sorted(province),
            year: sorted(year),
            document_kind: sorted(document_kind),
            kind: sorted(kind),
            section_kind: sorted(section_kind),
            lead: sorted(one_spelling(lead)),
            quarter: sorted(quarter),
        }
    }
}

fn sorted(counts: BTreeMap<String, u64>) -> Vec<Count> {
    let counts = counts.into_iter();
    let mut counts: Vec<Count> = counts
        .map(|(value, count)| Count { value, count })
        .collect();
    counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    counts
}

/// Spellings that are compared as one, under the most frequent, and of equally frequent ones the first.
fn one_spelling(counts: BTreeMap<String, u64>) -> BTreeMap<String, u64> {
    let mut spellings: BTreeMap<String, (String, u64, u64)> = BTreeMap::new();
    for (name, count) in counts {
        let key = normalize::key(&name);
        let (best, most, all) = spellings.entry(key).or_default();
        *all += count;
        if count > *most {
            (*best, *most) = (name, count);
        }
    }
    spellings
        .into_values()
        .map(|(name, _, all)| (name, all))
        .collect()
}

/// Counts by the number that a segment gives to a value.
struct Tally {
    column: Option<StrColumn>,
    counts: Vec<u64>,
}

impl Tally {
    fn of(column: Option<StrColumn>) -> Tally {
        let values = column.as_ref().map_or(0, |column| column.num_terms());
        Tally {
            column,
            counts: vec![0; values],
        }
    }

    fn add(&mut self, value: Option<u64>, found: u64) {
        let value = value.and_then(|value| usize::try_from(value).ok());
        if let Some(count) = value.and_then(|value| self.counts.get_mut(value)) {
            *count += found;
        }
    }

    /// Counts every value of every hit.
    fn add_all(&mut self, hits: &Bits) {
        let Some(column) = self.column.as_ref().map(|column| column.ords().clone()) else {
            return;
        };
        let mut left = hits.iter();
        let (mut some, mut with, mut rows, mut values) = (vec![], vec![], vec![], vec![]);
        loop {
            some.clear();
            some.extend(left.by_ref().take(AT_ONCE));
            if some.is_empty() {
                return;
            }
            with.clear();
            rows.clear();
            column.row_ids_for_docs(&some, &mut with, &mut rows);
            values.resize(rows.len(), 0);
            column.values.get_vals(&rows, &mut values);
            values.iter().for_each(|value| self.add(Some(*value), 1));
        }
    }

    fn name(self, names: &mut BTreeMap<String, u64>) -> Result<()> {
        let Some(column) = self.column else {
            return Ok(());
        };
        for (value, count) in self
            .counts
            .into_iter()
            .enumerate()
            .filter(|(_, count)| *count > 0)
        {
            if let Some(name) = heads::text(&column, value as u64)? {
                *names.entry(name).or_default() += count;
            }
        }
        Ok(())
    }
}
