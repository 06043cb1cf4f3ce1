//! Finding objectives, tasks, paragraphs and documents by their words.

mod bits;
mod cache;
mod facet;
mod heads;
mod highlight;
mod narrow;
mod phrase;
mod rank;
mod segment;

use std::num::NonZero;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde::Serialize;
use tantivy::Searcher;
use tantivy::schema::Value;

use self::bits::Bits;
use self::facet::Counts;
use self::rank::{Heap, Ranking, best, rarity};
use self::segment::{Places, Segment};
use crate::entry::{Entry, Kind};
use crate::error::{Error, ErrorKind, Result};
use crate::filter::{Filter, Matcher};
use crate::index::Fields;
use crate::query::{Expansion, Node, Query};
use crate::source::Summary;

pub(crate) use cache::Cache;
pub use facet::{Count, Facets};
pub(crate) use highlight::holds;
pub use highlight::{Mark, byte_ranges};

/// Searches of fewer documents are done on one thread.
const WORTH_THREADS: u64 = 100_000;

/// What to search for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchRequest {
    /// A query as `docs/search.md` has it: `bạn` finds only that spelling, `ban` every spelling; `"…"` a phrase.
    /// Empty: everything.
    pub query: String,
    /// What narrows the search.
    pub filter: Filter,
    /// What to find. Empty: objectives and tasks; when the query asks for a kind, all that it asks for.
    pub kinds: Vec<Kind>,
    /// How many hits to give.
    pub limit: usize,
    /// How many hits to pass over first.
    pub offset: usize,
    /// Whether abbreviations are also looked for in full, and the other way round.
    pub expand: bool,
    /// Whether to count all hits by province, year, body and the rest.
    pub facets: bool,
}

impl Default for SearchRequest {
    fn default() -> SearchRequest {
        SearchRequest {
            query: String::new(),
            filter: Filter::default(),
            kinds: Vec::new(),
            limit: 20,
            offset: 0,
            expand: true,
            facets: false,
        }
    }
}

impl SearchRequest {
    /// A request for words, with the defaults.
    pub fn new(query: impl Into<String>) -> SearchRequest {
        SearchRequest {
            query: query.into(),
            ..SearchRequest::default()
        }
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchResult {
    /// Number of all hits, exact.
    pub total: u64,
    /// How many hits were passed over.
    pub offset: usize,
    /// How many hits were asked for at most.
    pub limit: usize,
    /// How many there are of each kind, also of kinds that were not asked for.
    pub kinds: KindCounts,
    /// The words that were also looked for in other wordings.
    pub expansions: Vec<Expansion>,
    /// Counts of all hits, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facets: Option<Facets>,
    /// The hits from `offset` on, the best first; equal ones by province, plan and place in the plan.
    pub hits: Vec<Hit>,
}

/// Numbers of hits by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct KindCounts {
    /// Objectives.
    pub objective: u64,
    /// Tasks.
    pub task: u64,
    /// Paragraphs that are neither.
    pub paragraph: u64,
    /// Plans as a whole.
    pub document: u64,
}

impl KindCounts {
    /// The number of a kind.
    pub fn of(&self, kind: Kind) -> u64 {
        match kind {
            Kind::Objective => self.objective,
            Kind::Task => self.task,
            Kind::Paragraph => self.paragraph,
            Kind::Document => self.document,
        }
    }

    fn add(&mut self, kind: Kind, found: u64) {
        match kind {
            Kind::Objective => self.objective += found,
            Kind::Task => self.task += found,
            Kind::Paragraph => self.paragraph += found,
            Kind::Document => self.document += found,
        }
    }
}

/// What fits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// How well it fits; only for comparing hits of one search.
    pub score: f64,
    /// The plan that it stands in.
    pub plan: Summary,
    /// What was found, whole.
    #[serde(flatten)]
    pub item: Entry,
    /// Where the words stand in its text, in characters; empty when they stand around it only.
    pub highlights: Vec<Range<usize>>,
    /// Where they stand in other fields, when the text does not hold all of them, or when a field was asked for.
    pub around: Vec<Mark>,
}

/// What a segment says to a search.
struct Answer<'s> {
    segment: Segment<'s>,
    found: Bits,
    /// Objectives and tasks.
    items: Bits,
    places: Vec<Places>,
    kinds: KindCounts,
    /// How many documents each part stands in, and how many there are.
    parts: Vec<u64>,
    all: u64,
}

/// Searches one state of the index.
pub(crate) fn run(
    searcher: &Searcher,
    fields: &Fields,
    cache: &Cache,
    query: &Query,
    filter: &Matcher,
    request: &SearchRequest,
) -> Result<SearchResult> {
    let kinds: Vec<Kind> = match &request.kinds {
        kinds if !kinds.is_empty() => kinds.clone(),
        _ if query.root.names_kind() => Kind::ALL.into(),
        _ => Kind::ITEMS.into(),
    };
    let narrowed = narrow::nodes(filter);
    let threads = threads(searcher);
    let readers: Vec<_> = searcher.segment_readers().iter().collect();
    let answers = each(&readers, threads, |reader| {
        let segment = Segment::new(searcher, reader, fields, cache)?;
        answer(segment, query, &narrowed, &kinds)
    })?;

    let mut counts = KindCounts::default();
    for answer in &answers {
        for kind in Kind::ALL {
            counts.add(kind, answer.kinds.of(kind));
        }
    }
    let all = answers.iter().map(|answer| answer.all).sum();
    let parts = answers.first().map_or(0, |answer| answer.parts.len());
    let found_of = |part: usize| answers.iter().filter_map(|a| a.parts.get(part)).sum();
    let ranking = Ranking {
        stretches: query.root.stretches(),
        rarity: (0..parts).map(|part| rarity(found_of(part), all)).collect(),
        keep: request
            .offset
            .saturating_add(request.limit)
            .min(usize::try_from(counts.of_all(&kinds)).unwrap_or(usize::MAX)),
    };
    let numbered: Vec<_> = answers.iter().enumerate().collect();
    let pages = each(&numbered, threads, |&(ordinal, answer)| {
        let ordinal = u32::try_from(ordinal).unwrap_or(u32::MAX);
        let keep = if request.limit == 0 { 0 } else { ranking.keep };
        let ranking = Ranking {
            stretches: ranking.stretches.clone(),
            rarity: ranking.rarity.clone(),
            keep,
        };
        let best = best(
            ordinal,
            &answer.segment,
            &answer.found,
            &answer.items,
            &answer.places,
            &ranking,
        )?;
        let facets = match request.facets {
            true => Some(Counts::of(&answer.segment, &answer.found)?),
            false => None,
        };
        Ok((best, facets))
    })?;
    let mut heap = Heap::new(ranking.keep);
    let mut facets = Counts::default();
    for (best, counted) in pages {
        best.into_iter().for_each(|ranked| heap.push(ranked));
        if let Some(counted) = counted {
            facets.add(counted);
        }
    }

    let words = highlight::Words::of(query, &ranking.stretches);
    let mut hits = Vec::new();
    for ranked in heap
        .sorted()
        .iter()
        .skip(request.offset)
        .take(request.limit)
    {
        let document: tantivy::TantivyDocument = searcher.doc(ranked.address)?;
        let record = document
            .get_first(fields.record)
            .and_then(|value| value.as_bytes())
            .ok_or_else(damaged)?;
        let (plan, item): (Summary, Entry) =
            serde_json::from_slice(record).map_err(|_| damaged())?;
        let (highlights, around) = words.marks(&plan, &item);
        hits.push(Hit {
            score: ranked.score(),
            plan,
            item,
            highlights,
            around,
        });
    }
    Ok(SearchResult {
        total: counts.of_all(&kinds),
        offset: request.offset,
        limit: request.limit,
        kinds: counts,
        expansions: query.expansions.clone(),
        facets: request.facets.then(|| facets.facets()),
        hits,
    })
}

impl KindCounts {
    /// The number of all of some kinds.
    fn of_all(&self, kinds: &[Kind]) -> u64 {
        let asked = Kind::ALL.into_iter().filter(|kind| kinds.contains(kind));
        asked.map(|kind| self.of(kind)).sum()
    }
}

fn answer<'s>(
    segment: Segment<'s>,
    query: &Query,
    filter: &[Node],
    kinds: &[Kind],
) -> Result<Answer<'s>> {
    let alive = segment.alive();
    let mut places = Vec::new();
    let mut found = segment.holds(&query.root, &mut places)?;
    for node in filter {
        let holds = segment.holds(node, &mut Vec::new())?;
        Arc::make_mut(&mut found).and(&holds);
    }
    if let Some(alive) = &alive {
        Arc::make_mut(&mut found).and(alive);
    }
    let mut counts = KindCounts::default();
    let mut asked = Bits::none(segment.length);
    let mut items = Bits::none(segment.length);
    for kind in Kind::ALL {
        let of_kind = segment.kind(kind)?;
        counts.add(kind, found.count_both(&of_kind));
        if kinds.contains(&kind) {
            asked.or(&of_kind);
        }
        if Kind::ITEMS.contains(&kind) {
            items.or(&of_kind);
        }
    }
    asked.and(&found);
    let part = |places: &Places| match &alive {
        Some(alive) => places.anywhere.count_both(alive),
        None => places.anywhere.count(),
    };
    Ok(Answer {
        found: asked,
        items,
        kinds: counts,
        parts: places.iter().map(part).collect(),
        all: alive.map_or(segment.length as u64, |alive| alive.count()),
        places,
        segment,
    })
}

/// How many threads a search is worth.
fn threads(searcher: &Searcher) -> usize {
    if searcher.num_docs() < WORTH_THREADS {
        return 1;
    }
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Does the same with each, on some threads; the results come in order.
fn each<T: Sync, R: Send>(
    all: &[T],
    threads: usize,
    work: impl Fn(&T) -> Result<R> + Sync,
) -> Result<Vec<R>> {
    if threads < 2 || all.len() < 2 {
        return all.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            match all.get(at) {
                Some(one) => done.push((at, work(one))),
                None => return done,
            }
        }
    };
    let mut done: Vec<(usize, Result<R>)> = thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads.min(all.len()))
            .map(|_| scope.spawn(take))
            .collect();
        let mut done = take();
        for helper in helpers {
            match helper.join() {
                Ok(theirs) => done.extend(theirs),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

fn damaged() -> Error {
    Error::new(
        ErrorKind::Index,
        "the index of the library holds an item that cannot be read",
    )
    .with_hint("kehoach rebuild makes it anew from the catalogue")
}
