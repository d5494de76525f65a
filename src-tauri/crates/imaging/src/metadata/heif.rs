//! Metadata of HEIC and AVIF; these are only read.

use safelight_core::Format;

use super::{Metadata, exif};
use crate::heif::describe;

pub(super) fn read(bytes: &[u8], format: Format) -> Metadata {
    let Ok(found) = describe(bytes, format) else { return Metadata::default() };
    let density = found.exif.as_deref().and_then(exif::density);
    Metadata { exif: found.exif, xmp: found.xmp, icc: found.icc, density, ..Metadata::default() }
}
