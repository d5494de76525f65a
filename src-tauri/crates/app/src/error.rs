//! The one shape of errors at the edge, and the only place that turns a command's errors into words.

use std::error::Error as StdError;

use safelight_core::Failure;
use safelight_jobs as jobs;
use safelight_library as library;
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

impl ApiError {
    fn new(code: ErrorCode, message: impl Into<String>, hint: &str) -> ApiError {
        ApiError { code, message: message.into(), hint: hint.to_owned(), detail: String::new() }
    }

    pub(crate) fn failed(message: impl Into<String>, cause: &dyn StdError) -> ApiError {
        ApiError { detail: chain(cause), ..ApiError::new(ErrorCode::Failed, message, "") }
    }

    pub(crate) fn bad_input(message: impl Into<String>, hint: &str) -> ApiError {
        ApiError::new(ErrorCode::BadInput, message, hint)
    }

    pub(crate) fn not_found(what: &str) -> ApiError {
        ApiError::new(ErrorCode::NotFound, format!("{what} is not in the library any more"), "")
    }

    pub(crate) fn no_key(provider: &str) -> ApiError {
        ApiError::new(ErrorCode::NoKey, format!("{provider} needs a key"), "Add one, or run it on this computer.")
    }

    pub(crate) fn broken_provider(why: &str) -> ApiError {
        ApiError::new(ErrorCode::Failed, why, "")
    }

    pub(crate) fn price(text: &str) -> ApiError {
        ApiError::new(ErrorCode::PriceNotAccepted, format!("This will cost {text}"), "Accept the price to go on.")
    }

    pub(crate) fn bad_arguments(name: &str, error: &serde_json::Error) -> ApiError {
        ApiError {
            detail: error.to_string(),
            ..ApiError::bad_input(format!("“{name}” was asked in a way it does not understand"), "")
        }
    }

    pub(crate) fn unknown_command(name: &str) -> ApiError {
        ApiError::bad_input(format!("there is no command “{name}”"), "")
    }
}

/// `error: cause: cause`, without a cause that only repeats.
pub(crate) fn chain(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let said = cause.to_string();
        if !text.ends_with(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        next = cause.source();
    }
    text
}

fn sentence(error: &dyn StdError) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl From<library::Error> for ApiError {
    fn from(error: library::Error) -> Self {
        ApiError::failed(sentence(&error), &error)
    }
}

impl From<safelight_store::Error> for ApiError {
    fn from(error: safelight_store::Error) -> Self {
        let hint = if error.is_disk_full() {
            "Free some space, then try again."
        } else if error.is_busy() {
            "Another Safelight is busy; try again in a moment."
        } else {
            ""
        };
        ApiError { hint: hint.to_owned(), ..ApiError::failed(sentence(&error), &error) }
    }
}

impl From<safelight_files::Error> for ApiError {
    fn from(error: safelight_files::Error) -> Self {
        ApiError::failed(sentence(&error), &error)
    }
}

impl From<jobs::Error> for ApiError {
    fn from(error: jobs::Error) -> Self {
        match error {
            jobs::Error::Store(error) => error.into(),
            jobs::Error::Files(error) => error.into(),
            jobs::Error::NoSuchJob(_) => ApiError::not_found("The job"),
            jobs::Error::Unknown(_) => ApiError::bad_input(sentence(&error), "Choose another model."),
            other => ApiError::failed(sentence(&other), &other),
        }
    }
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        ApiError { detail: failure.detail, ..ApiError::new(ErrorCode::Failed, failure.message, &failure.hint) }
    }
}
