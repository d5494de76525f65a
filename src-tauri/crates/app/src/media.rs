//! Pictures for the webview: `media://localhost/thumb/<photo>/<version>/<256|512>` and
//! `media://localhost/view/<photo>/<version>?max=N`. Pixels never cross as JSON.

use std::sync::Arc;

use safelight_core::PhotoId;
use safelight_library::{ThumbError, ThumbSize, ViewError};

use crate::App;

/// An HTTP-like answer.
#[derive(Debug)]
pub struct MediaReply {
    /// 200, 400 (no such address), 404 (no such photo), 410 (file not there), 422 (cannot be shown), 503 (not wanted any
    /// more).
    pub status: u16,
    /// MIME type.
    pub mime: String,
    /// The picture, or a sentence.
    pub bytes: Vec<u8>,
    /// The address names these bytes for ever.
    pub cache: bool,
}

impl MediaReply {
    fn picture(mime: &str, bytes: Vec<u8>) -> MediaReply {
        MediaReply { status: 200, mime: mime.to_owned(), bytes, cache: true }
    }

    fn sentence(status: u16, text: impl Into<String>) -> MediaReply {
        MediaReply {
            status,
            mime: "text/plain; charset=utf-8".to_owned(),
            bytes: text.into().into_bytes(),
            cache: false,
        }
    }
}

enum Wanted {
    Thumb(PhotoId, ThumbSize),
    View(PhotoId, u32),
}

impl App {
    /// Answers a picture's address: its path and query.
    pub async fn media(self: &Arc<Self>, address: &str) -> MediaReply {
        match parse(address) {
            None => MediaReply::sentence(400, "there is no such picture address"),
            Some(Wanted::Thumb(photo, size)) => self.thumb(photo, size).await,
            Some(Wanted::View(photo, max)) => {
                let library = self.library.clone();
                match tokio::task::spawn_blocking(move || library.viewable(photo, max)).await {
                    Ok(Ok(view)) => MediaReply::picture(view.mime, view.bytes),
                    Ok(Err(ViewError::Gone)) => MediaReply::sentence(404, "this photo is not in the library any more"),
                    Ok(Err(error @ ViewError::Missing { .. })) => MediaReply::sentence(410, error.to_string()),
                    Ok(Err(error)) => MediaReply::sentence(422, error.to_string()),
                    Err(error) => MediaReply::sentence(422, error.to_string()),
                }
            }
        }
    }

    async fn thumb(self: &Arc<Self>, photo: PhotoId, size: ThumbSize) -> MediaReply {
        let (answer, wait) = tokio::sync::oneshot::channel();
        self.library.thumbs().request(photo, size, move |thumb| {
            // The webview may have lost interest.
            drop(answer.send(thumb));
        });
        match wait.await {
            Ok(Ok(thumb)) => MediaReply::picture(thumb.format.mime(), thumb.bytes.clone()),
            Ok(Err(ThumbError::Cancelled)) | Err(_) => MediaReply::sentence(503, "not wanted any more"),
            Ok(Err(ThumbError::Gone)) => MediaReply::sentence(404, "this photo is not in the library any more"),
            Ok(Err(error @ ThumbError::Missing { .. })) => MediaReply::sentence(410, error.to_string()),
            Ok(Err(error)) => MediaReply::sentence(422, error.to_string()),
        }
    }
}

fn parse(address: &str) -> Option<Wanted> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut parts = path.trim_start_matches('/').split('/');
    let (kind, photo, _version) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
    match (kind, parts.next(), parts.next()) {
        ("thumb", Some("256"), None) => Some(Wanted::Thumb(photo, ThumbSize::Small)),
        ("thumb", Some("512"), None) => Some(Wanted::Thumb(photo, ThumbSize::Large)),
        ("view", None, None) => {
            let max = query.split('&').find_map(|pair| pair.strip_prefix("max="));
            Some(Wanted::View(photo, max.map_or(Some(u32::MAX), |max| max.parse().ok())?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_addresses_are_answered() {
        assert!(matches!(parse("/thumb/12/7/256"), Some(Wanted::Thumb(PhotoId(12), ThumbSize::Small))));
        assert!(matches!(parse("/view/12/7?max=2048"), Some(Wanted::View(PhotoId(12), 2048))));
        assert!(matches!(parse("/view/12/7"), Some(Wanted::View(_, u32::MAX))));
        for wrong in
            ["", "/thumb/12/7", "/thumb/x/7/256", "/thumb/12/7/999", "/view/1/2/3", "/view/1/2?max=wide", "/etc/passwd"]
        {
            assert!(parse(wrong).is_none(), "{wrong}");
        }
    }
}
