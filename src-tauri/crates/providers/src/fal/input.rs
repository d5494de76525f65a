//! What is sent to a model: exactly the fields its schema names (`fal-protocol.md` §11).

use safelight_core::{Aspect, Generation, Operation};
use serde_json::{Value, json};

use crate::card::pixels_of;
use crate::error::{Error, Trouble};
use crate::provider::Request;

pub(super) fn of(request: &Request<'_>) -> Result<Value, Error> {
    let image = || request.input.ok_or_else(|| Error::new(Trouble::Invalid, "this model needs a picture"));
    Ok(match (request.model, request.operation) {
        ("fal-ai/esrgan", Operation::Upscale { scale }) => {
            json!({"image_url": image()?, "scale": scale.factor(), "output_format": "png"})
        }
        ("fal-ai/clarity-upscaler", Operation::Upscale { scale }) => {
            json!({"image_url": image()?, "upscale_factor": scale.factor()})
        }
        // The integration guide's own figures for enhancement.
        ("fal-ai/clarity-upscaler", Operation::Enhance) => {
            json!({"image_url": image()?, "upscale_factor": 2, "creativity": 0.35})
        }
        ("fal-ai/flux-2/klein/9b" | "fal-ai/flux/schnell", Operation::Generate(generation)) => {
            let mut input = text_to_image(generation);
            // Both run in four steps; the checker blackens pictures without saying so.
            input["num_inference_steps"] = json!(4);
            input["enable_safety_checker"] = json!(false);
            input
        }
        (model, operation) => {
            let message = format!("fal's {model} cannot do “{}”", operation.label());
            return Err(Error::new(Trouble::NotFound, message));
        }
    })
}

fn text_to_image(generation: &Generation) -> Value {
    let mut input = json!({
        "prompt": generation.prompt,
        "image_size": image_size(generation.aspect),
        "num_images": generation.count,
        "output_format": "png",
    });
    if let Some(seed) = generation.seed {
        input["seed"] = json!(seed);
    }
    input
}

fn image_size(aspect: Aspect) -> Value {
    match aspect {
        Aspect::Landscape => json!("landscape_16_9"),
        Aspect::Square => json!("square_hd"),
        Aspect::Portrait => json!("portrait_16_9"),
        Aspect::Ratio { .. } | Aspect::Size { .. } => {
            let (width, height) = pixels_of(aspect);
            json!({"width": width, "height": height})
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use safelight_core::Scale;

    fn ask(model: &str, operation: &Operation, input: Option<&str>) -> Result<Value, Error> {
        of(&Request { operation, model, input })
    }

    #[test]
    fn esrgan_is_told_its_scale() {
        let sent = ask("fal-ai/esrgan", &Operation::Upscale { scale: Scale::X8 }, Some("https://x/1.jpg")).unwrap();
        assert_eq!(sent, json!({"image_url": "https://x/1.jpg", "scale": 8, "output_format": "png"}));
    }

    #[test]
    fn enhance_uses_the_guides_figures() {
        let sent = ask("fal-ai/clarity-upscaler", &Operation::Enhance, Some("u")).unwrap();
        assert_eq!(sent, json!({"image_url": "u", "upscale_factor": 2, "creativity": 0.35}));
    }

    #[test]
    fn a_generation_says_its_size_and_seed() {
        let generation = Generation { prompt: "a fox".into(), aspect: Aspect::Square, seed: Some(7), count: 2 };
        let sent = ask("fal-ai/flux/schnell", &Operation::Generate(generation), None).unwrap();
        assert_eq!(sent["image_size"], "square_hd");
        assert_eq!((sent["seed"].as_u64(), sent["num_images"].as_u64()), (Some(7), Some(2)));
    }

    #[test]
    fn a_model_is_never_asked_what_it_cannot() {
        assert!(ask("fal-ai/esrgan", &Operation::Enhance, Some("u")).is_err());
        assert!(ask("fal-ai/esrgan", &Operation::Upscale { scale: Scale::X2 }, None).is_err());
    }
}
