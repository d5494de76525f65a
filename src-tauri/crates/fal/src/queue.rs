//! The queue: submit, status, result, cancel.

use std::time::Duration;

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use url::Url;

use crate::detail::{Detail, header};
use crate::exchange::{Call, Reply};
use crate::hosts::may_see_key;
use crate::retry::Repeat;
use crate::wire::{StatusReply, SubmitReply};
use crate::{CancelOutcome, Client, Completed, EndpointId, Error, Kind, Lifecycle, Output, Result, Status, Submitted};

/// A job's place in its endpoint's queue, which all callers share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Priority {
    /// As everybody.
    #[default]
    Normal,
    /// Behind the others.
    Low,
}

/// How a job is submitted. The default asks for nothing.
#[derive(Clone, Debug, Default)]
pub struct SubmitOptions {
    /// Its place in the queue.
    pub priority: Priority,
    /// Give up, on fal's side, when the work has not begun by then.
    pub start_timeout: Option<Duration>,
    /// How long fal keeps what the job makes.
    pub lifecycle: Lifecycle,
    /// Prefer the runner that served an earlier job with the same hint. Text no header can carry is left out.
    pub runner_hint: Option<String>,
}

impl SubmitOptions {
    fn headers(&self) -> HeaderMap {
        let mut headers = json_headers();
        if self.priority == Priority::Low {
            headers.insert("x-fal-queue-priority", HeaderValue::from_static("low"));
        }
        if let Some(timeout) = self.start_timeout {
            let value = HeaderValue::from_str(&timeout.as_secs_f64().to_string()).expect("a number is a legal header");
            // The new name and the old one: both are documented, the new one wins.
            headers.insert("x-fal-request-start-timeout", value.clone());
            headers.insert("x-fal-request-timeout", value);
        }
        if let Some(lifecycle) = self.lifecycle.header() {
            headers.insert("x-fal-object-lifecycle-preference", lifecycle);
        }
        if let Some(hint) = self.runner_hint.as_deref().and_then(|hint| HeaderValue::from_str(hint).ok()) {
            headers.insert("x-fal-runner-hint", hint);
        }
        headers
    }
}

impl Client {
    /// Puts a job into the queue. **This is where work is ordered and paid.**
    ///
    /// It is sent again only when it certainly was not accepted. URLs of the reply that point to another host are not used; the documented
    /// ones on the queue's own host take their place, so that a paid job is never lost to a strange reply.
    ///
    /// # Errors
    /// When [`Error::is_ambiguous`] the job may have been accepted: do not send it again without asking.
    pub async fn submit(&self, endpoint: &EndpointId, input: &Value, options: &SubmitOptions) -> Result<Submitted> {
        let reply = self
            .exchange(Call {
                method: Method::POST,
                url: join(&self.config().queue, endpoint.as_str()),
                headers: options.headers(),
                body: Bytes::from(input.to_string()),
                repeat: Repeat::UnlessAccepted,
                with_key: true,
                paid: true,
                time: self.config().timing.reply,
            })
            .await?;
        if reply.is_success() {
            return self.accepted(endpoint, &reply);
        }
        let error = self.refusal(&reply);
        // Those two say that fal has not taken it. After any other answer another try is the caller's decision.
        let may_try_again = matches!(error.kind(), Kind::RateLimited | Kind::Ingress);
        Err(if error.is_transient() && !may_try_again { error.settled() } else { error })
    }

    /// The job a success reply names; its id may be in the header when the body is broken.
    fn accepted(&self, endpoint: &EndpointId, reply: &Reply) -> Result<Submitted> {
        let said = reply.json::<SubmitReply>();
        let in_body = said.as_ref().ok().map(|said| said.request_id.clone());
        let Some(request_id) = in_body.filter(|id| is_id(id)).or_else(|| reply.request_id().filter(|id| is_id(id)))
        else {
            let error = said.err().unwrap_or_else(|| Error::new(Kind::Reply).with_status(reply.status));
            return Err(error.saying("the job was accepted, but its id is not in the reply").ambiguous());
        };
        let said = said.ok();
        let base = join(&self.config().queue, &format!("{}/requests/{request_id}", endpoint.app()));
        let url = |given: Option<&String>, suffix: &str| {
            let given = given.and_then(|text| Url::parse(text).ok());
            match given {
                Some(url) if may_see_key(&url, &self.config().queue) => url,
                Some(foreign) => {
                    tracing::warn!(
                        host = foreign.host_str(),
                        request_id,
                        "fal named a URL of another host; using its own"
                    );
                    join(&base, suffix)
                }
                None => join(&base, suffix),
            }
        };
        Ok(Submitted {
            status_url: url(said.as_ref().and_then(|said| said.status_url.as_ref()), "status"),
            response_url: url(said.as_ref().and_then(|said| said.response_url.as_ref()), ""),
            cancel_url: url(said.as_ref().and_then(|said| said.cancel_url.as_ref()), "cancel"),
            queue_position: said.and_then(|said| said.queue_position),
            endpoint: endpoint.clone(),
            request_id,
        })
    }

    /// How a job goes, with its log lines if `logs`. Repeated freely.
    ///
    /// # Errors
    /// [`Kind::ForeignHost`] when its URL is not of the queue's host; nothing is sent then.
    pub async fn status(&self, job: &Submitted, logs: bool) -> Result<Status> {
        let mut url = self.checked(&job.status_url)?;
        url.query_pairs_mut().append_pair("logs", if logs { "1" } else { "0" });
        let reply = self.exchange(self.asking(Method::GET, url, Repeat::Freely)).await?;
        if !reply.is_success() {
            return Err(self.about(job, self.refusal(&reply)));
        }
        reply.json::<StatusReply>().and_then(Status::try_from).map_err(|error| self.about(job, error))
    }

    /// The result of a job that has ended. Repeated freely.
    ///
    /// # Errors
    /// [`Kind::NotReady`] while it has not ended; the model's own failure, with its field errors, when it failed
    /// ([`Error::is_final`] then); [`Kind::NotFound`] when fal keeps it no more.
    pub async fn result(&self, job: &Submitted) -> Result<Output> {
        match self.fetch(job).await {
            // Is it the job that failed, or the fetching? The status knows.
            Err(error) if matches!(error.kind(), Kind::Server | Kind::Ingress) => match self.status(job, false).await {
                Ok(Status::Completed(Completed { error: Some(_), .. })) => Err(error.settled()),
                _ => Err(error),
            },
            other => other,
        }
    }

    /// The result of a job whose end has been seen. Where the end is a failure, fal is asked for its details and that error is given.
    ///
    /// # Errors
    /// As [`result`](Self::result).
    pub async fn finish(&self, job: &Submitted, end: &Completed) -> Result<Output> {
        let Some(failure) = end.failure(job) else { return self.result(job).await };
        match self.fetch(job).await {
            // The reply carries the model's own status and field errors; where fetching it failed, the status' words are all there is.
            Err(error) if error.status().is_some() && is_of_the_job(error.kind()) => Err(error.settled()),
            _ => Err(failure),
        }
    }

    async fn fetch(&self, job: &Submitted) -> Result<Output> {
        let url = self.checked(&job.response_url)?;
        let reply = self.exchange(self.asking(Method::GET, url, Repeat::Result)).await?;
        if reply.status == 202 {
            return Err(self.about(job, Error::new(Kind::NotReady).with_status(202)));
        }
        if !reply.is_success() {
            let error = self.refusal(&reply);
            let unbilled = billable_units(&reply.headers).is_some_and(|units| units <= 0.0);
            let own = matches!(error.kind(), Kind::Invalid | Kind::Cancelled | Kind::Rejected);
            let error = self.about(job, error).billed(own && !unbilled);
            return Err(if own { error.settled() } else { error });
        }
        let data: Value = reply.json().map_err(|error| self.about(job, error))?;
        if let Some(end) = failed_state(&data) {
            return Err(end.failure(job).unwrap_or_else(|| self.about(job, Error::new(Kind::Reply))));
        }
        Ok(Output { data, request_id: job.request_id.clone(), billable_units: billable_units(&reply.headers) })
    }

    /// Asks for a job to be stopped. Repeated freely. What becomes of it [`follow`](Self::follow) tells: it may still finish.
    ///
    /// # Errors
    /// When fal's answer is none of the known ones.
    pub async fn cancel(&self, job: &Submitted) -> Result<CancelOutcome> {
        let url = self.checked(&job.cancel_url)?;
        let reply = self.exchange(self.asking(Method::PUT, url, Repeat::Freely)).await?;
        let detail = Detail::of(&reply.headers, &reply.body);
        let success = serde_json::from_slice::<Value>(&reply.body).ok().and_then(|body| body["success"].as_bool());
        match (detail.state.as_deref(), success, reply.status) {
            (Some("ALREADY_COMPLETED"), ..) | (_, Some(false), _) => Ok(CancelOutcome::AlreadyCompleted),
            (Some("NOT_FOUND"), ..) | (.., 404) => Ok(CancelOutcome::NotFound),
            (Some("OK"), _, 200..=299) => Ok(CancelOutcome::Removed),
            (.., 200..=299) => Ok(CancelOutcome::Requested),
            _ => Err(self.about(job, self.refusal(&reply))),
        }
    }

    /// A job's URL, once it is sure that it may see the key.
    pub(crate) fn checked(&self, url: &Url) -> Result<Url> {
        if may_see_key(url, &self.config().queue) {
            return Ok(url.clone());
        }
        let host = url.host_str().unwrap_or("no host");
        Err(Error::new(Kind::ForeignHost).saying(format!("{host} is not the queue's host")))
    }

    /// A call about a job that exists.
    pub(crate) fn asking(&self, method: Method, url: Url, repeat: Repeat) -> Call {
        let time = self.config().timing.reply;
        Call { method, url, headers: accept_json(), body: Bytes::new(), repeat, with_key: true, paid: true, time }
    }

    /// The same error, knowing whose it is.
    pub(crate) fn about(&self, job: &Submitted, error: Error) -> Error {
        let id = error.request_id().map_or_else(|| job.request_id.clone(), str::to_owned);
        error.with_request_id(Some(id))
    }
}

/// Whether a result's error can be the job's own, and not the fetching's.
fn is_of_the_job(kind: Kind) -> bool {
    matches!(kind, Kind::Invalid | Kind::Cancelled | Kind::Rejected | Kind::Server | Kind::Timeout | Kind::TooLarge)
}

pub(crate) fn accept_json() -> HeaderMap {
    HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/json"))])
}

pub(crate) fn json_headers() -> HeaderMap {
    let json = HeaderValue::from_static("application/json");
    let names: [HeaderName; 2] = [ACCEPT, CONTENT_TYPE];
    names.into_iter().map(|name| (name, json.clone())).collect()
}

/// `base` and a path below it.
pub(crate) fn join(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    let joined = format!("{}/{path}", base.path().trim_end_matches('/'));
    url.set_path(joined.trim_end_matches('/'));
    url
}

/// An id is put into a path, so it must not be able to leave it.
fn is_id(id: &str) -> bool {
    (1..=128).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn billable_units(headers: &HeaderMap) -> Option<f64> {
    let units: f64 = header(headers, "x-fal-billable-units")?.parse().ok()?;
    (units.is_finite() && units >= 0.0).then_some(units)
}

/// A queue status with an error, sent as if it were a result.
fn failed_state(data: &Value) -> Option<Completed> {
    if data["status"] != "COMPLETED" || data["request_id"].is_null() {
        return None;
    }
    let reply: StatusReply = serde_json::from_value(data.clone()).ok()?;
    match Status::try_from(reply) {
        Ok(Status::Completed(end)) if end.error.is_some() => Some(end),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_with_a_path_keeps_it() {
        let join = |base: &str, path: &str| join(&Url::parse(base).unwrap(), path).to_string();
        assert_eq!(join("http://127.0.0.1:1/queue/", "fal-ai/x"), "http://127.0.0.1:1/queue/fal-ai/x");
        assert_eq!(join("https://queue.fal.run", "fal-ai/x"), "https://queue.fal.run/fal-ai/x");
    }

    #[test]
    fn an_id_cannot_climb() {
        assert!(is_id("0198c0de-7f00-7000-8000-000000000000"));
        assert!(!is_id("../../secret") && !is_id("") && !is_id("a b") && !is_id(&"x".repeat(129)));
    }
}
