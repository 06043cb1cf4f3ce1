//! The index: `index/`, a cache of the catalogue that finds items by their words.
//!
//! Every commit says of which library it is, by which rules its words were made, and up to which revision of the
//! catalogue it goes ([`Stamp`]). From that follows whether it serves, lacks something, or must be made anew. Made
//! anew it is built beside the old one and moved into its place when it is whole.

pub(crate) mod pair;
mod schema;
mod syllable;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use tantivy::indexer::UserOperation;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{
    Index, IndexReader, IndexWriter, Opstamp, ReloadPolicy, Searcher, TantivyDocument, Term,
};

use plan::Plan;

use crate::catalog::Catalog;
use crate::error::{Error, ErrorKind, Result};
use crate::search::Cache;

pub(crate) use schema::{
    Fields, Numbers, Terms, Words, day_number, fast, plan_number, plan_numbers,
};
pub(crate) use syllable::{Forms, Run, tokens};

/// Name of the index in the folder of the library.
const FOLDER: &str = "index";
/// Names of an index that is being built, and of one that was replaced.
const FRESH: &str = "index.new";
const STALE: &str = "index.old";

/// Changes when the fields or the JSON of a record change.
const VERSION: u32 = 4;

/// Memory for documents that are not yet on disk, in bytes.
const MEMORY: usize = 64 << 20;

/// How many items stand between two commits of an import. What a kill loses of the index is made up for on the next
/// opening, at some ten thousand items a second.
const BATCH: usize = 50_000;

/// What a commit says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    version: u32,
    words: String,
    library: String,
    revision: i64,
}

impl Stamp {
    fn of(catalog: &Catalog, revision: i64) -> Result<Stamp> {
        Ok(Stamp {
            version: VERSION,
            words: schema::sample(),
            library: catalog.name()?,
            revision,
        })
    }
}

/// How an index stands to its catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It holds everything.
    Current,
    /// It holds everything up to a revision.
    Behind(i64),
    /// It is of another library, of other rules, or of a time that the catalogue does not know.
    Foreign,
}

/// An index that can be searched.
pub(crate) struct SearchIndex {
    index: Index,
    reader: IndexReader,
    /// The commit that was taken up last.
    taken: Mutex<Option<Opstamp>>,
    pub(crate) fields: Fields,
    pub(crate) cache: Arc<Cache>,
}

impl SearchIndex {
    /// Opens the index of the library in `dir`; an error means that it is missing or cannot be read.
    pub(crate) fn open(dir: &Path) -> tantivy::Result<SearchIndex> {
        let index = Index::open_in_dir(dir.join(FOLDER))?;
        let (schema, fields) = Fields::schema();
        if index.schema() != schema {
            return Err(tantivy::TantivyError::SchemaError(
                "other fields".to_owned(),
            ));
        }
        register(&index);
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(SearchIndex {
            index,
            reader,
            taken: Mutex::new(None),
            fields,
            cache: Arc::default(),
        })
    }

    /// How the newest commit stands to the catalogue.
    pub(crate) fn standing(&self, catalog: &Catalog) -> Result<Standing> {
        let revision = catalog.revision()?;
        let payload = self.index.load_metas()?.payload;
        let stamp = payload.and_then(|payload| serde_json::from_str::<Stamp>(&payload).ok());
        let Some(stamp) = stamp else {
            return Ok(Standing::Foreign);
        };
        Ok(match stamp.revision {
            _ if stamp != Stamp::of(catalog, stamp.revision)? => Standing::Foreign,
            held if held == revision => Standing::Current,
            held if held < revision => Standing::Behind(held),
            _ => Standing::Foreign,
        })
    }

    /// Takes up the newest commit.
    pub(crate) fn reload(&self) -> tantivy::Result<()> {
        let newest = self.index.load_metas()?.opstamp;
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if *taken != Some(newest) {
            self.reader.reload()?;
            self.cache.clear();
            *taken = Some(newest);
        }
        Ok(())
    }

    /// The items of the commit that was taken up last.
    pub(crate) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }
}

fn register(index: &Index) {
    let analyzer = TextAnalyzer::builder(syllable::Syllables::default()).build();
    index.tokenizers().register(schema::TOKENIZER, analyzer);
    let analyzer = TextAnalyzer::builder(pair::Pairs::default()).build();
    index.tokenizers().register(schema::PAIRS, analyzer);
}

/// The documents of the items of a plan, for any index.
pub(crate) fn documents(plan: &Plan) -> Result<Vec<TantivyDocument>> {
    static FIELDS: LazyLock<Fields> = LazyLock::new(|| Fields::schema().1);
    FIELDS.documents(plan)
}

/// An index that can be changed. Whoever has one holds the lock of the library.
pub(crate) struct IndexUpdate {
    writer: IndexWriter,
    fields: Fields,
    pending: usize,
}

impl IndexUpdate {
    /// Opens the index for changes, whole and up to date. Every byte of it is looked at: what is built on damage
    /// would be lost with it.
    pub(crate) fn open(dir: &Path, catalog: &Catalog) -> Result<IndexUpdate> {
        sweep(dir);
        let update = || -> Result<IndexUpdate> {
            let standing = SearchIndex::open(dir)?.standing(catalog)?;
            let index = Index::open_in_dir(dir.join(FOLDER))?;
            if standing == Standing::Foreign || !index.validate_checksum()?.is_empty() {
                return Err(Error::new(
                    ErrorKind::Index,
                    "the index is damaged, or of another library",
                ));
            }
            let mut update = IndexUpdate::of(index)?;
            if let Standing::Behind(revision) = standing {
                update.catch_up(catalog, revision)?;
            }
            Ok(update)
        };
        match update() {
            Err(error) if error.kind() == ErrorKind::Index => {
                build(dir, catalog)?;
                IndexUpdate::of(Index::open_in_dir(dir.join(FOLDER))?)
            }
            result => result,
        }
    }

    fn of(index: Index) -> Result<IndexUpdate> {
        register(&index);
        let (_, fields) = Fields::schema();
        // One thread: the order of documents does not depend on chance, and extraction needs the others.
        let writer = index.writer_with_num_threads(1, MEMORY)?;
        Ok(IndexUpdate {
            writer,
            fields,
            pending: 0,
        })
    }

    /// Makes the items of a plan those of the index.
    pub(crate) fn put(&mut self, plan: &Plan) -> Result<()> {
        self.put_documents(&plan.id, self.fields.documents(plan)?)
    }

    /// Makes [`documents`] those of their plan.
    pub(crate) fn put_documents(
        &mut self,
        plan: &str,
        documents: Vec<TantivyDocument>,
    ) -> Result<()> {
        self.remove(plan);
        self.pending += documents.len();
        // At once, so that the block stays together in one segment.
        let block: Vec<UserOperation> = documents.into_iter().map(UserOperation::Add).collect();
        self.writer.run(block)?;
        Ok(())
    }

    /// Takes the items of a plan out.
    pub(crate) fn remove(&mut self, id: &str) {
        self.writer.delete_term(Term::from_field_u64(
            self.fields.numbers(Numbers::Plan),
            plan_number(id),
        ));
        self.pending += 1;
    }

    /// Whether enough has come together for a commit.
    pub(crate) fn is_due(&self) -> bool {
        self.pending >= BATCH
    }

    /// Whether there is anything to commit.
    pub(crate) fn is_pending(&self) -> bool {
        self.pending > 0
    }

    /// Makes all changes visible at once; they must be all up to the present revision of the catalogue.
    pub(crate) fn commit(&mut self, catalog: &Catalog) -> Result<()> {
        let stamp = serde_json::to_string(&Stamp::of(catalog, catalog.revision()?)?)?;
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&stamp);
        commit.commit()?;
        self.pending = 0;
        Ok(())
    }

    /// Waits until segments are merged, and closes.
    pub(crate) fn close(self) -> Result<()> {
        Ok(self.writer.wait_merging_threads()?)
    }

    fn catch_up(&mut self, catalog: &Catalog, revision: i64) -> Result<()> {
        for missed in catalog.missed(revision)? {
            match catalog.plan(&missed.id)? {
                Some(plan) if !missed.removed => self.put(&plan)?,
                _ => self.remove(&missed.id),
            }
        }
        self.commit(catalog)
    }
}

/// Builds the index from the catalogue, beside the old one, and moves it into its place. The lock must be held.
pub(crate) fn build(dir: &Path, catalog: &Catalog) -> Result<()> {
    sweep(dir);
    let [folder, fresh, stale] = [FOLDER, FRESH, STALE].map(|name| dir.join(name));
    fs::create_dir(&fresh).map_err(|cause| Error::io("make", &fresh, &cause))?;
    let (schema, _) = Fields::schema();
    let mut update = IndexUpdate::of(Index::create_in_dir(&fresh, schema)?)?;
    update.catch_up(catalog, 0)?;
    update.close()?;
    if folder.exists() {
        fs::rename(&folder, &stale).map_err(|cause| Error::io("move", &folder, &cause))?;
    }
    fs::rename(&fresh, &folder).map_err(|cause| Error::io("move", &fresh, &cause))?;
    sweep(dir);
    Ok(())
}

/// Clears away what a build that was killed left behind. The lock must be held.
fn sweep(dir: &Path) {
    for left in [FRESH, STALE].map(|name| -> PathBuf { dir.join(name) }) {
        // What cannot be removed now will be in the way of the next build, which says so.
        let _ = fs::remove_dir_all(&left).or_else(|_| fs::remove_file(&left));
    }
}
