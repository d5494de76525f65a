//! Small pictures for the grid, as fast as they can be made.

mod planar;
mod scale;

use std::path::Path;

use safelight_core::Format;

use crate::decode::{Damage, Jpeg, check, decode_with};
use crate::encode::{jpeg, png};
use crate::probe::{Header, probe_bytes};
use crate::resize::shrink;
use crate::{Error, Limits, Picture, Pixels, colour};

/// A small picture, upright and in sRGB.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnail {
    /// The encoded picture.
    pub bytes: Vec<u8>,
    /// JPEG, or PNG where something can be seen through it.
    pub format: Format,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// The mean colour, 0xRRGGBB: what a cell shows until the picture is there.
    pub colour: u32,
}

/// The grid shows many at once; at this size the eye sees no more.
const QUALITY: u8 = 82;

/// Makes a thumbnail that fits a box of `side` x `side`. A picture smaller than that keeps its size; a damaged one is shown as far as it goes.
///
/// # Errors
/// What [`crate::decode`] says of a file nothing can be seen of.
pub fn thumbnail(bytes: &[u8], side: u32, limits: &Limits) -> Result<Thumbnail, Error> {
    let header = probe_bytes(bytes)?;
    let small = match header.format {
        Format::Jpeg => small_jpeg(bytes, &header, side, limits)?,
        _ => shrink(decode_with(bytes, limits, Damage::Shown)?, side)?,
    };
    let picture = colour::to_srgb(small).into_8_bits();
    let colour = mean(&picture);
    let (width, height) = (picture.width, picture.height);
    let (format, bytes) = if picture.has_alpha() && !picture.is_opaque() {
        (Format::Png, png::quickly(&picture)?)
    } else {
        (Format::Jpeg, jpeg::encode(&picture.without_alpha(), QUALITY, jpeg::Chroma::Halved)?)
    };
    Ok(Thumbnail { bytes, format, width, height, colour })
}

/// [`thumbnail`] of a file.
///
/// # Errors
/// As [`thumbnail`], and [`Error::Read`].
pub fn thumbnail_file(path: &Path, side: u32, limits: &Limits) -> Result<Thumbnail, Error> {
    let bytes = std::fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    thumbnail(&bytes, side, limits)
}

/// Reduced while decoding, then to size, then turned: each step has less to do than the one before.
///
/// By our own reader where it can, else by libjpeg-turbo, which also knows what to do with damage.
fn small_jpeg(bytes: &[u8], header: &Header, side: u32, limits: &Limits) -> Result<Picture, Error> {
    check(header, limits)?;
    let (width, height) = header.orientation.size(header.width, header.height);
    if let Some(small) = planar::small(bytes, width, height, side)? {
        return Ok(header.orientation.apply(small));
    }
    let jpeg = Jpeg::open(bytes)?;
    let scaled = jpeg.scaled(scale::for_box(width, height, side), Damage::Shown)?;
    Ok(header.orientation.apply(shrink(scaled, side)?))
}

/// 0xRRGGBB, weighted by alpha.
fn mean(picture: &Picture) -> u32 {
    let mut sums = [0u64; 3];
    let mut weight = 0u64;
    match &picture.pixels {
        Pixels::Rgb8(v) => {
            for pixel in v.as_chunks::<3>().0 {
                for (sum, &n) in sums.iter_mut().zip(pixel) {
                    *sum += u64::from(n);
                }
            }
            weight = v.len() as u64 / 3;
        }
        Pixels::Rgba8(v) => {
            for &[r, g, b, a] in v.as_chunks::<4>().0 {
                for (sum, n) in sums.iter_mut().zip([r, g, b]) {
                    *sum += u64::from(n) * u64::from(a);
                }
                weight += u64::from(a);
            }
        }
        Pixels::Rgb16(_) | Pixels::Rgba16(_) => unreachable!("narrowed to 8 bits before"),
    }
    let weight = weight.max(1);
    sums.iter().fold(0, |colour, sum| colour << 8 | ((sum + weight / 2) / weight) as u32)
}
