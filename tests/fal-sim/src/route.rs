//! What a request asks for, by its method and path.

use axum::http::Method;
use serde::{Deserialize, Serialize};

/// A kind of request, to count and to make fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// Every one of the others (in fault rules).
    Any,
    /// A synchronous run.
    Run,
    /// A job put into the queue.
    Submit,
    /// A look at a job.
    Status,
    /// The stream of a job's statuses.
    StatusStream,
    /// The fetching of a result.
    Result,
    /// The cancelling of a job.
    Cancel,
    /// The first step of an upload.
    Initiate,
    /// The second step: the bytes.
    Put,
    /// A file fetched from the CDN.
    Download,
    /// The platform API.
    Platform,
    /// Steering the simulator itself. Neither counted nor made to fail.
    Admin,
    /// Nothing fal has.
    Unknown,
}

/// A path taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub route: Route,
    /// The endpoint id, the request id, the file's path, or what follows `/admin` or `/platform`: whatever the route is about.
    pub about: String,
}

impl Target {
    pub(crate) fn of(method: &Method, path: &str) -> Self {
        let path = path.trim_matches('/');
        let (service, rest) = path.split_once('/').unwrap_or((path, ""));
        let (route, about) = match (service, method.as_str()) {
            ("queue", _) => queue(method, rest),
            ("run", "POST") => (Route::Run, rest),
            ("rest", "POST") if rest == "storage/upload/initiate" => (Route::Initiate, ""),
            ("cdn", "PUT") => (Route::Put, rest),
            ("cdn", "GET" | "HEAD") => (Route::Download, rest),
            ("platform", _) => (Route::Platform, rest),
            ("admin", _) => (Route::Admin, rest),
            _ => (Route::Unknown, path),
        };
        Self { route, about: about.to_owned() }
    }
}

/// `{app}/requests/{id}[/status[/stream]|/cancel|/response]`, where the app may be written with its path or without; else a submit.
fn queue<'a>(method: &Method, rest: &'a str) -> (Route, &'a str) {
    let Some((_, request)) = rest.split_once("/requests/") else {
        return if method == Method::POST { (Route::Submit, rest) } else { (Route::Unknown, rest) };
    };
    let (id, action) = request.split_once('/').unwrap_or((request, ""));
    let route = match (method.as_str(), action) {
        ("GET", "" | "response") => Route::Result,
        ("GET", "status") => Route::Status,
        ("GET", "status/stream") => Route::StatusStream,
        ("PUT", "cancel") => Route::Cancel,
        _ => Route::Unknown,
    };
    (route, id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_apart() {
        let rows = [
            ("POST", "/queue/fal-ai/flux/dev", Route::Submit, "fal-ai/flux/dev"),
            ("GET", "/queue/fal-ai/flux/requests/1/status", Route::Status, "1"),
            ("GET", "/queue/fal-ai/flux/requests/1/status/", Route::Status, "1"),
            ("GET", "/queue/fal-ai/flux/dev/requests/1/status/stream", Route::StatusStream, "1"),
            ("GET", "/queue/fal-ai/flux/requests/1/response", Route::Result, "1"),
            ("GET", "/queue/fal-ai/flux/requests/1", Route::Result, "1"),
            ("PUT", "/queue/fal-ai/flux/requests/1/cancel", Route::Cancel, "1"),
            ("POST", "/rest/storage/upload/initiate", Route::Initiate, ""),
            ("PUT", "/cdn/files/b/0a/x.png", Route::Put, "files/b/0a/x.png"),
            ("GET", "/cdn/files/b/0a/x.png", Route::Download, "files/b/0a/x.png"),
            ("DELETE", "/queue/fal-ai/flux", Route::Unknown, "fal-ai/flux"),
            ("GET", "/", Route::Unknown, ""),
        ];
        for (method, path, route, about) in rows {
            let target = Target::of(&method.parse().unwrap(), path);
            assert_eq!(target, Target { route, about: about.to_owned() }, "{method} {path}");
        }
    }
}
