//! `ui/src/ipc/generated.ts` is made from the table of commands.

use std::path::Path;

#[test]
#[expect(clippy::disallowed_methods, reason = "the test keeps a source file up to date")]
fn the_typescript_is_made_from_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/ipc/generated.ts");
    let now = safelight_app::bindings::typescript();
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    if now != before {
        std::fs::write(&path, &now).expect("the UI's folder can be written");
    }
    assert!(before == now, "generated.ts was out of date: it is written anew now, commit it");
}
