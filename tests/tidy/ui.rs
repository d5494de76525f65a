//! The interface: who may import whom, and what the content security policy forbids.

use crate::tree::{Source, none, sources};

/// The folders of `ui/src` and what each may import from. `main.ts` and `test/` may import anything.
const LAYERS: &[(&str, &[&str])] = &[
    ("design", &[]),
    ("ipc", &["lib"]),
    ("lib", &["ipc"]),
    ("kit", &["lib", "design"]),
    ("features", &["kit", "lib", "ipc", "design"]),
    ("app", &["features", "kit", "lib", "ipc", "design"]),
];

fn ui() -> Vec<Source> {
    sources("ui/src", &[".ts", ".svelte"])
}

/// What stands between quotes after `from` or `import(`, or right after `import`.
fn imports(source: &Source) -> impl Iterator<Item = &str> {
    ["from '", "import('", "import '"].into_iter().flat_map(move |word| {
        source.text.match_indices(word).filter_map(move |(at, _)| source.text[at + word.len()..].split('\'').next())
    })
}

/// The place a relative import means, from `ui/src`: `features/jobs/doors`.
fn resolved(source: &Source, import: &str) -> Option<Vec<String>> {
    if !import.starts_with('.') {
        return None;
    }
    let mut place: Vec<&str> = source.path.trim_start_matches("ui/src/").split('/').collect();
    place.pop();
    for part in import.split('/') {
        match part {
            "." => {}
            ".." => drop(place.pop()),
            name => place.push(name),
        }
    }
    Some(place.into_iter().map(str::to_owned).collect())
}

fn is_test(source: &Source) -> bool {
    source.path.ends_with(".test.ts") || source.path.starts_with("ui/src/test/")
}

#[test]
fn one_file_knows_tauri() {
    let found: Vec<String> = ui()
        .iter()
        .filter(|source| source.path != "ui/src/ipc/host.tauri.ts")
        .filter(|source| source.text.contains("@tauri-apps/"))
        .map(|source| source.path.clone())
        .collect();
    none(&found, "only ipc/host.tauri.ts may import @tauri-apps");
}

#[test]
fn features_do_not_know_each_other() {
    let mut found = Vec::new();
    for source in ui().iter().filter(|source| source.path.starts_with("ui/src/features/") && !is_test(source)) {
        let own = source.path.split('/').nth(3).expect("a feature has a folder");
        for import in imports(source) {
            if let Some([layer, other, ..]) = resolved(source, import).as_deref()
                && layer == "features"
                && other != own
            {
                found.push(format!("{} imports {import}", source.path));
            }
        }
    }
    none(&found, "app/ joins the features");
}

#[test]
fn layers_import_downwards() {
    let mut found = Vec::new();
    for source in ui().iter().filter(|source| !is_test(source)) {
        let layer = source.path.split('/').nth(2).expect("below ui/src");
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == layer) else { continue };
        for import in imports(source) {
            let Some(place) = resolved(source, import) else { continue };
            let Some(other) = place.first() else { continue };
            if other != layer && !allowed.contains(&other.as_str()) {
                found.push(format!("{} imports {import}", source.path));
            }
        }
    }
    none(&found, "an import against the layers of tests/tidy/ui.rs");
}

#[test]
fn nothing_in_a_template_breaks_the_content_security_policy() {
    let mut found = Vec::new();
    for source in ui().iter().filter(|source| source.path.ends_with(".svelte")) {
        for (index, line) in source.text.lines().enumerate() {
            let inline =
                line.split(" style=\"").skip(1).any(|rest| !rest.split('"').next().unwrap_or("").contains('{'));
            if inline || line.contains("{@html") {
                found.push(format!("{}:{}: {}", source.path, index + 1, line.trim()));
            }
        }
    }
    none(&found, "use a class or style:property={…}; text is text");
}
