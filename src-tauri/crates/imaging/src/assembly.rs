//! A model's output, put together from bands of rows.

use std::collections::VecDeque;

use crate::resize::{self, Alpha, Taps};
use crate::{Error, Picture, Pixels, unwatched};

/// Takes interleaved RGB rows, 0 to 1, from the top down, and becomes a picture in the depth of its source.
///
/// Bands may be twice as large as the picture; they are then halved by Lanczos3 as they come, so that only a dozen rows wait. Alpha, which
/// the model never saw, is enlarged apart.
pub struct Assembly<'a> {
    source: &'a Picture,
    width: u32,
    height: u32,
    halving: Option<Halving>,
    colours: Colours,
    rows: u64,
}

enum Colours {
    Eight(Vec<u8>),
    Sixteen(Vec<u16>),
}

struct Halving {
    across: Taps,
    down: Taps,
    /// Rows already halved across, the first of them row `first` of the bands.
    waiting: VecDeque<Vec<f32>>,
    first: usize,
    /// Rows that came, and rows of the picture that are finished.
    came: usize,
    made: usize,
}

impl<'a> Assembly<'a> {
    /// For a picture `factor` times as large as `source`, from bands `band_factor` times as large: the same, or twice that.
    ///
    /// # Errors
    /// [`Error::NoSize`] for any other pair of factors, or a result without pixels.
    pub fn new(source: &'a Picture, factor: u32, band_factor: u32) -> Result<Self, Error> {
        let (width, height) = (source.width.saturating_mul(factor), source.height.saturating_mul(factor));
        let size = u64::from(width) * u64::from(height);
        if size == 0 || (band_factor != factor && band_factor != factor * 2) {
            return Err(Error::NoSize { width, height });
        }
        let halving = (band_factor != factor).then(|| Halving {
            across: Taps::new(width as usize * 2, width as usize),
            down: Taps::new(height as usize * 2, height as usize),
            waiting: VecDeque::new(),
            first: 0,
            came: 0,
            made: 0,
        });
        let room = size as usize * 3;
        let colours = if source.is_16_bit() {
            Colours::Sixteen(Vec::with_capacity(room))
        } else {
            Colours::Eight(Vec::with_capacity(room))
        };
        Ok(Self { source, width, height, halving, colours, rows: 0 })
    }

    /// Takes the next rows, any number of them.
    ///
    /// # Panics
    /// If `rows` is no whole number of rows.
    pub fn push(&mut self, rows: &[f32]) {
        let row = self.width as usize * 3 * if self.halving.is_some() { 2 } else { 1 };
        assert_eq!(rows.len() % row, 0, "bands come in whole rows");
        match &mut self.halving {
            None => {
                self.colours.push(rows);
                self.rows += (rows.len() / row) as u64;
            }
            Some(halving) => {
                for row in rows.chunks_exact(row) {
                    halving.take(row);
                    while let Some(finished) = halving.next() {
                        self.colours.push(&finished);
                        self.rows += 1;
                    }
                }
            }
        }
    }

    /// The picture, with the profile and notes of its source.
    ///
    /// # Errors
    /// [`Error::RowsMissing`] when too few or too many rows came.
    pub fn finish(self) -> Result<Picture, Error> {
        let expected = u64::from(self.height);
        if self.rows != expected {
            return Err(Error::RowsMissing { rows: self.rows, expected });
        }
        let alpha = resize::alpha(self.source, self.width, self.height, &unwatched)?;
        let pixels = match (self.colours, alpha) {
            (Colours::Eight(rgb), Some(Alpha::Eight(alpha))) => Pixels::Rgba8(joined(&rgb, &alpha)),
            (Colours::Sixteen(rgb), Some(Alpha::Sixteen(alpha))) => Pixels::Rgba16(joined(&rgb, &alpha)),
            (Colours::Eight(rgb), _) => Pixels::Rgb8(rgb),
            (Colours::Sixteen(rgb), _) => Pixels::Rgb16(rgb),
        };
        Ok(self.source.with_pixels(self.width, self.height, pixels))
    }
}

fn joined<T: Copy>(rgb: &[T], alpha: &[T]) -> Vec<T> {
    rgb.as_chunks::<3>().0.iter().zip(alpha).flat_map(|(&[r, g, b], &a)| [r, g, b, a]).collect()
}

impl Colours {
    fn push(&mut self, numbers: &[f32]) {
        match self {
            Colours::Eight(v) => v.extend(numbers.iter().map(|n| (n.clamp(0.0, 1.0) * 255.0 + 0.5) as u8)),
            Colours::Sixteen(v) => v.extend(numbers.iter().map(|n| (n.clamp(0.0, 1.0) * 65_535.0 + 0.5) as u16)),
        }
    }
}

impl Halving {
    fn take(&mut self, row: &[f32]) {
        let (pixels, _) = row.as_chunks::<3>();
        let mut narrow = Vec::with_capacity(row.len() / 2);
        for n in 0..self.across.out() {
            let (at, weights) = self.across.of(n);
            let mut sum = [0.0; 3];
            for (at, weight) in at.zip(weights) {
                for (sum, number) in sum.iter_mut().zip(pixels[at]) {
                    *sum += weight * number;
                }
            }
            narrow.extend(sum);
        }
        self.waiting.push_back(narrow);
        self.came += 1;
    }

    /// The next row of the picture, once all the rows it needs are there.
    fn next(&mut self) -> Option<Vec<f32>> {
        if self.made == self.down.out() {
            return None;
        }
        let needed = self.down.needs(self.made..self.made + 1);
        if self.came < needed.end {
            return None;
        }
        while self.first < needed.start {
            self.waiting.pop_front();
            self.first += 1;
        }
        let (lines, weights) = self.down.of(self.made);
        let mut out = vec![0.0; self.waiting[0].len()];
        for (line, weight) in lines.zip(weights) {
            for (sum, number) in out.iter_mut().zip(&self.waiting[line - self.first]) {
                *sum += weight * number;
            }
        }
        self.made += 1;
        Some(out)
    }
}
