//! `kehoach versions`: which plans follow one another.

use std::path::Path;

use compare::Card;
use compare::version::{Relation, links};
use serde::Serialize;

use super::{TableFormat, TableWidth, cards, open_library};
use crate::error::{Error, Exit, note};
use crate::grid::Grid;
use crate::output::Output;
use crate::record::province;

/// List the plans that replace, amend or are drafts of others.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Form of the result.
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    format: TableFormat,
    #[command(flatten)]
    width: TableWidth,
}

/// A link between two plans of the library.
#[derive(Debug, Serialize)]
struct Version<'c> {
    newer: &'c Card,
    relation: Relation,
    older: &'c Card,
}

const COLUMNS: [&str; 9] = [
    "province",
    "newer",
    "newer_number",
    "newer_issued_on",
    "relation",
    "older",
    "older_number",
    "older_issued_on",
    "older_title",
];

pub(crate) fn run(args: &Args, library: &Path) -> Result<Exit, Error> {
    let library = open_library(library)?;
    let cards = cards(&library)?;
    let card = |id: &str| cards.iter().find(|card| card.id == id);
    let links = links(&cards);
    let versions: Vec<_> = links
        .iter()
        .filter_map(|link| {
            Some(Version {
                newer: card(&link.newer)?,
                relation: link.relation,
                older: card(&link.older)?,
            })
        })
        .collect();
    let mut output = Output::new();
    match args.format {
        TableFormat::Json => output.json(&versions)?,
        TableFormat::Jsonl => {
            for version in &versions {
                output.json_line(version)?;
            }
        }
        TableFormat::Csv => {
            let records: Vec<_> = versions.iter().map(record).collect();
            output.csv(&COLUMNS, &records)?;
        }
        TableFormat::Text => {
            let mut grid = Grid::new(&[
                "province", "plan", "issued", "id", "", "plan", "issued", "id",
            ]);
            for Version {
                newer,
                relation,
                older,
            } in &versions
            {
                let dash = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
                let place = newer.province.as_ref().map(province);
                grid.push(vec![
                    dash(&place),
                    newer.name().to_owned(),
                    dash(&newer.issued_on),
                    newer.id.clone(),
                    relation.told().0.to_owned(),
                    older.name().to_owned(),
                    dash(&older.issued_on),
                    older.id.clone(),
                ]);
            }
            output.text(&grid.render(args.width.page()))?;
        }
    }
    output.finish()?;
    if versions.is_empty() {
        note("no plan of the library follows another");
        return Ok(Exit::Partly);
    }
    Ok(Exit::Done)
}

fn record(version: &Version<'_>) -> Vec<String> {
    let relation = serde_json::to_value(version.relation).ok();
    let relation = relation.as_ref().and_then(|relation| relation.as_str());
    let province = version.newer.province.as_ref();
    let or_empty = |value: &Option<String>| value.clone().unwrap_or_default();
    vec![
        province.map(|p| p.name.clone()).unwrap_or_default(),
        version.newer.id.clone(),
        or_empty(&version.newer.number),
        or_empty(&version.newer.issued_on),
        relation.unwrap_or_default().to_owned(),
        version.older.id.clone(),
        or_empty(&version.older.number),
        or_empty(&version.older.issued_on),
        or_empty(&version.older.title),
    ]
}
