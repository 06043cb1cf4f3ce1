//! What holds for the record of every document: those of `corpus/` (text and PDF) and `fixtures/`,
//! and, where they are there, the shared ones.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use plan::{Plan, Section};
use serde_json::Value;

use crate::support::{documents, pdfs, root, shared, word_files};

/// A document with its record and its normalised text, whose characters spans count.
struct Case {
    path: PathBuf,
    plan: Plan,
    value: Value,
    text: Vec<char>,
}

impl Case {
    fn read(path: &Path) -> Option<Case> {
        let bytes = fs::read(path).ok()?;
        let plan = ingest::extract_file(path, ingest::DEFAULT_LIMIT).ok()?;
        let text = ingest::normalised_text(&bytes).ok()?;
        let value = serde_json::to_value(&plan).expect("a plan is JSON");
        Some(Case {
            path: path.to_path_buf(),
            plan,
            value,
            text: text.chars().collect(),
        })
    }

    /// The text of a `span` object.
    fn slice(&self, span: &Value) -> Option<String> {
        let end = |name: &str| span.get(name).and_then(Value::as_u64).map(|n| n as usize);
        Some(self.text.get(end("start")?..end("end")?)?.iter().collect())
    }
}

/// Documents that must be readable at all: every one of `corpus/`, the seeds and the flattened.
fn whole_documents() -> Vec<PathBuf> {
    let mut paths = documents(&root().join("corpus"));
    if let Some(shared) = shared() {
        paths.extend(documents(&shared.join("seeds")));
        paths.extend(documents(&shared.join("real/flattened")));
    }
    paths
}

/// Every document; of `fixtures/` those that can be read.
fn cases() -> Vec<Case> {
    let whole = whole_documents();
    let mut cases: Vec<_> = whole
        .iter()
        .map(|path| Case::read(path).unwrap_or_else(|| panic!("{} gives no plan", path.display())))
        .collect();
    let fixtures = documents(&root().join("fixtures"));
    cases.extend(fixtures.iter().filter_map(|path| Case::read(path)));
    let mut printed = pdfs(&root().join("corpus"));
    printed.extend(word_files(&root().join("corpus/docx")));
    if let Some(shared) = shared() {
        // Scans among them give no plan.
        printed.extend(pdfs(&shared.join("print")));
        printed.extend(pdfs(&shared.join("real")));
        printed.extend(word_files(&shared.join("real")));
    }
    cases.extend(printed.iter().filter_map(|path| Case::read(path)));
    cases
}

/// Text without white space, for comparing what was joined over line breaks.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Calls `visit` with every object of a record and the way to it.
fn objects(value: &Value, at: &str, visit: &mut impl FnMut(&str, &serde_json::Map<String, Value>)) {
    match value {
        Value::Object(map) => {
            visit(at, map);
            for (name, child) in map {
                objects(child, &format!("{at}.{name}"), visit);
            }
        }
        Value::Array(list) => {
            for (index, child) in list.iter().enumerate() {
                objects(child, &format!("{at}[{index}]"), visit);
            }
        }
        _ => {}
    }
}

/// Fails with all findings at once: one document at a time would take a day.
#[track_caller]
fn nothing(findings: &[String], law: &str) {
    let shown = findings
        .iter()
        .take(40)
        .cloned()
        .collect::<Vec<_>>()
        .join("\n");
    assert!(
        findings.is_empty(),
        "{law}: {} times not\n{shown}",
        findings.len()
    );
}

#[test]
fn re_reading_a_span_gives_the_text() {
    let mut findings = vec![];
    for case in cases() {
        objects(&case.value, "", &mut |at, object| {
            let (Some(text), Some(place)) = (
                object.get("text").and_then(Value::as_str),
                object.get("provenance"),
            ) else {
                return;
            };
            if text.is_empty() && place.is_null() {
                return;
            }
            let read = case
                .slice(&place["span"])
                .unwrap_or_else(|| "(outside)".to_string());
            if squeezed(&read) != squeezed(text) {
                findings.push(format!(
                    "{}{at}: {text:?} but {read:?}",
                    case.path.display()
                ));
            }
        });
    }
    nothing(&findings, "a value stands where its span says");
}

/// Longest edge of a page that is believed, in points.
const LARGEST_PAGE: f64 = 20_000.0;

#[test]
fn what_stands_in_a_pdf_has_its_boxes_on_its_page() {
    let mut findings = vec![];
    let is_pdf = |case: &&Case| case.plan.source.media_type == "application/pdf";
    for case in cases().iter().filter(is_pdf) {
        let pages = u64::from(case.plan.source.pages.unwrap_or(0));
        objects(&case.value, "", &mut |at, map| {
            let (Some(span), Some(boxes)) = (map.get("span"), map.get("boxes")) else {
                return;
            };
            let text = case.slice(span).unwrap_or_default();
            let boxes = boxes.as_array().cloned().unwrap_or_default();
            if boxes.is_empty() && !text.trim().is_empty() {
                findings.push(format!("{} {at}: no box", case.path.display()));
            }
            if let Some(first) = boxes.first()
                && first["page"] != map["page"]
            {
                findings.push(format!(
                    "{} {at}: first box on another page",
                    case.path.display()
                ));
            }
            for area in boxes {
                let edge = |name: &str| area[name].as_f64().unwrap_or(f64::NAN);
                let inside = |name: &str| (-50.0..LARGEST_PAGE).contains(&edge(name));
                let good = area["page"]
                    .as_u64()
                    .is_some_and(|p| (1..=pages).contains(&p))
                    && ["x0", "y0", "x1", "y1"].into_iter().all(inside)
                    && edge("x0") <= edge("x1")
                    && edge("y0") < edge("y1");
                if !good {
                    findings.push(format!("{} {at}: {area}", case.path.display()));
                }
            }
        });
    }
    nothing(&findings, "every value of a PDF has boxes on its pages");
}

#[test]
fn a_heading_stands_where_its_span_says() {
    let mut findings = vec![];
    for case in cases() {
        each_section(&case.plan.outline, &mut |section| {
            let value = serde_json::to_value(section.provenance.span).expect("a span is JSON");
            let read = squeezed(&case.slice(&value).unwrap_or_default());
            let parts = [section.label.as_deref(), section.title.as_deref()];
            for part in parts.into_iter().flatten() {
                if !read.contains(&squeezed(part)) {
                    let path = case.path.display();
                    findings.push(format!("{path} {}: {part:?} not in {read:?}", section.id));
                }
            }
        });
    }
    nothing(&findings, "a heading stands where its span says");
}

#[test]
fn metadata_stands_where_its_span_says() {
    // Fields that are printed as they are but for the case of their letters; number, dates,
    // period and province have a canonical form.
    const VERBATIM: [&str; 5] = ["kind", "issuer", "parent", "place", "title"];
    let mut findings = vec![];
    for case in cases() {
        let metadata = &case.value["metadata"];
        for field in VERBATIM {
            let Some(text) = metadata[field].as_str() else {
                continue;
            };
            let span = &metadata["provenance"][field]["span"];
            let read = case
                .slice(span)
                .unwrap_or_else(|| "(no provenance)".to_string());
            // A letterhead in two columns has words of the other column between its lines.
            let mut rest: Vec<_> = words(&read).collect();
            let missing = words(text).find(|word| {
                let place = rest.iter().position(|other| other == word);
                place.map(|place| rest.remove(place)).is_none()
            });
            if missing.is_some() {
                findings.push(format!(
                    "{} {field}: {text:?} but {read:?}",
                    case.path.display()
                ));
            }
        }
    }
    nothing(&findings, "metadata stands where its span says");
}

fn each_section<'a>(sections: &'a [Section], visit: &mut impl FnMut(&'a Section)) {
    for section in sections {
        visit(section);
        each_section(&section.children, visit);
    }
}

/// Words as an analyst would count them: runs of letters; digits are page numbers too often.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().any(char::is_alphabetic))
        .map(str::to_lowercase)
}

fn strings(value: &Value, into: &mut BTreeMap<String, usize>) {
    match value {
        Value::String(text) => words(text).for_each(|word| *into.entry(word).or_default() += 1),
        Value::Array(list) => list.iter().for_each(|value| strings(value, into)),
        Value::Object(map) => map.values().for_each(|value| strings(value, into)),
        _ => {}
    }
}

/// The body: from behind the title to the recipients or the signature, whichever comes first.
fn body(case: &Case) -> String {
    let metadata = &case.plan.metadata;
    let start = metadata
        .provenance
        .get("title")
        .map_or(0, |place| place.span.end as usize);
    let recipients = metadata
        .recipients
        .iter()
        .map(|line| line.provenance.span.start as usize);
    let signers = metadata
        .signers
        .iter()
        .map(|signer| signer.provenance.span.start as usize);
    let end = recipients
        .chain(signers)
        .filter(|&at| at > start)
        .min()
        .unwrap_or(case.text.len());
    case.text
        .get(start..end)
        .unwrap_or_default()
        .iter()
        .collect()
}

#[test]
fn every_word_of_the_body_stands_in_outline_metadata_or_a_table() {
    let mut findings = vec![];
    for case in cases() {
        let mut have = BTreeMap::new();
        for part in ["metadata", "outline", "tables"] {
            strings(&case.value[part], &mut have);
        }
        let mut lost: BTreeMap<String, usize> = BTreeMap::new();
        for word in words(&body(&case)) {
            match have.get_mut(&word).filter(|count| **count > 0) {
                Some(count) => *count -= 1,
                None => *lost.entry(word).or_default() += 1,
            }
        }
        // `Nơi nhận` itself is the label of the recipients.
        for label in ["nơi", "nhận"] {
            if lost.get(label) == Some(&1) {
                lost.remove(label);
            }
        }
        if !lost.is_empty() {
            findings.push(format!("{}: {lost:?}", case.path.display()));
        }
    }
    nothing(&findings, "no word of the body is lost");
}

#[test]
fn ids_are_unique_and_items_and_paragraphs_know_each_other() {
    let mut findings = vec![];
    for case in cases() {
        let path = case.path.display();
        let plan = &case.plan;
        let objectives = plan.objectives.iter().map(|item| item.id.as_str());
        let items: Vec<_> = objectives
            .chain(plan.tasks.iter().map(|item| item.id.as_str()))
            .collect();
        let known: BTreeSet<_> = items.iter().copied().collect();
        if known.len() != items.len() {
            findings.push(format!("{path}: an item id is used twice"));
        }
        let mut sections = BTreeSet::new();
        let mut pointed = BTreeSet::new();
        each_section(&plan.outline, &mut |section| {
            if !sections.insert(section.id.as_str()) {
                findings.push(format!(
                    "{path}: the section id {} is used twice",
                    section.id
                ));
            }
            let made = section
                .paragraphs
                .iter()
                .filter_map(|paragraph| paragraph.item.as_deref());
            pointed.extend(made);
        });
        let rows = plan
            .tables
            .iter()
            .flat_map(|table| table.header.iter().chain(&table.rows));
        pointed.extend(rows.filter_map(|row| row.item.as_deref()));
        for id in known.symmetric_difference(&pointed) {
            findings.push(format!("{path}: item {id} stands in one list only"));
        }
    }
    nothing(
        &findings,
        "ids are unique and lead from paragraphs to items",
    );
}

#[test]
fn the_same_bytes_give_the_same_record() {
    for path in whole_documents() {
        let record = || {
            let plan = ingest::extract_file(&path, ingest::DEFAULT_LIMIT).expect("a plan");
            serde_json::to_string(&plan).expect("a plan is JSON")
        };
        assert_eq!(record(), record(), "{}", path.display());
    }
}

#[test]
fn a_record_read_back_is_the_record() {
    for case in cases() {
        let read: Plan = serde_json::from_value(case.value).expect("the record reads back");
        assert_eq!(read, case.plan, "{}", case.path.display());
    }
}
