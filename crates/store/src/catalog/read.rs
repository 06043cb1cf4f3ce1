//! Reading the catalogue.

use plan::Plan;
use rusqlite::{OptionalExtension, Row, params};

use super::{Catalog, ORDER};
use crate::error::{Error, ErrorKind, Result};
use crate::source::{SourceEntry, State, Status, Summary};

/// A change that an index may lack.
pub(crate) struct Missed {
    /// Id of the plan.
    pub(crate) id: String,
    /// Whether the plan was taken out.
    pub(crate) removed: bool,
}

/// How many plans an ambiguity names.
const NAMED: usize = 5;

impl Catalog {
    /// The state of a content, or none when it is not known.
    pub(crate) fn state(&self, sha256: &str) -> Result<Option<State>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT state FROM source WHERE sha256 = ?1")?;
        let name: Option<String> = statement.query_row([sha256], |row| row.get(0)).optional()?;
        Ok(name.as_deref().and_then(State::from_name))
    }

    /// The documents in a state, or all, by first path and content.
    pub(crate) fn sources(&self, state: Option<State>) -> Result<Vec<SourceEntry>> {
        let mut paths = self
            .connection
            .prepare_cached("SELECT path FROM path WHERE sha256 = ?1 ORDER BY path")?;
        let mut sources = self.connection.prepare_cached(
            "SELECT sha256, id, bytes, state, reason FROM source WHERE ?1 IS NULL OR state = ?1 \
             ORDER BY (SELECT min(path) FROM path WHERE path.sha256 = source.sha256), sha256",
        )?;
        let mut rows = sources.query([state.map(State::as_str)])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let sha256: String = row.get(0)?;
            let name: String = row.get(3)?;
            entries.push(SourceEntry {
                paths: paths
                    .query_map([&sha256], |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?,
                sha256,
                id: row.get(1)?,
                bytes: row.get::<_, i64>(2)?.unsigned_abs(),
                state: State::from_name(&name).unwrap_or(State::Failed),
                reason: row.get(4)?,
            });
        }
        Ok(entries)
    }

    /// Counts, and the documents in trouble.
    pub(crate) fn status(&self) -> Result<Status> {
        let mut status = self.connection.query_row(
            "SELECT count(*), count(DISTINCT current_code), ifnull(sum(objectives), 0), \
             ifnull(sum(tasks), 0), ifnull(sum(owners), 0), ifnull(sum(deadlines), 0) FROM plan",
            [],
            |row| {
                let count = |at| row.get(at).map(i64::unsigned_abs);
                Ok(Status {
                    done: count(0)?,
                    provinces: count(1)?,
                    objectives: count(2)?,
                    tasks: count(3)?,
                    owners: count(4)?,
                    deadlines: count(5)?,
                    ..Status::default()
                })
            },
        )?;
        for state in [State::Failed, State::Waiting] {
            let entries = self.sources(Some(state))?;
            let count = entries.len() as u64;
            match state {
                State::Waiting => status.waiting = count,
                _ => status.failed = count,
            }
            status.troubles.extend(entries);
        }
        status
            .troubles
            .sort_by(|a, b| (&a.paths, &a.sha256).cmp(&(&b.paths, &b.sha256)));
        status.documents = status.done + status.failed + status.waiting;
        Ok(status)
    }

    /// Every plan in the order of lists.
    pub(crate) fn list(&self) -> Result<Vec<Summary>> {
        self.summaries(
            &format!("SELECT summary FROM plan ORDER BY {ORDER}"),
            params![],
        )
    }

    /// The plans that a person means: by number, else by a beginning of the id.
    pub(crate) fn find(&self, wanted: &str) -> Result<Vec<Summary>> {
        let wanted = wanted.trim();
        let sql = format!("SELECT summary FROM plan WHERE number_key = ?1 ORDER BY {ORDER}");
        let found = self.summaries(&sql, params![number_key(wanted)])?;
        let digits = wanted.to_ascii_lowercase();
        if !found.is_empty() || digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_hexdigit())
        {
            return Ok(found);
        }
        let sql =
            format!("SELECT summary FROM plan WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY {ORDER}");
        // A whole SHA-256 is as good as the id, which is its beginning.
        self.summaries(&sql, params![digits.get(..16).unwrap_or(&digits)])
    }

    /// The one plan that a person means.
    pub(crate) fn find_one(&self, wanted: &str) -> Result<Summary> {
        let mut found = self.find(wanted)?;
        match (found.pop(), found.is_empty()) {
            (Some(only), true) => Ok(only),
            (None, _) => {
                let message = format!("there is no plan with the id or number {}", wanted.trim());
                Err(Error::new(ErrorKind::NoPlan, message)
                    .with_hint("kehoach search finds plans by their words"))
            }
            (Some(last), false) => {
                found.push(last);
                let message = format!(
                    "{} plans have the id or number {}",
                    found.len(),
                    wanted.trim()
                );
                let names: Vec<String> = found.iter().take(NAMED).map(describe).collect();
                let more = if found.len() > NAMED { ", …" } else { "" };
                Err(Error::new(ErrorKind::Ambiguous, message)
                    .with_hint(format!("name one by its id: {}{more}", names.join(", "))))
            }
        }
    }

    /// The plan with an id, none when it is not there.
    pub(crate) fn plan(&self, id: &str) -> Result<Option<Plan>> {
        Ok(self
            .json(id)?
            .map(|json| serde_json::from_str(&json))
            .transpose()?)
    }

    /// The record of a plan as kept.
    pub(crate) fn json(&self, id: &str) -> Result<Option<String>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT json FROM record WHERE id = ?1")?;
        Ok(statement.query_row([id], |row| row.get(0)).optional()?)
    }

    /// The ids of all plans in the order of lists.
    pub(crate) fn ids(&self) -> Result<Vec<String>> {
        self.strings(&format!("SELECT id FROM plan ORDER BY {ORDER}"))
    }

    /// What changed after a revision, the oldest change first.
    pub(crate) fn missed(&self, revision: i64) -> Result<Vec<Missed>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, revision, 0 FROM plan WHERE revision > ?1 UNION ALL \
             SELECT id, revision, 1 FROM removed WHERE revision > ?1 ORDER BY 2",
        )?;
        let rows = statement.query_map([revision], |row| {
            Ok(Missed {
                id: row.get(0)?,
                removed: row.get(2)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn strings(&self, sql: &str) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn summaries(&self, sql: &str, parameters: &[&dyn rusqlite::ToSql]) -> Result<Vec<Summary>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(parameters, |row: &Row<'_>| row.get::<_, String>(0))?;
        rows.map(|json| Ok(serde_json::from_str(&json?)?)).collect()
    }
}

/// The form in which document numbers are compared: marks and case off, no white space.
pub(crate) fn number_key(number: &str) -> String {
    normalize::fold(number).split_whitespace().collect()
}

fn describe(summary: &Summary) -> String {
    match (&summary.issuer, &summary.issued_on) {
        (Some(issuer), Some(day)) => format!("{} ({issuer}, {day})", summary.id),
        (Some(issuer), None) => format!("{} ({issuer})", summary.id),
        _ => format!("{} ({})", summary.id, summary.file_name),
    }
}
