//! What a batch would do, before it runs.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use safelight_core::{Failure, Format, Operation, Quote, Route, SiblingName, Tag, generated_tag};
use safelight_imaging as imaging;
use safelight_providers::{Availability, ModelCard, Registry};
use safelight_store::history;
use safelight_store::job::NewJob;

use crate::engine::Jobs;
use crate::source::refuse_size;
use crate::{Error, failure};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct PlanRequest {
    /// What.
    pub operation: Operation,
    /// On which pictures; empty for a generation.
    pub sources: Vec<PathBuf>,
    /// How.
    pub route: Route,
    /// Where results go; `None`: beside their sources. A generation needs it.
    pub folder: Option<PathBuf>,
    /// The format of the results; `None`: the source's own.
    pub format: Option<Format>,
}

/// What a batch would do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How.
    pub card: &'static ModelCard,
    /// Whether that can be done now.
    pub availability: Availability,
    /// One row for each picture, or one for a generation.
    pub rows: Vec<Row>,
    /// For the rows without a problem.
    pub total: Quote,
    /// Expected seconds for all of them, one after the other; `None` when nobody knows.
    pub seconds: Option<f64>,
}

/// One job to be.
#[derive(Debug, Clone)]
pub struct Row {
    /// The job.
    pub job: NewJob,
    /// The name its result would get now.
    pub output: OsString,
    /// The plain name is taken, so it is counted on.
    pub clash: bool,
    /// Size of the source, upright.
    pub size: Option<(u32, u32)>,
    /// Size of the result, where it is known.
    pub output_size: Option<(u32, u32)>,
    /// Expected seconds.
    pub seconds: Option<f64>,
    /// Why it would fail, as far as can be seen before.
    pub problem: Option<Failure>,
}

impl Plan {
    /// The jobs of the plan, those with a problem too: they fail at once and say why.
    pub fn jobs(&self) -> Vec<NewJob> {
        self.rows.iter().map(|row| row.job.clone()).collect()
    }
}

impl Jobs {
    /// Looks at every source's header and says what would happen. Reads no pixels, sends nothing.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a route nobody knows, [`Error::Store`].
    pub fn plan(&self, request: &PlanRequest) -> Result<Plan, Error> {
        let registry = self.registry();
        let card = Registry::card(&request.route, &request.operation)?;
        let mut planned = HashSet::new();
        let mut rows = Vec::new();
        if request.operation.has_source() {
            for source in &request.sources {
                rows.push(self.row(request, card, Some(source), &mut planned)?);
            }
        } else {
            rows.push(self.row(request, card, None, &mut planned)?);
        }
        let runs = || rows.iter().filter(|row| row.problem.is_none());
        let total = runs().fold(Quote::Free, |sum, row| sum.and(row.job.quote));
        let seconds = runs().map(|row| row.seconds).sum();
        Ok(Plan { card, availability: registry.availability(card), total, seconds, rows })
    }

    fn row(
        &self,
        request: &PlanRequest,
        card: &'static ModelCard,
        source: Option<&Path>,
        planned: &mut HashSet<PathBuf>,
    ) -> Result<Row, Error> {
        let header = source.map(imaging::probe).transpose();
        let (header, problem) = match header {
            Ok(header) => (header, None),
            Err(error) => (None, source.map(|source| failure::of_source_header(source, &error))),
        };
        let size = header.as_ref().map(|header| (header.width, header.height));
        let too_large = size.and_then(|(width, height)| refuse_size(&request.operation, width, height).err());
        let folder = request.folder.clone().or_else(|| source.and_then(Path::parent).map(Path::to_owned));
        let folder = folder.unwrap_or_default();
        let (name, operation) = (self.name(request, source, header.as_ref()), request.operation.clone());
        let taken = |name: &OsStr| {
            let path = folder.join(name);
            planned.contains(&path) || path.symlink_metadata().is_ok()
        };
        let output = name.first_free(taken);
        let clash = output != name.nth(1);
        planned.insert(folder.join(&output));
        let quote = self.quote(card, &operation, size)?;
        let seconds = self.seconds(card, &operation, size)?;
        Ok(Row {
            output_size: size.and_then(|(width, height)| operation.output_size(width, height)),
            job: NewJob {
                operation,
                route: card.route(),
                source: source.map(Path::to_owned),
                folder,
                format: request.format,
                quote,
            },
            output,
            clash,
            size,
            seconds,
            problem: problem.or(too_large),
        })
    }

    fn name(&self, request: &PlanRequest, source: Option<&Path>, header: Option<&imaging::Header>) -> SiblingName {
        let now = self.0.clock.now();
        let Some(source) = source else {
            return SiblingName::new(&generated_tag(now), request.format.unwrap_or(Format::Png));
        };
        let claimed = || source.extension().and_then(OsStr::to_str).and_then(Format::from_extension);
        let own = header.map(|header| header.format).or_else(claimed).unwrap_or(Format::Png);
        let format = request.format.unwrap_or(own).for_result(header.is_some_and(|header| header.alpha));
        SiblingName::beside(source, &Tag::of(&request.operation, now), format)
    }

    /// The catalogue's price; for what is charged by machine time, the median of our own history per megapixel.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn quote(&self, card: &ModelCard, operation: &Operation, size: Option<(u32, u32)>) -> Result<Quote, Error> {
        let quote = card.quote(operation, size);
        let output = size.and_then(|(width, height)| operation.output_size(width, height));
        let (Quote::Unknown, Some((width, height))) = (quote, output) else { return Ok(quote) };
        let history = self.0.store.read(|read| history::costs(read, &card.route(), HISTORY))?;
        let each = history.iter().filter_map(|(cost, megapixels)| Some(cost.amount?.as_dollars() / megapixels));
        let megapixels = f64::from(width) * f64::from(height) / 1e6;
        Ok(median(each).map_or(quote, |each| Quote::Estimate(safelight_core::Money::dollars(each * megapixels))))
    }

    /// Expected seconds: what this machine was measured to do, or the median of our own history.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn seconds(
        &self,
        card: &ModelCard,
        operation: &Operation,
        size: Option<(u32, u32)>,
    ) -> Result<Option<f64>, Error> {
        if card.provider == "local" {
            return Ok(size.and_then(|size| self.registry().local().seconds(operation, card.id, size)));
        }
        let history = self.0.store.read(|read| history::durations(read, &card.route(), HISTORY))?;
        Ok(median(history.iter().map(|(seconds, _)| *seconds)))
    }
}

/// How many past jobs say what the next one takes.
const HISTORY: u32 = 15;

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median([3.0, 1.0, 2.0].into_iter()), Some(2.0));
        assert_eq!(median([].into_iter()), None);
    }
}
