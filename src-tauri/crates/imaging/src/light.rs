//! Between numbers of a file and amounts of light.
//!
//! The curve is sRGB's (IEC 61966-2-1) whatever the profile: Display P3 has the same, Adobe RGB and ProPhoto are near it, and resampling
//! only asks that light adds up nearly right.

use std::sync::OnceLock;

/// Light, 0 to 1, of an encoded number, 0 to 1.
pub(crate) fn decoded(n: f32) -> f32 {
    if n <= 0.040_45 { n / 12.92 } else { ((n + 0.055) / 1.055).powf(2.4) }
}

/// The encoded number, 0 to 1, of light, 0 to 1.
pub(crate) fn encoded(light: f32) -> f32 {
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

/// Light of every 8-bit number.
pub(crate) fn of_8_bits() -> &'static [f32; 256] {
    static TABLE: OnceLock<Box<[f32; 256]>> = OnceLock::new();
    TABLE.get_or_init(|| Box::new(std::array::from_fn(|n| decoded(n as f32 / 255.0))))
}

/// Light of every 16-bit number.
pub(crate) fn of_16_bits() -> &'static [f32] {
    static TABLE: OnceLock<Vec<f32>> = OnceLock::new();
    TABLE.get_or_init(|| (0..=u16::MAX).map(|n| decoded(f32::from(n) / 65_535.0)).collect())
}

/// Every 8-bit number as a share of 1.
pub(crate) fn shares_of_8_bits() -> &'static [f32] {
    static TABLE: OnceLock<Vec<f32>> = OnceLock::new();
    TABLE.get_or_init(|| (0..=u8::MAX).map(|n| f32::from(n) / 255.0).collect())
}

/// Every 16-bit number as a share of 1.
pub(crate) fn shares_of_16_bits() -> &'static [f32] {
    static TABLE: OnceLock<Vec<f32>> = OnceLock::new();
    TABLE.get_or_init(|| (0..=u16::MAX).map(|n| f32::from(n) / 65_535.0).collect())
}

/// Steps of the table back: fine enough that the darkest 16-bit steps, 1/12.92 of a light step each, stay apart with interpolation.
const STEPS: usize = 1 << 14;

/// Encoded numbers, 0 to 1, at the squares of even steps: the curve is steep near black, and a square root levels it.
fn back() -> &'static [f32] {
    static TABLE: OnceLock<Vec<f32>> = OnceLock::new();
    TABLE.get_or_init(|| {
        (0..=STEPS + 1)
            .map(|n| {
                let root = n as f32 / STEPS as f32;
                encoded(root * root)
            })
            .collect()
    })
}

/// [`encoded`], by table.
pub(crate) struct Encoder(&'static [f32]);

impl Encoder {
    pub(crate) fn new() -> Self {
        Self(back())
    }

    /// 0 to 1; light outside 0 to 1 is clamped.
    pub(crate) fn encode(&self, light: f32) -> f32 {
        let at = light.clamp(0.0, 1.0).sqrt() * STEPS as f32;
        let step = at as usize;
        let (low, high) = (self.0[step], self.0[step + 1]);
        low + (high - low) * (at - step as f32)
    }

    pub(crate) fn to_8_bits(&self, light: f32) -> u8 {
        (self.encode(light) * 255.0 + 0.5) as u8
    }

    pub(crate) fn to_16_bits(&self, light: f32) -> u16 {
        (self.encode(light) * 65_535.0 + 0.5) as u16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_survives_light() {
        let encoder = Encoder::new();
        for n in 0..=255u8 {
            assert_eq!(encoder.to_8_bits(of_8_bits()[usize::from(n)]), n);
        }
        for n in 0..=u16::MAX {
            let back = encoder.to_16_bits(of_16_bits()[usize::from(n)]);
            assert!(back.abs_diff(n) <= 1, "{n} became {back}");
        }
    }
}
