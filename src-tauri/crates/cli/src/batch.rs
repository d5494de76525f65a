//! `upscale` and `enhance`: plan, ask, run, tell.

use std::path::PathBuf;
use std::sync::Arc;

use safelight_app::App;
use safelight_app::batch::{BatchPlan, BatchRequest};
use safelight_core::{FailureKind, Format, Operation, Quote, Scale};

use crate::args::{How, Run, Upscale};
use crate::exit::{Code, Exit};
use crate::output::Output;
use crate::sources::{absolute, expand};

pub(crate) async fn upscale(app: &Arc<App>, args: Upscale, yes: bool, output: &Output) -> Result<Code, Exit> {
    let scale: u8 = args.scale.parse().map_err(|_| Exit::usage("the scale is 2, 4 or 8"))?;
    let scale = Scale::try_from(scale).map_err(|error| Exit::usage(error.to_string()))?;
    run(app, Operation::Upscale { scale }, args.run, yes, output).await
}

pub(crate) async fn enhance(app: &Arc<App>, args: Run, yes: bool, output: &Output) -> Result<Code, Exit> {
    run(app, Operation::Enhance, args, yes, output).await
}

async fn run(app: &Arc<App>, operation: Operation, args: Run, yes: bool, output: &Output) -> Result<Code, Exit> {
    let sources = expand(&args.paths, args.recursive)?;
    carry_out(app, request(operation, sources, &args.how, args.skip_existing)?, &args.how, yes, output).await
}

/// What is asked for, from the words that say how.
pub(crate) fn request(
    operation: Operation,
    sources: Vec<PathBuf>,
    how: &How,
    skip_existing: bool,
) -> Result<BatchRequest, Exit> {
    let format = match how.format.as_deref() {
        None => None,
        Some(name) => Some(
            Format::from_extension(name).filter(|format| format.for_result(false) == *format).ok_or_else(|| {
                Exit::usage(format!("“{name}” is not a format that can be written: say jpeg, png, webp, tiff or bmp"))
            })?,
        ),
    };
    let folder = how.out.as_deref().map(absolute);
    if let Some(folder) = folder.as_deref().filter(|_| !how.dry_run) {
        #[expect(clippy::disallowed_methods, reason = "the user named this folder to be written in")]
        std::fs::create_dir_all(folder)
            .map_err(|error| Exit::failed(format!("{} cannot be made: {error}", folder.display())))?;
    }
    Ok(BatchRequest {
        operation,
        sources,
        provider: how.provider.clone(),
        model: how.model.clone(),
        folder,
        format,
        skip_existing,
    })
}

/// Plans, asks for the price, runs and tells.
pub(crate) async fn carry_out(
    app: &Arc<App>,
    request: BatchRequest,
    how: &How,
    yes: bool,
    output: &Output,
) -> Result<Code, Exit> {
    let plan = app.plan_batch(request).await?;
    if how.dry_run {
        for row in plan.lines() {
            output.plan(&row);
        }
        output.say(&format!("In all: {}", plan.total()));
        return Ok(Code::Done);
    }
    plan.check_provider()?;
    agree(&plan, how.max_cost, yes, app, output)?;
    for row in plan.lines().iter().filter(|row| row.skip.is_some()) {
        output.say(&row.to_text());
    }
    let mut ended = app.run_batch(&plan).await?;
    let (mut done, mut failed, mut no_key) = (0, 0, 0);
    while let Some(job) = ended.next().await? {
        output.job(&job);
        match &job.error {
            None if job.is_done() => done += 1,
            error => {
                failed += 1;
                no_key += usize::from(
                    error.as_ref().is_some_and(|e| matches!(e.kind, FailureKind::BadKey | FailureKind::NoKey)),
                );
                output.say(&job.complaint());
            }
        }
    }
    Ok(match (done, failed) {
        (_, 0) => Code::Done,
        (0, all) if no_key == all => Code::NoProvider,
        _ => Code::SomeFailed,
    })
}

/// The price has to be within the limit, and accepted where it is above what is asked for.
fn agree(plan: &BatchPlan, max_cost: Option<f64>, yes: bool, app: &App, output: &Output) -> Result<(), Exit> {
    let total = plan.total();
    let stopped = |message: String| Err(Exit::new(Code::Cap, message, "Nothing was sent."));
    if let Some(limit) = max_cost {
        match total {
            Quote::Free => return Ok(()),
            Quote::Unknown => {
                return stopped("The price is not known, so it cannot be kept under --max-cost".to_owned());
            }
            Quote::Estimate(amount) if amount.as_dollars() > limit => {
                return stopped(format!("This would cost {amount}, more than ${limit:.2}"));
            }
            Quote::Estimate(_) => {}
        }
    }
    match total {
        Quote::Estimate(amount) if amount.as_dollars() > app.ask_above() && !yes => {
            output.say(&format!("This will cost about {amount}. Say --yes to accept it."));
            stopped(format!("{amount} was not accepted"))
        }
        _ => Ok(()),
    }
}
