//! The words of the command line (`product.md`).

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};

/// Upscale, enhance and generate pictures, without a window.
#[derive(Parser)]
#[command(name = "safelight-cli", version)]
pub(crate) struct Args {
    /// Print one JSON object a line.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Accept the price, within the limits.
    #[arg(long, global = true)]
    pub(crate) yes: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make pictures larger; the results go beside them.
    Upscale(Upscale),
    /// Make pictures better; the results go beside them.
    Enhance(Run),
    /// Make pictures from words.
    Generate(Generate),
    /// Look at jobs, go on with them, stop them.
    Jobs {
        #[command(subcommand)]
        command: Option<Jobs>,
    },
    /// Look at providers and test their keys.
    Providers {
        #[command(subcommand)]
        command: Option<Providers>,
    },
    /// Look at models and their prices.
    Models {
        #[command(subcommand)]
        command: Option<Models>,
    },
    /// Look at the library.
    Library {
        #[command(subcommand)]
        command: Library,
    },
}

/// What every operation on pictures takes.
#[derive(ClapArgs)]
pub(crate) struct Run {
    /// Pictures, or folders: then their pictures.
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Pictures of sub-folders too.
    #[arg(long)]
    pub(crate) recursive: bool,
    /// Leave out pictures that have such a result already.
    #[arg(long)]
    pub(crate) skip_existing: bool,
    #[command(flatten)]
    pub(crate) how: How,
}

#[derive(ClapArgs)]
pub(crate) struct Upscale {
    /// How many times as wide and high: 2, 4 or 8.
    #[arg(long, default_value = "4", value_parser = ["2", "4", "8"])]
    pub(crate) scale: String,
    #[command(flatten)]
    pub(crate) run: Run,
}

/// How it is done, and for how much.
#[derive(ClapArgs)]
pub(crate) struct How {
    /// Who does it: local or fal.
    #[arg(long)]
    pub(crate) provider: Option<String>,
    /// With which model (`safelight-cli models`).
    #[arg(long)]
    pub(crate) model: Option<String>,
    /// Where results go; else beside their sources.
    #[arg(long)]
    pub(crate) out: Option<PathBuf>,
    /// The results' format: jpeg, png, webp, tiff or bmp.
    #[arg(long)]
    pub(crate) format: Option<String>,
    /// The most it may cost in all, dollars.
    #[arg(long)]
    pub(crate) max_cost: Option<f64>,
    /// Only say what would happen.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(ClapArgs)]
pub(crate) struct Generate {
    /// What the picture should show.
    pub(crate) prompt: String,
    /// landscape, square, portrait, a ratio such as 3:2, or a size such as 1024x768.
    #[arg(long, default_value = "landscape")]
    pub(crate) aspect: String,
    /// How many pictures.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=4))]
    pub(crate) count: u32,
    /// Where the dice start: the same number gives the same picture.
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    #[command(flatten)]
    pub(crate) how: How,
}

#[derive(Subcommand)]
pub(crate) enum Jobs {
    /// All jobs, newest first.
    List,
    /// One job.
    Show { id: i64 },
    /// Drive every open job to its end.
    Resume,
    /// Stop a job.
    Cancel { id: i64 },
    /// Try a failed job anew.
    Retry { id: i64 },
}

#[derive(Subcommand)]
pub(crate) enum Providers {
    /// Who is there, and whether they have a key.
    List,
    /// Whether a provider can be used; costs nothing.
    Test { name: String },
}

#[derive(Subcommand)]
pub(crate) enum Models {
    /// All models.
    List,
    /// One model.
    Show { id: String },
}

#[derive(Subcommand)]
pub(crate) enum Library {
    /// Add a folder and scan it.
    Add { folder: PathBuf },
    /// Scan all folders again.
    Scan,
    /// The folders.
    List,
}
