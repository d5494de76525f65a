//! Files of our own: caches, which may be replaced and lost.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use crate::Error;

/// Writes `bytes` to `path`, folders included. A reader sees the old file or the new one, never half of it; a power cut may lose both.
///
/// # Errors
/// [`Error::DiskFull`], [`Error::NotWritable`], [`Error::Write`].
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    let failed = |source| Error::writing(folder, bytes.len() as u64, source);
    let part = path.with_added_extension(format!("{:?}.part", std::thread::current().id()));
    let written = fs::write(&part, bytes).or_else(|error| {
        if error.kind() != io::ErrorKind::NotFound {
            return Err(error);
        }
        fs::create_dir_all(folder)?;
        fs::write(&part, bytes)
    });
    let placed = written.and_then(|()| fs::rename(&part, path));
    if placed.is_err() {
        // Best effort: the error that matters is the first one.
        drop(fs::remove_file(&part));
    }
    placed.map_err(failed)
}

/// The file at `path`, unless it has more than `limit` bytes.
///
/// # Errors
/// [`Error::Read`], [`Error::TooLarge`].
pub fn read_limited(path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
    let failed = |source| Error::Read { path: path.to_owned(), source };
    let file = File::open(path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    let mut bytes = Vec::new();
    if size <= limit {
        bytes.reserve_exact(size as usize + 1);
        file.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    }
    if size > limit || bytes.len() as u64 > limit {
        return Err(Error::TooLarge { path: path.to_owned(), limit });
    }
    Ok(bytes)
}

/// Removes `folder` and everything in it. It being gone already is success.
///
/// # Errors
/// [`Error::Write`].
pub fn clear(folder: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(folder) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            Err(Error::Write { path: folder.to_owned(), source })
        }
        _ => Ok(()),
    }
}
