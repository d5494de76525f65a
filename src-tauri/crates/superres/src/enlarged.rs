//! The picture at its full size, before its last convolution.

use rayon::prelude::*;

use crate::kernels::{Isa, RgbFilter, filter_rgb};
use crate::network::SCALE;
use crate::plane::Plane;

/// Lines of interleaved RGB with the margins [`filter_rgb`] wants and a line of zeros above and below.
#[derive(Debug)]
pub struct Enlarged {
    width: usize,
    numbers: Vec<f32>,
}

/// Numbers of one small pixel that stand beside each other in a large line.
const RUN: usize = 3 * SCALE;

impl Enlarged {
    pub fn new(width: usize, height: usize) -> Self {
        Self { width, numbers: vec![0.0; Self::pitch_of(width) * (height + 2)] }
    }

    fn pitch_of(width: usize) -> usize {
        let (before, after) = RgbFilter::MARGIN;
        before + 3 * width + after
    }

    /// Makes [`SCALE`] x [`SCALE`] pixels of each pixel of `small`: channel `(dy * SCALE + dx) * 3 + colour` goes to (dx, dy).
    pub fn shuffle(&mut self, small: &Plane) {
        assert_eq!((small.width * SCALE, small.channels), (self.width, RUN * SCALE));
        let pitch = Self::pitch_of(self.width);
        let inner = RgbFilter::MARGIN.0..RgbFilter::MARGIN.0 + 3 * self.width;
        let lines = self.numbers[pitch..].par_chunks_exact_mut(pitch).take(small.height * SCALE);
        lines.enumerate().for_each(|(y, line)| {
            let (source, dy) = (small.line(y / SCALE), y % SCALE);
            for (run, pixel) in line[inner.clone()].chunks_exact_mut(RUN).zip(source.chunks_exact(small.channels)) {
                run.copy_from_slice(&pixel[dy * RUN..][..RUN]);
            }
        });
    }

    /// Convolves into `out`, interleaved RGB without margins.
    pub fn filter(&self, isa: Isa, filter: &RgbFilter, out: &mut [f32]) {
        let pitch = Self::pitch_of(self.width);
        let line = |y: usize| &self.numbers[y * pitch..][..pitch];
        out.par_chunks_exact_mut(3 * self.width).enumerate().for_each(|(y, out)| {
            filter_rgb(isa, [line(y), line(y + 1), line(y + 2)], filter, out);
        });
    }
}
