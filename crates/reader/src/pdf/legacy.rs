//! Legacy fonts: what each glyph prints, once all pages are collected.

use std::collections::HashSet;

use normalize::{DecodedRuns, Run, decode_runs};

use super::font::{Fonts, is_low};
use super::page::{Glyph, Page};

/// A gap of this share of the font's size is a blank.
const GAP: f32 = 0.15;

/// Decodes the legacy fonts of all pages; `None` when there are none.
pub(crate) fn decode(pages: &mut [Page], fonts: &Fonts) -> Option<DecodedRuns> {
    let capitals = capitals(pages, fonts);
    let name = |number: u16| fonts.get(number).map_or("", |font| font.name.as_str());
    let mut runs: Vec<Run<'_>> = vec![];
    let mut places: Vec<usize> = vec![];
    let pause = |text| Run {
        text,
        font: "",
        capitals: None,
    };
    for page in pages.iter() {
        let mut last: Option<&Glyph> = None;
        for glyph in &page.glyphs {
            match last.map_or("", |before| between(before, glyph)) {
                "" => {}
                text => runs.push(pause(text)),
            }
            places.push(runs.len());
            runs.push(Run {
                text: page.chars(glyph),
                font: name(glyph.font),
                capitals: capitals
                    .get(usize::from(glyph.font))
                    .copied()
                    .unwrap_or(None),
            });
            last = Some(glyph);
        }
        runs.push(pause("\n"));
    }
    let decoded = decode_runs(&runs)?;
    let mut place = places.into_iter();
    for page in pages {
        let mut text = String::with_capacity(page.text.len() + page.text.len() / 4);
        let mut kept: Vec<Glyph> = Vec::with_capacity(page.glyphs.len());
        for glyph in &page.glyphs {
            let chars = place
                .next()
                .and_then(|i| decoded.texts.get(i))
                .map_or("", String::as_str);
            if chars.is_empty() {
                // A mark that became part of the letter before it.
                if let Some(before) = kept.last_mut().filter(|g| g.way == glyph.way) {
                    before.x1 = before.x1.max(glyph.x1);
                }
                continue;
            }
            kept.push(Glyph {
                at: text.len() as u32,
                len: chars.len().min(255) as u8,
                ..*glyph
            });
            text.push_str(chars);
        }
        page.text = text;
        page.glyphs = kept;
    }
    Some(decoded)
}

/// What stands between two glyphs that are drawn one after the other.
fn between(before: &Glyph, glyph: &Glyph) -> &'static str {
    let size = before.size.max(glyph.size).max(0.1);
    let level = (before.y0 - glyph.y0).abs() < 0.3 * size && before.way == glyph.way;
    let gap = glyph.x0 - before.x1;
    if !level || gap < -2.0 * size {
        "\n"
    } else if gap > GAP * size {
        " "
    } else {
        ""
    }
}

/// For each font, whether its shapes show small letters as capitals.
fn capitals(pages: &[Page], fonts: &Fonts) -> Vec<Option<bool>> {
    let mut low: Vec<HashSet<u16>> = vec![HashSet::new(); fonts.all().len()];
    for page in pages {
        for glyph in &page.glyphs {
            let mut chars = page.chars(glyph).chars();
            let one = chars.next().filter(|_| chars.next().is_none());
            if let (Some(c), Some(set)) = (one, low.get_mut(usize::from(glyph.font)))
                && is_low(c)
            {
                set.insert(glyph.id);
            }
        }
    }
    let all = || fonts.all().iter().zip(&low);
    let found: Vec<Option<bool>> = all().map(|(font, low)| font.shows_capitals(low)).collect();
    // Several programs may hold the glyphs of one font; some of them no low letter.
    let twin = |name: &str| {
        let mut twins = fonts.all().iter().zip(&found);
        twins.find_map(|(font, found)| found.filter(|_| font.name == name))
    };
    all()
        .zip(&found)
        .map(|((font, _), found)| {
            found.or_else(|| twin(&font.name).filter(|_| !font.name.is_empty()))
        })
        .collect()
}
