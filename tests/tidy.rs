//! The invariants of the architecture.
