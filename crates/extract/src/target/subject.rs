//! The noun phrase that a target counts.

use document::Span;

use super::context::clause_start;
use super::lexicon::{AFTER, BEFORE, Class, Role};
use super::unit::Unit;
use crate::token::{Kind, Tokens, Word, w};

/// The noun phrase counted by the target at tokens `start..end`: behind a percent sign
/// (`100% các đơn vị y tế`), from the counted noun on (`03 bệnh viện đa khoa`), or else before the
/// comparator (`Tỷ lệ … đạt tối thiểu 80%`).
pub(super) fn find(
    tokens: Tokens<'_>,
    start: usize,
    unit: Option<Unit>,
    end: usize,
) -> Option<Span> {
    match unit {
        Some(unit) if matches!(unit.class, Class::Count | Class::Part) => {
            behind(tokens, unit.start, unit.end).or_else(|| leading(tokens, start))
        }
        _ => behind(tokens, end, end).or_else(|| leading(tokens, start)),
    }
}

/// The noun phrase from token `from` on, which reaches at least to token `least`.
fn behind(tokens: Tokens<'_>, from: usize, least: usize) -> Option<Span> {
    const STOPS: &[Word] = &[w!("."), w!(";"), w!(":"), w!("%")];
    let opens = tokens.get(from).is_some_and(|t| t.kind == Kind::Word)
        && AFTER.starting(tokens, from, Role::NoNoun).is_none()
        && (least > from || AFTER.starting(tokens, from, Role::Verb).is_none());
    if !opens {
        return None;
    }
    let mut depth = 0usize;
    let mut end = from;
    while let Some(token) = tokens.get(end) {
        if tokens.is(end, w!("(")) {
            depth += 1;
        } else if tokens.is(end, w!(")")) {
            let Some(less) = depth.checked_sub(1) else {
                break;
            };
            depth = less;
        }
        // A noun that is also a verb stands behind a comma or `và`: `cơ quan, tổ chức`.
        let joined = end
            .checked_sub(1)
            .is_some_and(|p| tokens.is_any(p, &[w!(","), w!("và")]));
        let verb = depth == 0 && !joined && AFTER.starting(tokens, end, Role::Verb).is_some();
        let stop = tokens.is_any(end, STOPS) || (token.kind == Kind::Number && depth == 0);
        if end >= least && (stop || verb) {
            break;
        }
        end += 1;
    }
    trimmed(tokens, from, end)
}

/// The noun phrase before a comparator: from `tỷ lệ` or the clause's start to the verb.
fn leading(tokens: Tokens<'_>, start: usize) -> Option<Span> {
    let mut end = start;
    // `…, hướng tới tối thiểu đạt 25%`, `(phấn đấu đạt 50%)`.
    for _ in 0..8 {
        let verb = [Role::Filler, Role::Gain, Role::From]
            .into_iter()
            .find_map(|role| BEFORE.ending(tokens, end, role));
        let aims = [
            w!("tới"),
            w!("hướng"),
            w!("phấn"),
            w!("đấu"),
            w!("sẽ"),
            w!(","),
            w!("("),
        ];
        match (verb, end.checked_sub(1)) {
            (Some(length), _) => end -= length,
            (None, Some(p)) if tokens.is_any(p, &aims) => end = p,
            _ => break,
        }
    }
    let clause = clause_start(tokens, end);
    let rate = (clause..end).rev().find(|&i| {
        tokens.is_any(i, &[w!("tỷ"), w!("tỉ")]) && tokens.is_any(i + 1, &[w!("lệ"), w!("trọng")])
    });
    trimmed(tokens, rate.unwrap_or(clause), end)
}

/// The span of tokens `from..to` without marks at its ends.
fn trimmed(tokens: Tokens<'_>, mut from: usize, mut to: usize) -> Option<Span> {
    let edge = |i: usize| {
        tokens.is_any(
            i,
            &[
                w!(","),
                w!("-"),
                w!("/"),
                w!("và"),
                w!("\""),
                w!(":"),
                w!("+"),
            ],
        )
    };
    while from < to && edge(from) {
        from += 1;
    }
    // `bệnh viện trong` before `6 tháng`: a preposition ends no noun phrase.
    while to > from && (edge(to - 1) || AFTER.starting(tokens, to - 1, Role::NoNoun) == Some(1)) {
        to -= 1;
    }
    (from < to && to <= tokens.len()).then(|| tokens.span(from..to))
}
