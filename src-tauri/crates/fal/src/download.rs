//! Fetching a result file, trusting neither its address nor its name nor its size.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, stream};
use reqwest::Response;
use reqwest::header::{CONTENT_TYPE, LOCATION};
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::data_uri::{self, Bad};
use crate::detail::header;
use crate::exchange::Reply;
use crate::retry::pause;
use crate::sniff::sniff;
use crate::{Client, Error, Kind, Result};

/// So many bytes tell what a file is.
const HEAD: usize = 512;

/// How much a download may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, in bytes; 512 MiB.
    pub bytes: u64,
    /// The longest time, from the request to the last byte; 10 minutes.
    pub time: Duration,
    /// The most redirects followed, each checked like the first address; 5.
    pub redirects: u8,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 512 << 20, time: Duration::from_secs(600), redirects: 5 }
    }
}

/// A file on its way here. Its first bytes have been seen: it is not a web page.
pub struct Download {
    content_type: String,
    length: Option<u64>,
    first: Option<Bytes>,
    rest: Option<Response>,
    /// How many more bytes may come, and until when.
    left: u64,
    until: Instant,
}

impl Download {
    /// The media type: by its first bytes, else as claimed, else `application/octet-stream`.
    #[must_use]
    pub fn content_type(&self) -> &str {
        &self.content_type
    }

    /// The size in bytes, when the server said it.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The next bytes; none at the end.
    ///
    /// # Errors
    /// [`Kind::TooLarge`], [`Kind::Timeout`] or [`Kind::Lost`]: what came so far is not the whole file.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>> {
        if let Some(first) = self.first.take() {
            return Ok(Some(first));
        }
        let Some(response) = &mut self.rest else { return Ok(None) };
        let next = timeout_at(self.until, response.chunk()).await.map_err(|_| Error::new(Kind::Timeout))?;
        let Some(bytes) = next.map_err(Error::transport)? else { return Ok(None) };
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or_else(|| Error::new(Kind::TooLarge))?;
        Ok(Some(bytes))
    }

    /// The whole file.
    ///
    /// # Errors
    /// As [`chunk`](Self::chunk).
    pub async fn bytes(mut self) -> Result<Bytes> {
        let mut all = BytesMut::new();
        while let Some(bytes) = self.chunk().await? {
            all.extend_from_slice(&bytes);
        }
        Ok(all.freeze())
    }

    /// The file as a stream of its bytes. It ends after the first error.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes>> + Send {
        stream::unfold(Some(self), |download| async move {
            let mut download = download?;
            match download.chunk().await {
                Ok(Some(bytes)) => Some((Ok(bytes), Some(download))),
                Ok(None) => None,
                Err(error) => Some((Err(error), None)),
            }
        })
    }
}

impl Client {
    /// Fetches a result file: an https address, or a `data:` URI. Never sends the key.
    ///
    /// # Errors
    /// [`Kind::Refused`] for plain http, a private or local address (unless it is a configured host), or too many redirects;
    /// [`Kind::WebPage`] when HTML comes, whatever it is called; [`Kind::NotFound`] when the file is gone; [`Kind::TooLarge`].
    pub async fn download(&self, url: &str, limits: &Limits) -> Result<Download> {
        let until = Instant::now() + limits.time;
        if let Some(decoded) = data_uri::decode(url, limits.bytes) {
            let (bytes, claimed) = decoded.map_err(|bad| match bad {
                Bad::TooLarge => Error::new(Kind::TooLarge),
                Bad::Form => Error::new(Kind::Reply).saying("the data URI is damaged"),
            })?;
            return opened(bytes, &claimed, None, None, limits.bytes, until);
        }
        let url = Url::parse(url).map_err(|_| Error::new(Kind::Refused).saying("not an address of a file"))?;
        match timeout_at(until, self.open(url, limits, until)).await {
            Ok(download) => download,
            Err(_) => Err(Error::new(Kind::Timeout)),
        }
    }

    /// Opens, repeating what may pass.
    async fn open(&self, url: Url, limits: &Limits, until: Instant) -> Result<Download> {
        let timing = &self.config().timing;
        let mut attempt = 1;
        loop {
            match self.open_once(url.clone(), limits, until).await {
                Err(error) if error.is_transient() && attempt < timing.attempts.max(1) => {
                    let wait = error.retry_after().unwrap_or_else(|| pause(timing, attempt));
                    if wait > timing.retry_after_longest {
                        return Err(error);
                    }
                    tracing::debug!(host = url.host_str(), attempt, ?wait, "trying the download again");
                    tokio::time::sleep(wait).await;
                    attempt += 1;
                }
                outcome => return outcome,
            }
        }
    }

    async fn open_once(&self, mut url: Url, limits: &Limits, until: Instant) -> Result<Download> {
        for _ in 0..=limits.redirects {
            if let Some(why) = self.guard().objection(&url) {
                return Err(refused(&url, why));
            }
            let response =
                self.file_http(&url)?.get(url.clone()).send().await.map_err(|error| of_transport(&url, error))?;
            let status = response.status();
            if !status.is_redirection() {
                return if status.is_success() {
                    receive(response, limits, until).await
                } else {
                    Err(self.denied(response).await)
                };
            }
            let target = header(response.headers(), LOCATION.as_str()).and_then(|target| url.join(&target).ok());
            url = target
                .ok_or_else(|| Error::new(Kind::Reply).with_status(status.as_u16()).saying("a redirect to nowhere"))?;
        }
        Err(refused(&url, "too many redirects"))
    }

    /// What a file server's refusal amounts to. It has not seen the key, so it can say nothing about it.
    async fn denied(&self, response: Response) -> Error {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        match status {
            401 | 403 | 404 | 410 => {
                Error::new(Kind::NotFound).with_status(status).saying(format!("the file is not there (HTTP {status})"))
            }
            _ => self.refusal(&Reply { status, headers, body: Bytes::new(), cut: None }).keyless(),
        }
    }
}

/// Reads enough of the body to know what it is.
async fn receive(mut response: Response, limits: &Limits, until: Instant) -> Result<Download> {
    let length = response.content_length();
    if length.is_some_and(|length| length > limits.bytes) {
        return Err(Error::new(Kind::TooLarge));
    }
    let claimed = header(response.headers(), CONTENT_TYPE.as_str()).unwrap_or_default();
    let mut first = BytesMut::new();
    while first.len() < HEAD {
        match response.chunk().await.map_err(Error::transport)? {
            Some(bytes) => first.extend_from_slice(&bytes),
            None => break,
        }
    }
    opened(first.freeze(), &claimed, length, Some(response), limits.bytes, until)
}

fn opened(
    first: Bytes,
    claimed: &str,
    length: Option<u64>,
    rest: Option<Response>,
    limit: u64,
    until: Instant,
) -> Result<Download> {
    if first.is_empty() {
        return Err(Error::new(Kind::Reply).saying("the file is empty"));
    }
    let left = limit.checked_sub(first.len() as u64).ok_or_else(|| Error::new(Kind::TooLarge))?;
    let claimed = claimed.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let content_type = match (sniff(&first[..first.len().min(HEAD)]), claimed.as_str()) {
        (Some("text/html"), _) | (None, "text/html" | "application/xhtml+xml") => {
            return Err(Error::new(Kind::WebPage));
        }
        (Some(known), _) => known.to_owned(),
        (None, "") => "application/octet-stream".to_owned(),
        (None, _) => claimed,
    };
    Ok(Download { content_type, length, first: Some(first), rest, left, until })
}

fn refused(url: &Url, why: &str) -> Error {
    Error::new(Kind::Refused).saying(format!("{}: {why}", url.host_str().unwrap_or(url.scheme())))
}

/// A name that resolves to a private address fails as a connection does, but will not pass.
fn of_transport(url: &Url, error: reqwest::Error) -> Error {
    let mut cause: Option<&dyn std::error::Error> = Some(&error);
    while let Some(inner) = cause {
        if inner.is::<crate::address::PrivateAddress>() {
            return refused(url, "a private or local address is not fetched");
        }
        cause = inner.source();
    }
    Error::transport(error)
}

impl std::fmt::Debug for Download {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("fal::Download")
            .field("content_type", &self.content_type)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
