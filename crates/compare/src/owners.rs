//! Who leads and who takes part, one row a body.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Deadline, Owner, Plan, Province};
use serde::Serialize;
use store::ItemRef;

use crate::body::{Class, Resolver};

/// A printed form of a body's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Printed {
    /// The name as printed.
    pub name: String,
    /// How often.
    pub times: usize,
}

/// A body with what it has to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnerRow {
    /// Province of the plans, as it was; null for plans without one.
    pub province: Option<Province>,
    /// The name: of the printed forms without short forms the most frequent, then the longest.
    pub body: String,
    /// The larger body that it is part of.
    pub under: Option<String>,
    /// One body, several under one name, or who holds an office.
    pub class: Class,
    /// Every printed form, the most frequent first.
    pub printed: Vec<Printed>,
    /// Number of items that it leads.
    pub led: usize,
    /// Of these, how many have a deadline with a day by which they are due.
    pub led_due: usize,
    /// Number of items that it takes part in.
    pub joined: usize,
    /// Of these, how many have such a deadline.
    pub joined_due: usize,
    /// The earliest day by which one of its items is due, ISO 8601.
    pub earliest: Option<String>,
    /// The latest.
    pub latest: Option<String>,
    /// Ids of the plans, in the order in which they came.
    pub plans: Vec<String>,
}

/// Bodies that are being counted.
#[derive(Debug, Default)]
pub struct Owners {
    /// By scope and key.
    bodies: BTreeMap<(String, String), Counted>,
}

#[derive(Debug)]
struct Counted {
    province: Option<Province>,
    under: Option<String>,
    class: Class,
    /// By name: number of short forms, times.
    printed: BTreeMap<String, (usize, usize)>,
    led: usize,
    led_due: usize,
    joined: usize,
    joined_due: usize,
    earliest: Option<String>,
    latest: Option<String>,
    plans: Vec<String>,
}

impl Owners {
    /// Counts the bodies of items of a plan. A body counts once an item, as lead when it is both.
    pub fn plan(&mut self, plan: &Plan, items: &[ItemRef<'_>]) {
        let resolver = Resolver::new(plan);
        for item in items {
            let mut seen = BTreeSet::new();
            let dues = || item.deadlines().iter().filter_map(due);
            let roles = [(item.leads(), true), (item.partners(), false)];
            for (owners, leads) in roles {
                for owner in owners {
                    let counted = self.counted(&resolver, plan, owner);
                    let Some((key, counted)) = counted else {
                        continue;
                    };
                    if !seen.insert(key) {
                        continue;
                    }
                    let (count, due) = if leads {
                        (&mut counted.led, &mut counted.led_due)
                    } else {
                        (&mut counted.joined, &mut counted.joined_due)
                    };
                    *count += 1;
                    *due += usize::from(dues().next().is_some());
                    for day in dues() {
                        if counted.earliest.as_deref().is_none_or(|known| day < known) {
                            counted.earliest = Some(day.to_owned());
                        }
                        if counted.latest.as_deref().is_none_or(|known| day > known) {
                            counted.latest = Some(day.to_owned());
                        }
                    }
                }
            }
        }
    }

    fn counted(
        &mut self,
        resolver: &Resolver,
        plan: &Plan,
        owner: &Owner,
    ) -> Option<(String, &mut Counted)> {
        let body = resolver.body(&owner.name);
        if body.key.is_empty() {
            return None;
        }
        let place = (resolver.scope().to_owned(), body.key.clone());
        let counted = self.bodies.entry(place).or_insert_with(|| Counted {
            province: plan.metadata.province.clone(),
            under: None,
            class: body.class,
            printed: BTreeMap::new(),
            led: 0,
            led_due: 0,
            joined: 0,
            joined_due: 0,
            earliest: None,
            latest: None,
            plans: Vec::new(),
        });
        if counted.under.is_none() {
            counted.under = body.under;
        }
        let printed = counted.printed.entry(owner.name.clone());
        printed.or_insert((body.short_forms, 0)).1 += 1;
        if !counted.plans.contains(&plan.id) {
            counted.plans.push(plan.id.clone());
        }
        Some((body.key, counted))
    }

    /// The rows: by province (its code as it was; none last), those that lead most first, then by name.
    pub fn finish(self) -> Vec<OwnerRow> {
        let mut rows: Vec<OwnerRow> = self.bodies.into_values().map(Counted::row).collect();
        rows.sort_by(|a, b| {
            let place = |row: &OwnerRow| {
                let province = row.province.as_ref();
                (
                    province.is_none(),
                    province.map(|p| (p.code.clone(), p.name.clone())),
                )
            };
            let work = |row: &OwnerRow| (row.led, row.joined);
            (place(a), work(b), &a.body, &a.under).cmp(&(place(b), work(a), &b.body, &b.under))
        });
        rows
    }
}

impl Counted {
    fn row(self) -> OwnerRow {
        let mut forms: Vec<(String, usize, usize)> = self
            .printed
            .into_iter()
            .map(|(name, (short, times))| (name, short, times))
            .collect();
        forms.sort_by(|a, b| {
            let length = |form: &(String, usize, usize)| form.0.chars().count();
            (b.2, length(b), &a.0).cmp(&(a.2, length(a), &b.0))
        });
        let full = forms.iter().find(|form| form.1 == 0).or(forms.first());
        OwnerRow {
            province: self.province,
            body: full.map(|form| form.0.clone()).unwrap_or_default(),
            under: self.under,
            class: self.class,
            led: self.led,
            led_due: self.led_due,
            joined: self.joined,
            joined_due: self.joined_due,
            earliest: self.earliest,
            latest: self.latest,
            plans: self.plans,
            printed: forms
                .into_iter()
                .map(|(name, _, times)| Printed { name, times })
                .collect(),
        }
    }
}

fn due(deadline: &Deadline) -> Option<&str> {
    deadline.due.as_deref()
}
