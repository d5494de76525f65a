//! The platform API, as far as the app asks it: which models there are and what they cost.

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use crate::{Request, model, reply};

pub(crate) fn answer(path: &str, request: &Request) -> Response {
    let asked: Vec<String> = url::form_urlencoded::parse(request.query.as_bytes())
        .filter(|(name, _)| name == "endpoint_id")
        .flat_map(|(_, ids)| ids.split(',').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    match path {
        "v1/models" => {
            let models: Vec<Value> = model::all()
                .filter(|model| asked.is_empty() || asked.iter().any(|id| id == model.id))
                .map(|model| json!({ "endpoint_id": model.id, "metadata": { "display_name": model.id, "status": "active" } }))
                .collect();
            page("models", models)
        }
        "v1/models/pricing" if asked.is_empty() => {
            error(StatusCode::BAD_REQUEST, "validation_error", "Invalid request parameters")
        }
        "v1/models/pricing" => {
            let prices = model::all().filter(|model| asked.iter().any(|id| id == model.id));
            let price = |model: &model::Model| {
                let (unit_price, unit) = model.price();
                json!({ "endpoint_id": model.id, "unit_price": unit_price, "unit": unit, "currency": "USD" })
            };
            page("prices", prices.map(price).collect())
        }
        _ => error(StatusCode::NOT_FOUND, "not_found", "Not found"),
    }
}

fn page(name: &str, items: Vec<Value>) -> Response {
    let mut body = json!({ "next_cursor": null, "has_more": false });
    body[name] = items.into();
    reply::json(StatusCode::OK, &body)
}

fn error(status: StatusCode, kind: &str, message: &str) -> Response {
    reply::json(status, &json!({ "error": { "type": kind, "message": message } }))
}
