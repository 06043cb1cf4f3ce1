//! Sets of documents of a segment, a bit each.

use std::ops::Range;

const WORD: usize = 64;

/// A set of the numbers below a length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bits {
    /// Nothing while no number was added: most questions to most fields find nothing.
    words: Vec<u64>,
    length: usize,
}

impl Bits {
    /// The empty set.
    pub(super) fn none(length: usize) -> Bits {
        Bits {
            words: Vec::new(),
            length,
        }
    }

    fn make_room(&mut self) {
        if self.words.is_empty() {
            self.words = vec![0; self.length.div_ceil(WORD)];
        }
    }

    /// The full set.
    pub(super) fn full(length: usize) -> Bits {
        let mut bits = Bits {
            words: vec![u64::MAX; length.div_ceil(WORD)],
            length,
        };
        bits.trim();
        bits
    }

    fn trim(&mut self) {
        let over = self.length % WORD;
        if over > 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << over) - 1;
        }
    }

    /// Memory in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.words.len() * size_of::<u64>()
    }

    /// Adds a number; those beyond the length are none.
    pub(super) fn insert(&mut self, at: u32) {
        let at = at as usize;
        self.make_room();
        if at < self.length
            && let Some(word) = self.words.get_mut(at / WORD)
        {
            *word |= 1 << (at % WORD);
        }
    }

    /// Adds numbers, as [`Bits::insert`] does.
    pub(super) fn insert_all(&mut self, numbers: &[u32]) {
        self.make_room();
        let length = self.length;
        let words = self.words.as_mut_slice();
        for at in numbers.iter().map(|at| *at as usize) {
            if at < length
                && let Some(word) = words.get_mut(at / WORD)
            {
                *word |= 1 << (at % WORD);
            }
        }
    }

    /// Whether a number is in it.
    pub(super) fn has(&self, at: u32) -> bool {
        let at = at as usize;
        let word = self.words.get(at / WORD).copied().unwrap_or_default();
        word >> (at % WORD) & 1 == 1
    }

    /// How many numbers are in it.
    pub(super) fn count(&self) -> u64 {
        self.words
            .iter()
            .map(|word| u64::from(word.count_ones()))
            .sum()
    }

    /// How many numbers are in both.
    pub(super) fn count_both(&self, other: &Bits) -> u64 {
        let words = self.words.iter().zip(&other.words);
        words
            .map(|(word, other)| u64::from((word & other).count_ones()))
            .sum()
    }

    /// Whether a number is in both.
    pub(super) fn meets(&self, other: &Bits) -> bool {
        let mut words = self.words.iter().zip(&other.words);
        words.any(|(word, other)| word & other != 0)
    }

    /// Whether none is.
    pub(super) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Keeps what is in both.
    pub(super) fn and(&mut self, other: &Bits) {
        if other.words.is_empty() {
            self.words = Vec::new();
        }
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// Adds what is in the other.
    pub(super) fn or(&mut self, other: &Bits) {
        if self.words.is_empty() {
            self.words.clone_from(&other.words);
            return;
        }
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Takes out what is in the other.
    pub(super) fn and_not(&mut self, other: &Bits) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Makes it what it is not.
    pub(super) fn not(&mut self) {
        self.make_room();
        for word in &mut self.words {
            *word = !*word;
        }
        self.trim();
    }

    /// The words that a range touches, each with the bits of the range in it.
    fn masks(&self, range: Range<u32>) -> impl Iterator<Item = (usize, u64)> + use<> {
        let (start, end) = (range.start as usize, (range.end as usize).min(self.length));
        let first = start / WORD;
        let last = if start < end {
            end.div_ceil(WORD)
        } else {
            first
        };
        (first..last).map(move |at| {
            let below = start.saturating_sub(at * WORD).min(WORD);
            let upto = (end - at * WORD).min(WORD);
            let low = u64::MAX.checked_shl(below as u32).unwrap_or(0);
            let high = u64::MAX >> (WORD - upto);
            (at, low & high)
        })
    }

    /// Adds a range.
    pub(super) fn insert_range(&mut self, range: Range<u32>) {
        self.make_room();
        for (at, mask) in self.masks(range) {
            if let Some(word) = self.words.get_mut(at) {
                *word |= mask;
            }
        }
    }

    /// How many numbers of a range are in it.
    pub(super) fn count_range(&self, range: Range<u32>) -> u64 {
        let words = self.masks(range).map(|(at, mask)| {
            let word = self.words.get(at).copied().unwrap_or_default();
            u64::from((word & mask).count_ones())
        });
        words.sum()
    }

    /// The numbers, ascending.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(at, &word)| {
            let mut left = word;
            std::iter::from_fn(move || {
                (left != 0).then(|| {
                    let bit = left.trailing_zeros();
                    left &= left - 1;
                    (at * WORD) as u32 + bit
                })
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn like_a_set(numbers in proptest::collection::btree_set(0_u32..300, 0..60), from in 0_u32..310, to in 0_u32..310) {
            let mut bits = Bits::none(300);
            numbers.iter().for_each(|at| bits.insert(*at));
            prop_assert_eq!(bits.iter().collect::<Vec<_>>(), numbers.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(bits.count(), numbers.len() as u64);
            let mut all = Bits::none(300);
            all.insert_all(&numbers.iter().copied().chain([300, 999]).collect::<Vec<_>>());
            prop_assert_eq!(all.iter().collect::<Vec<_>>(), bits.iter().collect::<Vec<_>>());
            let mut half = bits.clone();
            half.and_not(&Bits::full(300));
            prop_assert!(half.is_empty() && !half.meets(&bits));
            prop_assert_eq!(bits.count_both(&Bits::full(300)), bits.count());
            prop_assert_eq!(bits.meets(&Bits::full(300)), !bits.is_empty());
            let within = numbers.iter().filter(|at| (from..to).contains(*at)).count() as u64;
            prop_assert_eq!(bits.count_range(from..to), within);
            let mut range = Bits::none(300);
            range.insert_range(from..to);
            prop_assert_eq!(range.iter().collect::<Vec<_>>(), (from..to.min(300)).collect::<Vec<_>>());
            let mut not = bits.clone();
            not.not();
            prop_assert_eq!(not.count(), 300 - bits.count());
            not.or(&bits);
            prop_assert_eq!(not, Bits::full(300));
        }
    }
}
