//! `kehoach search`: full text across all plans of the library.

use std::path::Path;

use clap::ValueEnum;
use store::{Hit, Item, ItemKind, SearchRequest, SearchResult};

use super::{library_error, open_library};
use crate::error::{Error, Exit, note};
use crate::output::Output;
use crate::record::{deadlines, labelled, owners, path, province};
use crate::text::{Page, clean};

/// Find objectives and tasks by their words.
///
/// A word typed with marks finds that spelling only, a word without marks every spelling; words in
/// quotation marks stand together. Abbreviations (BAĐT, CĐS) find what they stand for.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// What to look for.
    query: String,
    /// Only plans of this province, by its name or code, before or since 1 July 2025.
    #[arg(long, value_name = "NAME")]
    province: Option<String>,
    /// Only objectives or only tasks.
    #[arg(long, value_enum)]
    kind: Option<KindArg>,
    /// At most this many hits, the best first.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Do not look for what abbreviations stand for.
    #[arg(long)]
    no_expand: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum KindArg {
    /// What plans will reach.
    Objective,
    /// What plans will do.
    Task,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person.
    Text,
    /// One JSON object: the number of all hits, and the hits.
    Json,
    /// One JSON object a line.
    Jsonl,
}

pub(crate) fn run(args: &Args, library: &Path) -> Result<Exit, Error> {
    let library = open_library(library)?;
    let request = SearchRequest {
        query: args.query.clone(),
        province: args.province.clone(),
        kind: args.kind.map(|kind| match kind {
            KindArg::Objective => ItemKind::Objective,
            KindArg::Task => ItemKind::Task,
        }),
        limit: args.limit,
        offset: 0,
        expand: !args.no_expand,
    };
    let results = library.search(&request).map_err(library_error)?;

    let mut output = Output::new();
    match args.format {
        Format::Json => output.json(&results)?,
        Format::Jsonl => {
            for hit in &results.hits {
                output.json_line(hit)?;
            }
        }
        Format::Text => {
            let page = Page::stdout();
            for (index, hit) in results.hits.iter().enumerate() {
                if index > 0 {
                    output.text("\n")?;
                }
                output.text(&shown(page, hit))?;
            }
        }
    }
    output.finish()?;
    tell_count(&results);
    Ok(if results.hits.is_empty() {
        Exit::Partly
    } else {
        Exit::Done
    })
}

/// How many hits there are, and which words were also looked for, on standard error.
fn tell_count(results: &SearchResult) {
    let shown = results.hits.len();
    note(match results.total {
        0 => "nothing found".to_string(),
        1 => "1 hit".to_string(),
        total if (shown as u64) < total => format!("{total} hits, the first {shown} shown"),
        total => format!("{total} hits"),
    });
    for expansion in &results.expansions {
        note(format_args!(
            "also looked for: {} as {}",
            expansion.typed,
            expansion.also.join(", ")
        ));
    }
}

/// A hit for a person: the document, then the item with what was found marked, then when and who.
fn shown(page: Page, hit: &Hit) -> String {
    let known = |value: &Option<String>| clean(value.as_deref().unwrap_or("–")).into_owned();
    let plan = &hit.plan;
    let document = [
        page.bold(
            &plan
                .province
                .as_ref()
                .map_or_else(|| "–".to_string(), province),
        ),
        known(&plan.number.clone().or_else(|| plan.symbol.clone())),
        known(&plan.issuer),
        known(&plan.issued_on),
        page.dim(&plan.id),
    ];
    let (kind, label) = match &hit.item {
        Item::Objective(item) => ("objective", item.label.as_deref()),
        Item::Task(item) => ("task", item.label.as_deref()),
    };
    let mut out = page.wrap("", &document.join(" · "));
    out.push('\n');
    let text = labelled(label, &marked(page, hit));
    out.push_str(&page.wrap(&format!("  {kind:<10}"), &text));
    out.push('\n');
    let attributes = [
        ("deadline", deadlines(hit.item.deadlines())),
        ("lead", owners(hit.item.leads())),
        ("under", path(hit.item.path())),
    ];
    for (name, value) in attributes {
        if let Some(value) = value {
            out.push_str(&page.wrap(&format!("  {name:<10}"), &page.dim(&clean(&value))));
            out.push('\n');
        }
    }
    out
}

/// The text of a hit with what was found marked.
fn marked(page: Page, hit: &Hit) -> String {
    let text = hit.item.text();
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for mark in store::byte_ranges(text, &hit.highlights) {
        if let (Some(before), Some(found)) = (text.get(at..mark.start), text.get(mark.clone())) {
            out.push_str(&clean(before));
            out.push_str(&page.hit(&clean(found)));
            at = mark.end;
        }
    }
    out.push_str(&clean(text.get(at..).unwrap_or_default()));
    out
}
