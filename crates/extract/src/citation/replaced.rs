//! The documents that a plan replaces, abolishes or amends.

use super::close::symbol;
use super::{Cited, lexicon};
use crate::token::{Kind, Tokens, Word, phrase, w};

/// What a plan does to the document that it replaces.
const VERBS: [&[Word]; 6] = [
    phrase!("thay" "thế"),
    phrase!("bãi" "bỏ"),
    phrase!("hủy" "bỏ"),
    phrase!("sửa" "đổi"),
    phrase!("điều" "chỉnh"),
    phrase!("bổ" "sung"),
];

/// Words between a verb and the citation (`thay thế cho Kế hoạch …`, `sửa đổi một số nội dung của …`).
const FILLERS: [Word; 21] = [
    w!("cho"),
    w!("các"),
    w!("toàn"),
    w!("bộ"),
    w!("một"),
    w!("số"),
    w!("nội"),
    w!("dung"),
    w!("điều"),
    w!("điểm"),
    w!("khoản"),
    w!("của"),
    w!("tại"),
    w!("và"),
    w!(","),
    w!("bổ"),
    w!("sung"),
    w!("sửa"),
    w!("đổi"),
    w!("thay"),
    w!("thế"),
];

/// Words between `Kế hoạch này` and the verb.
const AUXILIARIES: [Word; 9] = [
    w!("được"),
    w!("ban"),
    w!("hành"),
    w!("xây"),
    w!("dựng"),
    w!("để"),
    w!("nhằm"),
    w!("sẽ"),
    w!("và"),
];

/// The cited documents that the text says are replaced, abolished or amended by the document that it
/// stands in: `Kế hoạch này thay thế Kế hoạch số 752/KH-SYT …`, `(thay thế Kế hoạch số …)`, `Kế hoạch
/// số … hết hiệu lực kể từ ngày Kế hoạch này …`. `cited` is what [`super::find`] found in the tokens.
pub(crate) fn replaced<'c>(tokens: Tokens<'_>, cited: &'c [Cited]) -> Vec<&'c Cited> {
    let mut out = vec![];
    if cited.is_empty() {
        return out;
    }
    for at in 0..tokens.len() {
        if VERBS.iter().any(|verb| tokens.at(at, verb)) {
            let from = sentence_start(tokens, at);
            if is_this(tokens, from, at) || at > 0 && tokens.is(at - 1, w!("(")) {
                objects(tokens, at, cited, &mut out);
            } else if by_this(tokens, at + 2) {
                subjects(tokens, from, at, cited, &mut out);
            }
        } else if tokens.at(at, phrase!("hết" "hiệu" "lực")) && ends_by_this(tokens, at) {
            subjects(tokens, sentence_start(tokens, at), at, cited, &mut out);
        }
    }
    out
}

/// The same for a title, whose verb has no subject: `Sửa đổi, bổ sung Kế hoạch số …`.
pub(crate) fn replaced_by_title<'c>(tokens: Tokens<'_>, cited: &'c [Cited]) -> Vec<&'c Cited> {
    let mut out = replaced(tokens, cited);
    let about = usize::from(tokens.is(0, w!("về")));
    let from = about + usize::from(about > 0 && tokens.is(1, w!("việc")));
    if VERBS.iter().any(|verb| tokens.at(from, verb)) {
        objects(tokens, from, cited, &mut out);
    }
    out
}

/// Token at which the sentence of token `at` begins.
fn sentence_start(tokens: Tokens<'_>, at: usize) -> usize {
    let ends = |i: usize| {
        tokens.is_any(i, &[w!("."), w!(";")])
            && tokens.spaced(i + 1)
            && tokens
                .get(i + 1)
                .is_some_and(|t| t.case != crate::token::Case::Lower)
    };
    (0..at).rev().find(|&i| ends(i)).map_or(0, |i| i + 1)
}

/// Whether this document is the subject of the sentence part `from..at`: `Kế hoạch này (có hiệu lực
/// kể từ ngày ký và)`. `Trên cơ sở Kế hoạch này, các đơn vị sửa đổi …` has another one.
fn is_this(tokens: Tokens<'_>, from: usize, at: usize) -> bool {
    let Some(this) = (from..at).find(|&i| tokens.is(i, w!("này"))) else {
        return false;
    };
    let first = lexicon::kind_before(tokens, this).map(|(kind, _)| kind);
    let verb = this + 1;
    first.is_some_and(|kind| (from..kind).all(|i| opens(tokens, i)))
        && ((verb..at).all(|i| tokens.is_any(i, &AUXILIARIES))
            || tokens.at(verb, phrase!("có" "hiệu" "lực"))
            || VERBS.iter().any(|other| tokens.at(verb, other)))
}

/// Labels and marks that may stand before a sentence.
fn opens(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.get(at).is_some_and(|t| t.kind != Kind::Word) || tokens.is(at, w!("và"))
}

/// `bằng Kế hoạch này`, `bởi Quyết định này`.
fn by_this(tokens: Tokens<'_>, at: usize) -> bool {
    let at = at + usize::from(tokens.is_any(at, &[w!("bằng"), w!("bởi")]));
    lexicon::kind_from(tokens, at).is_some_and(|(length, _)| tokens.is(at + length, w!("này")))
}

/// `hết hiệu lực (thi hành) kể từ ngày Kế hoạch này`.
fn ends_by_this(tokens: Tokens<'_>, at: usize) -> bool {
    (at + 3..(at + 12).min(tokens.len()))
        .any(|i| tokens.is(i, w!("này")) && lexicon::kind_before(tokens, i).is_some())
}

/// The citations behind the verb: the next one, and those that are joined to it.
fn objects<'c>(tokens: Tokens<'_>, verb: usize, cited: &'c [Cited], out: &mut Vec<&'c Cited>) {
    let mut end = verb + 2;
    while tokens.is_any(end, &FILLERS) {
        end += 1;
    }
    let Some(start) = tokens.get(end).map(|t| t.start) else {
        return;
    };
    let Some(first) = cited.iter().position(|c| c.span.start == start) else {
        return;
    };
    push(&cited[first], out);
    let mut last = &cited[first];
    for next in &cited[first + 1..] {
        let before = tokens.within(document::Span {
            start: last.span.end,
            end: next.span.start,
        });
        let after_this = [w!("."), w!("này")];
        if (0..before.len()).any(|i| before.is_any(i, &after_this) && before.spaced(i + 1)) {
            return;
        }
        // Behind a subject (`về việc …`) only one of the same series goes on; others are nested in it.
        let joined = !before.is_empty()
            && before.is_any(before.len() - 1, &[w!(","), w!(";"), w!("và"), w!("số")]);
        if joined && (before.len() <= 2 || symbol(&next.number) == symbol(&cited[first].number)) {
            push(next, out);
            last = next;
        }
    }
}

/// The citation that opens the sentence part `from..at`.
fn subjects<'c>(
    tokens: Tokens<'_>,
    from: usize,
    at: usize,
    cited: &'c [Cited],
    out: &mut Vec<&'c Cited>,
) {
    let (Some(start), Some(end)) = (tokens.get(from), tokens.get(at)) else {
        return;
    };
    if let Some(first) = cited
        .iter()
        .find(|c| c.span.start >= start.start && c.span.end <= end.start)
    {
        let before = tokens.within(document::Span {
            start: start.start,
            end: first.span.start,
        });
        if before.is_empty() {
            push(first, out);
        }
    }
}

fn push<'c>(cited: &'c Cited, out: &mut Vec<&'c Cited>) {
    if !out.iter().any(|known| known.number == cited.number) {
        out.push(cited);
    }
}
