//! Text that was decoded wrongly, found by statistics and decoded again.
//!
//! Every candidate decodes a sample; the one whose marked words are Vietnamese syllables wins, when it wins
//! clearly. Then each line is judged, so that a file may mix encodings. Lines that hold letters only Unicode
//! has are left alone.

mod charset;
mod mojibake;
mod runs;
mod score;

use crate::Encoding;
use crate::clean::{Count, is_surely_vietnamese};
use crate::letter::letter;
use crate::note::NoteKind;
use crate::offset::Layer;

pub(crate) use charset::windows_1252;
use charset::{Decoder, Scheme};
pub use runs::{DecodedRuns, Run, decode_runs};
use score::Score;

/// Bytes of suspicious lines on which the encoding of the whole text is decided.
const SAMPLE: usize = 48 * 1024;
/// The least share of valid syllables of a decided encoding, and its lead over the next.
const SHARE: f64 = 0.90;
const LEAD: f64 = 0.15;
/// The same for bytes, which have to be read somehow.
const WEAK_SHARE: f64 = 0.75;
const WEAK_LEAD: f64 = 0.01;
/// The least share of marked words among all.
const MARKED_SHARE: f64 = 0.25;
/// Letters that a line needs to be judged alone.
const LINE_LETTERS: usize = 30;
/// Syllables a text needs before the absence of the plain ư says that it was lost.
const LOST_HORN_SYLLABLES: usize = 500;

/// A reading of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Reading {
    Plain,
    /// UTF-8 misread once or twice.
    Mojibake(u8),
    Legacy(Scheme),
}

/// A text decoded again.
pub(crate) struct Repaired {
    pub(crate) text: String,
    pub(crate) layer: Layer,
    /// The encoding of the greater part; none when the greater part was right before.
    pub(crate) encoding: Option<Encoding>,
    /// Offsets are those of the text before.
    pub(crate) notes: Vec<(NoteKind, Count)>,
}

/// Where the characters come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// They were Unicode in the source: a strong sign is needed to read them differently.
    Unicode,
    /// Bytes shown as Windows-1252: some encoding has to be found.
    Bytes,
}

/// Decodes again what was decoded wrongly; none when nothing was.
pub(crate) fn repair(text: &str, origin: Origin) -> Option<Repaired> {
    let sample = sample(text);
    let mut whole = judge(&sample, origin, SHARE, LEAD);
    let sure = whole.is_some();
    if origin == Origin::Bytes && !sure {
        whole = Some(judge(&sample, origin, WEAK_SHARE, WEAK_LEAD)?);
    }
    let mut repairer = Repairer {
        text,
        origin,
        whole,
        uniform: is_uniform(text),
        sure,
        horn: false,
        previous: None,
        evidence: 0,
        scratch: String::new(),
    };
    repairer.evidence = match whole {
        Some(reading) => Score::of(&read(reading, &sample)).valid as usize,
        None => 0,
    };
    let mut repaired = repairer.run()?;
    if repaired.encoding == Some(Encoding::Tcvn3) && has_lost_horn(&repaired.text) {
        repairer.horn = true;
        repairer.previous = None;
        repaired = repairer.run()?;
    }
    Some(repaired)
}

/// Decodes characters of one known legacy encoding, as text under a font named for it has.
pub(crate) fn decode_as(text: &str, encoding: Encoding, capitals: bool) -> Option<String> {
    let decoder = Decoder {
        capitals,
        ..Decoder::new(Scheme::of(encoding)?)
    };
    let mut out = String::with_capacity(text.len() + text.len() / 2);
    decoder.decode(text, &mut out, &mut |_, _| {});
    Some(out)
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['\n', '\r', '\u{0B}', '\u{0C}', '\u{2028}'])
}

/// Lines that may be read in another way.
fn sample(text: &str) -> String {
    let mut sample = String::new();
    for line in lines(text) {
        if line.is_ascii() || is_settled(line) {
            continue;
        }
        let room = SAMPLE - sample.len();
        if line.len() > room {
            let cut = (0..=room)
                .rev()
                .find(|&i| line.is_char_boundary(i))
                .unwrap_or(0);
            sample.push_str(&line[..cut]);
            break;
        }
        sample.push_str(line);
    }
    sample
}

fn is_settled(line: &str) -> bool {
    line.chars().any(is_surely_vietnamese)
}

fn is_uniform(text: &str) -> bool {
    let (mut settled, mut open) = (0, 0);
    for line in lines(text).filter(|line| !line.is_ascii()) {
        if is_settled(line) {
            settled += 1;
        } else {
            open += 1;
        }
    }
    settled * 10 <= open
}

fn read(reading: Reading, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    read_into(reading, false, text, &mut out, &mut |_, _| {});
    out
}

fn read_into(
    reading: Reading,
    horn: bool,
    text: &str,
    out: &mut String,
    sync: charset::Sync<'_>,
) -> usize {
    match reading {
        Reading::Plain => out.push_str(text),
        Reading::Mojibake(1) => mojibake::decode(text, out, sync),
        Reading::Mojibake(_) => {
            let mut once = String::with_capacity(text.len());
            let mut layer = Layer::new(1, text.len());
            mojibake::decode(text, &mut once, &mut |text, end| layer.sync(text, end));
            mojibake::decode(&once, out, &mut |text, end| sync(text, layer.source(end)));
        }
        Reading::Legacy(scheme) => {
            return Decoder {
                lost_horn: horn,
                ..Decoder::new(scheme)
            }
            .decode(text, out, sync);
        }
    }
    0
}

/// The reading that makes a text Vietnamese, when one does clearly and the plain one does not.
fn judge(text: &str, origin: Origin, least: f64, lead: f64) -> Option<Reading> {
    let plain = Score::of(text);
    let mut candidates = Vec::with_capacity(8);
    if origin == Origin::Unicode && mojibake::is_likely(text) {
        candidates.extend([Reading::Mojibake(1), Reading::Mojibake(2)]);
    }
    candidates.extend(Scheme::ALL.map(Reading::Legacy));
    let mut best: Option<(Reading, Score, String)> = None;
    let mut second = if origin == Origin::Unicode {
        plain.share()
    } else {
        0.0
    };
    for reading in candidates {
        let decoded = read(reading, text);
        let score = Score::of(&decoded);
        let Some((best_reading, best_score, best_text)) = &best else {
            best = Some((reading, score, decoded));
            continue;
        };
        let mut rank = score.share();
        if matches!(best_reading, Reading::Mojibake(_)) && is_repair(*best_score, plain) {
            break;
        }
        if reading == Reading::Legacy(Scheme::Vn1)
            && *best_reading == Reading::Legacy(Scheme::Tcvn3)
        {
            // The full form of TCVN3 is no rival: it is taken when it reads better.
            if rank > best_score.share() + 0.01 {
                best = Some((reading, score, decoded));
            }
            continue;
        }
        if decoded == *best_text {
            continue;
        }
        if (rank, score.valid) > (best_score.share(), best_score.valid) {
            rank = best_score.share();
            best = Some((reading, score, decoded));
        }
        second = second.max(rank);
    }
    let (reading, score, _) = best?;
    if matches!(reading, Reading::Mojibake(_)) && is_repair(score, plain) {
        return Some(reading);
    }
    let enough = match origin {
        Origin::Unicode => score.valid >= 3 && score.marked_share() >= MARKED_SHARE,
        Origin::Bytes => score.valid >= 1,
    };
    (enough && score.share() >= least && score.share() >= second + lead).then_some(reading)
}

/// Sequences of misread UTF-8 are proof enough when what they stand for is Vietnamese.
fn is_repair(mojibake: Score, plain: Score) -> bool {
    mojibake.valid >= 2 && mojibake.share() >= SHARE && mojibake.share() >= plain.share()
}

struct Repairer<'a> {
    text: &'a str,
    origin: Origin,
    /// The reading of the sample.
    whole: Option<Reading>,
    /// Lines that only Unicode can hold are few: a line that reads well in both ways goes with the whole.
    uniform: bool,
    /// The sample left no doubt.
    sure: bool,
    horn: bool,
    /// The reading of the last long line that was decided alone.
    previous: Option<Reading>,
    evidence: usize,
    scratch: String,
}

impl Repairer<'_> {
    fn run(&mut self) -> Option<Repaired> {
        let mut out = String::with_capacity(self.text.len() + self.text.len() / 4);
        let mut layer = Layer::new(1, self.text.len());
        let mut tally: Vec<(Reading, Count)> = Vec::new();
        let mut horns = Count::default();
        let mut settled = 0;
        let mut at = 0;
        for line in lines(self.text) {
            let reading = self.reading(line);
            let horn = self.horn && reading == Reading::Legacy(Scheme::Tcvn3);
            let found = read_into(reading, horn, line, &mut out, &mut |text, end| {
                layer.sync(text, at + end)
            });
            for _ in 0..found {
                horns.add(at);
            }
            if reading == Reading::Plain {
                settled += usize::from(!line.is_ascii());
            } else {
                match tally.iter_mut().find(|(r, _)| *r == reading) {
                    Some((_, count)) => count.add(at),
                    None => tally.push((
                        reading,
                        Count {
                            first: at,
                            count: 1,
                        },
                    )),
                }
            }
            at += line.len();
        }
        let greatest = tally.iter().map(|(r, c)| (*r, c.count)).max_by_key(|t| t.1);
        let encoding = match (self.origin, self.whole, greatest) {
            (Origin::Bytes, Some(Reading::Legacy(scheme)), _) => Some(scheme.encoding()),
            (_, _, None) => return None,
            (_, _, Some((Reading::Legacy(scheme), lines))) if lines >= settled => {
                Some(scheme.encoding())
            }
            _ => None,
        };
        let mut notes: Vec<(NoteKind, Count)> = tally
            .into_iter()
            .filter_map(|(reading, count)| match reading {
                Reading::Mojibake(_) => Some((NoteKind::Mojibake, count)),
                Reading::Legacy(scheme) if Some(scheme.encoding()) != encoding => {
                    Some((NoteKind::LegacyParagraphs(scheme.encoding()), count))
                }
                _ => None,
            })
            .collect();
        if horns.count > 0 {
            notes.push((NoteKind::LostHorn, horns));
        }
        if encoding.is_some() && (self.evidence < 5 || !self.sure) {
            notes.push((
                NoteKind::UncertainEncoding,
                Count {
                    first: 0,
                    count: self.evidence,
                },
            ));
        }
        Some(Repaired {
            text: out,
            layer,
            encoding,
            notes,
        })
    }

    /// How to read one line.
    fn reading(&mut self, line: &str) -> Reading {
        if line.is_ascii() && self.whole != Some(Reading::Legacy(Scheme::Vn1)) || is_settled(line) {
            return Reading::Plain;
        }
        let plain = Score::of(line);
        if let Some(whole) = self.whole {
            self.scratch.clear();
            read_into(whole, false, line, &mut self.scratch, &mut |_, _| {});
            let score = Score::of(&self.scratch);
            let better = (score.share(), score.valid) > (plain.share(), plain.valid)
                || score.share() == plain.share()
                    && (score.marked == 0 || self.uniform && score.share() >= SHARE);
            if better && (score.marked == 0 || score.share() >= SHARE) {
                return whole;
            }
            if letters(line) < LINE_LETTERS {
                return if better { whole } else { Reading::Plain };
            }
            if let Some(own) = judge(line, Origin::Unicode, SHARE, LEAD) {
                return own;
            }
            return if better { whole } else { Reading::Plain };
        }
        if letters(line) >= LINE_LETTERS {
            if let Some(own) = judge(line, Origin::Unicode, SHARE, LEAD) {
                self.previous = Some(own);
                return own;
            }
        } else if let Some(previous) = self.previous {
            let score = Score::of(&read(previous, line));
            if score.marked > 0 && score.valid == score.marked && plain.share() < 0.5 {
                return previous;
            }
        }
        Reading::Plain
    }
}

fn letters(line: &str) -> usize {
    line.chars().filter(|c| c.is_alphabetic()).count()
}

/// Whether every plain ư is missing from a long text that has ư with tones.
fn has_lost_horn(text: &str) -> bool {
    let mut with_tone = 0;
    let horned = letter('ư').map(|l| l.code);
    for c in text.chars() {
        if c == 'ư' || c == 'Ư' {
            return false;
        }
        with_tone += usize::from(letter(c).map(|l| l.code) == horned);
    }
    with_tone > 0 && Score::of(text).words as usize >= LOST_HORN_SYLLABLES
}
