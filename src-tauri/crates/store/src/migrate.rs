//! Brings the tables of a file up to date.

use std::path::Path;

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations, SchemaVersion};

use crate::Error;
use crate::table;

/// A change to the tables: its date and name, which give the order, and its SQL. Added, never edited.
pub(crate) type Migration = (&'static str, &'static str);

/// All migrations of all tables, oldest first.
fn dated() -> Vec<Migration> {
    let mut all: Vec<Migration> = table::MIGRATIONS.iter().copied().flatten().copied().collect();
    all.sort_unstable();
    all
}

/// Runs what is missing, in one transaction.
///
/// # Errors
/// [`Error::Newer`] when the file has been through migrations this program does not know.
pub(crate) fn to_latest(path: &Path, connection: &mut Connection) -> Result<(), Error> {
    let dated = dated();
    let known = dated.len();
    let migrations = Migrations::new(dated.into_iter().map(|(name, sql)| M::up(sql).comment(name)).collect());
    let failed = |source| Error::Migrate { path: path.to_owned(), source: Box::new(source) };
    loop {
        let before = migrations.current_version(connection).map_err(failed)?;
        if let SchemaVersion::Outside(found) = before {
            return Err(Error::Newer { path: path.to_owned(), found: found.get(), known });
        }
        let Err(error) = migrations.to_latest(connection) else { return Ok(()) };
        // The version is read before the transaction begins: another process may have done the same work in between.
        if migrations.current_version(connection).map_err(failed)? == before {
            return Err(failed(error));
        }
    }
}
