//! A library of its own for every test.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use safelight_core::{Order, PhotoId, SortKey};
use safelight_library::{Change, Library, Options, Photo, Scope};
use safelight_store::Store;
use tempfile::TempDir;

/// Long enough for a machine under load; a test that needs it fails anyway.
const DEADLINE: Duration = Duration::from_secs(30);

pub(crate) struct Opened {
    pub(crate) library: Library,
    pub(crate) changes: Receiver<Change>,
    pub(crate) home: TempDir,
}

impl std::ops::Deref for Opened {
    type Target = Library;

    fn deref(&self) -> &Library {
        &self.library
    }
}

/// A library that looks at the disk when it is told to.
pub(crate) fn still() -> Opened {
    open(tempfile::tempdir().unwrap(), false)
}

/// A library that follows the disk.
pub(crate) fn watching() -> Opened {
    open(tempfile::tempdir().unwrap(), true)
}

fn open(home: TempDir, watch: bool) -> Opened {
    let store = Arc::new(Store::open(&home.path().join("library.db")).unwrap());
    let options = Options { thumbs: home.path().join("thumbs"), watch, workers: 2 };
    let library = Library::open(store, options).unwrap();
    Opened { changes: library.changes(), library, home }
}

impl Opened {
    /// The same library once more, as another process has it open.
    pub(crate) fn beside(&self) -> Library {
        let store = Arc::new(Store::open(&self.home.path().join("library.db")).unwrap());
        Library::open(store, Options { thumbs: self.thumbs_folder(), watch: false, workers: 1 }).unwrap()
    }

    /// Closes it and opens it again, as the next start of the program does.
    pub(crate) fn reopen(self, watch: bool) -> Opened {
        let Opened { library, home, .. } = self;
        drop(library);
        open(home, watch)
    }

    pub(crate) fn thumbs_folder(&self) -> PathBuf {
        self.home.path().join("thumbs")
    }

    pub(crate) fn ids(&self, scope: Scope) -> Vec<PhotoId> {
        let order = Order { key: SortKey::Name, descending: false };
        self.view(scope, order).unwrap().ids.into_iter().map(|id| PhotoId(id.into())).collect()
    }

    pub(crate) fn all(&self) -> Vec<Photo> {
        self.photos(&self.ids(Scope::All)).unwrap()
    }

    /// The names of all photos, in natural order.
    pub(crate) fn names(&self) -> Vec<String> {
        self.all().iter().map(|photo| photo.path.file_name().unwrap().to_string_lossy().into_owned()).collect()
    }

    pub(crate) fn named(&self, name: &str) -> Photo {
        let all = self.all();
        let found = all.iter().find(|photo| photo.path.file_name().unwrap().to_string_lossy() == name);
        found.unwrap_or_else(|| panic!("no photo {name} among {all:?}")).clone()
    }

    /// Waits until `is_so`, woken by the library's own changes.
    pub(crate) fn until(&self, what: &str, is_so: impl Fn(&Opened) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !is_so(self) {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(_) = self.changes.recv_timeout(left) else {
                panic!("{what}: not within {DEADLINE:?}; there is {:?}", self.names());
            };
        }
    }

    /// Waits for a change that `matches`.
    pub(crate) fn until_told<T>(&self, what: &str, matches: impl Fn(Change) -> Option<T>) -> T {
        let deadline = Instant::now() + DEADLINE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let change = self.changes.recv_timeout(left).unwrap_or_else(|_| panic!("{what}: not told"));
            if let Some(told) = matches(change) {
                return told;
            }
        }
    }
}
