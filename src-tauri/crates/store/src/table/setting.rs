//! What the user chose, as JSON under a name.

use rusqlite::OptionalExtension;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::migrate::Migration;
use crate::{Error, Read, Write};

pub(crate) const MIGRATIONS: &[Migration] = &[(
    "2026-11-20/03 setting",
    "CREATE TABLE setting (
        key   TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;",
)];

/// The setting under `key`; `None` when it was never set.
///
/// # Errors
/// [`Error::Setting`] when it holds something else than a `T`.
pub fn get<T: DeserializeOwned>(read: &Read<'_>, key: &str) -> Result<Option<T>, Error> {
    let text: Option<String> = read
        .sql
        .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    text.map(|text| serde_json::from_str(&text))
        .transpose()
        .map_err(|source| Error::Setting { key: key.to_owned(), source })
}

/// Sets `key`.
///
/// # Errors
/// [`Error::Setting`] when `value` has no JSON form.
pub fn set<T: Serialize>(write: &Write<'_>, key: &str, value: &T) -> Result<(), Error> {
    let text = serde_json::to_string(value).map_err(|source| Error::Setting { key: key.to_owned(), source })?;
    write
        .sql
        .prepare_cached(
            "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
        )?
        .execute([key, &text])?;
    Ok(())
}

/// Forgets `key`: its default holds again.
///
/// # Errors
/// [`Error::Query`].
pub fn unset(write: &Write<'_>, key: &str) -> Result<(), Error> {
    write.sql.prepare_cached("DELETE FROM setting WHERE key = ?1")?.execute([key])?;
    Ok(())
}
