//! `kehoach import`: files and folders into the library.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use ingest::{Counts, ImportError, Options, Report};
use store::Library;

use super::{Isolation, Jobs, Limit, check_paths, library_error};
use crate::error::{Error, Exit, tell};
use crate::interrupt;
use crate::output::Output;
use crate::progress::Bar;
use crate::text::clean;

/// Read files and folders into the library.
///
/// A document that the library has is left alone, so an import that was interrupted is finished
/// by the same command. Left out in folders: hidden files, and files that are no documents by their
/// name (README, lists, JSON and the like).
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Files and folders to read.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    limit: Limit,
    #[command(flatten)]
    jobs: Jobs,
    #[command(flatten)]
    isolation: Isolation,
}

pub(crate) fn run(args: &Args, library: &Path) -> Result<Exit, Error> {
    check_paths(&args.paths)?;
    files(&args.paths, args.limit, args.jobs, &args.isolation, library)
}

/// Imports files and folders that are there, and prints the report.
pub(super) fn files(
    paths: &[PathBuf],
    limit: Limit,
    jobs: Jobs,
    isolation: &Isolation,
    library: &Path,
) -> Result<Exit, Error> {
    let bar = Bar::new();
    let workers = isolation.workers(Some(library), Some(bar.pages()))?;
    let options = Options {
        jobs: jobs.jobs,
        limit: limit.bytes(),
        ..Options::new(interrupt::stop_flag(), &workers)
    };
    let library = Library::open(library).map_err(library_error)?;
    let report = ingest::import(paths, &library, &options, &bar);
    bar.finish();
    let report = report.map_err(|error| match error {
        ImportError::Library(error) => library_error(error),
        error => Error::new(error),
    })?;

    let mut output = Output::new();
    output.text(&print(&report))?;
    output.finish()?;
    let files = report.new + report.present + report.failures.len() as u64;
    Ok(if report.interrupted {
        tell(
            "interrupted",
            Some("the same command goes on where this one stopped"),
        );
        Exit::Interrupted
    } else if files == 0 {
        let hint = "hidden files, lists and records, and the library itself are left out";
        tell("no documents found", Some(hint));
        Exit::Partly
    } else if !report.failures.is_empty() {
        Exit::Partly
    } else {
        Exit::Done
    })
}

/// The report for a person: counts first, then a line for every file that failed.
fn print(report: &Report) -> String {
    let Report {
        new,
        present,
        other,
        failures,
        counts,
        ..
    } = report;
    let Counts {
        objectives,
        tasks,
        owners,
        deadlines,
        diagnostics,
        ..
    } = counts;
    let [info, warnings, errors] = diagnostics;
    let failed = failures.len();
    let waiting = match report.waiting {
        0 => String::new(),
        waiting => format!(" ({waiting} wait for recognition)"),
    };
    let seconds = report.elapsed.as_secs_f64();
    let megabytes = report.bytes as f64 / 1e6;
    let speed = report.megabytes_per_second();
    let mut out = format!(
        "documents    {new} new, {present} already there, {failed} failed{waiting}\n\
         objectives   {objectives}\n\
         tasks        {tasks}\n\
         owners       {owners} distinct\n\
         deadlines    {deadlines}\n\
         diagnostics  {errors} errors, {warnings} warnings, {info} notes\n\
         time         {seconds:.2} s, {megabytes:.2} MB, {speed:.1} MB/s\n",
    );
    if *other > 0 {
        let _ = writeln!(
            out,
            "left out     {other} files that are no documents by their name"
        );
    }
    if !failures.is_empty() {
        out.push_str("\nfailed:\n");
    }
    for failure in failures {
        let path = failure.path.to_string_lossy();
        let _ = writeln!(out, "  {}: {}", clean(&path), clean(&failure.reason));
    }
    // A hundred files may fail for one reason: the hint is given once.
    let hints: BTreeSet<_> = failures
        .iter()
        .filter_map(|failure| Some((failure.reason.as_str(), failure.hint.as_deref()?)))
        .collect();
    for (reason, hint) in hints {
        let _ = writeln!(out, "hint: {}: {hint}", clean(reason));
    }
    out
}
