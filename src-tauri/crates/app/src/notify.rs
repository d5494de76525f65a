//! OS notifications by notify-rust.

use std::sync::{Arc, Weak};

use notify_rust::Notification;

use crate::App;
use crate::wire::{AppEvent, BatchSummary};

/// Says that a batch is over, and waits on a thread of its own for the click.
pub(crate) fn batch_done(app: &Arc<App>, summary: &BatchSummary) {
    let (app, summary) = (Arc::downgrade(app), summary.clone());
    let spawned = std::thread::Builder::new().name("notification".to_owned()).spawn(move || show(&app, &summary));
    if let Err(error) = spawned {
        tracing::warn!(%error, "no thread for a notification");
    }
}

fn show(app: &Weak<App>, summary: &BatchSummary) {
    let mut notification = Notification::new();
    notification.appname("Safelight").summary(&summary.text).icon("safelight").action("default", "Open");
    if summary.comparable {
        notification.action("compare", "Compare");
    }
    let body = match (&summary.failure, summary.price.as_str()) {
        (Some(failure), _) => failure.clone(),
        (None, "free") => "Free, made on this computer".to_owned(),
        (None, price) => price.to_owned(),
    };
    let shown = notification.body(&body).show();
    let handle = match shown {
        Ok(handle) => handle,
        Err(error) => {
            // The app's own toast has said it already.
            tracing::info!(%error, "there is no notification service");
            return;
        }
    };
    handle.wait_for_action(|action| {
        let compare = match action {
            "default" => summary.comparable,
            "compare" => true,
            _ => return,
        };
        if let (Some(app), Some(id)) = (app.upgrade(), summary.first) {
            app.send(AppEvent::ShowPhoto { id, compare });
        }
    });
}
