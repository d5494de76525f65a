//! Opening the database, and who may read and write it when.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::Duration;

use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::{Error, migrate};

/// Readers kept open between reads; more are opened when needed and closed afterwards.
const SPARE_READERS: usize = 4;

/// How long a process waits for another one's transaction.
const PATIENCE: Duration = Duration::from_secs(10);

/// The database: one writer behind a mutex, readers that never wait for it (write-ahead log).
///
/// The window and the command line share the file in two processes.
#[derive(Debug)]
pub struct Store {
    writer: Mutex<Connection>,
    readers: Readers,
}

#[derive(Debug)]
enum Readers {
    File {
        path: PathBuf,
        spare: Mutex<Vec<Connection>>,
    },
    /// A database in memory belongs to its one connection.
    Memory,
}

/// The right to read, from one moment's state of the database.
#[derive(Debug)]
pub struct Read<'c> {
    pub(crate) sql: &'c Connection,
}

/// The right to read and write, inside one transaction.
#[derive(Debug)]
pub struct Write<'c> {
    read: Read<'c>,
}

impl<'c> Deref for Write<'c> {
    type Target = Read<'c>;

    fn deref(&self) -> &Read<'c> {
        &self.read
    }
}

impl Store {
    /// Opens the database at `path`, creates it (its folder must exist) and brings its tables up to date.
    ///
    /// # Errors
    /// [`Error::Open`], [`Error::Newer`], [`Error::Migrate`].
    pub fn open(path: &Path) -> Result<Store, Error> {
        let mut writer = connect(path)?;
        migrate::to_latest(path, &mut writer)?;
        Ok(Store {
            writer: Mutex::new(writer),
            readers: Readers::File { path: path.to_owned(), spare: Mutex::default() },
        })
    }

    /// A database that is gone when it is dropped, for tests.
    ///
    /// # Errors
    /// [`Error::Open`], [`Error::Migrate`].
    pub fn in_memory() -> Result<Store, Error> {
        let path = Path::new(":memory:");
        let open = |source| Error::Open { path: path.to_owned(), source };
        let mut writer = Connection::open_in_memory().map_err(open)?;
        prepare(&writer).map_err(open)?;
        migrate::to_latest(path, &mut writer)?;
        Ok(Store { writer: Mutex::new(writer), readers: Readers::Memory })
    }

    /// Reads from one consistent state. Do not call it inside [`Store::write`]: a [`Write`] can read by itself.
    ///
    /// # Errors
    /// What `work` fails with, and [`Error::Query`] when the database cannot be opened again.
    pub fn read<T>(&self, work: impl FnOnce(&Read<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let Readers::File { path, spare } = &self.readers else {
            return work(&Read { sql: &lock(&self.writer) });
        };
        let spared = lock(spare).pop();
        let reader = match spared {
            Some(reader) => reader,
            None => {
                let reader = connect(path)?;
                reader.pragma_update(None, "query_only", true)?;
                reader
            }
        };
        let snapshot = reader.unchecked_transaction()?;
        let answer = work(&Read { sql: &snapshot });
        snapshot.finish()?;
        let mut spare = lock(spare);
        if spare.len() < SPARE_READERS {
            spare.push(reader);
        }
        answer
    }

    /// Runs `work` in one transaction: all of it happens when it returns `Ok`, nothing of it otherwise.
    ///
    /// # Errors
    /// What `work` fails with, and [`Error::Query`] when the transaction cannot begin ([`Error::is_busy`]) or end.
    pub fn write<T>(&self, work: impl FnOnce(&Write<'_>) -> Result<T, Error>) -> Result<T, Error> {
        in_transaction(&mut lock(&self.writer), work)
    }
}

impl Store {
    /// The same, and it survives a power cut from the moment it returns: for what must be known before the next step is
    /// taken. It waits for the disk.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn write_durably<T>(&self, work: impl FnOnce(&Write<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let mut writer = lock(&self.writer);
        writer.pragma_update(None, "synchronous", "FULL")?;
        let done = in_transaction(&mut writer, work);
        writer.pragma_update(None, "synchronous", "NORMAL")?;
        done
    }
}

fn in_transaction<T>(writer: &mut Connection, work: impl FnOnce(&Write<'_>) -> Result<T, Error>) -> Result<T, Error> {
    let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = work(&Write { read: Read { sql: &transaction } })?;
    transaction.commit()?;
    Ok(done)
}

fn connect(path: &Path) -> Result<Connection, Error> {
    let open = |source| Error::Open { path: path.to_owned(), source };
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(open)?;
    prepare(&connection).map_err(open)?;
    Ok(connection)
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -32_768)?;
    // A checkpoint waits for the disk: one per 16 MB lets a first scan run through.
    connection.pragma_update(None, "wal_autocheckpoint", 4000)?;
    Ok(())
}

/// A panic elsewhere rolled its transaction back: the connection behind the lock is still good.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
