//! The tree of labels: which paragraph stands under which, and what each of them is.
//!
//! Labels nest by their form, in the order in which the forms appear, not by their numbers:
//! numbering in real plans restarts, repeats and skips. A paragraph without a label stands under
//! the nearest label that is no finished sentence.

mod assign;
mod form;
mod role;

use document::{Label, LabelKind, Span, Table};
use plan::SectionKind;

use crate::attribute;
use crate::heading::{self, Title};
use crate::prose::{has_inner_end, introduces, is_caps, is_complete, word_count};
use crate::source::Source;
use crate::token::Tokens;
use role::{addresses_all, demands, is_closing};

/// A paragraph or a table of the body.
#[derive(Debug, Clone)]
pub(crate) enum Part<'d> {
    /// Running text.
    Text(Text),
    /// A table.
    Table(&'d Table),
    /// The body begins anew: behind a signature.
    Cut,
}

/// A paragraph of the body.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    /// The label, when it has one.
    pub label: Option<Label>,
    /// The text without its label.
    pub body: Span,
    /// The source prints it bold.
    pub bold: bool,
    /// It is a footnote.
    pub footnote: bool,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A section.
    Heading,
    /// A line that only introduces what stands under it.
    Intro,
    /// A smallest unit.
    Item,
    /// Attributes of an item.
    Attribute,
    /// It points to an appendix, closes the plan, or states a cause: no unit.
    Plain,
    /// A table.
    Table,
}

/// A node of the tree.
#[derive(Debug)]
pub(crate) struct Node<'d> {
    /// The label as printed.
    pub label: Option<Span>,
    /// The text; of a heading the title.
    pub body: Span,
    /// The table.
    pub table: Option<&'d Table>,
    /// The node it stands under; the root stands under itself.
    pub parent: usize,
    /// The nodes under it, in order.
    pub children: Vec<usize>,
    /// What it is.
    pub role: Role,
    /// Its numbers (`[2, 1]`).
    pub numbers: Vec<u16>,
    /// What its title says, for a heading.
    pub title: Title,
    /// The kind of section that it is or stands in.
    pub kind: SectionKind,
    /// The label lost its bracket: `2)` between `(1)` and `(3)`.
    pub repaired: bool,
    form: Form,
    bold: bool,
    footnote: bool,
    complete: bool,
    /// It is one of the last paragraphs, which close the plan.
    pub closing: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Root,
    Label {
        kind: LabelKind,
        depth: usize,
        mark: char,
    },
    /// A title without a label.
    Title,
    Intro,
    Unlabelled,
    Table,
}

/// The tree; node 0 is the root.
pub(crate) struct Outline<'d> {
    /// The nodes in the order of the text.
    pub nodes: Vec<Node<'d>>,
}

/// Builds the tree of a body.
pub(crate) fn build<'d>(source: &Source<'d>, parts: &[Part<'d>]) -> Outline<'d> {
    let mut builder = Builder {
        source,
        nodes: vec![Node::root()],
        stack: vec![0],
        inner: false,
    };
    let mut at = 0;
    while at < parts.len() {
        at += builder.take(parts, at);
    }
    builder.decide();
    builder.lift_headings();
    builder.part_meetings();
    let mut outline = Outline {
        nodes: builder.nodes,
    };
    outline.close(source);
    outline.assign_kinds(source);
    outline
}

impl Node<'_> {
    fn root() -> Node<'static> {
        Node {
            label: None,
            body: Span::default(),
            table: None,
            parent: 0,
            children: vec![],
            role: Role::Heading,
            numbers: vec![],
            title: Title::default(),
            kind: SectionKind::Other,
            repaired: false,
            form: Form::Root,
            bold: false,
            footnote: false,
            complete: false,
            closing: false,
        }
    }

    /// Whether the node begins an appendix.
    pub(crate) fn is_appendix(&self) -> bool {
        matches!(
            self.form,
            Form::Label {
                kind: LabelKind::Appendix,
                ..
            }
        )
    }

    /// Whether the node has a bullet.
    pub(crate) fn is_bullet(&self) -> bool {
        matches!(
            self.form,
            Form::Label {
                kind: LabelKind::Bullet(_),
                ..
            }
        )
    }

    /// Whether the node's bullet stands outside another's: a dash outside a plus.
    pub(crate) fn bullet_outside(&self, other: &Node<'_>) -> bool {
        let bullet = |form| match form {
            Form::Label {
                kind: LabelKind::Bullet(c),
                ..
            } => Some(c),
            _ => None,
        };
        bullet(self.form) == Some('-') && bullet(other.form) == Some('+')
    }

    /// Whether two nodes have labels of one form, so that one may count on from the other.
    pub(crate) fn same_form(&self, other: &Node<'_>) -> bool {
        self.form == other.form
    }

    /// Whether the node has neither label nor title of its own.
    pub(crate) fn is_unlabelled(&self) -> bool {
        matches!(self.form, Form::Unlabelled | Form::Intro)
    }
}

struct Builder<'s, 'd> {
    source: &'s Source<'d>,
    nodes: Vec<Node<'d>>,
    /// Nodes that may take children, the root first.
    stack: Vec<usize>,
    /// Letters (`A.`) stand inside Roman numerals.
    inner: bool,
}

/// Longest title without a label, in words.
const TITLE_WORDS: usize = 9;

impl<'d> Builder<'_, 'd> {
    /// Takes the part at `at` into the tree, with the lines of its title; how many parts.
    fn take(&mut self, parts: &[Part<'d>], at: usize) -> usize {
        match &parts[at] {
            Part::Cut => {
                self.stack.truncate(1);
                1
            }
            Part::Table(table) => {
                let parent = self.top_for_text();
                let id = self.push(parent, Form::Table, table.span);
                self.nodes[id].table = Some(table);
                self.nodes[id].role = Role::Table;
                1
            }
            Part::Text(text) => match &text.label {
                Some(label) => self.take_labelled(parts, at, text, label),
                None => {
                    self.take_unlabelled(parts, at, text);
                    1
                }
            },
        }
    }

    fn push(&mut self, parent: usize, form: Form, body: Span) -> usize {
        let id = self.nodes.len();
        self.nodes.push(Node {
            body,
            form,
            parent,
            role: Role::Item,
            ..Node::root()
        });
        self.nodes[parent].children.push(id);
        id
    }

    fn tokens(&self, span: Span) -> Tokens<'_> {
        self.source.tokens(span)
    }

    fn take_labelled(
        &mut self,
        parts: &[Part<'d>],
        at: usize,
        text: &Text,
        label: &Label,
    ) -> usize {
        let mut body = text.body;
        let mut taken = 1;
        if matches!(
            label.kind,
            LabelKind::Appendix | LabelKind::Part | LabelKind::Chapter | LabelKind::Division
        ) {
            (body, taken) = self.title_lines(parts, at, text);
        }
        let form = self.form(label);
        let printed = form;
        let (parent, form) = self.place(form, label);
        let id = self.push(parent, form, body);
        let complete = is_complete(self.source.text(body))
            && !self.is_title(label, body, parts.get(at + taken));
        let node = &mut self.nodes[id];
        node.repaired = form != printed;
        node.label = Some(label.span);
        node.numbers.clone_from(&label.numbers);
        node.bold = text.bold;
        node.complete = complete;
        self.stack.push(id);
        taken
    }

    /// Whether a line is the title of the text behind it though it ends with a full stop: `I. Mục tiêu chung.`,
    /// `Điều 2. Đối tượng áp dụng.`
    fn is_title(&self, label: &Label, body: Span, next: Option<&Part<'d>>) -> bool {
        let tokens = self.tokens(body);
        let short = word_count(tokens) <= TITLE_WORDS && !has_inner_end(self.source.text(body));
        let telling = label.kind <= LabelKind::Article || heading::read(tokens).typical;
        short
            && telling
            && next.is_some_and(|part| match part {
                Part::Text(text) => {
                    let line = self.source.text(text.body);
                    text.label.is_none() && !is_caps(line) && is_complete(line)
                }
                _ => false,
            })
    }

    /// The title of an appendix or a part goes on over the next lines.
    fn title_lines(&self, parts: &[Part<'d>], at: usize, text: &Text) -> (Span, usize) {
        let trim = [' ', '.', ':', '-', '–'];
        let slice = self.source.text(text.body);
        let lead = slice.len() - slice.trim_start_matches(trim).len();
        let mut body = Span::new(text.body.start as usize + lead, text.body.end as usize);
        let mut taken = 1;
        while let Some(Part::Text(next)) = parts.get(at + taken) {
            let line = self.source.text(next.body);
            let title = self.source.text(body);
            let own = next.label.is_some()
                || line.starts_with('(')
                || word_count(self.tokens(next.body)) > 60
                || (is_complete(line) && !is_caps(line));
            let goes_on = body.is_empty()
                || (is_caps(title) && is_caps(line))
                || line.chars().next().is_some_and(char::is_lowercase)
                || (!is_caps(line) && next.bold && text.bold && taken < 3);
            if own || !goes_on || taken > 6 {
                break;
            }
            body = if body.is_empty() {
                next.body
            } else {
                body.to(next.body)
            };
            taken += 1;
        }
        (body, taken)
    }

    fn form(&self, label: &Label) -> Form {
        let last = self
            .source
            .text(label.span)
            .chars()
            .next_back()
            .unwrap_or('.');
        let mark = match label.kind {
            LabelKind::Number if last == ')' => ')',
            _ => '.',
        };
        Form::Label {
            kind: label.kind,
            depth: label.numbers.len(),
            mark,
        }
    }

    /// The node that a label stands under, and the form that it counts as; nodes that it closes
    /// leave the stack.
    fn place(&mut self, mut form: Form, label: &Label) -> (usize, Form) {
        if let Form::Label {
            kind: LabelKind::Number,
            depth: 1,
            mark: ')',
        } = form
        {
            // `2)` between `(1)` and `(3)` lost its bracket.
            let paren = Form::Label {
                kind: LabelKind::Paren,
                depth: 1,
                mark: '.',
            };
            let counts = |&&n: &&usize| {
                let node = &self.nodes[n];
                node.form == paren
                    && node
                        .numbers
                        .first()
                        .zip(label.numbers.first())
                        .is_some_and(|(a, b)| a + 1 == *b)
            };
            if self.stack.iter().any(|n| counts(&n)) {
                form = paren;
            }
        }
        let same: Vec<usize> = (0..self.stack.len())
            .rev()
            .filter(|&at| self.nodes[self.stack[at]].form == form)
            .collect();
        if let Some(&nearest) = same.first() {
            let number = label.numbers.last();
            let counts_on = |at: usize| {
                let last = self.nodes[self.stack[at]].numbers.last();
                last.zip(number).is_some_and(|(a, b)| a + 1 == *b)
            };
            let open = introduces(self.source.text(self.nodes[self.stack[nearest]].body));
            if open && number == Some(&1) && nearest + 1 == self.stack.len() {
                // `(5) Xây dựng các bộ tiêu chí:` ⏎ `(1) …` begins a list inside the list.
                return (self.stack[nearest], form);
            }
            let found = same
                .iter()
                .copied()
                .find(|&at| counts_on(at))
                .unwrap_or(nearest);
            self.stack.truncate(found);
            return (self.stack.last().copied().unwrap_or(0), form);
        }
        if let Form::Label {
            kind: LabelKind::Upper,
            ..
        } = form
        {
            self.inner |= self.stack.iter().any(|&n| {
                matches!(
                    self.nodes[n].form,
                    Form::Label {
                        kind: LabelKind::Roman,
                        ..
                    }
                )
            });
        }
        let rank = self.rank(form);
        while let Some(&top) = self.stack.last() {
            let open = matches!(self.nodes[top].form, Form::Intro | Form::Title);
            if top == 0 || self.rank(self.nodes[top].form) <= rank || (open && rank > ROMAN_RANK) {
                break;
            }
            self.stack.pop();
        }
        (self.stack.last().copied().unwrap_or(0), form)
    }

    /// Order of the forms from the outermost to the innermost.
    fn rank(&self, form: Form) -> usize {
        match form {
            Form::Root => 0,
            Form::Label { kind, depth, mark } => match kind {
                LabelKind::Appendix => 1,
                LabelKind::Part => 2,
                LabelKind::Chapter => 3,
                LabelKind::Division => 4,
                LabelKind::Article => 5,
                LabelKind::Upper if self.inner => ROMAN_RANK + 1,
                LabelKind::Upper => ROMAN_RANK - 1,
                LabelKind::Roman => ROMAN_RANK,
                LabelKind::Number if mark == ')' => 40,
                LabelKind::Number => 20 + depth,
                LabelKind::Letter => 30 + depth,
                LabelKind::Paren => 50,
                // A plus stands inside a dash; other bullets nest as they come.
                LabelKind::Bullet('+') => 61,
                LabelKind::Bullet(_) => 60,
            },
            Form::Title => 29,
            Form::Intro => 59,
            Form::Unlabelled | Form::Table => 70,
        }
    }

    /// The node that a paragraph without a label, or a table, stands under: the nearest label
    /// that is no bullet and no finished sentence.
    fn top_for_text(&mut self) -> usize {
        while let Some(&top) = self.stack.last() {
            let node = &self.nodes[top];
            let leaf = node.is_bullet() || node.complete || node.form == Form::Intro;
            if top == 0 || !leaf {
                break;
            }
            self.stack.pop();
        }
        self.stack.last().copied().unwrap_or(0)
    }

    fn take_unlabelled(&mut self, parts: &[Part<'d>], at: usize, text: &Text) {
        let slice = self.source.text(text.body);
        let tokens = self.tokens(text.body);
        if text.footnote {
            let parent = self.top_for_text();
            let id = self.push(parent, Form::Unlabelled, text.body);
            self.nodes[id].footnote = true;
            return;
        }
        let next = parts.get(at + 1);
        let next_label = match next {
            Some(Part::Text(next)) => next.label.as_ref().map(|l| l.kind),
            _ => None,
        };
        let attribute = !attribute::attributes(tokens).is_empty();
        let short = word_count(tokens) <= TITLE_WORDS && !is_complete(slice);
        let titled = short
            && !attribute
            && !slice.starts_with('(')
            && (text.bold || is_caps(slice) || heading::read(tokens).typical)
            && next.is_some();
        // `… của Bộ Y tế. Cụ thể:` says something before it introduces.
        let introduces = introduces(slice)
            && !has_inner_end(slice)
            && !attribute
            && next_label.is_some_and(|kind| kind > LabelKind::Roman)
            && self
                .nodes
                .iter()
                .any(|n| n.role == Role::Item && n.form != Form::Unlabelled);
        if titled && heading::read(tokens).typical {
            let parent = self.place_title();
            let id = self.push(parent, Form::Title, text.body);
            self.nodes[id].bold = text.bold;
            self.stack.push(id);
            return;
        }
        // Attributes without a bullet belong to the item before them, whatever it is.
        let parent = if attribute {
            self.top_for_attribute()
        } else {
            self.top_for_text()
        };
        let form = if introduces {
            Form::Intro
        } else {
            Form::Unlabelled
        };
        let id = self.push(parent, form, text.body);
        self.nodes[id].bold = text.bold;
        self.nodes[id].complete = is_complete(slice);
        if introduces {
            self.stack.push(id);
        }
    }

    fn top_for_attribute(&self) -> usize {
        self.stack
            .iter()
            .rev()
            .copied()
            .find(|&n| !self.nodes[n].is_bullet())
            .unwrap_or(0)
    }

    fn place_title(&mut self) -> usize {
        while let Some(&top) = self.stack.last() {
            if top == 0 || self.rank(self.nodes[top].form) < self.rank(Form::Title) {
                break;
            }
            self.stack.pop();
        }
        self.stack.last().copied().unwrap_or(0)
    }
}

const ROMAN_RANK: usize = 10;

impl<'d> Outline<'d> {
    /// The nearest heading that a node stands under (itself aside); 0 for none.
    pub(crate) fn heading_of(&self, id: usize) -> usize {
        let mut at = self.nodes[id].parent;
        while at != 0 && self.nodes[at].role != Role::Heading {
            at = self.nodes[at].parent;
        }
        at
    }

    /// Headings and introducing lines above a node, the outermost first.
    pub(crate) fn path(&self, id: usize) -> Vec<usize> {
        let mut path = vec![];
        let mut at = self.nodes[id].parent;
        while at != 0 {
            if matches!(self.nodes[at].role, Role::Heading | Role::Intro) {
                path.push(at);
            }
            at = self.nodes[at].parent;
        }
        path.reverse();
        path
    }

    /// Marks the paragraphs without labels that close the body: from the first closing formula
    /// behind the last label on.
    fn close(&mut self, source: &Source<'d>) {
        let end = (1..self.nodes.len()).find(|&i| self.nodes[i].is_appendix());
        let end = end.unwrap_or(self.nodes.len());
        let bare = |i: &usize| {
            let node = &self.nodes[*i];
            node.is_unlabelled() && node.children.is_empty() && node.role != Role::Attribute
        };
        // Whom to ask stands in lines with bullets under the formula: `… xin liên hệ:`
        let bullets = (1..end)
            .rev()
            .take_while(|&i| self.nodes[i].is_bullet() && self.nodes[i].role != Role::Heading)
            .last()
            .filter(|&i| {
                let body = self.nodes[i - 1].body;
                i > 1
                    && self.nodes[i - 1].is_unlabelled()
                    && is_closing(source.tokens(body))
                    && introduces(source.text(body))
            })
            .map(|i| i - 1);
        let first = bullets
            .or_else(|| (1..end).rev().take_while(bare).last())
            .unwrap_or(end);
        let closes = |i: &usize| {
            let body = self.nodes[*i].body;
            let tokens = source.tokens(body);
            let last = *i + 1 == end && source.text(body).ends_with("./.");
            is_closing(tokens) || demands(tokens) || (last && addresses_all(tokens))
        };
        let Some(from) = (first..end).find(closes) else {
            return;
        };
        if (1..from).all(|i| self.nodes[i].role != Role::Heading) {
            return;
        }
        for node in &mut self.nodes[from..end] {
            node.closing = true;
            node.role = Role::Plain;
        }
    }

    /// Gives every node the kind of its section.
    fn assign_kinds(&mut self, source: &Source<'d>) {
        let assignments = self.assignments(source);
        for (id, assigned) in assignments.into_iter().enumerate().skip(1) {
            let above = self.nodes[id].parent;
            let inherited = self.nodes[above].kind;
            let node = &self.nodes[id];
            let kind = match (node.role, node.title.kind()) {
                // Of `PHẠM VI, ĐỐI TƯỢNG VÀ NỘI DUNG` each part says what it is; whom the work is
                // about is no work under any heading.
                (Role::Heading, Some(kind))
                    if node.title.weak
                        && kind != SectionKind::Purpose
                        && above != 0
                        && !(self.nodes[above].title.kinds.len() > 1
                            && self.nodes[above].title.kinds.contains(&kind)) =>
                {
                    inherited
                }
                (Role::Heading, Some(kind)) => kind,
                (Role::Heading, None) if node.is_appendix() => SectionKind::Appendix,
                (Role::Heading, None)
                    if assigned && inherited == SectionKind::Other && self.untold(id) =>
                {
                    SectionKind::Organization
                }
                _ => inherited,
            };
            self.nodes[id].kind = if node.closing {
                SectionKind::Other
            } else {
                kind
            };
        }
    }
}
