//! The tree of sections.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Provenance;

/// A heading with what stands under it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Place in the tree: `s2.1` is the first child of the second section.
    pub id: String,
    /// Label as printed (`I.`, `a)`, `Phụ lục I`).
    pub label: Option<String>,
    /// Title as printed.
    pub title: Option<String>,
    /// What the section is about.
    pub kind: SectionKind,
    /// Depth, 1 for a top section.
    pub level: u32,
    /// Its own paragraphs, items included.
    pub paragraphs: Vec<Paragraph>,
    /// Place of the heading; of the first paragraph for a section without heading.
    pub provenance: Provenance,
    /// The sections under it.
    pub children: Vec<Section>,
}

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// Mục đích, yêu cầu; quan điểm; phạm vi.
    Purpose,
    /// Thực trạng; kết quả thực hiện.
    Situation,
    /// Mục tiêu; chỉ tiêu.
    Objectives,
    /// Nhiệm vụ; giải pháp; nội dung.
    Tasks,
    /// Kinh phí; nguồn lực.
    Funding,
    /// Tổ chức thực hiện; phân công; chế độ báo cáo.
    Organization,
    /// An appendix that is none of the above.
    Appendix,
    /// The rest.
    Other,
}

impl SectionKind {
    /// All kinds.
    pub const ALL: [SectionKind; 8] = [
        SectionKind::Purpose,
        SectionKind::Situation,
        SectionKind::Objectives,
        SectionKind::Tasks,
        SectionKind::Funding,
        SectionKind::Organization,
        SectionKind::Appendix,
        SectionKind::Other,
    ];

    /// The JSON name.
    pub fn as_str(self) -> &'static str {
        match self {
            SectionKind::Purpose => "purpose",
            SectionKind::Situation => "situation",
            SectionKind::Objectives => "objectives",
            SectionKind::Tasks => "tasks",
            SectionKind::Funding => "funding",
            SectionKind::Organization => "organization",
            SectionKind::Appendix => "appendix",
            SectionKind::Other => "other",
        }
    }
}

/// A paragraph of a section.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    /// Label as printed, or null.
    pub label: Option<String>,
    /// Verbatim text without the label.
    pub text: String,
    /// Id of the objective or task made from it, or null.
    pub item: Option<String>,
    /// Where it stands.
    pub provenance: Provenance,
}
