//! What each node of the tree is: a heading, an introducing line, an item, or none of these.

use std::sync::LazyLock;

use document::LabelKind;
use plan::SectionKind;

use super::{Builder, Form, Role};
use crate::attribute;
use crate::heading::{self, Title};
use crate::prose::{has_inner_end, introduces, is_caps, is_pointer, phrases, word_count};
use crate::token::{Kind, Tokens, Word, phrase, w};
use crate::{citation, deadline, owner};

static CLOSINGS: LazyLock<Vec<Vec<Word>>> =
    LazyLock::new(|| phrases(include_str!("../../lexicon/closings.txt")));

/// Longest text that is still a heading though it ends with a full stop, in words.
const SENTENCE_HEADING_WORDS: usize = 20;

/// Longest heading that has nothing under it, in words.
const EMPTY_HEADING_WORDS: usize = 25;

impl Builder<'_, '_> {
    /// Decides what each node is, the last first: a heading is one by what stands under it.
    pub(super) fn decide(&mut self) {
        for id in (1..self.nodes.len()).rev() {
            let title = heading::read(self.tokens(self.nodes[id].body));
            let role = self.role(id, &title);
            let node = &mut self.nodes[id];
            node.role = role;
            if role == Role::Heading {
                node.title = title;
            }
        }
        // An empty line among headings is a heading.
        for id in 1..self.nodes.len() {
            if self.is_empty_heading(id) {
                self.nodes[id].title = heading::read(self.tokens(self.nodes[id].body));
                self.nodes[id].role = Role::Heading;
            }
        }
    }

    /// `I. Thời gian` beside `II. Địa điểm` says when people meet, and sets no work.
    pub(super) fn part_meetings(&mut self) {
        let opens = |id: usize, words: &[Word]| {
            self.nodes[id].role == Role::Heading && self.tokens(self.nodes[id].body).at(0, words)
        };
        let meeting = |siblings: &[usize]| {
            opens(siblings[0], phrase!("thời" "gian")) && opens(siblings[1], phrase!("địa" "điểm"))
        };
        let times: Vec<usize> = self
            .nodes
            .iter()
            .flat_map(|node| node.children.windows(2))
            .filter(|siblings| meeting(siblings))
            .map(|siblings| siblings[0])
            .collect();
        for id in times {
            let title = &mut self.nodes[id].title;
            title.kinds = vec![SectionKind::Other];
            title.weak = false;
        }
    }

    /// The paragraphs before the first heading hold none: headings that one of them seems to
    /// introduce (`… hướng dẫn như sau:` before `1. …`) stand beside it.
    pub(super) fn lift_headings(&mut self) {
        for id in (1..self.nodes.len()).rev() {
            let mut above = id;
            while above != 0 && self.nodes[above].role != Role::Heading {
                above = self.nodes[above].parent;
            }
            if above != 0 {
                continue;
            }
            let children = std::mem::take(&mut self.nodes[id].children);
            let first = children
                .iter()
                .position(|&c| self.nodes[c].role == Role::Heading)
                .unwrap_or(children.len());
            let lifted = children[first..].to_vec();
            self.nodes[id].children = children[..first].to_vec();
            if lifted.is_empty() {
                continue;
            }
            if first == 0 && self.nodes[id].role == Role::Intro {
                self.nodes[id].role = Role::Plain;
            }
            let parent = self.nodes[id].parent;
            for &child in &lifted {
                self.nodes[child].parent = parent;
            }
            let siblings = &mut self.nodes[parent].children;
            let at = siblings.iter().position(|&s| s == id).map_or(0, |i| i + 1);
            siblings.splice(at..at, lifted);
        }
    }

    fn role(&self, id: usize, title: &Title) -> Role {
        let node = &self.nodes[id];
        let text = self.source.text(node.body);
        let tokens = self.tokens(node.body);
        if node.footnote {
            return Role::Plain;
        }
        let attribute = || !attribute::attributes(tokens).is_empty();
        let units = node
            .children
            .iter()
            .filter(|&&c| !matches!(self.nodes[c].role, Role::Attribute | Role::Plain));
        let under = units.clone().count();
        let labelled_under = units.clone().any(|&c| !self.nodes[c].is_unlabelled());
        match node.form {
            Form::Root => Role::Heading,
            Form::Table => Role::Table,
            Form::Title => Role::Heading,
            Form::Intro if under > 0 => Role::Intro,
            Form::Intro | Form::Unlabelled => {
                if attribute() {
                    Role::Attribute
                } else if is_plain(tokens) || is_banner(text, tokens) || is_date_line(tokens) {
                    Role::Plain
                } else {
                    Role::Item
                }
            }
            Form::Label { kind, .. } => match kind {
                LabelKind::Appendix
                | LabelKind::Part
                | LabelKind::Chapter
                | LabelKind::Division => Role::Heading,
                LabelKind::Roman | LabelKind::Upper | LabelKind::Article => {
                    let long = node.complete && word_count(tokens) > EMPTY_HEADING_WORDS;
                    if long && under == 0 {
                        Role::Item
                    } else {
                        Role::Heading
                    }
                }
                LabelKind::Bullet(_) => {
                    if attribute() {
                        Role::Attribute
                    } else if is_plain(tokens) {
                        Role::Plain
                    } else if labelled_under && (introduces(text) || !node.complete) {
                        Role::Intro
                    } else {
                        Role::Item
                    }
                }
                LabelKind::Number | LabelKind::Letter | LabelKind::Paren => {
                    if under == 0 && attribute() {
                        return Role::Attribute;
                    }
                    if under == 0 && is_plain(tokens) {
                        return Role::Plain;
                    }
                    let words = word_count(tokens);
                    let short_sentence = words <= SENTENCE_HEADING_WORDS
                        && !has_inner_end(text)
                        && text.ends_with('.');
                    let heading = (title.typical && !has_inner_end(text))
                        || (under > 0 && (introduces(text) || !node.complete))
                        || (labelled_under && short_sentence)
                        || (under == 0 && owner::is_name(tokens))
                        || (node.bold && words <= 60 && under > 0);
                    if heading { Role::Heading } else { Role::Item }
                }
            },
        }
    }

    /// A label with a short text that ends no sentence, nothing under it, and headings around it.
    fn is_empty_heading(&self, id: usize) -> bool {
        let node = &self.nodes[id];
        let labelled = matches!(
            node.form,
            Form::Label {
                kind: LabelKind::Number | LabelKind::Letter | LabelKind::Paren,
                ..
            }
        );
        if node.role != Role::Item || !labelled || node.complete {
            return false;
        }
        let siblings = &self.nodes[node.parent].children;
        let alike = |&&s: &&usize| s != id && self.nodes[s].form == node.form;
        let headings = siblings
            .iter()
            .filter(alike)
            .filter(|&&s| self.nodes[s].role == Role::Heading);
        let (all, headings) = (siblings.iter().filter(alike).count(), headings.count());
        let attributes = node
            .children
            .iter()
            .any(|&c| self.nodes[c].role == Role::Attribute);
        !attributes
            && headings >= 1
            && headings * 2 >= all
            && word_count(self.tokens(node.body)) <= EMPTY_HEADING_WORDS
    }
}

/// A paragraph that is no unit: a pointer, a closing formula, a cause or a shortcoming.
fn is_plain(tokens: Tokens<'_>) -> bool {
    is_pointer(tokens) || is_closing(tokens) || states_cause(tokens) || is_footnote(tokens)
}

/// Longest line of a banner, in words.
const BANNER_WORDS: usize = 20;

/// A line of capitals without a label, as on a banner or a cover: a title of something, no work.
fn is_banner(text: &str, tokens: Tokens<'_>) -> bool {
    is_caps(text) && (2..=BANNER_WORDS).contains(&word_count(tokens))
}

/// `Sơn La, ngày 31 tháng 7 năm 2023` and nothing else.
fn is_date_line(tokens: Tokens<'_>) -> bool {
    const PLACE_WORDS: usize = 6;
    let place = (0..tokens.len())
        .take_while(|&i| tokens.get(i).is_some_and(|t| t.kind == Kind::Word))
        .count();
    (1..=PLACE_WORDS).contains(&place)
        && tokens.at(place, phrase!("," "ngày"))
        && deadline::printed_date(tokens, place + 1)
            .is_some_and(|(_, length)| place + 1 + length >= tokens.len())
}

/// A note that stands among the paragraphs: `[1] Theo Quyết định …`, `2 Quyết định số 12/QĐ-UBND
/// ngày …`.
fn is_footnote(tokens: Tokens<'_>) -> bool {
    let marked = tokens.is(0, w!("[")) && tokens.number(1).is_some() && tokens.is(2, w!("]"));
    let numbered =
        tokens.len() > 1 && tokens.number(0).is_some_and(|n| n < 100) && tokens.spaced(1);
    marked
        || (numbered && {
            let from = tokens.span(1..tokens.len()).start;
            citation::find(tokens)
                .first()
                .is_some_and(|cited| cited.span.start == from)
        })
}

/// A formula that closes a plan, also in brackets.
pub(super) fn is_closing(tokens: Tokens<'_>) -> bool {
    let from = usize::from(tokens.is(0, w!("(")));
    CLOSINGS.iter().any(|phrase| tokens.at(from, phrase)) || demands_plan(tokens)
}

/// `Yêu cầu Thủ trưởng các đơn vị nghiêm túc triển khai thực hiện Kế hoạch này.`: an order about the
/// document as a whole, also where it has a number.
fn demands_plan(tokens: Tokens<'_>) -> bool {
    let asks = tokens.at(0, phrase!("yêu" "cầu")) || tokens.at(0, phrase!("đề" "nghị"));
    let is_word = |&i: &usize| tokens.get(i).is_some_and(|t| t.kind == Kind::Word);
    let last = (0..tokens.len()).rev().find(is_word);
    asks && last.is_some_and(|last| tokens.is(last, w!("này")))
        && tokens.find(0, phrase!("nghiêm" "túc")).is_some()
}

/// `Nguyên nhân: …`, `Tồn tại, hạn chế: …`
fn states_cause(tokens: Tokens<'_>) -> bool {
    const CAUSES: [&[Word]; 6] = [
        &[w!("nguyên"), w!("nhân")],
        &[w!("tồn"), w!("tại"), w!(","), w!("hạn"), w!("chế")],
        &[w!("hạn"), w!("chế"), w!(","), w!("tồn"), w!("tại")],
        &[w!("tồn"), w!("tại"), w!(":")],
        &[w!("hạn"), w!("chế"), w!(":")],
        &[w!("khó"), w!("khăn"), w!(","), w!("vướng"), w!("mắc")],
    ];
    let colon = (2..tokens.len().min(9)).any(|i| tokens.is(i, w!(":")));
    colon && CAUSES.iter().any(|cause| tokens.at(0, cause))
}

/// The last paragraph speaks of the plan as a whole: `… thực hiện nghiêm túc Kế hoạch này./.`
pub(super) fn addresses_all(tokens: Tokens<'_>) -> bool {
    let phrases = [[w!("nghiêm"), w!("túc")], [w!("hoạch"), w!("này")]];
    (0..tokens.len()).any(|i| phrases.iter().any(|p| tokens.at(i, p)))
}

/// `Ủy ban nhân dân tỉnh yêu cầu các sở, ngành nghiêm túc triển khai thực hiện./.`
pub(super) fn demands(tokens: Tokens<'_>) -> bool {
    let asks =
        |i: usize| tokens.at(i, &[w!("yêu"), w!("cầu")]) || tokens.at(i, &[w!("đề"), w!("nghị")]);
    let from = (0..tokens.len().min(24)).find(|&i| asks(i));
    let serious = |i| tokens.at(i, &[w!("nghiêm"), w!("túc")]);
    from.is_some_and(|from| {
        let ends = tokens.source();
        let last = tokens.span(0..tokens.len());
        let closed = ends[last.range()].trim_end().ends_with("./.");
        (closed || (from..tokens.len()).any(serious))
            && !ends[last.range()].trim_end().ends_with(':')
    })
}
