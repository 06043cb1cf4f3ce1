//! `kehoach retry`: the documents of a library that gave no plan, once more.

use std::path::{Path, PathBuf};

use super::{Isolation, Jobs, Limit, import, library_error, open_library};
use crate::error::{Error, Exit, tell};
use crate::output::Output;

/// Read again what failed or waits.
///
/// Takes the documents of the library that have no plan, from where they were when they were imported. A document whose
/// file is no longer there is named and left as it is.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    limit: Limit,
    #[command(flatten)]
    jobs: Jobs,
    #[command(flatten)]
    isolation: Isolation,
}

pub(crate) fn run(args: &Args, library: &Path) -> Result<Exit, Error> {
    let status = open_library(library)?.status().map_err(library_error)?;
    let mut files: Vec<PathBuf> = vec![];
    let mut gone = false;
    for entry in &status.troubles {
        let there = entry
            .paths
            .iter()
            .map(PathBuf::from)
            .find(|path| path.is_file());
        match there {
            Some(path) => files.push(path),
            None => {
                gone = true;
                let hint = "import it from where it is now";
                tell(
                    &format!("{}: no longer there", entry.paths.join(", ")),
                    Some(hint),
                );
            }
        }
    }
    files.sort();
    files.dedup();
    if files.is_empty() {
        let mut output = Output::new();
        output.text("nothing to read again\n")?;
        output.finish()?;
        return Ok(if gone { Exit::Partly } else { Exit::Done });
    }
    let exit = import::files(&files, args.limit, args.jobs, &args.isolation, library)?;
    Ok(match exit {
        Exit::Done if gone => Exit::Partly,
        exit => exit,
    })
}
