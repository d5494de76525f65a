//! From a block's coarse frequencies to its few pixels: the inverse cosine transform of 1, 2 or 4 points a side.
//!
//! The first N frequencies of an 8-point transform, times sqrt(N / 8), are those of the N-point transform of the block reduced by an
//! ideal low pass (Dugad, Ahuja: A fast scheme for image size change in the compressed domain, 2001).

use super::Plane;
use super::frame::Component;

/// No place in the reduced block.
const NONE: u8 = u8::MAX;

/// The zigzag order: row and column of each frequency as `row * 8 + column` (ITU T.81, figure A.6).
const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21,
    28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54,
    47, 55, 62, 63,
];

const fn places(side: u8) -> [u8; 64] {
    let mut places = [NONE; 64];
    let mut k = 0;
    while k < 64 {
        let (row, column) = (ZIGZAG[k] / 8, ZIGZAG[k] % 8);
        if row < side && column < side {
            places[k] = row * side + column;
        }
        k += 1;
    }
    places
}

const fn last(places: &[u8; 64]) -> usize {
    let mut k = 63;
    while places[k] == NONE {
        k -= 1;
    }
    k
}

static ONE: [u8; 64] = places(1);
static TWO: [u8; 64] = places(2);
static FOUR: [u8; 64] = places(4);

/// By a block's side: where the frequency at each zigzag position stands in the reduced block.
pub(super) static PLACES: [&[u8; 64]; 5] = [&ONE, &ONE, &TWO, &TWO, &FOUR];

/// By a block's side: the last zigzag position that has a place.
pub(super) static LAST: [usize; 5] = [0, 0, last(&TWO), last(&TWO), last(&FOUR)];

/// The pixels of a component.
pub(super) fn plane(component: &Component) -> Plane {
    let side = component.side;
    let width = component.columns * side;
    let mut values = vec![0; width * component.rows * side];
    let mut quantiser = [0.0; 16];
    for (k, &place) in PLACES[side].iter().enumerate() {
        if let Some(q) = quantiser.get_mut(usize::from(place)) {
            *q = f32::from(component.quantiser[k]) / 8.0;
        }
    }
    let rows = component.values.chunks_exact(component.columns * side * side);
    for (band, blocks) in values.chunks_exact_mut(width * side).zip(rows) {
        match side {
            1 => {
                for (pixel, &mean) in band.iter_mut().zip(blocks) {
                    *pixel = level(f32::from(mean) * quantiser[0]);
                }
            }
            2 => two(blocks, &quantiser, band, width),
            _ => four(blocks, &quantiser, band, width),
        }
    }
    let scale = side as f64 / 8.0;
    let (true_width, true_height) = (f64::from(component.width) * scale, f64::from(component.height) * scale);
    // Blocks that only fill up a unit hold nothing to look at.
    Plane { width: width as u32, height: (component.rows * side) as u32, true_width, true_height, values }
}

fn level(n: f32) -> u8 {
    (n + 128.5).clamp(0.0, 255.0) as u8
}

fn two(blocks: &[i16], q: &[f32; 16], band: &mut [u8], width: usize) {
    let (top, below) = band.split_at_mut(width);
    for ((block, top), below) in
        blocks.as_chunks::<4>().0.iter().zip(top.as_chunks_mut::<2>().0).zip(below.as_chunks_mut::<2>().0)
    {
        let f = [
            f32::from(block[0]) * q[0],
            f32::from(block[1]) * q[1],
            f32::from(block[2]) * q[2],
            f32::from(block[3]) * q[3],
        ];
        let (left, right) = (f[0] + f[1], f[0] - f[1]);
        let (left_slope, right_slope) = (f[2] + f[3], f[2] - f[3]);
        *top = [level(left + left_slope), level(right + right_slope)];
        *below = [level(left - left_slope), level(right - right_slope)];
    }
}

/// sqrt(2) cos(pi / 8) and sqrt(2) cos(3 pi / 8).
const WIDE: f32 = 1.306_563;
const NARROW: f32 = 0.541_196_1;

/// Four points, each frequency above the mean sqrt(2) times as strong as in an orthonormal transform of the mean alone.
fn line([mean, one, two, three]: [f32; 4]) -> [f32; 4] {
    let (outer, inner) = (mean + two, mean - two);
    let (a, b) = (WIDE * one + NARROW * three, NARROW * one - WIDE * three);
    [outer + a, inner + b, inner - b, outer - a]
}

fn four(blocks: &[i16], q: &[f32; 16], band: &mut [u8], width: usize) {
    for (n, block) in blocks.as_chunks::<16>().0.iter().enumerate() {
        let mut rows = [[0.0f32; 4]; 4];
        for (y, row) in rows.iter_mut().enumerate() {
            let at = y * 4;
            let f = [0, 1, 2, 3].map(|x| f32::from(block[at + x]) * q[at + x]);
            *row = line(f);
        }
        let columns = [0, 1, 2, 3].map(|x| line([rows[0][x], rows[1][x], rows[2][x], rows[3][x]]));
        for y in 0..4 {
            band[y * width + n * 4..][..4].copy_from_slice(&columns.map(|column| level(column[y])));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_coarse_frequencies_are_where_the_zigzag_has_them() {
        assert_eq!(LAST, [0, 0, 4, 4, 24]);
        let kept = |side: usize| PLACES[side].iter().filter(|&&place| place != NONE).count();
        assert_eq!((kept(1), kept(2), kept(4)), (1, 4, 16));
    }

    #[test]
    fn four_points_are_the_cosine_transform_s() {
        let f = [3.0, -2.0, 5.0, 1.5];
        let expected = [0, 1, 2, 3].map(|x| {
            let of = |u: usize| f[u] * ((2 * x + 1) as f32 * u as f32 * std::f32::consts::PI / 8.0).cos();
            f[0] + 2.0f32.sqrt() * (of(1) + of(2) + of(3))
        });
        for (a, b) in line(f).iter().zip(expected) {
            assert!((a - b).abs() < 1e-4, "{a} {b}");
        }
    }
}
