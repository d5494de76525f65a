//! `jobs`: look, go on, stop, again.

use std::sync::Arc;

use safelight_app::App;
use safelight_core::JobId;

use crate::args::Jobs;
use crate::exit::{Code, Exit};
use crate::output::Output;

pub(crate) async fn run(app: &Arc<App>, command: Option<Jobs>, output: &Output) -> Result<Code, Exit> {
    match command.unwrap_or(Jobs::List) {
        Jobs::List => {
            for job in app.job_lines()? {
                output.job(&job);
            }
            Ok(Code::Done)
        }
        Jobs::Show { id } => {
            output.job(&app.job_line(JobId(id))?);
            Ok(Code::Done)
        }
        Jobs::Resume => resume(app, output).await,
        Jobs::Cancel { id } => {
            app.jobs().cancel(JobId(id)).map_err(safelight_app::error::ApiError::from)?;
            // A job at its provider is followed to its end: it may still finish.
            tell(app, &[JobId(id)], output).await.map(|_| Code::Done)
        }
        Jobs::Retry { id } => {
            app.jobs().retry(JobId(id)).map_err(safelight_app::error::ApiError::from)?;
            tell(app, &[JobId(id)], output).await
        }
    }
}

async fn resume(app: &Arc<App>, output: &Output) -> Result<Code, Exit> {
    let open = app.resume_jobs()?;
    if open.is_empty() {
        output.say("No job is open.");
    }
    tell(app, &open, output).await
}

/// Waits for jobs and tells how each ended.
async fn tell(app: &Arc<App>, ids: &[JobId], output: &Output) -> Result<Code, Exit> {
    let mut ended = app.wait_for(ids);
    let mut code = Code::Done;
    while let Some(job) = ended.next().await? {
        output.job(&job);
        if !job.is_done() {
            output.say(&job.complaint());
            code = Code::SomeFailed;
        }
    }
    Ok(code)
}
