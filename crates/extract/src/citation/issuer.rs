//! The body behind `của` in a citation: `Ban Thường vụ Tỉnh ủy`, `Ủy ban nhân dân tỉnh Lào Cai`,
//! `Ban Chấp hành Trung ương khoá XI`.
//!
//! A name is built of known names (`lexicon/issuers.tsv`), words for places with what they name, and
//! capitalised words. It ends where none of these follows: better no issuer than one with the next
//! verb in it.

use std::ops::Range;

use super::lexicon;
use crate::province;
use crate::token::{Case, Kind, Tokens, Word, phrase, w};

/// Words that no name goes beyond.
const STOP: [Word; 47] = [
    w!("về"),
    w!("việc"),
    w!("v"),
    w!("tại"),
    w!("trong"),
    w!("theo"),
    w!("để"),
    w!("nhằm"),
    w!("và"),
    w!("hoặc"),
    w!("bằng"),
    w!("cho"),
    w!("đã"),
    w!("được"),
    w!("là"),
    w!("có"),
    w!("năm"),
    w!("ngày"),
    w!("từ"),
    w!("đến"),
    w!("do"),
    w!("với"),
    w!("như"),
    w!("khi"),
    w!("này"),
    w!("trên"),
    w!("gửi"),
    w!("kèm"),
    w!("phải"),
    w!("cần"),
    w!("sẽ"),
    w!("gồm"),
    w!("cùng"),
    w!("thì"),
    w!("mà"),
    w!("nên"),
    w!("vì"),
    w!("qua"),
    w!("sau"),
    w!("trước"),
    w!("đang"),
    w!("nêu"),
    w!("số"),
    w!("ký"),
    w!("bị"),
    w!("còn"),
    w!("hết"),
];

/// Verbs that no name goes beyond.
const VERBS: [&[Word]; 32] = [
    phrase!("ban" "hành"),
    phrase!("thực" "hiện"),
    phrase!("sửa" "đổi"),
    phrase!("bổ" "sung"),
    phrase!("phê" "duyệt"),
    phrase!("quy" "định"),
    phrase!("triển" "khai"),
    phrase!("hướng" "dẫn"),
    phrase!("thông" "qua"),
    phrase!("công" "bố"),
    phrase!("thành" "lập"),
    phrase!("điều" "chỉnh"),
    phrase!("phân" "công"),
    phrase!("phân" "cấp"),
    phrase!("tổ" "chức"),
    phrase!("tiếp" "tục"),
    phrase!("tăng" "cường"),
    phrase!("đẩy" "mạnh"),
    phrase!("cụ" "thể"),
    phrase!("yêu" "cầu"),
    phrase!("đề" "ra"),
    phrase!("đề" "nghị"),
    phrase!("kết" "luận"),
    phrase!("xây" "dựng"),
    phrase!("phát" "động"),
    phrase!("ủy" "quyền"),
    phrase!("giao" "nhiệm"),
    phrase!("giao" "cho"),
    phrase!("đối" "với"),
    phrase!("giai" "đoạn"),
    phrase!("hiện" "hành"),
    phrase!("liên" "quan"),
];

/// Small words in a row that an unknown name may have (`An toàn giao thông`).
const SMALL: usize = 4;

/// The tokens of the body named at token `from`, its term included.
pub(super) fn read(tokens: Tokens<'_>, from: usize) -> Option<Range<usize>> {
    let from = behind_conference(tokens, from);
    let capitals = from > 0
        && tokens.get(from - 1).is_some_and(|t| t.case == Case::Upper)
        && tokens.get(from).is_some_and(|t| t.case == Case::Upper);
    let first = tokens.get(from).filter(|t| t.kind == Kind::Word)?;
    if first.case == Case::Lower && lexicon::name_at(tokens, from).is_none_or(|name| name.0 < 2) {
        return None;
    }
    let end = name_end(tokens, from, capitals)?;
    (end > from).then(|| from..term_end(tokens, end))
}

fn name_end(tokens: Tokens<'_>, from: usize, capitals: bool) -> Option<usize> {
    let mut at = from;
    // A closed name is whole: only another name or a place may follow.
    let mut closed = false;
    let mut capitalised = 0;
    let mut small = 0;
    while let Some(token) = tokens.get(at) {
        let cased = token.case != Case::Lower;
        if (cased || at == from)
            && !stops(tokens, at, capitals)
            && let Some((length, open)) = lexicon::name_at(tokens, at)
        {
            at += length;
            closed = !open;
            (capitalised, small) = (0, 0);
        } else if at > from
            && let Some(end) = place_end(tokens, at, capitals)
        {
            return Some(end);
        } else if token.kind == Kind::Mark {
            let joint = token.word == w!("-") && !closed && at > from && !capitals;
            let next = tokens.get(at + 1).is_some_and(|t| t.case == Case::Title);
            if !joint || !next || lexicon::kind_from(tokens, at + 1).is_some() {
                break;
            }
            at += 1;
        } else if token.word == w!("của") {
            let open = !closed && at > from;
            let next = tokens.get(at + 1).is_some_and(|t| t.case != Case::Lower);
            if !open || !next || lexicon::name_at(tokens, at + 1).is_none() {
                break;
            }
            at += 1;
        } else if token.kind == Kind::Number || stops(tokens, at, capitals) {
            break;
        } else if cased {
            if closed || begins_citation(tokens, at) {
                break;
            }
            at += 1;
            capitalised += 1;
            small = 0;
            // `Tây Đô` and `CĐS` are whole; `Nội vụ` goes on.
            let acronym = token.case == Case::Upper && token.end - token.start > 1;
            closed = !capitals && (acronym || capitalised > 1);
            if capitals && capitalised > 2 * SMALL {
                return None;
            }
        } else {
            if closed {
                break;
            }
            small += 1;
            capitalised = 0;
            if small > SMALL {
                return None;
            }
            at += 1;
        }
    }
    Some(at)
}

/// Whether no name goes on at token `at`.
fn stops(tokens: Tokens<'_>, at: usize, capitals: bool) -> bool {
    let small = capitals || tokens.get(at).is_some_and(|t| t.case == Case::Lower);
    small && tokens.is_any(at, &STOP) || VERBS.iter().any(|verb| tokens.at(at, verb))
}

/// Whether a kind of document with its number begins at token `at`.
fn begins_citation(tokens: Tokens<'_>, at: usize) -> bool {
    lexicon::kind_from(tokens, at).is_some_and(|(length, _)| {
        tokens.is(at + length, w!("số"))
            || tokens
                .get(at + length)
                .is_some_and(|t| t.kind == Kind::Number)
    })
}

/// Behind a place at token `at`: `tỉnh Lào Cai`, `tỉnh`, `xã Trường Long, thành phố Cần Thơ`, `Lào Cai`.
fn place_end(tokens: Tokens<'_>, at: usize, capitals: bool) -> Option<usize> {
    let Some(length) = province::level(tokens, at) else {
        return province::name_at(tokens, at).map(|(length, _)| at + length);
    };
    let mut end = at + length;
    if let Some((length, _)) = province::name_at(tokens, end) {
        return Some(end + length);
    }
    let named = end;
    while end < named + 4
        && let Some(token) = tokens.get(end)
        && token.kind == Kind::Word
        && token.case != Case::Lower
        && !stops(tokens, end, capitals)
        && !(lexicon::kind_from(tokens, end).is_some() && token.case == Case::Title)
    {
        end += 1;
    }
    let further = end > named
        && tokens.is(end, w!(","))
        && province::level(tokens, end + 1).is_some()
        && tokens.get(end + 1).is_some();
    if further && let Some(behind) = place_end(tokens, end + 1, capitals) {
        return Some(behind);
    }
    Some(end)
}

/// Behind the term of a body: `khoá XI`, `(khóa XII)`, `nhiệm kỳ 2020 - 2025`.
fn term_end(tokens: Tokens<'_>, at: usize) -> usize {
    let bracket = tokens.is(at, w!("("));
    let word = at + usize::from(bracket);
    let number = |at: usize| tokens.get(at).is_some_and(|t| t.kind == Kind::Number);
    let end = if tokens.is(word, w!("khóa")) {
        let roman = tokens
            .text(word + 1)
            .bytes()
            .all(|b| b"IVXLivxl".contains(&b));
        let term = roman && tokens.get(word + 1).is_some_and(|t| t.kind == Kind::Word);
        (term || number(word + 1)).then_some(word + 2)
    } else if tokens.at(word, phrase!("nhiệm" "kỳ")) && number(word + 2) {
        let range = tokens.is(word + 3, w!("-")) && number(word + 4);
        Some(if range { word + 5 } else { word + 3 })
    } else {
        None
    };
    match end {
        Some(end) if !bracket => end,
        Some(end) if tokens.is(end, w!(")")) => end + 1,
        _ => at,
    }
}

/// Behind `Hội nghị lần thứ sáu` or `Hội nghị Trung ương 5`, which is no body.
pub(super) fn behind_conference(tokens: Tokens<'_>, from: usize) -> usize {
    if !tokens.at(from, phrase!("hội" "nghị")) {
        return from;
    }
    let body = phrase!("ban" "chấp" "hành");
    (from + 2..from + 9)
        .find(|&at| tokens.at(at, body))
        .unwrap_or(from)
}
