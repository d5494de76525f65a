//! What the engine tells.

use safelight_core::{BatchId, JobId, Quote};

/// News of jobs. Sent after the transaction that made it true.
#[derive(Debug, Clone)]
pub enum Event {
    /// A job is new or moved, or its progress changed: ask for it.
    Changed(JobId),
    /// A job left the list.
    Hidden(JobId),
    /// A job wrote this file.
    Wrote {
        /// The job.
        job: JobId,
        /// The file.
        path: std::path::PathBuf,
    },
    /// Nothing of a batch runs or waits any more.
    BatchEnded(BatchId),
}

/// How a batch stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Jobs that are done.
    pub done: u32,
    /// Jobs that failed or wait for a person.
    pub failed: u32,
    /// Jobs that were cancelled.
    pub cancelled: u32,
    /// Jobs still open.
    pub open: u32,
    /// What the done ones cost.
    pub cost: Quote,
}
