//! Whether the letters of a page can be believed.
//!
//! A scan has none, or only those that a signature prints; a scanner's own recognition, made
//! without Vietnamese, leaves letters behind the image that spell nothing; a font may not tell what
//! its glyphs mean; a printer driver may paint the outlines of letters.

use super::page::{Area, Page};

/// What the letters of a page are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quality {
    /// They can be read.
    Good,
    /// The page is an image, with hardly a letter on it.
    Image,
    /// The letters behind the image spell nothing.
    Misread,
    /// The letters are painted as shapes, and hardly one is text.
    Outlines,
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
        if letters < LETTERS && is_painted(&page.shapes) {
            return Quality::Outlines;
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
            Quality::Outlines => {
                Some("the page paints its letters as outlines, its text is not read")
            }
            Quality::Unknown => Some("the file does not tell which letters it prints"),
        }
    }
}

/// How far the feet of letters on one line lie apart, and above them there are few, in points.
const LEVEL: f32 = 1.0;
const CLEAR: f32 = 3.0;

/// Fewest letters on a line that is surely text, of how many widths, and fewest such lines of a page.
const ON_A_LINE: usize = 10;
const WIDTHS: usize = 4;
const LINES: usize = 4;

/// Whether shapes stand side by side on lines, as letters do; the shapes of a drawing do not, and those of an ornament
/// are as wide as each other.
fn is_painted(shapes: &[Area]) -> bool {
    // The baseline is below them, or beside them where the page is turned.
    let edges: [fn(&Area) -> f32; 3] = [|a| a.y1, |a| a.x0, |a| a.x1];
    edges.into_iter().enumerate().any(|(turned, edge)| {
        let width = |a: &Area| {
            if turned == 0 {
                a.x1 - a.x0
            } else {
                a.y1 - a.y0
            }
        };
        let mut sorted: Vec<&Area> = shapes.iter().collect();
        sorted.sort_by(|a, b| edge(a).total_cmp(&edge(b)));
        let (mut lines, mut at) = (0, 0);
        while let Some(first) = sorted.get(at).map(|a| edge(a)) {
            let line = &sorted[at..];
            let line = &line[..line.partition_point(|a| edge(a) - first <= LEVEL)];
            let before = sorted[..at].iter().rev();
            let before = before.take_while(|a| first - edge(a) <= CLEAR).count();
            let mut widths: Vec<i32> = line.iter().map(|a| (2.0 * width(a)) as i32).collect();
            widths.sort_unstable();
            widths.dedup();
            let text =
                line.len() >= ON_A_LINE && widths.len() >= WIDTHS && before * 2 <= line.len();
            lines += usize::from(text);
            at += if text { line.len() } else { 1 };
        }
        lines >= LINES
    })
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

    /// Lines of shapes, as wide as `width` says.
    fn shapes(lines: usize, on_a_line: usize, width: impl Fn(usize) -> f32) -> Vec<Area> {
        let mut out = vec![];
        for line in 0..lines {
            let y1 = 100.0 + 20.0 * line as f32;
            for at in 0..on_a_line {
                let x0 = 60.0 + 9.0 * at as f32;
                let (y0, x1) = (y1 - 6.0 - (at % 3) as f32, x0 + width(at));
                out.push(Area { x0, y0, x1, y1 });
            }
        }
        out
    }

    #[test]
    fn painted_letters_stand_on_lines() {
        let letters = |at: usize| 2.0 + (at % 7) as f32;
        let turned = |a: &Area| Area {
            x0: a.y0,
            y0: a.x0,
            x1: a.y1,
            y1: a.x1,
        };
        // The feet of a drawing stand anywhere.
        let drawing: Vec<Area> = (0..9000)
            .map(|n| {
                let (x0, y0) = ((n * 37 % 500) as f32, (n * 53 % 700) as f32);
                let (x1, y1) = (x0 + 3.0 + (n % 11) as f32, y0 + 3.0 + (n % 13) as f32);
                Area { x0, y0, x1, y1 }
            })
            .collect();
        let text = shapes(20, 50, letters);
        for (name, shapes, want) in [
            ("text", text.clone(), true),
            ("turned", text.iter().map(turned).collect(), true),
            ("a caption", shapes(2, 40, letters), false),
            ("an ornament", shapes(20, 50, |_| 5.0), false),
            ("a drawing", drawing, false),
            ("nothing", vec![], false),
        ] {
            let page = Page {
                size: (595.0, 842.0),
                shapes,
                ..Page::default()
            };
            let painted = Quality::of(&page) == Quality::Outlines;
            assert_eq!(painted, want, "{name}");
        }
    }

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
