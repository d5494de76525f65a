//! Local contrast: what differs from its wider surroundings differs a little more.
//!
//! The surroundings come from the fast guided filter (He, Sun: Fast guided filter, 2015), which keeps large edges, so that no halo forms
//! along them as it does with a plain blur.

use super::plane::Plane;
use crate::bands;

/// How much the difference grows at full strength.
const GAIN: f32 = 0.22;
/// Differences beyond this (squared) count as edges between things and stay as they are.
const EDGE: f32 = 0.1 * 0.1;

pub(super) fn raised(plane: &Plane, sigma: f32, strength: f32) -> Plane {
    let small = plane.quartered();
    let radius = (small.width.min(small.height) / 40).max(2);
    let mean = small.mean(radius);
    let variance = small.map(|n| n * n).mean(radius).with(&mean, |square, mean| (square - mean * mean).max(0.0));
    let slope = variance.map(|v| v / (v + EDGE));
    let offset = mean.with(&slope, |mean, a| mean * (1.0 - a));
    let (slope, offset) = (slope.mean(radius), offset.mean(radius));

    // Noise is a difference too, and must not grow.
    let gain = GAIN * strength / (1.0 + sigma * 60.0);
    let mut values = vec![0.0; plane.values.len()];
    bands::each(&mut values, plane.width, &|y, out| {
        let row = &plane.values[y * plane.width..];
        for (x, (out, &n)) in out.iter_mut().zip(row).enumerate() {
            let surroundings = slope.at_quarter(x, y) * n + offset.at_quarter(x, y);
            // Room runs out towards black and white.
            let room = 4.0 * n.clamp(0.0, 1.0) * (1.0 - n.clamp(0.0, 1.0));
            *out = n + (n - surroundings) * gain * room;
        }
    });
    Plane { values, ..*plane }
}
