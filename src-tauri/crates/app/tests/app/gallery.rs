//! Folders, photos, pictures.

use safelight_testkit::TempLibrary;
use serde_json::json;

use crate::stage::Stage;

fn three() -> TempLibrary {
    TempLibrary::new().jpeg("a.jpg", 60, 40).png("b.png", 30, 30).jpeg("sub/c.jpg", 40, 60)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_becomes_columns_a_tree_and_pictures() {
    let stage = Stage::with_photos(three(), 3).await;

    let folders = stage.ask("folders", json!({})).await.unwrap();
    assert_eq!((&folders["total"], &folders["madeHere"]), (&3.into(), &0.into()));
    let ids = stage.ids().await;
    let photos = stage.ask("photos", json!({"ids": ids})).await.unwrap();
    assert_eq!(photos["photos"][0]["name"], "a.jpg");
    assert_eq!((&photos["photos"][0]["width"], &photos["photos"][0]["height"]), (&60.into(), &40.into()));

    let version = &photos["photos"][0]["version"];
    let thumb = stage.app.media(&format!("/thumb/{}/{version}/256", ids[0])).await;
    assert_eq!((thumb.status, thumb.mime.as_str(), thumb.cache), (200, "image/jpeg", true));
    let view = stage.app.media(&format!("/view/{}/{version}?max=20", ids[0])).await;
    assert_eq!(view.status, 200);
    assert!(view.bytes.len() < 20_000, "it was made smaller");
    assert_eq!(stage.app.media("/view/999999/1").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_and_goes_on_disk_is_seen() {
    let mut stage = Stage::with_photos(three(), 3).await;
    stage.photos.write("d.jpg", &stage.photos.read("a.jpg"));
    stage.until_photos(4).await;
    std::fs::remove_file(stage.photos.path("d.jpg")).unwrap();
    stage.until_photos(3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_file_has_a_tile_with_a_reason() {
    let mut stage = Stage::new(TempLibrary::new().broken().jpeg("good.jpg", 20, 20)).await;
    stage.ask("folder_add", json!({"path": stage.photos.root()})).await.unwrap();
    let ids = stage.until_photos(6).await;
    for id in &ids {
        // Whatever they are, nothing here may end the program.
        let status = stage.app.media(&format!("/thumb/{id}/1/256")).await.status;
        assert!(matches!(status, 200 | 422), "{status}");
    }
    let photos = stage.ask("photos", json!({"ids": ids})).await.unwrap();
    let broken = photos["photos"].as_array().unwrap().iter().filter(|photo| photo["error"].is_string()).count();
    assert!(broken >= 3, "each says why: {photos}");
}

#[tokio::test(flavor = "multi_thread")]
async fn trash_is_undone_by_its_token() {
    let mut stage = Stage::with_photos(three(), 3).await;
    let ids = stage.ids().await;
    let trashed = stage.ask("photos_trash", json!({"ids": [ids[0]]})).await.unwrap();
    assert_eq!(trashed["count"], 1);
    stage.until_photos(2).await;
    assert!(!stage.photos.path("a.jpg").exists());
    stage.ask("photos_restore", json!({"token": trashed["token"]})).await.unwrap();
    stage.until_photos(3).await;
    assert!(stage.photos.path("a.jpg").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_not_there_is_said_plainly() {
    let stage = Stage::new(TempLibrary::new()).await;
    let error = stage.ask("folder_add", json!({"path": "/nowhere/at/all"})).await.unwrap_err();
    assert!(error.message.contains("/nowhere/at/all"), "{error:?}");
    let error = stage.ask("no_such_command", json!({})).await.unwrap_err();
    assert_eq!(error.code, safelight_app::error::ErrorCode::BadInput);
}
