//! What holds of the documents of a segment.
//!
//! Every question is answered with the set of all documents of which it holds. What is read from the index is kept for
//! the next search while it is large.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use tantivy::index::{InvertedIndexReader, SegmentId};
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::{EnableScoring, PhraseQuery, Query as _, Scorer};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};

use super::bits::Bits;
use crate::entry::Kind;
use crate::error::{Error, Result};
use crate::index::{Fields, Terms, Words};
use crate::query::{Node, Part, Word, Wording};

/// What is kept of a segment, in bytes.
const KEPT: usize = 96 << 20;

/// Sets of fewer documents than one of so many are read anew.
const DENSE: usize = 512;

/// Sets that were read from the index.
#[derive(Default)]
pub(crate) struct Cache {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    sets: FxHashMap<(SegmentId, Leaf), Arc<Bits>>,
    bytes: usize,
}

impl Cache {
    /// Forgets all, as another commit has other segments.
    pub(crate) fn clear(&self) {
        *self.lock() = Kept::default();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self, segment: SegmentId, leaf: &Leaf) -> Option<Arc<Bits>> {
        self.lock().sets.get(&(segment, leaf.clone())).cloned()
    }

    fn put(&self, segment: SegmentId, leaf: Leaf, bits: &Arc<Bits>) {
        let mut kept = self.lock();
        if kept.bytes + bits.bytes() > KEPT {
            *kept = Kept::default();
        }
        kept.bytes += bits.bytes();
        kept.sets.insert((segment, leaf), Arc::clone(bits));
    }
}

/// A question that the index answers as it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Leaf {
    Term(Field, String),
    Prefix(Field, String),
    Phrase(Field, Vec<String>),
    Between(Field, u64, u64),
}

/// Where a part stands, each set holding the one before: in the text; also in what stands around it; also in what is
/// said of the plan.
pub(super) struct Places {
    pub(super) text: Bits,
    pub(super) around: Bits,
    pub(super) anywhere: Bits,
    /// In the text, spelt as typed.
    pub(super) spelt: Bits,
}

/// A segment, about to be asked.
pub(super) struct Segment<'s> {
    searcher: &'s Searcher,
    pub(super) reader: &'s SegmentReader,
    fields: &'s Fields,
    cache: &'s Cache,
    pub(super) length: usize,
    /// The first document of each block, ascending.
    pub(super) heads: Vec<u32>,
}

impl<'s> Segment<'s> {
    pub(super) fn new(
        searcher: &'s Searcher,
        reader: &'s SegmentReader,
        fields: &'s Fields,
        cache: &'s Cache,
    ) -> Result<Segment<'s>> {
        let mut segment = Segment {
            searcher,
            reader,
            fields,
            cache,
            length: reader.max_doc() as usize,
            heads: Vec::new(),
        };
        segment.heads = segment.kind(Kind::Document)?.iter().collect();
        Ok(segment)
    }

    /// The documents of a kind.
    pub(super) fn kind(&self, kind: Kind) -> Result<Arc<Bits>> {
        let field = self.fields.terms(Terms::Kind);
        self.leaf(Leaf::Term(field, kind.as_str().to_owned()))
    }

    /// The documents that were not removed.
    pub(super) fn alive(&self) -> Bits {
        let mut bits = Bits::full(self.length);
        if let Some(alive) = self.reader.alive_bitset() {
            let mut dead = Bits::none(self.length);
            for at in (0..self.reader.max_doc()).filter(|at| alive.is_deleted(*at)) {
                dead.insert(at);
            }
            bits.and_not(&dead);
        }
        bits
    }

    /// The block of the `at`th head.
    pub(super) fn block(&self, at: usize) -> std::ops::Range<u32> {
        let start = self.heads.get(at).copied().unwrap_or(u32::MAX);
        let end = self.heads.get(at + 1).copied();
        start..end.unwrap_or(self.reader.max_doc())
    }

    /// The blocks of the heads in a set.
    pub(super) fn blocks(&self, of: &Bits) -> Bits {
        let mut bits = Bits::none(self.length);
        for (at, head) in self.heads.iter().enumerate() {
            if of.has(*head) {
                bits.insert_range(self.block(at));
            }
        }
        bits
    }

    /// The documents of which a node holds. `places` gets those of every part that may stand anywhere and is not
    /// excluded, in the order of [`Node::parts`].
    pub(super) fn holds(&self, node: &Node, places: &mut Vec<Places>) -> Result<Bits> {
        Ok(match node {
            Node::All => Bits::full(self.length),
            Node::Part(part) => {
                let found = self.places(part)?;
                let bits = found.anywhere.clone();
                places.push(found);
                bits
            }
            Node::In(field, part) => {
                let mut bits = Bits::none(self.length);
                for wording in &part.wordings {
                    bits.or(&self.wording(*field, wording)?);
                }
                self.whole(field.of_block(), bits)
            }
            Node::Stretch(field, ways) => {
                let mut bits = Bits::none(self.length);
                for words in ways {
                    let words: Vec<&Word> = words.iter().collect();
                    bits.or(&*self.stretch(*field, &words, false)?);
                }
                self.whole(field.of_block(), bits)
            }
            Node::Any(field, values) => {
                let mut bits = Bits::none(self.length);
                for value in values {
                    bits.or(&*self.leaf(Leaf::Term(self.fields.terms(*field), value.clone()))?);
                }
                self.whole(field.of_block(), bits)
            }
            Node::Between(field, first, last) => {
                let leaf = Leaf::Between(self.fields.numbers(*field), *first, *last);
                let bits = self.leaf(leaf)?;
                self.whole(field.of_block(), Bits::clone(&bits))
            }
            Node::Not(node) => {
                let mut bits = self.holds(node, &mut Vec::new())?;
                bits.not();
                bits
            }
            Node::And(nodes) => {
                let mut bits = Bits::full(self.length);
                for node in nodes {
                    bits.and(&self.holds(node, places)?);
                }
                bits
            }
            Node::Or(nodes) => {
                let mut bits = Bits::none(self.length);
                for node in nodes {
                    bits.or(&self.holds(node, places)?);
                }
                bits
            }
        })
    }

    fn whole(&self, of_block: bool, bits: Bits) -> Bits {
        if of_block { self.blocks(&bits) } else { bits }
    }

    fn places(&self, part: &Part) -> Result<Places> {
        let mut places = Places::none(self.length);
        for wording in &part.wordings {
            if wording.together {
                places.or(&self.places_of(|field, spelt| {
                    let words: Vec<&Word> = wording.words.iter().collect();
                    self.stretch(field, &words, spelt)
                })?);
                continue;
            }
            let mut all: Option<Places> = None;
            for word in &wording.words {
                let found = self.places_of(|field, spelt| self.stretch(field, &[word], spelt))?;
                match &mut all {
                    Some(all) => all.and(&found),
                    None => all = Some(found),
                }
            }
            if let Some(all) = all {
                places.or(&all);
            }
        }
        Ok(places)
    }

    fn places_of(&self, find: impl Fn(Words, bool) -> Result<Arc<Bits>>) -> Result<Places> {
        let text = Bits::clone(&*find(Words::Text, false)?);
        let spelt = Bits::clone(&*find(Words::Text, true)?);
        let mut around = text.clone();
        for field in Words::AROUND {
            around.or(&*find(field, false)?);
        }
        let mut heads = Bits::none(self.length);
        for field in Words::ABOVE {
            heads.or(&*find(field, false)?);
        }
        let mut anywhere = around.clone();
        if !heads.is_empty() {
            anywhere.or(&self.blocks(&heads));
        }
        anywhere.or(&*find(Words::Rest, false)?);
        Ok(Places {
            text,
            around,
            anywhere,
            spelt,
        })
    }

    /// A wording in one field, before it is said of blocks.
    fn wording(&self, field: Words, wording: &Wording) -> Result<Bits> {
        if wording.together {
            let words: Vec<&Word> = wording.words.iter().collect();
            return Ok(Bits::clone(&*self.stretch(field, &words, false)?));
        }
        let mut bits = Bits::full(self.length);
        for word in &wording.words {
            bits.and(&*self.stretch(field, &[word], false)?);
        }
        Ok(bits)
    }

    /// The documents in whose field words follow one another, before it is said of blocks; `spelt`: all as typed.
    pub(super) fn stretch(&self, field: Words, words: &[&Word], spelt: bool) -> Result<Arc<Bits>> {
        let field = self.fields.words(field);
        let leaf = match words {
            [word] if word.prefix => Leaf::Prefix(field, form(word, spelt).to_owned()),
            [word] => Leaf::Term(field, form(word, spelt).to_owned()),
            words => Leaf::Phrase(
                field,
                words.iter().map(|w| form(w, spelt).to_owned()).collect(),
            ),
        };
        self.leaf(leaf)
    }

    /// What goes through the places where words follow one another in the text; none when they never do.
    pub(super) fn scorer(&self, words: &[&Word], spelt: bool) -> Result<Option<Box<dyn Scorer>>> {
        let field = self.fields.words(Words::Text);
        let forms: Vec<String> = words.iter().map(|w| form(w, spelt).to_owned()).collect();
        self.phrase(field, &forms)
    }

    fn phrase(&self, field: Field, forms: &[String]) -> Result<Option<Box<dyn Scorer>>> {
        let inverted = self.reader.inverted_index(field)?;
        let terms: Vec<Term> = forms
            .iter()
            .map(|form| Term::from_field_text(field, form))
            .collect();
        for term in &terms {
            if inverted.get_term_info(term).map_err(io)?.is_none() {
                return Ok(None);
            }
        }
        let scoring = EnableScoring::disabled_from_searcher(self.searcher);
        let weight = PhraseQuery::new(terms).weight(scoring)?;
        Ok(Some(weight.scorer(self.reader, 1.0)?))
    }

    fn leaf(&self, leaf: Leaf) -> Result<Arc<Bits>> {
        let segment = self.reader.segment_id();
        if let Some(bits) = self.cache.get(segment, &leaf) {
            return Ok(bits);
        }
        let mut bits = Bits::none(self.length);
        let mut read = 0;
        match &leaf {
            Leaf::Term(field, text) => {
                let inverted = self.reader.inverted_index(*field)?;
                let term = Term::from_field_text(*field, text);
                if let Some(info) = inverted.get_term_info(&term).map_err(io)? {
                    read += add(&inverted, &info, &mut bits)?;
                }
            }
            Leaf::Prefix(field, text) => {
                let inverted = self.reader.inverted_index(*field)?;
                let mut stream = inverted
                    .terms()
                    .range()
                    .ge(text.as_bytes())
                    .into_stream()
                    .map_err(io)?;
                while stream.advance() && stream.key().starts_with(text.as_bytes()) {
                    read += add(&inverted, stream.value(), &mut bits)?;
                }
            }
            Leaf::Between(field, first, last) => {
                let inverted = self.reader.inverted_index(*field)?;
                let [first, last] = [first, last].map(|n| Term::from_field_u64(*field, *n));
                let mut stream = inverted
                    .terms()
                    .range()
                    .ge(first.serialized_value_bytes())
                    .le(last.serialized_value_bytes())
                    .into_stream()
                    .map_err(io)?;
                while stream.advance() {
                    read += add(&inverted, stream.value(), &mut bits)?;
                }
            }
            Leaf::Phrase(field, forms) => {
                if let Some(mut scorer) = self.phrase(*field, forms)? {
                    let mut at = scorer.doc();
                    while at != TERMINATED {
                        bits.insert(at);
                        read += DENSE;
                        at = scorer.advance();
                    }
                }
            }
        }
        let bits = Arc::new(bits);
        if read * DENSE > self.length {
            self.cache.put(segment, leaf, &bits);
        }
        Ok(bits)
    }
}

/// The form of a word that is looked up.
fn form(word: &Word, spelt: bool) -> &str {
    match &word.folded {
        Some(folded) if !spelt => folded,
        _ => &word.exact,
    }
}

fn io(cause: std::io::Error) -> Error {
    tantivy::TantivyError::from(cause).into()
}

/// Adds the documents of a term and returns their number.
fn add(
    inverted: &InvertedIndexReader,
    info: &tantivy::postings::TermInfo,
    bits: &mut Bits,
) -> Result<usize> {
    let mut postings: BlockSegmentPostings = inverted
        .read_block_postings_from_terminfo(info, IndexRecordOption::Basic)
        .map_err(io)?;
    loop {
        let docs = postings.docs();
        if docs.is_empty() {
            break;
        }
        docs.iter().for_each(|at| bits.insert(*at));
        postings.advance();
    }
    Ok(info.doc_freq as usize)
}

impl Places {
    fn none(length: usize) -> Places {
        Places {
            text: Bits::none(length),
            around: Bits::none(length),
            anywhere: Bits::none(length),
            spelt: Bits::none(length),
        }
    }

    fn or(&mut self, other: &Places) {
        self.text.or(&other.text);
        self.around.or(&other.around);
        self.anywhere.or(&other.anywhere);
        self.spelt.or(&other.spelt);
    }

    fn and(&mut self, other: &Places) {
        self.text.and(&other.text);
        self.around.and(&other.around);
        self.anywhere.and(&other.anywhere);
        self.spelt.and(&other.spelt);
    }
}
