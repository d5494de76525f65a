//! Habits that the compiler does not check.

use crate::tree::{Source, none, sources};

/// Past this a file has a second subject.
const LONGEST: usize = 400;

/// Where `unsafe` may stand, each with the reason beside it in the file.
const UNSAFE: &[&str] = &["src-tauri/crates/superres/src/kernels", "src-tauri/crates/superres/src/aligned.rs"];

fn rust() -> Vec<Source> {
    ["src-tauri", "tests"].iter().flat_map(|folder| sources(folder, &[".rs"])).collect()
}

/// The lines that are code, with their numbers from 1.
fn code(source: &Source) -> impl Iterator<Item = (usize, &str)> {
    source
        .text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[test]
fn a_file_is_about_one_thing() {
    let written = ["src-tauri", "tests", "ui/src", "scripts"]
        .iter()
        .flat_map(|folder| sources(folder, &[".rs", ".ts", ".mjs", ".svelte", ".css", ".py", ".sh", "Cargo.toml"]));
    let long: Vec<String> = written
        .filter(|source| !source.path.ends_with("generated.ts"))
        .map(|source| (source.text.lines().count(), source.path))
        .filter(|(lines, _)| *lines > LONGEST)
        .map(|(lines, path)| format!("{path} has {lines} lines"))
        .collect();
    none(&long, "look for the second noun");
}

#[test]
fn an_error_is_never_only_text() {
    let mut found = Vec::new();
    for source in rust() {
        for (number, line) in code(&source) {
            let texts = ["String>", "&str>", "&'static str>", "Box<str>>"];
            let is_text = |rest: &str| {
                texts.iter().any(|text| last_argument(rest).is_some_and(|last| format!("{last}>") == *text))
            };
            if line.match_indices("Result<").any(|(at, word)| is_text(&line[at + word.len()..])) {
                found.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    none(&found, "an error is an enum that says what the caller can do");
}

/// The error type of `T, E> …`; nothing if there is one argument only.
fn last_argument(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    let mut comma = None;
    for (at, letter) in text.char_indices() {
        match letter {
            '<' | '(' | '[' => depth += 1,
            '>' if depth == 0 => return comma.map(|comma: usize| text[comma + 1..at].trim()),
            '>' | ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => comma = Some(at),
            _ => {}
        }
    }
    None
}

#[test]
fn the_error_type_is_found_behind_other_types() {
    assert_eq!(last_argument("Vec<(u8, u8)>, String> {"), Some("String"));
    assert_eq!(last_argument("u8>"), None, "an alias names its own error");
    assert_eq!(last_argument("(), Error>"), Some("Error"));
}

#[test]
fn unsafe_stands_only_where_it_is_named() {
    let mut found = Vec::new();
    for source in rust().iter().filter(|source| !UNSAFE.iter().any(|allowed| source.path.starts_with(allowed))) {
        for (number, line) in code(source) {
            let words = ["unsafe {", "unsafe fn", "unsafe impl", "unsafe extern"];
            if words.iter().any(|word| line.contains(word)) && !source.path.starts_with("tests/tidy/") {
                found.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    none(&found, "unsafe code outside of the files named in tests/tidy/rust.rs");
}

#[test]
fn every_test_runs() {
    let mut found = Vec::new();
    let rust = rust().into_iter().filter(|source| !source.path.starts_with("tests/tidy/"));
    let rest = ["ui/src", "tests/webview"].iter().flat_map(|folder| sources(folder, &[".ts", ".mjs"]));
    for source in rust.chain(rest) {
        for (number, line) in code(&source) {
            let switches =
                ["#[ignore", "it.only(", "test.only(", "describe.only(", "it.skip(", "test.skip(", "describe.skip("];
            if switches.iter().any(|switch| line.contains(switch)) {
                found.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    none(&found, "a test that is switched off says nothing");
}
