//! What can go wrong at a provider, by what can be done about it.

use safelight_core::FailureKind;

/// A failed step at a provider.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    trouble: Trouble,
    message: String,
    request_id: Option<String>,
    transient: bool,
    billed: bool,
    #[source]
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The kinds of trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// No key is set.
    NoKey,
    /// The key is not accepted.
    Auth,
    /// The account is empty.
    OutOfCredit,
    /// Too many requests.
    RateLimited,
    /// The picture or prompt is refused by policy.
    Refused,
    /// The model cannot use the input.
    Invalid,
    /// The input or result is too large.
    TooLarge,
    /// The provider could not be reached.
    Network,
    /// The request may have been accepted: nobody knows.
    Lost,
    /// It was cancelled there.
    Cancelled,
    /// The result is not kept any more.
    Expired,
    /// The model or request is not known there.
    NotFound,
    /// The provider failed.
    Provider,
    /// What came is not a picture.
    NotAPicture,
    /// The local network's weights are not there.
    WeightsMissing,
    /// A picture could not be read or worked on.
    Picture,
    /// An address or key that cannot be used.
    Settings,
}

impl Error {
    /// A new error.
    pub fn new(trouble: Trouble, message: impl Into<String>) -> Error {
        Error { trouble, message: message.into(), request_id: None, transient: false, billed: false, source: None }
    }

    /// With its cause.
    #[must_use]
    pub fn because(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Error {
        self.source = Some(Box::new(source));
        self
    }

    /// With the provider's id of the request.
    #[must_use]
    pub fn of_request(mut self, id: Option<String>) -> Error {
        self.request_id = id;
        self
    }

    /// The same may succeed a little later.
    #[must_use]
    pub fn passing(mut self, transient: bool) -> Error {
        self.transient = transient;
        self
    }

    /// A charge is possible although it failed.
    #[must_use]
    pub fn billed(mut self, possible: bool) -> Error {
        self.billed = possible;
        self
    }

    /// The kind.
    pub fn trouble(&self) -> Trouble {
        self.trouble
    }

    /// The provider's id of the request.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The same may succeed a little later.
    pub fn is_transient(&self) -> bool {
        self.transient
    }

    /// It may have been accepted: sending it again may be charged again.
    pub fn is_ambiguous(&self) -> bool {
        self.trouble == Trouble::Lost
    }

    /// Wrong or missing key.
    pub fn is_auth(&self) -> bool {
        matches!(self.trouble, Trouble::Auth | Trouble::NoKey)
    }

    /// The account is empty.
    pub fn is_out_of_credit(&self) -> bool {
        self.trouble == Trouble::OutOfCredit
    }

    /// A charge is possible although it failed.
    pub fn may_be_billed(&self) -> bool {
        self.billed || self.trouble == Trouble::Lost
    }

    /// For the job's record.
    pub fn kind(&self) -> FailureKind {
        match self.trouble {
            Trouble::NoKey => FailureKind::NoKey,
            Trouble::Auth => FailureKind::BadKey,
            Trouble::OutOfCredit => FailureKind::OutOfCredit,
            Trouble::RateLimited => FailureKind::RateLimited,
            Trouble::Refused => FailureKind::Refused,
            Trouble::Invalid | Trouble::NotFound | Trouble::Settings => FailureKind::InvalidInput,
            Trouble::TooLarge => FailureKind::TooLarge,
            Trouble::Network => FailureKind::Network,
            Trouble::Lost => FailureKind::LostReply,
            Trouble::Cancelled => FailureKind::Cancelled,
            Trouble::Expired => FailureKind::Expired,
            Trouble::Provider | Trouble::NotAPicture => FailureKind::Provider,
            Trouble::WeightsMissing => FailureKind::WeightsMissing,
            Trouble::Picture => FailureKind::Corrupt,
        }
    }
}
