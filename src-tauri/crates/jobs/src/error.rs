//! What can go wrong with a command on jobs. A job's own failure is data: [`safelight_core::Failure`].

use safelight_core::{JobId, JobState};

/// Why a command on jobs was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] safelight_store::Error),
    /// A provider or model nobody knows.
    #[error(transparent)]
    Unknown(#[from] safelight_providers::Unknown),
    /// No such job.
    #[error("there is no job {0}")]
    NoSuchJob(JobId),
    /// The job is not in a state for it.
    #[error("job {id} is {}: {instead}", state.name())]
    NotNow {
        /// Which job.
        id: JobId,
        /// Where it stands.
        state: JobState,
        /// What can be done.
        instead: &'static str,
    },
    /// A file could not be moved or read.
    #[error(transparent)]
    Files(#[from] safelight_files::Error),
    /// The lock that says this process lives could not be taken.
    #[error("cannot write in {}", path.display())]
    Lease {
        /// Its file.
        path: std::path::PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
}
