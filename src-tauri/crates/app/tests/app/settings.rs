//! Settings and keys.

use serde_json::json;

use safelight_testkit::TempLibrary;

use crate::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_kept_within_their_bounds() {
    let stage = Stage::new(TempLibrary::new()).await;
    let mut settings = stage.ask("settings", json!({})).await.unwrap();
    assert_eq!((&settings["theme"], &settings["stripPrivate"]), (&"dark".into(), &true.into()));
    settings["theme"] = "light".into();
    settings["rowHeight"] = 5000.into();
    let kept = stage.ask("settings_set", settings).await.unwrap();
    assert_eq!((&kept["theme"], &kept["rowHeight"]), (&"light".into(), &400.into()));
    let file = std::fs::read_to_string(stage.home.path().join("config/config.toml")).unwrap();
    assert!(file.contains("theme = \"light\""), "{file}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_goes_in_and_never_comes_out() {
    let stage = Stage::new(TempLibrary::new()).await;
    let error = stage.ask("key_set", json!({"provider": "fal", "key": "  "})).await.unwrap_err();
    assert_eq!(error.code, safelight_app::error::ErrorCode::BadInput);
    let error = stage.ask("key_set", json!({"provider": "local", "key": "x"})).await.unwrap_err();
    assert_eq!(error.code, safelight_app::error::ErrorCode::BadInput);
    let answer = dispatch_text(&stage, "key_set", json!({"provider": "fal", "key": "id:very-secret"})).await;
    assert!(!answer.contains("very-secret"), "{answer}");
    stage.ask("key_remove", json!({"provider": "fal"})).await.unwrap();
}

async fn dispatch_text(stage: &Stage, name: &str, args: serde_json::Value) -> String {
    safelight_app::commands::dispatch(&stage.app, name, args).await.expect("the key can stand in a header")
}
