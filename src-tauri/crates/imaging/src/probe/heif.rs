//! HEIC and AVIF, through libheif, which reads the boxes alone.

use std::io;

use safelight_core::Format;

use super::Stored;
use super::source::Source;
use crate::{Error, heif};

/// Boxes may stand anywhere in the file; no photograph is larger.
const MOST_BYTES: usize = 512 << 20;

pub(super) fn read(source: &mut Source<'_>, format: Format) -> io::Result<Result<Stored, Error>> {
    let bytes = source.at(0, MOST_BYTES)?;
    Ok(heif::describe(&bytes, format).map(|found| {
        let mut stored = Stored::new(found.width, found.height, found.bits);
        stored.alpha = found.alpha;
        stored.taken = found.exif.and_then(|exif| {
            let mut dated = Stored::new(1, 1, 8);
            super::exif(&mut Source::Bytes(&exif), 0, &mut dated).expect("reading from memory cannot fail");
            dated.taken
        });
        stored
    }))
}
