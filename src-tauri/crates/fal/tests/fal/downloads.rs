//! What is fetched, and what is refused.

use std::time::Duration;

use fal::{Config, Kind, Limits};
use fal_sim::{FalSim, Fault, Route};
use futures_util::StreamExt as _;

use crate::{client, config};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and so on";

async fn outcome(sim: &FalSim, url: &str) -> fal::Result<bytes::Bytes> {
    client(sim).download(url, &Limits::default()).await?.bytes().await
}

#[tokio::test]
async fn the_bytes_tell_what_a_file_is() {
    let sim = FalSim::start().await;
    let url = sim.put_file("picture.bin", "image/jpg", PNG);
    let download = client(&sim).download(&url, &Limits::default()).await.unwrap();
    assert_eq!((download.content_type(), download.length()), ("image/png", Some(PNG.len() as u64)));
    let chunks: Vec<_> = download.into_stream().collect().await;
    let bytes: Vec<u8> = chunks.into_iter().flat_map(Result::unwrap).collect();
    assert_eq!(bytes, PNG);
}

#[tokio::test]
async fn a_web_page_is_never_a_picture() {
    let sim = FalSim::start().await;
    let url = sim.put_file("picture.png", "image/png", "\n <!DOCTYPE html><html>Sign in</html>");
    assert_eq!(outcome(&sim, &url).await.unwrap_err().kind(), Kind::WebPage, "whatever it is called");
    let url = sim.put_file("picture.png", "text/html", "Sign in");
    assert_eq!(outcome(&sim, &url).await.unwrap_err().kind(), Kind::WebPage);
}

#[tokio::test]
async fn private_addresses_are_refused_at_once_and_after_a_redirect() {
    let sim = FalSim::start().await;
    let url = sim.put_file("a.png", "image/png", PNG);
    let private = [
        "https://10.0.0.1/x",
        "https://169.254.169.254/latest/meta-data",
        "http://example.com/x",
        "https://[fd00::1]/x",
        "file:///etc/passwd",
    ];
    for target in private {
        assert_eq!(outcome(&sim, target).await.unwrap_err().kind(), Kind::Refused, "{target}");
        sim.fault(Route::Download, Fault::Redirect { to: target.to_owned() });
        assert_eq!(outcome(&sim, &url).await.unwrap_err().kind(), Kind::Refused, "redirected to {target}");
    }
}

#[tokio::test]
async fn with_fals_own_hosts_this_machine_is_refused() {
    let sim = FalSim::start().await;
    let url = sim.put_file("a.png", "image/png", PNG);
    let fal = fal::Client::new(Config { timing: crate::timing(), ..Config::default() }).unwrap();
    assert_eq!(fal.download(&url, &Limits::default()).await.unwrap_err().kind(), Kind::Refused);
    assert!(sim.requests().is_empty(), "not even asked");
}

#[tokio::test]
async fn five_redirects_are_followed_and_no_more() {
    let sim = FalSim::start().await;
    let url = sim.put_file("a.png", "image/png", PNG);
    sim.faults(Route::Download, 5, Fault::Redirect { to: url.clone() });
    assert_eq!(outcome(&sim, &url).await.unwrap(), PNG);
    sim.faults(Route::Download, 6, Fault::Redirect { to: url.clone() });
    assert_eq!(outcome(&sim, &url).await.unwrap_err().kind(), Kind::Refused);
}

#[tokio::test]
async fn a_file_larger_than_allowed_is_cut_off() {
    let sim = FalSim::start().await;
    let url = sim.put_file("a.png", "image/png", PNG);
    let limits = Limits { bytes: 10, ..Limits::default() };
    let error = client(&sim).download(&url, &limits).await.unwrap_err();
    assert_eq!(error.kind(), Kind::TooLarge, "its length says so");

    sim.fault(Route::Download, Fault::Huge { bytes: 64 << 20 });
    let limits = Limits { bytes: 1 << 20, ..Limits::default() };
    let error = client(&sim).download(&url, &limits).await.unwrap().bytes().await.unwrap_err();
    assert_eq!(error.kind(), Kind::TooLarge, "no length, no end");
}

#[tokio::test]
async fn a_download_has_a_time_limit() {
    let sim = FalSim::start().await;
    let url = sim.put_file("a.png", "image/png", PNG);
    sim.fault(Route::Download, Fault::Silence);
    let limits = Limits { time: Duration::from_millis(50), ..Limits::default() };
    let error = client(&sim).download(&url, &limits).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Timeout);
    assert!(!error.is_ambiguous() && !error.may_be_billed());
}

#[tokio::test]
async fn a_download_is_begun_again_but_never_passed_off_as_whole() {
    let sim = FalSim::start().await;
    let url = sim.put_file("a.png", "image/png", PNG);
    sim.fault(Route::Download, Fault::BadGateway);
    sim.fault(Route::Download, Fault::HangUp);
    sim.fault(Route::Download, Fault::Cut);
    assert_eq!(outcome(&sim, &url).await.unwrap(), PNG);

    let large = [PNG, &[7; 100_000]].concat();
    let url = sim.put_file("b.png", "image/png", large);
    sim.fault(Route::Download, Fault::Cut);
    let error = outcome(&sim, &url).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Lost, "half a file is none");
    assert!(error.is_transient());
}

#[tokio::test]
async fn a_file_that_is_gone_says_nothing_about_the_key() {
    let sim = FalSim::start().await;
    let url = format!("{}/cdn/files/none.png", sim.origin());
    assert_eq!(outcome(&sim, &url).await.unwrap_err().kind(), Kind::NotFound);
    sim.fault(Route::Download, Fault::Unauthorized);
    assert!(!outcome(&sim, &url).await.unwrap_err().is_auth());
}

#[tokio::test]
async fn an_empty_file_is_an_error() {
    let sim = FalSim::start().await;
    let url = sim.put_file("a.png", "image/png", "");
    assert_eq!(outcome(&sim, &url).await.unwrap_err().kind(), Kind::Reply);
}

#[tokio::test]
async fn a_result_sent_at_once_is_a_data_uri() {
    let sim = FalSim::start().await;
    let fal = fal::Client::new(config(&sim)).unwrap();
    let input =
        serde_json::json!({ "prompt": "x", "sync_mode": true, "image_size": "square", "output_format": "jpeg" });
    let job = fal.submit(&crate::klein(), &input, &fal::SubmitOptions::default()).await.unwrap();
    let output = crate::finished(&fal, &job).await.unwrap();
    let uri = output.data["images"][0]["url"].as_str().unwrap();
    assert!(uri.starts_with("data:image/jpeg;base64,"));
    let download = fal.download(uri, &Limits::default()).await.unwrap();
    assert_eq!(download.content_type(), "image/jpeg");
    assert_eq!(download.bytes().await.unwrap()[..2], *b"\xff\xd8");
    assert_eq!(sim.count(Route::Download), 0);
    let page = fal.download("data:image/png;base64,PGh0bWw+", &Limits::default()).await.unwrap_err();
    assert_eq!(page.kind(), Kind::WebPage);
}
