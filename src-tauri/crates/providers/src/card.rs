//! A model: what it does, for how much, how fast.

use safelight_core::{Aspect, Operation, Price, Quote, Route};

/// What a model does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    /// Makes a picture larger by one of these factors.
    Upscale {
        /// 2, 4, 8.
        scales: &'static [u32],
    },
    /// Makes a picture better. The result is `factor` times as wide and high.
    Enhance {
        /// 1: the same size.
        factor: u32,
    },
    /// Makes pictures from words.
    Generate {
        /// Most pictures in one request.
        max_count: u32,
        /// Takes a seed.
        seed: bool,
    },
}

/// A model of a provider, for one operation.
#[derive(Debug, Clone, Copy)]
pub struct ModelCard {
    /// `local`, `fal`.
    pub provider: &'static str,
    /// The provider's own name for it.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// What it is good at, a few words.
    pub strengths: &'static str,
    /// How long its provider says it takes; may be empty.
    pub speed: &'static str,
    /// What it does.
    pub does: Does,
    /// The catalogue's price; `None`: unknown.
    pub price: Option<Price>,
    /// Can take minutes.
    pub slow: bool,
    /// The most pixels it takes in.
    pub max_input_pixels: u64,
}

impl ModelCard {
    /// Its names.
    pub fn route(&self) -> Route {
        Route::new(self.provider, self.id)
    }

    /// Whether it can do `operation`.
    pub fn can(&self, operation: &Operation) -> bool {
        match (self.does, operation) {
            (Does::Upscale { scales }, Operation::Upscale { scale }) => scales.contains(&scale.factor()),
            (Does::Enhance { .. }, Operation::Enhance) => true,
            (Does::Generate { max_count, .. }, Operation::Generate(generation)) => generation.count <= max_count,
            _ => false,
        }
    }

    /// What `operation` costs for a source of this size, from the catalogue's price.
    pub fn quote(&self, operation: &Operation, source: Option<(u32, u32)>) -> Quote {
        let Some(price) = self.price else { return Quote::Unknown };
        let (images, size) = match operation {
            Operation::Generate(generation) => (generation.count, Some(pixels_of(generation.aspect))),
            Operation::Upscale { .. } => (1, source.and_then(|(w, h)| operation.output_size(w, h))),
            Operation::Enhance => {
                let factor = if let Does::Enhance { factor } = self.does { factor } else { 1 };
                (1, source.map(|(w, h)| (w.saturating_mul(factor), h.saturating_mul(factor))))
            }
        };
        match size {
            Some((width, height)) => Quote::from_price(price, images, f64::from(width) * f64::from(height) / 1e6),
            None if price.unit == safelight_core::Unit::Image => Quote::from_price(price, images, 0.0),
            None if price.unit == safelight_core::Unit::Free => Quote::Free,
            None => Quote::Unknown,
        }
    }
}

/// The size a shape means to models with size presets (`fal-protocol.md` §11, shared types). Ratios become about one
/// megapixel with sides that are multiples of 16.
pub fn pixels_of(aspect: Aspect) -> (u32, u32) {
    match aspect {
        Aspect::Landscape => (1024, 576),
        Aspect::Square => (1024, 1024),
        Aspect::Portrait => (576, 1024),
        Aspect::Size { width, height } => (width, height),
        Aspect::Ratio { w, h } => {
            let ratio = f64::from(w) / f64::from(h);
            let side = |length: f64| ((length / 16.0).round() as u32).max(4) * 16;
            (side((1_048_576.0 * ratio).sqrt()), side((1_048_576.0 / ratio).sqrt()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use safelight_core::{Generation, Money, Scale, Unit};

    const CLARITY: ModelCard = ModelCard {
        provider: "fal",
        id: "x",
        name: "X",
        strengths: "",
        speed: "",
        does: Does::Upscale { scales: &[2, 4] },
        price: Some(Price { unit: Unit::Megapixel, each: Money(30_000) }),
        slow: false,
        max_input_pixels: u64::MAX,
    };

    #[test]
    fn a_quote_counts_the_megapixels_of_the_result() {
        let upscale = Operation::Upscale { scale: Scale::X4 };
        assert_eq!(CLARITY.quote(&upscale, Some((1000, 500))), Quote::Estimate(Money::dollars(0.24)));
        assert_eq!(CLARITY.quote(&upscale, None), Quote::Unknown, "unknown is never $0");
    }

    #[test]
    fn a_model_that_stops_at_four_is_not_offered_for_eight() {
        assert!(!CLARITY.can(&Operation::Upscale { scale: Scale::X8 }));
        assert!(!CLARITY.can(&Operation::Enhance));
    }

    #[test]
    fn ratios_become_about_a_megapixel() {
        let (width, height) = pixels_of(Aspect::Ratio { w: 3, h: 2 });
        assert_eq!((width % 16, height % 16), (0, 0));
        assert!((f64::from(width) / f64::from(height) - 1.5).abs() < 0.03);
        assert!((900_000..1_200_000).contains(&(width * height)));
    }

    #[test]
    fn four_pictures_cost_four_times_one() {
        let card = ModelCard { does: Does::Generate { max_count: 4, seed: true }, ..CLARITY };
        let generation =
            |count| Operation::Generate(Generation { prompt: "a".into(), aspect: Aspect::Square, seed: None, count });
        let (Quote::Estimate(one), Quote::Estimate(four)) =
            (card.quote(&generation(1), None), card.quote(&generation(4), None))
        else {
            panic!("a generation has a known size");
        };
        assert!((four.0 - one.0 * 4).abs() <= 2, "but for the rounding of one: {four} for four, {one} for one");
        assert!(!card.can(&generation(5)));
    }
}
