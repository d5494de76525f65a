//! Pixels per inch, in the units of each container.

/// Pixels per inch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Density {
    /// Across.
    pub x: f64,
    /// Down.
    pub y: f64,
}

const INCHES_PER_METRE: f64 = 39.370_078_740_157_48;
const CM_PER_INCH: f64 = 2.54;

impl Density {
    fn sensible(x: f64, y: f64) -> Option<Density> {
        let range = 1.0..100_000.0;
        (range.contains(&x) && range.contains(&y)).then_some(Density { x, y })
    }

    /// From JFIF: unit 1 is the inch, 2 the centimetre.
    pub(super) fn from_jfif(unit: u8, x: u16, y: u16) -> Option<Density> {
        let scale = match unit {
            1 => 1.0,
            2 => CM_PER_INCH,
            _ => return None,
        };
        Density::sensible(f64::from(x) * scale, f64::from(y) * scale)
    }

    /// From TIFF and EXIF: unit 2 is the inch, 3 the centimetre.
    pub(super) fn from_tiff(unit: u32, x: f64, y: f64) -> Option<Density> {
        let scale = match unit {
            2 => 1.0,
            3 => CM_PER_INCH,
            _ => return None,
        };
        Density::sensible(x * scale, y * scale)
    }

    /// From pixels per metre, as PNG and BMP have it.
    pub(super) fn from_metre(x: u32, y: u32) -> Option<Density> {
        Density::sensible(f64::from(x) / INCHES_PER_METRE, f64::from(y) / INCHES_PER_METRE)
    }

    /// Rounded pixels per inch, as JFIF has it.
    pub(super) fn to_jfif(self) -> [u16; 2] {
        [self.x, self.y].map(|n| n.round().clamp(1.0, 65_535.0) as u16)
    }

    /// Rounded pixels per metre.
    pub(super) fn to_metre(self) -> [u32; 2] {
        [self.x, self.y].map(|n| (n * INCHES_PER_METRE).round() as u32)
    }

    pub(super) fn of_bitmap(bytes: &[u8]) -> Option<Density> {
        let long = |at: usize| bytes.get(at..)?.first_chunk().map(|b| u32::from_le_bytes(*b));
        (long(14)? >= 40).then_some(())?;
        Density::from_metre(long(38)?, long(42)?)
    }
}

/// Into a bitmap's info header.
pub(super) fn into_bitmap(density: Option<Density>, mut encoded: Vec<u8>) -> Vec<u8> {
    if let (Some(density), Some(place)) = (density, encoded.get_mut(38..46)) {
        let [x, y] = density.to_metre();
        place[..4].copy_from_slice(&x.to_le_bytes());
        place[4..].copy_from_slice(&y.to_le_bytes());
    }
    encoded
}
