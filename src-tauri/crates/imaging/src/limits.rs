//! How much a picture may cost before it is refused.

use crate::Error;

/// Bounds that hold before the first pixel is allocated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Width times height.
    pub max_pixels: u64,
    /// Bytes one decoded picture may take, working buffers included.
    pub max_memory: u64,
}

impl Default for Limits {
    /// Half a gigapixel and 4 GiB.
    fn default() -> Self {
        Self { max_pixels: 500_000_000, max_memory: 4 << 30 }
    }
}

impl Limits {
    /// Refuses a picture of this size and depth.
    ///
    /// # Errors
    /// [`Error::TooLarge`], [`Error::TooMuchMemory`].
    pub fn check(&self, width: u32, height: u32, bytes_per_pixel: u64) -> Result<(), Error> {
        let pixels = u64::from(width) * u64::from(height);
        if pixels > self.max_pixels {
            return Err(Error::TooLarge { width, height, limit: self.max_pixels });
        }
        let need = pixels * bytes_per_pixel;
        if need > self.max_memory {
            return Err(Error::TooMuchMemory { need, limit: self.max_memory });
        }
        Ok(())
    }
}
