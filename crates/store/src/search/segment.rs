//! What holds of the documents of a segment.
//!
//! Every question is answered with the set of all documents of which it holds. What is read from the index is kept for
//! the next search while it is large.

use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, SegmentReader, Term};

use super::bits::Bits;
use super::cache::{Cache, Question};
use super::heads::Heads;
use super::rank::bucket;
use crate::entry::Kind;
use crate::error::{Error, Result};
use crate::index::{Fields, Terms, Words, fast};
use crate::query::{Node, Part, Word, Wording};

/// Sets of fewer documents than one of so many are read anew.
const DENSE: usize = 512;

/// Where a part stands, each set holding the one before: in the text; also in what stands around it; also in what is
/// said of the plan.
#[derive(Clone)]
pub(super) struct Places {
    pub(super) text: Arc<Bits>,
    pub(super) around: Arc<Bits>,
    pub(super) anywhere: Arc<Bits>,
    /// In the text, spelt as typed.
    pub(super) spelt: Arc<Bits>,
}

/// Lengths of texts, in memory or in the index.
pub(super) struct Lengths {
    all: Option<Arc<Vec<u8>>>,
    column: Column<u64>,
}

impl Lengths {
    /// The bucket of a document.
    pub(super) fn of(&self, at: u32) -> usize {
        usize::from(match &self.all {
            Some(all) => all.get(at as usize).copied().unwrap_or(0),
            None => bucket(self.column.first(at).unwrap_or(0)),
        })
    }
}

/// A segment, about to be asked.
pub(super) struct Segment<'s> {
    pub(super) searcher: &'s Searcher,
    pub(super) reader: &'s SegmentReader,
    pub(super) fields: &'s Fields,
    cache: &'s Cache,
    pub(super) length: usize,
    pub(super) heads: Arc<Heads>,
}

impl<'s> Segment<'s> {
    pub(super) fn new(
        searcher: &'s Searcher,
        reader: &'s SegmentReader,
        fields: &'s Fields,
        cache: &'s Cache,
    ) -> Result<Segment<'s>> {
        let length = reader.max_doc() as usize;
        let id = reader.segment_id();
        let heads = match cache.heads(id) {
            Some(heads) => heads,
            None => {
                let kind = Kind::Document.as_str().to_owned();
                let mut of = Bits::none(length);
                let kinds = Question::Term(fields.terms(Terms::Kind), kind);
                read(reader, &kinds, &mut of)?;
                let heads = Arc::new(Heads::read(reader, &of)?);
                cache.keep_heads(id, &heads);
                heads
            }
        };
        Ok(Segment {
            searcher,
            reader,
            fields,
            cache,
            length,
            heads,
        })
    }

    /// The documents of a kind.
    pub(super) fn kind(&self, kind: Kind) -> Result<Arc<Bits>> {
        self.term(Terms::Kind, kind.as_str())
    }

    /// The documents that have a value, before it is said of blocks.
    pub(super) fn term(&self, field: Terms, value: &str) -> Result<Arc<Bits>> {
        self.find(Question::Term(self.fields.terms(field), value.to_owned()))
    }

    /// The documents that were not removed; none when all are there.
    pub(super) fn alive(&self) -> Option<Bits> {
        let alive = self.reader.alive_bitset()?;
        let mut bits = Bits::none(self.length);
        let alive = (0..self.reader.max_doc()).filter(|at| alive.is_alive(*at));
        alive.for_each(|at| bits.insert(at));
        Some(bits)
    }

    /// How long the text of each document is, as a bucket of [`super::rank`].
    pub(super) fn lengths(&self) -> Result<Lengths> {
        let column = self.reader.fast_fields().u64(fast::LENGTH)?;
        let all = self.cache.lengths(self.reader.segment_id(), || {
            let mut values = vec![0; self.length];
            column.values.get_range(0, &mut values);
            Ok(values.into_iter().map(bucket).collect())
        })?;
        Ok(Lengths { all, column })
    }

    /// The blocks of the heads in a set.
    pub(super) fn blocks(&self, of: &Bits) -> Bits {
        let mut bits = Bits::none(self.length);
        for block in self.heads.blocks().filter(|block| of.has(block.start)) {
            bits.insert_range(block);
        }
        bits
    }

    /// The documents of which a node holds. `places` gets those of every part that may stand anywhere and is not
    /// excluded, in the order of [`Node::parts`].
    pub(super) fn holds(&self, node: &Node, places: &mut Vec<Places>) -> Result<Arc<Bits>> {
        Ok(match node {
            Node::All => Arc::new(Bits::full(self.length)),
            Node::Part(part) => {
                let found = self.places(part)?;
                let bits = Arc::clone(&found.anywhere);
                places.push(found);
                bits
            }
            Node::In(field, part) => {
                let wordings = part.wordings.iter();
                let ways = wordings.map(|wording| self.wording(*field, wording));
                self.whole(field.of_block(), any(self.length, ways)?)
            }
            Node::Stretch(field, ways) => {
                let ways = ways.iter().map(|words| {
                    let words: Vec<&Word> = words.iter().collect();
                    self.stretch(*field, &words, false)
                });
                self.whole(field.of_block(), any(self.length, ways)?)
            }
            Node::Any(field, values) => {
                let terms = self.fields.terms(*field);
                let values = values.iter().cloned();
                let found = values.map(|value| self.find(Question::Term(terms, value)));
                self.whole(field.of_block(), any(self.length, found)?)
            }
            Node::Between(field, first, last) => {
                let numbers = self.fields.numbers(*field);
                let found = self.find(Question::Between(numbers, *first, *last))?;
                self.whole(field.of_block(), found)
            }
            Node::Not(node) => {
                let mut bits = self.holds(node, &mut Vec::new())?;
                Arc::make_mut(&mut bits).not();
                bits
            }
            Node::And(nodes) => {
                let mut all: Option<Arc<Bits>> = None;
                for node in nodes {
                    let found = self.holds(node, places)?;
                    match &mut all {
                        Some(all) => Arc::make_mut(all).and(&found),
                        None => all = Some(found),
                    }
                }
                all.unwrap_or_else(|| Arc::new(Bits::full(self.length)))
            }
            Node::Or(nodes) => {
                let found = nodes.iter().map(|node| self.holds(node, places));
                any(self.length, found)?
            }
        })
    }

    fn whole(&self, of_block: bool, bits: Arc<Bits>) -> Arc<Bits> {
        match of_block {
            true => Arc::new(self.blocks(&bits)),
            false => bits,
        }
    }

    fn places(&self, part: &Part) -> Result<Places> {
        let mut places: Option<Places> = None;
        for wording in &part.wordings {
            let words: Vec<&Word> = wording.words.iter().collect();
            let found = match &words[..] {
                [word] => self.places_of_word(word)?,
                words if wording.together => self.places_of(words)?,
                words => {
                    let mut all: Option<Places> = None;
                    for word in words {
                        let found = self.places_of_word(word)?;
                        match &mut all {
                            Some(all) => all.each(&found, Bits::and),
                            None => all = Some(found),
                        }
                    }
                    all.unwrap_or_else(|| Places::none(self.length))
                }
            };
            match &mut places {
                Some(places) => places.each(&found, Bits::or),
                None => places = Some(found),
            }
        }
        Ok(places.unwrap_or_else(|| Places::none(self.length)))
    }

    fn places_of_word(&self, word: &Word) -> Result<Places> {
        if word.prefix {
            return self.places_of(&[word]);
        }
        let question = Question::Word(form(word, false).to_owned(), word.exact.clone());
        let segment = self.reader.segment_id();
        if let Some(places) = self.cache.places(segment, &question) {
            return Ok(places);
        }
        let places = self.places_of(&[word])?;
        if places.anywhere.count() as usize * DENSE > self.length {
            self.cache.keep_places(segment, question, &places);
        }
        Ok(places)
    }

    /// Where words follow one another.
    fn places_of(&self, words: &[&Word]) -> Result<Places> {
        let text = self.stretch(Words::Text, words, false)?;
        let spelt = match words.iter().any(|word| word.folded.is_some()) {
            true => self.stretch(Words::Text, words, true)?,
            false => Arc::clone(&text),
        };
        let mut around = Arc::clone(&text);
        for field in Words::AROUND {
            self.add_stretch(field, words, &mut around)?;
        }
        let mut heads = Arc::new(Bits::none(self.length));
        for field in Words::ABOVE {
            self.add_stretch(field, words, &mut heads)?;
        }
        let mut anywhere = Arc::clone(&around);
        if !heads.is_empty() {
            Arc::make_mut(&mut anywhere).or(&self.blocks(&heads));
        }
        self.add_stretch(Words::Rest, words, &mut anywhere)?;
        Ok(Places {
            text,
            around,
            anywhere,
            spelt,
        })
    }

    fn add_stretch(&self, field: Words, words: &[&Word], to: &mut Arc<Bits>) -> Result<()> {
        match words {
            // Not kept: of a single word all its places are.
            [word] if !word.prefix => {
                let form = form(word, false).to_owned();
                let question = Question::Term(self.fields.words(field), form);
                let mut found = Bits::none(self.length);
                read(self.reader, &question, &mut found)?;
                if !found.is_empty() {
                    Arc::make_mut(to).or(&found);
                }
            }
            words => {
                let found = self.stretch(field, words, false)?;
                if !found.is_empty() {
                    Arc::make_mut(to).or(&found);
                }
            }
        }
        Ok(())
    }

    /// A wording in one field, before it is said of blocks.
    fn wording(&self, field: Words, wording: &Wording) -> Result<Arc<Bits>> {
        let words: Vec<&Word> = wording.words.iter().collect();
        if wording.together {
            return self.stretch(field, &words, false);
        }
        let mut bits = Arc::new(Bits::full(self.length));
        for word in words {
            Arc::make_mut(&mut bits).and(&*self.stretch(field, &[word], false)?);
        }
        Ok(bits)
    }

    /// The documents in whose field words follow one another, before it is said of blocks; `spelt`: all as typed.
    pub(super) fn stretch(&self, field: Words, words: &[&Word], spelt: bool) -> Result<Arc<Bits>> {
        let [word] = words else {
            return Ok(Arc::new(self.phrase(field, words, spelt)?));
        };
        let field = self.fields.words(field);
        let form = form(word, spelt).to_owned();
        self.find(match word.prefix {
            true => Question::Prefix(field, form),
            false => Question::Term(field, form),
        })
    }

    /// The documents that answer a question.
    pub(super) fn find(&self, question: Question) -> Result<Arc<Bits>> {
        let segment = self.reader.segment_id();
        if let Some(bits) = self.cache.bits(segment, &question) {
            return Ok(bits);
        }
        let mut bits = Bits::none(self.length);
        let met = read(self.reader, &question, &mut bits)?;
        let bits = Arc::new(bits);
        if met * DENSE > self.length {
            self.cache.keep_bits(segment, question, &bits);
        }
        Ok(bits)
    }
}

/// Adds the documents that answer a question, and returns how many were met.
fn read(reader: &SegmentReader, question: &Question, bits: &mut Bits) -> Result<usize> {
    let inverted = |field: Field| reader.inverted_index(field);
    match question {
        Question::Term(field, text) | Question::Twice(field, text) => {
            let inverted = inverted(*field)?;
            let term = Term::from_field_text(*field, text);
            match inverted.get_term_info(&term).map_err(io)? {
                Some(info) if matches!(question, Question::Twice(..)) => {
                    add_repeated(&inverted, &info, bits)
                }
                Some(info) => add(&inverted, &info, bits),
                None => Ok(0),
            }
        }
        Question::Prefix(field, text) => {
            let inverted = inverted(*field)?;
            let terms = inverted.terms();
            let from = terms.range().ge(text.as_bytes());
            let mut stream = from.into_stream().map_err(io)?;
            let mut met = 0;
            while stream.advance() && stream.key().starts_with(text.as_bytes()) {
                met += add(&inverted, stream.value(), bits)?;
            }
            Ok(met)
        }
        Question::Between(field, first, last) => {
            let inverted = inverted(*field)?;
            let [first, last] = [first, last].map(|n| Term::from_field_u64(*field, *n));
            let mut stream = inverted
                .terms()
                .range()
                .ge(first.serialized_value_bytes())
                .le(last.serialized_value_bytes())
                .into_stream()
                .map_err(io)?;
            let mut met = 0;
            while stream.advance() {
                met += add(&inverted, stream.value(), bits)?;
            }
            Ok(met)
        }
        Question::Word(..) => Ok(0),
    }
}

/// The documents of any of the sets.
fn any(length: usize, sets: impl Iterator<Item = Result<Arc<Bits>>>) -> Result<Arc<Bits>> {
    let mut all: Option<Arc<Bits>> = None;
    for set in sets {
        let set = set?;
        match &mut all {
            Some(all) => Arc::make_mut(all).or(&set),
            None => all = Some(set),
        }
    }
    Ok(all.unwrap_or_else(|| Arc::new(Bits::none(length))))
}

/// The form of a word that is looked up.
pub(super) fn form(word: &Word, spelt: bool) -> &str {
    match &word.folded {
        Some(folded) if !spelt => folded,
        _ => &word.exact,
    }
}

pub(super) fn io(cause: std::io::Error) -> Error {
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
        bits.insert_all(docs);
        postings.advance();
    }
    Ok(info.doc_freq as usize)
}

/// Adds the documents in which a term stands more than once, and returns the number of all.
fn add_repeated(
    inverted: &InvertedIndexReader,
    info: &tantivy::postings::TermInfo,
    bits: &mut Bits,
) -> Result<usize> {
    let mut postings: BlockSegmentPostings = inverted
        .read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)
        .map_err(io)?;
    loop {
        let docs = postings.docs();
        if docs.is_empty() {
            break;
        }
        let repeated = docs
            .iter()
            .zip(postings.freqs())
            .filter(|(_, often)| **often > 1);
        repeated.for_each(|(at, _)| bits.insert(*at));
        postings.advance();
    }
    Ok(info.doc_freq as usize)
}

impl Places {
    fn none(length: usize) -> Places {
        let none = Arc::new(Bits::none(length));
        Places {
            text: Arc::clone(&none),
            around: Arc::clone(&none),
            anywhere: Arc::clone(&none),
            spelt: none,
        }
    }

    fn each(&mut self, other: &Places, join: impl Fn(&mut Bits, &Bits)) {
        for (own, other) in [
            (&mut self.text, &other.text),
            (&mut self.around, &other.around),
            (&mut self.anywhere, &other.anywhere),
            (&mut self.spelt, &other.spelt),
        ] {
            join(Arc::make_mut(own), other);
        }
    }

    /// Memory in bytes; what is shared counts once.
    pub(super) fn bytes(&self) -> usize {
        let mut bytes = self.text.bytes();
        for (set, before) in [
            (&self.around, &self.text),
            (&self.anywhere, &self.around),
            (&self.spelt, &self.text),
        ] {
            if !Arc::ptr_eq(set, before) {
                bytes += set.bytes();
            }
        }
        bytes
    }
}
