//! *Try with sample pictures*: the shipped ones, copied to a folder of the user's, because results go beside them.

use std::path::{Path, PathBuf};

use safelight_files as files;

/// No sample is larger.
const LARGEST: u64 = 16 << 20;

/// Copies those that are not there yet. Returns the folder.
///
/// # Errors
/// When the shipped pictures cannot be read or the folder cannot be written.
pub(crate) fn unpack(shipped: &Path, to: &Path) -> Result<PathBuf, files::Error> {
    let listing =
        std::fs::read_dir(shipped).map_err(|source| files::Error::Read { path: shipped.to_owned(), source })?;
    for entry in listing.flatten() {
        let target = to.join(entry.file_name());
        if files::walk::is_picture(&entry.file_name()) && !target.exists() {
            files::cache::put(&target, &files::cache::read_limited(&entry.path(), LARGEST)?)?;
        }
    }
    Ok(to.to_owned())
}
