//! `safelight-cli` as a person or a script runs it: a real process, real files, a simulated fal.

mod away;
mod here;
mod stage;
