//! Auto levels: darkest and brightest brightness to black and white, the middle lifted where the picture is dark.
//!
//! Percentile stretch of the luma histogram (Gonzalez and Woods, Digital Image Processing, 3.2), then a power curve towards a middle grey.
//! One curve moves all three channels of a pixel in proportion, so no hue changes.

use super::luma;

/// Share of pixels that may become pure black, and pure white.
const CLIPPED: f32 = 0.002;
/// A picture is never stretched to more than this many times its range: beyond that only noise comes up.
const MOST_GAIN: f32 = 4.0;
/// Below this middle brightness a picture counts as dark.
const DARK: f32 = 0.36;
/// The power curve is never steeper than this.
const MOST_LIFT: f32 = 0.6;

/// The measured curve.
pub(super) struct Levels {
    black: f32,
    gain: f32,
    power: f32,
}

impl Levels {
    pub(super) fn of(samples: &[[f32; 3]], strength: f32) -> Levels {
        let mut sorted: Vec<f32> = samples.iter().map(|&rgb| luma(rgb)).collect();
        if sorted.is_empty() {
            return Levels { black: 0.0, gain: 1.0, power: 1.0 };
        }
        sorted.sort_unstable_by(f32::total_cmp);
        let at = |share: f32| sorted[((sorted.len() - 1) as f32 * share) as usize];
        let (low, middle, high) = (at(CLIPPED), at(0.5), at(1.0 - CLIPPED));
        // A picture of one tone has no range to stretch.
        if high - low < 0.05 {
            return Levels { black: 0.0, gain: 1.0, power: 1.0 };
        }
        // Fog may be meant; black moves half the way and not past a sixth.
        let black = (low * 0.7).min(0.16) * strength;
        let full = (1.0 / (high - black)).clamp(1.0, MOST_GAIN);
        let gain = 1.0 + (full - 1.0) * strength;
        let stretched = ((middle - black) * gain).clamp(0.01, 0.99);
        let target = if stretched < DARK { stretched + (DARK - stretched) * 0.6 } else { stretched };
        let full_power = (target.ln() / stretched.ln()).clamp(MOST_LIFT, 1.0);
        Levels { black, gain, power: 1.0 + (full_power - 1.0) * strength }
    }

    pub(super) fn apply(&self, rgb: [f32; 3]) -> [f32; 3] {
        if self.black == 0.0 && self.gain == 1.0 && self.power == 1.0 {
            return rgb;
        }
        let before = luma(rgb);
        if before <= 0.0 {
            return rgb;
        }
        let straight = ((before - self.black) * self.gain).clamp(0.0, 1.0);
        let after = if self.power == 1.0 { straight } else { straight.powf(self.power) };
        let ratio = after / before;
        let moved = rgb.map(|n| n * ratio);
        let most = moved[0].max(moved[1]).max(moved[2]);
        if most <= 1.0 {
            return moved;
        }
        // Too bright for its saturation: towards grey of the same brightness, so that nothing turns another hue.
        let room = (1.0 - after) / (most - after);
        moved.map(|n| after + (n - after) * room)
    }
}
