//! What the queue says, as types.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use url::Url;

use crate::{EndpointId, Error, Kind};

/// A job fal has accepted: store it, and any later process can follow it and fetch its result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    /// The endpoint it was sent to.
    pub endpoint: EndpointId,
    /// fal's id of the job.
    pub request_id: String,
    /// Where to ask how it goes.
    pub status_url: Url,
    /// Where its result will be.
    pub response_url: Url,
    /// Where to cancel it.
    pub cancel_url: Url,
    /// How many jobs were before it when it was accepted.
    #[serde(default)]
    pub queue_position: Option<u64>,
}

/// How a job goes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Status {
    /// It waits for a machine.
    InQueue {
        /// How many jobs are before it.
        position: Option<u64>,
    },
    /// A machine works on it.
    InProgress {
        /// The latest lines of the model's log: a moving window, not only new lines.
        logs: Vec<LogLine>,
    },
    /// It has ended, well or badly.
    Completed(Completed),
}

/// The end of a job.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Completed {
    /// What went wrong. None means the result is there.
    pub error: Option<String>,
    /// fal's name for what went wrong: `request_timeout`, `client_cancelled`, …
    pub error_type: Option<String>,
    /// Measurements of the run, such as `inference_time` in seconds. Often empty.
    pub metrics: BTreeMap<String, f64>,
    /// The last lines of the model's log.
    pub logs: Vec<LogLine>,
}

impl Completed {
    /// The failure, if it ended in one. [`Client::finish`](crate::Client::finish) knows more about it.
    #[must_use]
    pub fn failure(&self, job: &Submitted) -> Option<Error> {
        let message = self.error.clone()?;
        let kind = match self.error_type.as_deref() {
            Some("client_cancelled" | "client_disconnected") => Kind::Cancelled,
            Some(_) => Kind::Server,
            None => Kind::Failed,
        };
        let error = Error::new(kind)
            .saying(message)
            .with_request_id(Some(job.request_id.clone()))
            .with_error_type(self.error_type.clone())
            .billed(matches!(kind, Kind::Cancelled | Kind::Failed));
        Some(error.settled())
    }
}

/// One line of a model's log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(default)]
pub struct LogLine {
    /// The text.
    #[serde(deserialize_with = "or_default")]
    pub message: String,
    /// When, ISO 8601.
    #[serde(deserialize_with = "or_default")]
    pub timestamp: String,
    /// `STDERR`, `STDOUT`, `ERROR`, `INFO`, `WARN` or `DEBUG`.
    #[serde(deserialize_with = "or_default")]
    pub level: Option<String>,
}

/// The result of a job.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// The model's output; its shape depends on the model.
    pub data: Value,
    /// fal's id of the job.
    pub request_id: String,
    /// What is billed, in the endpoint's unit, when fal said it.
    pub billable_units: Option<f64>,
}

/// What became of a wish to cancel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CancelOutcome {
    /// It was still waiting and is gone.
    Removed,
    /// It was told to stop; it may finish all the same.
    Requested,
    /// It had ended before.
    AlreadyCompleted,
    /// fal does not know it.
    NotFound,
}

/// The reply to a submit, of which nothing but the id is needed.
#[derive(Debug, Deserialize)]
pub(crate) struct SubmitReply {
    #[serde(default, deserialize_with = "or_default")]
    pub request_id: String,
    #[serde(default, deserialize_with = "or_default")]
    pub status_url: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub response_url: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub cancel_url: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub queue_position: Option<u64>,
}

/// A status as sent. Fields may be missing, null, or of another type; only `status` must be one we know.
#[derive(Debug, Deserialize)]
pub(crate) struct StatusReply {
    status: String,
    #[serde(default, deserialize_with = "or_default")]
    queue_position: Option<u64>,
    #[serde(default, deserialize_with = "or_default")]
    logs: Vec<LogLine>,
    #[serde(default, deserialize_with = "or_default")]
    metrics: BTreeMap<String, Value>,
    #[serde(default)]
    error: Value,
    #[serde(default, deserialize_with = "or_default")]
    error_type: Option<String>,
}

impl TryFrom<StatusReply> for Status {
    type Error = Error;

    fn try_from(reply: StatusReply) -> Result<Self, Error> {
        Ok(match reply.status.as_str() {
            "IN_QUEUE" => Self::InQueue { position: reply.queue_position },
            "IN_PROGRESS" => Self::InProgress { logs: reply.logs },
            "COMPLETED" => Self::Completed(Completed {
                error: match reply.error {
                    Value::Null => reply.error_type.clone(),
                    Value::String(text) if text.is_empty() => reply.error_type.clone(),
                    Value::String(text) => Some(text),
                    other => Some(other.to_string()),
                },
                error_type: reply.error_type,
                metrics: reply.metrics.into_iter().filter_map(|(name, value)| Some((name, value.as_f64()?))).collect(),
                logs: reply.logs,
            }),
            other => return Err(Error::new(Kind::Reply).saying(format!("unknown status {:?}", first_chars(other)))),
        })
    }
}

fn first_chars(text: &str) -> String {
    text.chars().take(40).collect()
}

/// A field of another type than expected counts as missing: one odd field must not cost a paid result.
fn or_default<'de, D: Deserializer<'de>, T: Default + serde::de::DeserializeOwned>(from: D) -> Result<T, D::Error> {
    Ok(serde_json::from_value(Value::deserialize(from)?).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(json: &str) -> Result<Status, Error> {
        serde_json::from_str::<StatusReply>(json).unwrap().try_into()
    }

    #[test]
    fn odd_fields_do_not_cost_a_status() {
        assert_eq!(status(r#"{"status":"IN_QUEUE"}"#).unwrap(), Status::InQueue { position: None });
        assert_eq!(
            status(r#"{"status":"IN_QUEUE","queue_position":-1,"logs":5}"#).unwrap(),
            Status::InQueue { position: None }
        );
        assert_eq!(status(r#"{"status":"IN_PROGRESS","logs":null}"#).unwrap(), Status::InProgress { logs: vec![] });
        let end = Completed { metrics: [("inference_time".to_owned(), 1.5)].into(), ..Completed::default() };
        let json = r#"{"status":"COMPLETED","metrics":{"inference_time":1.5,"odd":null},"error":null}"#;
        assert_eq!(status(json).unwrap(), Status::Completed(end));
    }

    #[test]
    fn a_completed_job_with_an_error_has_failed() {
        for json in [r#"{"status":"COMPLETED","error":"boom"}"#, r#"{"status":"COMPLETED","error_type":"boom"}"#] {
            let Ok(Status::Completed(end)) = status(json) else { panic!("{json}") };
            assert_eq!(end.error.as_deref(), Some("boom"));
        }
        assert_eq!(status(r#"{"status":"FAILED"}"#).unwrap_err().kind(), Kind::Reply, "fal has no such state");
    }
}
