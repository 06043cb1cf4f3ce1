//! The options that narrow what a command speaks of, the same for every command.

use clap::ValueEnum;
use plan::SectionKind;
use store::{Filter, ItemKind, Part};

/// Options that narrow. One that is repeated is met by any of its values; every option must be met.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct FilterArgs {
    /// Only plans of this province, by its name before or since 1 July 2025.
    #[arg(long, value_name = "NAME")]
    province: Vec<String>,
    /// Only plans of provinces in this socio-economic region (`Đồng bằng sông Hồng`, `ĐBSH`).
    #[arg(long, value_name = "NAME")]
    region: Vec<String>,
    /// Only plans whose issuer, or the body above it, has these words in its name.
    #[arg(long, value_name = "WORDS")]
    issuer: Vec<String>,
    /// Only plans issued in this year.
    #[arg(long, value_name = "YEAR")]
    year: Vec<i16>,
    /// Only this plan, by its number or the beginning of its id.
    #[arg(long, value_name = "PLAN")]
    document: Vec<String>,
    /// Only what cites this document, or whose plan names it as its basis (`57-NQ/TW`).
    #[arg(long, value_name = "NUMBER")]
    cites: Vec<String>,
    /// Only objectives or only tasks.
    #[arg(long, value_enum, value_name = "KIND")]
    kind: Vec<KindArg>,
    /// Only items in sections of this kind.
    #[arg(long, value_enum, value_name = "KIND")]
    section_kind: Vec<SectionArg>,
    /// Only items led by a body with these words in its name.
    #[arg(long, value_name = "WORDS")]
    lead: Vec<String>,
    /// Only items in which a body with these words in its name takes part.
    #[arg(long, value_name = "WORDS")]
    partner: Vec<String>,
    /// Only items due before this day, month, quarter or year (`2025-12-31`, `2025-12`, `2025-Q4`, `2025`).
    #[arg(long, value_name = "TIME")]
    due_before: Option<String>,
    /// Only items due after this day, month, quarter or year.
    #[arg(long, value_name = "TIME")]
    due_after: Option<String>,
    /// Only items whose last day has passed on this day; whether they were done no plan says.
    #[arg(long, value_name = "DATE")]
    overdue_on: Option<String>,
    /// Only objectives set for this year, or for a period that shares a year with this one.
    #[arg(long, value_name = "YEARS")]
    horizon: Vec<String>,
    /// Only items that have this.
    #[arg(long, value_enum, value_name = "PART")]
    has: Vec<PartArg>,
    /// Only items that lack this.
    #[arg(long, value_enum, value_name = "PART")]
    lacks: Vec<PartArg>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum KindArg {
    /// What plans will reach.
    Objective,
    /// What plans will do.
    Task,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SectionArg {
    /// Mục đích, yêu cầu.
    Purpose,
    /// Thực trạng.
    Situation,
    /// Mục tiêu, chỉ tiêu.
    Objectives,
    /// Nhiệm vụ, giải pháp.
    Tasks,
    /// Kinh phí.
    Funding,
    /// Tổ chức thực hiện.
    Organization,
    /// Phụ lục.
    Appendix,
    /// The rest.
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PartArg {
    /// A commitment in numbers.
    Target,
    /// A statement of time.
    Deadline,
    /// A body that answers for it.
    Lead,
}

impl FilterArgs {
    /// What is asked for.
    pub(crate) fn filter(&self) -> Filter {
        let parts = |parts: &[PartArg]| {
            let part = |part: &PartArg| match part {
                PartArg::Target => Part::Target,
                PartArg::Deadline => Part::Deadline,
                PartArg::Lead => Part::Lead,
            };
            parts.iter().map(part).collect()
        };
        let kind = |kind: &KindArg| match kind {
            KindArg::Objective => ItemKind::Objective,
            KindArg::Task => ItemKind::Task,
        };
        let section = |kind: &SectionArg| match kind {
            SectionArg::Purpose => SectionKind::Purpose,
            SectionArg::Situation => SectionKind::Situation,
            SectionArg::Objectives => SectionKind::Objectives,
            SectionArg::Tasks => SectionKind::Tasks,
            SectionArg::Funding => SectionKind::Funding,
            SectionArg::Organization => SectionKind::Organization,
            SectionArg::Appendix => SectionKind::Appendix,
            SectionArg::Other => SectionKind::Other,
        };
        Filter {
            provinces: self.province.clone(),
            regions: self.region.clone(),
            issuers: self.issuer.clone(),
            years: self.year.clone(),
            documents: self.document.clone(),
            cites: self.cites.clone(),
            kinds: self.kind.iter().map(kind).collect(),
            section_kinds: self.section_kind.iter().map(section).collect(),
            leads: self.lead.clone(),
            partners: self.partner.clone(),
            due_before: self.due_before.clone(),
            due_after: self.due_after.clone(),
            overdue_on: self.overdue_on.clone(),
            horizons: self.horizon.clone(),
            has: parts(&self.has),
            lacks: parts(&self.lacks),
        }
    }
}
