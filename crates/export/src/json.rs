//! JSON: whole plans as kept, or one item a line.

use std::io::Write;

use plan::{Objective, Province, Task};
use schemars::JsonSchema;
use serde::Serialize;
use store::ItemRef;

use crate::entry::{About, Entry};
use crate::error::Result;
use crate::{Sink, Writer};

/// One object: `export` says where it comes from, `plans` holds whole plans.
pub struct Json {
    out: Sink,
    empty: bool,
}

impl Json {
    /// Begins the object.
    ///
    /// # Errors
    ///
    /// When the output cannot be written.
    pub fn new(mut out: Sink, about: &About) -> Result<Json> {
        out.write_all(b"{\"export\":")?;
        serde_json::to_writer(&mut out, about)?;
        out.write_all(b",\n\"plans\":[")?;
        Ok(Json { out, empty: true })
    }
}

impl Writer for Json {
    fn put(&mut self, entry: &Entry<'_>) -> Result<()> {
        let before: &[u8] = if self.empty { b"\n" } else { b",\n" };
        self.empty = false;
        self.out.write_all(before)?;
        Ok(self.out.write_all(entry.json.as_bytes())?)
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<String>> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()?;
        Ok(Vec::new())
    }
}

/// JSON Lines: one whole plan a line.
pub struct Lines {
    out: Sink,
}

impl Lines {
    /// Begins.
    pub fn new(out: Sink) -> Lines {
        Lines { out }
    }
}

impl Writer for Lines {
    fn put(&mut self, entry: &Entry<'_>) -> Result<()> {
        self.out.write_all(entry.json.as_bytes())?;
        Ok(self.out.write_all(b"\n")?)
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<String>> {
        self.out.flush()?;
        Ok(Vec::new())
    }
}

/// JSON Lines: one [`ItemLine`] a line.
pub struct Items {
    out: Sink,
}

/// An objective or a task with what tells its document.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ItemLine<'p> {
    /// The document that it stands in.
    pub plan: Document<'p>,
    /// The item.
    #[serde(flatten)]
    pub item: Item<'p>,
}

/// What tells one document from another.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Document<'p> {
    /// Id of the plan.
    pub id: &'p str,
    /// Canonical number.
    pub number: Option<&'p str>,
    /// Kind of document.
    pub kind: Option<&'p str>,
    /// The title.
    pub title: Option<&'p str>,
    /// The issuing body.
    pub issuer: Option<&'p str>,
    /// The body above it.
    pub parent: Option<&'p str>,
    /// ISO 8601 date as precise as printed.
    pub issued_on: Option<&'p str>,
    /// The province, as it was and as it is.
    pub province: Option<&'p Province>,
    /// Name of the file.
    pub file_name: &'p str,
}

/// An item, whole.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "kind", content = "item")]
pub enum Item<'p> {
    /// What the plan will reach.
    Objective(&'p Objective),
    /// What the plan will do.
    Task(&'p Task),
}

impl Items {
    /// Begins.
    pub fn new(out: Sink) -> Items {
        Items { out }
    }
}

impl Writer for Items {
    fn put(&mut self, entry: &Entry<'_>) -> Result<()> {
        let metadata = &entry.plan.metadata;
        for &item in &entry.selection.items {
            let line = ItemLine {
                plan: Document {
                    id: &entry.plan.id,
                    number: metadata.number.as_deref(),
                    kind: metadata.kind.as_deref(),
                    title: metadata.title.as_deref(),
                    issuer: metadata.issuer.as_deref(),
                    parent: metadata.parent.as_deref(),
                    issued_on: metadata.issued_on.as_deref(),
                    province: metadata.province.as_ref(),
                    file_name: &entry.plan.source.file_name,
                },
                item: match item {
                    ItemRef::Objective(item) => Item::Objective(item),
                    ItemRef::Task(item) => Item::Task(item),
                },
            };
            serde_json::to_writer(&mut self.out, &line)?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<String>> {
        self.out.flush()?;
        Ok(Vec::new())
    }
}

/// The JSON Schema (draft 2020-12) of an [`ItemLine`].
pub fn item_schema() -> serde_json::Value {
    schemars::schema_for!(ItemLine<'static>).to_value()
}
