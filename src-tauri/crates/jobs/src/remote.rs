//! A job at a provider: upload, submit, follow, fetch, write. Each step's result is stored before the next begins.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt;
use safelight_core::{Cost, CostKind, Event, Failure, JobState, Kind, Money, Quote, Unit};
use safelight_imaging::{self as imaging, Limits, Upload, UploadSpec};
use safelight_providers::{
    CancelOutcome, Error, Fetched, ModelCard, Progress, Receipt, Registry, Remote, Request, Trouble,
};
use safelight_store::job::{self, Job};

use crate::engine::Inner;
use crate::failure;
use crate::finish::{self, Made};
use crate::live::Running;
use crate::source::Source;
use crate::step::Stop;

const KIND: Kind = Kind::Queue;
/// Waits between tries of what may be tried freely.
const PAUSES: [Duration; 4] =
    [Duration::from_secs(1), Duration::from_secs(3), Duration::from_secs(10), Duration::from_secs(30)];

/// A job at a provider and all it needs.
pub(crate) struct Task<'a> {
    pub(crate) inner: &'a Arc<Inner>,
    pub(crate) running: &'a Arc<Running>,
    pub(crate) client: Arc<dyn Remote>,
    pub(crate) job: Job,
}

impl Task<'_> {
    pub(crate) async fn run(mut self) -> Result<(), Stop> {
        let card = Registry::card(&self.job.route, &self.job.operation)
            .map_err(|error| Stop::Failed(failure::of_unknown(&error)))?;
        let mut source = None;
        if self.job.state == JobState::Queued {
            let turn = self.inner.turn(&self.inner.away, self.running).await?;
            self.inner.step(self.job.id, KIND, Event::Start)?;
            source = self.read().await?;
            let input = self.upload(card, source.as_ref()).await?;
            let receipt = self.submit(input.as_deref()).await?;
            self.follow(&receipt).await?;
            self.fetch(card, &receipt).await?;
            drop(turn);
        } else if self.job.state != JobState::Writing {
            let receipt = self.receipt()?;
            if self.job.state != JobState::Downloading {
                self.follow(&receipt).await?;
            }
            self.fetch(card, &receipt).await?;
        }
        if source.is_none() {
            source = self.reread().await?;
        }
        self.write(source).await
    }

    async fn read(&mut self) -> Result<Option<Arc<Source>>, Stop> {
        let Some(path) = self.job.source.clone() else { return Ok(None) };
        let operation = self.job.operation.clone();
        let source = self.inner.blocking(move || Source::read(&path, &operation).map_err(Stop::Failed)).await?;
        self.running.check()?;
        Ok(Some(Arc::new(source)))
    }

    /// The source once more, after a restart, for its metadata. It may be gone: the result is worth having without.
    async fn reread(&mut self) -> Result<Option<Arc<Source>>, Stop> {
        let Some(path) = self.job.source.clone() else { return Ok(None) };
        let operation = self.job.operation.clone();
        let read = self.inner.blocking(move || Ok(Source::read(&path, &operation))).await?;
        match read {
            Ok(source) => Ok(Some(Arc::new(source))),
            Err(failure) => {
                self.job.remarks.push(format!("{}; its metadata could not be kept", failure.message));
                Ok(None)
            }
        }
    }

    async fn upload(&self, card: &ModelCard, source: Option<&Arc<Source>>) -> Result<Option<String>, Stop> {
        let Some(source) = source.cloned() else { return Ok(None) };
        self.inner.step(self.job.id, KIND, Event::Upload)?;
        let spec = UploadSpec {
            max_pixels: card.max_input_pixels,
            strip: self.inner.strip_private(),
            ..UploadSpec::default()
        };
        let upload: Upload = self
            .inner
            .blocking(move || {
                imaging::for_upload(&source.bytes, &spec, &Limits::default())
                    .map_err(|error| Stop::Failed(failure::of_source(&source.path, &error)))
            })
            .await?;
        // A neutral name: the file's own can say more than its owner wants to.
        let name = if upload.mime == "image/png" { "picture.png" } else { "picture.jpg" };
        let sending = self.client.upload(Bytes::from(upload.bytes), upload.mime, name);
        let url = tokio::select! {
            url = sending => url?,
            () = self.running.cancelled.notified() => return Err(Stop::Cancelled),
        };
        Ok(Some(url))
    }

    /// Sends the request. From here until the reply is stored nothing may interrupt: a cancel waits.
    async fn submit(&self, input: Option<&str>) -> Result<Receipt, Stop> {
        self.running.check()?;
        self.inner.step(self.job.id, KIND, Event::Submit)?;
        let request = Request { operation: &self.job.operation, model: &self.job.route.model, input };
        let receipt = self.client.submit(request).await?;
        let data = serde_json::to_string(&receipt).expect("a receipt is JSON already");
        self.inner.advance(self.job.id, KIND, Event::Accepted, |write| {
            job::set_receipt(write, self.job.id, &receipt.request_id, &data)
        })?;
        Ok(receipt)
    }

    fn receipt(&self) -> Result<Receipt, Stop> {
        let text = self.job.receipt.as_deref().unwrap_or_default();
        serde_json::from_str(text).map_err(|error| Stop::Failed(failure::broken(&error)))
    }

    /// Waits for the result. Trouble on the way says nothing about the job: the clock never fails it.
    async fn follow(&mut self, receipt: &Receipt) -> Result<(), Stop> {
        let mut pauses = PAUSES.iter().chain(std::iter::repeat(&PAUSES[PAUSES.len() - 1]));
        loop {
            let mut news = self.client.follow(receipt);
            loop {
                let next = tokio::select! {
                    next = news.next() => next,
                    () = self.running.cancelled.notified() => { self.cancel(receipt).await?; continue; }
                    () = self.inner.cancel_asked_elsewhere(self.job.id, self.running) => continue,
                };
                match next {
                    Some(Ok(Progress::Ready)) => {
                        self.wait_reason(None);
                        return Ok(());
                    }
                    Some(Ok(Progress::Running)) => {
                        self.live(|live| live.place = None);
                        self.inner.step(self.job.id, KIND, Event::Begun)?;
                        pauses = PAUSES.iter().chain(std::iter::repeat(&PAUSES[PAUSES.len() - 1]));
                        self.wait_reason(None);
                    }
                    Some(Ok(Progress::Waiting { position })) => {
                        self.live(|live| live.place = position);
                        self.wait_reason(None);
                    }
                    Some(Err(error)) if goes_on(&error) => {
                        self.wait_reason(Some(format!("{error}; trying again")));
                        break;
                    }
                    Some(Err(error)) => return Err(error.into()),
                    None => break,
                }
            }
            self.pause(pauses.next().copied().unwrap_or(PAUSES[0])).await;
        }
    }

    /// Fetches the result into the cache and settles its cost.
    async fn fetch(&mut self, card: &ModelCard, receipt: &Receipt) -> Result<(), Stop> {
        if self.job.state != JobState::Downloading {
            self.inner.step(self.job.id, KIND, Event::Ready)?;
        }
        let mut pauses = PAUSES.iter().chain(std::iter::repeat(&PAUSES[PAUSES.len() - 1]));
        let fetched = loop {
            let trouble = match self.client.fetch(receipt).await {
                Ok(fetched) => match self.keep(&fetched).await? {
                    None => break fetched,
                    // It was paid for, and its provider still has it: room can be made.
                    Some(full) => full.message,
                },
                Err(error) if goes_on(&error) => error.to_string(),
                Err(error) => {
                    let cost = if error.may_be_billed() { Cost::UNKNOWN } else { Cost::FREE };
                    self.inner.store.write_durably(|write| job::set_cost(write, self.job.id, cost))?;
                    return Err(error.into());
                }
            };
            self.wait_reason(Some(format!("{trouble}; trying again")));
            self.pause(pauses.next().copied().unwrap_or(PAUSES[0])).await;
        };
        self.wait_reason(None);
        let results = u32::try_from(fetched.files.len()).unwrap_or(u32::MAX);
        let cost = settle(card, fetched.units, self.job.quote);
        self.inner
            .advance(self.job.id, KIND, Event::Fetched, |write| job::set_results(write, self.job.id, results, cost))?;
        self.job.results = results;
        Ok(())
    }

    /// Puts a result into the cache; what kept it out otherwise.
    async fn keep(&self, fetched: &Fetched) -> Result<Option<Failure>, Stop> {
        let (inner, id, files) = (self.inner.clone(), self.job.id, fetched.files.clone());
        self.inner
            .blocking(move || {
                for (n, file) in (0_u32..).zip(&files) {
                    if let Err(error) = inner.cache.put(id, n, &file.bytes) {
                        return Ok(Some(failure::of_file(&error)));
                    }
                }
                Ok(None)
            })
            .await
    }

    /// Writes what is not written yet.
    async fn write(mut self, source: Option<Arc<Source>>) -> Result<(), Stop> {
        if let Some(path) = finish::is_already_there(&self.job) {
            let size = imaging::probe(&path).map_or(0.0, |h| f64::from(h.width) * f64::from(h.height) / 1e6);
            self.inner.store.write_durably(|write| job::add_output(write, self.job.id, &path, size))?;
            self.inner.tell(crate::Event::Wrote { job: self.job.id, path: path.clone() });
            self.job.outputs.push(path);
            if self.job.outputs.len() as u32 >= self.job.results {
                self.inner.step(self.job.id, KIND, Event::Written)?;
            }
        }
        let first = self.job.outputs.len() as u32;
        let (inner, job) = (self.inner.clone(), self.job);
        inner
            .clone()
            .blocking(move || {
                let mut remarks = job.remarks.clone();
                for n in first..job.results {
                    let bytes = inner.cache.get(job.id, n).map_err(|error| Stop::Failed(failure::of_file(&error)))?;
                    let mut finished = finish::make(&job, source.as_deref(), Made::Bytes(bytes), None, &inner.software)
                        .map_err(Stop::Failed)?;
                    finished.remarks.iter().for_each(|remark| {
                        if !remarks.contains(remark) {
                            remarks.push(remark.clone());
                        }
                    });
                    finished.remarks.clone_from(&remarks);
                    let path = finish::write(&inner, &job, source.as_deref(), &finished)?;
                    inner.written(&job, KIND, path, &finished, n + 1 == job.results)?;
                }
                inner.cache.forget(job.id);
                Ok(())
            })
            .await
    }

    async fn cancel(&self, receipt: &Receipt) -> Result<(), Stop> {
        match self.client.cancel(receipt).await {
            Ok(CancelOutcome::Removed) => Err(Stop::Cancelled),
            // It may still finish: then it is saved and said so.
            Ok(_) => Ok(()),
            Err(error) => {
                self.wait_reason(Some(format!("Cancel did not get through: {error}")));
                Ok(())
            }
        }
    }

    fn live(&self, change: impl FnOnce(&mut crate::Live)) {
        if self.running.set(change) {
            self.inner.tell(crate::Event::Changed(self.job.id));
        }
    }

    fn wait_reason(&self, reason: Option<String>) {
        self.live(|live| live.waits = reason);
    }

    async fn pause(&self, time: Duration) {
        tokio::select! {
            () = tokio::time::sleep(time) => {}
            () = self.inner.keys_changed.notified() => {}
        }
    }
}

/// Trouble that says nothing about the job: it is asked again until there is an answer.
fn goes_on(error: &Error) -> bool {
    error.is_transient()
        || matches!(error.trouble(), Trouble::Network | Trouble::RateLimited | Trouble::Auth | Trouble::Lost)
}

/// What it cost: the provider's units at the catalogue's price, else what was quoted.
fn settle(card: &ModelCard, units: Option<f64>, quote: Quote) -> Cost {
    match (units, card.price) {
        (Some(units), Some(price)) if price.unit != Unit::Free => {
            Cost { amount: Some(Money((units * price.each.0 as f64).round() as i64)), kind: CostKind::Estimate }
        }
        _ => quote.into(),
    }
}
