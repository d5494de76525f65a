//! Where an output goes: beside its source, under a name nobody has taken.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use crate::{Format, Operation, Timestamp};

/// What was done, as it stands in a file name: `upscaled_4x`, `enhanced`, `generated_20261120-141502`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag(String);

impl Tag {
    /// The tag of an operation on a photo. A generation is named by its time: [`generated_tag`].
    pub fn of(operation: &Operation, now: Timestamp) -> Tag {
        match operation {
            Operation::Upscale { scale } => Tag(format!("upscaled_{}x", scale.factor())),
            Operation::Enhance => Tag("enhanced".to_owned()),
            Operation::Generate(_) => generated_tag(now),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `generated_{yyyymmdd-hhmmss}` in UTC.
pub fn generated_tag(now: Timestamp) -> Tag {
    let seconds = now.0.div_euclid(1000);
    let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    Tag(format!("generated_{year:04}{month:02}{day:02}-{:02}{:02}{:02}", of_day / 3600, of_day / 60 % 60, of_day % 60))
}

/// Year, month, day of a day counted from 1970-01-01 in the Gregorian calendar: whole 400-year eras of 146,097 days,
/// with years that start in March so that the leap day comes last.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The names an output may take, in the order they are tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiblingName {
    stem: OsString,
    extension: &'static str,
}

impl SiblingName {
    /// The names beside `source`: `cat.jpg` gives `cat_upscaled_4x.jpg`. A result of a result keeps the whole story:
    /// `cat_upscaled_4x.jpg` enhanced is `cat_upscaled_4x_enhanced.jpg`.
    pub fn beside(source: &Path, tag: &Tag, format: Format) -> SiblingName {
        let mut stem = source.file_stem().unwrap_or(OsStr::new("picture")).to_owned();
        stem.push("_");
        stem.push(tag.as_str());
        SiblingName { stem, extension: extension_like(source, format) }
    }

    /// The names of a picture that has no source.
    pub fn new(tag: &Tag, format: Format) -> SiblingName {
        SiblingName { stem: tag.as_str().into(), extension: format.extension() }
    }

    /// The `n`th name, from 1: the plain one, then `-2`, `-3`, …
    pub fn nth(&self, n: u32) -> OsString {
        let mut name = self.stem.clone();
        if n > 1 {
            name.push(format!("-{n}"));
        }
        name.push(".");
        name.push(self.extension);
        name
    }

    /// The first name that is free. `taken` answers for the folder, so the rule can be tested without one.
    pub fn first_free(&self, taken: impl Fn(&OsStr) -> bool) -> OsString {
        (1..)
            .map(|n| self.nth(n))
            .find(|name| !taken(name))
            .expect("some number is free: a folder holds finitely many files")
    }
}

/// The source's own spelling of the extension where it means the same format (`.jpeg` stays `.jpeg`).
fn extension_like(source: &Path, format: Format) -> &'static str {
    const SPELLINGS: [&str; 6] = ["jpg", "jpeg", "tif", "tiff", "JPG", "PNG"];
    source
        .extension()
        .and_then(OsStr::to_str)
        .filter(|own| Format::from_extension(own) == Some(format))
        .and_then(|own| SPELLINGS.into_iter().find(|known| *known == own))
        .unwrap_or(format.extension())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scale;

    fn upscaled(source: &str, format: Format) -> SiblingName {
        SiblingName::beside(Path::new(source), &Tag::of(&Operation::Upscale { scale: Scale::X4 }, Timestamp(0)), format)
    }

    #[test]
    fn a_result_stands_beside_its_source() {
        for (source, format, name) in [
            ("/p/cat.jpg", Format::Jpeg, "cat_upscaled_4x.jpg"),
            ("/p/cat.jpeg", Format::Jpeg, "cat_upscaled_4x.jpeg"),
            ("/p/CAT.JPG", Format::Jpeg, "CAT_upscaled_4x.JPG"),
            ("/p/cat.heic", Format::Png, "cat_upscaled_4x.png"),
            ("/p/cat.jpg", Format::Png, "cat_upscaled_4x.png"),
            ("/p/cat.v2.png", Format::Png, "cat.v2_upscaled_4x.png"),
        ] {
            assert_eq!(upscaled(source, format).nth(1), name);
        }
    }

    #[test]
    fn taken_names_are_counted_past() {
        let taken = ["cat_upscaled_4x.jpg", "cat_upscaled_4x-2.jpg"];
        let free = upscaled("cat.jpg", Format::Jpeg).first_free(|name| taken.iter().any(|t| name == *t));
        assert_eq!(free, "cat_upscaled_4x-3.jpg");
    }

    #[test]
    fn generations_are_named_by_their_time() {
        for (ms, text) in [
            (0, "generated_19700101-000000"),
            (951_782_400_000, "generated_20000229-000000"),
            (1_795_183_302_000, "generated_20261120-140142"),
        ] {
            assert_eq!(generated_tag(Timestamp(ms)).as_str(), text);
        }
    }
}
