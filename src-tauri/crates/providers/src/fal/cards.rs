//! The fal models offered, with the catalogue's prices (`fal-protocol.md` §11, `providers.md` §3.1).

use safelight_core::{Money, Price, Unit};

use crate::{Does, ModelCard};

const fn price(unit: Unit, millionths: i64) -> Option<Price> {
    Some(Price { unit, each: Money(millionths) })
}

const UPSCALER: ModelCard = ModelCard {
    provider: "fal",
    id: "fal-ai/esrgan",
    name: "ESRGAN, fal",
    strengths: "Crisp edges",
    speed: "seconds",
    does: Does::Upscale { scales: &[2, 4, 8] },
    price: price(Unit::ComputeSecond, 1_110),
    slow: false,
    max_input_pixels: 16_000_000,
};

const CLARITY: ModelCard = ModelCard {
    id: "fal-ai/clarity-upscaler",
    name: "Clarity, fal",
    strengths: "Invents fine detail",
    speed: "about 30 s",
    does: Does::Upscale { scales: &[2, 4] },
    price: price(Unit::Megapixel, 30_000),
    slow: true,
    ..UPSCALER
};

const GENERATOR: ModelCard = ModelCard {
    id: "fal-ai/flux-2/klein/9b",
    name: "FLUX 2 Klein 9B",
    strengths: "Fast, crisp text",
    speed: "under 1 s",
    does: Does::Generate { max_count: 4, seed: true },
    price: price(Unit::Megapixel, 6_000),
    slow: false,
    ..UPSCALER
};

/// The cards, the default of each operation first.
pub const CARDS: &[ModelCard] = &[
    UPSCALER,
    CLARITY,
    ModelCard { does: Does::Enhance { factor: 2 }, ..CLARITY },
    GENERATOR,
    ModelCard {
        id: "fal-ai/flux/schnell",
        name: "FLUX.1 Schnell",
        strengths: "Quick drafts",
        speed: "about 1 s",
        price: price(Unit::Megapixel, 3_000),
        ..GENERATOR
    },
];
