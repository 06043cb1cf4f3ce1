//! Printed dates: `31/8/2025`, `ngày 05 tháng 7`, `ngày   tháng 3 năm 2026`.
//!
//! Dates are day-first. A hyphen or a dot separates only three parts (`15-11-2025`), because two
//! such parts are a range or a number. Letters that recognition puts for digits (`2O25`, `l5/4`)
//! are read as digits inside a group that holds a digit.

use jiff::civil::Date;

use crate::token::{Kind, Tokens, w};

/// Years that a plan or a document that it cites may name.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// A group of digits that stand together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Digits {
    /// Its value.
    pub value: u32,
    /// Number of digits.
    pub len: usize,
    /// Number of the first token behind it.
    pub next: usize,
}

/// The group of at most four digits that begins at token `i`.
pub(super) fn digits(tokens: Tokens<'_>, i: usize) -> Option<Digits> {
    let first = tokens.get(i)?;
    if first.kind == Kind::Mark {
        return None;
    }
    let (mut value, mut len, mut next, mut printed) = (0, 0, i, false);
    while let Some(token) = tokens.get(next) {
        if next > i && tokens.spaced(next) || token.kind == Kind::Mark {
            break;
        }
        printed |= token.kind == Kind::Number;
        for letter in tokens.text(next).chars() {
            let digit = match letter {
                'O' | 'o' => 0,
                'l' | 'I' => 1,
                other => other.to_digit(10)?,
            };
            value = value * 10 + digit;
            len += 1;
            if len > 4 {
                return None;
            }
        }
        next += 1;
    }
    printed.then_some(Digits { value, len, next })
}

/// A day of a month, without regard to the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DayDate {
    pub day: u8,
    pub month: u8,
    pub year: Option<i16>,
    /// Number of the first token behind it.
    pub next: usize,
}

/// The date that begins at token `i`, behind the word `ngày`.
pub(super) fn day_date(tokens: Tokens<'_>, i: usize) -> Option<DayDate> {
    let day = digits(tokens, i).filter(|d| d.len <= 2)?;
    let at = in_words(tokens, day.next);
    if tokens.is(at, w!("tháng")) {
        let (month, next) = month_number(tokens, at + 1)?;
        let (year, next) = year_behind(tokens, next).map_or((None, next), |(y, n)| (Some(y), n));
        return Some(DayDate {
            day: day.value as u8,
            month,
            year,
            next,
        });
    }
    let separator = tokens.get(day.next)?;
    let slash = separator.word == w!("/");
    if !slash && separator.word != w!("-") && separator.word != w!(".") {
        return None;
    }
    let month = digits(tokens, day.next + 1).filter(|d| d.len <= 2)?;
    let year = (tokens.is(month.next, separator.word))
        .then(|| year_digits(tokens, month.next + 1))
        .flatten();
    match year {
        Some((year, next)) => Some(DayDate {
            day: day.value as u8,
            month: month.value as u8,
            year: Some(year),
            next,
        }),
        None if slash => {
            let (year, next) = year_behind(tokens, month.next)
                .filter(|_| tokens.is(month.next, w!("năm")))
                .map_or((None, month.next), |(y, n)| (Some(y), n));
            Some(DayDate {
                day: day.value as u8,
                month: month.value as u8,
                year,
                next,
            })
        }
        None => None,
    }
}

/// Number of the token behind a number in words in brackets (`06 (sáu)`).
pub(super) fn in_words(tokens: Tokens<'_>, i: usize) -> usize {
    let word = tokens.get(i + 1).is_some_and(|t| t.kind == Kind::Word);
    if word && tokens.is(i, w!("(")) && tokens.is(i + 2, w!(")")) {
        i + 3
    } else {
        i
    }
}

/// The number of a month behind the word `tháng`; recognition may leave a dot between them.
pub(super) fn month_number(tokens: Tokens<'_>, i: usize) -> Option<(u8, usize)> {
    let i = if tokens.is(i, w!(".")) { i + 1 } else { i };
    let month = digits(tokens, i).filter(|d| d.len <= 2)?;
    Some((month.value as u8, month.next))
}

/// A year of four digits, or of two behind a slash.
fn year_digits(tokens: Tokens<'_>, i: usize) -> Option<(i16, usize)> {
    let year = digits(tokens, i)?;
    let value = match year.len {
        4 => year.value as i16,
        2 => 2000 + year.value as i16,
        _ => return None,
    };
    YEARS.contains(&value).then_some((value, year.next))
}

/// A year of four digits at token `i`.
pub(super) fn full_year(tokens: Tokens<'_>, i: usize) -> Option<(i16, usize)> {
    let year = digits(tokens, i).filter(|d| d.len == 4)?;
    let value = year.value as i16;
    YEARS.contains(&value).then_some((value, year.next))
}

/// The year behind a month or quarter: `/2026`, `- 2026`, `năm 2026`, `của năm 2026`.
pub(super) fn year_behind(tokens: Tokens<'_>, i: usize) -> Option<(i16, usize)> {
    if tokens.is(i, w!("/")) || tokens.is(i, w!("-")) {
        return full_year(tokens, i + 1);
    }
    if tokens.is(i, w!(".")) {
        return full_year(tokens, i + 1).filter(|_| !tokens.spaced(i + 1));
    }
    let i = if tokens.is_any(i, &[w!("của"), w!(",")]) {
        i + 1
    } else {
        i
    };
    if !tokens.is(i, w!("năm")) {
        return None;
    }
    full_year(tokens, i + 1).or_else(|| {
        // A year that the layout of a line tore apart: `năm 202 5`.
        let head = digits(tokens, i + 1)?;
        let tail = digits(tokens, head.next).filter(|t| head.len + t.len == 4)?;
        let value = (head.value * if tail.len == 1 { 10 } else { 100 } + tail.value) as i16;
        (head.len > 1 && tail.len < 3 && (2000..=2100).contains(&value))
            .then_some((value, tail.next))
    })
}

/// A date line, or the date behind the number of a document, as ISO 8601 of the precision that is
/// printed: `ngày 03 tháng 03 năm 2025`, `ngày 22/12/2024`, `ngày   tháng 3 năm 2026` (`2026-03`),
/// `ngày … tháng … năm 2026` (`2026`), `ngày /3/2026` (`2026-03`).
///
/// Begins at token `from`, with or without the word `ngày`; without it the day must be printed or
/// the word `tháng` stand first. Returns the date and how many tokens it takes; `None` for a date
/// that the calendar does not have.
pub(crate) fn printed_date(tokens: Tokens<'_>, from: usize) -> Option<(String, usize)> {
    let named = tokens.is(from, w!("ngày"));
    let at = from + usize::from(named);
    if let Some(found) = day_date(tokens, at) {
        let date = Date::new(found.year?, found.month as i8, found.day as i8).ok()?;
        return Some((date.to_string(), found.next - from));
    }
    let at = blank(tokens, at);
    if tokens.is(at, w!("tháng")) {
        let behind = tokens.is(at + 1, w!("năm"));
        let (month, next) = match month_number(tokens, at + 1).filter(|_| !behind) {
            Some((month, next)) => (Some(month), next),
            None => (None, blank(tokens, at + 1)),
        };
        let (year, next) = year_behind(tokens, next)?;
        return partial(year, month, next - from);
    }
    if !named {
        return None;
    }
    // `ngày /3/2026`, `ngày  /  /2026`, `ngày 3/2026`
    let first = if tokens.is(at, w!("/")) { at + 1 } else { at };
    let month = digits(tokens, first).filter(|d| d.len <= 2);
    let slash = month.map_or_else(|| blank(tokens, first), |d| d.next);
    let (year, next) = tokens
        .is(slash, w!("/"))
        .then(|| full_year(tokens, slash + 1))
        .flatten()?;
    partial(year, month.map(|d| d.value as u8), next - from)
}

fn partial(year: i16, month: Option<u8>, taken: usize) -> Option<(String, usize)> {
    match month {
        None => Some((format!("{year:04}"), taken)),
        Some(month @ 1..=12) => Some((format!("{year:04}-{month:02}"), taken)),
        Some(_) => None,
    }
}

/// Number of the token behind the dots or lines of a place left blank.
fn blank(tokens: Tokens<'_>, mut i: usize) -> usize {
    while tokens.is_any(i, &[w!("."), w!("…"), w!("_"), w!("-")]) {
        i += 1;
    }
    i
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::lex;

    #[test]
    fn dates_as_precise_as_printed() {
        for (text, expected) in [
            ("ngày 03 tháng 03 năm 2025", Some("2025-03-03")),
            ("ngày 22/12/2024 của Bộ Chính trị", Some("2024-12-22")),
            ("ngày 22-12-2024", Some("2024-12-22")),
            ("ngày 01.11.2012", Some("2012-11-01")),
            ("Ngày 09 tháng 01 năm 2O25", Some("2025-01-09")),
            ("ngày 4 tháng 8 năm 202 5", Some("2025-08-04")),
            ("ngày 31 tháng. 12 năm 2021", Some("2021-12-31")),
            ("ngày 31 tháng 12/2021", Some("2021-12-31")),
            ("22/12/2024", Some("2024-12-22")),
            ("15/4/26", Some("2026-04-15")),
            ("ngày      tháng 3 năm 2026", Some("2026-03")),
            ("ngày … tháng 10 năm 2025", Some("2025-10")),
            ("ngày ..... tháng ..... năm 2026", Some("2026")),
            ("ngày tháng năm 2026", Some("2026")),
            ("ngày … tháng … năm 2026", Some("2026")),
            ("ngày /3/2026", Some("2026-03")),
            ("ngày     /     /2026", Some("2026")),
            ("ngày   / 3 /2026", Some("2026-03")),
            ("tháng 3 năm 2026", Some("2026-03")),
            ("ngày 31/6/2025", None),
            ("ngày 31 tháng 02 năm 2025", None),
            ("ngày tháng 13 năm 2025", None),
            ("ngày 30/4", None),
            ("ngày làm việc", None),
            ("ngày", None),
            ("57", None),
            ("57/KH-SYT", None),
            ("năm 2026", None),
            ("", None),
        ] {
            let mut list = vec![];
            lex(text, &mut list);
            let got = printed_date(Tokens::new(text, &list), 0);
            assert_eq!(got.as_ref().map(|g| g.0.as_str()), expected, "{text}");
            assert!(got.is_none_or(|g| g.1 <= list.len()), "{text}");
        }
    }

    #[test]
    fn tokens_taken() {
        for (text, expected) in [
            ("ngày 22/12/2024 của Bộ", "ngày 22/12/2024"),
            ("ngày 03 tháng 03 năm 2025 của", "ngày 03 tháng 03 năm 2025"),
            ("ngày tháng 3 năm 2026 KẾ HOẠCH", "ngày tháng 3 năm 2026"),
            ("ngày … tháng … năm 2026,", "ngày … tháng … năm 2026"),
        ] {
            let mut list = vec![];
            lex(text, &mut list);
            let tokens = Tokens::new(text, &list);
            let taken = printed_date(tokens, 0).map_or(0, |g| g.1);
            assert_eq!(&text[tokens.span(0..taken).range()], expected);
        }
    }
}
