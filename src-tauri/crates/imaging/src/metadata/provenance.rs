//! How a result came to be, in XMP.

use super::loss::{Loss, Part};
use super::{Metadata, xmp};

/// What the IPTC calls the source of a picture (newscodes, digitalsourcetype).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DigitalSource {
    /// A photograph that a program made better.
    Enhanced,
    /// Made by a trained model from words.
    Generated,
    /// A photograph with parts made by a trained model.
    Composite,
}

impl DigitalSource {
    /// The newscode's address.
    pub fn uri(self) -> &'static str {
        match self {
            DigitalSource::Enhanced => "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced",
            DigitalSource::Generated => "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
            DigitalSource::Composite => {
                "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
            }
        }
    }
}

/// How a result came to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// `upscale`, `enhance`, …
    pub operation: String,
    /// `local`, `fal`, …
    pub provider: String,
    /// The provider's name for it.
    pub model: String,
    /// What was asked for in words.
    pub prompt: Option<String>,
    /// Where the dice started.
    pub seed: Option<u64>,
    /// `Safelight 0.1.0`.
    pub software: String,
    /// What kind of picture that makes it.
    pub source: DigitalSource,
}

const SAFELIGHT: &str = "urn:safelight:xmp:1.0/";
const IPTC_EXT: &str = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
const XMP: &str = "http://ns.adobe.com/xap/1.0/";

impl Provenance {
    /// Merges it into the packet; what an earlier operation said of the same is replaced.
    pub(super) fn write_into(&self, metadata: &mut Metadata) {
        let old = metadata.xmp.take().map(String::from_utf8).transpose();
        let mut old = old.unwrap_or_else(|_| {
            metadata.lost.push(Loss::Unreadable { part: Part::Xmp });
            None
        });
        if let Some(text) = &mut old {
            for prefix in xmp::prefixes(text, SAFELIGHT) {
                xmp::remove(text, &prefix, |_| true);
            }
            for prefix in xmp::prefixes(text, IPTC_EXT) {
                xmp::remove(text, &prefix, |name| name == "DigitalSourceType");
            }
            for prefix in xmp::prefixes(text, XMP) {
                xmp::remove(text, &prefix, |name| name == "CreatorTool");
            }
        }
        metadata.xmp = Some(xmp::with_description(old.as_deref(), &self.description()).into_bytes());
    }

    fn description(&self) -> String {
        let mut text = format!(
            "<rdf:Description rdf:about=\"\" xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:safelight=\"{SAFELIGHT}\" \
             xmlns:Iptc4xmpExt=\"{IPTC_EXT}\" xmlns:xmp=\"{XMP}\""
        );
        let seed = self.seed.map(|seed| seed.to_string());
        for (name, value) in [
            ("safelight:Operation", Some(self.operation.as_str())),
            ("safelight:Provider", Some(self.provider.as_str())),
            ("safelight:Model", Some(self.model.as_str())),
            ("safelight:Prompt", self.prompt.as_deref()),
            ("safelight:Seed", seed.as_deref()),
            ("xmp:CreatorTool", Some(self.software.as_str())),
            ("Iptc4xmpExt:DigitalSourceType", Some(self.source.uri())),
        ] {
            if let Some(value) = value {
                text.push_str(&format!("\n {name}=\"{}\"", xmp::escaped(value)));
            }
        }
        text.push_str("/>\n");
        text
    }
}
