//! Parquet: a file for every table, days as days, the description in each file's own metadata.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use crate::Writer;
use crate::entry::{About, Entry};
use crate::error::{Error, Result};
use crate::tables::Table;
use crate::value::{Column, Kind, Value};

/// Rows of a table that are held before they go to the disk.
const GROUP: usize = 20_000;

/// Writes the tables into a folder.
pub struct Parquet {
    files: Vec<TableFile>,
}

struct TableFile {
    table: Table,
    out: SerializedFileWriter<BufWriter<File>>,
    columns: Vec<Buffer>,
    rows: usize,
}

/// The values of a column that are held, and for each row whether there is one.
struct Buffer {
    values: Values,
    present: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Number(Vec<f64>),
    /// Days since 1 January 1970.
    Date(Vec<i32>),
}

impl Parquet {
    /// Begins a file `TABLE.parquet` for every table in a folder, which must be there.
    ///
    /// # Errors
    ///
    /// When a file cannot be made.
    pub fn new(folder: &Path, about: &About) -> Result<Parquet> {
        let pairs = about
            .pairs()
            .map(|(name, value)| KeyValue::new(format!("kehoach.{name}"), value));
        let properties = WriterProperties::builder()
            .set_created_by(about.generator.clone())
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(Some(pairs.to_vec()))
            .build();
        let properties = Arc::new(properties);
        let files = Table::ALL.map(|table| -> Result<TableFile> {
            let columns = table.columns();
            let fields: Vec<_> = columns
                .iter()
                .map(|column| field(column).map(Arc::new))
                .collect::<Result<_>>()?;
            let schema = Type::group_type_builder(table.name())
                .with_fields(fields)
                .build()?;
            let file = File::create(folder.join(format!("{}.parquet", table.name())))?;
            Ok(TableFile {
                table,
                out: SerializedFileWriter::new(
                    BufWriter::new(file),
                    Arc::new(schema),
                    Arc::clone(&properties),
                )?,
                columns: columns.iter().map(Buffer::of).collect(),
                rows: 0,
            })
        });
        Ok(Parquet {
            files: files.into_iter().collect::<Result<_>>()?,
        })
    }
}

impl Writer for Parquet {
    fn put(&mut self, entry: &Entry<'_>) -> Result<()> {
        for file in &mut self.files {
            let columns = &mut file.columns;
            let rows = &mut file.rows;
            file.table.rows(entry, &mut |values| {
                for (column, value) in columns.iter_mut().zip(values) {
                    column.push(value);
                }
                *rows += 1;
                Ok(())
            })?;
            if file.rows >= GROUP {
                file.flush()?;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Vec<String>> {
        for mut file in self.files {
            file.flush()?;
            file.out.close()?;
        }
        Ok(Vec::new())
    }
}

impl TableFile {
    /// Writes what is held as one row group.
    fn flush(&mut self) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.out.next_row_group()?;
        for column in &mut self.columns {
            let Some(mut writer) = group.next_column()? else {
                return Err(Error::Form("a column too many".to_owned()));
            };
            let present = Some(column.present.as_slice());
            match &column.values {
                Values::Text(values) => writer
                    .typed::<ByteArrayType>()
                    .write_batch(values, present, None)?,
                Values::Integer(values) => writer
                    .typed::<Int64Type>()
                    .write_batch(values, present, None)?,
                Values::Number(values) => writer
                    .typed::<DoubleType>()
                    .write_batch(values, present, None)?,
                Values::Date(values) => writer
                    .typed::<Int32Type>()
                    .write_batch(values, present, None)?,
            };
            writer.close()?;
            column.clear();
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

impl Buffer {
    fn of(column: &Column) -> Buffer {
        Buffer {
            values: match column.kind {
                Kind::Text => Values::Text(Vec::new()),
                Kind::Integer => Values::Integer(Vec::new()),
                Kind::Number => Values::Number(Vec::new()),
                Kind::Date => Values::Date(Vec::new()),
            },
            present: Vec::new(),
        }
    }

    fn push(&mut self, value: &Value<'_>) {
        let there = match (&mut self.values, value) {
            (Values::Text(values), Value::Text(text)) => {
                values.push(ByteArray::from(text.as_ref()));
                true
            }
            (Values::Integer(values), Value::Integer(number)) => {
                values.push(*number);
                true
            }
            (Values::Number(values), Value::Number(number)) => {
                values.push(*number);
                true
            }
            (Values::Date(values), Value::Date(date)) => match days(date) {
                Some(days) => {
                    values.push(days);
                    true
                }
                None => false,
            },
            _ => false,
        };
        self.present.push(i16::from(there));
    }

    fn clear(&mut self) {
        self.present.clear();
        match &mut self.values {
            Values::Text(values) => values.clear(),
            Values::Integer(values) => values.clear(),
            Values::Number(values) => values.clear(),
            Values::Date(values) => values.clear(),
        }
    }
}

fn field(column: &Column) -> Result<Type> {
    let (physical, logical) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (Physical::INT64, None),
        Kind::Number => (Physical::DOUBLE, None),
        Kind::Date => (Physical::INT32, Some(LogicalType::Date)),
    };
    Ok(Type::primitive_type_builder(column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()?)
}

/// Days from 1 January 1970 to a date in ISO 8601.
fn days(date: &str) -> Option<i32> {
    let date: jiff::civil::Date = date.parse().ok()?;
    let epoch = jiff::civil::date(1970, 1, 1);
    Some(epoch.until(date).ok()?.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_since_the_epoch() {
        for (date, expected) in [
            ("1970-01-01", Some(0)),
            ("2025-07-01", Some(20_270)),
            ("1969-12-31", Some(-1)),
            ("2025-02-30", None),
        ] {
            assert_eq!(days(date), expected, "{date}");
        }
    }
}
