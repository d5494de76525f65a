//! Where pixels come from.

use crate::error::Error;

/// A picture to enlarge, read a pixel at a time so that nobody needs a copy of it in another form.
pub trait Source {
    /// Width and height in pixels.
    fn size(&self) -> (u32, u32);

    /// Red, green and blue in 0..1, encoded as the picture is (gamma and all). `x` and `y` lie inside the picture.
    fn rgb(&self, x: u32, y: u32) -> [f32; 3];
}

/// A number a picture is made of.
pub trait Sample: Copy {
    /// The number in 0..1.
    fn unit(self) -> f32;
}

impl Sample for u8 {
    fn unit(self) -> f32 {
        f32::from(self) / 255.0
    }
}

impl Sample for u16 {
    fn unit(self) -> f32 {
        f32::from(self) / 65535.0
    }
}

impl Sample for f32 {
    fn unit(self) -> f32 {
        self
    }
}

/// Interleaved pixels whose first three channels are red, green and blue; more (alpha) are passed over.
#[derive(Debug, Clone, Copy)]
pub struct Pixels<'a, T> {
    width: u32,
    height: u32,
    channels: usize,
    samples: &'a [T],
}

impl<'a, T: Sample> Pixels<'a, T> {
    /// `samples` holds `width * height` pixels of `channels` numbers, line by line.
    ///
    /// # Errors
    /// [`Error::WrongLength`] when it does not, or when there are fewer than three channels.
    pub fn new(width: u32, height: u32, channels: usize, samples: &'a [T]) -> Result<Self, Error> {
        let pixels = (width as usize).checked_mul(height as usize);
        let expected = pixels.and_then(|pixels| pixels.checked_mul(channels));
        if channels < 3 || expected != Some(samples.len()) {
            return Err(Error::WrongLength { width, height, got: samples.len() });
        }
        Ok(Self { width, height, channels, samples })
    }

    /// One channel as a grey picture, to enlarge alpha by the same network.
    ///
    /// # Panics
    /// When there is no such channel.
    pub fn only(self, channel: usize) -> Channel<'a, T> {
        assert!(channel < self.channels);
        Channel { pixels: self, channel }
    }

    fn pixel(&self, x: u32, y: u32) -> &'a [T] {
        let start = (y as usize * self.width as usize + x as usize) * self.channels;
        &self.samples[start..start + self.channels]
    }
}

impl<T: Sample> Source for Pixels<'_, T> {
    fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    fn rgb(&self, x: u32, y: u32) -> [f32; 3] {
        let pixel = self.pixel(x, y);
        [pixel[0].unit(), pixel[1].unit(), pixel[2].unit()]
    }
}

/// One channel of a picture, grey. See [`Pixels::only`].
#[derive(Debug, Clone, Copy)]
pub struct Channel<'a, T> {
    pixels: Pixels<'a, T>,
    channel: usize,
}

impl<T: Sample> Source for Channel<'_, T> {
    fn size(&self) -> (u32, u32) {
        self.pixels.size()
    }

    fn rgb(&self, x: u32, y: u32) -> [f32; 3] {
        [self.pixels.pixel(x, y)[self.channel].unit(); 3]
    }
}
