//! The tree of folders: roots the user added, and what lies below them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rusqlite::{OptionalExtension, Row, params};
use safelight_core::FolderId;

use crate::migrate::Migration;
use crate::path::{PathColumn, path_to_sql};
use crate::{Error, Read, Write};

pub(crate) const MIGRATIONS: &[Migration] = &[(
    "2026-11-20/01 folder",
    "CREATE TABLE folder (
        id           INTEGER PRIMARY KEY AUTOINCREMENT,
        parent       INTEGER REFERENCES folder (id) ON DELETE CASCADE,
        path         ANY NOT NULL UNIQUE,
        online       INTEGER NOT NULL DEFAULT 1,
        never_upload INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX folder_parent ON folder (parent);",
)];

/// A folder that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Its row.
    pub id: FolderId,
    /// The folder it lies in; `None`: a root the user added.
    pub parent: Option<FolderId>,
    /// Where it is, absolute.
    pub path: PathBuf,
    /// Whether it could be read when last looked at. Says something for roots only.
    pub online: bool,
    /// Nothing in it may leave this computer.
    pub never_upload: bool,
}

const COLUMNS: &str = "id, parent, path, online, never_upload";

fn folder(row: &Row<'_>) -> rusqlite::Result<Folder> {
    Ok(Folder {
        id: FolderId(row.get(0)?),
        parent: row.get::<_, Option<i64>>(1)?.map(FolderId),
        path: row.get::<_, PathColumn>(2)?.0.into(),
        online: row.get(3)?,
        never_upload: row.get(4)?,
    })
}

/// Every folder, parents before their children.
///
/// # Errors
/// [`Error::Query`].
pub fn all(read: &Read<'_>) -> Result<Vec<Folder>, Error> {
    let mut query = read.sql.prepare_cached(&format!("SELECT {COLUMNS} FROM folder"))?;
    let mut all = query.query_map([], folder)?.collect::<Result<Vec<_>, _>>()?;
    all.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(all)
}

/// The roots.
///
/// # Errors
/// [`Error::Query`].
pub fn roots(read: &Read<'_>) -> Result<Vec<Folder>, Error> {
    let mut query = read.sql.prepare_cached(&format!("SELECT {COLUMNS} FROM folder WHERE parent IS NULL"))?;
    Ok(query.query_map([], folder)?.collect::<Result<_, _>>()?)
}

/// `id` and every folder below it.
///
/// # Errors
/// [`Error::Query`].
pub fn tree(read: &Read<'_>, id: FolderId) -> Result<Vec<Folder>, Error> {
    let mut query = read.sql.prepare_cached(&format!("SELECT {COLUMNS} FROM folder WHERE id IN ({TREE})"))?;
    Ok(query.query_map([id.0], folder)?.collect::<Result<_, _>>()?)
}

/// `id` and the folders directly in it.
///
/// # Errors
/// [`Error::Query`].
pub fn with_children(read: &Read<'_>, id: FolderId) -> Result<Vec<Folder>, Error> {
    let mut query = read.sql.prepare_cached(&format!("SELECT {COLUMNS} FROM folder WHERE id = ?1 OR parent = ?1"))?;
    Ok(query.query_map([id.0], folder)?.collect::<Result<_, _>>()?)
}

/// The ids of folder `?1` and of all below it, as a sub-query.
pub(crate) const TREE: &str = "WITH RECURSIVE tree (id) AS (
    VALUES (?1) UNION ALL SELECT folder.id FROM folder JOIN tree ON folder.parent = tree.id
) SELECT id FROM tree";

/// One folder; `None` when it is not there any more.
///
/// # Errors
/// [`Error::Query`].
pub fn get(read: &Read<'_>, id: FolderId) -> Result<Option<Folder>, Error> {
    let mut query = read.sql.prepare_cached(&format!("SELECT {COLUMNS} FROM folder WHERE id = ?1"))?;
    Ok(query.query_row([id.0], folder).optional()?)
}

/// The folder at `path`.
///
/// # Errors
/// [`Error::Query`].
pub fn at(read: &Read<'_>, path: &Path) -> Result<Option<Folder>, Error> {
    let mut query = read.sql.prepare_cached(&format!("SELECT {COLUMNS} FROM folder WHERE path = ?1"))?;
    Ok(query.query_row([path_to_sql(path.as_os_str())], folder).optional()?)
}

/// How many photos lie directly in each folder; a folder without any is left out.
///
/// # Errors
/// [`Error::Query`].
pub fn counts(read: &Read<'_>) -> Result<HashMap<FolderId, u64>, Error> {
    let mut query = read.sql.prepare_cached("SELECT folder, count(*) FROM media GROUP BY folder")?;
    let pairs = query.query_map([], |row| Ok((FolderId(row.get(0)?), row.get::<_, i64>(1)? as u64)))?;
    Ok(pairs.collect::<Result<_, _>>()?)
}

/// The folder at `path`, new or not, now below `parent` (`None`: as a root).
///
/// # Errors
/// [`Error::Query`].
pub fn put(write: &Write<'_>, parent: Option<FolderId>, path: &Path) -> Result<FolderId, Error> {
    let mut query = write.sql.prepare_cached(
        "INSERT INTO folder (parent, path) VALUES (?1, ?2)
         ON CONFLICT (path) DO UPDATE SET parent = excluded.parent RETURNING id",
    )?;
    let id = query.query_row(params![parent.map(|id| id.0), path_to_sql(path.as_os_str())], |row| row.get(0))?;
    Ok(FolderId(id))
}

/// Whether a root can be reached. `false` when that is no news.
///
/// # Errors
/// [`Error::Query`].
pub fn set_online(write: &Write<'_>, id: FolderId, online: bool) -> Result<bool, Error> {
    let mut query = write.sql.prepare_cached("UPDATE folder SET online = ?2 WHERE id = ?1 AND online <> ?2")?;
    Ok(query.execute(params![id.0, online])? > 0)
}

/// Whether nothing in the folder may leave this computer.
///
/// # Errors
/// [`Error::Query`].
pub fn set_never_upload(write: &Write<'_>, id: FolderId, never: bool) -> Result<(), Error> {
    let mut query = write.sql.prepare_cached("UPDATE folder SET never_upload = ?2 WHERE id = ?1")?;
    query.execute(params![id.0, never])?;
    Ok(())
}

/// Forgets the folder, all below it and all their photos. Files are not touched.
///
/// # Errors
/// [`Error::Query`].
pub fn remove(write: &Write<'_>, id: FolderId) -> Result<(), Error> {
    write.sql.prepare_cached("DELETE FROM folder WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}
