//! `kehoach schema`: the JSON Schema of a Plan.

use crate::error::{Error, Exit};
use crate::output::Output;

/// Print the JSON Schema of a plan record.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The schema of a line of `export --items` instead.
    #[arg(long)]
    items: bool,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Error> {
    let mut output = Output::new();
    let schema = if args.items {
        export::json::item_schema()
    } else {
        plan::schema()
    };
    output.json(&schema)?;
    output.finish()?;
    Ok(Exit::Done)
}
