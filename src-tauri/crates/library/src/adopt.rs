//! Takes files in that a job has just written, without waiting for a scan.

use std::path::{Path, PathBuf};

use safelight_core::{FolderId, PhotoId};
use safelight_files::walk::Stat;
use safelight_store::media::Found;
use safelight_store::{Store, media};

use crate::Error;
use crate::changes::Changes;
use crate::index::{self, Seen};
use crate::scan::Folders;

/// Indexes `paths` and notes that `operation` made them from `made_from`. Files outside all folders, and files that are gone, are
/// left out.
pub(crate) fn adopt(
    store: &Store,
    changes: &Changes,
    paths: &[PathBuf],
    made_from: Option<&Path>,
    operation: &str,
) -> Result<Vec<PhotoId>, Error> {
    let mut ids = Vec::new();
    let mut touched = Vec::new();
    for path in paths {
        if let Some((id, folder)) = put(store, path, |write, id| {
            let source = made_from.map(|source| photo_at(write, source)).transpose()?.flatten();
            media::set_origin(write, id, source, operation)
        })? {
            ids.push(id);
            touched.push(folder);
        }
    }
    changes.folders();
    changes.view(touched);
    Ok(ids)
}

/// Reads a file again, whatever is known of it.
pub(crate) fn refresh(store: &Store, changes: &Changes, path: &Path) -> Result<(), Error> {
    let put = put(store, path, |_, _| Ok(()))?;
    changes.photos(put.map(|(id, _)| id));
    Ok(())
}

fn put(
    store: &Store,
    path: &Path,
    also: impl FnOnce(&safelight_store::Write<'_>, PhotoId) -> Result<(), safelight_store::Error>,
) -> Result<Option<(PhotoId, FolderId)>, Error> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return Ok(None) };
    let Ok(stat) = Stat::of(path) else { return Ok(None) };
    let Seen::Picture(look) = index::look(path) else { return Ok(None) };
    // Jobs may name the folder by another way than the one it was added by.
    let resolved = folder.canonicalize().ok();
    Ok(store.write(|write| {
        let mut folders = Folders::default();
        let mut id = folders.id(write, folder)?;
        if let (None, Some(resolved)) = (id, &resolved) {
            id = folders.id(write, resolved)?;
        }
        let Some(folder) = id else { return Ok(None) };
        let found: Found = index::found(folder, name, index::stat(stat), look);
        media::put(write, &found)?;
        let Some(id) = media::id(write, folder, name)? else { return Ok(None) };
        also(write, id)?;
        Ok(Some((id, folder)))
    })?)
}

fn photo_at(read: &safelight_store::Read<'_>, path: &Path) -> Result<Option<PhotoId>, safelight_store::Error> {
    let found = media::at(read, path)?;
    let found = match (found, path.canonicalize()) {
        (None, Ok(resolved)) => media::at(read, &resolved)?,
        (found, _) => found,
    };
    Ok(found.map(|photo| photo.id))
}
