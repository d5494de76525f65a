//! What can go wrong with the database.

use std::path::PathBuf;

/// Why the database could not answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be opened or created.
    #[error("the library {path} cannot be opened")]
    Open {
        /// The database file.
        path: PathBuf,
        /// What SQLite said.
        #[source]
        source: rusqlite::Error,
    },
    /// A later version of the program has been here.
    #[error(
        "the library {path} was written by a newer Safelight (version {found} of its tables; this one knows {known})"
    )]
    Newer {
        /// The database file.
        path: PathBuf,
        /// The version of the tables in the file.
        found: usize,
        /// The newest version this program knows.
        known: usize,
    },
    /// The tables could not be brought up to date.
    #[error("the library {path} cannot be brought up to date")]
    Migrate {
        /// The database file.
        path: PathBuf,
        /// What went wrong.
        #[source]
        source: Box<rusqlite_migration::Error>,
    },
    /// A query failed.
    #[error("the library's database failed")]
    Query(#[from] rusqlite::Error),
    /// A setting holds something else than was asked for.
    #[error("the setting “{key}” cannot be read")]
    Setting {
        /// Its name.
        key: String,
        /// What is wrong with its text.
        #[source]
        source: serde_json::Error,
    },
}

impl Error {
    /// Another process kept the database locked for longer than we wait: trying again later may work.
    pub fn is_busy(&self) -> bool {
        let (Error::Query(source) | Error::Open { source, .. }) = self else { return false };
        matches!(
            source.sqlite_error_code(),
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked)
        )
    }

    /// The disk that holds the database has no room left.
    pub fn is_disk_full(&self) -> bool {
        let (Error::Query(source) | Error::Open { source, .. }) = self else { return false };
        source.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull)
    }
}
