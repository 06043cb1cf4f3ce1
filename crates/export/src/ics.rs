//! A calendar (RFC 5545): every statement of time with a day or a rule as a to-do.
//!
//! A day is a `DUE`, with a `DTSTART` where the document says when it begins. A rule (`hằng quý`) is an `RRULE`, whose
//! `DTSTART` is its first day on or after the date of issue; without that date there is no first day, and the to-do is left
//! out and told. The UID is made of the ids of plan and item, so that a calendar knows it again; `DTSTAMP` is the date of
//! issue, as nothing of an export depends on the clock.

use std::io::Write;

use icalendar::{Component, Property, Todo};
use plan::Deadline;
use rrule::RRuleSet;
use store::ItemRef;

use crate::entry::{About, Entry};
use crate::error::{Error, Result};
use crate::{Sink, Writer};

/// Letters of a summary; the whole text is in the description.
const SUMMARY: usize = 120;

/// Writes a calendar.
pub struct Ics {
    out: Sink,
    without_start: u64,
}

impl Ics {
    /// Begins a calendar.
    ///
    /// # Errors
    ///
    /// When the output cannot be written.
    pub fn new(mut out: Sink, about: &About) -> Result<Ics> {
        let mut head = String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
        let mut add = |property: Property| {
            let line: std::result::Result<String, _> = property.try_into();
            // Writing to a string cannot fail.
            head.push_str(&line.unwrap_or_default());
        };
        add(Property::new(
            "PRODID",
            format!("-//kehoach//{}//VI", about.generator),
        ));
        add(Property::new("CALSCALE", "GREGORIAN"));
        for (name, value) in about.pairs() {
            let name = format!("X-KEHOACH-{}", name.to_ascii_uppercase().replace('_', "-"));
            add(Property::new(name, escaped(&value)));
        }
        out.write_all(head.as_bytes())?;
        Ok(Ics {
            out,
            without_start: 0,
        })
    }
}

impl Writer for Ics {
    fn put(&mut self, entry: &Entry<'_>) -> Result<()> {
        for &item in &entry.selection.items {
            for (at, deadline) in (1..).zip(item.deadlines()) {
                let uid = format!("{}-{}-{at}@kehoach", entry.plan.id, item.id());
                match when(deadline, entry.plan.metadata.issued_on.as_deref()) {
                    When::Never => {}
                    When::Unknown => self.without_start += 1,
                    When::Days(days) => {
                        let todo = todo(&uid, entry, item, deadline, days);
                        let text = todo
                            .try_into_string()
                            .map_err(|cause| Error::Form(cause.to_string()))?;
                        self.out.write_all(text.as_bytes())?;
                    }
                }
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<String>> {
        self.out.write_all(b"END:VCALENDAR\r\n")?;
        self.out.flush()?;
        let remark = format!(
            "{} recurring deadlines have no first day, because their plans are not dated to the day, and are left out of the calendar",
            self.without_start
        );
        Ok((self.without_start > 0)
            .then_some(remark)
            .into_iter()
            .collect())
    }
}

/// The properties that say when.
enum When {
    /// It names no day and no rule.
    Never,
    /// It has a rule, but nothing says from when on.
    Unknown,
    /// Properties of the to-do.
    Days(Vec<Property>),
}

fn when(deadline: &Deadline, issued_on: Option<&str>) -> When {
    let day = |name: &str, date: &str| {
        let value = date.replace('-', "");
        let mut property = Property::new(name, value);
        property.add_parameter("VALUE", "DATE");
        property
    };
    if let Some(rule) = deadline.recurrence.first() {
        let from = deadline
            .start
            .as_deref()
            .or(issued_on)
            .filter(|d| d.len() == 10);
        let first = from.and_then(|from| first_day(rule, from));
        let Some(first) = first else {
            return When::Unknown;
        };
        let mut properties = vec![day("DTSTART", &first), Property::new("DURATION", "P1D")];
        let until = deadline
            .due
            .as_deref()
            .filter(|due| !rule.contains("UNTIL") && *due >= first.as_str());
        let rule = match until {
            Some(due) => format!("{rule};UNTIL={}", due.replace('-', "")),
            None => rule.clone(),
        };
        properties.push(Property::new("RRULE", rule));
        return When::Days(properties);
    }
    let Some(due) = deadline.due.as_deref().filter(|due| due.len() == 10) else {
        return When::Never;
    };
    let mut properties = Vec::new();
    // RFC 5545, 3.8.2.3: what is due is due after it begins.
    if let Some(start) = deadline
        .start
        .as_deref()
        .filter(|start| start.len() == 10 && *start < due)
    {
        properties.push(day("DTSTART", start));
    }
    properties.push(day("DUE", due));
    When::Days(properties)
}

/// The first day of a rule on or after a day.
fn first_day(rule: &str, from: &str) -> Option<String> {
    let start = from.replace('-', "");
    let set: RRuleSet = format!("DTSTART:{start}T000000Z\nRRULE:{rule}")
        .parse()
        .ok()?;
    let first = set.all(1).dates.into_iter().next()?;
    Some(first.format("%Y-%m-%d").to_string())
}

fn todo(
    uid: &str,
    entry: &Entry<'_>,
    item: ItemRef<'_>,
    deadline: &Deadline,
    days: Vec<Property>,
) -> Todo {
    let metadata = &entry.plan.metadata;
    let mut todo = Todo::new();
    todo.uid(uid).summary(&summary(item.text()));
    let issued = metadata
        .issued_on
        .as_deref()
        .filter(|date| date.len() == 10);
    let stamp = issued.unwrap_or("1970-01-01").replace('-', "");
    todo.append_property(Property::new("DTSTAMP", format!("{stamp}T000000Z")));
    for property in days {
        todo.append_property(property);
    }
    let names = |owners: &[plan::Owner]| -> Option<String> {
        let names: Vec<&str> = owners.iter().map(|owner| owner.name.as_str()).collect();
        (!names.is_empty()).then(|| names.join("; "))
    };
    let document = [
        metadata.number.as_deref(),
        metadata.issuer.as_deref(),
        metadata.issued_on.as_deref(),
    ];
    let document: Vec<&str> = document.into_iter().flatten().collect();
    let lines = [
        Some(item.text().to_owned()),
        Some(format!("Thời hạn: {}", deadline.text)),
        names(item.leads()).map(|names| format!("Chủ trì: {names}")),
        names(item.partners()).map(|names| format!("Phối hợp: {names}")),
        Some(document.join(" · ")).filter(|line| !line.is_empty()),
        item.provenance().page.map(|page| format!("Trang {page}")),
    ];
    let description: Vec<String> = lines.into_iter().flatten().collect();
    todo.description(&description.join("\n"));
    if let Some(province) = &metadata.province {
        todo.append_property(Property::new("CATEGORIES", escaped(&province.current_name)));
    }
    todo.done()
}

/// The beginning of a text, cut between words.
fn summary(text: &str) -> String {
    if text.chars().count() <= SUMMARY {
        return text.to_owned();
    }
    let cut: String = text.chars().take(SUMMARY).collect();
    let kept = cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept);
    format!("{kept} …")
}

/// A value of kind TEXT (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_begin_on_their_first_day() {
        for (rule, from, first) in [
            (
                "FREQ=MONTHLY;BYMONTHDAY=25",
                "2025-03-26",
                Some("2025-04-25"),
            ),
            (
                "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15",
                "2025-03-03",
                Some("2025-06-15"),
            ),
            ("FREQ=WEEKLY;BYDAY=FR", "2025-03-03", Some("2025-03-07")),
            ("FREQ=YEARLY", "2025-03-03", Some("2025-03-03")),
            (
                "FREQ=MONTHLY;BYMONTHDAY=-1",
                "2025-02-01",
                Some("2025-02-28"),
            ),
            ("no rule", "2025-03-03", None),
        ] {
            assert_eq!(first_day(rule, from).as_deref(), first, "{rule}");
        }
    }

    #[test]
    fn summaries_end_between_words() {
        assert_eq!(summary("Triển khai"), "Triển khai");
        let cut = summary(&"bệnh án ".repeat(40));
        assert!(cut.ends_with(" …") && cut.chars().count() <= SUMMARY + 2);
    }

    #[test]
    fn signs_of_the_form_are_escaped() {
        assert_eq!(escaped("a,b;c\\d\ne"), "a\\,b\\;c\\\\d\\ne");
    }
}
