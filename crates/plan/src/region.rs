//! The six socio-economic regions (vùng kinh tế - xã hội) of the provinces of today.
//!
//! `lexicon/regions.tsv` is the table, with its source. A province that is no more belongs to the region of the one that
//! holds its territory.

use std::sync::LazyLock;

/// A region.
#[derive(Debug, PartialEq, Eq)]
pub struct Region {
    /// Name without the word `vùng`.
    pub name: &'static str,
    /// Two-digit codes of its units of today, ascending.
    pub codes: Vec<&'static str>,
    typed: Vec<&'static str>,
}

/// Every region, from the north to the south.
pub fn regions() -> &'static [Region] {
    &TABLE
}

/// The region of a unit of today, by its code.
pub fn region_of(current_code: &str) -> Option<&'static Region> {
    TABLE
        .iter()
        .find(|region| region.codes.contains(&current_code))
}

/// The region that a search filter means: its name or a short form, with or without `vùng`, with or without marks, in
/// any case.
pub fn find_region(query: &str) -> Option<&'static Region> {
    let wanted = form(query);
    TABLE.iter().find(|region| {
        let mut names = [region.name]
            .into_iter()
            .chain(region.typed.iter().copied());
        names.any(|name| form(name) == wanted)
    })
}

/// The form in which names are compared: lower case, single blanks, without `vùng`.
fn form(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut words: Vec<&str> = lower.split_whitespace().collect();
    if let ["vùng" | "vung", _, ..] = words.as_slice() {
        words.remove(0);
    }
    words.join(" ")
}

static TABLE: LazyLock<Vec<Region>> = LazyLock::new(|| {
    let rows = include_str!("../lexicon/regions.tsv").lines();
    rows.filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some(Region {
                name: cells.next()?,
                codes: cells.next()?.split(' ').collect(),
                typed: cells
                    .next()?
                    .split(';')
                    .filter(|name| !name.is_empty())
                    .collect(),
            })
        })
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::province::current_units;

    #[test]
    fn every_unit_of_today_is_in_one_region() {
        assert_eq!(regions().len(), 6);
        for unit in current_units() {
            let of = regions().iter().filter(|r| r.codes.contains(&unit.code));
            assert_eq!(of.count(), 1, "{}", unit.name);
        }
        let codes: usize = regions().iter().map(|region| region.codes.len()).sum();
        assert_eq!(codes, 34);
    }

    #[test]
    fn a_region_by_any_name() {
        for (query, name) in [
            ("Đông Nam Bộ", "Đông Nam Bộ"),
            ("vùng Đồng bằng sông Cửu Long", "Đồng bằng sông Cửu Long"),
            ("dong bang song cuu long", "Đồng bằng sông Cửu Long"),
            ("ĐBSCL", "Đồng bằng sông Cửu Long"),
            ("dbsh", "Đồng bằng sông Hồng"),
            ("Tây Nguyên", "Duyên hải Nam Trung Bộ và Tây Nguyên"),
        ] {
            assert_eq!(find_region(query).map(|region| region.name), Some(name));
        }
        for query in ["", "vùng", "Đông Nam Bò", "miền Trung"] {
            assert_eq!(find_region(query), None, "{query}");
        }
    }
}
