//! What this machine can do.

use safelight_core::Price;

use crate::{Does, ModelCard};

/// The neural network.
pub const BEST: &str = "best";
/// Plain resizing.
pub const FAST: &str = "fast";
/// Automatic enhancement.
pub const AUTO: &str = "auto";

const HERE: ModelCard = ModelCard {
    provider: "local",
    id: BEST,
    name: "Best, on this computer",
    strengths: "Keeps detail, invents nothing",
    speed: "",
    does: Does::Upscale { scales: &[2, 4, 8] },
    price: Some(Price::FREE),
    slow: false,
    max_input_pixels: 100_000_000,
};

/// The cards, defaults first.
pub const CARDS: &[ModelCard] = &[
    HERE,
    ModelCard { id: FAST, name: "Fast, on this computer", strengths: "Plain resizing, no AI", ..HERE },
    ModelCard {
        id: AUTO,
        name: "On this computer",
        strengths: "Levels, white balance, noise, local contrast, sharpness",
        does: Does::Enhance { factor: 1 },
        ..HERE
    },
];
