//! Why a file could not be written, moved or found.

use std::io;
use std::path::{Path, PathBuf};

/// What went wrong, named for what can be done about it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Free some space, then it works.
    #[error("no room for {need} bytes in {path}")]
    DiskFull {
        /// The folder on the full disk.
        path: PathBuf,
        /// Bytes of the whole file, or as far as it got where that was not known beforehand.
        need: u64,
    },
    /// Nothing can be written there by this user, or at all.
    #[error("{path} cannot be written in")]
    NotWritable {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The folder is gone, or its drive is.
    #[error("the folder {path} is not there any more")]
    FolderVanished {
        /// The folder.
        path: PathBuf,
    },
    /// Anything else the disk says while writing.
    #[error("cannot write in {path}")]
    Write {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A file or folder cannot be read.
    #[error("cannot read {path}")]
    Read {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A file is larger than it may be.
    #[error("{path} is larger than {limit} bytes")]
    TooLarge {
        /// Which one.
        path: PathBuf,
        /// Bytes.
        limit: u64,
    },
    /// The trash did not take it; it is still where it was.
    #[error("{path} could not be moved to the trash")]
    Trash {
        /// The file.
        path: PathBuf,
        /// What the trash said.
        #[source]
        source: Box<::trash::Error>,
    },
    /// It is not in the trash any more: somebody emptied it, or put it back.
    #[error("{path} is not in the trash any more")]
    NotInTrash {
        /// Where the file was before.
        path: PathBuf,
    },
    /// Another file has taken its place; it stays in the trash.
    #[error("{path} cannot be put back: another file is there now")]
    Taken {
        /// Where the file was before.
        path: PathBuf,
    },
}

impl Error {
    /// Sorts what the system said about writing in `folder` by what can be done about it.
    pub(crate) fn writing(folder: &Path, need: u64, source: io::Error) -> Error {
        use io::ErrorKind::{
            NotADirectory, NotFound, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull,
        };
        let path = folder.to_owned();
        match source.kind() {
            StorageFull | QuotaExceeded => Error::DiskFull { path, need },
            PermissionDenied | ReadOnlyFilesystem => Error::NotWritable { path, source },
            NotFound | NotADirectory => Error::FolderVanished { path },
            _ => Error::Write { path, source },
        }
    }
}
