//! Runs a test in a process of its own, where the system can be set up for it alone.

use std::process::Command;

const INSIDE: &str = "SAFELIGHT_TEST_INSIDE";

/// Runs `body` in a new process after the shell commands `setup`, in which `mount` works and touches nobody else.
/// `name` is the test's own full name.
///
/// # Panics
/// When the test fails in there, or this machine has neither root nor user name spaces.
pub(crate) fn apart(name: &str, setup: &str, body: impl FnOnce()) {
    if std::env::var_os(INSIDE).is_some_and(|inside| inside == name) {
        return body();
    }
    let script = format!(r#"set -e; {setup}; exec "$0" --exact "$1" --nocapture"#);
    let home = tempfile::tempdir().unwrap();
    let status = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", &script])
        .arg(std::env::current_exe().unwrap())
        .arg(name)
        .env(INSIDE, name)
        .env("HOME", home.path())
        .env_remove("XDG_DATA_HOME")
        .env("DISK", home.path())
        .status()
        .expect("unshare (util-linux) starts");
    assert!(status.success(), "{name} failed in its own name space, or this machine allows none: {status}");
}
