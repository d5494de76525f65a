//! The database, and the only crate that speaks SQL. It decides nothing: rows go in and come out, rules live elsewhere.
//!
//! One file per table, with its migrations and its queries. Queries are free functions that take a [`Read`] or a [`Write`],
//! which only [`Store::read`] and [`Store::write`] give out.

mod error;
mod migrate;
mod open;
mod path;
mod table;

pub use error::Error;
pub use open::{Read, Store, Write};
pub use table::{folder, history, job, media, setting, view};
