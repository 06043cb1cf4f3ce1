//! Tables of examples, the gold records, and the laws of the grammar.

use document::Span;
use plan::Comparator;
use proptest::prelude::*;

use super::{Found, in_cell, in_text};
use crate::token::{Tokens, lex};

mod gold;

const TEXTS: &str = include_str!("../../cases/targets.tsv");
const CELLS: &str = include_str!("../../cases/target_cells.tsv");

fn targets(text: &str, skip: &[Span]) -> Vec<Found> {
    let mut list = vec![];
    lex(text, &mut list);
    in_text(Tokens::new(text, &list), skip)
}

fn cell_targets(text: &str, unit: &str) -> Vec<Found> {
    let mut list = vec![];
    lex(text, &mut list);
    in_cell(
        Tokens::new(text, &list),
        Some(unit).filter(|u| !u.is_empty()),
    )
}

fn sign(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Equal => "=",
        Comparator::AtLeast => ">=",
        Comparator::More => ">",
        Comparator::AtMost => "<=",
        Comparator::Less => "<",
    }
}

/// A target as the tables write it, with its subject when `with_subject`.
fn write(text: &str, found: &Found, with_subject: bool) -> String {
    let max = found.max.map_or(String::new(), |max| format!("..{max}"));
    let unit = found.unit.as_deref().unwrap_or("-");
    let mut line = format!("{} {}{max} {unit}", sign(found.comparator), found.value);
    if with_subject {
        let subject = found.subject.map_or("", |s| &text[s.range()]);
        line += &format!(" ~ {subject}");
    }
    line
}

fn rows(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|l| !l.starts_with('#')).skip(1)
}

fn compare(text: &str, found: &[Found], expected: &str) -> Option<String> {
    let expected: Vec<&str> = if expected == "-" {
        vec![]
    } else {
        expected.split(" | ").collect()
    };
    let got: Vec<String> = found
        .iter()
        .enumerate()
        .map(|(i, f)| write(text, f, expected.get(i).is_some_and(|e| e.contains(" ~ "))))
        .collect();
    (got != expected).then(|| format!("{text}\n  want {expected:?}\n  got  {got:?}"))
}

#[test]
fn targets_in_texts() {
    let wrong: Vec<String> = rows(TEXTS)
        .filter_map(|row| {
            let (text, expected) = row.split_once('\t').unwrap_or((row, ""));
            compare(text, &targets(text, &[]), expected)
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn targets_in_cells() {
    let wrong: Vec<String> = rows(CELLS)
        .filter_map(|row| {
            let mut columns = row.split('\t');
            let mut next = || columns.next().unwrap_or_default();
            let (text, unit, expected) = (next(), next(), next());
            compare(text, &cell_targets(text, unit), expected)
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_text_of_a_target_runs_from_the_comparator_through_the_unit() {
    for (text, expected) in [
        (
            "hướng tới tối thiểu đạt 25% theo quy định",
            "tối thiểu đạt 25%",
        ),
        ("(phấn đấu đạt 50%)", "50%"),
        ("Từ trên 70% văn bản được ký số", "Từ trên 70%"),
        ("nằm trong 10 đơn vị dẫn đầu", "nằm trong 10 đơn vị"),
        ("thuộc nhóm 10 đơn vị dẫn đầu", "nhóm 10 đơn vị"),
        ("đối với 03 bệnh viện đa khoa", "03 bệnh viện"),
        (
            "từ 05 mỏ khoáng sản lớn trở lên.",
            "từ 05 mỏ khoáng sản lớn trở lên",
        ),
        ("đạt 1.250,5 tỷ đồng.", "1.250,5 tỷ đồng"),
        ("tăng 5 - 7%/năm", "5 - 7%/năm"),
    ] {
        let found = targets(text, &[]);
        let texts: Vec<&str> = found.iter().map(|f| &text[f.span.range()]).collect();
        assert_eq!(texts, [expected], "{text}");
    }
}

#[test]
fn assigned_units_are_marked() {
    let assigned = |text: &str| {
        targets(text, &[])
            .iter()
            .map(|f| f.assigned)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        assigned("(Giao 04 đơn vị triển khai đề tài cấp tỉnh)"),
        [true]
    );
    assert_eq!(
        assigned("Tổ chức 04 hội nghị; giao 100% chỉ tiêu"),
        [false, false]
    );
}

#[test]
fn what_is_skipped_is_no_target() {
    let text = "Đạt 80% theo Quyết định 90%, phấn đấu 95%";
    let from = text.find("Quyết").unwrap_or_default();
    let skip = [Span::new(from, from + "Quyết định 90%".len())];
    let found = targets(text, &skip);
    let values: Vec<f64> = found.iter().map(|f| f.value).collect();
    assert_eq!(values, [80.0, 95.0]);
}

/// Texts made of what the grammar looks for.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "tối thiểu",
            "từ",
            "đến",
            "trở lên",
            "trên",
            "%",
            " ",
            " ",
            " ",
            "-",
            "/",
            ".",
            ",",
            "(",
            ")",
            "05",
            "100",
            "1.200",
            "0,5",
            "lOO%",
            "xã",
            "đơn vị",
            "dẫn đầu",
            "trong",
            "mỗi",
            "không quá",
            "tỷ",
            "đồng",
            "năm",
            "nhóm",
            "sau",
            ":",
            "số",
            "đạt",
            "‰",
            "％",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,3}",
        "[0-9.,/-]{0,9}",
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn spans_lie_in_the_text_in_order(text in texts(), unit in "\\PC{0,6}") {
        for found in [targets(&text, &[]), cell_targets(&text, &unit)] {
            let mut last = 0;
            for target in &found {
                let span = target.span.range();
                prop_assert!(text.get(span.clone()).is_some_and(|t| !t.is_empty()));
                prop_assert!(span.end as u32 > last);
                last = span.end as u32;
                if let Some(subject) = target.subject {
                    prop_assert!(text.get(subject.range()).is_some_and(|t| !t.is_empty()));
                }
                prop_assert!(target.value.is_finite() && target.value >= 0.0);
                prop_assert!(target.max.is_none_or(|max| max > target.value));
            }
        }
    }

    #[test]
    fn a_printed_number_is_read_back(thousands in 1u32..999_999, decimals in 0u32..100) {
        let value = f64::from(thousands * 100 + decimals) / 100.0;
        let whole = thousands.to_string();
        let grouped = match whole.len() {
            0..=3 => whole.clone(),
            n => format!("{}.{}", &whole[..n - 3], &whole[n - 3..]),
        };
        let text = format!("đạt tối thiểu {grouped},{decimals:02} tỷ đồng");
        let found = targets(&text, &[]);
        prop_assert_eq!(found.iter().map(|f| f.value).collect::<Vec<_>>(), [value]);
    }
}
