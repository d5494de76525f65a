//! fal's errors in our words.

use ::fal::Kind;

use crate::error::{Error, Trouble};

/// An error of a step that can simply be taken again.
pub(super) fn before(error: ::fal::Error) -> Error {
    of(error, false)
}

/// An error of a submit, which must not be taken again when it may have been accepted.
pub(super) fn lost(error: ::fal::Error) -> Error {
    of(error, true)
}

fn of(error: ::fal::Error, submit: bool) -> Error {
    let trouble = if submit && error.is_ambiguous() { Trouble::Lost } else { trouble(&error) };
    let message = match trouble {
        Trouble::NoKey => "fal needs a key".to_owned(),
        Trouble::Auth => "fal does not accept the key".to_owned(),
        Trouble::OutOfCredit => "The fal account is out of credit".to_owned(),
        Trouble::RateLimited => "fal asks to slow down".to_owned(),
        Trouble::Network => "fal cannot be reached".to_owned(),
        Trouble::Lost => "The connection broke while the job was sent, so it may have been accepted".to_owned(),
        Trouble::Cancelled => "The job was cancelled".to_owned(),
        Trouble::Expired => "fal does not keep the result any more".to_owned(),
        Trouble::Refused => with_reason("fal refuses this picture or prompt", &error),
        Trouble::Invalid => with_reason("fal cannot use this input", &error),
        Trouble::TooLarge => with_reason("The picture is too large for fal", &error),
        Trouble::NotAPicture => "What fal sent is not a picture".to_owned(),
        Trouble::NotFound => with_reason("fal does not know this model", &error),
        Trouble::Settings => with_reason("The settings for fal cannot be used", &error),
        _ => with_reason("fal failed", &error),
    };
    let id = error.request_id().map(str::to_owned);
    let (transient, billed) = (error.is_transient(), error.may_be_billed());
    Error::new(trouble, message).of_request(id).passing(transient).billed(billed).because(error)
}

fn trouble(error: &::fal::Error) -> Trouble {
    let field = |name: &str| error.field_errors().iter().any(|field| field.error_type == name);
    match error.kind() {
        Kind::NoKey => Trouble::NoKey,
        Kind::Config | Kind::ForeignHost => Trouble::Settings,
        Kind::Auth => Trouble::Auth,
        Kind::OutOfCredit => Trouble::OutOfCredit,
        Kind::RateLimited => Trouble::RateLimited,
        Kind::Connect | Kind::Timeout | Kind::Lost | Kind::Ingress => Trouble::Network,
        Kind::Cancelled => Trouble::Cancelled,
        // The endpoint was known when it was submitted: what is not found now is its result.
        Kind::NotFound if error.request_id().is_some() => Trouble::Expired,
        Kind::NotFound | Kind::Endpoint => Trouble::NotFound,
        Kind::Invalid if field("content_policy_violation") => Trouble::Refused,
        Kind::Invalid if field("image_too_large") || field("file_too_large") => Trouble::TooLarge,
        Kind::Invalid | Kind::Rejected => Trouble::Invalid,
        Kind::WebPage => Trouble::NotAPicture,
        Kind::TooLarge => Trouble::TooLarge,
        _ => Trouble::Provider,
    }
}

/// `what: reason`, the reason in fal's own words where it gave one.
fn with_reason(what: &str, error: &::fal::Error) -> String {
    let fields: Vec<String> = error
        .field_errors()
        .iter()
        .map(|field| match field.field() {
            name if name.is_empty() => field.message.clone(),
            name => format!("{name}: {}", field.message),
        })
        .collect();
    match (fields.is_empty(), error.message()) {
        (false, _) => format!("{what}: {}", fields.join("; ")),
        (true, Some(message)) if !message.is_empty() => format!("{what}: {message}"),
        _ => what.to_owned(),
    }
}
