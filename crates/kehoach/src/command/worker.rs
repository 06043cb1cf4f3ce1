//! `kehoach worker`: what the program starts to have a document read in a process of its own.

use crate::error::{Error, Exit};

/// The name of the subcommand.
pub(super) const NAME: &str = "worker";

/// Read documents for the program that started this one. Not to be called by hand.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// What a document may take of memory, in bytes.
    memory: u64,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Error> {
    ingest::serve(args.memory)
        .map(|()| Exit::Done)
        .map_err(Error::new)
}
