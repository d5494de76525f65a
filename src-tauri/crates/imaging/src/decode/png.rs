//! PNG of any depth, palette and interlace.

use png::{BitDepth, ColorType, Decoder, DecodingError, Limits as PngLimits, Transformations};
use safelight_core::Format;

use super::Damage;
use super::other::{rgb_from_grey, rgba_from_grey};
use crate::{Error, Limits, Note, Picture, Pixels};

pub(super) fn decode(bytes: &[u8], limits: &Limits, damage: Damage) -> Result<Picture, Error> {
    let mut decoder = Decoder::new_with_limits(
        std::io::Cursor::new(bytes),
        PngLimits { bytes: usize::try_from(limits.max_memory).unwrap_or(usize::MAX) },
    );
    decoder.set_ignore_text_chunk(true);
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info().map_err(failed)?;
    let (width, height) = (reader.info().width, reader.info().height);
    let animated = reader.info().animation_control.is_some_and(|control| control.num_frames > 1);
    let srgb = reader.info().srgb.is_some();
    let icc = reader.info().icc_profile.as_ref().map(|icc| icc.to_vec()).filter(|_| !srgb);
    let (colour, depth) = reader.output_color_type();
    let size = reader.output_buffer_size().ok_or(Error::TooLarge { width, height, limit: limits.max_pixels })?;
    let mut notes = Vec::new();
    if animated {
        notes.push(Note::FirstFrameOnly);
    }
    let mut numbers = vec![0; size];
    match reader.next_frame(&mut numbers) {
        Ok(_) => {}
        // The rows that were read are in the buffer.
        Err(_) if damage == Damage::Shown && numbers.iter().any(|&n| n != 0) => notes.push(Note::PartlyDamaged),
        Err(error) => return Err(failed(error)),
    }
    let pixels = if depth == BitDepth::Sixteen {
        let numbers: Vec<u16> = numbers.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
        match colour {
            ColorType::Grayscale => Pixels::Rgb16(rgb_from_grey(&numbers)),
            ColorType::GrayscaleAlpha => Pixels::Rgba16(rgba_from_grey(&numbers)),
            ColorType::Rgba => Pixels::Rgba16(numbers),
            ColorType::Rgb | ColorType::Indexed => Pixels::Rgb16(numbers),
        }
    } else {
        match colour {
            ColorType::Grayscale => Pixels::Rgb8(rgb_from_grey(&numbers)),
            ColorType::GrayscaleAlpha => Pixels::Rgba8(rgba_from_grey(&numbers)),
            ColorType::Rgba => Pixels::Rgba8(numbers),
            ColorType::Rgb | ColorType::Indexed => Pixels::Rgb8(numbers),
        }
    };
    Ok(Picture { icc, notes, ..Picture::new(width, height, pixels) })
}

fn failed(error: DecodingError) -> Error {
    match error {
        DecodingError::IoError(io) if io.kind() == std::io::ErrorKind::UnexpectedEof => {
            Error::Truncated { format: Format::Png }
        }
        error => Error::corrupt(Format::Png, error),
    }
}
