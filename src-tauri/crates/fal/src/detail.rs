//! What an error body says, in any of the shapes fal uses: string, list and object `detail`, flat with a type, the platform's envelope, a
//! queue state, a web page of the gateway, plain text, nothing.

use std::borrow::Cow;

use reqwest::header::HeaderMap;
use serde_json::Value;

use crate::FieldError;

/// More than this is no message but an essay.
const LONGEST_MESSAGE: usize = 600;

/// An error body, read.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Detail {
    pub message: Option<String>,
    pub error_type: Option<String>,
    pub request_id: Option<String>,
    pub fields: Vec<FieldError>,
    /// The queue's word: `NOT_FOUND`, `ALREADY_COMPLETED`, …
    pub state: Option<String>,
}

impl Detail {
    /// Reads any bytes; never fails, at worst it knows nothing.
    pub(crate) fn of(headers: &HeaderMap, body: &[u8]) -> Self {
        let mut detail = match serde_json::from_slice::<Value>(body) {
            Ok(json) => Self::of_json(&json),
            Err(_) => Self { message: words_of(body), ..Self::default() },
        };
        detail.error_type = detail.error_type.or_else(|| header(headers, "x-fal-error-type"));
        detail.request_id = header(headers, "x-fal-request-id").or(detail.request_id);
        detail
    }

    fn of_json(json: &Value) -> Self {
        let mut detail = Self::default();
        match json {
            Value::String(text) => detail.message = clean(text),
            Value::Array(items) => detail.fields = fields_of(items),
            Value::Object(_) => {
                let said = ["detail", "error", "message", "msg"].iter().map(|name| &json[*name]).find(|v| !v.is_null());
                match said {
                    Some(Value::String(text)) => detail.message = clean(text),
                    Some(Value::Array(items)) => detail.fields = fields_of(items),
                    Some(inner @ Value::Object(_)) => {
                        detail.message =
                            text_of(inner, &["message", "msg", "detail"]).or_else(|| clean(&inner.to_string()));
                        detail.error_type = text_of(inner, &["error_type", "type"]);
                        detail.request_id = text_of(inner, &["request_id"]);
                    }
                    Some(other) => detail.message = clean(&other.to_string()),
                    None => {}
                }
                detail.error_type = text_of(json, &["error_type", "type"]).or(detail.error_type);
                detail.request_id = text_of(json, &["request_id"]).or(detail.request_id);
                detail.state = text_of(json, &["status"]);
                detail.message = detail.message.or_else(|| detail.state.clone());
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
        if detail.message.is_none() && !detail.fields.is_empty() {
            detail.message = clean(&sentence(&detail.fields));
        }
        detail
    }
}

/// A header's text, if it is text.
pub(crate) fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

fn fields_of(items: &[Value]) -> Vec<FieldError> {
    let field = |item: &Value| FieldError {
        location: item["loc"]
            .as_array()
            .map(|loc| loc.iter().map(|part| plain(part).into_owned()).collect())
            .unwrap_or_default(),
        message: text_of(item, &["msg", "message"]).or_else(|| clean(&plain(item))).unwrap_or_default(),
        error_type: text_of(item, &["type"]).unwrap_or_default(),
        context: item["ctx"].clone(),
    };
    items.iter().map(field).collect()
}

/// "image_url: field required; scale: must be at most 8".
fn sentence(fields: &[FieldError]) -> String {
    let one = |field: &FieldError| match field.field() {
        name if name.is_empty() => field.message.clone(),
        name => format!("{name}: {}", field.message),
    };
    fields.iter().take(4).map(one).collect::<Vec<_>>().join("; ")
}

fn text_of(json: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| json[*name].as_str()).and_then(clean)
}

/// A JSON value without the quotes of a string.
fn plain(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.to_string()),
    }
}

/// The words of a body that is not JSON: a web page's title, else the text.
fn words_of(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(&body[..body.len().min(8192)]);
    let lower = text.to_ascii_lowercase();
    let title = lower.find("<title>").and_then(|start| {
        let start = start + "<title>".len();
        let end = start + lower[start..].find("</title>")?;
        Some(&text[start..end])
    });
    match title {
        Some(title) => clean(title),
        None if lower.trim_start().starts_with('<') => None,
        None => clean(&text),
    }
}

/// One line without control characters, not endless; none if nothing is left.
fn clean(text: &str) -> Option<String> {
    let mut line = String::new();
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > LONGEST_MESSAGE {
            let end = (0..=LONGEST_MESSAGE).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
            line.truncate(end);
            line.push('…');
            break;
        }
    }
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str) -> Detail {
        Detail::of(&HeaderMap::new(), body.as_bytes())
    }

    #[test]
    fn every_shape_is_read() {
        let message = |body: &str| of(body).message;
        assert_eq!(message(r#"{"detail":"No user found"}"#).as_deref(), Some("No user found"));
        assert_eq!(message(r#"{"error":{"type":"not_found","message":"gone"}}"#).as_deref(), Some("gone"));
        assert_eq!(
            of(r#"{"detail":"Request timed out","error_type":"request_timeout"}"#).error_type.as_deref(),
            Some("request_timeout")
        );
        assert_eq!(of(r#"{"status":"ALREADY_COMPLETED"}"#).state.as_deref(), Some("ALREADY_COMPLETED"));
        assert_eq!(
            message("<html><head><title>502 Bad Gateway</title></head>nginx").as_deref(),
            Some("502 Bad Gateway")
        );
        assert_eq!(message("<html><body>"), None);
        assert_eq!(message(""), None);
        assert_eq!(message(r#"{"detail":"#).as_deref(), Some(r#"{"detail":"#), "a truncated body is shown as it came");
        assert_eq!(message("upstream\n  reset").as_deref(), Some("upstream reset"));
        assert_eq!(message(r#"{"detail":{"msg":"odd"}}"#).as_deref(), Some("odd"));
        assert_eq!(message("null"), None);
    }

    #[test]
    fn a_list_names_its_fields() {
        let detail = of(
            r#"{"detail":[{"loc":["body","loras",0,"path"],"msg":"too big","type":"file_too_large","ctx":{"max_size":5}},7]}"#,
        );
        assert_eq!(detail.fields[0].field(), "loras.0.path");
        assert_eq!(detail.fields[0].error_type, "file_too_large");
        assert_eq!(detail.fields[0].context["max_size"], 5);
        assert_eq!(detail.message.as_deref(), Some("loras.0.path: too big; 7"));
    }

    #[test]
    fn no_bytes_are_too_strange() {
        for body in [
            &b"\xff\xfe<title>\xff</title>"[..],
            b"[[[[[",
            b"{\"detail\":[null,{}]}",
            b"<title>",
            "<title>İ</title>".as_bytes(),
        ] {
            let _never_a_panic = Detail::of(&HeaderMap::new(), body);
        }
        let deep = "[".repeat(100_000);
        assert!(of(&deep).message.unwrap().len() < 700, "a hostile body must not become a message");
    }
}
