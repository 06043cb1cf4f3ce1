//! Objectives and tasks alike.

use plan::{Citation, Deadline, Heading, Objective, Output, Owner, Provenance, Target, Task};
use serde::{Deserialize, Serialize};

use crate::filter::Part;

/// The kinds of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// What a plan will reach.
    Objective,
    /// What a plan will do.
    Task,
}

/// An objective or a task of a plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ItemRef<'p> {
    /// What a plan will reach.
    Objective(&'p Objective),
    /// What a plan will do.
    Task(&'p Task),
}

/// The fields that both kinds have.
macro_rules! shared {
    ($(#[$doc:meta] $field:ident: $type:ty;)*) => {
        impl<'p> ItemRef<'p> {
            $(#[$doc]
            pub fn $field(self) -> &'p $type {
                match self {
                    ItemRef::Objective(item) => &item.$field,
                    ItemRef::Task(item) => &item.$field,
                }
            })*
        }
    };
}

shared! {
    /// Id, unique in the plan.
    id: str;
    /// Headings from the outermost to the nearest.
    path: [Heading];
    /// Verbatim text.
    text: str;
    /// Who answers for it.
    leads: [Owner];
    /// Who takes part.
    partners: [Owner];
    /// By when.
    deadlines: [Deadline];
    /// What it commits to in numbers.
    targets: [Target];
    /// Documents cited.
    citations: [Citation];
    /// Where the text stands.
    provenance: Provenance;
}

impl ItemKind {
    /// The JSON name.
    pub fn as_str(self) -> &'static str {
        match self {
            ItemKind::Objective => "objective",
            ItemKind::Task => "task",
        }
    }
}

impl<'p> ItemRef<'p> {
    /// Which kind it is.
    pub fn kind(self) -> ItemKind {
        match self {
            ItemRef::Objective(_) => ItemKind::Objective,
            ItemRef::Task(_) => ItemKind::Task,
        }
    }

    /// Own label as printed.
    pub fn label(self) -> Option<&'p str> {
        match self {
            ItemRef::Objective(item) => item.label.as_deref(),
            ItemRef::Task(item) => item.label.as_deref(),
        }
    }

    /// Year or period that an objective is set for; a task has none.
    pub fn horizon(self) -> Option<&'p str> {
        match self {
            ItemRef::Objective(item) => item.horizon.as_deref(),
            ItemRef::Task(_) => None,
        }
    }

    /// Products and results of a task; an objective has none.
    pub fn outputs(self) -> &'p [Output] {
        match self {
            ItemRef::Objective(_) => &[],
            ItemRef::Task(item) => &item.outputs,
        }
    }

    /// Notes of a row of a table.
    pub fn notes(self) -> Option<&'p str> {
        match self {
            ItemRef::Objective(_) => None,
            ItemRef::Task(item) => item.notes.as_deref(),
        }
    }

    /// Whether it has a target, a deadline, a lead.
    pub fn has(self, part: Part) -> bool {
        match part {
            Part::Target => !self.targets().is_empty(),
            Part::Deadline => !self.deadlines().is_empty(),
            Part::Lead => !self.leads().is_empty(),
        }
    }
}
