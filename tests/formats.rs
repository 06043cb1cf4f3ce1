//! Formats that hold or become documents: archives, and what LibreOffice converts.

use std::io::{Cursor, Write};
use std::process::Command;

use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{Folder, root, small_plan};

fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(vec![]));
    for (name, bytes) in members {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .expect("a member");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn members_of_an_archive_are_documents() {
    let folder = Folder::new();
    let word = root().join("corpus/docx/lao-cai-chuyen-doi-so-y-te-2026.numbered.docx");
    let word = std::fs::read(word).expect("a Word file of the corpus");
    let inner = archive(&[("b.txt", small_plan(2).as_bytes())]);
    let bytes = archive(&[
        ("2026/a.txt", small_plan(1).as_bytes()),
        ("2026/inner.zip", &inner),
        ("2026/kế hoạch.docx", &word),
        ("2026/list.csv", b"1,2"),
        ("broken.docx", &word[..word.len() / 2]),
    ]);
    folder.write("plans/all.zip", &bytes);
    let run = folder.run(&["import", "plans"]);
    assert_eq!(run.status, Some(1), "{}", run.stderr);
    assert!(
        run.stdout
            .starts_with("documents    3 new, 0 already there, 1 failed"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("plans/all.zip/broken.docx: "),
        "{}",
        run.stdout
    );
    let again = folder.run(&["import", "plans"]);
    assert!(
        again
            .stdout
            .starts_with("documents    0 new, 3 already there, 1 failed"),
        "{}",
        again.stdout
    );
    // A line for each that can be read.
    let run = folder.run(&["extract", "plans/all.zip"]);
    assert_eq!(run.stdout.lines().count(), 3, "{}", run.stdout);
    assert!(
        run.stderr.contains("plans/all.zip/broken.docx"),
        "{}",
        run.stderr
    );
}

#[test]
fn without_libreoffice_what_it_reads_is_told() {
    let folder = Folder::new();
    folder.write("plan.rtf", "{\\rtf1\\ansi KE HOACH}");
    let mut command = folder.command(&["extract", "plan.rtf"]);
    let out = command
        .env("KEHOACH_SOFFICE", "no/such/program")
        .output()
        .expect("the program starts");
    assert_eq!(out.status.code(), Some(1));
    let told = String::from_utf8_lossy(&out.stderr);
    assert!(
        told.contains(
            "plan.rtf: RTF files are read through LibreOffice, which was not found\nhint: install"
        ),
        "{told}"
    );
}

#[test]
fn libreoffice_reads_rtf() {
    if Command::new("soffice").arg("--version").output().is_err() {
        return;
    }
    let folder = Folder::new();
    let escaped: String = small_plan(1)
        .chars()
        .map(|c| match c {
            '\n' => "\\par\n".to_owned(),
            c if c.is_ascii() => c.to_string(),
            c => c
                .encode_utf16(&mut [0; 2])
                .iter()
                .map(|u| format!("\\u{}?", *u as i16))
                .collect(),
        })
        .collect();
    let rtf = format!("{{\\rtf1\\ansi {escaped}}}");
    folder.write("plan.rtf", &rtf);
    folder.write("plan.txt", small_plan(1));
    let record = |name: &str| -> Value {
        serde_json::from_str(&folder.run(&["extract", name]).done()).expect("a record")
    };
    let (rtf_record, text) = (record("plan.rtf"), record("plan.txt"));
    assert_eq!(rtf_record["source"]["media_type"], "application/rtf");
    assert_eq!(rtf_record["source"]["bytes"], rtf.len());
    for field in ["number", "issuer", "title"] {
        assert_eq!(
            rtf_record["metadata"][field], text["metadata"][field],
            "{field}"
        );
    }
    let texts = |record: &Value| -> Vec<Value> {
        let tasks = record["tasks"].as_array().cloned().unwrap_or_default();
        tasks.into_iter().map(|task| task["text"].clone()).collect()
    };
    assert_eq!(texts(&rtf_record), texts(&text));
}
