//! `kehoach status`: what is in the library, what failed and why.

use std::path::Path;

use super::{library_error, open_library};
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::text::clean;

/// Show what is in the library, and which documents could not be read.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: &Args, library: &Path) -> Result<Exit, Error> {
    let library = open_library(library)?;
    let status = library.status().map_err(library_error)?;
    let mut output = Output::new();
    output.line(&format!("library      {}", library.dir().display()))?;
    let waiting = match status.waiting {
        0 => String::new(),
        waiting => format!(", {waiting} waiting"),
    };
    let rows = [
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
    for (name, value) in rows {
        output.line(&format!("{name:<12} {value}"))?;
    }
    if !status.troubles.is_empty() {
        output.text("\nwithout a plan:\n")?;
    }
    for entry in &status.troubles {
        let reason = entry.reason.as_deref().unwrap_or(entry.state.as_str());
        output.line(&format!(
            "  {}: {}",
            clean(&entry.paths.join(", ")),
            clean(reason)
        ))?;
    }
    if status.waiting > 0 {
        output.line("hint: `kehoach retry` reads them again once Tesseract is there")?;
    }
    output.finish()?;
    Ok(Exit::Done)
}
