//! At a provider.

use fal_sim::{FalSim, Options, Route as At, Stage as Hold};
use safelight_testkit::TempLibrary;

use crate::stage::Stage;

fn sim() -> FalSim {
    FalSim::launch(&Options::default()).expect("the simulator starts")
}

fn cat() -> TempLibrary {
    TempLibrary::new().jpeg("cat.jpg", 16, 16)
}

#[test]
fn fal_upscales_with_a_receipt() {
    let sim = sim();
    let stage = Stage::at(cat(), &sim);
    let ended = stage.run(&["upscale", "cat.jpg", "--provider", "fal", "--scale", "4"]);
    assert_eq!(ended.code, 0, "{}", ended.said);
    assert_eq!(stage.size("cat_upscaled_4x.jpg"), (64, 64));
    assert!(ended.lines[0]["request_id"].is_string());
}

#[test]
fn pictures_are_generated_where_they_were_asked_for() {
    let sim = sim();
    let stage = Stage::at(TempLibrary::new(), &sim);
    let ended =
        stage.run(&["generate", "a fox in snow", "--out", ".", "--count", "2", "--seed", "7", "--aspect", "square"]);
    assert_eq!(ended.code, 0, "{}", ended.said);
    assert_eq!(ended.lines[0]["outputs"].as_array().map(Vec::len), Some(2));
    assert_eq!(stage.photos.names().len(), 2);
}

#[test]
fn a_missing_and_a_wrong_key_end_with_three() {
    let sim = sim();
    let without = Stage::at(cat(), &sim).set("FAL_KEY", "");
    let ended = without.run(&["upscale", "cat.jpg", "--provider", "fal"]);
    assert_eq!(ended.code, 3, "{}", ended.said);
    assert!(ended.said.contains("key"), "{}", ended.said);

    let wrong = Stage::at(cat(), &sim).set("FAL_KEY", "wrong:secret");
    for args in [&["upscale", "cat.jpg", "--provider", "fal"][..], &["providers", "test", "fal"]] {
        let ended = wrong.run(args);
        assert_eq!(ended.code, 3, "{args:?}: {}", ended.said);
        assert!(!ended.said.contains("wrong:secret"), "a key is in no text");
    }
    assert_eq!(Stage::at(cat(), &sim).run(&["providers", "test", "fal"]).code, 0);
}

#[test]
fn a_limit_stops_before_anything_is_sent() {
    let sim = sim();
    let stage = Stage::at(TempLibrary::new().jpeg("big.jpg", 1800, 1300), &sim);
    let clarity = ["upscale", "big.jpg", "--provider", "fal", "--model", "fal-ai/clarity-upscaler"];
    for more in [&["--max-cost", "0.10"][..], &[]] {
        let ended = stage.run(&[&clarity[..], more].concat());
        assert_eq!(ended.code, 4, "{}", ended.said);
    }
    // What is charged by machine time has no price beforehand.
    let ended = stage.run(&["upscale", "big.jpg", "--provider", "fal", "--max-cost", "5", "--yes"]);
    assert_eq!(ended.code, 4, "{}", ended.said);
    assert_eq!((sim.submits(), sim.uploads().len()), (0, 0));
}

#[test]
fn a_killed_process_loses_nothing_and_pays_once() {
    let sim = sim();
    sim.hold_at(Hold::Progress);
    let stage = Stage::at(cat(), &sim);
    let mut first = stage.start(&["upscale", "cat.jpg", "--provider", "fal", "--scale", "2"]);
    tokio::runtime::Runtime::new().unwrap().block_on(sim.until(At::StatusStream, 1));
    first.kill().unwrap();
    first.wait().unwrap();

    let listed = stage.run(&["jobs", "list"]);
    assert_eq!(listed.lines.len(), 1);
    assert!(listed.lines[0]["request_id"].is_string(), "the receipt was stored before waiting");
    sim.release();
    let resumed = stage.run(&["jobs", "resume"]);

    assert_eq!(resumed.code, 0, "{}", resumed.said);
    assert_eq!(resumed.lines[0]["state"], "done");
    assert_eq!(stage.size("cat_upscaled_2x.jpg"), (32, 32));
    assert_eq!(sim.submits(), 1, "a second submit could be a second bill");
}
