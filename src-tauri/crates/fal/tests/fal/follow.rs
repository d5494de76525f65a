//! Following a job through a bad day.

use std::time::Duration;

use fal::{Config, Kind, Status, Timing};
use fal_sim::{FalSim, Fault, Route, Stage};
use futures_util::StreamExt as _;
use serde_json::json;

use crate::{client, config, finished, generation};

#[tokio::test]
async fn changes_come_in_order_and_once() {
    let sim = FalSim::start().await;
    sim.hold();
    let fal = client(&sim);
    let job = generation(&fal).await.unwrap();
    let mut updates = fal.follow(&job);
    assert_eq!(updates.next().await.unwrap().unwrap(), Status::InQueue { position: Some(0) });
    sim.hold_at(Stage::Progress);
    assert!(matches!(updates.next().await.unwrap().unwrap(), Status::InProgress { .. }));
    sim.release();
    let mut last = None;
    while let Some(status) = updates.next().await {
        let status = status.unwrap();
        assert_ne!(last.as_ref(), Some(&status), "only changes are told");
        last = Some(status);
    }
    assert!(matches!(last, Some(Status::Completed(_))));
    assert_eq!(sim.count(Route::Status), 0, "the stream was enough");
}

#[tokio::test]
async fn a_dropped_stream_is_survived() {
    let sim = FalSim::start().await;
    sim.hold();
    sim.faults(Route::StatusStream, 2, Fault::Cut);
    let fal = client(&sim);
    let job = generation(&fal).await.unwrap();
    let waiting = tokio::spawn({
        let (fal, job) = (fal.clone(), job.clone());
        async move { finished(&fal, &job).await }
    });
    sim.until(Route::StatusStream, 3).await;
    sim.release();
    assert!(waiting.await.unwrap().is_ok());
    assert_eq!(sim.submits(), 1);
}

#[tokio::test]
async fn without_a_stream_the_status_is_asked_for() {
    let faults = [
        Fault::Gone,
        Fault::HangUp,
        Fault::WebPage,
        Fault::Empty,
        Fault::BadGateway,
        Fault::Reply { status: 200, body: json!("data: nonsense\n\n"), from_fal: false },
    ];
    for fault in faults {
        let sim = FalSim::start().await;
        sim.hold();
        sim.faults(Route::StatusStream, 99, fault.clone());
        let fal = client(&sim);
        let job = generation(&fal).await.unwrap();
        let waiting = tokio::spawn({
            let (fal, job) = (fal.clone(), job.clone());
            async move { finished(&fal, &job).await }
        });
        sim.until(Route::Status, 5).await;
        sim.release();
        assert!(waiting.await.unwrap().is_ok(), "{fault:?}");
        assert!(sim.count(Route::StatusStream) <= 3, "{fault:?}: a useless stream is not opened again and again");
    }
}

#[tokio::test]
async fn a_silent_stream_is_doubted() {
    let sim = FalSim::start().await;
    sim.fault(Route::StatusStream, Fault::Silence);
    let timing =
        Timing { reply: Duration::from_millis(50), stream_silence: Duration::from_millis(20), ..crate::timing() };
    let fal = fal::Client::new(Config { timing, ..config(&sim) }).unwrap();
    let job = generation(&fal).await.unwrap();
    assert!(finished(&fal, &job).await.is_ok());
}

#[tokio::test]
async fn an_unreachable_fal_ends_the_following_but_not_the_job() {
    let sim = FalSim::start().await;
    sim.hold();
    let fal = client(&sim);
    let job = generation(&fal).await.unwrap();
    let mut updates = fal.follow(&job);
    updates.next().await.unwrap().unwrap();
    sim.stop().await;
    let error = loop {
        if let Err(error) = updates.next().await.expect("an error comes before the end") {
            break error;
        }
    };
    assert_eq!(error.kind(), Kind::Connect);
    assert!(error.is_transient() && !error.is_final() && !error.is_ambiguous());
    assert!(updates.next().await.is_none());
}

#[tokio::test]
async fn a_refusal_ends_the_following_at_once() {
    let sim = FalSim::start().await;
    let job = generation(&client(&sim)).await.unwrap();
    let stranger = crate::client_with_key(&sim, "other:key");
    let error = stranger.follow(&job).next().await.unwrap().unwrap_err();
    assert!(error.is_auth());
    assert_eq!(sim.count(Route::Status), 1);
}

#[tokio::test]
async fn an_unknown_status_does_not_end_the_following() {
    let sim = FalSim::start().await;
    sim.faults(Route::StatusStream, 99, Fault::Gone);
    sim.faults(Route::Status, 1, Fault::Patch { fields: json!({ "status": "DREAMING" }) });
    let fal = client(&sim);
    let job = generation(&fal).await.unwrap();
    assert!(finished(&fal, &job).await.is_ok());
}
