//! A decoded picture: upright pixels and the profile that says what their numbers mean.

use std::fmt;

/// Pixels row by row from the top left, channels interleaved, without padding.
///
/// The numbers are as the file had them, in the space of [`Picture::icc`]; alpha is not multiplied in. Grey is spread over three channels.
#[derive(Clone, PartialEq, Eq)]
pub enum Pixels {
    /// 8 bits, three channels.
    Rgb8(Vec<u8>),
    /// 8 bits, alpha last.
    Rgba8(Vec<u8>),
    /// 16 bits, three channels.
    Rgb16(Vec<u16>),
    /// 16 bits, alpha last.
    Rgba16(Vec<u16>),
}

impl Pixels {
    /// 3, or 4 with alpha.
    pub fn channels(&self) -> usize {
        match self {
            Pixels::Rgb8(_) | Pixels::Rgb16(_) => 3,
            Pixels::Rgba8(_) | Pixels::Rgba16(_) => 4,
        }
    }

    /// Numbers in all: width x height x channels.
    pub fn len(&self) -> usize {
        match self {
            Pixels::Rgb8(v) | Pixels::Rgba8(v) => v.len(),
            Pixels::Rgb16(v) | Pixels::Rgba16(v) => v.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether every pixel is the same, alpha included.
    pub fn are_flat(&self) -> bool {
        fn flat<T: PartialEq>(values: &[T], channels: usize) -> bool {
            let Some((first, _)) = values.split_at_checked(channels) else { return true };
            values.chunks_exact(channels).all(|pixel| pixel == first)
        }
        match self {
            Pixels::Rgb8(v) => flat(v, 3),
            Pixels::Rgba8(v) => flat(v, 4),
            Pixels::Rgb16(v) => flat(v, 3),
            Pixels::Rgba16(v) => flat(v, 4),
        }
    }
}

impl fmt::Debug for Pixels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Pixels::Rgb8(_) => "Rgb8",
            Pixels::Rgba8(_) => "Rgba8",
            Pixels::Rgb16(_) => "Rgb16",
            Pixels::Rgba16(_) => "Rgba16",
        };
        write!(f, "{name}({} numbers)", self.len())
    }
}

/// Something about the picture that a person should know of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// The file held inks, not light.
    CmykBecameRgb,
    /// The file moves; only its first frame was taken.
    FirstFrameOnly,
    /// The file held floating point or more than 16 bits.
    ReducedTo16Bits,
    /// The file ends early or holds damage; what could be read is shown.
    PartlyDamaged,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Note::CmykBecameRgb => "CMYK became RGB",
            Note::FirstFrameOnly => "first frame of an animation",
            Note::ReducedTo16Bits => "reduced to 16 bits",
            Note::PartlyDamaged => "the file is partly damaged",
        })
    }
}

/// A decoded picture, upright.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// width x height of them.
    pub pixels: Pixels,
    /// The ICC profile of the numbers; `None` means sRGB.
    pub icc: Option<Vec<u8>>,
    /// Whether the source stored colour more coarsely than brightness, as most JPEG files do.
    pub subsampled: bool,
    /// What a person should know.
    pub notes: Vec<Note>,
}

impl Picture {
    /// Of 8-bit RGB in sRGB.
    ///
    /// # Panics
    /// If `rgb` does not hold `width * height * 3` bytes.
    pub fn from_rgb8(width: u32, height: u32, rgb: Vec<u8>) -> Self {
        Self::new(width, height, Pixels::Rgb8(rgb))
    }

    /// Of any pixels in sRGB.
    ///
    /// # Panics
    /// If there are not `width * height` of them.
    pub fn new(width: u32, height: u32, pixels: Pixels) -> Self {
        assert_eq!(
            pixels.len() as u64,
            u64::from(width) * u64::from(height) * pixels.channels() as u64,
            "a picture of {width} x {height} has that many pixels"
        );
        Self { width, height, pixels, icc: None, subsampled: false, notes: Vec::new() }
    }

    /// The same profile and notes around other pixels.
    pub(crate) fn with_pixels(&self, width: u32, height: u32, pixels: Pixels) -> Self {
        let picture = Self::new(width, height, pixels);
        Self { icc: self.icc.clone(), subsampled: self.subsampled, notes: self.notes.clone(), ..picture }
    }

    /// Whether pixels can be transparent.
    pub fn has_alpha(&self) -> bool {
        self.pixels.channels() == 4
    }

    /// Whether each number has 16 bits.
    pub fn is_16_bit(&self) -> bool {
        matches!(self.pixels, Pixels::Rgb16(_) | Pixels::Rgba16(_))
    }

    /// The colours as the numbers of the file divided by their maximum: interleaved RGB, 0 to 1, alpha left out.
    pub fn to_rgb_f32(&self) -> Vec<f32> {
        fn spread<T: Copy>(values: &[T], channels: usize, unit: impl Fn(T) -> f32) -> Vec<f32> {
            values.chunks_exact(channels).flat_map(|p| [unit(p[0]), unit(p[1]), unit(p[2])]).collect()
        }
        let channels = self.pixels.channels();
        match &self.pixels {
            Pixels::Rgb8(v) | Pixels::Rgba8(v) => spread(v, channels, |n| f32::from(n) / 255.0),
            Pixels::Rgb16(v) | Pixels::Rgba16(v) => spread(v, channels, |n| f32::from(n) / 65535.0),
        }
    }

    /// Brightness: Rec. 709 luma of the encoded numbers, 0 to 255.
    pub fn luma(&self) -> Vec<f32> {
        fn weigh<T: Copy>(values: &[T], channels: usize, unit: impl Fn(T) -> f32) -> Vec<f32> {
            values
                .chunks_exact(channels)
                .map(|p| 0.2126 * unit(p[0]) + 0.7152 * unit(p[1]) + 0.0722 * unit(p[2]))
                .collect()
        }
        let channels = self.pixels.channels();
        match &self.pixels {
            Pixels::Rgb8(v) | Pixels::Rgba8(v) => weigh(v, channels, f32::from),
            Pixels::Rgb16(v) | Pixels::Rgba16(v) => weigh(v, channels, |n| f32::from(n) / 257.0),
        }
    }
}

impl Picture {
    /// 16 bits rounded to 8.
    pub(crate) fn into_8_bits(self) -> Picture {
        fn rounded(values: &[u16]) -> Vec<u8> {
            values.iter().map(|&n| ((u32::from(n) + 128) / 257) as u8).collect()
        }
        let pixels = match self.pixels {
            Pixels::Rgb16(v) => Pixels::Rgb8(rounded(&v)),
            Pixels::Rgba16(v) => Pixels::Rgba8(rounded(&v)),
            eight => eight,
        };
        Picture { pixels, ..self }
    }

    /// Whether nothing can be seen through it.
    pub(crate) fn is_opaque(&self) -> bool {
        match &self.pixels {
            Pixels::Rgb8(_) | Pixels::Rgb16(_) => true,
            Pixels::Rgba8(v) => v.as_chunks::<4>().0.iter().all(|p| p[3] == u8::MAX),
            Pixels::Rgba16(v) => v.as_chunks::<4>().0.iter().all(|p| p[3] == u16::MAX),
        }
    }

    /// The colours alone, as they are under the alpha.
    pub(crate) fn without_alpha(self) -> Picture {
        let pixels = match self.pixels {
            Pixels::Rgba8(v) => Pixels::Rgb8(v.as_chunks::<4>().0.iter().flat_map(|p| [p[0], p[1], p[2]]).collect()),
            Pixels::Rgba16(v) => Pixels::Rgb16(v.as_chunks::<4>().0.iter().flat_map(|p| [p[0], p[1], p[2]]).collect()),
            opaque => opaque,
        };
        Picture { pixels, ..self }
    }
}
