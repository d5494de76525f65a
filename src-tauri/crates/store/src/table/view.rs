//! What a gallery shows: one scope in one order, as flat columns.

use rusqlite::{Row, Rows};
use safelight_core::{FolderId, Order, SortKey};

use crate::table::folder;
use crate::{Error, Read};

/// Which photos.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Every photo.
    All,
    /// What lies directly in a folder.
    Folder(FolderId),
    /// What lies in a folder or anywhere below it.
    Tree(FolderId),
    /// What our operations made.
    Made,
}

/// The colour of a photo nobody has decoded yet.
pub const NO_COLOUR: u32 = u32::MAX;

/// Photos in order, one entry per photo in every column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct View {
    /// `PhotoId`s.
    pub ids: Vec<u32>,
    /// Width ÷ height as shown; 1 where it is not known.
    pub ratios: Vec<f32>,
    /// Changes whenever the file does.
    pub versions: Vec<u32>,
    /// `0xRRGGBB`, or [`NO_COLOUR`].
    pub colours: Vec<u32>,
    /// The day of the order's date, counted from 1970-01-01, by the clock the date was written with; empty in other orders.
    pub days: Vec<i32>,
}

const MILLIS_OF_A_DAY: i64 = 86_400_000;

/// One photo before the columns part: 100,000 of them sort in a few milliseconds, SQLite's sorter takes ten times that.
struct Entry<K> {
    key: K,
    id: u32,
    ratio: f32,
    version: u32,
    colour: u32,
}

/// The photos of `scope` in `order`; equal ones by the row they came in.
///
/// # Errors
/// [`Error::Query`].
pub fn columns(read: &Read<'_>, scope: Scope, order: Order) -> Result<View, Error> {
    let key = match order.key {
        SortKey::Name => "sort_name",
        SortKey::Date => "coalesce(taken_ms, modified_ns / 1000000)",
        SortKey::Size => "size",
    };
    let (filter, id) = match scope {
        Scope::All => ("?1 IS NULL".to_owned(), None),
        Scope::Folder(id) => ("folder = ?1".to_owned(), Some(id.0)),
        Scope::Tree(id) => (format!("folder IN ({})", folder::TREE), Some(id.0)),
        Scope::Made => ("made_by IS NOT NULL AND ?1 IS NULL".to_owned(), None),
    };
    let mut query = read
        .sql
        .prepare_cached(&format!("SELECT {key}, id, width, height, version, colour FROM media WHERE {filter}"))?;
    let rows = query.query([id])?;
    match order.key {
        SortKey::Name => names(rows, order.descending),
        SortKey::Size => {
            Ok(columns_of(&sorted(collect(rows, |row| row.get::<_, i64>(0))?, order.descending, i64::cmp)))
        }
        SortKey::Date => {
            let entries = sorted(collect(rows, |row| row.get::<_, i64>(0))?, order.descending, i64::cmp);
            let days = entries.iter().map(|entry| entry.key.div_euclid(MILLIS_OF_A_DAY) as i32).collect();
            Ok(View { days, ..columns_of(&entries) })
        }
    }
}

/// Name keys lie end to end in one buffer: a vector each would cost more than the sort.
fn names(rows: Rows<'_>, descending: bool) -> Result<View, Error> {
    let mut keys: Vec<u8> = Vec::new();
    let entries = collect(rows, |row| {
        let start = keys.len();
        keys.extend_from_slice(row.get_ref(0)?.as_blob()?);
        Ok((start, keys.len()))
    })?;
    Ok(columns_of(&sorted(entries, descending, |a, b| keys[a.0..a.1].cmp(&keys[b.0..b.1]))))
}

fn collect<K>(
    mut rows: Rows<'_>,
    mut key: impl FnMut(&Row<'_>) -> rusqlite::Result<K>,
) -> Result<Vec<Entry<K>>, Error> {
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let (width, height): (u32, u32) = (row.get(2)?, row.get(3)?);
        entries.push(Entry {
            key: key(row)?,
            id: row.get(1)?,
            ratio: if width == 0 || height == 0 { 1.0 } else { width as f32 / height as f32 },
            version: row.get(4)?,
            colour: row.get::<_, Option<u32>>(5)?.unwrap_or(NO_COLOUR),
        });
    }
    Ok(entries)
}

fn sorted<K>(
    mut entries: Vec<Entry<K>>,
    descending: bool,
    compare: impl Fn(&K, &K) -> std::cmp::Ordering,
) -> Vec<Entry<K>> {
    entries.sort_unstable_by(|a, b| {
        let ascending = compare(&a.key, &b.key).then(a.id.cmp(&b.id));
        if descending { ascending.reverse() } else { ascending }
    });
    entries
}

fn columns_of<K>(entries: &[Entry<K>]) -> View {
    View {
        ids: entries.iter().map(|entry| entry.id).collect(),
        ratios: entries.iter().map(|entry| entry.ratio).collect(),
        versions: entries.iter().map(|entry| entry.version).collect(),
        colours: entries.iter().map(|entry| entry.colour).collect(),
        days: Vec::new(),
    }
}
