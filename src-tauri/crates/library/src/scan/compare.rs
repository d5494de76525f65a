//! The stage that knows what was there: sorts files into unchanged, moved, new or changed, and gone.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender};

use safelight_core::FolderId;
use safelight_files::walk::{Depth, Listing, Picture, Stat};
use safelight_store::media::{self, Known};
use safelight_store::{Read, Store, folder};

use super::{News, Target, ToRead};
use crate::Error;
use crate::index::{device, is_same, stat};

/// Files handed to a reader at once.
const HANDFUL: usize = 32;

/// What was known and not found.
#[derive(Debug, Default)]
pub(super) struct Leftover {
    /// Photos whose file is gone.
    pub(super) photos: Vec<Known>,
    /// Folders that are gone, with all below them.
    pub(super) folders: Vec<FolderId>,
    /// Sub-folders nobody knew, of a target that was not to be gone below.
    pub(super) unvisited: Vec<PathBuf>,
    /// What could not be read.
    pub(super) unreadable: Vec<PathBuf>,
    /// The target itself could not be read, or its drive is not there.
    pub(super) offline: bool,
}

/// Why a comparison ends early.
pub(super) enum Stop {
    /// Nobody waits for more: the scan ended, for a reason its own end tells.
    Closed,
    Failed(Error),
}

impl From<safelight_store::Error> for Stop {
    fn from(error: safelight_store::Error) -> Self {
        Stop::Failed(error.into())
    }
}

pub(super) struct Compare<'a> {
    pub(super) store: &'a Store,
    pub(super) target: &'a Target,
    pub(super) seen: &'a AtomicU64,
    pub(super) to_read: SyncSender<ToRead>,
    pub(super) news: SyncSender<News>,
}

/// What is known below the target and was not come by yet.
struct Memory {
    folders: HashMap<PathBuf, FolderId>,
    photos: HashMap<FolderId, HashMap<OsString, Known>>,
    /// Where the photos are kept.
    devices: HashSet<u64>,
    /// Whether a new file can be an old one under another name.
    could_move: bool,
}

impl Compare<'_> {
    pub(super) fn run(self, listings: &Receiver<Listing>) -> Result<Leftover, Stop> {
        let was_on = device(&self.target.path);
        let mut memory = self.store.read(|read| Memory::load(read, self.target))?;
        let mut left = Leftover::default();
        let mut incomplete = HashSet::new();
        while let Ok(listing) = listings.recv() {
            if self.is_unmounted(&listing, &memory) {
                return Ok(Leftover { offline: true, ..left });
            }
            self.seen.fetch_add(listing.pictures.len() as u64, Ordering::Relaxed);
            self.compare(listing, &mut memory, &mut left, &mut incomplete)?;
        }
        // A drive that went away meanwhile took its files along; they are not deleted.
        left.offline = was_on.is_none() || was_on != device(&self.target.path);
        // What lies in a folder that could not be read may still be there.
        memory.folders.retain(|path, _| !path.ancestors().any(|above| incomplete.contains(above)));
        left.folders = memory.folders.into_values().collect();
        Ok(left)
    }

    fn compare(
        &self,
        listing: Listing,
        memory: &mut Memory,
        left: &mut Leftover,
        incomplete: &mut HashSet<PathBuf>,
    ) -> Result<(), Stop> {
        let folder: Arc<Path> = listing.path.as_path().into();
        let id = memory.folders.get(&listing.path).copied();
        let known = id.and_then(|id| memory.photos.get_mut(&id));
        let (new, mut to_read) = sort(listing.pictures, known);
        if memory.could_move && !new.is_empty() {
            to_read.extend(self.pass_on_moved(&folder, new)?);
        } else {
            to_read.extend(new);
        }
        while !to_read.is_empty() {
            let pictures = to_read.split_off(to_read.len().saturating_sub(HANDFUL));
            self.to_read.send(ToRead { folder: Arc::clone(&folder), pictures }).map_err(|_| Stop::Closed)?;
        }
        if !listing.last {
            return Ok(());
        }

        memory.folders.remove(&listing.path);
        let mut missing = id.and_then(|id| memory.photos.remove(&id)).unwrap_or_default();
        if listing.unreadable.iter().any(|failed| failed.path == listing.path) {
            incomplete.insert(listing.path);
        } else {
            for failed in &listing.unreadable {
                failed.path.file_name().and_then(|name| missing.remove(name));
            }
            left.photos.extend(missing.into_values());
            if self.target.depth == Depth::One {
                let children = listing.folders.iter().map(|name| listing.path.join(name));
                left.unvisited.extend(children.filter(|child| memory.folders.remove(child).is_none()));
            }
            if id.is_none() {
                self.news.send(News::Folder(listing.path)).map_err(|_| Stop::Closed)?;
            }
        }
        left.unreadable.extend(listing.unreadable.into_iter().map(|failed| failed.path));
        Ok(())
    }

    /// Passes on those of `new` that are known photos under another name, and gives the others back.
    fn pass_on_moved(&self, folder: &Arc<Path>, new: Vec<Picture>) -> Result<Vec<Picture>, Stop> {
        let origins = self
            .store
            .read(|read| new.iter().map(|picture| origin(read, &picture.stat)).collect::<Result<Vec<_>, _>>())?;
        let mut unknown = Vec::new();
        for (picture, origin) in new.into_iter().zip(origins) {
            match origin {
                None => unknown.push(picture),
                Some(known) => {
                    let news = News::Moved { known, folder: Arc::clone(folder), name: picture.name };
                    self.news.send(news).map_err(|_| Stop::Closed)?;
                }
            }
        }
        Ok(unknown)
    }

    /// Whether this is the empty folder that is left where a drive was: nothing in it, and on another device than its photos.
    fn is_unmounted(&self, listing: &Listing, memory: &Memory) -> bool {
        let is_empty = listing.pictures.is_empty() && listing.folders.is_empty() && listing.last;
        is_empty
            && listing.path == self.target.path
            && !memory.devices.is_empty()
            && Stat::of(&listing.path).is_ok_and(|stat| !memory.devices.contains(&stat.device))
    }
}

/// Those of `pictures` with names that are not known, and those that have changed. Takes what it meets out of `known`.
fn sort(pictures: Vec<Picture>, known: Option<&mut HashMap<OsString, Known>>) -> (Vec<Picture>, Vec<Picture>) {
    let Some(known) = known else { return (pictures, Vec::new()) };
    let (mut new, mut changed) = (Vec::new(), Vec::new());
    for picture in pictures {
        match known.remove(&picture.name) {
            Some(known) if is_same(&known.stat, &stat(picture.stat)) => {}
            Some(_) => changed.push(picture),
            None => new.push(picture),
        }
    }
    (new, changed)
}

/// The photo whose file this is, if its old name is free now.
fn origin(read: &Read<'_>, found: &Stat) -> Result<Option<Known>, safelight_store::Error> {
    let found = stat(*found);
    for known in media::known_as(read, &found)? {
        let Some(folder) = folder::get(read, known.folder)? else { continue };
        let is_free = match Stat::of(&folder.path.join(&known.name)) {
            Ok(there) => there.inode != found.inode,
            Err(error) => crate::index::is_gone(&error),
        };
        if is_same(&known.stat, &found) && is_free {
            return Ok(Some(known));
        }
    }
    Ok(None)
}

impl Memory {
    fn load(read: &Read<'_>, target: &Target) -> Result<Memory, safelight_store::Error> {
        let top = folder::at(read, &target.path)?;
        let (folders, known) = match (&top, target.depth) {
            (None, _) => (Vec::new(), Vec::new()),
            (Some(top), Depth::All) => (folder::tree(read, top.id)?, media::known_below(read, top.id)?),
            (Some(top), Depth::One) => (folder::with_children(read, top.id)?, media::known_in(read, top.id)?),
        };
        let mut photos: HashMap<FolderId, HashMap<OsString, Known>> = HashMap::new();
        let mut devices = HashSet::new();
        for known in known {
            devices.insert(known.stat.device);
            photos.entry(known.folder).or_default().insert(known.name.clone(), known);
        }
        let folders = folders.into_iter().map(|folder| (folder.path, folder.id)).collect();
        Ok(Memory { folders, photos, devices, could_move: media::any(read)? })
    }
}
