//! Running text of an objective or task: only what governs its own action is a deadline.

use std::ops::Range;

use document::Span;
use plan::DeadlineKind;

use super::calendar::{Bound, Point, Unit};
use super::element::{Element, What, elements};
use super::field::sentence_begins;
use super::frequency::Form;
use super::lead::Lead;
use super::statement::{Said, statements};
use super::vocabulary::{Class, phrase_at, phrase_before, phrase_in};
use super::{Statement, Times};
use crate::token::{Kind, Tokens, phrase, w};

/// Words that make a time a bound of the action.
const FIRM: Lead = Lead::BEFORE
    .and(Lead::LATEST)
    .and(Lead::DONE)
    .and(Lead::LIMIT)
    .and(Lead::LABEL);

/// The statements of the running text of an objective or task. `skip` are the spans of citations,
/// ascending: their dates are no deadlines.
pub(crate) fn in_text(tokens: Tokens<'_>, skip: &[Span], times: &Times) -> Vec<Statement> {
    let all = elements(tokens, skip);
    if all.is_empty() {
        return vec![];
    }
    let weighed = weigh(tokens, &all, times);
    let mut out: Vec<Said> = vec![];
    let mut clause: Vec<Element> = vec![];
    let mut behind = 0;
    for (element, counts) in all.into_iter().zip(weighed) {
        if (behind..element.start).any(|i| clause_ends(tokens, i)) {
            out.extend(statements(tokens, &clause, times));
            clause.clear();
        }
        behind = element.end;
        if !counts {
            continue;
        }
        if let What::Event = element.what {
            out.extend(event(tokens, &element));
        } else {
            clause.push(element);
        }
    }
    out.extend(statements(tokens, &clause, times));
    out.retain(|said| !past(said, times));
    out.sort_by_key(|said| said.start);
    out.into_iter().map(|said| said.statement(tokens)).collect()
}

/// A time before the plan was made tells of the past.
fn past(said: &Said, times: &Times) -> bool {
    said.due.or(said.from).is_some_and(|day| times.is_past(day))
}

/// Whether the token ends a clause: a semicolon or a full stop.
fn clause_ends(tokens: Tokens<'_>, i: usize) -> bool {
    tokens.is(i, w!(";"))
        || tokens.is(i, w!(".")) && tokens.spaced(i + 1) && sentence_begins(tokens, i + 1)
}

/// Which of the expressions count.
fn weigh(tokens: Tokens<'_>, all: &[Element], times: &Times) -> Vec<bool> {
    let mut counts: Vec<bool> = Vec::with_capacity(all.len());
    for element in all {
        let before = counts.last().copied().unwrap_or(false);
        counts.push(match &element.what {
            What::Point(_) if element.listed => before,
            What::Point(point) => point_counts(tokens, element, *point, times),
            What::Rule(_) => !other_before(tokens, element.start),
            What::DayOnly(_) => element.lead.any(FIRM),
            What::Often(form, _) => often_counts(tokens, element, *form),
            What::Ongoing => element.lead.any(Lead::LABEL),
            What::Event => true,
        });
    }
    // `báo cáo … hàng năm … trước ngày 30/01 năm tiếp theo`
    for i in 1..all.len() {
        let next_year =
            matches!(all.get(i).map(|e| &e.what), Some(What::Point(p)) if p.following_year);
        let yearly = |e: &Element| matches!(&e.what, What::Often(Form::Every, r) if r.iter().any(|r| r.period() == Some(12)));
        if next_year
            && all.get(i - 1).is_some_and(yearly)
            && let Some(before) = counts.get_mut(i - 1)
        {
            *before = true;
        }
    }
    // A frequency beside a day that counts governs it: `trước ngày 15/11 hàng năm`.
    let day = |i: usize| {
        counts.get(i) == Some(&true)
            && all.get(i).is_some_and(|e| match &e.what {
                What::Point(point) => point.printed_year().is_none(),
                What::Rule(_) | What::DayOnly(_) => true,
                _ => false,
            })
    };
    let governs: Vec<bool> = (0..all.len())
        .map(|i| {
            let Some(element) = all.get(i).filter(|e| matches!(e.what, What::Often(..))) else {
                return false;
            };
            let near = |a: usize, b: usize| {
                a <= b && (a..b).all(|j| tokens.is_any(j, &[w!(","), w!("("), w!(")"), w!("của")]))
            };
            let left = i
                .checked_sub(1)
                .filter(|&j| day(j))
                .and_then(|j| all.get(j));
            let right = all.get(i + 1).filter(|_| day(i + 1));
            left.is_some_and(|e| near(e.end, element.start))
                || right.is_some_and(|e| near(element.end, e.start))
        })
        .collect();
    counts
        .iter()
        .zip(governs)
        .map(|(&own, governs)| own || governs)
        .collect()
}

/// Whether nothing of a sentence stands before the token.
fn opens(tokens: Tokens<'_>, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else {
        return true;
    };
    clause_ends(tokens, before)
        || tokens.is_any(before, &[w!(":"), w!("-"), w!("+"), w!("•")]) && tokens.spaced(i)
}

/// Whether a sentence or a part of it ends before the token.
fn closes(tokens: Tokens<'_>, i: usize) -> bool {
    tokens.get(i).is_none_or(|t| t.kind == Kind::Mark)
}

/// Whether a sentence ends before the token.
fn ends_sentence(tokens: Tokens<'_>, i: usize) -> bool {
    i >= tokens.len() || clause_ends(tokens, i) || (tokens.is(i, w!(".")) && i + 1 >= tokens.len())
}

fn other_before(tokens: Tokens<'_>, i: usize) -> bool {
    phrase_before(tokens, i, Class::Other).is_some()
}

/// Whether the expression may belong to a name that begins before it in the sentence.
fn in_name(tokens: Tokens<'_>, element: &Element) -> bool {
    if opens(tokens, element.start) {
        return false;
    }
    let apart = element.start > 0 && tokens.is_any(element.start - 1, &[w!(","), w!("(")]);
    let start = sentence_start(tokens, element.start);
    let named = phrase_in(tokens, start..element.start, Class::Name).is_some();
    let vision = phrase_before(tokens, element.start, Class::Name).is_some();
    let goes_on = tokens.is(element.end, w!(","))
        && phrase_at(tokens, element.end + 1, Class::Name).is_some();
    vision || goes_on || named && !apart
}

fn sentence_start(tokens: Tokens<'_>, i: usize) -> usize {
    (0..i)
        .rev()
        .find(|&j| clause_ends(tokens, j))
        .map_or(0, |j| j + 1)
}

fn point_counts(tokens: Tokens<'_>, element: &Element, point: Point, times: &Times) -> bool {
    let (lead, start) = (element.lead, element.start);
    let bare = tokens
        .get(element.core)
        .is_some_and(|t| t.kind == Kind::Number);
    let half = point.unit == Unit::Range && tokens.is(element.core + 1, w!("tháng"));
    // `từ 15/4/2026 đến 15/5/2026`
    let from_to = point.unit == Unit::Range && lead.any(Lead::FROM) && !whole_years(point);
    let other = other_before(tokens, start) && !secures_effect(tokens, element);
    if other || bare && !half && !from_to && !lead.any(FIRM) {
        return false;
    }
    // A stretch of days or months is when the action takes place: `Tổ chức … từ ngày … đến ngày …`.
    let first = sentence_start(tokens, start);
    let stretch = !whole_years(point)
        && phrase_at(tokens, first, Class::Run).is_some()
        && phrase_in(tokens, first..start, Class::Other).is_none();
    let stretch = stretch || comes(tokens, first..start, point, times);
    let runs = || phrase_before(tokens, start, Class::Run).is_some();
    if matches!(lead.bound(), Bound::From | Bound::After) && point.unit != Unit::Range {
        return runs();
    }
    let alone = start > 0 && tokens.is(start - 1, w!("(")) && tokens.is(element.end, w!(")"));
    // `Quý II/2026: …`, `Giai đoạn 2026-2030, …`
    let heads = opens(tokens, start) && tokens.is_any(element.end, &[w!(","), w!(":")]);
    // `…, quý IV hằng năm`
    let every_year = tokens.is_any(element.end, &[w!("hàng"), w!("hằng")])
        && (opens(tokens, start) || start > 0 && tokens.is(start - 1, w!(",")));
    let loose = FIRM.and(Lead::UNTIL).and(Lead::WITHIN);
    match point.unit {
        Unit::Day => {
            lead.any(FIRM.and(Lead::UNTIL))
                || lead.any(Lead::WITHIN) && point.printed_year().is_some()
        }
        Unit::Month | Unit::Quarter => lead.any(loose) || alone || heads || every_year,
        Unit::Year if point.printed_year().is_none() => lead.any(Lead::DONE),
        Unit::Year => {
            let late = lead.any(Lead::LATE) && lead.any(Lead::WITHIN);
            let done =
                lead.any(Lead::DONE) || lead.any(Lead::WITHIN) && done_before(tokens, element);
            let until = lead.any(FIRM.and(Lead::UNTIL))
                || late
                || lead.any(Lead::WITHIN) && ends_sentence(tokens, element.end)
                || lead.any(Lead::WITHIN) && tokens.is(element.core - 1, w!("vào"));
            done || heads && !past_year(point, times) || until && !in_name(tokens, element)
        }
        Unit::Range if half => lead.any(loose) || heads || alone,
        Unit::Range if lead.any(Lead::FROM) => heads || runs() || stretch,
        Unit::Range if !whole_years(point) && !bare => lead.any(loose) || heads || alone,
        Unit::Range => lead.any(FIRM) || heads,
    }
}

/// `soạn thảo …, bảo đảm có hiệu lực trước ngày 01/3/2027`: the day by which the work must have taken
/// effect, and no fact about a law.
fn secures_effect(tokens: Tokens<'_>, element: &Element) -> bool {
    let effect = [
        phrase!("có" "hiệu" "lực"),
        phrase!("có" "hiệu" "lực" "thi" "hành"),
    ];
    element.lead.any(Lead::BEFORE.and(Lead::LATEST))
        && effect.iter().any(|words| {
            let from = element.start.checked_sub(words.len() + 2);
            from.is_some_and(|from| {
                tokens.at(from + 2, words)
                    && (tokens.at(from, phrase!("bảo" "đảm"))
                        || tokens.at(from, phrase!("đảm" "bảo")))
            })
        })
}

/// Whether a stretch of days is still to come when the plan is issued: then it is when something
/// happens, whoever does it (`Các xã treo băng rôn từ ngày 28/4/2026 đến ngày 02/5/2026`). What is
/// counted lies behind.
fn comes(tokens: Tokens<'_>, before: Range<usize>, point: Point, times: &Times) -> bool {
    let days = point.first.day > 0 && point.last.day > 0 && !point.open;
    let later = point
        .first
        .year
        .zip(times.issued)
        .is_some_and(|(year, issued)| {
            (year, point.first.month as i8) >= (issued.0, issued.1.unwrap_or(1))
        });
    // `trong tháng 10/2026 (từ ngày 01/10 đến ngày 31/10)` says it once.
    let end = before.end;
    let restates = end >= 2 && tokens.is(end - 1, w!("(")) && tokens.number(end - 2).is_some();
    days && later
        && !whole_years(point)
        && !restates
        && phrase_in(tokens, before, Class::Other).is_none()
}

/// Whether a point begins and ends with a year.
fn whole_years(point: Point) -> bool {
    (point.first.month, point.first.day, point.last.month) == (1, 1, 12)
}

fn past_year(point: Point, times: &Times) -> bool {
    point
        .printed_year()
        .is_some_and(|year| times.issued.is_some_and(|(issued, _)| year < issued))
}

/// `hoàn thành … trong năm 2026.`: the verb stands before, the year ends the clause.
fn done_before(tokens: Tokens<'_>, element: &Element) -> bool {
    let start = sentence_start(tokens, element.start);
    closes(tokens, element.end)
        && (start..element.start).any(|i| {
            tokens.at(i, phrase!("hoàn" "thành"))
                && !tokens.is_any(i.wrapping_sub(1), &[w!("độ"), w!("đã")])
        })
}

fn often_counts(tokens: Tokens<'_>, element: &Element, form: Form) -> bool {
    let (start, end) = (element.start, element.end);
    let of = tokens.is(end, w!("của"));
    let comma = tokens.is(end, w!(","));
    match form {
        // It says nothing alone, and governs the days of its clause.
        Form::Vague => true,
        Form::Periodic => !of,
        Form::Times => {
            let most = [phrase!("không" "quá"), phrase!("tối" "đa")];
            !(start >= 2 && most.iter().any(|p| tokens.at(start - 2, p)))
        }
        // `Mỗi năm tổ chức 02 lớp` is the rate of a target.
        Form::Each => opens(tokens, start) && comma,
        Form::Every if of => false,
        Form::Every => {
            let act = phrase_before(tokens, start, Class::Act);
            let described = |at: usize| phrase_before(tokens, at, Class::Head).is_some();
            opens(tokens, start)
                || act.is_some_and(|act| !described(act))
                || phrase_at(tokens, end, Class::Act).is_some()
                    && !described(start)
                    && act.is_none()
        }
    }
}

/// `ngay khi văn bản được thông qua`: an event that the action waits for, up to the end of its
/// clause; it must tell of something that happens once.
fn event(tokens: Tokens<'_>, element: &Element) -> Option<Said> {
    // `chuẩn bị điều kiện để thực hiện Luật ngay khi có hiệu lực` is due before.
    let begin = (0..element.start)
        .rev()
        .find(|&i| tokens.is(i, w!(",")) || clause_ends(tokens, i))
        .unwrap_or(0);
    if (begin..element.start).any(|i| tokens.is_any(i, &[w!("để"), w!("nhằm")])) {
        return None;
    }
    let ends = |i: &usize| tokens.is(*i, w!(",")) || clause_ends(tokens, *i);
    let mut end = (element.end..tokens.len())
        .find(ends)
        .unwrap_or(tokens.len());
    phrase_in(tokens, element.end..end, Class::Fact)?;
    if tokens.is(end - 1, w!(".")) {
        end -= 1;
    }
    Some(Said::plain(DeadlineKind::Event, element.start, end))
}
