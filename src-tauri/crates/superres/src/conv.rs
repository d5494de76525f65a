//! One 3x3 convolution with zero padding over a whole plane.

use rayon::prelude::*;

use crate::aligned::Aligned;
use crate::engine::Engine;
use crate::kernels::{self, GROUP, INPUT_ROW, POSITIONS, TILE, Tail, TileRun};
use crate::plane::Plane;

/// Tiles worth one pass over a layer's weights: fewer would read the weights too often, more would not stay in the cache.
const PASS: usize = 24;

/// A convolution, its kernel transformed.
#[derive(Debug)]
pub struct Conv {
    /// Channels read, rounded up to whole groups.
    inputs: usize,
    outputs: usize,
    /// Position, group of outputs, input, output in the group.
    kernel: Aligned,
    bias: Vec<f32>,
}

/// What to do with each sum. The planes have the shape of the output.
#[derive(Clone, Copy)]
pub enum Finish<'a> {
    Linear,
    Relu,
    /// `to + scale * sum`
    Add {
        scale: f32,
        to: &'a Plane,
    },
    /// `outer + scale * (inner + scale * sum)`
    AddTwice {
        scale: f32,
        inner: &'a Plane,
        outer: &'a Plane,
    },
}

impl Conv {
    /// `kernel` in the order row, column, input, output; `outputs` a multiple of 16, `inputs` at most 192.
    pub fn new(inputs: usize, kernel: &[f32], bias: Vec<f32>) -> Self {
        let outputs = bias.len();
        assert!(outputs.is_multiple_of(GROUP) && kernel.len() == 9 * inputs * outputs);
        let padded = inputs.next_multiple_of(GROUP);
        assert!(padded <= INPUT_ROW);
        let mut transformed = Aligned::zeroed(POSITIONS * padded * outputs);
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
        let rows = (PASS / across).clamp(1, down);
        let (width, height, pitch) = (out.width, out.height, out.pitch());
        out.bands_mut(rows).enumerate().with_max_len(1).for_each(|(band, lines)| {
            let (first, count) = (band * rows, rows.min(down - band * rows));
            engine.with_scratch(|scratch| {
                for left in (0..across).step_by(PASS) {
                    let beside = PASS.min(across - left);
                    let tiles = beside * count;
                    let (v, m) = scratch.of(tiles, self.outputs);
                    let run = |row: usize, channels, pitch| TileRun {
                        tiles: beside,
                        first: row * beside,
                        room: tiles,
                        channels,
                        pitch,
                    };
                    for row in 0..count {
                        let mut column = 0;
                        for plane in sources {
                            let run = run(row, plane.channels, plane.pitch());
                            kernels::transform_input(engine.isa, plane.around_tiles(first + row, left), run, v, column);
                            column += plane.channels;
                        }
                    }
                    kernels::multiply(engine.isa, v, &self.kernel, m, tiles, self.inputs, self.outputs);
                    for row in 0..count {
                        let (run, tail) = (run(row, self.outputs, pitch), finish.at(first + row, left));
                        let size =
                            ((width - TILE * left).min(TILE * beside), (height - (first + row) * TILE).min(TILE));
                        let out = &mut lines[row * TILE * pitch + (1 + left * TILE) * self.outputs..];
                        kernels::transform_output(engine.isa, m, run, &self.bias, tail, out, size);
                    }
                }
            });
        });
    }
}

impl Finish<'_> {
    /// The same for the tiles from one on.
    fn at(&self, row: usize, column: usize) -> Tail<'_> {
        match *self {
            Self::Linear => Tail::Linear,
            Self::Relu => Tail::Relu,
            Self::Add { scale, to } => Tail::Add { scale, to: to.tiles_from(row, column) },
            Self::AddTwice { scale, inner, outer } => {
                Tail::AddTwice { scale, inner: inner.tiles_from(row, column), outer: outer.tiles_from(row, column) }
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
    let lines: [[f64; 3]; 6] =
        std::array::from_fn(|y| std::array::from_fn(|x| (0..3).map(|i| MATRIX[y][i] * tap(i, x)).sum()));
    std::array::from_fn(|position| {
        let (y, x) = (position / 6, position % 6);
        (0..3).map(|i| lines[y][i] * MATRIX[x][i]).sum::<f64>() as f32
    })
}

#[cfg(test)]
mod tests {
    use rayon::ThreadPoolBuilder;

    use super::*;
    use crate::kernels::Isa;

    /// Numbers between -1 and 1 that look random and are the same every time.
    fn numbers(seed: u32, len: usize) -> Vec<f32> {
        let mut state = seed.wrapping_mul(0x9E37_79B9) | 1;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        (0..len).map(|_| next()).collect()
    }

    fn plane(seed: u32, (width, height): (usize, usize), channels: usize) -> Plane {
        let mut plane = Plane::new(width, height, channels);
        for y in 0..height {
            let line = numbers(seed + y as u32, width * channels);
            plane.line_mut(y).copy_from_slice(&line);
        }
        plane
    }

    /// The definition of a convolution, in `f64`.
    fn direct(sources: &[&Plane], kernel: &[f32], bias: &[f32], x: usize, y: usize, output: usize) -> f64 {
        let (width, height) = (sources[0].width, sources[0].height);
        let inputs: usize = sources.iter().map(|plane| plane.channels).sum();
        let mut sum = f64::from(bias[output]);
        for (tap, (dy, dx)) in (0..3).flat_map(|dy| (0..3).map(move |dx| (dy, dx))).enumerate() {
            let (Some(line), Some(place)) = ((y + dy).checked_sub(1), (x + dx).checked_sub(1)) else { continue };
            if line >= height || place >= width {
                continue;
            }
            let pixel = sources.iter().flat_map(|plane| &plane.line(line)[place * plane.channels..][..plane.channels]);
            for (input, &value) in pixel.enumerate() {
                sum += f64::from(value) * f64::from(kernel[(tap * inputs + input) * bias.len() + output]);
            }
        }
        sum
    }

    fn check(size: (usize, usize), groups: &[usize], outputs: usize) {
        let seed = (size.0 * 100 + size.1) as u32;
        let sources: Vec<Plane> = groups.iter().map(|&channels| plane(seed, size, channels)).collect();
        let sources: Vec<&Plane> = sources.iter().collect();
        let inputs = groups.iter().sum();
        let (kernel, bias) = (numbers(7, 9 * inputs * outputs), numbers(8, outputs));
        let (inner, outer) = (plane(9, size, outputs), plane(10, size, outputs));
        let conv = Conv::new(inputs, &kernel, bias.clone());
        let pool = ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        type After<'a> = Box<dyn Fn(f64, usize, usize) -> f64 + 'a>;
        let at = |plane: &Plane, y: usize, index: usize| f64::from(plane.line(y)[index]);
        let cases: [(Finish<'_>, After<'_>); 4] = [
            (Finish::Linear, Box::new(|sum, _, _| sum)),
            (Finish::Relu, Box::new(|sum, _, _| sum.max(0.0))),
            (Finish::Add { scale: 0.5, to: &inner }, Box::new(|sum, y, i| at(&inner, y, i) + 0.5 * sum)),
            (
                Finish::AddTwice { scale: 0.5, inner: &inner, outer: &outer },
                Box::new(|sum, y, i| at(&outer, y, i) + 0.5 * (at(&inner, y, i) + 0.5 * sum)),
            ),
        ];
        for isa in Isa::available() {
            for (finish, after) in &cases {
                let mut out = Plane::new(size.0, size.1, outputs);
                pool.install(|| conv.run(&Engine::new(isa, 2), &sources, *finish, &mut out));
                for y in 0..size.1 {
                    for index in 0..size.0 * outputs {
                        let sum = direct(&sources, &kernel, &bias, index / outputs, y, index % outputs);
                        let (got, expected) = (f64::from(out.line(y)[index]), after(sum, y, index));
                        let off = (got - expected).abs();
                        assert!(off < 1e-3, "{isa:?} {size:?} {groups:?} to {outputs}: {got} is not {expected}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_shape_and_tail_is_the_direct_convolution() {
        check((1, 1), &[16], 16);
        check((4, 4), &[16], 48);
        check((5, 3), &[64], 32);
        check((13, 6), &[64, 32], 64);
        check((2, 17), &[64, 32, 32, 32, 32], 64);
        check((103, 5), &[16, 16], 32);
    }

    #[test]
    fn the_border_stays_zero() {
        let size = (5, 6);
        let conv = Conv::new(16, &numbers(1, 9 * 16 * 16), vec![1.0; 16]);
        let pool = ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        for isa in Isa::available() {
            let mut out = Plane::new(size.0, size.1, 16);
            pool.install(|| conv.run(&Engine::new(isa, 1), &[&plane(2, size, 16)], Finish::Linear, &mut out));

            let all: f64 = out.around_tiles(0, 0).iter().map(|&value| f64::from(value.abs())).sum();
            let inside: f64 = (0..size.1).flat_map(|y| out.line(y)).map(|&value| f64::from(value.abs())).sum();
            assert!((all - inside).abs() < 1e-9, "the next layer reads the border as its padding");
        }
    }
}
