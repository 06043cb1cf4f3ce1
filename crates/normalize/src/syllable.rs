//! The syllable checker: onset, rime, tone.

use std::sync::LazyLock;

use crate::compose::{compose, may_need_composing};
use crate::letter::{NANG, SAC, code, is_vowel, letter};

/// A word read as Vietnamese letters; at most [`Syllable::MAX`] of them.
pub(crate) struct Syllable {
    pub(crate) codes: [u8; Syllable::MAX],
    pub(crate) tones: [u8; Syllable::MAX],
    pub(crate) upper: [bool; Syllable::MAX],
    pub(crate) len: usize,
}

impl Syllable {
    /// No syllable is longer (`nghiêng` has seven letters); one more for a doubled letter.
    pub(crate) const MAX: usize = 8;

    /// None when a character is no precomposed Vietnamese letter, or there are too many.
    pub(crate) fn read(word: &str) -> Option<Syllable> {
        let mut s = Syllable {
            codes: [0; 8],
            tones: [0; 8],
            upper: [false; 8],
            len: 0,
        };
        for c in word.chars() {
            let l = letter(c)?;
            if s.len == Syllable::MAX {
                return None;
            }
            s.codes[s.len] = l.code;
            s.tones[s.len] = l.tone;
            s.upper[s.len] = l.upper;
            s.len += 1;
        }
        (s.len > 0).then_some(s)
    }

    /// The place and the number of the one tone; none when there are no tones or several.
    pub(crate) fn one_tone(&self) -> Option<(usize, u8)> {
        let mut found = None;
        for (i, &tone) in self.tones[..self.len].iter().enumerate() {
            if tone != 0 {
                if found.is_some() {
                    return None;
                }
                found = Some((i, tone));
            }
        }
        found
    }
}

/// How a word divides.
#[derive(Clone, Copy)]
pub(crate) struct Parts {
    /// Where the rime starts, in letters.
    pub(crate) rime: usize,
    /// After `qu`.
    pub(crate) qu: bool,
    /// The rime ends in p, t, c or ch.
    stop: bool,
}

const A: u8 = code('a');
const C: u8 = code('c');
const E: u8 = code('e');
const EE: u8 = code('ê');
const G: u8 = code('g');
const I: u8 = code('i');
const Q: u8 = code('q');
const U: u8 = code('u');
const Y: u8 = code('y');
const _: () = assert!(A == 1 && C > A);

/// Which letters may follow an onset.
#[derive(Clone, Copy)]
enum Next {
    Any,
    Back,
    Front,
    FrontY,
}

struct Tables {
    /// Packed letters, what may follow, whether a lone y may follow; sorted.
    onsets: Vec<(u32, Next, bool)>,
    /// Open addressing: packed rime and its properties; 0 is a free place.
    rimes: Vec<(u32, u8)>,
}

const AFTER_ANY: u8 = 1;
const AFTER_QU: u8 = 2;
const STOP: u8 = 4;
const RIME_BITS: u32 = 10;

fn pack(codes: &[u8]) -> u32 {
    codes.iter().fold(0, |n, &c| n << 5 | u32::from(c))
}

fn slot(rime: u32) -> usize {
    (rime.wrapping_mul(0x9E37_79B1) >> (32 - RIME_BITS)) as usize
}

impl Tables {
    fn compile() -> Tables {
        let codes = |s: &str| -> Vec<u8> { s.chars().map(code).collect() };
        let mut onsets = Vec::new();
        for row in crate::tsv::rows(include_str!("../tables/onsets.tsv")) {
            let next = match row[1] {
                "back" => Next::Back,
                "front" => Next::Front,
                "front-y" => Next::FrontY,
                _ => Next::Any,
            };
            onsets.push((pack(&codes(row[0])), next, row[2] == "yes"));
        }
        onsets.sort_unstable_by_key(|o| o.0);
        let mut rimes = vec![(0, 0); 1 << RIME_BITS];
        for row in crate::tsv::rows(include_str!("../tables/rimes.tsv")) {
            let rime = pack(&codes(row[0]));
            let flags = if row[1] == "qu" { AFTER_QU } else { AFTER_ANY }
                | if row[2] == "stop" { STOP } else { 0 };
            let mut at = slot(rime);
            while rimes[at].0 != 0 && rimes[at].0 != rime {
                at = (at + 1) % rimes.len();
            }
            rimes[at] = (rime, rimes[at].1 | flags);
        }
        Tables { onsets, rimes }
    }

    fn rime(&self, codes: &[u8]) -> u8 {
        if codes.is_empty() || codes.len() > 4 {
            return 0;
        }
        let rime = pack(codes);
        let mut at = slot(rime);
        loop {
            let (key, flags) = self.rimes[at];
            if key == rime {
                return flags;
            }
            if key == 0 {
                return 0;
            }
            at = (at + 1) % self.rimes.len();
        }
    }
}

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::compile);

/// Divides toneless letters into onset and rime; none when they are no syllable.
pub(crate) fn parse(codes: &[u8]) -> Option<Parts> {
    let tables = &*TABLES;
    let parts = |rime, flags: u8, qu| {
        Some(Parts {
            rime,
            qu,
            stop: flags & STOP != 0,
        })
    };
    match codes {
        [Q, U, rest @ ..] => {
            let flags = tables.rime(rest);
            return if flags & AFTER_QU != 0 {
                parts(2, flags, true)
            } else {
                None
            };
        }
        [G, I, rest @ ..] => {
            let flags = tables.rime(rest);
            if flags & AFTER_ANY != 0 && rest[0] != Y {
                return parts(2, flags, false);
            }
            let flags = tables.rime(&codes[1..]);
            return if flags & AFTER_ANY != 0 {
                parts(1, flags, false)
            } else {
                None
            };
        }
        _ => {}
    }
    let onset = codes.iter().take_while(|&&c| !is_vowel(c)).count();
    let rime = &codes[onset..];
    let flags = tables.rime(rime);
    if flags & AFTER_ANY == 0 {
        return None;
    }
    let first = rime[0];
    if onset == 0 {
        if rime.starts_with(&[I, EE]) {
            return None;
        }
        return parts(0, flags, false);
    }
    let key = pack(&codes[..onset]);
    let at = tables.onsets.binary_search_by_key(&key, |o| o.0).ok()?;
    let (_, next, lone_y) = tables.onsets[at];
    let front = first == E || first == EE || first == I;
    let fits = match next {
        Next::Any => true,
        Next::Back => !front && first != Y,
        Next::Front => front,
        Next::FrontY => front || first == Y,
    };
    if !fits || (first == Y && (rime.len() > 1 || !lone_y)) {
        return None;
    }
    parts(onset, flags, false)
}

static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let rows = crate::tsv::rows(include_str!("../tables/names.tsv"));
    let mut names: Vec<_> = rows.map(|row| row[0]).collect();
    names.sort_unstable();
    names
});

/// Whether `word` is a Vietnamese syllable: onset, rime and tone fit together.
///
/// Any case, precomposed or not. Names in the spelling of minority languages that stand in
/// `tables/names.tsv` (`Đắk`, `Pleiku`, `Krông`) count as syllables; abbreviations and numbers do not.
/// The rules are those of school grammars: `c` `k`, `g` `gh`, `ng` `ngh` by the next letter; rimes in
/// p t c ch only with sắc or nặng; `iê` written `yê` without an onset; at most one tone.
///
/// ```
/// assert!(normalize::is_syllable("nghiêng") && normalize::is_syllable("HUYỆN"));
/// assert!(!normalize::is_syllable("đợc") && !normalize::is_syllable("kan"));
/// ```
pub fn is_syllable(word: &str) -> bool {
    let Some(s) = Syllable::read(word) else {
        if word.is_ascii() || !may_need_composing(word) {
            return is_name(word);
        }
        let composed = compose(word);
        return composed != word && is_syllable(&composed) || is_name(word);
    };
    let tones = s.tones[..s.len].iter().filter(|&&t| t != 0).count();
    let well_formed = tones <= 1
        && parse(&s.codes[..s.len]).is_some_and(|parts| {
            let tone = s.one_tone().map_or(0, |(_, tone)| tone);
            !parts.stop || tone == SAC || tone == NANG
        });
    well_formed || is_name(word)
}

fn is_name(word: &str) -> bool {
    // The longest of them has seven letters.
    if word.len() > 12 || !word.starts_with(|c| letter(c).is_some()) {
        return false;
    }
    let lower = word.to_lowercase();
    NAMES.binary_search(&lower.as_str()).is_ok()
}
