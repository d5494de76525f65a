//! Small changes to an XMP packet, as text: the rest of it stays byte for byte.
//!
//! A simple property is either an attribute of `rdf:Description` or an element of its own (XMP part 1, 7).

pub(super) const TIFF: &str = "http://ns.adobe.com/tiff/1.0/";
pub(super) const EXIF: &str = "http://ns.adobe.com/exif/1.0/";
pub(super) const AUX: &str = "http://ns.adobe.com/exif/1.0/aux/";
pub(super) const EXIF_EX: &str = "http://cipa.jp/exif/1.0/";

/// Orientation 1 and the new size, where they are stated.
pub(super) fn reset(packet: Vec<u8>, width: u32, height: u32) -> Vec<u8> {
    let mut text = match String::from_utf8(packet) {
        Ok(text) => text,
        // UTF-16 is allowed and never met; it is carried as it is.
        Err(other) => return other.into_bytes(),
    };
    for (namespace, name, number) in [
        (TIFF, "Orientation", 1),
        (TIFF, "ImageWidth", width),
        (TIFF, "ImageLength", height),
        (EXIF, "PixelXDimension", width),
        (EXIF, "PixelYDimension", height),
    ] {
        for prefix in prefixes(&text, namespace) {
            set(&mut text, &format!("{prefix}:{name}"), &number.to_string());
        }
    }
    text.into_bytes()
}

/// The prefixes that stand for a namespace in this packet.
pub(super) fn prefixes(text: &str, namespace: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("xmlns:") {
        let rest = &text[at + 6..];
        let Some((prefix, after)) = rest.split_once('=') else { continue };
        let value = after.trim_start().trim_start_matches(['"', '\'']);
        let whole = value.strip_prefix(namespace).is_some_and(|end| end.starts_with(['"', '\'']));
        let prefix = prefix.trim();
        if whole && !found.iter().any(|known| known == prefix) {
            found.push(prefix.to_owned());
        }
    }
    found
}

/// Gives a simple property that is there another value.
fn set(text: &mut String, name: &str, value: &str) {
    for property in properties(text, |found| found == name).into_iter().rev() {
        text.replace_range(property.value, value);
    }
}

/// Takes out the properties of a prefix whose local name fits, in either form. Whether there were any.
pub(super) fn remove(text: &mut String, prefix: &str, fits: impl Fn(&str) -> bool) -> bool {
    let local = |name: &str| name.strip_prefix(prefix).and_then(|rest| rest.strip_prefix(':')).is_some_and(&fits);
    let found = properties(text, local);
    for property in found.iter().rev() {
        // An element may lie within another that is already gone.
        if text.get(property.whole.clone()).is_some() {
            text.replace_range(property.whole.clone(), "");
        }
    }
    !found.is_empty()
}

struct Property {
    whole: std::ops::Range<usize>,
    value: std::ops::Range<usize>,
}

/// The attributes and elements whose qualified name fits, in the order they stand, none within another.
fn properties(text: &str, fits: impl Fn(&str) -> bool) -> Vec<Property> {
    let mut found: Vec<Property> = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('<').map(|n| at + n) {
        let Some(close) = tag_end(text, open) else { break };
        let tag = &text[open + 1..close];
        at = close + 1;
        if tag.starts_with(['/', '?', '!']) {
            continue;
        }
        let name_len = tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len());
        let name = &tag[..name_len];
        if fits(name) {
            if tag.ends_with('/') {
                found.push(Property { whole: open..close + 1, value: close..close });
            } else if let Some(end) = text[at..].find(&format!("</{name}>")).map(|n| at + n) {
                let whole_end = end + name.len() + 3;
                found.push(Property { whole: open..whole_end, value: at..end });
                at = whole_end;
            }
            continue;
        }
        attributes(text, open + 1 + name_len, close, &fits, &mut found);
    }
    found
}

/// The `>` that ends the tag opened at `open`; one within quotes does not count.
fn tag_end(text: &str, open: usize) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text[open..].bytes().enumerate() {
        match (quote, c) {
            (None, b'>') => return Some(open + at),
            (None, b'"' | b'\'') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            _ => {}
        }
    }
    None
}

fn attributes(text: &str, mut at: usize, end: usize, fits: &impl Fn(&str) -> bool, found: &mut Vec<Property>) {
    while let Some(equals) = text[at..end].find('=').map(|n| at + n) {
        let name = text[at..equals].trim();
        let Some(open) = text[equals..end].find(['"', '\'']).map(|n| equals + n) else { break };
        let quote = &text[open..=open];
        let Some(close) = text[open + 1..end].find(quote).map(|n| open + 1 + n) else { break };
        if fits(name) {
            found.push(Property { whole: at..close + 1, value: open + 1..close });
        }
        at = close + 1;
    }
}

/// The packet with one more `rdf:Description`, or a new packet around it.
pub(super) fn with_description(packet: Option<&str>, description: &str) -> String {
    const END: &str = "</rdf:RDF>";
    if let Some((before, after)) = packet.and_then(|text| text.rsplit_once(END)) {
        return format!("{before}{description}{END}{after}");
    }
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n{description}{END}\n</x:xmpmeta>\n<?xpacket end=\"w\"?>"
    )
}

/// Text as an XML attribute or element may hold it; characters XML forbids are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            c if c.is_control() && c != '\t' => {}
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACKET: &str = r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description rdf:about="" xmlns:t="http://ns.adobe.com/tiff/1.0/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/" t:Orientation="6" exif:PixelXDimension='10' exif:GPSLatitude="52,1N">
<exif:PixelYDimension>20</exif:PixelYDimension><exif:GPSLongitude>13,2E</exif:GPSLongitude><dc:title>a > b</dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>"#;

    #[test]
    fn sizes_and_orientation_are_renewed_in_either_form() {
        let text = String::from_utf8(reset(PACKET.into(), 40, 80)).unwrap();
        assert!(text.contains(r#"t:Orientation="1""#), "the prefix is the packet's own");
        assert!(text.contains("exif:PixelXDimension='40'"));
        assert!(text.contains("<exif:PixelYDimension>80</exif:PixelYDimension>"));
        assert!(text.contains("<dc:title>a > b</dc:title>"));
    }

    #[test]
    fn properties_are_removed_in_either_form() {
        let mut text = PACKET.to_owned();
        assert!(remove(&mut text, "exif", |name| name.starts_with("GPS")));
        assert!(!text.contains("GPS"));
        assert!(text.contains("exif:PixelXDimension='10'"));
        assert!(!remove(&mut text, "exif", |name| name.starts_with("GPS")));
    }

    #[test]
    fn broken_packets_do_no_harm() {
        for end in (0..PACKET.len()).filter(|&end| PACKET.is_char_boundary(end)) {
            reset(PACKET[..end].into(), 1, 1);
            remove(&mut PACKET[..end].to_owned(), "exif", |_| true);
        }
    }
}
