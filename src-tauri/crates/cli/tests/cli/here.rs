//! On this machine.

use safelight_testkit::TempLibrary;

use crate::stage::Stage;

#[test]
fn a_photo_is_upscaled_beside_itself() {
    let stage = Stage::new(TempLibrary::new().jpeg("cat.jpg", 30, 20));

    let ended = stage.run(&["upscale", "cat.jpg", "--scale", "2", "--model", "fast"]);

    assert_eq!(ended.code, 0, "{}", ended.said);
    assert_eq!(stage.size("cat_upscaled_2x.jpg"), (60, 40));
    let [line] = ended.lines.as_slice() else { panic!("one job, one line: {:?}", ended.lines) };
    assert_eq!(line["state"], "done");
    assert_eq!((&line["provider"], &line["model"]), (&"local".into(), &"fast".into()));
    assert_eq!(line["cost"], serde_json::json!({"amount": 0.0, "currency": "USD", "kind": "final"}));
    assert!(line["outputs"][0].as_str().is_some_and(|path| path.ends_with("cat_upscaled_2x.jpg")));
    assert!(line["error"].is_null());
}

#[test]
fn best_is_the_default_and_says_so() {
    let stage = Stage::new(TempLibrary::new().png("cat.png", 24, 24));
    let ended = stage.run(&["upscale", "cat.png", "--scale", "2"]);
    assert_eq!(ended.code, 0, "{}", ended.said);
    assert_eq!(ended.lines[0]["model"], "best");
    assert_eq!(stage.size("cat_upscaled_2x.png"), (48, 48));
}

#[test]
fn a_dry_run_tells_and_touches_nothing() {
    let stage = Stage::new(TempLibrary::new().jpeg("cat.jpg", 30, 20));
    let ended = stage.run(&["upscale", ".", "--provider", "fal", "--model", "fal-ai/clarity-upscaler", "--dry-run"]);
    assert_eq!(ended.code, 0, "{}", ended.said);
    let row = &ended.lines[0];
    assert!(row["output"].as_str().is_some_and(|path| path.ends_with("cat_upscaled_4x.jpg")), "{row}");
    assert_eq!(row["price"]["kind"], "estimate");
    assert_eq!(row["clash"], false);
    assert_eq!(stage.photos.names(), ["cat.jpg"]);
}

#[test]
fn one_bad_file_is_named_and_the_others_are_done() {
    let photos = TempLibrary::new().jpeg("a.jpg", 16, 16).file("bad.jpg", &safelight_testkit::corrupt_jpeg());
    let stage = Stage::new(photos);
    let ended = stage.run(&["enhance", "a.jpg", "bad.jpg", "gone.jpg"]);
    assert_eq!(ended.code, 1);
    assert!(ended.said.contains("bad.jpg") && ended.said.contains("gone.jpg"), "{}", ended.said);
    let states: Vec<_> = ended.lines.iter().filter_map(|line| line["state"].as_str()).collect();
    assert_eq!(states.iter().filter(|state| **state == "done").count(), 1);
    assert_eq!(stage.size("a_enhanced.jpg"), (16, 16));
}

#[test]
fn wrong_words_are_usage_and_list_the_right_ones() {
    let stage = Stage::new(TempLibrary::new().jpeg("cat.jpg", 16, 16));
    for (args, named) in [
        (&["upscale", "cat.jpg", "--provider", "fla"][..], "local, fal"),
        (&["upscale", "cat.jpg", "--model", "bset"], "best"),
        (&["upscale", "cat.jpg", "--scale", "3"], "2, 4, 8"),
        (&["upscale", "cat.jpg", "--format", "xcf"], "jpeg"),
        (&["generate", "a fox", "--aspect", "wide"], "landscape"),
        (&["upscale"], "PATHS"),
    ] {
        let ended = stage.run(args);
        assert_eq!(ended.code, 2, "{args:?}: {}", ended.said);
        assert!(ended.said.contains(named), "{args:?}: {}", ended.said);
    }
}

#[test]
fn the_format_that_is_asked_for_is_written() {
    let stage = Stage::new(TempLibrary::new().jpeg("cat.jpg", 16, 16));
    let ended = stage.run(&["upscale", "cat.jpg", "--model", "fast", "--format", "png", "--out", "results"]);
    assert_eq!(ended.code, 0, "{}", ended.said);
    let bytes = stage.photos.read("results/cat_upscaled_4x.png");
    assert!(bytes.starts_with(b"\x89PNG"), "the bytes match the extension");
}
