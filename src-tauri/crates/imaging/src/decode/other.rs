//! WebP, TIFF, GIF and BMP through the `image` crate.

use std::io::Cursor;

use image::codecs::{bmp::BmpDecoder, gif::GifDecoder, tiff::TiffDecoder, webp::WebPDecoder};
use image::{ColorType, DynamicImage, ImageDecoder, ImageError};
use safelight_core::Format;

use super::Damage;
use crate::probe::Header;
use crate::{Error, Limits, Metadata, Note, Picture, Pixels};

pub(super) fn decode(bytes: &[u8], header: &Header, limits: &Limits, damage: Damage) -> Result<Picture, Error> {
    // The decoder is content once the pixels are there; what follows them may be missing.
    if header.format == Format::WebP && damage == Damage::Refused && is_cut(bytes) {
        return Err(Error::Truncated { format: Format::WebP });
    }
    let reader = Cursor::new(bytes);
    let format = header.format;
    let mut picture = match format {
        Format::WebP => run(WebPDecoder::new(reader), format, limits),
        Format::Tiff => run(TiffDecoder::new(reader), format, limits),
        Format::Gif => run(GifDecoder::new(reader), format, limits),
        _ => run(BmpDecoder::new(reader), format, limits),
    }?;
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

fn run<D: ImageDecoder>(decoder: Result<D, ImageError>, format: Format, limits: &Limits) -> Result<Picture, Error> {
    let failed = |error: ImageError| failed(error, format);
    let mut decoder = decoder.map_err(failed)?;
    let (width, height) = decoder.dimensions();
    // A TIFF may hide a size or a depth that its first directory did not show.
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
