//! When something is due: the grammar of time expressions.
//!
//! `EXTRACTION.md` section 6 fixes what a statement of time is and how it is normalised. The text is
//! read in three steps: [`element`] finds the time expressions (a [`point`] of the [`calendar`], a
//! [`frequency`], a day of a [`cycle`], `thường xuyên`) with the words that [`lead`] to them; [`field`] and [`text`] decide which of them speak of the task's
//! own action, in a time cell all, in running text only what is governed by it; [`statement`] joins
//! what one statement says (`định kỳ 6 tháng … trước ngày 01 tháng 6 và ngày 15 tháng 11 hàng
//! năm`). [`horizon`] reads the year or period of a heading, an objective and a plan.

mod calendar;
mod cycle;
mod date;
mod element;
mod field;
mod frequency;
mod horizon;
mod lead;
mod point;
mod statement;
mod text;
mod trigger;
mod vocabulary;

use document::Span;
use jiff::civil::Date;
use plan::DeadlineKind;

pub(crate) use date::printed_date;
pub(crate) use field::in_field;
pub(crate) use horizon::{horizon_of_heading, horizon_of_text, period};
pub(crate) use text::in_text;

/// What fills in a missing year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Times {
    /// First and last year of the plan.
    pub period: Option<(i16, i16)>,
    /// Year and month of issue.
    pub issued: Option<(i16, Option<i8>)>,
    /// The year printed in the column's header; it counts as printed.
    pub header_year: Option<i16>,
}

impl Times {
    /// The year of a month without one, and whether it is inferred. A plan of several years gives
    /// none. A plan issued in the last months of a year means the next with a month of its first
    /// half; with a whole year it may mean either.
    fn year(&self, month: u8, whole: bool) -> Option<(i16, bool)> {
        if let Some(year) = self.header_year {
            return Some((year, false));
        }
        if let Some((first, last)) = self.period {
            return (first == last).then_some((first, true));
        }
        let (year, issue) = self.issued?;
        let late = issue.is_some_and(|issue| issue >= 11);
        if late && whole {
            return None;
        }
        Some((year + i16::from(late && month <= 6), true))
    }

    /// Whether the plan covers several years.
    fn several_years(&self) -> bool {
        self.header_year.is_none() && self.period.is_some_and(|(first, last)| first < last)
    }

    /// Whether a day lies before the plan was made.
    fn is_past(&self, day: Date) -> bool {
        match (self.issued, self.period) {
            (Some((year, month)), _) => (day.year(), day.month()) < (year, month.unwrap_or(1)),
            (None, Some((first, _))) => day.year() < first,
            (None, None) => false,
        }
    }
}

/// A statement of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Statement {
    /// Where its text stands, without closing punctuation.
    pub span: Span,
    /// The most precise kind of what it says.
    pub kind: DeadlineKind,
    /// On which day it begins.
    pub start: Option<Date>,
    /// By which day it is due, the day included.
    pub due: Option<Date>,
    /// Rules of RFC 5545.
    pub recurrence: Vec<String>,
    /// The document prints no year.
    pub inferred_year: bool,
    /// Why it has no date.
    pub problem: Option<Problem>,
}

/// Why a statement of a date has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Problem {
    /// The calendar does not have the day (`31/6`).
    InvalidDate,
    /// No year is printed, and nothing gives one.
    YearUnknown,
}

#[cfg(test)]
mod tests;
