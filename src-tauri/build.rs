//! Prepares the shell: checks `tauri.conf.json` and the capabilities, and sees to it that there is a page to embed.

use std::fs;
use std::path::Path;

use anyhow::Context as _;

const PAGE: &str = "ui/dist/index.html";
const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Safelight</title>\
<body bgcolor=\"#121212\" text=\"#ececec\"><h1>The interface is not built yet</h1>\
<p>Close this window and run <b>make run</b>.</p></html>\n";

fn main() -> anyhow::Result<()> {
    embed_a_page_even_before_the_first_ui_build()?;
    let permissions = tauri_build::AppManifest::new().permissions_path_pattern("src-tauri/permissions/*.toml");
    println!("cargo:rerun-if-changed=src-tauri/permissions");
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=ui/dist");
    tauri_build::try_build(
        tauri_build::Attributes::new()
            .capabilities_path_pattern("src-tauri/capabilities/*.json")
            .app_manifest(permissions),
    )
}

/// `cargo build` and `cargo test` have to work in a fresh clone, without Node.
#[expect(clippy::disallowed_methods, reason = "a folder of the build, not the user's")]
fn embed_a_page_even_before_the_first_ui_build() -> anyhow::Result<()> {
    let page = Path::new(PAGE);
    if page.exists() {
        return Ok(());
    }
    println!("cargo:warning={PAGE} is missing: the window only says to run `make run`. `make ui` builds it.");
    let folder = page.parent().context("the page lies in a folder")?;
    fs::create_dir_all(folder)?;
    fs::write(page, NOT_BUILT).with_context(|| format!("cannot write {PAGE}"))
}
