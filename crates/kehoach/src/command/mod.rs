//! The subcommands, one file each: their arguments and what they do.

pub(crate) mod compare;
pub(crate) mod diff;
pub(crate) mod export;
pub(crate) mod extract;
pub(crate) mod filter;
pub(crate) mod import;
pub(crate) mod owners;
pub(crate) mod rebuild;
pub(crate) mod retry;
pub(crate) mod schema;
pub(crate) mod search;
pub(crate) mod show;
pub(crate) mod status;
pub(crate) mod versions;
pub(crate) mod worker;

use std::path::{Path, PathBuf};
use std::time::Duration;

use ::compare::Card;
use clap::ValueEnum;
use ingest::{Limits, Program, Recognise, Watch, Workers};
use store::{Library, StoredPlan};

use crate::error::{Error, Exit};
use crate::text::{Page, pointed};

/// Forms of a result of which a person may read one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextOrJson {
    /// For a person.
    Text,
    /// JSON.
    Json,
}

/// Forms of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// For a person.
    Text,
    /// One JSON value.
    Json,
    /// One JSON object a row.
    Jsonl,
    /// Comma-separated values, the names of the columns first.
    Csv,
}

/// How wide a table is for a person.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct TableWidth {
    /// Wrap the table at this many columns, instead of at those of the terminal.
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,
}

impl TableWidth {
    fn page(self) -> Page {
        Page::stdout().at_width(self.width)
    }
}

/// The largest file to read.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Limit {
    /// Leave out files larger than this many megabytes.
    #[arg(long, value_name = "MB", default_value_t = ingest::DEFAULT_LIMIT / 1_000_000)]
    max_size: u64,
}

impl Limit {
    fn bytes(self) -> u64 {
        self.max_size.saturating_mul(1_000_000)
    }
}

/// Worker threads.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Jobs {
    /// Threads to work with; 0 for one a core.
    #[arg(long, value_name = "N", default_value_t = 0)]
    jobs: usize,
}

/// What reading one document may take, of those that are no plain text.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Isolation {
    /// Give up a PDF that needs more than this many megabytes (MiB) of memory.
    #[arg(
        long,
        value_name = "MB",
        env = "KEHOACH_MAX_MEMORY",
        default_value_t = Limits::default().memory >> 20,
        value_parser = clap::value_parser!(u64).range(1..)
    )]
    max_memory: u64,
    /// Give up a PDF that takes more than this many seconds of processor time.
    #[arg(
        long,
        value_name = "SECONDS",
        env = "KEHOACH_MAX_CPU",
        default_value_t = Limits::default().cpu.as_secs(),
        value_parser = clap::value_parser!(u64).range(1..)
    )]
    max_cpu: u64,
    /// Give up a PDF that takes more than this many seconds.
    #[arg(
        long,
        value_name = "SECONDS",
        env = "KEHOACH_MAX_TIME",
        default_value_t = Limits::default().wall.as_secs(),
        value_parser = clap::value_parser!(u64).range(1..)
    )]
    max_time: u64,
    /// Read each PDF with a second reader too, and say on which pages the two disagree.
    #[arg(long)]
    cross_check: bool,
    /// Recognise the text of scanned pages (OCR, by Tesseract): of those that need it, of all pages, or of none.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Ocr::Auto)]
    ocr: Ocr,
    /// Folder that keeps what was recognised, so that no page is recognised twice; an import keeps it in the library.
    #[arg(long, value_name = "DIR", env = "KEHOACH_OCR_CACHE")]
    ocr_cache: Option<PathBuf>,
}

/// When the text of pages is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ocr {
    /// Where a page has no text that can be read.
    Auto,
    /// Always, also where a page has text.
    Always,
    /// Never.
    Never,
}

impl From<Ocr> for Recognise {
    fn from(ocr: Ocr) -> Recognise {
        match ocr {
            Ocr::Auto => Recognise::Auto,
            Ocr::Always => Recognise::Always,
            Ocr::Never => Recognise::Never,
        }
    }
}

impl Isolation {
    /// Those who read such documents: this program, started anew. `library` is where what was recognised is kept unless
    /// another folder is named; `watch` is told how far recognition is.
    fn workers(&self, library: Option<&Path>, watch: Option<Watch>) -> Result<Workers, Error> {
        let program = Program::this(worker::NAME).map_err(|error| {
            Error::new(format_args!(
                "the program does not find itself: {}",
                ingest::Trouble::from(error)
            ))
        })?;
        let limits = Limits {
            memory: self.max_memory.saturating_mul(1 << 20),
            cpu: Duration::from_secs(self.max_cpu),
            wall: Duration::from_secs(self.max_time),
        };
        let own = || Some(library?.join("ocr"));
        let cache = self.ocr_cache.clone().or_else(own);
        Ok(Workers::new(program, limits)
            .cross_checked(self.cross_check)
            .recognising(self.ocr.into(), cache, watch))
    }
}

/// Opens a library that must be there.
fn open_library(path: &Path) -> Result<Library, Error> {
    Library::open_existing(path).map_err(library_error)
}

/// The cards of all plans of a library, in the order of exports.
fn cards(library: &Library) -> Result<Vec<Card>, Error> {
    let mut cards = Vec::new();
    for stored in library.plans().map_err(library_error)? {
        cards.push(card(&stored.map_err(library_error)?)?);
    }
    Ok(cards)
}

/// The card of a plan as kept.
fn card(stored: &StoredPlan) -> Result<Card, Error> {
    serde_json::from_str(&stored.json).map_err(|error| {
        Error::with_hint(
            format_args!(
                "the record of the plan {} cannot be read: {error}",
                stored.id
            ),
            "import the document again",
        )
    })
}

/// A library's error with its hint. That a plan is not there is an answer; anything else means
/// that the question could not be asked.
fn library_error(error: store::Error) -> Error {
    let exit = match error.kind() {
        store::ErrorKind::NoPlan => Exit::Partly,
        _ => Exit::CouldNot,
    };
    let message = match error.place() {
        Some(place) => format!("{error}\n{}", pointed(&place.text, place.at)),
        None => error.to_string(),
    };
    Error::Told {
        message,
        hint: error.hint().map(str::to_string),
        exit,
    }
}

/// Refuses a command line that names files which are not there: nothing is begun with half of
/// what was asked for.
fn check_paths(paths: &[PathBuf]) -> Result<(), Error> {
    for path in paths {
        if let Err(error) = path.symlink_metadata() {
            let trouble = ingest::Trouble::from(error);
            let hint = "nothing was read; check how the path is written";
            return Err(Error::with_hint(
                format_args!("{}: {trouble}", path.display()),
                hint,
            ));
        }
    }
    Ok(())
}
