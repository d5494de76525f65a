//! Uploads: a promised place, then the bytes.

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::Response;
use bytes::Bytes;
use serde_json::json;

use crate::state::{File, Promise, State, expiry, new_path};
use crate::{Request, Upload, reply};

/// How long a promised place waits for its bytes.
const PROMISED: Duration = Duration::from_secs(3600);

pub(crate) fn initiate(state: &State, request: &Request) -> Response {
    let asked = request.json();
    let (Some(content_type), Some(file_name)) = (asked["content_type"].as_str(), asked["file_name"].as_str()) else {
        let detail = json!({ "detail": [{ "loc": ["body", "content_type"], "msg": "field required", "type": "value_error.missing" }] });
        return reply::json(StatusCode::UNPROCESSABLE_ENTITY, &detail);
    };
    if !request
        .query
        .split('&')
        .any(|pair| matches!(pair, "storage_type=fal-cdn-v3" | "storage_type=gcs" | "storage_type=fal-cdn"))
    {
        return reply::detail(StatusCode::UNPROCESSABLE_ENTITY, "Unknown storage type");
    }
    let lifecycle =
        request.header("x-fal-object-lifecycle").or_else(|| request.header("x-fal-object-lifecycle-preference"));
    let path = new_path(file_name);
    let url = format!("{}/cdn/{path}", state.origin_for(request));
    let signature = uuid::Uuid::new_v4().simple().to_string();
    let reply = json!({ "file_url": url, "upload_url": format!("{url}?signature={signature}") });
    let upload = Upload {
        url,
        file_name: file_name.to_owned(),
        content_type: content_type.to_owned(),
        lifecycle: lifecycle.map(str::to_owned),
        bytes: Bytes::new(),
    };
    let promise = Promise { signature, upload, expires: state.clock.now().checked_add(PROMISED) };
    state.inner().promises.insert(path, promise);
    reply::json(StatusCode::OK, &reply)
}

pub(crate) fn put(state: &State, path: &str, request: &Request) -> Response {
    let now = state.clock.now();
    let mut inner = state.inner();
    let given = request.query.strip_prefix("signature=");
    let Some(promise) = inner.promises.get(path).filter(|promise| given == Some(promise.signature.as_str())) else {
        return reply::detail(StatusCode::FORBIDDEN, "Invalid signature");
    };
    if promise.expires.is_some_and(|expires| now >= expires) {
        return reply::detail(StatusCode::FORBIDDEN, "The upload URL has expired");
    }
    let upload = Upload { bytes: request.body.clone(), ..promise.upload.clone() };
    let content_type = request.header("content-type").unwrap_or(&upload.content_type).to_owned();
    let expires = expiry(upload.lifecycle.as_deref(), now);
    inner.files.insert(path.to_owned(), File { content_type, bytes: upload.bytes.clone(), expires });
    inner.uploads.push(upload);
    drop(inner);
    let mut reply = reply::text(StatusCode::OK, "");
    reply.headers_mut().insert("x-fal-backend-id", "fal-sim".parse().expect("ASCII is a header"));
    reply
}
