//! Results beside their source: written in full under a hidden name, checked, then moved to the first free name.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use safelight_core::{SiblingName, Timestamp};

use crate::Error;
use crate::place::{self, Moved};

const PREFIX: &str = ".safelight-";
const SUFFIX: &str = ".part";

/// A file of ours that is not finished is never older than this without being written to or locked.
const ABANDONED_AFTER: Duration = Duration::from_secs(600);

/// Why there is no new file.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten<E> {
    /// The disk.
    #[error(transparent)]
    Files(#[from] Error),
    /// The caller's own check or reservation said no.
    #[error("the result was not accepted")]
    Refused(#[source] E),
}

impl<E: From<Error>> Unwritten<E> {
    /// The caller's error, whichever it was.
    pub fn into_inner(self) -> E {
        match self {
            Unwritten::Files(error) => error.into(),
            Unwritten::Refused(error) => error,
        }
    }
}

/// What goes into the file: its bytes, or a closure that writes them.
pub trait Content {
    /// How many bytes it will be, where that is known.
    fn size(&self) -> Option<u64> {
        None
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// What the file says, or the source of the bytes.
    fn write(self, file: &mut File) -> io::Result<()>;
}

impl Content for &[u8] {
    fn size(&self) -> Option<u64> {
        Some(self.len() as u64)
    }

    fn write(self, file: &mut File) -> io::Result<()> {
        file.write_all(self)
    }
}

impl<F: FnOnce(&mut File) -> io::Result<()>> Content for F {
    fn write(self, file: &mut File) -> io::Result<()> {
        self(file)
    }
}

/// Writes `content` into `dir` under the first of `name`'s names that is free, and gives its path.
///
/// `check` sees the finished, flushed file under its hidden name and can refuse it. `reserved` hears the final name before the
/// file gets it, so that a caller can store it; it hears another one when somebody takes the first in that moment.
///
/// Nothing that exists is replaced, and on any failure nothing is left behind.
///
/// # Errors
/// [`Unwritten::Files`] with [`Error::DiskFull`], [`Error::NotWritable`], [`Error::FolderVanished`] or [`Error::Write`];
/// [`Unwritten::Refused`] with what `check` or `reserved` failed with.
pub fn write<E>(
    dir: &Path,
    name: &SiblingName,
    content: impl Content,
    check: impl FnOnce(&Path) -> Result<(), E>,
    mut reserved: impl FnMut(&OsStr) -> Result<(), E>,
) -> Result<PathBuf, Unwritten<E>> {
    let mut part = Part::create(dir)?;
    let size = content.size();
    let filled = content.write(&mut part.file).and_then(|()| part.file.sync_all());
    filled.map_err(|source| Error::writing(dir, size.unwrap_or_else(|| part.len()), source))?;
    check(&part.path).map_err(Unwritten::Refused)?;

    for n in 1.. {
        let name = name.nth(n);
        let path = dir.join(&name);
        if path.symlink_metadata().is_ok() {
            continue;
        }
        reserved(&name).map_err(Unwritten::Refused)?;
        let moved = place::without_replacing(&part.path, &path);
        if moved.map_err(|source| Error::writing(dir, part.len(), source))? == Moved::Yes {
            part.placed = true;
            // The file is there and whole; only its name could be lost with the power, and then recovery writes it again.
            place::sync_folder(dir).map_err(|source| Error::writing(dir, 0, source))?;
            return Ok(path);
        }
    }
    unreachable!("some number is free: a folder holds finitely many files")
}

/// A hidden file that is being filled. Dropped before it was placed, it is removed. It is locked while its writer lives.
struct Part {
    path: PathBuf,
    file: File,
    placed: bool,
}

impl Part {
    fn create(dir: &Path) -> Result<Part, Error> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        loop {
            let moment = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let path = dir.join(format!("{PREFIX}{:x}-{moment:x}-{count:x}{SUFFIX}", std::process::id()));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => {
                    let part = Part { path, file, placed: false };
                    match part.file.try_lock() {
                        // Some network file systems cannot lock: there only the age tells.
                        Ok(()) | Err(fs::TryLockError::Error(_)) => return Ok(part),
                        Err(fs::TryLockError::WouldBlock) => {}
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(source) => return Err(Error::writing(dir, 0, source)),
            }
        }
    }

    fn len(&self) -> u64 {
        self.file.metadata().map_or(0, |metadata| metadata.len())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.placed {
            // The folder may be gone with the file in it; what is left otherwise, `sweep` finds.
            drop(fs::remove_file(&self.path));
        }
    }
}

/// Whether a file is one of ours that is not finished.
pub fn is_part(name: &OsStr) -> bool {
    let bytes = name.as_encoded_bytes();
    bytes.starts_with(PREFIX.as_bytes()) && bytes.ends_with(SUFFIX.as_bytes())
}

/// Removes what killed runs left unfinished in `dir`, and gives the paths. A file somebody still writes is left alone.
///
/// # Errors
/// [`Error::Read`] when the folder cannot be listed, [`Error::Write`] when a file cannot be removed.
pub fn sweep(dir: &Path, now: Timestamp) -> Result<Vec<PathBuf>, Error> {
    let unreadable = |source| Error::Read { path: dir.to_owned(), source };
    let mut swept = Vec::new();
    for entry in fs::read_dir(dir).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if is_part(&entry.file_name()) && is_abandoned(&entry.path(), now) {
            fs::remove_file(entry.path()).map_err(|source| Error::Write { path: dir.to_owned(), source })?;
            swept.push(entry.path());
        }
    }
    Ok(swept)
}

/// A file that cannot be opened or dated is not provably abandoned.
fn is_abandoned(path: &Path, now: Timestamp) -> bool {
    let changed = path.symlink_metadata().ok().filter(fs::Metadata::is_file).and_then(|data| data.modified().ok());
    let Some(changed) = changed.and_then(|time| time.duration_since(UNIX_EPOCH).ok()) else { return false };
    let age = u128::try_from(now.0).unwrap_or(0).saturating_sub(changed.as_millis());
    let Ok(file) = OpenOptions::new().write(true).open(path) else { return false };
    age > ABANDONED_AFTER.as_millis() && !matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock))
}
