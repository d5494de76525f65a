//! White balance by the nearly neutral pixels: what is almost grey was most likely grey.
//!
//! After Huo, Chang, Wang, Wei: Robust automatic white balance algorithm using gray color points in images, 2006, as one weighted mean
//! instead of their iteration. Half the measured cast is taken out, and never more than an eighth of a channel: evening light is meant.

use super::luma;

/// How much of the measured cast is taken out.
const SHARE: f32 = 0.6;
/// The most a channel is multiplied or divided by.
const MOST: f32 = 1.125;
/// Relative distance from grey at which a pixel's word counts little.
const NEUTRAL: f32 = 0.18;

/// What each channel is multiplied by.
pub(super) struct Balance([f32; 3]);

impl Balance {
    pub(super) fn of(samples: &[[f32; 3]], strength: f32) -> Balance {
        let (mut sum, mut weight) = ([0.0f64; 3], 0.0f64);
        for &rgb in samples {
            let (most, least) = (rgb[0].max(rgb[1]).max(rgb[2]), rgb[0].min(rgb[1]).min(rgb[2]));
            // Clipped pixels have lost their colour, dark ones never had a sure one.
            if !(0.08..=0.97).contains(&most) {
                continue;
            }
            let distance = (most - least) / most / NEUTRAL;
            let w = f64::from((-distance * distance).exp());
            for (sum, n) in sum.iter_mut().zip(rgb) {
                *sum += w * f64::from(n / most);
            }
            weight += w;
        }
        // Hardly anything is near grey: the colours are the picture.
        if weight < samples.len() as f64 * 0.02 {
            return Balance([1.0; 3]);
        }
        let mean = sum.map(|n| (n / weight) as f32);
        let grey = luma(mean);
        let gains = mean.map(|n| (1.0 + (grey / n - 1.0) * SHARE * strength).clamp(1.0 / MOST, MOST));
        // Brightness is the business of the levels.
        let kept = luma([mean[0] * gains[0], mean[1] * gains[1], mean[2] * gains[2]]) / grey;
        Balance(gains.map(|gain| gain / kept))
    }

    pub(super) fn apply(&self, [r, g, b]: [f32; 3]) -> [f32; 3] {
        [r * self.0[0], g * self.0[1], b * self.0[2]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grey_card_is_not_shifted() {
        for level in [0.2, 0.46, 0.8] {
            let Balance(gains) = Balance::of(&vec![[level; 3]; 1000], 1.0);
            assert!(gains.iter().all(|gain| (gain - 1.0).abs() < 1e-4), "{gains:?}");
        }
    }

    #[test]
    fn a_cast_is_reduced_and_a_red_wall_is_left_alone() {
        let balance = Balance::of(&vec![[0.55, 0.5, 0.45]; 1000], 1.0);
        let [r, g, b] = balance.apply([0.55, 0.5, 0.45]);
        assert!(r / b < 1.12, "was 1.22, is {}", r / b);
        assert!((luma([r, g, b]) - luma([0.55, 0.5, 0.45])).abs() < 1e-3, "brightness stays");
        let Balance(gains) = Balance::of(&vec![[0.8, 0.2, 0.1]; 1000], 1.0);
        assert_eq!(gains, [1.0; 3]);
    }
}
