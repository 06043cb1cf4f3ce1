//! `kehoach export` in a fresh folder.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;

use calamine::{Data, DataType, Reader};
use serde_json::Value;

use crate::support::{Folder, documents, root};

fn imported(plans: usize) -> Folder {
    let folder = Folder::new();
    folder.write_plans(plans);
    folder.run(&["import", "plans"]).done();
    folder
}

#[test]
fn json_lines_json_and_extract_say_the_same() {
    let folder = imported(3);
    let lines: Vec<Value> = folder
        .exported("kehoach-library")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let object = folder.run(&["export", "--format", "json"]).done();
    let object: Value = serde_json::from_str(&object).expect("a JSON object");
    let array = object["plans"].as_array().expect("plans");
    assert_eq!(lines, *array);
    assert_eq!(object["export"]["schema_version"], "1");
    assert_eq!(object["export"]["library_revision"], 3);
    let numbers: Vec<_> = lines
        .iter()
        .map(|plan| plan["metadata"]["number"].as_str())
        .collect();
    assert_eq!(
        numbers,
        [Some("1/KH-UBND"), Some("2/KH-UBND"), Some("3/KH-UBND")]
    );
    let extracted = folder.run(&["extract", "plans/000.txt"]).done();
    assert_eq!(
        serde_json::from_str::<Value>(&extracted).expect("JSON"),
        array[0]
    );
}

#[test]
fn a_file_gets_what_standard_output_would() {
    let folder = imported(2);
    let printed = folder.run(&["export", "--format", "json"]).done();
    let said = folder.run(&["export", "--output", "out.json"]);
    assert_eq!((said.status, said.stdout.as_str()), (Some(0), ""));
    assert!(said.stderr.starts_with("2 plans, "), "{}", said.stderr);
    assert_eq!(
        fs::read_to_string(folder.path().join("out.json")).expect("a file"),
        printed
    );
}

#[test]
fn a_file_that_cannot_be_written_is_an_error() {
    let folder = imported(1);
    let (status, said) = folder
        .run(&["export", "--output", "nowhere/out.json"])
        .failed();
    assert_eq!(status, Some(2));
    assert!(
        said.starts_with("error: nowhere/out.json: no such file or folder"),
        "{said}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_a_redirection_is_an_error() {
    let folder = imported(1);
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .expect("a full device");
    let output = folder
        .command(&["export"])
        .stdout(full)
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(said, "error: standard output: no space left on device\n");
}

#[test]
fn whoever_reads_may_stop_reading() {
    let folder = imported(200);
    let mut child = folder
        .command(&["export"])
        .spawn()
        .expect("the program starts");
    let mut first = [0; 16];
    let mut stdout = child.stdout.take().expect("standard output is a pipe");
    stdout.read_exact(&mut first).expect("it writes");
    drop(stdout);
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), &b""[..])
    );
}

#[test]
fn an_empty_library_is_told() {
    let folder = Folder::new();
    folder.write("plans/empty.txt", "");
    folder.run(&["import", "plans"]);
    let run = folder.run(&["export", "--format", "jsonl"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""));
    assert_eq!(
        run.stderr,
        "error: the library holds no plan\nhint: `kehoach import FOLDER` fills it\n"
    );
}

/// A library of the sample plans in text.
fn with_corpus() -> Folder {
    let folder = Folder::new();
    let mut arguments = vec!["import".to_owned()];
    for document in documents(&root().join("corpus")) {
        if document.extension().is_some_and(|end| end == "txt") {
            arguments.push(document.to_str().expect("a path in UTF-8").to_owned());
        }
    }
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    folder.run(&arguments).done();
    folder
}

fn json_lines(text: &str) -> Vec<Value> {
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

#[test]
fn items_hold_their_document_and_fit_their_schema() {
    let folder = with_corpus();
    let plans = json_lines(&folder.exported("kehoach-library"));
    let items = json_lines(&folder.run(&["export", "--items"]).done());
    let count: usize = plans
        .iter()
        .flat_map(|plan| [&plan["objectives"], &plan["tasks"]])
        .filter_map(Value::as_array)
        .map(Vec::len)
        .sum();
    assert_eq!(items.len(), count);
    let schema = folder.run(&["schema", "--items"]).done();
    let schema: Value = serde_json::from_str(&schema).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for item in &items {
        assert!(validator.is_valid(item), "{item:#}");
        let plan = plans.iter().find(|plan| plan["id"] == item["plan"]["id"]);
        let plan = plan.expect("its plan is exported too");
        assert_eq!(item["plan"]["number"], plan["metadata"]["number"]);
    }
}

#[test]
fn filters_choose_items_and_leave_out_plans_without_any() {
    let folder = with_corpus();
    let all = json_lines(&folder.run(&["export", "--items"]).done());
    let due = |item: &Value| -> Vec<String> {
        let deadlines = item["item"]["deadlines"].as_array().expect("deadlines");
        let dues = deadlines.iter().filter_map(|d| d["due"].as_str());
        dues.map(str::to_owned).collect()
    };
    let chosen = folder
        .run(&[
            "export",
            "--items",
            "--kind",
            "task",
            "--due-before",
            "2025-10",
        ])
        .done();
    let expected: Vec<&Value> = all
        .iter()
        .filter(|item| item["kind"] == "task")
        .filter(|item| due(item).iter().any(|due| due.as_str() < "2025-10-01"))
        .collect();
    assert!(!expected.is_empty());
    assert_eq!(json_lines(&chosen).iter().collect::<Vec<_>>(), expected);
    let plans: BTreeSet<&str> = expected
        .iter()
        .filter_map(|item| item["plan"]["id"].as_str())
        .collect();
    let whole = folder
        .run(&["export", "--kind", "task", "--due-before", "2025-10"])
        .done();
    let whole = json_lines(&whole);
    let ids: BTreeSet<&str> = whole
        .iter()
        .filter_map(|plan| plan["id"].as_str())
        .collect();
    assert_eq!(ids, plans);
    assert!(ids.len() < json_lines(&folder.exported("kehoach-library")).len());
}

#[test]
fn a_filter_that_nothing_fits_is_told() {
    let folder = imported(1);
    for (arguments, status, said) in [
        (
            ["--province", "Cà Mau"],
            1,
            "error: no plan fits the filters\n",
        ),
        (
            ["--province", "Ca Mao"],
            2,
            "error: no province is called Ca Mao\n",
        ),
        (
            ["--region", "miền Trung"],
            2,
            "error: no region is called miền Trung\n",
        ),
        (["--due-before", "mai"], 2, "error: mai is no time\n"),
    ] {
        let run = folder.run(&[&["export"], arguments.as_slice()].concat());
        assert_eq!(run.status, Some(status), "{arguments:?}");
        assert!(run.stderr.starts_with(said), "{}", run.stderr);
    }
}

#[test]
fn csv_is_for_excel_unless_told_otherwise() {
    let folder = with_corpus();
    let run = |more: &[&str]| {
        let output = folder
            .command(&[&["export", "--format", "csv"], more].concat())
            .output()
            .expect("the program starts");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let with = run(&[]);
    let without = run(&["--no-bom"]);
    assert_eq!(with.strip_prefix('\u{feff}'), Some(without.as_str()));
    assert!(
        without.starts_with("plan_id,item_id,province,"),
        "{without}"
    );
    assert!(without.ends_with("\r\n") && !without.contains("\n\n"));
    let rows = json_lines(&folder.run(&["export", "--items"]).done()).len();
    let mut reader = csv::Reader::from_reader(without.as_bytes());
    assert_eq!(reader.records().filter(|row| row.is_ok()).count(), rows);
}

/// A sheet as rows of cells.
fn sheet(book: &mut calamine::Xlsx<std::io::BufReader<fs::File>>, name: &str) -> Vec<Vec<Data>> {
    let range = book.worksheet_range(name).expect("a sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn a_spreadsheet_holds_what_the_items_hold() {
    let folder = with_corpus();
    folder
        .run(&["export", "--output", "plans.xlsx"])
        .done_with_notes();
    let path = folder.path().join("plans.xlsx");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).expect("a workbook");
    let names = [
        "plans",
        "objectives",
        "tasks",
        "targets",
        "deadlines",
        "owners",
        "about",
    ];
    assert_eq!(book.sheet_names(), names);
    let items = json_lines(&folder.run(&["export", "--items"]).done());
    let tasks: Vec<&Value> = items.iter().filter(|item| item["kind"] == "task").collect();
    let rows = sheet(&mut book, "tasks");
    assert_eq!(rows.len(), tasks.len() + 1);
    let column = |name: &str| {
        let header = rows[0].iter();
        let place = header
            .enumerate()
            .find(|(_, cell)| cell.get_string() == Some(name));
        place.expect("a column").0
    };
    for (row, task) in rows[1..].iter().zip(&tasks) {
        assert_eq!(
            row[column("text")].get_string(),
            task["item"]["text"].as_str()
        );
        let deadlines = task["item"]["deadlines"].as_array().expect("deadlines");
        let last = deadlines.iter().filter_map(|d| d["due"].as_str()).max();
        let cell = &row[column("due")];
        let day = cell
            .as_datetime()
            .map(|day| day.format("%Y-%m-%d").to_string());
        assert_eq!(day.as_deref(), last, "{cell:?}");
    }
    let again = folder.run(&["export", "--output", "again.xlsx"]);
    assert_eq!(again.status, Some(0));
    let read = |name: &str| fs::read(folder.path().join(name)).expect("a file");
    assert!(read("plans.xlsx") == read("again.xlsx"), "other bytes");
}

#[test]
fn a_calendar_has_every_day_and_rule_once() {
    let folder = with_corpus();
    let calendar = folder.run(&["export", "--format", "ics"]).done_with_notes();
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    assert!(calendar.ends_with("END:VCALENDAR\r\n"));
    // 75 octets, and the blank that a folded line begins with.
    assert!(calendar.lines().all(|line| line.len() <= 76), "a long line");
    let items = json_lines(&folder.run(&["export", "--items"]).done());
    let days = items
        .iter()
        .filter_map(|item| item["item"]["deadlines"].as_array())
        .flatten()
        .filter(|d| d["recurrence"].as_array().is_some_and(Vec::is_empty) && d["due"].is_string())
        .count();
    let dues = calendar
        .lines()
        .filter(|line| line.starts_with("DUE;"))
        .count();
    assert_eq!(dues, days);
    let uids: Vec<&str> = calendar
        .lines()
        .filter(|line| line.starts_with("UID:"))
        .collect();
    let unique: BTreeSet<&&str> = uids.iter().collect();
    assert_eq!(unique.len(), uids.len());
    assert!(calendar.contains("\r\nRRULE:FREQ="));
}

#[test]
fn folders_get_every_table_and_what_describes_them() {
    let folder = with_corpus();
    for format in ["parquet", "datapackage"] {
        folder
            .run(&["export", "--format", format, "--output", format])
            .done_with_notes();
        for table in [
            "plans",
            "objectives",
            "tasks",
            "targets",
            "deadlines",
            "owners",
        ] {
            let ending = if format == "parquet" {
                "parquet"
            } else {
                "csv"
            };
            let file = folder.path().join(format).join(format!("{table}.{ending}"));
            assert!(file.metadata().is_ok_and(|file| file.len() > 0), "{file:?}");
        }
    }
    let described = fs::read(folder.path().join("datapackage/datapackage.json"));
    let described: Value = serde_json::from_slice(&described.expect("a file")).expect("JSON");
    assert_eq!(described["resources"].as_array().map(Vec::len), Some(6));
    assert_eq!(described["kehoach"]["filters"], serde_json::json!({}));
}

#[test]
fn forms_that_need_a_place_say_so() {
    let folder = imported(1);
    for (arguments, said) in [
        (
            &["--format", "xlsx"][..],
            "error: xlsx does not go to standard output\n",
        ),
        (
            &["--format", "csv", "--items"],
            "error: --items goes with jsonl, not with csv\n",
        ),
    ] {
        let (status, stderr) = folder.run(&[&["export"], arguments].concat()).failed();
        assert_eq!(status, Some(2));
        assert!(stderr.starts_with(said), "{stderr}");
    }
}
