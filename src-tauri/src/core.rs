//! The core as the shell holds it: perhaps still opening, then there for good.

use std::sync::Arc;

use safelight_app::App;
use tokio::sync::watch;

/// A place for the one [`App`]. The window is up before the library is open; whoever needs the library waits here.
pub(crate) struct Core(watch::Sender<Option<Arc<App>>>);

impl Core {
    pub(crate) fn unopened() -> Self {
        Self(watch::Sender::new(None))
    }

    pub(crate) fn opened(&self, app: Arc<App>) {
        self.0.send_replace(Some(app));
    }

    /// The core, as soon as it is open.
    pub(crate) async fn app(&self) -> Arc<App> {
        let mut opened = self.0.subscribe();
        let app = opened.wait_for(Option::is_some).await.expect("the sender is ours and lives as long as we do");
        app.clone().expect("waited for it to be there")
    }

    /// The core, if it is open.
    pub(crate) fn now(&self) -> Option<Arc<App>> {
        self.0.borrow().clone()
    }
}
