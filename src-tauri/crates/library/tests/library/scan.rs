//! What a scan finds, and what it leaves alone.

use std::fs;

use safelight_core::Format;
use safelight_library::{Change, Phase, Scanned, Scope};
use safelight_testkit::TempLibrary;

use crate::kit::still;

#[test]
fn a_folder_is_shown_with_all_below_it() {
    let disk = TempLibrary::new().jpeg("a.jpg", 64, 48).png("trip/b.png", 40, 40).jpeg("trip/day 2/c.jpg", 48, 64);
    let library = still();
    library.add_folder(disk.root()).unwrap();

    let done = library.scan_and_wait().unwrap();

    assert_eq!(library.names(), ["a.jpg", "b.png", "c.jpg"]);
    assert_eq!(done.seen, 3);
    let look = library.named("c.jpg").look.unwrap();
    assert_eq!((look.format, look.width, look.height), (Format::Jpeg, 48, 64));
}

#[test]
fn hidden_files_other_files_and_trashes_are_not_shown() {
    let disk = TempLibrary::new()
        .jpeg("a.jpg", 32, 32)
        .jpeg(".hidden.jpg", 32, 32)
        .jpeg(".git/b.jpg", 32, 32)
        .jpeg("$RECYCLE.BIN/c.jpg", 32, 32)
        .jpeg(".safelight-12-34-0.part", 32, 32)
        .file("Thumbs.db", b"db")
        .file("notes.txt", b"text");
    let library = still();
    library.add_folder(disk.root()).unwrap();
    library.scan_and_wait().unwrap();
    assert_eq!(library.names(), ["a.jpg"]);
}

#[test]
fn a_second_scan_reads_nothing() {
    let disk = TempLibrary::new().jpeg("a.jpg", 64, 48).jpeg("b.jpg", 64, 48).broken();
    let library = still();
    library.add_folder(disk.root()).unwrap();
    library.scan_and_wait().unwrap();
    let before = library.all();

    let again = library.scan_and_wait().unwrap();

    assert_eq!(again, Scanned { seen: 7, ..Scanned::default() }, "broken files are not read again either");
    assert_eq!(library.all(), before);
}

#[test]
fn changes_on_the_disk_are_found() {
    let disk = TempLibrary::new().jpeg("keep.jpg", 64, 48).jpeg("change.jpg", 64, 48).jpeg("old/gone.jpg", 32, 32);
    let library = still();
    library.add_folder(disk.root()).unwrap();
    library.scan_and_wait().unwrap();
    let changed = library.named("change.jpg");

    let disk = disk.jpeg("change.jpg", 100, 50).png("new.png", 20, 20);
    fs::remove_dir_all(disk.path("old")).unwrap();
    let done = library.scan_and_wait().unwrap();

    assert_eq!((done.indexed, done.removed), (2, 0), "the photo of a removed folder goes with its folder");
    assert_eq!(library.names(), ["change.jpg", "keep.jpg", "new.png"]);
    let now = library.named("change.jpg");
    assert_eq!(now.id, changed.id, "it is the same photo");
    assert_ne!(now.version, changed.version, "cached pictures of it are out of date");
    assert_eq!(now.look.unwrap().width, 100);
    assert_eq!(library.folders().unwrap().len(), 1);
}

#[test]
fn a_file_that_moves_stays_the_same_photo() {
    let disk = TempLibrary::new().jpeg("a.jpg", 64, 48).jpeg("b.jpg", 64, 48).jpeg("old/c.jpg", 64, 48);
    let library = still();
    library.add_folder(disk.root()).unwrap();
    library.scan_and_wait().unwrap();
    let (a, b, c) = (library.named("a.jpg").id, library.named("b.jpg").id, library.named("c.jpg").id);

    fs::rename(disk.path("a.jpg"), disk.path("renamed.jpg")).unwrap();
    fs::create_dir(disk.path("new")).unwrap();
    fs::rename(disk.path("b.jpg"), disk.path("new/b.jpg")).unwrap();
    fs::rename(disk.path("old"), disk.path("older")).unwrap();
    let done = library.scan_and_wait().unwrap();

    assert_eq!((done.moved, done.indexed, done.removed), (3, 0, 0), "nothing had to be read again");
    assert_eq!(library.named("renamed.jpg").id, a);
    assert_eq!(library.named("b.jpg").id, b);
    assert_eq!(library.named("c.jpg").id, c, "the folder was renamed around it");
    assert_eq!(library.named("b.jpg").path, disk.path("new/b.jpg").canonicalize().unwrap());
}

#[test]
fn two_names_of_one_file_are_two_photos() {
    let disk = TempLibrary::new().jpeg("a.jpg", 64, 48);
    let library = still();
    library.add_folder(disk.root()).unwrap();
    library.scan_and_wait().unwrap();

    fs::hard_link(disk.path("a.jpg"), disk.path("b.jpg")).unwrap();
    library.scan_and_wait().unwrap();

    assert_eq!(library.names(), ["a.jpg", "b.jpg"], "the first name is still there, so nothing moved");
}

#[test]
fn a_file_that_takes_a_known_name_is_no_move() {
    let disk = TempLibrary::new().jpeg("a.jpg", 64, 48).jpeg("b.jpg", 32, 32);
    let library = still();
    library.add_folder(disk.root()).unwrap();
    library.scan_and_wait().unwrap();

    fs::rename(disk.path("a.jpg"), disk.path("b.jpg")).unwrap();
    library.scan_and_wait().unwrap();

    assert_eq!(library.names(), ["b.jpg"]);
    assert_eq!(library.named("b.jpg").look.unwrap().width, 64);
}

#[test]
fn links_in_a_circle_end() {
    let disk = TempLibrary::new().jpeg("a.jpg", 32, 32).jpeg("sub/b.jpg", 32, 32);
    std::os::unix::fs::symlink(disk.root(), disk.path("sub/up")).unwrap();
    std::os::unix::fs::symlink("self", disk.path("self")).unwrap();
    std::os::unix::fs::symlink("nowhere.jpg", disk.path("dangling.jpg")).unwrap();
    let library = still();
    library.add_folder(disk.root()).unwrap();

    let done = library.scan_and_wait().unwrap();

    assert_eq!(library.names(), ["a.jpg", "b.jpg"]);
    assert_eq!(done.unreadable, [] as [std::path::PathBuf; 0], "a link that leads nowhere is nobody's trouble");
}

#[test]
fn a_large_folder_is_complete() {
    let disk = TempLibrary::new().jpeg("0.jpg", 16, 16);
    for n in 1..2500 {
        fs::hard_link(disk.path("0.jpg"), disk.path(format!("{n}.jpg"))).unwrap();
    }
    let library = still();
    let id = library.add_folder(disk.root()).unwrap();
    library.scan_and_wait().unwrap();
    assert_eq!(
        library.ids(Scope::Folder(id)).len(),
        2500,
        "a folder that comes in parts is not taken for its last part"
    );

    fs::remove_file(disk.path("7.jpg")).unwrap();
    let done = library.scan_and_wait().unwrap();
    assert_eq!((done.removed, done.indexed, done.moved), (1, 0, 0));
}

#[test]
fn a_scan_says_how_far_it_is_and_when_it_is_over() {
    let disk = TempLibrary::new().jpeg("a.jpg", 32, 32).jpeg("b.jpg", 32, 32);
    let library = still();
    let id = library.add_folder(disk.root()).unwrap();
    let ended = library.until_told("the end of the scan", |change| match change {
        Change::Scan(progress) if progress.phase == Phase::Done => Some(progress),
        _ => None,
    });
    assert_eq!((ended.seen, ended.indexed), (2, 2));
    assert!(ended.rate > 0.0);
    assert_eq!(library.ids(Scope::Folder(id)).len(), 2, "told after it was stored");
}

#[test]
fn a_cancelled_scan_keeps_what_was_known() {
    let disk = TempLibrary::new().jpeg("a.jpg", 32, 32).jpeg("b.jpg", 32, 32);
    let library = still();
    library.add_folder(disk.root()).unwrap();
    library.scan_and_wait().unwrap();
    fs::remove_file(disk.path("b.jpg")).unwrap();

    library.scan();
    library.cancel_scan();
    library.until_told("the end of the scan", |change| match change {
        Change::Scan(progress) if matches!(progress.phase, Phase::Done | Phase::Cancelled) => Some(()),
        _ => None,
    });

    assert!(library.names().contains(&"a.jpg".to_owned()));
    library.scan_and_wait().unwrap();
    assert_eq!(library.names(), ["a.jpg"], "a cancelled scan does not cancel the next one");
}

#[test]
fn a_file_that_moves_to_another_root_stays_the_same_photo() {
    let from = TempLibrary::new().jpeg("a.jpg", 64, 48);
    let to = TempLibrary::new().jpeg("b.jpg", 64, 48);
    let library = still();
    for disk in [&from, &to] {
        library.add_folder(disk.root()).unwrap();
    }
    library.scan_and_wait().unwrap();
    let (a, b) = (library.named("a.jpg").id, library.named("b.jpg").id);

    fs::rename(from.path("a.jpg"), to.path("a.jpg")).unwrap();
    fs::rename(to.path("b.jpg"), from.path("b.jpg")).unwrap();
    let done = library.scan_and_wait().unwrap();

    assert_eq!((done.moved, done.indexed, done.removed), (2, 0, 0));
    assert_eq!((library.named("a.jpg").id, library.named("b.jpg").id), (a, b), "whichever root is scanned first");
}
