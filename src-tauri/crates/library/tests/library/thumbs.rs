//! Thumbnails, cached by what is in the file.

use std::fs;
use std::path::PathBuf;

use safelight_core::Format;
use safelight_library::{Change, ThumbError, ThumbSize};
use safelight_testkit::TempLibrary;

use crate::kit::{Opened, still};

fn scanned(disk: &TempLibrary) -> Opened {
    let library = still();
    library.add_folder(disk.root()).unwrap();
    library.scan_and_wait().unwrap();
    library
}

fn cached(library: &Opened) -> Vec<PathBuf> {
    let folders = fs::read_dir(library.thumbs_folder()).map(Vec::from_iter).unwrap_or_default();
    let files = folders.into_iter().flat_map(|folder| fs::read_dir(folder.unwrap().path()).unwrap());
    files.map(|file| file.unwrap().path()).collect()
}

#[test]
fn a_thumbnail_fits_its_box() {
    let disk = TempLibrary::new().jpeg("wide.jpg", 1200, 300).png_with_alpha("alpha.png", 700, 700);
    let library = scanned(&disk);
    for (size, side) in [(ThumbSize::Small, 256), (ThumbSize::Large, 512)] {
        let wide = library.thumbs().get(library.named("wide.jpg").id, size).unwrap();
        let header = safelight_imaging::probe_bytes(&wide.bytes).unwrap();
        assert_eq!((header.width, header.height, wide.format), (side, side / 4, Format::Jpeg));
        let alpha = library.thumbs().get(library.named("alpha.png").id, size).unwrap();
        assert_eq!(Format::sniff(&alpha.bytes), Some(alpha.format));
        assert_eq!(safelight_imaging::probe_bytes(&alpha.bytes).unwrap().width, side);
    }
}

#[test]
fn hash_and_colour_are_learned_on_the_way() {
    let disk = TempLibrary::new().jpeg("a.jpg", 300, 200);
    let library = scanned(&disk);
    let id = library.named("a.jpg").id;

    let thumb = library.thumbs().get(id, ThumbSize::Small).unwrap();
    library.until_told("what was learned", |change| match change {
        Change::Photos { ids } if ids.contains(&id) => Some(()),
        _ => None,
    });

    let photo = library.photo(id).unwrap().unwrap();
    assert_eq!(photo.hash, Some(thumb.hash));
    assert!(photo.colour.is_some_and(|colour| colour <= 0xFF_FFFF));
}

#[test]
fn the_same_bytes_are_decoded_once() {
    let disk = TempLibrary::new().jpeg("a.jpg", 300, 200);
    fs::copy(disk.path("a.jpg"), disk.path("b.jpg")).unwrap();
    let library = scanned(&disk);

    let a = library.thumbs().get(library.named("a.jpg").id, ThumbSize::Small).unwrap();
    let b = library.thumbs().get(library.named("b.jpg").id, ThumbSize::Small).unwrap();

    assert_eq!(a, b);
    assert_eq!(cached(&library).len(), 1);
}

#[test]
fn thumbnails_are_kept_for_the_next_start() {
    let disk = TempLibrary::new().jpeg("a.jpg", 300, 200);
    let library = scanned(&disk);
    let id = library.named("a.jpg").id;
    let made = library.thumbs().get(id, ThumbSize::Small).unwrap();
    library.until("the hash", |library| library.named("a.jpg").hash.is_some());

    let library = library.reopen(false);
    fs::remove_file(disk.path("a.jpg")).unwrap();

    let shown = library.thumbs().get(id, ThumbSize::Small).unwrap();
    assert_eq!(shown, made, "a drive that is not there is still shown");
    assert!(matches!(library.thumbs().get(id, ThumbSize::Large), Err(ThumbError::Missing { .. })));
}

#[test]
fn a_cleared_cache_fills_again() {
    let disk = TempLibrary::new().jpeg("a.jpg", 300, 200);
    let library = scanned(&disk);
    let id = library.named("a.jpg").id;
    let first = library.thumbs().get(id, ThumbSize::Small).unwrap();

    library.thumbs().clear().unwrap();
    assert!(cached(&library).is_empty());

    assert_eq!(library.thumbs().get(id, ThumbSize::Small).unwrap(), first);
    assert_eq!(cached(&library).len(), 1);
}

#[test]
fn a_damaged_cache_file_is_made_anew() {
    let disk = TempLibrary::new().jpeg("a.jpg", 300, 200);
    let library = scanned(&disk);
    let id = library.named("a.jpg").id;
    let first = library.thumbs().get(id, ThumbSize::Small).unwrap();
    library.until("the hash", |library| library.named("a.jpg").hash.is_some());
    fs::write(&cached(&library)[0], b"").unwrap();

    let library = library.reopen(false);

    assert_eq!(library.thumbs().get(id, ThumbSize::Small).unwrap(), first);
}

#[test]
fn a_changed_file_gets_another_thumbnail() {
    let disk = TempLibrary::new().jpeg("a.jpg", 300, 200);
    let library = scanned(&disk);
    let id = library.named("a.jpg").id;
    let before = library.thumbs().get(id, ThumbSize::Small).unwrap();

    let disk = disk.jpeg("a.jpg", 400, 200);
    library.scan_and_wait().unwrap();

    let after = library.thumbs().get(id, ThumbSize::Small).unwrap();
    assert_ne!(after.hash, before.hash);
    drop(disk);
}

#[test]
fn a_photo_that_is_gone_is_said_to_be() {
    let disk = TempLibrary::new().jpeg("a.jpg", 300, 200);
    let library = scanned(&disk);
    let id = library.named("a.jpg").id;

    fs::remove_file(disk.path("a.jpg")).unwrap();
    assert!(matches!(library.thumbs().get(id, ThumbSize::Small), Err(ThumbError::Missing { .. })));
    assert!(library.named("a.jpg").look.is_ok(), "a file that is not there is not remembered as broken");

    library.scan_and_wait().unwrap();
    assert!(matches!(library.thumbs().get(id, ThumbSize::Small), Err(ThumbError::Gone)));
}
