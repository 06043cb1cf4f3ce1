//! From a filter to what must hold.

use plan::SectionKind;

use crate::entry::Kind;
use crate::filter::{Matcher, Name};
use crate::index::{Numbers, Terms, Words, day_number, plan_numbers};
use crate::item::ItemKind;
use crate::query::Node;

/// No day is as late.
const NEVER: u64 = 99_999_999;

/// What a filter asks for; the same as [`Matcher::select`] says of plans and items. Paragraphs and documents have no
/// leads, deadlines or targets, so what asks for them, or for their lack, finds items only.
pub(super) fn nodes(filter: &Matcher) -> Vec<Node> {
    let mut all = Vec::new();
    let mut any = |field: Terms, values: Vec<String>| {
        if !values.is_empty() {
            all.push(Node::Any(field, values));
        }
    };
    any(Terms::Province, filter.provinces.clone());
    let codes = filter.region_codes.iter().map(ToString::to_string);
    any(Terms::Code, codes.collect());
    let kinds = filter.kinds.iter().map(|kind| match kind {
        ItemKind::Objective => Kind::Objective.as_str().to_owned(),
        ItemKind::Task => Kind::Task.as_str().to_owned(),
    });
    any(Terms::Kind, kinds.collect());
    let sections = filter
        .section_kinds
        .iter()
        .copied()
        .map(SectionKind::as_str);
    any(Terms::Section, sections.map(str::to_owned).collect());
    for part in &filter.has {
        any(Terms::Has, vec![part.as_str().to_owned()]);
    }
    for part in &filter.lacks {
        let has = Node::Any(Terms::Has, vec![part.as_str().to_owned()]);
        all.push(Node::Not(Box::new(has)));
        all.push(items());
    }
    for (field, names) in [
        (Words::Issuer, &filter.issuers),
        (Words::Lead, &filter.leads),
        (Words::Partner, &filter.partners),
    ] {
        if !names.is_empty() {
            all.push(Node::Stretch(field, names.iter().flat_map(ways).collect()));
        }
    }
    if !filter.years.is_empty() {
        let years = filter
            .years
            .iter()
            .filter_map(|year| u64::try_from(*year).ok());
        all.push(Node::any(
            years
                .map(|year| Node::Between(Numbers::Year, year, year))
                .collect(),
        ));
    }
    if !filter.documents.is_empty() {
        let mut named = vec![Node::Any(Terms::Number, filter.documents.clone())];
        let ids = filter.documents.iter().filter_map(|id| plan_numbers(id));
        named.extend(ids.map(|(first, last)| Node::Between(Numbers::Plan, first, last)));
        all.push(Node::Or(named));
    }
    if !filter.cites.is_empty() {
        all.push(Node::Or(vec![
            Node::Any(Terms::Cites, filter.cites.clone()),
            Node::Any(Terms::Basis, filter.cites.clone()),
        ]));
    }
    let day = |day: &Option<String>| day.as_deref().and_then(day_number);
    if filter.due_before.is_some() || filter.due_after.is_some() {
        let first = day(&filter.due_after).map_or(0, |day| day + 1);
        let last = day(&filter.due_before).map_or(NEVER, |day| day.saturating_sub(1));
        all.push(match first <= last {
            true => Node::Between(Numbers::Day, first, last),
            false => Node::Or(Vec::new()),
        });
    }
    if let Some(on) = day(&filter.overdue_on) {
        all.push(Node::Between(Numbers::LastDay, 0, on.saturating_sub(1)));
    }
    if !filter.horizons.is_empty() {
        let year = |year: i16| u64::try_from(year).unwrap_or_default();
        let horizons = filter.horizons.iter();
        let shared =
            horizons.map(|&(first, last)| Node::Between(Numbers::Horizon, year(first), year(last)));
        all.push(Node::any(shared.collect()));
    }
    all
}

/// Objectives and tasks.
fn items() -> Node {
    let kinds = Kind::ITEMS.iter().map(|kind| kind.as_str().to_owned());
    Node::Any(Terms::Kind, kinds.collect())
}

fn ways(name: &Name) -> Vec<Vec<crate::query::Word>> {
    let sequences = name.words.sequences();
    sequences
        .into_iter()
        .map(|words| words.into_iter().cloned().collect())
        .collect()
}
