//! Measures a first scan and a rescan against walking and `stat`ing the same tree: `scan [FILES] [RUNS]`, one JSON object a line.
//!
//! The tree is made of small real pictures, copied, 200 to a folder. Everything is in the system's file cache for all of them.
#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, ensure};
use safelight_core::{Order, SortKey};
use safelight_library::{Change, Library, Options, Phase, Scope};
use safelight_store::Store;
use safelight_testkit::{encode_jpeg, encode_png, scene};
use walkdir::WalkDir;

/// Pictures that differ; the others are copies of them.
const DIFFERENT: usize = 200;

fn main() -> anyhow::Result<()> {
    let mut numbers = std::env::args().skip(1).map(|argument| argument.parse::<usize>());
    let files = numbers.next().transpose().context("FILES is a number")?.unwrap_or(100_000);
    let runs = numbers.next().transpose().context("RUNS is a number")?.unwrap_or(5);
    let tree = tempfile::tempdir()?;
    plant(tree.path(), files)?;

    let (mut walks, mut firsts, mut rescans, mut views) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        walks.push(timed(|| walk(tree.path(), files))?);
        let home = tempfile::tempdir()?;
        let library = open(home.path())?;
        firsts.push(timed(|| first_scan(&library, tree.path(), files))?);
        rescans.push(timed(|| rescan(&library, files))?);
        views.push(timed(|| view(&library, files))?);
    }
    let walk = median(walks);
    report("first scan of all files", median(firsts), walk, 6.0);
    report("rescan with nothing changed", median(rescans), walk, 1.5);
    println!("{}", serde_json::json!({ "name": "columns of all files by name", "ours": median(views), "unit": "s" }));
    Ok(())
}

fn plant(root: &Path, files: usize) -> anyhow::Result<()> {
    let pictures: Vec<(Vec<u8>, &str)> = (0..DIFFERENT.min(files))
        .map(|n| {
            let picture = scene(64, 48, u32::try_from(n).unwrap_or(0));
            if n % 8 == 0 { (encode_png(picture), "png") } else { (encode_jpeg(&picture, 85), "jpg") }
        })
        .collect();
    for n in 0..files {
        let folder = root.join(format!("{:04}", n / DIFFERENT));
        if n % DIFFERENT == 0 {
            fs::create_dir(&folder)?;
        }
        let (bytes, extension) = &pictures[n % DIFFERENT];
        fs::write(folder.join(format!("IMG_{n}.{extension}")), bytes)?;
    }
    Ok(())
}

fn walk(root: &Path, files: usize) -> anyhow::Result<()> {
    let mut count = 0;
    for entry in WalkDir::new(root) {
        let entry = entry?;
        count += usize::from(entry.metadata()?.is_file());
    }
    ensure!(count == files, "the walk saw {count} files");
    Ok(())
}

fn open(home: &Path) -> anyhow::Result<Library> {
    let store = Arc::new(Store::open(&home.join("library.db"))?);
    Ok(Library::open(store, Options { thumbs: home.join("thumbs"), watch: false, workers: 1 })?)
}

fn first_scan(library: &Library, root: &Path, files: usize) -> anyhow::Result<()> {
    let changes = library.changes();
    library.add_folder(root)?;
    for change in changes {
        if let Change::Scan(progress) = change
            && progress.phase == Phase::Done
        {
            ensure!(progress.indexed == files as u64, "indexed {progress:?}");
            return Ok(());
        }
    }
    anyhow::bail!("the library closed")
}

fn rescan(library: &Library, files: usize) -> anyhow::Result<()> {
    let done = library.scan_and_wait()?;
    ensure!((done.seen, done.indexed) == (files as u64, 0), "rescanned {done:?}");
    Ok(())
}

fn view(library: &Library, files: usize) -> anyhow::Result<()> {
    let view = library.view(Scope::All, Order { key: SortKey::Name, descending: false })?;
    ensure!(view.ids.len() == files, "the view has {}", view.ids.len());
    Ok(())
}

fn timed(work: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<f64> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed().as_secs_f64())
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn report(name: &str, ours: f64, rival: f64, goal: f64) {
    let ratio = ours / rival;
    let row = serde_json::json!({
        "name": name, "ours": ours, "rival": rival, "unit": "s", "ratio": ratio, "better": "lower", "goal": goal, "met": ratio <= goal,
    });
    println!("{row}");
}
