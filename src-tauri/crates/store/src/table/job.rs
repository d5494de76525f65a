//! The jobs: one row per operation on one photo, or per generation. Rows are moved here, never judged.

use std::path::{Path, PathBuf};

use rusqlite::{OptionalExtension, Row, params};
use safelight_core::{
    BatchId, ContentHash, Cost, Failure, Format, JobId, JobState, Operation, Quote, Route, Timestamp,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::migrate::Migration;
use crate::path::{PathColumn, path_to_sql};
use crate::{Error, Read, Write};

pub(crate) const MIGRATIONS: &[Migration] = &[(
    "2026-11-20/05 job",
    "CREATE TABLE batch (
        id         INTEGER PRIMARY KEY AUTOINCREMENT,
        created_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE job (
        id            INTEGER PRIMARY KEY AUTOINCREMENT,
        batch         INTEGER NOT NULL REFERENCES batch (id),
        operation     TEXT NOT NULL,
        provider      TEXT NOT NULL,
        model         TEXT NOT NULL,
        source        ANY,
        folder        ANY NOT NULL,
        format        TEXT,
        state         TEXT NOT NULL,
        cancel_asked  INTEGER NOT NULL DEFAULT 0,
        owner         TEXT,
        request_id    TEXT,
        receipt       TEXT,
        results       INTEGER NOT NULL DEFAULT 0,
        reserved      ANY,
        reserved_hash BLOB,
        quote         TEXT NOT NULL,
        cost          TEXT,
        megapixels    REAL,
        failure       TEXT,
        remarks       TEXT NOT NULL DEFAULT '[]',
        undo          TEXT,
        hidden        INTEGER NOT NULL DEFAULT 0,
        created_ms    INTEGER NOT NULL,
        started_ms    INTEGER,
        finished_ms   INTEGER
    ) STRICT;
    CREATE INDEX job_batch ON job (batch);
    CREATE INDEX job_state ON job (state);
    CREATE TABLE job_output (
        job  INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
        n    INTEGER NOT NULL,
        path ANY NOT NULL,
        PRIMARY KEY (job, n)
    ) STRICT, WITHOUT ROWID;",
)];

/// A job to be.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// What.
    pub operation: Operation,
    /// How.
    pub route: Route,
    /// The picture it starts from.
    pub source: Option<PathBuf>,
    /// Where its results go.
    pub folder: PathBuf,
    /// The format asked for; `None`: the source's own.
    pub format: Option<Format>,
    /// What it was said to cost.
    pub quote: Quote,
}

/// A job as it stands.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// The jobs it was planned with.
    pub batch: BatchId,
    /// What.
    pub operation: Operation,
    /// How.
    pub route: Route,
    /// The picture it starts from.
    pub source: Option<PathBuf>,
    /// Where its results go.
    pub folder: PathBuf,
    /// The format asked for; `None`: the source's own.
    pub format: Option<Format>,
    /// Where it stands.
    pub state: JobState,
    /// A person asked to stop it.
    pub cancel_asked: bool,
    /// The process that drives it.
    pub owner: Option<String>,
    /// The provider's id of the request.
    pub request_id: Option<String>,
    /// What the submit returned, the provider's JSON.
    pub receipt: Option<String>,
    /// How many result files are in the cache.
    pub results: u32,
    /// The name the next output will have, and the hash of its bytes, stored before the file gets that name.
    pub reserved: Option<(PathBuf, ContentHash)>,
    /// Files written.
    pub outputs: Vec<PathBuf>,
    /// What it was said to cost.
    pub quote: Quote,
    /// What it did cost.
    pub cost: Option<Cost>,
    /// Why it failed.
    pub failure: Option<Failure>,
    /// What was changed or could not be kept, plain sentences.
    pub remarks: Vec<String>,
    /// How its files come back from the trash, after *Undo*; JSON.
    pub undo: Option<String>,
    /// When it was made.
    pub created: Timestamp,
    /// When work on it began.
    pub started: Option<Timestamp>,
    /// When it came to an end.
    pub finished: Option<Timestamp>,
}

const COLUMNS: &str = "id, batch, operation, provider, model, source, folder, format, state, cancel_asked, owner, \
    request_id, receipt, results, reserved, reserved_hash, quote, cost, failure, remarks, undo, created_ms, started_ms, \
    finished_ms";

/// Makes a batch and its jobs, queued and owned by `owner`.
///
/// # Errors
/// [`Error::Query`].
pub fn insert_batch(
    write: &Write<'_>,
    jobs: &[NewJob],
    owner: &str,
    now: Timestamp,
) -> Result<(BatchId, Vec<JobId>), Error> {
    write.sql.execute("INSERT INTO batch (created_ms) VALUES (?1)", [now.0])?;
    let batch = BatchId(write.sql.last_insert_rowid());
    let mut insert = write.sql.prepare_cached(
        "INSERT INTO job (batch, operation, provider, model, source, folder, format, state, owner, quote, created_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'queued', ?8, ?9, ?10)",
    )?;
    let mut ids = Vec::with_capacity(jobs.len());
    for job in jobs {
        ids.push(JobId(insert.insert(params![
            batch.0,
            json(&job.operation)?,
            job.route.provider,
            job.route.model,
            job.source.as_deref().map(|path| path_to_sql(path.as_os_str())),
            path_to_sql(job.folder.as_os_str()),
            job.format.as_ref().map(json).transpose()?,
            owner,
            json(&job.quote)?,
            now.0,
        ])?));
    }
    Ok((batch, ids))
}

/// One job.
///
/// # Errors
/// [`Error::Query`].
pub fn get(read: &Read<'_>, id: JobId) -> Result<Option<Job>, Error> {
    let job = read
        .sql
        .prepare_cached(&format!("SELECT {COLUMNS} FROM job WHERE id = ?1"))?
        .query_row([id.0], from_row)
        .optional()?;
    job.map(|job| with_outputs(read, job)).transpose()
}

/// The jobs of a batch, in the order they were planned.
///
/// # Errors
/// [`Error::Query`].
pub fn of_batch(read: &Read<'_>, batch: BatchId) -> Result<Vec<Job>, Error> {
    select(read, "WHERE batch = ?1 ORDER BY id", params![batch.0])
}

/// The newest jobs first; those a person cleared away are left out unless `all`.
///
/// # Errors
/// [`Error::Query`].
pub fn list(read: &Read<'_>, all: bool, most: u32) -> Result<Vec<Job>, Error> {
    select(read, "WHERE ?1 OR NOT hidden ORDER BY id DESC LIMIT ?2", params![all, most])
}

/// Jobs the engine still has to drive, oldest first.
///
/// # Errors
/// [`Error::Query`].
pub fn open(read: &Read<'_>) -> Result<Vec<Job>, Error> {
    let open: Vec<String> =
        JobState::ALL.iter().filter(|state| state.is_open()).map(|state| format!("'{}'", state.name())).collect();
    select(read, &format!("WHERE state IN ({}) ORDER BY id", open.join(", ")), params![])
}

/// Moves a job from one state to another. `false`: it was not in `from` any more and nothing happened.
///
/// # Errors
/// [`Error::Query`].
pub fn change_state(write: &Write<'_>, id: JobId, from: JobState, to: JobState, now: Timestamp) -> Result<bool, Error> {
    let ended = (!to.is_open() && !to.needs_person()).then_some(now.0);
    let begun = (to == JobState::Preparing).then_some(now.0);
    let changed = write
        .sql
        .prepare_cached(
            "UPDATE job SET state = ?3, finished_ms = ?4, started_ms = coalesce(?5, started_ms) WHERE id = ?1 AND state = ?2",
        )?
        .execute(params![id.0, from.name(), to.name(), ended, begun])?;
    Ok(changed == 1)
}

/// Stores what the submit returned.
///
/// # Errors
/// [`Error::Query`].
pub fn set_receipt(write: &Write<'_>, id: JobId, request_id: &str, receipt: &str) -> Result<(), Error> {
    one(write, "UPDATE job SET request_id = ?2, receipt = ?3 WHERE id = ?1", params![id.0, request_id, receipt])
}

/// Stores how many result files are in the cache, and what they cost.
///
/// # Errors
/// [`Error::Query`].
pub fn set_results(write: &Write<'_>, id: JobId, results: u32, cost: Cost) -> Result<(), Error> {
    one(write, "UPDATE job SET results = ?2, cost = ?3 WHERE id = ?1", params![id.0, results, json(&cost)?])
}

/// Stores the name an output is about to get, and the hash of its bytes.
///
/// # Errors
/// [`Error::Query`].
pub fn set_reserved(write: &Write<'_>, id: JobId, path: &Path, hash: ContentHash) -> Result<(), Error> {
    let path = path_to_sql(path.as_os_str());
    one(write, "UPDATE job SET reserved = ?2, reserved_hash = ?3 WHERE id = ?1", params![id.0, path, hash.0])
}

/// The reserved name is a file now.
///
/// # Errors
/// [`Error::Query`].
pub fn add_output(write: &Write<'_>, id: JobId, path: &Path, megapixels: f64) -> Result<(), Error> {
    write.sql.execute(
        "INSERT INTO job_output (job, n, path) VALUES (?1, (SELECT count(*) FROM job_output WHERE job = ?1), ?2)",
        params![id.0, path_to_sql(path.as_os_str())],
    )?;
    one(
        write,
        "UPDATE job SET reserved = NULL, reserved_hash = NULL, megapixels = coalesce(megapixels, 0) + ?2 WHERE id = ?1",
        params![id.0, megapixels],
    )
}

/// What it cost, as far as is known now.
///
/// # Errors
/// [`Error::Query`].
pub fn set_cost(write: &Write<'_>, id: JobId, cost: Cost) -> Result<(), Error> {
    one(write, "UPDATE job SET cost = ?2 WHERE id = ?1", params![id.0, json(&cost)?])
}

/// Why it failed; `None` forgets it.
///
/// # Errors
/// [`Error::Query`].
pub fn set_failure(write: &Write<'_>, id: JobId, failure: Option<&Failure>) -> Result<(), Error> {
    one(write, "UPDATE job SET failure = ?2 WHERE id = ?1", params![id.0, failure.map(json).transpose()?])
}

/// What was changed or could not be kept.
///
/// # Errors
/// [`Error::Query`].
pub fn set_remarks(write: &Write<'_>, id: JobId, remarks: &[String]) -> Result<(), Error> {
    one(write, "UPDATE job SET remarks = ?2 WHERE id = ?1", params![id.0, json(&remarks)?])
}

/// A person asked to stop it, or took that back.
///
/// # Errors
/// [`Error::Query`].
pub fn set_cancel_asked(write: &Write<'_>, id: JobId, asked: bool) -> Result<(), Error> {
    one(write, "UPDATE job SET cancel_asked = ?2 WHERE id = ?1", params![id.0, asked])
}

/// Its files went to the trash; `None`: they are back.
///
/// # Errors
/// [`Error::Query`].
pub fn set_undo(write: &Write<'_>, id: JobId, undo: Option<&str>) -> Result<(), Error> {
    one(write, "UPDATE job SET undo = ?2 WHERE id = ?1", params![id.0, undo])
}

/// Hands a job from one owner to another. `false`: somebody else was quicker.
///
/// # Errors
/// [`Error::Query`].
pub fn take_over(write: &Write<'_>, id: JobId, from: Option<&str>, to: &str) -> Result<bool, Error> {
    let changed = write
        .sql
        .prepare_cached("UPDATE job SET owner = ?3 WHERE id = ?1 AND owner IS ?2")?
        .execute(params![id.0, from, to])?;
    Ok(changed == 1)
}

/// Forgets a request and its results, before another try.
///
/// # Errors
/// [`Error::Query`].
pub fn forget_request(write: &Write<'_>, id: JobId) -> Result<(), Error> {
    one(
        write,
        "UPDATE job SET request_id = NULL, receipt = NULL, results = 0, reserved = NULL, reserved_hash = NULL,
         cost = NULL, failure = NULL, remarks = '[]', cancel_asked = 0 WHERE id = ?1",
        params![id.0],
    )
}

fn one(write: &Write<'_>, sql: &str, values: impl rusqlite::Params) -> Result<(), Error> {
    match write.sql.prepare_cached(sql)?.execute(values)? {
        1 => Ok(()),
        _ => Err(Error::Query(rusqlite::Error::QueryReturnedNoRows)),
    }
}

fn select(read: &Read<'_>, rest: &str, values: impl rusqlite::Params) -> Result<Vec<Job>, Error> {
    let mut select = read.sql.prepare_cached(&format!("SELECT {COLUMNS} FROM job {rest}"))?;
    let jobs: Vec<Job> = select.query_map(values, from_row)?.collect::<Result<_, _>>()?;
    jobs.into_iter().map(|job| with_outputs(read, job)).collect()
}

fn with_outputs(read: &Read<'_>, mut job: Job) -> Result<Job, Error> {
    let mut select = read.sql.prepare_cached("SELECT path FROM job_output WHERE job = ?1 ORDER BY n")?;
    let paths = select.query_map([job.id.0], |row| Ok(PathBuf::from(row.get::<_, PathColumn>(0)?.0)))?;
    job.outputs = paths.collect::<Result<_, _>>()?;
    Ok(job)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Job> {
    let path = |n| Ok::<_, rusqlite::Error>(row.get::<_, Option<PathColumn>>(n)?.map(|column| PathBuf::from(column.0)));
    let hash: Option<[u8; 32]> = row.get(15)?;
    let state: String = row.get(8)?;
    Ok(Job {
        id: JobId(row.get(0)?),
        batch: BatchId(row.get(1)?),
        operation: parsed(row, 2)?,
        route: Route { provider: row.get(3)?, model: row.get(4)? },
        source: path(5)?,
        folder: path(6)?.unwrap_or_default(),
        format: parsed_if_any(row, 7)?,
        state: JobState::from_name(&state).ok_or_else(|| unreadable(8, format!("no such state: {state}")))?,
        cancel_asked: row.get(9)?,
        owner: row.get(10)?,
        request_id: row.get(11)?,
        receipt: row.get(12)?,
        results: row.get(13)?,
        reserved: path(14)?.zip(hash.map(ContentHash)),
        outputs: Vec::new(),
        quote: parsed(row, 16)?,
        cost: parsed_if_any(row, 17)?,
        failure: parsed_if_any(row, 18)?,
        remarks: parsed(row, 19)?,
        undo: row.get(20)?,
        created: Timestamp(row.get(21)?),
        started: row.get::<_, Option<i64>>(22)?.map(Timestamp),
        finished: row.get::<_, Option<i64>>(23)?.map(Timestamp),
    })
}

fn json<T: Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::Query(rusqlite::Error::ToSqlConversionFailure(Box::new(error))))
}

pub(super) fn parsed<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| unreadable(column, error))
}

fn parsed_if_any<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    match row.get_ref(column)? {
        rusqlite::types::ValueRef::Null => Ok(None),
        _ => parsed(row, column).map(Some),
    }
}

fn unreadable(column: usize, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, error.into())
}
