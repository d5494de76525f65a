//! Steering the simulator from another process: `/admin/…`, without a key.
//!
//! | call | |
//! |---|---|
//! | `GET log`, `GET counts` | every request; how many of each kind |
//! | `GET uploads`, `GET uploads/{n}` | what was uploaded; the bytes of one |
//! | `POST hold` `{"at": "queue"|"progress"}`, `POST release` | hold every job there; let them go |
//! | `POST fault` a rule or a list of rules | `{"on": "submit", "times": 1, "fault": "lose_reply"}` |
//! | `POST set` `{"delay_ms", "strangers", "cancel_style", "ignores_cancel"}` | any of them |
//! | `POST advance` `{"seconds": n}` | move time forward |
//! | `POST reset` | forget log, faults and hold |

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::fault::Rule;
use crate::job::Stage;
use crate::queue::CancelStyle;
use crate::state::State;
use crate::{Request, reply};

#[derive(Deserialize)]
#[serde(untagged)]
enum Rules {
    One(Rule),
    Many(Vec<Rule>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    delay_ms: Option<u64>,
    strangers: Option<u32>,
    cancel_style: Option<CancelStyle>,
    ignores_cancel: Option<bool>,
}

pub(crate) fn answer(state: &State, path: &str, request: &Request) -> Response {
    match perform(state, path, request) {
        Ok(reply) => reply,
        Err(error) => reply::detail(StatusCode::BAD_REQUEST, &error.to_string()),
    }
}

fn perform(state: &State, path: &str, request: &Request) -> serde_json::Result<Response> {
    let done = || reply::json(StatusCode::OK, &json!({ "ok": true }));
    let asked = || if request.body.is_empty() { json!({}) } else { request.json() };
    Ok(match (request.method.as_str(), path) {
        ("GET", "log") => {
            let log: Vec<Value> = state.inner().requests.iter().map(Request::as_json).collect();
            reply::json(StatusCode::OK, &log.into())
        }
        ("GET", "counts") => reply::json(StatusCode::OK, &json!(state.inner().counts)),
        ("GET", "uploads") => {
            let inner = state.inner();
            let upload = |upload: &crate::Upload| {
                json!({ "url": upload.url, "file_name": upload.file_name, "content_type": upload.content_type,
                    "lifecycle": upload.lifecycle, "bytes": upload.bytes.len() })
            };
            reply::json(StatusCode::OK, &inner.uploads.iter().map(upload).collect::<Vec<_>>().into())
        }
        ("GET", path) if path.starts_with("uploads/") => {
            let number = path.trim_start_matches("uploads/").parse().unwrap_or(usize::MAX);
            match state.inner().uploads.get(number) {
                Some(upload) => reply::with_body(StatusCode::OK, &upload.content_type, upload.bytes.clone()),
                None => reply::detail(StatusCode::NOT_FOUND, "no such upload"),
            }
        }
        ("POST", "hold") => {
            let at: Option<Stage> = serde_json::from_value(asked()["at"].clone())?;
            state.hold.send_replace(Some(at.unwrap_or_default()));
            done()
        }
        ("POST", "release") => {
            state.hold.send_replace(None);
            done()
        }
        ("POST", "fault") => {
            match serde_json::from_slice(&request.body)? {
                Rules::One(rule) => state.inner().rules.push(rule),
                Rules::Many(rules) => state.inner().rules.extend(rules),
            }
            done()
        }
        ("POST", "set") => {
            let settings: Settings = serde_json::from_slice(&request.body)?;
            let mut inner = state.inner();
            inner.delay = settings.delay_ms.map_or(inner.delay, Duration::from_millis);
            inner.strangers = settings.strangers.unwrap_or(inner.strangers);
            inner.cancel_style = settings.cancel_style.unwrap_or(inner.cancel_style);
            inner.ignores_cancel = settings.ignores_cancel.unwrap_or(inner.ignores_cancel);
            drop(inner);
            done()
        }
        ("POST", "advance") => {
            let seconds: u64 = serde_json::from_value(asked()["seconds"].clone())?;
            state.clock.advance(Duration::from_secs(seconds));
            done()
        }
        ("POST", "reset") => {
            let mut inner = state.inner();
            inner.requests.clear();
            inner.counts.clear();
            inner.rules.clear();
            inner.uploads.clear();
            drop(inner);
            state.hold.send_replace(None);
            done()
        }
        _ => reply::detail(StatusCode::NOT_FOUND, "no such admin call"),
    })
}
