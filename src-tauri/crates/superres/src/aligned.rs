//! Numbers that start on a cache line.

use std::ops::{Deref, DerefMut};

/// Bytes of a cache line and of the widest register: a register's load or store across two lines costs twice as much.
const LINE: usize = 64;

/// A fixed number of `f32`, the first on a cache line.
#[derive(Debug, Default)]
pub struct Aligned {
    numbers: Vec<f32>,
    start: usize,
    len: usize,
}

impl Aligned {
    /// All zero.
    pub fn zeroed(len: usize) -> Self {
        let numbers = vec![0.0_f32; len + LINE / size_of::<f32>()];
        let start = numbers.as_ptr().align_offset(LINE);
        Self { numbers, start, len }
    }
}

impl Deref for Aligned {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        &self.numbers[self.start..self.start + self.len]
    }
}

impl DerefMut for Aligned {
    fn deref_mut(&mut self) -> &mut [f32] {
        &mut self.numbers[self.start..self.start + self.len]
    }
}
