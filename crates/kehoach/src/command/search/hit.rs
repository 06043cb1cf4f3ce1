//! A hit for a person, and as a row of a table.

use store::{Entry, Hit};

use crate::record::{deadlines, joined, labelled, owners, path, place, province};
use crate::text::{Page, clean};

/// A hit for a person: the document, then what was found with the words marked, then when, who and on which page, and where the words
/// stand when they do not stand in the text.
pub(super) fn shown(page: Page, hit: &Hit) -> String {
    let known = |value: &Option<String>| clean(value.as_deref().unwrap_or("–")).into_owned();
    let plan = &hit.plan;
    let document = [
        page.bold(
            &plan
                .province
                .as_ref()
                .map_or_else(|| "–".to_string(), province),
        ),
        known(&plan.number.clone().or_else(|| plan.symbol.clone())),
        known(&plan.issuer),
        known(&plan.issued_on),
        page.dim(&plan.id),
    ];
    let mut out = page.wrap("", &document.join(" · "));
    out.push('\n');
    let kind = hit.item.kind().as_str();
    let text = match hit.item.text() {
        "" => "(no title)".to_string(),
        text => labelled(hit.item.label(), &marked(page, text, &hit.highlights)),
    };
    out.push_str(&page.wrap(&format!("  {kind:<10}"), &text));
    out.push('\n');
    let mut line = |name: &str, value: &str| {
        out.push_str(&page.wrap(&format!("  {name:<10}"), value));
        out.push('\n');
    };
    let attributes = [
        ("deadline", "deadlines", deadlines(hit.item.deadlines())),
        ("lead", "leads", owners(hit.item.leads())),
        ("under", "path", path(hit.item.path())),
    ];
    for (name, field, value) in attributes {
        if let Some(value) = value {
            let found = found_in(page, hit, field);
            line(name, &found.unwrap_or_else(|| page.dim(&clean(&value))));
        }
    }
    let is_document = matches!(hit.item, Entry::Document(_));
    for (name, field) in [
        ("partners", "partners"),
        ("group", "group"),
        ("outputs", "outputs"),
        ("notes", "notes"),
        ("title", "plan.title"),
    ] {
        if let Some(found) = found_in(page, hit, field).filter(|_| !is_document) {
            line(name, &found);
        }
    }
    let stands = hit.item.provenance();
    if let Some(at) = stands.and_then(|at| place(at.page, at.element.as_deref())) {
        line("at", &page.dim(&at));
    }
    out
}

/// The values of a field with what was found in them marked; none when nothing was.
fn found_in(page: Page, hit: &Hit, field: &str) -> Option<String> {
    let of_field = |name: &str| {
        name.strip_prefix(field)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
    };
    if !hit.around.iter().any(|mark| of_field(&mark.field)) {
        return None;
    }
    let ranges = |name: String| {
        let mark = hit.around.iter().find(|mark| mark.field == name);
        mark.map(|mark| mark.ranges.as_slice()).unwrap_or_default()
    };
    let item = &hit.item;
    let named = |list: &str, owners: &[plan::Owner]| {
        let owners = owners.iter().enumerate();
        let names = owners
            .map(|(at, owner)| marked(page, &owner.name, ranges(format!("{list}[{at}].name"))));
        joined(&names.collect::<Vec<_>>(), "; ")
    };
    match field {
        "leads" => named(field, item.leads()),
        "partners" => named(field, item.partners()),
        "deadlines" => {
            let all = item.deadlines().iter().enumerate().map(|(at, deadline)| {
                let text = marked(
                    page,
                    &deadline.text,
                    ranges(format!("deadlines[{at}].text")),
                );
                match &deadline.due {
                    Some(due) => format!("{text} (by {due})"),
                    None => text,
                }
            });
            joined(&all.collect::<Vec<_>>(), "; ")
        }
        "path" => {
            let all = item.path().iter().enumerate().map(|(at, heading)| {
                let title = heading.title.as_deref().unwrap_or_default();
                let title = marked(page, title, ranges(format!("path[{at}].title")));
                labelled(heading.label.as_deref(), &title)
            });
            joined(&all.collect::<Vec<_>>(), " › ")
        }
        "outputs" => {
            let all = item.outputs().iter().enumerate();
            let all = all.map(|(at, output)| {
                marked(page, &output.text, ranges(format!("outputs[{at}].text")))
            });
            joined(&all.collect::<Vec<_>>(), "; ")
        }
        "group" | "notes" => {
            let Entry::Task(task) = item else {
                return None;
            };
            let value = if field == "group" {
                &task.group
            } else {
                &task.notes
            };
            value
                .as_deref()
                .map(|text| marked(page, text, ranges(field.to_string())))
        }
        "plan.title" => hit
            .plan
            .title
            .as_deref()
            .map(|text| marked(page, text, ranges(field.to_string()))),
        _ => None,
    }
}

/// A text with what was found marked.
fn marked(page: Page, text: &str, ranges: &[std::ops::Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for mark in store::byte_ranges(text, ranges) {
        if let (Some(before), Some(found)) = (text.get(at..mark.start), text.get(mark.clone())) {
            out.push_str(&clean(before));
            out.push_str(&page.hit(&clean(found)));
            at = mark.end;
        }
    }
    out.push_str(&clean(text.get(at..).unwrap_or_default()));
    out
}

/// Names of the columns of [`row`].
pub(super) fn columns() -> [&'static str; 15] {
    [
        "kind",
        "province",
        "province_now",
        "number",
        "issuer",
        "issued_on",
        "plan",
        "id",
        "label",
        "text",
        "deadline",
        "due",
        "lead",
        "partners",
        "under",
    ]
}

/// A hit as a row of a table.
pub(super) fn row(hit: &Hit) -> [String; 15] {
    let plan = &hit.plan;
    let known = |value: &Option<String>| value.clone().unwrap_or_default();
    let item = &hit.item;
    let province = plan.province.as_ref();
    let texts: Vec<&str> = item.deadlines().iter().map(|d| d.text.as_str()).collect();
    let due: Vec<&str> = item
        .deadlines()
        .iter()
        .filter_map(|d| d.due.as_deref())
        .collect();
    [
        item.kind().as_str().to_owned(),
        province
            .map(|province| province.name.clone())
            .unwrap_or_default(),
        province
            .map(|province| province.current_name.clone())
            .unwrap_or_default(),
        known(&plan.number),
        known(&plan.issuer),
        known(&plan.issued_on),
        plan.id.clone(),
        item.id().to_owned(),
        item.label().unwrap_or_default().to_owned(),
        item.text().to_owned(),
        texts.join("; "),
        due.join("; "),
        owners(item.leads()).unwrap_or_default(),
        owners(item.partners()).unwrap_or_default(),
        path(item.path()).unwrap_or_default(),
    ]
}
