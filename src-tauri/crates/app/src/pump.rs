//! From the news of library and jobs to the events of the UI.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc;

use safelight_core::{BatchId, JobId, Operation};
use safelight_jobs::Event;
use safelight_library::{Change, Phase};
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

use crate::wire::{AppEvent, NoticeKind};
use crate::{App, notify};

pub(crate) fn start(app: &Arc<App>) {
    let (weak, changes) = (Arc::downgrade(app), app.library.changes());
    let spawned = std::thread::Builder::new().name("library news".to_owned()).spawn(move || {
        while let Ok(change) = changes.recv() {
            let Some(app) = weak.upgrade() else { return };
            library(&app, change, &changes);
        }
    });
    if let Err(error) = spawned {
        tracing::error!(%error, "the gallery will not hear of changes");
    }
    tokio::spawn(jobs(app.clone()));
}

/// Passes on everything that has come, equal events once.
fn library(app: &App, first: Change, more: &mpsc::Receiver<Change>) {
    let (mut folders, mut view, mut scan) = (false, false, None);
    for change in std::iter::once(first).chain(more.try_iter()) {
        match change {
            Change::Folders => folders = true,
            Change::View { .. } | Change::Photos { .. } => view = true,
            Change::Scan(progress) => scan = Some(progress),
            Change::Notice(notice) => app.notice(NoticeKind::Error, notice.to_string(), ""),
        }
    }
    if folders {
        app.send(AppEvent::FoldersChanged);
    }
    if view {
        app.send(AppEvent::ViewChanged);
    }
    if let Some(progress) = scan {
        let (phase, done) = match progress.phase {
            Phase::Looking => ("looking", false),
            Phase::Reading => ("reading", false),
            Phase::Done | Phase::Cancelled => ("done", true),
        };
        let count = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        app.send(AppEvent::Scan {
            phase: phase.to_owned(),
            seen: count(progress.seen),
            indexed: count(progress.indexed),
            done,
        });
    }
}

async fn jobs(app: Arc<App>) {
    let mut news = app.jobs.events();
    loop {
        let mut changed = BTreeSet::new();
        let mut next = match news.recv().await {
            Ok(event) => Some(event),
            Err(RecvError::Lagged(_)) => {
                everything(&app, &mut changed);
                None
            }
            Err(RecvError::Closed) => return,
        };
        let mut ended = Vec::new();
        let mut hidden = Vec::new();
        while let Some(event) = next {
            match event {
                Event::Changed(id) => {
                    changed.insert(id);
                }
                Event::Hidden(id) => hidden.push(id.to_string()),
                Event::Wrote { job, path } => {
                    adopt(&app, job, path).await;
                    changed.insert(job);
                }
                Event::BatchEnded(batch) => ended.push(batch),
            }
            next = match news.try_recv() {
                Ok(event) => Some(event),
                Err(TryRecvError::Lagged(_)) => {
                    everything(&app, &mut changed);
                    None
                }
                Err(TryRecvError::Empty | TryRecvError::Closed) => None,
            };
        }
        if !changed.is_empty() {
            tell_jobs(&app, changed).await;
        }
        if !hidden.is_empty() {
            app.send(AppEvent::JobsRemoved { ids: hidden });
        }
        for batch in ended {
            batch_done(&app, batch).await;
        }
    }
}

/// Too much happened at once to hear all of it: every job that is shown may have changed.
fn everything(app: &App, changed: &mut BTreeSet<JobId>) {
    match app.jobs.list(false, crate::commands::MOST_JOBS) {
        Ok(jobs) => changed.extend(jobs.iter().map(|(job, _)| job.id)),
        Err(error) => tracing::error!(%error, "the jobs cannot be read"),
    }
}

/// The library shows a new file at once, linked to its source.
async fn adopt(app: &Arc<App>, job: JobId, path: std::path::PathBuf) {
    let adopted = app
        .blocking(move |app| {
            let Some((job, _)) = app.jobs.get(job)? else { return Ok(()) };
            app.library.adopt(&[path], job.source.as_deref(), job.operation.name())?;
            Ok(())
        })
        .await;
    if let Err(error) = adopted {
        tracing::warn!(%error, "a result will show with the next scan");
    }
}

async fn tell_jobs(app: &Arc<App>, ids: BTreeSet<JobId>) {
    let described = app
        .blocking(move |app| {
            let mut jobs = Vec::new();
            for id in ids {
                if let Some((job, live)) = app.jobs.get(id)? {
                    jobs.push(app.describe(&job, live.as_ref()));
                }
            }
            Ok(jobs)
        })
        .await;
    match described {
        Ok(jobs) => app.send(AppEvent::Jobs { jobs }),
        Err(error) => tracing::error!(%error, "the jobs cannot be read"),
    }
}

async fn batch_done(app: &Arc<App>, batch: BatchId) {
    let summary = app.blocking(move |app| app.summarise(batch)).await;
    match summary {
        Ok(Some(summary)) => {
            if app.window && !app.is_focused() && app.settings().notifications && summary.done + summary.failed > 0 {
                notify::batch_done(app, &summary);
            }
            app.send(AppEvent::BatchDone { summary });
        }
        Ok(None) => {}
        Err(error) => tracing::error!(%error, "a batch cannot be read"),
    }
}

/// The past tense of an operation.
pub(crate) fn done_word(operation: &Operation) -> &'static str {
    match operation {
        Operation::Upscale { .. } => "upscaled",
        Operation::Enhance => "enhanced",
        Operation::Generate(_) => "generated",
    }
}
