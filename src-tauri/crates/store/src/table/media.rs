//! The photos: one row per picture file.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use rusqlite::{OptionalExtension, Row, params};
use safelight_core::{ContentHash, FolderId, Format, PhotoId, Timestamp};

use crate::migrate::Migration;
use crate::path::{PathColumn, path_to_sql};
use crate::table::folder;
use crate::{Error, Read, Write};

pub(crate) const MIGRATIONS: &[Migration] = &[(
    "2026-11-20/02 media",
    "CREATE TABLE media (
        id          INTEGER PRIMARY KEY AUTOINCREMENT,
        folder      INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
        name        ANY NOT NULL,
        sort_name   BLOB NOT NULL,
        size        INTEGER NOT NULL,
        modified_ns INTEGER NOT NULL,
        inode       INTEGER NOT NULL,
        device      INTEGER NOT NULL,
        version     INTEGER NOT NULL,
        format      TEXT,
        width       INTEGER NOT NULL DEFAULT 0,
        height      INTEGER NOT NULL DEFAULT 0,
        orientation INTEGER NOT NULL DEFAULT 1,
        taken_ms    INTEGER,
        error       TEXT,
        hash        BLOB,
        colour      INTEGER,
        source      INTEGER REFERENCES media (id) ON DELETE SET NULL,
        made_by     TEXT,
        UNIQUE (folder, name)
    ) STRICT;
    CREATE INDEX media_inode ON media (inode);
    CREATE INDEX media_source ON media (source) WHERE source IS NOT NULL;
    CREATE INDEX media_made ON media (id) WHERE made_by IS NOT NULL;",
)];

/// What the file system says about a file: as long as it stays the same, so do the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stat {
    /// Bytes.
    pub size: u64,
    /// When it was last changed, nanoseconds since 1970.
    pub modified_ns: i64,
    /// Its number on its device; 0 where there is none.
    pub inode: u64,
    /// The device.
    pub device: u64,
}

/// Why a file cannot be shown: a sentence for people, kept so that the file is not read again for it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Flaw(pub String);

/// What a picture's header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Told by its first bytes, not by its name.
    pub format: Format,
    /// Pixels, as shown.
    pub width: u32,
    /// Pixels, as shown.
    pub height: u32,
    /// EXIF orientation, 1 to 8; `width` and `height` have it applied.
    pub orientation: u8,
    /// When it was taken.
    pub taken: Option<Timestamp>,
}

/// A file as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it lies.
    pub folder: FolderId,
    /// Its name there.
    pub name: OsString,
    /// Bytes that compare as the names should be sorted.
    pub sort_name: Vec<u8>,
    /// What the file system says.
    pub stat: Stat,
    /// Another number for every other `stat`.
    pub version: u32,
    /// Its header, or a sentence about why it has none.
    pub look: Result<Look, Flaw>,
}

/// Enough of a row to tell whether its file changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its row.
    pub id: PhotoId,
    /// Where it lies.
    pub folder: FolderId,
    /// Its name there.
    pub name: OsString,
    /// What the file system said.
    pub stat: Stat,
}

/// A photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// Its row.
    pub id: PhotoId,
    /// Where it lies.
    pub folder: FolderId,
    /// Where the file is, absolute.
    pub path: PathBuf,
    /// What the file system said.
    pub stat: Stat,
    /// Changes whenever the file does.
    pub version: u32,
    /// Its header, or a sentence about why it cannot be shown.
    pub look: Result<Look, Flaw>,
    /// The name of its bytes, once they were read.
    pub hash: Option<ContentHash>,
    /// Its main colour as `0xRRGGBB`, once it was decoded.
    pub colour: Option<u32>,
    /// The photo it was made from.
    pub source: Option<PhotoId>,
    /// The operation that made it: it is a sibling of ours.
    pub made_by: Option<String>,
    /// Whether its root can be reached.
    pub online: bool,
}

/// What decoding a file taught us about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learned {
    /// Whose file.
    pub id: PhotoId,
    /// The version that was decoded; a row that has moved on learns nothing.
    pub version: u32,
    /// The name of its bytes.
    pub hash: Option<ContentHash>,
    /// Its main colour as `0xRRGGBB`.
    pub colour: Option<u32>,
    /// A sentence about why it cannot be shown; `None`: it can.
    pub error: Option<String>,
}

/// Puts a file in: a new row, or the row of that name brought up to date. A changed file forgets its hash, colour and error,
/// but not what it was made from.
///
/// # Errors
/// [`Error::Query`].
pub fn put(write: &Write<'_>, found: &Found) -> Result<(), Error> {
    let look = found.look.as_ref().ok();
    write.sql.prepare_cached(PUT)?.execute(params![
        found.folder.0,
        path_to_sql(&found.name),
        found.sort_name,
        found.stat.size as i64,
        found.stat.modified_ns,
        found.stat.inode as i64,
        found.stat.device as i64,
        found.version,
        look.map(|look| look.format.extension()),
        look.map_or(0, |look| look.width),
        look.map_or(0, |look| look.height),
        look.map_or(1, |look| look.orientation),
        look.and_then(|look| look.taken).map(|taken| taken.0),
        found.look.as_ref().err().map(|flaw| flaw.0.as_str()),
    ])?;
    Ok(())
}

const PUT: &str = "INSERT INTO media (folder, name, sort_name, size, modified_ns, inode, device, version,
                       format, width, height, orientation, taken_ms, error)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
    ON CONFLICT (folder, name) DO UPDATE SET
        size = excluded.size, modified_ns = excluded.modified_ns, inode = excluded.inode, device = excluded.device,
        format = excluded.format, width = excluded.width, height = excluded.height,
        orientation = excluded.orientation, taken_ms = excluded.taken_ms, error = excluded.error,
        hash = CASE WHEN version = excluded.version THEN hash END,
        colour = CASE WHEN version = excluded.version THEN colour END,
        version = excluded.version";

/// The row of a name in a folder.
///
/// # Errors
/// [`Error::Query`].
pub fn id(read: &Read<'_>, folder: FolderId, name: &OsStr) -> Result<Option<PhotoId>, Error> {
    let mut query = read.sql.prepare_cached("SELECT id FROM media WHERE folder = ?1 AND name = ?2")?;
    Ok(query.query_row(params![folder.0, path_to_sql(name)], |row| row.get(0)).optional()?.map(PhotoId))
}

/// The file of a row has another place or name now; everything else about it stays.
///
/// # Errors
/// [`Error::Query`].
pub fn rename(write: &Write<'_>, id: PhotoId, folder: FolderId, name: &OsStr, sort_name: &[u8]) -> Result<(), Error> {
    write
        .sql
        .prepare_cached("UPDATE media SET folder = ?2, name = ?3, sort_name = ?4 WHERE id = ?1")?
        .execute(params![id.0, folder.0, path_to_sql(name), sort_name])?;
    Ok(())
}

/// Forgets a photo, unless its row has another place or name by now. Its siblings stay.
///
/// # Errors
/// [`Error::Query`].
pub fn remove(write: &Write<'_>, known: &Known) -> Result<bool, Error> {
    let mut query = write.sql.prepare_cached("DELETE FROM media WHERE id = ?1 AND folder = ?2 AND name = ?3")?;
    Ok(query.execute(params![known.id.0, known.folder.0, path_to_sql(&known.name)])? > 0)
}

/// `id` was made from `source` by `operation`.
///
/// # Errors
/// [`Error::Query`].
pub fn set_origin(write: &Write<'_>, id: PhotoId, source: Option<PhotoId>, operation: &str) -> Result<(), Error> {
    write.sql.prepare_cached("UPDATE media SET source = ?2, made_by = ?3 WHERE id = ?1")?.execute(params![
        id.0,
        source.map(|id| id.0),
        operation
    ])?;
    Ok(())
}

/// Stores what decoding taught. `false`: the file has changed since, nothing was stored.
///
/// # Errors
/// [`Error::Query`].
pub fn learn(write: &Write<'_>, learned: &Learned) -> Result<bool, Error> {
    let mut query = write.sql.prepare_cached(
        "UPDATE media SET hash = coalesce(?3, hash), colour = coalesce(?4, colour), error = ?5 WHERE id = ?1 AND version = ?2",
    )?;
    let changed = query.execute(params![
        learned.id.0,
        learned.version,
        learned.hash.map(|hash| hash.0),
        learned.colour,
        learned.error,
    ])?;
    Ok(changed > 0)
}

/// Every row in `root` and below, in no order.
///
/// # Errors
/// [`Error::Query`].
pub fn known_below(read: &Read<'_>, root: FolderId) -> Result<Vec<Known>, Error> {
    let mut query =
        read.sql.prepare_cached(&format!("SELECT {KNOWN} FROM media WHERE folder IN ({})", folder::TREE))?;
    Ok(query.query_map([root.0], known)?.collect::<Result<_, _>>()?)
}

/// The rows of one folder, in no order.
///
/// # Errors
/// [`Error::Query`].
pub fn known_in(read: &Read<'_>, folder: FolderId) -> Result<Vec<Known>, Error> {
    let mut query = read.sql.prepare_cached(&format!("SELECT {KNOWN} FROM media WHERE folder = ?1"))?;
    Ok(query.query_map([folder.0], known)?.collect::<Result<_, _>>()?)
}

/// The rows whose file has, or had, this number on this device.
///
/// # Errors
/// [`Error::Query`].
pub fn known_as(read: &Read<'_>, stat: &Stat) -> Result<Vec<Known>, Error> {
    let mut query = read.sql.prepare_cached(&format!("SELECT {KNOWN} FROM media WHERE inode = ?1 AND device = ?2"))?;
    Ok(query.query_map([stat.inode as i64, stat.device as i64], known)?.collect::<Result<_, _>>()?)
}

const KNOWN: &str = "id, folder, name, size, modified_ns, inode, device";

fn known(row: &Row<'_>) -> rusqlite::Result<Known> {
    Ok(Known {
        id: PhotoId(row.get(0)?),
        folder: FolderId(row.get(1)?),
        name: row.get::<_, PathColumn>(2)?.0,
        stat: stat(row, 3)?,
    })
}

fn stat(row: &Row<'_>, first: usize) -> rusqlite::Result<Stat> {
    Ok(Stat {
        size: row.get::<_, i64>(first)? as u64,
        modified_ns: row.get(first + 1)?,
        inode: row.get::<_, i64>(first + 2)? as u64,
        device: row.get::<_, i64>(first + 3)? as u64,
    })
}

/// Whether there is any photo.
///
/// # Errors
/// [`Error::Query`].
pub fn any(read: &Read<'_>) -> Result<bool, Error> {
    Ok(read.sql.prepare_cached("SELECT 1 FROM media")?.exists([])?)
}

/// One photo; `None` when it is not there any more.
///
/// # Errors
/// [`Error::Query`].
pub fn get(read: &Read<'_>, id: PhotoId) -> Result<Option<Photo>, Error> {
    let mut query = read.sql.prepare_cached(&format!("{PHOTO} WHERE media.id = ?1"))?;
    Ok(query.query_row([id.0], photo).optional()?)
}

/// The photo at `path`.
///
/// # Errors
/// [`Error::Query`].
pub fn at(read: &Read<'_>, path: &Path) -> Result<Option<Photo>, Error> {
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return Ok(None) };
    let mut query = read.sql.prepare_cached(&format!("{PHOTO} WHERE folder.path = ?1 AND media.name = ?2"))?;
    Ok(query.query_row([path_to_sql(parent.as_os_str()), path_to_sql(name)], photo).optional()?)
}

/// What was made from `source`, oldest row first.
///
/// # Errors
/// [`Error::Query`].
pub fn made_from(read: &Read<'_>, source: PhotoId) -> Result<Vec<Photo>, Error> {
    let mut query = read.sql.prepare_cached(&format!("{PHOTO} WHERE media.source = ?1 ORDER BY media.id"))?;
    Ok(query.query_map([source.0], photo)?.collect::<Result<_, _>>()?)
}

/// How many photos there are.
///
/// # Errors
/// [`Error::Query`].
pub fn count(read: &Read<'_>) -> Result<u64, Error> {
    let count: i64 = read.sql.prepare_cached("SELECT count(*) FROM media")?.query_row([], |row| row.get(0))?;
    Ok(count as u64)
}

/// A root is the first folder on the way up that has no parent.
const PHOTO: &str = "SELECT media.id, media.folder, folder.path, media.name,
        media.size, media.modified_ns, media.inode, media.device, media.version,
        media.format, media.width, media.height, media.orientation, media.taken_ms, media.error,
        media.hash, media.colour, media.source, media.made_by,
        (WITH RECURSIVE up (id, parent, online) AS (
            VALUES (folder.id, folder.parent, folder.online)
            UNION ALL SELECT above.id, above.parent, above.online FROM folder AS above JOIN up ON above.id = up.parent
        ) SELECT online FROM up WHERE parent IS NULL)
    FROM media JOIN folder ON folder.id = media.folder";

fn photo(row: &Row<'_>) -> rusqlite::Result<Photo> {
    let folder: PathBuf = row.get::<_, PathColumn>(2)?.0.into();
    let format = row.get::<_, Option<String>>(9)?.and_then(|word| Format::from_extension(&word));
    let look = match (row.get::<_, Option<String>>(14)?, format) {
        (Some(error), _) => Err(Flaw(error)),
        (None, None) => Err(Flaw(UNKNOWN.to_owned())),
        (None, Some(format)) => Ok(Look {
            format,
            width: row.get(10)?,
            height: row.get(11)?,
            orientation: row.get(12)?,
            taken: row.get::<_, Option<i64>>(13)?.map(Timestamp),
        }),
    };
    Ok(Photo {
        id: PhotoId(row.get(0)?),
        folder: FolderId(row.get(1)?),
        path: folder.join(row.get::<_, PathColumn>(3)?.0),
        stat: stat(row, 4)?,
        version: row.get(8)?,
        look,
        hash: row.get::<_, Option<[u8; 32]>>(15)?.map(ContentHash),
        colour: row.get(16)?,
        source: row.get::<_, Option<i64>>(17)?.map(PhotoId),
        made_by: row.get(18)?,
        online: row.get(19)?,
    })
}

/// Said of a row of a later program, with a format this one does not know.
const UNKNOWN: &str = "This kind of picture is not known.";
