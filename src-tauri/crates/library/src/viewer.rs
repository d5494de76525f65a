//! Pictures as large as the viewer wants them.

use std::path::PathBuf;

use safelight_core::PhotoId;
use safelight_files as files;
use safelight_imaging::{self as imaging, Limits};

use crate::Library;

/// No picture file is larger.
const LARGEST_FILE: u64 = 2 << 30;

/// A picture the webview can show: upright, sRGB.
#[derive(Debug, Clone)]
pub struct Viewable {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// Their MIME type.
    pub mime: &'static str,
}

/// Why there is nothing to see.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    /// The photo is not in the library any more.
    #[error("this photo is not in the library any more")]
    Gone,
    /// The file or its drive is not there.
    #[error("{path} is not there right now")]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// It cannot be shown.
    #[error(transparent)]
    Picture(#[from] imaging::Error),
    /// It is too large to read.
    #[error(transparent)]
    File(files::Error),
    /// The database.
    #[error(transparent)]
    Library(#[from] crate::Error),
}

impl Library {
    /// The photo, at most `max_side` pixels wide and high. Reads and decodes the file.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn viewable(&self, photo: PhotoId, max_side: u32) -> Result<Viewable, ViewError> {
        let path = self.photo(photo)?.ok_or(ViewError::Gone)?.path;
        let bytes = files::cache::read_limited(&path, LARGEST_FILE).map_err(|error| match error {
            files::Error::Read { path, .. } => ViewError::Missing { path },
            other => ViewError::File(other),
        })?;
        let view = imaging::view(&bytes, max_side, &Limits::default())?;
        Ok(Viewable { bytes: view.bytes, mime: view.mime })
    }
}
