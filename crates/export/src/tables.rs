//! The tables of an export: their names, their columns, and the rows that a plan gives.
//!
//! `plans` has one row a plan. The others belong to it by `plan_id`; `targets`, `deadlines` and `owners` to an objective
//! or task by `plan_id` and `item_id`. `items` is objectives and tasks in one table, for programs that take but one.
//! What a document does not give is empty.

use std::borrow::Borrow;

use crate::entry::Entry;
use crate::error::Result;
use crate::value::{Column, Value};

/// One column: name, kind, meaning, and how it is read from a row.
macro_rules! column {
    ($name:literal, $kind:ident, $meaning:literal, $get:expr) => {
        (
            crate::value::Column {
                name: $name,
                kind: crate::value::Kind::$kind,
                meaning: $meaning,
            },
            $get,
        )
    };
}

mod item;
mod part;
mod plan;

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// One row a plan.
    Plans,
    /// One row an objective.
    Objectives,
    /// One row a task.
    Tasks,
    /// One row a commitment in numbers.
    Targets,
    /// One row a statement of time.
    Deadlines,
    /// One row a body that leads or takes part.
    Owners,
    /// One row an objective or task, with what stands in its document's row.
    Items,
}

impl Table {
    /// The tables of forms that hold several.
    pub const ALL: [Table; 6] = [
        Table::Plans,
        Table::Objectives,
        Table::Tasks,
        Table::Targets,
        Table::Deadlines,
        Table::Owners,
    ];

    /// Its name in every form.
    pub fn name(self) -> &'static str {
        match self {
            Table::Plans => "plans",
            Table::Objectives => "objectives",
            Table::Tasks => "tasks",
            Table::Targets => "targets",
            Table::Deadlines => "deadlines",
            Table::Owners => "owners",
            Table::Items => "items",
        }
    }

    /// What a row is.
    pub fn meaning(self) -> &'static str {
        match self {
            Table::Plans => "One row a plan.",
            Table::Objectives => "One row an objective: what a plan will reach.",
            Table::Tasks => "One row a task: what a plan will do.",
            Table::Targets => "One row a commitment in numbers of an objective or task.",
            Table::Deadlines => "One row a statement of time of an objective or task.",
            Table::Owners => "One row a body that leads an objective or task or takes part in it.",
            Table::Items => "One row an objective or task, with its document.",
        }
    }

    /// Its columns.
    pub fn columns(self) -> Vec<Column> {
        match self {
            Table::Plans => columns(&plan::plan_columns()),
            Table::Objectives => columns(&item::objective_columns()),
            Table::Tasks => columns(&item::task_columns()),
            Table::Targets => columns(&part::target_columns()),
            Table::Deadlines => columns(&part::deadline_columns()),
            Table::Owners => columns(&part::owner_columns()),
            Table::Items => columns(&item::item_columns()),
        }
    }

    /// The columns that tell its rows apart.
    pub fn key(self) -> &'static [&'static str] {
        match self {
            Table::Plans => &["plan_id"],
            Table::Objectives | Table::Tasks | Table::Items => &["plan_id", "item_id"],
            Table::Targets | Table::Deadlines => &["plan_id", "item_id", "order"],
            Table::Owners => &["plan_id", "item_id", "role", "order"],
        }
    }

    /// Gives the rows of a plan to `each`, one value a column.
    ///
    /// # Errors
    ///
    /// Those of `each`.
    pub fn rows(
        self,
        entry: &Entry<'_>,
        each: &mut dyn FnMut(&[Value<'_>]) -> Result<()>,
    ) -> Result<()> {
        match self {
            Table::Plans => give(&plan::plan_columns(), [entry], each),
            Table::Objectives => give(&item::objective_columns(), item::objectives(entry), each),
            Table::Tasks => give(&item::task_columns(), item::tasks(entry), each),
            Table::Targets => give(&part::target_columns(), part::targets(entry), each),
            Table::Deadlines => give(&part::deadline_columns(), part::deadlines(entry), each),
            Table::Owners => give(&part::owner_columns(), part::owners(entry), each),
            Table::Items => give(&item::item_columns(), item::items(entry), each),
        }
    }
}

/// A column of a table whose rows are made from `R`.
type Spec<R> = (Column, for<'r> fn(&'r R) -> Value<'r>);

fn columns<R>(specs: &[Spec<R>]) -> Vec<Column> {
    specs.iter().map(|(column, _)| *column).collect()
}

fn give<R>(
    specs: &[Spec<R>],
    rows: impl IntoIterator<Item = impl Borrow<R>>,
    each: &mut dyn FnMut(&[Value<'_>]) -> Result<()>,
) -> Result<()> {
    for row in rows {
        let values: Vec<Value<'_>> = specs.iter().map(|(_, get)| get(row.borrow())).collect();
        each(&values)?;
    }
    Ok(())
}
