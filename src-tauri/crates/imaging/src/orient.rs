//! Turning a picture upright as its EXIF orientation asks.

use crate::{Picture, Pixels};

/// How a file stores its picture, 1 to 8 (TIFF 6.0 tag 274, also EXIF).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Orientation(u8);

impl Default for Orientation {
    fn default() -> Self {
        Self::UPRIGHT
    }
}

impl Orientation {
    /// Stored as shown.
    pub const UPRIGHT: Orientation = Orientation(1);

    /// From the tag's number; anything but 1 to 8 counts as upright, as in every viewer.
    pub fn from_tag(tag: u32) -> Self {
        u8::try_from(tag).ok().filter(|n| (1..=8).contains(n)).map_or(Self::UPRIGHT, Orientation)
    }

    /// 1 to 8.
    pub fn tag(self) -> u8 {
        self.0
    }

    /// Whether nothing needs to be turned.
    pub fn is_upright(self) -> bool {
        self.tag() == 1
    }

    /// Whether width and height change places.
    pub fn is_sideways(self) -> bool {
        self.tag() >= 5
    }

    /// The size as shown of a picture stored with this size.
    pub fn size(self, width: u32, height: u32) -> (u32, u32) {
        if self.is_sideways() { (height, width) } else { (width, height) }
    }

    /// Where the pixel shown at `(x, y)` is stored, in a stored picture of `width` x `height`.
    fn stored_at(self, x: usize, y: usize, width: usize, height: usize) -> (usize, usize) {
        match self.tag() {
            2 => (width - 1 - x, y),
            3 => (width - 1 - x, height - 1 - y),
            4 => (x, height - 1 - y),
            5 => (y, x),
            6 => (y, height - 1 - x),
            7 => (width - 1 - y, height - 1 - x),
            8 => (width - 1 - y, x),
            _ => (x, y),
        }
    }

    /// The picture as it should be shown.
    pub fn apply(self, picture: Picture) -> Picture {
        if self.is_upright() {
            return picture;
        }
        let (width, height) = self.size(picture.width, picture.height);
        let (w, h) = (picture.width as usize, picture.height as usize);
        let pixels = match picture.pixels {
            Pixels::Rgb8(v) => Pixels::Rgb8(turned::<3, _>(self, &v, w, h)),
            Pixels::Rgba8(v) => Pixels::Rgba8(turned::<4, _>(self, &v, w, h)),
            Pixels::Rgb16(v) => Pixels::Rgb16(turned::<3, _>(self, &v, w, h)),
            Pixels::Rgba16(v) => Pixels::Rgba16(turned::<4, _>(self, &v, w, h)),
        };
        Picture { width, height, pixels, ..picture }
    }
}

/// Square blocks small enough that the rows read and the rows written both stay in the cache.
const BLOCK: usize = 32;

fn turned<const N: usize, T: Copy + Default>(
    orientation: Orientation,
    stored: &[T],
    width: usize,
    height: usize,
) -> Vec<T> {
    let (out_width, out_height) = if orientation.is_sideways() { (height, width) } else { (width, height) };
    let (source, _) = stored.as_chunks::<N>();
    let mut shown = vec![T::default(); stored.len()];
    let (target, _) = shown.as_chunks_mut::<N>();
    for top in (0..out_height).step_by(BLOCK) {
        for left in (0..out_width).step_by(BLOCK) {
            for y in top..(top + BLOCK).min(out_height) {
                for x in left..(left + BLOCK).min(out_width) {
                    let (sx, sy) = orientation.stored_at(x, y, width, height);
                    target[y * out_width + x] = source[sy * width + sx];
                }
            }
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 3 x 2 pixels numbered 0 to 5.
    fn numbered() -> Picture {
        Picture::from_rgb8(3, 2, (0..6).flat_map(|n| [n, n, n]).collect())
    }

    #[test]
    fn every_orientation_puts_the_first_pixel_where_exif_says() {
        for (tag, size, shown) in [
            (1, (3, 2), [0, 1, 2, 3, 4, 5]),
            (2, (3, 2), [2, 1, 0, 5, 4, 3]),
            (3, (3, 2), [5, 4, 3, 2, 1, 0]),
            (4, (3, 2), [3, 4, 5, 0, 1, 2]),
            (5, (2, 3), [0, 3, 1, 4, 2, 5]),
            (6, (2, 3), [3, 0, 4, 1, 5, 2]),
            (7, (2, 3), [5, 2, 4, 1, 3, 0]),
            (8, (2, 3), [2, 5, 1, 4, 0, 3]),
        ] {
            let picture = Orientation::from_tag(tag).apply(numbered());
            assert_eq!((picture.width, picture.height), size, "orientation {tag}");
            let expected = shown.iter().flat_map(|&n| [n, n, n]).collect();
            assert_eq!(picture.pixels, Pixels::Rgb8(expected), "orientation {tag}");
        }
    }

    #[test]
    fn nonsense_is_upright() {
        for tag in [0, 9, 70_000] {
            assert!(Orientation::from_tag(tag).is_upright());
        }
    }
}
