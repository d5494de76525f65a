//! TIFF files: the first directory (TIFF 6.0).

use std::io;

use safelight_core::Format;

use super::source::Source;
use super::{Stored, exif, tiff};
use crate::Error;

pub(super) fn read(source: &mut Source<'_>) -> io::Result<Result<Stored, Error>> {
    let Some((mut tiff, first)) = tiff::Tiff::open(source, 0)? else {
        return Ok(Err(Error::Truncated { format: Format::Tiff }));
    };
    let mut stored = Stored::new(0, 0, 1);
    for entry in tiff.directory(first)? {
        let number = tiff.number(entry)?;
        match (entry.tag, number) {
            (tiff::IMAGE_WIDTH, Some(n)) => stored.width = n,
            (tiff::IMAGE_HEIGHT, Some(n)) => stored.height = n,
            (tiff::BITS_PER_SAMPLE, Some(n)) => stored.bits = u8::try_from(n).unwrap_or(u8::MAX),
            (tiff::EXTRA_SAMPLES, Some(1 | 2)) => stored.alpha = true,
            _ => {}
        }
    }
    if stored.width == 0 || stored.height == 0 {
        return Ok(Err(Error::Truncated { format: Format::Tiff }));
    }
    exif(source, 0, &mut stored)?;
    Ok(Ok(stored))
}
