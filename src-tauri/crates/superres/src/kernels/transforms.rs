//! The way into Winograd's domain and back, channel groups side by side in a register.
//!
//! Interpolation points 0, 1, -1, 2, -2 and infinity.

use super::lanes::Lanes;
use super::winograd::INPUT_ROW;

/// Six numbers of a line or column of the input, transformed.
#[inline(always)]
unsafe fn forward<L: Lanes>(d: [L; 6]) -> [L; 6] {
    // SAFETY: the caller promises the instructions.
    unsafe {
        let (two, four, five) = (L::splat(2.0), L::splat(4.0), L::splat(5.0));
        let (even, odd) = (d[4].mul_sub(d[2], four), d[3].mul_sub(d[1], four));
        let (near, far) = (d[4].sub(d[2]), d[3].sub(d[1]));
        [
            d[4].mul_add(d[0], four).mul_sub(d[2], five),
            even.add(odd),
            even.sub(odd),
            near.mul_add(far, two),
            near.mul_sub(far, two),
            d[5].mul_add(d[1], four).mul_sub(d[3], five),
        ]
    }
}

/// Four results from six transformed numbers.
#[inline(always)]
unsafe fn backward<L: Lanes>(m: [L; 6]) -> [L; 4] {
    // SAFETY: the caller promises the instructions.
    unsafe {
        let (two, four, eight) = (L::splat(2.0), L::splat(4.0), L::splat(8.0));
        let (near, far) = (m[1].add(m[2]), m[3].add(m[4]));
        let (tilt, steep) = (m[1].sub(m[2]), m[3].sub(m[4]));
        [
            m[0].add(near).add(far),
            tilt.mul_add(steep, two),
            near.mul_add(far, four),
            tilt.add(m[5]).mul_add(steep, eight),
        ]
    }
}

/// Transforms `tiles` tiles beside each other.
///
/// # Safety
/// Besides what [`Lanes`] asks: `picture` has 6 lines, `pitch` apart, of `4 * tiles + 2` pixels of `channels` numbers, a
/// multiple of 16; `v` has 36 matrices, `step` apart, of `tiles` rows, [`INPUT_ROW`] apart, of `channels` numbers.
#[inline(always)]
pub unsafe fn input_tiles<L: Lanes>(
    picture: *const f32,
    pitch: usize,
    channels: usize,
    tiles: usize,
    v: *mut f32,
    step: usize,
) {
    // SAFETY: every offset below lies inside what the caller promises.
    unsafe {
        for tile in 0..tiles {
            let (corner, v) = (picture.add(tile * 4 * channels), v.add(tile * INPUT_ROW));
            let mut channel = 0;
            while channel < channels {
                let mut lines = [[L::splat(0.0); 6]; 6];
                for x in 0..6 {
                    let top = corner.add(x * channels + channel);
                    let mut column = [L::splat(0.0); 6];
                    for (y, value) in column.iter_mut().enumerate() {
                        *value = L::load(top.add(y * pitch));
                    }
                    for (line, value) in lines.iter_mut().zip(forward(column)) {
                        line[x] = value;
                    }
                }
                for (y, &line) in lines.iter().enumerate() {
                    let to = v.add(y * 6 * step + channel);
                    for (x, value) in forward(line).into_iter().enumerate() {
                        value.store(to.add(x * step));
                    }
                }
                channel += L::COUNT;
            }
        }
    }
}

/// Where results go.
#[derive(Clone, Copy)]
pub struct Target {
    pub bias: *const f32,
    pub to: *mut f32,
    pub pitch: usize,
    pub channels: usize,
    pub tiles: usize,
    pub width: usize,
    pub lines: usize,
}

/// Transforms `target.tiles` tiles back; `finish` makes what is stored of a sum and its place.
///
/// # Safety
/// Besides what [`Lanes`] asks: `m` has 36 matrices, `step` apart, of `tiles` rows of `channels` numbers, a multiple of 16;
/// `to` has `lines` (at most 4) lines, `pitch` apart, of `width` (at most `4 * tiles`) pixels; `bias` has `channels` numbers.
#[inline(always)]
unsafe fn output_tiles<L: Lanes>(m: *const f32, step: usize, target: Target, finish: impl Fn(L, usize) -> L) {
    let Target { bias, to, pitch, channels, tiles, width, lines } = target;
    // SAFETY: every offset below lies inside what the caller promises.
    unsafe {
        for tile in 0..tiles {
            let m = m.add(tile * channels);
            let across = (width - tile * 4).min(4);
            let mut channel = 0;
            while channel < channels {
                let bias = L::load(bias.add(channel));
                let mut half = [[L::splat(0.0); 6]; 4];
                for x in 0..6 {
                    let mut column = [L::splat(0.0); 6];
                    for (y, value) in column.iter_mut().enumerate() {
                        *value = L::load(m.add((y * 6 + x) * step + channel));
                    }
                    for (line, value) in half.iter_mut().zip(backward(column)) {
                        line[x] = value;
                    }
                }
                for (y, &line) in half.iter().enumerate().take(lines) {
                    for (x, &sum) in backward(line).iter().enumerate().take(across) {
                        let place = y * pitch + (tile * 4 + x) * channels + channel;
                        finish(sum.add(bias), place).store(to.add(place));
                    }
                }
                channel += L::COUNT;
            }
        }
    }
}

/// # Safety
/// As [`output_tiles`].
#[inline(always)]
pub unsafe fn output_linear<L: Lanes>(m: *const f32, step: usize, target: Target) {
    // SAFETY: the caller's promise.
    unsafe { output_tiles::<L>(m, step, target, |sum, _| sum) }
}

/// # Safety
/// As [`output_tiles`].
#[inline(always)]
pub unsafe fn output_relu<L: Lanes>(m: *const f32, step: usize, target: Target) {
    // SAFETY: the caller's promise.
    unsafe { output_tiles::<L>(m, step, target, |sum, _| sum.max(L::splat(0.0))) }
}

/// # Safety
/// As [`output_tiles`]; `base` has the shape of the target.
#[inline(always)]
pub unsafe fn output_add<L: Lanes>(m: *const f32, step: usize, target: Target, scale: f32, base: *const f32) {
    // SAFETY: the caller's promise.
    unsafe { output_tiles::<L>(m, step, target, |sum, place| L::load(base.add(place)).mul_add(sum, L::splat(scale))) }
}

/// # Safety
/// As [`output_tiles`]; `inner` and `outer` have the shape of the target.
#[inline(always)]
pub unsafe fn output_add_twice<L: Lanes>(
    m: *const f32,
    step: usize,
    target: Target,
    scale: f32,
    inner: *const f32,
    outer: *const f32,
) {
    // SAFETY: the caller's promise.
    unsafe {
        output_tiles::<L>(m, step, target, |sum, place| {
            let scale = L::splat(scale);
            let inner = L::load(inner.add(place)).mul_add(sum, scale);
            L::load(outer.add(place)).mul_add(inner, scale)
        });
    }
}
