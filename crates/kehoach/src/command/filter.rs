//! The options that narrow what a command speaks of, the same for every command.

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use plan::SectionKind;
use store::{Filter, ItemKind, Kind, Part};

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
    #[arg(long, value_parser = item_kinds(), value_name = "KIND")]
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

/// What `--kind` names: of items everywhere, in a search also what is no item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum KindArg {
    /// What plans will reach.
    Objective,
    /// What plans will do.
    Task,
    /// Paragraphs that are neither.
    Paragraph,
    /// Plans as a whole: title, number, issuer.
    Document,
    /// All of these.
    Any,
}

/// Reads the kinds of items.
fn item_kinds() -> impl TypedValueParser<Value = KindArg> {
    kinds_of(&[KindArg::Objective, KindArg::Task])
}

/// Reads the kinds of what a search finds.
pub(crate) fn all_kinds() -> impl TypedValueParser {
    kinds_of(KindArg::value_variants())
}

fn kinds_of(kinds: &[KindArg]) -> impl TypedValueParser<Value = KindArg> + use<> {
    let values = kinds.iter().filter_map(KindArg::to_possible_value);
    // What is no value was turned down before.
    PossibleValuesParser::new(values.collect::<Vec<_>>())
        .map(|name| KindArg::from_str(&name, false).unwrap_or(KindArg::Any))
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
    /// What a search is to find, and what narrows it.
    pub(crate) fn search(&self) -> (Vec<Kind>, Filter) {
        let kinds = self.kind.iter().flat_map(|kind| match kind {
            KindArg::Objective => vec![Kind::Objective],
            KindArg::Task => vec![Kind::Task],
            KindArg::Paragraph => vec![Kind::Paragraph],
            KindArg::Document => vec![Kind::Document],
            KindArg::Any => Kind::ALL.into(),
        });
        let filter = Filter {
            kinds: Vec::new(),
            ..self.filter()
        };
        (kinds.collect(), filter)
    }

    /// These, and where they ask nothing, what `other` asks.
    pub(crate) fn or(self, other: &FilterArgs) -> FilterArgs {
        fn list<T: Clone>(own: Vec<T>, other: &[T]) -> Vec<T> {
            if own.is_empty() { other.to_vec() } else { own }
        }
        let one = |own: Option<String>, other: &Option<String>| own.or_else(|| other.clone());
        FilterArgs {
            province: list(self.province, &other.province),
            region: list(self.region, &other.region),
            issuer: list(self.issuer, &other.issuer),
            year: list(self.year, &other.year),
            document: list(self.document, &other.document),
            cites: list(self.cites, &other.cites),
            kind: list(self.kind, &other.kind),
            section_kind: list(self.section_kind, &other.section_kind),
            lead: list(self.lead, &other.lead),
            partner: list(self.partner, &other.partner),
            due_before: one(self.due_before, &other.due_before),
            due_after: one(self.due_after, &other.due_after),
            overdue_on: one(self.overdue_on, &other.overdue_on),
            horizon: list(self.horizon, &other.horizon),
            has: list(self.has, &other.has),
            lacks: list(self.lacks, &other.lacks),
        }
    }

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
            KindArg::Objective => Some(ItemKind::Objective),
            KindArg::Task => Some(ItemKind::Task),
            KindArg::Paragraph | KindArg::Document | KindArg::Any => None,
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
            kinds: self.kind.iter().filter_map(kind).collect(),
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
