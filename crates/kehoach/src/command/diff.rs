//! `kehoach diff`: what changed from one plan to another.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use compare::Card;
use compare::diff::{Change, Diff, ItemChange, Op, Side, What, diff};
use plan::Plan;
use store::ItemKind;

use super::{Isolation, Limit, TableFormat, library_error, open_library};
use crate::error::{Error, Exit, note};
use crate::output::Output;
use crate::record::{joined, labelled};
use crate::text::{Page, clean};

/// Show what changed from one plan to another, item by item.
///
/// Items are added, dropped or changed: reworded, another deadline, lead, partner, target or horizon.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The older plan: a file, an id, its first digits, or the number of the document.
    before: String,
    /// The newer plan.
    after: String,
    /// Form of the result.
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    format: TableFormat,
    #[command(flatten)]
    limit: Limit,
    #[command(flatten)]
    isolation: Isolation,
}

const COLUMNS: [&str; 18] = [
    "change",
    "what",
    "kind",
    "label_before",
    "label_after",
    "text_before",
    "text_after",
    "targets_before",
    "targets_after",
    "deadlines_before",
    "deadlines_after",
    "leads_before",
    "leads_after",
    "partners_before",
    "partners_after",
    "path",
    "span_before",
    "span_after",
];

pub(crate) fn run(args: &Args, library: &Path) -> Result<Exit, Error> {
    let before = plan(&args.before, args, library)?;
    let after = plan(&args.after, args, library)?;
    let diff = diff(&before, &after);
    let mut output = Output::new();
    match args.format {
        TableFormat::Json => output.json(&diff)?,
        TableFormat::Jsonl => {
            for change in &diff.items {
                output.json_line(change)?;
            }
        }
        TableFormat::Csv => {
            let records: Vec<_> = diff.items.iter().map(record).collect();
            output.csv(&COLUMNS, &records)?;
        }
        TableFormat::Text => output.text(&shown(&diff, Page::stdout()))?,
    }
    output.finish()?;
    if diff.is_empty() {
        note("no difference");
    }
    Ok(Exit::Done)
}

/// The plan in a file, else in the library.
fn plan(wanted: &str, args: &Args, library: &Path) -> Result<Plan, Error> {
    let path = Path::new(wanted);
    if !path.is_file() {
        return open_library(library)?.get(wanted).map_err(library_error);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let workers = args.isolation.workers(None, None)?;
    ingest::read_file(path, args.limit.bytes())
        .and_then(|bytes| workers.extract_bytes(&bytes, &name))
        .map_err(|trouble| {
            let message = format!("{}: {trouble}", path.display());
            match trouble.hint() {
                Some(hint) => Error::with_hint(message, hint),
                None => Error::new(message),
            }
        })
}

fn name(what: What) -> &'static str {
    match what {
        What::Reworded => "reworded",
        What::Deadline => "deadline",
        What::Horizon => "horizon",
        What::Lead => "lead",
        What::Partner => "partner",
        What::Target => "target",
        What::Output => "output",
        What::Notes => "notes",
        What::Kind => "kind",
    }
}

fn kind(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Objective => "objective",
        ItemKind::Task => "task",
    }
}

fn record(change: &ItemChange) -> Vec<String> {
    let sides = [&change.before, &change.after];
    let both = |value: &dyn Fn(&Side) -> String| {
        sides.map(|side| side.as_ref().map(value).unwrap_or_default())
    };
    let [label_a, label_b] = both(&|side| side.label.clone().unwrap_or_default());
    let [text_a, text_b] = both(&|side| side.text.clone());
    let [targets_a, targets_b] = both(&|side| side.targets.join("; "));
    let [deadlines_a, deadlines_b] = both(&|side| side.deadlines.join("; "));
    let [leads_a, leads_b] = both(&|side| side.leads.join("; "));
    let [partners_a, partners_b] = both(&|side| side.partners.join("; "));
    let [span_a, span_b] = both(&|side| format!("{}-{}", side.span.start, side.span.end));
    let what: Vec<_> = change.what.iter().map(|what| name(*what)).collect();
    let side = change.after.as_ref().or(change.before.as_ref());
    vec![
        match change.change {
            Change::Added => "added",
            Change::Dropped => "dropped",
            Change::Changed => "changed",
        }
        .to_owned(),
        what.join(" "),
        side.map(|side| kind(side.kind).to_owned())
            .unwrap_or_default(),
        label_a,
        label_b,
        text_a,
        text_b,
        targets_a,
        targets_b,
        deadlines_a,
        deadlines_b,
        leads_a,
        leads_b,
        partners_a,
        partners_b,
        side.map(|side| side.path.join(" › ")).unwrap_or_default(),
        span_a,
        span_b,
    ]
}

fn shown(diff: &Diff, page: Page) -> String {
    let mut out = String::new();
    for (mark, card) in [("- ", &diff.before), ("+ ", &diff.after)] {
        out.push_str(&page.wrap(mark, &page.bold(&clean(&document(card)))));
        out.push('\n');
    }
    for field in &diff.metadata {
        let value = |value: &Option<String>| {
            let value = value.as_deref().unwrap_or("–");
            clean(value).into_owned()
        };
        let text = format!("{} → {}", value(&field.before), value(&field.after));
        out.push_str(&page.wrap(&format!("  {:<10}", field.field), &text));
        out.push('\n');
    }
    let _ = writeln!(out, "{}", counts(diff));
    for change in &diff.items {
        out.push('\n');
        item(change, page, &mut out);
    }
    out
}

fn document(card: &Card) -> String {
    let province = card
        .province
        .as_ref()
        .map(|province| province.name.as_str());
    let parts = [
        province,
        Some(card.name()),
        card.issuer.as_deref(),
        card.issued_on.as_deref(),
        Some(card.id.as_str()),
        Some(card.file_name.as_str()),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

/// `2 added, 1 dropped, 3 changed (2 reworded, 1 deadline), 9 unchanged`.
fn counts(diff: &Diff) -> String {
    let of = |change: Change| {
        diff.items
            .iter()
            .filter(|item| item.change == change)
            .count()
    };
    let mut what: BTreeMap<What, usize> = BTreeMap::new();
    for change in &diff.items {
        for kind in &change.what {
            *what.entry(*kind).or_default() += 1;
        }
    }
    let what: Vec<_> = what
        .into_iter()
        .map(|(what, count)| format!("{count} {}", name(what)))
        .collect();
    let what = joined(&what, ", ").map(|what| format!(" ({what})"));
    format!(
        "{} added, {} dropped, {} changed{}, {} unchanged",
        of(Change::Added),
        of(Change::Dropped),
        of(Change::Changed),
        what.unwrap_or_default(),
        diff.unchanged
    )
}

fn item(change: &ItemChange, page: Page, out: &mut String) {
    let Some(side) = change.after.as_ref().or(change.before.as_ref()) else {
        return;
    };
    let text = match change.change {
        Change::Added => page.added(&clean(&labelled(side.label.as_deref(), &side.text))),
        Change::Dropped => page.dropped(&clean(&labelled(side.label.as_deref(), &side.text))),
        Change::Changed if change.words.is_empty() => {
            clean(&labelled(side.label.as_deref(), &side.text)).into_owned()
        }
        Change::Changed => {
            let words: Vec<_> = change
                .words
                .iter()
                .map(|piece| {
                    let text = clean(&piece.text);
                    match piece.op {
                        Op::Same => text.into_owned(),
                        Op::Dropped => page.dropped(&text),
                        Op::Added => page.added(&text),
                    }
                })
                .collect();
            labelled(side.label.as_deref(), &words.join(" "))
        }
    };
    let sign = match change.change {
        Change::Added => "+ ",
        Change::Dropped => "- ",
        Change::Changed => "~ ",
    };
    let head = format!("{sign}{:<10}", kind(side.kind));
    out.push_str(&page.wrap(&head, &text));
    out.push('\n');
    let list = |values: &[String]| joined(values, "; ").unwrap_or_else(|| "–".to_owned());
    let mut line = |name: &str, text: &str| {
        let text = page.dim(&clean(text));
        out.push_str(&page.wrap(&format!("  {name:<10}"), &text));
        out.push('\n');
    };
    if let (Some(a), Some(b)) = (&change.before, &change.after) {
        for what in &change.what {
            let (a, b) = match what {
                What::Deadline => (list(&a.deadlines), list(&b.deadlines)),
                What::Horizon => (
                    a.horizon.clone().unwrap_or_else(|| "–".to_owned()),
                    b.horizon.clone().unwrap_or_else(|| "–".to_owned()),
                ),
                What::Lead => (list(&a.leads), list(&b.leads)),
                What::Partner => (list(&a.partners), list(&b.partners)),
                What::Target => (list(&a.targets), list(&b.targets)),
                What::Output => (list(&a.outputs), list(&b.outputs)),
                What::Notes => (
                    a.notes.clone().unwrap_or_else(|| "–".to_owned()),
                    b.notes.clone().unwrap_or_else(|| "–".to_owned()),
                ),
                What::Kind => (kind(a.kind).to_owned(), kind(b.kind).to_owned()),
                What::Reworded => continue,
            };
            line(name(*what), &format!("{a} → {b}"));
        }
    } else {
        for (name, values) in [
            ("deadline", &side.deadlines),
            ("lead", &side.leads),
            ("target", &side.targets),
        ] {
            if !values.is_empty() {
                line(name, &list(values));
            }
        }
    }
    if !side.path.is_empty() {
        line("under", &side.path.join(" › "));
    }
}
