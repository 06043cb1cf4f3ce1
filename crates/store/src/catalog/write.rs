//! Writing the catalogue. Every function is one transaction.

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

use super::Catalog;
use super::read::number_key;
use crate::error::{Error, ErrorKind, Result};
use crate::prepared::Prepared;
use crate::source::{Change, SourceRecord, State};

/// How many hexadecimal digits of the SHA-256 are the id of a plan.
const ID_DIGITS: usize = 16;

/// What became of a document, ready to be written.
pub(crate) enum Ready {
    Done(Box<Prepared>),
    Failed(String),
    Waiting(String),
}

/// What a transaction did, and the plan that the index must now hold, if it must hold another.
pub(crate) struct Written {
    pub(crate) change: Change,
    pub(crate) plan: Option<Box<Prepared>>,
}

impl Catalog {
    /// Keeps what became of a document.
    pub(crate) fn put(&mut self, source: &SourceRecord, outcome: Ready) -> Result<Written> {
        let id = plan_id(source, &outcome)?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before = entry(&transaction, &source.sha256)?;
        let (state, reason) = match &outcome {
            Ready::Done(_) => (State::Done, None),
            Ready::Failed(reason) => (State::Failed, Some(reason.as_str())),
            Ready::Waiting(reason) => (State::Waiting, Some(reason.as_str())),
        };
        let keep = before
            .as_ref()
            .is_some_and(|(state, _)| state == State::Done.as_str())
            && state != State::Done;
        if !keep {
            transaction.execute(
                "INSERT INTO source (sha256, id, bytes, state, reason) VALUES (?1, ?2, ?3, ?4, ?5) \
                 ON CONFLICT (sha256) DO UPDATE SET state = excluded.state, reason = excluded.reason",
                params![source.sha256, id, i64::try_from(source.bytes).unwrap_or(i64::MAX), state.as_str(), reason],
            )?;
        }
        let renamed = add_path(&transaction, &source.sha256, &source.path)?;
        let mut change = match &before {
            None => Change::Added,
            Some(_) if keep => Change::Kept,
            Some((old, why)) if old == state.as_str() && why.as_deref() == reason => {
                Change::Unchanged
            }
            Some(_) => Change::Updated,
        };
        let mut written = None;
        if let Ready::Done(plan) = outcome {
            let plan = plan.with_file_name(file_name(&transaction, &source.sha256)?)?;
            if write_plan(&transaction, &plan)? {
                change = if before.is_none() {
                    Change::Added
                } else {
                    Change::Updated
                };
                written = Some(Box::new(plan));
            }
        } else if keep && renamed {
            written = rename(&transaction, &source.sha256, id)?;
        }
        transaction.commit()?;
        Ok(Written {
            change,
            plan: written,
        })
    }

    /// Notes another path of a content; false when the content is not known.
    pub(crate) fn add_path(&mut self, sha256: &str, path: &str) -> Result<Option<Written>> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let Some((state, _)) = entry(&transaction, sha256)? else {
            return Ok(None);
        };
        let mut plan = None;
        if add_path(&transaction, sha256, path)? && state == State::Done.as_str() {
            plan = rename(
                &transaction,
                sha256,
                sha256.get(..ID_DIGITS).unwrap_or(sha256),
            )?;
        }
        transaction.commit()?;
        Ok(Some(Written {
            change: Change::Unchanged,
            plan,
        }))
    }

    /// Takes a document out, its plan and its paths.
    pub(crate) fn remove(&mut self, id: &str) -> Result<()> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let had_plan = transaction.execute("DELETE FROM plan WHERE id = ?1", [id])? > 0;
        transaction.execute("DELETE FROM source WHERE id = ?1", [id])?;
        if had_plan {
            let revision = next_revision(&transaction)?;
            transaction.execute(
                "INSERT OR REPLACE INTO removed VALUES (?1, ?2)",
                params![id, revision],
            )?;
        }
        transaction.commit()?;
        Ok(())
    }
}

/// The id of the source, after a look whether the outcome belongs to it.
fn plan_id<'a>(source: &'a SourceRecord, outcome: &Ready) -> Result<&'a str> {
    let wrong = |what: &str| {
        Err(Error::new(
            ErrorKind::Mismatch,
            format!("{what} of {}", source.path),
        ))
    };
    let hexadecimal = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
    if source.sha256.len() != 64 || !source.sha256.bytes().all(hexadecimal) {
        return wrong("not a sha-256 in lower case: the content hash");
    }
    let id = source.sha256.get(..ID_DIGITS).unwrap_or_default();
    match outcome {
        Ready::Done(done) if done.plan.source.sha256 != source.sha256 || done.plan.id != id => {
            wrong("the plan belongs to another content than that")
        }
        _ => Ok(id),
    }
}

/// State and reason of a content.
fn entry(transaction: &Transaction<'_>, sha256: &str) -> Result<Option<(String, Option<String>)>> {
    let mut statement =
        transaction.prepare_cached("SELECT state, reason FROM source WHERE sha256 = ?1")?;
    Ok(statement
        .query_row([sha256], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// Notes a path; true when it is new and the first of its content now.
fn add_path(transaction: &Transaction<'_>, sha256: &str, path: &str) -> Result<bool> {
    let mut statement = transaction.prepare_cached("INSERT OR IGNORE INTO path VALUES (?1, ?2)")?;
    let added = statement.execute(params![sha256, path])? > 0;
    Ok(added && first_path(transaction, sha256)? == path)
}

fn first_path(transaction: &Transaction<'_>, sha256: &str) -> Result<String> {
    let mut statement =
        transaction.prepare_cached("SELECT min(path) FROM path WHERE sha256 = ?1")?;
    Ok(statement.query_row([sha256], |row| row.get(0))?)
}

/// The file name that a record shows: that of the first path, so that it does not depend on the order of imports.
fn file_name(transaction: &Transaction<'_>, sha256: &str) -> Result<String> {
    let path = first_path(transaction, sha256)?;
    let name = path
        .rsplit(['/', '\\'])
        .find(|part| !part.is_empty())
        .unwrap_or(&path);
    Ok(name.to_owned())
}

/// Gives the plan of a content the name of its first path.
fn rename(transaction: &Transaction<'_>, sha256: &str, id: &str) -> Result<Option<Box<Prepared>>> {
    let json: String =
        transaction.query_row("SELECT json FROM record WHERE id = ?1", [id], |row| {
            row.get(0)
        })?;
    let plan = serde_json::from_str(&json)?;
    let plan = Prepared::with_json(plan, json)?.with_file_name(file_name(transaction, sha256)?)?;
    Ok(write_plan(transaction, &plan)?.then(|| Box::new(plan)))
}

/// Writes a plan; false when the same one is there.
fn write_plan(transaction: &Transaction<'_>, prepared: &Prepared) -> Result<bool> {
    let Prepared {
        plan,
        json,
        summary,
        counts,
        ..
    } = prepared;
    let mut statement = transaction.prepare_cached("SELECT json = ?2 FROM record WHERE id = ?1")?;
    let same: Option<bool> = statement
        .query_row(params![plan.id, json], |row| row.get(0))
        .optional()?;
    if same == Some(true) {
        return Ok(false);
    }
    let revision = next_revision(transaction)?;
    let metadata = &plan.metadata;
    let province = metadata.province.as_ref();
    let mut statement = transaction.prepare_cached(
        "INSERT OR REPLACE INTO plan (id, revision, province, current_code, code, issued_on, number, number_key, \
         objectives, tasks, owners, deadlines, summary) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?;
    statement.execute(params![
        plan.id,
        revision,
        province.map(|p| &p.name),
        province.map(|p| &p.current_code),
        province.map(|p| &p.code),
        metadata.issued_on,
        metadata.number,
        metadata.number.as_deref().map(number_key),
        counts.objectives,
        counts.tasks,
        counts.owners,
        counts.deadlines,
        summary,
    ])?;
    let mut statement =
        transaction.prepare_cached("INSERT OR REPLACE INTO record VALUES (?1, ?2)")?;
    statement.execute(params![plan.id, json])?;
    let mut statement = transaction.prepare_cached("DELETE FROM removed WHERE id = ?1")?;
    statement.execute([&plan.id])?;
    Ok(true)
}

fn next_revision(transaction: &Transaction<'_>) -> Result<i64> {
    let mut statement = transaction
        .prepare_cached("UPDATE library SET revision = revision + 1 RETURNING revision")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}
