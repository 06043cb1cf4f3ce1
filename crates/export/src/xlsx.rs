//! A spreadsheet (Office Open XML): a sheet for every table, and one that says where it comes from.
//!
//! The header stays in sight and has filters; days are real dates. Rows go to the disk as they come.

use std::io::{Seek, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

use crate::Writer;
use crate::entry::{About, Entry};
use crate::error::Result;
use crate::tables::Table;
use crate::value::{Column, Kind, Value};

/// Rows that a sheet holds, the header included.
const MOST_ROWS: u32 = 1_048_576;

/// Characters that a cell holds, as UTF-16 units.
const MOST_UNITS: usize = 32_767;

/// A file that a workbook can be written to.
pub trait File: Write + Seek + Send {}
impl<T: Write + Seek + Send> File for T {}

/// Writes a spreadsheet.
pub struct Xlsx {
    book: Workbook,
    sheets: Vec<Sheet>,
    out: Box<dyn File>,
    day: Format,
    cut: u64,
}

/// A table's sheets: when one is full another follows.
struct Sheet {
    table: Table,
    columns: Vec<Column>,
    /// Place of the sheet that is being filled in the workbook.
    at: usize,
    row: u32,
    parts: u32,
}

impl Xlsx {
    /// Begins a spreadsheet.
    ///
    /// # Errors
    ///
    /// When temporary files cannot be written.
    pub fn new(out: Box<dyn File>, about: &About) -> Result<Xlsx> {
        let mut book = Workbook::new();
        let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let properties = DocProperties::new()
            .set_title("kehoach")
            .set_author(&about.generator)
            // The same plans give the same bytes.
            .set_creation_datetime(&date);
        book.set_properties(&properties);
        let header = Format::new().set_bold();
        let mut sheets = Vec::new();
        for table in Table::ALL {
            let columns = table.columns();
            let sheet = book.add_worksheet_with_constant_memory()?;
            begin(sheet, table.name(), &columns, &header)?;
            sheets.push(Sheet {
                table,
                columns,
                at: sheets.len(),
                row: 1,
                parts: 1,
            });
        }
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name("about")?;
        sheet.set_column_width(0, 20)?;
        sheet.set_column_width(1, 80)?;
        for (row, (name, value)) in (0..).zip(about.pairs()) {
            sheet.write_string_with_format(row, 0, name, &header)?;
            sheet.write_string(row, 1, value)?;
        }
        Ok(Xlsx {
            book,
            sheets,
            out,
            day: Format::new().set_num_format("yyyy-mm-dd"),
            cut: 0,
        })
    }
}

impl Writer for Xlsx {
    fn put(&mut self, entry: &Entry<'_>) -> Result<()> {
        let Xlsx {
            book,
            sheets,
            day,
            cut,
            ..
        } = self;
        for sheet in sheets {
            sheet.table.rows(entry, &mut |values| {
                if sheet.row == MOST_ROWS {
                    sheet.turn(book)?;
                }
                let page = book.worksheet_from_index(sheet.at)?;
                for (column, value) in (0..).zip(values) {
                    *cut += u64::from(write(page, sheet.row, column, value, day)?);
                }
                sheet.row += 1;
                Ok(())
            })?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<String>> {
        for sheet in &self.sheets {
            sheet.close(&mut self.book)?;
        }
        self.book.save_to_writer(&mut self.out)?;
        self.out.flush()?;
        let remark = format!(
            "{} texts are longer than a cell of a spreadsheet holds ({MOST_UNITS} characters) and end in […]; json and csv have them whole",
            self.cut
        );
        Ok((self.cut > 0).then_some(remark).into_iter().collect())
    }
}

impl Sheet {
    /// Goes on in a further sheet.
    fn turn(&mut self, book: &mut Workbook) -> Result<()> {
        self.close(book)?;
        self.parts += 1;
        self.at = book.worksheets().len();
        let name = format!("{} {}", self.table.name(), self.parts);
        let sheet = book.add_worksheet_with_constant_memory()?;
        begin(sheet, &name, &self.columns, &Format::new().set_bold())?;
        self.row = 1;
        Ok(())
    }

    /// Puts filters over what is filled.
    fn close(&self, book: &mut Workbook) -> Result<()> {
        let last = u16::try_from(self.columns.len())
            .unwrap_or(1)
            .saturating_sub(1);
        let sheet = book.worksheet_from_index(self.at)?;
        sheet.autofilter(0, 0, self.row.saturating_sub(1).max(1), last)?;
        Ok(())
    }
}

fn begin(sheet: &mut Worksheet, name: &str, columns: &[Column], header: &Format) -> Result<()> {
    sheet.set_name(name)?;
    for (at, column) in (0..).zip(columns) {
        let width = match (column.kind, column.name) {
            (Kind::Text, "text" | "path" | "title") => 60,
            (Kind::Text, "leads" | "partners" | "outputs" | "subject" | "issuer" | "name") => 30,
            (Kind::Text, _) => 18,
            (Kind::Integer | Kind::Number | Kind::Date, _) => 12,
        };
        sheet.set_column_width(at, width)?;
    }
    // A sheet that goes to the disk row by row takes this before its first row.
    sheet.set_freeze_panes(1, 0)?;
    for (at, column) in (0..).zip(columns) {
        sheet.write_string_with_format(0, at, column.name, header)?;
    }
    Ok(())
}

/// Writes a cell; whether its text had to be cut.
fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Value<'_>,
    day: &Format,
) -> Result<bool> {
    match value {
        Value::Null => {}
        Value::Integer(number) => {
            // Counts and offsets are far below 2⁵³.
            sheet.write_number(row, column, *number as f64)?;
        }
        Value::Number(number) => {
            sheet.write_number(row, column, *number)?;
        }
        Value::Date(text) => match ExcelDateTime::parse_from_str(text) {
            Ok(date) => {
                sheet.write_datetime_with_format(row, column, &date, day)?;
            }
            Err(_) => {
                sheet.write_string(row, column, *text)?;
            }
        },
        Value::Text(text) => {
            let (text, cut) = fitting(text);
            sheet.write_string(row, column, text)?;
            return Ok(cut);
        }
    }
    Ok(false)
}

/// As much of a text as a cell holds, and whether that is less than all.
fn fitting(text: &str) -> (String, bool) {
    const MARK: &str = " […]";
    if text.len() <= MOST_UNITS || text.encode_utf16().count() <= MOST_UNITS {
        return (text.to_owned(), false);
    }
    let mut units = MARK.len();
    let kept = text.chars().take_while(|c| {
        units += c.len_utf16();
        units <= MOST_UNITS
    });
    let mut kept: String = kept.collect();
    kept.push_str(MARK);
    (kept, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_a_cell_cannot_hold_say_so() {
        let short = "ế".repeat(MOST_UNITS);
        assert_eq!(fitting(&short), (short.clone(), false));
        let (kept, cut) = fitting(&"𝔸".repeat(MOST_UNITS));
        assert!(cut && kept.ends_with("[…]"));
        assert!(kept.encode_utf16().count() <= MOST_UNITS);
    }
}
