//! `kehoach rebuild`: the index anew.

use std::path::Path;

use super::{library_error, open_library};
use crate::error::{Error, Exit};

/// Make the search index of the library anew from its catalogue.
///
/// Seldom needed: an index that is missing or behind mends itself.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: &Args, library: &Path) -> Result<Exit, Error> {
    let library = open_library(library)?;
    let mut writer = library.writer().map_err(library_error)?;
    writer.rebuild_index().map_err(library_error)?;
    writer.finish().map_err(library_error)?;
    Ok(Exit::Done)
}
