//! A job's failure in words: what happened, and the one thing to do.

use std::path::Path;

use safelight_core::{Failure, FailureKind as K};
use safelight_files as files;
use safelight_imaging as imaging;
use safelight_providers as providers;

fn failure(kind: K, message: impl Into<String>, hint: &str, error: &(dyn std::error::Error + 'static)) -> Failure {
    Failure { kind, message: message.into(), hint: hint.to_owned(), detail: chain(error) }
}

/// `error: cause: cause`.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
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

fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// A provider said no.
pub(crate) fn of_provider(error: &providers::Error) -> Failure {
    let kind = error.kind();
    let hint = match kind {
        K::NoKey | K::BadKey => "Set a working key in Settings, then retry.",
        K::OutOfCredit => "Nothing was lost. Top up the account, then retry.",
        K::RateLimited => "Wait a little, then retry.",
        K::Refused => "Change the prompt or the picture.",
        K::InvalidInput => "Try another model.",
        K::TooLarge => "Make the picture smaller first, or choose another model.",
        K::Network => "Nothing was charged. Check the connection, then retry.",
        K::Provider => "Retry, or try another model.",
        K::Expired => "Run it again; it will be charged again.",
        K::LostReply => "Check the account at the provider, then send it again or cancel.",
        K::WeightsMissing => "Run “make setup”, or use Fast.",
        K::Corrupt => "Open the file in another program and save it anew.",
        _ => "",
    };
    let mut failure = failure(kind, error.to_string(), hint, error);
    if let Some(id) = error.request_id() {
        failure.detail.push_str(&format!(" (request {id})"));
    }
    failure
}

/// The source could not be read or decoded.
pub(crate) fn of_source(path: &Path, error: &imaging::Error) -> Failure {
    let name = name(path);
    match error {
        imaging::Error::TooLarge { .. } | imaging::Error::TooMuchMemory { .. } => {
            failure(K::TooLarge, format!("{name} is too large: {error}"), "Make it smaller first.", error)
        }
        imaging::Error::Cancelled => failure(K::Cancelled, "Cancelled", "", error),
        _ => failure(
            K::Corrupt,
            format!("{name} cannot be read: {error}"),
            "Open it in another program and save it anew, or leave it out.",
            error,
        ),
    }
}

/// The source's header could not be read.
pub(crate) fn of_source_header(path: &Path, error: &imaging::Error) -> Failure {
    match error {
        imaging::Error::Read { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
            failure(K::Vanished, format!("{} is not there", name(path)), "Check the path.", error)
        }
        _ => of_source(path, error),
    }
}

/// The source is not where it was.
pub(crate) fn of_source_file(path: &Path, error: &files::Error) -> Failure {
    match error {
        files::Error::TooLarge { .. } => {
            failure(K::TooLarge, format!("{} is too large to read", name(path)), "Make it smaller first.", error)
        }
        _ if !path.exists() => failure(
            K::Vanished,
            format!("{} is not there any more", name(path)),
            "Put it back or find it again, then retry.",
            error,
        ),
        _ => failure(
            K::Vanished,
            format!("{} cannot be opened", name(path)),
            "Check that you may read it, then retry.",
            error,
        ),
    }
}

/// The result could not be made into a file's bytes.
pub(crate) fn of_result(error: &imaging::Error) -> Failure {
    match error {
        imaging::Error::Flat => failure(
            K::Provider,
            "The result is one single colour, so it was not saved",
            "Retry, or try another model.",
            error,
        ),
        imaging::Error::TooLarge { .. } | imaging::Error::TooMuchMemory { .. } => {
            failure(K::TooLarge, format!("The result is too large: {error}"), "Choose a smaller scale.", error)
        }
        _ => failure(K::Provider, format!("The result cannot be used: {error}"), "Retry, or try another model.", error),
    }
}

/// The file could not be written.
pub(crate) fn of_file(error: &files::Error) -> Failure {
    match error {
        files::Error::DiskFull { path, need } => failure(
            K::DiskFull,
            format!("No room for {} MB in {}", need.div_ceil(1_000_000), path.display()),
            "Free some space, then save again.",
            error,
        ),
        files::Error::NotWritable { path, .. } => failure(
            K::NotWritable,
            format!("{} cannot be written in", path.display()),
            "Allow writing there, then save again.",
            error,
        ),
        files::Error::FolderVanished { path } => failure(
            K::Vanished,
            format!("The folder {} is not there any more", path.display()),
            "Put it back, then save again.",
            error,
        ),
        _ => failure(K::NotWritable, error.to_string(), "Check the folder, then save again.", error),
    }
}

/// The job names something this version does not have.
pub(crate) fn of_unknown(error: &providers::Unknown) -> Failure {
    failure(K::InvalidInput, error.to_string(), "Choose another model.", error)
}

/// A provider without a key.
pub(crate) fn no_key(provider: &str) -> Failure {
    Failure {
        kind: K::NoKey,
        message: format!("{provider} needs a key"),
        hint: format!("Add a key for {provider} in Settings, or run it on this computer."),
        detail: String::new(),
    }
}

/// The result would have more pixels than Safelight makes.
pub(crate) fn too_many_pixels(width: u32, height: u32, limit: u64) -> Failure {
    Failure {
        kind: K::TooLarge,
        message: format!("The result would have {width} × {height} pixels, more than {} megapixels", limit / 1_000_000),
        hint: "Choose a smaller scale.".to_owned(),
        detail: String::new(),
    }
}

/// A fault of ours: a task ended without an answer.
pub(crate) fn broken(error: &(dyn std::error::Error + 'static)) -> Failure {
    failure(K::Internal, "Something went wrong inside Safelight", "Retry; if it happens again, report it.", error)
}
