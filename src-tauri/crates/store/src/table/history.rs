//! Jobs that are over: what they took and cost, and whether people still see them.

use rusqlite::params;
use safelight_core::{Cost, JobId, Route};

use crate::table::job::parsed;
use crate::{Error, Read, Write};

/// Seconds from start to end of the last done jobs of a model, each with its output megapixels; newest first.
///
/// # Errors
/// [`Error::Query`].
pub fn durations(read: &Read<'_>, route: &Route, most: u32) -> Result<Vec<(f64, f64)>, Error> {
    let mut select = read.sql.prepare_cached(
        "SELECT (finished_ms - started_ms) / 1000.0, megapixels FROM job
         WHERE provider = ?1 AND model = ?2 AND state = 'done' AND started_ms IS NOT NULL AND megapixels > 0
         ORDER BY id DESC LIMIT ?3",
    )?;
    let rows = select.query_map(params![route.provider, route.model, most], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Known costs of the last done jobs of a model, each with its output megapixels; newest first.
///
/// # Errors
/// [`Error::Query`].
pub fn costs(read: &Read<'_>, route: &Route, most: u32) -> Result<Vec<(Cost, f64)>, Error> {
    let mut select = read.sql.prepare_cached(
        "SELECT cost, megapixels FROM job
         WHERE provider = ?1 AND model = ?2 AND state = 'done' AND cost IS NOT NULL AND megapixels > 0
         ORDER BY id DESC LIMIT ?3",
    )?;
    let rows =
        select.query_map(params![route.provider, route.model, most], |row| Ok((parsed(row, 0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Clears what is over from the list people see. The rows stay: they hold receipts.
///
/// # Errors
/// [`Error::Query`].
pub fn hide_finished(write: &Write<'_>) -> Result<Vec<JobId>, Error> {
    let mut hide = write.sql.prepare_cached(
        "UPDATE job SET hidden = 1 WHERE NOT hidden AND state IN ('done', 'failed', 'cancelled') RETURNING id",
    )?;
    let ids = hide.query_map([], |row| row.get(0).map(JobId))?.collect::<Result<_, _>>()?;
    Ok(ids)
}
