//! Characters of glyphs that the file does not name: what the font program itself tells.
//!
//! A font without `/ToUnicode` may still hold the table (`cmap`) from which its maker's system
//! found the glyphs; read backwards it gives their characters.

use std::collections::HashMap;

use hayro_interpret::font::Glyph;
use skrifa::{FontRef, MetadataProvider};

/// Tables read backwards, by font.
#[derive(Default)]
pub(crate) struct Fonts {
    chars: HashMap<u128, HashMap<u32, char>>,
}

impl Fonts {
    /// The character of a glyph, where its font tells it.
    pub(crate) fn char_of(&mut self, glyph: &Glyph<'_>) -> Option<char> {
        let Glyph::Outline(outline) = glyph else {
            return None;
        };
        let data = outline.font_data()?;
        let chars = self.chars.entry(data.cache_key).or_insert_with(|| {
            let bytes: &[u8] = (*data.data).as_ref();
            FontRef::new(bytes)
                .map(|font| backwards(&font))
                .unwrap_or_default()
        });
        chars.get(&outline.glyph_id().to_u32()).copied()
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
