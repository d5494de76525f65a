//! Input validation, complained about as the model servers do.

use serde_json::{Value, json};

use super::catalogue::{Model, Work};

/// Everything wrong with an input; nothing when it is fine.
pub(crate) fn complaints(model: &Model, input: &Value) -> Vec<Value> {
    if !input.is_object() {
        return vec![complaint("", "value is not a valid dict", "type_error.dict", Value::Null)];
    }
    let mut found = Vec::new();
    match model.work {
        Work::Generate(_) => text(&mut found, input, "prompt"),
        Work::Edit => {
            text(&mut found, input, "prompt");
            if input["image_urls"].is_null() || !input["image_url"].is_null() {
                text(&mut found, input, "image_url");
            } else if input["image_urls"].as_array().is_none_or(Vec::is_empty) {
                found.push(complaint(
                    "image_urls",
                    "at least one picture is needed",
                    "sequence_too_short",
                    json!({ "min_length": 1 }),
                ));
            }
        }
        Work::Upscale { field, most, .. } => {
            text(&mut found, input, "image_url");
            number(&mut found, input, field, 1.0, most);
        }
        Work::UpscaleBy(factor) => {
            text(&mut found, input, "image_url");
            number(&mut found, input, "upscale_factor", factor, factor);
        }
        Work::Restore | Work::Colour | Work::CutOut => text(&mut found, input, "image_url"),
    }
    if model.makes_many() {
        number(&mut found, input, "num_images", 1.0, if model.id == "fal-ai/fast-sdxl" { 8.0 } else { 4.0 });
        let steps = match model.id {
            "fal-ai/flux-2/klein/9b" => (4.0, 8.0),
            "fal-ai/flux/schnell" => (1.0, 12.0),
            _ => (1.0, 250.0),
        };
        number(&mut found, input, "num_inference_steps", steps.0, steps.1);
        number(&mut found, input, "seed", 0.0, 9_007_199_254_740_991.0);
    }
    let formats = ["png", "jpeg", "jpg", "webp"];
    for field in ["output_format", "format"] {
        if !input[field].is_null() && !input[field].as_str().is_some_and(|format| formats.contains(&format)) {
            found.push(complaint(field, "unexpected value", "one_of", json!({ "expected": formats })));
        }
    }
    found
}

/// `{"loc": ["body", field], …}`.
pub(crate) fn complaint(field: &str, message: &str, kind: &str, context: Value) -> Value {
    let location = if field.is_empty() { json!(["body"]) } else { json!(["body", field]) };
    let mut complaint =
        json!({ "loc": location, "msg": message, "type": kind, "url": format!("https://docs.fal.ai/errors/#{kind}") });
    if !context.is_null() {
        complaint["ctx"] = context;
    }
    complaint
}

fn text(found: &mut Vec<Value>, input: &Value, field: &str) {
    match &input[field] {
        Value::Null => found.push(complaint(field, "field required", "missing", Value::Null)),
        Value::String(text) if text.is_empty() => {
            found.push(complaint(field, "must not be empty", "sequence_too_short", json!({ "min_length": 1 })));
        }
        Value::String(_) => {}
        _ => found.push(complaint(field, "str type expected", "type_error.str", Value::Null)),
    }
}

fn number(found: &mut Vec<Value>, input: &Value, field: &str, least: f64, most: f64) {
    if input[field].is_null() {
        return;
    }
    match input[field].as_f64() {
        None => found.push(complaint(field, "value is not a valid number", "type_error.float", Value::Null)),
        Some(n) if n < least => {
            found.push(complaint(
                field,
                &format!("must be at least {least}"),
                "greater_than_equal",
                json!({ "ge": least }),
            ));
        }
        Some(n) if n > most => {
            found.push(complaint(field, &format!("must be at most {most}"), "less_than_equal", json!({ "le": most })));
        }
        Some(_) => {}
    }
}
