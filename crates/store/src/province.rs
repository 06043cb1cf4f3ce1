//! The province filter.
//!
//! A plan is found by the name of its province when it was issued and by the name that the province has now. A name
//! that is no more also finds the plans that the province it went into has issued since, as they hold for it too.

use plan::Unit;
use plan::province::find_all;

use crate::error::{Error, ErrorKind, Result};
use crate::source::Summary;

/// The terms by which a plan is found: issued under a name; belonging to a present province; issued by one.
pub(crate) fn terms_of(summary: &Summary) -> Vec<String> {
    let Some(province) = &summary.province else {
        return Vec::new();
    };
    let mut terms = vec![
        issued_as(&province.name),
        belongs_to(&province.current_name),
    ];
    let by_present_one = |unit: &&Unit| {
        let issued = summary.issued_on.as_deref().unwrap_or_default();
        unit.name == province.name && unit.since.is_none_or(|since| issued >= since)
    };
    if plan::province::current_units().any(|unit| by_present_one(&unit)) {
        terms.push(issued_by_present(&province.name));
    }
    terms
}

/// The terms that a person means: any of them must be there.
pub(crate) fn terms_for(wanted: &str) -> Result<Vec<String>> {
    let found = find_all(wanted.trim());
    let (old, present): (Vec<&Unit>, Vec<&Unit>) =
        found.into_iter().partition(|unit| unit.before.is_some());
    let mut terms: Vec<String> = old.iter().map(|unit| issued_as(unit.name)).collect();
    for unit in &present {
        // The units that a lost name led to come with it; a name that goes on stands for itself.
        let led_to = !old.is_empty() && old.iter().all(|old| old.name != unit.name);
        if led_to {
            terms.push(issued_by_present(unit.name));
        } else {
            terms.extend([issued_as(unit.name), belongs_to(unit.name)]);
        }
    }
    if terms.is_empty() {
        let message = format!("no province is called {}", wanted.trim());
        return Err(Error::new(ErrorKind::NoProvince, message)
            .with_hint("give the old or the present name of a province, with or without marks"));
    }
    Ok(terms)
}

fn issued_as(name: &str) -> String {
    format!("issued {}", normalize::key(name))
}

fn belongs_to(name: &str) -> String {
    format!("now {}", normalize::key(name))
}

fn issued_by_present(name: &str) -> String {
    format!("since {}", normalize::key(name))
}
