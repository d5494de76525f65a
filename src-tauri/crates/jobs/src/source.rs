//! The picture a job starts from.

use std::path::{Path, PathBuf};

use safelight_core::{Failure, Operation};
use safelight_files as files;
use safelight_imaging::{self as imaging, Limits, Picture};

use crate::failure;

/// No picture file is larger.
const LARGEST_FILE: u64 = 2 << 30;

/// The most pixels a result may have (`product.md`, Files): one gigapixel.
pub(crate) const MOST_RESULT_PIXELS: u64 = 1_000_000_000;

/// A source, read and decoded.
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) bytes: Vec<u8>,
    pub(crate) picture: Picture,
}

impl Source {
    /// Reads it whole; after this the file may go.
    pub(crate) fn read(path: &Path, operation: &Operation) -> Result<Source, Failure> {
        let bytes =
            files::cache::read_limited(path, LARGEST_FILE).map_err(|error| failure::of_source_file(path, &error))?;
        let refused = |error: imaging::Error| failure::of_source(path, &error);
        let header = imaging::probe_bytes(&bytes).map_err(refused)?;
        refuse_size(operation, header.width, header.height)?;
        let picture = imaging::decode(&bytes, &Limits::default()).map_err(refused)?;
        Ok(Source { path: path.to_owned(), bytes, picture })
    }
}

/// Says no before anything is paid.
pub(crate) fn refuse_size(operation: &Operation, width: u32, height: u32) -> Result<(), Failure> {
    let Some((width, height)) = operation.output_size(width, height) else { return Ok(()) };
    if u64::from(width) * u64::from(height) > MOST_RESULT_PIXELS {
        return Err(failure::too_many_pixels(width, height, MOST_RESULT_PIXELS));
    }
    Ok(())
}
