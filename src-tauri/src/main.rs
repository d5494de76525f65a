//! The desktop app.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    safelight_shell::run(&safelight_shell::Start::from_environment())
}
