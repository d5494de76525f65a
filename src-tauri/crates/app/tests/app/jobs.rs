//! From a right-click to a sibling.

use safelight_app::error::ErrorCode;
use safelight_testkit::TempLibrary;
use serde_json::json;

use crate::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn a_right_click_makes_a_sibling_that_knows_its_source() {
    let mut stage = Stage::with_photos(TempLibrary::new().jpeg("cat.jpg", 30, 20), 1).await;
    let id = stage.ids().await[0];
    let upscale = json!({"kind": "upscale", "scale": 4});

    let routes = stage.ask("routes", json!({"operation": upscale, "photos": [id]})).await.unwrap();
    assert_eq!(routes["output"], json!([120, 80]));
    let offers = routes["offers"].as_array().unwrap();
    assert_eq!((&offers[0]["label"], &offers[0]["price"]["text"]), (&"Best, on this computer".into(), &"free".into()));
    let clarity = offers.iter().find(|offer| offer["route"]["model"] == "fal-ai/clarity-upscaler").unwrap();
    assert_eq!(clarity["available"], false);
    assert!(clarity["price"]["text"].as_str().unwrap().starts_with("~$"), "{clarity}");

    let route = json!({"provider": "local", "model": "fast"});
    let start = json!({"operation": upscale, "photos": [id], "route": route, "acceptPrice": false});
    stage.ask("jobs_start", start).await.unwrap();
    let summary = stage.batch_done().await;
    assert_eq!(summary.text, "Upscaled to 120 × 80");
    assert_eq!((summary.done, summary.failed, summary.price.as_str()), (1, 0, "free"));

    let result = summary.first.expect("the result is in the library at once");
    let family = stage.ask("photo_family", json!({"id": result})).await.unwrap();
    assert_eq!(family["source"]["id"], id);
    assert_eq!(family["siblings"][0]["name"], "cat_upscaled_4x.jpg");

    stage.ask("batch_undo", json!({"batch": summary.batch})).await.unwrap();
    assert!(!stage.photos.path("cat_upscaled_4x.jpg").exists());
    let jobs = stage.ask("jobs", json!({})).await.unwrap();
    assert_eq!((&jobs["jobs"][0]["state"], &jobs["jobs"][0]["undone"]), (&"done".into(), &true.into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_photos_a_price_is_for_one_unit() {
    let stage = Stage::new(TempLibrary::new()).await;
    let routes = stage.ask("routes", json!({"operation": {"kind": "enhance"}, "photos": []})).await.unwrap();
    let texts: Vec<_> = routes["offers"].as_array().unwrap().iter().map(|offer| &offer["price"]["text"]).collect();
    assert_eq!(texts, ["free", "$0.03 a megapixel"], "never “free” for want of a photo");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_of_five_with_a_bad_one_has_one_summary() {
    let mut photos = TempLibrary::new().file("bad.jpg", &safelight_testkit::corrupt_jpeg());
    for n in 0..4 {
        photos = photos.jpeg(&format!("{n}.jpg"), 16, 16);
    }
    let mut stage = Stage::with_photos(photos, 5).await;
    let ids = stage.ids().await;
    let start = json!({"operation": {"kind": "enhance"}, "photos": ids, "route": null, "acceptPrice": false});
    stage.ask("jobs_start", start).await.unwrap();
    let summary = stage.batch_done().await;
    assert_eq!((summary.done, summary.failed), (4, 1));
    assert_eq!(summary.text, "4 of 5 enhanced, 1 failed");
    assert!(summary.failure.is_some_and(|why| why.contains("bad.jpg")));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_key_a_provider_asks_for_one() {
    let stage = Stage::with_photos(TempLibrary::new().jpeg("cat.jpg", 16, 16), 1).await;
    let ids = stage.ids().await;
    let route = json!({"provider": "fal", "model": "fal-ai/esrgan"});
    let upscale = json!({"kind": "upscale", "scale": 2});
    let start = json!({"operation": upscale, "photos": ids, "route": route, "acceptPrice": true});
    let error = stage.ask("jobs_start", start).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NoKey);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_generation_is_quoted_and_checked_before_it_starts() {
    let stage = Stage::with_photos(TempLibrary::new().jpeg("cat.jpg", 16, 16), 1).await;
    let models = stage.ask("models", json!({})).await.unwrap();
    let klein = models["models"][0]["route"].clone();
    assert_eq!(klein["model"], "fal-ai/flux-2/klein/9b");
    let quote = stage.ask("generate_quote", json!({"route": klein, "aspect": "square", "count": 2})).await.unwrap();
    assert_eq!(quote["text"], "~$0.013", "two megapixel pictures at $0.006 a megapixel");
    let error = stage.ask("generate_quote", json!({"route": klein, "aspect": "wide", "count": 2})).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::BadInput);
}
