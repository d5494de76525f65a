//! The columns a grid is drawn from.

use std::fs::File;
use std::time::{Duration, UNIX_EPOCH};

use safelight_core::{Order, SortKey};
use safelight_library::{NO_COLOUR, Scope};
use safelight_testkit::TempLibrary;

use crate::kit::{Opened, still};

fn sorted(library: &Opened, key: SortKey, descending: bool) -> Vec<String> {
    let view = library.view(Scope::All, Order { key, descending }).unwrap();
    let ids: Vec<_> = view.ids.iter().map(|&id| safelight_core::PhotoId(id.into())).collect();
    library.photos(&ids).unwrap().iter().map(|photo| photo.path.file_name().unwrap().to_string_lossy().into()).collect()
}

#[test]
fn photos_sort_by_name_date_and_size() {
    let disk = TempLibrary::new().jpeg("IMG_10.jpg", 32, 32).jpeg("img_9.jpg", 300, 300).jpeg("a.jpg", 120, 120);
    for (age, name) in ["a.jpg", "IMG_10.jpg", "img_9.jpg"].iter().enumerate() {
        let time = UNIX_EPOCH + Duration::from_secs(1_600_000_000 - age as u64 * 1000);
        File::options().append(true).open(disk.path(name)).unwrap().set_modified(time).unwrap();
    }
    let library = still();
    library.add_folder(disk.root()).unwrap();
    library.scan_and_wait().unwrap();

    assert_eq!(sorted(&library, SortKey::Name, false), ["a.jpg", "img_9.jpg", "IMG_10.jpg"]);
    assert_eq!(sorted(&library, SortKey::Name, true), ["IMG_10.jpg", "img_9.jpg", "a.jpg"]);
    assert_eq!(sorted(&library, SortKey::Date, true), ["a.jpg", "IMG_10.jpg", "img_9.jpg"]);
    assert_eq!(sorted(&library, SortKey::Size, false), ["IMG_10.jpg", "a.jpg", "img_9.jpg"]);
}

#[test]
fn columns_have_one_entry_per_photo() {
    let disk = TempLibrary::new().jpeg("a.jpg", 64, 32).file("b.jpg", b"not a picture");
    let library = still();
    library.add_folder(disk.root()).unwrap();
    library.scan_and_wait().unwrap();

    let view = library.view(Scope::All, Order { key: SortKey::Name, descending: false }).unwrap();

    assert_eq!(view.ratios, [2.0, 1.0], "a photo nobody can read is square");
    assert_eq!(view.versions.len(), 2);
    assert_eq!(view.colours, [NO_COLOUR; 2], "nothing was decoded yet");
}
