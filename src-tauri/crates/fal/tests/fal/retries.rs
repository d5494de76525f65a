//! What is sent again, how often, and what never is.

use std::time::Duration;

use fal::{Config, Kind, Timing};
use fal_sim::{FalSim, Fault, Route};
use serde_json::json;

use crate::{client, config, finished, generation};

#[tokio::test]
async fn a_lost_reply_is_never_sent_again() {
    let sim = FalSim::start().await;
    sim.fault(Route::Submit, Fault::LoseReply);
    let error = generation(&client(&sim)).await.unwrap_err();
    assert_eq!((sim.submits(), sim.accepted()), (1, 1), "a second submit could be a second bill");
    assert_eq!(error.kind(), Kind::Lost);
    assert!(error.is_ambiguous() && error.may_be_billed() && !error.is_transient(), "{error:?}");
}

#[tokio::test]
async fn a_submit_that_is_hung_up_on_is_ambiguous_too() {
    let sim = FalSim::start().await;
    sim.fault(Route::Submit, Fault::HangUp);
    let error = generation(&client(&sim)).await.unwrap_err();
    assert!(error.is_ambiguous(), "from here a request dropped before is like one dropped after: {error:?}");
    assert_eq!(sim.submits(), 1);
}

#[tokio::test]
async fn a_submit_that_times_out_is_ambiguous() {
    let sim = FalSim::start().await;
    sim.fault(Route::Submit, Fault::Silence);
    let timing = Timing { reply: Duration::from_millis(200), ..crate::timing() };
    let fal = fal::Client::new(Config { timing, ..config(&sim) }).unwrap();
    let error = generation(&fal).await.unwrap_err();
    assert_eq!((error.kind(), sim.submits()), (Kind::Timeout, 1));
    assert!(error.is_ambiguous() && !error.is_transient());
}

#[tokio::test]
async fn an_accepted_job_is_known_by_its_header_when_the_body_is_broken() {
    for fault in [Fault::Truncate, Fault::Cut, Fault::Empty] {
        let sim = FalSim::start().await;
        sim.fault(Route::Submit, fault.clone());
        let fal = client(&sim);
        let job = generation(&fal).await.unwrap_or_else(|error| panic!("{fault:?}: {error:?}"));
        assert!(finished(&fal, &job).await.is_ok(), "{fault:?}");
        assert_eq!(sim.submits(), 1);
    }
}

#[tokio::test]
async fn an_accepted_job_without_any_id_is_ambiguous() {
    for body in [json!({}), json!("<html>"), json!({ "request_id": "../../x" }), json!([1])] {
        let sim = FalSim::start().await;
        sim.fault(Route::Submit, Fault::Reply { status: 200, body: body.clone(), from_fal: false });
        let error = generation(&client(&sim)).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Reply);
        assert!(error.is_ambiguous() && sim.submits() == 1, "{body}: {error:?}");
    }
}

#[tokio::test]
async fn a_submit_the_gateway_lost_is_sent_again() {
    for fault in [Fault::BadGateway, Fault::GatewayTimeout, Fault::RateLimited { retry_after: Some("0".to_owned()) }] {
        let sim = FalSim::start().await;
        sim.faults(Route::Submit, 2, fault.clone());
        assert!(generation(&client(&sim)).await.is_ok(), "{fault:?}");
        assert_eq!((sim.submits(), sim.accepted()), (3, 1), "{fault:?}");
    }
}

#[tokio::test]
async fn a_gateway_that_stays_down_is_given_up_on() {
    let sim = FalSim::start().await;
    sim.faults(Route::Submit, 99, Fault::BadGateway);
    let error = generation(&client(&sim)).await.unwrap_err();
    assert_eq!((error.kind(), sim.submits()), (Kind::Ingress, 5));
    assert!(error.is_transient() && !error.is_ambiguous() && !error.may_be_billed(), "fal never saw it");
    assert_eq!(error.message(), Some("502 Bad Gateway"));
}

#[tokio::test]
async fn a_long_retry_after_is_told_and_not_waited_for() {
    let sim = FalSim::start().await;
    sim.fault(Route::Submit, Fault::RateLimited { retry_after: Some("3600".to_owned()) });
    let error = generation(&client(&sim)).await.unwrap_err();
    assert!(error.is_rate_limited() && error.is_transient());
    assert_eq!((error.retry_after(), sim.submits()), (Some(Duration::from_secs(3600)), 1));
}

#[tokio::test]
async fn a_refused_connection_is_not_ambiguous() {
    let sim = FalSim::start().await;
    let fal = client(&sim);
    sim.stop().await;
    let error = generation(&fal).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Connect);
    assert!(error.is_transient() && !error.is_ambiguous() && !error.may_be_billed());
}

#[tokio::test]
async fn reading_is_repeated_whatever_goes_wrong() {
    let passing = [
        Fault::BadGateway,
        Fault::Unavailable,
        Fault::InternalError,
        Fault::HangUp,
        Fault::LoseReply,
        Fault::Cut,
        Fault::Truncate,
        Fault::Empty,
        Fault::WebPage,
        Fault::RateLimited { retry_after: None },
    ];
    for fault in passing {
        let sim = FalSim::start().await;
        let fal = client(&sim);
        let job = generation(&fal).await.unwrap();
        finished(&fal, &job).await.unwrap();
        let before = sim.count(Route::Status);
        sim.faults(Route::Status, 2, fault.clone());
        fal.status(&job, true).await.unwrap_or_else(|error| panic!("{fault:?}: {error:?}"));
        assert_eq!(sim.count(Route::Status) - before, 3, "{fault:?}");
    }
}

#[tokio::test]
async fn a_result_is_fetched_again_until_it_is_whole() {
    for fault in [Fault::Truncate, Fault::Cut, Fault::BadGateway, Fault::HangUp, Fault::Empty] {
        let sim = FalSim::start().await;
        let fal = client(&sim);
        let job = generation(&fal).await.unwrap();
        sim.faults(Route::Result, 2, fault.clone());
        let output = finished(&fal, &job).await.unwrap_or_else(|error| panic!("{fault:?}: {error:?}"));
        assert!(output.data["images"].is_array());
        assert_eq!(sim.count(Route::Result), 3, "{fault:?}");
    }
}

#[tokio::test]
async fn cancelling_is_repeated() {
    let sim = FalSim::start().await;
    sim.hold();
    let fal = client(&sim);
    let job = generation(&fal).await.unwrap();
    sim.fault(Route::Cancel, Fault::BadGateway);
    assert_eq!(fal.cancel(&job).await.unwrap(), fal::CancelOutcome::Removed);
    assert_eq!(sim.count(Route::Cancel), 2);
}
