//! Fields of the index.
//!
//! A plan is a block of documents that stand one after the other: first its head, which has what is said of the plan
//! as a whole, then its objectives, tasks and other paragraphs. What is asked of plans is asked of heads only, and a
//! head that fits stands for its block. So the words of a title are indexed once, not with every item.

use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

use plan::{Deadline, Heading, Plan, SectionKind};

use super::syllable::{Syllables, tokens};
use crate::catalog::number_key;
use crate::entry::{Cover, Entry, passages};
use crate::error::Result;
use crate::filter::{Part, citation_key, section_kind, section_kinds, year, years};
use crate::item::ItemRef;
use crate::province;
use crate::source::Summary;

/// Names under which the tokenizers of words and of their pairs are registered.
pub(crate) const TOKENIZER: &str = "syllables";
pub(crate) const PAIRS: &str = "pairs";

/// Names of the fast fields.
pub(crate) mod fast {
    /// The plan's id as a number.
    pub(crate) const PLAN: &str = "plan";
    /// Heads: the place of the province among provinces.
    pub(crate) const PLACE: &str = "place";
    /// Words of the text, at most [`super::LONGEST_TEXT`].
    pub(crate) const LENGTH: &str = "length";
    /// Heads: year of issue.
    pub(crate) const YEAR: &str = "year";
    /// Heads: name of the province now.
    pub(crate) const PROVINCE: &str = "province_name";
    /// Heads: kind of document as printed.
    pub(crate) const DOCUMENT_KIND: &str = "document_kind";
    /// Kind of the section.
    pub(crate) const SECTION: &str = "section";
    /// Names of leading bodies as printed.
    pub(crate) const LEAD: &str = "lead_name";
    /// Quarters in which an item is due (`2026-Q3`).
    pub(crate) const QUARTER: &str = "quarter";
}

/// Longer texts are as good as this long, in words.
pub(crate) const LONGEST_TEXT: u64 = 400;

/// Horizons of more years are no horizons.
const LONGEST_HORIZON: i16 = 300;

/// Fields that hold words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Words {
    /// Text of an item or a paragraph.
    Text,
    /// Headings above it, and the group of a row.
    Heading,
    /// Names of leading bodies.
    Lead,
    /// Names of partners.
    Partner,
    /// Products and results.
    Output,
    /// Notes, times, and what stands behind the names of bodies.
    Detail,
    /// Heads: title.
    Title,
    /// Heads: issuer and the body above it.
    Issuer,
    /// Heads: number and province.
    Number,
    /// Heads, not for the block: kind, place, signers, bases, recipients.
    Rest,
}

impl Words {
    /// All.
    const ALL: [Words; 10] = [
        Words::Text,
        Words::Heading,
        Words::Lead,
        Words::Partner,
        Words::Output,
        Words::Detail,
        Words::Title,
        Words::Issuer,
        Words::Number,
        Words::Rest,
    ];

    fn name(self) -> &'static str {
        match self {
            Words::Text => "text",
            Words::Heading => "heading",
            Words::Lead => "lead",
            Words::Partner => "partner",
            Words::Output => "output",
            Words::Detail => "detail",
            Words::Title => "title",
            Words::Issuer => "issuer",
            Words::Number => "number_words",
            Words::Rest => "rest",
        }
    }

    fn of(self, fields: &[Field; Words::ALL.len()]) -> Field {
        let [a, b, c, d, e, f, g, h, i, j] = *fields;
        match self {
            Words::Text => a,
            Words::Heading => b,
            Words::Lead => c,
            Words::Partner => d,
            Words::Output => e,
            Words::Detail => f,
            Words::Title => g,
            Words::Issuer => h,
            Words::Number => i,
            Words::Rest => j,
        }
    }

    /// What stands around the text of an item.
    pub(crate) const AROUND: [Words; 5] = [
        Words::Heading,
        Words::Lead,
        Words::Partner,
        Words::Output,
        Words::Detail,
    ];

    /// What a head says for its block.
    pub(crate) const ABOVE: [Words; 3] = [Words::Title, Words::Issuer, Words::Number];

    /// Whether it is said of the whole block.
    pub(crate) fn of_block(self) -> bool {
        Words::ABOVE.contains(&self)
    }
}

/// Fields of whole values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Terms {
    /// [`Kind`](crate::Kind).
    Kind,
    /// Kind of the section.
    Section,
    /// What an item has: `target`, `deadline`, `lead`.
    Has,
    /// Keys of the numbers that an item cites.
    Cites,
    /// Heads: keys of the numbers of the legal bases.
    Basis,
    /// Heads: terms of the province filter.
    Province,
    /// Heads: two-digit code of the province now.
    Code,
    /// Heads: key of the document number.
    Number,
}

impl Terms {
    /// Whether it is said of the whole block.
    pub(crate) fn of_block(self) -> bool {
        matches!(
            self,
            Terms::Basis | Terms::Province | Terms::Code | Terms::Number
        )
    }
}

/// Fields of numbers that are searched by range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Numbers {
    /// Id of the plan, of every document of its block.
    Plan,
    /// Heads: year of issue.
    Year,
    /// Days by which an item is due, as [`day_number`].
    Day,
    /// The last of them.
    LastDay,
    /// Years of the horizon.
    Horizon,
}

impl Numbers {
    /// Whether it is said of the whole block.
    pub(crate) fn of_block(self) -> bool {
        self == Numbers::Year
    }
}

/// The fields.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    words: [Field; Words::ALL.len()],
    pairs: [Field; Words::ALL.len()],
    terms: [Field; 8],
    numbers: [Field; 5],
    place: Field,
    length: Field,
    province_name: Field,
    document_kind: Field,
    lead_name: Field,
    quarter: Field,
    /// Summary and entry as JSON, so that a search needs no catalogue.
    pub(crate) record: Field,
}

impl Fields {
    /// The schema and its fields.
    pub(crate) fn schema() -> (Schema, Fields) {
        let mut schema = Schema::builder();
        let mut texts = |tokenizer: &str, option: IndexRecordOption, ending: &str| {
            Words::ALL.map(|field| {
                let indexing = TextFieldIndexing::default()
                    .set_tokenizer(tokenizer)
                    .set_fieldnorms(false)
                    .set_index_option(option);
                let options = TextOptions::default().set_indexing_options(indexing);
                schema.add_text_field(&format!("{}{ending}", field.name()), options)
            })
        };
        let words = texts(TOKENIZER, IndexRecordOption::WithFreqsAndPositions, "");
        let pairs = texts(PAIRS, IndexRecordOption::WithFreqs, "_pairs");
        let terms = [
            schema.add_text_field("kind", STRING),
            schema.add_text_field(fast::SECTION, STRING | FAST),
            schema.add_text_field("has", STRING),
            schema.add_text_field("cites", STRING),
            schema.add_text_field("basis", STRING),
            schema.add_text_field("province", STRING),
            schema.add_text_field("code", STRING),
            schema.add_text_field("number", STRING),
        ];
        let numbers = [
            schema.add_u64_field(fast::PLAN, INDEXED | FAST),
            schema.add_u64_field(fast::YEAR, INDEXED | FAST),
            schema.add_u64_field("day", INDEXED),
            schema.add_u64_field("last_day", INDEXED),
            schema.add_u64_field("horizon", INDEXED),
        ];
        let fields = Fields {
            words,
            pairs,
            terms,
            numbers,
            place: schema.add_u64_field(fast::PLACE, FAST),
            length: schema.add_u64_field(fast::LENGTH, FAST),
            province_name: schema.add_text_field(fast::PROVINCE, FAST),
            document_kind: schema.add_text_field(fast::DOCUMENT_KIND, FAST),
            lead_name: schema.add_text_field(fast::LEAD, FAST),
            quarter: schema.add_text_field(fast::QUARTER, FAST),
            record: schema.add_bytes_field("record", STORED),
        };
        (schema.build(), fields)
    }

    /// The words of a field.
    pub(crate) fn words(&self, field: Words) -> Field {
        field.of(&self.words)
    }

    /// The pairs of words of a field.
    pub(crate) fn pairs(&self, field: Words) -> Field {
        field.of(&self.pairs)
    }

    /// Adds a text to a field, and its pairs.
    fn add(&self, document: &mut TantivyDocument, field: Words, text: &str) {
        document.add_text(self.words(field), text);
        document.add_text(self.pairs(field), text);
    }

    pub(crate) fn terms(&self, field: Terms) -> Field {
        let [a, b, c, d, e, f, g, h] = self.terms;
        match field {
            Terms::Kind => a,
            Terms::Section => b,
            Terms::Has => c,
            Terms::Cites => d,
            Terms::Basis => e,
            Terms::Province => f,
            Terms::Code => g,
            Terms::Number => h,
        }
    }

    pub(crate) fn numbers(&self, field: Numbers) -> Field {
        let [a, b, c, d, e] = self.numbers;
        match field {
            Numbers::Plan => a,
            Numbers::Year => b,
            Numbers::Day => c,
            Numbers::LastDay => d,
            Numbers::Horizon => e,
        }
    }

    /// The block of a plan.
    pub(crate) fn documents(&self, plan: &Plan) -> Result<Vec<TantivyDocument>> {
        let summary = Summary::of(plan);
        let sections = section_kinds(plan);
        let mut block = vec![self.head(plan, &summary)?];
        for item in &plan.objectives {
            let section = section_kind(&sections, ItemRef::Objective(item));
            let entry = Entry::Objective(item.clone());
            block.push(self.item(&summary, &entry, ItemRef::Objective(item), section)?);
        }
        for item in &plan.tasks {
            let section = section_kind(&sections, ItemRef::Task(item));
            let entry = Entry::Task(item.clone());
            block.push(self.item(&summary, &entry, ItemRef::Task(item), section)?);
        }
        for passage in passages(plan) {
            let section = passage.section;
            block.push(self.entry(&summary, &Entry::Paragraph(passage), section)?);
        }
        Ok(block)
    }

    fn head(&self, plan: &Plan, summary: &Summary) -> Result<TantivyDocument> {
        let metadata = &plan.metadata;
        let cover = Cover::of(plan);
        let mut head = TantivyDocument::new();
        let mut words = |field: Words, texts: &[Option<&str>]| {
            for text in texts.iter().flatten() {
                self.add(&mut head, field, text);
            }
        };
        words(Words::Title, &[summary.title.as_deref()]);
        let issuers = [summary.issuer.as_deref(), metadata.parent.as_deref()];
        words(Words::Issuer, &issuers);
        words(Words::Number, &[summary.number.as_deref()]);
        words(
            Words::Rest,
            &[
                summary.kind.as_deref(),
                summary.symbol.as_deref(),
                metadata.place.as_deref(),
                metadata.issued_on.as_deref(),
            ],
        );
        for signer in &metadata.signers {
            words(
                Words::Rest,
                &[signer.title.as_deref(), signer.name.as_deref()],
            );
        }
        for recipient in &metadata.recipients {
            words(Words::Rest, &[Some(&recipient.text)]);
        }
        for number in &metadata.replaces {
            words(Words::Rest, &[Some(number)]);
        }
        for basis in &metadata.legal_bases {
            let texts = [
                basis.kind.as_deref(),
                Some(basis.number.as_str()),
                basis.issuer.as_deref(),
            ];
            words(Words::Rest, &texts);
        }
        for basis in &metadata.legal_bases {
            head.add_text(self.terms(Terms::Basis), citation_key(&basis.number));
        }
        if let Some(number) = &summary.number {
            head.add_text(self.terms(Terms::Number), number_key(number));
        }
        if let Some(province) = &summary.province {
            for term in province::terms_of(summary) {
                head.add_text(self.terms(Terms::Province), term);
            }
            self.add(&mut head, Words::Number, &province.name);
            if province.name != province.current_name {
                self.add(&mut head, Words::Number, &province.current_name);
            }
            head.add_text(self.terms(Terms::Code), &province.current_code);
            head.add_text(self.province_name, &province.current_name);
        }
        if let Some(year) = year(summary).and_then(|year| u64::try_from(year).ok()) {
            head.add_u64(self.numbers(Numbers::Year), year);
        }
        if let Some(kind) = &summary.kind {
            head.add_text(self.document_kind, kind);
        }
        head.add_u64(self.place, place(summary));
        self.finish(head, summary, &Entry::Document(cover))
    }

    fn item(
        &self,
        summary: &Summary,
        entry: &Entry,
        item: ItemRef<'_>,
        section: SectionKind,
    ) -> Result<TantivyDocument> {
        let mut document = self.entry(summary, entry, section)?;
        for part in [Part::Target, Part::Deadline, Part::Lead] {
            if item.has(part) {
                document.add_text(self.terms(Terms::Has), part.as_str());
            }
        }
        for citation in item.citations() {
            document.add_text(self.terms(Terms::Cites), citation_key(&citation.number));
        }
        let due = item.deadlines().iter().filter_map(|d| d.due.as_deref());
        let days: Vec<u64> = due.clone().filter_map(day_number).collect();
        for day in &days {
            document.add_u64(self.numbers(Numbers::Day), *day);
        }
        if let Some(last) = days.iter().max() {
            document.add_u64(self.numbers(Numbers::LastDay), *last);
        }
        let mut quarters: Vec<String> = due.filter_map(quarter).collect();
        quarters.sort_unstable();
        quarters.dedup();
        for quarter in quarters {
            document.add_text(self.quarter, quarter);
        }
        if let Some((first, last)) = item.horizon().and_then(years)
            && last - first < LONGEST_HORIZON
        {
            for year in (first..=last).filter_map(|year| u64::try_from(year).ok()) {
                document.add_u64(self.numbers(Numbers::Horizon), year);
            }
        }
        let mut leads: Vec<&str> = item.leads().iter().map(|lead| lead.name.as_str()).collect();
        leads.sort_unstable();
        leads.dedup();
        for lead in leads {
            document.add_text(self.lead_name, lead);
        }
        Ok(document)
    }

    /// What items and paragraphs have alike.
    fn entry(
        &self,
        summary: &Summary,
        entry: &Entry,
        section: SectionKind,
    ) -> Result<TantivyDocument> {
        let mut document = TantivyDocument::new();
        self.add(&mut document, Words::Text, entry.text());
        for Heading { label, title } in entry.path() {
            let heading = [label.as_deref(), title.as_deref()].map(Option::unwrap_or_default);
            self.add(&mut document, Words::Heading, &heading.join(" "));
        }
        for (field, owners) in [
            (Words::Lead, entry.leads()),
            (Words::Partner, entry.partners()),
        ] {
            for owner in owners {
                self.add(&mut document, field, &owner.name);
                if owner.text != owner.name {
                    self.add(&mut document, Words::Detail, &owner.text);
                }
            }
        }
        for Deadline { text, .. } in entry.deadlines() {
            self.add(&mut document, Words::Detail, text);
        }
        for output in entry.outputs() {
            self.add(&mut document, Words::Output, &output.text);
        }
        let [group, notes] = entry.of_row();
        if let Some(group) = group {
            self.add(&mut document, Words::Heading, group);
        }
        if let Some(notes) = notes {
            self.add(&mut document, Words::Detail, notes);
        }
        document.add_text(self.terms(Terms::Section), section.as_str());
        self.finish(document, summary, entry)
    }

    fn finish(
        &self,
        mut document: TantivyDocument,
        summary: &Summary,
        entry: &Entry,
    ) -> Result<TantivyDocument> {
        let length = tokens(entry.text()).count() as u64;
        document.add_text(self.terms(Terms::Kind), entry.kind().as_str());
        document.add_u64(self.numbers(Numbers::Plan), plan_number(&summary.id));
        document.add_u64(self.length, length.min(LONGEST_TEXT));
        document.add_bytes(self.record, &serde_json::to_vec(&(summary, entry))?);
        Ok(document)
    }
}

/// The id of a plan, which is sixteen hexadecimal digits, as a number of the same order.
pub(crate) fn plan_number(id: &str) -> u64 {
    u64::from_str_radix(id, 16).unwrap_or(u64::MAX)
}

/// The first and the last [`plan_number`] of ids that begin with some digits; none when they are no beginning.
pub(crate) fn plan_numbers(beginning: &str) -> Option<(u64, u64)> {
    let digits = beginning.get(..16).unwrap_or(beginning);
    let digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    if digits.is_empty() || !digits.bytes().all(digit) {
        return None;
    }
    let number = |fill: char| {
        let digits: String = digits
            .chars()
            .chain(std::iter::repeat(fill))
            .take(16)
            .collect();
        u64::from_str_radix(&digits, 16).ok()
    };
    number('0').zip(number('f'))
}

/// An ISO 8601 day as a number of the same order; none when it is no whole day.
pub(crate) fn day_number(day: &str) -> Option<u64> {
    let mut parts = day.split('-');
    let mut number = |length: usize| -> Option<u64> {
        let part = parts.next().filter(|part| part.len() == length)?;
        part.parse().ok()
    };
    let day = number(4)? * 10_000 + number(2)? * 100 + number(2)?;
    parts.next().is_none().then_some(day)
}

/// The quarter of an ISO 8601 day.
fn quarter(day: &str) -> Option<String> {
    let year = day.get(..4)?;
    let month: u8 = day.get(5..7)?.parse().ok()?;
    (1..=12)
        .contains(&month)
        .then(|| format!("{year}-Q{}", month.div_ceil(3)))
}

/// The order of equal hits: province now, province when issued; those without last.
fn place(summary: &Summary) -> u64 {
    let code = |code: &str| code.parse::<u8>().unwrap_or(u8::MAX);
    let province = summary
        .province
        .as_ref()
        .map_or([u8::MAX; 2], |p| [code(&p.current_code), code(&p.code)]);
    u64::from(u16::from_be_bytes(province))
}

impl Part {
    /// The JSON name.
    pub fn as_str(self) -> &'static str {
        match self {
            Part::Target => "target",
            Part::Deadline => "deadline",
            Part::Lead => "lead",
        }
    }
}

/// Text by which an index shows how its words were made: when the rules change, so does the result.
const SAMPLE: &str = "Hoà hòa, KỸ kĩ; Uỷ ủy – quý qúy Ðề đề 57-NQ/TW đạt 100% (99,9 %) tỷ/tỉ Be\u{323}\u{302}nh Đắk Lắk IPv6";

/// The words of [`SAMPLE`].
pub(crate) fn sample() -> String {
    use tantivy::tokenizer::{TokenStream, Tokenizer};
    let mut syllables = Syllables::default();
    let mut stream = syllables.token_stream(SAMPLE);
    let mut words = Vec::new();
    while stream.advance() {
        words.push(format!(
            "{}:{}",
            stream.token().position,
            stream.token().text
        ));
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_quarters() {
        for (day, number, name) in [
            ("2026-09-30", Some(20_260_930), Some("2026-Q3")),
            ("2026-01-01", Some(20_260_101), Some("2026-Q1")),
            ("2026-12", None, Some("2026-Q4")),
            ("2026", None, None),
            ("2026-13-01", Some(20_261_301), None),
        ] {
            assert_eq!(day_number(day), number, "{day}");
            assert_eq!(quarter(day).as_deref(), name, "{day}");
        }
    }

    #[test]
    fn beginnings_of_ids() {
        assert_eq!(plan_numbers("ff"), Some((0xff << 56, u64::MAX)));
        assert_eq!(
            plan_numbers("0123456789abcdef00"),
            Some((0x0123_4567_89ab_cdef, 0x0123_4567_89ab_cdef))
        );
        assert_eq!(plan_numbers("57khsyt"), None);
        assert_eq!(plan_numbers(""), None);
    }
}
