//! How noisy a picture is.
//!
//! The Laplacian difference of Immerkær (Fast noise variance estimation, 1996) answers to noise and not to slopes; taking it block by block
//! and listening to the calmest tenth keeps texture out of it.

use super::plane::Plane;
use crate::bands;

const BLOCK: usize = 16;

/// The standard deviation of the noise, in brightness 0 to 1.
pub(super) fn sigma(plane: &Plane) -> f32 {
    let (width, height) = (plane.width, plane.height);
    if width < BLOCK + 2 || height < BLOCK + 2 {
        return 0.0;
    }
    let rows = (height - 2) / BLOCK;
    let columns = (width - 2) / BLOCK;
    let mut means = vec![f32::NAN; rows * columns];
    bands::each(&mut means, columns, &|row, means| {
        // Every second block, like a chessboard, is plenty.
        for (column, mean) in means.iter_mut().enumerate().skip(row % 2).step_by(2) {
            *mean = block(plane, column * BLOCK + 1, row * BLOCK + 1).unwrap_or(f32::NAN);
        }
    });
    means.retain(|mean| !mean.is_nan());
    if means.is_empty() {
        return 0.0;
    }
    means.sort_unstable_by(f32::total_cmp);
    // The mean of |noise| is sigma * sqrt(2 / pi), and the mask multiplies sigma by 6.
    means[means.len() / 10] * (std::f32::consts::PI / 2.0).sqrt() / 6.0
}

/// The mean of the mask's answer; `None` for a block that is clipped, where noise cannot show.
fn block(plane: &Plane, left: usize, top: usize) -> Option<f32> {
    let at = |x: usize, y: usize| plane.values[y * plane.width + x];
    let (mut sum, mut level) = (0.0, 0.0);
    for y in top..top + BLOCK {
        for x in left..left + BLOCK {
            let corners = at(x - 1, y - 1) + at(x + 1, y - 1) + at(x - 1, y + 1) + at(x + 1, y + 1);
            let sides = at(x, y - 1) + at(x, y + 1) + at(x - 1, y) + at(x + 1, y);
            sum += (corners - 2.0 * sides + 4.0 * at(x, y)).abs();
            level += at(x, y);
        }
    }
    let count = (BLOCK * BLOCK) as f32;
    (0.02..0.98).contains(&(level / count)).then_some(sum / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_noise_that_was_added_is_measured() {
        let (width, height) = (400, 300);
        let mut seed = 1u32;
        let mut uniform = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / (1 << 24) as f32
        };
        for sigma_in in [0.0, 0.01, 0.03] {
            let values = (0..width * height)
                .map(|n| {
                    let slope = 0.3 + 0.3 * (n % width) as f32 / width as f32;
                    let normal = (0..12).map(|_| uniform()).sum::<f32>() - 6.0;
                    slope + normal * sigma_in
                })
                .collect();
            let measured = sigma(&Plane { width, height, values });
            assert!((measured - sigma_in).abs() < 0.25 * sigma_in + 1e-4, "{sigma_in} was measured as {measured}");
        }
    }
}
