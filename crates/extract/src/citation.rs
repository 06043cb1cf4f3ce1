//! Citations of documents: kind, number, date, issuer.
//!
//! `Quyết định số 322/QĐ-UBND ngày 26/02/2025 của UBND tỉnh`: every document number in a text is a
//! citation, nested ones too. What has no number is none: a law named by its date, a programme
//! (`Đề án 06`), a short name (`Nghị quyết 57`). EXTRACTION.md section 2 fixes the canonical form.

use document::Span;

use crate::deadline::printed_date;
use crate::token::{Case, Kind, Tokens, Word, w};

mod before;
mod close;
mod issuer;
mod lexicon;
mod number;
mod own;
mod replaced;
#[cfg(test)]
mod tests;

pub(crate) use close::close_to;
pub(crate) use own::{OwnNumber, own_number};
pub(crate) use replaced::{replaced, replaced_by_title};

use close::symbol;
use number::{Before, Shape};

/// A document that a text cites.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cited {
    /// From the kind, or else the number, to the end of date and issuer.
    pub span: Span,
    /// The number alone.
    pub number_span: Span,
    /// The kind as printed. In a list the kind word of its head.
    pub kind: Option<Span>,
    /// Canonical number. What is mistyped stays as printed (`03-NQ/CP`).
    pub number: String,
    /// ISO 8601 date, as precise as printed.
    pub issued_on: Option<String>,
    /// The body as named, with its term (`Ban Chấp hành Trung ương khoá XI`).
    pub issuer: Option<Span>,
    /// A hyphen that was lost between known codes was put back.
    pub repaired: bool,
    /// The code in the number names another kind than the text (`Kế hoạch số 322/QĐ-UBND`).
    pub kind_mismatch: bool,
}

/// What the members of a list share: `các Kế hoạch của Ủy ban nhân dân tỉnh: số 15/KH-UBND …, số …`.
struct List {
    kind: Span,
    issuer: Option<Span>,
    series: (Option<Word>, Option<Word>),
}

/// Marks and words that may stand between the members of a list.
const LINKS: [Word; 7] = [
    w!(","),
    w!(";"),
    w!("và"),
    w!("số"),
    w!("hoặc"),
    w!("cùng"),
    w!(":"),
];

/// The documents that a text cites, in order.
pub(crate) fn find(tokens: Tokens<'_>) -> Vec<Cited> {
    let mut out: Vec<Cited> = vec![];
    let mut list: Option<List> = None;
    // Behind the citation before.
    let mut done = 0;
    // Members of the list that the last citation belongs to, which share its kind word.
    let mut members = 0;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        if token.kind != Kind::Number {
            continue;
        }
        let Some(shape) = Shape::read(tokens, at - 1) else {
            continue;
        };
        let Some(found) = cite(tokens, &shape, done, list.as_ref(), out.last()) else {
            continue;
        };
        members = if found.inherited { members + 1 } else { 0 };
        if found.cited.issued_on.is_none() && found.cited.issuer.is_some() {
            share_issuer(&mut out, members, &found);
        }
        at = shape.end;
        done = found.end;
        if found.list.is_some() || !found.inherited {
            list = found.list;
        }
        out.push(found.cited);
    }
    out
}

/// A citation under way.
struct Found {
    cited: Cited,
    /// Behind its last token.
    end: usize,
    /// Its kind word is that of a list's head.
    inherited: bool,
    /// It is the head of a list.
    list: Option<List>,
}

fn cite(
    tokens: Tokens<'_>,
    shape: &Shape,
    done: usize,
    list: Option<&List>,
    previous: Option<&Cited>,
) -> Option<Found> {
    let mut first = shape.digits.start;
    let mut joined = None;
    // `số 3 7/2003/NĐ-CP`: recognition and transcripts put blanks between digits.
    if first > done + 1
        && tokens
            .get(first - 1)
            .is_some_and(|t| t.kind == Kind::Number)
        && before::is_so(tokens, first - 2)
    {
        joined = Some(tokens.text(first - 1));
        first -= 1;
    }
    let so = before::so_before(tokens, first);
    let head = so.unwrap_or(first);
    let law = shape.is_law(tokens);
    let mut kind = lexicon::kind_before(tokens, head)
        .filter(|(from, kind)| *from >= done && (!law || kind.law));
    let mut issuer = None;
    if kind.is_none() && law {
        kind = before::law_before(tokens, done, head);
    }
    if kind.is_none()
        && so.is_some()
        && let Some(code) = shape.code(tokens)
        && let Some((from, named, body)) = before::kind_and_issuer(tokens, done, head)
        && named.agrees(code)
    {
        (kind, issuer) = (Some((from, named)), Some(body));
    }
    if kind.is_none()
        && so.is_some()
        && let Some(code) = shape.code(tokens)
        && !tokens.is(head.saturating_sub(1), w!(","))
    {
        kind = before::named_before(tokens, done, head, code);
    }
    let abbreviation = before::abbreviation_before(tokens, shape, head, done);
    if kind.is_none() && so.is_some_and(|so| so > 0 && tokens.is_any(so - 1, &before::FORMS)) {
        return None;
    }
    let context = Before {
        kind: kind.map(|(_, kind)| kind),
        so: so.is_some() || abbreviation.is_some(),
    };
    let member = || context.kind.is_none() && follows(tokens, done, head, previous, shape);
    if !shape.is_number(tokens, &context) && !member() {
        return None;
    }

    let span = |from: usize, to: usize| tokens.span(from..to);
    let mut start = first;
    let mut kind_span = None;
    let mut inherited = false;
    if let Some((from, kind)) = kind {
        start = from;
        kind_span = Some(span(from, from + kind.len()));
    } else if let Some(at) = abbreviation {
        start = at;
        kind_span = Some(span(at, at + 1));
    } else if let Some(previous) = previous
        && let Some(kind) = previous.kind
        && follows(tokens, done, head, Some(previous), shape)
    {
        kind_span = Some(kind);
        inherited = true;
    } else if let Some(list) = list
        && so.is_some()
        && list.series == shape.series(tokens)
    {
        kind_span = Some(list.kind);
        issuer = issuer.or(list.issuer);
        inherited = true;
    }

    let joint = is_joint(tokens, shape, context.kind);
    let tail = tail(tokens, shape.end, joint);
    let opens = kind.is_some() && issuer.is_some();
    let named = issuer;
    let issuer = tail.issuer.or(issuer);
    let kind_mismatch = kind
        .zip(shape.code(tokens))
        .is_some_and(|((_, kind), code)| !kind.agrees(code));
    let mut number = shape.canonical(tokens);
    if let Some(digits) = joined {
        number.insert_str(0, digits);
    }
    let cited = Cited {
        span: span(start, tail.end),
        number_span: span(first, shape.end),
        kind: kind_span,
        number,
        issued_on: tail.issued_on,
        issuer,
        repaired: shape.repaired || joined.is_some(),
        kind_mismatch,
    };
    let list = kind_span.filter(|_| opens).map(|kind| List {
        kind,
        issuer: named,
        series: shape.series(tokens),
    });
    Some(Found {
        cited,
        end: tail.end,
        inherited,
        list,
    })
}

/// The issuer behind the last member of a list holds for the members before it: `các Nghị quyết số
/// 57-NQ/TW, 59-NQ/TW và 68-NQ/TW của Bộ Chính trị`. A date would not.
fn share_issuer(out: &mut [Cited], members: usize, found: &Found) {
    for cited in out.iter_mut().rev().take(members) {
        if cited.issuer.is_some() || cited.issued_on.is_some() {
            return;
        }
        if symbol(&cited.number) == symbol(&found.cited.number) {
            cited.issuer = found.cited.issuer;
        }
    }
}

/// Whether a number is the next member of the list that the citation before belongs to: nothing but
/// commas, `và` and `số` between them, and its code fits the kind.
fn follows(
    tokens: Tokens<'_>,
    done: usize,
    head: usize,
    previous: Option<&Cited>,
    shape: &Shape,
) -> bool {
    let Some(kind) = previous.and_then(|cited| cited.kind) else {
        return false;
    };
    let linked = done < head + 1
        && done > 0
        && (done..head).all(|at| tokens.is_any(at, &LINKS))
        && tokens
            .get(shape.digits.start)
            .is_some_and(|t| t.start >= kind.end);
    if !linked {
        return false;
    }
    let text = &tokens.source()[kind.range()];
    let agrees = |code| lexicon::kind_named(text).is_some_and(|kind| kind.agrees(code));
    shape.code(tokens).is_some_and(agrees) || shape.is_law(tokens)
}

/// Whether several bodies issue a document: `Thông tư liên tịch`, `26/2014/TTLT-BYT-BCA`.
fn is_joint(tokens: Tokens<'_>, shape: &Shape, kind: Option<&lexicon::Kind>) -> bool {
    let code = shape.code(tokens).and_then(lexicon::code);
    let joint = |code: &str| ["LT", "LB", "LN"].iter().any(|end| code.ends_with(end));
    kind.is_some_and(|kind| kind.name.contains(" liên ")) || code.is_some_and(joint)
}

/// Date and issuer behind a number.
struct Tail {
    issued_on: Option<String>,
    issuer: Option<Span>,
    /// Behind the last token.
    end: usize,
}

fn tail(tokens: Tokens<'_>, from: usize, joint: bool) -> Tail {
    let mut tail = Tail {
        issued_on: None,
        issuer: None,
        end: from,
    };
    let mut at = from;
    // `số 7176/TTr-CAT (CSGT) ngày …`: the unit that drafted it.
    let unit = tokens.get(at + 1).is_some_and(|t| t.case == Case::Upper);
    if tokens.is(at, w!("(")) && unit && tokens.is(at + 2, w!(")")) {
        at += 3;
    }
    for _ in 0..2 {
        let comma = usize::from(tokens.is(at, w!(",")));
        if tail.issued_on.is_none()
            && tokens.is(at + comma, w!("ngày"))
            && let Some((date, length)) = printed_date(tokens, at + comma)
        {
            tail.issued_on = Some(date);
            at += comma + length;
            tail.end = at;
            // `ngày 25/10/2017 Hội nghị lần thứ sáu Ban Chấp hành Trung ương (khoá XII)`.
            if issuer::behind_conference(tokens, at) > at && tail.issuer.is_none() {
                set_issuer(tokens, &mut tail, &mut at, joint);
            }
        }
        let comma = usize::from(tokens.is(at, w!(",")));
        if tail.issuer.is_none() && tokens.is(at + comma, w!("của")) {
            let mut body = at + comma + 1;
            if set_issuer(tokens, &mut tail, &mut body, joint) {
                at = body;
            }
        }
    }
    tail
}

/// Reads the body at token `at` and goes behind it.
fn set_issuer(tokens: Tokens<'_>, tail: &mut Tail, at: &mut usize, joint: bool) -> bool {
    let Some(mut body) = issuer::read(tokens, *at) else {
        return false;
    };
    while joint
        && tokens.is_any(body.end, &[w!(","), w!("và"), w!("-")])
        && lexicon::name_at(tokens, body.end + 1).is_some()
        && let Some(next) = issuer::read(tokens, body.end + 1)
    {
        body.end = next.end;
    }
    *at = body.end;
    tail.end = body.end;
    tail.issuer = Some(tokens.span(body));
    true
}

/// Name and length in tokens of the kind of document that a title line names at token `from`:
/// `KẾ HOẠCH`, `CHƯƠNG TRÌNH HÀNH ĐỘNG`.
pub(crate) fn kind_at(tokens: Tokens<'_>, from: usize) -> Option<(&'static str, usize)> {
    lexicon::title_kind(tokens, from)
}
