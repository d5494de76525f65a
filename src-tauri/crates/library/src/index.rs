//! From a file to its row.

use std::ffi::OsStr;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use safelight_core::FolderId;
use safelight_files::walk;
use safelight_imaging::Header;
use safelight_store::media::{Flaw, Found, Look, Stat};

use crate::natural::sort_name;

/// What reading a header gave.
#[derive(Debug)]
pub(crate) enum Seen {
    /// The header, or a sentence about why there is none.
    Picture(Result<Look, Flaw>),
    /// The file or its drive went away before it was read: nothing is known of it.
    Gone,
}

/// Reads the header of the file at `path`.
pub(crate) fn look(path: &Path) -> Seen {
    match guarded(|| safelight_imaging::probe(path)) {
        Ok(Ok(header)) => Seen::Picture(Ok(look_of(&header))),
        Ok(Err(safelight_imaging::Error::Read { source, .. })) if may_pass(&source) => Seen::Gone,
        Ok(Err(error)) => Seen::Picture(Err(Flaw(sentence(&error)))),
        Err(flaw) => Seen::Picture(Err(flaw)),
    }
}

/// Runs a decoder on a file from anywhere: one that trips over it must not take the others along.
pub(crate) fn guarded<T>(decode: impl FnOnce() -> T) -> Result<T, Flaw> {
    catch_unwind(AssertUnwindSafe(decode)).map_err(|_| Flaw("This picture could not be decoded.".to_owned()))
}

/// Whether the file or its drive is not there, in contrast to being there and unreadable.
pub(crate) fn is_gone(error: &io::Error) -> bool {
    use io::ErrorKind::{NotADirectory, NotFound, StaleNetworkFileHandle};
    matches!(error.kind(), NotFound | NotADirectory | StaleNetworkFileHandle)
}

/// Whether it can read well another time as it is. A drive that is pulled out shows as failing reads, and no picture on it is
/// remembered as broken for that.
pub(crate) fn may_pass(error: &io::Error) -> bool {
    error.kind() != io::ErrorKind::PermissionDenied
}

/// An error with what caused it, as a sentence.
pub(crate) fn sentence(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let reason = error.to_string();
        if !text.contains(&reason) {
            text = format!("{text}: {reason}");
        }
        cause = error.source();
    }
    text
}

fn look_of(header: &Header) -> Look {
    Look {
        format: header.format,
        width: header.width,
        height: header.height,
        orientation: header.orientation.tag(),
        taken: header.taken,
    }
}

/// The row of a file.
pub(crate) fn found(folder: FolderId, name: &OsStr, stat: Stat, look: Result<Look, Flaw>) -> Found {
    Found { folder, name: name.to_owned(), sort_name: sort_name(name), stat, version: version(&stat), look }
}

/// Another number for every other state of a file, good enough to tell a cached picture from its successor.
fn version(stat: &Stat) -> u32 {
    let mut hash = blake3::Hasher::new();
    for part in [stat.size, stat.modified_ns as u64, stat.inode] {
        hash.update(&part.to_le_bytes());
    }
    let [a, b, c, d, ..] = *hash.finalize().as_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// The same facts in the database's words.
pub(crate) fn stat(stat: walk::Stat) -> Stat {
    Stat { size: stat.size, modified_ns: stat.modified_ns, inode: stat.inode, device: stat.device }
}

/// The device a folder is on; `None` when it cannot be read.
pub(crate) fn device(folder: &Path) -> Option<u64> {
    folder.read_dir().ok().and_then(|_| walk::Stat::of(folder).ok()).map(|stat| stat.device)
}

/// Whether the bytes are the same. The device is not compared: a drive has another number each time it is plugged in.
pub(crate) fn is_same(a: &Stat, b: &Stat) -> bool {
    (a.size, a.modified_ns, a.inode) == (b.size, b.modified_ns, b.inode)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_goes_away_before_it_is_read_is_no_broken_picture() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("file"), "").unwrap();
        for path in ["gone.jpg", "gone/with/its/folder.jpg", "file/through.jpg"] {
            assert!(matches!(look(&folder.path().join(path)), Seen::Gone), "{path}");
        }
        assert!(
            matches!(look(&folder.path().join("file")), Seen::Picture(Err(_))),
            "an empty file is there, and broken"
        );
    }

    #[test]
    fn every_part_of_a_files_state_changes_its_version() {
        let stat = Stat { size: 1, modified_ns: 2, inode: 3, device: 4 };
        let others = [Stat { size: 9, ..stat }, Stat { modified_ns: 9, ..stat }, Stat { inode: 9, ..stat }];
        for other in others {
            assert_ne!(version(&other), version(&stat));
            assert!(!is_same(&other, &stat));
        }
        let elsewhere = Stat { device: 9, ..stat };
        assert!(is_same(&elsewhere, &stat) && version(&elsewhere) == version(&stat), "a drive is renumbered at will");
    }
}
