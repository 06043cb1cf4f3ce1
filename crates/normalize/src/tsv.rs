//! The tables of this crate: tab-separated, `#` comments, one header row.

/// The rows under the header, as columns. A missing last column is an empty string.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 3]> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .skip(1)
        .map(|line| {
            let mut columns = line.split('\t');
            [(); 3].map(|()| columns.next().unwrap_or(""))
        })
}

/// A column such as `U+1EA1`.
pub(crate) fn code_point(column: &str) -> Option<char> {
    let digits = column.strip_prefix("U+")?;
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

/// A column of hexadecimal bytes, at most two (`41 D9`); the second is 0 when there is one.
pub(crate) fn bytes(column: &str) -> Option<(u8, u8)> {
    let (first, second) = column.split_once(' ').unwrap_or((column, "0"));
    Some((
        u8::from_str_radix(first, 16).ok()?,
        u8::from_str_radix(second, 16).ok()?,
    ))
}
