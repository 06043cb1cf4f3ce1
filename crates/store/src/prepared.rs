//! A plan made ready to be kept.

use plan::{Deadline, Owner, Plan};
use tantivy::TantivyDocument;

use crate::error::Result;
use crate::index;
use crate::source::Summary;

/// A plan with all that a library keeps of it: its record and its summary as JSON, what is counted of it, and the
/// documents of its items for the index.
///
/// Making it takes most of the time of keeping a plan, and needs no library. So whoever keeps many makes them on many
/// threads, and the one writer only writes.
pub struct Prepared {
    pub(crate) plan: Plan,
    pub(crate) json: String,
    pub(crate) summary: String,
    pub(crate) counts: Counts,
    pub(crate) documents: Vec<TantivyDocument>,
}

impl Prepared {
    /// Makes a plan ready.
    ///
    /// # Errors
    ///
    /// When it cannot be written as JSON.
    pub fn new(plan: Plan) -> Result<Prepared> {
        let json = serde_json::to_string(&plan)?;
        Prepared::with_json(plan, json)
    }

    /// Makes a plan ready of which there is the compact JSON, the very text that [`serde_json::to_string`] gives.
    ///
    /// # Errors
    ///
    /// As for [`Prepared::new`].
    pub fn with_json(plan: Plan, json: String) -> Result<Prepared> {
        Ok(Prepared {
            summary: serde_json::to_string(&Summary::of(&plan))?,
            counts: Counts::of(&plan),
            documents: index::documents(&plan)?,
            plan,
            json,
        })
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The plan under another name of its file.
    pub(crate) fn with_file_name(self, name: String) -> Result<Prepared> {
        let mut plan = self.plan;
        if plan.source.file_name == name {
            return Ok(Prepared { plan, ..self });
        }
        plan.source.file_name = name;
        Prepared::new(plan)
    }
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_tuple("Prepared").field(&self.plan).finish()
    }
}

/// What of a plan is counted.
pub(crate) struct Counts {
    pub(crate) objectives: i64,
    pub(crate) tasks: i64,
    pub(crate) owners: i64,
    pub(crate) deadlines: i64,
}

impl Counts {
    fn of(plan: &Plan) -> Counts {
        let count = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
        let (objectives, tasks) = (count(plan.objectives.len()), count(plan.tasks.len()));
        let mut counts = Counts {
            objectives,
            tasks,
            owners: 0,
            deadlines: 0,
        };
        let mut add = |leads: &[Owner], partners: &[Owner], deadlines: &[Deadline]| {
            counts.owners += count(leads.len()) + count(partners.len());
            counts.deadlines += count(deadlines.len());
        };
        for item in &plan.objectives {
            add(&item.leads, &item.partners, &item.deadlines);
        }
        for item in &plan.tasks {
            add(&item.leads, &item.partners, &item.deadlines);
        }
        counts
    }
}
