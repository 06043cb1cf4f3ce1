//! Names of bodies out of capitals: `SỞ Y TẾ NINH BÌNH` is `Sở Y tế Ninh Bình`.
//!
//! Capital letters follow Nghị định 30/2020/NĐ-CP, Phụ lục II: the first letter, the first letter
//! of the field that a body is named after, places, and fixed names.

use std::sync::LazyLock;

use crate::prose::{is_caps, phrases};
use crate::province;
use crate::token::{Case, Kind, Tokens, Word, lex, w};

static HEADS: LazyLock<Vec<Vec<Word>>> =
    LazyLock::new(|| phrases(include_str!("../lexicon/capital_heads.txt")));

/// Words before the name of a place, all of whose words have capitals.
const PLACES: [Word; 8] = [
    w!("tỉnh"),
    w!("phố"),
    w!("huyện"),
    w!("xã"),
    w!("phường"),
    w!("quận"),
    w!("trấn"),
    w!("khu"),
];

/// Words that keep their small letters between the words of a field.
const SMALL: [Word; 9] = [
    w!("và"),
    w!("của"),
    w!("các"),
    w!("về"),
    w!("tỉnh"),
    w!("thành"),
    w!("nhân"),
    w!("dân"),
    w!("huyện"),
];

/// The name in sentence case; a name that is not in capitals stays as it is.
pub(crate) fn sentence_case(text: &str) -> String {
    if !is_caps(text) {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let mut list = vec![];
    lex(text, &mut list);
    let tokens = Tokens::new(text, &list);
    let mut out = String::with_capacity(text.len());
    let mut place_until = 0;
    let mut capital = true;
    for i in 0..tokens.len() {
        let Some(token) = tokens.get(i) else { break };
        if i > 0 && tokens.spaced(i) {
            out.push(' ');
        }
        let word = tokens.text(i);
        if token.kind != Kind::Word {
            capital |= matches!(word, "-" | "–" | "," | "&") && !out.is_empty();
            out.push_str(word);
            continue;
        }
        if let Some((length, _)) = province::name_at(tokens, i) {
            place_until = place_until.max(i + length);
        }
        let abbreviation = token.case == Case::Upper && !is_syllable(word);
        if abbreviation {
            out.push_str(word);
        } else if i < place_until || capital {
            push_title(&mut out, word);
        } else {
            out.push_str(&word.to_lowercase());
        }
        capital = ends_head(tokens, i)
            || (capital_and(tokens, i) && i + 1 < tokens.len())
            || fixed_name(tokens, i + 1);
        if place_until <= i && PLACES.contains(&token.word) && i > 0 && !is_generic(tokens, i + 1) {
            place_until = place_end(tokens, i + 1);
        }
    }
    out
}

/// Whether a word of capitals is a word and no abbreviation (`UBND`).
fn is_syllable(word: &str) -> bool {
    normalize::is_syllable(&word.to_lowercase())
}

fn push_title(out: &mut String, word: &str) {
    let mut chars = word.chars();
    out.extend(chars.next());
    out.push_str(&chars.as_str().to_lowercase());
}

/// Whether a head word (`Sở`, `Trung tâm`) ends at token `i`.
fn ends_head(tokens: Tokens<'_>, i: usize) -> bool {
    let next_small = tokens.is_any(i + 1, &SMALL);
    !next_small
        && HEADS.iter().any(|head| (i + 1).checked_sub(head.len()).is_some_and(|s| tokens.at(s, head)))
}

/// `và` between two fields of a department (`Khoa học và Công nghệ`).
fn capital_and(tokens: Tokens<'_>, i: usize) -> bool {
    tokens.is(i, w!("và")) && tokens.is_any(0, &[w!("sở"), w!("bộ"), w!("phòng"), w!("ban")])
}

/// Whether a fixed name with capitals begins at token `i`.
fn fixed_name(tokens: Tokens<'_>, i: usize) -> bool {
    let two = [[w!("việt"), w!("nam")], [w!("trung"), w!("ương")], [w!("y"), w!("tế")]];
    two.iter().any(|name| tokens.at(i, name)) && !tokens.is(0, w!("ngành"))
        || (i > 0 && tokens.at(i - 1, &[w!("việt"), w!("nam")]))
        || tokens.at(i, &[w!("mặt"), w!("trận")])
        || tokens.at(i, &[w!("tổ"), w!("quốc")])
        || tokens.at(i, &[w!("tỉnh"), w!("ủy")])
}

/// `các xã`, `khu vực`: the word before is no name of a place.
fn is_generic(tokens: Tokens<'_>, i: usize) -> bool {
    tokens.is_any(i, &[w!("vực"), w!("công"), w!("kinh"), w!("đoàn"), w!("ủy")])
}

/// The name of a place ends at a mark or at the next level.
fn place_end(tokens: Tokens<'_>, from: usize) -> usize {
    (from..tokens.len())
        .find(|&i| {
            tokens.get(i).is_some_and(|t| t.kind == Kind::Mark && t.word != w!("-"))
                || tokens.is_any(i, &PLACES)
        })
        .unwrap_or(tokens.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (text, want) in [
            ("UBND TỈNH VĨNH PHÚC", "UBND tỉnh Vĩnh Phúc"),
            ("ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "Ủy ban nhân dân tỉnh Lào Cai"),
            ("SỞ Y TẾ NINH BÌNH", "Sở Y tế Ninh Bình"),
            ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Sở Khoa học và Công nghệ"),
            ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
            ("BAN CHỈ ĐẠO", "Ban Chỉ đạo"),
            ("ỦY BAN NHÂN DÂN XÃ TÂN BÌNH", "Ủy ban nhân dân xã Tân Bình"),
            ("BỘ Y TẾ", "Bộ Y tế"),
            ("Ban Chỉ đạo", "Ban Chỉ đạo"),
        ] {
            assert_eq!(sentence_case(text), want);
        }
    }
}
