//! The shell: a window, a protocol, a channel. It decides nothing; everything it is asked goes to `safelight_app::App`.

mod core;
mod events;
mod logging;
mod media;
mod rpc;
mod start;
mod window;

use std::process::ExitCode;

use tauri::{App, Builder, Context, RunEvent, Runtime, Wry};

pub use start::Start;

use crate::core::Core;

/// Everything of the shell that works on any runtime, the mock one of the tests included.
///
/// Left to [`run`] is what concerns the process: that there is only one Safelight, and how it ends.
pub fn equip<R: Runtime>(builder: Builder<R>, start: &Start) -> Builder<R> {
    let start = start.clone();
    builder
        .plugin(tauri_plugin_dialog::init())
        .manage(Core::unopened())
        .manage(events::Subscription::default())
        .invoke_handler(tauri::generate_handler![rpc::rpc, events::subscribe])
        .register_asynchronous_uri_scheme_protocol("media", |context, request, responder| {
            media::answer(context.app_handle(), &request, responder);
        })
        .on_window_event(window::on_event)
        .setup(move |app: &mut App<R>| {
            // The library opens while the window is made: neither waits for the other.
            start::open_core(app.handle(), &start);
            window::open(app)?;
            Ok(())
        })
}

/// `tauri.conf.json` with the built interface inside.
pub fn context<R: Runtime>() -> Context<R> {
    tauri::generate_context!()
}

/// Runs the app until its window is closed. What kept it from starting is said on stderr and, where there is a screen, in a dialog.
pub fn run(start: &Start) -> ExitCode {
    logging::start();
    if let Err(missing) = start::screen() {
        tracing::error!("{missing}");
        return ExitCode::FAILURE;
    }
    let one_safelight = tauri_plugin_single_instance::Builder::new()
        .callback(|handle, arguments, folder| start::again(handle, &arguments, &folder))
        .dbus_id(start.instance_name())
        .build();
    // First of all plugins, so that a second start ends before it does anything.
    let builder = Builder::<Wry>::default().plugin(one_safelight);
    match equip(builder, start).build(context()) {
        Ok(app) => {
            #[cfg(unix)]
            start::end_when_told(app.handle());
            let code = app.run_return(|handle, event| {
                if matches!(event, RunEvent::Exit) {
                    start::close_core(handle);
                }
            });
            u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
        }
        Err(error) => {
            tracing::error!("Safelight could not start: {error}");
            ExitCode::FAILURE
        }
    }
}
