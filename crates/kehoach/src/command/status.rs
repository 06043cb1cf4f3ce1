//! `kehoach status`: what is in the library, what failed and why.

use std::path::Path;

use compare::version::{Link, links};
use serde::Serialize;
use store::{SourceEntry, State, Status};

use super::{TableFormat, cards, library_error, open_library};
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::text::clean;

/// Show what is in the library, and which documents could not be read.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Form of the result: counts as text or JSON; a row a document as `jsonl` or `csv`.
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    format: TableFormat,
}

/// The counts with the plans that follow one another.
#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    status: Status,
    versions: Vec<Link>,
}

const COLUMNS: [&str; 5] = ["id", "state", "paths", "bytes", "reason"];

pub(crate) fn run(args: &Args, library: &Path) -> Result<Exit, Error> {
    let library = open_library(library)?;
    let status = library.status().map_err(library_error)?;
    let mut output = Output::new();
    match args.format {
        TableFormat::Text => {
            let versions = links(&cards(&library)?);
            let dir = library.dir().display().to_string();
            output.text(&shown(&dir, &status, &versions))?;
        }
        TableFormat::Json => {
            let versions = links(&cards(&library)?);
            output.json(&Shown { status, versions })?;
        }
        TableFormat::Jsonl => {
            for entry in library.sources(None).map_err(library_error)? {
                output.json_line(&entry)?;
            }
        }
        TableFormat::Csv => {
            let entries = library.sources(None).map_err(library_error)?;
            let records: Vec<_> = entries.iter().map(record).collect();
            output.csv(&COLUMNS, &records)?;
        }
    }
    output.finish()?;
    Ok(Exit::Done)
}

fn record(entry: &SourceEntry) -> Vec<String> {
    let id = match entry.state {
        State::Done => entry.id.clone(),
        // No plan has this id.
        State::Failed | State::Waiting => String::new(),
    };
    vec![
        id,
        entry.state.as_str().to_owned(),
        entry.paths.join("; "),
        entry.bytes.to_string(),
        entry.reason.clone().unwrap_or_default(),
    ]
}

fn shown(library: &str, status: &Status, versions: &[Link]) -> String {
    let mut out = format!("library      {library}\n");
    let waiting = match status.waiting {
        0 => String::new(),
        waiting => format!(", {waiting} waiting"),
    };
    let mut rows = vec![
        (
            "documents",
            format!("{} done, {} failed{waiting}", status.done, status.failed),
        ),
        ("provinces", status.provinces.to_string()),
        ("objectives", status.objectives.to_string()),
        ("tasks", status.tasks.to_string()),
        ("owners", format!("{} mentions", status.owners)),
        ("deadlines", status.deadlines.to_string()),
    ];
    if !versions.is_empty() {
        let told = format!("{} (`kehoach versions` lists them)", versions.len());
        rows.push(("versions", told));
    }
    for (name, value) in rows {
        out.push_str(&format!("{name:<12} {value}\n"));
    }
    if !status.troubles.is_empty() {
        out.push_str("\nwithout a plan:\n");
    }
    for entry in &status.troubles {
        let reason = entry.reason.as_deref().unwrap_or(entry.state.as_str());
        let paths = entry.paths.join(", ");
        out.push_str(&format!("  {}: {}\n", clean(&paths), clean(reason)));
    }
    if status.waiting > 0 {
        out.push_str("hint: `kehoach retry` reads them again once Tesseract is there\n");
    }
    out
}
