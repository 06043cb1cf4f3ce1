//! Keeps plans and finds them again.
//!
//! A [`Library`] is a folder. `catalog.sqlite` in it is the truth: every source document by the hash of its content,
//! what became of it, and its [`Plan`](plan::Plan) as JSON. `index/` is a cache of that, by which items are found by
//! their words; when it is missing, behind, damaged or of another program, it is brought up to date or made anew
//! without being asked.
//!
//! * [`Library`] reads: [`search`](Library::search), [`get`](Library::get), [`plans`](Library::plans),
//!   [`status`](Library::status). Any number of processes may.
//! * [`Writer`] writes: [`put`](Writer::put), [`remove`](Writer::remove). There is one at a time. What takes time can be
//!   done before, on any thread: [`Prepared`].
//! * [`Filter`] narrows searches, lists and exports alike.
//! * [`SearchRequest`] says how words are read: marks count when they are typed, and do not when they are not.
//!
//! ```
//! use store::{Library, SearchRequest};
//! # let dir = tempfile::tempdir()?;
//! # let folder = dir.path();
//! let library = Library::open(folder)?;
//! let writer = library.writer()?; // put(source, outcome) for every document, then:
//! writer.finish()?;
//! let found = library.search(&SearchRequest::new("bệnh án điện tử"))?;
//! assert_eq!(found.total, 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nothing that is exported depends on when, where or in which order documents were imported.

mod catalog;
mod entry;
mod error;
mod filter;
mod index;
mod item;
mod library;
mod prepared;
mod province;
mod query;
mod search;
mod source;
mod writer;

pub use catalog::{Plans, StoredPlan};
pub use entry::{Cover, Entry, Kind, Passage};
pub use error::{Error, ErrorKind, Place, Result};
pub use filter::{Filter, Matcher, Part, Selection};
pub use item::{ItemKind, ItemRef};
pub use library::Library;
pub use prepared::Prepared;
pub use query::Expansion;
pub use search::{Count, Facets, Hit, KindCounts, Mark, SearchRequest, SearchResult, byte_ranges};
pub use source::{Change, Outcome, SourceEntry, SourceRecord, State, Status, Summary};
pub use writer::Writer;
