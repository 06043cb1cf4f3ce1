//! All plans, one after the other.

use std::vec::IntoIter;

use plan::Plan;

use super::Catalog;
use crate::error::Result;

/// A plan as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPlan {
    /// Id of the plan.
    pub id: String,
    /// The record as compact JSON: what [`Plan`] serialises to.
    pub json: String,
}

impl StoredPlan {
    /// Reads the record.
    ///
    /// # Errors
    ///
    /// When the record was damaged, or written by a program with other fields.
    pub fn read(&self) -> Result<Plan> {
        Ok(serde_json::from_str(&self.json)?)
    }
}

/// Iterator over all plans in the order of lists; holds one plan at a time.
///
/// It sees the library as it was when it began, whatever is imported meanwhile.
pub struct Plans {
    catalog: Catalog,
    ids: IntoIter<String>,
}

impl Plans {
    pub(crate) fn new(catalog: Catalog) -> Result<Plans> {
        // A transaction that only reads pins what the connection sees until it closes.
        catalog.connection.execute_batch("BEGIN")?;
        let ids = catalog.ids()?.into_iter();
        Ok(Plans { catalog, ids })
    }
}

impl Iterator for Plans {
    type Item = Result<StoredPlan>;

    fn next(&mut self) -> Option<Self::Item> {
        let id = self.ids.next()?;
        match self.catalog.json(&id) {
            Ok(Some(json)) => Some(Ok(StoredPlan { id, json })),
            Ok(None) => self.next(),
            Err(error) => Some(Err(error)),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.ids.len()))
    }
}
