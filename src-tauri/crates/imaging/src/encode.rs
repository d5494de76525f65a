//! From pixels to the bytes of a file.

pub(crate) mod jpeg;
pub(crate) mod png;
mod tiff;

use std::io::Cursor;

use image::ExtendedColorType;
use image::codecs::{bmp::BmpEncoder, webp::WebPEncoder};
use safelight_core::Format;

use crate::{Error, Loss, Metadata, Picture, Pixels};

/// A file's bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Encoded {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// What of the source could not be kept.
    pub lost: Vec<Loss>,
}

/// Encodes a picture with its metadata. The profile written is the picture's own, because its numbers are in it.
///
/// JPEG by libjpeg-turbo at `quality` (1 to 100, usually 92), colour at full resolution unless the source had less; PNG and TIFF with 8 or
/// 16 bits; WebP lossless, since no lossy encoder is at hand; BMP with 8 bits.
///
/// # Errors
/// [`Error::SideTooLong`] where the caller may choose PNG, [`Error::CannotWrite`] for GIF, HEIC and AVIF, [`Error::Encode`].
pub fn encode(picture: &Picture, format: Format, quality: u8, metadata: &Metadata) -> Result<Encoded, Error> {
    let side = picture.width.max(picture.height);
    if side > format.max_side() {
        return Err(Error::SideTooLong { format, side, limit: format.max_side() });
    }
    let deep = picture.is_16_bit();
    let plain = match format {
        Format::Jpeg => {
            let chroma = if picture.subsampled { jpeg::Chroma::Halved } else { jpeg::Chroma::Full };
            jpeg::encode(&narrow(picture).without_alpha(), quality, chroma)?
        }
        Format::Png => png::encode(picture)?,
        Format::Tiff => tiff::encode(picture)?,
        Format::WebP => webp(&narrow(picture))?,
        Format::Bmp => bitmap(&narrow(picture).without_alpha())?,
        Format::Gif | Format::Heic | Format::Avif => return Err(Error::CannotWrite { format }),
    };
    let profile_lost = picture.icc.is_none() && metadata.icc.is_some();
    let carried = Metadata { icc: picture.icc.clone(), ..metadata.clone() };
    let (bytes, mut lost) = carried.write_into(plain, format)?;
    if profile_lost {
        lost.push(Loss::Profile);
    }
    if deep && !matches!(format, Format::Png | Format::Tiff) {
        lost.push(Loss::Depth { format });
    }
    Ok(Encoded { bytes, lost })
}

fn narrow(picture: &Picture) -> Picture {
    picture.clone().into_8_bits()
}

fn webp(picture: &Picture) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    let (numbers, kind) = eight_bits(picture);
    WebPEncoder::new_lossless(&mut out)
        .encode(numbers, picture.width, picture.height, kind)
        .map_err(|error| Error::encode(Format::WebP, error))?;
    Ok(out)
}

fn bitmap(picture: &Picture) -> Result<Vec<u8>, Error> {
    let mut out = Cursor::new(Vec::new());
    let (numbers, kind) = eight_bits(picture);
    BmpEncoder::new(&mut out)
        .encode(numbers, picture.width, picture.height, kind)
        .map_err(|error| Error::encode(Format::Bmp, error))?;
    Ok(out.into_inner())
}

/// The numbers of a picture that has been narrowed.
fn eight_bits(picture: &Picture) -> (&[u8], ExtendedColorType) {
    match &picture.pixels {
        Pixels::Rgb8(v) => (v, ExtendedColorType::Rgb8),
        Pixels::Rgba8(v) => (v, ExtendedColorType::Rgba8),
        Pixels::Rgb16(_) | Pixels::Rgba16(_) => unreachable!("narrowed to 8 bits before"),
    }
}
