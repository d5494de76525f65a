//! PNG of 8 and 16 bits.

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError};
use safelight_core::Format;

use crate::{Error, Picture, Pixels};

/// For a file that stays.
pub(crate) fn encode(picture: &Picture) -> Result<Vec<u8>, Error> {
    with(picture, Compression::Balanced)
}

/// For bytes that are looked at once.
pub(crate) fn quickly(picture: &Picture) -> Result<Vec<u8>, Error> {
    with(picture, Compression::Fast)
}

fn with(picture: &Picture, compression: Compression) -> Result<Vec<u8>, Error> {
    let failed = |error: EncodingError| Error::encode(Format::Png, error);
    let (colour, depth) = match &picture.pixels {
        Pixels::Rgb8(_) => (ColorType::Rgb, BitDepth::Eight),
        Pixels::Rgba8(_) => (ColorType::Rgba, BitDepth::Eight),
        Pixels::Rgb16(_) => (ColorType::Rgb, BitDepth::Sixteen),
        Pixels::Rgba16(_) => (ColorType::Rgba, BitDepth::Sixteen),
    };
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, picture.width, picture.height);
    encoder.set_color(colour);
    encoder.set_depth(depth);
    encoder.set_compression(compression);
    let mut writer = encoder.write_header().map_err(failed)?;
    match &picture.pixels {
        Pixels::Rgb8(v) | Pixels::Rgba8(v) => writer.write_image_data(v),
        Pixels::Rgb16(v) | Pixels::Rgba16(v) => {
            let bytes: Vec<u8> = v.iter().flat_map(|n| n.to_be_bytes()).collect();
            writer.write_image_data(&bytes)
        }
    }
    .map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(out)
}
