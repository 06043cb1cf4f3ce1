//! What a search finds: objectives, tasks, other paragraphs, whole documents.

use plan::{
    Deadline, Heading, Objective, Output, Owner, Paragraph, Plan, Provenance, Section, SectionKind,
    Task,
};
use serde::{Deserialize, Serialize};

use crate::item::ItemKind;

/// The kinds of what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// What a plan will reach.
    Objective,
    /// What a plan will do.
    Task,
    /// A paragraph of the outline that is neither.
    Paragraph,
    /// A plan as a whole: title, number, issuer and the rest of its metadata.
    Document,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 4] = [Kind::Objective, Kind::Task, Kind::Paragraph, Kind::Document];

    /// What a plan promises: objectives and tasks.
    pub const ITEMS: [Kind; 2] = [Kind::Objective, Kind::Task];

    /// The JSON name.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Objective => "objective",
            Kind::Task => "task",
            Kind::Paragraph => "paragraph",
            Kind::Document => "document",
        }
    }
}

impl From<ItemKind> for Kind {
    fn from(kind: ItemKind) -> Kind {
        match kind {
            ItemKind::Objective => Kind::Objective,
            ItemKind::Task => Kind::Task,
        }
    }
}

/// What was found, whole. In JSON: `"kind": "task", "item": {…}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "item")]
pub enum Entry {
    /// What a plan will reach.
    Objective(Objective),
    /// What a plan will do.
    Task(Task),
    /// A paragraph that is neither.
    Paragraph(Passage),
    /// A plan as a whole.
    Document(Cover),
}

/// A paragraph of the outline that is no item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// Unique in the plan: the section and the place in it (`s2.1-3`).
    pub id: String,
    /// Headings from the outermost to the nearest.
    pub path: Vec<Heading>,
    /// Own label as printed, or null.
    pub label: Option<String>,
    /// Verbatim text.
    pub text: String,
    /// What its section is about.
    pub section: SectionKind,
    /// Where the text stands.
    pub provenance: Provenance,
}

/// What stands for a plan as a whole. The rest of what tells plans apart is in the summary of the hit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cover {
    /// Id of the plan.
    pub id: String,
    /// The title, empty when the plan has none.
    pub text: String,
    /// Place of the date line.
    pub place: Option<String>,
    /// Names of those who signed.
    pub signers: Vec<String>,
    /// Where the title stands.
    pub provenance: Option<Provenance>,
}

impl Cover {
    pub(crate) fn of(plan: &Plan) -> Cover {
        let metadata = &plan.metadata;
        let signers = metadata.signers.iter().filter_map(|s| s.name.clone());
        Cover {
            id: plan.id.clone(),
            text: metadata.title.clone().unwrap_or_default(),
            place: metadata.place.clone(),
            signers: signers.collect(),
            provenance: metadata.provenance.get("title").cloned(),
        }
    }
}

/// The paragraphs of a plan that are no items, in the order of the outline.
pub(crate) fn passages(plan: &Plan) -> Vec<Passage> {
    fn walk(sections: &[Section], above: &mut Vec<Heading>, found: &mut Vec<Passage>) {
        for section in sections {
            let named = section.label.is_some() || section.title.is_some();
            if named {
                above.push(Heading {
                    label: section.label.clone(),
                    title: section.title.clone(),
                });
            }
            let own = section.paragraphs.iter().enumerate();
            found.extend(
                own.filter(|(_, paragraph)| paragraph.item.is_none())
                    .map(|(at, paragraph)| passage(section, at, paragraph, above)),
            );
            walk(&section.children, above, found);
            if named {
                above.pop();
            }
        }
    }
    let mut found = Vec::new();
    walk(&plan.outline, &mut Vec::new(), &mut found);
    found
}

fn passage(section: &Section, at: usize, paragraph: &Paragraph, path: &[Heading]) -> Passage {
    Passage {
        id: format!("{}-{}", section.id, at + 1),
        path: path.to_vec(),
        label: paragraph.label.clone(),
        text: paragraph.text.clone(),
        section: section.kind,
        provenance: paragraph.provenance.clone(),
    }
}

impl Entry {
    /// Which kind it is.
    pub fn kind(&self) -> Kind {
        match self {
            Entry::Objective(_) => Kind::Objective,
            Entry::Task(_) => Kind::Task,
            Entry::Paragraph(_) => Kind::Paragraph,
            Entry::Document(_) => Kind::Document,
        }
    }

    /// Id, unique in the plan; that of the plan for a document.
    pub fn id(&self) -> &str {
        match self {
            Entry::Objective(item) => &item.id,
            Entry::Task(item) => &item.id,
            Entry::Paragraph(passage) => &passage.id,
            Entry::Document(cover) => &cover.id,
        }
    }

    /// Verbatim text; the title of a document.
    pub fn text(&self) -> &str {
        match self {
            Entry::Objective(item) => &item.text,
            Entry::Task(item) => &item.text,
            Entry::Paragraph(passage) => &passage.text,
            Entry::Document(cover) => &cover.text,
        }
    }

    /// Own label as printed.
    pub fn label(&self) -> Option<&str> {
        match self {
            Entry::Objective(item) => item.label.as_deref(),
            Entry::Task(item) => item.label.as_deref(),
            Entry::Paragraph(passage) => passage.label.as_deref(),
            Entry::Document(_) => None,
        }
    }

    /// Headings from the outermost to the nearest.
    pub fn path(&self) -> &[Heading] {
        match self {
            Entry::Objective(item) => &item.path,
            Entry::Task(item) => &item.path,
            Entry::Paragraph(passage) => &passage.path,
            Entry::Document(_) => &[],
        }
    }

    /// Where its text stands; `None` for a plan without title.
    pub fn provenance(&self) -> Option<&Provenance> {
        match self {
            Entry::Objective(item) => Some(&item.provenance),
            Entry::Task(item) => Some(&item.provenance),
            Entry::Paragraph(passage) => Some(&passage.provenance),
            Entry::Document(cover) => cover.provenance.as_ref(),
        }
    }

    /// Who answers for it.
    pub fn leads(&self) -> &[Owner] {
        match self {
            Entry::Objective(item) => &item.leads,
            Entry::Task(item) => &item.leads,
            _ => &[],
        }
    }

    /// Who takes part.
    pub fn partners(&self) -> &[Owner] {
        match self {
            Entry::Objective(item) => &item.partners,
            Entry::Task(item) => &item.partners,
            _ => &[],
        }
    }

    /// By when.
    pub fn deadlines(&self) -> &[Deadline] {
        match self {
            Entry::Objective(item) => &item.deadlines,
            Entry::Task(item) => &item.deadlines,
            _ => &[],
        }
    }

    /// Products and results.
    pub fn outputs(&self) -> &[Output] {
        match self {
            Entry::Task(item) => &item.outputs,
            _ => &[],
        }
    }

    /// Group and notes of a row of a table.
    pub(crate) fn of_row(&self) -> [Option<&str>; 2] {
        match self {
            Entry::Task(item) => [item.group.as_deref(), item.notes.as_deref()],
            _ => [None, None],
        }
    }
}
