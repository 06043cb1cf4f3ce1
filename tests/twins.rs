//! The plans of `corpus/` printed as PDF or written as Word files say what their twins in text say.
//!
//! `corpus/pdf/PLAN.PRODUCER.pdf` and `corpus/docx/PLAN.HABITS.docx` have the twin `corpus/PLAN.txt` (or `.md`). Compared are metadata,
//! sections, objectives and tasks; not compared is where values stand, nor the paragraphs, whose
//! words a law counts. A failure names the document, the item and the field, with both values.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{Folder, documents, pdfs, root, word_files};

/// Says where a value stands, or names it: differs by nature.
const NOT_COMPARED: [&str; 3] = ["id", "provenance", "field_provenance"];

/// Text by the first part of its file's name, of `corpus/` itself.
fn twin(pdf: &Path) -> PathBuf {
    let name = pdf.file_name().unwrap_or_default().to_string_lossy();
    let plan = name.split('.').next().unwrap_or_default();
    let texts = documents(&root().join("corpus"));
    let twin = texts
        .into_iter()
        .find(|path| path.file_stem().is_some_and(|stem| stem == plan));
    twin.unwrap_or_else(|| panic!("{name} has no twin"))
}

/// What `kehoach extract` prints of a document.
fn extracted(path: &Path) -> Value {
    let path = path.to_str().expect("a path in UTF-8");
    let run = Folder::new().run(&["extract", path]);
    assert_eq!(run.status, Some(0), "{path}: {}", run.stderr);
    serde_json::from_str(&run.stdout).expect("a record is JSON")
}

/// Headings in the order of the document, with what stands above them.
fn sections(record: &Value) -> Value {
    fn walk(list: &Value, above: &str, out: &mut Vec<Value>) {
        for section in list.as_array().into_iter().flatten() {
            let part = |name: &str| section[name].as_str().unwrap_or_default().to_string();
            let name = format!("{} {}", part("label"), part("title"));
            // What has no heading is the frame: letterhead, opening and closing.
            if !name.trim().is_empty() {
                out.push(json!({
                    "text": name.trim(), "under": above, "kind": section["kind"],
                    "label": section["label"], "title": section["title"],
                }));
            }
            walk(&section["children"], name.trim(), out);
        }
    }
    let mut out = vec![];
    walk(&record["outline"], "", &mut out);
    Value::Array(out)
}

/// Adds a line for every value that differs.
fn differences(at: &str, want: &Value, got: &Value, out: &mut Vec<String>) {
    match (want, got) {
        (Value::Object(a), Value::Object(b)) => {
            let names = a
                .keys()
                .chain(b.keys().filter(|name| !a.contains_key(*name)));
            for name in names.filter(|name| !NOT_COMPARED.contains(&name.as_str())) {
                let absent = Value::Null;
                let of = |map: &serde_json::Map<String, Value>| {
                    map.get(name).cloned().unwrap_or(absent.clone())
                };
                differences(&format!("{at}.{name}"), &of(a), &of(b), out);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                differences(&format!("{at}[{index}]"), a, b, out);
            }
        }
        (a, b) if a == b => {}
        (a, b) => out.push(format!(
            "  {at}\n    text: {}\n    pdf:  {}",
            shown(a),
            shown(b)
        )),
    }
}

/// A value without what is not compared, short enough to read.
fn shown(value: &Value) -> String {
    let bare = without_places(value).to_string();
    match bare.char_indices().nth(400) {
        Some((end, _)) => format!("{}…", &bare[..end]),
        None => bare,
    }
}

fn without_places(value: &Value) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .filter(|(name, _)| !NOT_COMPARED.contains(&name.as_str()))
            .map(|(name, value)| (name.clone(), without_places(value)))
            .collect(),
        Value::Array(list) => list.iter().map(without_places).collect(),
        other => other.clone(),
    }
}

/// Compares two lists whose members are known by their text: the same sentence may occur twice, then in order.
fn compare_lists(name: &str, want: &Value, got: &Value, out: &mut Vec<String>) {
    let texts = |list: &Value| -> Vec<(String, Value)> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let members = list.as_array().cloned().unwrap_or_default();
        let named = members.into_iter().map(|member| {
            let text = member["text"].as_str().unwrap_or_default().to_string();
            let count = seen.entry(text.clone()).or_default();
            *count += 1;
            (format!("{text} #{count}"), member)
        });
        named.collect()
    };
    let (want, got) = (texts(want), texts(got));
    let order = |list: &[(String, Value)]| -> Vec<String> {
        list.iter().map(|(text, _)| text.clone()).collect()
    };
    for (text, member) in &want {
        match got.iter().find(|(other, _)| other == text) {
            Some((_, other)) => differences(&format!("{name} «{text}»"), member, other, out),
            None => out.push(format!("  {name} only in the text: «{text}»")),
        }
    }
    for (text, _) in &got {
        if !want.iter().any(|(other, _)| other == text) {
            out.push(format!("  {name} only in the pdf: «{text}»"));
        }
    }
    let (a, b) = (order(&want), order(&got));
    if a != b && a.len() == b.len() && a.iter().all(|text| b.contains(text)) {
        out.push(format!("  {name}: in another order"));
    }
}

/// The plans of the corpus in other formats.
fn printed() -> Vec<PathBuf> {
    let mut printed = pdfs(&root().join("corpus/pdf"));
    printed.extend(word_files(&root().join("corpus/docx")));
    printed
}

#[test]
fn a_printed_plan_says_what_its_text_says() {
    let printed = printed();
    assert!(
        printed.len() >= 28,
        "the PDFs and Word files of the corpus are there"
    );
    let mut findings = vec![];
    let mut texts: BTreeMap<PathBuf, Value> = BTreeMap::new();
    for pdf in printed {
        let twin = twin(&pdf);
        let want = texts
            .entry(twin.clone())
            .or_insert_with(|| extracted(&twin))
            .clone();
        let got = extracted(&pdf);
        let mut found = vec![];
        differences("metadata", &want["metadata"], &got["metadata"], &mut found);
        compare_lists("section", &sections(&want), &sections(&got), &mut found);
        compare_lists(
            "objective",
            &want["objectives"],
            &got["objectives"],
            &mut found,
        );
        compare_lists("task", &want["tasks"], &got["tasks"], &mut found);
        if !found.is_empty() {
            findings.push(format!("{}\n{}", pdf.display(), found.join("\n")));
        }
    }
    assert!(
        findings.is_empty(),
        "{} printed plans say something else than their text\n{}",
        findings.len(),
        findings.join("\n")
    );
}

/// Members of a list that must be there, by text; a record marks what one could argue about.
fn required(list: &Value) -> Vec<&Value> {
    let members = list.as_array().into_iter().flatten();
    members
        .filter(|member| member["optional"] != json!(true))
        .collect()
}

/// Whether a field may have other values than the record's.
fn argued(member: &Value, field: &str) -> bool {
    let alternatives = member["alternatives"].as_object();
    alternatives.is_some_and(|map| map.keys().any(|key| key.starts_with(field)))
}

fn names(owners: &Value) -> Vec<String> {
    let owners = owners.as_array().into_iter().flatten();
    let mut names: Vec<_> = owners
        .filter_map(|owner| owner["name"].as_str())
        .map(str::to_string)
        .collect();
    names.sort();
    names
}

fn times(item: &Value) -> Vec<String> {
    let deadlines = item["deadlines"].as_array().into_iter().flatten();
    let mut times: Vec<_> = deadlines
        .map(|one| format!("{} {} {}", one["kind"], one["due"], one["recurrence"]))
        .collect();
    times.sort();
    times
}

#[test]
fn a_printed_plan_says_what_its_record_by_hand_says() {
    let mut findings = vec![];
    let mut records = 0;
    for pdf in printed() {
        let gold = twin(&pdf);
        let gold = root()
            .join("corpus/gold")
            .join(gold.file_stem().expect("a name"))
            .with_extension("json");
        let Ok(gold) = fs::read_to_string(gold) else {
            continue;
        };
        records += 1;
        let gold: Value = serde_json::from_str(&gold).expect("a record is JSON");
        let got = extracted(&pdf);
        let name = pdf.file_name().unwrap_or_default().to_string_lossy();
        for kind in ["objectives", "tasks"] {
            for want in required(&gold[kind]) {
                let text = want["text"].as_str().unwrap_or_default();
                let items = got[kind].as_array().into_iter().flatten();
                let Some(item) = items.into_iter().find(|item| item["text"] == want["text"]) else {
                    findings.push(format!("{name}: {kind}: «{text}» is missing"));
                    continue;
                };
                let same = [
                    ("leads", names(&want["leads"]) == names(&item["leads"])),
                    (
                        "partners",
                        names(&want["partners"]) == names(&item["partners"]),
                    ),
                    ("deadlines", times(want) == times(item)),
                    ("group", want["group"] == item["group"]),
                    ("label", want["label"] == item["label"]),
                ];
                for (field, same) in same {
                    if !same && !argued(want, field) {
                        let (a, b) = (shown(&want[field]), shown(&item[field]));
                        findings.push(format!(
                            "{name}: {kind}: «{text}» {field}\n  by hand: {a}\n  pdf:     {b}"
                        ));
                    }
                }
            }
        }
    }
    assert!(records >= 4, "records by hand are there");
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}
