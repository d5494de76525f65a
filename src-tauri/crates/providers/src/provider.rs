//! The steps of a provider on the network.

use std::pin::Pin;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::Stream;
use safelight_core::Operation;
use serde::{Deserialize, Serialize};

use crate::Error;

/// Whether a provider can be used now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Availability {
    /// Yes.
    Ready,
    /// When it is given a key.
    NeedsKey,
    /// No; one sentence says why and what to do.
    Broken(String),
}

/// What is asked of a model.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The operation.
    pub operation: &'a Operation,
    /// The model's id.
    pub model: &'a str,
    /// The uploaded source's URL, for an operation on a picture.
    pub input: Option<&'a str>,
}

/// What a submit returned: enough to find the request again after a restart. Opaque to `jobs`, stored as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The provider's id of the request.
    pub request_id: String,
    /// The provider's own data, JSON.
    pub data: serde_json::Value,
}

/// News of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Waits; so many are in front.
    Waiting {
        /// 0: next.
        position: Option<u32>,
    },
    /// Is worked on.
    Running,
    /// The result can be fetched (it may turn out to be an error).
    Ready,
}

/// A stream of news that ends after [`Progress::Ready`] or an error.
pub type Follow = Pin<Box<dyn Stream<Item = Result<Progress, Error>> + Send>>;

/// A downloaded result file.
#[derive(Debug, Clone)]
pub struct FetchedFile {
    /// Its bytes, sniffed: a picture.
    pub bytes: Bytes,
}

/// What a request gave.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// The pictures.
    pub files: Vec<FetchedFile>,
    /// What the provider says it charged, in the model's unit.
    pub units: Option<f64>,
    /// The seed it used.
    pub seed: Option<u64>,
}

/// What became of a cancel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancelOutcome {
    /// It was still waiting and is gone.
    Removed,
    /// It was asked to stop; it may still finish.
    Asked,
    /// It had finished already.
    TooLate,
    /// The provider does not know it (any more).
    NotFound,
}

/// How uploads are kept.
#[derive(Debug, Clone, Copy)]
pub struct Watch {
    /// How long the provider keeps what is uploaded.
    pub keep_input: Duration,
    /// How long it keeps results.
    pub keep_result: Duration,
}

impl Default for Watch {
    /// `product.md`, Privacy: one day and seven days.
    fn default() -> Self {
        Self { keep_input: Duration::from_secs(86_400), keep_result: Duration::from_secs(7 * 86_400) }
    }
}

/// A provider with a queue: submit gives a receipt, the receipt gives the rest.
#[async_trait]
pub trait Remote: Send + Sync {
    /// Sends a picture up; the answer is the URL the model will read it from.
    async fn upload(&self, bytes: Bytes, mime: &str, name: &str) -> Result<String, Error>;

    /// Sends the request. After an error that [`Error::is_ambiguous`] it may have been accepted.
    async fn submit(&self, request: Request<'_>) -> Result<Receipt, Error>;

    /// News of a request until its result is ready. Safe to drop and to call again.
    fn follow(&self, receipt: &Receipt) -> Follow;

    /// The result. Safe to call again.
    async fn fetch(&self, receipt: &Receipt) -> Result<Fetched, Error>;

    /// Asks to stop it.
    async fn cancel(&self, receipt: &Receipt) -> Result<CancelOutcome, Error>;

    /// Whether the key works, without cost.
    async fn test(&self) -> Result<(), Error>;
}
