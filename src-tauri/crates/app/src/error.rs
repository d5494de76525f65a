//! The one shape of errors at the edge, and the only place that turns errors into words.

use serde::Serialize;
use ts_rs::TS;

/// A variant exists only if the UI does something different with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ErrorCode {
    /// The provider needs a key: show the key sheet.
    NoKey,
    /// The price has to be accepted: show it.
    PriceNotAccepted,
    /// What was asked for is gone: look again.
    NotFound,
    /// What was typed cannot be used: mark the field.
    BadInput,
    /// Everything else: say it.
    Failed,
}

/// A failed command.
#[derive(Debug, Clone, Serialize, TS, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{message}")]
pub struct ApiError {
    /// For programs.
    pub code: ErrorCode,
    /// What happened, one sentence.
    pub message: String,
    /// What to do, one sentence; may be empty.
    pub hint: String,
    /// The cause chain, for *Copy details*.
    pub detail: String,
}
