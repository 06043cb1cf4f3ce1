//! Documents made of stretches in different fonts: each font is judged by all that is set in it.
//!
//! A font's name may not be true, and one document mixes legacy fonts with Unicode ones. So the words that stand
//! wholly in one font are gathered over the document and judged together; a font with too little text of its own
//! is read so that the words it takes part in become syllables. The name breaks ties only.

use std::collections::HashMap;
use std::ops::Range;

use super::charset::Scheme;
use super::score::Score;
use super::{
    LEAD, Origin, Reading, Repairer, SHARE, has_lost_horn, is_settled, is_uniform, judge, read,
    read_into, sample,
};
use crate::letter::letter;
use crate::{Encoding, font_encoding};

/// A stretch of a document in one font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// Its characters as the file has them: those of a legacy font stand as Windows-1252 shows their bytes, or in
    /// another shape that programs give them (U+F0A1 for A1, U+2212 for AD). `\n` ends a paragraph. Soft hyphens
    /// (in Word: `w:softHyphen`) must still be there: they are the `ư` of TCVN3.
    pub text: &'a str,
    /// The name of its font, empty when it is not known.
    pub font: &'a str,
    /// Whether the font shows small letters as capitals, where its shapes tell; None goes by its name.
    pub capitals: Option<bool>,
}

/// What [`decode_runs`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodedRuns {
    /// The text of each run; a letter whose parts stand in several runs goes to the first.
    pub texts: Vec<String>,
    /// The encoding of most of the text that is not ASCII; none when most of it was Unicode before.
    pub encoding: Option<Encoding>,
    /// Encodings of other parts, with the number of paragraphs that hold some.
    pub others: Vec<(Encoding, usize)>,
    /// Words in which a lost `ư` was put back.
    pub horns: usize,
    /// Characters of legacy text, beside letters, that no table knows; they are kept as they are.
    pub undecided: usize,
}

/// Fewest words that make no sense as Unicode before a document is suspected.
const SUSPICIOUS: usize = 3;

/// Decodes the legacy fonts of a document; none when there is nothing to decode.
///
/// ```
/// use normalize::{Run, decode_runs};
/// let run = |text, font| Run { text, font, capitals: None };
/// let runs = [run("céng hßa x· héi chñ nghÜa ", ".VnTimeH"), run("Việt Nam", "Times New Roman")];
/// let decoded = decode_runs(&runs).unwrap();
/// assert_eq!(decoded.texts, ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA ", "Việt Nam"]);
/// ```
pub fn decode_runs(runs: &[Run<'_>]) -> Option<DecodedRuns> {
    let whole = Whole::of(runs);
    let groups = whole.groups()?;
    let mut decoded = whole.decode(&groups, false);
    if decoded.encoding == Some(Encoding::Tcvn3) && has_lost_horn(&decoded.texts.concat()) {
        decoded = whole.decode(&groups, true);
    }
    Some(decoded)
}

/// All runs as one text.
struct Whole<'r> {
    runs: &'r [Run<'r>],
    text: String,
    /// Where each run ends in the text.
    ends: Vec<usize>,
    /// The font of each run.
    fonts: Vec<usize>,
    names: Vec<&'r str>,
}

/// The text of one font.
#[derive(Default)]
struct Group {
    /// Words that stand wholly in it, paragraph by paragraph.
    own: String,
    /// Words that other fonts take part in.
    shared: Vec<Range<usize>>,
    reading: Option<Reading>,
}

/// The name of a font's family: without the prefix of a subset and the style.
fn family(name: &str) -> &str {
    let name = match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest,
        _ => name,
    };
    name.split(',').next().unwrap_or(name)
}

impl<'r> Whole<'r> {
    fn of(runs: &'r [Run<'r>]) -> Whole<'r> {
        let mut index: HashMap<&str, usize> = HashMap::new();
        let mut whole = Whole {
            runs,
            text: String::new(),
            ends: Vec::with_capacity(runs.len()),
            fonts: Vec::with_capacity(runs.len()),
            names: vec![],
        };
        for run in runs {
            whole.text.push_str(run.text);
            whole.ends.push(whole.text.len());
            let family = family(run.font);
            let next = whole.names.len();
            let font = *index.entry(family).or_insert(next);
            if font == next {
                whole.names.push(family);
            }
            whole.fonts.push(font);
        }
        whole
    }

    /// The run that a byte of the text stands in.
    fn run_at(&self, at: usize) -> usize {
        self.ends
            .partition_point(|&end| end <= at)
            .min(self.runs.len().saturating_sub(1))
    }

    /// The font of a stretch, when it is one.
    fn font_of(&self, range: &Range<usize>) -> Option<usize> {
        let (first, last) = (self.run_at(range.start), self.run_at(range.end - 1));
        let font = self.fonts[first];
        self.fonts[first..=last]
            .iter()
            .all(|&f| f == font)
            .then_some(font)
    }

    /// The words, each with whether it is the first of its paragraph.
    fn words(&self) -> impl Iterator<Item = (Range<usize>, bool)> {
        let mut at = 0;
        self.text.split('\n').flat_map(move |paragraph| {
            let start = at;
            at += paragraph.len() + 1;
            let mut first = true;
            paragraph.split([' ', '\t', '\u{A0}', '\r']).filter_map({
                let base = paragraph.as_ptr() as usize;
                move |word| {
                    let from = start + (word.as_ptr() as usize - base);
                    (!word.is_empty())
                        .then(|| (from..from + word.len(), std::mem::take(&mut first)))
                }
            })
        })
    }

    /// The fonts with their readings; none when no font is a legacy one.
    fn groups(&self) -> Option<Vec<Group>> {
        let mut groups: Vec<Group> = self.names.iter().map(|_| Group::default()).collect();
        let mut suspicious = 0;
        let mut paragraph = 0;
        let mut seen = vec![0; groups.len()];
        for (range, first) in self.words() {
            paragraph += usize::from(first);
            let word = &self.text[range.clone()];
            match self.font_of(&range) {
                Some(font) => {
                    let fresh = std::mem::replace(&mut seen[font], paragraph) != paragraph;
                    groups[font].own.push(if fresh { '\n' } else { ' ' });
                    groups[font].own.push_str(word);
                }
                None => {
                    let last = self.run_at(range.end - 1);
                    let mut fonts = self.fonts[self.run_at(range.start)..=last].to_vec();
                    fonts.sort_unstable();
                    fonts.dedup();
                    for font in fonts {
                        groups[font].shared.push(range.clone());
                    }
                }
            }
            if suspicious < SUSPICIOUS && !word.is_ascii() && !is_settled(word) {
                let score = Score::of(word);
                suspicious += usize::from(score.valid < score.marked || score.marked == 0);
            }
        }
        if suspicious < SUSPICIOUS {
            return None;
        }
        for group in &mut groups {
            group.reading = judge(&sample(&group.own), Origin::Unicode, SHARE, LEAD);
        }
        self.follow(&mut groups);
        groups
            .iter()
            .any(|group| matches!(group.reading, Some(Reading::Legacy(_))))
            .then_some(groups)
    }

    /// Reads the fonts with little text so that most of the words they stand in become syllables.
    fn follow(&self, groups: &mut [Group]) {
        let mut candidates: Vec<Reading> = vec![];
        for reading in groups.iter().filter_map(|group| group.reading) {
            if !candidates.contains(&reading) {
                candidates.push(reading);
            }
        }
        for i in 0..groups.len() {
            let unsettled = |text: &str| !text.is_ascii() && !is_settled(text);
            let group = &groups[i];
            let open = unsettled(&group.own) || !group.shared.is_empty();
            if group.reading.is_some() || !open {
                continue;
            }
            let hint = font_encoding(self.names[i])
                .and_then(|(encoding, _)| Scheme::of(encoding))
                .map(Reading::Legacy);
            let mut best = (self.score(groups, i, Reading::Plain), None);
            let lines = group.own.split('\n').filter(|line| unsettled(line)).count();
            for &reading in hint.iter().chain(&candidates) {
                let score = self.score(groups, i, reading);
                // Nothing tells when all that stands in it reads alike in both ways: it goes with the rest when
                // its name says so.
                let tie = score == best.0
                    && best.1.is_none()
                    && Some(reading) == hint
                    && candidates.contains(&reading)
                    && lines + group.shared.len() > 0;
                if score > best.0 || tie {
                    best = (score, Some(reading));
                }
            }
            groups[i].reading = best.1;
        }
    }

    /// How many more of a font's words are syllables than are none, when it is read so.
    fn score(&self, groups: &[Group], font: usize, reading: Reading) -> i64 {
        let own = Score::of(&read(reading, &groups[font].own));
        let mut total = 2 * i64::from(own.valid) - i64::from(own.marked);
        for range in groups[font].shared.iter().take(200) {
            let readings = |f: usize| {
                let own = (f == font).then_some(reading);
                own.or(groups[f].reading).unwrap_or(Reading::Plain)
            };
            let mut out = String::new();
            self.read_word(range.clone(), &readings, &mut out);
            let score = Score::of(&out);
            total += 2 * i64::from(score.valid) - i64::from(score.words.max(1));
        }
        total
    }

    fn read_word(&self, range: Range<usize>, reading: &dyn Fn(usize) -> Reading, out: &mut String) {
        for (part, reading) in self.parts(range, reading) {
            read_into(reading, false, &self.text[part], out, &mut |_, _| {});
        }
    }

    /// Stretches that are read in one way.
    fn parts(
        &self,
        range: Range<usize>,
        reading: &dyn Fn(usize) -> Reading,
    ) -> Vec<(Range<usize>, Reading)> {
        let mut out: Vec<(Range<usize>, Reading)> = vec![];
        let mut at = range.start;
        let mut run = self.run_at(at);
        while at < range.end && run < self.runs.len() {
            let end = self.ends[run].min(range.end);
            if end > at {
                let reading = reading(self.fonts[run]);
                match out.last_mut() {
                    Some((part, last)) if *last == reading => part.end = end,
                    _ => out.push((at..end, reading)),
                }
                at = end;
            }
            run += 1;
        }
        out
    }

    fn decode(&self, groups: &[Group], horn: bool) -> DecodedRuns {
        let mut judges: Vec<Repairer<'_>> = groups
            .iter()
            .map(|group| Repairer {
                text: &group.own,
                origin: Origin::Unicode,
                whole: group.reading,
                uniform: is_uniform(&group.own),
                sure: true,
                horn,
                previous: None,
                evidence: 0,
                scratch: String::new(),
            })
            .collect();
        let mut decoded = DecodedRuns {
            texts: vec![String::new(); self.runs.len()],
            encoding: None,
            others: vec![],
            horns: 0,
            undecided: 0,
        };
        // Letters outside ASCII, and paragraphs, of each reading.
        let mut tally: Vec<(Option<Encoding>, usize, usize)> = vec![];
        let mut start = 0;
        for paragraph in self.text.split_inclusive('\n') {
            let range = start..start + paragraph.len();
            start = range.end;
            let readings = self.readings(range.clone(), &mut judges);
            let of = |font: usize| {
                let found = readings.iter().find(|(f, _)| *f == font);
                found.map_or(Reading::Plain, |(_, reading)| *reading)
            };
            let mut met: Vec<Option<Encoding>> = vec![];
            for (part, reading) in self.parts(range, &of) {
                let letters = self.text[part.clone()].chars().filter(|c| !c.is_ascii());
                let letters = letters.count();
                let encoding = match reading {
                    Reading::Legacy(scheme) => Some(scheme.encoding()),
                    _ => None,
                };
                let fresh = !met.contains(&encoding);
                met.push(encoding);
                match tally.iter_mut().find(|t| t.0 == encoding) {
                    Some(t) => (t.1, t.2) = (t.1 + letters, t.2 + usize::from(fresh)),
                    None => tally.push((encoding, letters, 1)),
                }
                self.write(part, reading, horn, groups, &mut decoded);
            }
        }
        tally.sort_by_key(|t| std::cmp::Reverse(t.1));
        decoded.encoding = tally.first().and_then(|t| t.0);
        decoded.others = tally
            .iter()
            .skip(1)
            .filter_map(|t| Some((t.0?, t.2)))
            .collect();
        decoded
    }

    /// How each font of a paragraph is read there: a legacy font may hold Unicode here and there.
    fn readings(
        &self,
        paragraph: Range<usize>,
        judges: &mut [Repairer<'_>],
    ) -> Vec<(usize, Reading)> {
        let mut texts: Vec<(usize, String)> = vec![];
        let mut before = None;
        for (part, font) in self.fonts_of(paragraph) {
            let text = &self.text[part];
            match texts.iter_mut().find(|(f, _)| *f == font) {
                Some((_, whole)) => {
                    if before != Some(font) {
                        whole.push(' ');
                    }
                    whole.push_str(text);
                }
                None => texts.push((font, text.to_owned())),
            }
            before = Some(font);
        }
        texts
            .into_iter()
            .map(|(font, text)| {
                let judge = &mut judges[font];
                // A font that is none of the legacy ones is left to the text as a whole.
                let reading = match judge.whole {
                    Some(Reading::Legacy(_)) if !text.is_ascii() => judge.reading(&text),
                    _ => Reading::Plain,
                };
                (font, reading)
            })
            .collect()
    }

    fn fonts_of(&self, range: Range<usize>) -> Vec<(Range<usize>, usize)> {
        let mut out = vec![];
        let mut at = range.start;
        let mut run = self.run_at(at);
        while at < range.end && run < self.runs.len() {
            let end = self.ends[run].min(range.end);
            if end > at {
                out.push((at..end, self.fonts[run]));
                at = end;
            }
            run += 1;
        }
        out
    }

    /// Decodes a stretch and gives each letter to the run in which it begins.
    fn write(
        &self,
        part: Range<usize>,
        reading: Reading,
        horn: bool,
        groups: &[Group],
        decoded: &mut DecodedRuns,
    ) {
        let source = &self.text[part.clone()];
        let horn = horn && reading == Reading::Legacy(Scheme::Tcvn3);
        let mut out = String::with_capacity(source.len() + source.len() / 4);
        let mut steps: Vec<(usize, usize)> = vec![];
        decoded.horns += read_into(reading, horn, source, &mut out, &mut |to, from| {
            steps.push((to, from));
        });
        if steps.last().is_none_or(|&(to, _)| to < out.len()) {
            // Plain text goes in step.
            steps = source
                .char_indices()
                .map(|(i, c)| (i + c.len_utf8(), i + c.len_utf8()))
                .collect();
        }
        let legacy = matches!(reading, Reading::Legacy(_));
        let mut beside = false;
        let (mut to, mut from) = (0, 0);
        for (end, source_end) in steps {
            let run = self.run_at((part.start + from).min(part.end - 1));
            let piece = out.get(to..end).unwrap_or("");
            let capitals = self.shows_capitals(run, groups);
            for c in piece.chars() {
                let strange = matches!(c, '\u{80}'..='\u{FF}') && letter(c).is_none();
                decoded.undecided += usize::from(legacy && strange && beside && c != '\u{A0}');
                beside = c.is_alphabetic();
                match c.to_uppercase().next() {
                    Some(upper) if capitals => decoded.texts[run].push(upper),
                    _ => decoded.texts[run].push(c),
                }
            }
            (to, from) = (end, source_end);
        }
    }

    /// Whether a run is printed in capitals whatever its letters are.
    fn shows_capitals(&self, run: usize, groups: &[Group]) -> bool {
        let font = self.fonts[run];
        let named = font_encoding(self.names[font]);
        let legacy =
            matches!(groups[font].reading, Some(Reading::Legacy(s)) if s.shares_capitals());
        let known = legacy || groups[font].reading.is_none() && named.is_some();
        known
            && self.runs[run]
                .capitals
                .unwrap_or(named.is_some_and(|(_, capitals)| capitals))
    }
}
