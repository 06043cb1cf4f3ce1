//! Parts of a record as a person reads them.

use plan::{Deadline, Heading, Owner, Province};

/// A text behind its label.
pub(crate) fn labelled(label: Option<&str>, text: &str) -> String {
    label.map_or_else(|| text.to_string(), |label| format!("{label} {text}"))
}

/// The headings above an item as one line.
pub(crate) fn path(path: &[Heading]) -> Option<String> {
    let headings: Vec<_> = path
        .iter()
        .map(|heading| {
            let parts = [heading.label.as_deref(), heading.title.as_deref()];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        })
        .collect();
    joined(&headings, " › ")
}

/// Owners by name.
pub(crate) fn owners(owners: &[Owner]) -> Option<String> {
    let names: Vec<_> = owners.iter().map(|owner| owner.name.as_str()).collect();
    joined(&names, "; ")
}

/// Statements of time as printed, each with the day by which it is due when there is one.
pub(crate) fn deadlines(deadlines: &[Deadline]) -> Option<String> {
    let statements: Vec<_> = deadlines
        .iter()
        .map(|deadline| match &deadline.due {
            Some(due) => format!("{} (by {due})", deadline.text),
            None => deadline.text.clone(),
        })
        .collect();
    joined(&statements, "; ")
}

/// The page on which something stands, or the element of a Word file; `None` for a source with neither.
pub(crate) fn place(page: Option<u32>, element: Option<&str>) -> Option<String> {
    match (page, element) {
        (Some(page), _) => Some(format!("p. {page}")),
        (None, Some(element)) => Some(element.trim_start_matches("body/").to_owned()),
        (None, None) => None,
    }
}

/// A province as it was, and the one that holds it now when that is another.
pub(crate) fn province(province: &Province) -> String {
    if province.name == province.current_name {
        province.name.clone()
    } else {
        format!("{} (now {})", province.name, province.current_name)
    }
}

/// Parts with something between them; `None` when there are none.
pub(crate) fn joined<T: AsRef<str>>(parts: &[T], separator: &str) -> Option<String> {
    let parts: Vec<_> = parts.iter().map(AsRef::as_ref).collect();
    (!parts.is_empty()).then(|| parts.join(separator))
}
