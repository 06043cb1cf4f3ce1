//! `kehoach compare`, `owners`, `versions` and `diff` in a fresh folder; golden tables over the sample plans.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{Folder, documents, root, shared, small_plan};

/// A folder with a library of documents in it.
fn imported(documents: &[PathBuf]) -> Folder {
    let folder = Folder::new();
    let mut arguments = vec!["import"];
    arguments.extend(documents.iter().map(|path| path.to_str().expect("UTF-8")));
    assert_eq!(folder.run(&arguments).status, Some(0));
    folder
}

fn corpus() -> Folder {
    let mut plans = documents(&root().join("corpus"));
    plans.retain(|path| {
        path.extension()
            .is_some_and(|end| end == "txt" || end == "md")
    });
    plans.retain(|path| path.parent() == Some(&root().join("corpus")));
    imported(&plans)
}

fn json(run: &str) -> Value {
    serde_json::from_str(run).expect("JSON")
}

/// A row as a line: province, number, what is promised, by when, who leads, where; no sentence of the plan.
fn line(row: &Value) -> String {
    let text = |value: &Value| match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(list) => {
            let parts: Vec<_> = list.iter().filter_map(Value::as_str).collect();
            parts.join("; ")
        }
        other => other.to_string(),
    };
    let name = row["plan"]["number"]
        .as_str()
        .or(row["plan"]["symbol"].as_str());
    let cells = [
        text(&row["province"]["name"]),
        name.unwrap_or("–").to_owned(),
        text(&row["kind"]),
        text(&row["matched"]),
        text(&row["comparator"]),
        text(&row["value"]),
        text(&row["max"]),
        text(&row["unit"]),
        text(&row["due"]),
        text(&row["horizon"]),
        text(&row["replaced_by"]),
        text(&row["leads"]),
    ];
    cells.join(" | ")
}

/// The rows and lists of a comparison.
fn table(comparison: &Value) -> String {
    let rows = comparison["rows"].as_array().expect("rows");
    let mut out = String::new();
    for row in rows {
        out.push_str(&line(row));
        out.push('\n');
    }
    let names = |list: &Value, name: fn(&Value) -> &Value| {
        let list = list.as_array().cloned().unwrap_or_default();
        let names: Vec<_> = list
            .iter()
            .filter_map(|entry| name(entry).as_str().map(str::to_owned))
            .collect();
        names.join(", ")
    };
    let silent = names(&comparison["silent"], |entry| &entry["province"]["name"]);
    out.push_str(&format!("promises nothing: {silent}\n"));
    let without = comparison["without"].as_array().map_or(0, Vec::len);
    out.push_str(&format!("no plan: {without}\n"));
    out
}

/// Compares with what was accepted.
#[track_caller]
fn golden(name: &str, got: &str) {
    let path = root().join("tests/golden/compare").join(name);
    if env::var_os("KEHOACH_ACCEPT").is_some_and(|value| value == "1") {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, got).expect("a golden table");
        return;
    }
    let want = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        got, want,
        "`KEHOACH_ACCEPT=1 cargo test -p kehoach golden` accepts {name}"
    );
}

#[test]
fn golden_table_of_the_sample_plans() {
    let folder = corpus();
    let best = folder.run(&["compare", "Bệnh án điện tử", "--format", "json"]);
    golden("corpus.txt", &table(&json(&best.stdout)));
    let all = folder.run(&["compare", "BAĐT", "--all", "--format", "json"]);
    golden("corpus-all.txt", &table(&json(&all.stdout)));
    let owners = folder.run(&["owners", "--format", "csv"]);
    assert_eq!(
        owners.stderr,
        "older versions left out: 1 (`kehoach versions` lists them, `--all-versions` counts them)\n"
    );
    let every = folder
        .run(&["owners", "--format", "csv", "--all-versions"])
        .done();
    assert!(every.lines().count() > owners.stdout.lines().count());
    let kept: Vec<_> = owners
        .stdout
        .lines()
        .map(|line| line.rsplit_once(',').expect("plans").0)
        .collect();
    golden("corpus-owners.csv", &(kept.join("\n") + "\n"));
}

#[test]
fn golden_table_of_the_published_plans() {
    let Some(shared) = shared() else { return };
    let seeds = shared.join("seeds");
    if !seeds.is_dir() {
        println!("skipped: ../shared/seeds is absent");
        return;
    }
    let folder = imported(&documents(&seeds));
    let mut tables = String::new();
    for topic in [
        "bệnh án điện tử",
        "dịch vụ công trực tuyến",
        "hài lòng",
        "chữ ký số",
    ] {
        let run = folder.run(&["compare", topic, "--format", "json"]);
        tables.push_str(&format!("# {topic}\n{}", table(&json(&run.stdout))));
    }
    golden("published.txt", &tables);
}

#[test]
fn every_row_has_its_place() {
    let folder = corpus();
    let run = folder.run(&["compare", "bệnh án điện tử", "--all", "--format", "jsonl"]);
    assert!(run.stdout.lines().count() > 13, "{}", run.stdout);
    for line in run.stdout.lines() {
        let row = json(line);
        let text = row["text"].as_str().expect("a text");
        assert!(!text.is_empty() && row["plan"]["id"].is_string(), "{row}");
        assert!(
            row["span"]["end"].as_u64() > row["span"]["start"].as_u64(),
            "{row}"
        );
        if let Some(target) = row["target"].as_str() {
            let in_item = text.contains(target) || row["kind"] == "objective";
            assert!(in_item, "{row}");
        }
    }
}

#[test]
fn who_promises_nothing_is_told_apart_from_who_is_unknown() {
    let folder = corpus();
    let shown = folder.run(&["compare", "Bệnh án điện tử"]).done();
    assert!(
        shown.contains("\nhas plans, no promise found (2)\n  Lâm Đồng, Cần Thơ\n"),
        "{shown}"
    );
    assert!(shown.contains("\nno plan in the library (21)\n"), "{shown}");
    // Of one province the others are not missing.
    let run = folder.run(&["compare", "Bệnh án điện tử", "--province", "Lâm Đồng"]);
    assert_eq!(run.status, Some(1));
    assert_eq!(run.stdout, "has plans, no promise found (1)\n  Lâm Đồng\n");
    let json_ = folder.run(&[
        "compare",
        "bệnh án điện tử",
        "--as-of",
        "2025-06-30",
        "--format",
        "json",
    ]);
    let comparison = json(&json_.stdout);
    let counted = |name: &str| comparison[name].as_array().map_or(0, Vec::len);
    assert_eq!(counted("rows") + counted("silent") + counted("without"), 63);
    let run = folder.run(&["compare", "x", "--as-of", "yesterday"]);
    let (status, said) = run.failed();
    assert_eq!(status, Some(2));
    assert!(
        said.starts_with("error: yesterday is no day\nhint: "),
        "{said}"
    );
}

#[test]
fn a_resolution_shows_who_has_a_plan_for_it() {
    let folder = corpus();
    let run = folder.run(&["compare", "--cites", "57-NQ/TW", "--format", "json"]);
    let comparison = json(&run.stdout);
    let rows = comparison["rows"].as_array().expect("rows");
    assert!(!rows.is_empty());
    for row in rows {
        assert_eq!(row["matched"], "citation");
        assert!(row["span"].is_object(), "{row}");
    }
    let counted = |name: &str| comparison[name].as_array().map_or(0, Vec::len);
    assert_eq!(counted("rows") + counted("silent") + counted("without"), 34);
}

fn fixture(name: &str) -> PathBuf {
    root().join("fixtures").join(name)
}

#[test]
fn golden_difference_of_a_draft_and_its_final_text() {
    let (draft, last) = (fixture("version-draft.txt"), fixture("version-final.txt"));
    let folder = imported(&[draft.clone(), last.clone()]);
    let path = |path: &Path| path.to_str().expect("UTF-8").to_owned();
    let shown = folder.run(&["diff", &path(&draft), &path(&last)]).done();
    golden("diff.txt", &shown);
    let back = folder
        .run(&["diff", "27/KH-UBND", &path(&draft), "--format", "json"])
        .done();
    let back = json(&back);
    let count = |change: &str| {
        let items = back["items"].as_array().cloned().unwrap_or_default();
        items.iter().filter(|item| item["change"] == change).count()
    };
    assert_eq!(
        (count("added"), count("dropped"), count("changed")),
        (1, 1, 3)
    );
    let same = folder.run(&["diff", "27/KH-UBND", &path(&last)]);
    assert_eq!(
        (same.status, same.stderr.as_str()),
        (Some(0), "no difference\n")
    );

    let versions = folder.run(&["versions", "--format", "csv"]).done();
    assert!(
        versions.contains(",27/KH-UBND,2026-01-29,final_of,"),
        "{versions}"
    );
    let shown = folder.run(&["show", "27/KH-UBND"]).done();
    assert!(
        shown.contains("\n  versions  final text of KH-UBND · "),
        "{shown}"
    );
    let status = folder.run(&["status"]).done();
    assert!(status.contains("\nversions     1 ("), "{status}");
}

#[test]
fn a_plan_that_was_replaced_is_told() {
    let folder = corpus();
    let versions = folder.run(&["versions", "--format", "json"]).done();
    let versions = json(&versions);
    let replaced = versions.as_array().expect("links").iter().any(|link| {
        link["relation"] == "replaces"
            && link["newer"]["number"] == "168/KH-UBND"
            && link["older"]["number"] == "09/KH-UBND"
    });
    assert!(replaced, "{versions:#}");
    let shown = folder
        .run(&[
            "compare",
            "bệnh án điện tử",
            "--province",
            "Thanh Hóa",
            "--all",
        ])
        .done();
    assert!(shown.contains(", replaced by 168/KH-UBND"), "{shown}");
}

#[test]
fn owners_are_bodies() {
    let folder = Folder::new();
    folder.write_plans(2);
    let other = small_plan(3).replace("Sở Khoa học và Công nghệ", "Sở KH&CN");
    folder.write("plans/other.txt", other);
    folder.run(&["import", "plans"]).done();
    let rows = json(&folder.run(&["owners", "--format", "json"]).done());
    let rows = rows.as_array().expect("rows");
    let science: Vec<_> = rows
        .iter()
        .filter(|row| row["body"] == "Sở Khoa học và Công nghệ")
        .collect();
    assert_eq!(science.len(), 1, "{rows:#?}");
    assert_eq!(science[0]["joined"], 3);
    assert_eq!(science[0]["joined_due"], 3);
    assert_eq!(science[0]["earliest"], "2026-06-30");
    assert_eq!(science[0]["printed"][1]["name"], "Sở KH&CN");
    // The filters hold.
    let run = folder.run(&["owners", "--kind", "objective"]);
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (Some(1), "no owner found\n")
    );
}

#[test]
fn the_status_is_a_table_for_programs() {
    let folder = Folder::new();
    folder.write_plans(2);
    folder.write("plans/broken.pdf", b"%PDF-1.7 no more");
    let _ = folder.run(&["import", "plans"]);
    let status = json(&folder.run(&["status", "--format", "json"]).done());
    assert_eq!(
        (&status["done"], &status["failed"]),
        (&Value::from(2), &Value::from(1))
    );
    let rows = folder.run(&["status", "--format", "csv"]).done();
    assert_eq!(rows.lines().count(), 4, "{rows}");
    assert!(rows.starts_with("id,state,paths,bytes,reason\n"), "{rows}");
    let lines = folder.run(&["status", "--format", "jsonl"]).done();
    assert_eq!(lines.lines().count(), 3);
}
