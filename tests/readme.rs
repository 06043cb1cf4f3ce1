//! The README's commands do what it says, and print what it shows.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::support::{Folder, documents, root};

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("README.md")
}

/// The first block of the README in a language.
fn block(language: &str) -> String {
    let readme = readme();
    let (_, behind) = readme
        .split_once(&format!("```{language}\n"))
        .unwrap_or_else(|| panic!("README.md has no block of {language}"));
    behind.split("```").next().unwrap_or_default().to_string()
}

/// A folder with a library of the sample plans in it: `import corpus/*.txt`.
fn with_corpus() -> Folder {
    let folder = Folder::new();
    let mut arguments = vec!["import".to_string()];
    for document in documents(&root().join("corpus")) {
        if document.extension().is_some_and(|end| end == "txt") {
            arguments.push(document.to_str().expect("a path in UTF-8").to_string());
        }
    }
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    folder.run(&arguments).done();
    folder
}

/// The arguments of a command line in which double quotes hold words together.
fn arguments(command: &str) -> Vec<String> {
    let mut arguments = vec![];
    for (at, piece) in command.split('"').enumerate() {
        if at % 2 == 1 {
            arguments.push(piece.to_string());
        } else {
            arguments.extend(piece.split_whitespace().map(str::to_string));
        }
    }
    arguments
}

#[test]
fn commands_print_what_is_shown() {
    let readme = readme();
    let folder = with_corpus();
    let mut shown = 0;
    for block in readme.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        let (command, result) = block.split_once('\n').expect("a command and its result");
        let command = command
            .strip_prefix("$ kehoach ")
            .expect("a command of kehoach");
        let arguments = arguments(command);
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        assert_eq!(folder.run(&arguments).stdout, result, "{command}");
        shown += 1;
    }
    assert!(shown >= 2, "README.md shows a search and a comparison");
}

/// Whether everything in `part` stands in `whole` too.
fn holds(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => part
            .iter()
            .all(|(name, value)| whole.get(name).is_some_and(|whole| holds(whole, value))),
        (Value::Array(whole), Value::Array(part)) => {
            whole.len() == part.len() && whole.iter().zip(part).all(|(a, b)| holds(a, b))
        }
        _ => whole == part,
    }
}

#[test]
fn the_record_is_one_that_comes_out() {
    let shown: Value = serde_json::from_str(&block("json")).expect("JSON in README.md");
    let folder = with_corpus();
    let run = folder.run(&[
        "search",
        "hoàn thành Bệnh án điện tử",
        "--kind",
        "task",
        "--limit",
        "1",
        "--format",
        "json",
    ]);
    let found: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let item = &found["hits"][0]["item"];
    assert!(holds(item, &shown), "{item:#}");
}

#[test]
fn every_subcommand_is_in_the_readme() {
    let folder = Folder::new();
    let help = folder.run(&["help"]).done();
    let (_, commands) = help.split_once("Commands:\n").expect("a list of commands");
    let readme = readme();
    for line in commands.lines().take_while(|line| line.starts_with("  ")) {
        // What a command does may go on in the next line.
        if line.starts_with("   ") {
            continue;
        }
        let name = line.split_whitespace().next().unwrap_or_default();
        let row = format!("| `kehoach {name}");
        assert!(
            name == "help" || readme.contains(&row),
            "README.md has no row for {name}"
        );
    }
}

#[cfg(unix)]
#[test]
fn the_scripts_are_programs() {
    for script in ["scripts/test", "scripts/setup", ".ci/run"] {
        let status = Command::new("bash")
            .arg("-n")
            .arg(root().join(script))
            .status();
        assert!(
            status.is_ok_and(|status| status.success()),
            "{script} is no shell script"
        );
    }
    for script in ["scripts/test", ".ci/run"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(root().join(script))
            .expect("it is there")
            .permissions()
            .mode();
        assert_ne!(mode & 0o111, 0, "{script} cannot be run");
    }
}
