//! The thread that keeps the library in line with the disk: scans when asked, follows what is heard, waits for drives.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use safelight_core::FolderId;
use safelight_files::walk::Depth;
use safelight_store::folder::Folder;
use safelight_store::{Store, folder};

use crate::changes::{Changes, Notice, Phase};
use crate::folders::covers;
use crate::index::{device, sentence};
use crate::scan::{Gone, Scan, Scanned, Target, Told};
use crate::watch::{Unwatched, Watch};
use crate::{Error, lock};

/// From the first sign of a change to looking: what belongs together usually comes together.
const SETTLE: Duration = Duration::from_millis(200);

/// How often roots are looked for that went away or came back: a drive gives no sign in the folder it was at.
const ROLL_CALL: Duration = Duration::from_secs(1);

/// How often everything is looked through when the system watches no more folders.
const ROUNDS: Duration = Duration::from_secs(30);

/// What the thread is asked to do.
pub(crate) enum Task {
    /// Scan one root, or all.
    Scan {
        root: Option<FolderId>,
        /// Cancelled by a later [`Indexer::cancel`] than this.
        stamp: u64,
        done: Option<Sender<Result<Scanned, Error>>>,
    },
    /// [`Watch::dirty`] has something.
    Changed,
    Close,
}

pub(crate) struct Indexer {
    pub(crate) store: Arc<Store>,
    pub(crate) changes: Arc<Changes>,
    /// `None`: nobody looks at the library while it is open.
    pub(crate) watch: Option<Watch>,
    cancels: AtomicU64,
    /// Roots that were removed; their scans end. Numbers of folders are not used again.
    removed: Mutex<HashSet<FolderId>>,
    closing: AtomicBool,
}

/// Scans that belong together: what is gone from one place may turn up in another.
struct Round {
    stamp: u64,
    told: Option<Told>,
    gone: Gone,
}

/// When to look, and for what.
struct Agenda {
    changed: Option<Instant>,
    /// Nobody calls it when nobody looks at the library.
    roll_call: Option<Instant>,
    /// Some folders are not watched.
    rounds: Option<Instant>,
    /// On which device each root was; `None`: not there.
    devices: HashMap<FolderId, Option<u64>>,
}

impl Indexer {
    pub(crate) fn new(store: Arc<Store>, changes: Arc<Changes>, watch: Option<Watch>) -> Indexer {
        Indexer {
            store,
            changes,
            watch,
            cancels: AtomicU64::new(0),
            removed: Mutex::default(),
            closing: AtomicBool::new(false),
        }
    }

    /// What a new [`Task::Scan`] carries.
    pub(crate) fn stamp(&self) -> u64 {
        self.cancels.load(Ordering::Acquire)
    }

    /// Stops every scan asked for until now.
    pub(crate) fn cancel(&self) {
        self.cancels.fetch_add(1, Ordering::AcqRel);
    }

    /// Stops what is done for a root that is no more.
    pub(crate) fn forget(&self, root: &Path, id: FolderId) {
        lock(&self.removed).insert(id);
        if let Some(watch) = &self.watch {
            watch.remove(root);
        }
    }

    /// Stops everything; [`Task::Close`] has to follow.
    pub(crate) fn close(&self) {
        self.closing.store(true, Ordering::Release);
    }

    /// Works until [`Task::Close`]. Runs on a thread of its own.
    pub(crate) fn run(&self, inbox: &Receiver<Task>) {
        let roll_call = self.watch.is_some().then(|| Instant::now() + ROLL_CALL);
        let mut agenda = Agenda { changed: None, roll_call, rounds: None, devices: HashMap::new() };
        loop {
            match inbox.recv_timeout(agenda.wait()) {
                Ok(Task::Scan { root, stamp, done }) => {
                    let result = self.scan(root, stamp, true, &mut agenda);
                    match done {
                        // Nobody waits for it any more: then nobody misses it.
                        Some(done) => drop(done.send(result)),
                        None => self.report(result),
                    }
                }
                Ok(Task::Changed) => {
                    agenda.changed.get_or_insert_with(|| Instant::now() + SETTLE);
                }
                Ok(Task::Close) | Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {}
            }
            if !self.closing.load(Ordering::Acquire) {
                self.report(self.look_around(&mut agenda));
            }
        }
    }

    /// Does what is due.
    fn look_around(&self, agenda: &mut Agenda) -> Result<Scanned, Error> {
        let now = Instant::now();
        if agenda.changed.take_if(|due| *due <= now).is_some() {
            self.follow(agenda)?;
        }
        if agenda.roll_call.take_if(|due| *due <= now).is_some() {
            agenda.roll_call = Some(Instant::now() + ROLL_CALL);
            self.call_roll(agenda)?;
        }
        if agenda.rounds.take_if(|due| *due <= now).is_some() {
            self.scan(None, self.stamp(), false, agenda)?;
            agenda.rounds = Some(Instant::now() + ROUNDS);
        }
        Ok(Scanned::default())
    }

    fn scan(&self, root: Option<FolderId>, stamp: u64, tells: bool, agenda: &mut Agenda) -> Result<Scanned, Error> {
        let mut round = Round { stamp, told: tells.then(Told::new), gone: Gone::default() };
        let mut total = Scanned::default();
        for found in self.store.read(folder::roots)? {
            if root.is_none_or(|id| id == found.id) && !self.is_cancelled(stamp) {
                total.add(self.scan_root(&found, &mut round, agenda)?);
                round.told = round.told.map(|told| Told { seen: total.seen, indexed: total.indexed, ..told });
            }
        }
        total.removed = round.gone.forget(&self.store, &self.changes)?;
        if let Some(told) = round.told {
            self.changes.scan(told.progress(if total.cancelled { Phase::Cancelled } else { Phase::Done }));
        }
        if !total.unreadable.is_empty() {
            self.changes.notice(Notice::Unreadable { paths: total.unreadable.clone() });
        }
        Ok(total)
    }

    fn scan_root(&self, root: &Folder, round: &mut Round, agenda: &mut Agenda) -> Result<Scanned, Error> {
        agenda.devices.insert(root.id, device(&root.path));
        let target = Target { path: root.path.clone(), depth: Depth::All };
        let mut done = self.scan_target(root, &target, round)?;
        if done.offline {
            done.unreadable.clear();
            if let Some(watch) = &self.watch {
                watch.remove(&root.path);
            }
        }
        if self.store.write(|write| folder::set_online(write, root.id, !done.offline))? {
            self.changes.folders();
            self.changes.view([root.id]);
        }
        if let Some(trouble) = self.watch.as_ref().and_then(Watch::trouble) {
            self.changes.notice(match trouble {
                Unwatched::Limit => Notice::WatchLimit { folder: root.path.clone() },
                Unwatched::Failed(reason) => Notice::NotWatched { folder: root.path.clone(), reason },
            });
            agenda.rounds = Some(Instant::now() + ROUNDS);
        }
        Ok(done)
    }

    fn scan_target(&self, root: &Folder, target: &Target, round: &mut Round) -> Result<Scanned, Error> {
        let stamp = round.stamp;
        let scan = Scan {
            store: &self.store,
            changes: &self.changes,
            cancel: &|| self.is_cancelled(stamp) || lock(&self.removed).contains(&root.id),
            enter: &|folder| {
                if let Some(watch) = &self.watch {
                    watch.add(folder, folder == root.path);
                }
            },
            told: round.told,
        };
        scan.run(target, &mut round.gone)
    }

    /// A round nobody is told of.
    fn quiet_round(&self) -> Round {
        Round { stamp: self.stamp(), told: None, gone: Gone::default() }
    }

    fn is_cancelled(&self, stamp: u64) -> bool {
        self.closing.load(Ordering::Acquire) || self.stamp() > stamp
    }

    /// Looks through the folders that changed.
    fn follow(&self, agenda: &mut Agenda) -> Result<(), Error> {
        let Some(watch) = &self.watch else { return Ok(()) };
        let dirty = watch.dirty();
        if dirty.everything {
            self.scan(None, self.stamp(), false, agenda)?;
            return Ok(());
        }
        let roots = self.store.read(folder::roots)?;
        let mut round = self.quiet_round();
        for (path, depth) in dirty.folders {
            let Some(root) = roots.iter().find(|root| covers(&root.path, &path)) else { continue };
            if let Some(target) = nearest(&root.path, path, depth) {
                self.scan_target(root, &target, &mut round)?;
                // Another process may have put the file into the library before we looked: then the scan finds nothing new.
                let folder = self.store.read(|read| folder::at(read, &target.path))?;
                self.changes.view(folder.map(|folder| folder.id));
            }
        }
        self.changes.folders();
        round.gone.forget(&self.store, &self.changes)?;
        self.call_roll(agenda)
    }

    /// Scans every root that went away, came back, or has another drive in its place.
    fn call_roll(&self, agenda: &mut Agenda) -> Result<(), Error> {
        for root in self.store.read(folder::roots)? {
            let is_there = device(&root.path);
            let known = agenda.devices.insert(root.id, is_there);
            if known.is_some_and(|known| known != is_there) {
                let mut round = self.quiet_round();
                self.scan_root(&root, &mut round, agenda)?;
                round.gone.forget(&self.store, &self.changes)?;
            }
        }
        Ok(())
    }

    fn report(&self, result: Result<Scanned, Error>) {
        if let Err(error) = result {
            tracing::error!(error = sentence(&error), "the library could not be brought up to date");
            self.changes.notice(Notice::ScanFailed { reason: sentence(&error) });
        }
    }
}

impl Agenda {
    /// Until something is due.
    fn wait(&self) -> Duration {
        const NOTHING_DUE: Duration = Duration::from_secs(3600);
        let next = [self.changed, self.roll_call, self.rounds].into_iter().flatten().min();
        next.map_or(NOTHING_DUE, |due| due.saturating_duration_since(Instant::now()))
    }
}

/// `path`, or when it is gone the folder above it that is not; `None` when not even the root is there.
fn nearest(root: &Path, path: PathBuf, depth: Depth) -> Option<Target> {
    if path.is_dir() {
        return Some(Target { path, depth });
    }
    let above = path.ancestors().skip(1).take_while(|above| above.starts_with(root)).find(|above| above.is_dir())?;
    Some(Target { path: above.to_owned(), depth: Depth::One })
}
