//! `kehoach extract` in a fresh folder.

use serde_json::Value;

use crate::support::{Folder, small_plan};

#[test]
fn one_file_gives_one_object_over_several_lines() {
    let folder = Folder::new();
    folder.write("plan.txt", small_plan(57));
    let printed = folder.run(&["extract", "plan.txt"]).done();
    assert!(
        printed.starts_with("{\n  \"schema_version\": \"1\",\n"),
        "{printed}"
    );
    assert!(printed.ends_with("\n}\n"));
    let plan: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(plan["source"]["file_name"], "plan.txt");
    assert_eq!(plan["metadata"]["number"], "57/KH-UBND");
    let sha256 = plan["source"]["sha256"].as_str().expect("a hash");
    assert_eq!(plan["id"].as_str(), sha256.get(..16));
}

#[test]
fn several_files_give_a_line_each_in_their_order() {
    let folder = Folder::new();
    folder.write_plans(9);
    let names: Vec<_> = (0..9)
        .rev()
        .map(|index| format!("plans/{index:03}.txt"))
        .collect();
    let mut arguments = vec!["extract"];
    arguments.extend(names.iter().map(String::as_str));
    let printed = folder.run(&arguments).done();
    let got: Vec<_> = printed
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
        .map(|plan| {
            format!(
                "plans/{}",
                plan["source"]["file_name"].as_str().unwrap_or("")
            )
        })
        .collect();
    assert_eq!(got, names);
}

#[test]
fn a_dash_reads_standard_input() {
    let folder = Folder::new();
    folder.write("plan.txt", small_plan(57));
    let from_file = folder.run(&["extract", "plan.txt"]).done();
    let from_input = folder
        .run_with_input(&["extract", "-"], small_plan(57).as_bytes())
        .done();
    let same = from_file.replace("\"file_name\": \"plan.txt\"", "\"file_name\": \"stdin\"");
    assert_eq!(same, from_input);
}

#[test]
fn text_prints_what_the_spans_count() {
    let folder = Folder::new();
    // Legacy text, decomposed letters and hard line breaks are normalised first.
    folder.write(
        "plan.txt",
        "KE\u{302}\u{301} HOẠCH\n\nNâng cao\nnhận thức.\n",
    );
    let text = folder.run(&["extract", "--text", "plan.txt"]).done();
    assert!(text.starts_with("KẾ HOẠCH\n"), "{text}");
}

#[test]
fn files_that_are_not_there_are_told_before_anything_is_read() {
    let folder = Folder::new();
    folder.write("plan.txt", small_plan(1));
    let (status, said) = folder.run(&["extract", "plan.txt", "nowhere.txt"]).failed();
    assert_eq!(status, Some(2));
    assert_eq!(
        said,
        "error: nowhere.txt: no such file or folder\n\
         hint: nothing was read; check how the path is written\n"
    );
}

#[test]
fn a_document_that_cannot_be_read_is_told_and_the_others_are_printed() {
    let folder = Folder::new();
    folder.write("empty.txt", "");
    folder.write("plan.txt", small_plan(1));
    let run = folder.run(&["extract", "empty.txt", "plan.txt"]);
    assert_eq!(run.status, Some(1));
    assert_eq!(run.stdout.lines().count(), 1);
    assert_eq!(
        run.stderr,
        "error: empty.txt: the file is empty\n\
         hint: fetch the document again from where it was published\n"
    );
}

#[test]
fn a_folder_is_no_document() {
    let folder = Folder::new();
    folder.write_plans(1);
    let (status, said) = folder.run(&["extract", "plans"]).failed();
    assert_eq!(status, Some(1));
    assert_eq!(
        said,
        "error: plans: a folder, not a file\nhint: `kehoach import` takes folders\n"
    );
}

#[test]
fn text_without_a_plan_is_printed_and_told() {
    let folder = Folder::new();
    folder.write("letter.txt", "Xin chào.\n");
    let run = folder.run(&["extract", "letter.txt"]);
    assert_eq!(run.status, Some(1));
    assert!(run.stdout.contains("\"no_plan\""), "{}", run.stdout);
    assert!(
        run.stderr
            .starts_with("error: letter.txt: no plan found\nhint: "),
        "{}",
        run.stderr
    );
}

#[test]
fn the_record_fits_the_schema_that_is_printed() {
    let folder = Folder::new();
    folder.write("plan.txt", small_plan(1));
    let schema = folder.run(&["schema"]).done();
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let record = folder.run(&["extract", "plan.txt"]).done();
    let record: Value = serde_json::from_str(&record).expect("the record is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let broken: Vec<_> = validator
        .iter_errors(&record)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn a_bare_call_and_a_wrong_option_show_the_way() {
    let folder = Folder::new();
    let (status, said) = folder.run(&[]).failed();
    assert_eq!(status, Some(2));
    assert!(said.contains("Usage: kehoach"), "{said}");
    let (status, said) = folder.run(&["extract", "--colour", "x"]).failed();
    assert_eq!(status, Some(2));
    assert!(
        said.starts_with("error: unexpected argument '--colour' found\n"),
        "{said}"
    );
}
