//! Trouble in a document, as data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Provenance;

/// Something that a reader of a plan should know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Diagnostic {
    /// What kind of trouble.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What happened, for a person: lower case, no full stop.
    pub message: String,
    /// Where; null when it concerns the whole document.
    pub provenance: Option<Provenance>,
}

/// How much a diagnostic matters.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// A value may be wrong or missing.
    Warning,
    /// Part of the document could not be understood.
    Error,
}

/// The kinds of diagnostics.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Code {
    /// The text was decoded from a legacy encoding, or repaired.
    TextRepaired,
    /// Characters that could not be understood were left out or kept as they are.
    TextDamaged,
    /// The text of pages was recognised on their images (OCR).
    TextRecognised,
    /// A word of which recognition was not sure.
    TextDoubtful,
    /// The document has no letterhead.
    LetterheadMissing,
    /// The number of the document is left blank (`Số:   /KH-SYT`).
    NumberBlank,
    /// The date of the document lacks its day or month.
    DateIncomplete,
    /// The issuer was taken from the issuing sentence, not from a letterhead.
    IssuerFromText,
    /// The province could not be determined.
    ProvinceUnknown,
    /// A second name without a title stands at the signature.
    SignerAmbiguous,
    /// A label is printed twice among its siblings.
    LabelRepeated,
    /// Labels among siblings skip a number.
    LabelSkipped,
    /// Labels among siblings run backwards.
    LabelOutOfOrder,
    /// A label lost a bracket (`2)` between `(1)` and `(3)`).
    LabelDamaged,
    /// The text points to an appendix that the file does not hold.
    AppendixMissing,
    /// A cited number is close to a legal basis but not equal to it.
    CitationMistyped,
    /// A cited number lacks a separator and was repaired in its canonical form.
    CitationRepaired,
    /// The word and the symbol of a citation name different kinds of document.
    CitationKindMismatch,
    /// A date that the calendar does not have.
    DateInvalid,
    /// A time without a year, and nothing to infer it from.
    YearUnknown,
    /// An attribute is given twice for one item.
    AttributeRepeated,
    /// A count in the text disagrees with the list that follows it.
    CountMismatch,
    /// A table row was joined over a page break.
    RowJoined,
    /// A table's header was not understood; its rows give no tasks.
    TableNotUnderstood,
    /// Rows of a table have more or fewer cells than its header.
    TableRagged,
    /// The print of a digital signature was left out of the text.
    Stamp,
    /// Page numbers and running headers were left out of the text.
    PageFurniture,
    /// Two readers disagree about the letters of a page.
    ReadersDisagree,
    /// No section and no table of a plan was found.
    NoPlan,
}
