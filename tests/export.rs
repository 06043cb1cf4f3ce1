//! `kehoach export` in a fresh folder.

use std::fs;
use std::io::Read;

use serde_json::Value;

use crate::support::Folder;

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
    let array = folder.run(&["export", "--format", "json"]).done();
    let array: Vec<Value> = serde_json::from_str(&array).expect("a JSON array");
    assert_eq!(lines, array);
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
    let said = folder
        .run(&["export", "--format", "json", "--output", "out.json"])
        .done();
    assert_eq!(said, "");
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
    let run = folder.run(&["export", "--format", "json"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(1), "[]\n"));
    assert_eq!(
        run.stderr,
        "error: the library holds no plan\nhint: `kehoach import FOLDER` fills it\n"
    );
}
