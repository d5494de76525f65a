//! Files that jobs have just written.

use safelight_library::{Scope, ThumbSize};
use safelight_testkit::TempLibrary;

use crate::kit::still;

#[test]
fn a_result_is_shown_at_once_and_knows_its_source() {
    let disk = TempLibrary::new().jpeg("cat.jpg", 32, 32);
    let library = still();
    library.add_folder(disk.root()).unwrap();
    library.scan_and_wait().unwrap();
    let cat = library.named("cat.jpg").id;
    let disk = disk.jpeg("cat_upscaled_2x.jpg", 64, 64);

    let made = library.adopt(&[disk.path("cat_upscaled_2x.jpg")], Some(&disk.path("cat.jpg")), "upscale").unwrap();

    assert_eq!(library.siblings(cat).unwrap().iter().map(|photo| photo.id).collect::<Vec<_>>(), made);
    assert_eq!(library.ids(Scope::Made), made);
    let photo = library.photo(made[0]).unwrap().unwrap();
    assert_eq!((photo.source, photo.made_by.as_deref()), (Some(cat), Some("upscale")));
    assert!(library.thumbs().get(made[0], ThumbSize::Small).is_ok());

    let again = library.scan_and_wait().unwrap();
    assert_eq!((again.indexed, again.seen), (0, 2), "the scan has nothing to add");
    assert_eq!(library.photo(made[0]).unwrap().unwrap().source, Some(cat));
}

#[test]
fn a_result_survives_its_source() {
    let disk = TempLibrary::new().jpeg("cat.jpg", 32, 32).jpeg("cat_enhanced.jpg", 32, 32);
    let library = still();
    library.add_folder(disk.root()).unwrap();
    library.scan_and_wait().unwrap();
    library.adopt(&[disk.path("cat_enhanced.jpg")], Some(&disk.path("cat.jpg")), "enhance").unwrap();

    std::fs::remove_file(disk.path("cat.jpg")).unwrap();
    library.scan_and_wait().unwrap();

    let photo = library.named("cat_enhanced.jpg");
    assert_eq!((photo.source, photo.made_by.as_deref()), (None, Some("enhance")));
}

#[test]
fn a_generation_has_no_source() {
    let disk = TempLibrary::new().jpeg("deep/new/generated.jpg", 32, 32);
    let library = still();
    library.add_folder(disk.root()).unwrap();
    let made = library.adopt(&[disk.path("deep/new/generated.jpg")], None, "generate").unwrap();
    assert_eq!(library.ids(Scope::Made), made, "folders nobody has seen yet are made on the way");
}

#[test]
fn files_outside_all_folders_are_left_out() {
    let (inside, outside) = (TempLibrary::new(), TempLibrary::new().jpeg("a.jpg", 32, 32));
    let library = still();
    library.add_folder(inside.root()).unwrap();
    let paths = [outside.path("a.jpg"), inside.path("gone.jpg")];
    assert!(library.adopt(&paths, None, "upscale").unwrap().is_empty());
    assert!(library.names().is_empty());
}
