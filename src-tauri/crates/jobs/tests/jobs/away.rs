//! Jobs at a provider.

use fal_sim::{FalSim, Route as At, Stage as Hold};
use safelight_core::{CostKind, JobState, Operation, Route, Scale};
use safelight_testkit::TempLibrary;

use crate::stage::{Stage, esrgan, generate, size, upscale};

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_goes_up_once_and_comes_back_four_times_as_large() {
    let sim = FalSim::start().await;
    let stage = Stage::at(TempLibrary::new().jpeg("cat.jpg", 40, 30), &sim);

    let jobs = stage.run(upscale(Scale::X4), esrgan(), &["cat.jpg"]).await;

    let path = stage.written(&jobs[0]);
    assert_eq!(path, stage.photos.path("cat_upscaled_4x.jpg"), "its source's format, not the model's");
    assert_eq!(size(&path), (160, 120));
    assert_eq!((sim.submits(), sim.uploads().len()), (1, 1));
    assert!(jobs[0].request_id.is_some(), "the receipt is kept");
    assert!(jobs[0].cost.is_some_and(|cost| cost.amount.is_some() && cost.kind == CostKind::Estimate));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_pictures_are_one_request_and_depend_on_the_seed() {
    let sim = FalSim::start().await;
    let stage = Stage::at(TempLibrary::new(), &sim);
    let klein = || Route::new("fal", "fal-ai/flux-2/klein/9b");

    let jobs = stage.run(generate("a fox in snow", 7, 2), klein(), &[]).await;

    assert_eq!(jobs[0].state, JobState::Done, "{:?}", jobs[0].failure);
    assert_eq!(jobs[0].outputs.len(), 2);
    assert_eq!(sim.submits(), 1);
    for path in &jobs[0].outputs {
        assert_eq!(size(path), (1024, 1024));
    }
    let read = |n: usize| std::fs::read(&jobs[0].outputs[n]).unwrap();
    assert_ne!(read(0), read(1), "two different pictures");
}

#[tokio::test(flavor = "multi_thread")]
async fn enhance_by_clarity_sends_the_guides_figures() {
    let sim = FalSim::start().await;
    let stage = Stage::at(TempLibrary::new().png("cat.png", 20, 20), &sim);
    let clarity = Route::new("fal", "fal-ai/clarity-upscaler");

    let jobs = stage.run(Operation::Enhance, clarity, &["cat.png"]).await;

    stage.written(&jobs[0]);
    let sent = sim.requests_to(At::Submit)[0].json();
    assert_eq!(sent["creativity"], 0.35);
    assert_eq!(sent["upscale_factor"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn cancel_in_the_queue_ends_it_there_and_here() {
    let sim = FalSim::start().await;
    sim.hold_at(Hold::Queue);
    let stage = Stage::at(TempLibrary::new().jpeg("cat.jpg", 16, 16), &sim);
    let (_, ids) = stage.start(upscale(Scale::X2), esrgan(), &["cat.jpg"]);
    stage.until(ids[0], |job| job.state == JobState::Submitted).await;

    stage.jobs.cancel(ids[0]).unwrap();

    let job = stage.until(ids[0], |job| !job.state.is_open()).await;
    assert_eq!(job.state, JobState::Cancelled);
    assert_eq!(sim.count(At::Cancel), 1);
    assert!(job.outputs.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_finishes_in_spite_of_cancel_is_saved() {
    let sim = FalSim::start().await;
    sim.ignore_cancel(true);
    sim.hold_at(Hold::Progress);
    let stage = Stage::at(TempLibrary::new().jpeg("cat.jpg", 16, 16), &sim);
    let (_, ids) = stage.start(upscale(Scale::X2), esrgan(), &["cat.jpg"]);
    stage.until(ids[0], |job| job.state == JobState::Running).await;

    stage.jobs.cancel(ids[0]).unwrap();
    sim.until(At::Cancel, 1).await;
    sim.release();

    let job = stage.until(ids[0], |job| !job.state.is_open()).await;
    stage.written(&job);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_place_and_no_serial_number_leaves() {
    let sim = FalSim::start().await;
    let stage = Stage::at(TempLibrary::new().jpeg("cat.jpg", 16, 16), &sim);
    let tagged = std::process::Command::new("exiftool")
        .args(["-overwrite_original", "-GPSLatitude=48.2", "-GPSLatitudeRef=N", "-SerialNumber=SN12345", "-Artist=Me"])
        .arg(stage.photos.path("cat.jpg"))
        .output()
        .expect("exiftool is installed");
    assert!(tagged.status.success(), "{tagged:?}");

    stage.run(upscale(Scale::X2), esrgan(), &["cat.jpg"]).await;

    let sent = stage.photos.write("sent.jpg", &sim.uploads()[0].bytes);
    let seen = std::process::Command::new("exiftool").arg(&sent).output().expect("exiftool is installed");
    let seen = String::from_utf8_lossy(&seen.stdout).into_owned();
    assert!(!seen.contains("GPS") && !seen.contains("SN12345"), "{seen}");
    assert!(!sim.uploads()[0].file_name.contains("cat"), "nor the file's name");
}
