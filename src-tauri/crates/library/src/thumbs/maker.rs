//! From a photo to its thumbnail: memory, disk, or the picture itself.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex};

use safelight_core::{ContentHash, PhotoId};
use safelight_files::cache;
use safelight_imaging::Limits;
use safelight_store::Store;
use safelight_store::media::{self, Flaw, Learned, Photo};

use super::disk::Disk;
use super::memory::Memory;
use super::{Answer, Learn, Thumb, ThumbError, ThumbSize};
use crate::index::{guarded, may_pass, sentence};
use crate::lock;

/// Thumbnails kept at hand, bytes: some thousand small ones.
const AT_HAND: usize = 64 << 20;

/// Larger files are not read into memory for a thumbnail.
const LARGEST: u64 = 2 << 30;

pub(super) struct Maker {
    store: Arc<Store>,
    disk: Disk,
    memory: Mutex<Memory>,
    learn: Learn,
}

impl Maker {
    pub(super) fn new(store: Arc<Store>, folder: PathBuf, learn: Sender<Learned>) -> Maker {
        Maker {
            store,
            disk: Disk::new(folder),
            memory: Mutex::new(Memory::new(AT_HAND)),
            learn: Mutex::new(Some(learn)),
        }
    }

    pub(super) fn make(&self, id: PhotoId, size: ThumbSize) -> Answer {
        let found = self.store.read(|read| media::get(read, id));
        let photo = found.map_err(|error| ThumbError::Store { message: sentence(&error) })?.ok_or(ThumbError::Gone)?;
        if let Err(Flaw(message)) = photo.look {
            return Err(ThumbError::Unreadable { message });
        }
        if let Some(thumb) = photo.hash.and_then(|hash| self.cached(hash, size)) {
            return Ok(thumb);
        }
        let bytes = read(&photo.path)?;
        let hash = ContentHash(*blake3::hash(&bytes).as_bytes());
        let cached = self.cached(hash, size);
        // Of a cached one only the colour is still to be found out, and a small picture will do for that.
        let (source, side) = cached.as_ref().map_or((&bytes, size.side()), |thumb| (&thumb.bytes, 32));
        let made = guarded(|| safelight_imaging::thumbnail(source, side, &Limits::default()));
        match made.and_then(|made| made.map_err(|error| Flaw(sentence(&error)))) {
            Err(Flaw(message)) => {
                self.learn(&photo, Some(hash), None, Some(message.clone()));
                Err(ThumbError::Unreadable { message })
            }
            Ok(made) => {
                self.learn(&photo, Some(hash), Some(made.colour), None);
                Ok(cached.unwrap_or_else(|| self.keep(size, Thumb { bytes: made.bytes, format: made.format, hash })))
            }
        }
    }

    fn cached(&self, hash: ContentHash, size: ThumbSize) -> Option<Arc<Thumb>> {
        if let Some(thumb) = lock(&self.memory).get(hash, size) {
            return Some(thumb);
        }
        let thumb = Arc::new(self.disk.get(hash, size)?);
        lock(&self.memory).put(size, &thumb);
        Some(thumb)
    }

    fn keep(&self, size: ThumbSize, thumb: Thumb) -> Arc<Thumb> {
        let thumb = Arc::new(thumb);
        lock(&self.memory).put(size, &thumb);
        if let Err(error) = self.disk.put(size, &thumb) {
            // It can be shown all the same; a full disk shows itself elsewhere.
            tracing::warn!(error = sentence(&error), "a thumbnail could not be cached");
        }
        thumb
    }

    fn learn(&self, photo: &Photo, hash: Option<ContentHash>, colour: Option<u32>, error: Option<String>) {
        if let Some(learn) = &*lock(&self.learn) {
            // Its receiver ends only after this sender.
            drop(learn.send(Learned { id: photo.id, version: photo.version, hash, colour, error }));
        }
    }

    pub(super) fn clear(&self) -> Result<(), safelight_files::Error> {
        lock(&self.memory).clear();
        self.disk.clear()
    }

    /// Lets the receiver of what is learned end.
    pub(super) fn close(&self) {
        lock(&self.learn).take();
    }
}

fn read(path: &Path) -> Result<Vec<u8>, ThumbError> {
    cache::read_limited(path, LARGEST).map_err(|error| match &error {
        safelight_files::Error::Read { source, .. } if may_pass(source) => {
            ThumbError::Missing { path: path.to_owned() }
        }
        _ => ThumbError::Unreadable { message: sentence(&error) },
    })
}
