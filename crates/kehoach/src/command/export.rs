//! `kehoach export`: plans of the library, for another program.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use export::csv::Csv;
use export::datapackage::DataPackage;
use export::ics::Ics;
use export::json::{Items, Json, Lines};
use export::parquet::Parquet;
use export::xlsx::Xlsx;
use export::{About, Entry, Sink, Table, Writer};
use store::{Library, Matcher, Summary};
use tempfile::{NamedTempFile, TempDir};

use super::filter::FilterArgs;
use super::{library_error, open_library};
use crate::error::{Error, Exit, note, tell};

/// Write plans of the library for another program.
///
/// Plans come by province, date and number: the same documents give the same rows, whenever and in
/// whatever order they were imported. Filters choose items; a plan of which no item fits is left out.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Form of the export; without it the ending of the output decides, else `jsonl`.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write to this file instead of standard output; a folder for `parquet` and `datapackage`. It
    /// appears when it is complete.
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,
    /// With `jsonl`: one objective or task a line, with what tells its document.
    #[arg(long)]
    items: bool,
    /// With `csv`: which table.
    #[arg(long, value_enum, default_value_t = TableArg::Items)]
    table: TableArg,
    /// With `csv`: without the mark by which Excel knows the letters.
    #[arg(long)]
    no_bom: bool,
    #[command(flatten)]
    filter: FilterArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One object: where the export comes from, and whole plans.
    Json,
    /// One whole plan a line.
    Jsonl,
    /// One table, for spreadsheets.
    Csv,
    /// A spreadsheet with a sheet for every table.
    Xlsx,
    /// A folder with a Parquet file for every table.
    Parquet,
    /// A calendar of deadlines (RFC 5545).
    Ics,
    /// A folder with every table as CSV and `datapackage.json` (Frictionless).
    Datapackage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TableArg {
    /// Objectives and tasks, with their documents.
    Items,
    /// Plans.
    Plans,
    /// Objectives.
    Objectives,
    /// Tasks.
    Tasks,
    /// Commitments in numbers.
    Targets,
    /// Statements of time.
    Deadlines,
    /// Bodies that lead or take part.
    Owners,
}

impl TableArg {
    fn table(self) -> Table {
        match self {
            TableArg::Items => Table::Items,
            TableArg::Plans => Table::Plans,
            TableArg::Objectives => Table::Objectives,
            TableArg::Tasks => Table::Tasks,
            TableArg::Targets => Table::Targets,
            TableArg::Deadlines => Table::Deadlines,
            TableArg::Owners => Table::Owners,
        }
    }
}

impl Format {
    /// The form that the ending of a file's name stands for.
    fn of(path: &Path) -> Option<Format> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::Jsonl),
            "csv" => Some(Format::Csv),
            "xlsx" => Some(Format::Xlsx),
            "ics" => Some(Format::Ics),
            _ => None,
        }
    }

    fn name(self) -> String {
        let value = self.to_possible_value();
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// What was written.
#[derive(Default)]
struct Written {
    plans: u64,
    items: u64,
    remarks: Vec<String>,
}

pub(crate) fn run(args: &Args, library: &Path) -> Result<Exit, Error> {
    let by_ending = args.output.as_deref().and_then(Format::of);
    let format = args.format.or(by_ending).unwrap_or(Format::Jsonl);
    check(args, format)?;
    let library = open_library(library)?;
    let filter = args.filter.filter();
    let matcher = Matcher::new(&filter).map_err(library_error)?;
    let about = About {
        generator: concat!("kehoach ", env!("CARGO_PKG_VERSION")).to_owned(),
        schema_version: plan::SCHEMA_VERSION.to_owned(),
        library_revision: library.revision().map_err(library_error)?,
        filters: filter,
    };
    let job = Job {
        args,
        format,
        library: &library,
        matcher: &matcher,
        about: &about,
    };
    let written = match &args.output {
        None => job.to_stdout()?,
        Some(path) if matches!(format, Format::Parquet | Format::Datapackage) => {
            job.to_folder(path)?
        }
        Some(path) => job.to_file(path)?,
    };
    written.remarks.iter().for_each(note);
    if written.plans == 0 {
        return nothing(&library);
    }
    if args.output.is_some() {
        note(format_args!(
            "{} plans, {} objectives and tasks written; library revision {}",
            written.plans, written.items, about.library_revision
        ));
    }
    Ok(Exit::Done)
}

/// Refuses what cannot be meant.
fn check(args: &Args, format: Format) -> Result<(), Error> {
    if args.items && format != Format::Jsonl {
        return Err(Error::with_hint(
            format_args!("--items goes with jsonl, not with {}", format.name()),
            "the other forms hold items anyway",
        ));
    }
    if args.output.is_none()
        && matches!(format, Format::Xlsx | Format::Parquet | Format::Datapackage)
    {
        return Err(Error::with_hint(
            format_args!("{} does not go to standard output", format.name()),
            "name a file or folder with --output",
        ));
    }
    Ok(())
}

fn nothing(library: &Library) -> Result<Exit, Error> {
    let status = library.status().map_err(library_error)?;
    if status.done == 0 {
        tell(
            "the library holds no plan",
            Some("`kehoach import FOLDER` fills it"),
        );
    } else {
        tell("no plan fits the filters", None);
    }
    Ok(Exit::Partly)
}

/// An export to be done.
struct Job<'a> {
    args: &'a Args,
    format: Format,
    library: &'a Library,
    matcher: &'a Matcher,
    about: &'a About,
}

impl Job<'_> {
    fn to_stdout(&self) -> Result<Written, Error> {
        let failed = |error| export_error(error, Path::new("standard output"));
        let out: Sink = Box::new(BufWriter::with_capacity(1 << 16, io::stdout()));
        let writer = self.stream(out).map_err(failed)?;
        self.write(writer, &failed)
    }

    /// Writes beside the file and renames, so that a half-written export is never taken for a whole.
    fn to_file(&self, path: &Path) -> Result<Written, Error> {
        let failed = |error| export_error(error, path);
        let at = |error| Error::at(path, error);
        let file = NamedTempFile::new_in(folder_of(path)).map_err(at)?;
        let out = file.reopen().map_err(at)?;
        let writer = if self.format == Format::Xlsx {
            let xlsx = Xlsx::new(Box::new(BufWriter::new(out)), self.about).map_err(failed)?;
            Box::new(xlsx) as Box<dyn Writer>
        } else {
            let out = BufWriter::with_capacity(1 << 16, out);
            self.stream(Box::new(out)).map_err(failed)?
        };
        let written = self.write(writer, &failed)?;
        readable_by_all(file.as_file()).map_err(at)?;
        file.persist(path).map_err(|error| at(error.error))?;
        Ok(written)
    }

    /// Writes into a folder beside it, and moves the files over when all are complete.
    fn to_folder(&self, path: &Path) -> Result<Written, Error> {
        let failed = |error| export_error(error, path);
        let at = |error| Error::at(path, error);
        if path.exists() && !path.is_dir() {
            return Err(Error::with_hint(
                format_args!("{} is a file", path.display()),
                format_args!("{} needs a folder", self.format.name()),
            ));
        }
        let fresh = TempDir::new_in(folder_of(path)).map_err(at)?;
        let writer: Box<dyn Writer> = match self.format {
            Format::Parquet => Box::new(Parquet::new(fresh.path(), self.about).map_err(failed)?),
            _ => {
                let about = self.about.clone();
                Box::new(DataPackage::new(fresh.path(), about).map_err(failed)?)
            }
        };
        let written = self.write(writer, &failed)?;
        fs::create_dir_all(path).map_err(at)?;
        for file in fs::read_dir(fresh.path()).map_err(at)? {
            let file = file.map_err(at)?;
            fs::rename(file.path(), path.join(file.file_name())).map_err(at)?;
        }
        Ok(written)
    }

    /// The writer of a form that goes from the first byte to the last.
    fn stream(&self, out: Sink) -> export::Result<Box<dyn Writer>> {
        Ok(match self.format {
            Format::Json => Box::new(Json::new(out, self.about)?),
            Format::Csv => Box::new(Csv::new(self.args.table.table(), out, !self.args.no_bom)?),
            Format::Ics => Box::new(Ics::new(out, self.about)?),
            _ if self.args.items => Box::new(Items::new(out)),
            _ => Box::new(Lines::new(out)),
        })
    }

    /// Writes plan by plan; only one is held at a time.
    fn write(
        &self,
        mut writer: Box<dyn Writer>,
        failed: &dyn Fn(export::Error) -> Error,
    ) -> Result<Written, Error> {
        let mut written = Written::default();
        for stored in self.library.plans().map_err(library_error)? {
            let stored = stored.map_err(library_error)?;
            let plan = stored.read().map_err(library_error)?;
            let Some(selection) = self.matcher.select(&plan) else {
                continue;
            };
            written.plans += 1;
            written.items += selection.items.len() as u64;
            let entry = Entry {
                plan: &plan,
                json: &stored.json,
                summary: Summary::of(&plan),
                selection,
            };
            writer.put(&entry).map_err(failed)?;
        }
        written.remarks = writer.finish().map_err(failed)?;
        Ok(written)
    }
}

fn export_error(error: export::Error, path: &Path) -> Error {
    match error {
        export::Error::Io(error) if path == Path::new("standard output") => Error::writing(error),
        export::Error::Io(error) => Error::at(path, error),
        error => Error::new(format_args!("{}: {error}", path.display())),
    }
}

/// The folder in which a path lies.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A temporary file is its owner's alone; an export is a file like any other.
#[cfg(unix)]
fn readable_by_all(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_file: &File) -> io::Result<()> {
    Ok(())
}
