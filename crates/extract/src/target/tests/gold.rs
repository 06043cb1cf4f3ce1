//! The objectives and tasks of the gold records, compared as their scorer does.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use document::Span;
use serde_json::Value;

use super::{Found, sign, targets};
use crate::token::{Kind, Tokens, lex, w};

/// Where the gold records stand; `KEHOACH_SHARED` names another place.
fn shared() -> PathBuf {
    env::var_os("KEHOACH_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    )
}

/// A crude stand-in for the grammars of citations and dates: numbers behind `số`, `ngày`,
/// `tháng`, `năm`, `Điều`, `khoản`, with what hangs on them.
fn dates_and_citations(text: &str) -> Vec<Span> {
    let mut list = vec![];
    lex(text, &mut list);
    let tokens = Tokens::new(text, &list);
    let names = [
        w!("số"),
        w!("ngày"),
        w!("tháng"),
        w!("năm"),
        w!("điều"),
        w!("khoản"),
        w!("quyết"),
        w!("định"),
    ];
    let mut spans: Vec<Span> = vec![];
    for (i, token) in list.iter().enumerate().skip(1) {
        let free = spans.last().is_none_or(|s| s.end <= token.start);
        if token.kind == Kind::Number && tokens.is_any(i - 1, &names) && free {
            let mut end = i + 1;
            while end < tokens.len() && !tokens.spaced(end) {
                end += 1;
            }
            spans.push(tokens.span(i..end));
        }
    }
    spans
}

fn norm(text: &str) -> String {
    let lower = text.to_lowercase().replace(['–', '—'], "-");
    lower
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" / ", "/")
}

type Key = (String, String, String, String);

fn number(value: Option<f64>) -> String {
    value.map_or("-".to_owned(), |v| format!("{v:.4}"))
}

fn wanted(target: &Value) -> Key {
    (
        target["comparator"].as_str().unwrap_or_default().to_owned(),
        number(target["value"].as_f64()),
        number(target["max"].as_f64()),
        norm(target["unit"].as_str().unwrap_or_default()),
    )
}

fn got(found: &Found) -> Key {
    (
        sign(found.comparator).to_owned(),
        number(Some(found.value)),
        number(found.max),
        norm(found.unit.as_deref().unwrap_or_default()),
    )
}

fn count(keys: impl Iterator<Item = Key>) -> BTreeMap<Key, i32> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_insert(0) += 1;
    }
    counts
}

/// Whether all that is wanted was found, and nothing else but what is optional.
fn agrees(gold: &[Value], found: &[Key]) -> bool {
    let optional = |t: &&Value| t["optional"].as_bool() == Some(true);
    let want = count(gold.iter().filter(|t| !optional(t)).map(wanted));
    let spare = count(gold.iter().filter(optional).map(wanted));
    let have = count(found.iter().cloned());
    let of = |counts: &BTreeMap<Key, i32>, key| counts.get(key).copied().unwrap_or(0);
    want.iter().all(|(key, &n)| of(&have, key) >= n)
        && have
            .iter()
            .all(|(key, &n)| n <= of(&want, key) + of(&spare, key))
}

/// The targets of an item with every combination of its alternatives (`targets[0].unit`).
fn variants(item: &Value) -> Vec<Vec<Value>> {
    let mut out = vec![item["targets"].as_array().cloned().unwrap_or_default()];
    for (key, values) in item["alternatives"].as_object().into_iter().flatten() {
        let Some(rest) = key.strip_prefix("targets") else {
            continue;
        };
        for base in out.clone() {
            for value in values.as_array().into_iter().flatten() {
                let mut new = base.clone();
                let place = rest.strip_prefix('[').and_then(|r| r.split_once("]."));
                if let Some((index, field)) = place {
                    if let Some(target) = index.parse::<usize>().ok().and_then(|i| new.get_mut(i)) {
                        target[field] = value.clone();
                    }
                } else if let Some(list) = value.as_array() {
                    new = list.clone();
                }
                out.push(new);
            }
        }
    }
    out
}

#[test]
fn gold_items_have_their_targets() {
    let mut items = 0;
    let mut wrong = vec![];
    for folder in ["gold", "gold-real", "gold-scan"] {
        let Ok(entries) = fs::read_dir(shared().join(folder)) else {
            continue;
        };
        let mut paths: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
        paths.sort();
        for path in paths
            .iter()
            .filter(|p| p.extension().is_some_and(|e| e == "json"))
        {
            let Ok(text) = fs::read_to_string(path) else {
                continue;
            };
            let Ok(record) = serde_json::from_str::<Value>(&text) else {
                continue;
            };
            for item in ["objectives", "tasks"]
                .iter()
                .flat_map(|kind| record[*kind].as_array().into_iter().flatten())
            {
                let text = item["text"].as_str().unwrap_or_default();
                let found = targets(text, &dates_and_citations(text));
                let keys: Vec<Key> = found.iter().map(got).collect();
                items += 1;
                if !variants(item).iter().any(|gold| agrees(gold, &keys)) {
                    wrong.push(format!("{}: {text}\n  got {keys:?}", path.display()));
                }
            }
        }
    }
    if items == 0 {
        println!("skipped: ../shared is absent");
        return;
    }
    println!("{} of {items} items right", items - wrong.len());
    assert!(wrong.len() * 100 <= items * 3, "{}", wrong.join("\n"));
    for line in wrong {
        println!("{line}");
    }
}
