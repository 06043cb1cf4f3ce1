//! A data package (Frictionless Data Package, v1): every table as CSV, and `datapackage.json`, which describes them.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::csv::Csv;
use crate::entry::{About, Entry};
use crate::error::Result;
use crate::tables::Table;
use crate::value::Kind;
use crate::{Sink, Writer};

/// Writes a package into a folder.
pub struct DataPackage {
    folder: PathBuf,
    about: About,
    tables: Vec<Csv>,
}

impl DataPackage {
    /// Begins a package in a folder, which must be there.
    ///
    /// # Errors
    ///
    /// When a file cannot be made.
    pub fn new(folder: &Path, about: About) -> Result<DataPackage> {
        let mut tables = Vec::new();
        for table in Table::ALL {
            let file = File::create(folder.join(file_name(table)))?;
            let out: Sink = Box::new(BufWriter::new(file));
            // Readers of packages take the mark for a part of the first name.
            tables.push(Csv::new(table, out, false)?);
        }
        Ok(DataPackage {
            folder: folder.to_owned(),
            about,
            tables,
        })
    }

    fn descriptor(&self) -> Json {
        let resources: Vec<Json> = Table::ALL.iter().map(|table| resource(*table)).collect();
        json!({
            "profile": "tabular-data-package",
            "name": "kehoach",
            "title": "Plans (kế hoạch) of Vietnamese provinces",
            "kehoach": self.about,
            "resources": resources,
        })
    }
}

impl Writer for DataPackage {
    fn put(&mut self, entry: &Entry<'_>) -> Result<()> {
        self.tables
            .iter_mut()
            .try_for_each(|table| table.put(entry))
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<String>> {
        for table in std::mem::take(&mut self.tables) {
            Box::new(table).finish()?;
        }
        let mut text = serde_json::to_string_pretty(&self.descriptor())?;
        text.push('\n');
        fs::write(self.folder.join("datapackage.json"), text)?;
        Ok(Vec::new())
    }
}

fn file_name(table: Table) -> String {
    format!("{}.csv", table.name())
}

fn resource(table: Table) -> Json {
    let fields: Vec<Json> = table
        .columns()
        .iter()
        .map(|column| {
            let kind = match column.kind {
                Kind::Text => "string",
                Kind::Integer => "integer",
                Kind::Number => "number",
                Kind::Date => "date",
            };
            json!({"name": column.name, "type": kind, "description": column.meaning})
        })
        .collect();
    let mut schema = json!({"fields": fields, "primaryKey": table.key()});
    if table != Table::Plans
        && let Some(schema) = schema.as_object_mut()
    {
        let to_plans = json!([{
            "fields": "plan_id",
            "reference": {"resource": Table::Plans.name(), "fields": "plan_id"},
        }]);
        schema.insert("foreignKeys".to_owned(), to_plans);
    }
    json!({
        "profile": "tabular-data-resource",
        "name": table.name(),
        "path": file_name(table),
        "description": table.meaning(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    })
}
