//! What changed from one plan to another, item by item.

use std::collections::BTreeSet;

use plan::{Deadline, Owner, Plan, Span, Target};
use serde::Serialize;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use store::{ItemKind, ItemRef};

use crate::align::align;
use crate::body::{Resolver, written_out};
use crate::card::Card;

/// What differs between two plans, the older first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diff {
    /// The first plan.
    pub before: Card,
    /// The second plan.
    pub after: Card,
    /// Metadata that differ.
    pub metadata: Vec<FieldChange>,
    /// Items that differ, in the order of the second plan; what was dropped stands where it stood.
    pub items: Vec<ItemChange>,
    /// Number of items that do not differ.
    pub unchanged: usize,
}

/// A field of the metadata that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// JSON name of the field.
    pub field: &'static str,
    /// Its value before.
    pub before: Option<String>,
    /// Its value after.
    pub after: Option<String>,
}

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It is only in the second plan.
    Added,
    /// It is only in the first plan.
    Dropped,
    /// It is in both, with the differences of [`ItemChange::what`].
    Changed,
}

/// What of an item differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The text, beyond case, punctuation, the place of the tone, and short forms of bodies written out.
    Reworded,
    /// The deadlines, as they are normalised.
    Deadline,
    /// The year or period that it is set for.
    Horizon,
    /// The leading bodies; another printed form of one body is no difference.
    Lead,
    /// The partners.
    Partner,
    /// The targets: comparator, value or unit.
    Target,
    /// The products and results of a task.
    Output,
    /// The notes of a row.
    Notes,
    /// Objective before, task after, or the other way round.
    Kind,
}

/// An item that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemChange {
    /// Added, dropped or changed.
    pub change: Change,
    /// What differs, of one that changed.
    pub what: Vec<What>,
    /// The item before.
    pub before: Option<Side>,
    /// The item after.
    pub after: Option<Side>,
    /// The text word by word, when it was reworded.
    pub words: Vec<Piece>,
}

/// An item in one of the plans.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// Objective or task.
    pub kind: ItemKind,
    /// Id of the item.
    pub item: String,
    /// Own label.
    pub label: Option<String>,
    /// Headings above.
    pub path: Vec<String>,
    /// Verbatim text.
    pub text: String,
    /// Targets as printed.
    pub targets: Vec<String>,
    /// Statements of time as printed, with the day when there is one.
    pub deadlines: Vec<String>,
    /// Year or period.
    pub horizon: Option<String>,
    /// Leading bodies.
    pub leads: Vec<String>,
    /// Partners.
    pub partners: Vec<String>,
    /// Products and results.
    pub outputs: Vec<String>,
    /// Notes of a row.
    pub notes: Option<String>,
    /// Page, 1-based; null for a source without pages.
    pub page: Option<u32>,
    /// Place in the document's normalised text.
    pub span: Span,
}

/// Words that are in both texts, or in one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// In which text.
    pub op: Op,
    /// The words, a blank between two.
    pub text: String,
}

/// In which text words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// In both.
    Same,
    /// Only before.
    Dropped,
    /// Only after.
    Added,
}

/// Compares two plans.
pub fn diff(before: &Plan, after: &Plan) -> Diff {
    let (a, b) = (items(before), items(after));
    let names = (Resolver::apart(before), Resolver::apart(after));
    let pairs = align(&a, &b);
    // The place in `b` behind which each change stands; what was dropped stands behind what came before it.
    let mut changes: Vec<((usize, usize), ItemChange)> = Vec::new();
    let mut unchanged = 0;
    let mut behind = 0;
    let mut next = pairs.iter().peekable();
    for (i, item) in a.iter().enumerate() {
        if let Some(&(_, j)) = next.next_if(|pair| pair.0 == i) {
            behind = j + 1;
            match changed(*item, b[j], &names) {
                Some(change) => changes.push(((j, 0), change)),
                None => unchanged += 1,
            }
        } else {
            changes.push(((behind, 0), one_sided(Change::Dropped, *item)));
        }
    }
    let paired: BTreeSet<usize> = pairs.iter().map(|pair| pair.1).collect();
    for (j, item) in b.iter().enumerate() {
        if !paired.contains(&j) {
            changes.push(((j, 1), one_sided(Change::Added, *item)));
        }
    }
    changes.sort_by_key(|(place, _)| *place);
    Diff {
        before: Card::of(before),
        after: Card::of(after),
        metadata: metadata(before, after),
        items: changes.into_iter().map(|(_, change)| change).collect(),
        unchanged,
    }
}

impl Diff {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.metadata.is_empty() && self.items.is_empty()
    }
}

fn items(plan: &Plan) -> Vec<ItemRef<'_>> {
    let objectives = plan.objectives.iter().map(ItemRef::Objective);
    objectives
        .chain(plan.tasks.iter().map(ItemRef::Task))
        .collect()
}

fn changed(a: ItemRef<'_>, b: ItemRef<'_>, names: &(Resolver, Resolver)) -> Option<ItemChange> {
    let mut what = Vec::new();
    let reworded = written_out(a.text()) != written_out(b.text());
    let outputs = |item: ItemRef<'_>| -> BTreeSet<Vec<String>> {
        let outputs = item.outputs().iter();
        outputs.map(|output| written_out(&output.text)).collect()
    };
    let notes = |item: ItemRef<'_>| item.notes().map(written_out);
    let bodies = |owners: &[Owner], names: &Resolver| -> BTreeSet<String> {
        owners.iter().map(|o| names.body(&o.name).key).collect()
    };
    let differ = |a: &[Owner], b: &[Owner]| bodies(a, &names.0) != bodies(b, &names.1);
    let checks = [
        (reworded, What::Reworded),
        (times(a.deadlines()) != times(b.deadlines()), What::Deadline),
        (
            a.horizon() != b.horizon() && a.kind() == b.kind(),
            What::Horizon,
        ),
        (differ(a.leads(), b.leads()), What::Lead),
        (differ(a.partners(), b.partners()), What::Partner),
        (values(a.targets()) != values(b.targets()), What::Target),
        (outputs(a) != outputs(b), What::Output),
        (notes(a) != notes(b), What::Notes),
        (a.kind() != b.kind(), What::Kind),
    ];
    what.extend(
        checks
            .into_iter()
            .filter(|(differs, _)| *differs)
            .map(|c| c.1),
    );
    if what.is_empty() {
        return None;
    }
    Some(ItemChange {
        change: Change::Changed,
        what,
        before: Some(side(a)),
        after: Some(side(b)),
        words: if reworded {
            words(a.text(), b.text())
        } else {
            Vec::new()
        },
    })
}

fn one_sided(change: Change, item: ItemRef<'_>) -> ItemChange {
    let side = Some(side(item));
    let (before, after) = match change {
        Change::Dropped => (side, None),
        _ => (None, side),
    };
    ItemChange {
        change,
        what: Vec::new(),
        before,
        after,
        words: Vec::new(),
    }
}

fn side(item: ItemRef<'_>) -> Side {
    let names = |owners: &[Owner]| owners.iter().map(|owner| owner.name.clone()).collect();
    let place = item.provenance();
    Side {
        kind: item.kind(),
        item: item.id().to_owned(),
        label: item.label().map(str::to_owned),
        path: item
            .path()
            .iter()
            .map(|heading| {
                let parts = [heading.label.as_deref(), heading.title.as_deref()];
                parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
            })
            .collect(),
        text: item.text().to_owned(),
        targets: item.targets().iter().map(|t| t.text.clone()).collect(),
        deadlines: item
            .deadlines()
            .iter()
            .map(|deadline| match &deadline.due {
                Some(due) => format!("{} (by {due})", deadline.text),
                None => deadline.text.clone(),
            })
            .collect(),
        horizon: item.horizon().map(str::to_owned),
        leads: names(item.leads()),
        partners: names(item.partners()),
        outputs: item.outputs().iter().map(|o| o.text.clone()).collect(),
        notes: item.notes().map(str::to_owned),
        page: place.page,
        span: place.span,
    }
}

/// What deadlines say, however it is printed; the words of those without a day.
fn times(deadlines: &[Deadline]) -> BTreeSet<String> {
    let said = |d: &Deadline| {
        if d.start.is_none() && d.due.is_none() && d.recurrence.is_empty() {
            return normalize::match_form(&d.text);
        }
        format!("{:?} {:?} {:?} {:?}", d.kind, d.start, d.due, d.recurrence)
    };
    deadlines.iter().map(said).collect()
}

fn values(targets: &[Target]) -> Vec<String> {
    let value = |t: &Target| {
        let unit = t.unit.as_deref().map(normalize::match_form);
        format!("{:?} {} {:?} {unit:?}", t.comparator, t.value, t.max)
    };
    let mut values: Vec<String> = targets.iter().map(value).collect();
    values.sort();
    values
}

fn metadata(before: &Plan, after: &Plan) -> Vec<FieldChange> {
    let period = |plan: &Plan| {
        let period = plan.metadata.period?;
        Some(format!("{}-{}", period.first, period.last))
    };
    let (a, b) = (&before.metadata, &after.metadata);
    let fields = [
        ("kind", a.kind.clone(), b.kind.clone()),
        ("number", a.number.clone(), b.number.clone()),
        ("issuer", a.issuer.clone(), b.issuer.clone()),
        ("issued_on", a.issued_on.clone(), b.issued_on.clone()),
        ("title", a.title.clone(), b.title.clone()),
        ("period", period(before), period(after)),
    ];
    let form = |value: &Option<String>| value.as_deref().map(normalize::match_form);
    fields
        .into_iter()
        .filter(|(_, a, b)| form(a) != form(b))
        .map(|(field, before, after)| FieldChange {
            field,
            before,
            after,
        })
        .collect()
}

/// Two texts word by word.
fn words(before: &str, after: &str) -> Vec<Piece> {
    let split =
        |text: &'_ str| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
    let (a, b) = (split(before), split(after));
    let mut pieces = Vec::new();
    let mut push = |op: Op, words: &[String]| {
        if !words.is_empty() {
            pieces.push(Piece {
                op,
                text: words.join(" "),
            });
        }
    };
    for op in capture_diff_slices(Algorithm::Patience, &a, &b) {
        let (old, new) = (op.old_range(), op.new_range());
        match op.tag() {
            DiffTag::Equal => push(Op::Same, &b[new]),
            _ => {
                push(Op::Dropped, &a[old]);
                push(Op::Added, &b[new]);
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests;
