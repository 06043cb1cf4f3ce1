//! Rows of tables become objectives and tasks.

use std::collections::BTreeMap;

use document::Span;
use plan::{Code, Diagnostic, Objective, Origin, Severity, Target, Task};

use super::{Fields, Items, heading_horizon, path, scope};
use crate::deadline::{self, Statement, Times};
use crate::field;
use crate::outline::Outline;
use crate::owner::{self, Roles};
use crate::source::Source;
use crate::table::{Column, Grid, Row, Subject};
use crate::token::Tokens;
use crate::{citation, table, target};

/// Reads the rows of one table.
pub(super) struct TableReader<'r, 'd> {
    pub(super) source: &'r Source<'d>,
    pub(super) outline: &'r Outline<'d>,
    pub(super) times: &'r Times,
    pub(super) node: usize,
    pub(super) grid: &'r Grid,
}

impl TableReader<'_, '_> {
    /// Says that the table gives no items.
    pub(super) fn diagnose(&self, items: &mut Items) {
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

    pub(super) fn read(&self, row: &Row<'_>, subject: Subject, items: &mut Items) {
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
        let group = row.groups.last().map(|&table::Group { label, title, .. }| {
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
            row.groups.iter().rev().find_map(|group| {
                deadline::horizon_of_heading(self.source.tokens(group.title), &[])
            });
        own.or(header)
            .or(group)
            .or_else(|| heading_horizon(self.source, self.outline, self.node))
    }
}

/// `Tổng cộng`, `Cộng`: a row of sums.
fn is_sum(text: &str) -> bool {
    const LONGEST: usize = 32;
    if text.len() > LONGEST {
        return false;
    }
    let plain = normalize::ascii_form(text);
    matches!(
        plain.trim_matches([':', '.', ' ']),
        "tong cong" | "cong" | "tong" | "tong so"
    )
}
