//! Results on their way to a final name: fetched bytes, kept until the file is written.

use std::fs::File;
use std::path::{Path, PathBuf};

use safelight_core::JobId;
use safelight_files as files;

/// More than any picture a provider makes.
const LARGEST: u64 = 1 << 30;

#[derive(Debug, Clone)]
pub(crate) struct Cache(PathBuf);

impl Cache {
    pub(crate) fn new(folder: PathBuf) -> Cache {
        Cache(folder)
    }

    fn folder(&self, job: JobId) -> PathBuf {
        self.0.join(job.to_string())
    }

    fn path(&self, job: JobId, n: u32) -> PathBuf {
        self.folder(job).join(n.to_string())
    }

    /// Keeps the `n`th result of a job, flushed to the disk.
    pub(crate) fn put(&self, job: JobId, n: u32, bytes: &[u8]) -> Result<(), files::Error> {
        let path = self.path(job, n);
        files::cache::put(&path, bytes)?;
        // It was paid for: it has to outlive a power cut.
        let flush = |path: &Path| File::open(path).and_then(|file| file.sync_all());
        flush(&path)
            .and_then(|()| flush(&self.folder(job)))
            .map_err(|source| files::Error::Write { path: path.clone(), source })
    }

    pub(crate) fn get(&self, job: JobId, n: u32) -> Result<Vec<u8>, files::Error> {
        files::cache::read_limited(&self.path(job, n), LARGEST)
    }

    /// Forgets a job's results: its files are written.
    pub(crate) fn forget(&self, job: JobId) {
        if let Err(error) = files::cache::clear(&self.folder(job)) {
            tracing::warn!(%job, %error, "results stay in the cache");
        }
    }
}
