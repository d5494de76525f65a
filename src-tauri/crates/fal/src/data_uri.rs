//! `data:` URIs, which fal sends instead of links when asked to answer at once.

use base64::Engine as _;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::{alphabet, engine::DecodePaddingMode};
use bytes::Bytes;

/// Standard base64, with or without its padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Why a `data:` URI gave no file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Bad {
    Form,
    TooLarge,
}

/// The bytes of a `data:` URI and the media type it claims, or none when `text` is no such URI.
pub(crate) fn decode(text: &str, limit: u64) -> Option<Result<(Bytes, String), Bad>> {
    let rest = text.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("data:")).map(|_| &text[5..])?;
    Some(decode_rest(rest, limit))
}

fn decode_rest(rest: &str, limit: u64) -> Result<(Bytes, String), Bad> {
    let (head, data) = rest.split_once(',').ok_or(Bad::Form)?;
    let mut parts = head.split(';');
    let kind = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let in_base64 = parts.any(|part| part.trim().eq_ignore_ascii_case("base64"));
    // Checked before anything is allocated: three bytes take four characters, or one takes three.
    let least = if in_base64 { data.len() as u64 / 4 * 3 } else { data.len() as u64 / 3 };
    if least > limit.saturating_add(2) {
        return Err(Bad::TooLarge);
    }
    let bytes = if in_base64 { BASE64.decode(data.trim()).map_err(|_| Bad::Form)? } else { percent_decoded(data)? };
    if bytes.len() as u64 > limit {
        return Err(Bad::TooLarge);
    }
    Ok((bytes.into(), kind))
}

fn percent_decoded(data: &str) -> Result<Vec<u8>, Bad> {
    let mut bytes = data.bytes();
    let mut decoded = Vec::with_capacity(data.len());
    while let Some(byte) = bytes.next() {
        let hex = |digit: Option<u8>| digit.and_then(|digit| char::from(digit).to_digit(16));
        decoded.push(match byte {
            b'%' => match (hex(bytes.next()), hex(bytes.next())) {
                (Some(high), Some(low)) => u8::try_from(high * 16 + low).expect("two hex digits make a byte"),
                _ => return Err(Bad::Form),
            },
            other => other,
        });
    }
    Ok(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_uris_are_decoded() {
        let of = |text: &str| decode(text, 100).unwrap();
        assert_eq!(of("data:image/PNG;base64,aGk="), Ok(("hi".into(), "image/png".into())));
        assert_eq!(of("DATA:image/png;charset=x;base64,aGk"), Ok(("hi".into(), "image/png".into())));
        assert_eq!(of("data:,h%69"), Ok(("hi".into(), String::new())));
        for bad in ["data:image/png;base64", "data:;base64,a!b", "data:,%6", "data:,%zz"] {
            assert_eq!(of(bad), Err(Bad::Form), "{bad}");
        }
        assert_eq!(decode("https://fal.media/data:", 100), None);
    }

    #[test]
    fn a_data_uri_cannot_be_larger_than_allowed() {
        assert_eq!(decode(&format!("data:;base64,{}", "A".repeat(400)), 100), Some(Err(Bad::TooLarge)));
        assert_eq!(decode(&format!("data:,{}", "a".repeat(101)), 100), Some(Err(Bad::TooLarge)));
    }
}
