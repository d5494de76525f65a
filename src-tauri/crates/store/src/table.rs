//! The tables.

pub mod folder;
pub mod history;
pub mod job;
pub mod media;
pub mod setting;
pub mod view;

use crate::migrate::Migration;

/// Every table's migrations.
pub(crate) const MIGRATIONS: &[&[Migration]] =
    &[folder::MIGRATIONS, job::MIGRATIONS, media::MIGRATIONS, setting::MIGRATIONS];
