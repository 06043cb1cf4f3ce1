//! What stands before a number: `số`, the kind of document, its name or its issuer.

use document::Span;

use super::issuer;
use super::lexicon::{self, Kind};
use super::number::Shape;
use crate::token::{Case, Tokens, Word, phrase, w};

/// How far before a law's number its name may begin (`Luật Tài nguyên, môi trường biển và hải đảo số
/// 82/2015/QH13`).
const LAW_NAME: usize = 30;

/// How far before a number its document's name may begin.
const NAMED: usize = 15;

/// How far before a number the kind may stand when the issuer stands between.
const KIND_AND_ISSUER: usize = 20;

/// Nouns before `số` that make a number one of forms, houses or roads.
pub(super) const FORMS: [Word; 14] = [
    w!("mẫu"),
    w!("biểu"),
    w!("lục"),
    w!("bảng"),
    w!("hình"),
    w!("đường"),
    w!("phiếu"),
    w!("nhà"),
    w!("phòng"),
    w!("thửa"),
    w!("tờ"),
    w!("lô"),
    w!("km"),
    w!("chỉ"),
];

/// Token of the `số` that ends before token `first`.
pub(super) fn so_before(tokens: Tokens<'_>, first: usize) -> Option<usize> {
    let colon = usize::from(first > 0 && tokens.is(first - 1, w!(":")));
    let at = first.checked_sub(1 + colon)?;
    if is_so(tokens, at) {
        return Some(at);
    }
    let at = at.checked_sub(1)?;
    tokens.at(at, phrase!("số" "hiệu")).then_some(at)
}

pub(super) fn is_so(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.is(at, w!("số"))
}

/// The kind as the code of the number: `QĐ 749/QĐ-TTg`.
pub(super) fn abbreviation_before(
    tokens: Tokens<'_>,
    shape: &Shape,
    head: usize,
    done: usize,
) -> Option<usize> {
    let at = head.checked_sub(1).filter(|&at| at >= done)?;
    let token = tokens.get(at)?;
    (shape.code(tokens) == Some(token.word) && token.case != Case::Lower).then_some(at)
}

/// The kind of a law whose name stands before its number: `Luật Khám bệnh, chữa bệnh số 15/2023/QH15`.
pub(super) fn law_before(
    tokens: Tokens<'_>,
    done: usize,
    head: usize,
) -> Option<(usize, &'static Kind)> {
    let from = done.max(head.saturating_sub(LAW_NAME));
    for at in (from..head).rev() {
        if tokens.is(at, w!(";")) {
            return None;
        }
        let capital = tokens.get(at).is_some_and(|t| t.case != Case::Lower);
        let kind = lexicon::kind_from(tokens, at).filter(|(_, kind)| capital && kind.law);
        if let Some((_, kind)) = kind {
            // `Bộ luật`, not `luật` inside it.
            let longer = at > from
                && lexicon::kind_from(tokens, at - 1).is_some_and(|(length, _)| length > 1);
            return if longer {
                lexicon::kind_from(tokens, at - 1).map(|k| (at - 1, k.1))
            } else {
                Some((at, kind))
            };
        }
    }
    None
}

/// Kind and issuer before a number: `các Chỉ thị của Thủ tướng Chính phủ: số 10/CT-TTg`.
pub(super) fn kind_and_issuer(
    tokens: Tokens<'_>,
    done: usize,
    head: usize,
) -> Option<(usize, &'static Kind, Span)> {
    let end = if head > 0 && tokens.is(head - 1, w!(":")) {
        head - 1
    } else {
        head
    };
    let from = done.max(head.saturating_sub(KIND_AND_ISSUER));
    let of = (from..end).rev().find(|&at| tokens.is(at, w!("của")))?;
    let (kind_at, kind) = lexicon::kind_before(tokens, of).filter(|(at, _)| *at >= done)?;
    let body = issuer::read(tokens, of + 1)?;
    (body.end == end).then(|| (kind_at, kind, tokens.span(body)))
}

/// The kind of a document whose name stands before its number: `Chương trình hành động phát triển khoa
/// học, công nghệ số 55-CTr/TU`. It is the nearest kind, and the code says the same.
pub(super) fn named_before(
    tokens: Tokens<'_>,
    done: usize,
    head: usize,
    code: Word,
) -> Option<(usize, &'static Kind)> {
    let from = done.max(head.saturating_sub(NAMED));
    for at in (from..head).rev() {
        let ends = [w!(";"), w!("."), w!(":"), w!("("), w!(")"), w!("này")];
        if tokens.is_any(at, &ends) {
            return None;
        }
        if let Some((longest, kind)) = lexicon::kind_before(tokens, at) {
            let capital = tokens.get(longest).is_some_and(|t| t.case != Case::Lower);
            let fits = longest >= from && capital && kind.agrees(code) && !kind.letter;
            return fits.then_some((longest, kind));
        }
    }
    None
}
