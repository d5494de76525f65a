//! Sharpening without halos: an unsharp mask whose result may not leave the range of the eight neighbours.
//!
//! The mask is the difference from a 3 x 3 binomial blur; differences the size of the noise are left out.

use super::plane::Plane;
use crate::bands;

/// How much of the difference is added at full strength.
const AMOUNT: f32 = 0.6;

pub(super) fn sharpened(plane: &Plane, sigma: f32, strength: f32) -> Plane {
    let (width, height) = (plane.width, plane.height);
    if width < 3 || height < 3 {
        return plane.clone();
    }
    let amount = AMOUNT * strength;
    // Of noise of one sigma, the mask answers with about 0.8.
    let threshold = 1.6 * sigma;
    let mut values = plane.values.clone();
    bands::each(&mut values, width, &|y, out| {
        if y == 0 || y == height - 1 {
            return;
        }
        let above = &plane.values[(y - 1) * width..][..width];
        let here = &plane.values[y * width..][..width];
        let below = &plane.values[(y + 1) * width..][..width];
        for x in 1..width - 1 {
            let (a, h, b) = (&above[x - 1..x + 2], &here[x - 1..x + 2], &below[x - 1..x + 2]);
            let corners = a[0] + a[2] + b[0] + b[2];
            let sides = a[1] + h[0] + h[2] + b[1];
            let blurred = (corners + 2.0 * sides + 4.0 * h[1]) / 16.0;
            let difference = h[1] - blurred;
            let kept = (difference.abs() - threshold).max(0.0).copysign(difference);
            let low = a.iter().chain(h).chain(b).copied().fold(f32::MAX, f32::min);
            let high = a.iter().chain(h).chain(b).copied().fold(f32::MIN, f32::max);
            out[x] = (h[1] + kept * amount * 2.0).clamp(low, high);
        }
    });
    Plane { values, ..*plane }
}
