//! The CDN: files by path, without a key, until they expire.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use crate::state::State;
use crate::{Request, reply};

pub(crate) fn download(state: &State, path: &str, request: &Request) -> Response {
    let Some(file) = state.file(path) else { return reply::text(StatusCode::NOT_FOUND, "Not Found") };
    let length = HeaderValue::from(file.bytes.len());
    let body = if request.method == "HEAD" { Body::empty() } else { Body::from(file.bytes) };
    let mut reply = reply::with_body(StatusCode::OK, &file.content_type, body);
    reply.headers_mut().insert("content-length", length);
    reply.headers_mut().insert("access-control-allow-origin", HeaderValue::from_static("*"));
    reply
}
