//! An open app over a temporary home and a temporary folder of pictures.

use std::sync::Arc;
use std::time::Duration;

use safelight_app::commands::dispatch;
use safelight_app::error::ApiError;
use safelight_app::wire::AppEvent;
use safelight_app::{App, AppOptions};
use safelight_testkit::TempLibrary;
use serde_json::{Value, json};
use tokio::sync::broadcast::Receiver;

pub(crate) struct Stage {
    pub(crate) app: Arc<App>,
    pub(crate) photos: TempLibrary,
    pub(crate) home: tempfile::TempDir,
    pub(crate) events: Receiver<AppEvent>,
}

impl Stage {
    pub(crate) async fn new(photos: TempLibrary) -> Stage {
        let home = tempfile::tempdir().expect("a temporary folder can be made");
        let options = AppOptions { home: Some(home.path().to_owned()), window: true, ..AppOptions::default() };
        let app = App::open(options).await.expect("a new home opens");
        Stage { events: app.events(), app, photos, home }
    }

    /// With its pictures added and seen.
    pub(crate) async fn with_photos(photos: TempLibrary, count: usize) -> Stage {
        let mut stage = Stage::new(photos).await;
        stage.ask("folder_add", json!({"path": stage.photos.root()})).await.expect("the folder can be read");
        stage.until_photos(count).await;
        stage
    }

    pub(crate) async fn ask(&self, name: &str, args: Value) -> Result<Value, ApiError> {
        let answer = dispatch(&self.app, name, args).await?;
        Ok(serde_json::from_str(&answer).expect("an answer is JSON"))
    }

    pub(crate) async fn ids(&self) -> Vec<u64> {
        let order = json!({"key": "name", "descending": false});
        let view = self.ask("view", json!({"of": {"kind": "all"}, "order": order})).await.expect("there is a view");
        view["ids"].as_array().expect("ids are a column").iter().filter_map(Value::as_u64).collect()
    }

    /// Waits until the gallery holds so many photos.
    pub(crate) async fn until_photos(&mut self, count: usize) -> Vec<u64> {
        loop {
            let ids = self.ids().await;
            if ids.len() == count {
                return ids;
            }
            self.next("photos", |event| matches!(event, AppEvent::ViewChanged | AppEvent::FoldersChanged)).await;
        }
    }

    /// The next event that is wanted.
    pub(crate) async fn next(&mut self, what: &str, wanted: impl Fn(&AppEvent) -> bool) -> AppEvent {
        let look = async {
            loop {
                let event = self.events.recv().await.expect("the app tells as long as it lives");
                if wanted(&event) {
                    return event;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(120), look).await.unwrap_or_else(|_| panic!("no {what} came"))
    }

    pub(crate) async fn batch_done(&mut self) -> safelight_app::wire::BatchSummary {
        match self.next("end of the batch", |event| matches!(event, AppEvent::BatchDone { .. })).await {
            AppEvent::BatchDone { summary } => summary,
            other => unreachable!("{other:?} was not wanted"),
        }
    }
}
