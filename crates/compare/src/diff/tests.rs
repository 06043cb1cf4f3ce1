//! Pairs of plans and what differs; laws over plans that nobody thought of.

use std::collections::BTreeMap;

use plan::{DeadlineKind, Heading, Origin, Provenance, SCHEMA_VERSION, Task};
use proptest::prelude::*;

use super::*;

fn place(at: usize) -> Provenance {
    let at = at as u32;
    Provenance {
        page: None,
        span: Span {
            start: at,
            end: at + 1,
        },
        boxes: vec![],
        element: None,
    }
}

/// `label text | lead | due`.
fn task(line: &str, at: usize) -> Task {
    let mut cells = line.split('|').map(str::trim);
    let (label, text) = cells
        .next()
        .and_then(|cell| cell.split_once(' '))
        .expect("a text");
    let lead = cells.next().filter(|cell| !cell.is_empty());
    let due = cells.next().filter(|cell| !cell.is_empty());
    Task {
        id: format!("t{at}"),
        path: vec![Heading {
            label: Some("II.".to_owned()),
            title: Some("Nhiệm vụ".to_owned()),
        }],
        label: Some(label.to_owned()),
        text: text.to_owned(),
        group: None,
        origin: Origin::Section,
        leads: lead
            .into_iter()
            .map(|name| Owner {
                text: name.to_owned(),
                name: name.to_owned(),
                provenance: place(at),
            })
            .collect(),
        partners: vec![],
        deadlines: due
            .into_iter()
            .map(|due| Deadline {
                text: due.to_owned(),
                kind: DeadlineKind::Date,
                start: None,
                due: Some(due.to_owned()),
                recurrence: vec![],
                inferred: vec![],
                provenance: place(at),
            })
            .collect(),
        outputs: vec![],
        notes: None,
        targets: vec![],
        citations: vec![],
        provenance: place(at),
        field_provenance: BTreeMap::new(),
    }
}

fn plan(lines: &[impl AsRef<str>]) -> Plan {
    Plan {
        schema_version: SCHEMA_VERSION.to_owned(),
        id: "0".to_owned(),
        source: plan::Source::default(),
        metadata: plan::Metadata {
            issuer: Some("Sở Y tế".to_owned()),
            ..plan::Metadata::default()
        },
        outline: vec![],
        objectives: vec![],
        tasks: lines
            .iter()
            .enumerate()
            .map(|(at, line)| task(line.as_ref(), at))
            .collect(),
        tables: vec![],
        diagnostics: vec![],
    }
}

/// Changes as `label→label what`.
fn told(diff: &Diff) -> Vec<String> {
    let label = |side: &Option<Side>| {
        let label = side.as_ref().and_then(|side| side.label.clone());
        label.unwrap_or_else(|| "–".to_owned())
    };
    let change = |change: &ItemChange| {
        let what: Vec<_> = change.what.iter().map(|what| format!("{what:?}")).collect();
        format!(
            "{}→{} {}",
            label(&change.before),
            label(&change.after),
            what.join(",")
        )
    };
    diff.items
        .iter()
        .map(|c| change(c).trim_end().to_owned())
        .collect()
}

#[test]
fn items_are_found_again() {
    for (before, after, changes) in [
        (
            vec![
                "1. Nâng cấp hạ tầng công nghệ thông tin",
                "2. Tập huấn cho nhân viên y tế",
            ],
            vec![
                "1. Tập huấn cho nhân viên y tế",
                "2. Nâng cấp hạ tầng công nghệ thông tin",
                "3. Kết nối liên thông dữ liệu khám chữa bệnh",
            ],
            vec!["–→3."],
        ),
        (
            vec![
                "1. Nâng cấp hạ tầng công nghệ thông tin | Sở Y tế | 2025-06-30",
                "2. Mua sắm thiết bị phòng mổ",
            ],
            vec!["1. Nâng cấp toàn bộ hạ tầng công nghệ thông tin | Văn phòng Sở | 2025-09-30"],
            vec!["1.→1. Reworded,Deadline,Lead", "2.→–"],
        ),
        // Another printed form of one body, of one word.
        (
            vec!["1. Số hoá hồ sơ – bệnh án | Phòng KHTC"],
            vec!["1. Số hóa hồ sơ - bệnh án | Phòng Kế hoạch – Tài chính, Sở Y tế"],
            vec![],
        ),
        // A third of the words, at the same place.
        (
            vec!["1. Xây dựng kho dữ liệu ngành y tế"],
            vec!["1. Vận hành nền tảng dữ liệu y tế chung"],
            vec!["1.→1. Reworded"],
        ),
        (
            vec!["1. Xây dựng kho dữ liệu ngành y tế"],
            vec!["2. Vận hành trạm cấp cứu"],
            vec!["1.→–", "–→2."],
        ),
    ] {
        assert_eq!(
            told(&diff(&plan(&before), &plan(&after))),
            changes,
            "{before:?}"
        );
    }
}

#[test]
fn words_are_told_apart() {
    let pieces = words("hoàn thành trước ngày 30/6", "hoàn thành trước tháng 9");
    let told: Vec<_> = pieces
        .iter()
        .map(|piece| {
            let mark = match piece.op {
                Op::Same => " ",
                Op::Dropped => "-",
                Op::Added => "+",
            };
            format!("{mark}{}", piece.text)
        })
        .collect();
    assert_eq!(told, [" hoàn thành trước", "-ngày 30/6", "+tháng 9"]);
}

fn lines() -> impl Strategy<Value = Vec<String>> {
    let word = prop::sample::select(vec!["y", "tế", "số", "bệnh", "viện", "kho", "dữ", "liệu"]);
    let text = prop::collection::vec(word, 1..7);
    let lead = prop::sample::select(vec!["", "Sở Y tế", "Văn phòng Sở", "Phòng KHTC"]);
    let due = prop::sample::select(vec!["", "2025-06-30", "2026-12-31"]);
    let label = 1..4;
    let line = (label, text, lead, due).prop_map(|(label, text, lead, due)| {
        format!("{label}. {} | {lead} | {due}", text.join(" "))
    });
    prop::collection::vec(line, 0..12)
}

proptest! {
    #[test]
    fn a_plan_does_not_differ_from_itself(lines in lines()) {
        let plan = plan(&lines);
        let diff = diff(&plan, &plan);
        prop_assert!(diff.is_empty(), "{:?}", told(&diff));
        prop_assert_eq!(diff.unchanged, plan.tasks.len());
    }

    #[test]
    fn the_other_way_round_is_the_mirror(a in lines(), b in lines()) {
        let (a, b) = (plan(&a), plan(&b));
        let sides = |diff: &Diff, swap: bool| {
            let id = |side: &Option<Side>| side.as_ref().map(|side| side.item.clone());
            let mut told: Vec<_> = diff
                .items
                .iter()
                .map(|c| {
                    let (x, y) = (id(&c.before), id(&c.after));
                    if swap { (y, x, c.what.clone()) } else { (x, y, c.what.clone()) }
                })
                .collect();
            told.sort();
            told
        };
        let (there, back) = (diff(&a, &b), diff(&b, &a));
        prop_assert_eq!(sides(&there, false), sides(&back, true));
        prop_assert_eq!(there.unchanged, back.unchanged);
    }

    #[test]
    fn no_item_is_lost(a in lines(), b in lines()) {
        let (a, b) = (plan(&a), plan(&b));
        let diff = diff(&a, &b);
        let before = diff.items.iter().filter(|c| c.before.is_some()).count();
        let after = diff.items.iter().filter(|c| c.after.is_some()).count();
        prop_assert_eq!(before + diff.unchanged, a.tasks.len());
        prop_assert_eq!(after + diff.unchanged, b.tasks.len());
    }
}

#[test]
fn rows_of_one_text_stay_in_their_order() {
    let rows = [
        "2 Rà soát quy trình | Phòng A | 2026-03-31",
        "2 Rà soát quy trình | Phòng B | 2026-06-30",
        "2 Rà soát quy trình | Phòng C | 2026-09-30",
    ];
    let lines = |before: &[&str]| -> Vec<String> {
        let all = before.iter().chain(&rows);
        all.map(|line| (*line).to_owned()).collect()
    };
    let before = plan(&lines(&[]));
    let after = plan(&lines(&["1 Tập huấn cán bộ", "1 Mua máy chủ mới"]));
    let diff = diff(&before, &after);
    assert_eq!(diff.unchanged, 3);
    assert!(diff.items.iter().all(|item| item.change == Change::Added));
}

#[test]
fn short_forms_are_no_other_words_and_products_are_looked_at() {
    let mut before = plan(&["1 Báo cáo UBND tỉnh kết quả".to_owned()]);
    let mut after = plan(&["1 Báo cáo Ủy ban nhân dân tỉnh kết quả".to_owned()]);
    assert!(diff(&before, &after).items.is_empty());
    let output = |text: &str| plan::Output {
        text: text.to_owned(),
        provenance: place(0),
    };
    before.tasks[0].outputs = vec![output("20 lớp")];
    after.tasks[0].outputs = vec![output("05 lớp")];
    after.tasks[0].notes = Some("Theo quý".to_owned());
    let diff = diff(&before, &after);
    assert_eq!(diff.items[0].what, [What::Output, What::Notes]);
}
