//! Tables that break over pages: every row once, every cell whole, no word lost.
//!
//! `corpus/tables` has PDFs of several producers and, beside each, what was printed. Its README
//! says what the truth files hold.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Folder, pdfs, root};

/// A row as printed: for each column the text, and whether it belongs to a cell that begins in
/// another column or row.
type Printed = Vec<(String, bool)>;

/// The rows of a printed table, spans laid out over their places.
fn printed(rows: &Value) -> Vec<Printed> {
    let rows: Vec<&Vec<Value>> = rows
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|row| row["cells"].as_array())
        .collect();
    let mut out: Vec<Printed> = rows
        .iter()
        .map(|cells| vec![(String::new(), false); cells.len()])
        .collect();
    for (y, cells) in rows.iter().enumerate() {
        for (x, cell) in cells.iter().enumerate() {
            let Some(text) = cell["text"].as_str() else {
                continue;
            };
            let span = |name: &str| cell[name].as_u64().unwrap_or(1) as usize;
            for (dy, dx) in
                (0..span("rows")).flat_map(|dy| (0..span("columns")).map(move |dx| (dy, dx)))
            {
                if let Some(place) = out.get_mut(y + dy).and_then(|row| row.get_mut(x + dx)) {
                    *place = (text.to_string(), dy + dx > 0);
                }
            }
        }
    }
    out
}

/// The rows of a table that came out.
fn come_out(rows: &Value) -> Vec<Vec<String>> {
    let rows = rows.as_array().into_iter().flatten();
    let texts = |row: &Value| -> Vec<String> {
        let cells = row["cells"].as_array().into_iter().flatten();
        cells
            .map(|cell| cell["text"].as_str().unwrap_or_default().to_string())
            .collect()
    };
    rows.map(texts).collect()
}

/// Whether a row came out as printed; what a span covers may be empty or repeat the span's text.
fn same(want: &Printed, got: &[String]) -> bool {
    want.len() == got.len()
        && want
            .iter()
            .zip(got)
            .all(|((text, covered), other)| text == other || (*covered && other.is_empty()))
}

fn line(cells: impl IntoIterator<Item = String>) -> String {
    cells.into_iter().collect::<Vec<_>>().join(" | ")
}

/// The documents with their truth and what came out.
fn cases() -> Vec<(String, Value, Value)> {
    let paths = pdfs(&root().join("corpus/tables"));
    assert!(paths.len() >= 24, "the PDFs of tables are there");
    paths.iter().map(|path| case(path)).collect()
}

fn case(path: &Path) -> (String, Value, Value) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let truth = fs::read_to_string(path.with_extension("json")).expect("a truth file");
    let truth = serde_json::from_str(&truth).expect("a truth file is JSON");
    let run = Folder::new().run(&["extract", path.to_str().expect("a path in UTF-8")]);
    assert_eq!(run.status, Some(0), "{name}: {}", run.stderr);
    let record = serde_json::from_str(&run.stdout).expect("a record is JSON");
    (name.to_string(), truth, record)
}

#[test]
fn every_row_comes_out_once_and_whole() {
    let mut findings = vec![];
    for (name, truth, record) in cases() {
        let about = truth["about"].as_str().unwrap_or_default();
        let (want, got) = (&truth["tables"], &record["tables"]);
        let count = |value: &Value| value.as_array().map_or(0, Vec::len);
        if count(want) != count(got) {
            findings.push(format!(
                "{name} ({about}): {} tables, but {} came out",
                count(want),
                count(got)
            ));
            continue;
        }
        for (want, got) in want
            .as_array()
            .into_iter()
            .flatten()
            .zip(got.as_array().into_iter().flatten())
        {
            let (rows, others) = (printed(&want["rows"]), come_out(&got["rows"]));
            if rows.len() != others.len() {
                findings.push(format!(
                    "{name} ({about}): {} rows, but {} came out",
                    rows.len(),
                    others.len()
                ));
            }
            let mut ahead = others.iter();
            for (number, row) in rows.iter().enumerate() {
                let pages = &want["rows"][number]["pages"];
                // A row that is not there must not make the rest look wrong.
                let rest = ahead.clone();
                if !ahead.any(|other| same(row, other)) {
                    ahead = rest;
                    let printed = line(row.iter().map(|(text, _)| text.clone()));
                    let nearest = others.get(number).cloned().unwrap_or_default();
                    findings.push(format!(
                        "{name} ({about}): row {} on pages {pages}\n  printed:  {printed}\n  came out: {}",
                        number + 1,
                        line(nearest)
                    ));
                }
            }
        }
    }
    assert!(
        findings.is_empty(),
        "{} rows came out otherwise than printed\n{}",
        findings.len(),
        findings
            .iter()
            .take(30)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
}

fn words<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for word in texts.into_iter().flat_map(str::split_whitespace) {
        *out.entry(word.to_string()).or_default() += 1;
    }
    out
}

/// All texts below a value.
fn texts<'a>(value: &'a Value, out: &mut Vec<&'a str>) {
    match value {
        Value::Object(map) => {
            out.extend(map.get("text").and_then(Value::as_str));
            for (name, value) in map {
                if name != "text" && name != "parts" {
                    texts(value, out);
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| texts(value, out)),
        _ => {}
    }
}

#[test]
fn no_word_of_a_table_is_lost() {
    let mut findings = vec![];
    for (name, truth, record) in cases() {
        let mut printed = vec![];
        texts(&truth["tables"], &mut printed);
        let mut found = vec![];
        // What is no cell may still stand in a paragraph: that is wrong, but not lost.
        for part in ["tables", "outline"] {
            texts(&record[part], &mut found);
        }
        let mut have = words(found);
        let mut lost: Vec<String> = vec![];
        for (word, count) in words(printed) {
            let there = have.remove(&word).unwrap_or_default();
            if there < count {
                lost.push(format!("{word} {} times", count - there));
            }
        }
        if !lost.is_empty() {
            findings.push(format!("{name}: {}", lost.join(", ")));
        }
    }
    assert!(
        findings.is_empty(),
        "words of tables are lost\n{}",
        findings.join("\n")
    );
}
