//! Queries and what they ask for; queries that ask for nothing, and where.

use super::*;
use crate::query::{Word, Wording};

/// A node in one line: `a b` all, `(a | b)` any, `!a` not, `field:a` in a field, `a_b` words that stand together,
/// `~a` every spelling, `a*` a beginning, `a/b` wordings.
fn show(node: &Node) -> String {
    let word = |word: &Word| {
        let tilde = if word.folded.is_some() { "~" } else { "" };
        let star = if word.prefix { "*" } else { "" };
        format!("{tilde}{}{star}", word.exact)
    };
    let wording = |wording: &Wording| {
        let words: Vec<String> = wording.words.iter().map(word).collect();
        words.join(if wording.together { "_" } else { "+" })
    };
    let part = |part: &Part| {
        let wordings: Vec<String> = part.wordings.iter().map(wording).collect();
        wordings.join("/")
    };
    match node {
        Node::All => "all".to_owned(),
        Node::Part(of) => part(of),
        Node::In(field, of) => format!("{field:?}:{}", part(of)),
        Node::Stretch(..) => "stretch".to_owned(),
        Node::Any(field, values) => format!("{field:?}={}", values.join("|")),
        Node::Between(field, first, last) => format!("{field:?}={first}..{last}"),
        Node::Not(of) => format!("!{}", show(of)),
        Node::And(all) => format!("[{}]", all.iter().map(show).collect::<Vec<_>>().join(" ")),
        Node::Or(any) => format!("({})", any.iter().map(show).collect::<Vec<_>>().join(" | ")),
    }
}

const QUERIES: &[(&str, &str)] = &[
    ("", "all"),
    ("bệnh án", "[bệnh án]"),
    ("\"bệnh án\" giấy", "[bệnh_án giấy]"),
    ("“bệnh án”", "bệnh_án"),
    ("bệnh -án", "[bệnh !án]"),
    ("-\"bệnh án\"", "!bệnh_án"),
    ("-án bệnh", "[!án bệnh]"),
    ("bệnh án OR hồ sơ", "([bệnh án] | [hồ sơ])"),
    ("a HOẶC b OR c", "(~a | ~b | ~c)"),
    ("bệnh HOA\u{323}\u{306}C án", "(bệnh | án)"),
    ("hoặc", "hoặc"),
    ("(bệnh OR án) số", "[(bệnh | án) số]"),
    ("-(bệnh OR án) số", "[!(bệnh | án) số]"),
    ("số* y*", "[số* ~y*]"),
    ("chủ_trì:\"Sở Y tế\"", "Lead:sở_~y_tế"),
    ("lead:sở", "Lead:sở"),
    ("LEAD:(sở OR ban)", "(Lead:sở | Lead:~ban)"),
    ("-lead:sở số", "[!Lead:sở số]"),
    ("phoi_hop:ban", "Partner:~ban"),
    ("năm:2025", "Year=2025..2025"),
    ("year:2024..2026", "Year=2024..2026"),
    ("hạn:2026-Q2", "Day=20260401..20260630"),
    ("due:2026-06", "Day=20260601..20260630"),
    ("số_hiệu:57/KH-SYT", "Number=57/kh-syt"),
    ("viện_dẫn:57-NQ/TW", "(Cites=57nqtw | Basis=57nqtw)"),
    ("kind:task", "Kind=task"),
    ("loại:nhiệm_vụ", "Kind=task"),
    ("loại:\"mục tiêu\"", "Kind=objective"),
    ("có:chỉ_tiêu", "Has=target"),
    // Signs inside words and numbers are none.
    ("57-NQ/TW", "57_~nq_~tw"),
    ("KH-CN", "~kh_~cn"),
    ("lúc 10:30", "[lúc 10 30]"),
    ("xã/phường", "xã_phường"),
    ("kế hoạch: nội dung", "[kế hoạch nội ~dung]"),
    ("kinh tế - xã hội", "[~kinh tế xã hội]"),
    ("http://a.b", "[~http ~a_~b]"),
    ("bệnh (án)", "[bệnh án]"),
    ("đạt 100% - 99,9%", "[đạt 100% 99_9%]"),
];

#[test]
fn what_queries_ask_for() {
    for &(text, expected) in QUERIES {
        let query = match Query::parse(text, false) {
            Ok(query) => query,
            Err(error) => panic!("{text}: {error}"),
        };
        assert_eq!(show(&query.root), expected, "{text}");
    }
}

/// A query with `^` before the place of the error, and what the message must hold.
const ERRORS: &[(&str, &str)] = &[
    ("bệnh ^\"án điện", "not closed"),
    ("^- bệnh", "excluded"),
    ("bệnh ^-", "excluded"),
    ("(bệnh ^-)", "excluded"),
    ("^OR bệnh", "before OR"),
    ("bệnh ^OR", "behind OR"),
    ("bệnh ^HOẶC", "behind OR"),
    ("(bệnh ^OR) án", "behind OR"),
    ("bệnh OR ^OR án", "before OR"),
    ("^(bệnh án", "not closed"),
    ("bệnh^) án", "closes none"),
    ("bệnh ^()", "between the brackets"),
    ("bệnh ^\"\"", "between the quotation marks"),
    ("bệnh ^lead:", "no value"),
    ("^lead: sở", "no value"),
    ("bệnh ^leed:sở", "no field leed"),
    ("^*", "before this *"),
    ("^57-NQ*", "one word"),
    ("year:^25", "no year"),
    ("due:^mai", "no time"),
    ("kind:^thing", "knows no"),
    ("tỉnh:^Atlantis", "no province"),
    ("lead:^(year:2025)", "field in a field"),
    ("year:^(2025)", "one value"),
];

#[test]
fn where_queries_are_wrong() {
    for &(marked, message) in ERRORS {
        let at = marked.find('^').unwrap_or_default();
        let text = marked.replacen('^', "", 1);
        let error = match Query::parse(&text, true) {
            Err(error) => error,
            Ok(query) => panic!("{text}: {}", show(&query.root)),
        };
        assert!(error.to_string().contains(message), "{text}: {error}");
        assert_eq!(
            error.place().map(|place| place.at),
            Some(at),
            "{text}: {error}"
        );
        assert!(error.hint().is_some(), "{text}");
    }
}

#[test]
fn texts_without_words() {
    for text in ["…", "?!"] {
        assert_eq!(
            Query::parse(text, true).unwrap_err().kind(),
            ErrorKind::Query
        );
    }
    assert!(Query::parse(&"từ ".repeat(MOST_WORDS + 1), true).is_err());
    assert!(Query::parse(&"(".repeat(5000), true).is_err());
}

proptest::proptest! {
    #[test]
    fn any_text_is_a_query_or_an_error_with_a_hint(text in "[a-dăạ:\"()*\\-/ .,OR|0-9_]{0,40}") {
        if let Err(error) = Query::parse(&text, true) {
            assert!(error.hint().is_some());
            if let Some(place) = error.place() {
                assert!(text.is_char_boundary(place.at) && place.text == text);
            }
        }
    }
}
