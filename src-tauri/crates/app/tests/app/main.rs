//! The app without a window, as a UI drives it.

mod bindings;
