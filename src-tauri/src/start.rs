//! The start: what the person asked for, and what kept us from doing it.

use std::error::Error as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use safelight_app::{App, AppOptions, OpenError};
use tauri::{AppHandle, Manager as _, Runtime};
use tauri_plugin_dialog::{DialogExt as _, MessageDialogKind};

use crate::core::Core;
use crate::{events, window};

const INSTANCE: &str = "app.safelight.gallery";

/// What the app is started with.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// The folder that holds everything; without it, where the platform wants it.
    pub home: Option<PathBuf>,
    /// A folder or picture to open.
    pub path: Option<PathBuf>,
}

impl Start {
    /// From `SAFELIGHT_HOME` and the program's first argument.
    #[must_use]
    pub fn from_environment() -> Self {
        let home = std::env::var_os("SAFELIGHT_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
        Self { home, path: std::env::args_os().nth(1).and_then(|argument| std::path::absolute(argument).ok()) }
    }

    /// The name by which a second start finds the first: one Safelight for each home.
    pub(crate) fn instance_name(&self) -> String {
        self.home.as_ref().map_or_else(
            || INSTANCE.to_owned(),
            |home| {
                let home = std::path::absolute(home).unwrap_or_else(|_| home.clone());
                // D-Bus knows only letters, digits and underscores.
                let hash = blake3::hash(home.as_os_str().as_encoded_bytes()).to_hex();
                format!("{INSTANCE}.home{}", &hash[..16])
            },
        )
    }
}

/// There is nothing to open a window on.
#[derive(Debug, thiserror::Error)]
#[error(
    "Safelight needs a screen: neither DISPLAY nor WAYLAND_DISPLAY is set. Without one use safelight-cli, or xvfb-run."
)]
pub(crate) struct NoScreen;

/// # Errors
/// When no window could be opened; GTK would panic.
pub(crate) fn screen() -> Result<(), NoScreen> {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY") {
        return Err(NoScreen);
    }
    Ok(())
}

/// Opens the core in the background; commands wait for it.
pub(crate) fn open_core<R: Runtime>(handle: &AppHandle<R>, start: &Start) {
    let options = AppOptions {
        home: start.home.clone(),
        resources: handle.path().resource_dir().ok(),
        window: true,
        secret_store: true,
    };
    let path = start.path.clone();
    let handle = handle.clone();
    tauri::async_runtime::spawn(async move {
        match App::open(options).await {
            Ok(app) => {
                app.set_focused(window::is_focused(&handle));
                tauri::async_runtime::spawn(events::raise_window(app.events(), handle.clone()));
                // Before the interface asks what to show first.
                if let Some(path) = path {
                    open_path(&handle, &app, path).await;
                }
                handle.state::<Core>().opened(app);
            }
            Err(error) => refuse(&handle, &error),
        }
    });
}

/// Ends as if the window was closed when the session ends (SIGTERM) or somebody presses Ctrl+C in the terminal.
#[cfg(unix)]
pub(crate) fn end_when_told<R: Runtime>(handle: &AppHandle<R>) {
    use tokio::signal::unix::{SignalKind, signal};

    let handle = handle.clone();
    tauri::async_runtime::spawn(async move {
        let (mut terminated, mut interrupted) = match (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
        {
            (Ok(terminated), Ok(interrupted)) => (terminated, interrupted),
            (Err(error), _) | (_, Err(error)) => {
                tracing::warn!(%error, "a signal will end Safelight at once");
                return;
            }
        };
        tokio::select! { _ = terminated.recv() => {} _ = interrupted.recv() => {} }
        handle.exit(0);
    });
}

/// Leaves the jobs so that the next start goes on with them.
pub(crate) fn close_core<R: Runtime>(handle: &AppHandle<R>) {
    if let Some(app) = handle.state::<Core>().now() {
        tauri::async_runtime::block_on(app.close());
    }
}

/// Safelight was started again: it is this one that shows what was asked for.
pub(crate) fn again<R: Runtime>(handle: &AppHandle<R>, arguments: &[String], folder: &str) {
    window::raise(handle);
    let Some(path) = arguments.get(1) else { return };
    let path = Path::new(folder).join(path);
    let handle = handle.clone();
    tauri::async_runtime::spawn(async move {
        let app = handle.state::<Core>().app().await;
        open_path(&handle, &app, path).await;
    });
}

/// A path that cannot be opened is said in a dialog: at the start there is no interface yet to say it.
async fn open_path<R: Runtime>(handle: &AppHandle<R>, app: &Arc<App>, path: PathBuf) {
    let title = format!("Cannot open {}", path.display());
    if let Err(error) = app.open_path(path).await {
        tracing::warn!("{title}: {error} ({})", error.detail);
        handle
            .dialog()
            .message(format!("{}\n\n{}", error.message, error.hint))
            .title(title)
            .kind(MessageDialogKind::Warning)
            .show(|_| {});
    }
}

/// Says why there is no library, and ends.
fn refuse<R: Runtime>(handle: &AppHandle<R>, error: &OpenError) {
    let causes: Vec<String> =
        std::iter::successors(error.source(), |cause| (*cause).source()).map(ToString::to_string).collect();
    tracing::error!("Safelight could not open its library: {error} ({})", causes.join(": "));
    let ended = handle.clone();
    handle
        .dialog()
        .message(format!("{error}.\n\n{}", causes.join("\n")))
        .title("Safelight could not open its library")
        .kind(MessageDialogKind::Error)
        .show(move |_| ended.exit(1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_home_has_its_own_safelight() {
        let named = |home: Option<&str>| Start { home: home.map(PathBuf::from), path: None }.instance_name();
        assert_eq!(named(None), INSTANCE);
        assert_eq!(named(Some("/tmp/a")), named(Some("/tmp/a")), "a second start finds the first");
        assert_ne!(named(Some("/tmp/a")), named(Some("/tmp/b")), "a test does not disturb the app of the person");
        assert_ne!(named(Some("/tmp/a")), named(None));
    }
}
