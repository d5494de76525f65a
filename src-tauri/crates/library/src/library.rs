//! The library: what everybody else talks to.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use safelight_core::{FolderId, Order, PhotoId};
use safelight_store::{Store, media, view};

use crate::changes::{Change, Changes};
use crate::folders::{self, Folder};
use crate::indexer::{Indexer, Task};
use crate::scan::Scanned;
use crate::thumbs::Thumbs;
use crate::watch::Watch;
use crate::{Error, Photo, Scope, View, adopt};

/// How a library is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where thumbnails are cached; made when needed.
    pub thumbs: PathBuf,
    /// Whether to scan at once and to follow what changes on the disk. Not for one command of the command line.
    pub watch: bool,
    /// Threads that make thumbnails; 0: one less than the machine has cores, and at least 2.
    pub workers: usize,
}

/// The user's folders and the pictures in them. Dropped, it stops what it does and waits for its threads.
pub struct Library {
    store: Arc<Store>,
    changes: Arc<Changes>,
    indexer: Arc<Indexer>,
    tasks: Sender<Task>,
    thumbs: Thumbs,
    threads: Vec<JoinHandle<()>>,
}

impl Library {
    /// Opens the library that `store` holds.
    ///
    /// # Errors
    /// [`Error::Threads`].
    pub fn open(store: Arc<Store>, options: Options) -> Result<Library, Error> {
        let changes = Arc::new(Changes::default());
        let (tasks, inbox) = channel();
        let watch = options.watch.then(|| {
            let tasks = tasks.clone();
            // The receiver is gone only when the library is closing.
            Watch::new(move || drop(tasks.send(Task::Changed)))
        });
        let indexer = Arc::new(Indexer::new(Arc::clone(&store), Arc::clone(&changes), watch));
        let thumbs = Thumbs::open(Arc::clone(&store), Arc::clone(&changes), options.thumbs, options.workers)?;
        let threads = vec![
            spawn("library-changes", {
                let changes = Arc::clone(&changes);
                move || changes.run()
            })?,
            spawn("library-index", {
                let indexer = Arc::clone(&indexer);
                move || indexer.run(&inbox)
            })?,
        ];
        let library = Library { store, changes, indexer, tasks, thumbs, threads };
        if options.watch {
            library.scan();
        }
        Ok(library)
    }

    /// What happens from now on. Sent after it is in the database, at most ten times a second.
    pub fn changes(&self) -> Receiver<Change> {
        self.changes.listen()
    }

    /// Adds a folder and starts to scan it. One inside a folder that was added is shown already and stays where it is in the
    /// tree; one around such folders takes them in.
    ///
    /// # Errors
    /// [`Error::Unreadable`], [`Error::NotAFolder`], [`Error::Store`].
    pub fn add_folder(&self, path: &Path) -> Result<FolderId, Error> {
        let unreadable = |source| Error::Unreadable { path: path.to_owned(), source };
        let path = path.canonicalize().map_err(unreadable)?;
        if !path.is_dir() {
            return Err(Error::NotAFolder { path });
        }
        path.read_dir().map_err(unreadable)?;
        let added = folders::add(&self.store, &path)?;
        self.changes.folders();
        if added.is_new {
            self.send(Some(added.id), None);
        }
        Ok(added.id)
    }

    /// Forgets a folder that was added, and its photos. Files are not touched.
    ///
    /// # Errors
    /// [`Error::NotARoot`], [`Error::NoFolder`], [`Error::Store`].
    pub fn remove_folder(&self, id: FolderId) -> Result<(), Error> {
        let path = folders::remove(&self.store, id)?;
        self.indexer.forget(&path, id);
        self.changes.folders();
        self.changes.view([id]);
        Ok(())
    }

    /// The tree of folders, parents before their children.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn folders(&self) -> Result<Vec<Folder>, Error> {
        folders::tree(&self.store)
    }

    /// Looks through everything again, behind the caller's back.
    pub fn scan(&self) {
        self.send(None, None);
    }

    /// Looks through everything again, and waits for the end.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::Closing`].
    pub fn scan_and_wait(&self) -> Result<Scanned, Error> {
        let (done, result) = channel();
        self.send(None, Some(done));
        result.recv().unwrap_or(Err(Error::Closing))
    }

    /// Stops the scans asked for until now. What they have read stays.
    pub fn cancel_scan(&self) {
        self.indexer.cancel();
    }

    /// Takes in files a job has just written, made from `made_from` by `operation`. They are in the library when this returns.
    /// Files outside all folders are left out.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn adopt(&self, paths: &[PathBuf], made_from: Option<&Path>, operation: &str) -> Result<Vec<PhotoId>, Error> {
        adopt::adopt(&self.store, &self.changes, paths, made_from, operation)
    }

    /// Reads a photo's file again that could not be shown, and makes its thumbnails anew.
    ///
    /// # Errors
    /// [`Error::NoPhoto`], [`Error::Store`].
    pub fn retry(&self, id: PhotoId) -> Result<(), Error> {
        let photo = self.photo(id)?.ok_or(Error::NoPhoto { id })?;
        adopt::refresh(&self.store, &self.changes, &photo.path)
    }

    /// The photos of `scope` in `order`, as columns.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn view(&self, scope: Scope, order: Order) -> Result<View, Error> {
        Ok(self.store.read(|read| view::columns(read, scope, order))?)
    }

    /// One photo; `None` when it is not in the library any more.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn photo(&self, id: PhotoId) -> Result<Option<Photo>, Error> {
        Ok(self.store.read(|read| media::get(read, id))?)
    }

    /// Those of `ids` that are still in the library, in the same order.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn photos(&self, ids: &[PhotoId]) -> Result<Vec<Photo>, Error> {
        Ok(self.store.read(|read| ids.iter().filter_map(|&id| media::get(read, id).transpose()).collect())?)
    }

    /// The photo whose file is at `path`.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn photo_at(&self, path: &Path) -> Result<Option<Photo>, Error> {
        Ok(self.store.read(|read| media::at(read, path))?)
    }

    /// What was made from `source`.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn siblings(&self, source: PhotoId) -> Result<Vec<Photo>, Error> {
        Ok(self.store.read(|read| media::made_from(read, source))?)
    }

    /// The thumbnails.
    pub fn thumbs(&self) -> &Thumbs {
        &self.thumbs
    }

    fn send(&self, root: Option<FolderId>, done: Option<Sender<Result<Scanned, Error>>>) {
        let task = Task::Scan { root, stamp: self.indexer.stamp(), done };
        // The thread lives as long as the library; if it panicked, whoever waits hears that its sender is gone.
        drop(self.tasks.send(task));
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        self.indexer.close();
        drop(self.tasks.send(Task::Close));
        self.changes.close();
        for thread in self.threads.drain(..) {
            // A panic was reported by the thread itself.
            drop(thread.join());
        }
    }
}

pub(crate) fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, Error> {
    thread::Builder::new().name(name.to_owned()).spawn(work).map_err(Error::Threads)
}
