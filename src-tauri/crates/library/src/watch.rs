//! Hears from the system which folders changed.
//!
//! On Linux every folder is watched by itself, as it is walked: the recursive watch of `notify` would look at every file once
//! more, and watch hidden folders too. `notify` also reports every opening of a file; those reports end here.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use notify::event::{CreateKind, ModifyKind, RemoveKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use safelight_files::walk::{Depth, is_picture};

use crate::lock;

/// Whether one watch covers a folder only, not what is below it.
const ONE_BY_ONE: bool = cfg!(target_os = "linux");

/// Why a folder is not watched.
#[derive(Debug, Clone)]
pub(crate) enum Unwatched {
    /// The system has no more watches for us.
    Limit,
    /// Something else, in the system's words.
    Failed(String),
}

/// Folders that changed since the last time somebody asked.
#[derive(Debug, Default)]
pub(crate) struct Dirty {
    /// What to look through again, and how deep.
    pub(crate) folders: HashMap<PathBuf, Depth>,
    /// The system lost count: everything has to be looked through.
    pub(crate) everything: bool,
}

#[derive(Debug, Default)]
struct State {
    dirty: Dirty,
    watched: HashSet<PathBuf>,
    trouble: Option<Unwatched>,
}

pub(crate) struct Watch {
    state: Arc<Mutex<State>>,
    /// `None` when the system gives us no watcher at all.
    watcher: Mutex<Option<RecommendedWatcher>>,
}

impl Watch {
    /// `wake` is called when something changed and [`Watch::dirty`] would be empty otherwise.
    pub(crate) fn new(wake: impl Fn() + Send + 'static) -> Watch {
        let state = Arc::new(Mutex::new(State::default()));
        let heard = Arc::clone(&state);
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let mut state = lock(&heard);
            let was_clean = state.dirty.is_empty();
            state.hear(event);
            if was_clean && !state.dirty.is_empty() {
                wake();
            }
        });
        let watcher = watcher.map_err(|error| lock(&state).trouble = Some(Unwatched::from(&error))).ok();
        Watch { state, watcher: Mutex::new(watcher) }
    }

    /// Watches `folder`; on systems that can, all below it. What cannot be watched is told by [`Watch::trouble`].
    pub(crate) fn add(&self, folder: &Path, is_root: bool) {
        if !ONE_BY_ONE && !is_root || !lock(&self.state).watched.insert(folder.to_owned()) {
            return;
        }
        let mode = if ONE_BY_ONE { RecursiveMode::NonRecursive } else { RecursiveMode::Recursive };
        let done = lock(&self.watcher).as_mut().map_or(Ok(()), |watcher| watcher.watch(folder, mode));
        if let Err(error) = done {
            let mut state = lock(&self.state);
            state.watched.remove(folder);
            // A folder that has just gone needs no watch, and its parent tells.
            if !matches!(error.kind, notify::ErrorKind::PathNotFound) && folder.exists() {
                state.trouble.get_or_insert(Unwatched::from(&error));
            }
        }
    }

    /// Watches `root` and what is below it no longer.
    pub(crate) fn remove(&self, root: &Path) {
        let gone: Vec<PathBuf> = lock(&self.state).watched.extract_if(|path| path.starts_with(root)).collect();
        if let Some(watcher) = lock(&self.watcher).as_mut() {
            for folder in gone {
                // It may have gone before, and its watch with it.
                drop(watcher.unwatch(&folder));
            }
        }
    }

    /// What changed since the last call.
    pub(crate) fn dirty(&self) -> Dirty {
        std::mem::take(&mut lock(&self.state).dirty)
    }

    /// Why something is not watched, once.
    pub(crate) fn trouble(&self) -> Option<Unwatched> {
        lock(&self.state).trouble.take()
    }
}

impl Dirty {
    fn is_empty(&self) -> bool {
        !self.everything && self.folders.is_empty()
    }

    fn add(&mut self, folder: &Path, depth: Depth) {
        let known = self.folders.entry(folder.to_owned()).or_insert(depth);
        if depth == Depth::All {
            *known = Depth::All;
        }
    }
}

impl State {
    fn hear(&mut self, event: notify::Result<Event>) {
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                self.trouble.get_or_insert(Unwatched::from(&error));
                self.dirty.everything = true;
                return;
            }
        };
        self.dirty.everything |= event.need_rescan();
        for path in &event.paths {
            if let Some(news) = News::of(&event.kind, path) {
                self.take(path, news);
            }
        }
    }

    fn take(&mut self, path: &Path, news: News) {
        if news == News::Gone && self.watched.contains(path) {
            self.watched.retain(|watched| !watched.starts_with(path));
        }
        if news == News::Here && path.is_dir() {
            self.dirty.add(path, Depth::All);
        }
        if let Some(parent) = path.parent() {
            self.dirty.add(parent, Depth::One);
        }
    }
}

/// What an event says of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum News {
    Here,
    Gone,
    Changed,
}

impl News {
    /// `None`: nothing that shows. A folder can have any name, and an event does not always say what it is about.
    fn of(kind: &EventKind, path: &Path) -> Option<News> {
        let name = path.file_name()?;
        if name.as_encoded_bytes().starts_with(b".") {
            return None;
        }
        let is_picture = is_picture(name);
        match kind {
            EventKind::Access(_) => None,
            EventKind::Create(CreateKind::File) | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)) => {
                is_picture.then_some(News::Changed)
            }
            EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(RenameMode::To)) => Some(News::Here),
            EventKind::Remove(RemoveKind::File) => is_picture.then_some(News::Gone),
            EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => Some(News::Gone),
            _ => Some(News::Changed),
        }
    }
}

impl From<&notify::Error> for Unwatched {
    fn from(error: &notify::Error) -> Self {
        match error.kind {
            notify::ErrorKind::MaxFilesWatch => Unwatched::Limit,
            _ => Unwatched::Failed(error.to_string()),
        }
    }
}
