//! `fal-sim`: a fal.ai to try Safelight with, without a key and without a bill.

use std::time::Duration;

use clap::Parser;
use fal_sim::{FalSim, Options, Stage};

/// A fal.ai on this machine. Prints the variables that make a program use it.
#[derive(Parser)]
struct Args {
    /// The port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// The only key to accept, instead of the built-in one.
    #[arg(long)]
    key: Option<String>,
    /// How long a job takes, in milliseconds.
    #[arg(long, default_value_t = 1500)]
    delay_ms: u64,
    /// How many jobs of other people wait before each new one.
    #[arg(long, default_value_t = 2)]
    strangers: u32,
    /// How many jobs may be in progress at once.
    #[arg(long, default_value_t = 40)]
    machines: usize,
    /// Hold every job in the queue until `POST /admin/release`.
    #[arg(long)]
    hold: bool,
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let args = Args::parse();
    let defaults = Options::default();
    let options = Options {
        port: args.port,
        key: args.key.unwrap_or(defaults.key),
        delay: Duration::from_millis(args.delay_ms),
        strangers: args.strangers,
        machines: args.machines.max(1),
        hold: args.hold.then_some(Stage::Queue),
    };
    let sim = FalSim::start_with(options).await?;
    announce(&sim);
    tokio::select! {
        () = sim.serve_for_ever() => Ok(()),
        stop = tokio::signal::ctrl_c() => stop,
    }
}

#[expect(clippy::print_stdout, reason = "the variables are the program's output, to be pasted or evaluated")]
fn announce(sim: &FalSim) {
    for (name, value) in sim.env() {
        println!("export {name}={value}");
    }
}
