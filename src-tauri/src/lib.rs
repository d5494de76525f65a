//! safelight_shell
