//! Which models there are, what they accept, and what they make.

mod catalogue;
mod check;
mod source;
mod work;

use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::{Map, Value, json};

use crate::reply;
use crate::state::{File, State, expiry};
pub(crate) use catalogue::{Model, all, find};

/// What running a model led to: a reply, and the words of the status if it failed.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    status: StatusCode,
    pub body: Value,
    units: Option<f64>,
    pub error: Option<String>,
    pub error_type: Option<String>,
}

impl Outcome {
    pub(crate) fn failed(status: StatusCode, body: Value, error: &str, error_type: Option<&str>) -> Self {
        Self { status, body, units: None, error: Some(error.to_owned()), error_type: error_type.map(str::to_owned) }
    }

    /// The input does not suit the model.
    fn invalid(complaints: &[Value]) -> Self {
        let body = json!({ "detail": complaints });
        Self {
            units: Some(0.0),
            ..Self::failed(StatusCode::UNPROCESSABLE_ENTITY, body, "Invalid status code: 422", None)
        }
    }

    pub(crate) fn reply(&self) -> Response {
        let mut reply = reply::json(self.status, &self.body);
        let headers = reply.headers_mut();
        if let Some(value) = self.units.and_then(|units| HeaderValue::from_str(&units.to_string()).ok()) {
            headers.insert("x-fal-billable-units", value);
        }
        if let Some(value) = self.error_type.as_deref().and_then(|name| HeaderValue::from_str(name).ok()) {
            headers.insert("x-fal-error-type", value);
        }
        headers.insert("x-fal-served-from", HeaderValue::from_static("fal-sim"));
        reply
    }
}

/// A finished picture.
pub(crate) struct Picture {
    pub bytes: Vec<u8>,
    pub content_type: &'static str,
    pub width: u32,
    pub height: u32,
}

/// What a model made of its input.
pub(crate) struct Made {
    pub pictures: Vec<Picture>,
    pub seed: u64,
    /// What is billed, in the model's own unit.
    pub units: f64,
}

/// Whether there is such a model.
pub(crate) fn exists(endpoint: &str) -> bool {
    find(endpoint).is_some()
}

/// Runs a model. Slow: not for the thread that serves.
pub(crate) fn run(state: &State, endpoint: &str, input: &Value, origin: &str, lifecycle: Option<&str>) -> Outcome {
    let Some(model) = find(endpoint) else {
        let body = json!({ "detail": format!("Path /{endpoint} not found") });
        return Outcome::failed(StatusCode::NOT_FOUND, body, "Invalid status code: 404", None);
    };
    let complaints = check::complaints(model, input);
    if !complaints.is_empty() {
        return Outcome::invalid(&complaints);
    }
    match work::perform(state, model, input) {
        Ok(made) => delivered(state, model, input, made, origin, lifecycle),
        Err(complaint) => Outcome::invalid(&[complaint]),
    }
}

/// Puts the pictures on the CDN, or into the reply when asked to answer at once.
fn delivered(
    state: &State,
    model: &Model,
    input: &Value,
    made: Made,
    origin: &str,
    lifecycle: Option<&str>,
) -> Outcome {
    let at_once = input["sync_mode"] == true;
    let expires = expiry(lifecycle, state.clock.now());
    let count = made.pictures.len();
    let pictures: Vec<Value> = made
        .pictures
        .into_iter()
        .map(|picture| {
            let (content_type, size) = (picture.content_type, picture.bytes.len());
            let extension = content_type.trim_start_matches("image/");
            let url = if at_once {
                source::data_uri(content_type, &picture.bytes)
            } else {
                let file = File { content_type: content_type.to_owned(), bytes: picture.bytes.into(), expires };
                format!("{origin}/cdn/{}", state.add_file(&format!("output.{extension}"), file))
            };
            json!({ "url": url, "width": picture.width, "height": picture.height, "content_type": content_type,
                "file_name": format!("output.{extension}"), "file_size": size })
        })
        .collect();
    let mut body = Map::new();
    if model.makes_many() {
        body.insert("images".to_owned(), pictures.into());
        body.insert("timings".to_owned(), json!({ "inference": 0.5 }));
        body.insert("has_nsfw_concepts".to_owned(), vec![false; count].into());
        body.insert("prompt".to_owned(), input["prompt"].clone());
    } else {
        body.insert("image".to_owned(), pictures.into_iter().next().unwrap_or_default());
    }
    body.insert("seed".to_owned(), made.seed.into());
    Outcome { status: StatusCode::OK, body: body.into(), units: Some(made.units), error: None, error_type: None }
}
