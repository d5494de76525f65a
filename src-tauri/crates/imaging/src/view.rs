//! A picture as the viewer shows it: upright, in sRGB, in a format every webview draws.

use safelight_core::Format;

use crate::decode::{Damage, decode_with};
use crate::encode::{jpeg, png};
use crate::resize::shrink;
use crate::{Error, Limits, colour};

/// Bytes for the webview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewable {
    /// The encoded picture.
    pub bytes: Vec<u8>,
    /// `image/jpeg`, or `image/png` where there is alpha.
    pub mime: &'static str,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// Past this the eye finds no difference on a screen.
const QUALITY: u8 = 90;

/// Makes the picture ready for the webview, no side longer than `max_side`. A damaged file is shown as far as it goes.
///
/// # Errors
/// What [`crate::decode`] says.
pub fn view(bytes: &[u8], max_side: u32, limits: &Limits) -> Result<Viewable, Error> {
    let picture = shrink(decode_with(bytes, limits, Damage::Shown)?, max_side)?;
    let picture = colour::to_srgb(picture).into_8_bits();
    let (width, height) = (picture.width, picture.height);
    let (format, bytes) = if picture.has_alpha() && !picture.is_opaque() {
        (Format::Png, png::quickly(&picture)?)
    } else {
        (Format::Jpeg, jpeg::encode(&picture.without_alpha(), QUALITY, jpeg::Chroma::Halved)?)
    };
    Ok(Viewable { bytes, mime: format.mime(), width, height })
}
