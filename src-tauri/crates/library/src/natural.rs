//! The order of names: `IMG_2` before `img_10`.

use std::ffi::OsStr;
use std::path::Path;

/// Bytes that compare as people sort names: case does not count, digits count as numbers, and a name comes before the same
/// name with something added (`cat.jpg`, `cat-2.jpg`).
pub(crate) fn sort_name(name: &OsStr) -> Vec<u8> {
    let path = Path::new(name);
    let (stem, extension) = (path.file_stem().unwrap_or(name), path.extension().unwrap_or_default());
    let mut key = Vec::with_capacity(name.len() + 4);
    push(&mut key, stem);
    key.push(0);
    push(&mut key, extension);
    key
}

fn push(key: &mut Vec<u8>, part: &OsStr) {
    let text = part.to_string_lossy();
    let mut rest = &*text;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let digits = rest[..end].trim_start_matches('0');
            // A number is where a digit would be, and compares by its length first.
            key.push(b'0');
            key.push(u8::try_from(digits.len()).unwrap_or(u8::MAX));
            key.extend_from_slice(digits.as_bytes());
            rest = &rest[end..];
        } else {
            let mut utf8 = [0; 4];
            for lower in first.to_lowercase() {
                key.extend_from_slice(lower.encode_utf8(&mut utf8).as_bytes());
            }
            rest = &rest[first.len_utf8()..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_people_do() {
        let sorted = [
            "-draft.png",
            "1.jpg",
            "02.jpg",
            "10.jpg",
            "cat.jpg",
            "cat-2.jpg",
            "cat-10.jpg",
            "cat_enhanced.jpg",
            "IMG_2.jpg",
            "img_10.jpg",
            "Zebra.jpg",
            "Ärger.jpg",
        ];
        let mut names = sorted;
        names.reverse();
        names.sort_by_key(|name| sort_name(OsStr::new(name)));
        assert_eq!(names, sorted);
    }

    #[test]
    fn a_very_long_number_is_no_problem() {
        let long = format!("{}.jpg", "9".repeat(400));
        assert!(sort_name(OsStr::new("2.jpg")) < sort_name(OsStr::new(&long)));
    }
}
