//! EXIF dates: `2024:05:31 18:04:59`, and the offset that may stand beside them.

use safelight_core::Timestamp;

/// Reads the date; without an offset the clock's face is taken as UTC, so that photos of one camera keep their order.
///
/// `offset` is EXIF `OffsetTimeOriginal`: `+02:00`, `-03:30`, `Z`. `None`: no date, or one that cannot be.
pub(crate) fn exif_date(text: &str, offset: Option<&str>) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let number = |range: std::ops::Range<usize>| -> Option<i64> {
        let digits = bytes.get(range)?;
        digits.iter().try_fold(0, |n, d| d.is_ascii_digit().then(|| n * 10 + i64::from(d - b'0')))
    };
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let possible = (1..=12).contains(&month)
        && (1..=days_in(year, month)).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..=60).contains(&second)
        && year > 0;
    if !possible {
        return None;
    }
    let seconds = days_since_1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    Some(Timestamp((seconds - offset.and_then(offset_seconds).unwrap_or(0)) * 1000))
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days of the proleptic Gregorian calendar, counted from March so that the leap day is a year's last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let years = if month > 2 { year } else { year - 1 };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * years + years.div_euclid(4) - years.div_euclid(100) + years.div_euclid(400) + day_of_year - 719_468
}

/// Seconds east of Greenwich.
fn offset_seconds(text: &str) -> Option<i64> {
    let text = text.trim();
    if text == "Z" {
        return Some(0);
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..=14).contains(&hours) && (0..60).contains(&minutes)).then_some(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_with_their_offset() {
        for (text, offset, ms) in [
            ("1970:01:01 00:00:00", None, Some(0)),
            ("2000:02:29 00:00:00", None, Some(951_782_400_000)),
            ("2026:11:20 14:01:42", None, Some(1_795_183_302_000)),
            ("2026:11:20 14:01:42", Some("+02:00"), Some(1_795_176_102_000)),
            ("2026:11:20 14:01:42", Some("-03:30"), Some(1_795_195_902_000)),
            ("1969:12:31 23:59:59", None, Some(-1000)),
            ("0000:00:00 00:00:00", None, None),
            ("2023:02:29 10:00:00", None, None),
            ("    :  :     :  :  ", None, None),
            ("2023", None, None),
        ] {
            assert_eq!(exif_date(text, offset), ms.map(Timestamp), "{text} {offset:?}");
        }
    }
}
