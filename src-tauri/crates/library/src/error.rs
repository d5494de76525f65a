//! Why the library could not do what it was asked.

use std::io;
use std::path::PathBuf;

use safelight_core::{FolderId, PhotoId};

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder to add is not there or cannot be read.
    #[error("the folder {path} cannot be read")]
    Unreadable {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// What was to be added is a file.
    #[error("{path} is not a folder")]
    NotAFolder {
        /// The file.
        path: PathBuf,
    },
    /// Only folders that were added can be removed, not those in them.
    #[error("folder {id} was not added by itself: remove the folder it lies in")]
    NotARoot {
        /// Which one.
        id: FolderId,
    },
    /// The folder is not in the library any more.
    #[error("folder {id} is not in the library any more")]
    NoFolder {
        /// Which one.
        id: FolderId,
    },
    /// The photo is not in the library any more.
    #[error("photo {id} is not in the library any more")]
    NoPhoto {
        /// Which one.
        id: PhotoId,
    },
    /// The library is being closed.
    #[error("the library is closing")]
    Closing,
    /// A thread could not be started.
    #[error("the library cannot start its threads")]
    Threads(#[source] io::Error),
    /// The database.
    #[error(transparent)]
    Store(#[from] safelight_store::Error),
    /// The cache of thumbnails.
    #[error(transparent)]
    Files(#[from] safelight_files::Error),
}
