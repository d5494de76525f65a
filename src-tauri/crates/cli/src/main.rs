//! `safelight-cli`: Safelight without its window, on the same library and the same jobs.

mod args;
mod batch;
mod exit;
mod generate;
mod jobs;
mod library;
mod models;
mod output;
mod providers;
mod sources;

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use safelight_app::{App, AppOptions};

use args::{Args, Command};
use exit::Exit;
use output::Output;

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("SAFELIGHT_LOG"))
        .with_writer(std::io::stderr)
        .init();
    let args = Args::parse();
    let output = Output::new(args.json);
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return output.fail(&Exit::failed(format!("Safelight cannot start: {error}"))),
    };
    let ended = runtime.block_on(async {
        tokio::select! {
            ended = run(args, &output) => ended,
            // Nothing is undone: rows say where jobs are, `jobs resume` goes on.
            _ = tokio::signal::ctrl_c() => Err(Exit::interrupted()),
        }
    });
    let code = match ended {
        Ok(code) => code.into(),
        Err(exit) => output.fail(&exit),
    };
    // A local computation may still be running on its thread; it must not hold the program back.
    runtime.shutdown_background();
    code
}

async fn run(args: Args, output: &Output) -> Result<exit::Code, Exit> {
    let app = open().await?;
    match args.command {
        Command::Upscale(upscale) => batch::upscale(&app, upscale, args.yes, output).await,
        Command::Enhance(run) => batch::enhance(&app, run, args.yes, output).await,
        Command::Generate(generate) => generate::run(&app, generate, args.yes, output).await,
        Command::Jobs { command } => jobs::run(&app, command, output).await,
        Command::Providers { command } => providers::run(&app, command, output).await,
        Command::Models { command } => models::run(&command, output),
        Command::Library { command } => library::run(&app, command, output).await,
    }
}

async fn open() -> Result<Arc<App>, Exit> {
    App::open(AppOptions { secret_store: true, ..AppOptions::default() })
        .await
        .map_err(|error| Exit::failed_with("The library could not be opened", &error))
}
