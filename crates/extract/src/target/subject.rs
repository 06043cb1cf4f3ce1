//! The noun phrase that a target counts.

use document::Span;

use super::context::clause_start;
use super::lexicon::{AFTER, BEFORE, Class, Role};
use super::unit::Unit;
use crate::token::{Kind, Tokens, Word, phrase, w};

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
            let behind = behind(tokens, unit.start, unit.end);
            // `giảm số vụ ngộ độc xuống dưới 02 vụ`: the unit alone says less than what stands
            // before it.
            let bare = behind.is_some_and(|found| found == tokens.span(unit.start..unit.end));
            let measured = || {
                measure(tokens, clause_start(tokens, start), start)?;
                leading(tokens, start).filter(|found| tokens.within(*found).len() > 2)
            };
            match behind {
                Some(_) if bare => measured().or(behind),
                Some(_) => behind,
                None => leading(tokens, start),
            }
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
            if end >= least && depth == 0 && says_who(tokens, end) {
                break;
            }
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
        let verb = depth == 0
            && !is_nominal(tokens, from, end)
            && AFTER
                .starting(tokens, end, if joined { Role::Clause } else { Role::Verb })
                .is_some();
        // `xăng E5`, `IPv6`: a digit inside a word is no number.
        let number = token.kind == Kind::Number && depth == 0 && tokens.spaced(end);
        let stop = tokens.is_any(end, STOPS) || number;
        if end >= least && (stop || verb) {
            if verb {
                end = without_agent(tokens, from.max(least), end);
            }
            break;
        }
        end += 1;
    }
    trimmed(tokens, from, end)
}

/// Whether the verb at token `i` is part of a noun: `kiểm tra việc thực hiện`, `vật liệu xây dựng`.
fn is_nominal(tokens: Tokens<'_>, from: usize, i: usize) -> bool {
    i > from
        && (tokens.is(i - 1, w!("việc"))
            || i > from + 1 && tokens.at(i - 2, phrase!("vật" "liệu" "xây" "dựng")))
}

/// Most words of a body behind `do`.
const AGENT_WORDS: usize = 5;

/// The end of `văn bản do cơ quan` before the verb that belongs to `do`: the clause is left out, for
/// half of it says nothing.
fn without_agent(tokens: Tokens<'_>, least: usize, end: usize) -> usize {
    (least.max(end.saturating_sub(AGENT_WORDS)).max(1)..end)
        .find(|&i| tokens.is(i, w!("do")))
        .unwrap_or(end)
}

/// `(Văn phòng Sở phối hợp với Công an tỉnh)`: the bracket says who does it, and describes nothing.
fn says_who(tokens: Tokens<'_>, open: usize) -> bool {
    let roles = [phrase!("chủ" "trì"), phrase!("phối" "hợp")];
    (open + 1..tokens.len())
        .take_while(|&i| !tokens.is(i, w!(")")))
        .any(|i| roles.iter().any(|words| tokens.at(i, words)))
}

/// The noun phrase before a comparator: from `tỷ lệ` or the clause's start to the verb.
fn leading(tokens: Tokens<'_>, start: usize) -> Option<Span> {
    let mut end = start;
    // `…, hướng tới tối thiểu đạt 25%`, `(phấn đấu đạt 50%)`.
    let mut gained = false;
    for _ in 0..8 {
        // One verb says what is gained: of `giá trị sản xuất đạt` it is `đạt`.
        let roles: &[Role] = if gained {
            &[Role::Filler, Role::From]
        } else {
            &[Role::Filler, Role::Gain, Role::From]
        };
        let verb = roles
            .iter()
            .find_map(|&role| Some((role, BEFORE.ending(tokens, end, role)?)));
        let aims = [
            w!("tới"),
            w!("hướng"),
            w!("nằm"),
            w!("trong"),
            w!("thuộc"),
            w!("phấn"),
            w!("đấu"),
            w!("sẽ"),
            w!(","),
            w!("("),
        ];
        match (verb, end.checked_sub(1)) {
            (Some((role, length)), _) => {
                end -= length;
                gained |= role == Role::Gain || tokens.is(end, w!("đạt"));
            }
            (None, Some(p)) if tokens.is_any(p, &aims) => end = p,
            _ => break,
        }
    }
    let end = without_year(tokens, end);
    let clause = clause_start(tokens, end);
    let from = measure(tokens, clause, end).unwrap_or_else(|| behind_verbs(tokens, clause, end));
    let (from, end) = behind_value(tokens, from, end);
    trimmed(tokens, from, end)
}

/// The end of `tỷ trọng ngành công nghiệp trong GRDP đến năm 2030` without the year, which is when
/// the number is to be reached and no part of what is counted.
fn without_year(tokens: Tokens<'_>, end: usize) -> usize {
    let Some(year) = end.checked_sub(1) else {
        return end;
    };
    let dated = tokens
        .number(year)
        .is_some_and(|n| (1900..2100).contains(&n));
    if !dated || year == 0 || !tokens.is(year - 1, w!("năm")) {
        return end;
    }
    let mut start = year - 1;
    const BEFORE_YEAR: &[Word] = &[w!("đến"), w!("hết"), w!("trong"), w!("vào"), w!("cuối")];
    while start > 0 && tokens.is_any(start - 1, BEFORE_YEAR) {
        start -= 1;
    }
    // `kế hoạch vốn năm 2026` is what is counted.
    if start + 1 == year { end } else { start }
}

/// What is left of a subject that reached something before: `giá trị sản xuất đạt 850 tỷ đồng, tăng
/// 12%` counts `giá trị sản xuất`, `tuổi thọ đạt 80 tuổi, số năm sống khỏe` the second.
fn behind_value(tokens: Tokens<'_>, from: usize, end: usize) -> (usize, usize) {
    let gained = (from + 1..end).find(|&i| {
        let number = |n: usize| tokens.get(n).is_some_and(|t| t.kind == Kind::Number);
        tokens.is(i, w!("đạt")) && (i + 1..(i + 4).min(end)).any(number)
    });
    let Some(gained) = gained else {
        return (from, end);
    };
    let comma = (gained..end)
        .rev()
        .find(|&i| tokens.is(i, w!(",")) && tokens.spaced(i + 1));
    match comma {
        Some(comma) if comma + 1 < end => (comma + 1, end),
        _ => (from, gained),
    }
}

/// Where the noun of a measure begins that the number is the value of: `nâng tổng công suất …
/// lên 4.700 MW`. A rate is one wherever it stands; other nouns are one at the beginning of the
/// clause and behind a verb.
fn measure(tokens: Tokens<'_>, clause: usize, end: usize) -> Option<usize> {
    const OPENERS: &[Word] = &[w!("với"), w!("và"), w!("các"), w!("cho"), w!("về")];
    let opened = |i: usize| {
        i == clause
            || tokens.get(i - 1).is_some_and(|t| t.kind == Kind::Mark)
            || tokens.is_any(i - 1, OPENERS)
            || (1..=3.min(i - clause)).any(|length| {
                [Role::Clause, Role::Verb]
                    .into_iter()
                    .any(|role| AFTER.starting(tokens, i - length, role) == Some(length))
            })
    };
    (clause..end).rev().find(|&i| {
        AFTER.starting(tokens, i, Role::Rate).is_some()
            || (AFTER.starting(tokens, i, Role::Measure).is_some() && opened(i))
    })
}

/// The first token of a clause behind what is done in it: `…, góp phần kéo giảm tai nạn` counts
/// `tai nạn`.
fn behind_verbs(tokens: Tokens<'_>, clause: usize, end: usize) -> usize {
    let mut depth = 0usize;
    let mut last = None;
    for i in clause..end {
        if tokens.is(i, w!("(")) {
            depth += 1;
        } else if tokens.is(i, w!(")")) {
            depth = depth.saturating_sub(1);
        } else if depth == 0 {
            let verb = |at: usize| AFTER.starting(tokens, at, Role::Clause);
            if tokens.is(i, w!(",")) && verb(i + 1).is_some() {
                last = Some(i + 1);
            } else if tokens.is(i, w!("nhằm")) {
                last = Some(i);
            }
        }
    }
    let start = last.unwrap_or(clause);
    let mut from = start;
    while let Some(length) = AFTER.starting(tokens, from, Role::Clause) {
        from += length;
    }
    if from < end { from } else { start }
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
