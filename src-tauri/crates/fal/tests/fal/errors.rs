//! Every class of error, asked every question.

use fal::{Error, Kind};
use fal_sim::{FalSim, Fault, Route};
use serde_json::json;

use crate::{client, client_with_key, finished, generation};

async fn submit_with(fault: Fault) -> (Error, usize) {
    let sim = FalSim::start().await;
    sim.faults(Route::Submit, 99, fault);
    let error = generation(&client(&sim)).await.expect_err("every submit goes wrong");
    (error, sim.submits())
}

#[tokio::test]
async fn a_wrong_key_is_said_to_be_one() {
    let sim = FalSim::start().await;
    let error = generation(&client_with_key(&sim, "wrong:key")).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (Kind::Auth, Some(401)));
    assert!(error.is_auth() && !error.is_out_of_credit() && !error.is_transient() && !error.may_be_billed());
    assert_eq!(error.to_string(), "fal does not accept the key: No user found for Key ID and Secret");
}

#[tokio::test]
async fn an_empty_account_is_no_wrong_key() {
    let (error, submits) = submit_with(Fault::ExhaustedBalance).await;
    assert_eq!((error.kind(), error.status(), submits), (Kind::OutOfCredit, Some(403), 1));
    assert!(error.is_out_of_credit() && !error.is_auth() && !error.is_transient() && !error.is_ambiguous());
}

#[tokio::test]
async fn without_a_key_nothing_is_sent() {
    let sim = FalSim::start().await;
    let config = fal::Config { key: None, ..crate::config(&sim) };
    let error = generation(&fal::Client::new(config).unwrap()).await.unwrap_err();
    assert_eq!((error.kind(), sim.requests().len()), (Kind::NoKey, 0));
}

#[tokio::test]
async fn refusals_are_told_apart() {
    let rows = [
        (Fault::Invalid, Kind::Invalid, 422),
        (Fault::InvalidText, Kind::Invalid, 422),
        (Fault::InternalError, Kind::Server, 500),
        (Fault::Unavailable, Kind::Server, 503),
        (Fault::Gone, Kind::NotFound, 404),
        (Fault::Redirect { to: "https://evil.example/".to_owned() }, Kind::Reply, 302),
        (Fault::Reply { status: 402, body: json!({}), from_fal: false }, Kind::OutOfCredit, 402),
        (Fault::Reply { status: 418, body: json!("teapot"), from_fal: false }, Kind::Rejected, 418),
        (
            Fault::Reply { status: 403, body: json!({ "detail": "Cannot access application" }), from_fal: false },
            Kind::Auth,
            403,
        ),
    ];
    for (fault, kind, status) in rows {
        let (error, submits) = submit_with(fault.clone()).await;
        assert_eq!(
            (error.kind(), error.status(), submits),
            (kind, Some(status), 1),
            "{fault:?} must not be sent again"
        );
        assert!(!error.is_ambiguous(), "{fault:?}: fal has answered");
        assert!(!error.is_transient(), "{fault:?}: only what was certainly not accepted may be sent again");
    }
}

#[tokio::test]
async fn field_errors_name_the_field_and_its_limits() {
    let (error, _) = submit_with(Fault::Invalid).await;
    let field = &error.field_errors()[0];
    assert_eq!((field.field().as_str(), field.error_type.as_str()), ("image_url", "image_too_large"));
    assert_eq!(field.context["max_width"], 4096);
    assert_eq!(error.message(), Some("image_url: The image is too large"));
    assert_eq!(error.error_type(), Some("image_too_large"));
    assert!(error.request_id().is_some());
}

#[tokio::test]
async fn a_platform_failure_keeps_its_name() {
    let (error, _) = submit_with(Fault::Unavailable).await;
    assert_eq!(error.error_type(), Some("runner_scheduling_failure"));
    assert_eq!(error.message(), Some("No runner available"));
    assert!(!error.may_be_billed(), "fal bills no 5xx");
}

#[tokio::test]
async fn a_bad_input_shows_at_the_end_with_its_fields() {
    let sim = FalSim::start().await;
    let fal = client(&sim);
    let job = fal.submit(&crate::esrgan(), &json!({ "scale": 99 }), &fal::SubmitOptions::default()).await.unwrap();
    let error = finished(&fal, &job).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (Kind::Invalid, Some(422)));
    let fields: Vec<String> = error.field_errors().iter().map(fal::FieldError::field).collect();
    assert_eq!(fields, ["image_url", "scale"]);
    assert!(error.is_final() && !error.is_transient());
    assert!(!error.may_be_billed(), "its billable units are 0");
    assert_eq!(error.request_id(), Some(job.request_id.as_str()));
}

#[tokio::test]
async fn completed_with_an_error_is_an_error() {
    let sim = FalSim::start().await;
    let fails = Fault::JobFails {
        status: 503,
        body: json!({ "detail": "GPU error", "error_type": "runner_disconnected" }),
        error: "Runner disconnected".to_owned(),
        error_type: Some("runner_disconnected".to_owned()),
    };
    sim.faults(Route::Submit, 2, fails);
    let fal = client(&sim);

    let seen = finished(&fal, &generation(&fal).await.unwrap()).await.unwrap_err();
    let unseen = generation(&fal).await.unwrap();
    while !matches!(fal.status(&unseen, false).await.unwrap(), fal::Status::Completed(_)) {
        tokio::task::yield_now().await;
    }
    let unseen = fal.result(&unseen).await.unwrap_err();

    for error in [seen, unseen] {
        assert_eq!((error.kind(), error.status()), (Kind::Server, Some(503)));
        assert!(error.is_final() && !error.is_transient(), "asking again gives the same: {error:?}");
        assert_eq!(error.error_type(), Some("runner_disconnected"));
    }
}

#[tokio::test]
async fn a_failure_without_a_reply_has_the_words_of_the_status() {
    let sim = FalSim::start().await;
    let fal = client(&sim);
    let job = generation(&fal).await.unwrap();
    finished(&fal, &job).await.unwrap();
    let end = fal::Completed { error: Some("It broke".to_owned()), ..fal::Completed::default() };
    let error = fal.finish(&job, &end).await.unwrap_err();
    assert_eq!((error.kind(), error.message(), error.is_final()), (Kind::Failed, Some("It broke"), true));
}

#[tokio::test]
async fn a_failed_state_in_place_of_a_result_is_an_error() {
    let sim = FalSim::start().await;
    let fal = client(&sim);
    let job = generation(&fal).await.unwrap();
    let state = json!({ "status": "COMPLETED", "request_id": job.request_id, "error": "It broke", "error_type": "internal_error" });
    sim.fault(Route::Result, Fault::Reply { status: 200, body: state, from_fal: true });
    let error = fal.result(&job).await.unwrap_err();
    assert_eq!((error.message(), error.error_type()), (Some("It broke"), Some("internal_error")));
}

#[tokio::test]
async fn a_failed_job_whose_details_cannot_be_fetched_does_not_blame_the_key() {
    let sim = FalSim::start().await;
    let fal = client(&sim);
    let job = generation(&fal).await.unwrap();
    let end = fal::Completed { error: Some("It broke".to_owned()), ..fal::Completed::default() };
    for fault in [Fault::Unauthorized, Fault::ExhaustedBalance, Fault::BadGateway, Fault::HangUp] {
        sim.clear_faults();
        sim.faults(Route::Result, 99, fault.clone());
        let error = fal.finish(&job, &end).await.unwrap_err();
        assert_eq!((error.kind(), error.message()), (Kind::Failed, Some("It broke")), "{fault:?}");
    }
}
