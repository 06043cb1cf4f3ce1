//! The rules of the house: which crate may use which, and that the map fits the tree.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::support::root;

fn map() -> String {
    fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md")
}

/// The table of arrows in ARCHITECTURE.md: crate → crates that it may use.
fn allowed_arrows() -> BTreeMap<String, BTreeSet<String>> {
    map()
        .lines()
        .skip_while(|line| !line.starts_with("| crate | may use |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<_> = line.split('|').map(str::trim).collect();
            let targets = cells[2]
                .split(',')
                .map(str::trim)
                .filter(|name| *name != "–");
            (
                cells[1].trim_matches('`').to_string(),
                targets.map(str::to_string).collect(),
            )
        })
        .collect()
}

fn metadata() -> Value {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .expect("cargo metadata runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("JSON of cargo metadata")
}

fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata["packages"].as_array().into_iter().flatten()
}

/// What the crates of the workspace use of each other outside their tests.
fn actual_arrows() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = metadata();
    let arrows = |package: &Value| {
        let all = package["dependencies"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        all.into_iter()
            .filter(|dependency| dependency["kind"].is_null() && dependency["path"].is_string())
            .filter_map(|dependency| dependency["name"].as_str().map(str::to_string))
            .collect()
    };
    packages(&metadata)
        .map(|package| {
            (
                package["name"].as_str().unwrap_or("").to_string(),
                arrows(package),
            )
        })
        .collect()
}

#[test]
fn arrows_only_go_where_the_map_says() {
    let allowed = allowed_arrows();
    for (name, targets) in actual_arrows() {
        let may = allowed.get(&name).unwrap_or_else(|| {
            panic!("the crate `{name}` has no row in the table of ARCHITECTURE.md")
        });
        let beyond: Vec<_> = targets.difference(may).collect();
        assert!(
            beyond.is_empty(),
            "`{name}` uses {beyond:?}, which ARCHITECTURE.md does not allow"
        );
    }
}

#[test]
fn arrows_of_the_map_go_down_without_a_circle() {
    let mut arrows = allowed_arrows();
    while !arrows.is_empty() {
        let floor: Vec<_> = arrows
            .iter()
            .filter(|(_, targets)| targets.iter().all(|target| !arrows.contains_key(target)))
            .map(|(name, _)| name.clone())
            .collect();
        assert!(
            !floor.is_empty(),
            "these crates stand on each other: {:?}",
            arrows.keys()
        );
        arrows.retain(|name, _| !floor.contains(name));
    }
}

#[test]
fn every_crate_and_folder_is_on_the_map() {
    let map = map();
    let crates: BTreeSet<_> = actual_arrows().into_keys().collect();
    let on_map: BTreeSet<_> = allowed_arrows().into_keys().collect();
    assert_eq!(crates, on_map, "left the tree, right ARCHITECTURE.md");
    let ignored = fs::read_to_string(root().join(".gitignore")).unwrap_or_default();
    for entry in fs::read_dir(root()).expect("the root").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let known = name == ".git" || ignored.lines().any(|line| line.trim_matches('/') == name);
        if entry.path().is_dir() && !known {
            let named = map.contains(&format!("`{name}/"));
            assert!(named, "the folder `{name}/` is not in ARCHITECTURE.md");
        }
    }
}

/// What stands between backquotes in small letters and has a slash is a path from the root (numbers of
/// documents, `57/KH-SYT`, have capitals); so is a `NAME.md`.
#[test]
fn every_path_on_the_map_and_in_the_readme_is_in_the_tree() {
    for document in ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"] {
        let text = fs::read_to_string(root().join(document)).expect(document);
        for quoted in text.split('`').skip(1).step_by(2) {
            let small =
                |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "/._-".contains(c);
            let below = quoted.contains('/') && quoted.chars().all(small);
            let ours = !quoted.starts_with(['/', '.']) || quoted.starts_with(".ci");
            if (quoted.ends_with(".md") || below) && ours {
                assert!(
                    root().join(quoted).exists(),
                    "{document} names `{quoted}`, which is not there"
                );
            }
        }
        for target in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let target = target.split('#').next().unwrap_or_default();
            if !target.is_empty() && !target.contains("://") {
                assert!(
                    root().join(target).exists(),
                    "{document} links {target}, which is not there"
                );
            }
        }
    }
}

#[test]
fn every_dependency_is_used_and_has_its_reason() {
    let metadata = metadata();
    let used: BTreeSet<_> = packages(&metadata)
        .flat_map(|package| {
            package["dependencies"]
                .as_array()
                .cloned()
                .unwrap_or_default()
        })
        .filter(|dependency| dependency["path"].is_null())
        .filter_map(|dependency| dependency["name"].as_str().map(str::to_string))
        .collect();
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let declared: BTreeSet<_> = manifest
        .lines()
        .skip_while(|line| *line != "[workspace.dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.starts_with('#') && !line.contains("path ="))
        .filter_map(|line| line.split_once(" = ").map(|(name, _)| name.to_string()))
        .collect();
    assert_eq!(
        used, declared,
        "left what crates use, right what Cargo.toml declares"
    );
    let reasons = fs::read_to_string(root().join("docs/dependencies.md")).expect("dependencies.md");
    let explained: BTreeSet<_> = reasons
        .lines()
        .filter_map(|line| {
            line.strip_prefix("| `")?
                .split('`')
                .next()
                .map(str::to_string)
        })
        .collect();
    assert_eq!(
        used, explained,
        "left what crates use, right docs/dependencies.md"
    );
}

/// About 500 lines a file is the rule; beyond 700 a file holds more than one concept.
#[test]
fn no_source_file_is_longer_than_seven_hundred_lines() {
    let mut folders = vec![root().join("crates"), root().join("tests")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let lines = fs::read_to_string(&path)
                    .expect("a source file")
                    .lines()
                    .count();
                assert!(
                    lines <= 700,
                    "{} has {lines} lines: split it by concept",
                    path.display()
                );
            }
        }
    }
}
