//! The tables of what items are made of: targets, deadlines, owners.

use plan::{Comparator, Deadline, DeadlineKind, Owner, Target};
use store::ItemRef;

use super::Spec;
use super::item::items;
use super::plan::id;
use crate::entry::Entry;
use crate::value::Value;

/// A part of an item.
pub(super) struct Row<'p, T> {
    entry: &'p Entry<'p>,
    item: ItemRef<'p>,
    /// 1-based place among its like.
    order: usize,
    part: &'p T,
    /// What an owner does.
    role: &'static str,
}

fn rows<'p, T: 'p>(
    entry: &'p Entry<'p>,
    role: &'static str,
    of: fn(ItemRef<'p>) -> &'p [T],
) -> impl Iterator<Item = Row<'p, T>> {
    items(entry).flat_map(move |row| {
        let parts = of(row.item).iter().enumerate();
        parts.map(move |(at, part)| Row {
            entry,
            item: row.item,
            order: at + 1,
            part,
            role,
        })
    })
}

pub(super) fn targets<'p>(entry: &'p Entry<'p>) -> impl Iterator<Item = Row<'p, Target>> {
    rows(entry, "", ItemRef::targets)
}

pub(super) fn deadlines<'p>(entry: &'p Entry<'p>) -> impl Iterator<Item = Row<'p, Deadline>> {
    rows(entry, "", ItemRef::deadlines)
}

pub(super) fn owners<'p>(entry: &'p Entry<'p>) -> impl Iterator<Item = Row<'p, Owner>> {
    rows(entry, "lead", ItemRef::leads).chain(rows(entry, "partner", ItemRef::partners))
}

/// What says of which item a part is.
fn item<'p, T: 'p>() -> Vec<Spec<Row<'p, T>>> {
    vec![
        column!("plan_id", Text, "id of the plan", |r| id(r.entry)),
        column!("item_id", Text, "id of the item in its plan", |r| {
            Value::text(Some(r.item.id()))
        }),
        column!("item_kind", Text, "objective or task", |r| Value::text(
            Some(r.item.kind().as_str())
        )),
    ]
}

fn order<'p, T: 'p>() -> Vec<Spec<Row<'p, T>>> {
    vec![column!(
        "order",
        Integer,
        "1-based place among its like in the item",
        |r| Value::count(r.order)
    )]
}

pub(super) fn target_columns<'p>() -> Vec<Spec<Row<'p, Target>>> {
    let own: Vec<Spec<Row<'p, Target>>> = vec![
        column!(
            "text",
            Text,
            "from the comparator through the unit, verbatim",
            |r| Value::text(Some(&r.part.text))
        ),
        column!("comparator", Text, "=, >=, >, <= or <", |r| comparator(r)),
        column!(
            "value",
            Number,
            "the value; the lower end of a range",
            |r| Value::Number(r.part.value)
        ),
        column!("max", Number, "the upper end of a range", |r| r
            .part
            .max
            .map_or(Value::Null, Value::Number)),
        column!("unit", Text, "% or the counted noun", |r| Value::text(
            r.part.unit.as_deref()
        )),
        column!("subject", Text, "what is counted, verbatim", |r| {
            Value::text(r.part.subject.as_deref())
        }),
        column!(
            "horizon",
            Text,
            "year or period that the objective is set for",
            |r| Value::text(r.item.horizon())
        ),
        column!("page", Integer, "page, 1-based", |r| Value::integer(
            r.part.provenance.page
        )),
        column!(
            "start",
            Integer,
            "first character in the text of the document",
            |r| Value::integer(Some(r.part.provenance.span.start))
        ),
        column!("end", Integer, "character behind the last one", |r| {
            Value::integer(Some(r.part.provenance.span.end))
        }),
        column!(
            "element",
            Text,
            "where it begins in the XML of a Word file, as an XPath of local names",
            |r| Value::text(r.part.provenance.element.as_deref())
        ),
    ];
    [item(), order(), own].concat()
}

pub(super) fn deadline_columns<'p>() -> Vec<Spec<Row<'p, Deadline>>> {
    let own: Vec<Spec<Row<'p, Deadline>>> = vec![
        column!("text", Text, "verbatim", |r| Value::text(Some(
            &r.part.text
        ))),
        column!(
            "kind",
            Text,
            "date, month, quarter, year, period, recurring, event or ongoing",
            |r| kind(r)
        ),
        column!("start_on", Date, "day on which it begins", |r| Value::date(
            r.part.start.as_deref()
        )),
        column!("due", Date, "day by which it is due, included", |r| {
            Value::date(r.part.due.as_deref())
        }),
        column!(
            "recurrence",
            Text,
            "RFC 5545 rules, with a blank between",
            |r| {
                let rules = r.part.recurrence.join(" ");
                if rules.is_empty() {
                    Value::Null
                } else {
                    Value::Text(rules.into())
                }
            }
        ),
        column!("inferred", Text, "what the document did not print", |r| {
            Value::texts(r.part.inferred.iter().map(String::as_str))
        }),
        column!("page", Integer, "page, 1-based", |r| Value::integer(
            r.part.provenance.page
        )),
        column!(
            "start",
            Integer,
            "first character in the text of the document",
            |r| Value::integer(Some(r.part.provenance.span.start))
        ),
        column!("end", Integer, "character behind the last one", |r| {
            Value::integer(Some(r.part.provenance.span.end))
        }),
        column!(
            "element",
            Text,
            "where it begins in the XML of a Word file, as an XPath of local names",
            |r| Value::text(r.part.provenance.element.as_deref())
        ),
    ];
    [item(), order(), own].concat()
}

pub(super) fn owner_columns<'p>() -> Vec<Spec<Row<'p, Owner>>> {
    let role: Vec<Spec<Row<'p, Owner>>> = vec![column!(
        "role",
        Text,
        "lead (chủ trì) or partner (phối hợp)",
        |r| Value::text(Some(r.role))
    )];
    let own: Vec<Spec<Row<'p, Owner>>> = vec![
        column!("name", Text, "name as printed", |r| Value::text(Some(
            &r.part.name
        ))),
        column!("text", Text, "verbatim", |r| Value::text(Some(
            &r.part.text
        ))),
        column!("page", Integer, "page, 1-based", |r| Value::integer(
            r.part.provenance.page
        )),
    ];
    [item(), role, order(), own].concat()
}

fn comparator<'r>(row: &'r Row<'_, Target>) -> Value<'r> {
    Value::text(Some(match row.part.comparator {
        Comparator::Equal => "=",
        Comparator::AtLeast => ">=",
        Comparator::More => ">",
        Comparator::AtMost => "<=",
        Comparator::Less => "<",
    }))
}

fn kind<'r>(row: &'r Row<'_, Deadline>) -> Value<'r> {
    Value::text(Some(match row.part.kind {
        DeadlineKind::Date => "date",
        DeadlineKind::Month => "month",
        DeadlineKind::Quarter => "quarter",
        DeadlineKind::Year => "year",
        DeadlineKind::Period => "period",
        DeadlineKind::Recurring => "recurring",
        DeadlineKind::Event => "event",
        DeadlineKind::Ongoing => "ongoing",
    }))
}
