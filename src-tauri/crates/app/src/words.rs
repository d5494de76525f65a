//! Numbers as people read them.

use safelight_core::{Cost, CostKind, Price, Quote, Unit};

use crate::wire::PriceTag;

/// `7680` gives `7,680`.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `7,680 × 5,120`.
pub fn size(width: u32, height: u32) -> String {
    format!("{} × {}", number(width.into()), number(height.into()))
}

/// `about 40 s`, `about 4 min`, `about 2 h`.
pub fn about(seconds: f64) -> String {
    match seconds {
        s if s < 1.5 => "about a second".to_owned(),
        s if s < 20.0 => format!("about {} s", s.round()),
        s if s < 90.0 => format!("about {} s", (s / 5.0).round() * 5.0),
        s if s < 90.0 * 60.0 => format!("about {} min", (s / 60.0).round()),
        s => format!("about {} h", (s / 3600.0).round()),
    }
}

/// `next in line`, `2nd in line`, … for so many in front.
pub fn place(in_front: u32) -> String {
    let n = in_front.saturating_add(1);
    let ending = match (n % 10, n % 100) {
        (1, e) if e != 11 => "st",
        (2, e) if e != 12 => "nd",
        (3, e) if e != 13 => "rd",
        _ => "th",
    };
    if n == 1 { "next in line".to_owned() } else { format!("{n}{ending} in line") }
}

/// `1 photo`, `12 photos`.
pub fn photos(n: usize) -> String {
    if n == 1 { "1 photo".to_owned() } else { format!("{} photos", number(n as u64)) }
}

/// A quote as a tag.
pub fn quote(quote: Quote) -> PriceTag {
    let amount = match quote {
        Quote::Free => Some(0.0),
        Quote::Estimate(amount) => Some(amount.as_dollars()),
        Quote::Unknown => None,
    };
    PriceTag { text: quote.to_string(), amount }
}

/// A cost as a tag: `free`, `not charged`, `$0.06`, `~$0.04`, `price unknown`.
pub fn cost(cost: Cost, local: bool) -> PriceTag {
    let text = match cost {
        _ if local => "free".to_owned(),
        Cost { amount: Some(amount), .. } if amount.0 == 0 => "not charged".to_owned(),
        Cost { amount: Some(amount), kind: CostKind::Final } => amount.to_string(),
        Cost { amount: Some(amount), .. } => format!("~{amount}"),
        Cost { amount: None, .. } => "price unknown".to_owned(),
    };
    PriceTag { text, amount: cost.amount.map(safelight_core::Money::as_dollars) }
}

/// `$0.006 a megapixel`, `free`.
pub fn unit_price(price: Option<Price>) -> String {
    match price {
        None => "price unknown".to_owned(),
        Some(Price { unit: Unit::Free, .. }) => "free".to_owned(),
        Some(Price { unit: Unit::Image, each }) => format!("{each} an image"),
        Some(Price { unit: Unit::Megapixel, each }) => format!("{each} a megapixel"),
        Some(Price { unit: Unit::ComputeSecond, each }) => format!("{each} a second"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use safelight_core::Money;

    #[test]
    fn numbers_have_separators() {
        assert_eq!(size(7680, 5120), "7,680 × 5,120");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_234_567), "1,234,567");
    }

    #[test]
    fn times_are_rounded_as_people_do() {
        for (seconds, text) in [
            (0.2, "about a second"),
            (7.4, "about 7 s"),
            (41.0, "about 40 s"),
            (260.0, "about 4 min"),
            (7200.0, "about 2 h"),
        ] {
            assert_eq!(about(seconds), text);
        }
    }

    #[test]
    fn places_in_line_are_spelled() {
        for (in_front, text) in
            [(0, "next in line"), (1, "2nd in line"), (2, "3rd in line"), (10, "11th in line"), (20, "21st in line")]
        {
            assert_eq!(place(in_front), text);
        }
    }

    #[test]
    fn a_failed_paid_job_says_it_was_not_charged() {
        assert_eq!(cost(Cost::FREE, false).text, "not charged");
        assert_eq!(cost(Cost::FREE, true).text, "free");
        assert_eq!(cost(Cost::UNKNOWN, false).text, "price unknown");
        let sure = Cost { amount: Some(Money::dollars(0.06)), kind: CostKind::Final };
        assert_eq!(cost(sure, false).text, "$0.06");
    }
}
