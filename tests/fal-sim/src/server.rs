//! Connections, and what happens to a request before and after fal's own logic.

use std::convert::Infallible;
use std::future::pending;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request as HttpRequest;
use axum::http::StatusCode;
use axum::response::Response;
use futures_util::FutureExt as _;
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::fault::Fault;
use crate::route::Target;
use crate::state::State;
use crate::{Request, Route, admin, cdn, platform, queue, reply, storage};

/// The connection is to end without a reply.
#[derive(Debug)]
struct HungUp;

impl std::fmt::Display for HungUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("hung up on purpose")
    }
}

impl std::error::Error for HungUp {}

/// Accepts connections until the task is dropped, and they with it.
pub(crate) async fn serve(listener: TcpListener, state: Arc<State>) -> Infallible {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            Ok((stream, _)) = listener.accept() => {
                // Small replies wait for no more: the real thing does not either.
                let _best_effort = stream.set_nodelay(true);
                let state = Arc::clone(&state);
                connections.spawn(async move {
                    let service = service_fn(move |request| handle(Arc::clone(&state), request));
                    let connection = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
                    // Ends with an error when a client, or a fault, hangs up: nothing to report.
                    let _hung_up = connection.serve_connection(TokioIo::new(stream), service).await;
                });
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn handle(state: Arc<State>, request: HttpRequest<Incoming>) -> Result<Response, HungUp> {
    match AssertUnwindSafe(answer(&state, request)).catch_unwind().await {
        Ok(outcome) => outcome,
        Err(panic) => {
            let text = panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
            state.panicked(text.unwrap_or_else(|| "a panic without words".to_owned()));
            Err(HungUp)
        }
    }
}

async fn answer(state: &Arc<State>, request: HttpRequest<Incoming>) -> Result<Response, HungUp> {
    let (head, body) = request.into_parts();
    let target = Target::of(&head.method, head.uri.path());
    let body = body.collect().await.map_err(|_| HungUp)?.to_bytes();
    let headers = head
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
    let request = Request {
        route: target.route,
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: headers.collect(),
        body,
    };
    state.record(&request);
    let fault = state.fault_for(target.route);
    match &fault {
        Some(Fault::HangUp) => return Err(HungUp),
        Some(Fault::Silence) => pending::<()>().await,
        Some(Fault::Slow { ms }) => tokio::time::sleep(Duration::from_millis(*ms)).await,
        _ => {}
    }
    if let Some(reply) = fault.as_ref().and_then(Fault::instead) {
        return Ok(reply);
    }
    let reply = route(state, &target, &request, fault.as_ref()).await;
    match fault {
        Some(Fault::LoseReply) => Err(HungUp),
        Some(Fault::Truncate) => Ok(reply::truncated(reply).await),
        Some(Fault::Cut) => Ok(reply::cut(reply)),
        Some(Fault::Patch { fields }) => Ok(reply::patched(reply, &fields).await),
        Some(Fault::Empty) => Ok(Response::from_parts(reply.into_parts().0, Body::empty())),
        _ => Ok(reply),
    }
}

async fn route(state: &Arc<State>, target: &Target, request: &Request, fault: Option<&Fault>) -> Response {
    if let Some(refusal) = unauthorized(state, target, request) {
        return refusal;
    }
    let about = target.about.as_str();
    match target.route {
        Route::Run => queue::run(state, about, request).await,
        Route::Submit => queue::submit(state, about, request, fault),
        Route::Status => queue::status(state, about, request),
        Route::StatusStream => queue::status_stream(state, about, request),
        Route::Result => queue::result(state, about),
        Route::Cancel => queue::cancel(state, about),
        Route::Initiate => storage::initiate(state, request),
        Route::Put => storage::put(state, about, request),
        Route::Download => cdn::download(state, about, request),
        Route::Platform => platform::answer(about, request),
        Route::Admin => admin::answer(state, about, request),
        Route::Any | Route::Unknown => reply::detail(StatusCode::NOT_FOUND, &format!("Path /{about} not found")),
    }
}

/// Files need no key, nor does the list of models; everything else needs the one key there is.
fn unauthorized(state: &State, target: &Target, request: &Request) -> Option<Response> {
    let open = match target.route {
        Route::Put | Route::Download | Route::Admin | Route::Unknown => true,
        Route::Platform => target.about == "v1/models",
        _ => false,
    };
    let expected = format!("Key {}", state.key);
    match request.header("authorization") {
        _ if open => None,
        Some(given) if given == expected => None,
        Some(_) => Some(reply::detail(StatusCode::UNAUTHORIZED, "No user found for Key ID and Secret")),
        None if target.route == Route::Initiate => {
            Some(reply::detail(StatusCode::UNAUTHORIZED, "Authorization header is required"))
        }
        None => Some(reply::detail(StatusCode::UNAUTHORIZED, &format!("Cannot access application {:?}", target.about))),
    }
}
