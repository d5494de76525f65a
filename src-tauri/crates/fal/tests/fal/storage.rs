//! Uploading, and testing the key.

use std::time::Duration;

use fal::{Kind, Lifecycle, Limits};
use fal_sim::{FalSim, Fault, Route};

use crate::{client, client_with_key};

#[tokio::test]
async fn an_upload_is_announced_then_put() {
    let sim = FalSim::start().await;
    let url =
        client(&sim).upload("bytes".into(), "image/jpeg", "Katze ä.jpg", &Lifecycle::expires_in_days(1)).await.unwrap();

    let announced = &sim.requests_to(Route::Initiate)[0];
    assert_eq!(announced.query, "storage_type=fal-cdn-v3");
    assert_eq!(announced.header("x-fal-object-lifecycle"), Some(r#"{"expiration_duration_seconds":86400}"#));
    let upload = &sim.uploads()[0];
    assert_eq!((upload.url.as_str(), upload.file_name.as_str()), (url.as_str(), "Katze ä.jpg"));
    assert_eq!((upload.content_type.as_str(), &upload.bytes[..]), ("image/jpeg", &b"bytes"[..]));
    assert_eq!(sim.requests_to(Route::Put)[0].header("content-type"), Some("image/jpeg"));
}

#[tokio::test]
async fn an_uploaded_file_expires() {
    let sim = FalSim::start().await;
    let fal = client(&sim);
    let url = fal.upload("bytes".into(), "text/plain", "a.txt", &Lifecycle::expires_in_days(1)).await.unwrap();
    assert!(fal.download(url.as_str(), &Limits::default()).await.is_ok());
    sim.advance(Duration::from_secs(86_401));
    assert_eq!(fal.download(url.as_str(), &Limits::default()).await.unwrap_err().kind(), Kind::NotFound);
}

#[tokio::test]
async fn the_bytes_are_put_again_until_they_arrive() {
    let sim = FalSim::start().await;
    sim.fault(Route::Put, Fault::HangUp);
    sim.fault(Route::Put, Fault::BadGateway);
    client(&sim).upload("bytes".into(), "image/jpeg", "a.jpg", &Lifecycle::default()).await.unwrap();
    assert_eq!((sim.count(Route::Initiate), sim.count(Route::Put), sim.uploads().len()), (1, 3, 1));
}

#[tokio::test]
async fn a_failed_upload_is_never_billed() {
    for (route, fault) in
        [(Route::Initiate, Fault::LoseReply), (Route::Put, Fault::InternalError), (Route::Put, Fault::Unavailable)]
    {
        let sim = FalSim::start().await;
        sim.faults(route, 99, fault.clone());
        let error =
            client(&sim).upload("bytes".into(), "image/jpeg", "a.jpg", &Lifecycle::default()).await.unwrap_err();
        assert!(error.is_transient() && !error.is_ambiguous() && !error.may_be_billed(), "{fault:?}: {error:?}");
    }
}

#[tokio::test]
async fn a_refused_signature_says_nothing_about_the_key() {
    let sim = FalSim::start().await;
    sim.fault(Route::Put, Fault::Reply { status: 403, body: "Invalid signature".into(), from_fal: false });
    let error = client(&sim).upload("bytes".into(), "image/jpeg", "a.jpg", &Lifecycle::default()).await.unwrap_err();
    assert_eq!((error.kind(), error.is_auth()), (Kind::Rejected, false), "a paused queue would be the wrong answer");
}

#[tokio::test]
async fn a_key_is_tested_for_free() {
    let sim = FalSim::start().await;
    client(&sim).check_key().await.unwrap();
    let error = client_with_key(&sim, "no:body").check_key().await.unwrap_err();
    assert!(error.is_auth());
    assert_eq!((sim.submits(), sim.uploads().len()), (0, 0), "nothing is ordered and nothing is sent");
}
