//! `kehoach import` and `kehoach status` in a fresh folder.

use std::fs;

use crate::support::{Folder, small_plan};

/// A report without the figures that differ from run to run.
fn without_time(report: &str) -> String {
    let lines = report.lines().filter(|line| !line.starts_with("time "));
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn an_import_ends_with_a_report_and_the_next_finds_everything_there() {
    let folder = Folder::new();
    folder.write_plans(3);
    let report = folder.run(&["import", "plans"]).done();
    assert_eq!(
        without_time(&report),
        "documents    3 new, 0 already there, 0 failed\n\
         objectives   3\n\
         tasks        9\n\
         owners       2 distinct\n\
         deadlines    9\n\
         diagnostics  0 errors, 0 warnings, 0 notes\n"
    );
    let report = folder.run(&["import", "plans"]).done();
    assert_eq!(
        without_time(&report),
        "documents    0 new, 3 already there, 0 failed\n\
         objectives   0\n\
         tasks        0\n\
         owners       0 distinct\n\
         deadlines    0\n\
         diagnostics  0 errors, 0 warnings, 0 notes\n"
    );
    let status = folder.run(&["status"]).done();
    assert_eq!(
        status,
        "library      kehoach-library\n\
         documents    3 done, 0 failed\n\
         provinces    1\n\
         objectives   3\n\
         tasks        9\n\
         owners       12 mentions\n\
         deadlines    9\n"
    );
}

#[test]
fn every_file_that_fails_has_a_line_and_every_reason_a_hint() {
    let folder = Folder::new();
    folder.write("plans/binary.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0");
    folder.write("plans/deep/empty.txt", "");
    folder.write("plans/empty.txt", "");
    folder.write("plans/letter.txt", "Xin chào.\n");
    folder.write("plans/plan.txt", small_plan(1));
    folder.write("plans/.hidden/plan.txt", small_plan(2));
    let run = folder.run(&["import", "plans"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(1), ""));
    assert_eq!(
        run.stdout.lines().next(),
        Some("documents    1 new, 0 already there, 4 failed")
    );
    let (_, failed) = run
        .stdout
        .split_once("\nfailed:\n")
        .expect("a list of failures");
    assert_eq!(
        failed,
        "  plans/binary.doc: old Office files are not read\n  \
           plans/deep/empty.txt: the file is empty\n  \
           plans/empty.txt: the file is empty\n  \
           plans/letter.txt: no plan found\n\
         hint: no plan found: `kehoach extract --text FILE` shows what was read from it\n\
         hint: old Office files are not read: save the document as Word (.docx) and import that file\n\
         hint: the file is empty: fetch the document again from where it was published\n"
    );
    let status = folder.run(&["status"]).done();
    let (_, troubles) = status
        .split_once("\nwithout a plan:\n")
        .expect("a list of documents");
    assert_eq!(
        troubles,
        "  plans/binary.doc: old Office files are not read\n  \
           plans/deep/empty.txt, plans/empty.txt: the file is empty\n  \
           plans/letter.txt: no plan found\n"
    );
}

#[test]
fn the_library_itself_is_not_imported() {
    let folder = Folder::new();
    folder.write("plan.txt", small_plan(1));
    for expected in ["documents    1 new, 0", "documents    0 new, 1"] {
        let report = folder.run(&["import", "."]).done();
        assert!(report.starts_with(expected), "{report}");
    }
}

#[test]
fn the_library_stands_where_it_is_told_to() {
    let folder = Folder::new();
    folder.write_plans(1);
    folder
        .run(&["import", "plans", "--library", "by/option"])
        .done();
    let mut command = folder.command(&["import", "plans"]);
    let status = command
        .env("KEHOACH_LIBRARY", "by-variable")
        .status()
        .expect("it starts");
    assert_eq!(status.code(), Some(0));
    assert_eq!(folder.exported("by/option"), folder.exported("by-variable"));
    assert!(!folder.path().join("kehoach-library").exists());
}

#[test]
fn what_is_no_document_is_left_out_and_counted() {
    let folder = Folder::new();
    folder.write_plans(1);
    folder.write("plans/README.md", "About these plans\n");
    folder.write("plans/gold/000.json", "{}");
    let report = folder.run(&["import", "plans"]).done();
    assert!(
        report.starts_with("documents    1 new, 0 already there, 0 failed\n"),
        "{report}"
    );
    let last = report.lines().last();
    assert_eq!(
        last,
        Some("left out     2 files that are no documents by their name")
    );
    // Who names a file wants it read.
    let run = folder.run(&["import", "plans/README.md"]);
    assert!(
        run.stdout.ends_with("shows what was read from it\n"),
        "{}",
        run.stdout
    );
}

#[cfg(unix)]
#[test]
fn links_and_pipes_do_not_hold_an_import_up() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    folder.write("plans/plan.txt", small_plan(1));
    let plans = folder.path().join("plans");
    symlink("nowhere", plans.join("dead")).expect("a link");
    symlink(".", plans.join("loop")).expect("a link");
    let socket = std::os::unix::net::UnixListener::bind(plans.join("socket")).expect("a socket");
    let run = folder.run(&["import", "plans"]);
    drop(socket);
    let (_, failed) = run
        .stdout
        .split_once("\nfailed:\n")
        .expect("a list of failures");
    assert_eq!(
        failed,
        "  plans/dead: no such file or folder\n  \
           plans/loop: a link that leads back to a folder above it\n  \
           plans/socket: not a regular file\n"
    );
}

#[test]
fn a_library_that_cannot_be_made_is_an_error() {
    let folder = Folder::new();
    folder.write_plans(1);
    folder.write("file", "");
    let run = folder.run(&["import", "plans", "--library", "file"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
}

#[test]
fn a_folder_without_files_is_told() {
    let folder = Folder::new();
    fs::create_dir(folder.path().join("plans")).expect("a folder");
    let run = folder.run(&["import", "plans"]);
    assert_eq!(run.status, Some(1));
    assert_eq!(
        run.stderr,
        "error: no documents found\n\
         hint: hidden files, lists and records, and the library itself are left out\n"
    );
}

#[test]
fn what_was_never_imported_cannot_be_asked() {
    let folder = Folder::new();
    for arguments in [
        &["status"][..],
        &["search", "y tế"],
        &["export"],
        &["show", "57"],
    ] {
        let (status, said) = folder.run(arguments).failed();
        assert_eq!(status, Some(2), "{arguments:?}");
        assert_eq!(
            said,
            "error: there is no library at kehoach-library\n\
             hint: kehoach import FOLDER makes one\n"
        );
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_import_keeps_what_it_has_and_goes_on_later() {
    use std::process::Command;
    use std::thread::sleep;
    use std::time::Duration;

    let folder = Folder::new();
    folder.write_plans(400);
    let child = folder
        .command(&["import", "plans", "--jobs", "1"])
        .spawn()
        .expect("it starts");
    while !folder
        .path()
        .join("kehoach-library/catalog.sqlite")
        .exists()
    {
        sleep(Duration::from_millis(2));
    }
    sleep(Duration::from_millis(20));
    let kill = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(kill.expect("kill runs").success());
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    // A fast machine may be done before the signal comes.
    if output.status.code() != Some(0) {
        assert_eq!(output.status.code(), Some(130), "{said}");
        assert!(said.ends_with(
            "error: interrupted\nhint: the same command goes on where this one stopped\n"
        ));
    }
    folder.run(&["import", "plans"]).done();
    folder
        .run(&["import", "plans", "--library", "undisturbed"])
        .done();
    assert_eq!(
        folder.exported("kehoach-library"),
        folder.exported("undisturbed")
    );
}
