//! Rows of photos.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use safelight_core::ContentHash;
use safelight_store::media::{Known, Learned};
use safelight_store::{Store, folder, media};

use crate::kit::{found, photo, put, root, stat};

fn learned(id: safelight_core::PhotoId, version: u32) -> Learned {
    Learned { id, version, hash: Some(ContentHash([7; 32])), colour: Some(0x00AA_BBCC), error: None }
}

#[test]
fn a_photo_comes_back_as_it_went_in() {
    let store = Store::in_memory().unwrap();
    let folder = root(&store, "/a");
    let id = photo(&store, folder, "x.jpg", 5);
    let photo = store.read(|read| media::get(read, id)).unwrap().unwrap();
    assert_eq!(photo.path, Path::new("/a/x.jpg"));
    assert_eq!((photo.stat, photo.version, photo.online), (stat(5), 5, true));
    assert_eq!(photo.look, found(folder, "x.jpg", 5).look);
    assert_eq!(store.read(|read| media::at(read, Path::new("/a/x.jpg"))).unwrap(), Some(photo));
    assert_eq!(store.read(|read| media::at(read, Path::new("/a/y.jpg"))).unwrap(), None);
}

#[test]
fn a_reason_comes_back_instead_of_a_header() {
    let store = Store::in_memory().unwrap();
    let mut broken = found(root(&store, "/a"), "x.jpg", 1);
    broken.look = Err(media::Flaw("It is empty.".to_owned()));
    let id = put(&store, &broken);
    assert_eq!(store.read(|read| media::get(read, id)).unwrap().unwrap().look, broken.look);
}

#[test]
fn a_changed_file_forgets_its_hash_but_not_its_origin() {
    let store = Store::in_memory().unwrap();
    let folder = root(&store, "/a");
    let (source, id) = (photo(&store, folder, "x.jpg", 1), photo(&store, folder, "x_enhanced.jpg", 2));
    store.write(|write| media::set_origin(write, id, Some(source), "enhance")).unwrap();
    assert!(store.write(|write| media::learn(write, &learned(id, 2))).unwrap());

    assert_eq!(photo(&store, folder, "x_enhanced.jpg", 2), id);
    assert_eq!(store.read(|read| media::get(read, id)).unwrap().unwrap().hash, Some(ContentHash([7; 32])), "unchanged");

    assert_eq!(photo(&store, folder, "x_enhanced.jpg", 3), id);
    let changed = store.read(|read| media::get(read, id)).unwrap().unwrap();
    assert_eq!((changed.hash, changed.colour), (None, None));
    assert_eq!((changed.source, changed.made_by.as_deref()), (Some(source), Some("enhance")));
    assert_eq!(store.read(|read| media::made_from(read, source)).unwrap(), [changed]);
}

#[test]
fn nothing_is_learned_about_a_file_that_changed_meanwhile() {
    let store = Store::in_memory().unwrap();
    let folder = root(&store, "/a");
    let id = photo(&store, folder, "x.jpg", 1);
    photo(&store, folder, "x.jpg", 2);
    assert!(!store.write(|write| media::learn(write, &learned(id, 1))).unwrap());
    assert_eq!(store.read(|read| media::get(read, id)).unwrap().unwrap().hash, None);
}

#[test]
fn what_moved_away_is_not_removed_by_its_old_name() {
    let store = Store::in_memory().unwrap();
    let folder = root(&store, "/a");
    let id = photo(&store, folder, "x.jpg", 1);
    let known = Known { id, folder, name: "x.jpg".into(), stat: stat(1) };
    store.write(|write| media::rename(write, id, folder, OsStr::new("y.jpg"), b"y")).unwrap();
    assert!(!store.write(|write| media::remove(write, &known)).unwrap());
    let known = Known { name: "y.jpg".into(), ..known };
    assert!(store.write(|write| media::remove(write, &known)).unwrap());
    assert!(!store.read(media::any).unwrap());
}

#[test]
fn known_rows_are_found_by_folder_tree_and_inode() {
    let store = Store::in_memory().unwrap();
    let a = root(&store, "/a");
    let b = store.write(|write| folder::put(write, Some(a), Path::new("/a/b"))).unwrap();
    let name = OsStr::from_bytes(b"caf\xe9.jpg");
    let id = put(&store, &found(b, name, 9));
    let known = Known { id, folder: b, name: name.to_owned(), stat: stat(9) };
    assert_eq!(store.read(|read| media::known_below(read, a)).unwrap(), std::slice::from_ref(&known));
    assert_eq!(store.read(|read| media::known_in(read, b)).unwrap(), std::slice::from_ref(&known));
    assert_eq!(store.read(|read| media::known_as(read, &stat(9))).unwrap(), [known]);
    assert!(store.read(|read| media::known_in(read, a)).unwrap().is_empty());
    assert!(store.read(|read| media::known_as(read, &stat(8))).unwrap().is_empty());
}

#[test]
fn a_photo_is_as_offline_as_its_root() {
    let store = Store::in_memory().unwrap();
    let a = root(&store, "/a");
    let b = store.write(|write| folder::put(write, Some(a), Path::new("/a/b"))).unwrap();
    let id = photo(&store, b, "x.jpg", 1);
    store.write(|write| folder::set_online(write, a, false)).unwrap();
    assert!(!store.read(|read| media::get(read, id)).unwrap().unwrap().online);
}

#[test]
fn siblings_outlive_their_source() {
    let store = Store::in_memory().unwrap();
    let (a, b) = (root(&store, "/a"), root(&store, "/b"));
    let (source, made) = (photo(&store, a, "x.jpg", 1), photo(&store, b, "x_enhanced.jpg", 2));
    store.write(|write| media::set_origin(write, made, Some(source), "enhance")).unwrap();
    store.write(|write| folder::remove(write, a)).unwrap();
    let left = store.read(|read| media::get(read, made)).unwrap().unwrap();
    assert_eq!((left.source, left.made_by.as_deref()), (None, Some("enhance")));
}
