//! Items become objectives and tasks.

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
use crate::owner::{self, Roles};
use crate::source::Source;
use crate::table::{Column, Grid, Row, Subject};
use crate::token::Tokens;
use crate::{citation, table, target};

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

/// Makes the items of an outline.
pub(crate) fn read(source: &Source<'_>, outline: &Outline<'_>, times: &Times) -> Items {
    let mut items = Items::default();
    let attributes = attributes_of(source, outline);
    let none = vec![];
    for (id, node) in outline.nodes.iter().enumerate().skip(1) {
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
                };
                reader.read(&mut items);
            }
            (Role::Table, kind) => {
                let Some(read) = node.table else { continue };
                let grid = table::read(source, read);
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
                        for row in table::rows(source, read, &grid) {
                            reader.read(&row, subject, &mut items);
                        }
                    }
                }
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

/// The attribute lines of each item.
fn attributes_of(source: &Source<'_>, outline: &Outline<'_>) -> FxHashMap<usize, Vec<usize>> {
    let mut out: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    let mut behind: FxHashMap<usize, usize> = FxHashMap::default();
    let _ = source;
    for (id, node) in outline.nodes.iter().enumerate().skip(1) {
        if node.role != Role::Attribute {
            continue;
        }
        for item in served(outline, id, &mut behind) {
            out.entry(item).or_default().push(id);
        }
    }
    out
}

/// The items that an attribute line serves: the last one before it, or all of them when it
/// stands at a higher level than they do. `behind` is the last attribute line under each node.
fn served(outline: &Outline<'_>, id: usize, behind: &mut FxHashMap<usize, usize>) -> Vec<usize> {
    let node = &outline.nodes[id];
    let parent = node.parent;
    let last = behind.insert(parent, id).unwrap_or(0);
    let siblings = &outline.nodes[parent].children;
    let before = |from: usize| {
        siblings
            .iter()
            .copied()
            .filter(move |&s| s < id && s > from)
            .filter(|&s| !matches!(outline.nodes[s].role, Role::Attribute | Role::Plain))
    };
    // Lines of one block serve the same items: the block begins behind the last other node.
    let block = siblings
        .iter()
        .rev()
        .skip_while(|&&s| s >= id)
        .find(|&&s| outline.nodes[s].role != Role::Attribute)
        .copied();
    let first_of_block = block.is_none_or(|b| last <= b);
    let from = if first_of_block {
        last
    } else {
        start_of_block(outline, siblings, block)
    };
    let items = |nodes: Vec<usize>| -> Vec<usize> {
        let mut out = vec![];
        nodes
            .into_iter()
            .for_each(|n| collect_items(outline, n, &mut out));
        out
    };
    if outline.nodes[parent].role == Role::Item {
        let mut all = vec![parent];
        all.extend(items(before(0).collect()));
        return all;
    }
    let Some(previous) = before(0).next_back() else {
        // Under a heading, before its items: all of them.
        return items(siblings.iter().copied().filter(|&s| s > id).collect());
    };
    let other = &outline.nodes[previous];
    match other.role {
        Role::Item if (node.is_unlabelled() && other.is_bullet()) || node.bullet_outside(other) => {
            items(before(from).collect())
        }
        Role::Item => {
            // The item's own parts stand before the block.
            vec![previous]
        }
        Role::Intro | Role::Heading => items(vec![previous]),
        _ => vec![],
    }
}

/// The last attribute line before the block that ends the siblings up to `block`.
fn start_of_block(outline: &Outline<'_>, siblings: &[usize], block: Option<usize>) -> usize {
    let Some(block) = block else { return 0 };
    siblings
        .iter()
        .rev()
        .copied()
        .skip_while(|&s| s > block)
        .find(|&s| outline.nodes[s].role == Role::Attribute)
        .unwrap_or(0)
}

fn collect_items(outline: &Outline<'_>, id: usize, out: &mut Vec<usize>) {
    if outline.nodes[id].role == Role::Item {
        out.push(id);
    }
    for &child in &outline.nodes[id].children {
        collect_items(outline, child, out);
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

struct ItemReader<'r, 'd> {
    source: &'r Source<'d>,
    outline: &'r Outline<'d>,
    times: &'r Times,
    node: usize,
    lines: &'r [usize],
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
            field::add_deadlines(
                self.source,
                &mut fields.deadlines,
                &reading.times,
                &mut items.diagnostics,
            );
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
            Attribute::Budget | Attribute::Supervise => {}
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
        if fields.leads.is_empty() {
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
            if assignment && matches!(node.role, Role::Heading | Role::Intro) {
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

struct TableReader<'r, 'd> {
    source: &'r Source<'d>,
    outline: &'r Outline<'d>,
    times: &'r Times,
    node: usize,
    grid: &'r Grid,
}

impl TableReader<'_, '_> {
    /// Says that the table gives no items.
    fn diagnose(&self, items: &mut Items) {
        let Some(read) = self.outline.nodes[self.node].table else {
            return;
        };
        items.diagnostics.push(Diagnostic {
            code: Code::TableNotUnderstood,
            severity: Severity::Info,
            message: "the table is kept as it stands: its header names no tasks or targets"
                .to_owned(),
            provenance: Some(self.source.place(read.span)),
        });
    }

    fn cells<'c>(
        &'c self,
        row: &'c Row<'_>,
        wanted: Column,
    ) -> impl Iterator<Item = (usize, Span, &'c [u32])> {
        row.cells
            .iter()
            .enumerate()
            .filter_map(move |(i, (span, breaks))| {
                (self.grid.columns.get(i) == Some(&wanted) && !span.is_empty())
                    .then_some((i, *span, *breaks))
            })
    }

    fn read(&self, row: &Row<'_>, subject: Subject, items: &mut Items) {
        let wanted = if subject == Subject::Tasks {
            Column::Task
        } else {
            Column::Target
        };
        let Some((_, body, _)) = self.cells(row, wanted).next() else {
            return;
        };
        if is_sum(self.source.text(body)) {
            return;
        }
        let label = self
            .cells(row, Column::Index)
            .next()
            .map(|(_, span, _)| span);
        let mut places = BTreeMap::new();
        if let Some(span) = label {
            places.insert("label".to_owned(), self.source.place(span));
        }
        let mut fields = Fields::default();
        self.owners(row, &mut fields);
        self.deadlines(row, &mut fields, &mut items.diagnostics);
        let tokens = self.source.tokens(body);
        let reading = field::read(tokens, self.times);
        let timed = [Column::Deadline, Column::Grid, Column::DeadlineStart]
            .iter()
            .any(|&column| self.cells(row, column).next().is_some());
        if !timed {
            let found = &reading.times;
            field::add_deadlines(
                self.source,
                &mut fields.deadlines,
                found,
                &mut items.diagnostics,
            );
        }
        for cited in &reading.cited {
            field::add_citation(self.source, &mut fields.citations, cited);
        }
        for (i, (span, _)) in row.cells.iter().enumerate() {
            let used = matches!(
                self.grid.columns.get(i),
                Some(Column::Task | Column::Target)
            );
            if !used && !span.is_empty() {
                for cited in &citation::find(self.source.tokens(*span)) {
                    field::add_citation(self.source, &mut fields.citations, cited);
                }
            }
        }
        if fields.leads.is_empty() && fields.partners.is_empty() && !self.has_owner_column() {
            let roles = owner::in_text(tokens, false);
            field::add_owners(self.source, &mut fields.leads, &roles.leads);
            field::add_owners(self.source, &mut fields.partners, &roles.partners);
        }
        let (text, provenance) = self.source.quote(body);
        let path = path(self.source, self.outline, self.node);
        let label = label.map(|span| self.source.text(span).to_owned());
        if subject == Subject::Objectives {
            let id = items.id('o', &text);
            items.of_row.insert((self.node, row.number), id.clone());
            let targets = self.targets(row, body, &reading.targets);
            let horizon = self.horizon(row, tokens);
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
                targets,
                deadlines: fields.deadlines,
                leads: fields.leads,
                partners: fields.partners,
                citations: fields.citations,
                provenance,
                field_provenance: places,
            });
            return;
        }
        let id = items.id('t', &text);
        items.of_row.insert((self.node, row.number), id.clone());
        for (_, span, breaks) in self.cells(row, Column::Output) {
            let tokens = self.source.tokens(span);
            fields
                .outputs
                .extend(field::outputs(self.source, tokens, breaks));
        }
        let notes = self
            .cells(row, Column::Note)
            .next()
            .map(|(_, span, _)| span);
        if let Some(span) = notes {
            places.insert("notes".to_owned(), self.source.place(span));
        }
        let group = row.groups.last().map(|&(label, title)| {
            places.insert(
                "group".to_owned(),
                self.source.place(label.map_or(title, |l| l.to(title))),
            );
            let label = label.map_or("", |span| self.source.text(span));
            format!("{label} {}", self.source.text(title))
                .trim()
                .to_owned()
        });
        items.tasks.push(Task {
            id,
            path,
            label,
            text,
            group,
            origin: Origin::Table,
            leads: fields.leads,
            partners: fields.partners,
            deadlines: fields.deadlines,
            outputs: fields.outputs,
            notes: notes.map(|span| self.source.text(span).to_owned()),
            targets: reading
                .targets
                .iter()
                .filter(|f| !f.assigned)
                .map(|found| field::target(self.source, found))
                .collect(),
            citations: fields.citations,
            provenance,
            field_provenance: places,
        });
    }

    fn has_owner_column(&self) -> bool {
        let owner = |c: &Column| matches!(c, Column::Lead | Column::Partner | Column::Mixed);
        self.grid.columns.iter().any(owner)
    }

    fn owners(&self, row: &Row<'_>, fields: &mut Fields) {
        let source = self.source;
        for (_, span, breaks) in self.cells(row, Column::Lead) {
            let tokens = source.tokens(span);
            let roles = if self.grid.columns.contains(&Column::Partner) {
                Roles {
                    leads: owner::in_field(tokens, breaks),
                    partners: vec![],
                }
            } else {
                // The only column of bodies may hold both.
                owner::in_mixed_field(tokens, breaks)
            };
            field::add_owners(source, &mut fields.leads, &roles.leads);
            field::add_owners(source, &mut fields.partners, &roles.partners);
        }
        for (_, span, breaks) in self.cells(row, Column::Mixed) {
            let roles = owner::in_mixed_field(source.tokens(span), breaks);
            field::add_owners(source, &mut fields.leads, &roles.leads);
            field::add_owners(source, &mut fields.partners, &roles.partners);
        }
        for (_, span, breaks) in self.cells(row, Column::Partner) {
            let named = owner::in_field(source.tokens(span), breaks);
            field::add_owners(source, &mut fields.partners, &named);
        }
    }

    fn deadlines(&self, row: &Row<'_>, fields: &mut Fields, diagnostics: &mut Vec<Diagnostic>) {
        let mut starts = vec![];
        for (i, span, breaks) in self.cells(row, Column::DeadlineStart) {
            starts = self.statements(i, span, breaks);
        }
        for (i, span, breaks) in self.cells(row, Column::Deadline) {
            let mut found = self.statements(i, span, breaks);
            if let ([end], [start]) = (found.as_mut_slice(), starts.as_slice()) {
                end.start = start.start.or(start.due).or(end.start);
            }
            field::add_deadlines(self.source, &mut fields.deadlines, &found, diagnostics);
        }
        if fields.deadlines.is_empty() {
            field::add_deadlines(self.source, &mut fields.deadlines, &starts, diagnostics);
        }
        for (i, _, _) in self.cells(row, Column::Grid) {
            // The header says when; the cross in the cell says that it does.
            let header = self.grid.headers[i];
            let found = deadline::in_field(self.source.tokens(header), &[], &[], self.times);
            field::add_deadlines(self.source, &mut fields.deadlines, &found, diagnostics);
        }
    }

    fn statements(&self, column: usize, span: Span, breaks: &[u32]) -> Vec<Statement> {
        let tokens = self.source.tokens(span);
        let skip: Vec<Span> = citation::find(tokens).iter().map(|c| c.span).collect();
        let times = Times {
            header_year: self.header_year(column),
            ..*self.times
        };
        deadline::in_field(tokens, &skip, breaks, &times)
    }

    /// The year printed in the header of a column.
    fn header_year(&self, column: usize) -> Option<i16> {
        let tokens = self.source.tokens(*self.grid.headers.get(column)?);
        (0..tokens.len())
            .filter_map(|i| tokens.number(i))
            .find(|n| (2000..2100).contains(n))
            .and_then(|n| i16::try_from(n).ok())
    }

    /// Targets of a row: the cells of values with the unit beside them, else the text itself.
    fn targets(&self, row: &Row<'_>, body: Span, in_text: &[target::Found]) -> Vec<Target> {
        let unit = self
            .cells(row, Column::Unit)
            .next()
            .map(|(_, span, _)| self.source.text(span));
        let mut out: Vec<Target> = vec![];
        for (_, span, _) in self.cells(row, Column::TargetValue) {
            for mut found in target::in_cell(self.source.tokens(span), unit) {
                found.subject = found.subject.or(Some(body));
                out.push(field::target(self.source, &found));
            }
        }
        if out.is_empty() {
            out.extend(
                in_text
                    .iter()
                    .map(|found| field::target(self.source, found)),
            );
        }
        out
    }

    /// The year of a row: its text's, its only column of values', its group's, the heading's.
    fn horizon(&self, row: &Row<'_>, tokens: Tokens<'_>) -> Option<(String, Span)> {
        let own = deadline::horizon_of_text(tokens, &[]);
        let columns: Vec<Span> = (0..self.grid.columns.len())
            .filter(|&i| self.grid.columns[i] == Column::TargetValue)
            .map(|i| self.grid.headers[i])
            .collect();
        let header = match columns.as_slice() {
            [one] => deadline::horizon_of_heading(self.source.tokens(*one), &[]),
            _ => None,
        };
        let group =
            row.groups.iter().rev().find_map(|&(_, title)| {
                deadline::horizon_of_heading(self.source.tokens(title), &[])
            });
        own.or(header)
            .or(group)
            .or_else(|| heading_horizon(self.source, self.outline, self.node))
    }
}

/// `Tổng cộng`, `Cộng`: a row of sums.
fn is_sum(text: &str) -> bool {
    let plain = normalize::ascii_form(text);
    matches!(
        plain.trim_matches([':', '.', ' ']),
        "tong cong" | "cong" | "tong" | "tong so"
    )
}
