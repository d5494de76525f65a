//! The queue's five calls, and the synchronous run.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use futures_util::stream;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::job::{self, Job, Phase};
use crate::model::{self, Outcome};
use crate::state::State;
use crate::{Request, reply};

/// How cancelling answers: fal's documents and clients know three ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelStyle {
    /// 200 `OK` for a waiting job.
    #[default]
    Newest,
    /// 202 `CANCELLATION_REQUESTED` for waiting and running ones alike.
    Older,
    /// 200 `{"success": true}`.
    Success,
}

pub(crate) async fn run(state: &Arc<State>, endpoint: &str, request: &Request) -> Response {
    if !model::exists(endpoint) {
        return no_application(endpoint);
    }
    let origin = state.origin_for(request);
    let lifecycle = request.header("x-fal-object-lifecycle-preference");
    reply::identified(job::run(state, endpoint, &request.json(), &origin, lifecycle).await.reply())
}

pub(crate) fn submit(state: &Arc<State>, endpoint: &str, request: &Request, fault: Option<&Fault>) -> Response {
    if !model::exists(endpoint) {
        return no_application(endpoint);
    }
    let lifecycle = request.header("x-fal-object-lifecycle-preference").map(str::to_owned);
    let strangers = state.inner().strangers;
    let job = Arc::new(Job::new(endpoint, request.json(), state.origin_for(request), lifecycle, strangers));
    {
        let mut inner = state.inner();
        inner.waiting.push_back(job.id.clone());
        inner.jobs.insert(job.id.clone(), Arc::clone(&job));
    }
    let doomed = match fault {
        Some(Fault::JobFails { status, body, error, error_type }) => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            Some(Outcome::failed(status, body.clone(), error, error_type.as_deref()))
        }
        _ => None,
    };
    // Written before the job starts: a quick one would be past the queue.
    let mut body = urls(&job);
    body["status"] = "IN_QUEUE".into();
    body["queue_position"] = position(state, &job).into();
    tokio::spawn(job::live(Arc::clone(state), Arc::clone(&job), doomed));
    with_id(reply::json(StatusCode::OK, &body), &job.id)
}

pub(crate) fn status(state: &State, id: &str, request: &Request) -> Response {
    let Some(job) = state.job(id) else { return reply::not_found() };
    let (status, body) = status_of(state, &job, wants_logs(request));
    reply::json(status, &body)
}

/// Every change of a job as an event, until it has ended.
pub(crate) fn status_stream(state: &Arc<State>, id: &str, request: &Request) -> Response {
    let Some(job) = state.job(id) else { return reply::not_found() };
    let (state, logs, changes) = (Arc::clone(state), wants_logs(request), job.version.subscribe());
    let events = stream::unfold(Some((changes, true)), move |next| {
        let (state, job) = (Arc::clone(&state), Arc::clone(&job));
        async move {
            let (mut changes, first) = next?;
            // The job holds the sender, and this stream the job.
            if !first {
                changes.changed().await.ok()?;
            }
            changes.mark_unchanged();
            let (status, body) = status_of(&state, &job, logs);
            let again = (status != StatusCode::OK).then_some((changes, false));
            Some((Ok::<_, Infallible>(format!("data: {body}\n\n")), again))
        }
    });
    reply::with_body(StatusCode::OK, "text/event-stream", Body::from_stream(events))
}

pub(crate) fn result(state: &State, id: &str) -> Response {
    let Some(job) = state.job(id) else { return reply::not_found() };
    let Phase::Done { outcome, at, .. } = job.phase() else {
        return with_id(reply::detail(StatusCode::BAD_REQUEST, "Request is still in progress"), id);
    };
    // Kept for an hour, larger ones for six minutes.
    let kept = if outcome.body.to_string().len() >= 10 * 1024 { 360 } else { 3600 };
    if state.clock.now() > at + Duration::from_secs(kept) {
        return reply::not_found();
    }
    with_id(outcome.reply(), id)
}

pub(crate) fn cancel(state: &State, id: &str) -> Response {
    let style = state.inner().cancel_style;
    let Some(job) = state.job(id) else { return reply::not_found() };
    let answer = |status, word: &str| reply::json(status, &json!({ "status": word }));
    let before = job.phase();
    if let Phase::Done { .. } = before {
        return match style {
            CancelStyle::Success => reply::json(StatusCode::OK, &json!({ "success": false })),
            CancelStyle::Newest | CancelStyle::Older => answer(StatusCode::BAD_REQUEST, "ALREADY_COMPLETED"),
        };
    }
    job.cancelled.send_replace(true);
    match (style, before) {
        (CancelStyle::Success, _) => reply::json(StatusCode::OK, &json!({ "success": true })),
        (CancelStyle::Newest, Phase::Queued) => answer(StatusCode::OK, "OK"),
        (CancelStyle::Newest, _) => answer(StatusCode::OK, "CANCELLATION_REQUESTED"),
        (CancelStyle::Older, _) => answer(StatusCode::ACCEPTED, "CANCELLATION_REQUESTED"),
    }
}

/// 202 while it lasts, 200 once it has ended.
fn status_of(state: &State, job: &Job, logs: bool) -> (StatusCode, Value) {
    let mut body = urls(job);
    body["logs"] = if logs { job.logs().into() } else { Value::Null };
    body["metrics"] = json!({});
    let status = match job.phase() {
        Phase::Queued => {
            body["status"] = "IN_QUEUE".into();
            body["queue_position"] = position(state, job).into();
            StatusCode::ACCEPTED
        }
        Phase::Running => {
            body["status"] = "IN_PROGRESS".into();
            StatusCode::ACCEPTED
        }
        Phase::Done { outcome, seconds, .. } => {
            body["status"] = "COMPLETED".into();
            body["metrics"] = json!({ "inference_time": seconds });
            if let Some(error) = &outcome.error {
                body["error"] = error.as_str().into();
                body["error_type"] = outcome.error_type.clone().map_or(Value::Null, Value::String);
            }
            StatusCode::OK
        }
    };
    (status, body)
}

/// The id and the three URLs. The endpoint's path is no part of them.
fn urls(job: &Job) -> Value {
    let mut segments: Vec<&str> = job.endpoint.split('/').collect();
    segments.truncate(if matches!(segments[0], "workflows" | "comfy") { 3 } else { 2 });
    let base = format!("{}/queue/{}/requests/{}", job.origin, segments.join("/"), job.id);
    json!({
        "request_id": job.id,
        "response_url": base,
        "status_url": format!("{base}/status"),
        "cancel_url": format!("{base}/cancel"),
    })
}

fn position(state: &State, job: &Job) -> usize {
    let known = state.inner().waiting.iter().position(|id| *id == job.id).unwrap_or(0);
    known + job.strangers() as usize
}

/// The JavaScript client writes 1, the Python client true.
fn wants_logs(request: &Request) -> bool {
    request.query.split('&').any(|pair| matches!(pair, "logs=1" | "logs=true"))
}

fn with_id(mut reply: Response, id: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(id) {
        reply.headers_mut().insert("x-fal-request-id", value);
    }
    reply
}

fn no_application(endpoint: &str) -> Response {
    let alias = endpoint.split('/').nth(1).unwrap_or(endpoint);
    reply::detail(StatusCode::NOT_FOUND, &format!("Application {alias:?} not found"))
}
