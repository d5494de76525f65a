//! Replies as fal and its gateway write them.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};

pub(crate) fn with_body(status: StatusCode, content_type: &str, body: impl Into<Body>) -> Response {
    let mut reply = Response::new(body.into());
    *reply.status_mut() = status;
    if let Ok(value) = HeaderValue::from_str(content_type) {
        reply.headers_mut().insert(CONTENT_TYPE, value);
    }
    reply
}

pub(crate) fn json(status: StatusCode, body: &Value) -> Response {
    with_body(status, "application/json", body.to_string())
}

pub(crate) fn text(status: StatusCode, body: &str) -> Response {
    with_body(status, "text/plain", body.to_owned())
}

pub(crate) fn html(status: StatusCode, body: &str) -> Response {
    with_body(status, "text/html", body.to_owned())
}

/// `{"detail": "…"}`, the shape of most refusals.
pub(crate) fn detail(status: StatusCode, detail: &str) -> Response {
    json(status, &json!({ "detail": detail }))
}

/// The queue's answer for an id it does not know.
pub(crate) fn not_found() -> Response {
    json(StatusCode::NOT_FOUND, &json!({ "status": "NOT_FOUND" }))
}

/// The ingress' own page. No `x-fal-request-id`: fal never saw the request.
pub(crate) fn nginx(status: StatusCode) -> Response {
    let title = format!("{} {}", status.as_u16(), status.canonical_reason().unwrap_or_default());
    html(
        status,
        &format!(
            "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
        ),
    )
}

pub(crate) fn redirect(to: &str) -> Response {
    let mut reply = text(StatusCode::FOUND, "");
    if let Ok(value) = HeaderValue::from_str(to) {
        reply.headers_mut().insert(LOCATION, value);
    }
    reply
}

/// A reply with fal's own request id.
pub(crate) fn identified(mut reply: Response) -> Response {
    let id = HeaderValue::from_str(&uuid::Uuid::now_v7().to_string()).expect("a UUID is a legal header");
    reply.headers_mut().entry("x-fal-request-id").or_insert(id);
    reply
}

/// A body without a length, of so many bytes.
pub(crate) fn huge(bytes: u64) -> Response {
    const BLOCK: u64 = 1 << 16;
    let block = Bytes::from(vec![0x89; usize::try_from(BLOCK).expect("64 KiB fits")]);
    let blocks = stream::iter(0..bytes.div_ceil(BLOCK)).map(move |_| Ok::<_, std::io::Error>(block.clone()));
    with_body(StatusCode::OK, "image/png", Body::from_stream(blocks))
}

/// The same reply with half of its body.
pub(crate) async fn truncated(reply: Response) -> Response {
    let (mut head, body) = reply.into_parts();
    head.headers.remove("content-length");
    let whole = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    Response::from_parts(head, Body::from(whole.slice(..whole.len() / 2)))
}

/// The same reply, whose connection ends after the first bytes of the body (half of a plain one, one event of a stream).
pub(crate) fn cut(reply: Response) -> Response {
    let (mut head, body) = reply.into_parts();
    head.headers.remove("content-length");
    let mut events = body.into_data_stream();
    let is_stream =
        head.headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
    let spoiled = broken_after(async move {
        let first = events.next().await?.ok()?;
        let half = if is_stream { first.len() } else { first.len() / 2 };
        Some(first.slice(..half))
    });
    Response::from_parts(head, Body::from_stream(spoiled))
}

/// One chunk, then a broken connection.
fn broken_after(
    first: impl Future<Output = Option<Bytes>> + Send + 'static,
) -> impl futures_util::Stream<Item = Result<Bytes, std::io::Error>> + Send + 'static {
    stream::once(async move { Ok(first.await.unwrap_or_default()) }).chain(stream::once(async {
        // Lets the server send what it has before the connection ends.
        tokio::task::yield_now().await;
        Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset))
    }))
}

/// The same reply with fields of its object replaced, or removed where null.
pub(crate) async fn patched(reply: Response, fields: &Value) -> Response {
    let (mut head, body) = reply.into_parts();
    head.headers.remove("content-length");
    let whole = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    let mut object: Value = serde_json::from_slice(&whole).unwrap_or_default();
    if let (Some(object), Some(fields)) = (object.as_object_mut(), fields.as_object()) {
        for (name, value) in fields {
            if value.is_null() {
                object.remove(name)
            } else {
                object.insert(name.clone(), value.clone())
            };
        }
    }
    Response::from_parts(head, Body::from(object.to_string()))
}
