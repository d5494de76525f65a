//! JPEG by libjpeg-turbo.

use safelight_core::Format;
use turbojpeg::{Compressor, Image, PixelFormat, Subsamp};

use crate::{Error, Picture, Pixels};

/// How finely colour is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chroma {
    /// 4:4:4.
    Full,
    /// 4:2:0.
    Halved,
}

/// Of 8-bit RGB.
pub(crate) fn encode(picture: &Picture, quality: u8, chroma: Chroma) -> Result<Vec<u8>, Error> {
    let Pixels::Rgb8(rgb) = &picture.pixels else {
        return Err(Error::encode(Format::Jpeg, "JPEG holds 8-bit RGB alone"));
    };
    let failed = |error| Error::encode(Format::Jpeg, error);
    let mut compressor = Compressor::new().map_err(failed)?;
    compressor.set_quality(i32::from(quality.clamp(1, 100))).map_err(failed)?;
    let subsamp = if chroma == Chroma::Full { Subsamp::None } else { Subsamp::Sub2x2 };
    compressor.set_subsamp(subsamp).map_err(failed)?;
    let (width, height) = (picture.width as usize, picture.height as usize);
    let image = Image { pixels: &rgb[..], width, pitch: width * 3, height, format: PixelFormat::RGB };
    compressor.compress_to_vec(image).map_err(failed)
}
