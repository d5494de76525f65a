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
                put_newer(earlier, jobs, |job| &job.id);
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

/// Each of `newer` takes the place of the one with its id, or comes to the end.
fn put_newer<T>(list: &mut Vec<T>, newer: Vec<T>, id: impl Fn(&T) -> &str) {
    let mut places: HashMap<String, usize> =
        list.iter().enumerate().map(|(place, one)| (id(one).to_owned(), place)).collect();
    for one in newer {
        match places.get(id(&one)) {
            Some(&place) => list[place] = one,
            None => {
                places.insert(id(&one).to_owned(), list.len());
                list.push(one);
            }
        }
    }
}

/// Only the last of these matters.
fn says_all_by_itself(event: &AppEvent) -> bool {
    use AppEvent::{FoldersChanged, Scan, SettingsChanged, ViewChanged};
    matches!(event, FoldersChanged | ViewChanged | SettingsChanged | Scan { .. })
}

/// Jobs need no word here: each tells all of itself with its next step.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(seen: u32) -> AppEvent {
        AppEvent::Scan { phase: "looking".to_owned(), seen, indexed: 0, done: false }
    }

    #[test]
    fn of_what_says_all_by_itself_only_the_last_is_told() {
        let told =
            together(vec![AppEvent::ViewChanged, scan(1), AppEvent::ViewChanged, scan(2), AppEvent::FoldersChanged]);
        assert!(
            matches!(told[..], [AppEvent::ViewChanged, AppEvent::Scan { seen: 2, .. }, AppEvent::FoldersChanged]),
            "{told:?}"
        );
    }

    #[test]
    fn what_asks_for_something_is_told_each_time() {
        let show = |id| AppEvent::ShowPhoto { id, compare: false };
        assert_eq!(together(vec![show(1), show(1), show(2)]).len(), 3, "a click may not be lost");
    }

    #[test]
    fn a_job_is_told_once_as_it_is_now() {
        let mut jobs = vec![("a", 1), ("b", 1)];
        put_newer(&mut jobs, vec![("c", 1), ("a", 2), ("c", 2)], |job| job.0);
        assert_eq!(jobs, [("a", 2), ("b", 1), ("c", 2)]);
    }
}
