use std::path::PathBuf;

use proptest::prelude::*;
use serde_json::Value;

use super::{Named, Roles, in_field, in_heading, in_introduction, in_mixed_field, in_text};
use crate::token::{Tokens, lex};

/// Reads `text`, in which `⏎` stands for a line break, with what the grammar needs.
fn read<T>(text: &str, grammar: impl Fn(Tokens<'_>, &[u32]) -> T) -> (String, T) {
    let mut clean = String::new();
    let mut breaks = vec![];
    for c in text.chars() {
        if c == '⏎' {
            breaks.push(clean.len() as u32);
            clean.push(' ');
        } else {
            clean.push(c);
        }
    }
    let mut list = vec![];
    lex(&clean, &mut list);
    let value = grammar(Tokens::new(&clean, &list), &breaks);
    (clean, value)
}

/// `text` of every owner, `text => name` where they differ, joined by ` | `.
fn show(text: &str, owners: &[Named]) -> String {
    let all: Vec<String> = owners
        .iter()
        .map(|owner| {
            let (span, name) = (slice(text, owner.span), slice(text, owner.name));
            if span == name {
                span.to_owned()
            } else {
                format!("{span} => {name}")
            }
        })
        .collect();
    all.join(" | ")
}

fn slice(text: &str, span: document::Span) -> &str {
    &text[span.start as usize..span.end as usize]
}

/// The rows of a case table: no comments, no head line, as many fields as asked for.
fn cases(table: &str, fields: usize) -> Vec<Vec<&str>> {
    let rows = table
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty());
    rows.skip(1)
        .map(|row| {
            let mut all: Vec<&str> = row.split('\t').collect();
            all.resize(fields, "");
            all
        })
        .collect()
}

#[test]
fn owner_fields() {
    let mut wrong = vec![];
    let table = cases(include_str!("../../cases/owners.tsv"), 4);
    for row in &table {
        let (text, roles) = read(row[1], |tokens, breaks| match row[0] {
            "field" => Roles {
                leads: in_field(tokens, breaks),
                partners: vec![],
            },
            "mixed" => in_mixed_field(tokens, breaks),
            "heading" => Roles {
                leads: in_heading(tokens),
                partners: vec![],
            },
            "introduction" => Roles {
                leads: in_introduction(tokens),
                partners: vec![],
            },
            other => panic!("unknown kind {other}"),
        });
        let (leads, partners) = (show(&text, &roles.leads), show(&text, &roles.partners));
        if leads != row[2] || partners != row[3] {
            wrong.push(format!(
                "{row:?}\n    leads    {leads}\n    partners {partners}"
            ));
        }
    }
    assert!(table.len() >= 60);
    assert!(
        wrong.is_empty(),
        "{} of {} wrong:\n{}",
        wrong.len(),
        table.len(),
        wrong.join("\n")
    );
}

#[test]
fn assignments_in_sentences() {
    let mut wrong = vec![];
    let table = cases(include_str!("../../cases/assignments.tsv"), 4);
    for row in &table {
        let (text, roles) = read(row[1], |tokens, _| in_text(tokens, row[0] == "unit"));
        let (leads, partners) = (show(&text, &roles.leads), show(&text, &roles.partners));
        if leads != row[2] || partners != row[3] {
            wrong.push(format!(
                "{row:?}\n    leads    {leads}\n    partners {partners}"
            ));
        }
    }
    assert!(table.len() >= 80);
    assert!(
        wrong.is_empty(),
        "{} of {} wrong:\n{}",
        wrong.len(),
        table.len(),
        wrong.join("\n")
    );
}

proptest! {
    /// Any text is read without a panic, and what is found is a trimmed part of it.
    #[test]
    fn spans_lie_inside(text in text_of_the_field(), breaks in proptest::collection::vec(0u32..200, 0..4)) {
        let mut list = vec![];
        lex(&text, &mut list);
        let tokens = Tokens::new(&text, &list);
        let mut breaks = breaks;
        breaks.sort_unstable();
        let mut owners = in_field(tokens, &breaks);
        owners.extend(in_heading(tokens));
        owners.extend(in_introduction(tokens));
        for roles in [in_mixed_field(tokens, &breaks), in_text(tokens, false), in_text(tokens, true)] {
            owners.extend(roles.leads);
            owners.extend(roles.partners);
        }
        for owner in owners {
            for span in [owner.span, owner.name] {
                let named = slice(&text, span);
                prop_assert!(!named.is_empty());
                prop_assert_eq!(named.trim(), named);
            }
            prop_assert!(owner.span.start <= owner.name.start && owner.name.end <= owner.span.end);
        }
    }
}

/// Words and marks of the field in any order, and any text at all.
fn text_of_the_field() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Sở",
        "Y tế",
        "các",
        "Các",
        "sở",
        ",",
        "ban",
        "ngành",
        "và",
        "phối hợp",
        "với",
        "chủ trì",
        "Giao",
        "giao",
        "(",
        ")",
        ":",
        ";",
        ".",
        "-",
        "Phòng",
        "Kế hoạch",
        "Tài chính",
        "UBND",
        "xã",
        "phường",
        "đơn vị",
        "cơ quan",
        "thuộc",
        "Thủ trưởng",
        "triển khai",
        "tổ chức",
        "quản lý",
        "liên quan",
        "Căn cứ",
        "theo",
        "09",
        "%",
        "Trung tâm",
        "Chủ trì:",
        "Phối hợp:",
    ]);
    let field = proptest::collection::vec(words, 0..24).prop_map(|all| all.join(" "));
    prop_oneof![4 => field, 1 => any::<String>()]
}

// ---- the records made by hand ----

/// The folder of shared records, unless it is absent.
fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("KEHOACH_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    if folder.join("gold").is_dir() {
        return Some(folder);
    }
    println!("skipped: ../shared is absent");
    None
}

fn records(folder: &std::path::Path) -> Vec<(String, Value)> {
    let mut paths: Vec<PathBuf> = ["gold", "gold-real", "gold-scan"]
        .iter()
        .filter_map(|name| std::fs::read_dir(folder.join(name)).ok())
        .flat_map(|entries| entries.filter_map(|e| Some(e.ok()?.path())))
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    paths.sort();
    paths
        .iter()
        .filter_map(|path| {
            let record = serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()?;
            Some((path.file_stem()?.to_string_lossy().into_owned(), record))
        })
        .collect()
}

fn items(record: &Value) -> impl Iterator<Item = &Value> {
    ["tasks", "objectives"]
        .iter()
        .filter_map(|kind| record.get(*kind)?.as_array())
        .flatten()
}

/// A name as the records are compared: dashes, quotes and case of one kind, no closing marks.
fn norm(text: &str) -> String {
    let mut out = text
        .to_lowercase()
        .replace(['–', '—'], "-")
        .replace(['“', '”'], "\"");
    for mark in ["-", "/"] {
        out = out
            .split(mark)
            .map(str::trim)
            .collect::<Vec<_>>()
            .join(mark);
    }
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    out.trim_matches(|c| " .;:,/-".contains(c)).to_owned()
}

fn gold_names(owners: Option<&Value>) -> Vec<String> {
    let list = owners
        .and_then(Value::as_array)
        .map_or(&[] as &[Value], |v| v);
    let mut names: Vec<String> = list
        .iter()
        .filter_map(|o| {
            o.as_str()
                .or_else(|| o.get("name")?.as_str())
                .or_else(|| o.get("text")?.as_str())
        })
        .map(norm)
        .collect();
    names.sort();
    names
}

/// The acceptable lists of a field: as written, and its alternatives.
fn acceptable(item: &Value, field: &str) -> Vec<Vec<String>> {
    let mut out = vec![gold_names(item.get(field))];
    let Some(alternatives) = item.get("alternatives").and_then(Value::as_object) else {
        return out;
    };
    for (key, values) in alternatives {
        for value in values.as_array().into_iter().flatten() {
            if key == field {
                out.push(gold_names(Some(value)));
            } else if let Some(rest) = key.strip_prefix(&format!("{field}["))
                && let Some((index, "name")) = rest.split_once("].")
                && let (Ok(index), Some(name)) = (index.parse::<usize>(), value.as_str())
            {
                let mut owners = item.get(field).cloned().unwrap_or_default();
                if let Some(owner) = owners.get_mut(index) {
                    owner["name"] = Value::from(name);
                }
                out.push(gold_names(Some(&owners)));
            }
        }
    }
    out
}

fn found_names(text: &str, owners: &[Named]) -> Vec<String> {
    let mut names: Vec<String> = owners.iter().map(|o| norm(slice(text, o.name))).collect();
    names.sort();
    names
}

fn report(what: &str, right: usize, wrong: &[String]) {
    let all = right + wrong.len();
    println!("{what}: {right} of {all}\n{}", wrong.join("\n"));
    assert!(
        right * 100 >= all * 97,
        "{what}: {right} of {all}\n{}",
        wrong.join("\n")
    );
}

#[test]
fn sentences_of_the_records() {
    let Some(folder) = shared() else { return };
    let (mut right, mut wrong) = (0, vec![]);
    for (name, record) in records(&folder) {
        for item in items(&record) {
            let text = item["text"].as_str().unwrap_or_default();
            let origin = item["origin"].as_str().unwrap_or("objective");
            let assignment = origin == "assignment";
            let heading = item["path"]
                .as_array()
                .and_then(|p| p.last())
                .and_then(Value::as_str)
                .unwrap_or_default();
            let heading = heading.split_once(' ').map_or(heading, |(_, title)| title);
            let (heading, of_heading) = read(heading, |tokens, _| in_heading(tokens));
            let of_heading = found_names(&heading, &of_heading);
            let (text, roles) = read(text, |tokens, _| {
                in_text(tokens, assignment && !of_heading.is_empty())
            });
            let (leads, partners) = (
                found_names(&text, &roles.leads),
                found_names(&text, &roles.partners),
            );
            let lead_lists = acceptable(item, "leads");
            let partner_lists = acceptable(item, "partners");
            // Leads and partners of attribute lines and columns do not stand in the text.
            let own = |lists: &[Vec<String>]| {
                lists
                    .iter()
                    .any(|l| l.iter().all(|n| norm(&text).contains(n)))
            };
            let by_attribute =
                origin == "table" || !(assignment || own(&lead_lists) && own(&partner_lists));
            let leads_ok = lead_lists.contains(&leads)
                || assignment && leads.is_empty() && lead_lists.contains(&of_heading)
                || by_attribute && leads.is_empty();
            let partners_ok = partner_lists.contains(&partners) || by_attribute;
            if leads_ok && partners_ok {
                right += 1;
            } else {
                wrong.push(format!("{name} {origin} {text:.160}\n   leads {leads:?} want {:?}\n   partners {partners:?} want {:?}", lead_lists[0], partner_lists[0]));
            }
        }
    }
    report("sentences", right, &wrong);
}

#[test]
fn lists_of_the_records() {
    let Some(folder) = shared() else { return };
    let (mut right, mut wrong) = (0, vec![]);
    for (name, record) in records(&folder) {
        for item in items(&record) {
            for field in ["leads", "partners"] {
                let owners = item[field].as_array().cloned().unwrap_or_default();
                if owners.is_empty() {
                    continue;
                }
                let texts: Vec<&str> = owners
                    .iter()
                    .filter_map(|o| o.as_str().or_else(|| o["text"].as_str()))
                    .collect();
                let (text, found) = read(&texts.join("; "), in_field);
                let found = found_names(&text, &found);
                if acceptable(item, field).contains(&found) {
                    right += 1;
                } else {
                    wrong.push(format!("{name} {text}\n   {found:?}"));
                }
            }
        }
    }
    report("lists", right, &wrong);
}

#[test]
fn headings_of_the_records() {
    let Some(folder) = shared() else { return };
    let (mut right, mut wrong) = (0, vec![]);
    for (name, record) in records(&folder) {
        for section in record["sections"].as_array().into_iter().flatten() {
            let title = section["title"].as_str().unwrap_or_default();
            let (text, found) = read(title, |tokens, _| in_heading(tokens));
            let found = found_names(&text, &found);
            let under: Vec<&Value> = items(&record)
                .filter(|item| {
                    let last = item["path"]
                        .as_array()
                        .and_then(|p| p.last())
                        .and_then(Value::as_str);
                    last.is_some_and(|last| last.ends_with(title)) && item["origin"] == "assignment"
                })
                .collect();
            // A heading names units when most of its items have just them as leads.
            let agreeing = under
                .iter()
                .filter(|item| acceptable(item, "leads").contains(&found))
                .count();
            let named = 2 * agreeing >= under.len() && !under.is_empty() && !found.is_empty();
            if found.is_empty()
                && !under
                    .iter()
                    .any(|item| gold_names(item.get("leads")).join(" ") == norm(title))
                || named
            {
                right += 1;
            } else {
                wrong.push(format!(
                    "{name} [{}] {title}\n   {found:?}",
                    section["kind"]
                ));
            }
        }
    }
    report("headings", right, &wrong);
}
