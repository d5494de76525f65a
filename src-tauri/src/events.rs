//! From the core to the interface: one channel, and no more often than it can draw.

use std::collections::HashMap;
use std::mem::discriminant;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use safelight_app::wire::AppEvent;
use tauri::async_runtime::JoinHandle;
use tauri::ipc::Channel;
use tauri::{AppHandle, Runtime, State};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::core::Core;
use crate::window;

/// Two frames: what happens within them is told together.
const PAUSE: Duration = Duration::from_millis(33);

/// The interface that listens. A page that was loaded anew takes the place of the one before.
#[derive(Default)]
pub(crate) struct Subscription(Mutex<Option<JoinHandle<()>>>);

/// Sends every event from now on through `channel`.
#[tauri::command]
pub(crate) async fn subscribe(
    core: State<'_, Core>,
    subscription: State<'_, Subscription>,
    channel: Channel<AppEvent>,
) -> Result<(), ()> {
    let events = core.app().await.events();
    let task = tauri::async_runtime::spawn(tell(events, channel));
    let earlier = subscription.0.lock().unwrap_or_else(PoisonError::into_inner).replace(task);
    if let Some(earlier) = earlier {
        earlier.abort();
    }
    Ok(())
}

async fn tell(mut events: Receiver<AppEvent>, channel: Channel<AppEvent>) {
    loop {
        let mut waiting = match events.recv().await {
            Ok(event) => vec![event],
            Err(RecvError::Lagged(lost)) => {
                tracing::warn!(lost, "the interface could not keep up and looks at everything again");
                look_again()
            }
            Err(RecvError::Closed) => return,
        };
        while let Ok(event) = events.try_recv() {
            waiting.push(event);
        }
        for event in together(waiting) {
            if let Err(error) = channel.send(event) {
                tracing::warn!(%error, "the interface is gone");
                return;
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// The same story in fewer words.
fn together(events: Vec<AppEvent>) -> Vec<AppEvent> {
    let mut told: Vec<AppEvent> = Vec::with_capacity(events.len());
    for event in events {
        match (told.last_mut(), event) {
            (Some(AppEvent::Jobs { jobs: earlier }), AppEvent::Jobs { jobs }) => {
                let places: HashMap<String, usize> =
                    earlier.iter().enumerate().map(|(place, job)| (job.id.clone(), place)).collect();
                for job in jobs {
                    match places.get(&job.id) {
                        Some(&place) => earlier[place] = job,
                        None => earlier.push(job),
                    }
                }
            }
            (_, event) => {
                if says_all_by_itself(&event) {
                    told.retain(|earlier| discriminant(earlier) != discriminant(&event));
                }
                told.push(event);
            }
        }
    }
    told
}

/// Only the last of these matters.
fn says_all_by_itself(event: &AppEvent) -> bool {
    use AppEvent::{FoldersChanged, Scan, SettingsChanged, ViewChanged};
    matches!(event, FoldersChanged | ViewChanged | SettingsChanged | Scan { .. })
}

fn look_again() -> Vec<AppEvent> {
    vec![AppEvent::FoldersChanged, AppEvent::ViewChanged, AppEvent::SettingsChanged]
}

/// Brings the window up whenever the core wants something to be seen.
pub(crate) async fn raise_window<R: Runtime>(mut events: Receiver<AppEvent>, handle: AppHandle<R>) {
    loop {
        match events.recv().await {
            Ok(AppEvent::ShowPhoto { .. }) => window::raise(&handle),
            Ok(_) | Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return,
        }
    }
}
