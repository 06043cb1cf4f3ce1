//! Writes plans made up for measuring: `bench FOLDER COUNT [SEED [DOCUMENTS]]`, with the sentences of the documents in
//! a folder where one is given; or files that mean harm: `bench hostile FOLDER COUNT [SEED]`. Or reads files in one
//! process, on one thread: `bench read FILE…`. Or searches a library, or SQLite FTS5 with the items of one:
//! `bench search LIBRARY [DOCUMENTS]`, `bench fts LIBRARY DATABASE [DOCUMENTS]`.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use bench::{Generator, hostile, search, sentences};

fn main() -> ExitCode {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    if args.first().is_some_and(|first| first == "read") {
        return read(&args[1..]);
    }
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["search", library] => return told(ask(library, None)),
        ["search", library, documents] => return told(ask(library, Some(documents))),
        ["fts", library, database] => return told(ask_fts(library, Path::new(database), None)),
        ["fts", library, database, documents] => {
            return told(ask_fts(library, Path::new(database), Some(documents)));
        }
        _ => {}
    }
    let harm = args.first().is_some_and(|first| first == "hostile");
    if harm {
        args.remove(0);
    }
    let (Some(folder), Some(count)) = (args.first(), args.get(1).and_then(|n| n.parse().ok()))
    else {
        eprintln!(
            "error: usage: bench [hostile] FOLDER COUNT [SEED [DOCUMENTS]] | bench read FILE…"
        );
        return ExitCode::from(2);
    };
    let folder = Path::new(folder);
    let seed = args.get(2).and_then(|n| n.parse().ok()).unwrap_or(1);
    let written = if harm {
        let files = hostile::files(seed, count).map(|file| (file.name, file.bytes));
        write(folder, files)
    } else {
        let sentences = sentences_of(args.get(3).map(String::as_str));
        let mut generator = Generator::of_sentences(seed, sentences);
        let plans = (0..count).map(|_| generator.plan());
        write(folder, plans.map(|(name, text)| (name, text.into_bytes())))
    };
    match written {
        Ok(bytes) => {
            println!("{count} files, {:.1} MB", bytes as f64 / 1e6);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// How many queries are asked.
const QUESTIONS: usize = 1_000;

fn sentences_of(folder: Option<&str>) -> Vec<String> {
    folder.map_or_else(Vec::new, |folder| sentences::read(Path::new(folder)))
}

fn ask(library: &str, documents: Option<&str>) -> Result<(), search::Failure> {
    let questions = search::questions(QUESTIONS, &sentences_of(documents));
    let library = store::Library::open_existing(library)?;
    search::ask_library(&library, &questions)?.print("library");
    Ok(())
}

fn ask_fts(library: &str, database: &Path, documents: Option<&str>) -> Result<(), search::Failure> {
    let questions = search::questions(QUESTIONS, &sentences_of(documents));
    let database = match database.exists() {
        true => rusqlite::Connection::open(database)?,
        false => search::make_fts(&store::Library::open_existing(library)?, database)?,
    };
    search::ask_fts(&database, &questions)?.print("fts5   ");
    Ok(())
}

fn told(result: Result<(), search::Failure>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Reads files, layout and tables included, and says how many pages and letters there were.
fn read(files: &[String]) -> ExitCode {
    let (mut pages, mut letters, mut failed) = (0, 0, 0);
    for file in files {
        let document = std::fs::read(file).ok().and_then(|b| reader::read(&b).ok());
        match document {
            Some(document) => {
                pages += document.page_starts.len();
                letters += document.text.chars().count();
            }
            None => failed += 1,
        }
    }
    println!("{pages} pages, {letters} characters, {failed} files not read");
    ExitCode::SUCCESS
}

fn write(folder: &Path, files: impl Iterator<Item = (String, Vec<u8>)>) -> io::Result<usize> {
    std::fs::create_dir_all(folder)?;
    let mut written = 0;
    for (name, bytes) in files {
        written += bytes.len();
        std::fs::write(folder.join(name), bytes)?;
    }
    Ok(written)
}
