//! The parts of Safelight, put together.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use safelight_core::{FolderId, SystemClock};
use safelight_files::trash;
use safelight_jobs::{Jobs, Options};
use safelight_library::Library;
use safelight_providers::fal::Fal;
use safelight_providers::{Local, Registry, Remote};
use safelight_store::Store;
use tokio::sync::broadcast;

use crate::error::ApiError;
use crate::places::{self, Places};
use crate::secrets::Secrets;
use crate::wire::{AppEvent, Notice, NoticeKind, Settings};
use crate::{SOFTWARE, pump, settings};

/// How to open the app.
#[derive(Debug, Clone, Default)]
pub struct AppOptions {
    /// Everything under this folder; `None`: `SAFELIGHT_HOME`, else the platform's folders.
    pub home: Option<PathBuf>,
    /// The app's own resources, as installed.
    pub resources: Option<PathBuf>,
    /// Folders are watched, the desktop is told, open jobs go on. False for the command line, which does so when asked.
    pub window: bool,
    /// Keys are read from and kept in the system's secret store; false: in memory, as tests want it.
    pub secret_store: bool,
}

/// Why the app could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The user has no home folder.
    #[error("there is no home folder to keep the library in; set SAFELIGHT_HOME to a folder")]
    NoHome,
    /// A folder could not be made.
    #[error("cannot write in {}", path.display())]
    Folder {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The library.
    #[error(transparent)]
    Store(#[from] safelight_store::Error),
    /// The photos.
    #[error(transparent)]
    Library(#[from] safelight_library::Error),
    /// The jobs.
    #[error(transparent)]
    Jobs(#[from] safelight_jobs::Error),
}

/// Safelight without a window.
pub struct App {
    pub(crate) places: Places,
    pub(crate) resources: Option<PathBuf>,
    pub(crate) window: bool,
    pub(crate) store: Arc<Store>,
    pub(crate) library: Arc<Library>,
    pub(crate) jobs: Jobs,
    pub(crate) secrets: Secrets,
    local: Arc<Local>,
    settings: Mutex<Settings>,
    events: broadcast::Sender<AppEvent>,
    focused: AtomicBool,
    /// What was trashed in this run, to be restored.
    pub(crate) trashed: Mutex<HashMap<String, trash::Receipt>>,
    next_token: AtomicU64,
    /// A folder to show once the UI asks.
    pub(crate) open_folder: Mutex<Option<FolderId>>,
}

impl App {
    /// Opens the library and takes up open jobs. Runs on the current Tokio runtime.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn open(options: AppOptions) -> Result<Arc<App>, OpenError> {
        let places = match &options.home {
            Some(home) => Places::under(home),
            None => Places::of_this_user().ok_or(OpenError::NoHome)?,
        };
        let opened = tokio::task::spawn_blocking(move || App::open_parts(places, options)).await;
        let (parts, complaint) = opened.expect("opening does not panic")?;
        let app = Arc::new(parts);
        if let Some(message) = complaint {
            app.notice(NoticeKind::Error, message, "");
        }
        pump::start(&app);
        if app.window {
            app.jobs.resume()?;
            tokio::spawn(measure(app.clone()));
        }
        Ok(app)
    }

    fn open_parts(places: Places, options: AppOptions) -> Result<(App, Option<String>), OpenError> {
        for path in [&places.config, &places.data, &places.cache] {
            make_folder(path)?;
        }
        let (settings, complaint) = settings::load(&places.settings());
        let store = Arc::new(Store::open(&places.database())?);
        let library = Arc::new(Library::open(
            store.clone(),
            safelight_library::Options { thumbs: places.thumbs(), watch: options.window, workers: 0 },
        )?);
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        // The window leaves a core to itself; the command line takes all (`local-upscaling.md` §5).
        let threads = if options.window { cores.saturating_sub(1).max(1) } else { cores };
        let local = Arc::new(Local::new(places::weights(options.resources.as_deref()), threads));
        let secrets = if options.secret_store { Secrets::open() } else { Secrets::in_memory() };
        let jobs = Jobs::open(Options {
            store: store.clone(),
            registry: Arc::new(Registry::new(local.clone(), fal(&secrets))),
            cache: places.results(),
            leases: places.leases(),
            clock: Arc::new(SystemClock),
            software: SOFTWARE.to_owned(),
            at_once: settings.jobs_at_once,
            strip_private: settings.strip_private,
        })?;
        let (events, _) = broadcast::channel(1024);
        let app = App {
            places,
            resources: options.resources,
            window: options.window,
            store,
            library,
            jobs,
            secrets,
            local,
            settings: Mutex::new(settings),
            events,
            focused: AtomicBool::new(false),
            trashed: Mutex::default(),
            next_token: AtomicU64::new(1),
            open_folder: Mutex::default(),
        };
        Ok((app, complaint))
    }

    /// What the UI should know, from now on.
    pub fn events(&self) -> broadcast::Receiver<AppEvent> {
        self.events.subscribe()
    }

    /// The jobs, for the command line.
    pub fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    /// The photos, for the command line.
    pub fn library(&self) -> &Arc<Library> {
        &self.library
    }

    /// Whether the window has the focus: then nothing is said by the desktop.
    pub fn set_focused(&self, focused: bool) {
        self.focused.store(focused, Ordering::Relaxed);
    }

    pub(crate) fn is_focused(&self) -> bool {
        self.focused.load(Ordering::Relaxed)
    }

    /// Opens a path that was given to the program: a folder, or the folder of a picture.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn open_path(self: &Arc<Self>, path: PathBuf) -> Result<(), ApiError> {
        let shown = self
            .blocking(move |app| {
                let folder = if path.is_file() { path.parent().unwrap_or(&path).to_owned() } else { path };
                Ok(app.library.add_folder(&folder)?)
            })
            .await?;
        *self.lock(&self.open_folder) = Some(shown);
        self.send(AppEvent::ShowFolder { id: shown.to_string() });
        Ok(())
    }

    /// Ends the app's own work. Jobs stay resumable: their rows say where they are.
    pub async fn close(&self) {
        self.library.cancel_scan();
    }

    pub(crate) fn send(&self, event: AppEvent) {
        // Nobody listening is no trouble.
        drop(self.events.send(event));
    }

    pub(crate) fn notice(&self, kind: NoticeKind, message: impl Into<String>, hint: &str) {
        let notice = Notice { kind, message: message.into(), hint: hint.to_owned() };
        self.send(AppEvent::Notice { notice });
    }

    pub(crate) fn settings(&self) -> Settings {
        self.lock(&self.settings).clone()
    }

    pub(crate) fn set_settings(&self, settings: Settings) -> Result<(), ApiError> {
        settings::save(&self.places.settings(), &settings)?;
        self.jobs.set_at_once(settings.jobs_at_once);
        self.jobs.set_strip_private(settings.strip_private);
        *self.lock(&self.settings) = settings;
        Ok(())
    }

    /// After a key came or went: other clients, and the jobs that wait for one go on.
    pub fn keys_changed(&self) -> Result<(), ApiError> {
        self.jobs.set_registry(Arc::new(Registry::new(self.local.clone(), fal(&self.secrets))));
        if self.window {
            self.jobs.resume()?;
        }
        self.send(AppEvent::SettingsChanged);
        Ok(())
    }

    pub(crate) fn local(&self) -> &Arc<Local> {
        &self.local
    }

    /// Runs something that waits for the disk off the asynchronous threads.
    pub(crate) async fn blocking<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&App) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let app = self.clone();
        match tokio::task::spawn_blocking(move || work(&app)).await {
            Ok(answer) => answer,
            Err(error) => Err(ApiError::failed("Something went wrong inside Safelight", &error)),
        }
    }

    pub(crate) fn token(&self) -> String {
        self.next_token.fetch_add(1, Ordering::Relaxed).to_string()
    }

    pub(crate) fn lock<'m, T>(&self, mutex: &'m Mutex<T>) -> MutexGuard<'m, T> {
        mutex.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// When the first thumbnails are there, one small tile tells how long *best* takes on this machine.
const SETTLED: std::time::Duration = std::time::Duration::from_secs(4);

async fn measure(app: Arc<App>) {
    tokio::time::sleep(SETTLED).await;
    let local = app.local.clone();
    match tokio::task::spawn_blocking(move || local.measure()).await {
        Ok(Ok(())) => {}
        // The menu says so at its entry.
        Ok(Err(error)) => tracing::info!(%error, "best cannot be used"),
        Err(error) => tracing::error!(%error, "measuring this machine failed"),
    }
}

/// fal, if it has a key that can be used.
pub(crate) fn fal(secrets: &Secrets) -> Option<Arc<dyn Remote>> {
    let (key, _) = secrets.get("fal")?;
    match Fal::connect(Some(&key)) {
        Ok(fal) => Some(fal),
        Err(error) => {
            tracing::error!(%error, "fal cannot be used");
            None
        }
    }
}

fn make_folder(path: &Path) -> Result<(), OpenError> {
    #[expect(clippy::disallowed_methods, reason = "our own folders, not the user's")]
    std::fs::create_dir_all(path).map_err(|source| OpenError::Folder { path: path.to_owned(), source })
}
