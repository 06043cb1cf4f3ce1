//! Which promise of a province is its row.

use super::*;
use plan::{Deadline, Heading, Objective, Scope, Target};

const TOPIC: &str = "bệnh án điện tử";

fn place(start: u32) -> Provenance {
    Provenance {
        page: None,
        span: Span {
            start,
            end: start + 1,
        },
        boxes: vec![],
        element: None,
    }
}

/// `heading | text | targets separated by , | deadlines | horizon`; targets `80%` are at their place in the text.
fn objective(line: &str, at: u32) -> Objective {
    let cells: Vec<_> = line.split('|').map(str::trim).collect();
    let list = |at: usize| {
        let parts = cells.get(at).copied().unwrap_or_default().split(',');
        parts.map(str::trim).filter(|part| !part.is_empty())
    };
    Objective {
        id: format!("o{at}"),
        path: vec![Heading {
            label: None,
            title: Some(cells[0].to_owned()),
        }],
        label: None,
        text: cells[1].to_owned(),
        scope: Scope::Specific,
        horizon: list(4).next().map(str::to_owned),
        targets: list(2)
            .map(|text| Target {
                text: text.to_owned(),
                comparator: Comparator::Equal,
                value: text.trim_end_matches('%').parse().expect("a number"),
                max: None,
                unit: Some("%".to_owned()),
                subject: None,
                provenance: place(at),
            })
            .collect(),
        deadlines: list(3)
            .map(|text| Deadline {
                text: text.to_owned(),
                kind: plan::DeadlineKind::Date,
                start: None,
                due: Some(text.to_owned()),
                recurrence: vec![],
                inferred: vec![],
                provenance: place(at),
            })
            .collect(),
        leads: vec![],
        partners: vec![],
        citations: vec![],
        provenance: place(at),
        field_provenance: BTreeMap::new(),
    }
}

fn plan(id: &str, province: &str, date: &str, objectives: &[&str]) -> Plan {
    Plan {
        schema_version: plan::SCHEMA_VERSION.to_owned(),
        id: id.to_owned(),
        source: plan::Source::default(),
        metadata: plan::Metadata {
            number: Some(format!("{id}/KH-UBND")),
            issued_on: Some(date.to_owned()),
            province: plan::province::resolve(province, Some(date)),
            ..plan::Metadata::default()
        },
        outline: vec![],
        objectives: objectives
            .iter()
            .enumerate()
            .map(|(at, line)| objective(line, at as u32))
            .collect(),
        tasks: vec![],
        tables: vec![],
        diagnostics: vec![],
    }
}

fn lined_up(plans: &[Plan], units: Units, all: bool) -> Comparison {
    let cards: Vec<Card> = plans.iter().map(Card::of).collect();
    let links = crate::version::links(&cards);
    let none: [(&str, &[String]); 0] = [];
    let mut lineup = Lineup::new(Topic::new(TOPIC, none), units, &cards, &links);
    for (plan, card) in plans.iter().zip(&cards) {
        lineup.count(card);
        let items: Vec<_> = plan.objectives.iter().map(ItemRef::Objective).collect();
        lineup.plan(plan, &items);
    }
    lineup.finish(all, Order::Province, Some(&cards))
}

/// The best of objectives, as `value until matched`.
fn best(objectives: &[&str]) -> String {
    let plans = [plan("1", "Huế", "2025-08-01", objectives)];
    let found = lined_up(&plans, Units::today(), false);
    found.rows.first().map_or_else(String::new, |row| {
        let value = row.value.map_or("–".to_owned(), |value| value.to_string());
        format!(
            "{value} {} {:?}",
            row.until().unwrap_or_default(),
            row.matched
        )
    })
}

#[test]
fn the_most_specific_target_is_the_row() {
    for (objectives, row) in [
        (
            vec!["Mục tiêu | 80% bệnh viện triển khai bệnh án điện tử | 80%"],
            "80  Target",
        ),
        // The number is not about the topic.
        (
            vec!["Mục tiêu | 80% hồ sơ được ký số; triển khai bệnh án điện tử | 80%"],
            "–  Text",
        ),
        (
            vec!["Mục tiêu | 90% hồ sơ được ký số; 80% bệnh viện có bệnh án điện tử | 90%, 80%"],
            "80  Target",
        ),
        (
            vec!["Mục tiêu | Triển khai bệnh án điện tử. Đến 2026, 100% bệnh viện xong | 100%"],
            "100  Opening",
        ),
        (
            vec!["Bệnh án điện tử | 7 bệnh viện tuyến tỉnh | 7"],
            "7  Heading",
        ),
        // A target in its own words before one under a heading.
        (
            vec![
                "Bệnh án điện tử | 7 bệnh viện tuyến tỉnh | 7 | 2025-01-01",
                "Mục tiêu | 80% bệnh viện có bệnh án điện tử | 80%",
            ],
            "80  Target",
        ),
        // A deadline before a horizon.
        (
            vec![
                "Mục tiêu | 100% cơ sở có bệnh án điện tử | 100% | | 2030",
                "Mục tiêu | 12 bệnh viện có bệnh án điện tử | 12 | 2025-09-30",
            ],
            "12 2025-09-30 Target",
        ),
        // The time of another target, of other bodies, of the same.
        (
            vec![
                "Mục tiêu | 31 cơ sở có bệnh án điện tử; 28 cơ sở thôi dùng giấy trước 2026-12-01 | 31, 28 | 2026-12-01 | 2026",
            ],
            "31  Target",
        ),
        (
            vec![
                "Mục tiêu | 100% cơ sở có bệnh án điện tử; bệnh viện tỉnh xong 2025-12-31 | 100% | 2025-12-31 | 2025",
            ],
            "100  Target",
        ),
        (
            vec![
                "Mục tiêu | 100% cơ sở có bệnh án điện tử; hoàn thành 2025-12-31 | 100% | 2025-12-31 | 2025",
            ],
            "100 2025-12-31 Target",
        ),
        // A number before none.
        (
            vec![
                "Mục tiêu | Triển khai bệnh án điện tử | | 2025-01-01",
                "Mục tiêu | 100% cơ sở có bệnh án điện tử | 100% | | 2030",
            ],
            "100 2030-12-31 Target",
        ),
        (
            vec!["Mục tiêu | Triển khai bệnh án điện tử | | 2025-01-01"],
            "– 2025-01-01 Text",
        ),
        (vec!["Mục tiêu | 80% văn bản điện tử | 80%"], ""),
    ] {
        assert_eq!(best(&objectives), row, "{objectives:?}");
    }
}

#[test]
fn a_plan_that_was_replaced_comes_last() {
    let target = ["Mục tiêu | 80% bệnh viện có bệnh án điện tử | 80% | 2025-12-31"];
    let promise = ["Mục tiêu | Triển khai bệnh án điện tử"];
    let old = plan("1", "Huế", "2025-01-01", &target);
    let mut new = plan("2", "Huế", "2025-08-01", &promise);
    new.metadata.replaces = vec!["1/KH-UBND".to_owned()];
    let plans = [old, new];
    let found = lined_up(&plans, Units::today(), false);
    assert_eq!(found.rows.len(), 1);
    assert_eq!(found.rows[0].plan.id, "2");
    let all = lined_up(&plans, Units::today(), true);
    let replaced: Vec<_> = all
        .rows
        .iter()
        .map(|row| row.replaced_by.as_deref())
        .collect();
    assert_eq!(replaced, [None, Some("2/KH-UBND")]);
}

#[test]
fn units_are_those_of_today_or_of_a_day() {
    let target = ["Mục tiêu | 80% bệnh viện có bệnh án điện tử | 80%"];
    let plans = [
        plan("1", "Vĩnh Phúc", "2025-03-01", &target),
        plan("2", "Phú Thọ", "2025-09-01", &target),
        plan(
            "3",
            "Huế",
            "2025-02-01",
            &["Mục tiêu | Cải cách hành chính"],
        ),
    ];
    let names = |found: &Comparison| {
        let name = |row: &Row| row.province.clone().expect("a province").name;
        found.rows.iter().map(name).collect::<Vec<_>>()
    };
    let today = lined_up(&plans, Units::today(), false);
    assert_eq!(names(&today), ["Phú Thọ"]);
    assert_eq!(today.rows[0].plan.id, "2");
    assert_eq!(today.silent.len(), 1);
    assert_eq!(today.silent[0].province.name, "Huế");
    assert_eq!(today.without.len(), 32);
    // Until then Phú Thọ had no plan.
    let then = lined_up(&plans, Units::at("2025-06-30"), false);
    assert_eq!(names(&then), ["Vĩnh Phúc"]);
    assert_eq!(then.without.len(), 61);
}
