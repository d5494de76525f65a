//! What leaves the machine: upright pixels, no more of them than the model takes, and nothing else.

use safelight_core::Format;

use crate::encode::{jpeg, png};
use crate::probe::probe_bytes;
use crate::resize::{fit, reduce};
use crate::{Error, Limits, Metadata, Picture, Private, colour, decode};

/// What a model accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UploadSpec {
    /// The longest side, pixels.
    pub max_side: u32,
    /// Width times height.
    pub max_pixels: u64,
    /// Bytes of the file; JPEG is used, ever coarser, where PNG is larger.
    pub max_bytes: u64,
    /// Whether everything but the pixels is left behind. When not, the file is sent as it is where its size allows.
    pub strip: bool,
}

impl Default for UploadSpec {
    /// No bounds, stripped.
    fn default() -> Self {
        Self { max_side: u32::MAX, max_pixels: u64::MAX, max_bytes: u64::MAX, strip: true }
    }
}

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its kind.
    pub mime: &'static str,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// What was in the source and is not in here.
    pub stripped: Vec<Private>,
    /// Whether the pixels were coded anew; `false`: they are the source's own, byte for byte.
    pub reencoded: bool,
}

/// Fine enough that a model sees no difference.
const QUALITY: u8 = 95;

/// Makes a picture ready to be sent: upright, in sRGB, within `spec`, without metadata.
///
/// A JPEG, PNG or WebP that is all that already keeps its pixels as they are coded; only its metadata is cut out.
///
/// # Errors
/// What [`decode`] says; [`Error::Encode`] if it cannot be made small enough.
pub fn for_upload(bytes: &[u8], spec: &UploadSpec, limits: &Limits) -> Result<Upload, Error> {
    let header = probe_bytes(bytes)?;
    let mut metadata = Metadata::read(bytes);
    let profiled = metadata.icc.as_deref().is_some_and(|icc| !colour::means_srgb(icc));
    let mut stripped = Vec::new();
    if spec.strip {
        let rest = metadata.exif.is_some() || metadata.xmp.is_some() || metadata.iptc.is_some();
        stripped = metadata.strip_private();
        if rest {
            stripped.push(Private::Descriptions);
        }
        stripped.sort();
        stripped.dedup();
        metadata = Metadata::default();
    }
    let pixels = u64::from(header.width) * u64::from(header.height);
    let as_is = matches!(header.format, Format::Jpeg | Format::Png | Format::WebP)
        && header.orientation.is_upright()
        && !header.animated
        && !profiled
        && header.bits <= 8
        && header.width.max(header.height) <= spec.max_side
        && pixels <= spec.max_pixels;
    if as_is {
        let picture = decode(bytes, limits)?;
        let kept = if spec.strip { metadata.write_into(bytes.to_vec(), header.format)?.0 } else { bytes.to_vec() };
        let inks = picture.notes.contains(&crate::Note::CmykBecameRgb);
        if kept.len() as u64 <= spec.max_bytes && !inks {
            let (width, height) = (header.width, header.height);
            return Ok(Upload { bytes: kept, mime: header.format.mime(), width, height, stripped, reencoded: false });
        }
        return anew(picture, &header.format, spec, stripped);
    }
    anew(decode(bytes, limits)?, &header.format, spec, stripped)
}

fn anew(picture: Picture, from: &Format, spec: &UploadSpec, stripped: Vec<Private>) -> Result<Upload, Error> {
    let (width, height) = fit(picture.width, picture.height, spec.max_side, spec.max_pixels);
    let picture = colour::to_srgb(picture).into_8_bits();
    let picture =
        if (width, height) == (picture.width, picture.height) { picture } else { reduce(&picture, width, height)? };
    let upload =
        |bytes, format: Format| Upload { bytes, mime: format.mime(), width, height, stripped, reencoded: true };
    let lossy_source = matches!(from, Format::Jpeg | Format::Heic | Format::Avif);
    if picture.has_alpha() || !lossy_source {
        let bytes = png::encode(&picture)?;
        if bytes.len() as u64 <= spec.max_bytes {
            return Ok(upload(bytes, Format::Png));
        }
    }
    let opaque = picture.without_alpha();
    for quality in [QUALITY, 90, 80, 70] {
        let bytes = jpeg::encode(&opaque, quality, jpeg::Chroma::Full)?;
        if bytes.len() as u64 <= spec.max_bytes {
            return Ok(upload(bytes, Format::Jpeg));
        }
    }
    Err(Error::encode(Format::Jpeg, "it cannot be made small enough for the model"))
}
