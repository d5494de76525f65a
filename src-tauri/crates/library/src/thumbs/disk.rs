//! The thumbnails on the disk: `ab/<hash>-<size>.jpg`, named by what they were made from.

use std::path::{Path, PathBuf};

use safelight_core::{ContentHash, Format};
use safelight_files::cache;

use super::{Thumb, ThumbSize};

/// No thumbnail has more bytes; what does is not one of ours.
const LIMIT: u64 = 8 << 20;

#[derive(Debug)]
pub(super) struct Disk {
    folder: PathBuf,
}

impl Disk {
    pub(super) fn new(folder: PathBuf) -> Disk {
        Disk { folder }
    }

    /// A cached thumbnail; `None` when it has to be made (again), whatever the reason.
    pub(super) fn get(&self, hash: ContentHash, size: ThumbSize) -> Option<Thumb> {
        [Format::Jpeg, Format::WebP].into_iter().find_map(|format| {
            let bytes = cache::read_limited(&self.path(hash, size, format), LIMIT).ok()?;
            let is_whole = Format::sniff(&bytes) == Some(format);
            is_whole.then_some(Thumb { bytes, format, hash })
        })
    }

    pub(super) fn put(&self, size: ThumbSize, thumb: &Thumb) -> Result<(), safelight_files::Error> {
        cache::put(&self.path(thumb.hash, size, thumb.format), &thumb.bytes)
    }

    pub(super) fn clear(&self) -> Result<(), safelight_files::Error> {
        cache::clear(&self.folder)
    }

    fn path(&self, hash: ContentHash, size: ThumbSize, format: Format) -> PathBuf {
        let name = hash.to_hex();
        let file = format!("{name}-{}.{}", size.side(), format.extension());
        Path::new(&self.folder).join(&name[..2]).join(file)
    }
}
