//! Values of tables.

use std::borrow::Cow;
use std::fmt;

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A day, ISO 8601.
    Date,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// Text.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// A day, ISO 8601.
    Date(&'a str),
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name in every form.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// What it means.
    pub meaning: &'static str,
}

impl<'a> Value<'a> {
    /// Text, or nothing.
    pub(crate) fn text(text: Option<&'a str>) -> Value<'a> {
        text.map_or(Value::Null, |text| Value::Text(text.into()))
    }

    /// Texts with `; ` between them; nothing when there is none.
    pub(crate) fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Value<'a> {
        let texts: Vec<&str> = texts.into_iter().collect();
        if texts.is_empty() {
            Value::Null
        } else {
            Value::Text(texts.join("; ").into())
        }
    }

    /// A whole number, or nothing.
    pub(crate) fn integer(number: Option<impl Into<i64>>) -> Value<'a> {
        number.map_or(Value::Null, |number| Value::Integer(number.into()))
    }

    /// A count.
    pub(crate) fn count(count: usize) -> Value<'a> {
        Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// A day when it is known to the day.
    pub(crate) fn date(date: Option<&'a str>) -> Value<'a> {
        date.filter(|date| date.len() == 10)
            .map_or(Value::Null, Value::Date)
    }
}

/// As in CSV: a number without trailing zeros, nothing for nothing.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => Ok(()),
            Value::Text(text) => f.write_str(text),
            Value::Integer(number) => number.fmt(f),
            Value::Number(number) => number.fmt(f),
            Value::Date(date) => f.write_str(date),
        }
    }
}
