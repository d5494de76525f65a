//! The system's trash, with a receipt that finds exactly what was put in.

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use trash::TrashItem;
use trash::os_limited;

use crate::Error;

/// What was put into the trash together, to be stored and taken back later.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Receipt {
    items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Item {
    /// The trash's own name for it.
    #[serde(with = "bytes")]
    id: OsString,
    #[serde(with = "bytes")]
    original: OsString,
}

impl Receipt {
    /// Where the files were before.
    pub fn originals(&self) -> impl Iterator<Item = &Path> {
        self.items.iter().map(|item| Path::new(&item.original))
    }
}

/// Some of the files are in the trash, the others where they were.
#[derive(Debug, thiserror::Error)]
#[error("{} of the files went to the trash, then one did not", .done.items.len())]
pub struct Stopped {
    /// What is in the trash.
    pub done: Receipt,
    /// What stopped it.
    #[source]
    pub source: Error,
}

/// Moves `paths` to the trash of their drive.
///
/// # Errors
/// [`Stopped`] at the first file the trash does not take, with the receipt for those before it.
pub fn put<P: AsRef<Path>>(paths: &[P]) -> Result<Receipt, Box<Stopped>> {
    let mut done = Receipt::default();
    for path in paths {
        match put_one(path.as_ref()) {
            Ok(item) => done.items.push(item),
            Err(source) => return Err(Box::new(Stopped { done, source })),
        }
    }
    Ok(done)
}

fn put_one(path: &Path) -> Result<Item, Error> {
    let failed = |source| Error::Trash { path: path.to_owned(), source: Box::new(source) };
    let original = std::path::absolute(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    let before: HashSet<OsString> = twins(&original).map_err(failed)?.into_iter().map(|item| item.id).collect();
    trash::delete(&original).map_err(failed)?;
    let mut new = twins(&original).map_err(failed)?;
    new.retain(|item| !before.contains(&item.id));
    match new.pop() {
        Some(item) => Ok(Item { id: item.id, original: original.into() }),
        None => Err(Error::NotInTrash { path: original }),
    }
}

/// What the trash holds that was at `original` before.
fn twins(original: &Path) -> Result<Vec<TrashItem>, trash::Error> {
    let mut items = os_limited::list()?;
    items.retain(|item| item.original_path() == original);
    Ok(items)
}

/// Puts everything of a receipt back where it was.
///
/// # Errors
/// [`Error::NotInTrash`], [`Error::Taken`] or [`Error::Trash`] at the first file that cannot be put back; those before it are back.
pub fn restore(receipt: &Receipt) -> Result<Vec<PathBuf>, Error> {
    let mut restored = Vec::new();
    for item in &receipt.items {
        let path = PathBuf::from(&item.original);
        let failed = |source| Error::Trash { path: path.clone(), source: Box::new(source) };
        let found = os_limited::list().map_err(failed)?.into_iter().find(|found| found.id == item.id);
        let Some(found) = found else { return Err(Error::NotInTrash { path }) };
        match os_limited::restore_all([found]) {
            Ok(()) => restored.push(path),
            Err(trash::Error::RestoreCollision { .. }) => return Err(Error::Taken { path }),
            Err(source) => return Err(failed(source)),
        }
    }
    Ok(restored)
}

/// Names as JSON: text where they are UTF-8, else a list of bytes.
mod bytes {
    use std::ffi::{OsStr, OsString};

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Name {
        Text(String),
        Bytes(Vec<u8>),
    }

    pub(super) fn serialize<S: Serializer>(name: &OsStr, serializer: S) -> Result<S::Ok, S::Error> {
        match name.to_str() {
            Some(text) => Name::Text(text.to_owned()),
            None => Name::Bytes(name.as_encoded_bytes().to_owned()),
        }
        .serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<OsString, D::Error> {
        Ok(match Name::deserialize(deserializer)? {
            Name::Text(text) => text.into(),
            Name::Bytes(bytes) => from_bytes(bytes),
        })
    }

    #[cfg(unix)]
    fn from_bytes(bytes: Vec<u8>) -> OsString {
        use std::os::unix::ffi::OsStringExt;
        OsString::from_vec(bytes)
    }

    /// Elsewhere names are made of Unicode, with gaps that cannot be kept.
    #[cfg(not(unix))]
    fn from_bytes(bytes: Vec<u8>) -> OsString {
        String::from_utf8_lossy(&bytes).into_owned().into()
    }
}
