//! Objectives, tasks, and what they are made of.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Provenance;

/// What the plan will reach.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// Stable id, unique in the plan: `o` and hexadecimal digits.
    pub id: String,
    /// Headings from the outermost to the nearest.
    pub path: Vec<Heading>,
    /// Own label as printed, or null.
    pub label: Option<String>,
    /// Verbatim text.
    pub text: String,
    /// Under Mục tiêu chung or not.
    pub scope: Scope,
    /// Year or period that it is set for (`2025`, `2026-2030`).
    pub horizon: Option<String>,
    /// What it commits to in numbers.
    pub targets: Vec<Target>,
    /// By when.
    pub deadlines: Vec<Deadline>,
    /// Who answers for it.
    pub leads: Vec<Owner>,
    /// Who takes part.
    pub partners: Vec<Owner>,
    /// Documents cited.
    pub citations: Vec<Citation>,
    /// Where the text stands.
    pub provenance: Provenance,
    /// Where `label` and `horizon` stand, by field name.
    pub field_provenance: BTreeMap<String, Provenance>,
}

/// What the plan will do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// Stable id, unique in the plan: `t` and hexadecimal digits.
    pub id: String,
    /// Headings from the outermost to the nearest; above the table for a row.
    pub path: Vec<Heading>,
    /// Own label as printed (the STT of a row), or null.
    pub label: Option<String>,
    /// Verbatim text.
    pub text: String,
    /// Label and title of the group row that a table row stands under.
    pub group: Option<String>,
    /// Where the task was found.
    pub origin: Origin,
    /// Who answers for it (chủ trì).
    pub leads: Vec<Owner>,
    /// Who takes part (phối hợp).
    pub partners: Vec<Owner>,
    /// By when.
    pub deadlines: Vec<Deadline>,
    /// Products and results.
    pub outputs: Vec<Output>,
    /// Ghi chú, verbatim.
    pub notes: Option<String>,
    /// What it commits to in numbers.
    pub targets: Vec<Target>,
    /// Documents cited.
    pub citations: Vec<Citation>,
    /// Where the text stands.
    pub provenance: Provenance,
    /// Where `label`, `group` and `notes` stand, by field name.
    pub field_provenance: BTreeMap<String, Provenance>,
}

/// An element of an item's path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// Label as printed, or null.
    pub label: Option<String>,
    /// Title as printed, or null.
    pub title: Option<String>,
}

/// Whether an objective is a general one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Under Mục tiêu chung or Mục tiêu tổng quát.
    General,
    /// Any other.
    Specific,
}

/// Where a task was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// An item of a section of kind tasks.
    Section,
    /// A row of a task table.
    Table,
    /// An item of a section of kind organization.
    Assignment,
}

/// A commitment in numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// From the comparator word through the unit, verbatim.
    pub text: String,
    /// How the value bounds what is reached.
    pub comparator: Comparator,
    /// The value; the lower end of a range.
    pub value: f64,
    /// The upper end of a range.
    pub max: Option<f64>,
    /// `%`, or the counted noun.
    pub unit: Option<String>,
    /// The noun phrase that is counted, verbatim.
    pub subject: Option<String>,
    /// Where `text` stands.
    pub provenance: Provenance,
}

/// How a target's value bounds what is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Comparator {
    /// Exactly, or a bare number.
    #[serde(rename = "=")]
    Equal,
    /// At least.
    #[serde(rename = ">=")]
    AtLeast,
    /// More than.
    #[serde(rename = ">")]
    More,
    /// At most; ranks.
    #[serde(rename = "<=")]
    AtMost,
    /// Less than.
    #[serde(rename = "<")]
    Less,
}

/// A body that leads or takes part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Owner {
    /// Verbatim, without bullet and closing punctuation.
    pub text: String,
    /// The body's name as printed: the text without a tail.
    pub name: String,
    /// Where `text` stands.
    pub provenance: Provenance,
}

/// A product or result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// Verbatim.
    pub text: String,
    /// Where it stands.
    pub provenance: Provenance,
}

/// A statement of time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// Verbatim.
    pub text: String,
    /// What kind of statement.
    pub kind: DeadlineKind,
    /// ISO 8601 date on which it begins.
    pub start: Option<String>,
    /// ISO 8601 date by which it is due, the day included.
    pub due: Option<String>,
    /// RFC 5545 recurrence rules, without the `RRULE:` prefix.
    pub recurrence: Vec<String>,
    /// What the document did not print (`year`).
    pub inferred: Vec<String>,
    /// Where `text` stands.
    pub provenance: Provenance,
}

/// The kinds of statements of time, the most precise first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// A day.
    Date,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
    /// A range.
    Period,
    /// Again and again.
    Recurring,
    /// When something happens.
    Event,
    /// All the time.
    Ongoing,
}

/// A cited document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Kind as printed, or null.
    pub kind: Option<String>,
    /// Canonical number.
    pub number: String,
    /// ISO 8601 date as precise as printed.
    pub issued_on: Option<String>,
    /// Issuer as named.
    pub issuer: Option<String>,
    /// Where it stands, from the kind to the issuer.
    pub provenance: Provenance,
}
