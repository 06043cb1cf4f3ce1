//! The year or period of a heading, of an objective's text, and of a whole plan.

use document::Span;

use super::calendar::{Bound, Point, Unit};
use super::date::full_year;
use super::element::{Element, What, elements};
use super::lead::Lead;
use super::vocabulary::{Class, phrase_at, phrase_before, phrase_in};
use crate::token::{Kind, Tokens, phrase, w};

/// The year or period that a heading sets: `Năm 2025`, `Mục tiêu đến năm 2030`, `Giai đoạn
/// 2026-2030`; the first of several. Not the year in the name of a programme or law.
pub(crate) fn horizon_of_heading(tokens: Tokens<'_>, skip: &[Span]) -> Option<(String, Span)> {
    elements(tokens, skip).iter().find_map(|element| {
        let point = years(element)?;
        let name = |i| {
            phrase_at(tokens, i, Class::Law).is_some()
                || phrase_at(tokens, i, Class::Name).is_some() && !own_word(tokens, i)
        };
        let named = (0..element.start).any(name);
        (!named && !bare_year(tokens, element))
            .then(|| written(tokens, element, point))
            .flatten()
    })
}

/// Words that begin a name, but in a title of its own speak of the plan itself: `Mục tiêu của Kế
/// hoạch đến năm 2030`, `tầm nhìn đến năm 2045`.
fn own_word(tokens: Tokens<'_>, i: usize) -> bool {
    [
        phrase!("kế" "hoạch"),
        phrase!("tầm" "nhìn"),
        phrase!("định" "hướng"),
    ]
    .iter()
    .any(|p| tokens.at(i, p))
}

/// The year or period that the text of an objective sets itself: `Đến năm 2030, …`, `Xác định năm
/// 2026 là năm …`, `… trong quý I năm 2026`, `kế hoạch … năm 2026 đạt trên 90%`.
///
/// A year behind the name of a programme or law belongs to the name; a year that is only compared
/// with (`so với năm 2024`) or stands beside another one sets nothing.
pub(crate) fn horizon_of_text(tokens: Tokens<'_>, skip: &[Span]) -> Option<(String, Span)> {
    let all = elements(tokens, skip);
    if all.is_empty() {
        return None;
    }
    let printed = |e: &&Element| years(e).is_some();
    let firm = |e: &&Element| sets(tokens, e);
    if let Some(element) = all.iter().filter(printed).find(firm) {
        return written(tokens, element, years(element)?);
    }
    let mut named = all.iter().filter(printed).filter(|e| {
        tokens.is(e.core, w!("năm"))
            && e.lead == Lead::default()
            && !compared(tokens, e)
            && !in_name(tokens, e)
    });
    let (only, None) = (named.next()?, named.next()) else {
        return None;
    };
    written(tokens, only, years(only)?)
}

/// Whether the expression says by when the objective is reached.
fn sets(tokens: Tokens<'_>, element: &Element) -> bool {
    let Some(point) = years(element) else {
        return false;
    };
    let bare = tokens
        .get(element.core)
        .is_some_and(|t| t.kind == Kind::Number);
    let firm = Lead::BEFORE
        .and(Lead::LATEST)
        .and(Lead::DONE)
        .and(Lead::LIMIT);
    if compared(tokens, element) || bare && !element.lead.any(firm) && point.unit != Unit::Range {
        return false;
    }
    let opens = element.start == 0
        || tokens.is_any(element.start - 1, &[w!("."), w!(";"), w!(":"), w!(",")]);
    if opens && !vision(tokens, element) && !in_name(tokens, element) {
        return true;
    }
    match element.lead.bound() {
        Bound::From | Bound::After => false,
        Bound::Before | Bound::By => !vision(tokens, element) && !in_name(tokens, element),
        Bound::Within => {
            element.lead.any(Lead::WITHIN.and(Lead::DONE))
                && (point.unit != Unit::Year || !in_name(tokens, element))
        }
    }
}

/// `định hướng đến năm 2030`, `tầm nhìn đến năm 2045`: beyond what is set.
fn vision(tokens: Tokens<'_>, element: &Element) -> bool {
    let words = [phrase!("định" "hướng"), phrase!("tầm" "nhìn")];
    element.start >= 2 && words.iter().any(|p| tokens.at(element.start - 2, p))
}

/// `so với năm 2024`, `của năm 2024`, `từ năm 2020`.
fn compared(tokens: Tokens<'_>, element: &Element) -> bool {
    element.start > 0
        && (phrase_before(tokens, element.start, Class::Other).is_some()
            || tokens.is_any(
                element.start - 1,
                &[w!("với"), w!("hơn"), w!("bằng"), w!("của")],
            ))
}

/// Whether the name of a document other than the plan's own yearly one begins before it.
fn in_name(tokens: Tokens<'_>, element: &Element) -> bool {
    let start = (0..element.start)
        .rev()
        .find(|&i| tokens.is_any(i, &[w!("."), w!(";")]))
        .map_or(0, |i| i + 1);
    let yearly = element.lead == Lead::default();
    (start..element.start).any(|i| {
        phrase_at(tokens, i, Class::Law).is_some()
            || phrase_at(tokens, i, Class::Name).is_some()
                && !(yearly && tokens.at(i, phrase!("kế" "hoạch")))
    })
}

/// The point of an element that prints its years.
fn years(element: &Element) -> Option<Point> {
    match element.what {
        What::Point(point) if point.printed_year().is_some() => Some(point),
        _ => None,
    }
}

/// A year without the word `năm`: `MỤC TIÊU 2026`, but also the number of anything else.
fn bare_year(tokens: Tokens<'_>, element: &Element) -> bool {
    let bare = tokens
        .get(element.core)
        .is_some_and(|t| t.kind == Kind::Number);
    let year = matches!(
        element.what,
        What::Point(Point {
            unit: Unit::Year,
            ..
        })
    );
    bare && year && element.lead == Lead::default() && element.end < tokens.len()
}

fn written(tokens: Tokens<'_>, element: &Element, point: Point) -> Option<(String, Span)> {
    let last = point.printed_year()?;
    let first = point.first.year.unwrap_or(last);
    let text = if first == last {
        last.to_string()
    } else {
        format!("{first}-{last}")
    };
    Some((text, tokens.span(element.start..element.end)))
}

/// First and last year that a plan covers, from its title or its opening paragraph; years inside
/// the citations `skip` do not count.
///
/// Of an opening paragraph only what stands behind the sentence that issues the plan counts. A
/// single year wins over the years of a programme that the plan carries out in it; `định hướng`
/// and `tầm nhìn` lead beyond the plan; `đến năm 2030` gives no first year, and so nothing.
pub(crate) fn period(tokens: Tokens<'_>, skip: &[Span]) -> Option<(i16, i16)> {
    let from = issuing(tokens).unwrap_or(0);
    let all = elements(tokens, skip);
    let own = all
        .iter()
        .filter(|e| e.start >= from && !vision(tokens, e) && !compared(tokens, e));
    let mut range = None;
    let mut year = None;
    for element in own {
        let Some(point) = years(element) else {
            continue;
        };
        let last = point.printed_year()?;
        let first = point.first.year.unwrap_or(last);
        let law = element.start > 0
            && phrase_in(tokens, from..element.start, Class::Law).is_some()
            && point.unit == Unit::Year;
        let open = point.open
            || matches!(
                element.lead.bound(),
                Bound::By | Bound::From | Bound::After | Bound::Before
            );
        match point.unit {
            _ if law || point.unit == Unit::Day || first > last => {}
            Unit::Range if first < last => range = range.or(Some((first, last))),
            _ if open => {}
            _ => year = Some((first, last)),
        }
    }
    year.or(range).or_else(|| school_year(tokens, from))
}

/// `năm học 2025-2026`.
fn school_year(tokens: Tokens<'_>, from: usize) -> Option<(i16, i16)> {
    let at = tokens.find(from, phrase!("năm" "học"))? + 2;
    let (first, next) = full_year(tokens, at)?;
    let (last, _) =
        full_year(tokens, next + 1).filter(|_| tokens.is_any(next, &[w!("-"), w!("/")]))?;
    (first <= last).then_some((first, last))
}

/// First token behind `ban hành Kế hoạch`, `xây dựng kế hoạch` of an opening paragraph.
fn issuing(tokens: Tokens<'_>) -> Option<usize> {
    let verbs = [phrase!("ban" "hành"), phrase!("xây" "dựng")];
    let plans = [
        phrase!("kế" "hoạch"),
        phrase!("chương" "trình" "hành" "động"),
    ];
    let opening = tokens.is_any(
        0,
        &[
            w!("thực"),
            w!("căn"),
            w!("triển"),
            w!("để"),
            w!("trên"),
            w!("nhằm"),
        ],
    );
    let at = |i: usize| {
        let verb = verbs.iter().find(|p| tokens.at(i, p))?;
        plans
            .iter()
            .find(|p| tokens.at(i + verb.len(), p))
            .map(|p| i + verb.len() + p.len())
    };
    (0..tokens.len())
        .rev()
        .find_map(at)
        .filter(|_| opening || tokens.find(0, phrase!("như" "sau")).is_some())
}
