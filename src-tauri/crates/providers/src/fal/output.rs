//! What a model's reply holds.

use serde_json::Value;

/// The pictures' URLs, in their order: `images: [{url}]`, `image: {url}` (`fal-protocol.md` §7.6, §11); a data URI too.
pub(super) fn picture_urls(data: &Value) -> Vec<&str> {
    fn url_of(picture: &Value) -> Option<&str> {
        picture.get("url").unwrap_or(picture).as_str()
    }
    match (data.get("images").and_then(Value::as_array), data.get("image")) {
        (Some(images), _) if !images.is_empty() => images.iter().filter_map(url_of).collect(),
        (_, Some(image)) => url_of(image).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The seed that was used. Seeds can exceed 32 bits.
pub(super) fn seed(data: &Value) -> Option<u64> {
    data.get("seed").and_then(Value::as_u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn pictures_are_found_in_either_shape() {
        let many =
            json!({"images": [{"url": "https://a/1.png"}, {"url": "https://a/2.png"}], "seed": 3_322_675_508_u64});
        assert_eq!(picture_urls(&many), ["https://a/1.png", "https://a/2.png"]);
        assert_eq!(seed(&many), Some(3_322_675_508));
        assert_eq!(
            picture_urls(&json!({"image": {"url": "data:image/png;base64,AA=="}})),
            ["data:image/png;base64,AA=="]
        );
        assert!(picture_urls(&json!({"images": [], "image": null, "video": {"url": "x"}})).is_empty());
        assert!(picture_urls(&json!(null)).is_empty());
    }
}
