//! The province-level units of Vietnam: 63 until 30 June 2025, 34 since.
//!
//! The same name can mean two territories and the same code two provinces: Vĩnh Phúc is part of Phú
//! Thọ since 1 July 2025, and 15 was the code of Yên Bái before it became that of Lào Cai. So a unit
//! is always a name *at a time*, and a code alone identifies nothing.
//!
//! `lexicon/provinces.tsv` is the table, with its sources.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::Province;

/// A province-level unit over a span of time in which its name, code and kind did not change.
#[derive(Debug, PartialEq, Eq)]
pub struct Unit {
    /// Name without the word for its kind (`Hồ Chí Minh`).
    pub name: &'static str,
    /// Two-digit code of the General Statistics Office.
    pub code: &'static str,
    /// The name without marks.
    pub ascii: &'static str,
    /// Tỉnh or thành phố.
    pub kind: UnitKind,
    /// Other spellings that documents use (`Đăk Lăk`).
    pub aliases: Vec<&'static str>,
    /// First day, ISO 8601; `None` for the units of the older list, which begins on 1 August 2008.
    pub since: Option<&'static str>,
    /// First day on which it was no more; `None` while it exists.
    pub before: Option<&'static str>,
    typed: Vec<&'static str>,
    current: &'static str,
}

/// What a province-level unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitKind {
    /// Tỉnh.
    Province,
    /// Thành phố trực thuộc trung ương.
    City,
}

impl Unit {
    /// The unit that holds its territory today: itself or the one that it was merged into.
    pub fn current(&self) -> &'static Unit {
        // The table names a current code in every row; a test holds it to that.
        current_units()
            .find(|unit| unit.code == self.current)
            .unwrap_or(&TABLE.units[0])
    }

    /// The unit as a plan's province.
    pub fn province(&self) -> Province {
        let current = self.current();
        Province {
            name: self.name.to_owned(),
            code: self.code.to_owned(),
            current_name: current.name.to_owned(),
            current_code: current.code.to_owned(),
        }
    }

    /// Whether it existed all through a date as precise as printed (`2025-03-03`, `2025-10`,
    /// `2026`).
    fn covers(&self, date: &str) -> bool {
        let (first, last) = match date.len() {
            4 => (format!("{date}-01-01"), format!("{date}-12-31")),
            7 => (format!("{date}-01"), format!("{date}-31")),
            _ => (date.to_owned(), date.to_owned()),
        };
        self.since.is_none_or(|since| since <= first.as_str())
            && self.before.is_none_or(|before| last.as_str() < before)
    }
}

/// Every row of the table, the oldest first.
pub fn units() -> &'static [Unit] {
    &TABLE.units
}

/// The 34 units of today.
pub fn current_units() -> impl Iterator<Item = &'static Unit> {
    TABLE.units.iter().filter(|unit| unit.before.is_none())
}

/// The units that existed on a day (ISO 8601): 63 until 2025-06-30, 34 since.
pub fn units_at(day: &str) -> impl Iterator<Item = &'static Unit> {
    TABLE.units.iter().filter(move |unit| unit.covers(day))
}

/// The province that a name meant in a document of a date (ISO 8601, as precise as printed).
///
/// The name may be spelt in any of the ways of documents: either placement of the tone, any case,
/// with or without `tỉnh`, `thành phố`, `TP.`, any dash; but always with its marks. A name that
/// was no unit's at that date means the unit that last bore it. Without a date (or when a bare year
/// spans a change) a name that goes on means the unit of today.
///
/// The text must be in NFC.
pub fn resolve(name: &str, issued_on: Option<&str>) -> Option<Province> {
    let rows = TABLE.spelt.get(&key(name))?;
    let units = || rows.iter().map(|&row| &TABLE.units[row]);
    issued_on
        .and_then(|date| units().find(|unit| unit.covers(date)))
        .or_else(|| units().next_back())
        .map(Unit::province)
}

/// The units that a search filter means.
///
/// A filter may be typed with or without marks, and may be a short form (`HCM`). Typed with marks it
/// means that spelling only. A name that is no more finds its own unit and the one that it was merged
/// into (`Vĩnh Phúc`: Vĩnh Phúc before 1 July 2025, and Phú Thọ since); a name that goes on finds
/// the units that bore it, before and since, and not those that were merged into it.
pub fn find_all(query: &str) -> Vec<&'static Unit> {
    let key = key(query);
    let spelt = if query.is_ascii() {
        &TABLE.typed
    } else {
        &TABLE.spelt
    };
    let rows = spelt.get(&key).or_else(|| TABLE.typed.get(&key));
    let mut found: Vec<&'static Unit> = rows
        .into_iter()
        .flatten()
        .map(|&row| &TABLE.units[row])
        .collect();
    if found.iter().all(|unit| unit.before.is_some()) {
        for at in 0..found.len() {
            let current = found[at].current();
            if !found.contains(&current) {
                found.push(current);
            }
        }
    }
    found
}

struct Table {
    units: Vec<Unit>,
    /// Rows by key of a name or alias with its marks; the oldest row first.
    spelt: HashMap<String, Vec<usize>>,
    /// The same with the forms that only a filter has: without marks, and short.
    typed: HashMap<String, Vec<usize>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut units = vec![];
    let rows = include_str!("../lexicon/provinces.tsv").lines();
    for line in rows.filter(|line| !line.starts_with('#')).skip(1) {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let some = |text: &'static str| (!text.is_empty()).then_some(text);
        let list = |text: &'static str| {
            text.split(';')
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
        };
        units.push(Unit {
            since: some(cell()),
            before: some(cell()),
            code: cell(),
            name: cell(),
            ascii: cell(),
            kind: if cell() == "city" {
                UnitKind::City
            } else {
                UnitKind::Province
            },
            current: cell(),
            aliases: list(cell()),
            typed: list(cell()),
        });
    }
    let mut spelt: HashMap<String, Vec<usize>> = HashMap::new();
    let mut typed: HashMap<String, Vec<usize>> = HashMap::new();
    let add = |map: &mut HashMap<String, Vec<usize>>, name: &str, row: usize| {
        let rows = map.entry(key(name)).or_default();
        if !rows.contains(&row) {
            rows.push(row);
        }
    };
    for (row, unit) in units.iter().enumerate() {
        for name in [unit.name].iter().chain(&unit.aliases) {
            add(&mut spelt, name, row);
        }
        for name in [unit.name, unit.ascii]
            .iter()
            .chain(&unit.aliases)
            .chain(&unit.typed)
        {
            add(&mut typed, name, row);
        }
    }
    Table {
        units,
        spelt,
        typed,
    }
});

/// Words for the kind, which may stand before a name; as [`letters`] writes them.
const KINDS: [&str; 7] = [
    "thànhphố",
    "thànhphô",
    "thanhpho",
    "thủđô",
    "tỉnh",
    "tinh",
    "tp",
];

/// A name for comparing: without the word for its kind, letters only.
fn key(name: &str) -> String {
    let mut key = letters(name);
    // `tỉnh` is no prefix of a name's own letters when nothing would be left.
    if let Some(kind) = KINDS
        .iter()
        .find(|kind| key.len() > kind.len() && key.starts_with(**kind))
    {
        key.drain(..kind.len());
    }
    key
}

/// Lower-case letters, the tone of `oa` in the old place (`Hoà` is `hòa`).
fn letters(name: &str) -> String {
    const NEW: [&str; 5] = ["oá", "oà", "oả", "oã", "oạ"];
    const OLD: [&str; 5] = ["óa", "òa", "ỏa", "õa", "ọa"];
    let mut out = String::with_capacity(name.len());
    for word in name.split(|c: char| !c.is_alphabetic()) {
        let start = out.len();
        out.extend(word.chars().flat_map(char::to_lowercase));
        if let Some(tone) = NEW.iter().position(|new| out[start..].ends_with(new)) {
            out.truncate(out.len() - NEW[tone].len());
            out.push_str(OLD[tone]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(name: &str, date: &str) -> String {
        let date = (!date.is_empty()).then_some(date);
        resolve(name, date).map_or_else(String::new, |p| {
            format!(
                "{} {} > {} {}",
                p.name, p.code, p.current_name, p.current_code
            )
        })
    }

    #[test]
    fn sixty_three_then_thirty_four() {
        for (day, count, cities) in [
            ("2024-09-18", 63, 5),
            ("2025-01-01", 63, 6),
            ("2025-06-30", 63, 6),
            ("2025-07-01", 34, 6),
            ("2026-04-29", 34, 6),
            ("2026-04-30", 34, 7),
            ("2026-11-22", 34, 7),
        ] {
            let units: Vec<_> = units_at(day).collect();
            assert_eq!(units.len(), count, "{day}");
            let city = units
                .iter()
                .filter(|unit| unit.kind == UnitKind::City)
                .count();
            assert_eq!(city, cities, "{day}");
            for field in [
                |unit: &Unit| unit.code,
                |unit: &Unit| unit.name,
                |unit: &Unit| unit.ascii,
            ] {
                let mut values: Vec<_> = units.iter().map(|unit| field(unit)).collect();
                values.sort_unstable();
                values.dedup();
                assert_eq!(values.len(), count, "{day}");
            }
        }
        assert_eq!(current_units().count(), 34);
    }

    #[test]
    fn every_old_unit_is_in_one_of_today() {
        let mut merged: HashMap<&str, usize> = HashMap::new();
        for unit in units_at("2025-06-30") {
            let codes = current_units().filter(|current| current.code == unit.current);
            assert_eq!(codes.count(), 1, "{}", unit.name);
            *merged.entry(unit.current().name).or_default() += 1;
        }
        let of = |count| merged.values().filter(|&&n| n == count).count();
        assert_eq!((merged.len(), of(1), of(2), of(3)), (34, 11, 17, 6));
    }

    #[test]
    fn codes_that_changed_hands() {
        for (name, old, new, host) in [
            ("Lào Cai", "10", "15", "Yên Bái"),
            ("Bắc Ninh", "27", "24", "Bắc Giang"),
            ("Quảng Trị", "45", "44", "Quảng Bình"),
            ("Gia Lai", "64", "52", "Bình Định"),
            ("Tây Ninh", "72", "80", "Long An"),
            ("Đồng Tháp", "87", "82", "Tiền Giang"),
            ("An Giang", "89", "91", "Kiên Giang"),
        ] {
            assert_eq!(
                resolved(name, "2025-06-30"),
                format!("{name} {old} > {name} {new}")
            );
            assert_eq!(
                resolved(name, "2025-07-01"),
                format!("{name} {new} > {name} {new}")
            );
            assert_eq!(
                resolved(host, "2024"),
                format!("{host} {new} > {name} {new}")
            );
        }
    }

    #[test]
    fn a_name_at_a_date() {
        for (name, date, expected) in [
            ("Vĩnh Phúc", "2025-03-03", "Vĩnh Phúc 26 > Phú Thọ 25"),
            ("Vĩnh Phúc", "2026-01", "Vĩnh Phúc 26 > Phú Thọ 25"),
            ("Vĩnh Phúc", "", "Vĩnh Phúc 26 > Phú Thọ 25"),
            ("Lào Cai", "", "Lào Cai 15 > Lào Cai 15"),
            ("Lào Cai", "2025", "Lào Cai 15 > Lào Cai 15"),
            ("Lào Cai", "2025-06", "Lào Cai 10 > Lào Cai 15"),
            ("Lào Cai", "2024", "Lào Cai 10 > Lào Cai 15"),
            ("Huế", "2020-03-05", "Thừa Thiên Huế 46 > Huế 46"),
            ("Thừa Thiên Huế", "2024-09-18", "Thừa Thiên Huế 46 > Huế 46"),
            ("Thừa Thiên Huế", "2026", "Thừa Thiên Huế 46 > Huế 46"),
            ("thành phố Huế", "2025-03-01", "Huế 46 > Huế 46"),
            ("Huế", "", "Huế 46 > Huế 46"),
            ("Đồng Nai", "2026-06-01", "Đồng Nai 75 > Đồng Nai 75"),
            ("Bình Phước", "", "Bình Phước 70 > Đồng Nai 75"),
            ("Điện Bàn", "2026", ""),
            ("", "2026", ""),
            ("tỉnh", "", ""),
        ] {
            assert_eq!(resolved(name, date), expected, "{name} {date}");
        }
    }

    #[test]
    fn a_name_in_any_spelling() {
        for (spelling, name) in [
            ("HOÀ BÌNH", "Hòa Bình"),
            ("tỉnh Khánh Hoà", "Khánh Hòa"),
            ("Thanh Hoá", "Thanh Hóa"),
            ("TP. Hồ Chí Minh", "Hồ Chí Minh"),
            ("TP.HCM", "Hồ Chí Minh"),
            ("TPHCM", "Hồ Chí Minh"),
            ("Thành phố Hồ Chí Minh", "Hồ Chí Minh"),
            ("THÀNH PHỐ HÀ NỘI", "Hà Nội"),
            ("Thủ đô Hà Nội", "Hà Nội"),
            ("Thừa Thiên – Huế", "Thừa Thiên Huế"),
            ("Thừa Thiên-Huế", "Thừa Thiên Huế"),
            ("TT-Huế", "Thừa Thiên Huế"),
            ("Bà Rịa-Vũng Tàu", "Bà Rịa - Vũng Tàu"),
            ("Bà Rịa – Vũng Tàu", "Bà Rịa - Vũng Tàu"),
            ("BR-VT", "Bà Rịa - Vũng Tàu"),
            ("Đăk Lăk", "Đắk Lắk"),
            ("ĐắkLắk", "Đắk Lắk"),
            ("Daklak", "Đắk Lắk"),
            ("Đăk Nông", "Đắk Nông"),
            ("Kontum", "Kon Tum"),
            ("Bắc Cạn", "Bắc Kạn"),
        ] {
            let found = resolve(spelling, None).map(|province| province.name);
            assert_eq!(found.as_deref(), Some(name), "{spelling}");
        }
        for not_one in ["Ha Noi", "vinh phuc", "SG", "Sài Gòn", "Hà Tây", "Tân Bình"] {
            assert_eq!(resolve(not_one, None), None, "{not_one}");
        }
    }

    #[test]
    fn what_a_filter_finds() {
        for (query, expected) in [
            ("Vĩnh Phúc", "Vĩnh Phúc 26, Phú Thọ 25"),
            ("vinh phuc", "Vĩnh Phúc 26, Phú Thọ 25"),
            ("Phú Thọ", "Phú Thọ 25, Phú Thọ 25"),
            ("lao cai", "Lào Cai 10, Lào Cai 15"),
            ("tp hcm", "Hồ Chí Minh 79, Hồ Chí Minh 79"),
            ("sài gòn", "Hồ Chí Minh 79, Hồ Chí Minh 79"),
            ("hue", "Thừa Thiên Huế 46, Huế 46, Huế 46"),
            ("Huế", "Thừa Thiên Huế 46, Huế 46, Huế 46"),
            ("thua thien hue", "Thừa Thiên Huế 46, Huế 46"),
            ("ha noi", "Hà Nội 01, Hà Nội 01"),
            ("Hà Nọi", ""),
            ("", ""),
        ] {
            let found: Vec<String> = find_all(query)
                .iter()
                .map(|unit| format!("{} {}", unit.name, unit.code))
                .collect();
            assert_eq!(found.join(", "), expected, "{query}");
        }
    }

    #[test]
    fn names_without_marks_are_the_names() {
        for unit in units() {
            assert!(unit.ascii.is_ascii());
            assert_eq!(
                unit.ascii.chars().count(),
                unit.name.chars().count(),
                "{}",
                unit.name
            );
            assert!(find_all(unit.ascii).contains(&unit), "{}", unit.name);
            assert!(find_all(unit.name).contains(&unit), "{}", unit.name);
        }
    }
}
