//! Moving a finished file to its name in a way that cannot replace another.

use std::fs;
use std::io;
use std::path::Path;

/// Whether a move happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moved {
    Yes,
    /// Something has that name; nothing changed.
    Taken,
}

/// Moves `from` to `to` in the same folder, unless something is there: the system decides both in one step.
pub(crate) fn without_replacing(from: &Path, to: &Path) -> io::Result<Moved> {
    match exclusively(from, to) {
        Err(error) if is_unsupported(&error) => by_link(from, to),
        done => done,
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exclusively(from: &Path, to: &Path) -> io::Result<Moved> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    moved(renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE).map_err(io::Error::from))
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exclusively(_from: &Path, _to: &Path) -> io::Result<Moved> {
    Err(io::ErrorKind::Unsupported.into())
}

/// For file systems that only know the replacing rename: a second name cannot be made over an existing one.
fn by_link(from: &Path, to: &Path) -> io::Result<Moved> {
    let placed = moved(fs::hard_link(from, to))?;
    if placed == Moved::Yes {
        fs::remove_file(from)?;
    }
    Ok(placed)
}

fn moved(done: io::Result<()>) -> io::Result<Moved> {
    match done {
        Ok(()) => Ok(Moved::Yes),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(Moved::Taken),
        Err(error) => Err(error),
    }
}

/// An old kernel does not know the call, some file systems refuse its flag.
fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

/// Makes the names in `folder` survive a power cut.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { fs::File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_way_of_moving_replaces_a_file() {
        for way in [exclusively, by_link] {
            let folder = tempfile::tempdir().unwrap();
            let (from, to) = (folder.path().join("new"), folder.path().join("old"));
            fs::write(&from, "new").unwrap();
            fs::write(&to, "old").unwrap();

            assert_eq!(way(&from, &to).unwrap(), Moved::Taken);
            assert_eq!(fs::read(&to).unwrap(), b"old", "an existing file is never replaced");
            assert_eq!(fs::read(&from).unwrap(), b"new", "what was not moved is still there");

            fs::remove_file(&to).unwrap();
            assert_eq!(way(&from, &to).unwrap(), Moved::Yes);
            assert_eq!(fs::read(&to).unwrap(), b"new");
            assert!(!from.exists(), "it has one name only");
        }
    }
}
