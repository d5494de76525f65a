//! Rows of a picture into four lanes a pixel, and back.

/// Colours through `light`, alpha divided by `most` and multiplied in; a fourth lane without alpha is 0.
pub(super) fn load<T: Copy + Into<f32> + Into<u32>>(
    row: &[T],
    channels: usize,
    light: &[f32],
    most: f32,
    to: &mut [[f32; 4]],
) {
    let of = |n: T| light[Into::<u32>::into(n) as usize];
    for (to, from) in to.iter_mut().zip(row.chunks_exact(channels)) {
        let (r, g, b) = (of(from[0]), of(from[1]), of(from[2]));
        *to = match from.get(3) {
            None => [r, g, b, 0.0],
            Some(&alpha) => {
                let a = Into::<f32>::into(alpha) / most;
                [r * a, g * a, b * a, a]
            }
        };
    }
}

/// Colours through `colour` with the alpha divided out again, alpha through `alpha`.
pub(super) fn store<T>(
    from: &[[f32; 4]],
    channels: usize,
    colour: impl Fn(f32) -> T,
    alpha: impl Fn(f32) -> T,
    to: &mut [T],
) {
    for (to, from) in to.chunks_exact_mut(channels).zip(from) {
        let [r, g, b, a] = *from;
        let share = if channels == 3 {
            1.0
        } else if a > 0.0 {
            1.0 / a
        } else {
            0.0
        };
        to[0] = colour(r * share);
        to[1] = colour(g * share);
        to[2] = colour(b * share);
        if channels == 4 {
            to[3] = alpha(a);
        }
    }
}

pub(super) fn to_8_bits(share: f32) -> u8 {
    (share.clamp(0.0, 1.0) * 255.0 + 0.5) as u8
}

pub(super) fn to_16_bits(share: f32) -> u16 {
    (share.clamp(0.0, 1.0) * 65_535.0 + 0.5) as u16
}
