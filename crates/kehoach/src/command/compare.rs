//! `kehoach compare`: what provinces promise on a topic, side by side.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use clap::ValueEnum;
use compare::lineup::{Comparison, Lineup, Match, Order, Row, Units};
use compare::version::links;
use compare::{Card, Topic};
use plan::{Comparator, Plan};
use serde::Serialize;
use store::{Filter, Library, Matcher, SearchRequest, SearchResult};

use super::filter::FilterArgs;
use super::{TableFormat, TableWidth, card, cards, library_error, open_library};
use crate::error::{Error, Exit, note};
use crate::grid::Grid;
use crate::output::Output;
use crate::record::{self, joined};
use crate::text::Page;

/// Line up what the provinces promise on a topic.
///
/// A row a province: its most specific target, else a promise without number. Then the provinces whose plans promise nothing, and
/// those without a plan in the library. With `--cites` and no topic: which provinces have a plan for a resolution.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The topic, in words as for `search`.
    #[arg(required_unless_present = "cites")]
    topic: Option<String>,
    /// Every promise on the topic, the most specific of a province first.
    #[arg(long)]
    all: bool,
    /// What rows are ordered by.
    #[arg(long, value_enum, default_value_t = Sort::Province)]
    sort: Sort,
    /// List the provinces as they were on this day (2025-06-30: 63), with the plans issued by then.
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Do not look for what abbreviations stand for.
    #[arg(long)]
    no_expand: bool,
    /// Form of the result.
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    format: TableFormat,
    #[command(flatten)]
    width: TableWidth,
    #[command(flatten)]
    filter: FilterArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// By the province's code.
    Province,
    /// The earliest first.
    Deadline,
    /// The largest first.
    Value,
}

/// A comparison in JSON.
#[derive(Debug, Serialize)]
struct Shown<'c> {
    topic: Option<&'c str>,
    as_of: Option<&'c str>,
    #[serde(flatten)]
    comparison: &'c Comparison,
}

pub(crate) fn run(args: &Args, library: &Path) -> Result<Exit, Error> {
    let library = open_library(library)?;
    let topic = args
        .topic
        .as_deref()
        .map(str::trim)
        .filter(|topic| !topic.is_empty());
    let comparison = compare(args, topic, &library)?;
    let mut output = Output::new();
    match args.format {
        TableFormat::Json => output.json(&Shown {
            topic,
            as_of: args.as_of.as_deref(),
            comparison: &comparison,
        })?,
        TableFormat::Jsonl => {
            for row in &comparison.rows {
                output.json_line(row)?;
            }
        }
        TableFormat::Csv => {
            let records: Vec<_> = comparison.rows.iter().map(record).collect();
            output.csv(&COLUMNS, &records)?;
        }
        TableFormat::Text => {
            output.text(&shown(&comparison, topic.is_some(), args.width.page()))?
        }
    }
    output.finish()?;
    if comparison.rows.is_empty() {
        note("nothing found");
        return Ok(Exit::Partly);
    }
    Ok(Exit::Done)
}

fn compare(args: &Args, topic: Option<&str>, library: &Library) -> Result<Comparison, Error> {
    let units = match args.as_of.as_deref() {
        None => Units::today(),
        Some(day) if is_day(day) => Units::at(day),
        Some(day) => {
            let message = format!("{day} is no day");
            return Err(Error::with_hint(message, "write it as 2025-06-30"));
        }
    };
    let filter = args.filter.filter();
    let matcher = Matcher::new(&filter).map_err(library_error)?;
    let of_plans = Matcher::new(&plans_only(&filter, topic.is_some())).map_err(library_error)?;
    let all = cards(library)?;
    let links = links(&all);
    let found = topic
        .map(|topic| search(topic, args, library))
        .transpose()?;
    let (topic, hits) = match (topic, &found) {
        (Some(topic), Some(found)) => {
            let wordings = found.expansions.iter();
            let wordings = wordings.map(|e| (e.typed.as_str(), e.also.as_slice()));
            let mut hits: HashMap<&str, HashSet<&str>> = HashMap::new();
            for hit in &found.hits {
                hits.entry(&hit.plan.id).or_default().insert(hit.item.id());
            }
            (Topic::new(topic, wordings), Some(hits))
        }
        _ => (Topic::default(), None),
    };
    let mut lineup = Lineup::new(topic, units, &all, &links);
    let narrowed = !filter.is_empty();
    for stored in library.plans().map_err(library_error)? {
        let stored = stored.map_err(library_error)?;
        let wanted = hits.as_ref().map(|hits| hits.get(stored.id.as_str()));
        if !narrowed && wanted == Some(None) {
            lineup.count(&card(&stored)?);
            continue;
        }
        let plan = stored.read().map_err(library_error)?;
        if of_plans.select(&plan).is_none() {
            continue;
        }
        lineup.count(&Card::of(&plan));
        let Some(selection) = matcher.select(&plan) else {
            continue;
        };
        match wanted {
            None => lineup.citing(&plan, cited(&plan, &filter)),
            Some(None) => {}
            Some(Some(ids)) => {
                let mut items = selection.items;
                items.retain(|item| ids.contains(item.id()));
                lineup.plan(&plan, &items);
            }
        }
    }
    let order = match args.sort {
        Sort::Province => Order::Province,
        Sort::Deadline => Order::Deadline,
        Sort::Value => Order::Value,
    };
    // Where only some provinces are asked for, the others are not missing.
    let everywhere = filter.provinces.is_empty() && filter.regions.is_empty();
    Ok(lineup.finish(args.all, order, everywhere.then_some(all.as_slice())))
}

/// Whether a text has the form of an ISO 8601 day.
fn is_day(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let number = |part: &str, digits: usize, most: u32| {
        let fits = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
        fits && part.parse().is_ok_and(|n: u32| (1..=most).contains(&n))
    };
    match parts.as_slice() {
        [year, month, day] => number(year, 4, 9999) && number(month, 2, 12) && number(day, 2, 31),
        _ => false,
    }
}

/// All that the search finds.
fn search(topic: &str, args: &Args, library: &Library) -> Result<SearchResult, Error> {
    let mut request = SearchRequest {
        expand: !args.no_expand,
        limit: 1,
        ..SearchRequest::new(topic)
    };
    let first = library.search(&request).map_err(library_error)?;
    request.limit = usize::try_from(first.total).unwrap_or(usize::MAX).max(1);
    library.search(&request).map_err(library_error)
}

/// What a filter asks of the plans that are counted: nothing of their items, and without a topic no citation, as that is
/// what is compared.
fn plans_only(filter: &Filter, on_topic: bool) -> Filter {
    let cites = on_topic.then(|| filter.cites.clone());
    Filter {
        provinces: filter.provinces.clone(),
        regions: filter.regions.clone(),
        issuers: filter.issuers.clone(),
        years: filter.years.clone(),
        documents: filter.documents.clone(),
        cites: cites.unwrap_or_default(),
        ..Filter::default()
    }
}

/// Where a plan first cites one of the documents that are asked for.
fn cited<'p>(plan: &'p Plan, filter: &Filter) -> Option<&'p plan::Citation> {
    let key = |number: &str| -> String {
        let letters = number.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let wanted: Vec<_> = filter.cites.iter().map(|number| key(number)).collect();
    let objectives = plan.objectives.iter().flat_map(|item| &item.citations);
    let tasks = plan.tasks.iter().flat_map(|item| &item.citations);
    let mut citations = plan
        .metadata
        .legal_bases
        .iter()
        .chain(objectives)
        .chain(tasks);
    citations.find(|citation| wanted.contains(&key(&citation.number)))
}

const COLUMNS: [&str; 26] = [
    "province_code",
    "province",
    "province_as_issued",
    "plan",
    "number",
    "issuer",
    "issued_on",
    "replaced_by",
    "kind",
    "matched",
    "comparator",
    "value",
    "max",
    "unit",
    "subject",
    "target",
    "deadlines",
    "due",
    "horizon",
    "leads",
    "path",
    "label",
    "text",
    "page",
    "span",
    "element",
];

fn record(row: &Row) -> Vec<String> {
    let or_empty = |value: &Option<String>| value.clone().unwrap_or_default();
    let name = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let named = |value: Result<serde_json::Value, _>| value.as_ref().map(name).unwrap_or_default();
    let plan = &row.plan;
    let as_issued = plan.province.as_ref().map(|province| province.name.clone());
    vec![
        row.province
            .as_ref()
            .map(|p| p.code.clone())
            .unwrap_or_default(),
        row.province
            .as_ref()
            .map(|p| p.name.clone())
            .unwrap_or_default(),
        or_empty(&as_issued),
        plan.id.clone(),
        or_empty(&plan.number),
        or_empty(&plan.issuer),
        or_empty(&plan.issued_on),
        or_empty(&row.replaced_by),
        named(serde_json::to_value(row.kind)),
        named(serde_json::to_value(row.matched)),
        named(serde_json::to_value(row.comparator)),
        row.value.map(|value| value.to_string()).unwrap_or_default(),
        row.max.map(|value| value.to_string()).unwrap_or_default(),
        or_empty(&row.unit),
        or_empty(&row.subject),
        or_empty(&row.target),
        row.deadlines.join("; "),
        or_empty(&row.due),
        or_empty(&row.horizon),
        row.leads.join("; "),
        row.path.join(" › "),
        or_empty(&row.label),
        or_empty(&row.text),
        row.page.map(|page| page.to_string()).unwrap_or_default(),
        row.span.map(characters).unwrap_or_default(),
        or_empty(&row.element),
    ]
}

fn characters(span: plan::Span) -> String {
    format!("{}-{}", span.start, span.end)
}

/// The page, the element of a Word file, or the characters of the text.
fn place(row: &Row) -> String {
    record::place(row.page, row.element.as_deref())
        .or_else(|| row.span.map(characters))
        .unwrap_or_default()
}

fn shown(comparison: &Comparison, on_topic: bool, page: Page) -> String {
    let mut grid = if on_topic {
        Grid::new(&["province", "promise", "by", "lead", "document", "at"])
            .right(&[1])
            .note("text")
    } else {
        Grid::new(&["province", "issued", "document", "issuer", "at"]).note("title")
    };
    let dash = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
    for row in &comparison.rows {
        let mut province = dash(row.province.as_ref().map(|place| place.name.clone()));
        if let (Some(place), Some(issued)) = (&row.province, &row.plan.province)
            && place.name != issued.name
        {
            province = format!("{province} ({})", issued.name);
        }
        let number = row.plan.number.as_deref().or(row.plan.symbol.as_deref());
        let id = row.plan.id.get(..8).unwrap_or(&row.plan.id);
        let mut document = format!("{} {id}", number.unwrap_or("–"));
        if let Some(newer) = &row.replaced_by {
            document.push_str(&format!(", replaced by {newer}"));
        }
        if !on_topic {
            grid.push(vec![
                province,
                dash(row.plan.issued_on.clone()),
                document,
                dash(row.plan.issuer.clone()),
                place(row),
                dash(row.text.clone()),
            ]);
            continue;
        }
        let mut text = row.text.clone().unwrap_or_default();
        if let (Match::Heading, Some(heading)) = (row.matched, row.path.last()) {
            text = format!("{heading} › {text}");
        }
        grid.push(vec![
            province,
            promise(row),
            by(row),
            dash(joined(&row.leads, "; ")),
            document,
            place(row),
            text,
        ]);
    }
    let mut out = grid.render(page);
    let mut list = |title: &str, names: Vec<String>| {
        if !names.is_empty() {
            if !out.is_empty() {
                out.push('\n');
            }
            let title = page.bold(&format!("{title} ({})", names.len()));
            out.push_str(&title);
            out.push('\n');
            out.push_str(&page.wrap("  ", &names.join(", ")));
            out.push('\n');
        }
    };
    let silent = comparison.silent.iter();
    let title = if on_topic {
        "has plans, no promise found"
    } else {
        "has plans, none that cites it"
    };
    list(
        title,
        silent.map(|silent| silent.province.name.clone()).collect(),
    );
    let without = comparison.without.iter();
    list(
        "no plan in the library",
        without.map(|place| place.name.clone()).collect(),
    );
    out
}

/// The value with what bounds it: `≥ 85%`, `12 bệnh viện`, `–`.
fn promise(row: &Row) -> String {
    let Some(value) = row.value else {
        return "–".to_owned();
    };
    let bound = match row.comparator {
        Some(Comparator::AtLeast) => "≥ ",
        Some(Comparator::More) => "> ",
        Some(Comparator::AtMost) => "≤ ",
        Some(Comparator::Less) => "< ",
        Some(Comparator::Equal) | None => "",
    };
    let max = row.max.map(|max| format!("–{max}")).unwrap_or_default();
    let unit = match row.unit.as_deref() {
        Some("%") => "%".to_owned(),
        Some(unit) => format!(" {unit}"),
        None => String::new(),
    };
    format!("{bound}{value}{max}{unit}")
}

/// The day, else the words, else the horizon.
fn by(row: &Row) -> String {
    let words = || joined(&row.deadlines, "; ");
    let by = row
        .due
        .clone()
        .or_else(words)
        .or_else(|| row.horizon.clone());
    by.unwrap_or_else(|| "–".to_owned())
}
