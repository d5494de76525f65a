//! The one window.

use tauri::webview::{NewWindowResponse, Url, WebviewWindowBuilder};
use tauri::{App, AppHandle, Manager as _, Runtime, Window, WindowEvent};

use crate::core::Core;

const MAIN: &str = "main";

/// Opens the window described in `tauri.conf.json`. It shows our page and goes nowhere else.
pub(crate) fn open<R: Runtime>(app: &App<R>) -> tauri::Result<()> {
    let config = app.config().app.windows.first().expect("tauri.conf.json describes the window");
    WebviewWindowBuilder::from_config(app, config)?
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    Ok(())
}

fn is_ours(url: &Url) -> bool {
    url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost")
}

/// Brings the window up: somebody clicked a notification, or started Safelight again.
pub(crate) fn raise<R: Runtime>(handle: &AppHandle<R>) {
    let Some(window) = handle.get_webview_window(MAIN) else { return };
    let raised = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    if let Err(error) = raised {
        tracing::warn!(%error, "the window could not be brought up");
    }
}

/// Whether the person is looking at the window.
pub(crate) fn is_focused<R: Runtime>(handle: &AppHandle<R>) -> bool {
    handle.get_webview_window(MAIN).is_some_and(|window| window.is_focused().unwrap_or(false))
}

pub(crate) fn on_event<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    if let WindowEvent::Focused(focused) = event
        && let Some(app) = window.state::<Core>().now()
    {
        app.set_focused(*focused);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_shows_nothing_but_our_own_page() {
        for (url, ours) in [
            ("tauri://localhost/index.html", true),
            ("http://tauri.localhost/", true),
            ("https://example.org/", false),
            ("file:///etc/passwd", false),
            ("media://localhost/view/1/1", false),
        ] {
            assert_eq!(is_ours(&url.parse().unwrap()), ours, "{url}");
        }
    }
}
