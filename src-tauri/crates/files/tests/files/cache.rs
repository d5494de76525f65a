//! Files of our own.

use safelight_files::Error;
use safelight_files::cache;
use safelight_testkit::TempLibrary;

#[test]
fn a_cache_file_is_replaced_and_its_folders_are_made() {
    let disk = TempLibrary::new();
    let path = disk.path("ab/abcd.jpg");
    cache::put(&path, b"one").unwrap();
    cache::put(&path, b"two").unwrap();
    assert_eq!(cache::read_limited(&path, 3).unwrap(), b"two");
    assert_eq!(std::fs::read_dir(disk.path("ab")).unwrap().count(), 1, "no temporary file is left");
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let disk = TempLibrary::new().file("a", b"1234");
    assert!(matches!(cache::read_limited(&disk.path("a"), 3), Err(Error::TooLarge { limit: 3, .. })));
    assert!(matches!(cache::read_limited(&disk.path("b"), 3), Err(Error::Read { .. })));
    assert!(
        matches!(cache::read_limited(std::path::Path::new("/dev/zero"), 1000), Err(Error::TooLarge { .. })),
        "a file that claims no size is not read without end"
    );
}

#[test]
fn clearing_what_is_not_there_is_fine() {
    let disk = TempLibrary::new().file("thumbs/ab/x.jpg", b"1");
    cache::clear(&disk.path("thumbs")).unwrap();
    cache::clear(&disk.path("thumbs")).unwrap();
    assert!(disk.names().is_empty());
}
