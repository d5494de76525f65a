//! The last stage: puts what was found into the database, in batches that show the first photos early.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use safelight_core::FolderId;
use safelight_store::media::Known;
use safelight_store::{Store, Write, folder, media};

use super::compare::Leftover;
use super::{News, Scanned};
use crate::changes::Changes;
use crate::natural::sort_name;
use crate::{Error, index};

/// The first photos are shown when so many are read.
const FIRST_BATCH: usize = 60;

/// Rows in one transaction: enough to be quick, few enough that nobody else waits long for the writer.
const BATCH: usize = 2000;

/// The longest a photo that was read waits to be shown.
const PATIENCE: Duration = Duration::from_millis(250);

pub(super) struct Writer<'a> {
    store: &'a Store,
    changes: &'a Changes,
    batch: Vec<News>,
    /// Rows in the batch.
    rows: usize,
    flushed: Instant,
    is_first: bool,
    pub(super) done: Scanned,
}

/// Rows of folders, by path.
#[derive(Debug, Default)]
pub(crate) struct Folders(HashMap<PathBuf, FolderId>);

impl<'a> Writer<'a> {
    pub(super) fn new(store: &'a Store, changes: &'a Changes) -> Self {
        Writer {
            store,
            changes,
            batch: Vec::new(),
            rows: 0,
            flushed: Instant::now(),
            is_first: true,
            done: Scanned::default(),
        }
    }

    pub(super) fn take(&mut self, news: News) -> Result<(), Error> {
        self.rows += news.rows();
        self.batch.push(news);
        let enough = if self.is_first { FIRST_BATCH } else { BATCH };
        if self.rows >= enough || self.flushed.elapsed() > PATIENCE { self.flush() } else { Ok(()) }
    }

    pub(super) fn flush(&mut self) -> Result<(), Error> {
        self.flushed = Instant::now();
        if self.batch.is_empty() {
            return Ok(());
        }
        self.is_first = false;
        self.rows = 0;
        let batch = std::mem::take(&mut self.batch);
        let touched = self.store.write(|write| {
            // Of this transaction only: before the next one, a folder can be removed.
            let mut folders = Folders::default();
            let mut touched = HashSet::new();
            for news in &batch {
                put(write, &mut folders, news, &mut touched)?;
            }
            Ok(touched)
        })?;
        for news in &batch {
            match news {
                News::Read { files, .. } => self.done.indexed += files.len() as u64,
                News::Moved { .. } => self.done.moved += 1,
                News::Folder(_) => {}
            }
        }
        self.changes.folders();
        self.changes.view(touched);
        Ok(())
    }

    /// Writes what is waiting, and adds what is not there any more to `gone`, unless the scan was cut short.
    pub(super) fn finish(mut self, left: Leftover, cancelled: bool, gone: &mut Gone) -> Result<Scanned, Error> {
        self.flush()?;
        self.done.unreadable = left.unreadable;
        self.done.offline = left.offline;
        self.done.cancelled = cancelled;
        if !cancelled && !left.offline {
            gone.photos.extend(left.photos);
            gone.folders.extend(left.folders);
        }
        Ok(self.done)
    }
}

/// What was not found where it was known to be. It may still turn up elsewhere, so it is forgotten only when all scans that
/// belong together are through.
#[derive(Debug, Default)]
pub(crate) struct Gone {
    photos: Vec<Known>,
    folders: Vec<FolderId>,
}

impl Gone {
    /// Forgets everything that has not turned up elsewhere, and says how many photos that were, without those of gone folders.
    pub(crate) fn forget(self, store: &Store, changes: &Changes) -> Result<u64, Error> {
        let mut removed = 0;
        for photos in self.photos.chunks(BATCH) {
            removed += store.write(|write| {
                photos.iter().try_fold(0, |count, known| Ok(count + u64::from(media::remove(write, known)?)))
            })?;
        }
        if !self.folders.is_empty() {
            store.write(|write| self.folders.iter().try_for_each(|&id| folder::remove(write, id)))?;
        }
        let touched: HashSet<FolderId> = self.photos.iter().map(|known| known.folder).chain(self.folders).collect();
        if !touched.is_empty() {
            changes.folders();
            changes.view(touched);
        }
        Ok(removed)
    }
}

impl News {
    fn rows(&self) -> usize {
        if let News::Read { files, .. } = self { files.len() } else { 1 }
    }
}

fn put(
    write: &Write<'_>,
    folders: &mut Folders,
    news: &News,
    touched: &mut HashSet<FolderId>,
) -> Result<(), safelight_store::Error> {
    match news {
        News::Folder(path) => {
            touched.extend(folders.id(write, path)?);
        }
        News::Moved { known, folder, name } => {
            if let Some(id) = folders.id(write, folder)? {
                media::rename(write, known.id, id, name, &sort_name(name))?;
                touched.extend([known.folder, id]);
            }
        }
        News::Read { folder, files } => {
            if let Some(id) = folders.id(write, folder)? {
                for (picture, look) in files {
                    media::put(write, &index::found(id, &picture.name, index::stat(picture.stat), look.clone()))?;
                }
                touched.insert(id);
            }
        }
    }
    Ok(())
}

impl Folders {
    /// The row of the folder at `path`, made now if need be with those above it; `None` when no root is above it (any more).
    pub(crate) fn id(&mut self, write: &Write<'_>, path: &Path) -> Result<Option<FolderId>, safelight_store::Error> {
        if let Some(&id) = self.0.get(path) {
            return Ok(Some(id));
        }
        let id = match folder::at(write, path)? {
            Some(folder) => folder.id,
            None => {
                let Some(above) = path.parent() else { return Ok(None) };
                let Some(parent) = self.id(write, above)? else { return Ok(None) };
                folder::put(write, Some(parent), path)?
            }
        };
        self.0.insert(path.to_owned(), id);
        Ok(Some(id))
    }
}
