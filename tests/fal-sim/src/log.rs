//! What was asked and what was uploaded, for tests to assert on.

use bytes::Bytes;
use serde_json::{Value, json};

use crate::Route;

/// One request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    /// What it asked for.
    pub route: Route,
    /// `GET`, `POST`, …
    pub method: String,
    /// The path, prefix included.
    pub path: String,
    /// The query without its `?`, or empty.
    pub query: String,
    /// Names in lower case, in the order they came.
    pub headers: Vec<(String, String)>,
    /// The whole body.
    pub body: Bytes,
}

impl Request {
    /// The value of a header; the name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON, or null.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    pub(crate) fn as_json(&self) -> Value {
        let headers: serde_json::Map<String, Value> =
            self.headers.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
        json!({
            "route": self.route, "method": self.method, "path": self.path, "query": self.query,
            "headers": headers, "bytes": self.body.len(), "json": self.json(),
        })
    }
}

/// One file as it was uploaded.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Where it can be fetched.
    pub url: String,
    /// The name it was announced under.
    pub file_name: String,
    /// The type it was announced as.
    pub content_type: String,
    /// The lifecycle header it was announced with.
    pub lifecycle: Option<String>,
    /// The bytes.
    pub bytes: Bytes,
}
