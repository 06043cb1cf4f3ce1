//! The best hits in an order that does not depend on where the index keeps them.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::index::{PLACE, PLAN, split_place};

/// Scores that differ by less are equal: sums of the same numbers in another order differ in the last digits.
const STEPS: f32 = 256.0;

/// Collects the best hits and counts all.
pub(super) struct Top {
    /// How many hits to keep.
    pub(super) keep: usize,
}

/// What was collected.
pub(super) struct Found {
    /// Number of all hits.
    pub(super) total: u64,
    /// The best, best first.
    pub(super) best: Vec<Ranked>,
}

/// A hit with what it is compared by. The least is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ranked {
    steps: Reverse<i64>,
    province: u64,
    plan: u64,
    item: u64,
    pub(super) address: DocAddress,
}

impl Ranked {
    /// The score.
    pub(super) fn score(&self) -> f64 {
        self.steps.0 as f64 / f64::from(STEPS)
    }
}

/// Keeps the `keep` least.
struct Heap {
    keep: usize,
    worst_first: BinaryHeap<Ranked>,
}

impl Heap {
    fn new(keep: usize) -> Heap {
        Heap {
            keep,
            worst_first: BinaryHeap::new(),
        }
    }

    /// Whether a hit of this score may still come in.
    fn may_enter(&self, steps: i64) -> bool {
        self.keep > self.worst_first.len()
            || self
                .worst_first
                .peek()
                .is_some_and(|worst| Reverse(steps).cmp(&worst.steps) != Ordering::Greater)
    }

    fn push(&mut self, ranked: Ranked) {
        if self.worst_first.len() < self.keep {
            self.worst_first.push(ranked);
        } else if let Some(mut worst) = self.worst_first.peek_mut()
            && ranked < *worst
        {
            *worst = ranked;
        }
    }
}

pub(super) struct TopOfSegment {
    segment: SegmentOrdinal,
    plan: Column<u64>,
    place: Column<u64>,
    total: u64,
    heap: Heap,
}

impl Collector for Top {
    type Fruit = Found;
    type Child = TopOfSegment;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<TopOfSegment> {
        Ok(TopOfSegment {
            segment,
            plan: reader.fast_fields().u64(PLAN)?,
            place: reader.fast_fields().u64(PLACE)?,
            total: 0,
            heap: Heap::new(self.keep),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<(u64, Vec<Ranked>)>) -> tantivy::Result<Found> {
        let mut total = 0;
        let mut heap = Heap::new(self.keep);
        for (count, best) in segments {
            total += count;
            best.into_iter().for_each(|ranked| heap.push(ranked));
        }
        Ok(Found {
            total,
            best: heap.worst_first.into_sorted_vec(),
        })
    }
}

impl SegmentCollector for TopOfSegment {
    type Fruit = (u64, Vec<Ranked>);

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        let steps = (score * STEPS).round() as i64;
        if !self.heap.may_enter(steps) {
            return;
        }
        let (province, item) = split_place(self.place.first(doc).unwrap_or(u64::MAX));
        self.heap.push(Ranked {
            steps: Reverse(steps),
            province,
            plan: self.plan.first(doc).unwrap_or(u64::MAX),
            item,
            address: DocAddress::new(self.segment, doc),
        });
    }

    fn harvest(self) -> (u64, Vec<Ranked>) {
        (self.total, self.heap.worst_first.into_vec())
    }
}
