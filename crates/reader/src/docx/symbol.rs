//! Characters of symbol fonts.

/// What the font Symbol prints for a byte.
const SYMBOL: [(u8, char); 12] = [
    (0x2d, '-'),
    (0x2b, '+'),
    (0xb7, '•'),
    (0xa3, '≤'),
    (0xb3, '≥'),
    (0xb1, '±'),
    (0xb4, '×'),
    (0xb0, '°'),
    (0xa5, '∞'),
    (0xae, '→'),
    (0xde, '⇒'),
    (0xb9, '≠'),
];

/// The same for Wingdings.
const WINGDINGS: [(u8, char); 10] = [
    (0x76, '❖'),
    (0xa7, '▪'),
    (0xd8, '➢'),
    (0xfc, '✓'),
    (0x6f, '□'),
    (0xa8, '□'),
    (0xfe, '☑'),
    (0xfd, '☒'),
    (0xe0, '→'),
    (0x6c, '●'),
];

/// The byte of a character that stands for one of a symbol font.
fn byte(c: char) -> Option<u8> {
    u8::try_from(u32::from(c).checked_sub(0xf000)?).ok()
}

/// The character that a font prints for `c`, which stands in the private range of symbol fonts.
/// What is not known stays as it is.
pub(crate) fn printed(c: char, font: Option<&str>) -> char {
    let Some(byte) = byte(c) else { return c };
    let wingdings = font.is_some_and(|font| font.starts_with("Wingdings"));
    let table: &[(u8, char)] = if wingdings { &WINGDINGS } else { &SYMBOL };
    table
        .iter()
        .find(|(b, _)| *b == byte)
        .map_or(c, |(_, printed)| *printed)
}

/// Whether a font shows symbols for the letters of ASCII.
pub(crate) fn is_symbolic(font: &str) -> bool {
    ["Symbol", "Wingdings", "Webdings"]
        .iter()
        .any(|family| font.starts_with(family) && !font.contains("UI"))
}

/// A bullet as it is printed.
pub(crate) fn bullet(text: &str, font: Option<&str>) -> String {
    let symbolic = font.is_some_and(is_symbolic);
    let show = |c: char| {
        let wide = match u8::try_from(c) {
            Ok(byte) if symbolic => char::from_u32(0xf000 + u32::from(byte)).unwrap_or(c),
            _ => c,
        };
        match printed(wide, font) {
            c if byte(c).is_some() => '•',
            c => c,
        }
    };
    text.chars().map(show).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets() {
        for (text, font, want) in [
            ("-", Some("Times New Roman"), "-"),
            ("+", None, "+"),
            ("\u{f0b7}", Some("Symbol"), "•"),
            ("\u{b7}", Some("Symbol"), "•"),
            ("\u{f02d}", Some("Symbol"), "-"),
            ("\u{f0fc}", Some("Wingdings"), "✓"),
            ("ü", Some("Wingdings"), "✓"),
            ("\u{f0a7}", Some("Wingdings"), "▪"),
            ("\u{f099}", Some("Wingdings 2"), "•"),
            ("o", Some("Courier New"), "o"),
            ("", None, ""),
        ] {
            assert_eq!(bullet(text, font), want, "{text:?} {font:?}");
        }
    }
}
