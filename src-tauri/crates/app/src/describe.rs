//! Jobs as the UI shows them.

use std::path::Path;

use safelight_core::{BatchId, Cost, Failure, JobState, Operation, PhotoId, Quote};
use safelight_jobs::Live;
use safelight_library::Photo;
use safelight_store::job::Job;

use crate::error::ApiError;
use crate::pump::done_word;
use crate::wire::{BatchSummary, FailureInfo, JobInfo, Output, PriceTag, RouteRef};
use crate::{App, words};

impl App {
    /// A job with its words and pictures.
    pub fn describe(&self, job: &Job, live: Option<&Live>) -> JobInfo {
        let source = job.source.as_deref().and_then(|path| self.photo_at(path));
        JobInfo {
            id: job.id.to_string(),
            batch: job.batch.to_string(),
            state: job.state,
            operation: job.operation.name().to_owned(),
            label: job.operation.label(),
            route: RouteRef { provider: job.route.provider.clone(), model: job.route.model.clone() },
            place: if job.route.is_local() { "on this computer".to_owned() } else { job.route.provider.clone() },
            title: title(job),
            source: source.as_ref().and_then(|photo| id(photo.id)),
            source_version: source.as_ref().map_or(0, |photo| photo.version),
            outputs: job.outputs.iter().map(|path| self.output(path)).collect(),
            progress: live.and_then(|live| live.progress),
            note: note(job, live),
            price: price(job),
            failure: job.failure.as_ref().filter(|_| !job.state.is_open()).map(failure),
            remarks: job.remarks.clone(),
            created_at: job.created.0,
            finished_at: job.finished.map(|at| at.0),
            cancelling: job.cancel_asked && job.state.is_open(),
            undone: job.undo.is_some(),
        }
    }

    fn photo_at(&self, path: &Path) -> Option<Photo> {
        self.library.photo_at(path).unwrap_or_else(|error| {
            tracing::warn!(%error, "the library cannot be read");
            None
        })
    }

    fn output(&self, path: &Path) -> Output {
        let photo = self.photo_at(path);
        let look = photo.as_ref().and_then(|photo| photo.look.as_ref().ok());
        Output {
            name: name(path),
            path: path.to_string_lossy().into_owned(),
            photo: photo.as_ref().and_then(|photo| id(photo.id)),
            version: photo.as_ref().map_or(0, |photo| photo.version),
            width: look.map_or(0, |look| look.width),
            height: look.map_or(0, |look| look.height),
        }
    }

    /// How a batch went, in words.
    pub(crate) fn summarise(&self, batch: BatchId) -> Result<Option<BatchSummary>, ApiError> {
        let jobs = self.jobs.of_batch(batch)?;
        let Some(one) = jobs.first() else { return Ok(None) };
        let counts = self.jobs.summary(batch)?;
        let outputs: Vec<Output> = jobs.iter().flat_map(|job| &job.outputs).map(|path| self.output(path)).collect();
        let failure = jobs.iter().find_map(|job| job.failure.as_ref());
        let local = jobs.iter().all(|job| job.route.is_local());
        Ok(Some(BatchSummary {
            batch: batch.to_string(),
            operation: one.operation.name().to_owned(),
            text: sentence(&jobs, &counts, &outputs),
            done: counts.done,
            failed: counts.failed,
            cancelled: counts.cancelled,
            price: if local { "free".to_owned() } else { total(counts.cost) },
            first: outputs.iter().find_map(|output| output.photo),
            comparable: one.operation.has_source() && !outputs.is_empty(),
            failure: failure.map(|failure| failure.message.clone()),
        }))
    }
}

fn sentence(jobs: &[Job], counts: &safelight_jobs::Summary, outputs: &[Output]) -> String {
    let (one, all) = (&jobs[0], jobs.len());
    let word = done_word(&one.operation);
    let capital = |text: &str| text[..1].to_uppercase() + &text[1..];
    match (counts.done as usize, all, &one.operation) {
        (0, 1, _) if counts.cancelled == 1 => format!("{} was cancelled", one.operation.label()),
        (0, 1, _) => match &one.failure {
            Some(failure) => failure.message.clone(),
            None => format!("{} did not work", one.operation.label()),
        },
        (1, 1, Operation::Generate(_)) => match outputs.len() {
            1 => "Generated 1 picture".to_owned(),
            n => format!("Generated {n} pictures"),
        },
        (1, 1, Operation::Upscale { .. }) => match outputs.first() {
            Some(output) if output.width > 0 => format!("Upscaled to {}", words::size(output.width, output.height)),
            _ => format!("Upscaled {}", title(one)),
        },
        (1, 1, _) => format!("{} {}", capital(word), title(one)),
        (done, all, _) if done == all => format!("{} {word}", words::photos(all)),
        (done, all, _) => {
            let mut text = format!("{done} of {all} {word}");
            if counts.failed > 0 {
                text.push_str(&format!(", {} failed", counts.failed));
            }
            if counts.cancelled > 0 {
                text.push_str(&format!(", {} cancelled", counts.cancelled));
            }
            text
        }
    }
}

fn total(cost: Quote) -> String {
    match cost {
        Quote::Free => "not charged".to_owned(),
        quote => quote.to_string(),
    }
}

pub(crate) fn id(photo: PhotoId) -> Option<u32> {
    u32::try_from(photo.0).ok()
}

pub(crate) fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn title(job: &Job) -> String {
    match (&job.operation, &job.source) {
        (Operation::Generate(generation), _) => generation.prompt.clone(),
        (_, Some(source)) => name(source),
        (_, None) => String::new(),
    }
}

fn note(job: &Job, live: Option<&Live>) -> String {
    if let Some(waits) = live.and_then(|live| live.waits.clone()) {
        return waits;
    }
    if job.cancel_asked && job.state.is_open() {
        return "cancelling".to_owned();
    }
    match job.state {
        JobState::Queued => "waiting".to_owned(),
        JobState::Preparing => "reading".to_owned(),
        JobState::Uploading => "uploading".to_owned(),
        JobState::Submitting => "sending".to_owned(),
        JobState::Submitted => live.and_then(|live| live.place).map_or("waiting in line".to_owned(), words::place),
        JobState::Running => match live.and_then(|live| live.seconds_left) {
            Some(seconds) => format!("{} left", words::about(seconds.into())),
            None => "working".to_owned(),
        },
        JobState::Downloading => "fetching".to_owned(),
        JobState::Writing => "saving".to_owned(),
        _ => String::new(),
    }
}

fn price(job: &Job) -> PriceTag {
    let local = job.route.is_local();
    match (job.cost, job.state) {
        (Some(cost), _) => words::cost(cost, local),
        (None, JobState::Failed | JobState::Cancelled) if job.request_id.is_none() => words::cost(Cost::FREE, local),
        (None, JobState::Failed | JobState::Cancelled | JobState::Unsure) => words::cost(Cost::UNKNOWN, local),
        (None, _) => words::quote(job.quote),
    }
}

fn failure(failure: &Failure) -> FailureInfo {
    let kind = serde_json::to_value(failure.kind).expect("a kind is a word");
    FailureInfo {
        kind: kind.as_str().unwrap_or_default().to_owned(),
        message: failure.message.clone(),
        hint: failure.hint.clone(),
        detail: failure.detail.clone(),
    }
}
