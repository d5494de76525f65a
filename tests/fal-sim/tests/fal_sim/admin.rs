//! Steering from another process.

use fal_sim::FalSim;
use serde_json::{Value, json};

use crate::Caller;

#[tokio::test]
async fn jobs_are_held_and_released_from_outside() {
    let sim = FalSim::start().await;
    let caller = Caller::of(&sim);
    caller.post("/admin/hold", &json!({ "at": "queue" })).await;
    let job: Value = caller.post("/queue/fal-ai/flux/schnell", &json!({ "prompt": "x" })).await.json().await.unwrap();
    assert_eq!((&job["status"], &job["queue_position"]), (&json!("IN_QUEUE"), &json!(0)));
    let status_url = job["status_url"].as_str().unwrap();
    let waiting = caller.get(status_url).await;
    assert_eq!(waiting.status(), 202);

    caller.post("/admin/release", &json!({})).await;
    let events = caller.get(&format!("{status_url}/stream?logs=1")).await.text().await.unwrap();
    let last = events.trim_end().rsplit("data: ").next().unwrap();
    let end: Value = serde_json::from_str(last).unwrap();
    assert_eq!(end["status"], "COMPLETED");
    assert_eq!(end["logs"][0]["message"], "Working on it");
    assert_eq!(caller.get(status_url).await.status(), 200, "200 says completed");
}

#[tokio::test]
async fn faults_are_ordered_and_requests_read_from_outside() {
    let sim = FalSim::start().await;
    let caller = Caller::of(&sim);
    caller
        .post(
            "/admin/fault",
            &json!([{ "on": "submit", "fault": "exhausted_balance" }, { "on": "any", "fault": "bad_gateway" }]),
        )
        .await;
    let input = json!({ "prompt": "x" });
    let statuses = [
        caller.post("/queue/fal-ai/flux/schnell", &input).await.status().as_u16(),
        caller.post("/queue/fal-ai/flux/schnell", &input).await.status().as_u16(),
        caller.post("/queue/fal-ai/flux/schnell", &input).await.status().as_u16(),
    ];
    assert_eq!(statuses, [403, 502, 200]);
    let counts: Value = caller.get("/admin/counts").await.json().await.unwrap();
    assert_eq!(counts, json!({ "submit": 3 }), "steering is not counted");
    let log: Value = caller.get("/admin/log").await.json().await.unwrap();
    assert_eq!((&log[0]["method"], &log[0]["json"]), (&json!("POST"), &input));
    assert_eq!(log[0]["headers"]["authorization"], format!("Key {}", sim.key()));

    caller.post("/admin/reset", &json!({})).await;
    let counts: Value = caller.get("/admin/counts").await.json().await.unwrap();
    assert_eq!(counts, json!({}));
}

#[tokio::test]
async fn a_mistake_is_told() {
    let sim = FalSim::start().await;
    let caller = Caller::of(&sim);
    for (path, body) in [
        ("fault", json!({ "on": "submit", "fault": "earthquake" })),
        ("hold", json!({ "at": "home" })),
        ("set", json!({ "x": 1 })),
    ] {
        assert_eq!(caller.post(&format!("/admin/{path}"), &body).await.status(), 400, "{path} {body}");
    }
    assert_eq!(caller.post("/admin/nonsense", &json!({})).await.status(), 404);
}

#[tokio::test]
async fn only_its_own_key_is_accepted() {
    let sim = FalSim::start().await;
    let stranger = Caller { key: "some:other".to_owned(), ..Caller::of(&sim) };
    for path in [
        "/queue/fal-ai/flux/schnell",
        "/run/fal-ai/flux/schnell",
        "/rest/storage/upload/initiate?storage_type=fal-cdn-v3",
    ] {
        let reply = stranger.post(path, &json!({ "prompt": "x" })).await;
        assert_eq!(reply.status(), 401, "{path}");
        assert_eq!(reply.text().await.unwrap(), r#"{"detail":"No user found for Key ID and Secret"}"#);
    }
    assert_eq!(stranger.get("/platform/v1/models/pricing?endpoint_id=x").await.status(), 401);
    assert_eq!(sim.accepted(), 0);
}
