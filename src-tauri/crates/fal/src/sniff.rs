//! What a file is, by its first bytes: names and headers lie.

/// The media type of the first bytes (512 are plenty), when they are of a kind we know.
pub(crate) fn sniff(head: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 9] = [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"II*\0", "image/tiff"),
        (b"MM\0*", "image/tiff"),
        (b"\xff\x0a", "image/jxl"),
        (b"\0\0\0\x0cJXL \r\n\x87\n", "image/jxl"),
        (b"\x1a\x45\xdf\xa3", "video/webm"),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(kind);
    }
    match (head.get(..4), head.get(4..8), head.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => return Some("image/webp"),
        (_, Some(b"ftyp"), Some(brand)) => return Some(of_brand(brand)),
        (Some([b'B', b'M', ..]), _, Some(_)) if head.get(6..10) == Some(&[0; 4]) => return Some("image/bmp"),
        _ => {}
    }
    markup(head)
}

/// ISO base media: pictures and films share one container.
fn of_brand(brand: &[u8]) -> &'static str {
    match brand {
        b"avif" | b"avis" => "image/avif",
        b"heic" | b"heix" | b"heim" | b"heis" | b"mif1" | b"msf1" => "image/heic",
        b"qt  " => "video/quicktime",
        _ => "video/mp4",
    }
}

/// Web pages and vector pictures begin with a tag, after any white space, marks and comments.
fn markup(head: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let mut text = text.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    while let Some(comment) = text.strip_prefix("<!--") {
        text = comment.split_once("-->")?.1.trim_start();
    }
    if text.starts_with("<svg") || (text.starts_with("<?xml") && text.contains("<svg")) {
        return Some("image/svg+xml");
    }
    let page = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<script",
        "<meta",
        "<h1",
        "<center",
        "<p>",
        "<div",
        "<?xml",
    ];
    page.iter().any(|tag| text.starts_with(tag)).then_some("text/html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_bytes() {
        let rows: [(&[u8], Option<&str>); 12] = [
            (b"\x89PNG\r\n\x1a\n....", Some("image/png")),
            (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some("image/webp")),
            (b"\0\0\0\x20ftypavif", Some("image/avif")),
            (b"\0\0\0\x20ftypisom", Some("video/mp4")),
            (b"\xef\xbb\xbf \n<!DOCTYPE html>", Some("text/html")),
            (b"<!-- hello --><HTML>", Some("text/html")),
            (b"<?xml version='1.0'?><svg>", Some("image/svg+xml")),
            (b"<?xml version='1.0'?><Error>AccessDenied", Some("text/html")),
            (b"BM\x10\0\0\0\0\0\0\0\x36\0\0\0", Some("image/bmp")),
            (b"BMW is a car", None),
            (b"", None),
        ];
        for (head, kind) in rows {
            assert_eq!(sniff(head), kind, "{}", String::from_utf8_lossy(head));
        }
    }
}
