//! A list of owners: where one ends and the next begins.

use std::ops::Range;
use std::sync::LazyLock;

use document::Span;

use super::Named;
use super::ending::{Part, bracket_belongs, bracket_end, names_end};
use super::name::{Body, DETERMINERS, Style, body_at, capital, counted_body};
use super::vocabulary::{Class, HEADS, VERBS, Verb};
use crate::prose::phrases;
use crate::token::{Case, Kind, Tokens, Word, phrase, w};

static SURNAMES: LazyLock<Vec<Vec<Word>>> =
    LazyLock::new(|| phrases(include_str!("../../lexicon/surnames.txt")));

/// Marks that begin a line of a list.
const BULLETS: [Word; 6] = [w!("-"), w!("+"), w!("*"), w!("•"), w!("●"), w!("▪")];

/// Words behind which a body must follow: a name that ends so goes on.
const OPEN_ENDS: [Word; 10] = [
    w!("thuộc"),
    w!("của"),
    w!("giữa"),
    w!("và"),
    w!("với"),
    w!("tại"),
    w!("các"),
    w!("-"),
    w!("/"),
    w!("&"),
];

/// Splits `range` into the owners it names; `breaks` are offsets of line breaks.
pub(super) fn split(tokens: Tokens<'_>, range: Range<usize>, breaks: &[u32]) -> Vec<Named> {
    let mut splitter = Splitter {
        tokens,
        breaks,
        end: without_apposition(tokens, range.start, range.end.min(tokens.len())),
        bulleted: tokens.is_any(range.start, &BULLETS),
        out: vec![],
    };
    splitter.run(range.start);
    // `các` before a noun that is no body names nobody.
    let determiner =
        |owner: &Named| owner_words(tokens, owner).is_some_and(|word| DETERMINERS.contains(&word));
    splitter.out.retain(|owner| !determiner(owner));
    splitter.out
}

/// The end of the names in `Bộ Nội vụ, cơ quan chủ trì …`, where the text says what the body is.
fn without_apposition(tokens: Tokens<'_>, start: usize, end: usize) -> usize {
    let apposed = |noun: &[Word]| {
        let comma = end.checked_sub(noun.len() + 1)?;
        (tokens.is(comma, w!(",")) && tokens.at(comma + 1, noun)).then_some(comma)
    };
    let comma = apposed(phrase!("cơ" "quan")).or_else(|| apposed(phrase!("đơn" "vị")));
    let says = tokens.at(end, phrase!("chủ" "trì"));
    let proper = body_at(tokens, start).is_some_and(|body| body.style == Style::Proper);
    comma
        .filter(|&comma| says && proper && comma > start)
        .unwrap_or(end)
}

/// The word of an owner that is no more than one.
fn owner_words(tokens: Tokens<'_>, owner: &Named) -> Option<Word> {
    let words = tokens.within(owner.name);
    (words.len() == 1).then(|| words.get(0))?.map(|t| t.word)
}

struct Splitter<'a> {
    tokens: Tokens<'a>,
    breaks: &'a [u32],
    end: usize,
    /// The list begins with a bullet: `- A - B`.
    bulleted: bool,
    out: Vec<Named>,
}

impl Splitter<'_> {
    fn run(&mut self, from: usize) {
        let mut start = self.skip_marks(from);
        let mut tail = None;
        let mut k = start;
        while k < self.end {
            if let Some(next) = self.boundary(start, k, tail.is_some()) {
                self.push(start, k, tail);
                start = self.skip_marks(next);
                tail = None;
                k = start;
                continue;
            }
            if self.tokens.is(k, w!("("))
                && let Some(end) = bracket_end(self.tokens, k).filter(|&end| end <= self.end)
            {
                k = end;
                continue;
            }
            if tail.is_none() && k > start && self.tail_at(start, k) {
                tail = Some(k);
            }
            k += 1;
        }
        self.push(start, self.end, tail);
    }

    /// Where the next owner begins when token `k` ends the one that began at `start`.
    fn boundary(&self, start: usize, k: usize, in_tail: bool) -> Option<usize> {
        let tokens = self.tokens;
        if k <= start {
            return None;
        }
        if self.line_ends(start, k) {
            return Some(k);
        }
        if tokens.get(k)?.kind == Kind::Mark {
            if tokens.is(k, w!(";")) {
                return Some(k + 1);
            }
            if tokens.is(k, w!("-"))
                && self.bulleted
                && tokens.spaced(k)
                && tokens.spaced(k + 1)
                && body_at(tokens, k + 1).is_some()
            {
                return Some(k + 1);
            }
            if tokens.is(k, w!(".")) && tokens.spaced(k + 1) && starts_owner(tokens, start, k + 1) {
                return Some(k + 1);
            }
            if !tokens.is(k, w!(",")) {
                return None;
            }
        } else if !tokens.is(k, w!("và")) {
            return None;
        }
        let next = self.skip_joints(k + 1);
        let new = !in_tail
            && next < self.end
            && starts_owner(tokens, start, next)
            && self.complete(start, k)
            && !self.is_parent(start, k, next);
        new.then_some(next)
    }

    /// Whether a line break before token `k` separates two bodies.
    fn line_ends(&self, start: usize, k: usize) -> bool {
        let tokens = self.tokens;
        let (Some(before), Some(here)) =
            (k.checked_sub(1).and_then(|p| tokens.get(p)), tokens.get(k))
        else {
            return false;
        };
        let at = self.breaks.partition_point(|&b| b < before.end);
        if self.breaks.get(at).is_none_or(|&b| b > here.start) {
            return false;
        }
        if BULLETS.contains(&here.word) {
            return self.bulleted || body_at(tokens, k + 1).is_some();
        }
        if self.names_person(start, k) && self.names_person(k, self.line_end(k)) {
            return true;
        }
        if tokens.is(k - 1, w!(",")) || !self.complete(start, k) {
            return false;
        }
        let Some(body) = body_at(tokens, k) else {
            return false;
        };
        match body.style {
            // `các đơn vị trực thuộc⏎Sở Y tế`, `Ban Giám đốc⏎Sở Y tế`, `Trung tâm Y tế⏎các huyện`
            Style::Proper => !tokens.is(k - 1, w!("thuộc")) && !self.is_inner_body(start, k),
            Style::Group => {
                !is_place_group(tokens, k)
                    || body_at(tokens, start).is_none_or(|b| b.class != Class::Unit)
            }
            Style::Role => true,
            Style::Weak => here.case != Case::Lower,
        }
    }

    /// The token behind the line that token `k` stands in.
    fn line_end(&self, k: usize) -> usize {
        let behind = |i: usize| {
            let (before, here) = (self.tokens.get(i - 1), self.tokens.get(i));
            before.zip(here).is_some_and(|(before, here)| {
                let at = self.breaks.partition_point(|&b| b < before.end);
                self.breaks.get(at).is_some_and(|&b| b <= here.start)
            })
        };
        (k + 1..self.end).find(|&i| behind(i)).unwrap_or(self.end)
    }

    /// Whether a line is the name of a person: a family name and more words with capitals.
    fn names_person(&self, from: usize, to: usize) -> bool {
        let tokens = self.tokens;
        let capital = |i: usize| {
            let token = tokens.get(i);
            token.is_some_and(|t| t.kind == Kind::Word && t.case == Case::Title)
        };
        (2..=5).contains(&(to.saturating_sub(from)))
            && (from..to).all(capital)
            && SURNAMES.iter().any(|name| tokens.at(from, name))
            && body_at(tokens, from).is_none()
    }

    /// Whether the line is no more than a body inside another one: `Ban Giám đốc`, `Tổ giúp việc`.
    fn is_inner_body(&self, start: usize, k: usize) -> bool {
        let inner = [w!("ban"), w!("tổ"), w!("đoàn"), w!("đảng"), w!("thường")];
        self.tokens.is_any(start, &inner)
            && HEADS
                .at(self.tokens, start)
                .is_some_and(|(head, _)| start + head == k)
    }

    /// Whether the tokens of an owner up to `k` name a body by themselves.
    fn complete(&self, start: usize, k: usize) -> bool {
        let tokens = self.tokens;
        let Some(last) = k.checked_sub(1) else {
            return false;
        };
        if tokens.is_any(last, &OPEN_ENDS) {
            return false;
        }
        // `Chủ tịch HĐND, UBND`, `Lãnh đạo⏎Sở Y tế`, `Báo, Đài`: a head without a name goes on.
        let mut i = start;
        while i < k {
            let Some((head, row)) = HEADS.at(tokens, i) else {
                i += 1;
                continue;
            };
            if i + head == k {
                return match row.class {
                    Class::Open => false,
                    Class::Role => i > start && is_group_noun(tokens, i),
                    Class::Short | Class::Unit => i > start,
                    _ => true,
                };
            }
            i += head;
        }
        // `bộ, ngành`, `Báo, Đài`: the separator stands inside a head, unless a capital behind it
        // begins another one (`Bộ Quốc phòng, Ban Cơ yếu`).
        i == k
            || capital(tokens, k + 1)
                && HEADS
                    .at(tokens, start)
                    .is_none_or(|(head, _)| start + head <= k)
    }

    /// Whether the body at `next` is the parent of the unit at `start`: `Phòng Nghiệp vụ Y, Sở Y tế`.
    fn is_parent(&self, start: usize, comma: usize, next: usize) -> bool {
        let tokens = self.tokens;
        if !tokens.is(comma, w!(",")) {
            return false;
        }
        let parents: &[Word] = if tokens.is(start, w!("phòng")) {
            &[w!("sở"), w!("công"), w!("thanh")]
        } else if tokens.at(start, phrase!("chi" "cục")) {
            &[w!("sở")]
        } else if tokens.is_any(start, &[w!("cục"), w!("vụ")]) {
            &[w!("bộ")]
        } else if tokens.is(start, w!("khoa")) {
            &[w!("bệnh"), w!("trung")]
        } else {
            return false;
        };
        if !tokens.is_any(next, parents)
            || (start + 1..comma).any(|i| tokens.is_any(i, parents) && body_at(tokens, i).is_some())
        {
            return false;
        }
        // In `Phòng A, Sở B, Sở C` the departments are owners.
        let mut k = next + 1;
        while k < self.end && !tokens.is(k, w!(";")) {
            if tokens.is_any(k, &[w!(","), w!("và")]) {
                let after = self.skip_joints(k + 1);
                if tokens.is_any(after, parents) && body_at(tokens, after).is_some() {
                    return false;
                }
            }
            k += 1;
        }
        true
    }

    /// Whether a remark begins at token `k`: `… chủ động tham mưu nội dung theo chức năng`.
    fn tail_at(&self, start: usize, k: usize) -> bool {
        let tokens = self.tokens;
        if tokens
            .get(k)
            .is_none_or(|t| t.case != Case::Lower || t.kind != Kind::Word)
        {
            return false;
        }
        let Some((_, verb)) = VERBS.at(tokens, k) else {
            return false;
        };
        match verb {
            Verb::Duty => {
                !tokens.is_any(k - 1, &[w!("giáo"), w!("chi")])
                    && !tokens.at(k, phrase!("thường" "xuyên"))
                    && !tokens.at(k, phrase!("cần"))
            }
            Verb::Setting => {
                tokens.is_any(k, &[w!("theo"), w!("căn"), w!("tùy")])
                    && !tokens.is(k - 1, w!("kèm"))
                    || tokens.at(k, phrase!("trên" "cơ" "sở"))
                    || tokens.at(k, phrase!("trong" "phạm" "vi"))
            }
            Verb::Command => !tokens.is(k - 1, w!("được")),
            Verb::Main | Verb::Naming => {
                body_at(tokens, start)
                    .is_some_and(|b| b.style == Style::Proper && k > start + b.head + 1)
                    && !within_name(tokens, start, k)
            }
            _ => false,
        }
    }

    fn skip_marks(&self, mut k: usize) -> usize {
        let tokens = self.tokens;
        while k < self.end
            && tokens
                .get(k)
                .is_some_and(|t| t.kind == Kind::Mark && t.word != w!("("))
        {
            k += 1;
        }
        while k < self.end && tokens.is_any(k, &[w!("và"), w!("do")]) {
            k += 1;
        }
        k
    }

    fn skip_joints(&self, mut k: usize) -> usize {
        while self
            .tokens
            .is_any(k, &[w!("và"), w!("cùng"), w!("với"), w!("-")])
        {
            k += 1;
        }
        k
    }

    fn push(&mut self, mut start: usize, end: usize, tail: Option<usize>) {
        let tokens = self.tokens;
        // `các đơn vị: Bệnh viện A, Bệnh viện B`: the names follow the colon.
        if let Some(colon) = (start..end).find(|&k| tokens.is_any(k, &[w!(":"), w!("(")]))
            && tokens.is(colon, w!(":"))
            && body_at(tokens, start).is_some_and(|b| b.style == Style::Group)
            && body_at(tokens, colon + 1).is_some_and(|b| b.style == Style::Proper)
        {
            start = colon + 1;
        }
        let end = trimmed(tokens, start, end);
        let Some(span) = span(tokens, start, end) else {
            return;
        };
        let mut name_end = trimmed(tokens, start, tail.unwrap_or(end).min(end));
        if let Some(open) = (start + 1..name_end).find(|&k| tokens.is(k, w!("(")))
            && bracket_end(tokens, open) == Some(name_end)
            && !bracket_belongs(tokens, open)
        {
            name_end = trimmed(tokens, start, open);
        }
        let name = self::span(tokens, start, name_end).unwrap_or(span);
        self.out.push(Named { span, name });
    }
}

/// Whether a new owner may begin at `next` in a list whose running owner began at `start`.
fn starts_owner(tokens: Tokens<'_>, start: usize, next: usize) -> bool {
    if tokens.is(next, w!("các")) || counted_body(tokens, next) {
        return true;
    }
    let Some(body) = body_at(tokens, next) else {
        return false;
    };
    match body.style {
        Style::Weak => false,
        Style::Group | Style::Role => true,
        Style::Proper if noun_of_group(tokens, start, next, body) => false,
        Style::Proper => {
            body_at(tokens, start).is_none_or(|b| b.style != Style::Group)
                || !is_generic(tokens, next, body)
        }
    }
}

/// `ngành` of `các sở, ban, ngành Trung ương`: no name of its own in lower case.
fn noun_of_group(tokens: Tokens<'_>, start: usize, next: usize, body: Body) -> bool {
    body.class == Class::Short
        && !tokens.is_any(next, &[w!("sở"), w!("phòng")])
        && tokens.get(next).is_some_and(|t| t.case == Case::Lower)
        && (start..next).any(|k| tokens.is_any(k, &[w!("các"), w!("ban"), w!("sở")]))
}

/// `Trung tâm Y tế` behind `các bệnh viện` is one more noun of the group; `Trung tâm Y tế Vĩnh Tường` is no such.
fn is_generic(tokens: Tokens<'_>, at: usize, body: Body) -> bool {
    if body.class != Class::Unit
        && !tokens.is_any(
            at,
            &[
                w!("phòng"),
                w!("trường"),
                w!("viện"),
                w!("khoa"),
                w!("hội"),
                w!("tổ"),
            ],
        )
    {
        return false;
    }
    if tokens.at(at, phrase!("công" "an")) || tokens.at(at, phrase!("thanh" "tra")) {
        return false;
    }
    let mut k = at + body.head;
    if tokens.at(k, phrase!("y" "tế")) {
        k += 2;
    }
    while let Some(token) = tokens.get(k) {
        if token.kind == Kind::Mark && !tokens.is(k, w!("-")) || tokens.is(k, w!("và")) {
            return true;
        }
        // `công an tỉnh` is one body, `bệnh viện tuyến tỉnh` any of a kind.
        let level = k > 0 && tokens.is_any(k - 1, &[w!("tuyến"), w!("cấp")]);
        let named = token.case != Case::Lower || (tokens.is(k, w!("tỉnh")) && !level);
        if token.kind == Kind::Word && named {
            return false;
        }
        k += 1;
    }
    true
}

/// `các xã, phường`: a group of places, not of bodies.
fn is_place_group(tokens: Tokens<'_>, i: usize) -> bool {
    tokens.is(i, w!("các"))
        && tokens.is_any(
            i + 1,
            &[
                w!("xã"),
                w!("phường"),
                w!("huyện"),
                w!("quận"),
                w!("thị"),
                w!("thành"),
                w!("tỉnh"),
                w!("khu"),
            ],
        )
}

/// Whether the noun at `i` stands behind `các`.
fn is_group_noun(tokens: Tokens<'_>, i: usize) -> bool {
    i.checked_sub(1).is_some_and(|p| tokens.is(p, w!("các")))
}

/// Whether the verb at `k` is a word of the name that began at `start`.
fn within_name(tokens: Tokens<'_>, start: usize, k: usize) -> bool {
    names_end(tokens, start, Part::Object).0 > k
}

/// `end` without closing punctuation and joints.
fn trimmed(tokens: Tokens<'_>, start: usize, mut end: usize) -> usize {
    while end > start {
        let last = end - 1;
        let closing = tokens
            .get(last)
            .is_some_and(|t| t.kind == Kind::Mark && t.word != w!(")") && t.word != w!("\""))
            || tokens.is(last, w!("và"));
        let unopened = tokens.is(last, w!(")")) && !(start..last).any(|k| tokens.is(k, w!("(")));
        if !closing && !unopened {
            break;
        }
        end = last;
    }
    end
}

fn span(tokens: Tokens<'_>, start: usize, end: usize) -> Option<Span> {
    let named =
        start < end && (start..end).any(|k| tokens.get(k).is_some_and(|t| t.kind == Kind::Word));
    named.then(|| tokens.span(start..end))
}
