//! Letters of fonts that tell no characters, from the order of their glyphs.
//!
//! A subset may keep the numbers that its glyphs have in the whole font. Fonts of the makers of systems begin
//! alike: ASCII, then the letters of Latin-1 (`lexicon/glyph_order.tsv`). Vietnamese letters follow somewhere in
//! the order of Unicode, put together from a letter and its marks: where, the parts themselves tell. What comes
//! out is kept only when it reads as Vietnamese by a wide margin.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::font::{Font, Fonts};
use super::page::Page;

/// Fewest glyphs of a font that was no subset with numbers of its own.
const WHOLE: u16 = 300;

/// The letters that Unicode has for Vietnamese alone, from U+1EA0.
const BLOCK: u32 = 0x1ea0;
const BLOCK_LEN: u16 = 0x5a;

/// Fewest letters of the block whose parts fit.
const FIT: usize = 10;

/// Fewest words on which it is decided, and the least share of them that are syllables, in percent.
const WORDS: usize = 60;
const SYLLABLES: usize = 96;

/// Characters of the first glyphs.
static ORDER: LazyLock<HashMap<u16, char>> = LazyLock::new(|| {
    let mut order: HashMap<u16, char> = (3..=97_u16)
        .filter_map(|id| Some((id, char::from_u32(u32::from(id) + 29)?)))
        .collect();
    for line in include_str!("../../lexicon/glyph_order.tsv").lines() {
        let row = line.split_once('\t').and_then(|(id, code)| {
            let code = u32::from_str_radix(code.strip_prefix("U+")?, 16).ok()?;
            Some((id.parse().ok()?, char::from_u32(code)?))
        });
        order.extend(row);
    }
    order
});

/// Marks as fonts draw them alone, and as they join a letter.
const MARKS: [(char, char); 7] = [
    ('`', '\u{300}'),
    ('\u{b4}', '\u{301}'),
    ('\u{2c6}', '\u{302}'),
    ('\u{2dc}', '\u{303}'),
    ('\u{2d8}', '\u{306}'),
    ('\u{131}', 'i'),
    ('\u{d0}', 'Đ'),
];

/// What a glyph stands for as a part of another.
fn part(c: char) -> char {
    MARKS.iter().find(|m| m.0 == c).map_or(c, |m| m.1)
}

/// Letters by glyph, for fonts of one order.
type Letters = HashMap<u16, char>;

/// Gives letters to glyphs whose characters the file does not tell. Says to how many; nothing is changed when it
/// is not sure.
pub(crate) fn recover(pages: &mut [Page], fonts: &Fonts) -> Option<usize> {
    // Fonts of one family share their order: the number of their glyphs tells it.
    let mut orders: BTreeMap<u16, Vec<(u16, &Font)>> = BTreeMap::new();
    for (number, font) in (0..).zip(fonts.all()) {
        if font.unknown > 0
            && font.is_dumb()
            && let Some(glyphs) = font.glyphs().filter(|&glyphs| glyphs >= WHOLE)
        {
            orders.entry(glyphs).or_default().push((number, font));
        }
    }
    let mut letters: HashMap<u16, Letters> = HashMap::new();
    for fonts in orders.values() {
        let composites: BTreeMap<u16, Vec<u16>> = fonts
            .iter()
            .flat_map(|(_, font)| font.composites())
            .collect();
        let order = solve(&composites);
        letters.extend(fonts.iter().map(|(number, _)| (*number, order.clone())));
    }
    if letters.is_empty() {
        return None;
    }
    let read: Vec<Vec<Option<char>>> = pages
        .iter()
        .map(|page| {
            let of = |g: &super::page::Glyph| letters.get(&g.font)?.get(&g.id).copied();
            page.glyphs.iter().map(of).collect()
        })
        .collect();
    if !is_sure(pages, &read, &letters) {
        return None;
    }
    let mut given = 0;
    for (page, read) in pages.iter_mut().zip(read) {
        given += give(page, &read);
    }
    Some(given)
}

/// The letters of an order, from the parts of its glyphs.
fn solve(composites: &BTreeMap<u16, Vec<u16>>) -> Letters {
    let mut parts: HashMap<u16, char> = ORDER.iter().map(|(&id, &c)| (id, part(c))).collect();
    let mut letters = ORDER.clone();
    let starts: HashSet<u16> = composites
        .keys()
        .flat_map(|&id| id.saturating_sub(BLOCK_LEN - 1)..=id)
        .collect();
    let best = starts
        .into_iter()
        .map(|start| (fit(composites, &parts, start), start))
        .max_by_key(|((fits, fails, _), start)| (*fits as i64 - 2 * *fails as i64, *start));
    if let Some(((fits, fails, found), _)) = best
        && fits >= FIT
        && fails * 10 <= fits
    {
        for (id, c) in found {
            parts.entry(id).or_insert(c);
        }
    }
    let (mut same, mut other) = (0, 0);
    for (&id, list) in composites {
        let whole: Option<String> = list.iter().map(|id| parts.get(id).copied()).collect();
        let Some(whole) = whole else { continue };
        let text = normalize::normalize_str(&whole).text;
        let mut chars = text.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            if let Some(&listed) = ORDER.get(&id) {
                (same, other) = (
                    same + usize::from(listed == c),
                    other + usize::from(listed != c),
                );
            }
            letters.entry(id).or_insert(c);
        }
    }
    if other > same {
        // The letters of Latin-1 stand in another order.
        return Letters::new();
    }
    // Letters that stand alone in the program but are parts of others: ơ and ư. Their capitals come before them.
    for (&id, &c) in &parts {
        if !ORDER.contains_key(&id) && c.is_alphabetic() {
            letters.entry(id).or_insert(c);
            let capital = c.to_uppercase().next();
            if let (Some(capital), Some(before)) = (capital, id.checked_sub(1)) {
                letters.entry(before).or_insert(capital);
            }
        }
    }
    letters
}

/// How many composites fit the block of Vietnamese letters beginning at `start`, how many do not, and what their
/// parts are then.
fn fit(
    composites: &BTreeMap<u16, Vec<u16>>,
    known: &HashMap<u16, char>,
    start: u16,
) -> (usize, usize, HashMap<u16, char>) {
    let mut found: HashMap<u16, HashMap<char, usize>> = HashMap::new();
    let (mut fits, mut fails) = (0, 0);
    for (&id, list) in composites.range(start..start.saturating_add(BLOCK_LEN)) {
        let Some(letter) = char::from_u32(BLOCK + u32::from(id - start)) else {
            continue;
        };
        let want = pieces(letter);
        let agrees = |(id, c): (&u16, &char)| known.get(id).is_none_or(|k| k == c);
        if want.len() == list.len() && list.iter().zip(&want).all(agrees) {
            fits += 1;
            for (id, c) in list.iter().zip(want) {
                if !known.contains_key(id) {
                    *found.entry(*id).or_default().entry(c).or_default() += 1;
                }
            }
        } else {
            fails += 1;
        }
    }
    // A part that would be two things is none: its letters do not fit.
    let mut parts = HashMap::new();
    for (id, votes) in found {
        let all: usize = votes.values().sum();
        let most = votes.into_iter().max_by_key(|&(c, n)| (n, c));
        if let Some((c, n)) = most {
            fits -= all - n;
            fails += all - n;
            parts.insert(id, c);
        }
    }
    (fits, fails, parts)
}

/// The parts of a Vietnamese letter: its base, with the horn, and its marks, the tone last.
fn pieces(letter: char) -> Vec<char> {
    const HORNS: [(char, char); 4] = [('o', 'ơ'), ('O', 'Ơ'), ('u', 'ư'), ('U', 'Ư')];
    let mut out: Vec<char> = vec![];
    for c in std::iter::once(letter).nfd() {
        match out.last_mut() {
            Some(base) if c == '\u{31b}' => {
                *base = HORNS.iter().find(|h| h.0 == *base).map_or(*base, |h| h.1);
            }
            _ => out.push(c),
        }
    }
    // Canonical order puts the dot below first; fonts draw it last.
    if let [base, '\u{323}', mark] = out[..] {
        out = vec![base, mark, '\u{323}'];
    }
    out
}

/// Whether the words with letters that were found read as Vietnamese.
fn is_sure(pages: &[Page], read: &[Vec<Option<char>>], letters: &HashMap<u16, Letters>) -> bool {
    let (mut words, mut good, mut lost, mut all) = (0, 0, 0, 0);
    for (page, read) in pages.iter().zip(read) {
        let mut word = String::new();
        let mut new = false;
        let mut last = None;
        let mut end = |word: &mut String, new: &mut bool| {
            let marked = !word.is_ascii();
            if std::mem::take(new) && marked && word.chars().count() > 1 {
                words += 1;
                // What has no vowel is an abbreviation.
                let low = word.to_lowercase();
                good += usize::from(
                    normalize::is_syllable(word)
                        || !normalize::ascii_form(&low).contains(['a', 'e', 'i', 'o', 'u', 'y']),
                );
            }
            word.clear();
        };
        for (glyph, read) in page.glyphs.iter().zip(read) {
            let own = page.chars(glyph).chars().next().unwrap_or(' ');
            let c = read.unwrap_or(own);
            all += 1;
            lost += usize::from(c == '\u{fffd}');
            let near = last.is_none_or(|(x1, y): (f32, f32)| {
                (y - glyph.y0).abs() < 0.3 * glyph.size && (glyph.x0 - x1).abs() < 0.15 * glyph.size
            });
            // A sign inside a word is a letter that was taken for another.
            let letter = c.is_alphabetic()
                || !c.is_ascii() && !c.is_whitespace() && !matches!(c, '\u{2010}'..='\u{2026}');
            if !near || !letter {
                end(&mut word, &mut new);
            }
            if letter {
                word.push(c);
                new |= letters.contains_key(&glyph.font);
            }
            last = Some((glyph.x1, glyph.y0));
        }
        end(&mut word, &mut new);
    }
    words >= WORDS && good * 100 >= words * SYLLABLES && lost * 100 <= all
}

/// Writes the letters into a page.
fn give(page: &mut Page, read: &[Option<char>]) -> usize {
    let mut text = String::with_capacity(page.text.len());
    let (mut given, mut unknown) = (0, 0);
    let mut glyphs = std::mem::take(&mut page.glyphs);
    for (glyph, read) in glyphs.iter_mut().zip(read) {
        let at = text.len();
        let own = page.text.get(glyph.range()).unwrap_or("");
        match read {
            Some(c) if own != c.encode_utf8(&mut [0; 4]) => {
                text.push(*c);
                given += 1;
            }
            _ => text.push_str(own),
        }
        unknown += usize::from(text[at..].contains('\u{fffd}'));
        (glyph.at, glyph.len) = (at as u32, (text.len() - at) as u8);
    }
    page.glyphs = glyphs;
    page.text = text;
    page.unknown = unknown;
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Composites of a font in which the block begins at 1000, marks at 700, ơ at 801 and ư at 803.
    fn composites() -> BTreeMap<u16, Vec<u16>> {
        let plain = |c: char| ORDER.iter().find(|o| *o.1 == c).map(|o| *o.0);
        let part = |c: char| match c {
            'ơ' => 801,
            'ư' => 803,
            '\u{302}' => 214,
            '\u{306}' => 217,
            '\u{323}' => 700,
            '\u{309}' => 701,
            '\u{301}' => 702,
            '\u{300}' => 703,
            '\u{303}' => 704,
            'i' => 213,
            c => plain(c).unwrap_or(0),
        };
        (0..BLOCK_LEN)
            .filter_map(|n| Some((n, char::from_u32(BLOCK + u32::from(n))?)))
            .filter(|(_, c)| c.is_lowercase())
            .map(|(n, c)| (1000 + n, pieces(c).into_iter().map(part).collect()))
            .collect()
    }

    #[test]
    fn parts_tell_the_letters() {
        let mut all = composites();
        all.insert(300, vec![68, 217]);
        let letters = solve(&all);
        let read = |id: u16| letters.get(&id).copied();
        for (id, want) in [
            (68, 'a'),
            (255, 'đ'),
            (300, 'ă'),
            (1001, 'ạ'),
            (1013, 'ậ'),
            (1043, 'ị'),
            (1081, 'ự'),
            (801, 'ơ'),
            (802, 'Ư'),
            (803, 'ư'),
        ] {
            assert_eq!(read(id), Some(want), "{id}");
        }
        assert_eq!(read(1002), None, "a capital that nothing tells");
    }

    #[test]
    fn another_order_of_latin_1_is_none() {
        // As in fonts that follow Unicode: à is glyph 162, á 163.
        let mut all = composites();
        all.extend([
            (162, vec![68, 67]),
            (163, vec![68, 141]),
            (170, vec![72, 67]),
        ]);
        assert!(solve(&all).is_empty());
    }

    #[test]
    fn what_does_not_fit_stays_untold() {
        // The letters of the block in another order.
        let all: BTreeMap<u16, Vec<u16>> = composites()
            .into_iter()
            .map(|(id, list)| (2000 - id, list))
            .collect();
        let letters = solve(&all);
        assert!(
            letters.keys().all(|id| ORDER.contains_key(id)),
            "{letters:?}"
        );
    }
}
