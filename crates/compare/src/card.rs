//! What tells one plan from another, with what it replaces.

use plan::{Plan, Province, TextOrigin};
use serde::{Deserialize, Serialize};

/// A plan's metadata, as far as lists and versions need it. Reads itself from the JSON of a whole plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Record")]
pub struct Card {
    /// Id of the plan.
    pub id: String,
    /// Canonical number.
    pub number: Option<String>,
    /// The part behind the number.
    pub symbol: Option<String>,
    /// Kind of document.
    pub kind: Option<String>,
    /// The issuing body.
    pub issuer: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The province, as it was and as it is.
    pub province: Option<Province>,
    /// ISO 8601 date as precise as printed.
    pub issued_on: Option<String>,
    /// Canonical numbers of the documents that it replaces or amends.
    pub replaces: Vec<String>,
    /// Name of the source file.
    pub file_name: String,
    /// Where its letters came from.
    #[serde(skip_serializing)]
    pub text_origin: TextOrigin,
}

impl Card {
    /// The card of a plan.
    pub fn of(plan: &Plan) -> Card {
        let metadata = &plan.metadata;
        Card {
            id: plan.id.clone(),
            number: metadata.number.clone(),
            symbol: metadata.symbol.clone(),
            kind: metadata.kind.clone(),
            issuer: metadata.issuer.clone(),
            title: metadata.title.clone(),
            province: metadata.province.clone(),
            issued_on: metadata.issued_on.clone(),
            replaces: metadata.replaces.clone(),
            file_name: plan.source.file_name.clone(),
            text_origin: plan.source.text_origin,
        }
    }

    /// Its number, else what stands behind the blank, else its id.
    pub fn name(&self) -> &str {
        let number = self.number.as_deref().or(self.symbol.as_deref());
        number.unwrap_or(&self.id)
    }
}

/// The parts of a plan's JSON that a card takes.
#[derive(Deserialize)]
struct Record {
    id: String,
    source: Source,
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Source {
    file_name: String,
    text_origin: TextOrigin,
}

#[derive(Deserialize)]
struct Metadata {
    kind: Option<String>,
    number: Option<String>,
    symbol: Option<String>,
    issuer: Option<String>,
    issued_on: Option<String>,
    title: Option<String>,
    province: Option<Province>,
    replaces: Vec<String>,
}

impl From<Record> for Card {
    fn from(record: Record) -> Card {
        let metadata = record.metadata;
        Card {
            id: record.id,
            number: metadata.number,
            symbol: metadata.symbol,
            kind: metadata.kind,
            issuer: metadata.issuer,
            title: metadata.title,
            province: metadata.province,
            issued_on: metadata.issued_on,
            replaces: metadata.replaces,
            file_name: record.source.file_name,
            text_origin: record.source.text_origin,
        }
    }
}
