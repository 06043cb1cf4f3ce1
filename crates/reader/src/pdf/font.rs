//! The fonts of a file, and what their programs tell.
//!
//! A font without `/ToUnicode` may still hold the table (`cmap`) from which its maker's system found the glyphs;
//! read backwards it gives their characters. Its outlines tell whether its small letters are capitals.

use std::collections::{HashMap, HashSet};

use hayro_interpret::font::Glyph;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::raw::tables::glyf;
use skrifa::{FontRef, GlyphId, MetadataProvider};

type Data = std::sync::Arc<dyn AsRef<[u8]> + Send + Sync>;

/// The fonts of a file; a glyph names its font by number. The first stands for all that show no program.
pub(crate) struct Fonts {
    index: HashMap<u128, u16>,
    list: Vec<Font>,
}

/// A font of a file.
#[derive(Default)]
pub(crate) struct Font {
    /// Its name, without the prefix of a subset; empty when it is not known.
    pub name: String,
    /// It is bold.
    pub bold: bool,
    /// Glyphs drawn whose character nothing told.
    pub unknown: usize,
    program: Option<Data>,
    chars: HashMap<u32, char>,
}

impl Default for Fonts {
    fn default() -> Fonts {
        Fonts {
            index: HashMap::new(),
            list: vec![Font::default()],
        }
    }
}

impl Fonts {
    /// The number of a glyph's font.
    pub(crate) fn number(&mut self, glyph: &Glyph<'_>) -> u16 {
        let Glyph::Outline(outline) = glyph else {
            return 0;
        };
        let Some(data) = outline.font_data() else {
            return 0;
        };
        if let Some(&number) = self.index.get(&data.cache_key) {
            return number;
        }
        let Ok(number) = u16::try_from(self.list.len()) else {
            return 0;
        };
        let name = data.postscript_name.unwrap_or_default();
        let low = name.to_lowercase();
        let named = ["bold", "black", "heavy", "demi"]
            .iter()
            .any(|word| low.contains(word));
        let bytes: &[u8] = (*data.data).as_ref();
        let chars = FontRef::new(bytes)
            .map(|font| backwards(&font))
            .unwrap_or_default();
        self.list.push(Font {
            name,
            bold: named || data.weight.is_some_and(|w| w >= 600),
            unknown: 0,
            program: Some(data.data),
            chars,
        });
        self.index.insert(data.cache_key, number);
        number
    }

    pub(crate) fn get(&self, number: u16) -> Option<&Font> {
        self.list.get(usize::from(number))
    }

    pub(crate) fn get_mut(&mut self, number: u16) -> Option<&mut Font> {
        self.list.get_mut(usize::from(number))
    }

    /// All fonts, by number.
    pub(crate) fn all(&self) -> &[Font] {
        &self.list
    }
}

/// The least height of the small letters of a font of capitals, as a share of its size. Small letters of other
/// fonts reach 0.55.
const CAPITAL: f32 = 0.6;

/// Small letters without parts above or below the line.
pub(crate) fn is_low(c: char) -> bool {
    "acemnorsuvwxz".contains(c)
}

impl Font {
    /// The character of a glyph, where the font's own table tells it.
    pub(crate) fn char_of(&self, glyph: u32) -> Option<char> {
        self.chars.get(&glyph).copied()
    }

    /// The font's table names no letters.
    pub(crate) fn is_dumb(&self) -> bool {
        self.chars.is_empty()
    }

    fn program(&self) -> Option<FontRef<'_>> {
        let bytes: &[u8] = (**self.program.as_ref()?).as_ref();
        FontRef::new(bytes).ok()
    }

    /// Whether the glyphs of low letters are as tall as capitals; `None` when none can be measured.
    pub(crate) fn shows_capitals(&self, low: &HashSet<u16>) -> Option<bool> {
        let font = self.program()?;
        let units = f32::from(font.head().ok()?.units_per_em()).max(1.0);
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let heights = low
            .iter()
            .filter_map(|&id| metrics.bounds(GlyphId::from(id)))
            .map(|bounds| bounds.y_max / units)
            .filter(|&height| height > 0.0);
        let (mut sum, mut count) = (0.0, 0);
        for height in heights {
            (sum, count) = (sum + height, count + 1);
        }
        (count > 0).then(|| sum / count as f32 >= CAPITAL)
    }

    /// How many glyphs the program counts, drawn or not.
    pub(crate) fn glyphs(&self) -> Option<u16> {
        Some(self.program()?.maxp().ok()?.num_glyphs())
    }

    /// Glyphs that are put together from others, with their parts.
    pub(crate) fn composites(&self) -> Vec<(u16, Vec<u16>)> {
        let read = || {
            let font = self.program()?;
            let (loca, glyf) = (font.loca(None).ok()?, font.glyf().ok()?);
            let found = (0..font.maxp().ok()?.num_glyphs()).filter_map(|id| {
                match loca.get_glyf(GlyphId::from(id), &glyf) {
                    Ok(Some(glyf::Glyph::Composite(glyph))) => {
                        let parts = glyph
                            .components()
                            .map(|part| u16::try_from(part.glyph.to_u32()).unwrap_or(0));
                        Some((id, parts.take(4).collect()))
                    }
                    _ => None,
                }
            });
            Some(found.collect())
        };
        read().unwrap_or_default()
    }
}

fn backwards(font: &FontRef<'_>) -> HashMap<u32, char> {
    let mut chars = HashMap::new();
    for (code, glyph) in font.charmap().mappings() {
        // Codes of a symbol font stand in the private area and name no letters.
        let Some(c) = char::from_u32(code).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c))
        else {
            continue;
        };
        chars.entry(glyph.to_u32()).or_insert(c);
    }
    chars
}
