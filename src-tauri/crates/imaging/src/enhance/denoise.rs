//! Gentle denoise that leaves edges: the guided filter (He, Sun, Tang: Guided image filtering, 2010), steered by the measured noise.

use super::plane::Plane;
use super::{Tone, luma};
use crate::Picture;

/// Below this noise nobody sees any: about a step of 8 bits.
const CLEAN: f32 = 0.005;

/// Brightness with its noise lowered; `None` when there is nothing to do.
pub(super) fn brightness(plane: &Plane, sigma: f32, strength: f32) -> Option<Plane> {
    if sigma < CLEAN {
        return None;
    }
    // Variance far above the noise's own is detail and stays; near it, it goes.
    let eps = 1.5 * sigma * sigma;
    let smooth = guided(plane, plane, 2, eps);
    // Some grain is left on purpose: without any, skin looks like plastic.
    let share = 0.7 * strength;
    Some(plane.with(&smooth, |before, after| before + (after - before) * share))
}

/// B - Y and R - Y with their noise lowered, guided by brightness; `None` when there is nothing to do. The eye sees colour coarsely, so
/// this may be stronger.
pub(super) fn colour(
    tone: &Tone,
    picture: &Picture,
    brightness: &Plane,
    sigma: f32,
    strength: f32,
) -> Option<[Plane; 2]> {
    if sigma < CLEAN {
        return None;
    }
    let eps = 4.0 * sigma * sigma;
    let clean = |plane: Plane| {
        let smooth = guided(&plane, brightness, 4, eps);
        plane.with(&smooth, |before, after| before + (after - before) * 0.85 * strength)
    };
    Some([clean(tone.plane(picture, |rgb| rgb[2] - luma(rgb))), clean(tone.plane(picture, |rgb| rgb[0] - luma(rgb)))])
}

/// `plane` smoothed where `guide` is smooth: in each square a straight line of the guide, the squares' lines averaged.
fn guided(plane: &Plane, guide: &Plane, radius: usize, eps: f32) -> Plane {
    let mean_guide = guide.mean(radius);
    let mean = plane.mean(radius);
    let product = guide.with(plane, |g, p| g * p).mean(radius);
    let square = guide.map(|g| g * g).mean(radius);
    let covariance = product.with(&mean_guide.with(&mean, |g, p| g * p), |gp, product| gp - product);
    let variance = square.with(&mean_guide, |gg, g| (gg - g * g).max(0.0));
    let slope = covariance.with(&variance, |c, v| c / (v + eps));
    let offset = mean.with(&slope.with(&mean_guide, |a, g| a * g), |p, ag| p - ag);
    let (slope, offset) = (slope.mean(radius), offset.mean(radius));
    slope.with(guide, |a, g| a * g).with(&offset, |ag, b| ag + b)
}
