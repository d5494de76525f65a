//! Folders and photos.

use std::path::PathBuf;
use std::sync::Arc;

use safelight_core::{FolderId, Order, PhotoId};
use safelight_files::trash;
use safelight_library::Scope;

use crate::describe::{id, name};
use crate::error::ApiError;
use crate::places::resource;
use crate::wire::*;
use crate::{App, samples};

type Answer<T> = Result<T, ApiError>;

pub(super) async fn info(app: &Arc<App>, _: Nothing) -> Answer<AppInfo> {
    app.blocking(|app| {
        Ok(AppInfo {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            first_run: app.library.folders()?.is_empty(),
            open_folder: app.lock(&app.open_folder).take().map(|id| id.to_string()),
        })
    })
    .await
}

pub(super) async fn folders(app: &Arc<App>, _: Nothing) -> Answer<Folders> {
    app.blocking(|app| {
        let folders = app.library.folders()?;
        let count = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let total = folders.iter().filter(|folder| folder.parent.is_none()).map(|root| root.photos_below).sum();
        let made = app.library.view(Scope::Made, Order::default())?.ids.len();
        Ok(Folders {
            total: count(total),
            made_here: count(made as u64),
            folders: folders
                .into_iter()
                .map(|folder| FolderInfo {
                    id: folder.id.to_string(),
                    parent: folder.parent.map(|parent| parent.to_string()),
                    name: folder.name,
                    path: folder.path.to_string_lossy().into_owned(),
                    count: count(folder.photos_below),
                    online: folder.online,
                })
                .collect(),
        })
    })
    .await
}

pub(super) async fn add_folder(app: &Arc<App>, args: PathArgs) -> Answer<FolderAdded> {
    app.blocking(move |app| {
        let path = PathBuf::from(&args.path);
        // A picture dropped on the window means its folder.
        let folder = if path.is_file() { path.parent().map(ToOwned::to_owned).unwrap_or(path) } else { path };
        Ok(FolderAdded { id: app.library.add_folder(&folder)?.to_string() })
    })
    .await
}

pub(super) async fn remove_folder(app: &Arc<App>, args: FolderArgs) -> Answer<Nothing> {
    let id = folder_id(&args.id)?;
    app.blocking(move |app| Ok(app.library.remove_folder(id).map(|()| Nothing {})?)).await
}

pub(super) async fn rescan(app: &Arc<App>, _: FolderArgs) -> Answer<Nothing> {
    app.library.scan();
    Ok(Nothing {})
}

pub(super) async fn reveal_folder(app: &Arc<App>, args: FolderArgs) -> Answer<Nothing> {
    let id = folder_id(&args.id)?;
    app.blocking(move |app| {
        let folder = app.library.folders()?.into_iter().find(|folder| folder.id == id);
        let folder = folder.ok_or_else(|| ApiError::not_found("The folder"))?;
        opener::open(&folder.path).map_err(|error| ApiError::failed("No file manager could be opened", &error))?;
        Ok(Nothing {})
    })
    .await
}

pub(super) async fn add_samples(app: &Arc<App>, _: Nothing) -> Answer<FolderAdded> {
    app.blocking(|app| {
        let shipped = resource(app.resources.as_deref(), "samples");
        let folder = samples::unpack(&shipped, &app.places.samples())?;
        Ok(FolderAdded { id: app.library.add_folder(&folder)?.to_string() })
    })
    .await
}

pub(super) async fn view(app: &Arc<App>, args: ViewArgs) -> Answer<View> {
    let scope = match args.of {
        ViewOf::All => Scope::All,
        ViewOf::MadeHere => Scope::Made,
        ViewOf::Folder { id, deep: true } => Scope::Tree(folder_id(&id)?),
        ViewOf::Folder { id, deep: false } => Scope::Folder(folder_id(&id)?),
    };
    let order = Order { key: args.order.key, descending: args.order.descending };
    app.blocking(move |app| {
        let view = app.library.view(scope, order)?;
        let colours = view.colours.into_iter().map(|c| if c == safelight_library::NO_COLOUR { 0 } else { c.max(1) });
        Ok(View {
            colours: colours.collect(),
            ids: view.ids,
            ratios: view.ratios,
            versions: view.versions,
            days: view.days,
        })
    })
    .await
}

pub(super) async fn photos(app: &Arc<App>, args: PhotosArgs) -> Answer<Photos> {
    app.blocking(move |app| {
        let mut photos = Vec::with_capacity(args.ids.len());
        for id in args.ids {
            if let Some(photo) = app.library.photo(PhotoId(id.into()))? {
                photos.push(app.photo(photo)?);
            }
        }
        Ok(Photos { photos })
    })
    .await
}

pub(super) async fn family(app: &Arc<App>, args: PhotoArgs) -> Answer<PhotoFamily> {
    app.blocking(move |app| {
        let asked = app.existing(args.id)?;
        let source = match asked.source {
            Some(source) => app.library.photo(source)?.unwrap_or(asked),
            None => asked,
        };
        let siblings = app.library.siblings(source.id)?;
        Ok(PhotoFamily {
            siblings: siblings.into_iter().map(|photo| app.photo(photo)).collect::<Answer<_>>()?,
            source: app.photo(source)?,
        })
    })
    .await
}

pub(super) async fn wanted(app: &Arc<App>, args: PhotosArgs) -> Answer<Nothing> {
    let ids: Vec<PhotoId> = args.ids.into_iter().map(|id| PhotoId(id.into())).collect();
    app.library.thumbs().want(&ids);
    Ok(Nothing {})
}

pub(super) async fn retry(app: &Arc<App>, args: PhotoArgs) -> Answer<Nothing> {
    app.blocking(move |app| Ok(app.library.retry(PhotoId(args.id.into())).map(|()| Nothing {})?)).await
}

pub(super) async fn reveal(app: &Arc<App>, args: PhotoArgs) -> Answer<Nothing> {
    app.blocking(move |app| {
        let path = app.existing(args.id)?.path;
        opener::reveal(&path).map_err(|error| ApiError::failed("No file manager could be opened", &error))?;
        Ok(Nothing {})
    })
    .await
}

pub(super) async fn trash(app: &Arc<App>, args: PhotosArgs) -> Answer<Trashed> {
    app.blocking(move |app| {
        let mut paths = Vec::new();
        for id in &args.ids {
            paths.push(app.existing(*id)?.path);
        }
        let (receipt, failed) = match trash::put(&paths) {
            Ok(receipt) => (receipt, Vec::new()),
            Err(stopped) => (stopped.done, vec![ApiError::from(stopped.source).message]),
        };
        let count = receipt.originals().count();
        let token = app.token();
        app.lock(&app.trashed).insert(token.clone(), receipt);
        app.library.scan();
        Ok(Trashed { token, count: u32::try_from(count).unwrap_or(u32::MAX), failed })
    })
    .await
}

pub(super) async fn restore(app: &Arc<App>, args: TrashToken) -> Answer<Nothing> {
    app.blocking(move |app| {
        let receipt = app.lock(&app.trashed).get(&args.token).cloned();
        let receipt = receipt.ok_or_else(|| ApiError::bad_input("This was restored already", ""))?;
        trash::restore(&receipt)?;
        app.lock(&app.trashed).remove(&args.token);
        app.library.scan();
        Ok(Nothing {})
    })
    .await
}

impl App {
    pub(super) fn existing(&self, id: u32) -> Answer<safelight_library::Photo> {
        self.library.photo(PhotoId(id.into()))?.ok_or_else(|| ApiError::not_found("The photo"))
    }

    fn photo(&self, photo: safelight_library::Photo) -> Answer<Photo> {
        let look = photo.look.as_ref().ok();
        Ok(Photo {
            id: id(photo.id).unwrap_or_default(),
            name: name(&photo.path),
            path: photo.path.to_string_lossy().into_owned(),
            folder: photo.folder.to_string(),
            format: look.map_or("", |look| look.format.name()).to_owned(),
            width: look.map_or(0, |look| look.width),
            height: look.map_or(0, |look| look.height),
            bytes: photo.stat.size,
            taken_at: look.and_then(|look| look.taken).map(|taken| taken.0),
            modified_at: photo.stat.modified_ns / 1_000_000,
            version: photo.version,
            siblings: u32::try_from(self.library.siblings(photo.id)?.len()).unwrap_or(u32::MAX),
            made_by: photo.made_by,
            source: photo.source.and_then(id),
            error: photo.look.err().map(|flaw| flaw.0),
        })
    }
}

pub(super) fn folder_id(text: &str) -> Answer<FolderId> {
    text.parse().map_err(|_| ApiError::bad_input("There is no such folder", ""))
}
