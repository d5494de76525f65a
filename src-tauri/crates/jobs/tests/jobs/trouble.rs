//! Ordinary bad days: wrong key, no network, a provider that fails, a folder that goes.

use fal_sim::{FalSim, Fault, Route as At, Stage as Hold};
use safelight_core::{Cost, FailureKind, JobState, Scale};
use safelight_testkit::TempLibrary;

use crate::stage::{Stage, client, esrgan, upscale};

fn cat() -> TempLibrary {
    TempLibrary::new().jpeg("cat.jpg", 16, 16)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_is_named_and_nothing_is_charged() {
    let sim = FalSim::start().await;
    let stage = Stage::with(cat(), Some(client(&sim, Some("wrong:key"))));
    let jobs = stage.run(upscale(Scale::X2), esrgan(), &["cat.jpg"]).await;
    let failure = jobs[0].failure.as_ref().unwrap();
    assert_eq!(failure.kind, FailureKind::BadKey);
    assert!(!format!("{failure:?}").contains("wrong:key"), "a key is in no text");
    assert_eq!(sim.accepted(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_key_it_says_that_one_is_needed() {
    let stage = Stage::alone(cat());
    let jobs = stage.run(upscale(Scale::X2), esrgan(), &["cat.jpg"]).await;
    assert_eq!(jobs[0].failure.as_ref().unwrap().kind, FailureKind::NoKey);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_network_it_fails_and_can_be_retried() {
    let sim = FalSim::start().await;
    let remote = client(&sim, None);
    sim.stop().await;
    let stage = Stage::with(cat(), Some(remote));
    let jobs = stage.run(upscale(Scale::X2), esrgan(), &["cat.jpg"]).await;
    let failure = jobs[0].failure.as_ref().unwrap();
    assert_eq!((jobs[0].state, failure.kind), (JobState::Failed, FailureKind::Network));

    let sim = FalSim::start().await;
    stage.jobs.set_registry(registry(&sim));
    stage.jobs.retry(jobs[0].id).unwrap();
    let job = stage.until(jobs[0].id, |job| !job.state.is_open()).await;
    stage.written(&job);
}

fn registry(sim: &FalSim) -> std::sync::Arc<safelight_providers::Registry> {
    let local = std::sync::Arc::new(safelight_providers::Local::new("/nowhere".into(), 1));
    std::sync::Arc::new(safelight_providers::Registry::new(local, Some(client(sim, None))))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_account_and_a_refused_picture_are_told_apart() {
    for (fault, kind) in [
        (Fault::ExhaustedBalance, FailureKind::OutOfCredit),
        (Fault::Invalid, FailureKind::TooLarge),
        (Fault::InvalidText, FailureKind::InvalidInput),
        (Fault::Unauthorized, FailureKind::BadKey),
    ] {
        let sim = FalSim::start().await;
        sim.fault(At::Submit, fault);
        let stage = Stage::at(cat(), &sim);
        let jobs = stage.run(upscale(Scale::X2), esrgan(), &["cat.jpg"]).await;
        assert_eq!(jobs[0].failure.as_ref().unwrap().kind, kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_web_page_is_never_saved_as_a_picture() {
    let sim = FalSim::start().await;
    sim.fault(At::Download, Fault::WebPage);
    let stage = Stage::at(cat(), &sim);
    let jobs = stage.run(upscale(Scale::X2), esrgan(), &["cat.jpg"]).await;
    assert_eq!(jobs[0].failure.as_ref().unwrap().kind, FailureKind::Provider);
    assert_eq!(stage.photos.names(), ["cat.jpg"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_download_is_simply_fetched_again() {
    let sim = FalSim::start().await;
    sim.fault(At::Result, Fault::Unavailable);
    let stage = Stage::at(cat(), &sim);
    let jobs = stage.run(upscale(Scale::X2), esrgan(), &["cat.jpg"]).await;
    stage.written(&jobs[0]);
    assert_eq!(sim.submits(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paid_result_without_a_folder_is_kept_and_saved_again_for_nothing() {
    let sim = FalSim::start().await;
    sim.hold_at(Hold::Progress);
    let stage = Stage::at(cat(), &sim);
    let (_, ids) = stage.start(upscale(Scale::X2), esrgan(), &["cat.jpg"]);
    stage.until(ids[0], |job| job.state == JobState::Running).await;
    let moved = stage.photos.root().with_extension("moved");
    std::fs::rename(stage.photos.root(), &moved).unwrap();
    sim.release();

    let job = stage.until(ids[0], |job| !job.state.is_open()).await;
    assert_eq!(job.state, JobState::Unsaved, "{:?}", job.failure);
    assert_eq!(job.failure.as_ref().unwrap().kind, FailureKind::Vanished);

    std::fs::rename(&moved, stage.photos.root()).unwrap();
    stage.jobs.save_again(ids[0]).unwrap();
    let job = stage.until(ids[0], |job| !job.state.is_open()).await;
    stage.written(&job);
    assert_eq!((sim.submits(), sim.count(At::Result)), (1, 1), "nothing was paid or fetched twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_goes_while_its_job_runs_costs_no_result() {
    let sim = FalSim::start().await;
    sim.hold_at(Hold::Progress);
    let stage = Stage::at(cat(), &sim);
    let (_, ids) = stage.start(upscale(Scale::X2), esrgan(), &["cat.jpg"]);
    stage.until(ids[0], |job| job.state == JobState::Running).await;
    std::fs::remove_file(stage.photos.path("cat.jpg")).unwrap();
    sim.release();
    let job = stage.until(ids[0], |job| !job.state.is_open()).await;
    stage.written(&job);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_fails_at_the_provider_says_whether_it_was_charged() {
    let sim = FalSim::start().await;
    sim.fault(
        At::Submit,
        Fault::JobFails {
            status: 500,
            body: serde_json::json!({"detail": "Internal Server Error"}),
            error: "Internal Server Error".into(),
            error_type: Some("runner_server_error".into()),
        },
    );
    let stage = Stage::at(cat(), &sim);
    let jobs = stage.run(upscale(Scale::X2), esrgan(), &["cat.jpg"]).await;
    assert_eq!(jobs[0].state, JobState::Failed);
    assert_eq!(jobs[0].cost, Some(Cost::FREE), "fal never bills a failure of its own");
}
