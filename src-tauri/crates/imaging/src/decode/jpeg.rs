//! JPEG through libjpeg-turbo: whole, or already reduced while the transform is undone.

use safelight_core::Format;
use turbojpeg::{Colorspace, DecompressHeader, Decompressor, Image, PixelFormat, ScalingFactor, Subsamp};

use super::Damage;
use crate::colour::{self, Inks};
use crate::metadata::jpeg_profile;
use crate::{Error, Note, Picture};

/// Cameras write ten; a hostile file repeats a scan over the whole picture thousands of times.
const MOST_SCANS: u32 = 250;

/// An opened JPEG, its header read.
pub(crate) struct Jpeg<'a> {
    bytes: &'a [u8],
    decompressor: Decompressor,
    header: DecompressHeader,
}

impl<'a> Jpeg<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let mut decompressor = Decompressor::new().map_err(corrupt)?;
        decompressor.set_scan_limit(MOST_SCANS).map_err(corrupt)?;
        let header = decompressor.read_header(bytes).map_err(corrupt)?;
        if header.is_lossless {
            return Err(Error::Unsupported { format: Format::Jpeg, what: "lossless coding" });
        }
        Ok(Self { bytes, decompressor, header })
    }

    fn is_cmyk(&self) -> bool {
        matches!(self.header.colorspace, Colorspace::CMYK | Colorspace::YCCK)
    }

    /// The whole picture.
    pub(crate) fn decode(self, damage: Damage) -> Result<Picture, Error> {
        self.scaled(ScalingFactor::ONE, damage)
    }

    /// The picture reduced to `scale` while decoding; not yet turned upright.
    pub(crate) fn scaled(mut self, scale: ScalingFactor, damage: Damage) -> Result<Picture, Error> {
        let scaled = self.header.scaled(scale);
        let format = if self.is_cmyk() { PixelFormat::CMYK } else { PixelFormat::RGB };
        let pitch = scaled.width * format.size();
        let mut pixels = vec![0; pitch * scaled.height];
        let image = Image { pixels: &mut pixels[..], width: scaled.width, pitch, height: scaled.height, format };
        self.decompressor.set_scaling_factor(scale).map_err(corrupt)?;
        let mut notes = Vec::new();
        match self.decompressor.decompress(self.bytes, image) {
            Ok(()) => {}
            Err(error) if is_harmless(&error) && has_end(self.bytes) => {}
            Err(error) if is_warning(&error) => match damage {
                Damage::Shown => notes.push(Note::PartlyDamaged),
                Damage::Refused if is_truncation(&error) => return Err(Error::Truncated { format: Format::Jpeg }),
                Damage::Refused => return Err(corrupt(error)),
            },
            Err(error) => return Err(corrupt(error)),
        }
        let icc = jpeg_profile(self.bytes);
        let (width, height) = (scaled.width as u32, scaled.height as u32);
        let (rgb, icc) = if self.is_cmyk() {
            notes.push(Note::CmykBecameRgb);
            (colour::cmyk_to_rgb(&pixels, icc.as_deref(), Inks::as_stored_by(self.bytes)), None)
        } else {
            (pixels, icc)
        };
        let mut picture = Picture::from_rgb8(width, height, rgb);
        picture.icc = icc;
        picture.notes = notes;
        picture.subsampled = !matches!(self.header.subsamp, Subsamp::None | Subsamp::Gray | Subsamp::Unknown);
        if picture.notes.contains(&Note::PartlyDamaged) && picture.pixels.are_flat() {
            return Err(Error::Truncated { format: Format::Jpeg });
        }
        Ok(picture)
    }
}

/// libjpeg-turbo's own message is the only thing that tells its warnings from its errors: after a warning the pixels are there.
fn message(error: &turbojpeg::Error) -> &str {
    match error {
        turbojpeg::Error::TurboJpegError(text) => text,
        _ => "",
    }
}

fn is_warning(error: &turbojpeg::Error) -> bool {
    const WARNINGS: [&str; 8] = [
        "Corrupt JPEG data",
        "Premature end of JPEG file",
        "Warning:",
        "Inconsistent progression",
        "Invalid SOS parameters for sequential",
        "Unknown Adobe color transform",
        "Application transferred",
        "Invalid ICC",
    ];
    WARNINGS.iter().any(|start| message(error).starts_with(start))
}

/// Warnings that many a good camera earns: stuffing between segments, an odd version number.
fn is_harmless(error: &turbojpeg::Error) -> bool {
    let text = message(error);
    text.contains("extraneous bytes") || text.contains("bad ICC marker") || text.starts_with("Warning:")
}

fn is_truncation(error: &turbojpeg::Error) -> bool {
    message(error).contains("remature end")
}

/// Whether an end-of-image marker stands near the end, so that nothing is missing.
fn has_end(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(1 << 16)..];
    tail.windows(2).any(|pair| pair == [0xff, 0xd9])
}

fn corrupt(error: turbojpeg::Error) -> Error {
    match message(&error) {
        text if text.contains("rithmetic") && text.contains("not") => {
            Error::Unsupported { format: Format::Jpeg, what: "arithmetic coding" }
        }
        text if text.contains("Unsupported JPEG data precision") || text.contains("precision") => {
            Error::Unsupported { format: Format::Jpeg, what: "more than 8 bits" }
        }
        _ => Error::corrupt(Format::Jpeg, error),
    }
}
