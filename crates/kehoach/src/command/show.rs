//! `kehoach show`: one plan of the library.

use std::fmt::Write;
use std::path::Path;

use compare::Card;
use compare::version::links;
use plan::{Objective, Plan, Section, Severity, Task};

use super::{TextOrJson, cards, library_error, open_library};
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::record::{deadlines, joined, labelled, owners, path, province};
use crate::text::{Page, clean};

/// Show one plan: metadata, outline, objectives, tasks, diagnostics.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Id of the plan, its first digits, or the number of the document (57/KH-SYT).
    id: String,
    /// Form of the result.
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    format: TextOrJson,
}

pub(crate) fn run(args: &Args, library: &Path) -> Result<Exit, Error> {
    let library = open_library(library)?;
    let plan = library.get(&args.id).map_err(library_error)?;
    let mut output = Output::new();
    match args.format {
        TextOrJson::Json => output.json(&plan)?,
        TextOrJson::Text => {
            let shown = Shown {
                page: Page::stdout(),
                out: String::new(),
                versions: versions(&plan, &cards(&library)?),
            };
            output.text(&shown.plan(&plan))?;
        }
    }
    output.finish()?;
    Ok(Exit::Done)
}

/// A plan written out for a person.
struct Shown {
    page: Page,
    out: String,
    /// The plans that it follows and that follow it.
    versions: Vec<String>,
}

/// The plans of the library that a plan follows, and that follow it.
fn versions(plan: &Plan, cards: &[Card]) -> Vec<String> {
    let told = |relation: &str, id: &str| {
        let card = cards.iter().find(|card| card.id == id);
        let name = card.map_or(id, Card::name);
        format!("{relation} {name} · {id}")
    };
    links(cards)
        .iter()
        .filter_map(|link| {
            let (newer, older) = link.relation.told();
            if link.newer == plan.id {
                Some(told(newer, &link.older))
            } else if link.older == plan.id {
                Some(told(older, &link.newer))
            } else {
                None
            }
        })
        .collect()
}

impl Shown {
    fn plan(mut self, plan: &Plan) -> String {
        self.metadata(plan);
        self.title("outline", count_sections(&plan.outline));
        for section in &plan.outline {
            self.section(section);
        }
        self.title("objectives", plan.objectives.len());
        for objective in &plan.objectives {
            self.objective(objective);
        }
        self.title("tasks", plan.tasks.len());
        for task in &plan.tasks {
            self.task(task);
        }
        self.title("tables", plan.tables.len());
        for table in &plan.tables {
            let caption = table.caption.as_deref().unwrap_or("(no heading above it)");
            let columns = table
                .header
                .iter()
                .chain(&table.rows)
                .map(|row| row.cells.len())
                .max();
            let size = format!(
                "{} rows, {} columns",
                table.rows.len(),
                columns.unwrap_or(0)
            );
            self.wrapped(
                "  ",
                &format!("{} {}", clean(caption), self.page.dim(&size)),
            );
        }
        self.title("diagnostics", plan.diagnostics.len());
        for diagnostic in &plan.diagnostics {
            let severity = match diagnostic.severity {
                Severity::Info => "note",
                Severity::Warning => "warning",
                Severity::Error => "error",
            };
            self.wrapped("  ", &format!("{severity}: {}", clean(&diagnostic.message)));
        }
        self.out
    }

    fn metadata(&mut self, plan: &Plan) {
        let metadata = &plan.metadata;
        let kind = metadata.kind.as_deref().unwrap_or("(kind not given)");
        let title = metadata.title.as_deref().unwrap_or("(no title)");
        let heading = self.page.bold(&clean(&format!("{kind} {title}")));
        self.wrapped("", &heading);
        let period = metadata.period.map(|period| {
            if period.first == period.last {
                period.first.to_string()
            } else {
                format!("{}-{}", period.first, period.last)
            }
        });
        let signers: Vec<_> = metadata
            .signers
            .iter()
            .map(|signer| {
                let parts = [signer.name.as_deref(), signer.title.as_deref()];
                parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
            })
            .collect();
        let bases: Vec<_> = metadata
            .legal_bases
            .iter()
            .map(|base| base.number.as_str())
            .collect();
        let rows = [
            ("id", Some(plan.id.clone())),
            ("file", Some(plan.source.file_name.clone())),
            (
                "number",
                metadata.number.clone().or_else(|| metadata.symbol.clone()),
            ),
            ("issuer", metadata.issuer.clone()),
            ("under", metadata.parent.clone()),
            ("province", metadata.province.as_ref().map(province)),
            ("issued", metadata.issued_on.clone()),
            ("period", period),
            ("signed", joined(&signers, "; ")),
            ("bases", joined(&bases, ", ")),
            ("replaces", joined(&metadata.replaces, ", ")),
            ("versions", joined(&self.versions, "; ")),
        ];
        for (name, value) in rows {
            if let Some(value) = value {
                self.wrapped(&format!("  {name:<10}"), &clean(&value));
            }
        }
    }

    fn title(&mut self, name: &str, count: usize) {
        let title = self.page.bold(&format!("{name} ({count})"));
        let _ = write!(self.out, "\n{title}\n");
    }

    fn wrapped(&mut self, first: &str, text: &str) {
        self.out.push_str(&self.page.wrap(first, text));
        self.out.push('\n');
    }

    fn section(&mut self, section: &Section) {
        let indent = "  ".repeat(section.level.max(1) as usize);
        let parts = [section.label.as_deref(), section.title.as_deref()];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        let heading = joined(&parts, " ").unwrap_or_else(|| "(no heading)".to_string());
        let kind = self.page.dim(section.kind.as_str());
        self.wrapped(&indent, &format!("{} {kind}", clean(&heading)));
        for child in &section.children {
            self.section(child);
        }
    }

    fn objective(&mut self, item: &Objective) {
        self.item(item.label.as_deref(), &item.text);
        let targets: Vec<_> = item
            .targets
            .iter()
            .map(|target| target.text.as_str())
            .collect();
        self.attribute("targets", joined(&targets, "; "));
        self.attribute("horizon", item.horizon.clone());
        self.attribute("deadline", deadlines(&item.deadlines));
        self.attribute("lead", owners(&item.leads));
        self.attribute("partners", owners(&item.partners));
        self.attribute("under", path(&item.path));
    }

    fn task(&mut self, item: &Task) {
        self.item(item.label.as_deref(), &item.text);
        self.attribute("deadline", deadlines(&item.deadlines));
        self.attribute("lead", owners(&item.leads));
        self.attribute("partners", owners(&item.partners));
        let outputs: Vec<_> = item
            .outputs
            .iter()
            .map(|output| output.text.as_str())
            .collect();
        self.attribute("outputs", joined(&outputs, "; "));
        self.attribute("notes", item.notes.clone());
        self.attribute("group", item.group.clone());
        self.attribute("under", path(&item.path));
    }

    fn item(&mut self, label: Option<&str>, text: &str) {
        self.wrapped("  ", &clean(&labelled(label, text)));
    }

    fn attribute(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value {
            let value = self.page.dim(&clean(&value));
            self.wrapped(&format!("      {name:<10}"), &value);
        }
    }
}

fn count_sections(sections: &[Section]) -> usize {
    sections
        .iter()
        .map(|section| 1 + count_sections(&section.children))
        .sum()
}
