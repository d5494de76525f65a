//! Reading and keeping `config.toml`.

use std::path::Path;

use safelight_files as files;

use crate::error::ApiError;
use crate::wire::Settings;

/// A settings file is small; anything larger is not one.
const LARGEST: u64 = 1 << 20;

/// The settings at `path`, defaults where it has none. A file that cannot be read gives the defaults and a sentence.
pub(crate) fn load(path: &Path) -> (Settings, Option<String>) {
    if !path.exists() {
        return (Settings::default(), None);
    }
    let read = files::cache::read_limited(path, LARGEST)
        .map_err(|error| error.to_string())
        .and_then(|bytes| toml::from_slice::<Settings>(&bytes).map_err(|error| error.message().to_owned()));
    match read {
        Ok(settings) => (bounded(settings), None),
        Err(why) => (
            Settings::default(),
            Some(format!("The settings in {} cannot be read ({why}); the usual ones are used.", path.display())),
        ),
    }
}

/// Keeps them.
pub(crate) fn save(path: &Path, settings: &Settings) -> Result<(), ApiError> {
    let text = toml::to_string_pretty(settings).expect("settings hold only what TOML can say");
    files::cache::put(path, text.as_bytes())
        .map_err(|error| ApiError::failed("The settings could not be saved", &error))
}

/// Within the ranges their fields name.
pub(crate) fn bounded(mut settings: Settings) -> Settings {
    settings.row_height = settings.row_height.clamp(96, 400);
    settings.jobs_at_once = settings.jobs_at_once.clamp(1, 16);
    if !matches!(settings.scale, 2 | 4 | 8) {
        settings.scale = 4;
    }
    if !settings.ask_above.is_finite() || settings.ask_above < 0.0 {
        settings.ask_above = Settings::default().ask_above;
    }
    settings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_their_file() {
        let text = toml::to_string_pretty(&Settings::default()).unwrap();
        assert_eq!(toml::from_str::<Settings>(&text).unwrap(), Settings::default());
    }

    #[test]
    fn an_older_file_keeps_what_it_says() {
        let old: Settings = toml::from_str("theme = \"light\"\nrowHeight = 9999\n").unwrap();
        let old = bounded(old);
        assert_eq!((old.theme, old.row_height, old.jobs_at_once), (crate::wire::Theme::Light, 400, 4));
    }
}
