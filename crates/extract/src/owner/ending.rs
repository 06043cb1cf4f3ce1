//! Where names end in running text, and what ends them.

use std::ops::Range;

use super::name::{DETERMINERS, Style, body_at, capital, verb_at};
use super::tail::{Reach, described};
use super::vocabulary::{Class, NAMES, TAILS, VERBS, Verb};
use crate::token::{Case, Kind, Tokens, Word, phrase, w};

/// Heads behind which a verb is part of the name also in lower case: `ban chỉ đạo`.
const NOMINAL: [Word; 14] = [
    w!("ban"),
    w!("tổ"),
    w!("đội"),
    w!("đoàn"),
    w!("phòng"),
    w!("tâm"),
    w!("án"),
    w!("tác"),
    w!("động"),
    w!("việc"),
    w!("phận"),
    w!("vực"),
    w!("độ"),
    w!("viên"),
];

/// Last words of nouns that a verb behind them may describe: `đơn vị`, `cơ quan`, `tổ chức`.
const KINDS: [Word; 7] = [
    w!("vị"),
    w!("quan"),
    w!("chức"),
    w!("nhân"),
    w!("nghiệp"),
    w!("sở"),
    w!("lượng"),
];

/// Lower-case words that may follow a department's complete name.
const AFTER_COMPLETE: [Word; 17] = [
    w!("tỉnh"),
    w!("thành"),
    w!("và"),
    w!("hoặc"),
    w!("cùng"),
    w!("trên"),
    w!("tại"),
    w!("thuộc"),
    w!("các"),
    w!("của"),
    w!("huyện"),
    w!("xã"),
    w!("phường"),
    w!("trung"),
    w!("ở"),
    w!("khác"),
    w!("khu"),
];

/// What stands behind a name in running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// A verb of this class.
    Verb(Verb),
    /// A word that can be no part of a complete name.
    Other,
    /// A colon.
    Colon,
    /// The end of the clause.
    Mark,
}

/// What the names do in their clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// They act: only a duty ends a body that is described by a verb (`cơ quan được giao … phải`).
    Subject,
    /// They are named by a verb before them.
    Object,
}

/// Where the names that begin at `from` end and what ends them; at `from` itself when a verb that
/// no table knows may have been read as part of a name.
pub(super) fn names_end(tokens: Tokens<'_>, from: usize, part: Part) -> (usize, Ending) {
    let mut element = Element::at(tokens, from);
    let mut reach = Reach::behind_head(element.kind);
    let (end, ending) = read_names(tokens, from, part, &mut element, &mut reach);
    let doubtful = match ending {
        Ending::Other | Ending::Mark | Ending::Colon => reach.hides_verb(),
        // A subject has no `và` before its verb: the verb before it was not known.
        Ending::Verb(_) => {
            reach.has_unknown()
                && part == Part::Subject
                && end > from
                && tokens.is(end - 1, w!("và"))
        }
    };
    if doubtful {
        return (from, Ending::Mark);
    }
    (end, ending)
}

fn read_names(
    tokens: Tokens<'_>,
    from: usize,
    part: Part,
    element: &mut Element,
    reach: &mut Reach,
) -> (usize, Ending) {
    let limit = tokens.len();
    let mut tentative = None;
    let mut k = from + element.skip;
    while k < limit {
        let Some(token) = tokens.get(k) else { break };
        if token.kind == Kind::Mark {
            if tokens.is(k, w!(":")) && element.shares_head(tokens, k) {
                k += 1;
                continue;
            }
            match mark_at(tokens, k, limit) {
                MarkKind::End(ending) => return settle(tentative, k, ending),
                MarkKind::Skip(next) => k = next,
                MarkKind::Comma => {
                    // `Sở Y tế, căn cứ …, xây dựng …`: the comma closes the subject.
                    if let Some(verb) =
                        verb_at(tokens, k + 1).filter(|_| !noun_behind_comma(tokens, k + 1))
                    {
                        if verb == Verb::Duty || tentative.is_none() {
                            return (k, Ending::Verb(verb));
                        }
                        if part == Part::Object {
                            return settle(tentative, k, Ending::Verb(verb));
                        }
                    }
                    k += 1;
                    *element = Element::at(tokens, k);
                    *reach = reach.next(element.kind);
                    k += element.skip;
                }
            }
            continue;
        }
        if tokens.is(k, w!("và")) && body_at(tokens, k + 1).is_some() {
            *element = Element::at(tokens, k + 1);
            *reach = reach.next(element.kind);
            k += 1 + element.skip;
            continue;
        }
        if tokens.is(k, w!("trong")) && verb_at(tokens, k + 1).is_some() {
            return settle(tentative, k, Ending::Verb(Verb::Stop));
        }
        let phrase = VERBS.at(tokens, k).filter(|&(_, verb)| {
            token.case == Case::Lower
                || verb == Verb::Name
                || element.new_sentence(tokens, from, k, verb)
        });
        if let Some((length, verb)) = phrase {
            match element.read(tokens, k..k + length, verb) {
                Reading::Name => {
                    k += length;
                    continue;
                }
                Reading::Ends => {
                    let described =
                        tentative.is_some_and(|(_, end, _)| part == Part::Subject || k == end);
                    if verb == Verb::Duty || !described {
                        return (k, Ending::Verb(verb));
                    }
                }
                Reading::Tentative => {
                    tentative = tentative.or(Some((k, k + length, verb)));
                    reach.loosen();
                }
            }
            k += length;
            continue;
        }
        if element.closed.is_some_and(|closed| k >= closed)
            && token.case == Case::Lower
            && token.kind == Kind::Word
            && !AFTER_COMPLETE.contains(&token.word)
        {
            return settle(tentative, k, Ending::Other);
        }
        if tokens.at(k, phrase!("liên" "quan")) {
            element.closed = Some(k + 2);
        }
        match reach.read(tokens, k) {
            Some(length) => k += length,
            None if tentative.is_some() => k += 1,
            None => {
                let ending = described(tokens, k).map_or(Ending::Other, Ending::Verb);
                return (k, ending);
            }
        }
    }
    settle(tentative, k.min(limit), Ending::Mark)
}

/// A describing verb behind which no other main verb came was the main verb.
fn settle(tentative: Option<(usize, usize, Verb)>, end: usize, ending: Ending) -> (usize, Ending) {
    match tentative {
        Some((at, _, verb)) => (at, Ending::Verb(verb)),
        None => (end, ending),
    }
}

/// `cơ quan, tổ chức liên quan`: `tổ chức` is no verb there.
fn noun_behind_comma(tokens: Tokens<'_>, k: usize) -> bool {
    const BEHIND: [Word; 8] = [
        w!(","),
        w!("và"),
        w!("có"),
        w!("liên"),
        w!("trong"),
        w!("trên"),
        w!("khác"),
        w!("tương"),
    ];
    tokens.at(k, phrase!("tổ" "chức")) && tokens.is_any(k + 2, &BEHIND)
}

enum MarkKind {
    End(Ending),
    Skip(usize),
    Comma,
}

fn mark_at(tokens: Tokens<'_>, k: usize, limit: usize) -> MarkKind {
    if tokens.is(k, w!(",")) {
        return MarkKind::Comma;
    }
    if tokens.is(k, w!("(")) {
        return match bracket_end(tokens, k).filter(|&end| end <= limit) {
            Some(end) if bracket_belongs(tokens, k) => MarkKind::Skip(end),
            Some(end) => match verb_at(tokens, end) {
                Some(verb) => MarkKind::End(Ending::Verb(verb)),
                None => MarkKind::End(Ending::Mark),
            },
            None => MarkKind::End(Ending::Mark),
        };
    }
    if tokens.is(k, w!(":")) {
        return MarkKind::End(Ending::Colon);
    }
    if tokens.is(k, w!("-")) && tokens.is(k + 1, w!("-")) {
        return MarkKind::End(Ending::Mark);
    }
    if tokens.is_any(
        k,
        &[
            w!("."),
            w!(";"),
            w!("?"),
            w!("!"),
            w!("…"),
            w!(")"),
            w!("%"),
        ],
    ) {
        return MarkKind::End(Ending::Mark);
    }
    MarkKind::Skip(k + 1)
}

/// The token behind the bracket that closes the one at `open`.
pub(super) fn bracket_end(tokens: Tokens<'_>, open: usize) -> Option<usize> {
    let mut depth = 0usize;
    for k in open..tokens.len() {
        if tokens.is(k, w!("(")) {
            depth += 1;
        } else if tokens.is(k, w!(")")) {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(k + 1);
            }
        }
    }
    None
}

/// Whether a bracket is part of the name before it: it holds a body or a short form, and no remark.
pub(super) fn bracket_belongs(tokens: Tokens<'_>, open: usize) -> bool {
    let remark = [w!("đơn"), w!("cơ"), w!("là"), w!("qua"), w!("nếu")];
    if tokens.is_any(open + 1, &remark) {
        return false;
    }
    let short_form = tokens.is(open + 2, w!(")")) && capital(tokens, open + 1);
    (short_form || body_at(tokens, open + 1).is_some()) && {
        let end = bracket_end(tokens, open).unwrap_or(open);
        (open..end)
            .all(|k| !tokens.at(k, phrase!("chủ" "trì")) && !tokens.at(k, phrase!("phối" "hợp")))
    }
}

/// The element of a list of names that is being read.
struct Element {
    style: Option<Style>,
    /// How the body is named that stands behind an office: of `Thủ trưởng các đơn vị` a group.
    kind: Option<Style>,
    /// Tokens that are part of the name whatever they look like.
    skip: usize,
    /// Behind this token the name is complete.
    closed: Option<usize>,
}

enum Reading {
    Name,
    Ends,
    Tentative,
}

impl Element {
    fn at(tokens: Tokens<'_>, i: usize) -> Element {
        let Some(body) = body_at(tokens, i) else {
            return Element {
                style: None,
                kind: None,
                skip: 0,
                closed: None,
            };
        };
        let mut skip = body.head;
        let mut closed = None;
        if body.style == Style::Proper {
            let next = i + body.head;
            if tokens.is_any(i, &[w!("sở"), w!("bộ")])
                && let Some((length, ())) = NAMES.at(tokens, next)
            {
                skip += length;
                closed = Some(next + length);
            } else if matches!(body.class, Class::Short | Class::Unit) {
                skip += verbs_of_name(tokens, next);
            }
        } else if body.style == Style::Role {
            let inner = Element::at(tokens, i + body.head);
            skip += inner.skip;
            closed = inner.closed;
            return Element {
                style: Some(if inner.style == Some(Style::Proper) {
                    Style::Proper
                } else {
                    Style::Role
                }),
                kind: inner.kind,
                skip,
                closed,
            };
        }
        Element {
            style: Some(body.style),
            kind: Some(body.style),
            skip,
            closed,
        }
    }

    /// Whether the colon at `k` stands between a group's noun and its names: `các sở: Y tế, …`.
    fn shares_head(&self, tokens: Tokens<'_>, k: usize) -> bool {
        self.style == Some(Style::Group)
            && capital(tokens, k + 1)
            && tokens.get(k + 1).is_some_and(|t| t.kind == Kind::Word)
            && (NAMES.at(tokens, k + 1).is_some()
                || body_at(tokens, k + 1).is_some()
                || VERBS.at(tokens, k + 1).is_none())
    }

    /// Whether the capital verb at `k` begins a sentence whose mark was lost: `trong cả nước Căn
    /// cứ số liệu`. In a name of its own a capital verb may be a word of the name.
    fn new_sentence(&self, tokens: Tokens<'_>, from: usize, k: usize, verb: Verb) -> bool {
        let behind_word = k > from + self.skip
            && tokens
                .get(k - 1)
                .is_some_and(|t| t.kind == Kind::Word && t.case == Case::Lower);
        let sets_in = matches!(verb, Verb::Duty | Verb::Setting | Verb::Command);
        tokens.get(k).is_some_and(|t| t.case == Case::Title)
            && behind_word
            && (sets_in || verb == Verb::Main && self.style != Some(Style::Proper))
    }

    /// How a verb phrase is to be read behind this name.
    fn read(&self, tokens: Tokens<'_>, phrase: Range<usize>, verb: Verb) -> Reading {
        let k = phrase.start;
        let previous = k.wrapping_sub(1);
        if verb == Verb::Name || tokens.is_any(previous, &DETERMINERS) {
            return Reading::Name;
        }
        if tokens.is_any(previous, &[w!(","), w!("của"), w!("thuộc"), w!("và")])
            && noun_behind_comma(tokens, k)
        {
            return Reading::Name;
        }
        match verb {
            Verb::Duty | Verb::Command | Verb::Setting | Verb::State | Verb::Stop => Reading::Ends,
            Verb::Main | Verb::Naming if self.nominal(tokens, k) => Reading::Name,
            // `các cơ quan truyền thông, báo chí`: a verb with nothing to act on names a kind.
            Verb::Naming
                if tokens.is_any(previous, &KINDS)
                    && !tokens.at(previous.wrapping_sub(1), phrase!("liên" "quan"))
                    && TAILS.at(tokens, k).is_some()
                    && tokens.is_any(phrase.end, &[w!(","), w!("và"), w!(";"), w!(".")]) =>
            {
                Reading::Name
            }
            Verb::Main | Verb::Naming => Reading::Ends,
            _ if self.style == Some(Style::Proper) => Reading::Ends,
            // `đơn vị quản lý …` is a kind of unit; `các sở, ngành liên quan quản lý` is none.
            Verb::Relative if !tokens.is_any(previous, &KINDS) && !tokens.is(k, w!("được")) => {
                Reading::Ends
            }
            _ => Reading::Tentative,
        }
    }

    /// Whether the word before `k` makes a noun of the verb: `dự án đầu tư`, `đội kiểm tra`.
    fn nominal(&self, tokens: Tokens<'_>, k: usize) -> bool {
        let Some(previous) = k.checked_sub(1) else {
            return false;
        };
        let grouped = previous
            .checked_sub(1)
            .is_some_and(|p| tokens.is_any(p, &DETERMINERS) || tokens.is(p, w!(",")));
        let member = previous
            .checked_sub(1)
            .is_some_and(|p| tokens.at(p, phrase!("thành" "viên")));
        tokens.is_any(previous, &NOMINAL) && !grouped && !member
    }
}

/// Tokens of a verb that names what a body is for: `Xúc tiến đầu tư`, `chỉ đạo` of a `ban`.
fn verbs_of_name(tokens: Tokens<'_>, next: usize) -> usize {
    let of_name = |k: usize| {
        VERBS
            .at(tokens, k)
            .filter(|(_, verb)| {
                matches!(verb, Verb::Naming | Verb::Relative | Verb::Name)
                    || *verb == Verb::Main && capital(tokens, k)
            })
            .map(|(length, _)| length)
    };
    let Some(first) = of_name(next) else { return 0 };
    if capital(tokens, next) {
        first + of_name(next + first).unwrap_or(0)
    } else {
        first
    }
}
