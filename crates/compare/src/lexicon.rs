//! Tables of this crate: tab-separated, `#` comments, one header row.

/// The rows under the header, as three columns; one that is missing is empty.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 3]> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .skip(1)
        .map(|line| {
            let mut columns = line.split('\t');
            [(); 3].map(|()| columns.next().unwrap_or_default())
        })
}
