//! What one clause says of time: its expressions joined to statements.

use jiff::civil::Date;
use plan::DeadlineKind;

use super::calendar::{Bound, Fixed, Unit};
use super::element::{Element, What};
use super::frequency::{Form, Rule, Unit as Cycle, texts};
use super::{Problem, Statement, Times};
use crate::token::{Tokens, w};

/// A statement and the tokens that it takes.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub start: usize,
    pub end: usize,
    pub kind: DeadlineKind,
    pub from: Option<Date>,
    pub due: Option<Date>,
    pub rules: Vec<Rule>,
    pub inferred_year: bool,
    pub problem: Option<Problem>,
}

impl Said {
    /// A statement without a date.
    pub(super) fn plain(kind: DeadlineKind, start: usize, end: usize) -> Said {
        Said {
            start,
            end,
            kind,
            from: None,
            due: None,
            rules: vec![],
            inferred_year: false,
            problem: None,
        }
    }

    fn fixed(fixed: Fixed, element: &Element) -> Said {
        Said {
            from: fixed.start,
            due: fixed.due,
            inferred_year: fixed.inferred_year,
            problem: fixed.problem,
            ..Said::plain(fixed.kind, element.start, element.end)
        }
    }

    /// The statement with its text.
    pub(super) fn statement(self, tokens: Tokens<'_>) -> Statement {
        Statement {
            span: tokens.span(self.start..self.end),
            kind: self.kind,
            start: self.from,
            due: self.due,
            recurrence: texts(&self.rules),
            inferred_year: self.inferred_year,
            problem: self.problem,
        }
    }
}

/// The statements that the expressions of one clause make, in ascending order.
///
/// A frequency of a year or half a year, a bare `định kỳ`, or a list of days makes days without a
/// year come again every year, and is then restated by them. All recurrences are one statement.
/// `từ …` gives a recurrence or `thường xuyên` its start. `thường xuyên` says nothing beside
/// anything else.
pub(super) fn statements(tokens: Tokens<'_>, elements: &[Element], times: &Times) -> Vec<Said> {
    let again = comes_again(elements);
    let rules = rules(elements, times, again);
    let mut said: Vec<Said> = vec![];
    let mut recurring: Option<Said> = None;
    let mut ongoing: Option<Said> = None;
    for (element, rule) in elements.iter().zip(&rules) {
        let own = match (&element.what, rule) {
            (What::Point(point), None) => {
                let bound = element.lead.bound();
                said.push(Said::fixed(point.fixed(bound, times), element));
                continue;
            }
            (What::Ongoing, _) => {
                ongoing
                    .get_or_insert(Said::plain(
                        DeadlineKind::Ongoing,
                        element.start,
                        element.end,
                    ))
                    .end = element.end;
                continue;
            }
            (What::DayOnly(_), None) | (What::Event, _) => continue,
            (What::Often(Form::Vague, _), _) if rules.iter().all(Option::is_none) => continue,
            (_, rule) => rule.as_deref().unwrap_or_default(),
        };
        let all = recurring.get_or_insert_with(|| {
            Said::plain(DeadlineKind::Recurring, element.start, element.end)
        });
        for rule in own {
            if !all.rules.contains(rule) {
                all.rules.push(*rule);
            }
        }
        all.end = element.end;
    }
    if let Some(standing) = recurring.as_mut().or(ongoing.as_mut()) {
        take_start(standing, &mut said, elements);
    }
    match recurring {
        Some(mut recurring) => {
            if said.is_empty()
                && let Some(ongoing) = ongoing
            {
                recurring.start = recurring.start.min(ongoing.start);
                recurring.end = recurring.end.max(ongoing.end);
            }
            close_bracket(tokens, &mut recurring);
            let within = said.iter_mut().find(|s| {
                matches!(s.kind, DeadlineKind::Year | DeadlineKind::Period)
                    && recurring.rules.iter().all(|r| r.is_plain())
                    && (s.start <= recurring.end + 1 && recurring.start <= s.end + 1)
            });
            match within {
                // `Hàng quý năm 2026` is one statement.
                Some(within) => {
                    within.rules = recurring.rules;
                    within.start = within.start.min(recurring.start);
                    within.end = within.end.max(recurring.end);
                }
                None => said.push(recurring),
            }
        }
        None if said.is_empty() => said.extend(ongoing),
        None => {}
    }
    said.sort_by_key(|s| s.start);
    said
}

/// Whether the days without a year in a clause come again every year.
fn comes_again(elements: &[Element]) -> bool {
    let yearly = |rule: &Rule| rule.period().is_some_and(|months| months % 6 == 0);
    elements.iter().any(|element| match &element.what {
        What::Often(Form::Vague, _) => true,
        What::Often(_, rules) => rules.iter().any(yearly),
        What::Point(point) => {
            element.listed
                && point.unit == Unit::Day
                && point.printed_year().is_none()
                && !point.following_year
        }
        What::Rule(_) | What::DayOnly(_) | What::Ongoing | What::Event => false,
    })
}

/// The rules that each element gives: `None` for what is no recurrence, nothing for a frequency
/// that the days beside it restate.
fn rules(elements: &[Element], times: &Times, again: bool) -> Vec<Option<Vec<Rule>>> {
    let mut all: Vec<Option<Vec<Rule>>> = elements
        .iter()
        .enumerate()
        .map(|(i, element)| match &element.what {
            What::Point(point) => {
                let every_year = point.unit == Unit::Year || point.following_year;
                let plans_year = every_year && times.several_years();
                let bound = element.lead.bound();
                let ends = !matches!(bound, Bound::From | Bound::After) && !point.open;
                (ends && (again || plans_year))
                    .then(|| point.yearly())
                    .flatten()
                    .map(|rule| vec![rule])
            }
            What::Rule(rule) => Some(vec![*rule]),
            What::DayOnly(day) => cycle(elements, i)
                .and_then(|near| with_day(near, *day))
                .map(|r| vec![r]),
            What::Often(..) | What::Ongoing | What::Event => None,
        })
        .collect();
    let dated: Vec<Rule> = all.iter().flatten().flatten().copied().collect();
    let restated = |rule: &Rule| match rule.period() {
        Some(1) => dated
            .iter()
            .any(|d| d.unit == Cycle::Month && d.interval == 1),
        Some(3) => {
            dated
                .iter()
                .any(|d| d.months.count_ones() >= 4 || d.unit == Cycle::Month && d.interval == 3)
                || dated.iter().filter(|d| d.months != 0).count() >= 4
        }
        Some(months) if months % 6 == 0 => dated.iter().any(|d| d.unit == Cycle::Year),
        _ => false,
    };
    for (element, own) in elements.iter().zip(all.iter_mut()) {
        if let What::Often(_, rules) = &element.what {
            *own = Some(
                rules
                    .iter()
                    .filter(|rule| !restated(rule))
                    .copied()
                    .collect(),
            );
        }
    }
    // A bare `định kỳ` recurs only with the days that it governs.
    if dated.is_empty() {
        for (element, own) in elements.iter().zip(all.iter_mut()) {
            if matches!(element.what, What::Often(Form::Vague, _)) {
                *own = None;
            }
        }
    }
    all
}

/// The interval that a lone day belongs to: of the frequency before it, else of the rule behind it.
fn cycle(elements: &[Element], i: usize) -> Option<Rule> {
    let own = |element: &Element| match &element.what {
        What::Often(_, rules) => rules.last().copied(),
        What::Rule(rule) => Some(*rule),
        _ => None,
    };
    let behind = elements
        .get(i + 1..)?
        .iter()
        .find(|e| !matches!(e.what, What::DayOnly(_)));
    if let Some(What::Rule(rule)) = behind.map(|e| &e.what) {
        return Some(*rule);
    }
    elements.get(..i)?.iter().rev().find_map(own)
}

fn with_day(near: Rule, day: u8) -> Option<Rule> {
    let monthly = near.unit == Cycle::Month || near.months != 0;
    monthly.then_some(Rule {
        day: day as i8,
        weekday: None,
        ..near
    })
}

/// Moves the start of an open point (`từ tháng 6/2024`) to what goes on from there.
fn take_start(standing: &mut Said, said: &mut Vec<Said>, elements: &[Element]) {
    let open = |s: &Said| s.kind == DeadlineKind::Period && s.due.is_none() && s.problem.is_none();
    if let Some(at) = said.iter().position(open)
        && elements
            .iter()
            .all(|e| !matches!(&e.what, What::Point(p) if p.open))
    {
        let point = said.remove(at);
        standing.from = point.from;
        standing.inferred_year = point.inferred_year;
        standing.start = standing.start.min(point.start);
        standing.end = standing.end.max(point.end);
    }
}

/// Takes in the bracket that closes one opened inside: `định kỳ hàng năm (trước ngày 10/12)`.
pub(super) fn close_bracket(tokens: Tokens<'_>, said: &mut Said) {
    let count = |word| {
        (said.start..said.end)
            .filter(|&i| tokens.is(i, word))
            .count()
    };
    if count(w!("(")) > count(w!(")")) && tokens.is(said.end, w!(")")) {
        said.end += 1;
    }
}
