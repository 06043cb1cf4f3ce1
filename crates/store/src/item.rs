//! Objectives and tasks alike.

use plan::{Deadline, Heading, Objective, Owner, Task};
use serde::{Deserialize, Serialize};

/// The kinds of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// What a plan will reach.
    Objective,
    /// What a plan will do.
    Task,
}

/// An objective or a task, whole. In JSON: `"kind": "task", "item": {…}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "item")]
pub enum Item {
    /// What a plan will reach.
    Objective(Objective),
    /// What a plan will do.
    Task(Task),
}

/// The field that both kinds have.
macro_rules! shared {
    ($(#[$doc:meta] $field:ident: $type:ty;)*) => {
        $(#[$doc]
        pub fn $field(&self) -> &$type {
            match self {
                Item::Objective(item) => &item.$field,
                Item::Task(item) => &item.$field,
            }
        })*
    };
}

impl Item {
    /// Which kind it is.
    pub fn kind(&self) -> ItemKind {
        match self {
            Item::Objective(_) => ItemKind::Objective,
            Item::Task(_) => ItemKind::Task,
        }
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
    }
}
