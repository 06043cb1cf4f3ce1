//! What the letterhead, the title and the closing of a plan say.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Citation, Provenance};

/// What the letterhead, the title and the closing of a plan say.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// Kind of document in full, sentence case (`Kế hoạch`).
    pub kind: Option<String>,
    /// Canonical number without blanks (`57/KH-SYT`); null when it was left blank.
    pub number: Option<String>,
    /// The part behind the number (`KH-SYT`), also when the number is blank.
    pub symbol: Option<String>,
    /// The issuing body in sentence case.
    pub issuer: Option<String>,
    /// The body above it in the letterhead.
    pub parent: Option<String>,
    /// Place (địa danh) of the date line.
    pub place: Option<String>,
    /// ISO 8601 date as precise as printed (`2025-03-03`, `2025-10`, `2026`).
    pub issued_on: Option<String>,
    /// The title (trích yếu), without the word for the kind.
    pub title: Option<String>,
    /// The province.
    pub province: Option<Province>,
    /// The years that the plan covers.
    pub period: Option<Period>,
    /// Every citation between the title and the first heading, one entry a number.
    pub legal_bases: Vec<Citation>,
    /// Canonical numbers of the documents that this one replaces or amends.
    pub replaces: Vec<String>,
    /// The lines of Nơi nhận.
    pub recipients: Vec<Recipient>,
    /// Who signed.
    pub signers: Vec<Signer>,
    /// Where each of the fields above stands, by field name; `replaces[0]` for the first of
    /// several.
    pub provenance: BTreeMap<String, Provenance>,
}

/// A province-level unit, as it was when the plan was issued and as it is since 1 July 2025.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Province {
    /// Name when the plan was issued.
    pub name: String,
    /// Two-digit code when the plan was issued.
    pub code: String,
    /// Name of the unit that holds it since 1 July 2025.
    pub current_name: String,
    /// Two-digit code of that unit.
    pub current_code: String,
}

/// A range of years, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First year.
    pub first: i16,
    /// Last year.
    pub last: i16,
}

/// A line of Nơi nhận.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// The line without its bullet and closing punctuation.
    pub text: String,
    /// Where it stands.
    pub provenance: Provenance,
}

/// A person who signed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signer {
    /// Title as printed, its lines joined (`KT. CHỦ TỊCH PHÓ CHỦ TỊCH`).
    pub title: Option<String>,
    /// Name as printed.
    pub name: Option<String>,
    /// Where title and name stand.
    pub provenance: Provenance,
}
