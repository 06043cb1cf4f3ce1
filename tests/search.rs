//! `kehoach search` and `kehoach show` in a fresh folder.

use serde_json::Value;

use crate::support::{Folder, small_plan};

fn imported(plans: usize) -> Folder {
    let folder = Folder::new();
    folder.write_plans(plans);
    folder.run(&["import", "plans"]).done();
    folder
}

/// The id of the one plan in the library.
fn only_id(folder: &Folder) -> String {
    let plan: Value =
        serde_json::from_str(folder.exported("kehoach-library").trim()).expect("JSON");
    plan["id"].as_str().expect("an id").to_string()
}

#[test]
fn a_hit_shows_the_document_the_item_and_who_by_when() {
    let folder = imported(1);
    let run = folder.run(&["search", "tập huấn"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), "1 hit\n"));
    let id = only_id(&folder);
    assert_eq!(
        run.stdout,
        format!(
            "Lào Cai · 1/KH-UBND · Ủy ban nhân dân tỉnh Lào Cai · 2026-03-05 · {id}\n  \
               task      2. «Tập huấn» sử dụng Bệnh án điện tử cho nhân viên y tế, đợt 1.\n  \
               deadline  Quý III/2026 (by 2026-09-30)\n  \
               lead      Sở Y tế\n  \
               under     II. NHIỆM VỤ\n"
        )
    );
}

#[test]
fn filters_and_the_limit_hold() {
    let folder = imported(5);
    let hits = |arguments: &[&str]| {
        let run = folder.run(&[&["search", "--format", "jsonl"], arguments].concat());
        let kinds: Vec<_> = run
            .stdout
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
            .map(|hit| hit["kind"].as_str().unwrap_or("").to_string())
            .collect();
        (kinds, run.stderr)
    };
    let (kinds, said) = hits(&["bệnh án điện tử", "--kind", "objective"]);
    assert_eq!(kinds, ["objective"; 5]);
    assert!(said.starts_with("5 hits\n"), "{said}");
    let (kinds, said) = hits(&["bệnh án điện tử", "--kind", "task", "--limit", "2"]);
    assert_eq!(kinds, ["task", "task"]);
    assert!(said.contains(" hits, the first 2 shown\n"), "{said}");
    let (kinds, _) = hits(&[
        "bệnh án điện tử",
        "--province",
        "lao cai",
        "--kind",
        "objective",
    ]);
    assert_eq!(kinds.len(), 5);
}

#[test]
fn json_carries_the_number_of_all_hits() {
    let folder = imported(3);
    let run = folder.run(&["search", "hạ tầng", "--format", "json", "--limit", "1"]);
    let result: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(result["total"], 3);
    assert_eq!(result["hits"].as_array().map(Vec::len), Some(1));
}

#[test]
fn nothing_found_is_told_and_is_status_one() {
    let folder = imported(1);
    let (status, said) = folder.run(&["search", "đường sắt"]).failed();
    assert_eq!((status, said.as_str()), (Some(1), "nothing found\n"));
}

#[test]
fn an_abbreviation_finds_what_it_stands_for_unless_told_not_to() {
    let folder = imported(1);
    let run = folder.run(&["search", "BAĐT"]);
    assert_eq!(run.status, Some(0));
    assert_eq!(
        run.stderr,
        "4 hits\n\
         of all kinds: 1 objective, 3 tasks, 13 paragraphs, 1 document; --kind any shows them\n\
         also looked for: BAĐT as EMR, bệnh án điện tử\n"
    );
    let run = folder.run(&["search", "BAĐT", "--no-expand"]);
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (Some(1), "nothing found\n")
    );
}

#[test]
fn a_plan_is_shown_by_id_and_by_number() {
    let folder = imported(1);
    let id = only_id(&folder);
    let shown = folder.run(&["show", "1/KH-UBND"]).done();
    assert_eq!(shown, folder.run(&["show", &id[..6]]).done());
    assert_eq!(
        shown,
        format!(
            "Kế hoạch Triển khai Bệnh án điện tử năm 2026\n  \
             id        {id}\n  \
             file      000.txt\n  \
             number    1/KH-UBND\n  \
             issuer    Ủy ban nhân dân tỉnh Lào Cai\n  \
             province  Lào Cai\n  \
             issued    2026-03-05\n  \
             period    2026\n\
             \n\
             outline (4)\n  \
               (no heading) other\n  \
               I. MỤC TIÊU objectives\n  \
               II. NHIỆM VỤ tasks\n  \
               III. TỔ CHỨC THỰC HIỆN organization\n\
             \n\
             objectives (1)\n  \
               - Đến hết năm 2026, 51% bệnh viện công lập triển khai Bệnh án điện tử.\n      \
                   targets   51%\n      \
                   horizon   2026\n      \
                   deadline  Đến hết năm 2026 (by 2026-12-31)\n      \
                   under     I. MỤC TIÊU\n\
             \n\
             tasks (3)\n  \
               1. Nâng cấp hạ tầng công nghệ thông tin tại các bệnh viện.\n      \
                   deadline  trước ngày 30/6/2026 (by 2026-06-30)\n      \
                   lead      Sở Y tế\n      \
                   partners  Sở Khoa học và Công nghệ\n      \
                   under     II. NHIỆM VỤ\n  \
               2. Tập huấn sử dụng Bệnh án điện tử cho nhân viên y tế, đợt 1.\n      \
                   deadline  Quý III/2026 (by 2026-09-30)\n      \
                   lead      Sở Y tế\n      \
                   under     II. NHIỆM VỤ\n  \
               Giao Sở Y tế chủ trì, theo dõi, đôn đốc việc thực hiện Kế hoạch này.\n      \
                   lead      Sở Y tế\n      \
                   under     III. TỔ CHỨC THỰC HIỆN\n\
             \n\
             tables (0)\n\
             \n\
             diagnostics (0)\n"
        )
    );
    let json: Value =
        serde_json::from_str(&folder.run(&["show", &id, "--format", "json"]).done()).expect("JSON");
    assert_eq!(json["id"].as_str(), Some(id.as_str()));
}

#[test]
fn a_plan_that_is_not_there_is_status_one() {
    let folder = imported(1);
    let (status, said) = folder.run(&["show", "999/KH-UBND"]).failed();
    assert_eq!(status, Some(1));
    assert!(said.starts_with("error: "), "{said}");
}

#[test]
fn an_index_that_is_gone_comes_back_by_itself_or_by_rebuild() {
    let folder = imported(2);
    let before = folder.run(&["search", "hạ tầng"]).stdout;
    for rebuild in [false, true] {
        std::fs::remove_dir_all(folder.path().join("kehoach-library/index")).expect("it is there");
        if rebuild {
            folder.run(&["rebuild"]).done();
        }
        assert_eq!(folder.run(&["search", "hạ tầng"]).stdout, before);
    }
}

#[test]
fn a_document_cannot_command_the_terminal() {
    let folder = Folder::new();
    let text = small_plan(1).replace("Nâng cấp", "Nâng\u{9b}2J cấp \u{7}");
    folder.write("plans/plan.txt", text);
    folder.run(&["import", "plans"]);
    let run = folder.run(&["search", "hạ tầng"]);
    let control = run.stdout.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(control, None, "{:?}", run.stdout);
}

#[test]
fn paragraphs_and_documents_are_found_when_asked_for() {
    let folder = imported(1);
    let run = folder.run(&["search", "--kind", "document", "lào cai"]);
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (
            Some(0),
            "1 hit\nof all kinds: 1 objective, 3 tasks, 13 paragraphs, 1 document; --kind any shows them\n"
        )
    );
    assert!(
        run.stdout
            .contains("document  Triển khai Bệnh án điện tử năm 2026\n"),
        "{}",
        run.stdout
    );
    let run = folder.run(&[
        "search",
        "--kind",
        "any",
        "\"Bệnh án điện tử\"",
        "--format",
        "jsonl",
    ]);
    let kinds: Vec<String> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
        .map(|hit| hit["kind"].as_str().unwrap_or("").to_string())
        .collect();
    for kind in ["objective", "task", "paragraph", "document"] {
        assert!(kinds.iter().any(|found| found == kind), "{kinds:?}");
    }
}

#[test]
fn a_title_that_holds_the_words_is_shown_with_them_marked() {
    let folder = imported(1);
    let run = folder.run(&["search", "hạ tầng bệnh án"]);
    assert!(
        run.stdout
            .contains("title     Triển khai «Bệnh» «án» điện tử năm 2026\n"),
        "{}",
        run.stdout
    );
    let run = folder.run(&["search", "lead:\"sở y tế\" đợt"]);
    assert!(
        run.stdout.contains("lead      «Sở Y tế»\n"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_query_that_is_wrong_is_pointed_at() {
    let folder = imported(1);
    let (status, said) = folder.run(&["search", "bệnh lead:\"Sở Y tế"]).failed();
    assert_eq!(status, Some(2));
    assert_eq!(
        said,
        "error: the quotation marks are not closed\n  \
           bệnh lead:\"Sở Y tế\n            \
           ^\n\
         hint: close them with \", or leave them out\n"
    );
    let (_, said) = folder.run(&["search", "leed:sở"]).failed();
    assert!(
        said.starts_with("error: there is no field leed:\n  leed:sở\n  ^\nhint: "),
        "{said}"
    );
}

#[test]
fn pages_tell_where_they_are() {
    let folder = imported(5);
    let run = folder.run(&["search", "hạ tầng", "--limit", "2", "--offset", "2"]);
    assert!(
        run.stderr.starts_with("5 hits, 3 to 4 shown\n"),
        "{}",
        run.stderr
    );
    let run = folder.run(&["search", "hạ tầng", "--offset", "9"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(0), ""));
    assert!(
        run.stderr.starts_with("5 hits, none from 10 on\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn facets_are_a_table_for_people() {
    let folder = imported(2);
    let run = folder.run(&["search", "", "--limit", "0", "--facets"]);
    assert!(
        run.stderr.starts_with("8 hits, none shown\n"),
        "{}",
        run.stderr
    );
    let rows: Vec<Vec<&str>> = run
        .stdout
        .lines()
        .map(|line| {
            line.split("  ")
                .map(str::trim)
                .filter(|cell| !cell.is_empty())
                .collect()
        })
        .collect();
    for row in [
        vec!["province", "Lào Cai", "8"],
        vec!["year", "2026", "8"],
        vec!["kind", "task", "6"],
        vec!["objective", "2"],
        vec!["lead", "Sở Y tế", "6"],
    ] {
        assert!(rows.contains(&row), "{row:?}: {}", run.stdout);
    }
    let (status, said) = folder
        .run(&["search", "", "--facets", "--format", "csv"])
        .failed();
    assert_eq!(status, Some(2));
    assert!(said.contains("hint: "), "{said}");
}

#[test]
fn queries_of_a_file_do_not_stop_one_another() {
    let folder = imported(2);
    folder.write(
        "queries.csv",
        "\u{feff}query,kind,lead\nhạ tầng,,\nđường sắt,,\n\"\"\"bệnh\",,\n,objective,\ntập huấn,,Sở Y tế;Sở Tài chính\nhạ tầng,thing,\n",
    );
    let run = folder.run(&["search", "--queries", "queries.csv", "--format", "jsonl"]);
    assert_eq!(run.status, Some(1));
    let rows: Vec<Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let of = |row: u64| -> Vec<String> {
        let rows = rows.iter().filter(|line| line["row"] == row);
        rows.map(|line| line["status"].as_str().unwrap_or("").to_string())
            .collect()
    };
    assert_eq!(of(1), ["hit", "hit"]);
    assert_eq!(of(2), ["none"]);
    assert_eq!(of(3), ["error"]);
    assert_eq!(of(4), ["hit", "hit"]);
    assert_eq!(of(5), ["hit", "hit"]);
    assert_eq!(of(6), ["error"]);
    let wrong = rows.iter().find(|line| line["row"] == 3).expect("a row");
    assert_eq!(
        wrong["error"],
        "the quotation marks are not closed (at character 1)"
    );
    let run = folder.run(&["search", "--queries", "queries.csv"]);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(
        lines[0].starts_with("row,query,status,total,rank,error,kind,province,"),
        "{}",
        lines[0]
    );
    assert_eq!(lines.len(), 1 + rows.len());
    assert!(
        lines[3].starts_with("2,đường sắt,none,0,,,"),
        "{}",
        lines[3]
    );

    for (header, said) in [
        ("wort\nx\n", "no filter is called wort"),
        ("lead\nx\n", "no column query"),
    ] {
        folder.write("wrong.csv", header);
        let (status, stderr) = folder.run(&["search", "--queries", "wrong.csv"]).failed();
        assert_eq!(status, Some(2));
        assert!(
            stderr.contains(said) && stderr.contains("hint: "),
            "{stderr}"
        );
    }
}
