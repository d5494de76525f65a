//! The folders the user added, and the tree below them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use safelight_core::FolderId;
use safelight_store::{Store, Write, folder};

use crate::Error;
use crate::scan::Folders;

/// A folder as the tree shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Its row.
    pub id: FolderId,
    /// The folder it lies in; `None`: a root the user added.
    pub parent: Option<FolderId>,
    /// Where it is, absolute.
    pub path: PathBuf,
    /// Its last part, for people.
    pub name: String,
    /// Whether its root can be reached.
    pub online: bool,
    /// Nothing in it, or below it, may leave this computer.
    pub never_upload: bool,
    /// Photos directly in it.
    pub photos: u64,
    /// Photos in it and below.
    pub photos_below: u64,
}

/// What adding a folder did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Added {
    pub(crate) id: FolderId,
    /// Whether it is a new root, which has to be scanned.
    pub(crate) is_new: bool,
}

/// Adds the folder at `path` (absolute, links resolved). One inside a root is shown already; one around roots takes them in.
pub(crate) fn add(store: &Store, path: &Path) -> Result<Added, Error> {
    Ok(store.write(|write| {
        let roots = folder::roots(write)?;
        let known = if roots.iter().any(|root| covers(&root.path, path)) {
            Folders::default().id(write, path)?
        } else {
            folder::at(write, path)?.map(|folder| folder.id)
        };
        if let Some(id) = known {
            return Ok(Added { id, is_new: false });
        }
        let id = folder::put(write, None, path)?;
        for inner in roots.iter().filter(|root| covers(path, &root.path)) {
            take_in(write, &inner.path)?;
        }
        Ok(Added { id, is_new: true })
    })?)
}

/// Whether a scan of `root` comes by `path`: it lies below, and no folder in between is hidden.
pub(crate) fn covers(root: &Path, path: &Path) -> bool {
    path.strip_prefix(root)
        .is_ok_and(|below| below.components().all(|part| !part.as_os_str().as_encoded_bytes().starts_with(b".")))
}

/// Makes a root an ordinary folder of the root around it. Its rows stay, so nothing is read again.
fn take_in(write: &Write<'_>, inner: &Path) -> Result<(), safelight_store::Error> {
    if let Some(above) = inner.parent()
        && let Some(parent) = Folders::default().id(write, above)?
    {
        folder::put(write, Some(parent), inner)?;
    }
    Ok(())
}

/// Forgets a root with everything below it. Files are not touched.
pub(crate) fn remove(store: &Store, id: FolderId) -> Result<PathBuf, Error> {
    let found = store.read(|read| folder::get(read, id))?.ok_or(Error::NoFolder { id })?;
    if found.parent.is_some() {
        return Err(Error::NotARoot { id });
    }
    store.write(|write| folder::remove(write, id))?;
    Ok(found.path)
}

/// The tree, parents before their children.
pub(crate) fn tree(store: &Store) -> Result<Vec<Folder>, Error> {
    let (rows, counts) = store.read(|read| Ok((folder::all(read)?, folder::counts(read)?)))?;
    let mut tree: Vec<Folder> = Vec::with_capacity(rows.len());
    let mut place: HashMap<FolderId, usize> = HashMap::new();
    for row in rows {
        let above = row.parent.and_then(|parent| place.get(&parent)).map(|&at| &tree[at]);
        let online = above.map_or(row.online, |above| above.online);
        let never_upload = row.never_upload || above.is_some_and(|above| above.never_upload);
        let photos = counts.get(&row.id).copied().unwrap_or_default();
        let name = row.path.file_name().unwrap_or(row.path.as_os_str()).to_string_lossy().into_owned();
        place.insert(row.id, tree.len());
        tree.push(Folder {
            id: row.id,
            parent: row.parent,
            path: row.path,
            name,
            online,
            never_upload,
            photos,
            photos_below: photos,
        });
    }
    // Children come after their parents: from the back every count is complete before it is passed up.
    for at in (0..tree.len()).rev() {
        if let Some(&above) = tree[at].parent.as_ref().and_then(|parent| place.get(parent)) {
            tree[above].photos_below += tree[at].photos_below;
        }
    }
    Ok(tree)
}
