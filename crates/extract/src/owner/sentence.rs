//! Owners in running text: the subject, the body of an assignment, the partners.

use std::ops::Range;

use super::cooperation::{cooperation, helping};
use super::ending::{Ending, Part, bracket_end, names_end};
use super::field::in_mixed_field;
use super::list::split;
use super::name::{Style, begins_body, body_at, counted_body, verb_at};
use super::vocabulary::{Class, HEADS, VERBS, Verb};
use super::{Named, Roles, in_heading};
use crate::attribute::attributes;
use crate::token::{Case, Kind, Tokens, Word, phrase, w};

/// First words of clauses that stand before the subject.
const OPENERS: [Word; 33] = [
    w!("căn"),
    w!("trên"),
    w!("đối"),
    w!("theo"),
    w!("để"),
    w!("nhằm"),
    w!("trong"),
    w!("khi"),
    w!("sau"),
    w!("trước"),
    w!("trường"),
    w!("ngoài"),
    w!("bên"),
    w!("cùng"),
    w!("với"),
    w!("từ"),
    w!("đến"),
    w!("giai"),
    w!("năm"),
    w!("quý"),
    w!("tháng"),
    w!("ngay"),
    w!("dựa"),
    w!("tùy"),
    w!("nếu"),
    w!("hằng"),
    w!("hàng"),
    w!("định"),
    w!("riêng"),
    w!("đồng"),
    w!("song"),
    w!("vào"),
    w!("qua"),
];

/// Words that look like openers and are none.
const NO_OPENERS: [&[Word]; 7] = [
    phrase!("trên" "đây"),
    phrase!("theo" "dõi"),
    phrase!("theo" "sát"),
    phrase!("đồng" "bộ"),
    phrase!("định" "hướng"),
    phrase!("trường" "học"),
    phrase!("cùng" "nhau"),
];

/// Openers that may stand before the subject without a comma: `Hằng năm Sở Y tế tổng hợp …`.
const SHORT_OPENERS: [&[Word]; 17] = [
    phrase!("hằng" "năm"),
    phrase!("hàng" "năm"),
    phrase!("hằng" "quý"),
    phrase!("hàng" "quý"),
    phrase!("hằng" "tháng"),
    phrase!("hàng" "tháng"),
    phrase!("hằng" "tuần"),
    phrase!("hàng" "tuần"),
    phrase!("hằng" "ngày"),
    phrase!("hàng" "ngày"),
    phrase!("định" "kỳ" "hằng" "năm"),
    phrase!("định" "kỳ" "hàng" "năm"),
    phrase!("định" "kỳ"),
    phrase!("đồng" "thời"),
    phrase!("ngoài" "ra"),
    phrase!("riêng" "đối" "với"),
    phrase!("riêng"),
];

/// Who leads and takes part according to an item's own sentences.
///
/// `under_unit_heading`: the item stands under a heading that names a unit. Then `Yêu cầu các đơn
/// vị …` is what that unit does, and no assignment.
pub(crate) fn in_text(tokens: Tokens<'_>, under_unit_heading: bool) -> Roles {
    let mut roles = Roles::default();
    let from = behind_bullets(tokens);
    if from >= tokens.len() {
        return roles;
    }
    roles.leads = subject(tokens, from, under_unit_heading);
    scan(tokens, from, &mut roles);
    let leads = &roles.leads;
    roles
        .partners
        .retain(|partner| leads.iter().all(|lead| lead.name != partner.name));
    roles
}

fn behind_bullets(tokens: Tokens<'_>) -> usize {
    (0..tokens.len())
        .find(|&k| tokens.get(k).is_some_and(|t| t.kind != Kind::Mark) || tokens.is(k, w!("(")))
        .unwrap_or(tokens.len())
}

/// The body that the first sentence begins with, as its subject or as the object of `Giao`.
fn subject(tokens: Tokens<'_>, from: usize, under_unit_heading: bool) -> Vec<Named> {
    let direct = clause(tokens, from, under_unit_heading, Colon::Allowed);
    if !direct.is_empty() {
        return direct;
    }
    if let Some(start) = behind_label(tokens, from) {
        return clause(tokens, start, under_unit_heading, Colon::Refused);
    }
    if !tokens.is_any(from, &OPENERS) || NO_OPENERS.iter().any(|words| tokens.at(from, words)) {
        return vec![];
    }
    let end = sentence_end(tokens, from);
    if let Some(words) = SHORT_OPENERS.iter().find(|words| tokens.at(from, words)) {
        // Behind such a word the clause begins at once, or behind a comma; a verb there says that
        // the sentence has no subject.
        let mut at = Some(from + words.len());
        while let Some(start) = at {
            let found = clause(tokens, start, under_unit_heading, Colon::Refused);
            let time = tokens.is_any(start, &[w!("hằng"), w!("hàng"), w!("định")]);
            let acts = matches!(
                verb_at(tokens, start),
                Some(
                    Verb::Duty
                        | Verb::Main
                        | Verb::Naming
                        | Verb::Relative
                        | Verb::Passive
                        | Verb::State
                )
            );
            if !found.is_empty() || acts && !time {
                return found;
            }
            at = (start..end).find(|&k| tokens.is(k, w!(","))).map(|k| k + 1);
        }
        return vec![];
    }
    let mut k = from;
    while k < end {
        if tokens.is(k, w!("(")) {
            k = bracket_end(tokens, k).unwrap_or(end);
            continue;
        }
        if tokens.is(k, w!(",")) {
            let next = k + 1 + usize::from(tokens.is(k + 1, w!("thì")));
            if verb_at(tokens, next) == Some(Verb::Duty) {
                // `Hằng năm, chủ động xây dựng …`: the sentence has no subject.
                return vec![];
            }
            if body_at(tokens, next).is_some_and(|b| b.style != Style::Weak)
                || !begins_body(tokens, next)
            {
                let found = clause(tokens, next, under_unit_heading, Colon::Refused);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        k += 1;
    }
    vec![]
}

/// Longest label that a sentence may have before it, in tokens.
const LABEL: usize = 6;

/// `Tuyến xã: UBND cấp xã thành lập đoàn kiểm tra`: where the sentence begins behind its label, when
/// a body of its own begins it; behind `Lưu ý:` any body.
fn behind_label(tokens: Tokens<'_>, from: usize) -> Option<usize> {
    let colon = (from + 1..(from + LABEL).min(tokens.len())).find(|&k| tokens.is(k, w!(":")))?;
    let words = (from..colon).all(|k| tokens.get(k).is_some_and(|t| t.kind == Kind::Word));
    let start = colon + 1;
    let own = body_at(tokens, start)
        .is_some_and(|body| matches!(body.style, Style::Proper | Style::Role));
    let remark = tokens.at(from, phrase!("lưu" "ý")) || tokens.at(from, phrase!("chú" "ý"));
    let named = own || remark && begins_body(tokens, start);
    (words && named && !begins_body(tokens, from)).then_some(start)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Colon {
    /// `Phòng Đào tạo: Sắp xếp lịch học …`.
    Allowed,
    /// A colon is no sign of a subject.
    Refused,
}

/// The bodies that lead the clause beginning at token `i`.
fn clause(tokens: Tokens<'_>, i: usize, under_unit_heading: bool, colon: Colon) -> Vec<Named> {
    if let Some(object) = assigned(tokens, i) {
        return names(tokens, object);
    }
    if !under_unit_heading
        && (tokens.at(i, phrase!("đề" "nghị")) || tokens.at(i, phrase!("yêu" "cầu")))
        && begins_body(tokens, i + 2)
    {
        return requested(tokens, i + 2);
    }
    let Some((range, ending)) = acting(tokens, i, colon) else {
        return vec![];
    };
    if ending == Ending::Verb(Verb::Command) {
        // `UBND tỉnh giao Sở Y tế chủ trì`: the body behind the verb answers for it.
        if let Some(object) = assigned(tokens, range.end) {
            return names(tokens, object);
        }
        if commands(tokens, i) && begins_body(tokens, range.end + 2) {
            let object = range.end + 2;
            return names(tokens, object..names_end(tokens, object, Part::Object).0);
        }
    }
    names(tokens, range)
}

/// The bodies at `i` behind `Đề nghị` or `Yêu cầu`. A group of others (`Yêu cầu các đơn vị lắp đặt
/// trạm cân`) answers for the work only when it is given a duty.
fn requested(tokens: Tokens<'_>, i: usize) -> Vec<Named> {
    let own = body_at(tokens, i).is_some_and(|b| matches!(b.style, Style::Proper | Style::Role));
    match acting(tokens, i, Colon::Refused) {
        Some((range, ending)) if own || ending == Ending::Verb(Verb::Duty) => names(tokens, range),
        Some(_) => vec![],
        // `Đề nghị UBND các xã, phường: Chỉ đạo …`
        None => match acting(tokens, i, Colon::Allowed) {
            Some((range, Ending::Colon)) => names(tokens, range),
            _ => vec![],
        },
    }
}

/// Whether the body at `i` is one that tells others what to do.
fn commands(tokens: Tokens<'_>, i: usize) -> bool {
    tokens.is_any(
        i,
        &[
            w!("ubnd"),
            w!("ủy"),
            w!("chủ"),
            w!("giám"),
            w!("ban"),
            w!("tỉnh"),
            w!("thành"),
        ],
    )
}

/// Whether a sentence behind the first has its own head and names whom it orders: `… là nhiệm vụ
/// quan trọng. Ủy ban nhân dân tỉnh yêu cầu các sở …`.
pub(crate) fn orders_others(tokens: Tokens<'_>) -> bool {
    let mut from = sentence_end(tokens, 0) + 1;
    while from < tokens.len() {
        let named = body_at(tokens, from).is_some() && commands(tokens, from);
        let end = names_end(tokens, from, Part::Subject).0;
        let asks = tokens.at(end, phrase!("yêu" "cầu")) || tokens.at(end, phrase!("đề" "nghị"));
        if named && asks && begins_body(tokens, end + 2) {
            return true;
        }
        from = sentence_end(tokens, from) + 1;
    }
    false
}

/// The object of `giao` at token `i`.
fn assigned(tokens: Tokens<'_>, i: usize) -> Option<Range<usize>> {
    let mut object = if tokens.is(i, w!("giao")) {
        i + 1
    } else if tokens.at(i, phrase!("phân" "công")) {
        i + 2
    } else {
        return None;
    };
    for words in [
        phrase!("nhiệm" "vụ" "cho"),
        phrase!("trách" "nhiệm" "cho"),
        phrase!("cho"),
    ] {
        if tokens.at(object, words) {
            object += words.len();
            break;
        }
    }
    // `01 lãnh đạo UBND`: a number of persons is nobody.
    let counted = counted_body(tokens, object)
        && HEADS
            .at(tokens, object + 1)
            .is_some_and(|(_, row)| row.class != Class::Role);
    let body = begins_body(tokens, object) || counted;
    body.then(|| object..names_end(tokens, object, Part::Object).0)
}

/// The bodies at token `i` that do something: their range and what ends it.
fn acting(tokens: Tokens<'_>, i: usize, colon: Colon) -> Option<(Range<usize>, Ending)> {
    let body = body_at(tokens, i)?;
    let (mut end, mut ending) = names_end(tokens, i, Part::Subject);
    if end <= i {
        return None;
    }
    // `Cục A; Cục B; Sở C căn cứ nhiệm vụ …`: bodies of their own between semicolons.
    let own = |k: usize| {
        body_at(tokens, k).is_some_and(|b| matches!(b.style, Style::Proper | Style::Role))
    };
    while own(i) && ending == Ending::Mark && tokens.is(end, w!(";")) && own(end + 1) {
        (end, ending) = names_end(tokens, end + 1, Part::Subject);
    }
    let acts = match ending {
        Ending::Verb(Verb::Duty | Verb::Main | Verb::Naming | Verb::Command | Verb::Setting) => {
            true
        }
        Ending::Verb(Verb::Relative) => body.style != Style::Weak || end > i + body.head,
        Ending::Verb(Verb::Passive | Verb::State | Verb::Stop | Verb::Name) => false,
        // `Doanh nghiệp an toàn giao thông` is no body that acts.
        Ending::Other => body.style != Style::Weak || end > i + body.head,
        Ending::Colon => colon == Colon::Allowed && told(tokens, end + 1, body.style),
        Ending::Mark => false,
    };
    acts.then_some((i..end, ending))
}

/// Whether what stands behind `Phòng Đào tạo:` tells what to do, and is no list of bodies.
fn told(tokens: Tokens<'_>, i: usize, style: Style) -> bool {
    match style {
        Style::Proper | Style::Role => {
            tokens.get(i).is_some_and(|t| t.kind == Kind::Word) && !begins_body(tokens, i)
        }
        Style::Group | Style::Weak => VERBS.at(tokens, i).is_some_and(|(_, verb)| {
            matches!(
                verb,
                Verb::Duty
                    | Verb::Main
                    | Verb::Naming
                    | Verb::Command
                    | Verb::Relative
                    | Verb::Setting
            )
        }),
    }
}

/// The owners of a stretch of running text.
pub(super) fn names(tokens: Tokens<'_>, range: Range<usize>) -> Vec<Named> {
    let mut owners = split(tokens, range, &[]);
    for owner in &mut owners {
        owner.span = owner.name;
    }
    owners
}

/// The token behind the sentence that begins at `from`.
fn sentence_end(tokens: Tokens<'_>, from: usize) -> usize {
    (from..tokens.len())
        .find(|&k| {
            tokens.is(k, w!(";"))
                || tokens.is_any(k, &[w!("."), w!("…"), w!("?"), w!("!")])
                    && tokens.spaced(k + 1)
                    && tokens.get(k + 1).is_none_or(|t| t.case != Case::Lower)
        })
        .unwrap_or(tokens.len())
}

/// Partners everywhere in the text; leads in brackets and behind a later `giao`.
fn scan(tokens: Tokens<'_>, from: usize, roles: &mut Roles) {
    const COOPERATE: Word = w!("phối");
    const ASSIGN: Word = w!("giao");
    const OPEN: Word = w!("(");
    const BY: Word = w!("do");
    let led = !roles.leads.is_empty();
    let mut k = from;
    while let Some(token) = tokens.get(k) {
        match token.word {
            COOPERATE if tokens.is(k + 1, w!("hợp")) => {
                add(&mut roles.partners, helping(tokens, k));
                if let Some(object) = cooperation(tokens, k) {
                    let end = object.end;
                    add(&mut roles.partners, names(tokens, object));
                    k = end.max(k + 2);
                    continue;
                }
            }
            ASSIGN if !led && k > from && tokens.is_any(k - 1, &[w!("."), w!(";"), w!(",")]) => {
                if let Some(object) = assigned(tokens, k)
                    && matches!(verb_at(tokens, object.end), Some(Verb::Duty))
                {
                    add(&mut roles.leads, names(tokens, object));
                }
            }
            BY if !led && k > from && tokens.is_any(k - 1, &[w!(","), w!(";")]) => {
                add(&mut roles.leads, by_whom(tokens, k + 1));
            }
            OPEN if !led => bracket(tokens, k, roles),
            _ => {}
        }
        k += 1;
    }
}

/// `…, do Sở Y tế chủ trì, hoàn thành …`: the bodies at `i` when the clause says that they answer
/// for the work and goes no further, but for who takes part.
fn by_whom(tokens: Tokens<'_>, i: usize) -> Vec<Named> {
    const ANSWERS: [&[Word]; 3] = [
        phrase!("chủ" "trì"),
        phrase!("thực" "hiện"),
        phrase!("chịu" "trách" "nhiệm"),
    ];
    let Some((range, _)) = acting(tokens, i, Colon::Refused) else {
        return vec![];
    };
    let Some(words) = ANSWERS.iter().find(|words| tokens.at(range.end, words)) else {
        return vec![];
    };
    let mut end = range.end + words.len();
    for more in ANSWERS {
        if tokens.at(end, more) {
            end += more.len();
        }
    }
    let closed = tokens.get(end).is_none_or(|t| t.kind == Kind::Mark)
        || tokens.at(end, phrase!("phối" "hợp"))
        || tokens.at(end, phrase!("và" "phối" "hợp"));
    if closed { names(tokens, range) } else { vec![] }
}

/// Adds the owners that are not in the list yet.
pub(super) fn add(to: &mut Vec<Named>, owners: Vec<Named>) {
    for owner in owners {
        if !to.contains(&owner) {
            to.push(owner);
        }
    }
}

/// `(Sở Y tế chủ trì)`, `(Giao 04 đơn vị triển khai …: A, B)`, `(Chủ trì: A; phối hợp: B)`.
fn bracket(tokens: Tokens<'_>, open: usize, roles: &mut Roles) {
    let Some(end) = bracket_end(tokens, open) else {
        return;
    };
    let inside = tokens.slice(open + 1..end - 1);
    if inside.is_empty() {
        return;
    }
    if !attributes(inside).is_empty() {
        let mixed = in_mixed_field(inside, &[]);
        add(&mut roles.leads, mixed.leads);
        add(&mut roles.partners, mixed.partners);
        return;
    }
    let from = usize::from(inside.is(0, w!("do")));
    if let Some(object) = assigned(inside, from) {
        let colon = (object.end..inside.len()).find(|&k| inside.is(k, w!(":")));
        let owners = match colon {
            Some(colon) => split(inside, colon + 1..inside.len(), &[]),
            None => names(inside, object),
        };
        add(&mut roles.leads, owners);
        return;
    }
    if let Some((range, _)) = acting(inside, from, Colon::Refused) {
        let duty = [
            phrase!("chủ" "trì"),
            phrase!("thực" "hiện"),
            phrase!("tham" "mưu"),
            phrase!("phối" "hợp"),
            phrase!("chịu" "trách" "nhiệm"),
            phrase!("làm" "đầu" "mối"),
            phrase!("là"),
            phrase!("đầu" "mối"),
        ];
        if duty.iter().any(|words| inside.at(range.end, words)) {
            add(&mut roles.leads, names(inside, range));
        }
    }
}

/// The body that an introducing line gives the items under it to: `Giao X thực hiện:`, `yêu cầu Y
/// thực hiện các nội dung sau:`, `Đề nghị Z:`.
pub(crate) fn in_introduction(tokens: Tokens<'_>) -> Vec<Named> {
    let from = behind_bullets(tokens);
    for k in from..tokens.len() {
        if let Some(object) = assigned(tokens, k) {
            return names(tokens, object);
        }
        if (tokens.at(k, phrase!("yêu" "cầu")) || tokens.at(k, phrase!("đề" "nghị")))
            && begins_body(tokens, k + 2)
        {
            let (end, _) = names_end(tokens, k + 2, Part::Object);
            return names(tokens, k + 2..end);
        }
    }
    let subject = subject(tokens, from, false);
    if !subject.is_empty() {
        return subject;
    }
    if from < tokens.len() {
        in_heading(tokens.slice(from..tokens.len()))
    } else {
        vec![]
    }
}
