//! `kehoach export`: every plan of the library, for another program.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use store::{Library, Matcher};
use tempfile::NamedTempFile;

use super::filter::FilterArgs;
use super::{library_error, open_library};
use crate::error::{Error, Exit, tell};

/// Write all plans of the library as JSON.
///
/// Plans come by province, date and number: the same documents give the same bytes, whenever and in
/// whatever order they were imported.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// `json`: one array; `jsonl`: one object a line.
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// Write to this file instead of standard output. It appears when it is complete.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    filter: FilterArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON array.
    Json,
    /// JSON Lines.
    Jsonl,
}

pub(crate) fn run(args: &Args, library: &Path) -> Result<Exit, Error> {
    let library = open_library(library)?;
    let matcher = Matcher::new(&args.filter.filter()).map_err(library_error)?;
    let plans = match &args.output {
        None => {
            let mut stdout = BufWriter::with_capacity(1 << 16, io::stdout().lock());
            let plans = write(&library, &matcher, args.format, &mut stdout, Error::writing)?;
            stdout.flush().map_err(Error::writing)?;
            plans
        }
        Some(path) => to_file(&library, &matcher, args.format, path)?,
    };
    if plans == 0 {
        tell(
            "no plan to export",
            Some("`kehoach status` shows what the library holds; filters narrow it"),
        );
        return Ok(Exit::Partly);
    }
    Ok(Exit::Done)
}

/// Writes beside the file and renames, so that a half-written export is never taken for a whole.
fn to_file(
    library: &Library,
    matcher: &Matcher,
    format: Format,
    path: &Path,
) -> Result<u64, Error> {
    let failed = |error: io::Error| Error::at(path, error);
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = NamedTempFile::new_in(folder).map_err(failed)?;
    let mut buffer = BufWriter::with_capacity(1 << 16, &mut file);
    let plans = write(library, matcher, format, &mut buffer, failed)?;
    buffer.flush().map_err(failed)?;
    drop(buffer);
    readable_by_all(&file).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(plans)
}

/// A temporary file is its owner's alone; an export is a file like any other.
#[cfg(unix)]
fn readable_by_all(file: &NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file()
        .set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_file: &NamedTempFile) -> io::Result<()> {
    Ok(())
}

/// Writes plan by plan and returns their number; only one is held at a time.
fn write(
    library: &Library,
    matcher: &Matcher,
    format: Format,
    out: &mut impl Write,
    failed: impl Fn(io::Error) -> Error,
) -> Result<u64, Error> {
    let (before, between, after) = match format {
        Format::Json => ("[\n", ",\n", "\n]\n"),
        Format::Jsonl => ("", "\n", "\n"),
    };
    let mut count = 0;
    for plan in library.plans().map_err(library_error)? {
        let plan = plan.map_err(library_error)?;
        let read = plan.read().map_err(library_error)?;
        if matcher.select(&read).is_none() {
            continue;
        }
        let separator = if count == 0 { before } else { between };
        out.write_all(separator.as_bytes()).map_err(&failed)?;
        out.write_all(plan.json.as_bytes()).map_err(&failed)?;
        count += 1;
    }
    match (count, format) {
        (0, Format::Json) => out.write_all(b"[]\n"),
        (0, Format::Jsonl) => Ok(()),
        _ => out.write_all(after.as_bytes()),
    }
    .map_err(&failed)?;
    Ok(count)
}
