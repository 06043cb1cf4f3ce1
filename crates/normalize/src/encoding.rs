//! The encodings that Vietnamese files come in.

use std::fmt;

/// How the source was encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16 of either byte order.
    Utf16,
    /// Windows-1258: letters and combining tones.
    Windows1258,
    /// TCVN3, also called ABC: the fonts `.VnTime` and their like.
    Tcvn3,
    /// VNI-Windows: a letter and a mark.
    Vni,
    /// VISCII, RFC 1456.
    Viscii,
    /// VPS.
    Vps,
}

impl Encoding {
    /// The name in records: `utf-8`, `utf-16`, `windows-1258`, `tcvn3`, `vni`, `viscii`, `vps`.
    pub fn as_str(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16 => "utf-16",
            Encoding::Windows1258 => "windows-1258",
            Encoding::Tcvn3 => "tcvn3",
            Encoding::Vni => "vni",
            Encoding::Viscii => "viscii",
            Encoding::Vps => "vps",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The encoding that a font name stands for, and whether the font shows every letter as a capital.
///
/// `.VnTime` is TCVN3 and `.VnTimeH` its capital font; `VNI-Times`, `VPS Times` and `VI Times` name their own
/// encoding. A subset prefix (`ABCDEF+`) and a lost dot are accepted. None for every other font.
///
/// ```
/// use normalize::{Encoding, font_encoding};
/// assert_eq!(font_encoding("ABCDEF+.VnTimeH"), Some((Encoding::Tcvn3, true)));
/// assert_eq!(font_encoding("VnTimeHBold"), Some((Encoding::Tcvn3, true)));
/// assert_eq!(font_encoding("VNI-Times"), Some((Encoding::Vni, false)));
/// assert_eq!(font_encoding("Times New Roman"), None);
/// ```
pub fn font_encoding(name: &str) -> Option<(Encoding, bool)> {
    let name = match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest,
        _ => name,
    };
    let face = name.strip_prefix('.').unwrap_or(name);
    if let Some(rest) = face.strip_prefix("Vn") {
        let mut family = rest.split([',', '-', ' ']).next().unwrap_or(rest);
        for style in ["Italic", "Bold"] {
            family = family.strip_suffix(style).unwrap_or(family);
        }
        let capitals = family.len() > 1 && family.ends_with('H');
        return family
            .starts_with(|c: char| c.is_ascii_uppercase())
            .then_some((Encoding::Tcvn3, capitals));
    }
    let starts = |prefix: &str| {
        face.get(..prefix.len())
            .is_some_and(|s| s.eq_ignore_ascii_case(prefix))
    };
    if starts("VNI-") || starts("VNI ") {
        Some((Encoding::Vni, false))
    } else if starts("VPS ") || starts("VPS-") {
        Some((Encoding::Vps, false))
    } else if starts("VI ") || starts("VISCII") {
        Some((Encoding::Viscii, false))
    } else {
        None
    }
}
