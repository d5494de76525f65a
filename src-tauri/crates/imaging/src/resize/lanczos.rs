//! The Lanczos3 kernel laid over a line of pixels.

/// What each output pixel takes from the line: the same number of neighbours for all.
pub(crate) struct Taps {
    /// Neighbours per output pixel.
    pub(crate) count: usize,
    /// First neighbour of each output pixel; the edge pixel stands in for those outside.
    first: Vec<i64>,
    /// `count` weights per output pixel, their sum 1.
    weights: Vec<f32>,
    /// Of the `count`, those near enough to bound the result.
    near: std::ops::Range<usize>,
    len: usize,
}

impl Taps {
    /// From `len` pixels to `out`.
    pub(crate) fn new(len: usize, out: usize) -> Taps {
        let step = len as f64 / out as f64;
        // Reducing widens the kernel so that it averages instead of skipping.
        let scale = step.max(1.0);
        let count = (6.0 * scale).ceil() as usize;
        let mut first = Vec::with_capacity(out);
        let mut weights = Vec::with_capacity(out * count);
        for n in 0..out {
            let centre = (n as f64 + 0.5) * step - 0.5;
            let start = (centre - count as f64 / 2.0).floor() as i64 + 1;
            let line: Vec<f64> = (0..count).map(|k| kernel((start as f64 + k as f64 - centre) / scale)).collect();
            let sum: f64 = line.iter().sum();
            first.push(start);
            weights.extend(line.iter().map(|w| (w / sum) as f32));
        }
        let reach = ((2.0 * scale).round() as usize).min(count / 2);
        Taps { count, first, weights, near: count / 2 - reach..(count / 2 + reach).min(count), len }
    }

    /// Output pixels.
    pub(crate) fn out(&self) -> usize {
        self.first.len()
    }

    /// The neighbours of output pixel `n`: index into the line, and weight.
    pub(crate) fn of(&self, n: usize) -> (impl Iterator<Item = usize> + '_, &[f32]) {
        let start = self.first[n];
        let last = self.len as i64 - 1;
        (
            (0..self.count as i64).map(move |k| (start + k).clamp(0, last) as usize),
            &self.weights[n * self.count..][..self.count],
        )
    }

    /// Whether the `k`th neighbour bounds the result.
    pub(crate) fn bounds(&self) -> std::ops::Range<usize> {
        self.near.clone()
    }

    /// First and one-past-last line that output lines `range` need.
    pub(crate) fn needs(&self, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let last = self.len as i64 - 1;
        let start = self.first[range.start].clamp(0, last) as usize;
        let end = (self.first[range.end - 1] + self.count as i64 - 1).clamp(0, last) as usize;
        start..end + 1
    }
}

/// sinc(x) sinc(x / 3) for |x| < 3.
fn kernel(x: f64) -> f64 {
    if x == 0.0 {
        return 1.0;
    }
    if x.abs() >= 3.0 {
        return 0.0;
    }
    let t = std::f64::consts::PI * x;
    3.0 * t.sin() * (t / 3.0).sin() / (t * t)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_add_up_to_one_and_are_centred() {
        for (len, out) in [(10, 40), (40, 10), (7, 5), (1, 4), (100, 33)] {
            let taps = Taps::new(len, out);
            for n in 0..out {
                let (_, weights) = taps.of(n);
                assert!((weights.iter().sum::<f32>() - 1.0).abs() < 1e-5);
                let most = weights.iter().copied().fold(0.0, f32::max);
                let at = weights.iter().position(|&w| w == most).unwrap();
                assert!(taps.bounds().contains(&at), "the nearest pixel must be one of those that bound the result");
            }
        }
    }
}
