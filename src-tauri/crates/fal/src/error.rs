//! The one error type: opaque, with questions to ask it.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use serde_json::Value;

/// What went wrong, as far as a caller may act on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A base URL, key or option that cannot be used. Nothing was sent.
    Config,
    /// An endpoint id that is none. Nothing was sent.
    Endpoint,
    /// The call needs a key and there is none. Nothing was sent.
    NoKey,
    /// A URL of another host, which must not see the key or the picture. Nothing was sent there.
    ForeignHost,
    /// No connection could be made.
    Connect,
    /// It took too long.
    Timeout,
    /// The connection broke before the reply was complete.
    Lost,
    /// A reply that is not what the protocol says.
    Reply,
    /// The key is not accepted, or may not do this (401, 403).
    Auth,
    /// The account has no credit left (402, or 403 "exhausted balance").
    OutOfCredit,
    /// Too many requests (429).
    RateLimited,
    /// No such application, request or file (404).
    NotFound,
    /// The result was asked for before the job ended.
    NotReady,
    /// The input is not accepted (422); see [`Error::field_errors`].
    Invalid,
    /// The job was cancelled (499).
    Cancelled,
    /// Another refusal (4xx).
    Rejected,
    /// fal failed (5xx).
    Server,
    /// The gateway before fal failed (502, 503 or 504 without a request id): fal never saw the request.
    Ingress,
    /// The job ended in failure, and no status code says more.
    Failed,
    /// A download that the rules forbid: a private address, plain http, too many redirects.
    Refused,
    /// More bytes than allowed.
    TooLarge,
    /// A web page came where a file was expected.
    WebPage,
}

impl Kind {
    fn phrase(self) -> &'static str {
        match self {
            Self::Config => "unusable configuration",
            Self::Endpoint => "not an endpoint id",
            Self::NoKey => "no fal key is configured",
            Self::ForeignHost => "refused to talk to a host that is not fal's",
            Self::Connect => "cannot connect to fal",
            Self::Timeout => "fal did not answer in time",
            Self::Lost => "the connection to fal broke",
            Self::Reply => "fal's reply could not be understood",
            Self::Auth => "fal does not accept the key",
            Self::OutOfCredit => "the fal account has no credit left",
            Self::RateLimited => "fal asks to slow down",
            Self::NotFound => "fal does not know it",
            Self::NotReady => "the job has not ended yet",
            Self::Invalid => "fal does not accept the input",
            Self::Cancelled => "the job was cancelled",
            Self::Rejected => "fal refused the request",
            Self::Server => "fal failed",
            Self::Ingress => "fal's gateway failed",
            Self::Failed => "the job failed",
            Self::Refused => "the download is not allowed",
            Self::TooLarge => "more bytes than allowed",
            Self::WebPage => "a web page came instead of the file",
        }
    }
}

/// One complaint about one field of the input.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldError {
    /// Where: `["body", "loras", "0", "path"]`.
    pub location: Vec<String>,
    /// In fal's words.
    pub message: String,
    /// fal's name for it: `image_too_small`, `greater_than_equal`, `missing`, …
    pub error_type: String,
    /// The limits it speaks of, or null: `{"max_height": 4096, "max_width": 4096}`.
    pub context: Value,
}

impl FieldError {
    /// The field's name as the caller wrote it: `loras.0.path`.
    #[must_use]
    pub fn field(&self) -> String {
        let inner = if self.location.first().is_some_and(|first| first == "body") { 1 } else { 0 };
        self.location[inner..].join(".")
    }
}

/// Why a call failed.
///
/// Opaque, so that it can learn more without breaking anyone: ask it. It never holds the key, nor a URL with a signature.
pub struct Error(Box<Inner>);

struct Inner {
    kind: Kind,
    message: Option<String>,
    status: Option<u16>,
    request_id: Option<String>,
    error_type: Option<String>,
    fields: Vec<FieldError>,
    retry_after: Option<Duration>,
    ambiguous: bool,
    billed: bool,
    settled: bool,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// fal's id of the request, when the reply named one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The HTTP status, when there was a reply.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// fal's name for the failure (`request_timeout`, `runner_disconnected`, …): from the body, else the header, else the first field error.
    #[must_use]
    pub fn error_type(&self) -> Option<&str> {
        self.0.error_type.as_deref().or_else(|| self.0.fields.first().map(|field| field.error_type.as_str()))
    }

    /// Which fields of the input fal complains about.
    #[must_use]
    pub fn field_errors(&self) -> &[FieldError] {
        &self.0.fields
    }

    /// What fal said, or what we refused; the key is taken out. For people, not for matching.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The key is not accepted: no further call will be.
    #[must_use]
    pub fn is_auth(&self) -> bool {
        matches!(self.0.kind, Kind::Auth | Kind::NoKey)
    }

    /// The account must be topped up first.
    #[must_use]
    pub fn is_out_of_credit(&self) -> bool {
        self.0.kind == Kind::OutOfCredit
    }

    /// fal asks to slow down; see [`retry_after`](Self::retry_after).
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.0.kind == Kind::RateLimited
    }

    /// The same call may succeed later, and making it again costs nothing. Never true together with [`is_ambiguous`](Self::is_ambiguous).
    #[must_use]
    pub fn is_transient(&self) -> bool {
        let passing = matches!(
            self.0.kind,
            Kind::Connect
                | Kind::Timeout
                | Kind::Lost
                | Kind::Reply
                | Kind::RateLimited
                | Kind::NotReady
                | Kind::Server
                | Kind::Ingress
        );
        passing && !self.0.ambiguous && !self.0.settled
    }

    /// fal may have accepted the request although no usable reply came: sending it again may be charged twice.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        self.0.ambiguous
    }

    /// fal may charge for the request this error speaks of.
    #[must_use]
    pub fn may_be_billed(&self) -> bool {
        self.0.billed
    }

    /// fal has failed the job: asking again gives the same, and only a new submission, which a person decides on, may do better.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.0.settled
    }

    /// How long fal asks to wait, from a `Retry-After` in either form.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }
}

/// Making one.
impl Error {
    pub(crate) fn new(kind: Kind) -> Self {
        Self(Box::new(Inner {
            kind,
            message: None,
            status: None,
            request_id: None,
            error_type: None,
            fields: Vec::new(),
            retry_after: None,
            ambiguous: false,
            billed: false,
            settled: false,
            source: None,
        }))
    }

    /// A failure below HTTP. The URL is dropped: it may hold a signature.
    pub(crate) fn transport(error: reqwest::Error) -> Self {
        let kind = match &error {
            e if e.is_connect() => Kind::Connect,
            e if e.is_timeout() => Kind::Timeout,
            e if e.is_builder() => Kind::Config,
            _ => Kind::Lost,
        };
        Self::new(kind).because(error.without_url())
    }

    pub(crate) fn saying(mut self, message: impl Into<String>) -> Self {
        self.0.message = Some(message.into());
        self
    }

    pub(crate) fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(crate) fn with_request_id(mut self, id: Option<String>) -> Self {
        if id.is_some() {
            self.0.request_id = id;
        }
        self
    }

    pub(crate) fn with_error_type(mut self, error_type: Option<String>) -> Self {
        self.0.error_type = error_type;
        self
    }

    pub(crate) fn with_fields(mut self, fields: Vec<FieldError>) -> Self {
        self.0.fields = fields;
        self
    }

    pub(crate) fn with_retry_after(mut self, after: Option<Duration>) -> Self {
        self.0.retry_after = after;
        self
    }

    pub(crate) fn ambiguous(mut self) -> Self {
        self.0.ambiguous = true;
        self.0.billed = true;
        self
    }

    pub(crate) fn billed(mut self, may_be: bool) -> Self {
        self.0.billed = may_be;
        self
    }

    /// The same refusal of a call that carried no key: it says nothing about the key or the account.
    pub(crate) fn keyless(mut self) -> Self {
        if matches!(self.0.kind, Kind::Auth | Kind::OutOfCredit) {
            self.0.kind = Kind::Rejected;
        }
        self
    }

    pub(crate) fn settled(mut self) -> Self {
        self.0.settled = true;
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.kind.phrase())?;
        match &self.0.message {
            Some(message) => write!(f, ": {message}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("fal::Error")
            .field("kind", &self.0.kind)
            .field("message", &self.0.message)
            .field("status", &self.0.status)
            .field("request_id", &self.0.request_id)
            .field("error_type", &self.0.error_type)
            .field("fields", &self.0.fields)
            .field("retry_after", &self.0.retry_after)
            .field("ambiguous", &self.0.ambiguous)
            .field("may_be_billed", &self.0.billed)
            .field("final", &self.0.settled)
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
