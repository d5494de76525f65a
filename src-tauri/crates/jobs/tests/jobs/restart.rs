//! The process ends at some moment and comes back.

use fal_sim::{FalSim, Fault, Route as At, Stage as Hold};
use safelight_core::{FailureKind, JobState, Scale};
use safelight_testkit::TempLibrary;

use crate::stage::{Stage, client, esrgan, upscale};

#[test]
fn a_waiting_job_is_taken_up_with_exactly_one_submit() {
    let sim = FalSim::launch(&fal_sim::Options::default()).unwrap();
    sim.hold_at(Hold::Progress);
    let process = || tokio::runtime::Runtime::new().unwrap();
    let first = process();
    let (mut stage, id) = first.block_on(async {
        let stage = Stage::at(TempLibrary::new().jpeg("cat.jpg", 16, 16), &sim);
        let (_, ids) = stage.start(upscale(Scale::X2), esrgan(), &["cat.jpg"]);
        stage.until(ids[0], |job| job.state == JobState::Running).await;
        (stage, ids[0])
    });
    // All its tasks end here, wherever they are, as those of a killed process do.
    drop(first);

    let job = process().block_on(async {
        stage.restart(Some(client(&sim, None)));
        assert_eq!(stage.jobs.resume().unwrap(), (1, 0), "its owner is dead: it is taken up");
        sim.release();
        stage.until(id, |job| !job.state.is_open()).await
    });

    stage.written(&job);
    assert_eq!(sim.submits(), 1, "a second submit could be a second bill");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_living_process_keeps_its_jobs() {
    let sim = FalSim::start().await;
    sim.hold_at(Hold::Progress);
    let stage = Stage::at(TempLibrary::new().jpeg("cat.jpg", 16, 16), &sim);
    let (_, ids) = stage.start(upscale(Scale::X2), esrgan(), &["cat.jpg"]);
    stage.until(ids[0], |job| job.state == JobState::Running).await;

    let other = stage.other_process(Some(client(&sim, None)));
    assert_eq!(other.resume().unwrap(), (0, 1));
    sim.release();
    let job = stage.until(ids[0], |job| !job.state.is_open()).await;
    stage.written(&job);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_reply_is_never_sent_again_by_itself() {
    let sim = FalSim::start().await;
    sim.fault(At::Submit, Fault::LoseReply);
    let mut stage = Stage::at(TempLibrary::new().jpeg("cat.jpg", 16, 16), &sim);

    let jobs = stage.run(upscale(Scale::X2), esrgan(), &["cat.jpg"]).await;

    assert_eq!(jobs[0].state, JobState::Unsure);
    assert_eq!(jobs[0].failure.as_ref().unwrap().kind, FailureKind::LostReply);
    stage.restart(Some(client(&sim, None)));
    stage.jobs.resume().unwrap();
    assert_eq!(stage.job(jobs[0].id).state, JobState::Unsure);
    assert!(stage.jobs.retry(jobs[0].id).is_err(), "retry must not be a second charge");
    assert_eq!(sim.submits(), 1, "a second submit could be a second bill");

    stage.jobs.send_again(jobs[0].id).unwrap();
    let job = stage.until(jobs[0].id, |job| !job.state.is_open()).await;
    stage.written(&job);
    assert_eq!(sim.submits(), 2, "a person asked for it");
}
