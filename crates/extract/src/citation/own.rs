//! The number line of a letterhead.

use document::Span;

use super::before::{FORMS, is_so};
use super::lexicon;
use super::number::Shape;
use crate::token::{Case, Kind, Tokens, w};

/// A document's own number line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OwnNumber {
    /// From `Số` to the end of the symbol.
    pub span: Span,
    /// Canonical number, `None` where it was left blank.
    pub number: Option<String>,
    /// The part behind the digits (`KH-SYT`), also where they were left blank.
    pub symbol: Option<String>,
}

/// The document's own number line: `Số:  57 /KH-SYT`, `Số 85-CTr/TU`, `Số:    /KH-SYT`.
pub(crate) fn own_number(tokens: Tokens<'_>) -> Option<OwnNumber> {
    (0..tokens.len()).find_map(|so| {
        let other =
            so > 0 && (tokens.is_any(so - 1, &FORMS) || lexicon::kind_before(tokens, so).is_some());
        // `CHUYỂN ĐỔI SỐ` is no number line.
        let case = tokens.get(so).map(|t| t.case);
        let alone = so == 0
            || case == Some(Case::Title)
            || tokens.is(so + 1, w!(":"))
            || tokens.get(so - 1).is_some_and(|t| t.kind != Kind::Word);
        if !is_so(tokens, so) || other || case == Some(Case::Lower) || !alone {
            return None;
        }
        let mut at = so + 1;
        if tokens.is(at, w!("hiệu")) {
            at += 1;
        }
        // Dots and lines fill what is left blank: `Số: ……/KH-SYT`, `Số …05…./2006/QĐ-UBND`.
        let filler = |at| tokens.is_any(at, &[w!(":"), w!("."), w!("…"), w!("_"), w!("*")]);
        while filler(at) {
            at += 1;
        }
        let number = tokens
            .get(at)
            .filter(|t| t.kind == Kind::Number)
            .map(|_| at);
        let mut blank = at;
        if number.is_some() {
            blank += 1;
            while filler(blank) {
                blank += 1;
            }
        }
        let whole = number.and_then(|at| {
            // `66.7/2025/NQ-CP`: the shape is read from its last digits.
            let dotted = tokens.is(at + 1, w!("."))
                && tokens.get(at + 2).is_some_and(|t| t.kind == Kind::Number);
            Shape::read(tokens, if dotted { at + 2 } else { at })
        });
        let (shape, digits) = match whole {
            Some(shape) => (shape, None),
            None => (Shape::blank(tokens, blank).filter(Shape::is_whole)?, number),
        };
        let symbol = shape.canonical_symbol(tokens);
        let number = if shape.digits.is_empty() {
            digits.map(|at| format!("{}{}", tokens.text(at), shape.canonical(tokens)))
        } else {
            Some(shape.canonical(tokens))
        };
        Some(OwnNumber {
            span: tokens.span(so..shape.end),
            number,
            symbol: Some(symbol),
        })
    })
}
