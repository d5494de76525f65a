//! The work itself, on real pixels.

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, GenericImageView as _, RgbaImage};
use serde_json::{Value, json};

use super::catalogue::{Model, Unit, Work};
use super::check::complaint;
use super::source::{picture, too_large};
use super::{Made, Picture};
use crate::picture::{draw, encode, hash};
use crate::state::State;

/// Does what the model does, or says what is wrong with the input.
pub(crate) fn perform(state: &State, model: &Model, input: &Value) -> Result<Made, Value> {
    let seed = input["seed"].as_u64().unwrap_or_else(chance);
    let made = match model.work {
        Work::Generate(usual) => generated(input, seed, usual)?,
        Work::Edit => edited(state, input, seed)?,
        _ => vec![changed(&source(state, input)?, model, input)?],
    };
    let format =
        [&input["output_format"], &input["format"]].into_iter().find_map(Value::as_str).unwrap_or(model.format);
    let pictures: Vec<Picture> = made
        .iter()
        .map(|picture| {
            let (bytes, content_type) = encode(picture, format);
            Picture { bytes, content_type, width: picture.width(), height: picture.height() }
        })
        .collect();
    let megapixels: f64 = pictures.iter().map(|p| f64::from(p.width) * f64::from(p.height) / 1e6).sum();
    let units = match model.unit {
        Unit::Images => pictures.len() as f64,
        Unit::Megapixels => megapixels,
        Unit::ComputeSeconds => 0.5 + megapixels / 4.0,
    };
    Ok(Made { pictures, seed, units })
}

fn source(state: &State, input: &Value) -> Result<DynamicImage, Value> {
    picture(state, "image_url", input["image_url"].as_str().unwrap_or_default())
}

fn changed(source: &DynamicImage, model: &Model, input: &Value) -> Result<DynamicImage, Value> {
    Ok(match model.work {
        Work::Upscale { field, usual, .. } => enlarged(source, input[field].as_f64().unwrap_or(usual))?,
        Work::UpscaleBy(factor) => enlarged(source, factor)?,
        Work::Restore => source.unsharpen(1.0, 2),
        Work::Colour => source.grayscale().to_rgb8().into_colour(),
        Work::CutOut => cut_out(source),
        Work::Generate(_) | Work::Edit => unreachable!("made by generated and edited"),
    })
}

fn enlarged(source: &DynamicImage, factor: f64) -> Result<DynamicImage, Value> {
    let (width, height) = source.dimensions();
    let side = |side: u32| (f64::from(side) * factor).round().max(1.0);
    let (width, height) = (side(width), side(height));
    too_large("image_url", width as u64, height as u64)?;
    let mut enlarged = DynamicImage::new(width as u32, height as u32, source.color());
    let catmull_rom = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
    match Resizer::new().resize(source, &mut enlarged, &catmull_rom) {
        Ok(()) => Ok(enlarged),
        Err(error) => Err(complaint("image_url", &error.to_string(), "image_load_error", Value::Null)),
    }
}

/// A sepia tint, which is colour enough to tell the result from its source.
trait IntoColour {
    fn into_colour(self) -> DynamicImage;
}

impl IntoColour for image::RgbImage {
    fn into_colour(mut self) -> DynamicImage {
        for pixel in self.pixels_mut() {
            let [r, g, b] = pixel.0.map(f32::from);
            pixel.0 = [(r * 1.08).min(255.0) as u8, (g * 0.98) as u8, (b * 0.82) as u8];
        }
        self.into()
    }
}

/// Keeps an ellipse in the middle.
fn cut_out(source: &DynamicImage) -> DynamicImage {
    let mut picture: RgbaImage = source.to_rgba8();
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let (dx, dy) = ((x as f32 + 0.5) / width - 0.5, (y as f32 + 0.5) / height - 0.5);
        let outside = ((dx * dx + dy * dy).sqrt() - 0.4) * 20.0;
        pixel.0[3] = ((1.0 - outside.clamp(0.0, 1.0)) * 255.0) as u8;
    }
    picture.into()
}

fn generated(input: &Value, seed: u64, usual: &str) -> Result<Vec<DynamicImage>, Value> {
    let (width, height) = size(input, usual)?;
    let prompt = input["prompt"].as_str().unwrap_or_default();
    let count = input["num_images"].as_u64().unwrap_or(1);
    Ok((0..count).map(|n| draw(hash(&[prompt, &seed.to_string(), &n.to_string()]), width, height)).collect())
}

/// The first picture, in the colours of the prompt.
fn edited(state: &State, input: &Value, seed: u64) -> Result<Vec<DynamicImage>, Value> {
    let (field, url) = match input["image_urls"][0].as_str() {
        Some(url) => ("image_urls", url),
        None => ("image_url", input["image_url"].as_str().unwrap_or_default()),
    };
    let source = picture(state, field, url)?;
    let prompt = input["prompt"].as_str().unwrap_or_default();
    let count = input["num_images"].as_u64().unwrap_or(1);
    let turned = |n: u64| {
        source.huerotate(i32::try_from(30 + hash(&[prompt, &seed.to_string(), &n.to_string()]) % 300).unwrap_or(30))
    };
    Ok((0..count).map(turned).collect())
}

/// `image_size` as a preset, an object or `WxH`; else `aspect_ratio`; else the model's usual preset.
fn size(input: &Value, usual: &str) -> Result<(u32, u32), Value> {
    let asked = &input["image_size"];
    if let (Some(width), Some(height)) = (asked["width"].as_u64(), asked["height"].as_u64()) {
        if !(1..=14_142).contains(&width) || !(1..=14_142).contains(&height) {
            return Err(complaint("image_size", "must be from 1 to 14142", "less_than_equal", json!({ "le": 14_142 })));
        }
        too_large("image_size", width, height)?;
        return Ok((width as u32, height as u32));
    }
    let name = match (asked, input["aspect_ratio"].as_str()) {
        (Value::String(name), _) => name.as_str(),
        (Value::Null, Some(ratio)) => return Ok(of_ratio(ratio)),
        (Value::Null, None) => usual,
        _ => return Err(complaint("image_size", "unexpected value", "one_of", Value::Null)),
    };
    let named = match name {
        "square_hd" | "auto" => Some((1024, 1024)),
        "square" => Some((512, 512)),
        "portrait_4_3" => Some((768, 1024)),
        "portrait_16_9" => Some((576, 1024)),
        "landscape_4_3" => Some((1024, 768)),
        "landscape_16_9" => Some((1024, 576)),
        other => other.split_once('x').and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?))),
    };
    let (width, height): (u32, u32) = named.ok_or_else(|| {
        complaint("image_size", "unexpected value", "one_of", json!({ "expected": ["square_hd", "landscape_4_3"] }))
    })?;
    too_large("image_size", width.into(), height.into())?;
    Ok((width.max(1), height.max(1)))
}

/// About a megapixel of this shape, sides being multiples of eight.
fn of_ratio(ratio: &str) -> (u32, u32) {
    let side = |text: &str| text.parse::<f64>().ok().filter(|side| *side > 0.0);
    let shape = ratio.split_once(':').and_then(|(w, h)| Some(side(w)? / side(h)?)).unwrap_or(1.0).clamp(0.1, 10.0);
    let eighths = |length: f64| (length / 8.0).round() as u32 * 8;
    (eighths(1024.0 * shape.sqrt()), eighths(1024.0 / shape.sqrt()))
}

fn chance() -> u64 {
    // Real seeds exceed 32 bits; those of JavaScript's clients end at 53.
    uuid::Uuid::new_v4().as_u64_pair().0 >> 20
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_what_was_asked() {
        let of = |input: Value| size(&input, "landscape_4_3").unwrap();
        assert_eq!(of(json!({})), (1024, 768));
        assert_eq!(of(json!({ "image_size": "portrait_16_9" })), (576, 1024));
        assert_eq!(of(json!({ "image_size": { "width": 300, "height": 200 } })), (300, 200));
        assert_eq!(of(json!({ "image_size": "1536x1024" })), (1536, 1024));
        assert_eq!(of(json!({ "aspect_ratio": "16:9" })), (1368, 768));
        assert!(size(&json!({ "image_size": "giant" }), "square").is_err());
        assert!(size(&json!({ "image_size": { "width": 14142, "height": 14142 } }), "square").is_err());
    }
}
