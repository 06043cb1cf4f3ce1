//! The time expressions of a text, without regard to what they say of an action.

use document::Span;

use super::calendar::Point;
use super::cycle::cycle_day;
use super::frequency::{Form, Frequency, Rule, Unit as Cycle, frequency, interval, weekday};
use super::lead::{Lead, lead};
use super::point::{Placed, points};
use super::trigger::may_begin;
use crate::token::{Kind, Tokens, phrase, w};

/// A time expression.
#[derive(Debug, Clone)]
pub(super) struct Element {
    pub what: What,
    /// First token, its lead words (`chậm nhất là ngày`) included.
    pub start: usize,
    /// First token behind the lead words.
    pub core: usize,
    /// Token behind the last.
    pub end: usize,
    /// The words that lead to it.
    pub lead: Lead,
    /// It goes on with the list that the element before it began.
    pub listed: bool,
}

/// The kinds of time expressions.
#[derive(Debug, Clone)]
pub(super) enum What {
    /// A point on the calendar.
    Point(Point),
    /// A day of every month, quarter or year (`ngày 20 hằng tháng`).
    Rule(Rule),
    /// A day whose month an interval near it gives (`hàng tháng (trước ngày 25)`).
    DayOnly(u8),
    /// How often.
    Often(Form, Vec<Rule>),
    /// `thường xuyên`, `liên tục`.
    Ongoing,
    /// `ngay khi`, `ngay sau khi`; what happens stands behind it.
    Event,
}

/// All time expressions outside the spans `skip`, in ascending order.
pub(super) fn elements(tokens: Tokens<'_>, skip: &[Span]) -> Vec<Element> {
    let mut found = Vec::new();
    let mut placed = Vec::new();
    let mut skip = skip.iter().peekable();
    // Lead words are not looked for before this token.
    let mut free = 0;
    let mut i = 0;
    while let Some(token) = tokens.get(i) {
        if !may_begin(tokens, i) {
            i += 1;
            continue;
        }
        while skip.peek().is_some_and(|span| span.end <= token.start) {
            skip.next();
        }
        if let Some(span) = skip.peek().filter(|span| span.start <= token.start) {
            while tokens.get(i).is_some_and(|t| t.start < span.end) {
                i += 1;
            }
            free = i;
            continue;
        }
        let end = element(tokens, i, free, &mut placed, &mut found);
        i = end.map_or(i + 1, |end| {
            free = end;
            end
        });
    }
    found
}

/// Appends the expression at token `i`; returns the number of the token behind it.
fn element(
    tokens: Tokens<'_>,
    i: usize,
    free: usize,
    placed: &mut Vec<Placed>,
    found: &mut Vec<Element>,
) -> Option<usize> {
    let mut push = |what: What, core: usize, end: usize| {
        let (mut start, lead) = lead(tokens, core, free);
        if let What::Often(..) = what {
            start = core;
        }
        found.push(Element {
            what,
            start,
            core,
            end,
            lead,
            listed: false,
        });
        Some(end)
    };
    let token = tokens.get(i)?;
    if token.kind == Kind::Word {
        let ongoing = [
            phrase!("thường" "xuyên"),
            phrase!("liên" "tục"),
            phrase!("quanh" "năm"),
        ];
        if ongoing.iter().any(|p| tokens.at(i, p)) {
            return push(What::Ongoing, i, i + 2);
        }
        if let Some(event) = [phrase!("ngay" "khi"), phrase!("ngay" "sau" "khi")]
            .iter()
            .find(|p| tokens.at(i, p))
        {
            return push(What::Event, i, i + event.len());
        }
        if tokens.is(i, w!("ngày"))
            && let Some((what, end)) = cycle_day(tokens, i)
        {
            // `ngày 10 - 15/5/2026` begins with a lone day.
            placed.clear();
            if !matches!(what, What::DayOnly(_)) || points(tokens, i, placed).is_none() {
                return push(what, i, end);
            }
        }
    }
    if let Some(end) = report(tokens, i, free) {
        return push(What::Often(Form::Vague, vec![]), i - 2, end);
    }
    if let Some((rule, end)) = interval(tokens, i)
        && tokens.is(end, w!("("))
        && tokens.is_any(
            end + 1,
            &[w!("trước"), w!("ngày"), w!("chậm"), w!("vào"), w!("hạn")],
        )
    {
        // `6 tháng (trước ngày 15/6), năm (trước ngày 15/12)`
        return push(What::Often(Form::Every, vec![rule]), i, end);
    }
    if let Some(Frequency {
        form,
        mut rules,
        mut start,
        mut end,
    }) = frequency(tokens, i)
    {
        if let [rule] = rules.as_mut_slice()
            && rule.unit == Cycle::Week
            && let Some((day, from, to)) = weekday(tokens, start, end)
            && from >= free
        {
            rule.weekday = Some(day);
            (start, end) = (from, to);
        }
        return push(What::Often(form, rules), start, end);
    }
    placed.clear();
    let Some(end) = points(tokens, i, placed) else {
        return year_without_number(tokens, i, free, found);
    };
    let (start, first) = lead(tokens, i, free);
    for (n, place) in placed.iter().enumerate() {
        let point = first
            .part()
            .filter(|_| n == 0)
            .map_or(place.point, |part| place.point.part(part));
        let start = if n == 0 { start } else { place.core };
        let (what, lead) = (What::Point(point), first);
        found.push(Element {
            what,
            start,
            core: place.core,
            end: place.end,
            lead,
            listed: n > 0,
        });
    }
    Some(end)
}

/// `6 tháng`, `năm`, `quý` behind `báo cáo`: a report that is made again and again. Returns the
/// number of the token behind it.
fn report(tokens: Tokens<'_>, i: usize, free: usize) -> Option<usize> {
    if i < free + 2 || !tokens.at(i - 2, phrase!("báo" "cáo")) {
        return None;
    }
    let unit = i + usize::from(tokens.number(i).is_some());
    let long = tokens.is(unit, w!("năm")) || tokens.is(unit, w!("tháng")) && unit > i;
    let next = tokens.get(unit + 1);
    let named = next.is_some_and(|t| t.kind == Kind::Number)
        || tokens.is_any(
            unit + 1,
            &[
                w!("đầu"),
                w!("cuối"),
                w!("học"),
                w!("liền"),
                w!("nay"),
                w!("sau"),
                w!("/"),
            ],
        );
    (long && !named).then_some(unit + 1)
}

/// `trong năm`, `cả năm`, `cuối năm`, `đến hết năm`: the plan's year.
fn year_without_number(
    tokens: Tokens<'_>,
    i: usize,
    free: usize,
    found: &mut Vec<Element>,
) -> Option<usize> {
    if !tokens.is(i, w!("năm")) || i == 0 {
        return None;
    }
    let (start, lead) = lead(tokens, i, free);
    let whole = i > free && tokens.is(i - 1, w!("cả"));
    let leads = Lead::WITHIN
        .and(Lead::UNTIL)
        .and(Lead::LATE)
        .and(Lead::EARLY)
        .and(Lead::MIDDLE);
    // `trong năm học`, `trong năm năm`, `trong năm tới`, `vào năm nay` are other years.
    let other = tokens.get(i + 1).is_some_and(|t| t.kind == Kind::Number)
        || tokens.is_any(
            i + 1,
            &[
                w!("học"),
                w!("năm"),
                w!("tới"),
                w!("nay"),
                w!("trước"),
                w!("sau"),
                w!("liền"),
                w!("tiếp"),
                w!("đầu"),
                w!("cuối"),
                w!("thứ"),
                w!("qua"),
            ],
        );
    if other || !whole && (!lead.any(leads) || start == i) {
        return None;
    }
    let mut point = Point::year(None);
    if let Some(part) = lead.part() {
        point = point.part(part);
    }
    let start = if whole { start.min(i - 1) } else { start };
    found.push(Element {
        what: What::Point(point),
        start,
        core: i,
        end: i + 1,
        lead,
        listed: false,
    });
    Some(i + 1)
}
