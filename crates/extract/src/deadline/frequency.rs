//! Frequencies: `hàng tháng, hàng quý`, `định kỳ 6 tháng`, `02 lần/năm`, and RFC 5545 rules.

use std::fmt::Write as _;

use super::date::{digits, in_words};
use super::point::QUARTER;
use crate::token::{Kind, Tokens, Word, phrase, w};

/// What a frequency counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// A recurrence rule of RFC 5545, of the parts that the domain uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rule {
    pub unit: Unit,
    /// Every so many units.
    pub interval: u8,
    /// `BYMONTH`: bit `m` for month `m`.
    pub months: u16,
    /// `BYMONTHDAY`; 0 for none, -1 for the last day.
    pub day: i8,
    /// `BYDAY`.
    pub weekday: Option<&'static str>,
}

/// Months that end a quarter.
pub(super) const QUARTER_ENDS: u16 = 1 << 3 | 1 << 6 | 1 << 9 | 1 << 12;
/// Months that begin a quarter.
pub(super) const QUARTER_STARTS: u16 = 1 << 1 | 1 << 4 | 1 << 7 | 1 << 10;

impl Rule {
    pub(super) fn every(unit: Unit, interval: u8) -> Rule {
        Rule {
            unit,
            interval,
            months: 0,
            day: 0,
            weekday: None,
        }
    }

    /// On a day of every month.
    pub(super) fn monthly(day: i8) -> Rule {
        Rule {
            day,
            ..Rule::every(Unit::Month, 1)
        }
    }

    /// On a day of some months.
    pub(super) fn in_months(months: u16, day: i8) -> Rule {
        Rule {
            months,
            day,
            ..Rule::every(Unit::Year, 1)
        }
    }

    /// Whether it only says how often.
    pub(super) fn is_plain(self) -> bool {
        self.months == 0 && self.day == 0
    }

    /// Number of months from one time to the next, for months and years.
    pub(super) fn period(self) -> Option<u32> {
        match self.unit {
            Unit::Month => Some(u32::from(self.interval)),
            Unit::Year => Some(u32::from(self.interval) * 12),
            Unit::Day | Unit::Week => None,
        }
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.unit {
            Unit::Day => "FREQ=DAILY",
            Unit::Week => "FREQ=WEEKLY",
            Unit::Month => "FREQ=MONTHLY",
            Unit::Year => "FREQ=YEARLY",
        })?;
        if self.interval != 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        let mut lead = ";BYMONTH=";
        for month in (1..=12).filter(|m| self.months & 1 << m != 0) {
            write!(f, "{lead}{month}")?;
            lead = ",";
        }
        if self.day != 0 {
            write!(f, ";BYMONTHDAY={}", self.day)?;
        }
        if let Some(weekday) = self.weekday {
            write!(f, ";BYDAY={weekday}")?;
        }
        Ok(())
    }
}

/// How a frequency is said; running text trusts some more than others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `hàng năm`.
    Every,
    /// `mỗi năm`: often the rate of a target.
    Each,
    /// `định kỳ hằng quý`, `định kỳ 6 tháng`.
    Periodic,
    /// `01 lần/tháng`, `06 tháng/lần`.
    Times,
    /// `định kỳ` alone, which says nothing of how often.
    Vague,
}

/// A frequency, its rules and the tokens that it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frequency {
    pub form: Form,
    pub rules: Vec<Rule>,
    pub start: usize,
    pub end: usize,
}

/// `hàng`, `hằng`.
const EVERY: [Word; 2] = [w!("hàng"), w!("hằng")];
/// `mỗi`, `từng`.
const EACH: [Word; 2] = [w!("mỗi"), w!("từng")];

/// Words before `hàng` with which it means goods, rows or a bank.
const GOODS: [Word; 8] = [
    w!("mặt"),
    w!("ngân"),
    w!("khách"),
    w!("bán"),
    w!("kho"),
    w!("đơn"),
    w!("cửa"),
    w!("mua"),
];

/// The frequency that begins at token `i`.
pub(super) fn frequency(tokens: Tokens<'_>, i: usize) -> Option<Frequency> {
    let token = tokens.get(i)?;
    if token.kind == Kind::Number {
        return times(tokens, i);
    }
    let word = token.word;
    let periodic = word == w!("định") && tokens.is_any(i + 1, &[w!("kỳ"), w!("kì")]);
    if periodic {
        let at = i + 2 + usize::from(tokens.is_any(i + 2, &[w!("theo"), w!("là"), w!(":")]));
        let each = usize::from(tokens.is_any(at, &EVERY) || tokens.is_any(at, &EACH));
        let mut rules = vec![];
        let end = intervals(tokens, at + each, &mut rules);
        return Some(match end {
            Some(end) => Frequency {
                form: Form::Periodic,
                rules,
                start: i,
                end,
            },
            None => match times(tokens, at) {
                Some(times) => Frequency {
                    form: Form::Periodic,
                    start: i,
                    ..times
                },
                None => Frequency {
                    form: Form::Vague,
                    rules,
                    start: i,
                    end: i + 2,
                },
            },
        });
    }
    let each = EACH.contains(&word);
    if !each && !EVERY.contains(&word) {
        return None;
    }
    if i > 0 && !each && tokens.is_any(i - 1, &GOODS) {
        return None;
    }
    let mut rules = vec![];
    let mut end = intervals(tokens, i + 1, &mut rules)?;
    let mut form = match each {
        _ if tokens.is(end - 1, w!("lần")) => Form::Times,
        true => Form::Each,
        false => Form::Every,
    };
    // `mỗi quý 01 lần`, `mỗi năm ít nhất 02 lần`
    let at = end
        + if tokens.is_any(end, &[w!("ít"), w!("tối")]) {
            2
        } else {
            0
        };
    if let Some(count) = digits(tokens, in_words(tokens, at))
        && tokens.is(in_words(tokens, count.next), w!("lần"))
    {
        end = in_words(tokens, count.next) + 1;
        form = Form::Times;
        if let [rule] = rules.as_mut_slice() {
            *rule = share(*rule, count.value)?;
        }
    } else if tokens.is(at, w!("một")) && tokens.is(at + 1, w!("lần")) {
        end = at + 2;
        form = Form::Times;
    }
    Some(Frequency {
        form,
        rules,
        start: i,
        end,
    })
}

/// One or more intervals: `tháng`, `quý, năm`, `6 tháng, 01 năm`. A bare unit before a number is the
/// name of a month or year (`tháng 9`) and none.
fn intervals(tokens: Tokens<'_>, mut i: usize, rules: &mut Vec<Rule>) -> Option<usize> {
    let mut end = None;
    while let Some((rule, next)) = interval(tokens, i) {
        rules.push(rule);
        end = Some(next);
        let each = |i| tokens.is_any(i, &EVERY) || tokens.is_any(i, &EACH);
        let joined = tokens.is_any(next, &[w!(","), w!("và"), w!("hoặc"), w!("/")]);
        if !joined {
            break;
        }
        i = next + 1;
        // `hàng tháng, hàng quý`
        if each(i) {
            i += 1;
        } else if interval(tokens, i).is_some_and(|(_, after)| !closes(tokens, after)) {
            break;
        }
    }
    end
}

/// Whether an enumeration of bare units may end before the token: `quý, năm` but not `quý, năm học`.
fn closes(tokens: Tokens<'_>, i: usize) -> bool {
    tokens.get(i).is_none_or(|t| t.kind == Kind::Mark)
        || tokens.is_any(
            i,
            &[
                w!("và"),
                w!("hoặc"),
                w!("báo"),
                w!("về"),
                w!("gửi"),
                w!("theo"),
                w!("tổng"),
                w!("đột"),
            ],
        )
}

/// `tháng`, `06 tháng`, `nửa năm`, `06 tháng/lần`, and the number of the token behind it.
pub(super) fn interval(tokens: Tokens<'_>, i: usize) -> Option<(Rule, usize)> {
    let count = digits(tokens, i).filter(|d| d.len <= 2 && d.value > 0);
    let at = count.map_or(i, |d| in_words(tokens, d.next));
    let at = at + usize::from(count.is_none() && tokens.is(at, w!("nửa")));
    let half = at > i && count.is_none();
    let unit = *tokens
        .get(at)
        .filter(|_| !half || tokens.is(at, w!("năm")))
        .as_ref()?;
    let (unit, size) = match unit.word {
        word if word == w!("ngày") => (Unit::Day, 1),
        word if word == w!("tuần") => (Unit::Week, 1),
        word if word == w!("tháng") => (Unit::Month, 1),
        word if QUARTER.contains(&word) => (Unit::Month, 3),
        word if word == w!("năm") && half => (Unit::Month, 6),
        word if word == w!("năm") => (Unit::Year, 1),
        _ => return None,
    };
    let interval = u8::try_from(count.map_or(1, |d| d.value) * size).ok()?;
    let next = at + 1;
    // `tháng 9`, `quý II`, `năm 2026` are points of the calendar; `6 tháng đầu năm` a half of it.
    let numbered = digits(tokens, next).is_some() && !tokens.is(next + 1, w!("lần"))
        || QUARTER.iter().any(|&q| tokens.is(at, q))
            && tokens.is_any(next, &[w!("i"), w!("ii"), w!("iii"), w!("iv")]);
    if numbered
        || tokens.is_any(
            next,
            &[w!("đầu"), w!("cuối"), w!("học"), w!("trước"), w!("sau")],
        ) && !before_day(tokens, next)
    {
        return None;
    }
    let next = once(tokens, next).unwrap_or(next);
    Some((Rule::every(unit, interval), next))
}

/// `trước ngày …` behind a unit is the bound of a date, not `năm trước`.
fn before_day(tokens: Tokens<'_>, i: usize) -> bool {
    tokens.is(i, w!("trước")) && (tokens.is(i + 1, w!("ngày")) || digits(tokens, i + 1).is_some())
        || tokens.at(i, phrase!("sau" "khi"))
}

/// `/lần`, `một lần`, `01 lần` behind an interval.
fn once(tokens: Tokens<'_>, i: usize) -> Option<usize> {
    let at =
        i + usize::from(tokens.is_any(i, &[w!("/"), w!("một")]) || tokens.number(i) == Some(1));
    (at > i && tokens.is(at, w!("lần"))).then_some(at + 1)
}

/// `01 lần/tháng`, `02 lần trong năm`, `06 tháng/lần`.
fn times(tokens: Tokens<'_>, i: usize) -> Option<Frequency> {
    let count = digits(tokens, i).filter(|d| d.len <= 2 && d.value > 0)?;
    let at = in_words(tokens, count.next);
    if tokens.is(at, w!("lần")) {
        let joined = tokens.is_any(
            at + 1,
            &[
                w!("/"),
                w!("một"),
                w!("mỗi"),
                w!("trong"),
                w!("trên"),
                w!("hàng"),
                w!("hằng"),
            ],
        );
        let (rule, end) = interval(tokens, at + 2).filter(|_| joined)?;
        let rules = share(rule, count.value).into_iter().collect();
        return Some(Frequency {
            form: Form::Times,
            rules,
            start: i,
            end,
        });
    }
    let (rule, end) = interval(tokens, i)?;
    let once = tokens.is(end - 1, w!("lần"));
    once.then(|| Frequency {
        form: Form::Times,
        rules: vec![rule],
        start: i,
        end,
    })
}

/// The rule of so many times in an interval; `None` when they divide no calendar interval.
fn share(rule: Rule, count: u32) -> Option<Rule> {
    if count == 1 {
        return Some(rule);
    }
    let months = rule.period().filter(|m| count > 0 && m % count == 0)? / count;
    Some(if months.is_multiple_of(12) {
        Rule::every(Unit::Year, u8::try_from(months / 12).ok()?)
    } else {
        Rule::every(Unit::Month, u8::try_from(months).ok()?)
    })
}

/// The weekday before or behind a weekly frequency: `thứ Sáu hàng tuần`, and the first token with
/// it.
pub(super) fn weekday(
    tokens: Tokens<'_>,
    start: usize,
    end: usize,
) -> Option<(&'static str, usize, usize)> {
    if let Some(at) = start.checked_sub(2)
        && let Some(day) = weekday_at(tokens, at)
    {
        return Some((day, at, end));
    }
    let at = end + usize::from(tokens.is_any(end, &[w!(","), w!("vào"), w!("(")]));
    let at = at + usize::from(tokens.is(at, w!("vào")));
    weekday_at(tokens, at).map(|day| (day, start, at + 2))
}

fn weekday_at(tokens: Tokens<'_>, i: usize) -> Option<&'static str> {
    if tokens.at(i, phrase!("chủ" "nhật")) {
        return Some("SU");
    }
    if !tokens.is(i, w!("thứ")) {
        return None;
    }
    let number = tokens.number(i + 1).and_then(|n| usize::try_from(n).ok());
    let words = [
        w!("hai"),
        w!("ba"),
        w!("tư"),
        w!("năm"),
        w!("sáu"),
        w!("bảy"),
    ];
    let index = match number {
        Some(number) => number.checked_sub(2)?,
        None => words.iter().position(|&word| tokens.is(i + 1, word))?,
    };
    ["MO", "TU", "WE", "TH", "FR", "SA"].get(index).copied()
}

/// The rules as text.
pub(super) fn texts(rules: &[Rule]) -> Vec<String> {
    rules
        .iter()
        .map(|rule| {
            let mut text = String::new();
            // Writing to a string cannot fail.
            let _ = write!(text, "{rule}");
            text
        })
        .collect()
}
