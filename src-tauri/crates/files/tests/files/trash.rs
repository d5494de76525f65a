//! The trash gives back exactly what it was given. Every test has a trash of its own.

use std::fs;
use std::path::PathBuf;

use safelight_files::Error;
use safelight_files::trash::{self, Receipt};
use safelight_testkit::TempLibrary;

use crate::kit::apart;

/// A disk of its own, with the home folder on it.
const OWN_DISK: &str = r#"mount -t tmpfs -o size=4m none "$DISK""#;

fn disk() -> PathBuf {
    PathBuf::from(std::env::var_os("DISK").unwrap())
}

#[test]
fn a_receipt_finds_its_own_file_among_others_of_that_name() {
    apart("trash::a_receipt_finds_its_own_file_among_others_of_that_name", OWN_DISK, || {
        let path = disk().join("cat_upscaled_2x.jpg");
        fs::write(&path, b"first").unwrap();
        let first = trash::put(&[&path]).unwrap();
        fs::write(&path, b"second").unwrap();
        trash::put(&[&path]).unwrap();
        assert!(!path.exists());

        let stored = serde_json::to_string(&first).unwrap();
        let first: Receipt = serde_json::from_str(&stored).unwrap();
        assert_eq!(trash::restore(&first).unwrap(), std::slice::from_ref(&path));

        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert!(matches!(trash::restore(&first), Err(Error::NotInTrash { .. })));
    });
}

#[test]
fn nothing_is_put_back_over_another_file() {
    apart("trash::nothing_is_put_back_over_another_file", OWN_DISK, || {
        let path = disk().join("cat.jpg");
        fs::write(&path, b"old").unwrap();
        let receipt = trash::put(&[&path]).unwrap();
        fs::write(&path, b"new").unwrap();

        assert!(matches!(trash::restore(&receipt), Err(Error::Taken { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"new");

        fs::remove_file(&path).unwrap();
        trash::restore(&receipt).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"old", "it waited in the trash");
    });
}

#[test]
fn a_name_that_is_not_utf8_comes_back() {
    apart("trash::a_name_that_is_not_utf8_comes_back", OWN_DISK, || {
        let path = disk().join(TempLibrary::non_utf8_name());
        fs::write(&path, b"x").unwrap();
        let receipt = trash::put(&[&path]).unwrap();
        let receipt: Receipt = serde_json::from_str(&serde_json::to_string(&receipt).unwrap()).unwrap();
        assert_eq!(trash::restore(&receipt).unwrap(), std::slice::from_ref(&path));
        assert!(path.exists());
    });
}

#[test]
fn a_file_that_is_not_there_stops_the_rest_and_says_what_went_before() {
    apart("trash::a_file_that_is_not_there_stops_the_rest_and_says_what_went_before", OWN_DISK, || {
        let [a, gone, c] = ["a.jpg", "gone.jpg", "c.jpg"].map(|name| disk().join(name));
        fs::write(&a, b"a").unwrap();
        fs::write(&c, b"c").unwrap();

        let stopped = trash::put(&[&a, &gone, &c]).unwrap_err();

        assert!(matches!(stopped.source, Error::Trash { ref path, .. } if *path == gone));
        assert!(c.exists(), "what comes after is untouched");
        assert_eq!(trash::restore(&stopped.done).unwrap(), std::slice::from_ref(&a));
        assert!(a.exists());
    });
}

#[test]
fn a_file_on_another_drive_goes_and_comes_back() {
    let setup = r#"mkdir "$DISK/home" "$DISK/usb"; mount -t tmpfs none "$DISK/usb"; export HOME="$DISK/home""#;
    apart("trash::a_file_on_another_drive_goes_and_comes_back", setup, || {
        let path = disk().join("usb/cat.jpg");
        fs::write(&path, b"x").unwrap();
        let receipt = trash::put(&[&path]).unwrap();
        assert!(!path.exists());
        assert_eq!(trash::restore(&receipt).unwrap(), std::slice::from_ref(&path));
        assert!(path.exists());
    });
}

#[test]
fn a_drive_that_cannot_be_written_keeps_its_file_and_says_why() {
    let setup = r#"mkdir "$DISK/usb"; mount -t tmpfs none "$DISK/usb"; touch "$DISK/usb/cat.jpg"; mount -o remount,ro "$DISK/usb""#;
    apart("trash::a_drive_that_cannot_be_written_keeps_its_file_and_says_why", setup, || {
        let path = disk().join("usb/cat.jpg");
        let stopped = trash::put(&[&path]).unwrap_err();
        assert!(matches!(stopped.source, Error::Trash { .. }), "{stopped:?}");
        assert!(path.exists());
        assert_eq!(stopped.done.originals().count(), 0);
    });
}
