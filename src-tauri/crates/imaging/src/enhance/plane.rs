//! One number per pixel, and the mean over a square around each.

use crate::bands;

/// One number per pixel.
#[derive(Debug, Clone)]
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) values: Vec<f32>,
}

/// Rows a task takes at a time.
const BAND: usize = 64;

/// Numbers a task takes at a time.
const SOME: usize = 1 << 16;

impl Plane {
    /// A plane of this size whose numbers `fill` writes, some at a time from a place on.
    pub(super) fn filled(width: usize, height: usize, fill: &(dyn Fn(usize, &mut [f32]) + Sync)) -> Plane {
        let mut values = vec![0.0; width * height];
        bands::each(&mut values, SOME, &|number, out| fill(number * SOME, out));
        Plane { width, height, values }
    }

    /// The same place for place.
    pub(super) fn map(&self, change: impl Fn(f32) -> f32 + Sync) -> Plane {
        Plane::filled(self.width, self.height, &|start, out| {
            out.iter_mut().zip(&self.values[start..]).for_each(|(out, &n)| *out = change(n));
        })
    }

    /// Place for place with another of the same size.
    pub(super) fn with(&self, other: &Plane, join: impl Fn(f32, f32) -> f32 + Sync) -> Plane {
        Plane::filled(self.width, self.height, &|start, out| {
            let pairs = self.values[start..].iter().zip(&other.values[start..]);
            out.iter_mut().zip(pairs).for_each(|(out, (&a, &b))| *out = join(a, b));
        })
    }

    /// The mean over a square that reaches `radius` pixels each way, cut off at the edges. Running sums: the radius costs nothing.
    pub(super) fn mean(&self, radius: usize) -> Plane {
        let (width, height) = (self.width, self.height);
        let mut across = vec![0.0; self.values.len()];
        bands::each(&mut across, width, &|y, out| {
            let row = &self.values[y * width..][..width];
            let mut sum: f64 = row[..radius.min(width)].iter().map(|&n| f64::from(n)).sum();
            for x in 0..width {
                if x + radius < width {
                    sum += f64::from(row[x + radius]);
                }
                if x > radius {
                    sum -= f64::from(row[x - radius - 1]);
                }
                let count = (x + radius).min(width - 1) - x.saturating_sub(radius) + 1;
                out[x] = (sum / count as f64) as f32;
            }
        });
        let mut values = vec![0.0; self.values.len()];
        bands::each(&mut values, width * BAND, &|band, out| {
            let top = band * BAND;
            let mut sums = vec![0.0f32; width];
            let row = |y: usize| &across[y * width..][..width];
            for y in top.saturating_sub(radius)..(top + radius).min(height) {
                sums.iter_mut().zip(row(y)).for_each(|(sum, n)| *sum += n);
            }
            for (y, out) in (top..).zip(out.chunks_exact_mut(width)) {
                if y + radius < height {
                    sums.iter_mut().zip(row(y + radius)).for_each(|(sum, n)| *sum += n);
                }
                if y > top && y > radius {
                    sums.iter_mut().zip(row(y - radius - 1)).for_each(|(sum, n)| *sum -= n);
                }
                let count = (y + radius).min(height - 1) - y.saturating_sub(radius) + 1;
                let share = 1.0 / count as f32;
                out.iter_mut().zip(&sums).for_each(|(out, sum)| *out = sum * share);
            }
        });
        Plane { values, ..*self }
    }

    /// A quarter as wide and high, by means.
    pub(super) fn quartered(&self) -> Plane {
        let (width, height) = (self.width.div_ceil(4), self.height.div_ceil(4));
        let mut values = vec![0.0; width * height];
        bands::each(&mut values, width, &|y, out| {
            let rows = y * 4..(y * 4 + 4).min(self.height);
            for (x, out) in out.iter_mut().enumerate() {
                let columns = x * 4..(x * 4 + 4).min(self.width);
                let count = (rows.len() * columns.len()) as f32;
                let sum: f32 =
                    rows.clone().map(|y| self.values[y * self.width..][columns.clone()].iter().sum::<f32>()).sum();
                *out = sum / count;
            }
        });
        Plane { width, height, values }
    }

    /// The value at a place of a plane four times as large, bilinear.
    pub(super) fn at_quarter(&self, x: usize, y: usize) -> f32 {
        let place = |n: usize, len: usize| {
            let at = ((n as f32 + 0.5) / 4.0 - 0.5).clamp(0.0, (len - 1) as f32);
            let low = at as usize;
            (low, (low + 1).min(len - 1), at - low as f32)
        };
        let ((x0, x1, fx), (y0, y1, fy)) = (place(x, self.width), place(y, self.height));
        let (top, below) = (&self.values[y0 * self.width..], &self.values[y1 * self.width..]);
        let upper = top[x0] + (top[x1] - top[x0]) * fx;
        let lower = below[x0] + (below[x1] - below[x0]) * fx;
        upper + (lower - upper) * fy
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_are_those_of_the_square() {
        let (width, height) = (150, 170);
        let values: Vec<f32> = (0..width * height).map(|n| (n * 7919 % 1000) as f32 / 1000.0).collect();
        let plane = Plane { width, height, values };
        for radius in [1, 3, 40] {
            let mean = plane.mean(radius);
            for (x, y) in [(0, 0), (5, 64), (149, 169), (70, 63), (80, 128)] {
                let (rows, columns) =
                    (y - radius.min(y)..(y + radius + 1).min(height), x - radius.min(x)..(x + radius + 1).min(width));
                let all: Vec<f32> = rows
                    .flat_map(|y| columns.clone().map(move |x| (x, y)))
                    .map(|(x, y)| plane.values[y * width + x])
                    .collect();
                let expected = all.iter().sum::<f32>() / all.len() as f32;
                assert!((mean.values[y * width + x] - expected).abs() < 1e-4, "radius {radius} at {x}, {y}");
            }
        }
    }
}
