//! Fields of the index: one document an objective or task.

use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

use plan::{Deadline, Heading, Owner, Plan};

use super::syllable::Syllables;
use crate::catalog::number_key;
use crate::error::Result;
use crate::item::{Item, ItemKind};
use crate::province;
use crate::source::Summary;

/// Name under which the tokenizer is registered.
pub(crate) const TOKENIZER: &str = "syllables";

/// Fast field: the plan's id as a number.
pub(crate) const PLAN: &str = "plan";
/// Fast field: the province's place among provinces, and the item's place in its plan.
pub(crate) const PLACE: &str = "place";

/// How much a word counts in the text of an item, and in what stands around it.
const TEXT: f32 = 1.0;
const AROUND: f32 = 0.5;
const ABOVE: f32 = 0.3;

/// The fields.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    /// Text of the item.
    pub(crate) text: Field,
    /// Headings above it, and the group of a row.
    heading: Field,
    /// Leading and partner bodies.
    owner: Field,
    /// Outputs, notes, and times.
    detail: Field,
    /// Title, number, issuer and province of the plan.
    document: Field,
    /// `objective` or `task`.
    pub(crate) kind: Field,
    /// Terms of the province filter.
    pub(crate) province: Field,
    /// Codes of the province when issued and now.
    code: Field,
    current_code: Field,
    /// Key of the document number.
    number: Field,
    /// Id of the item.
    item: Field,
    /// Year of issue.
    year: Field,
    pub(crate) plan: Field,
    place: Field,
    /// Summary and item as JSON, so that a search needs no catalogue.
    pub(crate) record: Field,
}

impl Fields {
    /// The schema and its fields.
    pub(crate) fn schema() -> (Schema, Fields) {
        let mut schema = Schema::builder();
        let words = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(TOKENIZER)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        );
        let fields = Fields {
            text: schema.add_text_field("text", words.clone()),
            heading: schema.add_text_field("heading", words.clone()),
            owner: schema.add_text_field("owner", words.clone()),
            detail: schema.add_text_field("detail", words.clone()),
            document: schema.add_text_field("document", words),
            kind: schema.add_text_field("kind", STRING),
            province: schema.add_text_field("province", STRING),
            code: schema.add_text_field("code", STRING),
            current_code: schema.add_text_field("current_code", STRING),
            number: schema.add_text_field("number", STRING),
            item: schema.add_text_field("item", STRING),
            year: schema.add_u64_field("year", INDEXED | FAST),
            plan: schema.add_u64_field(PLAN, INDEXED | FAST),
            place: schema.add_u64_field(PLACE, FAST),
            record: schema.add_bytes_field("record", STORED),
        };
        (schema.build(), fields)
    }

    /// The fields that hold words, with their weights; the text of the item first.
    pub(crate) fn words(&self) -> [(Field, f32); 5] {
        [
            (self.text, TEXT),
            (self.heading, AROUND),
            (self.owner, AROUND),
            (self.detail, AROUND),
            (self.document, ABOVE),
        ]
    }

    /// The documents of a plan.
    pub(crate) fn documents(&self, plan: &Plan) -> Result<Vec<TantivyDocument>> {
        let summary = Summary::of(plan);
        let objectives = plan
            .objectives
            .iter()
            .map(|item| Item::Objective(item.clone()));
        let tasks = plan.tasks.iter().map(|item| Item::Task(item.clone()));
        let items = objectives.chain(tasks).enumerate();
        items
            .map(|(order, item)| self.document(&summary, &item, order))
            .collect()
    }

    fn document(&self, summary: &Summary, item: &Item, order: usize) -> Result<TantivyDocument> {
        let mut document = TantivyDocument::new();
        document.add_text(self.text, item.text());
        for Heading { label, title } in item.path() {
            document.add_text(
                self.heading,
                [label.as_deref(), title.as_deref()]
                    .map(Option::unwrap_or_default)
                    .join(" "),
            );
        }
        for Owner { text, .. } in item.leads().iter().chain(item.partners()) {
            document.add_text(self.owner, text);
        }
        for Deadline { text, .. } in item.deadlines() {
            document.add_text(self.detail, text);
        }
        if let Item::Task(task) = item {
            task.group
                .iter()
                .for_each(|group| document.add_text(self.heading, group));
            task.outputs
                .iter()
                .for_each(|output| document.add_text(self.detail, &output.text));
            task.notes
                .iter()
                .for_each(|notes| document.add_text(self.detail, notes));
        }
        for text in [&summary.title, &summary.number, &summary.issuer]
            .into_iter()
            .flatten()
        {
            document.add_text(self.document, text);
        }
        document.add_text(self.kind, item.kind().as_str());
        document.add_text(self.item, item.id());
        if let Some(number) = &summary.number {
            document.add_text(self.number, number_key(number));
        }
        if let Some(province) = &summary.province {
            province::terms_of(summary)
                .iter()
                .for_each(|term| document.add_text(self.province, term));
            document.add_text(self.document, &province.name);
            if province.name != province.current_name {
                document.add_text(self.document, &province.current_name);
            }
            document.add_text(self.code, &province.code);
            document.add_text(self.current_code, &province.current_code);
        }
        if let Some(year) = summary
            .issued_on
            .as_deref()
            .and_then(|day| day.get(..4)?.parse().ok())
        {
            document.add_u64(self.year, year);
        }
        document.add_u64(self.plan, plan_number(&summary.id));
        document.add_u64(self.place, place(summary, order));
        document.add_bytes(self.record, &serde_json::to_vec(&(summary, item))?);
        Ok(document)
    }
}

/// The id of a plan, which is sixteen hexadecimal digits, as a number of the same order.
pub(crate) fn plan_number(id: &str) -> u64 {
    u64::from_str_radix(id, 16).unwrap_or(u64::MAX)
}

/// The order of equal hits: province now, province when issued (those without last), and below the plan the item.
fn place(summary: &Summary, order: usize) -> u64 {
    let code = |code: &str| code.parse::<u8>().unwrap_or(u8::MAX);
    let province = summary
        .province
        .as_ref()
        .map_or([u8::MAX; 2], |p| [code(&p.current_code), code(&p.code)]);
    u64::from(u16::from_be_bytes(province)) << 32
        | u64::from(u32::try_from(order).unwrap_or(u32::MAX))
}

/// The two parts of a place: of the province, and of the item in its plan.
pub(crate) fn split_place(place: u64) -> (u64, u64) {
    (place >> 32, place & u64::from(u32::MAX))
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

impl ItemKind {
    /// The name in the index, which is the JSON name.
    pub fn as_str(self) -> &'static str {
        match self {
            ItemKind::Objective => "objective",
            ItemKind::Task => "task",
        }
    }
}
