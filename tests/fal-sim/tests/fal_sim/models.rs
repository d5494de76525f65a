//! Models do real work, and complain as the real ones do.

use fal_sim::FalSim;
use image::GenericImageView as _;
use serde_json::json;

use crate::{Caller, small_source};

#[tokio::test]
async fn a_picture_depends_on_prompt_seed_and_size() {
    let sim = FalSim::start().await;
    let caller = Caller::of(&sim);
    let size = json!({ "width": 64, "height": 48 });
    let base = caller.picture(json!({ "prompt": "a cat", "seed": 1, "image_size": size })).await;
    let same = caller.picture(json!({ "prompt": "a cat", "seed": 1, "image_size": size })).await;
    let dog = caller.picture(json!({ "prompt": "a dog", "seed": 1, "image_size": size })).await;
    let other = caller.picture(json!({ "prompt": "a cat", "seed": 2, "image_size": size })).await;
    let preset = caller.picture(json!({ "prompt": "a cat", "seed": 1, "image_size": "square" })).await;
    assert_eq!(base, same);
    assert!(base != dog && base != other);
    assert_eq!((base.dimensions(), preset.dimensions()), ((64, 48), (512, 512)));
}

#[tokio::test]
async fn as_many_pictures_come_as_were_asked_for_each_another() {
    let sim = FalSim::start().await;
    let caller = Caller::of(&sim);
    let input = json!({ "prompt": "x", "num_images": 3, "image_size": { "width": 32, "height": 32 }, "output_format": "webp", "seed": 5 });
    let (_, body) = caller.run("fal-ai/flux-2/klein/9b", &input).await;
    let pictures = body["images"].as_array().unwrap();
    assert_eq!((pictures.len(), &body["seed"], &body["prompt"]), (3, &json!(5), &json!("x")));
    assert!(pictures.iter().all(|picture| picture["content_type"] == "image/webp"));
    let first = caller.fetch(pictures[0]["url"].as_str().unwrap()).await;
    assert_ne!(first, caller.fetch(pictures[1]["url"].as_str().unwrap()).await);
}

#[tokio::test]
async fn upscalers_really_upscale() {
    let sim = FalSim::start().await;
    let caller = Caller::of(&sim);
    let source = small_source(&caller).await;
    let original = decoded(source.as_str().unwrap());
    for (endpoint, field, factor, size) in [
        ("fal-ai/esrgan", "scale", 4.0, (160, 120)),
        ("fal-ai/clarity-upscaler", "upscale_factor", 2.0, (80, 60)),
        ("fal-ai/seedvr/upscale/image", "upscale_factor", 1.5, (60, 45)),
        ("fal-ai/aura-sr", "upscale_factor", 4.0, (160, 120)),
    ] {
        let (_, body) = caller.run(endpoint, &json!({ "image_url": source, field: factor })).await;
        let made = caller.fetch(body["image"]["url"].as_str().unwrap()).await;
        assert_eq!(made.dimensions(), size, "{endpoint}");
        let back = made.resize_exact(40, 30, image::imageops::FilterType::Triangle).to_rgb8();
        let apart =
            back.iter().zip(original.iter()).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / (40.0 * 30.0 * 3.0);
        assert!(apart < 4.0, "{endpoint}: reduced again it must be the source, but is {apart:.1} levels away");
    }
}

#[tokio::test]
async fn an_input_out_of_range_is_complained_about_field_by_field() {
    let sim = FalSim::start().await;
    let caller = Caller::of(&sim);
    let (status, body) = caller.run("fal-ai/esrgan", &json!({ "scale": 9 })).await;
    assert_eq!(status, 422);
    assert_eq!(body["detail"][0]["loc"], json!(["body", "image_url"]));
    assert_eq!((&body["detail"][1]["type"], &body["detail"][1]["ctx"]["le"]), (&json!("less_than_equal"), &json!(8.0)));

    for (url, kind) in [
        ("https://elsewhere.example/x.png", "file_download_error"),
        ("data:image/png;base64,aGVsbG8=", "image_load_error"),
    ] {
        let (status, body) = caller.run("fal-ai/esrgan", &json!({ "image_url": url })).await;
        assert_eq!((status, &body["detail"][0]["type"]), (422, &json!(kind)));
    }
}

#[tokio::test]
async fn what_is_made_is_billed_by_its_unit() {
    let sim = FalSim::start().await;
    let caller = Caller::of(&sim);
    let input = json!({ "prompt": "x", "num_images": 2, "image_size": "square" });
    for (endpoint, units) in [("fal-ai/flux/schnell", "0.524288"), ("fal-ai/gpt-image-2", "2")] {
        let reply = caller.post(&format!("/run/{endpoint}"), &input).await;
        assert_eq!(reply.headers()["x-fal-billable-units"], units);
    }
    let reply = caller.post("/run/fal-ai/flux/schnell", &json!({})).await;
    assert_eq!(reply.headers()["x-fal-billable-units"], "0", "a refused input is free");
    let prices: serde_json::Value =
        caller.get("/platform/v1/models/pricing?endpoint_id=fal-ai/flux/dev").await.json().await.unwrap();
    assert_eq!(prices["prices"][0]["unit_price"], json!(0.025));
}

#[tokio::test]
async fn an_unknown_model_is_an_unknown_application() {
    let sim = FalSim::start().await;
    let reply = Caller::of(&sim).post("/queue/fal-ai/nonsense", &json!({})).await;
    assert_eq!(
        (reply.status().as_u16(), reply.text().await.unwrap()),
        (404, r#"{"detail":"Application \"nonsense\" not found"}"#.to_owned())
    );
}

/// The picture in a data URI.
fn decoded(uri: &str) -> image::RgbImage {
    use base64::Engine as _;
    let (_, data) = uri.split_once(',').expect("a data URI");
    let bytes = base64::engine::general_purpose::STANDARD.decode(data).expect("base64");
    image::load_from_memory(&bytes).expect("a picture").to_rgb8()
}
