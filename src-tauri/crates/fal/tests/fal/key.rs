//! Where the key goes, and where it never does.

use fal::Kind;
use fal_sim::{FalSim, Fault, Route};
use futures_util::StreamExt as _;
use serde_json::json;

use crate::{client, config, finished, generation};

#[tokio::test]
async fn a_forged_status_url_gets_no_key_and_the_job_is_not_lost() {
    let (sim, thief) = (FalSim::start().await, FalSim::start().await);
    let forged = format!("{}/queue/fal-ai/flux-2/requests/1/status", thief.origin());
    let fields = json!({ "status_url": forged, "response_url": forged, "cancel_url": "https://notfal.run/x" });
    sim.fault(Route::Submit, Fault::Patch { fields });
    let fal = client(&sim);
    let job = generation(&fal).await.unwrap();
    assert!(finished(&fal, &job).await.is_ok(), "a paid job is not lost to a strange reply");
    assert!(thief.requests().is_empty());
}

#[tokio::test]
async fn a_stored_job_of_another_host_is_refused() {
    let (sim, thief) = (FalSim::start().await, FalSim::start().await);
    let fal = client(&sim);
    let mut job = generation(&fal).await.unwrap();
    for url in [&mut job.status_url, &mut job.response_url, &mut job.cancel_url] {
        *url = url.as_str().replace(&sim.origin(), &thief.origin()).parse().unwrap();
    }
    assert_eq!(fal.status(&job, true).await.unwrap_err().kind(), Kind::ForeignHost);
    assert_eq!(fal.result(&job).await.unwrap_err().kind(), Kind::ForeignHost);
    assert_eq!(fal.cancel(&job).await.unwrap_err().kind(), Kind::ForeignHost);
    assert_eq!(fal.follow(&job).next().await.unwrap().unwrap_err().kind(), Kind::ForeignHost);
    assert!(thief.requests().is_empty());
}

#[tokio::test]
async fn no_redirect_is_followed_with_the_key() {
    let (sim, thief) = (FalSim::start().await, FalSim::start().await);
    let fal = client(&sim);
    let job = generation(&fal).await.unwrap();
    let to = format!("{}/queue/steal", thief.origin());
    for route in [Route::Submit, Route::Status, Route::StatusStream, Route::Result, Route::Cancel, Route::Initiate] {
        sim.fault(route, Fault::Redirect { to: to.clone() });
    }
    assert!(generation(&fal).await.is_err());
    assert_eq!(fal.status(&job, true).await.unwrap_err().status(), Some(302));
    assert_eq!(fal.result(&job).await.unwrap_err().status(), Some(302));
    assert_eq!(fal.cancel(&job).await.unwrap_err().status(), Some(302));
    assert!(fal.check_key().await.is_err());
    fal.follow(&job).next().await.unwrap().unwrap();
    assert!(thief.requests().is_empty());
}

#[tokio::test]
async fn a_file_server_never_sees_the_key() {
    let sim = FalSim::start().await;
    let fal = client(&sim);
    let url = fal.upload("hello".into(), "text/plain", "a.txt", &fal::Lifecycle::default()).await.unwrap();
    fal.download(url.as_str(), &fal::Limits::default()).await.unwrap();
    for route in [Route::Put, Route::Download] {
        let request = &sim.requests_to(route)[0];
        assert!(request.header("authorization").is_none(), "{route:?}");
        assert!(!format!("{:?}", request.headers).contains(sim.key()), "{route:?}");
    }
}

#[tokio::test]
async fn pictures_are_not_uploaded_to_a_foreign_host() {
    let foreign = [
        "https://evil.example/x?signature=1",
        "http://10.0.0.1/x",
        "https://v3.fal.media.evil.example/x",
        "https://v3.fal.media/x",
    ];
    for upload_url in foreign {
        let sim = FalSim::start().await;
        sim.fault(Route::Initiate, Fault::Patch { fields: json!({ "upload_url": upload_url }) });
        let error =
            client(&sim).upload("secret".into(), "image/png", "a.png", &fal::Lifecycle::default()).await.unwrap_err();
        assert_eq!(error.kind(), Kind::ForeignHost, "{upload_url}: with its own CDN configured even fal's is foreign");
    }
}

#[tokio::test]
async fn the_key_is_in_no_text_of_ours() {
    let sim = FalSim::start().await;
    let key = sim.key().to_owned();
    let secret = key.split_once(':').unwrap().1;
    let fal = client(&sim);
    // A server that tells us our own key back.
    for body in [json!({ "detail": format!("bad key {key}") }), json!(format!("bad secret {secret}"))] {
        sim.fault(Route::Submit, Fault::Reply { status: 401, body, from_fal: false });
        let error = generation(&fal).await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains(secret), "{shown}");
        assert!(shown.contains("[key]"));
    }
    sim.fault(Route::Submit, Fault::HangUp);
    let lost = generation(&fal).await.unwrap_err();
    let shown = format!("{lost:?} {fal:?} {:?} {:?}", fal.config(), config(&sim));
    assert!(!shown.contains(secret), "{shown}");
}

#[tokio::test]
async fn a_signature_is_in_no_error() {
    let sim = FalSim::start().await;
    sim.faults(Route::Put, 99, Fault::HangUp);
    let error = client(&sim).upload("x".into(), "image/png", "a.png", &fal::Lifecycle::default()).await.unwrap_err();
    assert!(!format!("{error:?}").contains("signature"), "{error:?}");
}
