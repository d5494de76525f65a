//! The three steps of Winograd's F(4x4, 3x3): transform the input, multiply matrices, transform back.
//!
//! A tile gives 4 x 4 results from 6 x 6 values. `v` (transformed input) and `m` (products) hold one matrix for each of the 36
//! positions in a transformed tile: a row per tile, a column per channel.

use super::matrix::{Products, matrices};
use super::transforms::{Target, input_tiles, output_add, output_add_twice, output_linear, output_relu};
use super::{GROUP, Isa, POSITIONS, TILE, dispatch};

/// Distance between two rows of `v`: the most input channels a layer may have. Fixed, so that the multiplication needs one
/// pointer for all its rows.
pub const INPUT_ROW: usize = 192;

/// Keeps the 36 matrices from lying a power of two apart, where they would drive each other out of the cache.
const STAGGER: usize = GROUP;

/// Numbers in `v` for so many tiles.
pub const fn input_len(tiles: usize) -> usize {
    POSITIONS * input_step(tiles)
}

/// Numbers in `m` for so many tiles and output channels.
pub const fn output_len(tiles: usize, channels: usize) -> usize {
    POSITIONS * output_step(tiles, channels)
}

const fn input_step(tiles: usize) -> usize {
    tiles * INPUT_ROW + STAGGER
}

const fn output_step(tiles: usize, channels: usize) -> usize {
    tiles * channels + STAGGER
}

/// What happens to a sum of the convolution, its bias added, before it is stored.
///
/// The slices start at the same pixel as the output and have its channels and rows.
#[derive(Clone, Copy)]
pub enum Tail<'a> {
    Linear,
    Relu,
    /// `to + scale * sum`
    Add {
        scale: f32,
        to: &'a [f32],
    },
    /// `outer + scale * (inner + scale * sum)`
    AddTwice {
        scale: f32,
        inner: &'a [f32],
        outer: &'a [f32],
    },
}

/// Tiles beside each other in a picture with `channels` interleaved channels.
#[derive(Clone, Copy)]
pub struct TileRun {
    pub tiles: usize,
    /// The first one's row in `v` and `m`.
    pub first: usize,
    /// The rows `v` and `m` have in all.
    pub room: usize,
    pub channels: usize,
    /// Numbers from one line of the picture to the next.
    pub pitch: usize,
}

/// Writes the transformed tiles of a run to the columns of `v` from `column` on.
///
/// `picture` starts one pixel left of and one above the first tile.
///
/// # Panics
/// When a slice is shorter than the shapes say.
pub fn transform_input(isa: Isa, picture: &[f32], run: TileRun, v: &mut [f32], column: usize) {
    let TileRun { tiles, first, room, channels, pitch } = run;
    assert!(tiles > 0 && channels > 0 && channels.is_multiple_of(GROUP) && column + channels <= INPUT_ROW);
    assert!(first + tiles <= room && v.len() >= input_len(room));
    assert!(pitch >= (TILE * tiles + 2) * channels && picture.len() >= 5 * pitch + (TILE * tiles + 2) * channels);
    let (from, to, step) = (picture.as_ptr(), v[first * INPUT_ROW + column..].as_mut_ptr(), input_step(room));
    dispatch!(isa, input_tiles[portable; neon; avx2; avx512](
        from: *const f32, pitch: usize, channels: usize, tiles: usize, to: *mut f32, step: usize,
    ));
}

/// `m = v * u` for each of the 36 positions and so many rows (tiles).
///
/// `u` holds, for each position and each group of 16 output channels, 16 numbers per input channel.
///
/// # Panics
/// When a slice is shorter than the shapes say.
pub fn multiply(isa: Isa, v: &[f32], u: &[f32], m: &mut [f32], rows: usize, inputs: usize, outputs: usize) {
    assert!(inputs > 0 && inputs <= INPUT_ROW && outputs > 0 && outputs.is_multiple_of(GROUP));
    assert!(v.len() >= input_len(rows) && m.len() >= output_len(rows, outputs));
    assert_eq!(u.len(), POSITIONS * inputs * outputs);
    let (v, v_step) = (v.as_ptr(), input_step(rows));
    let (u, m, m_step) = (u.as_ptr(), m.as_mut_ptr(), output_step(rows, outputs));
    let products = Products { v, v_step, u, m, m_step, rows, inputs, outputs };
    // Rows at once, registers per group of output channels, groups at once: as many sums as the registers hold.
    dispatch!(isa, matrices[portable 2 4 1; neon 6 4 1; avx2 6 2 1; avx512 12 1 2](products: Products));
}

/// Transforms a run of tiles of `m` back, adds the bias, does `tail` and stores (width, lines) pixels to `out`.
///
/// `out` starts at the first tile's first pixel.
///
/// # Panics
/// When a slice is shorter than the shapes say.
pub fn transform_output(
    isa: Isa,
    m: &[f32],
    run: TileRun,
    bias: &[f32],
    tail: Tail<'_>,
    out: &mut [f32],
    (width, lines): (usize, usize),
) {
    let TileRun { tiles, first, room, channels, pitch } = run;
    assert!(channels > 0 && channels.is_multiple_of(GROUP) && bias.len() == channels);
    assert!(tiles > 0 && first + tiles <= room && m.len() >= output_len(room, channels));
    assert!(lines > 0 && lines <= TILE && width > TILE * (tiles - 1) && width <= TILE * tiles);
    let reach = (lines - 1) * pitch + width * channels;
    assert!(out.len() >= reach);
    let (from, step) = (m[first * channels..].as_ptr(), output_step(room, channels));
    let (bias, to) = (bias.as_ptr(), out.as_mut_ptr());
    let target = Target { bias, to, pitch, channels, tiles, width, lines };
    match tail {
        Tail::Linear => {
            dispatch!(isa, output_linear[portable; neon; avx2; avx512](from: *const f32, step: usize, target: Target));
        }
        Tail::Relu => {
            dispatch!(isa, output_relu[portable; neon; avx2; avx512](from: *const f32, step: usize, target: Target));
        }
        Tail::Add { scale, to } => {
            assert!(to.len() >= reach);
            let to = to.as_ptr();
            dispatch!(isa, output_add[portable; neon; avx2; avx512](
                from: *const f32, step: usize, target: Target, scale: f32, to: *const f32,
            ));
        }
        Tail::AddTwice { scale, inner, outer } => {
            assert!(inner.len() >= reach && outer.len() >= reach);
            let (inner, outer) = (inner.as_ptr(), outer.as_ptr());
            dispatch!(isa, output_add_twice[portable; neon; avx2; avx512](
                from: *const f32, step: usize, target: Target, scale: f32, inner: *const f32, outer: *const f32,
            ));
        }
    }
}
