//! A time cell, or the value of an attribute line: all of it speaks of time.

use document::Span;
use plan::DeadlineKind;

use super::calendar::{Point, Unit};
use super::element::{Element, What, elements};
use super::frequency::Form;
use super::lead::Lead;
use super::statement::{Said, statements};
use super::vocabulary::{Class, phrase_at};
use super::{Statement, Times};
use crate::token::{Case, Kind, Tokens, phrase, w};

/// The statements of a time cell or of the value of `Thời gian thực hiện: …`.
///
/// `skip` are the spans of citations, ascending: their dates are no deadlines. `breaks` are the
/// offsets of line breaks inside the cell, ascending; a break separates two statements only where
/// both sides make one. The text of a statement is all that the cell says with it.
pub(crate) fn in_field(
    tokens: Tokens<'_>,
    skip: &[Span],
    breaks: &[u32],
    times: &Times,
) -> Vec<Statement> {
    let all = elements(tokens, skip);
    let mut said: Vec<Said> = vec![];
    let mut plain: Vec<(usize, usize)> = vec![];
    for (start, end) in segments(tokens, &all, breaks) {
        let (start, end) = trim(tokens, start, end);
        if start == end {
            continue;
        }
        let own = all.iter().filter(|e| start <= e.start && e.end <= end);
        let event = event(tokens, skip, &all, start, end);
        let own: Vec<Element> = own
            .filter(|e| counts(tokens, e, event, start))
            .cloned()
            .collect();
        let mut parts = statements(tokens, &own, times);
        if let Some(event) = event
            && parts
                .iter()
                .all(|s| s.kind == DeadlineKind::Ongoing && s.from.is_none())
        {
            parts = vec![Said::plain(DeadlineKind::Event, event, end)];
        } else if parts.is_empty() && (start..end).any(|i| immediate(tokens, i)) {
            parts = vec![Said::plain(DeadlineKind::Ongoing, start, end)];
        }
        if parts.iter().all(|s| s.kind == DeadlineKind::Ongoing)
            && only_ongoing(tokens, &own, start, end)
        {
            plain.push((start, end));
        } else {
            spread(tokens, &mut parts, start, end);
            said.append(&mut parts);
        }
    }
    absorb(&mut said, &plain);
    once(&mut said);
    said.into_iter().map(|s| s.statement(tokens)).collect()
}

/// The stretches of tokens that may each make statements: between semicolons, full stops, and the
/// line breaks that separate.
fn segments(tokens: Tokens<'_>, all: &[Element], breaks: &[u32]) -> Vec<(usize, usize)> {
    let inside = |i: usize| all.iter().any(|e| e.start < i && i < e.end);
    let mut segments = vec![];
    let mut start = 0;
    let mut breaks = breaks.iter().peekable();
    for i in 0..tokens.len() {
        let Some(token) = tokens.get(i) else { break };
        let mut broken = false;
        while breaks.next_if(|&&at| at <= token.start).is_some() {
            broken = true;
        }
        if broken && i > start && !inside(i) && separates(tokens, all, start, i) {
            segments.push((start, i));
            start = i;
        }
        let stop = token.word == w!(";")
            || token.word == w!(".")
                && tokens.spaced(i + 1)
                && !inside(i)
                && sentence_begins(tokens, i + 1);
        if stop {
            segments.push((start, i));
            start = i + 1;
        }
    }
    segments.push((start, tokens.len()));
    segments
}

/// Whether a sentence may begin at the token.
pub(super) fn sentence_begins(tokens: Tokens<'_>, i: usize) -> bool {
    tokens
        .get(i)
        .is_none_or(|t| t.kind != Kind::Word || t.case != Case::Lower)
}

/// Whether the line break before token `i` separates two statements.
fn separates(tokens: Tokens<'_>, all: &[Element], start: usize, i: usize) -> bool {
    let open = [
        w!(","),
        w!("và"),
        w!("của"),
        w!("về"),
        w!("tại"),
        w!("theo"),
        w!("hoặc"),
        w!("có"),
        w!("các"),
        w!("hạn"),
        w!("ngày"),
        w!("tháng"),
        w!("năm"),
        w!("đến"),
        w!("từ"),
        w!("trong"),
        w!("trước"),
        w!("("),
        w!("-"),
        w!("/"),
    ];
    let makes = |from: usize, to: usize| {
        all.iter().any(|e| {
            from <= e.start && e.end <= to && !matches!(e.what, What::Often(Form::Vague, _))
        }) || (from..to).any(|j| phrase_at(tokens, j, Class::Event).is_some())
    };
    let bullet = tokens.is_any(i, &[w!("-"), w!("+"), w!("•"), w!("*")]);
    let begins = bullet
        || tokens
            .get(i)
            .is_some_and(|t| t.kind == Kind::Number || t.case != Case::Lower);
    begins && (bullet || !tokens.is_any(i - 1, &open)) && makes(start, i) && makes(i, tokens.len())
}

/// A segment without bullets and closing marks.
fn trim(tokens: Tokens<'_>, mut start: usize, mut end: usize) -> (usize, usize) {
    let mark = |i: usize, marks| tokens.is_any(i, marks);
    while start < end
        && mark(
            start,
            &[
                w!("-"),
                w!("+"),
                w!("•"),
                w!("*"),
                w!("."),
                w!(";"),
                w!(","),
                w!(":"),
            ],
        )
    {
        start += 1;
    }
    while end > start
        && mark(
            end - 1,
            &[w!("."), w!(";"), w!(","), w!(":"), w!("-"), w!("/")],
        )
    {
        end -= 1;
    }
    (start, end)
}

/// First token of the segment's first condition, outside its time expressions.
fn event(
    tokens: Tokens<'_>,
    skip: &[Span],
    all: &[Element],
    start: usize,
    end: usize,
) -> Option<usize> {
    let begin = (start..end).find(|&i| {
        let inside = all
            .iter()
            .any(|e| e.start <= i && i < e.end && !matches!(e.what, What::Event));
        let cited = tokens
            .get(i)
            .is_some_and(|t| skip.iter().any(|s| s.start <= t.start && t.start < s.end));
        !inside && !cited && (phrase_at(tokens, i, Class::Event).is_some() || delay(tokens, i))
    })?;
    // All that the segment says goes with the condition.
    Some(begin)
}

/// `sau 03 tháng`, `05 ngày làm việc`: a time from something that happens.
fn delay(tokens: Tokens<'_>, i: usize) -> bool {
    let unit = [w!("ngày"), w!("tháng"), w!("tuần"), w!("năm"), w!("giờ")];
    tokens.is(i, w!("sau")) && tokens.number(i + 1).is_some() && tokens.is_any(i + 2, &unit)
        || tokens.number(i).is_some() && tokens.at(i + 1, phrase!("ngày" "làm" "việc"))
}

/// `ngay`, `lâu dài`, when nothing else is said.
fn immediate(tokens: Tokens<'_>, i: usize) -> bool {
    tokens.is(i, w!("ngay")) || tokens.at(i, phrase!("lâu" "dài"))
}

/// Whether an expression of a segment speaks of its time. Behind a condition a year or a frequency
/// belongs to what is named there (`Theo Kế hoạch … năm 2026 của tỉnh`).
fn counts(tokens: Tokens<'_>, element: &Element, event: Option<usize>, start: usize) -> bool {
    let firm = Lead::BEFORE
        .and(Lead::LATEST)
        .and(Lead::DONE)
        .and(Lead::LIMIT);
    let apart = element.start > start && tokens.is_any(element.start - 1, &[w!(","), w!("(")]);
    let behind = event.is_some_and(|event| event < element.start);
    // `định hướng đến năm 2030` leads beyond what is to be done.
    let vision = [phrase!("định" "hướng"), phrase!("tầm" "nhìn")];
    if element.start >= start + 2 && vision.iter().any(|p| tokens.at(element.start - 2, p)) {
        return false;
    }
    match &element.what {
        What::Event => false,
        What::Point(Point {
            unit: Unit::Year | Unit::Range,
            ..
        }) if behind => element.lead.any(firm),
        What::Point(Point {
            unit: Unit::Day, ..
        }) if behind => element.lead != Lead::default(),
        What::Point(_) if behind => apart || element.lead != Lead::default(),
        What::Often(form, _) if behind => apart || *form == Form::Periodic,
        // `Thường xuyên trong năm` adds nothing to `Thường xuyên`.
        What::Point(point) if point.unit == Unit::Year && point.printed_year().is_none() => {
            !(element.start > start && ongoing_before(tokens, element.start))
        }
        _ => true,
    }
}

fn ongoing_before(tokens: Tokens<'_>, end: usize) -> bool {
    let end = if tokens.is(end - 1, w!(",")) {
        end - 1
    } else {
        end
    };
    end >= 2
        && (tokens.at(end - 2, phrase!("thường" "xuyên"))
            || tokens.at(end - 2, phrase!("liên" "tục")))
}

/// Whether a segment is `Thường xuyên` and nothing else.
fn only_ongoing(tokens: Tokens<'_>, own: &[Element], start: usize, end: usize) -> bool {
    !own.is_empty()
        && own.iter().all(|e| matches!(e.what, What::Ongoing))
        && (start..end).all(|i| {
            own.iter().any(|e| e.start <= i && i < e.end)
                || tokens.get(i).is_some_and(|t| t.kind == Kind::Mark)
                || tokens.is_any(i, &[w!("trong"), w!("năm"), w!("tháng"), w!("và")])
        })
}

/// Gives the whole segment to its statements: each takes what stands before it.
fn spread(tokens: Tokens<'_>, parts: &mut [Said], start: usize, end: usize) {
    let mut from = start;
    let count = parts.len();
    for (n, part) in parts.iter_mut().enumerate() {
        while from < part.start && tokens.is_any(from, &[w!(","), w!("và"), w!("hoặc"), w!("-")])
        {
            from += 1;
        }
        part.start = from.min(part.start);
        if n + 1 == count {
            part.end = end;
        }
        from = part.end.max(from);
    }
}

/// A plain `Thường xuyên` becomes part of the statement beside it; alone it is one.
fn absorb(said: &mut Vec<Said>, plain: &[(usize, usize)]) {
    let Some(&(start, end)) = plain.first() else {
        return;
    };
    if said.is_empty() {
        said.push(Said::plain(DeadlineKind::Ongoing, start, end));
        return;
    }
    for &(start, end) in plain {
        if let Some(next) = said.iter_mut().find(|s| s.start >= end) {
            next.start = start;
        } else if let Some(last) = said.last_mut() {
            last.end = last.end.max(end);
        }
    }
}

/// Equal times count once.
fn once(said: &mut Vec<Said>) {
    let mut kept: Vec<Said> = Vec::with_capacity(said.len());
    for one in said.drain(..) {
        let same = |s: &Said| {
            s.kind == one.kind && s.from == one.from && s.due == one.due && s.rules == one.rules
        };
        if one.kind == DeadlineKind::Event || !kept.iter().any(same) {
            kept.push(one);
        }
    }
    *said = kept;
}
