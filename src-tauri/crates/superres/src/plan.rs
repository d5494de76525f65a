//! How a picture is cut into tiles.

use crate::error::Error;
use crate::kernels::TILE;
use crate::network::SCALE;

/// Pixels a tile overlaps its neighbours on each side. The network sees 153 pixels far, but what lies beyond 12 changes a
/// result by 0.002 of 255 at most.
pub const HALO: usize = 12;
/// Side of a tile, its halo included.
pub const SIDE: usize = 256;
/// The longest side of a picture.
pub const LIMIT: u32 = 100_000;
/// What one strip of results may hold: wider pictures get lower tiles.
const STRIP_BYTES: usize = 256 << 20;
const LOWEST: usize = 16;

/// Tiles of one size that cover a picture. All sides are multiples of 4; the last ones reach over the border.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    pub width: usize,
    pub height: usize,
    /// Width and height of what a tile adds to the picture.
    pub core: (usize, usize),
    /// Tiles beside and above each other.
    pub tiles: (usize, usize),
}

impl Plan {
    /// For tiles of at most `side` pixels, their halo included.
    pub fn new((width, height): (u32, u32), side: usize) -> Result<Self, Error> {
        if width == 0 || height == 0 {
            return Err(Error::Empty { width, height });
        }
        if width.max(height) > LIMIT {
            return Err(Error::TooLarge { width, height, limit: LIMIT });
        }
        let (width, height) = (width as usize, height as usize);
        let widest = (side.saturating_sub(2 * HALO) / TILE * TILE).max(LOWEST);
        let line_bytes = width * SCALE * SCALE * 3 * size_of::<f32>();
        let highest = (STRIP_BYTES / line_bytes / TILE * TILE).clamp(LOWEST, widest);
        let (across, core_width) = divide(width, widest);
        let (down, core_height) = divide(height, highest);
        Ok(Self { width, height, core: (core_width, core_height), tiles: (across, down) })
    }

    /// Width and height of a tile with its halo.
    pub fn tile(&self) -> (usize, usize) {
        (self.core.0 + 2 * HALO, self.core.1 + 2 * HALO)
    }

    pub fn count(&self) -> usize {
        self.tiles.0 * self.tiles.1
    }

    /// Pixels of the picture a row of tiles adds: first line and number of lines.
    pub fn lines(&self, row: usize) -> (usize, usize) {
        (row * self.core.1, self.core.1.min(self.height - row * self.core.1))
    }

    /// Pixels of the picture a column of tiles adds: first and number.
    pub fn columns(&self, column: usize) -> (usize, usize) {
        (column * self.core.0, self.core.0.min(self.width - column * self.core.0))
    }

    /// Megapixels the network runs over, halos included.
    pub fn megapixels(&self) -> f64 {
        let (width, height) = self.tile();
        (width * height * self.count()) as f64 / 1e6
    }
}

/// The fewest equal parts of at most `limit`, and their length, a multiple of 4.
fn divide(length: usize, limit: usize) -> (usize, usize) {
    let part = length.div_ceil(length.div_ceil(limit)).next_multiple_of(TILE);
    (length.div_ceil(part), part)
}

/// The pixel at `position - HALO` of a side of `length`, mirrored at both ends as often as it takes.
pub fn mirrored(position: usize, length: usize) -> usize {
    let period = 2 * length;
    let place = (position + period * HALO.div_ceil(period) - HALO) % period;
    if place < length { place } else { period - 1 - place }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_border_is_a_mirror() {
        let row = |length: usize| (HALO - 4..HALO + length + 4).map(|at| mirrored(at, length)).collect::<Vec<_>>();

        assert_eq!(row(5), [3, 2, 1, 0, 0, 1, 2, 3, 4, 4, 3, 2, 1]);
        assert_eq!(row(1), [0; 9], "a single pixel is its own neighbour");
        assert_eq!(row(2), [0, 1, 1, 0, 0, 1, 1, 0, 0, 1], "narrower than the halo: mirrored more than once");
    }

    #[test]
    fn tiles_cover_the_picture_once() {
        for size in [(1, 1), (3, 500), (232, 232), (233, 465), (6000, 4000), (LIMIT, 1)] {
            let plan = Plan::new(size, SIDE).unwrap();
            let columns: usize = (0..plan.tiles.0).map(|at| plan.columns(at).1).sum();
            let lines: usize = (0..plan.tiles.1).map(|at| plan.lines(at).1).sum();

            assert_eq!((columns, lines), (plan.width, plan.height));
            assert!(plan.tile().0 <= SIDE && plan.tile().1 <= SIDE);
        }
    }

    #[test]
    fn wide_pictures_get_lower_tiles() {
        let plan = Plan::new((50_000, 30_000), SIDE).unwrap();

        let strip = plan.width * SCALE * plan.core.1 * SCALE * 3 * 4;
        assert!(strip <= STRIP_BYTES, "{strip} bytes for one strip");
    }

    #[test]
    fn nothing_and_too_much_are_refused() {
        assert!(matches!(Plan::new((0, 7), SIDE), Err(Error::Empty { width: 0, height: 7 })));
        assert!(matches!(Plan::new((LIMIT + 1, 7), SIDE), Err(Error::TooLarge { .. })));
    }
}
