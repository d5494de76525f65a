//! The multiplication in the middle of Winograd's algorithm, where nearly all the time goes.

use super::lanes::Lanes;
use super::winograd::INPUT_ROW;
use super::{GROUP, POSITIONS};

/// 36 products of matrices, `rows` x `inputs` by `inputs` x `outputs`.
#[derive(Clone, Copy)]
pub struct Products {
    /// Matrix after matrix, `v_step` numbers apart, each `rows` rows of [`INPUT_ROW`].
    pub v: *const f32,
    pub v_step: usize,
    /// For each position and each group of 16 outputs, `inputs` runs of 16 numbers.
    pub u: *const f32,
    /// Matrix after matrix, `m_step` numbers apart, each `rows` rows of `outputs`.
    pub m: *mut f32,
    pub m_step: usize,
    pub rows: usize,
    pub inputs: usize,
    pub outputs: usize,
}

/// Computes the products, `ROWS` rows and `GROUPS` groups of 16 outputs at once; `REGISTERS` registers hold a group.
///
/// # Safety
/// Besides what [`Lanes`] asks, memory as [`Products`] describes it; `outputs` is a multiple of 16.
#[inline(always)]
pub unsafe fn matrices<L: Lanes, const ROWS: usize, const REGISTERS: usize, const GROUPS: usize>(products: Products) {
    let Products { v, v_step, u, m, m_step, rows, inputs, outputs } = products;
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
