//! A province named in a letterhead, a date line or a sentence.
//!
//! A province's name is often the name of a district, a town, a street or a person as well. The word
//! before it tells: `tỉnh` and nothing else makes it a province for sure, `thành phố` only a city
//! that the central government runs, and `huyện`, `xã`, `phường`, `đường` something else.

use std::sync::LazyLock;

use document::Span;
use plan::{Unit, UnitKind};
use rustc_hash::FxHashMap;

use crate::token::{Case, Kind, Tokens, Word, lex, phrase, w};

struct Name {
    words: Vec<Word>,
    unit: &'static Unit,
}

/// Names and other spellings by their first word, the longest first.
static NAMES: LazyLock<FxHashMap<Word, Vec<Name>>> = LazyLock::new(|| {
    let mut names: FxHashMap<Word, Vec<Name>> = FxHashMap::default();
    let mut tokens = vec![];
    // The units of today come first: of two with one name, theirs is found.
    for unit in plan::province::units().iter().rev() {
        for (at, name) in [unit.name].iter().chain(&unit.aliases).enumerate() {
            // An alias may be the name of a later unit (`Huế` for Thừa Thiên Huế).
            if at > 0
                && plan::province::units()
                    .iter()
                    .any(|other| other.name == *name)
            {
                continue;
            }
            tokens.clear();
            lex(name, &mut tokens);
            let all: Vec<Word> = tokens.iter().map(|token| token.word).collect();
            let dashless = all
                .iter()
                .copied()
                .filter(|&word| word != w!("-"))
                .collect();
            let thua_thien = phrase!("thừa" "thiên" "-" "huế");
            for words in [all, dashless, thua_thien.to_vec()] {
                let Some(first) = words.first().copied() else {
                    continue;
                };
                let own = words != thua_thien || unit.name == "Thừa Thiên Huế";
                let list = names.entry(first).or_default();
                if own && !list.iter().any(|name| name.words == words) {
                    list.push(Name { words, unit });
                }
            }
        }
    }
    for list in names.values_mut() {
        list.sort_by_key(|name| std::cmp::Reverse(name.words.len()));
    }
    names
});

/// Words before a name that make it something smaller than a province.
const SMALLER: [Word; 26] = [
    w!("huyện"),
    w!("quận"),
    w!("xã"),
    w!("phường"),
    w!("thôn"),
    w!("ấp"),
    w!("bản"),
    w!("buôn"),
    w!("làng"),
    w!("khóm"),
    w!("đường"),
    w!("phố"),
    w!("sông"),
    w!("hồ"),
    w!("cầu"),
    w!("chợ"),
    w!("núi"),
    w!("đèo"),
    w!("vịnh"),
    w!("biển"),
    w!("cảng"),
    w!("hang"),
    w!("suối"),
    w!("đảo"),
    w!("ga"),
    w!("khu"),
];

/// The same in two words.
const SMALLER_PAIRS: [&[Word]; 12] = [
    phrase!("thị" "xã"),
    phrase!("thị" "trấn"),
    phrase!("thị" "ủy"),
    phrase!("đặc" "khu"),
    phrase!("huyện" "ủy"),
    phrase!("quận" "ủy"),
    phrase!("xã" "đoàn"),
    phrase!("huyện" "đoàn"),
    phrase!("quốc" "lộ"),
    phrase!("công" "ty"),
    phrase!("thủy" "điện"),
    phrase!("khách" "sạn"),
];

/// Family names: `Trương Hòa Bình` is a person.
const FAMILIES: [Word; 22] = [
    w!("nguyễn"),
    w!("trần"),
    w!("lê"),
    w!("phạm"),
    w!("hoàng"),
    w!("huỳnh"),
    w!("phan"),
    w!("vũ"),
    w!("võ"),
    w!("đặng"),
    w!("bùi"),
    w!("đỗ"),
    w!("ngô"),
    w!("dương"),
    w!("lý"),
    w!("trương"),
    w!("đinh"),
    w!("đoàn"),
    w!("mai"),
    w!("lương"),
    w!("trịnh"),
    w!("đào"),
];

/// Longer names that have a province's in them.
const LONGER: [&[Word]; 3] = [
    phrase!("thái" "bình" "dương"),
    phrase!("điện" "biên" "phủ"),
    phrase!("hà" "nam" "ninh"),
];

/// Words for a level of administration, before the name of its unit.
const LEVELS: [&[Word]; 12] = [
    phrase!("thành" "phố"),
    phrase!("thị" "xã"),
    phrase!("thị" "trấn"),
    phrase!("đặc" "khu"),
    phrase!("tp" "."),
    phrase!("tỉnh"),
    phrase!("tp"),
    phrase!("huyện"),
    phrase!("quận"),
    phrase!("xã"),
    phrase!("phường"),
    phrase!("thủ" "đô"),
];

/// Length in tokens of the word for a level of administration at token `at`.
pub(crate) fn level(tokens: Tokens<'_>, at: usize) -> Option<usize> {
    LEVELS
        .iter()
        .find(|words| tokens.at(at, words))
        .map(|words| words.len())
}

/// Length in tokens of the province's name at token `at`, whatever stands before it. Every syllable
/// has a capital.
pub(crate) fn name_at(tokens: Tokens<'_>, at: usize) -> Option<(usize, &'static Unit)> {
    let token = tokens.get(at).filter(|t| t.case != Case::Lower)?;
    let name = NAMES
        .get(&token.word)?
        .iter()
        .find(|name| tokens.at(at, &name.words))?;
    let capitals = (at..at + name.words.len()).all(|i| {
        tokens
            .get(i)
            .is_some_and(|t| t.case != Case::Lower || t.kind == Kind::Mark)
    });
    let longer = LONGER
        .iter()
        .any(|longer| (0..longer.len()).any(|back| back <= at && tokens.at(at - back, longer)));
    (capitals && !longer).then_some((name.words.len(), name.unit))
}

/// The first province named in a line or sentence, and where its name stands.
///
/// The unit is the one of today when several bore the name; [`plan::province::resolve`] with the
/// document's date tells which one was meant. `thành phố Huế` may be the town before 2025, which lies
/// in the province that [`plan::province::resolve`] gives then.
pub(crate) fn in_tokens(tokens: Tokens<'_>) -> Option<(&'static Unit, Span)> {
    (0..tokens.len()).find_map(|at| {
        let (length, unit) = name_at(tokens, at)?;
        is_province(tokens, at, length, unit).then(|| (unit, tokens.span(at..at + length)))
    })
}

/// Whether the words around a name let it be the province's.
fn is_province(tokens: Tokens<'_>, at: usize, length: usize, unit: &Unit) -> bool {
    let city = unit.kind == UnitKind::City;
    let before = |count: usize, words: &[Word]| at >= count && tokens.at(at - count, words);
    let one = |words: &[Word]| at > 0 && tokens.is_any(at - 1, words);
    if one(&[w!("tỉnh")]) || before(2, phrase!("tỉnh" "ủy")) || before(2, phrase!("tỉnh" "đoàn"))
    {
        return true;
    }
    let as_city = before(2, phrase!("thành" "phố"))
        || before(2, phrase!("thành" "ủy"))
        || before(2, phrase!("thành" "đoàn"))
        || before(2, phrase!("thủ" "đô"))
        || before(2, phrase!("tp" "."))
        || one(&[w!("tp")]);
    if as_city {
        return city;
    }
    // The name of a man, and of what is named after him; the city only where a place must stand.
    if unit.name == "Hồ Chí Minh" && tokens.is(at, w!("hồ")) {
        return at == 0 && tokens.is(at + length, w!(","));
    }
    let person = one(&FAMILIES) && tokens.get(at - 1).is_some_and(|t| t.case != Case::Lower);
    // `Công ty TNHH Bình Định`: a company is named two words before as well.
    let smaller = SMALLER_PAIRS
        .iter()
        .any(|pair| before(2, pair) || before(3, pair));
    !person && !one(&SMALLER) && !smaller
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> String {
        let mut list = vec![];
        lex(text, &mut list);
        in_tokens(Tokens::new(text, &list)).map_or_else(String::new, |(unit, span)| {
            assert!(!text[span.range()].is_empty());
            unit.name.to_owned()
        })
    }

    #[test]
    fn letterheads_and_date_lines() {
        for (text, name) in [
            ("UBND TỈNH VĨNH PHÚC", "Vĩnh Phúc"),
            ("SỞ Y TẾ NINH BÌNH", "Ninh Bình"),
            ("ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "Lào Cai"),
            ("Ủy ban nhân dân thành phố Hà Nội", "Hà Nội"),
            ("ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "Hồ Chí Minh"),
            ("UBND TP. HỒ CHÍ MINH", "Hồ Chí Minh"),
            ("UBND TP.HCM", "Hồ Chí Minh"),
            ("SỞ Y TẾ TPHCM", "Hồ Chí Minh"),
            ("TỈNH ỦY AN GIANG", "An Giang"),
            ("THÀNH ỦY ĐÀ NẴNG", "Đà Nẵng"),
            ("ỦY BAN NHÂN DÂN TỈNH HOÀ BÌNH", "Hòa Bình"),
            ("UBND TỈNH BÀ RỊA - VŨNG TÀU", "Bà Rịa - Vũng Tàu"),
            ("UBND tỉnh Bà Rịa–Vũng Tàu", "Bà Rịa - Vũng Tàu"),
            ("UBND TỈNH THỪA THIÊN HUẾ", "Thừa Thiên Huế"),
            ("UBND tỉnh Thừa Thiên – Huế", "Thừa Thiên Huế"),
            ("ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ", "Huế"),
            ("UBND tỉnh Đăk Lăk", "Đắk Lắk"),
            ("SỞ CÔNG THƯƠNG LÀO CAI", "Lào Cai"),
            ("Sở Công Thương Lào Cai", "Lào Cai"),
            ("Vĩnh Phúc, ngày 03 tháng 03 năm 2025", "Vĩnh Phúc"),
            ("Hồ Chí Minh, ngày 09 tháng 02 năm 2021", "Hồ Chí Minh"),
            ("TP. Hồ Chí Minh, ngày 09 tháng 02 năm 2021", "Hồ Chí Minh"),
            (
                "Số: 01/KH-UBND Yên Bái, ngày 06 tháng 01 năm 2020",
                "Yên Bái",
            ),
            (
                "của Ngành Y tế tỉnh Vĩnh Phúc, cụ thể như sau:",
                "Vĩnh Phúc",
            ),
            ("UBND XÃ TRƯỜNG LONG, THÀNH PHỐ CẦN THƠ", "Cần Thơ"),
            (
                "UBND thành phố Thái Nguyên, tỉnh Thái Nguyên",
                "Thái Nguyên",
            ),
            ("Phường Yên Bái, tỉnh Lào Cai", "Lào Cai"),
            ("UBND TỈNH HẢI DƯƠNG", "Hải Dương"),
        ] {
            assert_eq!(found(text), name, "{text}");
        }
    }

    #[test]
    fn names_of_something_else() {
        for text in [
            "UBND HUYỆN HÒA BÌNH",
            "HUYỆN ỦY HÒA BÌNH",
            "UBND xã Tân Bình",
            "UBND phường Hà Nam",
            "UBND THÀNH PHỐ THÁI NGUYÊN",
            "UBND TP. VĨNH LONG",
            "UBND thị xã Phú Thọ",
            "Phó Thủ tướng Thường trực Trương Hòa Bình",
            "Châu Á - Thái Bình Dương",
            "đường Điện Biên Phủ",
            "sông Đồng Nai",
            "tư tưởng, đạo đức, phong cách Hồ Chí Minh",
            "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
            "vì hòa bình và phát triển",
            "Công ty Bình Định",
            "BỘ Y TẾ",
            "UBND tinh Vinh Phuc",
            "",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
    }

    #[test]
    fn every_unit_is_found_by_its_name() {
        for unit in plan::province::units() {
            let word = if unit.kind == UnitKind::City {
                "thành phố"
            } else {
                "tỉnh"
            };
            for name in [unit.name].iter().chain(&unit.aliases) {
                let text = format!("Ủy ban nhân dân {word} {name}");
                assert!(!found(&text).is_empty(), "{text}");
            }
            assert_eq!(found(&format!("UBND {word} {}", unit.name)), unit.name);
            let capitals = format!("UBND {word} {}", unit.name).to_uppercase();
            assert_eq!(found(&capitals), unit.name);
        }
    }
}
