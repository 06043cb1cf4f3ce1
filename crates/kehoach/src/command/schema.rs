//! `kehoach schema`: the JSON Schema of a Plan.

use crate::error::{Error, Exit};
use crate::output::Output;

/// Print the JSON Schema of a plan record.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: &Args) -> Result<Exit, Error> {
    let mut output = Output::new();
    output.json(&plan::schema())?;
    output.finish()?;
    Ok(Exit::Done)
}
