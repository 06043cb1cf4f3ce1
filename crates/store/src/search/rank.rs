//! The best hits, in an order that does not depend on where the index keeps them.
//!
//! How good a hit is goes by steps: the whole query at one stretch in the text with the spelling as typed; in the
//! text; in a heading, a body's name, an output, the title; all of its parts somewhere. Within a step, objectives and
//! tasks come before paragraphs and documents. Then, in the first two steps, the shorter text is the better; in the
//! others count rare parts, parts that stand in the text rather than around it, the spelling as typed, and short texts.
//! Equal hits come by province, plan, and place in the plan.
//!
//! A step is only worked out when those above it do not fill the page, and in the first two steps the texts are
//! offered from the shortest on, so that a page of many hits needs few of them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use tantivy::DocAddress;

use super::bits::Bits;
use super::segment::{Lengths, Places, Segment};
use crate::error::Result;
use crate::index::Words;
use crate::query::Word;

/// What a step adds to the score, and within it an item; the rest stays below that.
const STEP: f64 = 1000.0;
const ITEM: f64 = 500.0;

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

    /// Whether it is full of better hits than those of a score can be.
    fn is_beyond(&self, score: f64) -> bool {
        let worst = self.worst_first.peek();
        self.is_full() && worst.is_some_and(|worst| worst.score() > score)
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
    lengths: Lengths,
    heap: Heap,
    items: &'s Bits,
    /// The present block, by its place, and its documents.
    block: (usize, Range<u32>),
}

/// The best of `found`, which are hits of a segment; `items` are its objectives and tasks.
pub(super) fn best(
    ordinal: u32,
    segment: &Segment<'_>,
    found: &Bits,
    items: &Bits,
    places: &[Places],
    ranking: &Ranking<'_>,
) -> Result<Vec<Ranked>> {
    if ranking.keep == 0 || found.is_empty() {
        return Ok(Vec::new());
    }
    let mut ranker = Ranker {
        ordinal,
        segment,
        lengths: segment.lengths()?,
        heap: Heap::new(ranking.keep),
        items,
        block: (0, segment.heads.block(0)),
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
        let mut promises = left.clone();
        promises.and(items);
        ranker.in_text(step, spelt, &stretches, &promises, &mut left)?;
        if !ranker.heap.is_full() {
            let mut others = left.clone();
            others.and_not(items);
            ranker.in_text(step, spelt, &stretches, &others, &mut left)?;
        }
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
        self.block = (0, self.segment.heads.block(0));
    }

    /// Offers a hit; ascending between two rewinds.
    fn offer(&mut self, at: u32, score: f64) {
        if at >= self.block.1.end {
            let heads = &self.segment.heads;
            let ahead = heads.first().get(self.block.0..).unwrap_or_default();
            let passed = ahead.partition_point(|head| *head <= at).max(1) - 1;
            let block = self.block.0 + passed;
            self.block = (block, heads.block(block));
        }
        let (block, Range { start, .. }) = self.block;
        let order = self.segment.heads.order.get(block);
        let (province, plan) = order.copied().unwrap_or((u64::MAX, u64::MAX));
        let score = if self.items.has(at) {
            score + ITEM
        } else {
            score
        };
        self.heap.push(Ranked {
            score: Reverse((score * FINEST).round() as u64),
            province,
            plan,
            item: at.saturating_sub(start),
            address: DocAddress::new(self.ordinal, at),
        });
    }

    /// Hits by their length, the shortest first.
    fn by_length(&self, hits: &Bits) -> Vec<Vec<u32>> {
        let mut by_length: Vec<Vec<u32>> = vec![Vec::new(); BUCKETS];
        for at in hits.iter() {
            if let Some(list) = by_length.get_mut(self.lengths.of(at)) {
                list.push(at);
            }
        }
        by_length
    }

    /// Those of `among` in whose text the query stands at one stretch; takes what it found out of `left`.
    fn in_text(
        &mut self,
        step: f64,
        spelt: bool,
        stretches: &[&[&Word]],
        among: &Bits,
        left: &mut Bits,
    ) -> Result<()> {
        if among.is_empty() {
            return Ok(());
        }
        let segment = self.segment;
        let mut here = Bits::none(segment.length);
        let mut ways = Vec::new();
        for words in stretches {
            let (mut certain, mut may) = segment.by_pairs(Words::Text, words, spelt)?;
            certain.and(among);
            here.or(&certain);
            may.and(among);
            if !may.is_empty() {
                ways.push((words, self.by_length(&may)));
            }
        }
        let certain = self.by_length(&here);
        for (short, certain) in certain.into_iter().enumerate() {
            if self.heap.is_full() {
                break;
            }
            let mut list = certain;
            for (words, may) in &ways {
                let may = may.get(short).map(Vec::as_slice).unwrap_or_default();
                if !may.is_empty() {
                    list.extend(segment.verified(Words::Text, words, spelt, may)?);
                }
            }
            list.sort_unstable();
            list.dedup();
            here.insert_all(&list);
            self.rewind();
            for at in list {
                self.offer(at, STEP * step + norm(short) * ITEM);
            }
        }
        left.and_not(&here);
        Ok(())
    }

    /// Offers hits by what their parts count. Those of a length are passed over when none of them can be good enough.
    fn scored(&mut self, step: f64, hits: &Bits, places: &[Places], rarity: &[f64]) {
        let parts = || places.iter().zip(rarity);
        let most = |part: &Places| match () {
            () if hits.meets(&part.spelt) => IN_TEXT * SPELT,
            () if hits.meets(&part.text) => IN_TEXT,
            () => AROUND * SPELT,
        };
        let most: f64 = parts().map(|(part, rarity)| rarity * most(part)).sum();
        for (short, list) in self.by_length(hits).iter().enumerate() {
            let norm = if places.is_empty() { 1.0 } else { norm(short) };
            let bound = STEP * step + (most * norm).min(ITEM - 1.0) + ITEM;
            if list.is_empty() || self.heap.is_beyond(bound) {
                continue;
            }
            self.rewind();
            for at in list {
                let mut score = 0.0;
                for (part, rarity) in parts() {
                    let place = if part.text.has(*at) {
                        IN_TEXT
                    } else if part.around.has(*at) {
                        AROUND
                    } else if part.anywhere.has(*at) {
                        ABOVE
                    } else {
                        0.0
                    };
                    let spelt = if part.spelt.has(*at) { SPELT } else { 1.0 };
                    score += rarity * place * spelt;
                }
                self.offer(*at, STEP * step + (score * norm).min(ITEM - 1.0));
            }
        }
    }
}

/// How many lengths of text are told apart.
const BUCKETS: usize = 24;

/// The bucket of a text of so many words: by twos, then by eights, then by sixty-fours.
pub(super) fn bucket(words: u64) -> u8 {
    let bucket = match words {
        0..16 => words / 2,
        16..64 => 8 + (words - 16) / 8,
        _ => 14 + (words - 64) / 64,
    };
    u8::try_from(bucket.min(BUCKETS as u64 - 1)).unwrap_or(u8::MAX)
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
