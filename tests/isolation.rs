//! What is no plain text is read in a process of its own: what happens to that process costs one document.
//!
//! Plain text stands in for PDFs where only the process matters: a text that mentions `endobj` might be a damaged PDF,
//! so it is read apart as well.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ingest::{DEFAULT_LIMIT, Limits, Program, Trouble, Workers};

use crate::support::{Folder, documents, pdfs, root, small_plan};

fn this_program() -> Program {
    Program {
        path: PathBuf::from(env!("CARGO_BIN_EXE_kehoach")),
        arguments: vec!["worker".into()],
    }
}

/// A plan of so many megabytes that is read apart.
fn long_plan(megabytes: usize) -> String {
    let once = small_plan(1);
    once.repeat(megabytes * 1_000_000 / once.len()) + "\nendobj\n"
}

fn told(result: Result<plan::Plan, Trouble>) -> (String, Option<String>) {
    match result {
        Ok(_) => ("a plan".to_string(), None),
        Err(trouble) => (trouble.to_string(), trouble.hint()),
    }
}

#[test]
fn a_document_read_apart_gives_the_same_plan() {
    let workers = Workers::new(this_program(), Limits::default()).also_for_text();
    let mut seen = 0;
    for folder in ["corpus", "fixtures"] {
        for path in documents(&root().join(folder)) {
            // What is no text yet is read apart anyway.
            let here = ingest::extract_file(&path, DEFAULT_LIMIT);
            let apart = workers.extract_file(&path, DEFAULT_LIMIT);
            match (here, apart) {
                (Ok(here), Ok(apart)) => assert!(here == apart, "{}", path.display()),
                (here, apart) => assert_eq!(told(here), told(apart), "{}", path.display()),
            }
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen} documents");
}

#[test]
fn the_text_of_a_document_read_apart_is_the_same() {
    let workers = Workers::new(this_program(), Limits::default()).also_for_text();
    let bytes = small_plan(7);
    let apart = workers.normalised_text(bytes.as_bytes()).ok();
    assert_eq!(apart, ingest::normalised_text(bytes.as_bytes()).ok());
}

#[test]
fn standard_input_and_files_are_read_apart_alike() {
    let folder = Folder::new();
    let text = small_plan(1) + "\nendobj\n";
    folder.write("stdin", &text);
    let from_file = folder.run(&["extract", "stdin"]).done();
    let from_input = folder
        .run_with_input(&["extract", "-"], text.as_bytes())
        .done();
    assert_eq!(from_file, from_input);
}

/// Programs that are no worker, and what is said of the document that they were given.
#[cfg(unix)]
#[test]
fn whatever_becomes_of_a_worker_has_its_reason() {
    let report = Some("please report it, with the document if it is public");
    let cases = [
        ("kill -SEGV $$", "the reader crashed (signal 11)", report),
        ("kill -ABRT $$", "the reader crashed (signal 6)", report),
        (
            "kill -KILL $$",
            "the reader crashed (signal 9)",
            Some("the system may be short of memory; try again with `--jobs 1`"),
        ),
        (
            "exit 3",
            "the reader ended without an answer (status 3)",
            report,
        ),
        (
            "echo 'memory allocation of 8 bytes failed' >&2; kill -ABRT $$",
            "reading it needed more than 1 GiB of memory",
            Some("allow more with `--max-memory`"),
        ),
        (
            "test \"$RUST_BACKTRACE\" = 0 && echo \"thread 'reader' has overflowed its stack\" >&2; kill -ABRT $$",
            "it is nested too deeply to be read",
            report,
        ),
        (
            "exec sleep 1000",
            "reading it took more than 1 s",
            Some("allow more with `--max-time`"),
        ),
        (
            "echo this is no answer; exec sleep 1000",
            "the reader gave no answer that can be understood",
            report,
        ),
    ];
    for (script, reason, hint) in cases {
        let program = Program {
            path: PathBuf::from("/bin/sh"),
            arguments: vec!["-c".into(), script.into(), "sh".into()],
        };
        let limits = Limits {
            wall: Duration::from_secs(1),
            ..Limits::default()
        };
        let begin = Instant::now();
        let answer = Workers::new(program, limits).extract_bytes(b"%PDF-1.7", "a.pdf");
        let expected = (reason.to_string(), hint.map(str::to_string));
        assert_eq!(told(answer), expected, "{script}");
        assert!(begin.elapsed() < Duration::from_secs(30), "{script}");
    }
}

#[test]
fn a_worker_that_cannot_be_started_costs_the_documents_that_need_one() {
    let program = Program {
        path: PathBuf::from("/nowhere/kehoach"),
        arguments: vec![],
    };
    let workers = Workers::new(program, Limits::default());
    let (reason, _) = told(workers.extract_bytes(b"%PDF-1.7", "a.pdf"));
    assert_eq!(
        reason,
        "the reader could not be started: no such file or folder"
    );
    let plan = workers.extract_bytes(small_plan(1).as_bytes(), "a.txt");
    assert_eq!(told(plan).0, "a plan");
}

#[cfg(target_os = "linux")]
#[test]
fn memory_is_limited_and_the_next_document_is_read() {
    let folder = Folder::new();
    let large = folder.write("large.txt", long_plan(60));
    let small = folder.write("small.txt", small_plan(2));
    let limits = Limits {
        memory: 16 << 20,
        ..Limits::default()
    };
    let workers = Workers::new(this_program(), limits).also_for_text();
    let read = |path: &Path| told(workers.extract_file(path, DEFAULT_LIMIT)).0;
    for _ in 0..2 {
        assert_eq!(read(&large), "reading it needed more than 16 MiB of memory");
        assert_eq!(read(&small), "a plan");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn processor_time_is_limited_document_by_document() {
    let folder = Folder::new();
    let large = folder.write("large.txt", long_plan(60));
    let small = folder.write("small.txt", small_plan(2));
    let limits = Limits {
        memory: 16 << 30,
        cpu: Duration::from_secs(1),
        ..Limits::default()
    };
    let workers = Workers::new(this_program(), limits).also_for_text();
    let read = |path: &Path| told(workers.extract_file(path, DEFAULT_LIMIT)).0;
    assert_eq!(
        read(&large),
        "reading it took more than 1 s of processor time"
    );
    assert_eq!(read(&small), "a plan");
}

#[test]
fn limits_are_options_and_variables() {
    let folder = Folder::new();
    folder.write("plan.txt", small_plan(1));
    for option in ["--max-memory", "--max-cpu", "--max-time"] {
        let run = folder.run(&["extract", "plan.txt", option, "0"]);
        assert_eq!(run.status, Some(2), "{option} 0 is no limit");
        folder.run(&["extract", "plan.txt", option, "7"]).done();
    }
    folder.write("large.txt", long_plan(60));
    let mut command = folder.command(&["extract", "large.txt", "--max-memory", "16000"]);
    let output = command
        .env("KEHOACH_MAX_TIME", "1")
        .output()
        .expect("it starts");
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(
        stderr,
        "error: large.txt: reading it took more than 1 s\nhint: allow more with `--max-time`\n"
    );
}

/// Not every path can be written down as text.
#[cfg(target_os = "linux")]
#[test]
fn a_file_with_a_name_that_is_no_text_is_read_apart() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new();
    folder.write("plans/one.txt", small_plan(1) + "\nendobj\n");
    let odd = folder
        .path()
        .join("plans")
        .join(OsStr::from_bytes(b"k\xea hoach.txt"));
    std::fs::write(odd, small_plan(2) + "\nendobj\n").expect("a file");
    let report = folder.run(&["import", "plans"]).done();
    assert!(
        report.starts_with("documents    2 new, 0 already there, 0 failed\n"),
        "{report}"
    );
}

#[cfg(target_os = "linux")]
mod processes {
    use std::fs;
    use std::os::unix::process::CommandExt;
    use std::process::{Child, Command};
    use std::thread::sleep;

    use super::*;

    /// The worker that a process has started, once it is there.
    fn child_of(parent: &Child) -> u32 {
        let begin = Instant::now();
        loop {
            // Any of its threads may have started it.
            let tasks = fs::read_dir(format!("/proc/{}/task", parent.id()));
            for task in tasks.into_iter().flatten().flatten() {
                let children = fs::read_to_string(task.path().join("children"));
                let children = children.unwrap_or_default();
                for child in children.split_whitespace() {
                    let words = fs::read(format!("/proc/{child}/cmdline")).unwrap_or_default();
                    if words.split(|b| *b == 0).any(|word| word == b"worker") {
                        return child.parse().expect("a number");
                    }
                }
            }
            assert!(
                begin.elapsed() < Duration::from_secs(30),
                "no worker is started"
            );
            sleep(Duration::from_millis(5));
        }
    }

    fn is_there(process: u32) -> bool {
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        status.contains("State:") && !status.contains("(zombie)")
    }

    fn signal(name: &str, target: &str) {
        let status = Command::new("/bin/kill")
            .args(["-s", name, "--", target])
            .status();
        assert!(status.expect("kill runs").success());
    }

    #[test]
    fn a_worker_goes_when_the_program_is_killed() {
        let folder = Folder::new();
        folder.write("plans/large.txt", long_plan(40));
        let mut parent = folder
            .command(&["import", "plans"])
            .spawn()
            .expect("it starts");
        let worker = child_of(&parent);
        // It is in the middle of the document.
        sleep(Duration::from_millis(200));
        assert!(is_there(worker));
        parent.kill().expect("it is there");
        parent.wait().expect("it ends");
        let begin = Instant::now();
        while is_there(worker) {
            assert!(
                begin.elapsed() < Duration::from_secs(5),
                "the worker stays behind"
            );
            sleep(Duration::from_millis(5));
        }
    }

    /// Ctrl-C goes to every process of the terminal; the document in hand is kept all the same.
    #[test]
    fn an_interrupt_leaves_the_worker_its_document() {
        let folder = Folder::new();
        folder.write("plans/large.txt", long_plan(2));
        let mut command = folder.command(&["import", "plans"]);
        let parent = command.process_group(0).spawn().expect("it starts");
        child_of(&parent);
        sleep(Duration::from_millis(100));
        signal("INT", &format!("-{}", parent.id()));
        let output = parent.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(130));
        let report = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            report.starts_with("documents    1 new, 0 already there, 0 failed\n"),
            "{report}"
        );
    }
}

/// One file of every kind that means harm, with good plans among them, as text and as PDF.
#[test]
fn an_import_of_hostile_files_ends_and_accounts_for_each() {
    let folder = Folder::new();
    let hostile: Vec<_> = bench::hostile::files(11, bench::hostile::kinds()).collect();
    for file in &hostile {
        folder.write(&format!("plans/{}", file.name), &file.bytes);
    }
    let mut good = vec![];
    for number in 0..6 {
        let name = format!("{:03}-good.txt", number * 11);
        folder.write(&format!("plans/{name}"), small_plan(number + 1));
        good.push(name);
    }
    let printed = pdfs(&root().join("corpus/pdf"));
    for (number, path) in printed.iter().take(4).enumerate() {
        let name = format!("{:03}-good.pdf", number * 17);
        let bytes = std::fs::read(path).expect("a sample plan");
        folder.write(&format!("plans/{name}"), bytes);
        good.push(name);
    }
    let limits = ["--max-cpu", "3", "--max-time", "60", "--max-memory", "300"];
    let run = folder.run(&[&["import", "plans", "--jobs", "2"], &limits[..]].concat());
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (Some(1), ""),
        "{}",
        run.stdout
    );

    let first = run.stdout.lines().next().unwrap_or_default();
    let counts: Vec<usize> = first
        .split(|letter: char| !letter.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect();
    // An archive counts as what is in it, or as itself when it cannot be opened.
    let lines = || {
        run.stdout
            .lines()
            .filter_map(|line| line.strip_prefix("  plans/"))
    };
    let members = lines().filter_map(|line| line.split_once('/').map(|(name, _)| name));
    let opened: BTreeSet<&str> = members.clone().collect();
    assert_eq!(
        counts.iter().sum::<usize>() + opened.len() - members.count(),
        hostile.len() + good.len(),
        "{first}"
    );
    let told = |name: &str| {
        let line = format!("\n  plans/{name}");
        run.stdout.contains(&format!("{line}: ")) || run.stdout.contains(&format!("{line}/"))
    };
    let exported = folder.exported("kehoach-library");
    let kept = |name: &str| exported.contains(&format!("\"{name}\""));
    for file in &hostile {
        assert!(
            told(&file.name) != kept(&file.name),
            "{} has a reason, or a plan",
            file.name
        );
    }
    for name in &good {
        assert!(kept(name) && !told(name), "{name} is in the library");
    }
}
