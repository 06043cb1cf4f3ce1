//! Golden records: what comes out of each document of `corpus/` and `fixtures/` is what was
//! accepted.
//!
//! `KEHOACH_ACCEPT=1 cargo test -p kehoach golden` accepts what comes out now; the change is then
//! read in the diff. A document that cannot be read has a record that says why.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{documents, root};

/// Folders with golden records.
const FOLDERS: [&str; 2] = ["corpus", "fixtures"];

fn golden_folder(folder: &str) -> PathBuf {
    root().join("tests/golden").join(folder)
}

/// Where the record of a document is kept: `fixtures/a/b.txt` → `tests/golden/fixtures/a/b.txt.json`.
fn golden_path(folder: &str, document: &Path) -> PathBuf {
    let below = document
        .strip_prefix(root().join(folder))
        .expect("a document of the folder");
    let mut name = below.as_os_str().to_owned();
    name.push(".json");
    golden_folder(folder).join(name)
}

/// The record of a document as JSON, or why there is none.
fn record(path: &Path) -> Value {
    match ingest::extract_file(path, ingest::DEFAULT_LIMIT) {
        Ok(plan) => serde_json::to_value(&plan).expect("a plan is JSON"),
        Err(trouble) => json!({ "error": trouble.to_string() }),
    }
}

/// JSON over several lines, but what is short on one: a place takes a line, not ten.
fn pretty(value: &Value) -> String {
    let mut out = String::new();
    print(value, 0, &mut out);
    out.push('\n');
    out
}

fn print(value: &Value, depth: usize, out: &mut String) {
    const SHORT: usize = 120;
    let line = value.to_string();
    let (open, close, parts): (_, _, Vec<(Option<&String>, &Value)>) = match value {
        Value::Object(map) if depth == 0 || line.len() > SHORT => {
            let parts = map.iter().map(|(name, part)| (Some(name), part));
            ('{', '}', parts.collect())
        }
        Value::Array(list) if line.len() > SHORT => {
            ('[', ']', list.iter().map(|part| (None, part)).collect())
        }
        _ => return out.push_str(&line),
    };
    out.push(open);
    for (index, (name, part)) in parts.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(depth + 1));
        if let Some(name) = name {
            out.push_str(&format!("\"{name}\": "));
        }
        print(part, depth + 1, out);
    }
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
    out.push(close);
}

#[test]
fn the_form_of_golden_records_is_json() {
    let value = json!({ "a": [], "b": { "c": "x".repeat(200), "d": [1, 2] }, "e": null });
    let printed = pretty(&value);
    assert_eq!(printed.lines().count(), 8);
    assert_eq!(serde_json::from_str::<Value>(&printed).ok(), Some(value));
}

/// The first line in which two texts differ, with the line before it.
fn first_difference(want: &str, got: &str) -> String {
    let (mut want, mut got) = (want.lines(), got.lines());
    let mut before = "";
    for number in 1.. {
        match (want.next(), got.next()) {
            (None, None) => break,
            (a, b) if a == b => before = a.unwrap_or_default(),
            (a, b) => {
                return format!(
                    "line {number}, after {before}\n  accepted: {}\n  now:      {}",
                    a.unwrap_or("(end)"),
                    b.unwrap_or("(end)")
                );
            }
        }
    }
    "(no difference)".to_string()
}

#[test]
fn records_are_those_that_were_accepted() {
    let accept = env::var_os("KEHOACH_ACCEPT").is_some_and(|value| value == "1");
    let schema = jsonschema::validator_for(&plan::schema()).expect("the schema is a schema");
    let mut differences = vec![];
    for folder in FOLDERS {
        let mut expected = BTreeSet::new();
        for document in documents(&root().join(folder)) {
            let value = record(&document);
            let golden = golden_path(folder, &document);
            if value.get("error").is_none() {
                let broken: Vec<_> = schema.iter_errors(&value).map(|e| e.to_string()).collect();
                assert!(broken.is_empty(), "{}: {broken:?}", document.display());
            }
            if accept {
                fs::create_dir_all(golden.parent().expect("a folder")).expect("a folder");
                fs::write(&golden, pretty(&value)).expect("a golden record");
            } else {
                let want = fs::read_to_string(&golden).unwrap_or_default();
                let got = pretty(&value);
                if want != got {
                    let difference = first_difference(&want, &got);
                    differences.push(format!("{}: {difference}", golden.display()));
                }
            }
            expected.insert(golden);
        }
        for golden in all_files(&golden_folder(folder)) {
            if expected.contains(&golden) {
                continue;
            }
            if accept {
                fs::remove_file(&golden).expect("a golden record without document goes");
            } else {
                differences.push(format!("{}: its document is not there", golden.display()));
            }
        }
    }
    assert!(
        differences.is_empty(),
        "{} records differ; `KEHOACH_ACCEPT=1 cargo test -p kehoach golden` accepts them\n{}",
        differences.len(),
        differences
            .iter()
            .take(20)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n"),
    );
}

fn all_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = vec![];
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(all_files(&path))
        } else {
            files.push(path)
        }
    }
    files
}

#[test]
fn accepting_is_never_on_in_continuous_integration() {
    let accept = env::var_os("KEHOACH_ACCEPT").is_some();
    let ci = env::var_os("CI").is_some();
    assert!(
        !(accept && ci),
        "golden records are accepted by a person who reads them"
    );
}
