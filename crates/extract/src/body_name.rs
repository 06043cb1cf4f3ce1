//! Names of bodies out of capitals: `SỞ Y TẾ NINH BÌNH` is `Sở Y tế Ninh Bình`.
//!
//! Capital letters follow Nghị định 30/2020/NĐ-CP, Phụ lục II: the first letter, the first letter
//! of the field that a body is named after, places, and fixed names.

use std::sync::LazyLock;

use crate::prose::{is_caps, phrases};
use crate::province;
use crate::token::{Case, Kind, Tokens, Word, lex, phrase, w};

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

/// Words behind which the rest of the name is a person's or a place's: `Trường THPT Lê Quý Đôn`,
/// `Huyện ủy Mai Sơn`.
const NAMED: [&[Word]; 18] = [
    phrase!("khu" "vực"),
    phrase!("điện" "lực"),
    phrase!("thpt"),
    phrase!("thcs"),
    phrase!("ptdtnt"),
    phrase!("ptdtbt"),
    phrase!("trung" "học" "phổ" "thông"),
    phrase!("trung" "học" "cơ" "sở"),
    phrase!("tiểu" "học"),
    phrase!("mầm" "non"),
    phrase!("mẫu" "giáo"),
    phrase!("đa" "khoa"),
    phrase!("đại" "học"),
    phrase!("cao" "đẳng"),
    phrase!("huyện" "ủy"),
    phrase!("quận" "ủy"),
    phrase!("thị" "ủy"),
    phrase!("huyện" "đoàn"),
];

/// Words behind [`NAMED`] that begin no name: levels and fields.
const FIELDS: [Word; 33] = [
    w!("và"),
    w!("tỉnh"),
    w!("huyện"),
    w!("xã"),
    w!("khu"),
    w!("trung"),
    w!("thành"),
    w!("thị"),
    w!("chuyên"),
    w!("nội"),
    w!("bán"),
    w!("dân"),
    w!("số"),
    w!("y"),
    w!("dược"),
    w!("sư"),
    w!("kinh"),
    w!("kỹ"),
    w!("công"),
    w!("nông"),
    w!("bách"),
    w!("khoa"),
    w!("luật"),
    w!("văn"),
    w!("mỹ"),
    w!("nghề"),
    w!("quốc"),
    w!("ngoại"),
    w!("thủy"),
    w!("giao"),
    w!("xây"),
    w!("tài"),
    w!("quận"),
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
            let field = word != "," || names_fields(tokens);
            capital |= matches!(word, "-" | "–" | "," | "&") && field && !out.is_empty();
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
        if NAMED.iter().any(|n| ends_with(tokens, i, n)) && !tokens.is_any(i + 1, &FIELDS) {
            place_until = tokens.len();
        }
        capital = ends_head(tokens, i)
            || (capital_and(tokens, i) && i + 1 < tokens.len())
            || fixed_name(tokens, i + 1);
        let unit = i > 0 || tokens.is_any(i, &[w!("xã"), w!("phường"), w!("huyện"), w!("quận")]);
        if place_until <= i && PLACES.contains(&token.word) && unit && !is_generic(tokens, i + 1) {
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
    // `Hội đồng`, `Tổ quốc`, `Viện kiểm sát`, `xã hội` have no head in them.
    let compound = [
        phrase!("hội" "đồng"),
        phrase!("tổ" "quốc"),
        phrase!("tổ" "chức"),
        phrase!("viện" "kiểm" "sát"),
        phrase!("phòng" "chống"),
        phrase!("phòng" ","),
    ];
    let compound =
        compound.iter().any(|c| tokens.at(i, c)) || ends_with(tokens, i, phrase!("xã" "hội"));
    !next_small && !compound && HEADS.iter().any(|head| ends_with(tokens, i, head))
}

/// Whether the words end at token `i`.
fn ends_with(tokens: Tokens<'_>, i: usize, words: &[Word]) -> bool {
    (i + 1)
        .checked_sub(words.len())
        .is_some_and(|start| tokens.at(start, words))
}

/// `và` between two fields of a department (`Khoa học và Công nghệ`).
fn capital_and(tokens: Tokens<'_>, i: usize) -> bool {
    tokens.is(i, w!("và")) && names_fields(tokens)
}

/// Whether a body is named after its fields, which have capitals each; what a committee is for has
/// small letters.
fn names_fields(tokens: Tokens<'_>) -> bool {
    let committee = [
        phrase!("ban" "chỉ"),
        phrase!("ban" "tổ"),
        phrase!("ban" "vận"),
    ];
    let committee = committee.iter().any(|head| tokens.find(0, head).is_some());
    tokens.is_any(0, &[w!("sở"), w!("bộ"), w!("phòng"), w!("ban")]) && !committee
}

/// Whether a fixed name with capitals begins at token `i`.
fn fixed_name(tokens: Tokens<'_>, i: usize) -> bool {
    let two = [
        [w!("việt"), w!("nam")],
        [w!("trung"), w!("ương")],
        [w!("chính"), w!("phủ")],
        [w!("y"), w!("tế")],
    ];
    let banks = [phrase!("ngân" "hàng"), phrase!("kho" "bạc")];
    let long = [
        phrase!("chương" "trình" "mục" "tiêu"),
        phrase!("khu" "kinh" "tế"),
        phrase!("liên" "đoàn"),
        phrase!("thành" "phố" "hồ" "chí" "minh"),
        phrase!("thủ" "đô"),
    ];
    long.iter().any(|name| tokens.at(i, name))
        // `Ngân hàng Nhà nước`
        || (i >= 2
            && tokens.at(i, phrase!("nhà" "nước"))
            && banks.iter().any(|bank| tokens.at(i - 2, bank)))
        || (i > 0 && tokens.at(i - 1, phrase!("công" "thương")))
        || two.iter().any(|name| tokens.at(i, name)) && !tokens.is(0, w!("ngành"))
        || (i > 0 && tokens.at(i - 1, &[w!("việt"), w!("nam")]))
        || tokens.at(i, &[w!("mặt"), w!("trận")])
        || tokens.at(i, &[w!("tổ"), w!("quốc")])
        || tokens.at(i, &[w!("tỉnh"), w!("ủy")])
}

/// `các xã`, `khu vực`: the word before is no name of a place.
fn is_generic(tokens: Tokens<'_>, i: usize) -> bool {
    tokens.is_any(
        i,
        &[
            w!("vực"),
            w!("công"),
            w!("kinh"),
            w!("đoàn"),
            w!("ủy"),
            w!("hội"),
        ],
    )
}

/// The name of a place ends at a mark or at the next level.
fn place_end(tokens: Tokens<'_>, from: usize) -> usize {
    (from..tokens.len())
        .find(|&i| {
            tokens
                .get(i)
                .is_some_and(|t| t.kind == Kind::Mark && t.word != w!("-"))
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
            (
                "ỦY BAN NHÂN DÂN TỈNH LÀO CAI",
                "Ủy ban nhân dân tỉnh Lào Cai",
            ),
            ("SỞ Y TẾ NINH BÌNH", "Sở Y tế Ninh Bình"),
            ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Sở Khoa học và Công nghệ"),
            (
                "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
                "Sở Văn hóa, Thể thao và Du lịch",
            ),
            ("BAN CHỈ ĐẠO", "Ban Chỉ đạo"),
            ("BAN TỔ CHỨC", "Ban Tổ chức"),
            ("THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ"),
            ("NGÂN HÀNG NHÀ NƯỚC VIỆT NAM", "Ngân hàng Nhà nước Việt Nam"),
            ("ỦY BAN NHÂN DÂN XÃ TÂN BÌNH", "Ủy ban nhân dân xã Tân Bình"),
            ("BỘ Y TẾ", "Bộ Y tế"),
            ("SỞ CÔNG THƯƠNG", "Sở Công Thương"),
            ("TRƯỜNG THPT PHẠM QUANG THẨM", "Trường THPT Phạm Quang Thẩm"),
            (
                "TRƯỜNG ĐẠI HỌC SƯ PHẠM KỸ THUẬT",
                "Trường Đại học Sư phạm kỹ thuật",
            ),
            ("BỆNH VIỆN ĐA KHOA TỈNH", "Bệnh viện Đa khoa tỉnh"),
            ("HUYỆN ỦY KRÔNG PẮC", "Huyện ủy Krông Pắc"),
            ("BẢO HIỂM XÃ HỘI TỈNH SƠN LA", "Bảo hiểm xã hội tỉnh Sơn La"),
            (
                "HỘI ĐỒNG NHÂN DÂN TỈNH SƠN LA",
                "Hội đồng nhân dân tỉnh Sơn La",
            ),
            (
                "VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO",
                "Viện kiểm sát nhân dân tối cao",
            ),
            (
                "BAN CHỈ ĐẠO KHOA HỌC, CÔNG NGHỆ VÀ CHUYỂN ĐỔI SỐ",
                "Ban Chỉ đạo khoa học, công nghệ và chuyển đổi số",
            ),
            ("UBND THÀNH PHỐ HỒ CHÍ MINH", "UBND Thành phố Hồ Chí Minh"),
            ("Ban Chỉ đạo", "Ban Chỉ đạo"),
        ] {
            assert_eq!(sentence_case(text), want);
        }
    }
}
