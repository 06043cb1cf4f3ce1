//! What the grammars find, as values of the record with their places.

use document::Span;
use plan::{Citation, Code, Deadline, Diagnostic, Output, Owner, Severity, Target};

use crate::citation::{self, Cited};
use crate::deadline::{self, Problem, Statement};
use crate::owner::Named;
use crate::source::Source;
use crate::target;
use crate::token::{Tokens, w};

/// A citation of the record.
pub(crate) fn citation(source: &Source<'_>, cited: &Cited) -> Citation {
    Citation {
        kind: cited.kind.map(|span| source.line(span)),
        number: cited.number.clone(),
        issued_on: cited.issued_on.clone(),
        issuer: cited.issuer.map(|span| source.line(span)),
        provenance: source.place(cited.span),
    }
}

/// Adds a citation, one entry a number: a later mention only fills what is empty.
pub(crate) fn add_citation(source: &Source<'_>, list: &mut Vec<Citation>, cited: &Cited) {
    let new = citation(source, cited);
    match list.iter_mut().find(|c| c.number == new.number) {
        Some(old) => {
            old.kind = old.kind.take().or(new.kind);
            old.issued_on = old.issued_on.take().or(new.issued_on);
            old.issuer = old.issuer.take().or(new.issuer);
        }
        None => list.push(new),
    }
}

/// Says what is odd about a citation.
pub(crate) fn diagnose_citation(source: &Source<'_>, cited: &Cited, out: &mut Vec<Diagnostic>) {
    if cited.repaired {
        out.push(Diagnostic {
            code: Code::CitationRepaired,
            severity: Severity::Info,
            message: format!(
                "`{}` is read as {}",
                source.text(cited.number_span),
                cited.number
            ),
            provenance: Some(source.place(cited.number_span)),
        });
    }
    if cited.kind_mismatch {
        out.push(Diagnostic {
            code: Code::CitationKindMismatch,
            severity: Severity::Info,
            message: format!(
                "`{}` and the symbol of {} name different kinds of document",
                cited.kind.map_or("", |span| source.text(span)),
                cited.number
            ),
            provenance: Some(source.place(cited.span)),
        });
    }
}

/// Owners of the record; a body named twice is one.
pub(crate) fn add_owners(source: &Source<'_>, list: &mut Vec<Owner>, named: &[Named]) {
    for owner in named {
        let (text, provenance) = source.quote(owner.span);
        let name = source.text(owner.name).to_owned();
        if !list.iter().any(|o| o.name == name) {
            list.push(Owner {
                text,
                name,
                provenance,
            });
        }
    }
}

/// A statement of time of the record.
pub(crate) fn deadline(source: &Source<'_>, statement: &Statement) -> Deadline {
    let (text, provenance) = source.quote(statement.span);
    Deadline {
        text,
        kind: statement.kind,
        start: statement.start.map(|date| date.to_string()),
        due: statement.due.map(|date| date.to_string()),
        recurrence: statement.recurrence.clone(),
        inferred: if statement.inferred_year {
            vec!["year".to_owned()]
        } else {
            vec![]
        },
        provenance,
    }
}

/// Adds statements of time; the same time twice is one.
pub(crate) fn add_deadlines(
    source: &Source<'_>,
    list: &mut Vec<Deadline>,
    statements: &[Statement],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for statement in statements {
        let new = deadline(source, statement);
        if let Some(problem) = &statement.problem {
            diagnostics.push(time_problem(source, statement.span, problem));
        }
        let same = |old: &Deadline| {
            (old.kind, &old.start, &old.due, &old.recurrence)
                == (new.kind, &new.start, &new.due, &new.recurrence)
        };
        if !list.iter().any(same) {
            list.push(new);
        }
    }
}

fn time_problem(source: &Source<'_>, span: Span, problem: &Problem) -> Diagnostic {
    let text = source.text(span);
    let (code, message) = match problem {
        Problem::InvalidDate => (
            Code::DateInvalid,
            format!("`{text}` names a day that the calendar does not have"),
        ),
        Problem::YearUnknown => (
            Code::YearUnknown,
            format!("`{text}` prints no year, and nothing else gives it"),
        ),
    };
    let provenance = Some(source.place(span));
    Diagnostic {
        code,
        severity: Severity::Warning,
        message,
        provenance,
    }
}

/// A target of the record.
pub(crate) fn target(source: &Source<'_>, found: &target::Found) -> Target {
    let (text, provenance) = source.quote(found.span);
    Target {
        text,
        comparator: found.comparator,
        value: found.value,
        max: found.max,
        unit: found.unit.clone(),
        subject: found.subject.map(|span| source.text(span).to_owned()),
        provenance,
    }
}

/// Products: split at `;`, line breaks and bullets, not at `/`, `,` and `và`.
pub(crate) fn outputs(source: &Source<'_>, tokens: Tokens<'_>, breaks: &[u32]) -> Vec<Output> {
    let mut out = vec![];
    let mut start = 0;
    for i in 0..=tokens.len() {
        let end = match tokens.get(i) {
            None => true,
            Some(token) => {
                tokens.is(i, w!(";"))
                    || (is_bullet(tokens, i) && (i == 0 || i == start || after_stop(tokens, i)))
                    || breaks.iter().any(|&b| {
                        i > start && b < token.start && tokens.span(i - 1..i).end <= b + 1
                    })
            }
        };
        if !end {
            continue;
        }
        push_output(source, tokens, start..i, &mut out);
        let skips = tokens.is(i, w!(";")) || is_bullet(tokens, i);
        start = if skips { i + 1 } else { i };
    }
    out
}

/// A dash with blanks round it, a capital letter or a digit behind it.
fn is_bullet(tokens: Tokens<'_>, i: usize) -> bool {
    tokens.is_any(i, &[w!("-"), w!("+"), w!("•")])
        && tokens.spaced(i)
        && tokens.get(i + 1).is_some_and(|next| {
            let text = tokens.text(i + 1);
            let _ = next;
            text.chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        })
}

/// A bullet inside a cell begins a product at the beginning or behind a stop.
fn after_stop(tokens: Tokens<'_>, i: usize) -> bool {
    i == 0 || tokens.is_any(i - 1, &[w!(";"), w!("."), w!(":")])
}

fn push_output(
    source: &Source<'_>,
    tokens: Tokens<'_>,
    range: std::ops::Range<usize>,
    out: &mut Vec<Output>,
) {
    let (mut from, mut to) = (range.start, range.end.min(tokens.len()));
    while from < to && tokens.is_any(from, &[w!("-"), w!("+"), w!("•"), w!(";")]) {
        from += 1;
    }
    while from < to && tokens.is_any(to - 1, &[w!("."), w!(";"), w!(",")]) {
        to -= 1;
    }
    if from < to {
        let (text, provenance) = source.quote(tokens.span(from..to));
        if text.chars().any(char::is_alphanumeric) {
            out.push(Output { text, provenance });
        }
    }
}

/// What the grammars find in the text of an item.
pub(crate) struct Reading {
    /// Citations, ascending.
    pub cited: Vec<Cited>,
    /// Statements of time, ascending.
    pub times: Vec<Statement>,
    /// Targets, ascending.
    pub targets: Vec<target::Found>,
}

/// Reads the text of an item.
pub(crate) fn read(tokens: Tokens<'_>, times: &deadline::Times) -> Reading {
    let cited = citation::find(tokens);
    let mut skip: Vec<Span> = cited.iter().map(|c| c.span).collect();
    let statements = deadline::in_text(tokens, &skip, times);
    skip.extend(statements.iter().map(|s| s.span));
    skip.sort_unstable();
    let targets = target::in_text(tokens, &skip);
    Reading {
        cited,
        times: statements,
        targets,
    }
}
