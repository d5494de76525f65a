//! The source tree as the other tests read it.

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

/// A file of ours.
pub struct Source {
    /// From the root, with `/` between folders: `ui/src/main.ts`.
    pub path: String,
    pub text: String,
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files below `folder` that end in one of `endings` (`.rs`), without what was installed or built.
pub fn sources(folder: &str, endings: &[&str]) -> Vec<Source> {
    let found: Vec<Source> = WalkDir::new(root().join(folder))
        .into_iter()
        .filter_entry(|entry| !is_made(entry))
        .map(|entry| entry.expect("our own tree can be read"))
        .filter(|entry| entry.file_type().is_file())
        .filter(|entry| endings.iter().any(|ending| entry.path().to_string_lossy().ends_with(ending)))
        .map(|entry| Source { path: from_root(entry.path()), text: read(entry.path()) })
        .collect();
    assert!(!found.is_empty(), "no {endings:?} below {folder}: this test looks in the wrong place");
    found
}

pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
}

fn is_made(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.file_type().is_dir() && matches!(&*name, "target" | "gen" | "node_modules" | "dist" | ".git" | ".cache")
}

fn from_root(path: &Path) -> String {
    let inside = path.strip_prefix(root()).expect("sources are below the root");
    inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Fails with every finding at once, one a line.
pub fn none(found: &[String], why: &str) {
    assert!(found.is_empty(), "{why}:\n  {}", found.join("\n  "));
}
