//! Scans: recognised, they say what their text says; without Tesseract they wait.
//!
//! `corpus/scans/PLAN.KIND.pdf` is a scan of the plan `corpus/PLAN.txt`. Recognition misreads letters, so items are
//! compared by how many words they share, in order. Where Tesseract or its Vietnamese is absent, the tests say so and
//! pass.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::{Folder, documents, pdfs, root};

/// Least F1 of items that are read, and share of similar words that makes two items one.
const LEAST: f64 = 0.9;

/// And of its headings: an outline has few, and a stroke of one numeral may be lost.
const LEAST_HEADINGS: f64 = 0.8;
const SIMILAR: f64 = 0.85;

fn tesseract() -> bool {
    let output = Command::new("tesseract").arg("--list-langs").output();
    let there = output.is_ok_and(|output| {
        let said = [output.stdout, output.stderr].concat();
        String::from_utf8_lossy(&said)
            .lines()
            .any(|line| line == "vie")
    });
    if !there {
        eprintln!("not tested: Tesseract with Vietnamese is absent");
    }
    there
}

fn record(path: &Path) -> Value {
    let path = path.to_str().expect("a path in UTF-8");
    let run = Folder::new().run(&["extract", path]);
    assert_eq!(run.status, Some(0), "{path}: {}", run.stderr);
    serde_json::from_str(&run.stdout).expect("a record is JSON")
}

fn twin(scan: &Path) -> PathBuf {
    let name = scan.file_name().unwrap_or_default().to_string_lossy();
    let plan = name.split('.').next().unwrap_or_default();
    let texts = documents(&root().join("corpus"));
    texts
        .into_iter()
        .find(|path| path.file_stem().is_some_and(|stem| stem == plan))
        .unwrap_or_else(|| panic!("{name} has no twin"))
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Share of words that two texts have in common, in order.
fn similarity(a: &[String], b: &[String]) -> f64 {
    let mut row = vec![0usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let up = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { up.max(row[j]) };
            diagonal = up;
        }
    }
    2.0 * row[b.len()] as f64 / (a.len() + b.len()).max(1) as f64
}

/// F1 of two lists of texts, each of which has one partner at most.
fn agreement(want: &[String], got: &[String]) -> f64 {
    let mut left: Vec<Vec<String>> = got.iter().map(|text| words(text)).collect();
    let mut found = 0;
    for text in want {
        let text = words(text);
        let best = left
            .iter()
            .map(|other| similarity(&text, other))
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((at, share)) = best
            && share >= SIMILAR
        {
            left.remove(at);
            found += 1;
        }
    }
    2.0 * f64::from(found) / (want.len() + got.len()).max(1) as f64
}

fn texts(record: &Value) -> Vec<String> {
    ["objectives", "tasks"]
        .iter()
        .flat_map(|list| record[*list].as_array().into_iter().flatten())
        .map(|item| item["text"].as_str().unwrap_or_default().to_owned())
        .collect()
}

fn headings(list: &Value, out: &mut Vec<String>) {
    for section in list.as_array().into_iter().flatten() {
        let part = |name: &str| section[name].as_str().unwrap_or_default().to_owned();
        let heading = format!("{} {}", part("label"), part("title"));
        if !heading.trim().is_empty() {
            out.push(heading);
        }
        headings(&section["children"], out);
    }
}

#[test]
fn a_scan_says_what_its_text_says() {
    if !tesseract() {
        return;
    }
    let scans = pdfs(&root().join("corpus/scans"));
    assert!(scans.len() >= 4, "the scans of the corpus are there");
    for scan in scans {
        let (want, got) = (record(&twin(&scan)), record(&scan));
        let name = scan.display();
        assert_eq!(got["source"]["text_origin"], "ocr", "{name}");
        let (a, b) = (texts(&want), texts(&got));
        let items = agreement(&a, &b);
        assert!(items >= LEAST, "{name}: items {items:.2}\n{a:#?}\n{b:#?}");
        let (mut a, mut b) = (vec![], vec![]);
        headings(&want["outline"], &mut a);
        headings(&got["outline"], &mut b);
        let sections = agreement(&a, &b);
        assert!(
            sections >= LEAST_HEADINGS,
            "{name}: sections {sections:.2}\n{a:#?}\n{b:#?}"
        );
        let codes: Vec<&str> = got["diagnostics"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|diagnostic| diagnostic["code"].as_str())
            .collect();
        assert!(codes.contains(&"text_recognised"), "{name}: {codes:?}");
    }
}

/// A scan of few pages.
fn short_scan() -> PathBuf {
    root().join("corpus/scans/vinh-phuc-cong-nghe-thong-tin-y-te-2025.bilevel-300.pdf")
}

#[test]
fn without_tesseract_a_scan_waits_and_retry_reads_it() {
    let folder = Folder::new();
    folder.write("plans/scan.pdf", fs::read(short_scan()).expect("the scan"));
    // No program is found here.
    let output = folder
        .command(&["import", "plans"])
        .env("PATH", folder.path())
        .output()
        .expect("the program starts");
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{report}");
    assert!(
        report.contains("1 failed (1 wait for recognition)"),
        "{report}"
    );
    assert!(report.contains("images without readable text"), "{report}");
    assert!(
        report.contains("hint: ") && report.contains("tesseract-ocr-vie"),
        "{report}"
    );
    let status = folder.run(&["status"]).done();
    assert!(status.contains("0 done, 0 failed, 1 waiting"), "{status}");
    if !tesseract() {
        return;
    }
    let report = folder.run(&["retry"]).done();
    assert!(report.contains("1 new"), "{report}");
    let status = folder.run(&["status"]).done();
    assert!(status.contains("1 done, 0 failed\n"), "{status}");
    assert!(folder.path().join("kehoach-library/ocr").is_dir());
    let nothing = folder.run(&["retry"]).done();
    assert_eq!(nothing, "nothing to read again\n");
}

#[test]
fn never_means_never() {
    let path = short_scan();
    let path = path.to_str().expect("a path in UTF-8");
    let (status, said) = Folder::new()
        .run(&["extract", "--ocr", "never", path])
        .failed();
    assert_eq!(status, Some(1));
    assert!(
        said.contains("a scan") && said.contains("--ocr auto"),
        "{said}"
    );
}

#[test]
fn a_waiting_document_that_is_gone_is_named() {
    let folder = Folder::new();
    let path = folder.write("plans/scan.pdf", fs::read(short_scan()).expect("the scan"));
    folder.run(&["import", "--ocr", "never", "plans"]);
    fs::remove_file(path).expect("the scan is there");
    let run = folder.run(&["retry"]);
    assert_eq!(run.status, Some(1));
    assert!(
        run.stderr.contains("plans/scan.pdf: no longer there"),
        "{}",
        run.stderr
    );
}
