//! No bytes make the client panic or lie.

use fal_sim::{FalSim, Fault, Route};
use serde_json::{Value, json};

use crate::{client, generation};

#[tokio::test]
async fn strange_replies_are_errors_and_no_panics() {
    let bodies: Vec<Value> = vec![
        json!(""),
        json!("\u{0}\u{1}\u{feff}"),
        json!("[".repeat(200_000)),
        json!(format!("{{\"detail\":\"{}\"}}", "x".repeat(100_000))),
        json!([]),
        json!(null),
        json!(17),
        json!({ "detail": [[[]]] }),
        json!({ "detail": [{ "loc": { "a": 1 }, "msg": 5, "type": null }] }),
        json!({ "status": 5, "request_id": {}, "logs": { "x": 1 }, "error": [] }),
        json!({ "status": "COMPLETED", "metrics": [1], "logs": ["x", null, 5], "error": { "deep": true } }),
        json!({ "error": { "message": null } }),
    ];
    let sim = FalSim::start().await;
    let fal = client(&sim);
    let job = generation(&fal).await.unwrap();
    for status in [200, 202, 204, 302, 400, 401, 403, 404, 422, 429, 499, 500, 502, 599] {
        for body in &bodies {
            sim.clear_faults();
            for route in
                [Route::Submit, Route::Status, Route::StatusStream, Route::Result, Route::Cancel, Route::Initiate]
            {
                sim.faults(route, 99, Fault::Reply { status, body: body.clone(), from_fal: false });
            }
            let errors = [
                generation(&fal).await.err(),
                fal.status(&job, true).await.err(),
                fal.result(&job).await.err(),
                fal.cancel(&job).await.err(),
                fal.check_key().await.err(),
            ];
            for error in errors.into_iter().flatten() {
                let shown = format!("{error} {error:?}");
                assert!(shown.len() < 20_000, "an error is no place for a whole body");
                assert!(!(error.is_ambiguous() && error.is_transient()), "a caller would pay twice: {shown}");
            }
        }
    }
}
