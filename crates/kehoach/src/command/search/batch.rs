//! Many queries from a CSV file.
//!
//! A row of the result is a hit, a query without any, or a query that could not be understood; no query stops another.

use std::fs::File;
use std::path::Path;

use clap::{CommandFactory, Parser};
use csv::StringRecord;
use serde::Serialize;
use store::{Hit, Library, SearchRequest, SearchResult};

use super::hit::{columns, row};
use super::{Args, Format, KIND_HELP, hits};
use crate::command::filter::{FilterArgs, all_kinds};
use crate::error::{Error, Exit, note};
use crate::output::Output;

/// The column that holds the query.
const QUERY: &str = "query";

/// Separates values of one filter.
const BETWEEN: char = ';';

/// The filters of a row, read as those of the command line are.
#[derive(Debug, Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
#[command(mut_arg("kind", |kind| kind.value_parser(all_kinds()).help(KIND_HELP)))]
struct Row {
    #[command(flatten)]
    filter: FilterArgs,
}

/// A row of the result.
#[derive(Serialize)]
struct Line<'r> {
    /// Row of the query in the file, counted from 1 without the header.
    row: u64,
    query: &'r str,
    /// `hit`, `none` or `error`.
    status: &'static str,
    /// Number of all hits of the query; null when it was not understood.
    total: Option<u64>,
    /// Place among the hits, counted from 1.
    rank: Option<u64>,
    /// Why it was not understood.
    error: Option<String>,
    hit: Option<&'r Hit>,
}

pub(super) fn run(args: &Args, file: &Path, library: &Library) -> Result<Exit, Error> {
    let format = args.format.unwrap_or(Format::Csv);
    if matches!(format, Format::Text | Format::Json) {
        return Err(Error::with_hint(
            "the hits of many queries are a list",
            "use --format csv or jsonl",
        ));
    }
    let opened = File::open(file).map_err(|error| Error::at(file, error))?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(opened);
    let header = reader
        .headers()
        .map_err(|error| unreadable(file, &error))?
        .clone();
    let names = names(file, &header)?;

    let mut output = Output::new();
    if format == Format::Csv {
        let first = ["row", "query", "status", "total", "rank", "error"];
        output.csv_row(first.iter().copied().chain(columns()))?;
    }
    let (mut found, mut wrong, mut none) = (0, 0, 0);
    for (at, record) in reader.records().enumerate() {
        let at = at as u64 + 1;
        let record = match record {
            Ok(record) => record,
            Err(error) if error.is_io_error() => return Err(unreadable(file, &error)),
            Err(error) => {
                wrong += 1;
                let error = Err(format!("the row cannot be read: {error}"));
                write(&mut output, format, at, "", error)?;
                continue;
            }
        };
        let query = names.iter().position(|name| name == QUERY);
        let query = query
            .and_then(|column| record.get(column))
            .unwrap_or_default();
        let result = search(args, library, &names, &record, query)?;
        match &result {
            Err(_) => wrong += 1,
            Ok(result) if result.total == 0 => none += 1,
            Ok(result) => found += result.total,
        }
        write(&mut output, format, at, query, result)?;
    }
    output.finish()?;
    note(format_args!(
        "{}; {none} queries without a hit, {wrong} that could not be understood",
        hits(found)
    ));
    Ok(match (found, wrong) {
        (1.., 0) => Exit::Done,
        _ => Exit::Partly,
    })
}

fn unreadable(file: &Path, error: &csv::Error) -> Error {
    Error::with_hint(
        format_args!("{}: {error}", file.display()),
        "a CSV file in UTF-8 with a header line and a column `query` is needed",
    )
}

/// The names of the columns, which must be known.
fn names(file: &Path, header: &StringRecord) -> Result<Vec<String>, Error> {
    let name = |name: &str| {
        name.trim_start_matches('\u{feff}')
            .trim()
            .to_lowercase()
            .replace('_', "-")
    };
    let names: Vec<String> = header.iter().map(name).collect();
    let command = Row::command();
    let known: Vec<&str> = command
        .get_arguments()
        .filter_map(clap::Arg::get_long)
        .collect();
    if let Some(other) = names
        .iter()
        .find(|name| *name != QUERY && !known.contains(&name.as_str()))
    {
        return Err(Error::with_hint(
            format_args!("{}: no filter is called {other}", file.display()),
            format_args!("the columns are query, {}", known.join(", ")),
        ));
    }
    if !names.iter().any(|name| name == QUERY) {
        return Err(Error::with_hint(
            format_args!("{}: the header has no column query", file.display()),
            "the first line names the columns: query, and any filters",
        ));
    }
    Ok(names)
}

/// What a row finds, or why it cannot be understood; an error when the library cannot be searched.
fn search(
    args: &Args,
    library: &Library,
    names: &[String],
    record: &StringRecord,
    query: &str,
) -> Result<Result<SearchResult, String>, Error> {
    let mut options = Vec::new();
    for (name, cell) in names.iter().zip(record).filter(|(name, _)| *name != QUERY) {
        let values = cell
            .split(BETWEEN)
            .map(str::trim)
            .filter(|value| !value.is_empty());
        options.extend(values.map(|value| format!("--{name}={value}")));
    }
    let own = match Row::try_parse_from(options) {
        Ok(row) => row.filter,
        Err(error) => {
            let message = error.to_string();
            let first = message.lines().next().unwrap_or_default();
            return Ok(Err(first.trim_start_matches("error: ").to_owned()));
        }
    };
    // What the command line says holds for rows that say nothing of it.
    let (kinds, filter) = own.or(&args.filter).search();
    let request = SearchRequest {
        query: query.to_owned(),
        kinds,
        filter,
        limit: args.limit,
        offset: args.offset,
        expand: !args.no_expand,
        facets: false,
    };
    match library.search(&request) {
        Ok(result) => Ok(Ok(result)),
        Err(error) if is_of_query(error.kind()) => {
            let mut message = error.to_string();
            if let Some(place) = error.place() {
                let before = place.text.get(..place.at).unwrap_or_default();
                message.push_str(&format!(" (at character {})", before.chars().count() + 1));
            }
            Ok(Err(message))
        }
        Err(error) => Err(crate::command::library_error(error)),
    }
}

fn is_of_query(kind: store::ErrorKind) -> bool {
    use store::ErrorKind;
    matches!(
        kind,
        ErrorKind::Query | ErrorKind::Filter | ErrorKind::NoProvince
    )
}

fn write(
    output: &mut Output,
    format: Format,
    row: u64,
    query: &str,
    result: Result<SearchResult, String>,
) -> Result<(), Error> {
    let line = |status| Line {
        row,
        query,
        status,
        total: None,
        rank: None,
        error: None,
        hit: None,
    };
    match result {
        Err(error) => put(
            output,
            format,
            &Line {
                error: Some(error),
                ..line("error")
            },
        ),
        Ok(result) if result.hits.is_empty() => put(
            output,
            format,
            &Line {
                total: Some(result.total),
                ..line("none")
            },
        ),
        Ok(result) => {
            for (at, hit) in result.hits.iter().enumerate() {
                let line = Line {
                    total: Some(result.total),
                    rank: Some((result.offset + at) as u64 + 1),
                    hit: Some(hit),
                    ..line("hit")
                };
                put(output, format, &line)?;
            }
            Ok(())
        }
    }
}

fn put(output: &mut Output, format: Format, line: &Line<'_>) -> Result<(), Error> {
    if format == Format::Jsonl {
        return output.json_line(line);
    }
    let number = |number: Option<u64>| number.map(|n| n.to_string()).unwrap_or_default();
    let first = [
        line.row.to_string(),
        line.query.to_owned(),
        line.status.to_owned(),
        number(line.total),
        number(line.rank),
        line.error.clone().unwrap_or_default(),
    ];
    let rest = line
        .hit
        .map_or_else(|| columns().map(|_| String::new()), row);
    output.csv_row(first.into_iter().chain(rest))
}
