//! Which process drives a job. A lease is a lock on a file held for the process's life: the system lets go of it when
//! the process ends, however it ends, so whoever can take the lock may take its jobs over. No heartbeats.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use safelight_files as files;

use crate::Error;

/// The file in a lease's folder that is locked.
const LOCK: &str = "lock";

/// This process's own lease, and the judge of others'.
pub(crate) struct Lease {
    name: String,
    folder: PathBuf,
    /// Locked as long as this value lives.
    _lock: File,
}

impl Lease {
    /// Takes a lease of its own in `folder`, which exists.
    pub(crate) fn take(folder: &Path, now: safelight_core::Timestamp) -> Result<Lease, Error> {
        let name = (0_u32..)
            .map(|n| format!("{}-{}-{n}", std::process::id(), now.0))
            .find(|name| !folder.join(name).exists())
            .expect("a folder holds finitely many leases");
        let path = folder.join(&name).join(LOCK);
        files::cache::put(&path, b"")?;
        let failed = |source| Error::Lease { path: path.clone(), source };
        let lock = File::open(&path).map_err(failed)?;
        lock.try_lock().map_err(|error| failed(error.into()))?;
        Ok(Lease { name, folder: folder.to_owned(), _lock: lock })
    }

    /// The name jobs are owned under.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whether the process that owns `name` still lives.
    pub(crate) fn is_alive(&self, name: &str) -> bool {
        if name == self.name {
            return true;
        }
        // A name is ours to make; anything else in the column cannot be a living process.
        if name.contains(['/', '\\']) {
            return false;
        }
        match File::open(self.folder.join(name).join(LOCK)) {
            Ok(file) => matches!(file.try_lock(), Err(TryLockError::WouldBlock)),
            Err(_) => false,
        }
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let path = self.folder.join(&self.name);
        if let Err(error) = files::cache::clear(&path) {
            tracing::debug!(path = %path.display(), %error, "a lease is left behind; it holds nothing");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use safelight_core::Timestamp;

    #[test]
    fn a_lease_ends_with_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let mine = Lease::take(folder.path(), Timestamp(1)).unwrap();
        let other = Lease::take(folder.path(), Timestamp(1)).unwrap();
        let name = other.name().to_owned();
        assert_ne!(mine.name(), name);
        assert!(mine.is_alive(&name));
        drop(other);
        assert!(!mine.is_alive(&name), "its jobs must be free to take");
        assert!(!mine.is_alive("../../etc/passwd"));
    }
}
