//! `kehoach extract`: files to Plans, without a library.

use std::io;
use std::path::{Path, PathBuf};

use ingest::{Trouble, Workers};
use plan::{Code, Plan};

use super::{Isolation, Jobs, Limit, check_paths};
use crate::error::{Error, Exit, tell};
use crate::output::Output;

/// Print what stands in plans, as JSON.
///
/// One file gives a JSON object, several (or a ZIP archive) give JSON Lines (one object a line, in the order of the
/// files). `-` reads standard input.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Files to read; `-` for standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print the normalised text instead, whose characters the record's spans count.
    #[arg(long)]
    text: bool,
    #[command(flatten)]
    limit: Limit,
    #[command(flatten)]
    jobs: Jobs,
    #[command(flatten)]
    isolation: Isolation,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Error> {
    let named: Vec<_> = args
        .files
        .iter()
        .filter(|path| !is_stdin(path))
        .cloned()
        .collect();
    check_paths(&named)?;
    let workers = args.isolation.workers(None, None)?;
    let mut output = Output::new();
    let exit = match args.files.as_slice() {
        [file] if args.text => text(file, args.limit.bytes(), &workers, &mut output)?,
        _ if args.text => {
            return Err(Error::with_hint(
                "`--text` takes one file",
                "the texts of several files could not be told apart",
            ));
        }
        files => plans(files, args, &workers, &mut output)?,
    };
    output.finish()?;
    Ok(exit)
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Bytes of a file or of standard input, with the name that stands for it.
fn read(path: &Path, limit: u64) -> Result<(Vec<u8>, String), Trouble> {
    if is_stdin(path) {
        let bytes = ingest::read_limited(io::stdin().lock(), limit)?;
        return Ok((bytes, "stdin".to_string()));
    }
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    Ok((ingest::read_file(path, limit)?, name))
}

fn text(path: &Path, limit: u64, workers: &Workers, output: &mut Output) -> Result<Exit, Error> {
    let text = read(path, limit).and_then(|(bytes, _)| workers.normalised_text(&bytes));
    match text {
        Ok(text) => output.text(&text).map(|()| Exit::Done),
        Err(trouble) => Ok(failed(path, &trouble)),
    }
}

fn plans(
    files: &[PathBuf],
    args: &Args,
    workers: &Workers,
    output: &mut Output,
) -> Result<Exit, Error> {
    let limit = args.limit.bytes();
    let single = match files {
        [file] => is_stdin(file) || !ingest::is_archive_file(file, limit),
        _ => false,
    };
    let mut exit = Exit::Done;
    let mut print = |path: &Path, plan: Result<Plan, Trouble>| -> Result<(), Error> {
        let plan = match plan {
            Ok(plan) => plan,
            Err(trouble) => {
                exit = failed(path, &trouble);
                return Ok(());
            }
        };
        if plan
            .diagnostics
            .iter()
            .any(|diagnostic| diagnostic.code == Code::NoPlan)
        {
            exit = failed(path, &Trouble::NoPlan);
        }
        if single {
            output.json(&plan)
        } else {
            output.json_line(&plan)
        }
    };
    // Standard input is read where it is named, between the groups of files around it.
    for group in files.chunk_by(|a, b| !is_stdin(a) && !is_stdin(b)) {
        match group {
            [path] if is_stdin(path) => {
                let plan = read(path, limit)
                    .and_then(|(bytes, name)| workers.extract_bytes(&bytes, &name));
                print(path, plan)?;
            }
            paths => {
                let mut written = Ok(());
                ingest::extract_files(paths, limit, args.jobs.jobs, workers, |path, plan| {
                    written = print(path, plan);
                    written.is_ok()
                })
                .map_err(Error::new)?;
                written?;
            }
        }
    }
    Ok(exit)
}

/// Tells what is wrong with a document; the others go on.
fn failed(path: &Path, trouble: &Trouble) -> Exit {
    let name = if is_stdin(path) {
        "standard input".into()
    } else {
        path.to_string_lossy()
    };
    tell(&format!("{name}: {trouble}"), trouble.hint().as_deref());
    Exit::Partly
}
