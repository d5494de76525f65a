//! Pictures made by code: smooth light with edges and texture, so that scaling, compressing and comparing them means something.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageBuffer, Rgb, RgbImage, Rgba, RgbaImage};

/// A landscape of a kind: a gradient sky, a hard skyline, textured ground. `seed` makes another one; the same arguments always give the same pixels.
pub fn scene(width: u32, height: u32, seed: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let (u, v) = (x as f32 / width as f32, y as f32 / height as f32);
        let turn = seed as f32 * 1.7;
        let skyline = 0.55 + 0.12 * (u * 7.0 + turn).sin() + 0.05 * (u * 23.0 + turn * 2.0).sin();
        let noise = speck(x, y, seed);
        if v < skyline {
            let sun = (-((u - 0.3 - 0.4 * turn.sin().abs()).powi(2) + (v - 0.3).powi(2)) * 40.0).exp();
            pixel(
                [90.0 + 120.0 * v + 140.0 * sun, 130.0 + 60.0 * v + 90.0 * sun, 210.0 - 60.0 * v + 20.0 * sun],
                noise * 0.15,
            )
        } else {
            let furrow = ((x as f32 * 0.35).sin() * (y as f32 * 0.8 + u * 9.0).sin()) * 22.0;
            pixel(
                [70.0 + 40.0 * turn.cos() + furrow, 95.0 + furrow * 1.2 + 30.0 * v, 60.0 + 25.0 * turn.sin() + furrow],
                noise,
            )
        }
    })
}

/// A plain gradient from black to a hue: nothing in it that JPEG could disturb.
pub fn gradient(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let across = (255 * x / width.max(1)) as u8;
        let down = (255 * y / height.max(1)) as u8;
        Rgb([across, down, across / 2 + down / 2])
    })
}

/// A scene with a soft round hole: opaque in the middle, transparent at the corners.
pub fn with_alpha(width: u32, height: u32, seed: u32) -> RgbaImage {
    let scene = scene(width, height, seed);
    RgbaImage::from_fn(width, height, |x, y| {
        let Rgb([r, g, b]) = *scene.get_pixel(x, y);
        let (u, v) = (x as f32 / width as f32 - 0.5, y as f32 / height as f32 - 0.5);
        let alpha = ((0.5 - u.hypot(v)) * 8.0).clamp(0.0, 1.0) * 255.0;
        Rgba([r, g, b, alpha as u8])
    })
}

/// JPEG bytes; `quality` 1..=100.
pub fn encode_jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(picture).expect("an RGB picture is a JPEG");
    bytes
}

/// PNG bytes of any picture `image` knows.
pub fn encode_png(picture: impl Into<DynamicImage>) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, image::ImageFormat::Png).expect("memory takes a PNG");
    bytes.into_inner()
}

/// A PNG with 16 bits a channel whose low bytes differ from zero, so that a fall to 8 bits shows.
pub fn encode_png16(width: u32, height: u32) -> Vec<u8> {
    let deep = ImageBuffer::<Rgb<u16>, Vec<u16>>::from_fn(width, height, |x, y| {
        Rgb([(x * 257 + y * 3) as u16, (y * 263 + x * 5) as u16, (x * y) as u16])
    });
    encode_png(DynamicImage::ImageRgb16(deep))
}

fn pixel(light: [f32; 3], noise: f32) -> Rgb<u8> {
    Rgb(light.map(|channel| (channel + noise).clamp(0.0, 255.0) as u8))
}

/// -20..20, the same for the same place.
fn speck(x: u32, y: u32, seed: u32) -> f32 {
    let mut hash = x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77) ^ seed.wrapping_mul(0xC2B2_AE3D);
    hash = (hash ^ (hash >> 15)).wrapping_mul(0x2C1B_3C6D);
    hash ^= hash >> 13;
    (hash & 0xFF) as f32 / 255.0 * 40.0 - 20.0
}

/// Width and height of a picture file, as its header says.
pub fn size_of(path: impl AsRef<std::path::Path>) -> (u32, u32) {
    let path = path.as_ref();
    image::image_dimensions(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_picture_and_another_gives_another() {
        assert_eq!(scene(40, 30, 1), scene(40, 30, 1));
        assert_ne!(scene(40, 30, 1), scene(40, 30, 2));
    }

    #[test]
    fn encoded_pictures_decode_to_their_size() {
        for bytes in [encode_jpeg(&scene(64, 48, 3), 90), encode_png(with_alpha(64, 48, 3)), encode_png16(64, 48)] {
            let read = image::load_from_memory(&bytes).expect("what we encode decodes");
            assert_eq!((read.width(), read.height()), (64, 48));
        }
    }
}
