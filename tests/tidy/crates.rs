//! Which crate may know which: the arrows of `ARCHITECTURE.md`.

use std::collections::BTreeSet;

use toml::{Table, Value};

use crate::tree::{none, read, root, sources};

/// Each package of ours with those it may depend on. A new crate needs a line here, and a reason in `ARCHITECTURE.md`.
const ARROWS: &[(&str, &[&str])] = &[
    ("safelight-core", &[]),
    ("fal", &[]),
    ("safelight-superres", &[]),
    ("safelight-store", &["safelight-core"]),
    ("safelight-imaging", &["safelight-core"]),
    ("safelight-files", &["safelight-core"]),
    ("safelight-providers", &["safelight-core", "fal", "safelight-superres", "safelight-imaging"]),
    ("safelight-library", &["safelight-core", "safelight-store", "safelight-files", "safelight-imaging"]),
    (
        "safelight-jobs",
        &["safelight-core", "safelight-store", "safelight-files", "safelight-imaging", "safelight-providers"],
    ),
    (
        "safelight-app",
        &[
            "safelight-core",
            "safelight-store",
            "safelight-files",
            "safelight-library",
            "safelight-jobs",
            "safelight-providers",
        ],
    ),
    ("safelight-cli", &["safelight-app", "safelight-core"]),
    ("safelight", &["safelight-app"]),
    ("fal-sim", &["safelight-imaging"]),
    ("safelight-testkit", &["safelight-core", "fal-sim"]),
    ("empty-window", &[]),
];

/// What only tests use.
const FOR_TESTS: &[&str] = &["fal-sim", "safelight-testkit", "empty-window"];

/// A capability, and the one crate that has it.
const FENCES: &[(&str, &str)] = &[
    ("rusqlite", "safelight-store"),
    ("reqwest", "fal"),
    ("image", "safelight-imaging"),
    ("png", "safelight-imaging"),
    ("turbojpeg", "safelight-imaging"),
    ("libheif-rs", "safelight-imaging"),
    ("fast_image_resize", "safelight-imaging"),
    ("moxcms", "safelight-imaging"),
    ("trash", "safelight-files"),
    ("notify", "safelight-library"),
    ("notify-rust", "safelight-app"),
    ("keyring-core", "safelight-app"),
    ("ts-rs", "safelight-app"),
];

struct Package {
    name: String,
    folder: String,
    manifest: Table,
}

impl Package {
    /// Names in the tables called `kind`, those for one platform included.
    fn names_in(&self, kind: &str) -> BTreeSet<&str> {
        let platforms = self.manifest.get("target").and_then(Value::as_table);
        let tables = platforms.into_iter().flat_map(|all| all.values()).filter_map(Value::as_table);
        std::iter::once(&self.manifest)
            .chain(tables)
            .filter_map(|table| table.get(kind).and_then(Value::as_table))
            .flat_map(|table| table.keys().map(String::as_str))
            .collect()
    }

    fn uses(&self) -> BTreeSet<&str> {
        let mut names = self.names_in("dependencies");
        names.extend(self.names_in("build-dependencies"));
        names
    }
}

fn packages() -> Vec<Package> {
    let mut manifests: Vec<_> =
        ["src-tauri/crates", "tests"].iter().flat_map(|folder| sources(folder, &["Cargo.toml"])).collect();
    manifests.push(crate::tree::Source { path: "Cargo.toml".to_owned(), text: read(&root().join("Cargo.toml")) });
    manifests
        .into_iter()
        // A rival to measure against, no part of Safelight.
        .filter(|source| !source.path.contains("tests/bench/"))
        .map(|source| {
            let manifest: Table = source.text.parse().unwrap_or_else(|error| panic!("{}: {error}", source.path));
            let name = manifest["package"]["name"].as_str().expect("a package has a name").to_owned();
            Package { name, folder: source.path.trim_end_matches("Cargo.toml").to_owned(), manifest }
        })
        .collect()
}

fn arrows_of(package: &Package) -> &'static [&'static str] {
    let row = ARROWS.iter().find(|(name, _)| *name == package.name);
    row.unwrap_or_else(|| panic!("{} is not in the table of arrows", package.name)).1
}

fn is_ours(name: &str) -> bool {
    ARROWS.iter().any(|(ours, _)| *ours == name)
}

#[test]
fn crates_know_each_other_only_along_the_arrows() {
    let mut wrong = Vec::new();
    for package in packages() {
        let allowed = arrows_of(&package);
        for name in package.uses().into_iter().filter(|name| is_ours(name) && !allowed.contains(name)) {
            wrong.push(format!("{} must not know {name}", package.name));
        }
    }
    none(&wrong, "an arrow that ARCHITECTURE.md does not draw");
}

#[test]
fn what_is_made_for_tests_is_never_shipped() {
    let shipped =
        packages().into_iter().filter(|package| package.folder.starts_with("src-tauri") || package.folder.is_empty());
    let wrong: Vec<String> = shipped
        .flat_map(|package| {
            let used: Vec<String> = FOR_TESTS
                .iter()
                .filter(|name| package.uses().contains(*name))
                .map(|name| format!("{} ships {name}", package.name))
                .collect();
            used
        })
        .collect();
    none(&wrong, "tools for tests belong in dev-dependencies");
}

#[test]
fn no_crate_of_the_core_knows_tauri() {
    let windows = ["tauri", "wry", "tao", "webkit2gtk", "gtk"];
    let mut wrong = Vec::new();
    for package in packages().iter().filter(|package| package.folder.starts_with("src-tauri/crates/")) {
        for kind in ["dependencies", "build-dependencies", "dev-dependencies"] {
            let known = package
                .names_in(kind)
                .into_iter()
                .filter(|name| windows.iter().any(|window| name == window || name.starts_with(&format!("{window}-"))));
            wrong.extend(known.map(|name| format!("{} has {name} in its {kind}", package.name)));
        }
    }
    none(&wrong, "the core must run without a window");
}

#[test]
fn every_capability_has_one_crate() {
    let mut wrong = Vec::new();
    for package in
        packages().iter().filter(|package| package.folder.starts_with("src-tauri/") || package.folder.is_empty())
    {
        for (capability, owner) in FENCES {
            if package.name != *owner && package.uses().contains(capability) {
                wrong.push(format!("{} uses {capability}, which is {owner}'s", package.name));
            }
        }
    }
    none(&wrong, "a capability behind another crate's fence");
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    let wrong: Vec<String> = packages()
        .iter()
        .filter(|package| {
            package.manifest.get("lints").and_then(|lints| lints.get("workspace")) != Some(&Value::Boolean(true))
        })
        .map(|package| format!("{}Cargo.toml", package.folder))
        .collect();
    none(&wrong, "needs `[lints] workspace = true`");
}

#[test]
fn only_files_is_free_to_write() {
    let lifted: Vec<String> = sources("src-tauri", &["clippy.toml"]).into_iter().map(|source| source.path).collect();
    assert_eq!(lifted, ["src-tauri/crates/files/clippy.toml"], "the ban on writing is lifted for one crate");
    let ban: Table = read(&root().join("clippy.toml")).parse().expect("clippy.toml is TOML");
    let banned: Vec<&str> = ban["disallowed-methods"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|method| method.get("path").and_then(Value::as_str))
        .collect();
    for method in ["std::fs::write", "std::fs::rename", "std::fs::remove_file", "std::fs::File::create"] {
        assert!(banned.contains(&method), "{method} must stay banned: only crate `files` writes");
    }
}
