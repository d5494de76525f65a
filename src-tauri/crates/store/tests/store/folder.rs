//! The tree of folders.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use safelight_core::FolderId;
use safelight_store::{Store, folder, media};

use crate::kit::{photo, root};

fn below(store: &Store, parent: FolderId, path: &str) -> FolderId {
    store.write(|write| folder::put(write, Some(parent), Path::new(path))).unwrap()
}

#[test]
fn parents_come_before_their_children() {
    let store = Store::in_memory().unwrap();
    let b = root(&store, "/b");
    let c = below(&store, b, "/b/c");
    let a = root(&store, "/a");
    let ids: Vec<_> = store.read(folder::all).unwrap().iter().map(|folder| folder.id).collect();
    assert_eq!(ids, [a, b, c]);
    assert_eq!(store.read(|read| folder::tree(read, b)).unwrap().len(), 2);
    assert_eq!(store.read(|read| folder::with_children(read, a)).unwrap().len(), 1);
}

#[test]
fn the_same_path_is_the_same_folder() {
    let store = Store::in_memory().unwrap();
    let inner = root(&store, "/a/b");
    let outer = root(&store, "/a");
    assert_eq!(below(&store, outer, "/a/b"), inner, "its photos stay with it");
    let roots = store.read(folder::roots).unwrap();
    assert_eq!(roots.iter().map(|root| root.id).collect::<Vec<_>>(), [outer]);
}

#[test]
fn a_removed_folder_takes_everything_below_it_along() {
    let store = Store::in_memory().unwrap();
    let a = root(&store, "/a");
    let b = below(&store, a, "/a/b");
    let other = root(&store, "/other");
    photo(&store, b, "x.jpg", 1);
    photo(&store, other, "y.jpg", 2);

    store.write(|write| folder::remove(write, a)).unwrap();

    assert_eq!(store.read(folder::all).unwrap().len(), 1);
    assert_eq!(store.read(media::count).unwrap(), 1);
    assert_eq!(store.read(|read| folder::get(read, b)).unwrap(), None);
}

#[test]
fn a_number_is_never_given_twice() {
    let store = Store::in_memory().unwrap();
    let first = root(&store, "/a");
    store.write(|write| folder::remove(write, first)).unwrap();
    assert_ne!(root(&store, "/b"), first, "somebody may still hold it");
}

#[test]
fn paths_that_are_not_utf8_are_kept_apart() {
    let store = Store::in_memory().unwrap();
    let names: [&[u8]; 3] = [b"/caf\xe9", "/café".as_bytes(), b"/caf\xef\xbf\xbd"];
    for name in names {
        let path = Path::new(OsStr::from_bytes(name));
        let id = store.write(|write| folder::put(write, None, path)).unwrap();
        assert_eq!(store.read(|read| folder::at(read, path)).unwrap().unwrap().id, id);
        assert_eq!(store.read(|read| folder::get(read, id)).unwrap().unwrap().path, path);
    }
    assert_eq!(store.read(folder::all).unwrap().len(), 3);
}

#[test]
fn flags_are_remembered() {
    let store = Store::in_memory().unwrap();
    let a = root(&store, "/a");
    assert!(!store.write(|write| folder::set_online(write, a, true)).unwrap(), "no news");
    assert!(store.write(|write| folder::set_online(write, a, false)).unwrap());
    store.write(|write| folder::set_never_upload(write, a, true)).unwrap();
    let folder = store.read(|read| folder::get(read, a)).unwrap().unwrap();
    assert!(!folder.online && folder.never_upload);
}

#[test]
fn counts_are_of_the_folder_itself() {
    let store = Store::in_memory().unwrap();
    let a = root(&store, "/a");
    let b = below(&store, a, "/a/b");
    photo(&store, b, "x.jpg", 1);
    photo(&store, b, "y.jpg", 2);
    let counts = store.read(folder::counts).unwrap();
    assert_eq!((counts.get(&a), counts.get(&b)), (None, Some(&2)));
}
