//! Brings the library in line with the disk: walk, compare, read what is new, write.
//!
//! Four stages, each on its own threads, joined by short queues: the walk, the comparison with what is known, the readers of
//! headers, and the writer, which is the caller.

mod compare;
mod write;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use safelight_files::walk::{self, Depth, Listing, Picture};
use safelight_store::Store;
use safelight_store::media::{Flaw, Known, Look};

use crate::changes::{Changes, Phase, Progress};
use crate::index::{self, Seen};
use crate::{Error, lock};
use compare::{Compare, Leftover, Stop};
use write::Writer;
pub(crate) use write::{Folders, Gone};

/// Threads that read headers. They mostly wait for the disk.
const READERS: usize = 2;

/// Folders the walk may be ahead: what is known of a large library takes as long to load as to walk half of it.
const LISTINGS: usize = 1024;

/// How often a scan says how far it is.
const PROGRESS: Duration = Duration::from_millis(100);

/// What a scan found and did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scanned {
    /// Pictures on the disk.
    pub seen: u64,
    /// New or changed ones, now in the library.
    pub indexed: u64,
    /// Files that have another place or name and kept their row.
    pub moved: u64,
    /// Photos that are not on the disk any more.
    pub removed: u64,
    /// What could not be read; what is known of it was kept.
    pub unreadable: Vec<PathBuf>,
    /// It was stopped before its end; nothing was removed then.
    pub cancelled: bool,
    /// The root could not be reached; everything known of it was kept.
    pub offline: bool,
}

impl Scanned {
    /// Takes in what another scan did.
    pub(crate) fn add(&mut self, other: Scanned) {
        self.seen += other.seen;
        self.indexed += other.indexed;
        self.moved += other.moved;
        self.removed += other.removed;
        self.unreadable.extend(other.unreadable);
        self.cancelled |= other.cancelled;
        self.offline |= other.offline;
    }
}

/// What to scan.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    /// A root, or a folder below one.
    pub(crate) path: PathBuf,
    /// Whether to go below it.
    pub(crate) depth: Depth,
}

/// Everything a scan needs besides its target.
pub(crate) struct Scan<'a> {
    pub(crate) store: &'a Store,
    pub(crate) changes: &'a Changes,
    pub(crate) cancel: &'a (dyn Fn() -> bool + Sync),
    /// Hears of every folder before it is read.
    pub(crate) enter: &'a (dyn Fn(&Path) + Sync),
    /// What listeners heard so far, when they are told at all: not of the small scans that follow a change on the disk.
    pub(crate) told: Option<Told>,
}

/// A scan of several roots is one to those who hear of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    pub(crate) started: Instant,
    pub(crate) seen: u64,
    pub(crate) indexed: u64,
}

impl Told {
    pub(crate) fn new() -> Told {
        Told { started: Instant::now(), seen: 0, indexed: 0 }
    }

    pub(crate) fn progress(self, phase: Phase) -> Progress {
        let seconds = self.started.elapsed().as_secs_f64().max(1e-3);
        let rate = (if self.indexed > 0 { self.indexed } else { self.seen }) as f64 / seconds;
        Progress { phase, seen: self.seen, indexed: self.indexed, rate }
    }
}

/// From the comparison and the readers to the writer.
enum News {
    /// A folder nobody knew.
    Folder(PathBuf),
    /// A known photo under another name.
    Moved { known: Known, folder: Arc<Path>, name: std::ffi::OsString },
    /// New or changed files that were read.
    Read { folder: Arc<Path>, files: Vec<(Picture, Result<Look, Flaw>)> },
}

/// New or changed files of one folder, for the readers.
struct ToRead {
    folder: Arc<Path>,
    pictures: Vec<Picture>,
}

impl Scan<'_> {
    /// Scans `target`, which is a root or lies in one. What is not there any more is added to `gone`.
    pub(crate) fn run(&self, target: &Target, gone: &mut Gone) -> Result<Scanned, Error> {
        let seen = AtomicU64::new(0);
        let walked = AtomicBool::new(false);
        let (seen, walked) = (&seen, &walked);
        let (listings_in, listings) = sync_channel::<Listing>(LISTINGS);
        let (to_read_in, to_read) = sync_channel::<ToRead>(128);
        let (news_in, news) = sync_channel::<News>(128);
        let to_read = Arc::new(Mutex::new(to_read));

        // Every queue's ends are moved into the threads: when one stage ends early, the others notice and end too.
        let lost = &mut *gone;
        let (mut done, unvisited) = thread::scope(move |scope| {
            scope.spawn(move || self.walk(target, &listings_in));
            for _ in 0..READERS {
                let (to_read, news) = (Arc::clone(&to_read), news_in.clone());
                scope.spawn(move || self.read(&to_read, &news));
            }
            drop(to_read);
            let comparison = scope.spawn(move || {
                let compare = Compare { store: self.store, target, seen, to_read: to_read_in, news: news_in };
                let left = compare.run(&listings);
                walked.store(true, Ordering::Relaxed);
                left
            });
            let done = self.write(&news, seen, walked)?;
            drop(news);
            let left = match comparison.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)) {
                Ok(left) => left,
                Err(Stop::Closed) => Leftover::default(),
                Err(Stop::Failed(error)) => return Err(error),
            };
            let unvisited = left.unvisited.clone();
            Ok((done.finish(left, (self.cancel)(), lost)?, unvisited))
        })?;
        done.seen = seen.load(Ordering::Relaxed);
        for path in unvisited {
            done.add(self.run(&Target { path, depth: Depth::All }, gone)?);
        }
        Ok(done)
    }

    /// Writes the news until there are no more.
    fn write(&self, news: &Receiver<News>, seen: &AtomicU64, walked: &AtomicBool) -> Result<Writer<'_>, Error> {
        let mut last = Instant::now();
        let mut writer = Writer::new(self.store, self.changes);
        loop {
            match news.recv_timeout(PROGRESS) {
                Ok(item) => writer.take(item)?,
                Err(RecvTimeoutError::Timeout) => writer.flush()?,
                Err(RecvTimeoutError::Disconnected) => return Ok(writer),
            }
            if let Some(told) = self.told
                && last.elapsed() >= PROGRESS
            {
                last = Instant::now();
                let phase = if walked.load(Ordering::Relaxed) { Phase::Reading } else { Phase::Looking };
                let (seen, indexed) = (told.seen + seen.load(Ordering::Relaxed), told.indexed + writer.done.indexed);
                self.changes.scan(Told { seen, indexed, ..told }.progress(phase));
            }
        }
    }

    fn walk(&self, target: &Target, listings: &SyncSender<Listing>) {
        for listing in walk::walk(&target.path, target.depth, self.enter) {
            if (self.cancel)() || listings.send(listing).is_err() {
                return;
            }
        }
    }

    fn read(&self, to_read: &Mutex<Receiver<ToRead>>, news: &SyncSender<News>) {
        loop {
            // Bound first: a guard in the condition would be held for the whole turn.
            let next = lock(to_read).recv();
            let Ok(ToRead { folder, pictures }) = next else { return };
            let look = |picture: Picture| match index::look(&folder.join(&picture.name)) {
                Seen::Picture(look) => Some((picture, look)),
                Seen::Gone => None,
            };
            let files = pictures.into_iter().take_while(|_| !(self.cancel)()).filter_map(look).collect();
            if news.send(News::Read { folder: Arc::clone(&folder), files }).is_err() {
                return;
            }
        }
    }
}
