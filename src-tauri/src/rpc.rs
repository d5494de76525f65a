//! The one command. Which commands there really are, only the core's table knows.

use safelight_app::commands::dispatch;
use safelight_app::error::ApiError;
use serde_json::Value;
use tauri::State;
use tauri::ipc::Response;

use crate::core::Core;

/// Runs the command `name` of the table. The answer is JSON already and crosses as it is.
#[tauri::command]
pub(crate) async fn rpc(core: State<'_, Core>, name: String, args: Value) -> Result<Response, ApiError> {
    let app = core.app().await;
    dispatch(&app, &name, args).await.map(Response::new)
}
