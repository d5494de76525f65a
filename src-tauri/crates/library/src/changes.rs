//! What listeners are told, at most ten times a second and only of what is committed.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

use safelight_core::{FolderId, PhotoId};

use crate::lock;

/// The shortest time between two rounds of changes.
const PAUSE: Duration = Duration::from_millis(100);

/// Something a view of the library has to know.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The tree of folders, its counts, or which of them can be reached.
    Folders,
    /// Photos came, went, moved or changed in these folders.
    View {
        /// The folders they lie or lay in.
        folders: Vec<FolderId>,
    },
    /// The colour, hash or error of these is known now. Their order is not touched.
    Photos {
        /// Which ones.
        ids: Vec<PhotoId>,
    },
    /// How far a scan is.
    Scan(Progress),
    /// Something the user should hear.
    Notice(Notice),
}

/// How far a scan is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// What it is doing.
    pub phase: Phase,
    /// Pictures found so far.
    pub seen: u64,
    /// Pictures of them that were new or changed and are in the library now.
    pub indexed: u64,
    /// Pictures a second.
    pub rate: f64,
}

/// What a scan is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Looking through the folders.
    Looking,
    /// All are found; new ones are being read.
    Reading,
    /// Over.
    Done,
    /// Stopped by a person. What was read stays.
    Cancelled,
}

/// Something the user should hear; `Display` gives the sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Notice {
    /// The system watches no more folders for us; they are looked through now and then instead.
    #[error("The system cannot watch {} closely: changes there show within a minute. (fs.inotify.max_user_watches is used up.)", .folder.display())]
    WatchLimit {
        /// The root.
        folder: PathBuf,
    },
    /// Watching does not work there, for another reason; it is looked through now and then instead.
    #[error("Changes in {} show within a minute only: {reason}.", .folder.display())]
    NotWatched {
        /// The root.
        folder: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// Some files or folders could not be read; the rest was.
    #[error("{} cannot be read{}.", .paths.first().map(|path| path.display().to_string()).unwrap_or_default(), more(.paths.len()))]
    Unreadable {
        /// Which ones; never empty.
        paths: Vec<PathBuf>,
    },
    /// The library could not be brought up to date.
    #[error("The folders could not be scanned: {reason}.")]
    ScanFailed {
        /// Why.
        reason: String,
    },
}

fn more(count: usize) -> String {
    if count > 1 { format!(", and {} more", count - 1) } else { String::new() }
}

#[derive(Debug, Default)]
struct Pending {
    folders: bool,
    view: HashSet<FolderId>,
    photos: HashSet<PhotoId>,
    scans: Vec<Progress>,
    notices: Vec<Notice>,
    closing: bool,
}

/// Gathers changes and tells the listeners.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    pending: Mutex<Pending>,
    wake: Condvar,
    listeners: Mutex<Vec<Sender<Change>>>,
}

impl Changes {
    pub(crate) fn listen(&self) -> Receiver<Change> {
        let (sender, receiver) = channel();
        lock(&self.listeners).push(sender);
        receiver
    }

    pub(crate) fn folders(&self) {
        self.add(|pending| pending.folders = true);
    }

    pub(crate) fn view(&self, folders: impl IntoIterator<Item = FolderId>) {
        self.add(|pending| pending.view.extend(folders));
    }

    pub(crate) fn photos(&self, ids: impl IntoIterator<Item = PhotoId>) {
        self.add(|pending| pending.photos.extend(ids));
    }

    pub(crate) fn notice(&self, notice: Notice) {
        self.add(|pending| pending.notices.push(notice));
    }

    /// Only the latest step matters, but every end is told.
    pub(crate) fn scan(&self, progress: Progress) {
        self.add(|pending| {
            pending.scans.pop_if(|last| matches!(last.phase, Phase::Looking | Phase::Reading));
            pending.scans.push(progress);
        });
    }

    fn add(&self, change: impl FnOnce(&mut Pending)) {
        change(&mut lock(&self.pending));
        self.wake.notify_all();
    }

    /// Tells listeners until [`Changes::close`]. Runs on a thread of its own.
    pub(crate) fn run(&self) {
        loop {
            let pending = lock(&self.pending);
            let waited = self.wake.wait_while(pending, |pending| !pending.closing && pending.is_empty());
            let mut pending = waited.unwrap_or_else(std::sync::PoisonError::into_inner);
            let changes = pending.take();
            if changes.is_empty() {
                return;
            }
            drop(pending);
            lock(&self.listeners).retain(|listener| changes.iter().all(|change| listener.send(change.clone()).is_ok()));
            let pending = lock(&self.pending);
            drop(self.wake.wait_timeout_while(pending, PAUSE, |pending| !pending.closing));
        }
    }

    pub(crate) fn close(&self) {
        self.add(|pending| pending.closing = true);
    }
}

impl Pending {
    fn is_empty(&self) -> bool {
        !self.folders
            && self.view.is_empty()
            && self.photos.is_empty()
            && self.scans.is_empty()
            && self.notices.is_empty()
    }

    fn take(&mut self) -> Vec<Change> {
        let taken = std::mem::take(self);
        self.closing = taken.closing;
        let mut changes = Vec::new();
        changes.extend(taken.folders.then_some(Change::Folders));
        if !taken.view.is_empty() {
            changes.push(Change::View { folders: taken.view.into_iter().collect() });
        }
        if !taken.photos.is_empty() {
            changes.push(Change::Photos { ids: taken.photos.into_iter().collect() });
        }
        changes.extend(taken.scans.into_iter().map(Change::Scan));
        changes.extend(taken.notices.into_iter().map(Change::Notice));
        changes
    }
}
