//! The life of jobs, on real files, a real database and a simulated fal.

mod away;
mod here;
mod people;
mod restart;
mod stage;
mod trouble;
