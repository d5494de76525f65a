//! From what a model made to the sibling on disk: exact size, alpha, profile, metadata, name.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use safelight_core::{ContentHash, Failure, Format, Operation, SiblingName, Tag, generated_tag};
use safelight_files::{self as files, sibling};
use safelight_imaging::{self as imaging, DigitalSource, Limits, Metadata, Picture, Provenance, unwatched};
use safelight_store::{self as store, job::Job};

use crate::engine::Inner;
use crate::failure;
use crate::source::Source;
use crate::step::Stop;

/// JPEG quality of results: visually lossless, a third of the size of 100.
const QUALITY: u8 = 92;

/// What a model made.
pub(crate) enum Made {
    /// Pixels, by this machine.
    Picture(Picture),
    /// A file's bytes, by a provider.
    Bytes(Vec<u8>),
}

/// A file, before it has a name.
pub(crate) struct Finished {
    bytes: Vec<u8>,
    format: Format,
    width: u32,
    height: u32,
    pub(crate) remarks: Vec<String>,
}

impl Finished {
    pub(crate) fn megapixels(&self) -> f64 {
        f64::from(self.width) * f64::from(self.height) / 1e6
    }
}

/// Makes the file's bytes.
pub(crate) fn make(
    job: &Job,
    source: Option<&Source>,
    made: Made,
    seed: Option<u64>,
    software: &str,
) -> Result<Finished, Failure> {
    let refused = |error: imaging::Error| failure::of_result(&error);
    let (mut result, own) = match made {
        Made::Picture(picture) => (picture, None),
        Made::Bytes(bytes) => (imaging::decode(&bytes, &Limits::default()).map_err(refused)?, Some(bytes)),
    };
    let native = own.as_deref().and_then(Format::sniff);
    let mut remarks = Vec::new();
    let mut same_pixels = true;
    if let Some(source) = source {
        remarks.extend(source.picture.notes.iter().map(ToString::to_string));
        same_pixels = like_source(&mut result, source, job, &mut remarks).map_err(refused)?;
    }
    let format = format_of(job, source, &result, native, &mut remarks);

    let mut metadata = source.map(|source| Metadata::read(&source.bytes)).unwrap_or_default();
    metadata = metadata.for_result(result.width, result.height);
    metadata.icc.clone_from(&result.icc);
    metadata.set_provenance(&provenance(job, seed, software));
    let (bytes, lost) = match own {
        // Not encoded twice: the provider's own pixels with our metadata.
        Some(bytes) if same_pixels && native == Some(format) => metadata.write_into(bytes, format).map_err(refused)?,
        _ => {
            let encoded = imaging::encode(&result, format, QUALITY, &metadata).map_err(refused)?;
            (encoded.bytes, encoded.lost)
        }
    };
    for loss in lost.iter().map(ToString::to_string) {
        if !remarks.contains(&loss) {
            remarks.push(loss);
        }
    }
    Ok(Finished { bytes, format, width: result.width, height: result.height, remarks })
}

/// Gives the result its source's exact size, alpha and profile. `false`: its pixels are not the model's own any more.
fn like_source(
    result: &mut Picture,
    source: &Source,
    job: &Job,
    remarks: &mut Vec<String>,
) -> Result<bool, imaging::Error> {
    let of = &source.picture;
    let mut same_pixels = true;
    if let Some((width, height)) = job.operation.output_size(of.width, of.height)
        && (width, height) != (result.width, result.height)
    {
        remarks.push(format!("The model gave {} × {}; scaled to the exact size", result.width, result.height));
        *result = imaging::resize(result, width, height, &unwatched)?;
        same_pixels = false;
    }
    if of.has_alpha() && !result.has_alpha() {
        remarks.push("The model dropped transparency; it was put back from the original".to_owned());
        *result = imaging::with_alpha_of(result, of)?;
        same_pixels = false;
    }
    if !job.route.is_local() && of.is_16_bit() && !result.is_16_bit() {
        remarks.push("16-bit became 8-bit: this model returns 8-bit pictures".to_owned());
    }
    if result.icc.is_none() && of.icc.is_some() {
        // The upload carried the profile; a model that ignores it worked on the same numbers.
        result.icc.clone_from(&of.icc);
    }
    Ok(same_pixels)
}

/// The source's own format where it can hold the result, or the one that was asked for.
fn format_of(
    job: &Job,
    source: Option<&Source>,
    result: &Picture,
    native: Option<Format>,
    remarks: &mut Vec<String>,
) -> Format {
    let own = source.and_then(|source| Format::sniff(&source.bytes)).or(native).unwrap_or(Format::Png);
    let format = job.format.unwrap_or(own).for_result(result.has_alpha());
    if result.width.max(result.height) > format.max_side() {
        remarks.push(format!("Too large for {}, so it is a PNG", format.name()));
        return Format::Png;
    }
    format
}

fn provenance(job: &Job, seed: Option<u64>, software: &str) -> Provenance {
    let (prompt, asked) = match &job.operation {
        Operation::Generate(generation) => (Some(generation.prompt.clone()), generation.seed),
        _ => (None, None),
    };
    let source = match job.operation {
        Operation::Generate(_) => DigitalSource::Generated,
        _ if job.route.model.contains("clarity") => DigitalSource::Composite,
        _ => DigitalSource::Enhanced,
    };
    Provenance {
        operation: job.operation.name().to_owned(),
        provider: job.route.provider.clone(),
        model: job.route.model.clone(),
        prompt,
        seed: seed.or(asked),
        software: software.to_owned(),
        source,
    }
}

/// What the file may refuse before it gets its name.
enum Refused {
    Picture(imaging::Error),
    Row(store::Error),
    File(files::Error),
}

/// Writes the file beside its source. Its name and hash are stored before it gets the name.
pub(crate) fn write(inner: &Inner, job: &Job, source: Option<&Source>, finished: &Finished) -> Result<PathBuf, Stop> {
    let name = match &job.source {
        Some(path) => SiblingName::beside(path, &Tag::of(&job.operation, job.created), finished.format),
        None => SiblingName::new(&generated_tag(job.created), finished.format),
    };
    let hash = ContentHash(*blake3::hash(&finished.bytes).as_bytes());
    let check = |path: &Path| {
        let bytes = files::cache::read_limited(path, u64::MAX - 1).map_err(Refused::File)?;
        let picture = source.map(|source| &source.picture);
        imaging::check(&bytes, finished.width, finished.height, picture).map_err(Refused::Picture)
    };
    let reserve = |name: &OsStr| {
        let path = job.folder.join(name);
        inner.store.write_durably(|write| store::job::set_reserved(write, job.id, &path, hash)).map_err(Refused::Row)
    };
    sibling::write(&job.folder, &name, finished.bytes.as_slice(), check, reserve).map_err(|unwritten| match unwritten {
        sibling::Unwritten::Files(error) | sibling::Unwritten::Refused(Refused::File(error)) => {
            not_written(job, failure::of_file(&error))
        }
        sibling::Unwritten::Refused(Refused::Picture(error)) => Stop::Failed(failure::of_result(&error)),
        sibling::Unwritten::Refused(Refused::Row(error)) => Stop::Row(error),
    })
}

/// A result from this machine can be made again for nothing; one from a provider is kept.
fn not_written(job: &Job, mut failure: Failure) -> Stop {
    if job.route.is_local() {
        failure.hint = failure.hint.replace("save again", "retry");
        Stop::Failed(failure)
    } else {
        Stop::Unsaved(failure)
    }
}

/// Whether the file a job reserved a name for is there, whole: then a crash came between the rename and its note.
pub(crate) fn is_already_there(job: &Job) -> Option<PathBuf> {
    let (path, hash) = job.reserved.as_ref()?;
    let bytes = files::cache::read_limited(path, u64::MAX - 1).ok()?;
    (blake3::hash(&bytes).as_bytes() == &hash.0).then(|| path.clone())
}
