//! One call: sent, perhaps again, and its whole reply. Every request that carries the key goes through here.

use std::time::{Duration, SystemTime};

use bytes::{Bytes, BytesMut};
use reqwest::header::{AUTHORIZATION, HeaderMap};
use reqwest::{Method, Response};
use serde::de::IgnoredAny;
use url::Url;

use crate::client::Client;
use crate::detail::{Detail, header};
use crate::retry::{Repeat, pause, retry_after};
use crate::{Error, Key, Kind, Result};

/// No honest reply of the API is longer; results may hold whole pictures as data URIs.
const LONGEST_REPLY: usize = 256 << 20;

/// A call to be made.
pub(crate) struct Call {
    pub method: Method,
    pub url: Url,
    pub headers: HeaderMap,
    pub body: Bytes,
    pub repeat: Repeat,
    /// Send the key along. The URL has been checked by then.
    pub with_key: bool,
    /// Its success starts paid work, or it speaks of work already paid.
    pub paid: bool,
    pub time: Duration,
}

/// A reply with its whole body, whatever its status.
#[derive(Debug)]
pub(crate) struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// Why the body ends early, if it does.
    pub cut: Option<Error>,
}

impl Reply {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// fal's request id: the proof that fal itself, not a gateway before it, has answered.
    pub(crate) fn request_id(&self) -> Option<String> {
        header(&self.headers, "x-fal-request-id")
    }

    /// What is wrong with a success: its body ends early, or it is not the JSON that was asked for.
    fn flaw(&self, call: &Call) -> Option<Kind> {
        let cut = self.cut.as_ref().map(Error::kind);
        let reads = call.method == Method::GET;
        cut.or_else(|| (reads && serde_json::from_slice::<IgnoredAny>(&self.body).is_err()).then_some(Kind::Reply))
    }

    /// The body as JSON.
    pub(crate) fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.body).map_err(|error| {
            let kind = if self.cut.is_some() { Kind::Lost } else { Kind::Reply };
            Error::new(kind).with_status(self.status).with_request_id(self.request_id()).because(error)
        })
    }
}

impl Client {
    /// Makes the call, repeating it as it allows. Gives the reply of any status; errors are those below HTTP alone.
    pub(crate) async fn exchange(&self, call: Call) -> Result<Reply> {
        let timing = &self.config().timing;
        let mut attempt = 1;
        loop {
            let outcome = self.attempt(&call).await;
            let again = attempt < timing.attempts.max(1);
            let wait = match &outcome {
                Ok(reply) if reply.is_success() => match reply.flaw(&call) {
                    Some(flaw) if again && call.repeat.after_failure(flaw) => pause(timing, attempt),
                    _ => return outcome,
                },
                Ok(reply) if again && call.repeat.after_reply(reply.status, reply.request_id().is_some()) => {
                    match retry_after(&reply.headers, SystemTime::now()) {
                        Some(asked) if asked > timing.retry_after_longest => return outcome,
                        Some(asked) => asked,
                        None => pause(timing, attempt),
                    }
                }
                Err(error) if again && call.repeat.after_failure(error.kind()) => pause(timing, attempt),
                _ => return outcome,
            };
            tracing::debug!(method = %call.method, path = call.url.path(), attempt, ?wait, "trying fal again");
            tokio::time::sleep(wait).await;
            attempt += 1;
        }
    }

    async fn attempt(&self, call: &Call) -> Result<Reply> {
        let response = self.send(call).await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let (body, cut) = match read(response, LONGEST_REPLY).await {
            Ok(body) => (body, None),
            Err((body, error)) => (body, Some(error)),
        };
        tracing::debug!(method = %call.method, path = call.url.path(), status, bytes = body.len(), "fal answered");
        Ok(Reply { status, headers, body, cut })
    }

    /// Sends once, and gives the response as soon as its head is here.
    pub(crate) async fn send(&self, call: &Call) -> Result<Response> {
        let mut request = self
            .http(&call.url)?
            .request(call.method.clone(), call.url.clone())
            .headers(call.headers.clone())
            .timeout(call.time);
        if call.with_key {
            request = request.header(AUTHORIZATION, self.key()?.header());
        }
        if !call.body.is_empty() {
            request = request.body(call.body.clone());
        }
        request.send().await.map_err(|error| {
            let error = Error::transport(error);
            match (call.repeat, error.kind()) {
                // It was on its way: nobody knows whether it arrived.
                (Repeat::UnlessAccepted, Kind::Timeout | Kind::Lost) if call.paid => error.ambiguous(),
                _ => error.billed(call.paid && call.repeat != Repeat::UnlessAccepted),
            }
        })
    }

    /// The error a reply amounts to.
    pub(crate) fn refusal(&self, reply: &Reply) -> Error {
        let detail = Detail::of(&reply.headers, &reply.body);
        let from_fal = reply.request_id().is_some();
        let said = detail.message.as_deref().unwrap_or_default().to_ascii_lowercase();
        let broke =
            ["exhausted balance", "insufficient", "top up", "user is locked"].iter().any(|words| said.contains(words));
        let kind = match reply.status {
            402 => Kind::OutOfCredit,
            403 if broke => Kind::OutOfCredit,
            401 | 403 => Kind::Auth,
            404 | 410 => Kind::NotFound,
            408 => Kind::Timeout,
            413 => Kind::TooLarge,
            400 | 409 if said.contains("in progress") || said.contains("in_progress") || said.contains("in_queue") => {
                Kind::NotReady
            }
            422 => Kind::Invalid,
            429 => Kind::RateLimited,
            499 => Kind::Cancelled,
            400..=499 => Kind::Rejected,
            502..=504 if !from_fal => Kind::Ingress,
            500..=599 => Kind::Server,
            _ => Kind::Reply,
        };
        let message = detail.message.map(|message| self.scrub(&message));
        let error = Error::new(kind)
            .with_status(reply.status)
            .with_request_id(detail.request_id)
            .with_error_type(detail.error_type)
            .with_fields(detail.fields)
            .with_retry_after(retry_after(&reply.headers, SystemTime::now()));
        match message {
            Some(message) => error.saying(message),
            None => error.saying(format!("HTTP {}", reply.status)),
        }
    }

    fn scrub(&self, text: &str) -> String {
        self.config().key.as_ref().map_or_else(|| text.to_owned(), |key| key.scrub(text))
    }

    pub(crate) fn key(&self) -> Result<&Key> {
        self.config().key.as_ref().ok_or_else(|| Error::new(Kind::NoKey))
    }
}

/// The whole body, or what came of it and why no more.
async fn read(mut response: Response, limit: usize) -> Result<Bytes, (Bytes, Error)> {
    let mut body = BytesMut::new();
    loop {
        match response.chunk().await {
            Ok(None) => return Ok(body.freeze()),
            Ok(Some(chunk)) if body.len() + chunk.len() > limit => {
                return Err((body.freeze(), Error::new(Kind::TooLarge)));
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Err(error) => return Err((body.freeze(), Error::transport(error))),
        }
    }
}
