//! The models, as fal lists them: what they do, the fields that matter, the price.

/// What a model does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Work {
    /// Enlarges by the factor in a field, from 1 to a largest; the default when the field is missing.
    Upscale { field: &'static str, most: f64, usual: f64 },
    /// Enlarges by one factor and no other.
    UpscaleBy(f64),
    /// Cleans a picture without changing its size.
    Restore,
    /// Takes the colours out and puts others in.
    Colour,
    /// Cuts the subject out: alpha outside it.
    CutOut,
    /// Makes pictures from words; the size when none is asked, as a preset.
    Generate(&'static str),
    /// Makes pictures from pictures and words.
    Edit,
}

/// What one unit of billing is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Unit {
    Images,
    Megapixels,
    ComputeSeconds,
}

/// One model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Model {
    pub id: &'static str,
    pub work: Work,
    /// `png`, `jpeg` or `webp` when the input does not say.
    pub format: &'static str,
    pub unit: Unit,
    dollars: f64,
}

impl Model {
    pub(crate) fn makes_many(&self) -> bool {
        matches!(self.work, Work::Generate(_) | Work::Edit)
    }

    /// The price of one unit in US dollars, and the unit's name.
    pub(crate) fn price(&self) -> (f64, &'static str) {
        let unit = match self.unit {
            Unit::Images => "images",
            Unit::Megapixels => "megapixels",
            Unit::ComputeSeconds => "compute seconds",
        };
        (self.dollars, unit)
    }
}

pub(crate) fn find(id: &str) -> Option<&'static Model> {
    // The one other name the app may use for a model.
    let id = if id == "fal-ai/recraft-v3" { "fal-ai/recraft/v3/text-to-image" } else { id };
    all().find(|model| model.id == id)
}

pub(crate) fn all() -> impl Iterator<Item = &'static Model> {
    MODELS.iter()
}

const fn model(id: &'static str, work: Work, format: &'static str, unit: Unit, dollars: f64) -> Model {
    Model { id, work, format, unit, dollars }
}

const fn by(field: &'static str, most: f64) -> Work {
    Work::Upscale { field, most, usual: 2.0 }
}

const LANDSCAPE: Work = Work::Generate("landscape_4_3");
const SQUARE: Work = Work::Generate("square_hd");

const MODELS: &[Model] = &[
    model("fal-ai/esrgan", by("scale", 8.0), "png", Unit::ComputeSeconds, 0.001_11),
    model("fal-ai/clarity-upscaler", by("upscale_factor", 4.0), "png", Unit::Megapixels, 0.03),
    model("fal-ai/seedvr/upscale/image", by("upscale_factor", 10.0), "jpeg", Unit::Megapixels, 0.001),
    model("fal-ai/topaz/upscale/image", by("upscale_factor", 4.0), "jpeg", Unit::Images, 0.08),
    model("fal-ai/creative-upscaler", by("scale", 5.0), "png", Unit::Megapixels, 0.03),
    model("fal-ai/ccsr", by("scale", 4.0), "png", Unit::ComputeSeconds, 0.001),
    model("fal-ai/codeformer", by("upscale_factor", 4.0), "png", Unit::Megapixels, 0.002),
    model("fal-ai/aura-sr", Work::UpscaleBy(4.0), "png", Unit::ComputeSeconds, 0.001),
    model("fal-ai/drct-super-resolution", Work::UpscaleBy(4.0), "png", Unit::Megapixels, 0.004),
    model("fal-ai/recraft/upscale/crisp", Work::UpscaleBy(4.0), "png", Unit::Images, 0.004),
    model("fal-ai/nafnet/denoise", Work::Restore, "png", Unit::Images, 0.002),
    model("fal-ai/nafnet/deblur", Work::Restore, "png", Unit::Images, 0.002),
    model("fal-ai/image-editing/photo-restoration", Work::Restore, "jpeg", Unit::Images, 0.04),
    model("fal-ai/ddcolor", Work::Colour, "png", Unit::Megapixels, 0.001),
    model("fal-ai/birefnet/v2", Work::CutOut, "png", Unit::ComputeSeconds, 0.001),
    model("fal-ai/bria/background/remove", Work::CutOut, "png", Unit::Images, 0.018),
    model("fal-ai/flux/schnell", LANDSCAPE, "jpeg", Unit::Megapixels, 0.003),
    model("fal-ai/flux/dev", LANDSCAPE, "jpeg", Unit::Megapixels, 0.025),
    model("fal-ai/flux-lora", LANDSCAPE, "jpeg", Unit::Megapixels, 0.035),
    model("fal-ai/flux-pro/v1.1", LANDSCAPE, "jpeg", Unit::Megapixels, 0.04),
    model("fal-ai/flux-2/klein/9b", LANDSCAPE, "png", Unit::Megapixels, 0.006),
    model("fal-ai/flux-2-pro", LANDSCAPE, "png", Unit::Megapixels, 0.03),
    model("fal-ai/z-image/turbo", LANDSCAPE, "png", Unit::Megapixels, 0.005),
    model("fal-ai/qwen-image", LANDSCAPE, "png", Unit::Megapixels, 0.02),
    model("fal-ai/fast-sdxl", SQUARE, "jpeg", Unit::ComputeSeconds, 0.001_11),
    model("fal-ai/ideogram/v3", SQUARE, "png", Unit::Images, 0.06),
    model("fal-ai/recraft/v3/text-to-image", SQUARE, "png", Unit::Images, 0.04),
    model("fal-ai/recraft/v4/pro/text-to-image", SQUARE, "png", Unit::Images, 0.25),
    model("fal-ai/imagen4/preview", SQUARE, "png", Unit::Images, 0.05),
    model("fal-ai/nano-banana", SQUARE, "png", Unit::Images, 0.039),
    model("fal-ai/nano-banana-pro", SQUARE, "png", Unit::Images, 0.15),
    model("fal-ai/gpt-image-1.5", SQUARE, "png", Unit::Images, 0.03),
    model("fal-ai/gpt-image-2", SQUARE, "png", Unit::Images, 0.06),
    model("fal-ai/krea/v2/medium/text-to-image", SQUARE, "png", Unit::Images, 0.03),
    model("fal-ai/krea/v2/large/text-to-image", SQUARE, "png", Unit::Images, 0.06),
    model("fal-ai/flux/dev/image-to-image", Work::Edit, "jpeg", Unit::Megapixels, 0.03),
    model("fal-ai/flux-pro/kontext", Work::Edit, "jpeg", Unit::Images, 0.04),
    model("fal-ai/flux-2/klein/9b/edit", Work::Edit, "png", Unit::Megapixels, 0.01),
    model("fal-ai/flux-2-pro/edit", Work::Edit, "png", Unit::Megapixels, 0.045),
    model("fal-ai/nano-banana-pro/edit", Work::Edit, "png", Unit::Images, 0.15),
    model("fal-ai/gpt-image-1.5/edit", Work::Edit, "png", Unit::Images, 0.03),
    model("fal-ai/qwen-image-edit", Work::Edit, "png", Unit::Megapixels, 0.03),
];
