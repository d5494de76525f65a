//! WebP, TIFF, GIF and BMP through the `image` crate.

use std::io::Cursor;

use image::codecs::tiff::TiffDecoder;
use image::{ColorType, DynamicImage, ImageDecoder, ImageError, ImageFormat};
use safelight_core::Format;

use super::Damage;
use crate::probe::Header;
use crate::{Error, Limits, Metadata, Note, Picture, Pixels};

pub(super) fn decode(bytes: &[u8], header: &Header, limits: &Limits, damage: Damage) -> Result<Picture, Error> {
    // The decoder is content once the pixels are there; what follows them may be missing.
    if header.format == Format::WebP && damage == Damage::Refused && is_cut(bytes) {
        return Err(Error::Truncated { format: Format::WebP });
    }
    let mut picture = match header.format {
        Format::Tiff => tiff(bytes, limits)?,
        Format::WebP => simple(bytes, ImageFormat::WebP, header.format)?,
        Format::Gif => simple(bytes, ImageFormat::Gif, header.format)?,
        _ => simple(bytes, ImageFormat::Bmp, header.format)?,
    };
    // The decoder overlooks profiles of an unusual type.
    picture.icc = Metadata::read(bytes).icc;
    if header.animated {
        picture.notes.push(Note::FirstFrameOnly);
    }
    Ok(picture)
}

/// Whether a RIFF file is shorter than it says.
fn is_cut(bytes: &[u8]) -> bool {
    bytes
        .get(4..8)
        .and_then(<[u8]>::first_chunk)
        .is_none_or(|size| bytes.len() as u64 - 8 < u64::from(u32::from_le_bytes(*size)))
}

/// For formats whose first header tells the whole size, so that it has been checked. Not generic, hence compiled with its own crate.
fn simple(bytes: &[u8], format: ImageFormat, ours: Format) -> Result<Picture, Error> {
    image::load_from_memory_with_format(bytes, format).map(from_image).map_err(|error| failed(error, ours))
}

fn tiff(bytes: &[u8], limits: &Limits) -> Result<Picture, Error> {
    let failed = |error: ImageError| failed(error, Format::Tiff);
    let mut decoder = TiffDecoder::new(Cursor::new(bytes)).map_err(failed)?;
    let (width, height) = decoder.dimensions();
    // A TIFF may hide a depth that its first directory did not show.
    limits.check(width, height, u64::from(decoder.color_type().bytes_per_pixel()) * 2)?;
    let mut bounds = image::Limits::no_limits();
    bounds.max_alloc = Some(limits.max_memory);
    decoder.set_limits(bounds).map_err(failed)?;
    let deep = matches!(decoder.color_type(), ColorType::Rgb32F | ColorType::Rgba32F);
    let mut picture = from_image(DynamicImage::from_decoder(decoder).map_err(failed)?);
    if deep {
        picture.notes.push(Note::ReducedTo16Bits);
    }
    Ok(picture)
}

fn failed(error: ImageError, format: Format) -> Error {
    match error {
        ImageError::IoError(io) if io.kind() == std::io::ErrorKind::UnexpectedEof => Error::Truncated { format },
        ImageError::Unsupported(_) => Error::Unsupported { format, what: "a coding" },
        error => Error::corrupt(format, error),
    }
}

/// Grey is spread over three channels; floating point becomes 16 bits.
fn from_image(image: DynamicImage) -> Picture {
    let (width, height) = (image.width(), image.height());
    let pixels = match image {
        DynamicImage::ImageLuma8(grey) => Pixels::Rgb8(rgb_from_grey(&grey)),
        DynamicImage::ImageLumaA8(grey) => Pixels::Rgba8(rgba_from_grey(&grey)),
        DynamicImage::ImageRgb8(rgb) => Pixels::Rgb8(rgb.into_raw()),
        DynamicImage::ImageRgba8(rgba) => Pixels::Rgba8(rgba.into_raw()),
        DynamicImage::ImageLuma16(grey) => Pixels::Rgb16(rgb_from_grey(&grey)),
        DynamicImage::ImageLumaA16(grey) => Pixels::Rgba16(rgba_from_grey(&grey)),
        DynamicImage::ImageRgb16(rgb) => Pixels::Rgb16(rgb.into_raw()),
        DynamicImage::ImageRgba16(rgba) => Pixels::Rgba16(rgba.into_raw()),
        other if other.has_alpha() => Pixels::Rgba16(other.into_rgba16().into_raw()),
        other => Pixels::Rgb16(other.into_rgb16().into_raw()),
    };
    Picture::new(width, height, pixels)
}

pub(super) fn rgb_from_grey<T: Copy>(grey: &[T]) -> Vec<T> {
    grey.iter().flat_map(|&n| [n, n, n]).collect()
}

/// From grey and alpha, interleaved.
pub(super) fn rgba_from_grey<T: Copy>(grey: &[T]) -> Vec<T> {
    grey.as_chunks::<2>().0.iter().flat_map(|&[n, a]| [n, n, n, a]).collect()
}
