//! What plans promise on a topic, one row a province.
//!
//! A [`Lineup`] takes plan after plan and keeps what they promise; [`Lineup::finish`] chooses. A target counts when the whole
//! topic stands in its own clause, in what opens the clause, or in the headings above the item; an item without such a
//! target counts as a promise without number. What is best of a province:
//!
//! 1. a plan in force before one that was replaced;
//! 2. a target with the topic in its own words, then one opened by it, then one under headings that hold it, then a promise
//!    without number whose text holds it, then one under headings;
//! 3. the larger share of the topic in the target's clause and in what it counts (`subject`);
//! 4. with a deadline, then with a horizon, then without;
//! 5. an objective before a task;
//! 6. the newer plan, then the earlier place in it.

mod candidate;
mod units;

use std::collections::{BTreeMap, HashMap, HashSet};

use plan::{Citation, Comparator, Plan, Provenance, Span};
use serde::Serialize;
use store::{ItemKind, ItemRef};

use crate::card::Card;
use crate::topic::Topic;
use crate::version::{self, Link, Relation};

use candidate::{Candidate, candidates};
pub use units::{Place, Units};

/// Where the topic stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// In the words of the target itself.
    Target,
    /// In the text that opens the target, in its item.
    Opening,
    /// In the text of an item without a number for it.
    Text,
    /// In the headings above the item.
    Heading,
    /// Not asked for: the plan cites what was asked for.
    Citation,
}

/// A promise of a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// The unit that it is listed under; null for a plan without province.
    pub province: Option<Place>,
    /// The plan.
    pub plan: Card,
    /// Number, or id, of the plan that replaced it.
    pub replaced_by: Option<String>,
    /// Objective or task; null for a plan as a whole.
    pub kind: Option<ItemKind>,
    /// Id of the item.
    pub item: Option<String>,
    /// Where the topic stands.
    pub matched: Match,
    /// How the value bounds what is reached; null for a promise without number.
    pub comparator: Option<Comparator>,
    /// The value; the lower end of a range.
    pub value: Option<f64>,
    /// The upper end of a range.
    pub max: Option<f64>,
    /// `%`, or the counted noun.
    pub unit: Option<String>,
    /// What is counted, verbatim.
    pub subject: Option<String>,
    /// The target as printed.
    pub target: Option<String>,
    /// Statements of time about the target, verbatim; all of the item for a promise without number.
    pub deadlines: Vec<String>,
    /// ISO 8601 date: the latest by which those statements are due.
    pub due: Option<String>,
    /// Year or period that the objective is set for.
    pub horizon: Option<String>,
    /// Leading bodies by name.
    pub leads: Vec<String>,
    /// Labels and titles of the headings above.
    pub path: Vec<String>,
    /// Own label of the item.
    pub label: Option<String>,
    /// Verbatim text of the item; the title for a plan as a whole.
    pub text: Option<String>,
    /// Page of the text, 1-based; null for a source without pages.
    pub page: Option<u32>,
    /// Place of the text in the document's normalised text.
    pub span: Option<Span>,
    /// Where it begins in the XML of a Word file; null for other sources.
    pub element: Option<String>,
}

/// A unit whose plans promise nothing on the topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Silent {
    /// The unit.
    pub province: Place,
    /// Number of its plans.
    pub plans: usize,
}

/// What provinces promise, side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The promises by province: one each, or all.
    pub rows: Vec<Row>,
    /// Units that have plans, and promise nothing.
    pub silent: Vec<Silent>,
    /// Units without any plan in the library.
    pub without: Vec<Place>,
}

/// In which order rows come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By the province's code; those without a province last.
    Province,
    /// The earliest first; those without last.
    Deadline,
    /// The largest first; those without last.
    Value,
}

/// A comparison that is being made.
#[derive(Debug)]
pub struct Lineup {
    topic: Topic,
    units: Units,
    replaced: HashMap<String, String>,
    /// Plans of which a newer print is there: one document counts once.
    copies: HashSet<String>,
    /// By the unit, or by the plan when it has none.
    found: BTreeMap<Key, Vec<Candidate>>,
    /// Number of plans by unit.
    plans: BTreeMap<Key, usize>,
}

/// Units by code, then plans without one by id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Unit(Place),
    Plan(String),
}

impl Lineup {
    /// A comparison on a topic; on an empty one of whole plans. `links` are those between `cards`, the plans of the library.
    pub fn new(topic: Topic, units: Units, cards: &[Card], links: &[Link]) -> Lineup {
        let names: HashMap<&str, &str> = cards
            .iter()
            .map(|card| (card.id.as_str(), card.name()))
            .collect();
        let replaced = links
            .iter()
            .filter(|link| matches!(link.relation, Relation::Replaces | Relation::FinalOf))
            .map(|link| {
                let newer = names.get(link.newer.as_str()).copied();
                let newer = newer.unwrap_or(&link.newer);
                (link.older.clone(), newer.to_owned())
            })
            .collect();
        let copies = version::older(links, &[Relation::SameNumber, Relation::SameTitle]);
        Lineup {
            topic,
            units,
            replaced,
            copies: copies.into_iter().map(str::to_owned).collect(),
            found: BTreeMap::new(),
            plans: BTreeMap::new(),
        }
    }

    /// Counts a plan that was asked about. False when it does not belong to the units, as it was issued later, or when
    /// it is an older print of another.
    pub fn count(&mut self, card: &Card) -> bool {
        if !self.takes(card) {
            return false;
        }
        *self.plans.entry(self.key(card)).or_default() += 1;
        true
    }

    fn takes(&self, card: &Card) -> bool {
        self.units.holds(card) && !self.copies.contains(&card.id)
    }

    /// Takes what a plan promises in `items`.
    pub fn plan(&mut self, plan: &Plan, items: &[ItemRef<'_>]) {
        let card = Card::of(plan);
        if !self.takes(&card) {
            return;
        }
        let key = self.key(&card);
        let place = match &key {
            Key::Unit(place) => Some(place.clone()),
            Key::Plan(_) => None,
        };
        let replaced_by = self.replaced.get(&card.id).cloned();
        let mut found = Vec::new();
        for item in items {
            for mut candidate in candidates(&self.topic, *item, &card) {
                candidate.row.province = place.clone();
                candidate.row.replaced_by = replaced_by.clone();
                found.push(candidate);
            }
        }
        if !found.is_empty() {
            self.found.entry(key).or_default().extend(found);
        }
    }

    /// Takes a plan as a whole, with the citation that it was asked for by.
    pub fn citing(&mut self, plan: &Plan, citation: Option<&Citation>) {
        let card = Card::of(plan);
        if !self.takes(&card) {
            return;
        }
        let key = self.key(&card);
        let place = citation
            .map(|citation| &citation.provenance)
            .or_else(|| plan.metadata.provenance.get("title"));
        let mut row = whole(card, place);
        row.replaced_by = self.replaced.get(&row.plan.id).cloned();
        if let Key::Unit(unit) = &key {
            row.province = Some(unit.clone());
        }
        let candidate = Candidate::whole(row);
        self.found.entry(key).or_default().push(candidate);
    }

    /// The rows: the best of each unit, or all. `cards` are all plans of the library, when units without one are asked for.
    pub fn finish(mut self, all: bool, order: Order, cards: Option<&[Card]>) -> Comparison {
        let silent = self
            .plans
            .iter()
            .filter(|(key, _)| !self.found.contains_key(key))
            .filter_map(|(key, plans)| match key {
                Key::Unit(province) => Some(Silent {
                    province: province.clone(),
                    plans: *plans,
                }),
                Key::Plan(_) => None,
            })
            .collect();
        let without = cards.map_or_else(Vec::new, |cards| {
            let with: Vec<Key> = cards
                .iter()
                .filter(|card| self.units.holds(card))
                .map(|card| self.key(card))
                .collect();
            let units = self.units.places().into_iter();
            units
                .filter(|place| !with.contains(&Key::Unit(place.clone())))
                .collect()
        });
        let mut rows = Vec::new();
        for candidates in self.found.values_mut() {
            candidates.sort_by(Candidate::order);
            let keep = if all { candidates.len() } else { 1 };
            rows.extend(
                candidates
                    .drain(..)
                    .take(keep)
                    .map(|candidate| candidate.row),
            );
        }
        match order {
            Order::Province => {}
            Order::Deadline => rows.sort_by_key(|row| (row.until().is_none(), row.until())),
            Order::Value => rows.sort_by(|a, b| {
                let value = |row: &Row| row.value.unwrap_or(f64::NEG_INFINITY);
                value(b).total_cmp(&value(a))
            }),
        }
        Comparison {
            rows,
            silent,
            without,
        }
    }

    fn key(&self, card: &Card) -> Key {
        let unit = card.province.as_ref().and_then(|p| self.units.place(p));
        unit.map_or_else(|| Key::Plan(card.id.clone()), Key::Unit)
    }
}

impl Row {
    /// The day by which it is due, else the end of its horizon.
    pub fn until(&self) -> Option<String> {
        self.due.clone().or_else(|| {
            let horizon = self.horizon.as_deref()?;
            let year = horizon.rsplit(['-', '–']).next()?.trim();
            Some(format!("{year}-12-31"))
        })
    }
}

/// A plan as a whole.
fn whole(card: Card, place: Option<&Provenance>) -> Row {
    Row {
        province: None,
        replaced_by: None,
        kind: None,
        item: None,
        matched: Match::Citation,
        comparator: None,
        value: None,
        max: None,
        unit: None,
        subject: None,
        target: None,
        deadlines: vec![],
        due: None,
        horizon: None,
        leads: vec![],
        path: vec![],
        label: None,
        text: card.title.clone(),
        page: place.and_then(|place| place.page),
        span: place.map(|place| place.span),
        element: place.and_then(|place| place.element.clone()),
        plan: card,
    }
}

#[cfg(test)]
mod tests;
