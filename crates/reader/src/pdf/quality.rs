//! Whether the letters of a page can be believed.
//!
//! A scan has none, or only those that a signature prints; a scanner's own recognition, made
//! without Vietnamese, leaves letters behind the image that spell nothing; a font may not tell what
//! its glyphs mean.

use super::page::Page;

/// What the letters of a page are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quality {
    /// They can be read.
    Good,
    /// The page is an image, with hardly a letter on it.
    Image,
    /// The letters behind the image spell nothing.
    Misread,
    /// The fonts do not tell which letters they print.
    Unknown,
}

/// A page on which more than one glyph in so many is unknown cannot be read from its glyphs.
const UNKNOWN: usize = 50;

/// Fewest letters of a page that is no image.
const LETTERS: usize = 60;

/// The same where the image is as large as the page: a signature may print more on it.
const FEW: usize = 200;

/// Share of a page that an image as large as the page covers.
const WHOLE: f32 = 0.85;

/// Share of a page that images cover when it is one.
const COVERED: f32 = 0.5;

/// Least share of syllables among the words of a text in Vietnamese, in percent. Names, numbers of
/// documents and abbreviations are no syllables.
const SYLLABLES: usize = 55;

/// Words that are looked at.
const SAMPLE: usize = 400;

impl Quality {
    /// Judges a page.
    pub(crate) fn of(page: &Page) -> Quality {
        // Of the glyphs: what a signature printed is no longer among them.
        let chars = page.glyphs.iter().flat_map(|g| page.chars(g).chars());
        let letters = chars.filter(|c| c.is_alphabetic()).count();
        let size = page.size.0 * page.size.1;
        let image = page
            .images
            .iter()
            .map(|i| (i.x1 - i.x0) * (i.y1 - i.y0))
            // Some scanners cut a page into strips.
            .sum::<f32>();
        let scanned = image > COVERED * size;
        let few = if image > WHOLE * size { FEW } else { LETTERS };
        if scanned && letters < few {
            return Quality::Image;
        }
        if page.unknown * UNKNOWN > page.glyphs.len() {
            return Quality::Unknown;
        }
        let hidden = page.glyphs.iter().filter(|g| g.hidden).count();
        if scanned && hidden * 2 > page.glyphs.len() && !is_vietnamese(&page.text) {
            return Quality::Misread;
        }
        Quality::Good
    }

    /// What is wrong, for a person; `None` when nothing is.
    pub(crate) fn trouble(self) -> Option<&'static str> {
        match self {
            Quality::Good => None,
            Quality::Image => Some("the page is an image, its text is not read"),
            Quality::Misread => Some(
                "the page is an image, and the letters behind it are misread; they are left out",
            ),
            Quality::Unknown => Some("the file does not tell which letters it prints"),
        }
    }
}

/// Whether the words of a text are mostly Vietnamese syllables.
fn is_vietnamese(text: &str) -> bool {
    let words = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| w.chars().count() > 1)
        .take(SAMPLE);
    let (mut all, mut good, mut marked) = (0, 0, 0);
    for word in words {
        let low = word.to_lowercase();
        all += 1;
        good += usize::from(normalize::is_syllable(&low));
        marked += usize::from(!word.is_ascii());
    }
    // A text without marks is read by somebody who does not know them.
    good * 100 >= all * SYLLABLES && marked * 5 >= all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        for (text, want) in [
            (
                "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc",
                true,
            ),
            (
                "CQNG HOA XA HQI CHU NGHIA VI~T NAM DQC l~p - Tl}' do - H~nh phuc",
                false,
            ),
            ("Cong hoa xa hoi chu nghia Viet Nam", false),
        ] {
            assert_eq!(is_vietnamese(text), want, "{text}");
        }
    }
}
