//! The last convolution: three channels in, three out, at full size, where Winograd's way has nothing to gather.

use super::lanes::Lanes;
use super::{Isa, dispatch};

/// Numbers handled at once: a multiple of three colours and of the widest register.
const RUN: usize = 48;
/// A result of interleaved colours needs its neighbours up to this far to either side.
const REACH: usize = 5;
const SHIFTS: usize = 2 * REACH + 1;

/// A 3x3 convolution from RGB to RGB, laid out for interleaved numbers.
///
/// Along a line of interleaved colours every result is a sum over neighbours from 5 before it to 5 after it; which weight
/// belongs to which neighbour repeats every three numbers.
#[derive(Debug, Clone)]
pub struct RgbFilter {
    /// Per kernel line and shift, one run of weights.
    weights: Vec<f32>,
    bias: [f32; RUN],
}

impl RgbFilter {
    /// `kernel` in the order row, column, input, output.
    pub fn new(kernel: &[f32; 81], bias: [f32; 3]) -> Self {
        let mut weights = vec![0.0; 3 * SHIFTS * RUN];
        for (index, &weight) in kernel.iter().enumerate() {
            let (row, column, input, output) = (index / 27, index / 9 % 3, index / 3 % 3, index % 3);
            let shift = REACH + 3 * column + input - 3 - output;
            let run = &mut weights[(row * SHIFTS + shift) * RUN..][..RUN];
            run.iter_mut().skip(output).step_by(3).for_each(|place| *place = weight);
        }
        Self { weights, bias: std::array::from_fn(|i| bias[i % 3]) }
    }

    /// Numbers that must stand before a line's first, and after its last.
    pub const MARGIN: (usize, usize) = (REACH, REACH + RUN);
}

/// One line of results from three lines of interleaved RGB.
///
/// Each line holds [`RgbFilter::MARGIN`] more numbers on either side than `out`; the three nearest are the neighbouring pixel
/// or zero, the others must be finite and do not count.
///
/// # Panics
/// When a line is shorter than that.
pub fn filter_rgb(isa: Isa, lines: [&[f32]; 3], filter: &RgbFilter, out: &mut [f32]) {
    let (before, after) = RgbFilter::MARGIN;
    assert!(lines.iter().all(|line| line.len() >= before + out.len() + after));
    let (from, weights, bias) = (lines.map(<[f32]>::as_ptr), filter.weights.as_ptr(), filter.bias.as_ptr());
    let (to, len) = (out.as_mut_ptr(), out.len());
    dispatch!(isa, line[portable 12; neon 12; avx2 6; avx512 3](
        from: [*const f32; 3], weights: *const f32, bias: *const f32, to: *mut f32, len: usize,
    ));
}

/// # Safety
/// Besides what [`Lanes`] asks: `lines` have `REACH + len + REACH + RUN` numbers, `weights` has `3 * SHIFTS * RUN`, `bias`
/// [`RUN`], `out` `len`; `REGISTERS` registers hold a run.
#[inline(always)]
unsafe fn line<L: Lanes, const REGISTERS: usize>(
    lines: [*const f32; 3],
    weights: *const f32,
    bias: *const f32,
    out: *mut f32,
    len: usize,
) {
    let mut at = 0;
    while at < len {
        // SAFETY: reads end `REACH + RUN` after `at`, writes at `len`.
        unsafe {
            let mut sums = [L::splat(0.0); REGISTERS];
            for (register, sum) in sums.iter_mut().enumerate() {
                *sum = L::load(bias.add(register * L::COUNT));
            }
            for (row, line) in lines.iter().enumerate() {
                for shift in 0..SHIFTS {
                    let weights = weights.add((row * SHIFTS + shift) * RUN);
                    for (register, sum) in sums.iter_mut().enumerate() {
                        let place = register * L::COUNT;
                        *sum = sum.mul_add(L::load(line.add(at + shift + place)), L::load(weights.add(place)));
                    }
                }
            }
            let mut run = [0.0; RUN];
            for (register, sum) in sums.iter().enumerate() {
                sum.store(run.as_mut_ptr().add(register * L::COUNT));
            }
            run.as_ptr().copy_to_nonoverlapping(out.add(at), RUN.min(len - at));
        }
        at += RUN;
    }
}
