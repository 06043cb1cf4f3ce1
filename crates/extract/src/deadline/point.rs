//! The words of a point of the calendar: `tháng 9`, `Quý I, II/2026`, `từ tháng 4 đến tháng 10`.

use super::calendar::{Point, Unit};
use super::date::{DayDate, day_date, digits, full_year, month_number, year_behind};
use super::lead::behind_clock;
use crate::token::{Kind, Tokens, Word, phrase, w};

/// The point that begins at token `i`, and the number of the token behind it.
pub(super) fn point(tokens: Tokens<'_>, i: usize) -> Option<(Point, usize)> {
    let token = tokens.get(i)?;
    if token.kind == Kind::Number {
        return number_point(tokens, i);
    }
    match token.word {
        word if word == w!("ngày") => {
            let date = day_date(tokens, i + 1).map(|d| (Point::day(d), d.next));
            date.or_else(|| days(tokens, i + 1))
        }
        word if word == w!("tháng") => {
            let (month, next) = month_number(tokens, i + 1)?;
            month_point(tokens, month, next)
        }
        word if QUARTER.contains(&word) => {
            let (quarter, next) = quarter_number(tokens, i + 1)?;
            quarter_point(tokens, quarter, next)
        }
        word if word == w!("q") => {
            let (quarter, next) =
                quarter_number(tokens, i + 1).filter(|_| !tokens.spaced(i + 1))?;
            let alone = i == 0 && next == tokens.len();
            (alone || tokens.is(next, w!("/")))
                .then(|| quarter_point(tokens, quarter, next))
                .flatten()
        }
        // `T3`, `T4-T6/2026`
        word if word == w!("t") => {
            const BESIDE: [Word; 8] = [
                w!(","),
                w!("-"),
                w!(";"),
                w!("/"),
                w!("và"),
                w!("đến"),
                w!("từ"),
                w!("trong"),
            ];
            let dotted = usize::from(tokens.is(i + 1, w!(".")));
            let (month, next) =
                month_number(tokens, i + 1 + dotted).filter(|_| !tokens.spaced(i + 1 + dotted))?;
            let opens = i == 0 || tokens.is_any(i - 1, &BESIDE);
            let closes = next == tokens.len() || tokens.is_any(next, &BESIDE);
            (opens && closes)
                .then(|| month_point(tokens, month, next))
                .flatten()
        }
        word if word == w!("năm") => {
            let (year, next) = full_year(tokens, i + 1)?;
            Some(year_range(tokens, year, next).unwrap_or((Point::year(Some(year)), next)))
        }
        word if word == w!("giai") || word == w!("thời") => {
            let named = tokens.is_any(i + 1, &[w!("đoạn"), w!("kỳ")]);
            let at = i + 2 + usize::from(tokens.is(i + 2, w!("từ")));
            let at = at + usize::from(tokens.is(at, w!("năm")));
            let (year, next) = full_year(tokens, at).filter(|_| named)?;
            year_range(tokens, year, next)
        }
        // Recognition may begin a number with a letter: `l5/4`.
        word if word == w!("l") || word == w!("o") || word == w!("i") => (!tokens.spaced(i + 1))
            .then(|| number_point(tokens, i))
            .flatten(),
        _ => None,
    }
}

/// `quý`, also with the tone mark on the other vowel or `i` for `y`.
pub(super) const QUARTER: [Word; 3] = [w!("quý"), w!("quí"), w!("qúy")];

fn number_point(tokens: Tokens<'_>, i: usize) -> Option<(Point, usize)> {
    let number = digits(tokens, i)?;
    // A part of a longer number (`1.250`, `12/5/2026` from its second part on) begins no date.
    let inside = i >= 2
        && !tokens.spaced(i)
        && tokens.is_any(i - 1, &[w!("/"), w!("."), w!(",")])
        && tokens.get(i - 2).is_some_and(|t| t.kind == Kind::Number);
    if inside {
        return None;
    }
    if number.len == 4 {
        // A school year has no dates of its own.
        if i > 0 && tokens.is(i - 1, w!("học")) || i > 2 && tokens.is(i - 3, w!("học")) {
            return None;
        }
        let (year, next) = full_year(tokens, i)?;
        return year_range(tokens, year, next).or(Some((Point::year(Some(year)), next)));
    }
    if tokens.is(number.next, w!("/"))
        && let Some((year, next)) = full_year(tokens, number.next + 1)
    {
        let month = Some(number.value).filter(|m| (1..=12).contains(m))?;
        return Some((
            Point::months(Unit::Month, month as u8, month as u8, Some(year)),
            next,
        ));
    }
    if let Some(stretch) = months_of_year(tokens, number.value, number.next) {
        return Some(stretch);
    }
    let Some(date) = day_date(tokens, i) else {
        return days(tokens, i).filter(|_| tokens.is(number.next, w!("-")));
    };
    // `6 tháng 01 lần` is an interval.
    (!tokens.is(date.next, w!("lần"))).then_some((Point::day(date), date.next))
}

/// `6 tháng đầu năm 2026`, `9 tháng năm 2025`; `at` is behind the number.
fn months_of_year(tokens: Tokens<'_>, count: u32, at: usize) -> Option<(Point, usize)> {
    let count = u8::try_from(count).ok().filter(|c| (1..=11).contains(c))?;
    if !tokens.is(at, w!("tháng")) {
        return None;
    }
    let late = tokens.is(at + 1, w!("cuối"));
    let early = tokens.is(at + 1, w!("đầu"));
    let behind = at + 1 + usize::from(late || early);
    let behind = behind + usize::from(tokens.is(behind, w!("của")));
    if !tokens.is(behind, w!("năm")) {
        return None;
    }
    let (year, next) =
        full_year(tokens, behind + 1).map_or((None, behind + 1), |(y, n)| (Some(y), n));
    if !late && !early && year.is_none() {
        return None;
    }
    let (first, last) = if late { (13 - count, 12) } else { (1, count) };
    Some((Point::months(Unit::Range, first, last, year), next))
}

/// `10 đến ngày 15/5/2026` behind `ngày`: the first day takes its month from the second.
fn days(tokens: Tokens<'_>, i: usize) -> Option<(Point, usize)> {
    let day = digits(tokens, i).filter(|d| d.len <= 2)?;
    if !tokens.is_any(day.next, &[w!("-"), w!("đến")]) {
        return None;
    }
    let at = day.next + 1;
    let at = at + usize::from(tokens.is(at, w!("hết")));
    let at = at + usize::from(tokens.is(at, w!("ngày")));
    let last = day_date(tokens, at)?;
    let first = DayDate {
        day: day.value as u8,
        ..last
    };
    Some((Point::day(first).to(Point::day(last)), last.next))
}

fn month_point(tokens: Tokens<'_>, month: u8, next: usize) -> Option<(Point, usize)> {
    if !(1..=12).contains(&month) || tokens.is(next, w!("lần")) {
        return None;
    }
    let (year, next) = year_behind(tokens, next).map_or((None, next), |(y, n)| (Some(y), n));
    Some((Point::months(Unit::Month, month, month, year), next))
}

fn quarter_point(tokens: Tokens<'_>, quarter: u8, next: usize) -> Option<(Point, usize)> {
    if tokens.is(next, w!("lần")) {
        return None;
    }
    let (year, next) = year_behind(tokens, next).map_or((None, next), |(y, n)| (Some(y), n));
    Some((
        Point::months(Unit::Quarter, quarter * 3 - 2, quarter * 3, year),
        next,
    ))
}

/// `I` to `IV`, `1` to `4`; recognition may put `l` for `I`.
fn quarter_number(tokens: Tokens<'_>, i: usize) -> Option<(u8, usize)> {
    if let Some(number) = tokens.number(i) {
        return (1..=4).contains(&number).then_some((number as u8, i + 1));
    }
    let quarter = match tokens.text(i) {
        "I" | "i" | "l" => 1,
        "II" | "ii" | "ll" | "Il" | "lI" => 2,
        "III" | "iii" | "lll" | "IIl" | "Ill" | "lII" | "llI" => 3,
        "IV" | "iv" | "lV" | "Iv" => 4,
        _ => return None,
    };
    Some((quarter, i + 1))
}

/// The rest of a range of years behind its first: `-2030`, `đến năm 2030`.
fn year_range(tokens: Tokens<'_>, first: i16, next: usize) -> Option<(Point, usize)> {
    if !tokens.is_any(next, &[w!("-"), w!("đến")]) {
        return None;
    }
    let at = next + 1;
    let at = at + usize::from(tokens.is(at, w!("hết")));
    let at = at + usize::from(tokens.is(at, w!("năm")));
    let (last, next) = full_year(tokens, at)?;
    Some((Point::years(first, last)?, next))
}

/// A continuation of a list or range: `, 10`, `và quý III`, `- 30/9/2026`.
struct Next {
    point: Point,
    core: usize,
    end: usize,
    range: bool,
}

fn continuation(tokens: Tokens<'_>, before: Point, end: usize) -> Option<Next> {
    let range = tokens.is_any(end, &[w!("-"), w!("đến"), w!("tới")]);
    let list = tokens.is_any(end, &[w!(","), w!("và"), w!("hoặc")]);
    if !range && !list {
        return None;
    }
    let mut at = end + 1;
    if list && tokens.is(end, w!(",")) && tokens.is(at, w!("và")) {
        at += 1;
    }
    if range {
        at = behind_clock(tokens, at);
    }
    if range && tokens.is(at, w!("hết")) || list && tokens.is_any(at, &[w!("trước"), w!("vào")])
    {
        at += 1;
    }
    let next = |(point, end): (Point, usize)| Next {
        point,
        core: at,
        end,
        range,
    };
    if let Some(found) = point(tokens, at) {
        let same = found.0.unit == before.unit;
        let bare = tokens.get(at).is_some_and(|t| t.kind == Kind::Number);
        let ok = if range {
            found.0.unit != Unit::Range
        } else {
            same && (!bare || before.unit == Unit::Day)
        };
        // In a list of years a number is a year only when nothing else follows it.
        let ok = ok || bare && same && ends(tokens, found.1);
        if ok {
            return Some(next(found));
        }
    }
    match before.unit {
        Unit::Month => {
            let number = digits(tokens, at).filter(|d| d.len <= 2)?;
            let found = month_point(tokens, number.value as u8, number.next)?;
            (found.0.first.year.is_some() || ends(tokens, found.1)).then(|| next(found))
        }
        Unit::Quarter => {
            let (quarter, behind) = quarter_number(tokens, at)?;
            let found = quarter_point(tokens, quarter, behind)?;
            let word = tokens.get(at).is_some_and(|t| t.kind == Kind::Word);
            (word || found.0.first.year.is_some() || ends(tokens, found.1)).then(|| next(found))
        }
        // `ngày 15 tháng 6 và tháng 12`
        Unit::Day if list && tokens.is(at, w!("tháng")) => {
            let (month, behind) = month_number(tokens, at + 1)?;
            let found = month_point(tokens, month, behind)?;
            let mut day = before;
            (day.first.month, day.first.year) = (month, found.0.first.year);
            day.last = day.first;
            Some(next((day, found.1)))
        }
        _ => None,
    }
}

/// Whether the token ends an enumeration of bare numbers, so that they count nothing.
fn ends(tokens: Tokens<'_>, i: usize) -> bool {
    const CLOSING: [Word; 13] = [
        w!("."),
        w!(";"),
        w!(","),
        w!(")"),
        w!("/"),
        w!("-"),
        w!("và"),
        w!("năm"),
        w!("hàng"),
        w!("hằng"),
        w!("của"),
        w!("đến"),
        w!("mỗi"),
    ];
    i >= tokens.len() || tokens.is_any(i, &CLOSING)
}

/// A point and the tokens that it takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub point: Point,
    pub core: usize,
    pub end: usize,
}

/// The list or range that begins at token `i`; what touches is one stretch (`Quý I, II/2026`).
/// A year printed at the end of a list holds for all of it.
pub(super) fn points(tokens: Tokens<'_>, i: usize, out: &mut Vec<Placed>) -> Option<usize> {
    let begin = out.len();
    let (first, mut end) = point(tokens, i)?;
    out.push(Placed {
        point: first,
        core: i,
        end,
    });
    while let Some(next) = out
        .last()
        .and_then(|last| continuation(tokens, last.point, end))
    {
        end = next.end;
        match out.last_mut() {
            Some(last) if next.range => {
                last.point = last.point.to(next.point);
                last.end = end;
                break;
            }
            _ => out.push(Placed {
                point: next.point,
                core: next.core,
                end,
            }),
        }
    }
    let list = out.get_mut(begin..)?;
    let year = list.last().and_then(|last| last.point.first.year);
    for placed in list.iter_mut() {
        if placed.point.printed_year().is_none() {
            (placed.point.first.year, placed.point.last.year) = (year, year);
        }
    }
    let touching = list.len() > 1
        && list
            .iter()
            .zip(list.iter().skip(1))
            .all(|(a, b)| a.point.touches(b.point));
    if touching && let (Some(first), Some(last)) = (list.first(), list.last()) {
        // Months and quarters that are named stay what they are: `Quý II, III` is no range.
        let mut point = first.point.to(last.point);
        if matches!(first.point.unit, Unit::Month | Unit::Quarter) {
            point.unit = first.point.unit;
        }
        let whole = Placed {
            point,
            core: first.core,
            end,
        };
        out.truncate(begin);
        out.push(whole);
    }
    open_end(tokens, end, out)
}

/// `và những năm tiếp theo`, `trở đi`, `năm liền kề` behind the last point.
fn open_end(tokens: Tokens<'_>, end: usize, out: &mut [Placed]) -> Option<usize> {
    let last = out.last_mut()?;
    let years = &[
        phrase!("và" "các" "năm"),
        phrase!("và" "những" "năm"),
        phrase!("và" "năm"),
    ];
    let after = |i: usize| tokens.is_any(i, &[w!("tiếp"), w!("sau"), w!("kế")]);
    if let Some(phrase) = years.iter().find(|p| tokens.at(end, p)) {
        let at = end + phrase.len();
        if after(at) {
            let two = tokens.is_any(at + 1, &[w!("theo"), w!("tiếp"), w!("đó")]);
            last.point.open = true;
            last.end = at + 1 + usize::from(two);
        }
    } else if tokens.at(end, phrase!("trở" "đi")) {
        last.point.open = true;
        last.end = end + 2;
    } else if last.point.printed_year().is_none() {
        let at = end + usize::from(tokens.is(end, w!("của")));
        let near = tokens.at(at + 1, phrase!("liền" "kề"));
        if tokens.is(at, w!("năm")) && (near || after(at + 1)) {
            let two = near || tokens.is_any(at + 2, &[w!("theo"), w!("tiếp")]);
            last.point.following_year = true;
            last.end = at + 2 + usize::from(two);
            if !near && tokens.at(last.end, phrase!("liền" "kề")) {
                last.end += 2;
            }
        }
    }
    Some(last.end)
}
