//! The table of commands. A command is declared once: its Rust and its TypeScript signature come from its line.

use std::sync::Arc;

use ts_rs::TS;

use crate::App;
use crate::error::ApiError;
use crate::wire::*;

mod generate;
mod jobs;
mod library;
mod settings;

pub(crate) use jobs::MOST_JOBS;

macro_rules! commands {
    ($($name:ident($args:ty) -> $output:ty = $handler:path;)*) => {
        /// Every command with its arguments and its answer.
        #[derive(TS)]
        #[expect(dead_code, reason = "a table of types for TypeScript")]
        pub struct Commands { $($name: ($args, $output),)* }

        /// The names of all commands.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];

        /// Runs a command: JSON in, JSON out.
        ///
        /// # Errors
        /// The command's own [`ApiError`], or `badInput` for an unknown name or arguments of another shape.
        pub async fn dispatch(app: &Arc<App>, name: &str, args: serde_json::Value) -> Result<String, ApiError> {
            match name {
                $(stringify!($name) => {
                    let args: $args = serde_json::from_value(args).map_err(|error| ApiError::bad_arguments(name, &error))?;
                    let output: $output = $handler(app, args).await?;
                    Ok(serde_json::to_string(&output).expect("wire types hold only what JSON can say"))
                })*
                other => Err(ApiError::unknown_command(other)),
            }
        }
    };
}

commands! {
    app_info(Nothing) -> AppInfo = library::info;
    folders(Nothing) -> Folders = library::folders;
    folder_add(PathArgs) -> FolderAdded = library::add_folder;
    folder_remove(FolderArgs) -> Nothing = library::remove_folder;
    folder_reveal(FolderArgs) -> Nothing = library::reveal_folder;
    folder_rescan(FolderArgs) -> Nothing = library::rescan;
    samples_add(Nothing) -> FolderAdded = library::add_samples;
    view(ViewArgs) -> View = library::view;
    photos(PhotosArgs) -> Photos = library::photos;
    photo_family(PhotoArgs) -> PhotoFamily = library::family;
    photos_wanted(PhotosArgs) -> Nothing = library::wanted;
    photos_trash(PhotosArgs) -> Trashed = library::trash;
    photos_restore(TrashToken) -> Nothing = library::restore;
    photo_reveal(PhotoArgs) -> Nothing = library::reveal;
    photo_retry(PhotoArgs) -> Nothing = library::retry;

    routes(RoutesArgs) -> Routes = jobs::routes;
    plan(PlanArgs) -> Plan = jobs::plan;
    jobs_start(StartArgs) -> Started = jobs::start;
    jobs(Nothing) -> JobList = jobs::list;
    job_cancel(JobArgs) -> Nothing = jobs::cancel;
    job_retry(JobArgs) -> Nothing = jobs::retry;
    job_send_again(JobArgs) -> Nothing = jobs::send_again;
    job_save_again(JobArgs) -> Nothing = jobs::save_again;
    job_undo(JobArgs) -> Nothing = jobs::undo;
    batch_cancel(BatchArgs) -> Nothing = jobs::cancel_batch;
    batch_undo(BatchArgs) -> Nothing = jobs::undo_batch;
    jobs_clear(Nothing) -> Nothing = jobs::clear;

    models(Nothing) -> ModelCards = generate::models;
    generate_quote(GenerateQuoteArgs) -> PriceTag = generate::quote;
    generate(GenerateArgs) -> Started = generate::start;

    settings(Nothing) -> Settings = settings::get;
    settings_set(Settings) -> Settings = settings::set;
    providers(Nothing) -> Providers = settings::providers;
    key_set(KeyArgs) -> Providers = settings::set_key;
    key_remove(ProviderArgs) -> Providers = settings::remove_key;
    page_open(PageArgs) -> Nothing = settings::open_page;
    key_test(KeyTestArgs) -> KeyTest = settings::test_key;
}
