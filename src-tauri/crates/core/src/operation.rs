//! What the user asks for, and one way to do it.

use serde::{Deserialize, Serialize};

/// How many times as wide and high an upscaled picture becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Scale {
    /// Twice as wide and high.
    X2,
    /// Four times.
    X4,
    /// Eight times.
    X8,
}

impl Scale {
    /// 2, 4 or 8.
    pub fn factor(self) -> u32 {
        match self {
            Scale::X2 => 2,
            Scale::X4 => 4,
            Scale::X8 => 8,
        }
    }
}

/// The number is not 2, 4 or 8.
#[derive(Debug, thiserror::Error)]
#[error("a picture can be upscaled 2, 4 or 8 times, not {0}")]
pub struct NotAScale(u8);

impl TryFrom<u8> for Scale {
    type Error = NotAScale;

    fn try_from(factor: u8) -> Result<Self, NotAScale> {
        match factor {
            2 => Ok(Scale::X2),
            4 => Ok(Scale::X4),
            8 => Ok(Scale::X8),
            other => Err(NotAScale(other)),
        }
    }
}

impl From<Scale> for u8 {
    fn from(scale: Scale) -> u8 {
        scale.factor() as u8
    }
}

/// The shape of a picture to generate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Aspect {
    /// Wider than high, the model's usual size.
    Landscape,
    /// As wide as high.
    Square,
    /// Higher than wide.
    Portrait,
    /// A ratio such as 3:2.
    Ratio {
        /// Left number.
        w: u32,
        /// Right number.
        h: u32,
    },
    /// An exact size in pixels.
    Size {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
    },
}

/// The text is none of `landscape`, `square`, `portrait`, `W:H`, `WxH`.
#[derive(Debug, thiserror::Error)]
#[error("“{0}” is not a shape: say landscape, square, portrait, a ratio such as 3:2, or a size such as 1024x768")]
pub struct NotAnAspect(String);

impl std::str::FromStr for Aspect {
    type Err = NotAnAspect;

    fn from_str(text: &str) -> Result<Self, NotAnAspect> {
        let pair = |separator: char, range: std::ops::RangeInclusive<u32>| {
            let (a, b) = text.split_once(separator)?;
            let number = |side: &str| side.trim().parse().ok().filter(|n| range.contains(n));
            Some((number(a)?, number(b)?))
        };
        match text.to_ascii_lowercase().as_str() {
            "landscape" => Ok(Aspect::Landscape),
            "square" => Ok(Aspect::Square),
            "portrait" => Ok(Aspect::Portrait),
            _ => pair(':', 1..=100)
                .map(|(w, h)| Aspect::Ratio { w, h })
                .or_else(|| pair('x', 64..=14_142).map(|(width, height)| Aspect::Size { width, height }))
                .ok_or_else(|| NotAnAspect(text.to_owned())),
        }
    }
}

/// A picture to make from words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generation {
    /// What it should show.
    pub prompt: String,
    /// Its shape.
    pub aspect: Aspect,
    /// Where the dice start; `None`: the provider throws them.
    pub seed: Option<u64>,
    /// How many pictures, 1 to 4.
    pub count: u32,
}

/// What the user asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Operation {
    /// The same picture, exactly `scale` times as wide and high.
    Upscale {
        /// 2, 4 or 8.
        scale: Scale,
    },
    /// The same picture, better: levels, white balance, noise, local contrast, sharpness.
    Enhance,
    /// A new picture.
    Generate(Generation),
}

impl Operation {
    /// The word in tables and `--json`: `upscale`, `enhance`, `generate`.
    pub fn name(&self) -> &'static str {
        match self {
            Operation::Upscale { .. } => "upscale",
            Operation::Enhance => "enhance",
            Operation::Generate(_) => "generate",
        }
    }

    /// What people read: `Upscale 4x`, `Enhance`, `Generate image`.
    pub fn label(&self) -> String {
        match self {
            Operation::Upscale { scale } => format!("Upscale {}x", scale.factor()),
            Operation::Enhance => "Enhance".to_owned(),
            Operation::Generate(_) => "Generate image".to_owned(),
        }
    }

    /// Whether it needs a picture to start from.
    pub fn has_source(&self) -> bool {
        !matches!(self, Operation::Generate(_))
    }

    /// The exact size of the result for a source of this size; `None` where the model decides.
    pub fn output_size(&self, width: u32, height: u32) -> Option<(u32, u32)> {
        match self {
            Operation::Upscale { scale } => {
                Some((width.saturating_mul(scale.factor()), height.saturating_mul(scale.factor())))
            }
            Operation::Enhance | Operation::Generate(_) => None,
        }
    }
}

/// One way to do an operation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Route {
    /// `local`, `fal`, …
    pub provider: String,
    /// The provider's own name for it: `best`, `fal-ai/esrgan`, …
    pub model: String,
}

impl Route {
    /// From the two names.
    pub fn new(provider: &str, model: &str) -> Self {
        Self { provider: provider.to_owned(), model: model.to_owned() }
    }

    /// Whether nothing leaves this computer.
    pub fn is_local(&self) -> bool {
        self.provider == "local"
    }
}

impl std::fmt::Display for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} / {}", self.provider, self.model)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_read_as_people_write_them() {
        let read = |text: &str| text.parse::<Aspect>();
        assert_eq!(read("Landscape").unwrap(), Aspect::Landscape);
        assert_eq!(read("3:2").unwrap(), Aspect::Ratio { w: 3, h: 2 });
        assert_eq!(read("1024x768").unwrap(), Aspect::Size { width: 1024, height: 768 });
        for wrong in ["", "0:1", "3:", "10x10", "99999x4", "wide"] {
            assert!(read(wrong).is_err(), "{wrong} must be refused");
        }
    }

    #[test]
    fn operations_survive_json() {
        let upscale = Operation::Upscale { scale: Scale::X4 };
        let text = serde_json::to_string(&upscale).unwrap();
        assert_eq!(text, r#"{"kind":"upscale","scale":4}"#);
        assert_eq!(serde_json::from_str::<Operation>(&text).unwrap(), upscale);
        assert!(serde_json::from_str::<Operation>(r#"{"kind":"upscale","scale":3}"#).is_err());
    }
}
