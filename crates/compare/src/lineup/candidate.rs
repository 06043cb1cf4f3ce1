//! What an item promises on a topic, and which promise is the better one.

use std::cmp::{Ordering, Reverse};

use plan::{Deadline, Heading, Target};
use store::ItemRef;

use super::{Match, Row, whole};
use crate::card::Card;
use crate::clause::{Clause, clauses};
use crate::topic::Topic;

/// A row with what it is chosen by.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) row: Row,
    /// Share of the topic in the clause and the subject, in hundredths.
    share: usize,
}

impl Candidate {
    /// A plan as a whole.
    pub(super) fn whole(row: Row) -> Candidate {
        Candidate { row, share: 0 }
    }

    /// The better one first.
    pub(super) fn order(&self, other: &Candidate) -> Ordering {
        self.rank().cmp(&other.rank())
    }

    fn rank(&self) -> impl Ord + '_ {
        let row = &self.row;
        let step = match (row.matched, row.value.is_some()) {
            (Match::Target, _) => 0,
            (Match::Opening, _) => 1,
            (Match::Heading, true) => 2,
            (Match::Text, _) => 3,
            (Match::Heading, false) => 4,
            (Match::Citation, _) => 5,
        };
        let time = match (&row.due, &row.deadlines[..], &row.horizon) {
            (Some(_), ..) => 0,
            (None, [_, ..], _) => 1,
            (None, [], Some(_)) => 2,
            (None, [], None) => 3,
        };
        let kind = match row.kind {
            Some(store::ItemKind::Objective) => 0,
            _ => 1,
        };
        (
            row.replaced_by.is_some(),
            step,
            Reverse(self.share),
            time,
            kind,
            Reverse(&row.plan.issued_on),
            &row.plan.id,
            row.span.map(|span| span.start),
        )
    }
}

/// What an item promises: a row a target that is about the topic, else one without number.
pub(super) fn candidates(topic: &Topic, item: ItemRef<'_>, card: &Card) -> Vec<Candidate> {
    let around = around(item);
    let around: Vec<&str> = around.iter().map(String::as_str).collect();
    let targets = item.targets();
    let clauses = clauses(item.text(), targets);
    let subject = |target: &Target| target.subject.clone().unwrap_or_default();
    let own: Vec<bool> = targets
        .iter()
        .zip(&clauses)
        .map(|(target, clause)| topic.cover([clause.own, &subject(target)]).is_whole())
        .collect();
    let any_own = own.contains(&true);
    let mut found = Vec::new();
    for ((target, clause), own) in targets.iter().zip(&clauses).zip(&own) {
        let subject = subject(target);
        let [head, run] = clause.opening;
        let opened = || topic.cover([clause.own, &subject, head, run]).is_whole();
        let below = || {
            let texts = [clause.own, &subject, head, run];
            topic
                .cover(texts.into_iter().chain(around.iter().copied()))
                .is_whole()
        };
        let matched = if *own {
            Match::Target
        } else if any_own && !clause.is_part() {
            // The topic is another target's.
            continue;
        } else if opened() {
            Match::Opening
        } else if below() {
            Match::Heading
        } else {
            continue;
        };
        let mut row = row(item, card, matched);
        row.comparator = Some(target.comparator);
        row.value = Some(target.value);
        row.max = target.max;
        row.unit = target.unit.clone();
        row.subject = target.subject.clone();
        row.target = Some(target.text.clone());
        time(&mut row, item, Some(clause));
        let share = topic.cover([clause.own, &subject]).share();
        found.push(Candidate { row, share });
    }
    if found.is_empty() {
        let cover = topic.cover([item.text()]);
        let matched = if cover.is_whole() {
            Match::Text
        } else if topic
            .cover([item.text()].into_iter().chain(around.iter().copied()))
            .is_whole()
        {
            Match::Heading
        } else {
            return found;
        };
        let mut row = row(item, card, matched);
        time(&mut row, item, None);
        let share = cover.share();
        found.push(Candidate { row, share });
    }
    found
}

/// Headings, the group of a row.
fn around(item: ItemRef<'_>) -> Vec<String> {
    let mut texts: Vec<String> = item.path().iter().map(heading).collect();
    if let ItemRef::Task(task) = item {
        texts.extend(task.group.clone());
    }
    texts
}

fn heading(heading: &Heading) -> String {
    let parts = [heading.label.as_deref(), heading.title.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn row(item: ItemRef<'_>, card: &Card, matched: Match) -> Row {
    let mut row = whole(card.clone(), Some(item.provenance()));
    row.kind = Some(item.kind());
    row.item = Some(item.id().to_owned());
    row.matched = matched;
    row.horizon = item.horizon().map(str::to_owned);
    row.leads = item.leads().iter().map(|lead| lead.name.clone()).collect();
    row.path = around(item);
    row.label = item.label().map(str::to_owned);
    row.text = Some(item.text().to_owned());
    row
}

/// The statements of time that are about a target; all of a promise without number. An item's horizon that comes from another
/// statement is not the target's either.
fn time(row: &mut Row, item: ItemRef<'_>, clause: Option<&Clause<'_>>) {
    let about = |deadline: &Deadline| {
        clause.is_none_or(|clause| clause.holds_time(&deadline.text, item.text()))
    };
    let (chosen, others): (Vec<&Deadline>, Vec<&Deadline>) = item
        .deadlines()
        .iter()
        .partition(|deadline| about(deadline));
    row.due = chosen.iter().filter_map(|d| d.due.clone()).max();
    row.deadlines = chosen.into_iter().map(|d| d.text.clone()).collect();
    let from_other = |horizon: &str| {
        let mut dues = others.iter().filter_map(|d| d.due.as_deref());
        dues.any(|due| due.starts_with(horizon.rsplit('-').next().unwrap_or(horizon)))
    };
    if row.horizon.as_deref().is_some_and(from_other) {
        row.horizon = None;
    }
}
