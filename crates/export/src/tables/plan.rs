//! The table of plans.

use super::Spec;
use crate::entry::Entry;
use crate::value::Value;

pub(super) fn plan_columns<'p>() -> Vec<Spec<Entry<'p>>> {
    vec![
        column!(
            "plan_id",
            Text,
            "id of the plan, from the content of its file",
            |e| id(e)
        ),
        column!("number", Text, "number of the document", |e| Value::text(
            e.plan.metadata.number.as_deref()
        )),
        column!("symbol", Text, "the part behind the number", |e| {
            Value::text(e.plan.metadata.symbol.as_deref())
        }),
        column!("kind", Text, "kind of document", |e| Value::text(
            e.plan.metadata.kind.as_deref()
        )),
        column!("title", Text, "title (trích yếu)", |e| Value::text(
            e.plan.metadata.title.as_deref()
        )),
        column!("issuer", Text, "issuing body", |e| Value::text(
            e.plan.metadata.issuer.as_deref()
        )),
        column!("parent", Text, "the body above it", |e| Value::text(
            e.plan.metadata.parent.as_deref()
        )),
        column!("place", Text, "place of the date line", |e| Value::text(
            e.plan.metadata.place.as_deref()
        )),
        column!(
            "issued_on",
            Text,
            "date of issue as precise as printed, ISO 8601",
            |e| Value::text(e.plan.metadata.issued_on.as_deref())
        ),
        column!(
            "issued_date",
            Date,
            "date of issue when printed to the day",
            |e| Value::date(e.plan.metadata.issued_on.as_deref())
        ),
        column!("province", Text, "province when issued", |e| province(e)),
        column!("province_code", Text, "its code then", |e| Value::text(
            e.plan.metadata.province.as_ref().map(|p| p.code.as_str())
        )),
        column!(
            "current_province",
            Text,
            "province that holds it since 1 July 2025",
            |e| current_province(e)
        ),
        column!("current_province_code", Text, "its code", |e| Value::text(
            e.plan
                .metadata
                .province
                .as_ref()
                .map(|p| p.current_code.as_str())
        )),
        column!("region", Text, "socio-economic region", |e| region(e)),
        column!(
            "period_first",
            Integer,
            "first year that the plan covers",
            |e| Value::integer(e.plan.metadata.period.map(|p| p.first))
        ),
        column!(
            "period_last",
            Integer,
            "last year that the plan covers",
            |e| Value::integer(e.plan.metadata.period.map(|p| p.last))
        ),
        column!(
            "legal_bases",
            Text,
            "numbers of the documents that it is based on, with `; ` between",
            |e| {
                Value::texts(
                    e.plan
                        .metadata
                        .legal_bases
                        .iter()
                        .map(|c| c.number.as_str()),
                )
            }
        ),
        column!(
            "replaces",
            Text,
            "numbers of the documents that it replaces or amends",
            |e| { Value::texts(e.plan.metadata.replaces.iter().map(String::as_str)) }
        ),
        column!("signers", Text, "who signed", |e| {
            Value::texts(
                e.plan
                    .metadata
                    .signers
                    .iter()
                    .filter_map(|s| s.name.as_deref()),
            )
        }),
        column!(
            "objectives",
            Integer,
            "number of objectives in the plan",
            |e| Value::count(e.plan.objectives.len())
        ),
        column!("tasks", Integer, "number of tasks in the plan", |e| {
            Value::count(e.plan.tasks.len())
        }),
        column!(
            "warnings",
            Integer,
            "number of diagnostics that are no mere information",
            |e| {
                let diagnostics = e.plan.diagnostics.iter();
                Value::count(
                    diagnostics
                        .filter(|d| d.severity > plan::Severity::Info)
                        .count(),
                )
            }
        ),
        column!("file_name", Text, "name of the file", |e| Value::text(
            Some(&e.plan.source.file_name)
        )),
        column!("media_type", Text, "kind of file", |e| Value::text(Some(
            &e.plan.source.media_type
        ))),
        column!("pages", Integer, "number of pages", |e| Value::integer(
            e.plan.source.pages
        )),
        column!("sha256", Text, "SHA-256 of the file", |e| Value::text(
            Some(&e.plan.source.sha256)
        )),
    ]
}

pub(super) fn id<'r>(entry: &'r Entry<'_>) -> Value<'r> {
    Value::text(Some(&entry.plan.id))
}

pub(super) fn province<'r>(entry: &'r Entry<'_>) -> Value<'r> {
    Value::text(
        entry
            .plan
            .metadata
            .province
            .as_ref()
            .map(|p| p.name.as_str()),
    )
}

pub(super) fn current_province<'r>(entry: &'r Entry<'_>) -> Value<'r> {
    let province = entry.plan.metadata.province.as_ref();
    Value::text(province.map(|p| p.current_name.as_str()))
}

fn region<'r>(entry: &'r Entry<'_>) -> Value<'r> {
    let province = entry.plan.metadata.province.as_ref();
    let region = province.and_then(|p| plan::region::region_of(&p.current_code));
    Value::text(region.map(|region| region.name))
}
