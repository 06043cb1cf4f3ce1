//! The hand-made records, when they are there: what they say of time is what the grammar reads.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::*;

/// Kind, start, due and rules of a deadline of a record.
type Key = (String, Option<String>, Option<String>, Vec<String>);

fn key(deadline: &Value) -> Key {
    let text = |field: &str| deadline[field].as_str().map(str::to_owned);
    let rules = deadline["recurrence"].as_array().into_iter().flatten();
    let mut rules: Vec<String> = rules
        .filter_map(|r| r.as_str().map(str::to_owned))
        .collect();
    rules.sort();
    (
        text("kind").unwrap_or_default(),
        text("start"),
        text("due"),
        rules,
    )
}

fn got_key(statement: &Statement) -> Key {
    let date = |d: Option<Date>| d.map(|d| d.to_string());
    let mut rules = statement.recurrence.clone();
    rules.sort();
    (
        format!("{:?}", statement.kind).to_lowercase(),
        date(statement.start),
        date(statement.due),
        rules,
    )
}

/// The deadlines of an item as written, and with its alternatives.
fn accepted(item: &Value) -> Vec<Vec<Key>> {
    let own: Vec<Value> = item["deadlines"].as_array().cloned().unwrap_or_default();
    let mut all = vec![own.clone()];
    for (field, values) in item["alternatives"].as_object().into_iter().flatten() {
        for value in values.as_array().into_iter().flatten() {
            if field == "deadlines" {
                all.extend(value.as_array().cloned());
            } else if let Some((index, part)) = field
                .strip_prefix("deadlines[")
                .and_then(|rest| rest.split_once("]."))
                && let Some(deadline) = index.parse().ok().and_then(|i: usize| own.get(i))
            {
                let mut other = own.clone();
                let mut changed = deadline.clone();
                changed[part] = value.clone();
                if let Some(place) = index.parse().ok().and_then(|i: usize| other.get_mut(i)) {
                    *place = changed;
                }
                all.push(other);
            }
        }
    }
    all.into_iter()
        .map(|deadlines| {
            let mut keys: Vec<Key> = deadlines.iter().map(key).collect();
            keys.sort();
            keys
        })
        .collect()
}

/// Whether every text is one that the record gives or accepts for the statement.
fn texts_accepted(item: &Value, text: &str, got: &[Statement]) -> bool {
    let all = item.to_string();
    got.iter().all(|statement| {
        let slice = &text[statement.span.range()];
        all.contains(&format!("\"text\":{}", json!(slice)))
            || item["alternatives"]
                .to_string()
                .contains(&json!(slice).to_string())
    })
}

fn times_of(record: &Value) -> Times {
    let metadata = &record["metadata"];
    let mut issued = metadata["issued_on"].as_str().unwrap_or("").split('-');
    let year = issued.next().and_then(|y| y.parse().ok());
    let month = issued.next().and_then(|m| m.parse().ok());
    let year_of = |field: &str| metadata["period"][field].as_i64().map(|y| y as i16);
    Times {
        issued: year.map(|year| (year, month)),
        period: year_of("first").zip(year_of("last")),
        header_year: None,
    }
}

fn records() -> Vec<(String, Value)> {
    let shared = std::env::var_os("KEHOACH_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let mut records = vec![];
    for folder in ["gold", "gold-real", "gold-scan"] {
        let Ok(files) = std::fs::read_dir(shared.join(folder)) else {
            continue;
        };
        for path in files.flatten().map(|f| f.path()) {
            if path.extension().is_some_and(|e| e == "json")
                && let Ok(text) = std::fs::read_to_string(&path)
                && let Ok(record) = serde_json::from_str(&text)
            {
                records.push((
                    path.file_stem()
                        .unwrap_or_default()
                        .to_string_lossy()
                        .into_owned(),
                    record,
                ));
            }
        }
    }
    if records.is_empty() {
        println!("skipped: ../shared is absent");
    }
    records
}

/// Deadlines of an item whose own text does not hold them come from a cell or an attribute line.
fn from_field(item: &Value) -> bool {
    let text = item["text"].as_str().unwrap_or("");
    let own = item["deadlines"].as_array().into_iter().flatten();
    item["origin"] == json!("table")
        || own
            .filter_map(|d| d["text"].as_str())
            .any(|d| !text.contains(d))
}

#[test]
fn deadlines_of_the_records() {
    let (mut right, mut quoted, mut wrong, mut invented) = (0, 0, vec![], 0);
    for (name, record) in records() {
        let times = times_of(&record);
        for item in ["objectives", "tasks"]
            .iter()
            .flat_map(|list| record[*list].as_array().into_iter().flatten())
        {
            let field = from_field(item);
            let text = if field {
                let texts = item["deadlines"].as_array().into_iter().flatten();
                texts
                    .filter_map(|d| d["text"].as_str())
                    .collect::<Vec<_>>()
                    .join("; ")
            } else {
                item["text"].as_str().unwrap_or("").to_owned()
            };
            let list = lexed(&text);
            let tokens = Tokens::new(&text, &list);
            let skip = citations(tokens);
            let got = if field {
                in_field(tokens, &skip, &[], &times)
            } else {
                in_text(tokens, &skip, &times)
            };
            let mut keys: Vec<Key> = got.iter().map(got_key).collect();
            keys.sort();
            let accepted = accepted(item);
            if accepted.contains(&keys) {
                right += 1;
                quoted += usize::from(texts_accepted(item, &text, &got));
            } else {
                invented += usize::from(accepted.iter().all(Vec::is_empty));
                wrong.push(format!(
                    "{name}: {text}\n  is        {got:?}\n  should be {:?}",
                    accepted.first()
                ));
            }
        }
    }
    let all = right + wrong.len();
    println!(
        "deadlines: {right} of {all} items right, {quoted} with the texts of the record\n{}",
        wrong.join("\n")
    );
    assert!(
        wrong.len() * 100 <= all * 3 && invented == 0,
        "{} wrong",
        wrong.len()
    );
}

#[test]
fn horizons_of_the_records() {
    let mut wrong = vec![];
    for (name, record) in records() {
        for item in record["objectives"].as_array().into_iter().flatten() {
            let text = item["text"].as_str().unwrap_or("");
            let list = lexed(text);
            let tokens = Tokens::new(text, &list);
            let mut got = horizon_of_text(tokens, &citations(tokens)).map(|h| h.0);
            for heading in item["path"].as_array().into_iter().flatten().rev() {
                let title = heading.as_str().or(heading["title"].as_str()).unwrap_or("");
                let list = lexed(title);
                got =
                    got.or_else(|| horizon_of_heading(Tokens::new(title, &list), &[]).map(|h| h.0));
            }
            let got = json!(got);
            let other = item["alternatives"]["horizon"].as_array();
            if got != item["horizon"] && !other.is_some_and(|o| o.contains(&got)) {
                wrong.push(format!(
                    "{name}: {text}\n  is {got}, should be {}",
                    item["horizon"]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn periods_of_the_records() {
    let mut wrong = vec![];
    for (name, record) in records() {
        let title = record["metadata"]["title"].as_str().unwrap_or("");
        let list = lexed(title);
        let tokens = Tokens::new(title, &list);
        let got = period(tokens, &citations(tokens));
        let should = times_of(&record).period;
        if got != should {
            wrong.push(format!("{name}: {title}: {got:?}, should be {should:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
