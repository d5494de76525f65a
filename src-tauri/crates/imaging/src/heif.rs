//! HEIC and AVIF through libheif; read only.

use libheif_rs::{ColorSpace, HeifContext, HeifError, ImageHandle, ItemId, LibHeif, RgbChroma};
use safelight_core::Format;

use crate::{Error, Limits, Picture, Pixels};

/// What the boxes say of the main picture, turned as they ask.
pub(crate) struct Described {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) bits: u8,
    pub(crate) alpha: bool,
    /// A TIFF structure.
    pub(crate) exif: Option<Vec<u8>>,
    pub(crate) xmp: Option<Vec<u8>>,
    pub(crate) icc: Option<Vec<u8>>,
}

fn failed(format: Format) -> impl Fn(HeifError) -> Error {
    move |error| Error::corrupt(format, error.message)
}

fn read(bytes: &[u8]) -> Result<HeifContext<'_>, HeifError> {
    HeifContext::read_from_bytes(bytes)
}

/// Reads the boxes, not the pixels.
pub(crate) fn describe(bytes: &[u8], format: Format) -> Result<Described, Error> {
    let context = read(bytes).map_err(failed(format))?;
    let handle = context.primary_image_handle().map_err(failed(format))?;
    Ok(Described {
        width: handle.width(),
        height: handle.height(),
        bits: handle.luma_bits_per_pixel().max(1),
        alpha: handle.has_alpha_channel(),
        exif: block(&handle, b"Exif").and_then(|block| without_offset(&block)),
        xmp: block(&handle, b"mime"),
        icc: handle.color_profile_raw().map(|profile| profile.data).filter(|icc| !icc.is_empty()),
    })
}

/// The first metadata block of a kind.
fn block(handle: &ImageHandle, kind: &[u8; 4]) -> Option<Vec<u8>> {
    let mut ids: [ItemId; 1] = [0];
    let found = handle.metadata_block_ids(&mut ids, kind);
    (found > 0).then(|| handle.metadata(ids[0]).ok()).flatten()
}

/// The block begins with the big-endian distance from its fifth byte to the TIFF structure (ISO 23008-12, A.2.1).
fn without_offset(block: &[u8]) -> Option<Vec<u8>> {
    let offset = u32::from_be_bytes(*block.first_chunk()?) as usize;
    block.get(4usize.checked_add(offset)?..).map(<[u8]>::to_vec)
}

/// Decodes the main picture, turned as its boxes ask; over 8 bits become 16.
pub(crate) fn decode(bytes: &[u8], format: Format, limits: &Limits) -> Result<Picture, Error> {
    let context = read(bytes).map_err(failed(format))?;
    let handle = context.primary_image_handle().map_err(failed(format))?;
    let (alpha, deep) = (handle.has_alpha_channel(), handle.luma_bits_per_pixel() > 8);
    let channels = if alpha { 4 } else { 3 };
    // libheif holds the planes and the interleaved picture at the same time.
    limits.check(handle.width(), handle.height(), channels * if deep { 5 } else { 3 })?;
    let chroma = match (alpha, deep) {
        (false, false) => RgbChroma::Rgb,
        (true, false) => RgbChroma::Rgba,
        (false, true) => RgbChroma::HdrRgbLe,
        (true, true) => RgbChroma::HdrRgbaLe,
    };
    let image = LibHeif::new().decode(&handle, ColorSpace::Rgb(chroma), None).map_err(failed(format))?;
    let planes = image.planes();
    let Some(plane) = planes.interleaved else { return Err(Error::corrupt(format, "no pixels came out")) };
    let row_bytes = plane.width as usize * channels as usize * if deep { 2 } else { 1 };
    if plane.stride < row_bytes || plane.data.len() < plane.stride * plane.height as usize {
        return Err(Error::corrupt(format, "fewer pixels came out than it says"));
    }
    let rows = plane.data.chunks(plane.stride).take(plane.height as usize).map(|row| &row[..row_bytes]);
    let pixels = if deep {
        let bits = u32::from(plane.bits_per_pixel.clamp(9, 16));
        let numbers = rows.flat_map(|row| row.as_chunks::<2>().0).map(|pair| widen(u16::from_le_bytes(*pair), bits));
        let numbers = numbers.collect();
        if alpha { Pixels::Rgba16(numbers) } else { Pixels::Rgb16(numbers) }
    } else {
        let numbers = rows.flatten().copied().collect();
        if alpha { Pixels::Rgba8(numbers) } else { Pixels::Rgb8(numbers) }
    };
    let mut picture = Picture::new(plane.width, plane.height, pixels);
    picture.icc = handle.color_profile_raw().map(|profile| profile.data).filter(|icc| !icc.is_empty());
    picture.subsampled = true;
    Ok(picture)
}

/// Spreads a number of `bits` over 16, its maximum to 65,535.
fn widen(value: u16, bits: u32) -> u16 {
    let most = (1u32 << bits) - 1;
    ((u32::from(value).min(most) * 65_535 + most / 2) / most) as u16
}
