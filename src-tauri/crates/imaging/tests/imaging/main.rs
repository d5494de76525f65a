//! Facts about the crate, a file per subject.
