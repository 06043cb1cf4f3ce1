//! The best hits, in an order that does not depend on where the index keeps them.
//!
//! How good a hit is goes by steps: the whole query at one stretch in the text with the spelling as typed; in the
//! text; in a heading, a body's name, an output, the title; all of its parts somewhere. Within the first two steps the
//! shorter text is the better; within the others count rare parts, parts that stand in the text rather than around
//! it, the spelling as typed, and short texts. Equal hits come by province, plan, and place in the plan.
//!
//! A step is only worked out when those above it do not fill the page, and in the first two steps the texts are
//! looked at from the shortest on, so that a page of many hits needs a look at few of them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::columnar::Column;
use tantivy::query::Scorer;
use tantivy::{DocAddress, DocSet, SeekDangerResult};

use super::bits::Bits;
use super::segment::{Places, Segment};
use crate::error::Result;
use crate::index::{Words, fast};
use crate::query::Word;

/// What a step adds to the score, which stays below it.
const STEP: f64 = 1000.0;

/// How much a part counts by where it stands.
const IN_TEXT: f64 = 1.0;
const AROUND: f64 = 0.5;
const ABOVE: f64 = 0.3;

/// How much more it counts in the spelling as typed.
const SPELT: f64 = 1.5;

/// BM25 with every part standing once: what length takes away, and the usual length in words.
const B: f64 = 0.75;
const K: f64 = 1.2;
const USUAL: f64 = 25.0;

/// Scores that differ by less are equal.
const FINEST: f64 = 1024.0;

/// Fewer candidates are looked at in one go.
const FEW: u64 = 2_000;

/// A hit with what it is compared by. The least is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ranked {
    score: Reverse<u64>,
    province: u64,
    plan: u64,
    /// Place in the block.
    item: u32,
    pub(super) address: DocAddress,
}

impl Ranked {
    /// The score.
    pub(super) fn score(&self) -> f64 {
        self.score.0 as f64 / FINEST
    }
}

/// Keeps the `keep` least.
pub(super) struct Heap {
    keep: usize,
    worst_first: BinaryHeap<Ranked>,
}

impl Heap {
    pub(super) fn new(keep: usize) -> Heap {
        Heap {
            keep,
            worst_first: BinaryHeap::new(),
        }
    }

    fn is_full(&self) -> bool {
        self.worst_first.len() >= self.keep
    }

    pub(super) fn push(&mut self, ranked: Ranked) {
        if !self.is_full() {
            self.worst_first.push(ranked);
        } else if let Some(mut worst) = self.worst_first.peek_mut()
            && ranked < *worst
        {
            *worst = ranked;
        }
    }

    /// All, best first.
    pub(super) fn sorted(self) -> Vec<Ranked> {
        self.worst_first.into_sorted_vec()
    }
}

/// What hits are ranked by.
pub(super) struct Ranking<'q> {
    /// Every way to say the query at one stretch.
    pub(super) stretches: Vec<Vec<&'q Word>>,
    /// How rare each part is.
    pub(super) rarity: Vec<f64>,
    /// How many hits to keep.
    pub(super) keep: usize,
}

/// How much a part counts that stands in `found` of `all` documents.
pub(super) fn rarity(found: u64, all: u64) -> f64 {
    let (found, all) = (found as f64, all as f64);
    (1.0 + (all - found + 0.5) / (found + 0.5)).ln().max(0.0)
}

/// Ranks what was found in a segment.
struct Ranker<'s> {
    ordinal: u32,
    segment: &'s Segment<'s>,
    place: Column<u64>,
    plan: Column<u64>,
    length: Column<u64>,
    heap: Heap,
    /// The present block: its end, its first document, province and plan.
    block: (u32, u32, u64, u64),
    next_block: usize,
}

/// The best of `found`, which are hits of a segment.
pub(super) fn best(
    ordinal: u32,
    segment: &Segment<'_>,
    found: &Bits,
    places: &[Places],
    ranking: &Ranking<'_>,
) -> Result<Vec<Ranked>> {
    if ranking.keep == 0 || found.is_empty() {
        return Ok(Vec::new());
    }
    let fast = segment.reader.fast_fields();
    let mut ranker = Ranker {
        ordinal,
        segment,
        place: fast.u64(fast::PLACE)?,
        plan: fast.u64(fast::PLAN)?,
        length: fast.u64(fast::LENGTH)?,
        heap: Heap::new(ranking.keep),
        block: (0, 0, 0, 0),
        next_block: 0,
    };
    let mut left = found.clone();
    let stretches: Vec<&[&Word]> = ranking
        .stretches
        .iter()
        .map(Vec::as_slice)
        .filter(|words| words.len() == 1 || !words.iter().any(|word| word.prefix))
        .collect();
    let open = stretches
        .iter()
        .any(|words| words.iter().any(|word| word.folded.is_some()));
    for (step, spelt) in [(3.0, true), (2.0, false)] {
        // Without a word of open spelling the steps are one.
        if (spelt && !open) || ranker.heap.is_full() || stretches.is_empty() {
            continue;
        }
        ranker.in_text(step, spelt, &stretches, &mut left)?;
    }
    if !ranker.heap.is_full() && !stretches.is_empty() {
        let mut around = Bits::none(segment.length);
        for field in Words::AROUND.into_iter().chain(Words::ABOVE) {
            for words in &stretches {
                let found = segment.stretch(field, words, false)?;
                match field.of_block() {
                    true if !found.is_empty() => around.or(&segment.blocks(&found)),
                    _ => around.or(&found),
                }
            }
        }
        around.and(&left);
        ranker.scored(1.0, &around, places, &ranking.rarity);
        left.and_not(&around);
    }
    if !ranker.heap.is_full() {
        ranker.scored(0.0, &left, places, &ranking.rarity);
    }
    Ok(ranker.heap.sorted())
}

impl Ranker<'_> {
    /// Begins again at the first block.
    fn rewind(&mut self) {
        self.block = (0, 0, 0, 0);
        self.next_block = 0;
    }

    /// Offers a hit; ascending between two rewinds.
    fn offer(&mut self, at: u32, score: f64) {
        if at >= self.block.0 {
            let ahead = self
                .segment
                .heads
                .get(self.next_block..)
                .unwrap_or_default();
            let passed = ahead.partition_point(|head| *head <= at);
            self.next_block += passed;
            let range = self.segment.block(self.next_block.saturating_sub(1));
            let column = |column: &Column<u64>| column.first(range.start).unwrap_or(u64::MAX);
            self.block = (
                range.end,
                range.start,
                column(&self.place),
                column(&self.plan),
            );
        }
        let (_, head, province, plan) = self.block;
        self.heap.push(Ranked {
            score: Reverse((score * FINEST).round() as u64),
            province,
            plan,
            item: at.saturating_sub(head),
            address: DocAddress::new(self.ordinal, at),
        });
    }

    fn shortness(&self, at: u32) -> usize {
        bucket(self.length.first(at).unwrap_or(0))
    }

    /// The hits in whose text the query stands at one stretch; takes those that it looked at and found out of `left`.
    fn in_text(
        &mut self,
        step: f64,
        spelt: bool,
        stretches: &[&[&Word]],
        left: &mut Bits,
    ) -> Result<()> {
        let segment = self.segment;
        let mut ways: Vec<(&[&Word], Bits)> = Vec::new();
        let mut candidates = Bits::none(segment.length);
        for words in stretches {
            let mut may = left.clone();
            for word in *words {
                may.and(&*segment.stretch(Words::Text, &[word], spelt)?);
            }
            candidates.or(&may);
            ways.push((words, may));
        }
        let few = candidates.count() <= FEW;
        let mut by_length: Vec<Vec<u32>> = vec![Vec::new(); if few { 1 } else { BUCKETS }];
        for at in candidates.iter() {
            let bucket = if few { 0 } else { self.shortness(at) };
            if let Some(list) = by_length.get_mut(bucket) {
                list.push(at);
            }
        }
        for list in by_length.iter().filter(|list| !list.is_empty()) {
            let mut runs: Vec<Run<'_>> = Vec::new();
            for (words, may) in &ways {
                let scorer = match words {
                    [_] => Search::Whole,
                    _ => match segment.scorer(words, spelt)? {
                        Some(scorer) => Search::Phrase {
                            bound: scorer.doc(),
                            scorer,
                        },
                        None => continue,
                    },
                };
                runs.push(Run {
                    may,
                    search: scorer,
                });
            }
            self.rewind();
            for at in list {
                if runs.iter_mut().any(|run| run.holds(*at)) {
                    let short = norm(self.shortness(*at));
                    self.offer(*at, STEP * step + short * STEP / 2.0);
                    left.remove(*at);
                }
            }
            if self.heap.is_full() {
                break;
            }
        }
        Ok(())
    }

    /// Offers hits by what their parts count.
    fn scored(&mut self, step: f64, hits: &Bits, places: &[Places], rarity: &[f64]) {
        self.rewind();
        for at in hits.iter() {
            let mut score = 0.0;
            for (part, rarity) in places.iter().zip(rarity) {
                let place = if part.text.has(at) {
                    IN_TEXT
                } else if part.around.has(at) {
                    AROUND
                } else if part.anywhere.has(at) {
                    ABOVE
                } else {
                    0.0
                };
                let spelt = if part.spelt.has(at) { SPELT } else { 1.0 };
                score += rarity * place * spelt;
            }
            if !places.is_empty() {
                score *= norm(self.shortness(at));
            }
            self.offer(at, STEP * step + score.min(STEP - 1.0));
        }
    }
}

/// One way to say the query, and where it may stand.
struct Run<'b> {
    may: &'b Bits,
    search: Search,
}

enum Search {
    /// Where it may stand it does.
    Whole,
    /// It must be looked for; it is not before `bound`.
    Phrase { bound: u32, scorer: Box<dyn Scorer> },
}

impl Run<'_> {
    /// Whether it stands there; ascending.
    fn holds(&mut self, at: u32) -> bool {
        if !self.may.has(at) {
            return false;
        }
        match &mut self.search {
            Search::Whole => true,
            Search::Phrase { bound, .. } if at < *bound => false,
            Search::Phrase { bound, scorer } => match scorer.seek_danger(at) {
                SeekDangerResult::Found => true,
                SeekDangerResult::SeekLowerBound(next) => {
                    *bound = next;
                    false
                }
            },
        }
    }
}

/// How many lengths of text are told apart.
const BUCKETS: usize = 24;

/// The bucket of a text of so many words: by twos, then by eights, then by sixty-fours.
fn bucket(words: u64) -> usize {
    let bucket = match words {
        0..16 => words / 2,
        16..64 => 8 + (words - 16) / 8,
        _ => 14 + (words - 64) / 64,
    };
    usize::try_from(bucket).unwrap_or(BUCKETS).min(BUCKETS - 1)
}

/// What a text of a bucket makes of a score.
fn norm(bucket: usize) -> f64 {
    let bucket = bucket as f64;
    let words = match bucket {
        ..8.0 => bucket * 2.0 + 1.0,
        8.0..14.0 => 16.0 + (bucket - 8.0) * 8.0 + 4.0,
        _ => 64.0 + (bucket - 14.0) * 64.0 + 32.0,
    };
    (K + 1.0) / (1.0 + K * (1.0 - B + B * words / USUAL)) / (K + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_texts_count_less() {
        let all: Vec<f64> = (0..BUCKETS).map(norm).collect();
        assert!(all.windows(2).all(|pair| pair[0] > pair[1]), "{all:?}");
        assert!(all.iter().all(|norm| (0.0..1.0).contains(norm)), "{all:?}");
        assert!((0..1000).map(bucket).is_sorted());
    }

    #[test]
    fn rare_parts_count_more() {
        assert!(rarity(1, 1000) > rarity(10, 1000));
        assert!(rarity(1000, 1000) >= 0.0);
    }
}
