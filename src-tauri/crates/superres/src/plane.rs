//! A picture between two layers.

use std::ops::Range;

use rayon::slice::ParallelSliceMut;

use crate::aligned::Aligned;
use crate::kernels::{GROUP, TILE};

/// Pixels of `channels` interleaved numbers, with a border of zeros: one pixel left and above, and right and below enough to
/// fill the last tile of 4 x 4 and one more. The zeros are the padding of the convolutions and are never written.
#[derive(Debug)]
pub struct Plane {
    pub width: usize,
    pub height: usize,
    pub channels: usize,
    numbers: Aligned,
}

impl Plane {
    /// All zero. `channels` is a multiple of 16.
    pub fn new(width: usize, height: usize, channels: usize) -> Self {
        assert!(width > 0 && height > 0 && channels.is_multiple_of(GROUP));
        let padded = |side: usize| side.next_multiple_of(TILE) + 2;
        Self { width, height, channels, numbers: Aligned::zeroed(padded(width) * padded(height) * channels) }
    }

    /// Numbers from one line to the next.
    pub fn pitch(&self) -> usize {
        (self.width.next_multiple_of(TILE) + 2) * self.channels
    }

    /// Tiles beside each other and above each other.
    pub fn tiles(&self) -> (usize, usize) {
        (self.width.div_ceil(TILE), self.height.div_ceil(TILE))
    }

    /// From the pixel above and left of a tile to the end.
    pub fn around_tiles(&self, row: usize, column: usize) -> &[f32] {
        &self.numbers[row * TILE * self.pitch() + column * TILE * self.channels..]
    }

    /// From the first pixel of a tile to the end.
    pub fn tiles_from(&self, row: usize, column: usize) -> &[f32] {
        &self.numbers[(row * TILE + 1) * self.pitch() + (column * TILE + 1) * self.channels..]
    }

    /// Runs of so many rows of tiles, each with its number, starting at the first line's border pixel.
    pub fn bands_mut(&mut self, rows: usize) -> rayon::slice::ChunksMut<'_, f32> {
        let pitch = self.pitch();
        let lines = self.height.next_multiple_of(TILE);
        self.numbers[pitch..][..lines * pitch].par_chunks_mut(rows * TILE * pitch)
    }

    pub fn line(&self, y: usize) -> &[f32] {
        &self.numbers[self.line_range(y)]
    }

    pub fn line_mut(&mut self, y: usize) -> &mut [f32] {
        let range = self.line_range(y);
        &mut self.numbers[range]
    }

    fn line_range(&self, y: usize) -> Range<usize> {
        assert!(y < self.height);
        let start = (y + 1) * self.pitch() + self.channels;
        start..start + self.width * self.channels
    }
}
