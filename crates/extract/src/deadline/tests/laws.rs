//! Laws: no text stops the grammar, and what it returns stands in the text.

use proptest::prelude::*;

use super::*;

/// Pieces that time expressions are made of, and some that they are not.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "trước",
            "ngày",
            "tháng",
            "năm",
            "quý",
            "I",
            "II/",
            "/",
            "-",
            ".",
            ",",
            ";",
            "(",
            ")",
            "và",
            "đến",
            "từ",
            "trong",
            "hết",
            "hàng",
            "hằng",
            "mỗi",
            "định kỳ",
            "lần",
            "thường xuyên",
            "sau khi",
            "ngay khi",
            "theo",
            "hoàn thành",
            "chậm nhất",
            "cuối",
            "đầu",
            "giai đoạn",
            "2026",
            "2025",
            "31",
            "6",
            "02",
            "12",
            "l5",
            "2O25",
            "tuần",
            "thứ",
            "của",
            "liền kề",
            "tiếp theo",
            "trở đi",
            "cả",
            "Q3",
            "…",
            ":",
            "31/8/2025",
            "\n",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,4}",
        "[0-9]{1,10}",
    ];
    prop::collection::vec((piece, prop::bool::ANY), 0..24).prop_map(|pieces| {
        pieces
            .into_iter()
            .map(|(piece, space)| piece + if space { " " } else { "" })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn spans_lie_in_the_text_and_ascend(
        text in pieces(),
        year in 1990i16..2100,
        month in prop::option::of(1i8..13),
        several in prop::bool::ANY,
    ) {
        let list = lexed(&text);
        let tokens = Tokens::new(&text, &list);
        let times = Times {
            period: several.then_some((year, year + 4)),
            issued: Some((year, month)),
            header_year: None,
        };
        let breaks: Vec<u32> = text.match_indices(' ').map(|(at, _)| at as u32).step_by(3).collect();
        let skip = citations(tokens);
        for all in [in_field(tokens, &skip, &breaks, &times), in_text(tokens, &skip, &times)] {
            for statement in &all {
                let slice = text.get(statement.span.range());
                prop_assert!(slice.is_some_and(|s| !s.is_empty() && s.trim() == s), "{slice:?}");
                if let (Some(start), Some(due)) = (statement.start, statement.due) {
                    prop_assert!(start <= due);
                }
                let dated = statement.start.is_some() || statement.due.is_some();
                prop_assert!(!(dated && statement.problem.is_some()));
            }
            prop_assert!(all.windows(2).all(|w| w[0].span.start <= w[1].span.start));
        }
        for horizon in [horizon_of_heading(tokens, &skip), horizon_of_text(tokens, &skip)].into_iter().flatten() {
            prop_assert!(text.get(horizon.1.range()).is_some());
        }
        if let Some((first, last)) = period(tokens, &skip) {
            prop_assert!(first <= last);
        }
        for i in 0..=list.len() {
            if let Some((_, taken)) = printed_date(tokens, i) {
                prop_assert!(i + taken <= list.len());
            }
        }
    }
}
