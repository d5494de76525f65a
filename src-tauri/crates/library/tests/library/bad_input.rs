//! Files and folders that are not as they should be. None of them stops anything.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::thread;

use safelight_library::{Change, Error, Notice, Scope, ThumbError, ThumbSize};
use safelight_testkit::{TempLibrary, corrupt_jpeg, encode_jpeg, encode_png, scene};

use crate::kit::{Opened, still, watching};

fn scanned(disk: &TempLibrary) -> Opened {
    let library = still();
    library.add_folder(disk.root()).unwrap();
    library.scan_and_wait().unwrap();
    library
}

fn message(library: &Opened, name: &str) -> String {
    match library.thumbs().get(library.named(name).id, ThumbSize::Small) {
        Err(ThumbError::Unreadable { message }) => message,
        other => panic!("{name} must be refused with a sentence, not {other:?}"),
    }
}

#[test]
fn each_bad_file_is_shown_with_a_reason_and_the_others_work() {
    let disk = TempLibrary::new().broken().jpeg("good.jpg", 64, 64);
    let library = scanned(&disk);

    assert_eq!(library.names().len(), 6);
    for name in ["empty.jpg", "text.jpg", "huge.png", "corrupt.jpg"] {
        let message = message(&library, name);
        assert!(message.len() > 10, "{name}: “{message}” is no sentence");
    }
    assert!(library.thumbs().get(library.named("good.jpg").id, ThumbSize::Small).is_ok());
}

#[test]
fn a_corrupt_file_is_not_tried_again_before_it_changes_or_somebody_asks() {
    let disk = TempLibrary::new().file("a.jpg", &corrupt_jpeg());
    let library = scanned(&disk);
    let id = library.named("a.jpg").id;
    message(&library, "a.jpg");
    library.until("the reason in the library", |library| library.named("a.jpg").look.is_err());

    library.retry(id).unwrap();
    assert!(library.named("a.jpg").look.is_ok(), "its header is whole: it gets another chance");
    message(&library, "a.jpg");

    disk.write("a.jpg", &encode_jpeg(&scene(40, 40, 1), 90));
    library.scan_and_wait().unwrap();
    assert!(library.thumbs().get(id, ThumbSize::Small).is_ok(), "the file was replaced by a good one");
}

#[test]
fn a_mislabelled_picture_is_shown_for_what_it_is() {
    let png = encode_png(scene(40, 20, 3));
    let disk = TempLibrary::new().file("photo.jpg", &png);
    let library = scanned(&disk);
    assert_eq!(library.named("photo.jpg").look.unwrap().format, safelight_core::Format::Png);
    assert!(library.thumbs().get(library.named("photo.jpg").id, ThumbSize::Small).is_ok());
}

#[test]
fn a_name_that_is_not_utf8_works_throughout() {
    let bytes = encode_jpeg(&scene(48, 32, 5), 90);
    let name = TempLibrary::non_utf8_name();
    let disk = TempLibrary::new().file(&name, &bytes).file(name.with_extension("").join("inside.jpg"), &bytes);
    let library = scanned(&disk);

    let found = library.photo_at(&disk.path(&name).canonicalize().unwrap()).unwrap().unwrap();
    assert!(library.thumbs().get(found.id, ThumbSize::Small).is_ok());
    assert_eq!(library.names().len(), 2, "in a folder with such a name too");
    assert_eq!(library.scan_and_wait().unwrap().indexed, 0);
    assert_eq!(library.adopt(&[disk.path(&name)], None, "upscale").unwrap(), [found.id]);
}

#[test]
fn what_is_not_a_folder_is_refused() {
    let disk = TempLibrary::new().jpeg("a.jpg", 32, 32);
    let library = still();
    assert!(matches!(library.add_folder(&disk.path("a.jpg")), Err(Error::NotAFolder { .. })));
    assert!(matches!(library.add_folder(&disk.path("nowhere")), Err(Error::Unreadable { .. })));
    assert!(matches!(library.add_folder(&disk.path("a.jpg/through")), Err(Error::Unreadable { .. })));
    assert!(library.folders().unwrap().is_empty());
}

/// Permissions do not stop root, so the library runs on threads of an ordinary user, who owns the folder.
#[test]
fn an_unreadable_folder_is_told_and_what_is_known_of_it_is_kept() {
    const NOBODY: u32 = 65_534;
    let disk = TempLibrary::new().jpeg("a.jpg", 32, 32).jpeg("private/b.jpg", 32, 32);
    let private = disk.path("private").canonicalize().unwrap();
    fs::set_permissions(disk.root(), Permissions::from_mode(0o777)).unwrap();
    let is_root = rustix::process::geteuid().is_root();
    if is_root {
        chown(&private, Some(NOBODY), None).unwrap();
    }
    let as_user = || {
        if is_root {
            let nobody = rustix::process::Uid::from_raw(NOBODY);
            rustix::thread::set_thread_uid(nobody).expect("root can become an ordinary user");
        }
        let library = scanned(&disk);
        assert_eq!(library.names(), ["a.jpg", "b.jpg"]);

        fs::set_permissions(&private, Permissions::from_mode(0o000)).unwrap();
        let done = library.scan_and_wait().unwrap();

        assert_eq!(done.unreadable, std::slice::from_ref(&private));
        assert_eq!(library.names(), ["a.jpg", "b.jpg"], "it may still be there");
        let paths = library.until_told("what could not be read", |change| match change {
            Change::Notice(Notice::Unreadable { paths }) => Some(paths),
            _ => None,
        });
        assert_eq!(paths, std::slice::from_ref(&private));
        assert!(matches!(still().add_folder(&private), Err(Error::Unreadable { .. })));

        fs::set_permissions(&private, Permissions::from_mode(0o755)).unwrap();
        assert!(library.scan_and_wait().unwrap().unreadable.is_empty());
    };
    thread::scope(|scope| scope.spawn(as_user).join().unwrap());
}

#[test]
fn a_folder_that_vanishes_during_a_scan_does_no_harm() {
    let disk = TempLibrary::new().jpeg("keep/0.jpg", 16, 16).jpeg("go/0.jpg", 16, 16);
    for n in 1..1500 {
        fs::hard_link(disk.path("go/0.jpg"), disk.path(format!("go/{n}.jpg"))).unwrap();
    }
    let library = watching();
    library.add_folder(disk.root()).unwrap();
    library.until("the first photos", |library| library.ids(Scope::All).len() > 1);

    fs::remove_dir_all(disk.path("go")).unwrap();

    library.until("the rest", |library| library.names() == ["0.jpg"]);
    assert!(library.named("0.jpg").path.ends_with("keep/0.jpg"));
}

#[test]
fn a_root_that_vanishes_during_a_scan_is_offline() {
    let disk = TempLibrary::new().jpeg("0.jpg", 16, 16);
    for n in 1..1500 {
        fs::hard_link(disk.path("0.jpg"), disk.path(format!("{n}.jpg"))).unwrap();
    }
    let library = watching();
    library.add_folder(disk.root()).unwrap();
    library.until("the first photos", |library| !library.ids(Scope::All).is_empty());

    let aside = disk.root().with_extension("aside");
    fs::rename(disk.root(), &aside).unwrap();

    library.until("offline", |library| library.folders().unwrap().iter().all(|folder| !folder.online));
    assert!(!library.ids(Scope::All).is_empty(), "what was found is kept");
    fs::rename(&aside, disk.root()).unwrap();
    library.until("everything, by itself", |library| library.ids(Scope::All).len() == 1500);
}
