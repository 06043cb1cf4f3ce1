//! A small builder of plans for tests and benches.
#![allow(dead_code, missing_docs, unreachable_pub)]

use std::collections::BTreeMap;

use plan::{
    Deadline, DeadlineKind, Heading, Metadata, Objective, Origin, Output, Owner, Plan, Provenance,
    Scope, Source, Span, Task,
};
use store::{Change, Library, Outcome, SearchRequest, SourceRecord, Writer};

pub fn at() -> Provenance {
    Provenance {
        page: None,
        span: Span { start: 0, end: 1 },
        boxes: Vec::new(),
        element: None,
    }
}

/// A content hash that only depends on `name`.
pub fn sha256(name: &str) -> String {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    let mut digits = String::new();
    for round in 0..4_u8 {
        for byte in name.bytes().chain([round]) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            state ^= state >> 29;
        }
        digits.push_str(&format!("{state:016x}"));
    }
    digits
}

/// A plan in the making; `name` is its file name, path and hash.
pub struct Draft {
    pub plan: Plan,
}

pub fn draft(name: &str) -> Draft {
    let sha256 = sha256(name);
    Draft {
        plan: Plan {
            schema_version: plan::SCHEMA_VERSION.to_owned(),
            id: sha256[..16].to_owned(),
            source: Source {
                file_name: name.to_owned(),
                sha256,
                bytes: 100,
                ..Source::default()
            },
            metadata: Metadata {
                kind: Some("Kế hoạch".to_owned()),
                ..Metadata::default()
            },
            outline: Vec::new(),
            objectives: Vec::new(),
            tasks: Vec::new(),
            tables: Vec::new(),
            diagnostics: Vec::new(),
        },
    }
}

impl Draft {
    pub fn id(&self) -> String {
        self.plan.id.clone()
    }

    /// Province by its name at the time of issue.
    pub fn province(mut self, name: &str, issued_on: &str) -> Draft {
        self.plan.metadata.issued_on = Some(issued_on.to_owned());
        self.plan.metadata.province = plan::province::resolve(name, Some(issued_on));
        assert!(self.plan.metadata.province.is_some(), "{name}");
        self
    }

    pub fn number(mut self, number: &str) -> Draft {
        self.plan.metadata.number = Some(number.to_owned());
        self
    }

    pub fn title(mut self, title: &str) -> Draft {
        self.plan.metadata.title = Some(title.to_owned());
        self
    }

    pub fn issuer(mut self, issuer: &str) -> Draft {
        self.plan.metadata.issuer = Some(issuer.to_owned());
        self
    }

    pub fn objective(mut self, text: &str) -> Draft {
        let id = format!("o{:04x}", self.plan.objectives.len());
        self.plan.objectives.push(objective(&id, text));
        self
    }

    pub fn task(mut self, text: &str) -> Draft {
        let id = format!("t{:04x}", self.plan.tasks.len());
        self.plan.tasks.push(task(&id, text));
        self
    }

    /// Changes the last task.
    pub fn with(mut self, change: impl FnOnce(&mut Task)) -> Draft {
        change(self.plan.tasks.last_mut().unwrap());
        self
    }

    pub fn source(&self) -> SourceRecord {
        SourceRecord {
            sha256: self.plan.source.sha256.clone(),
            path: format!("plans/{}", self.plan.source.file_name),
            bytes: self.plan.source.bytes,
        }
    }

    pub fn put(&self, writer: &mut Writer) -> Change {
        writer
            .put(&self.source(), Outcome::Done(Box::new(self.plan.clone())))
            .unwrap()
    }
}

pub fn objective(id: &str, text: &str) -> Objective {
    Objective {
        id: id.to_owned(),
        path: Vec::new(),
        label: None,
        text: text.to_owned(),
        scope: Scope::Specific,
        horizon: None,
        targets: Vec::new(),
        deadlines: Vec::new(),
        leads: Vec::new(),
        partners: Vec::new(),
        citations: Vec::new(),
        provenance: at(),
        field_provenance: BTreeMap::new(),
    }
}

pub fn task(id: &str, text: &str) -> Task {
    Task {
        id: id.to_owned(),
        path: Vec::new(),
        label: None,
        text: text.to_owned(),
        group: None,
        origin: Origin::Section,
        leads: Vec::new(),
        partners: Vec::new(),
        deadlines: Vec::new(),
        outputs: Vec::new(),
        notes: None,
        targets: Vec::new(),
        citations: Vec::new(),
        provenance: at(),
        field_provenance: BTreeMap::new(),
    }
}

pub fn heading(label: &str, title: &str) -> Heading {
    Heading {
        label: Some(label.to_owned()),
        title: Some(title.to_owned()),
    }
}

pub fn owner(name: &str) -> Owner {
    Owner {
        text: name.to_owned(),
        name: name.to_owned(),
        provenance: at(),
    }
}

pub fn output(text: &str) -> Output {
    Output {
        text: text.to_owned(),
        provenance: at(),
    }
}

pub fn deadline(text: &str) -> Deadline {
    Deadline {
        text: text.to_owned(),
        kind: DeadlineKind::Quarter,
        start: None,
        due: None,
        recurrence: Vec::new(),
        inferred: Vec::new(),
        provenance: at(),
    }
}

/// A library with `drafts` in it.
pub fn library(drafts: &[Draft]) -> (tempfile::TempDir, Library) {
    let dir = tempfile::tempdir().unwrap();
    let library = Library::open(dir.path()).unwrap();
    fill(&library, drafts);
    (dir, library)
}

pub fn fill(library: &Library, drafts: &[Draft]) {
    let mut writer = library.writer().unwrap();
    for draft in drafts {
        draft.put(&mut writer);
    }
    writer.finish().unwrap();
}

/// Texts of the hits, best first.
pub fn texts(library: &Library, query: &str) -> Vec<String> {
    hits(
        library,
        &SearchRequest {
            limit: 100,
            ..SearchRequest::new(query)
        },
    )
}

pub fn hits(library: &Library, request: &SearchRequest) -> Vec<String> {
    let result = library.search(request).unwrap();
    assert!(result.total >= result.hits.len() as u64);
    result
        .hits
        .iter()
        .map(|hit| hit.item.text().to_owned())
        .collect()
}

/// All records, as an export prints them.
pub fn export(library: &Library) -> Vec<String> {
    library
        .plans()
        .unwrap()
        .map(|plan| plan.unwrap().json)
        .collect()
}
