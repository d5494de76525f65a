//! What people ask of jobs.

use safelight_core::{JobState, Scale};
use safelight_testkit::TempLibrary;

use crate::stage::{Stage, fast, upscale};

#[tokio::test(flavor = "multi_thread")]
async fn undo_takes_the_file_back_and_keeps_the_receipt() {
    let stage = Stage::alone(TempLibrary::new().jpeg("cat.jpg", 16, 16));
    let jobs = stage.run(upscale(Scale::X2), fast(), &["cat.jpg"]).await;
    let path = stage.written(&jobs[0]);

    stage.jobs.undo(jobs[0].id).unwrap();

    assert!(!path.exists());
    let job = stage.job(jobs[0].id);
    assert_eq!(job.state, JobState::Done);
    assert!(job.undo.is_some());
    assert!(stage.jobs.undo(job.id).is_err(), "there is nothing left to take back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_waiting_job_is_cancelled_at_once() {
    let photos = TempLibrary::new().jpeg("a.jpg", 900, 900).jpeg("b.jpg", 16, 16);
    let stage = Stage::alone(photos);
    let (_, ids) = stage.start(upscale(Scale::X8), fast(), &["a.jpg", "b.jpg"]);

    stage.jobs.cancel(ids[1]).unwrap();
    let job = stage.until(ids[1], |job| !job.state.is_open()).await;
    assert_eq!(job.state, JobState::Cancelled);

    stage.jobs.retry(ids[1]).unwrap();
    let job = stage.until(ids[1], |job| !job.state.is_open()).await;
    stage.written(&job);
}

#[tokio::test(flavor = "multi_thread")]
async fn finished_jobs_leave_the_list_but_not_the_books() {
    let stage = Stage::alone(TempLibrary::new().jpeg("cat.jpg", 16, 16));
    let jobs = stage.run(upscale(Scale::X2), fast(), &["cat.jpg"]).await;

    stage.jobs.hide_finished().unwrap();

    assert!(stage.jobs.list(false, 100).unwrap().is_empty());
    assert_eq!(stage.jobs.list(true, 100).unwrap().len(), 1);
    assert!(stage.jobs.get(jobs[0].id).unwrap().is_some());
}
