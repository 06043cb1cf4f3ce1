//! Items become objectives and tasks.

mod row;
mod served;

use std::collections::BTreeMap;

use document::Span;
use plan::{
    Citation, Code, Diagnostic, Heading, Objective, Origin, Output, Owner, Scope, SectionKind,
    Severity, Target, Task,
};
use rustc_hash::FxHashMap;

use crate::attribute::{self, Attribute};
use crate::deadline::{self, Statement, Times};
use crate::field;
use crate::outline::{Outline, Role};
use crate::owner;
use crate::prose::word_count;
use crate::source::Source;
use crate::table::Subject;
use crate::token::{Tokens, phrase};
use crate::{citation, table};
use row::TableReader;
use served::attributes_of;

/// Objectives and tasks with what was odd about them.
#[derive(Debug, Default)]
pub(crate) struct Items {
    /// Objectives in the order of the text.
    pub objectives: Vec<Objective>,
    /// Tasks in the order of the text.
    pub tasks: Vec<Task>,
    /// Id of the item that a node of the outline became.
    pub of_node: FxHashMap<usize, String>,
    /// Id of the item that a row of a table became: (node of the table, row).
    pub of_row: FxHashMap<(usize, usize), String>,
    /// What a reader should know.
    pub diagnostics: Vec<Diagnostic>,
    ids: FxHashMap<(char, u64), u32>,
}

/// The table before, which the next may go on with.
struct Before {
    node: usize,
    grid: table::Grid,
    groups: Vec<table::Group>,
}

/// Makes the items of an outline.
pub(crate) fn read(source: &Source<'_>, outline: &Outline<'_>, times: &Times) -> Items {
    let mut items = Items::default();
    let attributes = attributes_of(outline);
    let none = vec![];
    let in_forms = outline.in_forms(source);
    let units = units(source, outline);
    let mut before: Option<Before> = None;
    for (id, node) in outline.nodes.iter().enumerate().skip(1) {
        if in_forms.get(id) == Some(&true) {
            continue;
        }
        match (node.role, node.kind) {
            (
                Role::Item,
                SectionKind::Objectives | SectionKind::Tasks | SectionKind::Organization,
            ) => {
                let lines = attributes.get(&id).unwrap_or(&none);
                let reader = ItemReader {
                    source,
                    outline,
                    times,
                    node: id,
                    lines,
                    units: &units,
                };
                reader.read(&mut items);
            }
            (Role::Table, kind) => {
                let Some(read) = node.table else { continue };
                let grid = table::read(source, read);
                // A table directly behind another may be the rest of it.
                let last = before.take().filter(|last| last.node + 1 == id);
                let (grid, mut groups) = last
                    .and_then(|last| Some((last.grid.continued(&grid)?, last.groups)))
                    .unwrap_or((grid, vec![]));
                let silent = matches!(
                    kind,
                    SectionKind::Purpose | SectionKind::Situation | SectionKind::Funding
                );
                let reader = TableReader {
                    source,
                    outline,
                    times,
                    node: id,
                    grid: &grid,
                };
                match grid.subject {
                    _ if silent => {}
                    Subject::Other => reader.diagnose(&mut items),
                    subject => {
                        for row in table::rows(source, read, &grid, &mut groups) {
                            reader.read(&row, subject, &mut items);
                        }
                    }
                }
                before = Some(Before {
                    node: id,
                    grid,
                    groups,
                });
            }
            _ => {}
        }
    }
    items
}

impl Items {
    /// An id that stays the same as long as kind and text of the item do: of items with one text
    /// the second has another id than the first.
    fn id(&mut self, letter: char, text: &str) -> String {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for byte in text.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        let seen = self.ids.entry((letter, hash)).or_default();
        *seen += 1;
        let salted = hash ^ (u64::from(*seen) - 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        format!("{letter}{:012x}", salted >> 16)
    }
}

/// The fields that objectives and tasks share.
#[derive(Default)]
struct Fields {
    leads: Vec<Owner>,
    partners: Vec<Owner>,
    deadlines: Vec<plan::Deadline>,
    outputs: Vec<Output>,
    notes: Option<Span>,
    targets: Vec<Target>,
    citations: Vec<Citation>,
}

/// Longest text that is a statement of time, in words.
const TIME_WORDS: usize = 25;

struct ItemReader<'r, 'd> {
    source: &'r Source<'d>,
    outline: &'r Outline<'d>,
    times: &'r Times,
    node: usize,
    lines: &'r [usize],
    /// Which nodes are headings that name a body.
    units: &'r [bool],
}

impl ItemReader<'_, '_> {
    fn read(&self, items: &mut Items) {
        let node = &self.outline.nodes[self.node];
        let tokens = self.source.tokens(node.body);
        let (text, provenance) = self.source.quote(node.body);
        let reading = field::read(tokens, self.times);
        let mut fields = Fields::default();
        for cited in &reading.cited {
            field::add_citation(self.source, &mut fields.citations, cited);
        }
        let task = node.kind != SectionKind::Objectives;
        for found in reading.targets.iter().filter(|f| !(task && f.assigned)) {
            fields.targets.push(field::target(self.source, found));
        }
        self.attributes(&mut fields, &mut items.diagnostics);
        if self.lines.is_empty() {
            for (attribute, range) in attribute::run_in(tokens) {
                if !range.is_empty() {
                    let value = tokens.slice(range);
                    self.attribute(attribute, value, &mut fields, &mut items.diagnostics);
                }
            }
        }
        if fields.deadlines.is_empty() {
            let found = self.times_of(tokens, &reading);
            let diagnostics = &mut items.diagnostics;
            field::add_deadlines(self.source, &mut fields.deadlines, &found, diagnostics);
        }
        self.owners(tokens, &mut fields);
        let path = path(self.source, self.outline, self.node);
        let label = node.label.map(|span| self.source.text(span).to_owned());
        let mut places = BTreeMap::new();
        if let Some(span) = node.label {
            places.insert("label".to_owned(), self.source.place(span));
        }
        if task {
            let id = items.id('t', &text);
            items.of_node.insert(self.node, id.clone());
            if let Some(span) = fields.notes {
                places.insert("notes".to_owned(), self.source.place(span));
            }
            let origin = match node.kind {
                SectionKind::Organization => Origin::Assignment,
                _ => Origin::Section,
            };
            items.tasks.push(Task {
                id,
                path,
                label,
                text,
                group: None,
                origin,
                leads: fields.leads,
                partners: fields.partners,
                deadlines: fields.deadlines,
                outputs: fields.outputs,
                notes: fields.notes.map(|span| self.source.text(span).to_owned()),
                targets: fields.targets,
                citations: fields.citations,
                provenance,
                field_provenance: places,
            });
        } else {
            let id = items.id('o', &text);
            items.of_node.insert(self.node, id.clone());
            let skip: Vec<Span> = reading.cited.iter().map(|c| c.span).collect();
            let horizon = deadline::horizon_of_text(tokens, &skip)
                .or_else(|| heading_horizon(self.source, self.outline, self.node));
            if let Some((_, span)) = &horizon {
                places.insert("horizon".to_owned(), self.source.place(*span));
            }
            items.objectives.push(Objective {
                id,
                path,
                label,
                text,
                scope: scope(self.outline, self.node),
                horizon: horizon.map(|(horizon, _)| horizon),
                targets: fields.targets,
                deadlines: fields.deadlines,
                leads: fields.leads,
                partners: fields.partners,
                citations: fields.citations,
                provenance,
                field_provenance: places,
            });
        }
    }

    /// The times of the text: under a heading that asks for one (`1. Thời gian thi đua`) a short
    /// text says it as a time line does.
    fn times_of(&self, tokens: Tokens<'_>, reading: &field::Reading) -> Vec<Statement> {
        let asks = || {
            let above = self.outline.heading_of(self.node);
            let title = self.source.tokens(self.outline.nodes[above].body);
            title.at(0, phrase!("thời" "gian")) || title.at(0, phrase!("thời" "hạn"))
        };
        if !reading.times.is_empty() || word_count(tokens) > TIME_WORDS || !asks() {
            return reading.times.clone();
        }
        let skip: Vec<Span> = reading.cited.iter().map(|c| c.span).collect();
        deadline::in_field(tokens, &skip, &[], self.times)
    }

    /// Folds the attribute lines in.
    fn attributes(&self, fields: &mut Fields, diagnostics: &mut Vec<Diagnostic>) {
        let mut led = 0;
        for &line in self.lines {
            let body = self.outline.nodes[line].body;
            let tokens = self.source.tokens(body);
            for (attribute, range) in attribute::attributes(tokens) {
                if range.is_empty() {
                    continue;
                }
                let value = tokens.slice(range);
                led += usize::from(attribute == Attribute::Lead);
                self.attribute(attribute, value, fields, diagnostics);
            }
        }
        if led > 1 {
            let body = self.outline.nodes[self.node].body;
            diagnostics.push(Diagnostic {
                code: Code::AttributeRepeated,
                severity: Severity::Info,
                message: "the lead is given more than once".to_owned(),
                provenance: Some(self.source.place(body)),
            });
        }
    }

    fn attribute(
        &self,
        attribute: Attribute,
        value: Tokens<'_>,
        fields: &mut Fields,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let source = self.source;
        let breaks = [];
        match attribute {
            Attribute::Lead => {
                field::add_owners(source, &mut fields.leads, &owner::in_field(value, &breaks));
            }
            Attribute::Partner => {
                field::add_owners(
                    source,
                    &mut fields.partners,
                    &owner::in_field(value, &breaks),
                );
            }
            Attribute::LeadAndPartner => {
                let roles = owner::in_mixed_field(value, &breaks);
                field::add_owners(source, &mut fields.leads, &roles.leads);
                field::add_owners(source, &mut fields.partners, &roles.partners);
            }
            Attribute::Deadline => {
                let cited = citation::find(value);
                let skip: Vec<Span> = cited.iter().map(|c| c.span).collect();
                let found = deadline::in_field(value, &skip, &breaks, self.times);
                field::add_deadlines(source, &mut fields.deadlines, &found, diagnostics);
                for cited in &cited {
                    field::add_citation(source, &mut fields.citations, cited);
                }
            }
            Attribute::Output => fields
                .outputs
                .extend(field::outputs(source, value, &breaks)),
            Attribute::Note => fields.notes = Some(value.span(0..value.len())),
            Attribute::Budget | Attribute::Supervise | Attribute::Aside => {}
        }
    }

    /// Who leads: an attribute, else the subject of the text, else the introducing line, else the
    /// unit that the heading of an assignment names.
    fn owners(&self, tokens: Tokens<'_>, fields: &mut Fields) {
        let node = &self.outline.nodes[self.node];
        let above = self.units_above(node.kind == SectionKind::Organization);
        let roles = owner::in_text(tokens, !above.is_empty());
        if fields.partners.is_empty() {
            field::add_owners(self.source, &mut fields.partners, &roles.partners);
        }
        if fields.leads.is_empty() {
            field::add_owners(self.source, &mut fields.leads, &roles.leads);
        }
        // An order from above that stands under a unit's heading, as the last paragraph of a
        // notice may, is not that unit's.
        if fields.leads.is_empty() && !(node.label.is_none() && owner::orders_others(tokens)) {
            field::add_owners(self.source, &mut fields.leads, &above);
        }
    }

    /// The bodies that an introducing line or the heading above names.
    fn units_above(&self, assignment: bool) -> Vec<owner::Named> {
        let mut at = self.outline.nodes[self.node].parent;
        while at != 0 {
            let node = &self.outline.nodes[at];
            let tokens = self.source.tokens(node.body);
            let introduced = match node.role {
                Role::Intro => owner::in_introduction(tokens),
                Role::Heading if crate::prose::introduces(self.source.text(node.body)) => {
                    owner::in_introduction(tokens)
                }
                _ => vec![],
            };
            if !introduced.is_empty() {
                return introduced;
            }
            let assigned = assignment && matches!(node.role, Role::Heading | Role::Intro);
            if assigned || self.units.get(at) == Some(&true) {
                let named = owner::in_heading(tokens);
                if !named.is_empty() {
                    return named;
                }
            }
            at = node.parent;
        }
        vec![]
    }
}

/// Which headings are the name of a body, as most headings beside them are: the tasks under `1. Sở
/// Tài chính`, `2. Sở Nội vụ` are theirs, whatever the title above says. A single one is when a line under it begins
/// with `Chủ trì`, as only who is named above it can be meant.
fn units(source: &Source<'_>, outline: &Outline<'_>) -> Vec<bool> {
    let nodes = &outline.nodes;
    let mut units: Vec<bool> = nodes
        .iter()
        .map(|n| n.role == Role::Heading && owner::is_name(source.tokens(n.body)))
        .collect();
    for node in nodes {
        let headings = node
            .children
            .iter()
            .filter(|&&n| nodes[n].role == Role::Heading);
        let named = headings.clone().filter(|&&n| units[n]).count();
        if named < 2 || named * 2 <= headings.clone().count() {
            headings.for_each(|&n| units[n] &= leads_below(source, outline, n));
        } else {
            // Among units one may be told closer: `7. Ủy ban nhân dân các xã có cụm công nghiệp`.
            headings.for_each(|&n| units[n] |= owner::is_told(source.tokens(nodes[n].body)));
        }
    }
    units
}

/// Whether a line right under a heading begins with `Chủ trì`.
fn leads_below(source: &Source<'_>, outline: &Outline<'_>, heading: usize) -> bool {
    let nodes = &outline.nodes;
    let mut below = nodes[heading].children.iter();
    below.any(|&n| source.tokens(nodes[n].body).at(0, phrase!("chủ" "trì")))
}

/// Headings and introducing lines above a node.
fn path(source: &Source<'_>, outline: &Outline<'_>, id: usize) -> Vec<Heading> {
    let heading = |id: usize| {
        let node = &outline.nodes[id];
        Heading {
            label: node.label.map(|span| source.text(span).to_owned()),
            title: (!node.body.is_empty()).then(|| source.line(node.body)),
        }
    };
    outline.path(id).into_iter().map(heading).collect()
}

/// The year or period that the nearest heading sets.
fn heading_horizon(
    source: &Source<'_>,
    outline: &Outline<'_>,
    id: usize,
) -> Option<(String, Span)> {
    outline.path(id).into_iter().rev().find_map(|above| {
        let tokens = source.tokens(outline.nodes[above].body);
        let skip: Vec<Span> = citation::find(tokens).iter().map(|c| c.span).collect();
        deadline::horizon_of_heading(tokens, &skip)
    })
}

/// Whether the nearest telling heading names the general objectives.
fn scope(outline: &Outline<'_>, id: usize) -> Scope {
    let general = outline.path(id).into_iter().rev().find_map(|above| {
        let title = &outline.nodes[above].title;
        (title.general || title.specific).then_some(title.general)
    });
    if general == Some(true) {
        Scope::General
    } else {
        Scope::Specific
    }
}
