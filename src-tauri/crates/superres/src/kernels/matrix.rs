//! The multiplication in the middle of Winograd's algorithm, where nearly all the time goes.

use super::lanes::Lanes;
use super::winograd::INPUT_ROW;
use super::{GROUP, POSITIONS};

/// The 36 products of matrices, `rows` x `inputs` by `inputs` x `outputs`.
///
/// # Safety
/// Besides what [`Lanes`] asks: matrix after matrix, `v_step` or `m_step` numbers apart, `v` has `rows` rows of [`INPUT_ROW`],
/// `u` holds `inputs * outputs` numbers in groups of 16 output channels, `m` has `rows` rows of `outputs`, a multiple of 16.
#[expect(clippy::too_many_arguments, reason = "plain pointers and sizes: nothing that belongs together")]
#[inline(always)]
pub unsafe fn matrices<L: Lanes, const ROWS: usize, const REGISTERS: usize, const GROUPS: usize>(
    v: *const f32,
    v_step: usize,
    u: *const f32,
    m: *mut f32,
    m_step: usize,
    rows: usize,
    inputs: usize,
    outputs: usize,
) {
    for position in 0..POSITIONS {
        // SAFETY: 36 matrices are there, and every group lies inside its matrix.
        unsafe {
            let (v, u, m) = (v.add(position * v_step), u.add(position * inputs * outputs), m.add(position * m_step));
            let mut group = 0;
            while (group + GROUPS) * GROUP <= outputs {
                let u = u.add(group * inputs * GROUP);
                columns::<L, ROWS, REGISTERS, GROUPS>(v, u, m.add(group * GROUP), rows, inputs, outputs);
                group += GROUPS;
            }
            while group * GROUP < outputs {
                let u = u.add(group * inputs * GROUP);
                columns::<L, ROWS, REGISTERS, 1>(v, u, m.add(group * GROUP), rows, inputs, outputs);
                group += 1;
            }
        }
    }
}

/// `GROUPS` groups of output channels for all rows.
#[inline(always)]
unsafe fn columns<L: Lanes, const ROWS: usize, const REGISTERS: usize, const GROUPS: usize>(
    v: *const f32,
    u: *const f32,
    m: *mut f32,
    rows: usize,
    inputs: usize,
    outputs: usize,
) {
    let mut row = 0;
    // SAFETY: `row` stays below `rows`; the rest is the caller's promise.
    unsafe {
        while row + ROWS <= rows {
            block::<L, ROWS, REGISTERS, GROUPS>(v.add(row * INPUT_ROW), u, m.add(row * outputs), inputs, outputs);
            row += ROWS;
        }
        while row + 4 <= rows {
            block::<L, 4, REGISTERS, GROUPS>(v.add(row * INPUT_ROW), u, m.add(row * outputs), inputs, outputs);
            row += 4;
        }
        while row < rows {
            block::<L, 1, REGISTERS, GROUPS>(v.add(row * INPUT_ROW), u, m.add(row * outputs), inputs, outputs);
            row += 1;
        }
    }
}

/// `ROWS` rows of `GROUPS` groups, summed in registers.
#[inline(always)]
unsafe fn block<L: Lanes, const ROWS: usize, const REGISTERS: usize, const GROUPS: usize>(
    v: *const f32,
    u: *const f32,
    m: *mut f32,
    inputs: usize,
    outputs: usize,
) {
    // SAFETY: the caller's promise; a group is `inputs` runs of 16 numbers, and `REGISTERS` registers hold 16.
    unsafe {
        let mut sums = [[[L::splat(0.0); REGISTERS]; GROUPS]; ROWS];
        for input in 0..inputs {
            let mut by = [[L::splat(0.0); REGISTERS]; GROUPS];
            for (group, by) in by.iter_mut().enumerate() {
                for (register, by) in by.iter_mut().enumerate() {
                    *by = L::load(u.add((group * inputs + input) * GROUP + register * L::COUNT));
                }
            }
            for (row, sums) in sums.iter_mut().enumerate() {
                let value = L::splat(*v.add(row * INPUT_ROW + input));
                for (sums, by) in sums.iter_mut().zip(&by) {
                    for (sum, &by) in sums.iter_mut().zip(by) {
                        *sum = sum.mul_add(value, by);
                    }
                }
            }
        }
        for (row, sums) in sums.iter().enumerate() {
            for (group, sums) in sums.iter().enumerate() {
                for (register, &sum) in sums.iter().enumerate() {
                    sum.store(m.add(row * outputs + group * GROUP + register * L::COUNT));
                }
            }
        }
    }
}
