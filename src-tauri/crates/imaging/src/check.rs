//! Whether a result is what it should be, before it takes its name.

use crate::probe::probe_bytes;
use crate::{Error, Limits, Picture, decode};

/// Decodes the result whole and holds it against what was wanted.
///
/// With a `source` that has more than one colour, a result of one flat colour is refused too. It must fit in [`Limits`] of four gigapixels.
///
/// # Errors
/// [`Error::WrongSize`], [`Error::Flat`], or what [`decode`] says.
pub fn check(bytes: &[u8], width: u32, height: u32, source: Option<&Picture>) -> Result<(), Error> {
    let header = probe_bytes(bytes)?;
    if (header.width, header.height) != (width, height) {
        return Err(Error::WrongSize {
            width: header.width,
            height: header.height,
            expected_width: width,
            expected_height: height,
        });
    }
    // What we wrote ourselves was within the limits of what we read.
    let limits = Limits { max_pixels: 4_000_000_000, max_memory: u64::MAX };
    let picture = decode(bytes, &limits)?;
    if source.is_some_and(|source| !source.pixels.are_flat()) && picture.pixels.are_flat() {
        return Err(Error::Flat);
    }
    Ok(())
}
