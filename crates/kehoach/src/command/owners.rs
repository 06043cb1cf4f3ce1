//! `kehoach owners`: who leads and who takes part.

use std::path::Path;

use compare::owners::{OwnerRow, Owners};
use compare::version::{Relation, links, older};
use store::Matcher;

use super::filter::FilterArgs;
use super::{TableFormat, TableWidth, cards, library_error, open_library};
use crate::error::{Error, Exit, note};
use crate::grid::Grid;
use crate::output::Output;
use crate::record::{joined, province};

/// List who leads and who takes part, a row a body.
///
/// Names that mean one body within a province are one row: short forms are written out, and a division belongs to the
/// body that is printed behind it, else to the issuer. The printed forms are kept. Plans of which a newer version is in
/// the library do not count, unless `--document` or `--all-versions` asks for them.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Form of the result.
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    format: TableFormat,
    /// Count drafts, replaced plans and several prints of one plan as well.
    #[arg(long)]
    all_versions: bool,
    #[command(flatten)]
    width: TableWidth,
    #[command(flatten)]
    filter: FilterArgs,
}

/// By what an older plan does not count beside the newer.
const STANDS_FOR: [Relation; 4] = [
    Relation::Replaces,
    Relation::SameNumber,
    Relation::FinalOf,
    Relation::SameTitle,
];

const COLUMNS: [&str; 13] = [
    "province",
    "province_now",
    "body",
    "under",
    "class",
    "printed",
    "led",
    "led_due",
    "joined",
    "joined_due",
    "earliest",
    "latest",
    "plans",
];

pub(crate) fn run(args: &Args, library: &Path) -> Result<Exit, Error> {
    let library = open_library(library)?;
    let filter = args.filter.filter();
    let matcher = Matcher::new(&filter).map_err(library_error)?;
    let links = match args.all_versions || !filter.documents.is_empty() {
        true => Vec::new(),
        false => links(&cards(&library)?),
    };
    let older = older(&links, &STANDS_FOR);
    let mut left_out = 0;
    let mut owners = Owners::default();
    for stored in library.plans().map_err(library_error)? {
        let plan = stored
            .and_then(|stored| stored.read())
            .map_err(library_error)?;
        if let Some(selection) = matcher.select(&plan) {
            match older.contains(plan.id.as_str()) {
                true => left_out += 1,
                false => owners.plan(&plan, &selection.items),
            }
        }
    }
    let rows = owners.finish();
    let mut output = Output::new();
    match args.format {
        TableFormat::Json => output.json(&rows)?,
        TableFormat::Jsonl => {
            for row in &rows {
                output.json_line(row)?;
            }
        }
        TableFormat::Csv => {
            let records: Vec<_> = rows.iter().map(record).collect();
            output.csv(&COLUMNS, &records)?;
        }
        TableFormat::Text => output.text(&shown(&rows, args.width))?,
    }
    output.finish()?;
    if left_out > 0 {
        note(format_args!(
            "older versions left out: {left_out} (`kehoach versions` lists them, `--all-versions` counts them)"
        ));
    }
    if rows.is_empty() {
        note("no owner found");
        return Ok(Exit::Partly);
    }
    Ok(Exit::Done)
}

fn printed(row: &OwnerRow) -> String {
    let forms: Vec<_> = row
        .printed
        .iter()
        .map(|form| format!("{} ×{}", form.name, form.times))
        .collect();
    forms.join("; ")
}

fn record(row: &OwnerRow) -> Vec<String> {
    let province = row.province.as_ref();
    let class = serde_json::to_value(row.class).ok();
    let class = class.as_ref().and_then(|class| class.as_str());
    vec![
        province.map(|p| p.name.clone()).unwrap_or_default(),
        province.map(|p| p.current_name.clone()).unwrap_or_default(),
        row.body.clone(),
        row.under.clone().unwrap_or_default(),
        class.unwrap_or_default().to_owned(),
        printed(row),
        row.led.to_string(),
        row.led_due.to_string(),
        row.joined.to_string(),
        row.joined_due.to_string(),
        row.earliest.clone().unwrap_or_default(),
        row.latest.clone().unwrap_or_default(),
        row.plans.join(" "),
    ]
}

fn shown(rows: &[OwnerRow], width: TableWidth) -> String {
    let header = [
        "province",
        "body",
        "led",
        "due",
        "joined",
        "due",
        "earliest",
        "latest",
        "also printed",
    ];
    let mut grid = Grid::new(&header).right(&[2, 3, 4, 5]);
    let dash = |value: Option<&str>| value.unwrap_or("–").to_owned();
    for row in rows {
        let body = match &row.under {
            Some(under) if !row.body.contains(under.as_str()) => format!("{} ({under})", row.body),
            _ => row.body.clone(),
        };
        let others: Vec<_> = row
            .printed
            .iter()
            .filter(|form| form.name != row.body)
            .map(|form| form.name.as_str())
            .collect();
        grid.push(vec![
            dash(row.province.as_ref().map(province).as_deref()),
            body,
            row.led.to_string(),
            row.led_due.to_string(),
            row.joined.to_string(),
            row.joined_due.to_string(),
            dash(row.earliest.as_deref()),
            dash(row.latest.as_deref()),
            joined(&others, "; ").unwrap_or_default(),
        ]);
    }
    grid.render(width.page())
}
