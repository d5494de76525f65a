//! What the core tells the UI, over one channel.

use serde::Serialize;
use ts_rs::TS;

use super::JobInfo;

/// One event.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase", tag = "type")]
pub enum AppEvent {
    /// The folder tree changed: ask for it again.
    FoldersChanged,
    /// Photos came, went or changed: ask for the view again. At most a few a second.
    ViewChanged,
    /// A scan goes on.
    #[serde(rename_all = "camelCase")]
    Scan {
        /// `looking`, `reading`, `done`.
        phase: String,
        /// Files seen so far.
        seen: u32,
        /// Of them, new or changed ones that are indexed.
        indexed: u32,
        /// It is over.
        done: bool,
    },
    /// These jobs are new or changed; others stay as they are.
    Jobs {
        /// The jobs.
        jobs: Vec<JobInfo>,
    },
    /// These jobs left the list.
    JobsRemoved {
        /// Their ids.
        ids: Vec<String>,
    },
    /// A batch is over.
    BatchDone {
        /// How it went.
        summary: BatchSummary,
    },
    /// Something to say.
    Notice {
        /// What.
        notice: Notice,
    },
    /// Show this photo, compared with its source if it has one (a notification was clicked).
    ShowPhoto {
        /// The photo.
        id: u32,
        /// In the before/after view.
        compare: bool,
    },
    /// Open this folder (it was given to a second start of the app).
    ShowFolder {
        /// The folder.
        id: String,
    },
    /// Settings were changed elsewhere, or a key came or went.
    SettingsChanged,
}

/// How a batch went.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BatchSummary {
    /// Its id.
    pub batch: String,
    /// `upscale`, `enhance`, `generate`.
    pub operation: String,
    /// One sentence: `Upscaled to 7,680 × 5,120`, `4 of 5 upscaled`.
    pub text: String,
    /// Jobs that are done.
    pub done: u32,
    /// Jobs that failed or wait for a person.
    pub failed: u32,
    /// Jobs that were cancelled.
    pub cancelled: u32,
    /// What it cost, `free` or `$0.06`.
    pub price: String,
    /// The first result, if it is in the library.
    pub first: Option<u32>,
    /// The first result has a source to compare with.
    pub comparable: bool,
    /// Why the first failed job failed.
    pub failure: Option<String>,
}

/// How serious it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum NoticeKind {
    /// Leaves by itself.
    Info,
    /// Stays until it is dismissed.
    Error,
}

/// Something to say.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// How serious.
    pub kind: NoticeKind,
    /// One sentence.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
}
