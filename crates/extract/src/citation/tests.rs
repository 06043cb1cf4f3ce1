use std::path::PathBuf;

use proptest::prelude::*;

use super::*;
use crate::token::{Token, lex};

fn lexed(text: &str) -> Vec<Token> {
    let mut list = vec![];
    lex(text, &mut list);
    list
}

fn cited(text: &str) -> Vec<Cited> {
    find(Tokens::new(text, &lexed(text)))
}

/// Kind, number, date, issuer and flags of a citation, as the tables write them.
fn row(text: &str, cited: &Cited) -> String {
    let at = |span: Option<Span>| span.map_or("", |span| &text[span.range()]);
    let flags = match (cited.repaired, cited.kind_mismatch) {
        (true, _) => "repaired",
        (_, true) => "mismatch",
        _ => "",
    };
    let date = cited.issued_on.as_deref().unwrap_or_default();
    [at(cited.kind), &cited.number, date, at(cited.issuer), flags].join(" | ")
}

#[test]
fn citations() {
    let mut cases: Vec<(String, Vec<String>)> = vec![];
    let table = include_str!("../../cases/citations.tsv").lines();
    for line in table.filter(|line| !line.starts_with('#')).skip(1) {
        let (text, cells) = line.split_once('\t').unwrap_or((line, ""));
        if !text.is_empty() {
            cases.push((text.replace('⏎', "\n"), vec![]));
        }
        if !cells.starts_with("\t-") {
            cases
                .last_mut()
                .unwrap()
                .1
                .push(cells.split('\t').collect::<Vec<_>>().join(" | "));
        }
    }
    let mut wrong = vec![];
    for (text, expected) in &cases {
        let found: Vec<String> = cited(text).iter().map(|c| row(text, c)).collect();
        if found != *expected {
            wrong.push(format!(
                "{text}\n  expected {expected:#?}\n  found    {found:#?}"
            ));
        }
    }
    assert!(cases.len() > 100);
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn spans() {
    let text = "theo Chỉ thị số 38-CT/TTg ngày 29/9/2020 của Thủ tướng Chính phủ về tăng cường";
    let found = cited(text);
    assert_eq!(
        &text[found[0].span.range()],
        "Chỉ thị số 38-CT/TTg ngày 29/9/2020 của Thủ tướng Chính phủ"
    );
    assert_eq!(&text[found[0].number_span.range()], "38-CT/TTg");
    // A member of a list has its own number only.
    let text = "các Nghị quyết số 57-NQ/TW và 59-NQ/TW";
    assert_eq!(&text[cited(text)[1].span.range()], "59-NQ/TW");
}

#[test]
fn own_numbers() {
    for (text, number, symbol) in [
        ("Số:  57 /KH-SYT", "57/KH-SYT", "KH-SYT"),
        ("Số: /KH-SYT", "", "KH-SYT"),
        ("Số:          /KH-BCĐ", "", "KH-BCĐ"),
        ("Số 85-CTr/TU", "85-CTr/TU", "CTr/TU"),
        ("Số:    -KH/TU", "", "KH/TU"),
        ("Số: 0155/KH-UBND", "0155/KH-UBND", "KH-UBND"),
        ("Số : 01/2006/TT-NHNN", "01/2006/TT-NHNN", "TT-NHNN"),
        ("SỐ: 109/2004/NĐ-CP", "109/2004/NĐ-CP", "NĐ-CP"),
        ("Số: ……/KH-UBND", "", "KH-UBND"),
        ("Số:...../2025/QĐ-UBND", "", "QĐ-UBND"),
        ("Số …05…./2006/ QĐ-UBND", "05/2006/QĐ-UBND", "QĐ-UBND"),
        ("Số: 367 - QĐ/TWĐTN-VP", "367-QĐ/TWĐTN-VP", "QĐ/TWĐTN-VP"),
        ("Số: 1146/KH-ĐHTĐ", "1146/KH-ĐHTĐ", "KH-ĐHTĐ"),
        ("Số: 12094/BNV-CCHC", "12094/BNV-CCHC", "BNV-CCHC"),
        ("Số: 66.7/2025/NQ-CP", "66.7/2025/NQ-CP", "NQ-CP"),
        ("Số: 15/2023/QH15", "15/2023/QH15", "QH15"),
        (
            "Hạnh phúc --------------- Số: 01/KH-UBND Yên Bái, ngày 06",
            "01/KH-UBND",
            "KH-UBND",
        ),
        (
            "SỞ Y TẾ Số: 851/KH-SYT CỘNG HÒA XÃ HỘI",
            "851/KH-SYT",
            "KH-SYT",
        ),
        (
            "UBND TỈNH Số:        /KH-UBND Lào Cai, ngày    tháng    năm 2026",
            "",
            "KH-UBND",
        ),
        ("Số hiệu: 12/KH-SYT", "12/KH-SYT", "KH-SYT"),
        ("Số 07-KH/BTC", "07-KH/BTC", "KH/BTC"),
    ] {
        let found = own_number(Tokens::new(text, &lexed(text))).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(found.number.unwrap_or_default(), number, "{text}");
        assert_eq!(found.symbol.unwrap_or_default(), symbol, "{text}");
    }
    for text in [
        "Kế hoạch số 57/KH-SYT",
        "Biểu số 01/BC-SYT",
        "Số: 57",
        "Một số/nhiều",
        "Số 165 Lý Thường Kiệt",
        "chuyển đổi số - KHCN",
        "CHUYỂN ĐỔI SỐ - KHCN/ABC",
        "Chuyển đổi Số - KHCN",
        "",
    ] {
        assert_eq!(own_number(Tokens::new(text, &lexed(text))), None, "{text}");
    }
}

#[test]
fn what_a_plan_replaces() {
    for (text, expected) in [
        (
            "Kế hoạch này thay thế Kế hoạch số 752/KH-SYT ngày 27/01/2026 của Sở Y tế về việc Thực hiện Nghị \
             quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá. Trong quá trình triển khai",
            "752/KH-SYT",
        ),
        (
            "2. Nghị định này thay thế Nghị định số 02 /2000/NĐ-CP ngày 03 tháng 02 năm 2000",
            "02/2000/NĐ-CP",
        ),
        (
            "Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 15/QĐ-UBND ngày 05/01/2020, \
             Quyết định số 16/QĐ-UBND ngày 06/01/2020",
            "15/QĐ-UBND 16/QĐ-UBND",
        ),
        (
            "Kế hoạch này thay thế cho các Kế hoạch số 12/KH-SYT và số 15/KH-SYT",
            "12/KH-SYT 15/KH-SYT",
        ),
        (
            "Kế hoạch này bãi bỏ Kế hoạch số 12/KH-SYT về thực hiện Nghị quyết số 57-NQ/TW và Kế hoạch số 15/KH-SYT",
            "12/KH-SYT 15/KH-SYT",
        ),
        (
            "Kế hoạch này sửa đổi, bổ sung một số nội dung của Kế hoạch số 12/KH-SYT",
            "12/KH-SYT",
        ),
        (
            "tại Sở Y tế năm 2026 (thay thế Kế hoạch số 12/KH-SYT ngày 05/01/2026)",
            "12/KH-SYT",
        ),
        (
            "Kế hoạch số 12/KH-SYT ngày 05/01/2026 hết hiệu lực kể từ ngày Kế hoạch này được ban hành.",
            "12/KH-SYT",
        ),
        (
            "Kế hoạch số 12/KH-SYT ngày 05/01/2026 được thay thế bằng Kế hoạch này.",
            "12/KH-SYT",
        ),
        (
            "Kế hoạch này được ban hành để thay thế Kế hoạch số 12/KH-SYT",
            "12/KH-SYT",
        ),
        (
            "Kế hoạch này thay thế Kế hoạch số 12/KH-SYT và bãi bỏ Kế hoạch số 9/KH-SYT",
            "12/KH-SYT 9/KH-SYT",
        ),
        (
            "Kế hoạch này đề nghị các đơn vị sửa đổi, bổ sung Quyết định số 15/QĐ-UBND",
            "",
        ),
        ("- Tham mưu sửa đổi, bổ sung Quyết định số 15/QĐ-UBND", ""),
        (
            "Sửa đổi, bổ sung Quyết định số 15/QĐ-UBND ngày 05/01/2020",
            "",
        ),
        (
            "Căn cứ Kế hoạch này, rà soát, thay thế Quyết định số 15/QĐ-UBND",
            "",
        ),
        (
            "Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ sửa đổi, bổ sung Nghị quyết số 03/NQ-CP",
            "",
        ),
        ("Kế hoạch này triển khai Kế hoạch số 12/KH-UBND", ""),
    ] {
        let list = lexed(text);
        let tokens = Tokens::new(text, &list);
        let cited = find(tokens);
        let found: Vec<&str> = replaced(tokens, &cited)
            .iter()
            .map(|c| c.number.as_str())
            .collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }
    for (title, expected) in [
        (
            "Sửa đổi, bổ sung Kế hoạch số 12/KH-SYT ngày 05/01/2026",
            "12/KH-SYT",
        ),
        ("Về việc điều chỉnh Kế hoạch số 12/KH-SYT", "12/KH-SYT"),
        ("Thực hiện Nghị quyết số 57-NQ/TW", ""),
    ] {
        let list = lexed(title);
        let tokens = Tokens::new(title, &list);
        let cited = find(tokens);
        let found = replaced_by_title(tokens, &cited);
        let found: Vec<&str> = found.iter().map(|c| c.number.as_str()).collect();
        assert_eq!(found.join(" "), expected, "{title}");
    }
}

#[test]
fn numbers_close_to_a_legal_basis() {
    let bases = [
        "57-NQ/TW",
        "03/NQ-CP",
        "32-CTr/TU",
        "181/KH-UBND",
        "1626/QĐ-TTg",
    ];
    for (number, expected) in [
        ("03-NQ/CP", Some("03/NQ-CP")),
        ("3/NQ-CP", Some("03/NQ-CP")),
        ("62-CTr/TU", Some("32-CTr/TU")),
        ("57/NQ-TW", Some("57-NQ/TW")),
        ("1626/QĐ-Tg", Some("1626/QĐ-TTg")),
        ("182/KH-UBND", Some("181/KH-UBND")),
        ("59-NQ/TW", None),
        ("03/NQ-CP", None),
        ("32-CTr/TU", None),
        ("1627/QĐ-TTg", None),
        ("12/KH-UBND", None),
        ("181/QĐ-SYT", None),
    ] {
        let found = close_to(number, &bases).map(|at| bases[at]);
        assert_eq!(found, expected, "{number}");
    }
}

#[test]
fn kinds_of_title_lines() {
    for (line, expected) in [
        ("KẾ HOẠCH", Some(("Kế hoạch", 2))),
        (
            "CHƯƠNG TRÌNH HÀNH ĐỘNG",
            Some(("Chương trình hành động", 4)),
        ),
        ("QUYẾT ĐỊNH", Some(("Quyết định", 2))),
        ("Thông tư", Some(("Thông tư", 2))),
        ("KẾ HOẠCH HÀNH ĐỘNG", Some(("Kế hoạch hành động", 4))),
        ("KẾ HOẠCH PHỐI HỢP", Some(("Kế hoạch phối hợp", 4))),
        ("BỘ LUẬT", Some(("Bộ luật", 2))),
        ("CÔNG ĐIỆN", Some(("Công điện", 2))),
        ("VĂN BẢN", None),
        ("PHỤ LỤC", None),
    ] {
        assert_eq!(
            kind_at(Tokens::new(line, &lexed(line)), 0),
            expected,
            "{line}"
        );
    }
}

/// The folder of hand-made records beside the project, or the one that `KEHOACH_SHARED` names.
fn shared() -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
    let path = std::env::var_os("KEHOACH_SHARED").map_or_else(|| beside.into(), PathBuf::from);
    let found = path.is_dir();
    if !found {
        println!("skipped: ../shared is absent");
    }
    found.then_some(path)
}

/// Text as EXTRACTION.md section 1 makes it, roughly: one line, without markup.
fn flat(text: &str) -> String {
    let text = text.replace(['*', '\u{feff}'], "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn hand_made_records() {
    let Some(shared) = shared() else { return };
    let (mut items, mut wrong) = (0, vec![]);
    for folder in ["gold", "gold-real", "gold-scan"] {
        let Ok(files) = std::fs::read_dir(shared.join(folder)) else {
            continue;
        };
        for file in files.flatten().map(|file| file.path()) {
            if file.extension().is_none_or(|ext| ext != "json") {
                continue;
            }
            let json = std::fs::read_to_string(&file).unwrap();
            let record: serde_json::Value = serde_json::from_str(&json).unwrap();
            for list in ["objectives", "tasks"] {
                for item in record[list].as_array().into_iter().flatten() {
                    items += 1;
                    let text = flat(item["text"].as_str().unwrap_or_default());
                    let mut found: Vec<String> = vec![];
                    for cited in cited(&text) {
                        if !found.contains(&cited.number) {
                            found.push(cited.number);
                        }
                    }
                    let expected: Vec<&str> = item["citations"]
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter_map(|n| n.as_str())
                        .collect();
                    // A row has citations in its other cells too.
                    let table = item["origin"] == "table";
                    let fits = if table {
                        found
                            .iter()
                            .all(|number| expected.contains(&number.as_str()))
                    } else {
                        found == expected
                    };
                    if !fits {
                        wrong.push(format!(
                            "{}: {text}\n  {expected:?}\n  {found:?}",
                            file.display()
                        ));
                    }
                }
            }
        }
    }
    println!("{items} items");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn hand_made_legal_bases() {
    let Some(shared) = shared() else { return };
    // The opening block runs from the title to the first numbered heading.
    for (record, source) in [
        ("gold/000.json", "seeds/000_25bf3aec164ef1b6.txt"),
        ("gold/001.json", "seeds/001_f8d3eeb3e149fdb9.txt"),
        ("gold/003.json", "seeds/003_eadb1b774e26eecb.txt"),
        (
            "gold-scan/hcm-syt-kh-2021-scan.json",
            "real/ground-truth/hcm-syt-kh-2021-scan.txt",
        ),
        (
            "gold-scan/taydo-kh-1146-2025-scan.json",
            "real/ground-truth/taydo-kh-1146-2025-scan.txt",
        ),
    ] {
        let read = |name: &str| std::fs::read_to_string(shared.join(name));
        let (Ok(json), Ok(text)) = (read(record), read(source)) else {
            continue;
        };
        let record_json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let text = flat(&text);
        let title = record_json["metadata"]["title"].as_str().unwrap();
        let from = text.find(title).map_or(0, |at| at + title.len());
        let to = text[from..].find(" I. ").map_or(text.len(), |at| from + at);
        let block = &text[from..to];
        let mut bases: Vec<[String; 4]> = vec![];
        for cited in cited(block) {
            let at =
                |span: Option<Span>| span.map_or(String::new(), |s| block[s.range()].to_owned());
            let row = [
                at(cited.kind),
                cited.number.clone(),
                cited.issued_on.clone().unwrap_or_default(),
                at(cited.issuer),
            ];
            match bases.iter_mut().find(|base| base[1] == cited.number) {
                Some(base) => {
                    for (field, value) in base.iter_mut().zip(row) {
                        if field.is_empty() {
                            *field = value;
                        }
                    }
                }
                None => bases.push(row),
            }
        }
        let expected: Vec<[String; 4]> = record_json["metadata"]["legal_bases"]
            .as_array()
            .unwrap()
            .iter()
            .map(|basis| {
                ["kind", "number", "issued_on", "issuer"]
                    .map(|field| basis[field].as_str().unwrap_or_default().to_owned())
            })
            .collect();
        assert_eq!(bases, expected, "{record}");
    }
}

/// Pieces of citations and of other text, to be strung together.
const PIECES: [&str; 40] = [
    "số",
    "Số",
    ":",
    " ",
    "57",
    "-",
    "/",
    "NQ",
    "TW",
    "2025",
    "QH15",
    "QĐ",
    "UBND",
    "KH",
    ".",
    ",",
    "ngày",
    "22/12/2024",
    "của",
    "Bộ",
    "Chính trị",
    "tỉnh",
    "Lào Cai",
    "(",
    ")",
    "khoá",
    "XI",
    "và",
    "Nghị quyết",
    "Luật",
    "Kế hoạch",
    "này",
    "thay thế",
    "các",
    ";",
    "NQCP",
    "Hội nghị",
    "…",
    "a",
    "&",
];

proptest! {
    #[test]
    fn spans_lie_in_the_text(pieces in prop::collection::vec((0..PIECES.len(), any::<bool>()), 0..60)) {
        let mut text = String::new();
        for (at, space) in pieces {
            text.push_str(PIECES[at]);
            if space {
                text.push(' ');
            }
        }
        check_laws(&text);
    }

    #[test]
    fn any_text(text in "\\PC{0,80}") {
        check_laws(&text);
    }
}

fn check_laws(text: &str) {
    let list = lexed(text);
    let tokens = Tokens::new(text, &list);
    let cited = find(tokens);
    for (at, one) in cited.iter().enumerate() {
        assert!(one.span.holds(one.number_span));
        assert!(text.get(one.span.range()).is_some_and(|s| !s.is_empty()));
        for span in [one.kind, one.issuer].into_iter().flatten() {
            assert!(text.get(span.range()).is_some_and(|s| !s.is_empty()));
        }
        assert!(!one.number.contains(char::is_whitespace));
        if let Some(next) = cited.get(at + 1) {
            assert!(one.number_span.end <= next.number_span.start);
            assert!(one.span.start < next.span.start);
        }
        close_to(&one.number, &["57-NQ/TW", "03/NQ-CP", ""]);
    }
    replaced(tokens, &cited);
    replaced_by_title(tokens, &cited);
    if let Some(own) = own_number(tokens) {
        assert!(text.get(own.span.range()).is_some());
    }
    crate::province::in_tokens(tokens);
}
