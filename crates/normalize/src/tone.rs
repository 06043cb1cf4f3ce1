//! Where the tone mark stands.

use std::borrow::Cow;

use crate::compose::{compose, may_need_composing};
use crate::letter::{Letter, code, is_vowel};
use crate::syllable::{Parts, Syllable, parse};

const A: u8 = code('a');
const E: u8 = code('e');
const O: u8 = code('o');
const U: u8 = code('u');
const Y: u8 = code('y');
const UW: u8 = code('ư');

/// Puts the tone mark of one word where the old style (kiểu cũ) has it: `hoà` → `hòa`, `thuỷ` → `thủy`.
///
/// Old and new style differ only in open `oa`, `oe`, `uy`; state documents mix both, so one must be chosen
/// before words are compared. A misplaced mark is moved as well (`Qúy` → `Quý`, `gìa` → `già`). A word with
/// no tone, several tones, or that is no Vietnamese syllable comes back as it is; so does its case.
///
/// ```
/// assert_eq!(normalize::canonical_tone("Uỷ"), "Ủy");
/// assert_eq!(normalize::canonical_tone("quý"), "quý");
/// ```
pub fn canonical_tone(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let Some(syllable) = Syllable::read(word) else {
        if !may_need_composing(word) {
            return Cow::Borrowed(word);
        }
        let composed = compose(word);
        if composed == word || Syllable::read(&composed).is_none() {
            return Cow::Borrowed(word);
        }
        return Cow::Owned(canonical_tone(&composed).into_owned());
    };
    match moved(&syllable) {
        Some((from, to)) => Cow::Owned(respell(&syllable, from, to)),
        None => Cow::Borrowed(word),
    }
}

/// From which letter to which the tone has to move; none when it stands well or cannot be judged.
pub(crate) fn moved(s: &Syllable) -> Option<(usize, usize)> {
    let (at, _) = s.one_tone()?;
    let codes = &s.codes[..s.len];
    let to = place(codes, parse(codes)?);
    (to != at).then_some((at, to))
}

/// The word with its tone moved.
pub(crate) fn respell(s: &Syllable, from: usize, to: usize) -> String {
    let mut out = String::with_capacity(s.len * 3);
    for i in 0..s.len {
        let tone = if i == to {
            s.tones[from]
        } else if i == from {
            0
        } else {
            s.tones[i]
        };
        out.push(
            Letter {
                code: s.codes[i],
                tone,
                upper: s.upper[i],
            }
            .to_char(),
        );
    }
    out
}

/// The letter of a syllable that carries the tone.
pub(crate) fn place(codes: &[u8], parts: Parts) -> usize {
    const MARKED: [u8; 5] = [code('â'), code('ă'), code('ê'), code('ô'), code('ơ')];
    let start = parts.rime;
    let rime = &codes[start..];
    if let Some(i) = rime.iter().rposition(|c| MARKED.contains(c)) {
        return start + i;
    }
    if let Some(i) = rime.iter().position(|&c| c == UW) {
        return start + i;
    }
    let vowels = rime.iter().filter(|&&c| is_vowel(c)).count();
    let two_open = vowels == 2 && rime.len() == 2;
    let styled = !parts.qu && matches!(rime, [O, A] | [O, E] | [U, Y]);
    if vowels <= 1 || two_open || styled {
        start
    } else {
        start + 1
    }
}
