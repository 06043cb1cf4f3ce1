//! Where the name of a body begins.

use super::vocabulary::{Class, HEADS, NAMES, VERBS, Verb};
use crate::token::{Case, Kind, Tokens, Word, phrase, w};

/// How a body is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// By a name of its own: `Sở Y tế`, `UBND các xã`.
    Proper,
    /// By office: `Thủ trưởng các đơn vị`.
    Role,
    /// As a group: `các sở, ban, ngành`.
    Group,
    /// By its kind: `đơn vị cung cấp phần mềm`.
    Weak,
}

/// The first words of a body's name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Body {
    pub style: Style,
    pub class: Class,
    /// Number of tokens of the head words (with the `các` before them).
    pub head: usize,
}

/// Words that make a group of the noun behind them.
pub(super) const DETERMINERS: [Word; 9] = [
    w!("các"),
    w!("từng"),
    w!("mỗi"),
    w!("những"),
    w!("mọi"),
    w!("toàn"),
    w!("cấc"),
    w!("một"),
    w!("tất"),
];

/// Words that name a place or a level behind a head: `công an xã`.
const PLACES: [Word; 16] = [
    w!("tỉnh"),
    w!("huyện"),
    w!("xã"),
    w!("phường"),
    w!("quận"),
    w!("thành"),
    w!("thị"),
    w!("khu"),
    w!("cấp"),
    w!("các"),
    w!("trung"),
    w!("nhà"),
    w!("nhân"),
    w!("đa"),
    w!("quốc"),
    w!("cơ"),
];

/// Words behind which a head's complement is over.
const PREPOSITIONS: [Word; 12] = [
    w!("trên"),
    w!("trong"),
    w!("tại"),
    w!("thuộc"),
    w!("của"),
    w!("cho"),
    w!("với"),
    w!("về"),
    w!("và"),
    w!("để"),
    w!("là"),
    w!("có"),
];

/// Whether the tokens from `i` begin the name of a body.
pub(crate) fn begins_body(tokens: Tokens<'_>, i: usize) -> bool {
    body_at(tokens, i).is_some()
}

/// The body whose name begins at token `i`.
pub(super) fn body_at(tokens: Tokens<'_>, i: usize) -> Option<Body> {
    let first = tokens.get(i).filter(|t| t.kind == Kind::Word)?;
    if DETERMINERS.contains(&first.word) {
        return group_at(tokens, i);
    }
    let (head, row) = HEADS.at(tokens, i)?;
    let body = |style| {
        Some(Body {
            style,
            class: row.class,
            head,
        })
    };
    let next = i + head;
    match row.class {
        Class::Short => short_name(tokens, i, next).then_some(body(Style::Proper))?,
        Class::Unit => unit_name(tokens, i, next).then_some(body(Style::Proper))?,
        Class::Open | Class::Whole => body(Style::Proper),
        Class::Role => role_name(tokens, next).then_some(body(Style::Role))?,
        Class::Weak => body(Style::Weak),
        Class::Not => None,
    }
}

/// `các sở`, `toàn thể các đơn vị`, `các đồng chí lãnh đạo`.
fn group_at(tokens: Tokens<'_>, i: usize) -> Option<Body> {
    let mut next = i + 1;
    for (two_words, second) in [
        (w!("toàn"), w!("thể")),
        (w!("một"), w!("số")),
        (w!("tất"), w!("cả")),
    ] {
        if tokens.is(i, two_words) {
            if !tokens.is(i + 1, second) {
                return None;
            }
            next = i + 2;
            next += usize::from(tokens.is(next, w!("các")));
        }
    }
    let (head, row) = HEADS.at(tokens, next)?;
    row.noun.then_some(Body {
        style: Style::Group,
        class: row.class,
        head: next - i + head,
    })
}

/// A number before a kind of body in a list: `09 Trung tâm y tế huyện`.
pub(super) fn counted_body(tokens: Tokens<'_>, i: usize) -> bool {
    tokens.get(i).is_some_and(|t| t.kind == Kind::Number)
        && HEADS
            .at(tokens, i + 1)
            .is_some_and(|(_, row)| row.noun && row.class != Class::Not)
}

fn short_name(tokens: Tokens<'_>, i: usize, next: usize) -> bool {
    let Some(token) = tokens.get(next).filter(|t| t.kind == Kind::Word) else {
        return false;
    };
    if token.case != Case::Lower {
        return true;
    }
    // `Sở y tế`, and `Sở xây dựng` where the capital is no mere beginning of a sentence.
    tokens.is(i, w!("sở"))
        && (NAMES.at(tokens, next).is_some()
            || i > 0
                && capital(tokens, i)
                && !tokens.is_any(next, &[w!("ngành"), w!("ban"), w!("và")]))
}

fn unit_name(tokens: Tokens<'_>, i: usize, next: usize) -> bool {
    // `Thanh tra các cơ sở …` is work to do, `Thanh tra tỉnh` a body.
    let also_work = tokens.is_any(i, &[w!("thanh"), w!("thống"), w!("thuế"), w!("viễn")]);
    if also_work && !capital(tokens, next) {
        return is_place(tokens, next)
            || tokens.is_any(next, &[w!("thành"), w!("cơ"), w!("nhà"), w!("sở")]);
    }
    if tokens.is_any(next, &PLACES) {
        return true;
    }
    match verb_at(tokens, next) {
        None | Some(Verb::Naming | Verb::Relative) => {}
        // `Văn phòng chủ trì …` in the plan of the body whose office it is
        verb => return verb == Some(Verb::Duty) && capital(tokens, i),
    }
    let complement = complement_is_name(tokens, next);
    complement
        || (i > 0
            && capital(tokens, i)
            && tokens
                .get(next)
                .is_some_and(|t| t.kind == Kind::Word && !PREPOSITIONS.contains(&t.word)))
}

/// Whether a capital or a place stands among the words of a complement.
fn complement_is_name(tokens: Tokens<'_>, from: usize) -> bool {
    for k in from..from + 6 {
        let Some(token) = tokens.get(k) else {
            return false;
        };
        if token.kind == Kind::Mark && !tokens.is(k, w!("-")) || PREPOSITIONS.contains(&token.word)
        {
            return false;
        }
        if token.kind == Kind::Word
            && (token.case != Case::Lower || k > from && is_place(tokens, k))
        {
            return true;
        }
    }
    false
}

fn is_place(tokens: Tokens<'_>, k: usize) -> bool {
    tokens.is_any(
        k,
        &[w!("tỉnh"), w!("huyện"), w!("xã"), w!("phường"), w!("quận")],
    ) || tokens.at(k, phrase!("thành" "phố"))
        || tokens.at(k, phrase!("khu" "vực"))
}

/// Whether what follows an office names where it is held.
fn role_name(tokens: Tokens<'_>, next: usize) -> bool {
    let Some(token) = tokens.get(next).filter(|t| t.kind == Kind::Word) else {
        return false;
    };
    token.case != Case::Lower
        || DETERMINERS.contains(&token.word)
        || PLACES.contains(&token.word)
        || body_at(tokens, next).is_some()
        || HEADS.at(tokens, next).is_some_and(|(_, row)| {
            // `Trưởng các ấp`: places too
            row.noun && (row.class != Class::Not || tokens.is(next - 1, w!("các")))
        })
        || VERBS
            .at(tokens, next)
            .is_some_and(|(_, verb)| verb == Verb::Duty)
}

/// Whether token `i` is no word in lower case.
pub(super) fn capital(tokens: Tokens<'_>, i: usize) -> bool {
    tokens.get(i).is_some_and(|t| t.case != Case::Lower)
}

/// The class of the verb at token `k`, when it stands there in lower case.
pub(super) fn verb_at(tokens: Tokens<'_>, k: usize) -> Option<Verb> {
    tokens.get(k).filter(|t| t.case == Case::Lower)?;
    VERBS
        .at(tokens, k)
        .map(|(_, verb)| verb)
        .filter(|&verb| verb != Verb::Name)
}
