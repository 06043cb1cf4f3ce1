//! What was read from the index, for the next search of the same process.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use tantivy::index::SegmentId;
use tantivy::schema::Field;

use super::bits::Bits;
use super::heads::Heads;
use super::segment::Places;
use crate::error::Result;

/// What is kept, in bytes. Less is read while the library is small: a set has a bit for each document.
const KEPT: usize = 256 << 20;

/// A question of which the answer is kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Question {
    /// Where a term stands.
    Term(Field, String),
    /// Where terms stand that begin so.
    Prefix(Field, String),
    /// Where a term stands more than once.
    Twice(Field, String),
    /// Where a number of the range stands, both ends included.
    Between(Field, u64, u64),
    /// Where a word stands, by its form and its form as typed.
    Word(String, String),
}

/// Sets that were read from the index.
#[derive(Default)]
pub(crate) struct Cache {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    sets: FxHashMap<(SegmentId, Question), Set>,
    heads: FxHashMap<SegmentId, Arc<Heads>>,
    /// None when they were asked for once.
    lengths: FxHashMap<SegmentId, Option<Arc<Vec<u8>>>>,
    bytes: usize,
    /// Counts up with every use.
    now: u64,
}

struct Set {
    answer: Answer,
    bytes: usize,
    used: u64,
}

#[derive(Clone)]
enum Answer {
    Bits(Arc<Bits>),
    Places(Places),
}

impl Cache {
    /// Forgets all, as another commit has other segments.
    pub(crate) fn clear(&self) {
        *self.lock() = Kept::default();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self, segment: SegmentId, question: &Question) -> Option<Answer> {
        let mut kept = self.lock();
        kept.now += 1;
        let now = kept.now;
        let set = kept.sets.get_mut(&(segment, question.clone()))?;
        set.used = now;
        Some(set.answer.clone())
    }

    pub(super) fn bits(&self, segment: SegmentId, question: &Question) -> Option<Arc<Bits>> {
        match self.get(segment, question) {
            Some(Answer::Bits(bits)) => Some(bits),
            _ => None,
        }
    }

    pub(super) fn places(&self, segment: SegmentId, question: &Question) -> Option<Places> {
        match self.get(segment, question) {
            Some(Answer::Places(places)) => Some(places),
            _ => None,
        }
    }

    pub(super) fn keep_bits(&self, segment: SegmentId, question: Question, bits: &Arc<Bits>) {
        let answer = Answer::Bits(Arc::clone(bits));
        self.keep(segment, question, answer, bits.bytes());
    }

    pub(super) fn keep_places(&self, segment: SegmentId, question: Question, places: &Places) {
        self.keep(
            segment,
            question,
            Answer::Places(places.clone()),
            places.bytes(),
        );
    }

    fn keep(&self, segment: SegmentId, question: Question, answer: Answer, bytes: usize) {
        let mut kept = self.lock();
        while kept.bytes + bytes > KEPT {
            let oldest = kept.sets.iter().min_by_key(|(_, set)| set.used);
            let Some(oldest) = oldest.map(|(key, _)| key.clone()) else {
                return;
            };
            let gone = kept.sets.remove(&oldest).map_or(0, |set| set.bytes);
            kept.bytes -= gone;
        }
        let used = kept.now;
        let set = Set {
            answer,
            bytes,
            used,
        };
        let before = kept.sets.insert((segment, question), set);
        kept.bytes = kept.bytes + bytes - before.map_or(0, |set| set.bytes);
    }

    pub(super) fn heads(&self, segment: SegmentId) -> Option<Arc<Heads>> {
        self.lock().heads.get(&segment).cloned()
    }

    pub(super) fn keep_heads(&self, segment: SegmentId, heads: &Arc<Heads>) {
        self.lock().heads.insert(segment, Arc::clone(heads));
    }

    /// The lengths of a segment's texts: those that are kept, else made when they are asked for a second time. A process
    /// that searches once does without.
    pub(super) fn lengths(
        &self,
        segment: SegmentId,
        make: impl FnOnce() -> Result<Vec<u8>>,
    ) -> Result<Option<Arc<Vec<u8>>>> {
        let known = self.lock().lengths.get(&segment).cloned();
        match known {
            Some(Some(lengths)) => return Ok(Some(lengths)),
            Some(None) => {}
            None => {
                self.lock().lengths.insert(segment, None);
                return Ok(None);
            }
        }
        let lengths = Arc::new(make()?);
        self.lock()
            .lengths
            .insert(segment, Some(Arc::clone(&lengths)));
        Ok(Some(lengths))
    }
}
