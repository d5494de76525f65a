//! The one table of commands, on both sides.

use safelight_app::{bindings, commands};

use crate::tree::{none, read, root, sources};

#[test]
fn the_typescript_of_the_table_is_fresh() {
    let committed = read(&root().join("ui/src/ipc/generated.ts"));
    assert!(committed == bindings::typescript(), "ui/src/ipc/generated.ts is stale: run `cargo test -p safelight-app`");
}

#[test]
fn every_command_has_a_caller() {
    let callers: Vec<_> = sources("ui/src", &[".ts", ".svelte"])
        .into_iter()
        .filter(|source| !source.path.ends_with("generated.ts") && !source.path.contains("/fake/"))
        .filter(|source| !source.path.ends_with(".test.ts"))
        .collect();
    let unused: Vec<String> = commands::NAMES
        .iter()
        .filter(|name| !callers.iter().any(|source| source.text.contains(&format!("'{name}'"))))
        .map(|name| (*name).to_owned())
        .collect();
    none(&unused, "commands that the interface never calls");
}
