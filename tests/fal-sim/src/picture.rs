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

/// Coloured waves crossing each other under a sun, all placed by the number.
pub(crate) fn draw(number: u64, width: u32, height: u32) -> DynamicImage {
    let mut state = number;
    let mut next = || {
        state = mixed(state);
        (state >> 40) as f32 / (1_u64 << 24) as f32
    };
    let phases: [f32; 6] = std::array::from_fn(|_| next() * std::f32::consts::TAU);
    let rates: [f32; 6] = std::array::from_fn(|_| 3.0 + next() * 14.0);
    let (sun_x, sun_y, sun_size) = (0.2 + next() * 0.6, 0.15 + next() * 0.4, 0.06 + next() * 0.14);
    let tint: [f32; 3] = std::array::from_fn(|_| 0.35 + next() * 0.65);
    // Each wave runs along one axis, so its values can be made once.
    let along = |length: u32, n: usize| -> Vec<f32> {
        (0..length).map(|at| (at as f32 / length as f32 * rates[n] + phases[n]).sin()).collect()
    };
    let columns = [along(width, 0), along(width, 1), along(width, 2)];
    let rows = [along(height, 3), along(height, 4), along(height, 5)];
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let (column, row) = (x as usize, y as usize);
        let (dx, dy) = (x as f32 / width as f32 - sun_x, y as f32 / height as f32 - sun_y);
        let light = (1.0 - (dx * dx + dy * dy) / (sun_size * sun_size)).max(0.0);
        image::Rgb(std::array::from_fn(|c| {
            let wave = columns[c][column] * rows[c][row];
            ((0.5 + 0.4 * wave) * tint[c] * 255.0 + light * 200.0).clamp(0.0, 255.0) as u8
        }))
    });
    picture.into()
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
            let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive);
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
