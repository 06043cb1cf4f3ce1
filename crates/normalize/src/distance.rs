//! How far two short words are apart.

/// Number of letters to change, add or take away to make one word of the other (Levenshtein).
///
/// ```
/// assert_eq!(normalize::edit_distance("ketqua", "kequa"), 1);
/// assert_eq!(normalize::edit_distance("chủ", "chu"), 1);
/// ```
pub fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &cb) in b.iter().enumerate() {
            let change = diagonal + usize::from(ca != cb);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
