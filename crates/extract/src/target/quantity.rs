//! A number with its unit: plain, a range, or a fraction.

use super::lexicon::Class;
use super::number::{self, Number};
use super::unit::{self, Unit};
use crate::token::{Case, Kind, Tokens, Word, w};

/// A number with its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Quantity {
    /// The value, a range's lower end.
    pub value: f64,
    /// A range's upper end.
    pub max: Option<f64>,
    /// A fraction's denominator (`20/20 bệnh viện`).
    pub of: Option<f64>,
    /// First token.
    pub start: usize,
    /// Token behind the last digit.
    pub number_end: usize,
    /// Token behind all of it.
    pub end: usize,
    /// What is counted, if the lexicon knows it.
    pub unit: Option<Unit>,
    /// Printed with a leading zero.
    pub padded: bool,
    /// May be a year.
    pub year: bool,
    /// `1,200`.
    pub ambiguous: bool,
}

/// What stands at a number.
pub(super) enum Reading {
    /// No quantity up to a token: a name, a date, a reference.
    Nothing(usize),
    /// A quantity.
    Quantity(Quantity),
}

/// Reads the quantity that begins at a number, or ends at a percent sign behind letters that a
/// scan took for digits.
pub(super) fn read(tokens: Tokens<'_>, i: usize) -> Reading {
    if tokens.is(i, w!("%")) {
        return misread(tokens, i);
    }
    let first = number::read(tokens, i);
    let Some(value) = first.value else {
        return Reading::Nothing(first.end);
    };
    if glued_left(tokens, i) {
        return Reading::Nothing(first.end);
    }
    let mut of = None;
    let mut at = first.end;
    if tokens.is(at, w!("/")) {
        match denominator(tokens, at) {
            Slash::Fraction(number) => {
                of = number.value;
                at = number.end;
                // `1/3 cán bộ` is a part of all of them, and not one.
                if of.is_some_and(|of| value < of && of < 6.0) && !first.padded {
                    return Reading::Nothing(at);
                }
            }
            Slash::Reference(end) => return Reading::Nothing(end),
            Slash::Apart => {}
        }
    }
    let number_end = at;
    at = spelled_out(tokens, at);
    let unit = unit::read(tokens, at);
    if unit.is_none() && glued_right(tokens, at) {
        return Reading::Nothing(at);
    }
    let quantity = Quantity {
        value,
        max: None,
        of,
        start: i,
        number_end,
        end: unit.map_or(at, |u| u.end),
        unit,
        padded: first.padded,
        year: first.year,
        ambiguous: first.ambiguous,
    };
    if of.is_some() {
        Reading::Quantity(quantity)
    } else {
        with_upper_end(tokens, quantity)
    }
}

/// Joins `5% - 10%`, `từ 30 đến 35%`, `30 - 35 xã`.
fn with_upper_end(tokens: Tokens<'_>, low: Quantity) -> Reading {
    const TO: &[Word] = &[w!("-"), w!("~"), w!("÷"), w!("đến"), w!("tới")];
    let at = low.end + 1;
    if !tokens.is_any(low.end, TO) || tokens.get(at).is_none_or(|t| t.kind != Kind::Number) {
        return Reading::Quantity(low);
    }
    let high = number::read(tokens, at);
    let Some(max) = high.value else {
        return Reading::Nothing(high.end);
    };
    let dash = tokens.get(low.end).is_some_and(|t| t.kind == Kind::Mark);
    if (low.year && high.year) || (dash && chained(tokens, high.end)) {
        return Reading::Nothing(high.end);
    }
    let unit = unit::read(tokens, high.end);
    let joined = match (low.unit, unit) {
        (None, _) => dash || unit.is_some(),
        (Some(a), Some(b)) => unit::same(tokens, a, b),
        (Some(_), None) => false,
    };
    // The lower end may leave out what the upper says: `5 - 10 triệu đồng` is one range.
    if !joined || max <= low.value || glued_right(tokens, high.end) && unit.is_none() {
        return Reading::Quantity(low);
    }
    Reading::Quantity(Quantity {
        max: Some(max),
        number_end: high.end,
        end: unit.map_or(high.end, |u| u.end),
        unit,
        year: false,
        padded: false,
        ambiguous: low.ambiguous || high.ambiguous,
        ..low
    })
}

/// Whether a third number follows (`0243-123-456`, `2020-2021-2022`).
fn chained(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.is(at, w!("-"))
        && !tokens.spaced(at)
        && tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Number)
}

enum Slash {
    /// `20/20`.
    Fraction(Number),
    /// `57/KH-UBND`, `31/8/2025`: up to the token.
    Reference(usize),
    /// A slash that belongs to what follows.
    Apart,
}

fn denominator(tokens: Tokens<'_>, slash: usize) -> Slash {
    let at = slash + 1;
    let tight = !tokens.spaced(slash) && !tokens.spaced(at);
    match tokens.get(at) {
        Some(t) if t.kind == Kind::Number => {
            let number = number::read(tokens, at);
            let date = tokens.is(number.end, w!("/")) || number.year || number.value.is_none();
            let date = date || chained(tokens, number.end);
            if date {
                Slash::Reference(number.end)
            } else {
                Slash::Fraction(number)
            }
        }
        Some(t) if tight && t.kind == Kind::Word && t.case != Case::Lower => {
            Slash::Reference(at + 1)
        }
        _ => Slash::Apart,
    }
}

/// Skips the number in words that may stand behind its digits: `01 (một)`.
fn spelled_out(tokens: Tokens<'_>, at: usize) -> usize {
    const NUMERALS: &[Word] = &[
        w!("một"),
        w!("hai"),
        w!("ba"),
        w!("bốn"),
        w!("năm"),
        w!("sáu"),
        w!("bảy"),
        w!("tám"),
        w!("chín"),
        w!("mười"),
    ];
    if !tokens.is(at, w!("(")) || !tokens.is_any(at + 1, NUMERALS) {
        return at;
    }
    (at + 2..at + 6)
        .find(|&i| tokens.is(i, w!(")")))
        .map_or(at, |close| close + 1)
}

/// Whether the number is the end of a name or of a reference: `IPv6`, `COVID-19`, `C06`.
fn glued_left(tokens: Tokens<'_>, i: usize) -> bool {
    let Some(p) = i.checked_sub(1) else {
        return false;
    };
    if tokens.spaced(i) {
        return false;
    }
    match tokens.get(p) {
        Some(t) if t.kind != Kind::Mark => true,
        Some(_) => {
            let joint = tokens.is_any(p, &[w!("-"), w!("/"), w!("_"), w!("@"), w!("#"), w!("&")]);
            let body = p.checked_sub(1).and_then(|q| tokens.get(q));
            let sign = joint && !tokens.spaced(p) && body.is_some_and(|t| t.kind != Kind::Mark);
            // `đạt.80%` lost its space, `2.1` is read as one number.
            sign
        }
        None => false,
    }
}

/// Whether the number runs into letters that are no unit: `5G`, `13h30`, `12-CTr`.
fn glued_right(tokens: Tokens<'_>, at: usize) -> bool {
    let word = |i: usize| tokens.get(i).is_some_and(|t| t.kind == Kind::Word) && !tokens.spaced(i);
    word(at) || (tokens.is(at, w!("-")) && !tokens.spaced(at) && word(at + 1))
}

/// `lOO%`, `1OO%`, `l00%`: digits and letters that look like them before a percent sign.
fn misread(tokens: Tokens<'_>, sign: usize) -> Reading {
    const DIGITS: usize = 3;
    let mut start = sign;
    while start > 0
        && (start == sign || !tokens.spaced(start))
        && tokens.get(start - 1).is_some_and(|t| t.kind != Kind::Mark)
        && sign - start < DIGITS
    {
        start -= 1;
    }
    if start > 0 && !tokens.spaced(start) {
        return Reading::Nothing(sign + 1);
    }
    let (mut value, mut digits, mut letters) = (0u32, 0usize, 0usize);
    for c in (start..sign).flat_map(|i| tokens.text(i).chars()) {
        let digit = match c {
            '0'..='9' => c.to_digit(10),
            'O' | 'o' => Some(0),
            'l' | 'I' => Some(1),
            _ => None,
        };
        let Some(digit) = digit.filter(|_| digits < DIGITS) else {
            return Reading::Nothing(sign + 1);
        };
        letters += usize::from(!c.is_ascii_digit());
        digits += 1;
        value = value * 10 + digit;
    }
    if letters == 0 || digits < 2 || !(1..=100).contains(&value) {
        return Reading::Nothing(sign + 1);
    }
    Reading::Quantity(Quantity {
        value: f64::from(value),
        max: None,
        of: None,
        start,
        number_end: sign,
        end: sign + 1,
        unit: Some(Unit {
            class: Class::Percent,
            start: sign,
            end: sign + 1,
        }),
        padded: false,
        year: false,
        ambiguous: false,
    })
}
