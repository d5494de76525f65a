//! Rows to try things on.

use std::ffi::OsStr;
use std::path::Path;

use safelight_core::{FolderId, Format, PhotoId};
use safelight_store::media::{Found, Look, Stat};
use safelight_store::{Store, folder, media};

pub(crate) fn stat(n: u64) -> Stat {
    Stat { size: 1000 + n, modified_ns: n as i64 * 1_000_000, inode: n, device: 1 }
}

/// A file called `name`, the `n`th state of it.
pub(crate) fn found(folder: FolderId, name: impl AsRef<OsStr>, n: u64) -> Found {
    let name = name.as_ref();
    let look = Look { format: Format::Jpeg, width: 300, height: 200, orientation: 1, taken: None };
    Found {
        folder,
        name: name.to_owned(),
        sort_name: name.as_encoded_bytes().to_owned(),
        stat: stat(n),
        version: n as u32,
        look: Ok(look),
    }
}

pub(crate) fn root(store: &Store, path: &str) -> FolderId {
    store.write(|write| folder::put(write, None, Path::new(path))).unwrap()
}

pub(crate) fn photo(store: &Store, folder: FolderId, name: &str, n: u64) -> PhotoId {
    put(store, &found(folder, name, n))
}

pub(crate) fn put(store: &Store, found: &Found) -> PhotoId {
    let id = store.write(|write| {
        media::put(write, found)?;
        media::id(write, found.folder, &found.name)
    });
    id.unwrap().unwrap()
}
