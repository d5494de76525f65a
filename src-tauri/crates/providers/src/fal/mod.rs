//! fal.ai: the steps of a job in terms of crate `fal`.

mod cards;
mod input;
mod output;
mod trouble;

use std::sync::Arc;

use ::fal::{Client, Config, EndpointId, Key, Lifecycle, Limits, Status, SubmitOptions, Submitted};
use async_trait::async_trait;
use bytes::Bytes;
use futures_util::StreamExt;
use safelight_core::Secret;

pub use cards::CARDS;
use trouble::{before, lost};

use crate::error::{Error, Trouble};
use crate::provider::{CancelOutcome, Fetched, FetchedFile, Follow, Progress, Receipt, Remote, Request, Watch};

/// fal.ai with a key.
pub struct Fal {
    client: Client,
    keep: Watch,
}

impl Fal {
    /// Over a configured client.
    pub fn new(client: Client) -> Arc<Fal> {
        Arc::new(Fal { client, keep: Watch::default() })
    }

    /// At the addresses of the environment (`SAFELIGHT_FAL_…_URL`), with this key.
    ///
    /// # Errors
    /// When an address or the key cannot be used.
    pub fn connect(key: Option<&Secret>) -> Result<Arc<Fal>, Error> {
        let mut config = Config::from_env().map_err(before)?;
        if let Some(key) = key {
            config = config.with_key(Key::new(key.reveal()).map_err(before)?);
        }
        Ok(Fal::new(Client::new(config).map_err(before)?))
    }

    /// Where jobs are sent.
    pub fn base_url() -> String {
        Config::from_env().map(|config| config.queue.to_string()).unwrap_or_default()
    }
}

#[async_trait]
impl Remote for Fal {
    async fn upload(&self, bytes: Bytes, mime: &str, name: &str) -> Result<String, Error> {
        let lifecycle = Lifecycle::expires_in(self.keep.keep_input);
        self.client.upload(bytes, mime, name, &lifecycle).await.map(|url| url.to_string()).map_err(before)
    }

    async fn submit(&self, request: Request<'_>) -> Result<Receipt, Error> {
        let endpoint: EndpointId = request.model.parse().map_err(before)?;
        let input = input::of(&request)?;
        let options =
            SubmitOptions { lifecycle: Lifecycle::expires_in(self.keep.keep_result), ..SubmitOptions::default() };
        let submitted = self.client.submit(&endpoint, &input, &options).await.map_err(lost)?;
        let data = serde_json::to_value(&submitted).expect("urls and texts have a JSON form");
        Ok(Receipt { request_id: submitted.request_id, data })
    }

    fn follow(&self, receipt: &Receipt) -> Follow {
        let submitted = match read(receipt) {
            Ok(submitted) => submitted,
            Err(error) => return Box::pin(futures_util::stream::iter([Err(error)])),
        };
        let updates = self.client.follow(&submitted);
        Box::pin(updates.map(|status| match status {
            Ok(Status::InQueue { position }) => {
                Ok(Progress::Waiting { position: position.and_then(|position| u32::try_from(position).ok()) })
            }
            Ok(Status::Completed(_)) => Ok(Progress::Ready),
            Ok(_) => Ok(Progress::Running),
            Err(error) => Err(before(error)),
        }))
    }

    async fn fetch(&self, receipt: &Receipt) -> Result<Fetched, Error> {
        let submitted = read(receipt)?;
        let result = match self.client.status(&submitted, false).await.map_err(before)? {
            Status::Completed(end) => self.client.finish(&submitted, &end).await,
            _ => self.client.result(&submitted).await,
        };
        let output = result.map_err(before)?;
        let mut files = Vec::new();
        for url in output::picture_urls(&output.data) {
            let download = self.client.download(url, &Limits::default()).await.map_err(before)?;
            files.push(FetchedFile { bytes: download.bytes().await.map_err(before)? });
        }
        if files.is_empty() {
            let message = "fal sent a result without a picture";
            return Err(Error::new(Trouble::NotAPicture, message).of_request(Some(output.request_id)));
        }
        Ok(Fetched { files, units: output.billable_units, seed: output::seed(&output.data) })
    }

    async fn cancel(&self, receipt: &Receipt) -> Result<CancelOutcome, Error> {
        Ok(match self.client.cancel(&read(receipt)?).await.map_err(before)? {
            ::fal::CancelOutcome::Removed => CancelOutcome::Removed,
            ::fal::CancelOutcome::AlreadyCompleted => CancelOutcome::TooLate,
            ::fal::CancelOutcome::NotFound => CancelOutcome::NotFound,
            _ => CancelOutcome::Asked,
        })
    }

    async fn test(&self) -> Result<(), Error> {
        self.client.check_key().await.map_err(before)
    }
}

fn read(receipt: &Receipt) -> Result<Submitted, Error> {
    serde_json::from_value(receipt.data.clone())
        .map_err(|error| Error::new(Trouble::NotFound, "the stored request cannot be read").because(error))
}
