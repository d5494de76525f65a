//! Submit, status, result, cancel.

use std::time::Duration;

use fal::{CancelOutcome, Kind, Lifecycle, Priority, Status, SubmitOptions};
use fal_sim::{CancelStyle, FalSim, Fault, Route, Stage};
use futures_util::StreamExt as _;
use serde_json::json;

use crate::{client, esrgan, finished, generation, klein};

#[tokio::test]
async fn a_picture_is_generated() {
    let sim = FalSim::start().await;
    let fal = client(&sim);

    let job = generation(&fal).await.unwrap();
    let output = finished(&fal, &job).await.unwrap();

    assert_eq!(output.request_id, job.request_id);
    assert_eq!(output.data["seed"], 7, "the seed is echoed");
    assert_eq!(output.billable_units, Some(64.0 * 48.0 / 1e6), "billed by the megapixel");
    let url = output.data["images"][0]["url"].as_str().unwrap();
    let download = fal.download(url, &fal::Limits::default()).await.unwrap();
    assert_eq!(download.content_type(), "image/png");
    assert_eq!(download.bytes().await.unwrap()[..4], *b"\x89PNG");
}

#[tokio::test]
async fn an_uploaded_picture_is_enlarged() {
    let sim = FalSim::start().await;
    let fal = client(&sim);
    let made = finished(&fal, &generation(&fal).await.unwrap()).await.unwrap();
    let url = made.data["images"][0]["url"].as_str().unwrap();
    let bytes = fal.download(url, &fal::Limits::default()).await.unwrap().bytes().await.unwrap();

    let source = fal.upload(bytes, "image/png", "cat.png", &Lifecycle::default()).await.unwrap();
    let input = json!({ "image_url": source, "scale": 4 });
    let job = fal.submit(&esrgan(), &input, &SubmitOptions::default()).await.unwrap();
    let output = finished(&fal, &job).await.unwrap();

    assert_eq!((&output.data["image"]["width"], &output.data["image"]["height"]), (&json!(256), &json!(192)));
}

#[tokio::test]
async fn the_input_is_the_body_and_the_options_are_headers() {
    let sim = FalSim::start().await;
    let options = SubmitOptions {
        priority: Priority::Low,
        start_timeout: Some(Duration::from_millis(2500)),
        lifecycle: Lifecycle::expires_in_days(7),
        runner_hint: Some("warm".to_owned()),
    };
    client(&sim).submit(&klein(), &json!({ "prompt": "x" }), &options).await.unwrap();

    let request = &sim.requests_to(Route::Submit)[0];
    assert_eq!(request.path, "/queue/fal-ai/flux-2/klein/9b");
    assert_eq!(request.json(), json!({ "prompt": "x" }));
    for (name, value) in [
        ("authorization", format!("Key {}", sim.key()).as_str()),
        ("content-type", "application/json"),
        ("x-fal-queue-priority", "low"),
        ("x-fal-request-start-timeout", "2.5"),
        ("x-fal-object-lifecycle-preference", r#"{"expiration_duration_seconds":604800}"#),
        ("x-fal-runner-hint", "warm"),
    ] {
        assert_eq!(request.header(name), Some(value), "{name}");
    }
}

#[tokio::test]
async fn a_job_is_seen_waiting_then_running_then_done() {
    let sim = FalSim::start().await;
    let fal = client(&sim);
    sim.hold();
    let first = generation(&fal).await.unwrap();
    let second = generation(&fal).await.unwrap();
    assert_eq!(second.queue_position, Some(1));
    assert_eq!(fal.status(&first, false).await.unwrap(), Status::InQueue { position: Some(0) });

    sim.hold_at(Stage::Progress);
    let mut updates = fal.follow(&first);
    while !matches!(updates.next().await.unwrap().unwrap(), Status::InProgress { .. }) {}
    let Status::InProgress { logs } = fal.status(&first, true).await.unwrap() else { panic!("it is held in progress") };
    assert_eq!(logs[0].message, "Working on it");

    sim.release();
    let output = finished(&fal, &first).await.unwrap();
    assert!(output.data["images"].is_array());
    let Status::Completed(end) = fal.status(&first, true).await.unwrap() else { panic!("it has ended") };
    assert!(end.error.is_none() && end.metrics.contains_key("inference_time"), "{end:?}");
}

#[tokio::test]
async fn a_result_asked_for_too_early_is_not_ready() {
    let sim = FalSim::start().await;
    sim.hold();
    let fal = client(&sim);
    let job = generation(&fal).await.unwrap();
    let error = fal.result(&job).await.unwrap_err();
    assert_eq!(error.kind(), Kind::NotReady);
    assert!(error.is_transient() && !error.is_final());
}

#[tokio::test]
async fn a_stored_job_is_picked_up_by_another_process() {
    let sim = FalSim::start().await;
    let stored = serde_json::to_string(&generation(&client(&sim)).await.unwrap()).unwrap();

    let job = serde_json::from_str(&stored).unwrap();
    assert!(finished(&client(&sim), &job).await.is_ok());
    assert_eq!(sim.submits(), 1);
}

#[tokio::test]
async fn missing_urls_are_made_from_the_id() {
    let sim = FalSim::start().await;
    let gone =
        json!({ "status_url": null, "response_url": null, "cancel_url": null, "queue_position": null, "status": null });
    sim.fault(Route::Submit, Fault::Patch { fields: gone });
    let fal = client(&sim);
    let job = generation(&fal).await.unwrap();
    assert!(job.status_url.as_str().ends_with(&format!("/queue/fal-ai/flux-2/requests/{}/status", job.request_id)));
    assert!(finished(&fal, &job).await.is_ok());
}

#[tokio::test]
async fn cancelling_says_what_became_of_it() {
    let rows = [
        (CancelStyle::Newest, Stage::Queue, CancelOutcome::Removed),
        (CancelStyle::Newest, Stage::Progress, CancelOutcome::Requested),
        (CancelStyle::Older, Stage::Queue, CancelOutcome::Requested),
        (CancelStyle::Older, Stage::Progress, CancelOutcome::Requested),
        (CancelStyle::Success, Stage::Queue, CancelOutcome::Requested),
    ];
    for (style, stage, expected) in rows {
        let sim = FalSim::start().await;
        sim.cancel_style(style);
        sim.hold_at(stage);
        let fal = client(&sim);
        let job = generation(&fal).await.unwrap();
        if stage == Stage::Progress {
            let mut updates = fal.follow(&job);
            while !matches!(updates.next().await.unwrap().unwrap(), Status::InProgress { .. }) {}
        }
        assert_eq!(fal.cancel(&job).await.unwrap(), expected, "{style:?} {stage:?}");

        let error = finished(&fal, &job).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Cancelled, "{style:?} {stage:?}");
        assert!(error.is_final() && error.status() == Some(499));
        assert_eq!(fal.cancel(&job).await.unwrap(), CancelOutcome::AlreadyCompleted, "{style:?}");
    }
}

#[tokio::test]
async fn a_cancelled_job_may_finish_all_the_same() {
    let sim = FalSim::start().await;
    sim.ignore_cancel(true);
    sim.hold_at(Stage::Progress);
    let fal = client(&sim);
    let job = generation(&fal).await.unwrap();
    let mut updates = fal.follow(&job);
    while !matches!(updates.next().await.unwrap().unwrap(), Status::InProgress { .. }) {}
    assert_eq!(fal.cancel(&job).await.unwrap(), CancelOutcome::Requested);
    sim.release();
    assert!(finished(&fal, &job).await.is_ok(), "the truth is what fal says, not what was asked");
}

#[tokio::test]
async fn an_unknown_job_is_not_found() {
    let sim = FalSim::start().await;
    let fal = client(&sim);
    let mut job = generation(&fal).await.unwrap();
    for url in [&mut job.status_url, &mut job.response_url, &mut job.cancel_url] {
        *url = url.as_str().replace(&job.request_id, "0198c0de-dead").parse().unwrap();
    }
    assert_eq!(fal.cancel(&job).await.unwrap(), CancelOutcome::NotFound);
    assert_eq!(fal.status(&job, true).await.unwrap_err().kind(), Kind::NotFound);
    assert_eq!(fal.result(&job).await.unwrap_err().kind(), Kind::NotFound);
}

#[tokio::test]
async fn a_result_is_kept_for_an_hour() {
    let sim = FalSim::start().await;
    let fal = client(&sim);
    let job = generation(&fal).await.unwrap();
    finished(&fal, &job).await.unwrap();
    sim.advance(Duration::from_secs(3601));
    assert_eq!(fal.result(&job).await.unwrap_err().kind(), Kind::NotFound);
}
