//! Jobs on this machine.

use safelight_core::{FailureKind, JobState, Operation, Route, Scale};
use safelight_testkit::TempLibrary;

use crate::stage::{Stage, fast, size, upscale};

#[tokio::test(flavor = "multi_thread")]
async fn an_upscaled_photo_stands_beside_its_source_exactly_as_large_as_asked() {
    let stage = Stage::alone(TempLibrary::new().jpeg("cat.jpg", 61, 43));
    let before = stage.photos.read("cat.jpg");

    for (scale, name) in [(Scale::X2, "cat_upscaled_2x.jpg"), (Scale::X8, "cat_upscaled_8x.jpg")] {
        let jobs = stage.run(upscale(scale), fast(), &["cat.jpg"]).await;
        let path = stage.written(&jobs[0]);
        assert_eq!(path, stage.photos.path(name));
        assert_eq!(size(&path), (61 * scale.factor(), 43 * scale.factor()));
    }
    assert_eq!(stage.photos.read("cat.jpg"), before, "an original is never touched");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_result_never_replaces_the_first() {
    let stage = Stage::alone(TempLibrary::new().png("cat.png", 20, 20));
    for name in ["cat_enhanced.png", "cat_enhanced-2.png", "cat_enhanced-3.png"] {
        let jobs = stage.run(Operation::Enhance, Route::new("local", "auto"), &["cat.png"]).await;
        assert_eq!(stage.written(&jobs[0]), stage.photos.path(name));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_bad_file_never_stops_a_batch() {
    let photos = TempLibrary::new()
        .jpeg("a.jpg", 32, 32)
        .jpeg("b.jpg", 32, 32)
        .file("broken.jpg", &safelight_testkit::corrupt_jpeg())
        .jpeg("d.jpg", 32, 32)
        .jpeg("e.jpg", 32, 32);
    let stage = Stage::alone(photos);

    let jobs = stage.run(upscale(Scale::X2), fast(), &["a.jpg", "b.jpg", "broken.jpg", "d.jpg", "e.jpg"]).await;

    let done = jobs.iter().filter(|job| job.state == JobState::Done).count();
    assert_eq!(done, 4);
    let failure = jobs[2].failure.as_ref().expect("the broken one says why");
    assert_eq!(failure.kind, FailureKind::Corrupt);
    assert!(failure.message.contains("broken.jpg"), "{}", failure.message);
    assert!(!failure.hint.is_empty(), "and what to do");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_unusable_file_fails_with_its_own_sentence() {
    let photos = TempLibrary::new()
        .file("empty.jpg", b"")
        .file("text.jpg", &safelight_testkit::text_posing_as_jpeg())
        .file("huge.png", &safelight_testkit::huge_png_header());
    let stage = Stage::alone(photos);

    let jobs = stage.run(upscale(Scale::X2), fast(), &["empty.jpg", "text.jpg", "huge.png", "gone.jpg"]).await;

    let kinds: Vec<_> = jobs.iter().map(|job| job.failure.as_ref().expect("each says why").kind).collect();
    use FailureKind::{Corrupt, TooLarge, Vanished};
    assert_eq!(kinds, [Corrupt, Corrupt, TooLarge, Vanished]);
}

#[tokio::test(flavor = "multi_thread")]
async fn transparency_is_kept_and_upscaled_with_the_picture() {
    let stage = Stage::alone(TempLibrary::new().png_with_alpha("leaf.png", 24, 18));
    let jobs = stage.run(upscale(Scale::X4), fast(), &["leaf.png"]).await;
    let header = safelight_imaging::probe(&stage.written(&jobs[0])).unwrap();
    assert!(header.alpha);
    assert_eq!((header.width, header.height), (96, 72));
}

#[tokio::test(flavor = "multi_thread")]
async fn best_without_its_weights_says_so() {
    let stage = Stage::alone(TempLibrary::new().jpeg("cat.jpg", 16, 16));
    let jobs = stage.run(upscale(Scale::X2), Route::new("local", "best"), &["cat.jpg"]).await;
    let failure = jobs[0].failure.as_ref().expect("there are no weights");
    assert_eq!(failure.kind, FailureKind::WeightsMissing);
    assert!(failure.hint.contains("Fast"), "{}", failure.hint);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_is_not_utf8_is_kept_to_the_byte() {
    let name = TempLibrary::non_utf8_name();
    let library = TempLibrary::new();
    library.write(&name, &safelight_testkit::encode_png(safelight_testkit::scene(16, 16, 1)));
    let stage = Stage::alone(library);
    let request = safelight_jobs::PlanRequest {
        operation: upscale(Scale::X2),
        sources: vec![stage.photos.path(&name)],
        route: fast(),
        folder: None,
        format: None,
    };
    let plan = stage.jobs.plan(&request).unwrap();
    let (_, ids) = stage.jobs.start(&plan.jobs()).unwrap();
    let job = stage.until(ids[0], |job| !job.state.is_open()).await;
    let path = stage.written(&job);
    let stem = name.file_stem().unwrap().as_encoded_bytes();
    assert!(path.file_name().unwrap().as_encoded_bytes().starts_with(stem));
}
