//! One 3x3 convolution with zero padding over a whole plane.

use rayon::prelude::*;

use crate::engine::Engine;
use crate::kernels::{self, GROUP, INPUT_ROW, POSITIONS, TILE, Tail, TileRow};
use crate::plane::Plane;

/// Tiles worth one pass over a layer's weights: fewer would read the weights too often, more would not stay in the cache.
const PASS: usize = 64;

/// A convolution, its kernel transformed.
#[derive(Debug)]
pub struct Conv {
    /// Channels read, rounded up to whole groups.
    inputs: usize,
    outputs: usize,
    /// Position, group of outputs, input, output in the group.
    kernel: Vec<f32>,
    bias: Vec<f32>,
}

/// What to do with each sum. The planes have the shape of the output.
#[derive(Clone, Copy)]
pub enum Finish<'a> {
    Linear,
    Relu,
    /// `to + scale * sum`
    Add { scale: f32, to: &'a Plane },
    /// `outer + scale * (inner + scale * sum)`
    AddTwice { scale: f32, inner: &'a Plane, outer: &'a Plane },
}

impl Conv {
    /// `kernel` in the order row, column, input, output; `outputs` a multiple of 16, `inputs` at most 192.
    pub fn new(inputs: usize, kernel: &[f32], bias: Vec<f32>) -> Self {
        let outputs = bias.len();
        assert!(outputs.is_multiple_of(GROUP) && kernel.len() == 9 * inputs * outputs);
        let padded = inputs.next_multiple_of(GROUP);
        assert!(padded <= INPUT_ROW);
        let mut transformed = vec![0.0; POSITIONS * padded * outputs];
        for input in 0..inputs {
            for output in 0..outputs {
                let tap = |y: usize, x: usize| f64::from(kernel[((y * 3 + x) * inputs + input) * outputs + output]);
                let place = (output / GROUP * padded + input) * GROUP + output % GROUP;
                for (position, value) in transform_kernel(tap).into_iter().enumerate() {
                    transformed[position * padded * outputs + place] = value;
                }
            }
        }
        Self { inputs: padded, outputs, kernel: transformed, bias }
    }

    /// Convolves the channels of `sources`, one plane after the other, into `out`.
    ///
    /// # Panics
    /// When the planes do not fit the layer or each other.
    pub fn run(&self, engine: &Engine, sources: &[&Plane], finish: Finish<'_>, out: &mut Plane) {
        let (across, down) = out.tiles();
        assert_eq!(sources.iter().map(|plane| plane.channels).sum::<usize>(), self.inputs);
        assert_eq!(out.channels, self.outputs);
        let same_size = |plane: &&Plane| (plane.width, plane.height) == (out.width, out.height);
        assert!(sources.iter().all(same_size));
        let rows = PASS.div_ceil(across).min(down);
        let (width, height, pitch) = (out.width, out.height, out.pitch());
        out.bands_mut(rows).enumerate().with_max_len(1).for_each(|(band, lines)| {
            let (first, count) = (band * rows, rows.min(down - band * rows));
            engine.with_scratch(|scratch| {
                let (v, m) = scratch.of(count * across, self.outputs);
                for row in 0..count {
                    let mut column = 0;
                    for plane in sources {
                        let shape = TileRow { tiles: across, first: row * across, channels: plane.channels, pitch: plane.pitch() };
                        kernels::transform_input(engine.isa, plane.around_tiles(first + row), shape, v, count * across, column);
                        column += plane.channels;
                    }
                }
                kernels::multiply(engine.isa, v, &self.kernel, m, count * across, self.inputs, self.outputs);
                for row in 0..count {
                    let shape = TileRow { tiles: across, first: row * across, channels: self.outputs, pitch };
                    let tail = finish.at(first + row);
                    let target = &mut lines[row * TILE * pitch + self.outputs..];
                    let size = (width, TILE.min(height - (first + row) * TILE));
                    kernels::transform_output(engine.isa, m, count * across, shape, &self.bias, tail, target, size);
                }
            });
        });
    }
}

impl Finish<'_> {
    /// The same for the tiles of one row.
    fn at(&self, row: usize) -> Tail<'_> {
        match *self {
            Self::Linear => Tail::Linear,
            Self::Relu => Tail::Relu,
            Self::Add { scale, to } => Tail::Add { scale, to: to.tiles_from(row) },
            Self::AddTwice { scale, inner, outer } => {
                Tail::AddTwice { scale, inner: inner.tiles_from(row), outer: outer.tiles_from(row) }
            }
        }
    }
}

/// The 3x3 taps of a kernel in the domain of the transformed tiles, worked out in `f64`.
fn transform_kernel(tap: impl Fn(usize, usize) -> f64) -> [f32; POSITIONS] {
    const MATRIX: [[f64; 3]; 6] = [
        [1.0 / 4.0, 0.0, 0.0],
        [-1.0 / 6.0, -1.0 / 6.0, -1.0 / 6.0],
        [-1.0 / 6.0, 1.0 / 6.0, -1.0 / 6.0],
        [1.0 / 24.0, 1.0 / 12.0, 1.0 / 6.0],
        [1.0 / 24.0, -1.0 / 12.0, 1.0 / 6.0],
        [0.0, 0.0, 1.0],
    ];
    let lines: [[f64; 3]; 6] = std::array::from_fn(|y| std::array::from_fn(|x| (0..3).map(|i| MATRIX[y][i] * tap(i, x)).sum()));
    std::array::from_fn(|position| {
        let (y, x) = (position / 6, position % 6);
        (0..3).map(|i| lines[y][i] * MATRIX[x][i]).sum::<f64>() as f32
    })
}
