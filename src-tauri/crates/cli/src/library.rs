//! `library`: folders and their photos.

use std::sync::Arc;

use safelight_app::App;
use safelight_app::error::ApiError;
use serde_json::json;

use crate::args::Library;
use crate::exit::{Code, Exit};
use crate::output::Output;
use crate::sources::absolute;

pub(crate) async fn run(app: &Arc<App>, command: Library, output: &Output) -> Result<Code, Exit> {
    let library = app.library().clone();
    let done = tokio::task::spawn_blocking(move || match command {
        Library::Add { folder } => {
            library.add_folder(&absolute(&folder))?;
            library.scan_and_wait()?;
            library.folders()
        }
        Library::Scan => {
            library.scan_and_wait()?;
            library.folders()
        }
        Library::List => library.folders(),
    })
    .await
    .map_err(|error| Exit::failed_with("The library could not be read", &error))?;
    for folder in done.map_err(ApiError::from)?.iter().filter(|folder| folder.parent.is_none()) {
        let path = folder.path.to_string_lossy();
        let value = json!({"folder": path, "photos": folder.photos_below, "online": folder.online});
        let away = if folder.online { "" } else { " (not there right now)" };
        output.line(&value, &format!("{:>8} photos  {path}{away}", folder.photos_below));
    }
    Ok(Code::Done)
}
