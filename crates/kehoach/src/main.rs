//! `kehoach` reads the plans (kế hoạch) of Vietnamese provinces and finds their objectives,
//! tasks, owners and deadlines.
//!
//! This crate is the command line and nothing else: it reads arguments, calls `ingest` and
//! `store`, and prints. One file per subcommand stands in `command/`. How the program speaks is
//! settled in `error` (messages and exit statuses), `output` (standard output), `record`, `grid` and
//! `text` (what a person reads).

mod command;
mod error;
mod grid;
mod interrupt;
mod output;
mod progress;
mod record;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use error::{Error, Exit};

/// Reads the plans (kế hoạch) of Vietnamese provinces and finds objectives, tasks, owners and deadlines.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Options that go with every subcommand.
#[derive(Debug, clap::Args)]
struct Global {
    /// The library: a folder that `import` fills and the other commands read.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "KEHOACH_LIBRARY",
        default_value = "kehoach-library"
    )]
    library: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Command {
    Extract(command::extract::Args),
    Import(command::import::Args),
    Search(command::search::Args),
    Compare(command::compare::Args),
    Owners(command::owners::Args),
    Export(command::export::Args),
    Show(command::show::Args),
    Diff(command::diff::Args),
    Versions(command::versions::Args),
    Status(command::status::Args),
    Retry(command::retry::Args),
    Rebuild(command::rebuild::Args),
    Schema(command::schema::Args),
    #[command(hide = true)]
    Worker(command::worker::Args),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let library = cli.global.library.as_path();
    let result = match cli.command {
        Command::Extract(args) => command::extract::run(&args),
        Command::Import(args) => command::import::run(&args, library),
        Command::Search(args) => command::search::run(&args, library),
        Command::Compare(args) => command::compare::run(&args, library),
        Command::Owners(args) => command::owners::run(&args, library),
        Command::Export(args) => command::export::run(&args, library),
        Command::Show(args) => command::show::run(&args, library),
        Command::Diff(args) => command::diff::run(&args, library),
        Command::Versions(args) => command::versions::run(&args, library),
        Command::Status(args) => command::status::run(&args, library),
        Command::Retry(args) => command::retry::run(&args, library),
        Command::Rebuild(args) => command::rebuild::run(&args, library),
        Command::Schema(args) => command::schema::run(&args),
        Command::Worker(args) => command::worker::run(&args),
    };
    let exit = match result {
        Ok(exit) => exit,
        Err(Error::ClosedPipe) => Exit::Done,
        Err(Error::Told {
            message,
            hint,
            exit,
        }) => {
            error::tell(&message, hint.as_deref());
            exit
        }
    };
    ExitCode::from(exit as u8)
}
