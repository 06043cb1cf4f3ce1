//! What a page draws, whichever library read it.
//!
//! Coordinates are points (1/72 inch), the origin is the top left corner of the page as it is
//! shown (after `/Rotate` and `/CropBox`), x grows to the right and y downwards.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A page as drawn.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Page {
    /// Width and height, in points.
    pub size: (f32, f32),
    /// Characters of all glyphs, in the order in which they are drawn.
    pub text: String,
    /// The glyphs, in the order in which they are drawn.
    pub glyphs: Vec<Glyph>,
    /// Straight horizontal and vertical lines.
    pub rules: Vec<Rule>,
    /// Raster images.
    pub images: Vec<Area>,
    /// Filled shapes of the size of letters.
    pub shapes: Vec<Area>,
    /// Resolution of the largest raster image, in dots per inch.
    pub scanned: Option<f32>,
    /// Number of glyphs whose character the file does not tell.
    pub unknown: usize,
}

/// A drawn character, with the marks that are drawn upon it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Glyph {
    /// Byte offset of its characters in [`Page::text`].
    pub at: u32,
    /// Their length in bytes.
    pub len: u8,
    /// Which way the text runs.
    pub way: Way,
    /// The font is bold.
    pub bold: bool,
    /// Drawn without ink: a hidden text layer.
    pub hidden: bool,
    /// The number of its font; see [`Fonts`](super::font::Fonts).
    pub font: u16,
    /// Its number in its font.
    pub id: u16,
    /// Left edge, for text that runs to the right; see [`Glyph::x1`].
    pub x0: f32,
    /// Where the next glyph would begin.
    pub x1: f32,
    /// Baseline at the beginning of the glyph.
    pub y0: f32,
    /// Baseline where the next glyph would begin; other than `y0` only for text that does not run
    /// to the right.
    pub y1: f32,
    /// Size of the font, in points.
    pub size: f32,
}

impl Glyph {
    /// Its characters.
    pub(crate) fn range(&self) -> Range<usize> {
        self.at as usize..self.at as usize + usize::from(self.len)
    }

    /// The middle of its body.
    pub(crate) fn centre(&self) -> (f32, f32) {
        let (x, y) = ((self.x0 + self.x1) / 2.0, (self.y0 + self.y1) / 2.0);
        let rise = self.size * 0.3;
        match self.way {
            Way::Right => (x, y - rise),
            Way::Left => (x, y + rise),
            Way::Down => (x + rise, y),
            Way::Up => (x - rise, y),
        }
    }
}

/// The direction in which text runs on the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Way {
    /// As it is read.
    #[default]
    Right,
    /// Turned clockwise.
    Down,
    /// Upside down.
    Left,
    /// Turned counterclockwise.
    Up,
}

/// A straight line, horizontal or vertical.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Rule {
    /// It runs from left to right.
    pub horizontal: bool,
    /// Its y when it is horizontal, else its x.
    pub at: f32,
    /// Where it begins.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Area {
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Bottom edge.
    pub y1: f32,
}

impl Area {
    /// Whether a point lies inside.
    pub(crate) fn holds(&self, (x, y): (f32, f32)) -> bool {
        self.x0 <= x && x <= self.x1 && self.y0 <= y && y <= self.y1
    }
}

impl Page {
    /// The characters of a glyph.
    pub(crate) fn chars(&self, glyph: &Glyph) -> &str {
        self.text.get(glyph.range()).unwrap_or("")
    }

    /// Adds a glyph. A combining mark joins the glyph before it; a run of characters that one
    /// glyph stands for shares its width.
    pub(crate) fn push(&mut self, chars: &str, glyph: Glyph) {
        let mark = |c: char| matches!(c, '\u{300}'..='\u{36f}');
        if chars.chars().all(mark)
            && let Some(last) = self.glyphs.last_mut()
            && last.range().end == self.text.len()
            && (last.y0 - glyph.y0).abs() < glyph.size
            && let Ok(len) = u8::try_from(usize::from(last.len) + chars.len())
        {
            self.text.push_str(chars);
            last.len = len;
            last.x1 = last.x1.max(glyph.x1);
            return;
        }
        let count = chars.chars().filter(|&c| !mark(c)).count().max(1) as f32;
        let step = ((glyph.x1 - glyph.x0) / count, (glyph.y1 - glyph.y0) / count);
        let mut number = 0.0;
        for c in chars.chars() {
            let at = self.text.len() as u32;
            self.text.push(c);
            if mark(c)
                && number > 0.0
                && let Some(last) = self.glyphs.last_mut()
            {
                last.len += c.len_utf8() as u8;
                continue;
            }
            self.glyphs.push(Glyph {
                at,
                len: c.len_utf8() as u8,
                x0: glyph.x0 + step.0 * number,
                x1: glyph.x0 + step.0 * (number + 1.0),
                y0: glyph.y0 + step.1 * number,
                y1: glyph.y0 + step.1 * (number + 1.0),
                ..glyph
            });
            number += 1.0;
        }
    }

    /// The direction in which most of the text runs.
    pub(crate) fn way(&self) -> Way {
        let ways = [Way::Right, Way::Down, Way::Left, Way::Up];
        let count = |way| {
            let inked = |g: &&Glyph| g.way == way && !g.hidden;
            self.glyphs.iter().filter(inked).count()
        };
        let most = ways
            .into_iter()
            .max_by_key(|&way| (count(way), way == Way::Right));
        most.filter(|&way| count(way) * 10 >= self.glyphs.len() * 6)
            .unwrap_or_default()
    }

    /// The page turned so that text that runs `way` runs to the right.
    pub(crate) fn upright(mut self, way: Way) -> Page {
        if way == Way::Right {
            return self;
        }
        let size = self.size;
        for glyph in &mut self.glyphs {
            (glyph.x0, glyph.y0) = turn((glyph.x0, glyph.y0), way, size);
            (glyph.x1, glyph.y1) = turn((glyph.x1, glyph.y1), way, size);
            glyph.way = glyph.way.seen_from(way);
        }
        for rule in &mut self.rules {
            let (a, b) = if rule.horizontal {
                ((rule.from, rule.at), (rule.to, rule.at))
            } else {
                ((rule.at, rule.from), (rule.at, rule.to))
            };
            let (a, b) = (turn(a, way, size), turn(b, way, size));
            rule.horizontal = rule.horizontal == (way == Way::Left);
            (rule.at, rule.from, rule.to) = if rule.horizontal {
                (a.1, a.0.min(b.0), a.0.max(b.0))
            } else {
                (a.0, a.1.min(b.1), a.1.max(b.1))
            };
        }
        for image in &mut self.images {
            *image = turn_area(*image, way, size);
        }
        if way != Way::Left {
            self.size = (size.1, size.0);
        }
        self
    }
}

impl Way {
    /// The way as seen on a page that was turned so that `up` runs to the right.
    fn seen_from(self, up: Way) -> Way {
        const WAYS: [Way; 4] = [Way::Right, Way::Down, Way::Left, Way::Up];
        let index = |way| WAYS.iter().position(|&w| w == way).unwrap_or(0);
        WAYS[(index(self) + 4 - index(up)) % 4]
    }
}

/// A point of a page of this size on the page turned so that `way` runs to the right.
fn turn((x, y): (f32, f32), way: Way, (width, height): (f32, f32)) -> (f32, f32) {
    match way {
        Way::Right => (x, y),
        Way::Down => (y, width - x),
        Way::Left => (width - x, height - y),
        Way::Up => (height - y, x),
    }
}

fn turn_area(area: Area, way: Way, size: (f32, f32)) -> Area {
    let a = turn((area.x0, area.y0), way, size);
    let b = turn((area.x1, area.y1), way, size);
    Area {
        x0: a.0.min(b.0),
        y0: a.1.min(b.1),
        x1: a.0.max(b.0),
        y1: a.1.max(b.1),
    }
}

/// The area on the page as it is shown that [`Page::upright`] turned; `size` is that of the page
/// as it is shown.
pub(crate) fn turn_back(area: Area, way: Way, size: (f32, f32)) -> Area {
    match way {
        Way::Right => area,
        Way::Left => turn_area(area, Way::Left, size),
        Way::Down => turn_area(area, Way::Up, (size.1, size.0)),
        Way::Up => turn_area(area, Way::Down, (size.1, size.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turning_back_undoes_turning() {
        let size = (595.0, 842.0);
        let area = Area {
            x0: 10.0,
            y0: 20.0,
            x1: 50.0,
            y1: 32.0,
        };
        for way in [Way::Right, Way::Down, Way::Left, Way::Up] {
            assert_eq!(
                turn_back(turn_area(area, way, size), way, size),
                area,
                "{way:?}"
            );
        }
    }

    #[test]
    fn marks_join_their_letters_and_ligatures_are_cut() {
        let mut page = Page::default();
        let glyph = |x0: f32, x1: f32| Glyph {
            at: 0,
            len: 0,
            way: Way::Right,
            bold: false,
            hidden: false,
            font: 0,
            id: 0,
            x0,
            x1,
            y0: 10.0,
            y1: 10.0,
            size: 12.0,
        };
        page.push("e", glyph(0.0, 5.0));
        page.push("\u{302}", glyph(5.0, 5.0));
        page.push("fi", glyph(5.0, 11.0));
        let found: Vec<(&str, f32)> = page.glyphs.iter().map(|g| (page.chars(g), g.x0)).collect();
        assert_eq!(found, [("e\u{302}", 0.0), ("f", 5.0), ("i", 8.0)]);
    }
}
