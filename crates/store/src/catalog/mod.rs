//! The catalogue: `catalog.sqlite`, the truth of a library.
//!
//! One row a content, one transaction a document. The write-ahead log lets readers go on while an import runs;
//! a process that is killed loses at most the transaction that it was in. Every change of a plan has a number
//! (the revision), by which the index knows what it lacks.

mod read;
mod stream;
mod write;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::error::{Error, ErrorKind, Result};

pub(crate) use read::number_key;
pub use stream::{Plans, StoredPlan};
pub(crate) use write::{Ready, Written};

/// File name of the catalogue in the folder of the library.
pub(crate) const FILE: &str = "catalog.sqlite";

/// `application_id` of the database: `KHch`.
const APPLICATION: i32 = 0x4B48_6368;

/// What brings the database from one `user_version` to the next; its length is the version of this program.
const MIGRATIONS: &[&str] = &[include_str!("schema.sql")];

/// How long to wait for another process's transaction; each lasts milliseconds.
const BUSY: Duration = Duration::from_secs(10);

/// The order of lists and exports: province as it is now (by code, those without last), province as it was, date,
/// number (`9/KH` before `57/KH`), and the id, which no two plans share. Nothing in it depends on when or in which
/// order documents were imported.
const ORDER: &str = "current_code IS NULL, current_code, code, province, \
     issued_on IS NULL, issued_on, number IS NULL, CAST(number AS INTEGER), number, id";

/// A connection to the catalogue.
pub(crate) struct Catalog {
    connection: Connection,
    file: PathBuf,
}

impl Catalog {
    /// Opens the catalogue in `dir`, makes it when `create`, and brings it to the present form.
    pub(crate) fn open(dir: &Path, create: bool) -> Result<Catalog> {
        let file = dir.join(FILE);
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if create {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        } else if !file.is_file() {
            return Err(Error::no_library(dir));
        }
        let connection = Connection::open_with_flags(&file, flags)?;
        connection.busy_timeout(BUSY)?;
        let mut catalog = Catalog { connection, file };
        catalog.migrate(dir)?;
        let connection = &catalog.connection;
        connection.pragma_update(None, "journal_mode", "wal")?;
        // A kill loses nothing; a power cut may lose the last documents, which an import brings back.
        connection.pragma_update(None, "synchronous", "normal")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(catalog)
    }

    /// A second connection to the same catalogue.
    pub(crate) fn reopen(&self) -> Result<Catalog> {
        let dir = self.file.parent().unwrap_or(Path::new("."));
        Catalog::open(dir, false)
    }

    fn migrate(&mut self, dir: &Path) -> Result<()> {
        let version = migrations_done(&self.connection)?;
        if version > MIGRATIONS.len() {
            let message = format!(
                "the library at {} was written by a newer kehoach",
                dir.display()
            );
            return Err(Error::new(ErrorKind::TooNew, message)
                .with_hint("use that version, or a newer one"));
        }
        let application: i32 =
            self.connection
                .pragma_query_value(None, "application_id", |row| row.get(0))?;
        let tables: i64 =
            self.connection
                .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if application != APPLICATION && (version > 0 || tables > 0) {
            let message = format!("{} is not a catalogue of kehoach", self.file.display());
            return Err(Error::new(ErrorKind::Damaged, message)
                .with_hint("choose another folder with --library"));
        }
        if version == MIGRATIONS.len() {
            return Ok(());
        }
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have been faster.
        for step in MIGRATIONS.iter().skip(migrations_done(&transaction)?) {
            transaction.execute_batch(step)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(
            None,
            "user_version",
            i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX),
        )?;
        transaction.commit()?;
        Ok(())
    }

    /// The random name of the library.
    pub(crate) fn name(&self) -> Result<String> {
        Ok(self
            .connection
            .query_row("SELECT name FROM library", [], |row| row.get(0))?)
    }

    /// The number of the last change to a plan.
    pub(crate) fn revision(&self) -> Result<i64> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT revision FROM library")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Moves the write-ahead log into the database file. Readers may hold it back, which is no harm.
    pub(crate) fn settle(&self) {
        let _ = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }
}

/// How many of [`MIGRATIONS`] the database has been through.
fn migrations_done(connection: &Connection) -> Result<usize> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}
