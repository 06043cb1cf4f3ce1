//! `kehoach search`: full text across all plans of the library.

mod batch;
mod hit;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use store::{Facets, Kind, SearchRequest, SearchResult};

use self::hit::{columns, row, shown};
use super::filter::{FilterArgs, all_kinds};
use super::{library_error, open_library};
use crate::error::{Error, Exit, note};
use crate::grid::Grid;
use crate::output::Output;
use crate::text::Page;

/// Facets of so many values are shown in full to a person.
const SHOWN_VALUES: usize = 10;

/// Find objectives, tasks, paragraphs and documents by their words.
///
/// A word typed with marks finds that spelling only, a word without marks every spelling; words in
/// quotation marks stand together; -WORD excludes; A OR B; số* is a beginning; lead:, province:,
/// year:, due: and others look at one field (docs/search.md has all). Abbreviations (BAĐT, CĐS)
/// find what they stand for.
#[derive(Debug, clap::Args)]
#[command(mut_arg("kind", |kind| kind.value_parser(all_kinds()).help(KIND_HELP)))]
pub(crate) struct Args {
    /// What to look for; "" for everything that the filters let through.
    #[arg(required_unless_present = "queries", conflicts_with = "queries")]
    query: Option<String>,
    /// Run every query of this CSV file: a column `query`, and columns named as the filters.
    #[arg(long, value_name = "FILE")]
    queries: Option<PathBuf>,
    /// At most this many hits, the best first.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Pass over this many hits first.
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    /// Form of the result; for --queries csv unless told otherwise.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Also count all hits by province, year, kind, body and quarter.
    #[arg(long, conflicts_with = "queries")]
    facets: bool,
    /// Do not look for what abbreviations stand for.
    #[arg(long)]
    no_expand: bool,
    #[command(flatten)]
    filter: FilterArgs,
}

const KIND_HELP: &str = "Only this kind; without it objectives and tasks";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person.
    Text,
    /// One JSON object: the number of all hits, and the hits.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// A table with a hit a line.
    Csv,
}

pub(crate) fn run(args: &Args, library: &Path) -> Result<Exit, Error> {
    let library = open_library(library)?;
    if let Some(file) = &args.queries {
        return batch::run(args, file, &library);
    }
    let format = args.format.unwrap_or(Format::Text);
    if args.facets && matches!(format, Format::Jsonl | Format::Csv) {
        return Err(Error::with_hint(
            "counts by facet are no hits, so a list of hits cannot have them",
            "use --facets with --format text or json",
        ));
    }
    let (kinds, filter) = args.filter.search();
    let request = SearchRequest {
        query: args.query.clone().unwrap_or_default(),
        kinds,
        filter,
        limit: args.limit,
        offset: args.offset,
        expand: !args.no_expand,
        facets: args.facets,
    };
    let results = library.search(&request).map_err(library_error)?;

    let mut output = Output::new();
    match format {
        Format::Json => output.json(&results)?,
        Format::Jsonl => {
            for hit in &results.hits {
                output.json_line(hit)?;
            }
        }
        Format::Csv => {
            output.csv_row(columns())?;
            for hit in &results.hits {
                output.csv_row(row(hit))?;
            }
        }
        Format::Text => {
            let page = Page::stdout();
            for (index, hit) in results.hits.iter().enumerate() {
                if index > 0 {
                    output.text("\n")?;
                }
                output.text(&shown(page, hit))?;
            }
            if let Some(facets) = &results.facets {
                if !results.hits.is_empty() {
                    output.text("\n")?;
                }
                output.text(&facet_table(page, facets))?;
            }
        }
    }
    output.finish()?;
    tell_count(&results);
    Ok(match results.total {
        0 => Exit::Partly,
        _ => Exit::Done,
    })
}

/// How many hits there are and which of them are shown, what else there is, and which words were also looked for, on
/// standard error.
fn tell_count(results: &SearchResult) {
    let shown = results.hits.len();
    let first = results.offset + 1;
    note(match results.total {
        0 => "nothing found".to_string(),
        total if shown == 0 && results.limit == 0 => format!("{}, none shown", hits(total)),
        total if shown == 0 => format!("{}, none from {first} on", hits(total)),
        1 => "1 hit".to_string(),
        total if results.offset > 0 => {
            format!("{total} hits, {first} to {} shown", results.offset + shown)
        }
        total if (shown as u64) < total => format!("{total} hits, the first {shown} shown"),
        total => format!("{total} hits"),
    });
    let counted: u64 = Kind::ALL.iter().map(|kind| results.kinds.of(*kind)).sum();
    if counted > results.total {
        note(format_args!(
            "of all kinds: {}; --kind any shows them",
            by_kind(results)
        ));
    }
    for expansion in &results.expansions {
        note(format_args!(
            "also looked for: {} as {}",
            expansion.typed,
            expansion.also.join(", ")
        ));
    }
}

fn hits(total: u64) -> String {
    match total {
        1 => "1 hit".to_string(),
        total => format!("{total} hits"),
    }
}

/// The numbers of each kind that there is any of.
fn by_kind(results: &SearchResult) -> String {
    let counts = Kind::ALL.iter().filter_map(|kind| {
        let many = |n: u64| if n == 1 { "" } else { "s" };
        match results.kinds.of(*kind) {
            0 => None,
            n => Some(format!("{n} {}{}", kind.as_str(), many(n))),
        }
    });
    counts.collect::<Vec<_>>().join(", ")
}

/// Counts for a person: facet, value, number; the first values of each.
fn facet_table(page: Page, facets: &Facets) -> String {
    let all = [
        ("province", &facets.province),
        ("year", &facets.year),
        ("document", &facets.document_kind),
        ("kind", &facets.kind),
        ("section", &facets.section_kind),
        ("lead", &facets.lead),
        ("quarter", &facets.quarter),
    ];
    let mut grid = Grid::new(&["facet", "value", "hits"]).right(&[2]);
    for (name, counts) in all {
        for (at, count) in counts.iter().take(SHOWN_VALUES).enumerate() {
            let name = if at == 0 { name } else { "" };
            grid.push(vec![
                name.to_owned(),
                count.value.clone(),
                count.count.to_string(),
            ]);
        }
        if let Some(more) = counts
            .len()
            .checked_sub(SHOWN_VALUES)
            .filter(|more| *more > 0)
        {
            let more = format!("and {more} more; --format json has all");
            grid.push(vec![String::new(), more, String::new()]);
        }
    }
    grid.render(page)
}
