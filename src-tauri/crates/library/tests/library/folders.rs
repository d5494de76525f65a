//! Adding, nesting and removing folders.

use std::fs;

use safelight_library::{Error, Scope};
use safelight_testkit::TempLibrary;

use crate::kit::still;

fn disk() -> TempLibrary {
    TempLibrary::new().jpeg("a.jpg", 32, 32).jpeg("trip/b.jpg", 32, 32).jpeg("trip/day/c.jpg", 32, 32)
}

#[test]
fn the_tree_counts_its_photos() {
    let (disk, library) = (disk(), still());
    let root = library.add_folder(disk.root()).unwrap();
    library.scan_and_wait().unwrap();

    let tree = library.folders().unwrap();

    let shape: Vec<_> = tree.iter().skip(1).map(|f| (f.name.as_str(), f.photos, f.photos_below)).collect();
    assert_eq!(shape, [("trip", 1, 2), ("day", 1, 1)]);
    assert_eq!((tree[0].id, tree[0].parent, tree[0].photos, tree[0].photos_below), (root, None, 1, 3));
    assert_eq!(tree[2].parent, Some(tree[1].id));
    assert_eq!(library.ids(Scope::Folder(tree[1].id)).len(), 1);
    assert_eq!(library.ids(Scope::Tree(tree[1].id)).len(), 2);
}

#[test]
fn a_folder_inside_one_that_was_added_is_the_one_already_shown() {
    let (disk, library) = (disk(), still());
    library.add_folder(disk.root()).unwrap();
    library.scan_and_wait().unwrap();

    let inner = library.add_folder(&disk.path("trip")).unwrap();

    let tree = library.folders().unwrap();
    assert_eq!(tree.len(), 3, "nothing is shown twice");
    assert_eq!(inner, tree[1].id);
    assert!(matches!(library.remove_folder(inner), Err(Error::NotARoot { .. })));
}

#[test]
fn a_folder_around_others_takes_them_in() {
    let (disk, library) = (disk(), still());
    let inner = library.add_folder(&disk.path("trip/day")).unwrap();
    library.scan_and_wait().unwrap();
    let photo = library.named("c.jpg").id;

    let outer = library.add_folder(disk.root()).unwrap();
    library.scan_and_wait().unwrap();

    let tree = library.folders().unwrap();
    assert_eq!(tree.iter().filter(|folder| folder.parent.is_none()).count(), 1);
    assert_eq!((tree[0].id, tree[2].id), (outer, inner));
    assert_eq!(library.named("c.jpg").id, photo, "what was known is still known");
}

#[test]
fn removing_a_folder_forgets_and_deletes_nothing() {
    let (disk, library) = (disk(), still());
    let root = library.add_folder(disk.root()).unwrap();
    library.scan_and_wait().unwrap();

    library.remove_folder(root).unwrap();

    assert!(library.names().is_empty());
    assert!(library.folders().unwrap().is_empty());
    assert!(disk.path("a.jpg").exists() && disk.path("trip/day/c.jpg").exists(), "files are never touched");
    assert!(matches!(library.remove_folder(root), Err(Error::NoFolder { .. })));
}

#[test]
fn the_same_folder_by_another_way_is_the_same() {
    let (disk, library) = (disk(), still());
    let id = library.add_folder(disk.root()).unwrap();
    assert_eq!(library.add_folder(&disk.path("trip/..")).unwrap(), id);
    assert_eq!(library.folders().unwrap().iter().filter(|folder| folder.parent.is_none()).count(), 1);
}

#[test]
fn a_drive_that_is_not_there_is_offline_and_comes_back() {
    let (disk, library) = (disk(), still());
    library.add_folder(disk.root()).unwrap();
    library.scan_and_wait().unwrap();
    let photo = library.named("b.jpg").id;
    let aside = disk.root().with_extension("aside");

    fs::rename(disk.root(), &aside).unwrap();
    assert!(library.scan_and_wait().unwrap().offline);

    assert_eq!(library.names().len(), 3, "what is known is kept");
    assert!(library.folders().unwrap().iter().all(|folder| !folder.online));
    assert!(!library.photo(photo).unwrap().unwrap().online);

    fs::rename(&aside, disk.root()).unwrap();
    let done = library.scan_and_wait().unwrap();
    assert_eq!((done.indexed, done.removed), (0, 0));
    assert!(library.folders().unwrap().iter().all(|folder| folder.online));
    assert!(library.photo(photo).unwrap().unwrap().online);
}
