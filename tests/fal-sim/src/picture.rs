//! Pictures drawn from a number: never flat, never twice the same for different numbers, always for the same.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, RgbImage};

/// FNV-1a over several texts, well mixed at the end.
pub(crate) fn hash(texts: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in texts.iter().flat_map(|text| text.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    mixed(hash)
}

/// The next number of a row (splitmix64).
fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// How many ranges of hills stand behind each other.
const RANGES: usize = 5;

/// A landscape: sky, a sun, and hills in the haze, all placed and coloured by the number.
pub(crate) fn draw(number: u64, width: u32, height: u32) -> DynamicImage {
    let mut state = number;
    let mut next = || {
        state = mixed(state);
        (state >> 40) as f32 / (1_u64 << 24) as f32
    };
    let hue = next();
    let (zenith, horizon) = (colour(hue, 0.55, 0.45 + next() * 0.2), colour(hue + 0.35 + next() * 0.2, 0.6, 0.95));
    let near = colour(hue + 0.5 + next() * 0.2, 0.6, 0.22);
    let (sun_x, sun_y, sun_size) = (0.15 + next() * 0.7, 0.15 + next() * 0.3, 0.04 + next() * 0.06);
    // The height of every range in every column: a few waves, the nearer the rougher.
    let shape = width as f32 / height.max(1) as f32;
    let ranges: [Vec<f32>; RANGES] = std::array::from_fn(|range| {
        let waves: [(f32, f32, f32); 4] = std::array::from_fn(|n| {
            let rate = (1.5 + next() * 3.0) * 2.1_f32.powi(n as i32);
            (rate, next() * std::f32::consts::TAU, 0.05 / 1.9_f32.powi(n as i32))
        });
        let base = 0.48 + range as f32 * 0.11;
        let crest = |x: u32| {
            let at = x as f32 / width as f32 * shape;
            base - waves.iter().map(|(rate, phase, tall)| (at * rate + phase).sin() * tall).sum::<f32>()
        };
        (0..width).map(crest).collect()
    });
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let down = y as f32 / height as f32;
        let hill = (0..RANGES).rev().find(|range| down >= ranges[*range][x as usize]);
        let light = match hill {
            Some(range) => {
                let depth = down - ranges[range][x as usize];
                blend(horizon, near, (range as f32 + 1.0) / RANGES as f32 - depth * 0.5)
            }
            None => {
                let (dx, dy) = ((x as f32 / width as f32 - sun_x) * shape, down - sun_y);
                let away = (dx * dx + dy * dy).sqrt() / sun_size;
                let glow = if away < 1.0 { 1.0 } else { 0.5 / (away * away) };
                blend(blend(zenith, horizon, down * 1.8), [1.0, 0.97, 0.88], glow)
            }
        };
        image::Rgb(light.map(|level| (level.clamp(0.0, 1.0) * 255.0) as u8))
    });
    picture.into()
}

/// From `a` to `b`.
fn blend(a: [f32; 3], b: [f32; 3], part: f32) -> [f32; 3] {
    let part = part.clamp(0.0, 1.0);
    std::array::from_fn(|n| a[n] + (b[n] - a[n]) * part)
}

/// A colour by its place on the wheel (turns), how pure and how bright it is (0 to 1).
fn colour(hue: f32, pure: f32, bright: f32) -> [f32; 3] {
    [0.0, 1.0 / 3.0, 2.0 / 3.0].map(|third| {
        let wave = 0.5 + 0.5 * ((hue + third) * std::f32::consts::TAU).cos();
        bright * (1.0 - pure + pure * wave)
    })
}

/// The picture's bytes in `format` and their media type.
pub(crate) fn encode(picture: &DynamicImage, format: &str) -> (Vec<u8>, &'static str) {
    let mut bytes = Cursor::new(Vec::new());
    let (written, content_type) = match format {
        "jpeg" | "jpg" => {
            (picture.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 92)), "image/jpeg")
        }
        "webp" => (picture.to_rgba8().write_with_encoder(WebPEncoder::new_lossless(&mut bytes)), "image/webp"),
        _ => {
            let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Sub);
            (picture.write_with_encoder(encoder), "image/png")
        }
    };
    written.expect("a picture we made ourselves can be written to memory");
    (bytes.into_inner(), content_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_depends_on_its_number_and_is_not_flat() {
        let pixels = |number| draw(number, 64, 48).to_rgb8().into_raw();
        assert_eq!(pixels(7), pixels(7));
        assert_ne!(pixels(7), pixels(8));
        let (least, most) = pixels(7).into_iter().fold((255, 0), |(least, most), p| (p.min(least), p.max(most)));
        assert!(most - least > 100, "a flat picture would be taken for a failed one");
    }

    #[test]
    fn texts_are_kept_apart() {
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
    }
}
