//! Columns in every scope and order.

use std::path::Path;

use safelight_core::{Order, SortKey, Timestamp};
use safelight_store::media::Learned;
use safelight_store::view::{NO_COLOUR, Scope, columns};
use safelight_store::{Store, folder, media};

use crate::kit::{found, photo, put, root};

const BY_NAME: Order = Order { key: SortKey::Name, descending: false };

#[test]
fn scopes_hold_what_they_say() {
    let store = Store::in_memory().unwrap();
    let a = root(&store, "/a");
    let b = store.write(|write| folder::put(write, Some(a), Path::new("/a/b"))).unwrap();
    let other = root(&store, "/c");
    let [x, y, z] = [(a, "x", 1), (b, "y", 2), (other, "z", 3)].map(|(folder, name, n)| photo(&store, folder, name, n));
    store.write(|write| media::set_origin(write, z, None, "generate")).unwrap();
    for (scope, expected) in
        [(Scope::All, vec![x, y, z]), (Scope::Folder(a), vec![x]), (Scope::Tree(a), vec![x, y]), (Scope::Made, vec![z])]
    {
        let ids = store.read(|read| columns(read, scope, BY_NAME)).unwrap().ids;
        let expected: Vec<u32> = expected.iter().map(|id| u32::try_from(id.0).unwrap()).collect();
        assert_eq!(ids, expected, "{scope:?}");
    }
}

#[test]
fn orders_are_what_they_say_and_equals_keep_their_place() {
    let store = Store::in_memory().unwrap();
    let folder = root(&store, "/a");
    let mut old = found(folder, "a", 30);
    old.look.as_mut().unwrap().taken = Some(Timestamp(-5));
    let a = put(&store, &old);
    let (b, c) = (photo(&store, folder, "b", 10), photo(&store, folder, "c", 20));
    let twin = photo(&store, root(&store, "/b"), "b", 10);
    for (key, expected) in
        [(SortKey::Name, [a, b, twin, c]), (SortKey::Date, [a, b, twin, c]), (SortKey::Size, [b, twin, c, a])]
    {
        let ids = |descending| store.read(|read| columns(read, Scope::All, Order { key, descending })).unwrap().ids;
        let mut expected = expected.map(|id| u32::try_from(id.0).unwrap());
        assert_eq!(ids(false), expected, "{key:?}");
        expected.reverse();
        assert_eq!(ids(true), expected, "{key:?}, the other way round");
    }
}

#[test]
fn columns_hold_shape_version_and_colour() {
    let store = Store::in_memory().unwrap();
    let folder = root(&store, "/a");
    let a = photo(&store, folder, "a", 7);
    let mut broken = found(folder, "b", 8);
    broken.look = Err(media::Flaw("It is empty.".to_owned()));
    put(&store, &broken);
    let learned = Learned { id: a, version: 7, hash: None, colour: Some(0x0012_3456), error: None };
    store.write(|write| media::learn(write, &learned)).unwrap();

    let view = store.read(|read| columns(read, Scope::All, BY_NAME)).unwrap();

    assert_eq!(view.ratios, [1.5, 1.0]);
    assert_eq!(view.versions, [7, 8]);
    assert_eq!(view.colours, [0x0012_3456, NO_COLOUR]);
}
