//! What happens on the disk while the library is open.

use std::fs;

use safelight_library::{Change, Notice, Scope};
use safelight_testkit::TempLibrary;

use crate::kit::{Opened, watching};

fn following(disk: &TempLibrary, photos: usize) -> Opened {
    let library = watching();
    library.add_folder(disk.root()).unwrap();
    library.until("the first scan", |library| library.names().len() == photos);
    // A scan that runs behind the first would hide what the watch does.
    library.scan_and_wait().unwrap();
    library
}

#[test]
fn a_file_that_appears_changes_and_goes_is_seen() {
    let disk = TempLibrary::new().jpeg("a.jpg", 32, 32);
    let library = following(&disk, 1);

    let disk = disk.jpeg("b.jpg", 32, 32);
    library.until("a new file", |library| library.names() == ["a.jpg", "b.jpg"]);

    let disk = disk.jpeg("b.jpg", 80, 40);
    library.until("a change", |library| library.named("b.jpg").look.is_ok_and(|look| look.width == 80));

    fs::remove_file(disk.path("a.jpg")).unwrap();
    library.until("a removal", |library| library.names() == ["b.jpg"]);
}

#[test]
fn a_file_that_is_renamed_stays_the_same_photo() {
    let disk = TempLibrary::new().jpeg("a.jpg", 32, 32).jpeg("sub/x.jpg", 32, 32);
    let library = following(&disk, 2);
    let id = library.named("a.jpg").id;

    fs::rename(disk.path("a.jpg"), disk.path("sub/b.jpg")).unwrap();
    library.until("the new name", |library| library.names() == ["b.jpg", "x.jpg"]);

    assert_eq!(library.named("b.jpg").id, id);
}

#[test]
fn a_new_folder_is_followed_too() {
    let disk = TempLibrary::new();
    let library = following(&disk, 0);

    let disk = disk.jpeg("trip/day/a.jpg", 32, 32);
    library.until("a file in a new folder", |library| library.names() == ["a.jpg"]);

    let disk = disk.jpeg("trip/day/b.jpg", 32, 32);
    library.until("a later file in it", |library| library.names() == ["a.jpg", "b.jpg"]);

    fs::rename(disk.path("trip"), disk.path("journey")).unwrap();
    library.until("its new name", |library| {
        library.folders().unwrap().iter().map(|folder| folder.name.clone()).skip(1).eq(["journey", "day"])
    });
    library.until("its photos", |library| library.names() == ["a.jpg", "b.jpg"]);

    let disk = disk.jpeg("journey/day/c.jpg", 32, 32);
    library.until("a file under the new name", |library| library.names() == ["a.jpg", "b.jpg", "c.jpg"]);

    fs::remove_dir_all(disk.path("journey")).unwrap();
    library.until("the removal", |library| library.ids(Scope::All).is_empty());
}

#[test]
fn a_root_that_goes_away_is_marked_and_comes_back_by_itself() {
    let disk = TempLibrary::new().jpeg("a.jpg", 32, 32);
    let library = following(&disk, 1);
    let aside = disk.root().with_extension("aside");

    fs::rename(disk.root(), &aside).unwrap();
    library.until("offline", |library| library.folders().unwrap().iter().all(|folder| !folder.online));
    assert_eq!(library.names(), ["a.jpg"], "its photos are kept");

    fs::rename(&aside, disk.root()).unwrap();
    library.until("online", |library| library.folders().unwrap().iter().all(|folder| folder.online));

    let disk = disk.jpeg("b.jpg", 32, 32);
    library.until("a new file there", |library| library.names() == ["a.jpg", "b.jpg"]);
    drop(disk);
}

#[test]
fn what_changed_while_the_program_was_closed_is_found_at_the_start() {
    let disk = TempLibrary::new().jpeg("a.jpg", 32, 32);
    let library = following(&disk, 1);
    let home = library.reopen(false);

    let disk = disk.jpeg("b.jpg", 32, 32);
    let library = home.reopen(true);

    library.until("the new file", |library| library.names() == ["a.jpg", "b.jpg"]);
    drop(disk);
}

/// The number of watches is limited for this test alone, in a user name space of its own.
#[test]
fn without_watches_the_library_says_so_and_still_works() {
    const INSIDE: &str = "SAFELIGHT_TEST_FEW_WATCHES";
    if std::env::var_os(INSIDE).is_none() {
        let program = std::env::current_exe().unwrap();
        let status = std::process::Command::new("unshare")
            .args(["--user", "--map-root-user", "sh", "-c"])
            .arg(r#"echo 2 > /proc/sys/user/max_inotify_watches && exec "$0" --exact "$1" --nocapture"#)
            .arg(program)
            .arg("watch::without_watches_the_library_says_so_and_still_works")
            .env(INSIDE, "1")
            .status()
            .expect("unshare (util-linux) starts");
        assert!(status.success(), "the test failed inside its name space, or there are no user name spaces here");
        return;
    }
    let disk = TempLibrary::new().jpeg("1/a.jpg", 32, 32).jpeg("2/b.jpg", 32, 32).jpeg("3/c.jpg", 32, 32);
    let library = watching();
    library.add_folder(disk.root()).unwrap();
    let notice = library.until_told("the limit", |change| match change {
        Change::Notice(notice) => Some(notice),
        _ => None,
    });
    assert!(matches!(notice, Notice::WatchLimit { .. }), "{notice:?}");
    library.until("all photos", |library| library.names().len() == 3);
}

/// The window is open while the command line writes a result.
#[test]
fn what_another_process_adopts_is_told_here() {
    let disk = TempLibrary::new().jpeg("cat.jpg", 32, 32);
    // Opened again, so that nothing is left to be told of the first scan.
    let library = following(&disk, 1).reopen(true);
    library.scan_and_wait().unwrap();
    let other = library.beside();

    let disk = disk.jpeg("cat_enhanced.jpg", 32, 32);
    let made = other.adopt(&[disk.path("cat_enhanced.jpg")], Some(&disk.path("cat.jpg")), "enhance").unwrap();

    library.until("the result", |library| library.ids(Scope::Made) == made);
    library.until_told("a change here", |change| matches!(change, Change::View { .. }).then_some(()));
}

#[test]
fn a_folder_removed_during_its_scan_stays_removed() {
    let disk = TempLibrary::new().jpeg("0.jpg", 16, 16);
    for n in 1..1500 {
        fs::hard_link(disk.path("0.jpg"), disk.path(format!("{n}.jpg"))).unwrap();
    }
    let library = watching();
    let id = library.add_folder(disk.root()).unwrap();
    library.until("the first photos", |library| !library.ids(Scope::All).is_empty());

    library.remove_folder(id).unwrap();

    library.scan_and_wait().unwrap();
    assert!(library.names().is_empty());
    assert!(library.folders().unwrap().is_empty());
}
