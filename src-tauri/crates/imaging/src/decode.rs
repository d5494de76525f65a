//! From a file's bytes to upright pixels.

mod jpeg;
mod other;
mod png;
pub(crate) mod reduced;

use safelight_core::Format;

use crate::probe::{Header, probe_bytes};
use crate::{Error, Limits, Picture, heif};

pub(crate) use jpeg::Jpeg;

/// Whether a file that ends early still gives a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Damage {
    /// It is an error: a result must not be made from half a picture.
    Refused,
    /// What there is, with [`crate::Note::PartlyDamaged`]: better a part than nothing to look at.
    Shown,
}

/// Decodes a picture of any known format, by its first bytes, and turns it upright.
///
/// # Errors
/// Any of the reading errors of [`Error`]; a picture that breaks `limits` is refused before it is allocated, and one that is cut short is
/// refused too.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Picture, Error> {
    decode_with(bytes, limits, Damage::Refused)
}

pub(crate) fn decode_with(bytes: &[u8], limits: &Limits, damage: Damage) -> Result<Picture, Error> {
    let header = probe_bytes(bytes)?;
    check(&header, limits)?;
    let stored = match header.format {
        Format::Jpeg => Jpeg::open(bytes)?.decode(damage)?,
        Format::Png => png::decode(bytes, limits, damage)?,
        Format::Heic | Format::Avif => heif::decode(bytes, header.format, limits)?,
        Format::WebP | Format::Tiff | Format::Gif | Format::Bmp => other::decode(bytes, &header, limits, damage)?,
    };
    Ok(header.orientation.apply(stored))
}

/// The decoded picture, and once more for the codec's own buffers or the turn.
pub(crate) fn check(header: &Header, limits: &Limits) -> Result<(), Error> {
    let bytes_per_pixel = if header.bits > 8 { 16 } else { 8 };
    limits.check(header.width, header.height, bytes_per_pixel)
}
