//! Input pictures: data URIs, and files of our own CDN.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use image::{DynamicImage, ImageReader};
use serde_json::{Value, json};

use super::check::complaint;
use crate::state::State;

/// The picture a field names, or the complaint about it.
pub(crate) fn picture(state: &State, field: &str, url: &str) -> Result<DynamicImage, Value> {
    let bytes = bytes(state, url)
        .ok_or_else(|| complaint(field, "Failed to download the file", "file_download_error", Value::Null))?;
    let unreadable = || complaint(field, "Failed to load the image", "image_load_error", Value::Null);
    let reader = ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().map_err(|_| unreadable())?;
    reader.decode().map_err(|_| unreadable())
}

/// The bytes behind a URL. Ours alone: a simulator does not go out into the world.
fn bytes(state: &State, url: &str) -> Option<Bytes> {
    if let Some(data) = url.strip_prefix("data:") {
        let (head, data) = data.split_once(',')?;
        return head.ends_with(";base64").then(|| STANDARD.decode(data).ok())?.map(Bytes::from);
    }
    let (_, path) = url.split_once("/cdn/")?;
    let path = path.split(['?', '#']).next()?;
    state.file(path).map(|file| file.bytes)
}

pub(crate) fn data_uri(content_type: &str, bytes: &[u8]) -> String {
    format!("data:{content_type};base64,{}", STANDARD.encode(bytes))
}

/// More pixels than this are refused, as by the real models.
pub(crate) const MOST_PIXELS: u64 = 100_000_000;

/// Whether a result of this size is refused.
pub(crate) fn too_large(field: &str, width: u64, height: u64) -> Result<(), Value> {
    if width.saturating_mul(height) <= MOST_PIXELS {
        return Ok(());
    }
    Err(complaint(
        field,
        "The image is too large",
        "image_too_large",
        json!({ "max_width": 10_000, "max_height": 10_000 }),
    ))
}
