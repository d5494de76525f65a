//! Prices, quotes and costs. Unknown is unknown, never zero.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;

use serde::{Deserialize, Serialize};

/// US dollars, counted in millionths so that sums are exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(pub i64);

impl Money {
    /// Nothing to pay.
    pub const ZERO: Money = Money(0);

    /// From dollars, rounded to the nearest millionth.
    pub fn dollars(amount: f64) -> Money {
        Money((amount * 1e6).round() as i64)
    }

    /// As dollars.
    pub fn as_dollars(self) -> f64 {
        self.0 as f64 / 1e6
    }
}

impl Add for Money {
    type Output = Money;

    fn add(self, other: Money) -> Money {
        Money(self.0.saturating_add(other.0))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(iter: I) -> Money {
        iter.fold(Money::ZERO, Add::add)
    }
}

impl fmt::Display for Money {
    /// `$0.94`; below ten cents as many digits as matter: `$0.006`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dollars = self.as_dollars();
        let digits = match dollars.abs() {
            d if d == 0.0 || d >= 0.0995 => 2,
            d if d >= 0.00995 => 3,
            _ => 4,
        };
        let text = format!("{dollars:.digits$}");
        let cents = text.find('.').map_or(text.len(), |dot| dot + 3);
        let kept = text.trim_end_matches('0').len().max(cents);
        write!(f, "${}", &text[..kept])
    }
}

/// What a provider counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// One for each picture made.
    Image,
    /// Output width × height / 10⁶.
    Megapixel,
    /// Seconds of machine time, known only afterwards.
    ComputeSecond,
    /// Nothing is charged.
    Free,
}

/// A unit price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// What is counted.
    pub unit: Unit,
    /// Dollars for one of it.
    pub each: Money,
}

impl Price {
    /// No charge.
    pub const FREE: Price = Price { unit: Unit::Free, each: Money::ZERO };

    /// What `images` pictures of `megapixels` each would cost; `None` where the unit is known only afterwards.
    pub fn quote(self, images: u32, megapixels: f64) -> Option<Money> {
        let units = match self.unit {
            Unit::Free => 0.0,
            Unit::Image => f64::from(images),
            Unit::Megapixel => f64::from(images) * megapixels,
            Unit::ComputeSecond => return None,
        };
        Some(Money((units * self.each.0 as f64).round() as i64))
    }
}

/// What something will cost, as far as it is known beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "amount")]
pub enum Quote {
    /// Nothing: it runs on this computer.
    Free,
    /// From the catalogue's figure.
    Estimate(Money),
    /// Nobody can say.
    Unknown,
}

impl Quote {
    /// Both together. Unknown swallows all.
    pub fn and(self, other: Quote) -> Quote {
        match (self, other) {
            (Quote::Unknown, _) | (_, Quote::Unknown) => Quote::Unknown,
            (Quote::Free, quote) | (quote, Quote::Free) => quote,
            (Quote::Estimate(a), Quote::Estimate(b)) => Quote::Estimate(a + b),
        }
    }
}

impl fmt::Display for Quote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Quote::Free => f.write_str("free"),
            Quote::Estimate(amount) => write!(f, "~{amount}"),
            Quote::Unknown => f.write_str("price unknown"),
        }
    }
}

/// How sure a cost is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CostKind {
    /// The provider said so, or nothing is charged.
    Final,
    /// Computed by us.
    Estimate,
    /// Nobody said.
    Unknown,
}

/// What a job cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Dollars; `None` when unknown.
    pub amount: Option<Money>,
    /// How sure.
    pub kind: CostKind,
}

impl Cost {
    /// Nothing was charged, for certain.
    pub const FREE: Cost = Cost { amount: Some(Money::ZERO), kind: CostKind::Final };
    /// Nobody said.
    pub const UNKNOWN: Cost = Cost { amount: None, kind: CostKind::Unknown };
}

impl From<Quote> for Cost {
    fn from(quote: Quote) -> Cost {
        match quote {
            Quote::Free => Cost::FREE,
            Quote::Estimate(amount) => Cost { amount: Some(amount), kind: CostKind::Estimate },
            Quote::Unknown => Cost::UNKNOWN,
        }
    }
}

impl Quote {
    /// The quote for `images` pictures of `megapixels` each at `price`.
    pub fn from_price(price: Price, images: u32, megapixels: f64) -> Quote {
        match (price.unit, price.quote(images, megapixels)) {
            (Unit::Free, _) => Quote::Free,
            (_, Some(amount)) => Quote::Estimate(amount),
            (_, None) => Quote::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_people_write_them() {
        for (dollars, text) in
            [(0.0, "$0.00"), (0.94, "$0.94"), (0.006, "$0.006"), (0.04, "$0.04"), (12.5, "$12.50"), (0.0018, "$0.0018")]
        {
            assert_eq!(Money::dollars(dollars).to_string(), text);
        }
    }

    #[test]
    fn unknown_is_never_free() {
        let known = Quote::Estimate(Money::dollars(0.5));
        assert_eq!(known.and(Quote::Unknown), Quote::Unknown);
        assert_eq!(known.and(Quote::Free), known);
        assert_eq!(Quote::from_price(Price { unit: Unit::ComputeSecond, each: Money(1110) }, 1, 4.0), Quote::Unknown);
    }

    #[test]
    fn megapixels_are_of_the_result() {
        let clarity = Price { unit: Unit::Megapixel, each: Money::dollars(0.03) };
        assert_eq!(clarity.quote(1, 31.36), Some(Money::dollars(0.9408)));
    }
}
