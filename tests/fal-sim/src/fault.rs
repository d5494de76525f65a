//! Faults on demand: what the real thing, or what stands between, does on a bad day.

use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Route;
use crate::reply;

/// One way to go wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// 401, a key nobody knows.
    Unauthorized,
    /// 403, the account has no credit left.
    ExhaustedBalance,
    /// 422 with a list of field errors.
    Invalid,
    /// 422 with a sentence.
    InvalidText,
    /// 429, with this `Retry-After` if any.
    RateLimited {
        /// Seconds or a date.
        #[serde(default)]
        retry_after: Option<String>,
    },
    /// 500, the app crashed.
    InternalError,
    /// 502, the gateway's web page; fal never saw the request.
    BadGateway,
    /// 503 by fal itself, with a request id.
    Unavailable,
    /// 504, the gateway's web page.
    GatewayTimeout,
    /// 404, as for a result kept no longer.
    Gone,
    /// The connection ends before the request is handled.
    HangUp,
    /// The request is handled, and the connection ends before the reply.
    LoseReply,
    /// No reply ever; the connection stays open.
    Silence,
    /// The reply comes so much later.
    Slow {
        /// Milliseconds.
        ms: u64,
    },
    /// The request is handled; half of the reply's body is left out, and its length says so.
    Truncate,
    /// The request is handled; the connection ends in the middle of the body. Of a stream, after its first event.
    Cut,
    /// The request is handled; the reply's body is empty.
    Empty,
    /// 200 and a web page.
    WebPage,
    /// 200 and a body of so many bytes, without a length.
    Huge {
        /// How many.
        bytes: u64,
    },
    /// A redirect.
    Redirect {
        /// Where to.
        to: String,
    },
    /// The request is handled; these fields replace those of the reply's object.
    Patch {
        /// The fields; null removes one.
        fields: Value,
    },
    /// Exactly this reply.
    Reply {
        /// The HTTP status.
        status: u16,
        /// The body; a string is sent as it is, anything else as JSON.
        body: Value,
        /// Whether it carries fal's request id.
        #[serde(default)]
        from_fal: bool,
    },
    /// The submitted job will fail: `COMPLETED` with an error, and this reply for its result.
    JobFails {
        /// The result's HTTP status.
        status: u16,
        /// The result's body.
        body: Value,
        /// The status' `error`.
        error: String,
        /// The status' `error_type`.
        #[serde(default)]
        error_type: Option<String>,
    },
}

/// Which requests a fault is for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Requests of this kind.
    pub on: Route,
    /// So many of them.
    #[serde(default = "once")]
    pub times: u32,
    /// What happens to them.
    #[serde(flatten)]
    pub fault: Fault,
}

fn once() -> u32 {
    1
}

impl Rule {
    fn is_for(&self, route: Route) -> bool {
        self.times > 0 && route != Route::Admin && (self.on == route || self.on == Route::Any)
    }
}

/// The fault for a request, used up.
pub(crate) fn take(rules: &mut Vec<Rule>, route: Route) -> Option<Fault> {
    let rule = rules.iter_mut().find(|rule| rule.is_for(route))?;
    rule.times -= 1;
    let fault = rule.fault.clone();
    rules.retain(|rule| rule.times > 0);
    Some(fault)
}

impl Fault {
    /// The reply of a fault that answers instead of fal; none for those that spoil what fal answered.
    pub(crate) fn instead(&self) -> Option<Response> {
        Some(match self {
            Self::Unauthorized => reply::detail(StatusCode::UNAUTHORIZED, "No user found for Key ID and Secret"),
            Self::ExhaustedBalance => reply::detail(
                StatusCode::FORBIDDEN,
                "User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing",
            ),
            Self::Invalid => reply::identified(reply::json(
                StatusCode::UNPROCESSABLE_ENTITY,
                &json!({ "detail": [{ "loc": ["body", "image_url"], "msg": "The image is too large", "type": "image_too_large",
                    "url": "https://docs.fal.ai/errors/#image_too_large", "ctx": { "max_height": 4096, "max_width": 4096 } }] }),
            )),
            Self::InvalidText => reply::detail(StatusCode::UNPROCESSABLE_ENTITY, "The input is not usable"),
            Self::RateLimited { retry_after } => {
                let mut reply = reply::detail(StatusCode::TOO_MANY_REQUESTS, "Too many requests");
                if let Some(value) = retry_after.as_deref().and_then(|value| value.parse().ok()) {
                    reply.headers_mut().insert("retry-after", value);
                }
                reply
            }
            Self::InternalError => reply::detail(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error"),
            Self::BadGateway => reply::nginx(StatusCode::BAD_GATEWAY),
            Self::GatewayTimeout => reply::nginx(StatusCode::GATEWAY_TIMEOUT),
            Self::Unavailable => {
                let body = json!({ "detail": "No runner available", "error_type": "runner_scheduling_failure" });
                let mut reply = reply::identified(reply::json(StatusCode::SERVICE_UNAVAILABLE, &body));
                reply
                    .headers_mut()
                    .insert("x-fal-error-type", "runner_scheduling_failure".parse().expect("ASCII is a header"));
                reply
            }
            Self::Gone => reply::not_found(),
            Self::WebPage => reply::html(
                StatusCode::OK,
                "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in</body></html>",
            ),
            Self::Huge { bytes } => reply::huge(*bytes),
            Self::Redirect { to } => reply::redirect(to),
            Self::Reply { status, body, from_fal } => {
                let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                let reply = match body {
                    Value::String(text) => reply::text(status, text),
                    other => reply::json(status, other),
                };
                if *from_fal { reply::identified(reply) } else { reply }
            }
            Self::HangUp
            | Self::LoseReply
            | Self::Silence
            | Self::Slow { .. }
            | Self::Truncate
            | Self::Cut
            | Self::Empty
            | Self::Patch { .. }
            | Self::JobFails { .. } => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_written_as_json() {
        let rule: Rule =
            serde_json::from_value(json!({ "on": "submit", "fault": "rate_limited", "retry_after": "2" })).unwrap();
        assert_eq!(
            rule,
            Rule { on: Route::Submit, times: 1, fault: Fault::RateLimited { retry_after: Some("2".to_owned()) } }
        );
        let rule: Rule = serde_json::from_value(json!({ "on": "any", "times": 3, "fault": "lose_reply" })).unwrap();
        assert_eq!(rule, Rule { on: Route::Any, times: 3, fault: Fault::LoseReply });
    }

    #[test]
    fn a_fault_is_used_up() {
        let mut rules = vec![Rule { on: Route::Submit, times: 1, fault: Fault::HangUp }];
        assert_eq!(take(&mut rules, Route::Status), None);
        assert_eq!(take(&mut rules, Route::Submit), Some(Fault::HangUp));
        assert_eq!(take(&mut rules, Route::Submit), None);
    }
}
