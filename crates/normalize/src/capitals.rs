//! Lines in capitals: letterheads, titles, headings.

use std::sync::LazyLock;

/// Characters below this are looked up in a table: Latin with all Vietnamese letters.
const TABLE: u32 = 0x1f00;

/// 0 for what is no letter, 1 for a small letter, 2 for a capital.
static CASES: LazyLock<Box<[u8]>> = LazyLock::new(|| {
    (0..TABLE)
        .map(|c| char::from_u32(c).map_or(0, case))
        .collect()
});

fn case(c: char) -> u8 {
    if c.is_uppercase() {
        2
    } else {
        u8::from(c.is_alphabetic())
    }
}

/// Whether four fifths of the letters are capitals, two letters at least.
///
/// ```
/// assert!(normalize::is_capitals("KẾ HOẠCH số 57/KH-SYT"));
/// assert!(!normalize::is_capitals("Kế hoạch của UBND tỉnh"));
/// assert!(!normalize::is_capitals("2026"));
/// ```
pub fn is_capitals(text: &str) -> bool {
    let cases: &[u8] = &CASES;
    // More small letters than a fifth of the bytes are more than a fifth of the letters.
    let room = text.len() / 5 + 1;
    let (mut letters, mut small) = (0usize, 0usize);
    for c in text.chars() {
        match cases.get(c as usize).copied().unwrap_or_else(|| case(c)) {
            0 => {}
            1 => {
                letters += 1;
                small += 1;
                if small > room {
                    return false;
                }
            }
            _ => letters += 1,
        }
    }
    letters >= 2 && (letters - small) * 5 >= letters * 4
}
