//! Units: the percent sign, measures, and the nouns that a number counts.

use super::lexicon::{AFTER, Class, Role, UNITS};
use super::number;
use crate::token::{Case, Kind, Tokens, Word, lex, w};

/// A unit at tokens `start..end`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Unit {
    pub class: Class,
    pub start: usize,
    pub end: usize,
}

/// Words behind a slash that make a rate (`triệu đồng/người/năm`, `bác sĩ/10.000 dân`).
const PER: &[Word] = &[
    w!("năm"),
    w!("tháng"),
    w!("quý"),
    w!("tuần"),
    w!("ngày"),
    w!("giờ"),
    w!("người"),
    w!("hộ"),
    w!("dân"),
    w!("trẻ"),
    w!("ha"),
];

/// The unit that begins at token `at`.
pub(super) fn read(tokens: Tokens<'_>, at: usize) -> Option<Unit> {
    let (length, class) = UNITS.at(tokens, at)?;
    let mut unit = Unit {
        class,
        start: at,
        end: at + length,
    };
    if class == Class::Multiplier {
        unit = multiplied(tokens, unit)?;
    }
    if unit.class != Class::None {
        unit.end = rate(tokens, unit);
    }
    Some(unit)
}

/// `nghìn tỷ đồng`, `triệu lượt khách`, `5 triệu,`; but not `tỷ lệ`.
fn multiplied(tokens: Tokens<'_>, mut unit: Unit) -> Option<Unit> {
    for _ in 0..2 {
        match UNITS.at(tokens, unit.end) {
            Some((length, Class::Multiplier)) => unit.end += length,
            Some((length, class @ (Class::Measure | Class::Count | Class::Part))) => {
                return Some(Unit {
                    class,
                    end: unit.end + length,
                    ..unit
                });
            }
            _ => break,
        }
    }
    let noun = tokens.get(unit.end).is_some_and(|t| t.kind == Kind::Word);
    let stops = AFTER.starting(tokens, unit.end, Role::NoNoun).is_some();
    (!noun || stops).then_some(unit)
}

/// The end of a unit with its denominators.
fn rate(tokens: Tokens<'_>, unit: Unit) -> usize {
    let mut end = unit.end;
    for _ in 0..2 {
        let mut at = end + 1;
        if !tokens.is(end, w!("/")) {
            break;
        }
        let percent = matches!(unit.class, Class::Percent | Class::Permille);
        if !percent && tokens.get(at).is_some_and(|t| t.kind == Kind::Number) {
            at = number::read(tokens, at).end;
        } else if !percent && tokens.is(at, w!("vạn")) {
            at += 1;
        }
        let known = if percent {
            PER.get(..5).unwrap_or(PER)
        } else {
            PER
        };
        if !tokens.is_any(at, known) {
            break;
        }
        end = at + 1;
    }
    end
}

/// The unit behind a number that the lexicon does not know: one lower-case syllable or two.
pub(super) fn guess(tokens: Tokens<'_>, at: usize) -> Option<Unit> {
    let noun = |i: usize| {
        tokens
            .get(i)
            .is_some_and(|t| t.kind == Kind::Word && t.case == Case::Lower)
            && AFTER.starting(tokens, i, Role::NoNoun).is_none()
            && AFTER.starting(tokens, i, Role::Verb).is_none()
            && AFTER.starting(tokens, i, Role::Definite).is_none()
            && !matches!(
                UNITS.at(tokens, i),
                Some((_, Class::None | Class::Age | Class::Times))
            )
    };
    if !noun(at) || !tokens.spaced(at) {
        return None;
    }
    let end = if noun(at + 1) { at + 2 } else { at + 1 };
    Some(Unit {
        class: Class::Part,
        start: at,
        end,
    })
}

/// A unit as the record writes it: `%` however it is printed, else verbatim.
pub(super) fn text(tokens: Tokens<'_>, unit: Unit) -> String {
    let printed = tokens
        .source()
        .get(
            tokens
                .span(unit.start..unit.end.max(unit.start + 1))
                .range(),
        )
        .unwrap_or_default();
    match unit.class {
        Class::Percent => {
            let rate = printed
                .find('/')
                .map_or("", |slash| printed[slash..].trim_end());
            format!("%{}", rate.replace(' ', ""))
        }
        _ => printed.to_owned(),
    }
}

/// Whether two units are the same words.
pub(super) fn same(tokens: Tokens<'_>, a: Unit, b: Unit) -> bool {
    let words = |u: Unit| {
        (u.start..u.end)
            .filter_map(move |i| tokens.get(i))
            .map(|t| t.word)
    };
    words(a).eq(words(b))
}

/// Whether a column's unit is a rank (`Thứ bậc`, `Xếp hạng`): a smaller number is better.
pub(super) fn is_rank(column: &str) -> bool {
    let mut list = Vec::new();
    lex(column, &mut list);
    list.first()
        .is_some_and(|t| [w!("thứ"), w!("hạng"), w!("xếp")].contains(&t.word))
}
