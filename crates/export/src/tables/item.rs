//! The tables of objectives, of tasks, and of both.

use plan::{Origin, Scope, Task};
use store::{ItemKind, ItemRef};

use super::Spec;
use super::plan::{current_province, id, province};
use crate::entry::Entry;
use crate::value::Value;

/// An item with the plan that it stands in.
pub(super) struct ItemRow<'p> {
    pub(super) entry: &'p Entry<'p>,
    pub(super) item: ItemRef<'p>,
}

impl<'p> ItemRow<'p> {
    fn task(&self) -> Option<&'p Task> {
        match self.item {
            ItemRef::Task(task) => Some(task),
            ItemRef::Objective(_) => None,
        }
    }
}

pub(super) fn items<'p>(entry: &'p Entry<'p>) -> impl Iterator<Item = ItemRow<'p>> {
    let items = entry.selection.items.iter();
    items.map(move |&item| ItemRow { entry, item })
}

pub(super) fn objectives<'p>(entry: &'p Entry<'p>) -> impl Iterator<Item = ItemRow<'p>> {
    items(entry).filter(|row| row.item.kind() == ItemKind::Objective)
}

pub(super) fn tasks<'p>(entry: &'p Entry<'p>) -> impl Iterator<Item = ItemRow<'p>> {
    items(entry).filter(|row| row.item.kind() == ItemKind::Task)
}

pub(super) fn objective_columns<'p>() -> Vec<Spec<ItemRow<'p>>> {
    let own: Vec<Spec<ItemRow<'p>>> = vec![
        column!(
            "scope",
            Text,
            "general (mục tiêu chung) or specific",
            |r| scope(r)
        ),
        column!("horizon", Text, "year or period that it is set for", |r| {
            Value::text(r.item.horizon())
        }),
    ];
    [document(), content(), own, attributes(), place()].concat()
}

pub(super) fn task_columns<'p>() -> Vec<Spec<ItemRow<'p>>> {
    let own: Vec<Spec<ItemRow<'p>>> = vec![
        column!(
            "group",
            Text,
            "group row that a table row stands under",
            |r| Value::text(r.task().and_then(|t| t.group.as_deref()))
        ),
        column!("origin", Text, "section, table or assignment", |r| origin(
            r
        )),
    ];
    let outputs: Vec<Spec<ItemRow<'p>>> = vec![
        column!(
            "outputs",
            Text,
            "products and results, with `; ` between",
            |r| {
                let outputs = r.task().into_iter().flat_map(|t| &t.outputs);
                Value::texts(outputs.map(|output| output.text.as_str()))
            }
        ),
        column!("notes", Text, "remarks (ghi chú)", |r| Value::text(
            r.task().and_then(|t| t.notes.as_deref())
        )),
    ];
    [document(), content(), own, attributes(), outputs, place()].concat()
}

pub(super) fn item_columns<'p>() -> Vec<Spec<ItemRow<'p>>> {
    let kind: Vec<Spec<ItemRow<'p>>> = vec![
        column!("item_kind", Text, "objective or task", |r| Value::text(
            Some(r.item.kind().as_str())
        )),
        column!("title", Text, "title of the plan", |r| Value::text(
            r.entry.plan.metadata.title.as_deref()
        )),
        column!("issuer", Text, "issuing body", |r| Value::text(
            r.entry.plan.metadata.issuer.as_deref()
        )),
    ];
    let own: Vec<Spec<ItemRow<'p>>> = vec![
        column!(
            "horizon",
            Text,
            "year or period that an objective is set for",
            |r| Value::text(r.item.horizon())
        ),
        column!(
            "group",
            Text,
            "group row that a table row stands under",
            |r| Value::text(r.task().and_then(|t| t.group.as_deref()))
        ),
        column!(
            "outputs",
            Text,
            "products and results, with `; ` between",
            |r| {
                let outputs = r.task().into_iter().flat_map(|t| &t.outputs);
                Value::texts(outputs.map(|output| output.text.as_str()))
            }
        ),
    ];
    [document(), kind, content(), own, attributes(), place()].concat()
}

/// What says of which document an item is.
fn document<'p>() -> Vec<Spec<ItemRow<'p>>> {
    vec![
        column!("plan_id", Text, "id of the plan", |r| id(r.entry)),
        column!("item_id", Text, "id of the item, unique in its plan", |r| {
            Value::text(Some(r.item.id()))
        }),
        column!("province", Text, "province when issued", |r| province(
            r.entry
        )),
        column!(
            "current_province",
            Text,
            "province that holds it since 1 July 2025",
            |r| current_province(r.entry)
        ),
        column!("number", Text, "number of the document", |r| Value::text(
            r.entry.plan.metadata.number.as_deref()
        )),
        column!(
            "issued_on",
            Text,
            "date of issue as precise as printed, ISO 8601",
            |r| Value::text(r.entry.plan.metadata.issued_on.as_deref())
        ),
    ]
}

fn content<'p>() -> Vec<Spec<ItemRow<'p>>> {
    vec![
        column!(
            "path",
            Text,
            "headings above it, the outermost first, with ` › ` between",
            |r| path(r)
        ),
        column!("label", Text, "own label as printed", |r| Value::text(
            r.item.label()
        )),
        column!("text", Text, "verbatim text", |r| Value::text(Some(
            r.item.text()
        ))),
    ]
}

fn attributes<'p>() -> Vec<Spec<ItemRow<'p>>> {
    vec![
        column!(
            "targets",
            Text,
            "commitments in numbers, as printed, with `; ` between",
            |r| { Value::texts(r.item.targets().iter().map(|target| target.text.as_str())) }
        ),
        column!(
            "deadlines",
            Text,
            "statements of time, as printed, with `; ` between",
            |r| {
                Value::texts(
                    r.item
                        .deadlines()
                        .iter()
                        .map(|deadline| deadline.text.as_str()),
                )
            }
        ),
        column!("due", Date, "the last day by which it is due", |r| {
            Value::date(
                r.item
                    .deadlines()
                    .iter()
                    .filter_map(|d| d.due.as_deref())
                    .max(),
            )
        }),
        column!(
            "leads",
            Text,
            "who answers for it (chủ trì), with `; ` between",
            |r| { Value::texts(r.item.leads().iter().map(|owner| owner.name.as_str())) }
        ),
        column!(
            "partners",
            Text,
            "who takes part (phối hợp), with `; ` between",
            |r| { Value::texts(r.item.partners().iter().map(|owner| owner.name.as_str())) }
        ),
        column!(
            "citations",
            Text,
            "numbers of cited documents, with `; ` between",
            |r| {
                Value::texts(
                    r.item
                        .citations()
                        .iter()
                        .map(|citation| citation.number.as_str()),
                )
            }
        ),
    ]
}

/// Where it stands.
fn place<'p>() -> Vec<Spec<ItemRow<'p>>> {
    vec![
        column!("page", Integer, "page, 1-based", |r| Value::integer(
            r.item.provenance().page
        )),
        column!(
            "start",
            Integer,
            "first character in the text of the document",
            |r| Value::integer(Some(r.item.provenance().span.start))
        ),
        column!("end", Integer, "character behind the last one", |r| {
            Value::integer(Some(r.item.provenance().span.end))
        }),
        column!(
            "element",
            Text,
            "where it begins in the XML of a Word file, as an XPath of local names",
            |r| Value::text(r.item.provenance().element.as_deref())
        ),
    ]
}

fn path<'r>(row: &'r ItemRow<'_>) -> Value<'r> {
    let headings: Vec<String> = row
        .item
        .path()
        .iter()
        .map(|heading| {
            let parts = [heading.label.as_deref(), heading.title.as_deref()];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        })
        .collect();
    if headings.is_empty() {
        Value::Null
    } else {
        Value::Text(headings.join(" › ").into())
    }
}

fn scope<'r>(row: &'r ItemRow<'_>) -> Value<'r> {
    match row.item {
        ItemRef::Objective(objective) => Value::text(Some(match objective.scope {
            Scope::General => "general",
            Scope::Specific => "specific",
        })),
        ItemRef::Task(_) => Value::Null,
    }
}

fn origin<'r>(row: &'r ItemRow<'_>) -> Value<'r> {
    Value::text(row.task().map(|task| match task.origin {
        Origin::Section => "section",
        Origin::Table => "table",
        Origin::Assignment => "assignment",
    }))
}
