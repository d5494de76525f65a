//! Opening, sharing and refusing database files.

use std::path::Path;
use std::sync::Barrier;
use std::thread;

use safelight_store::{Error, Store, folder, setting};

#[test]
fn what_was_written_is_there_after_opening_again() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("library.db");
    Store::open(&path).unwrap().write(|write| setting::set(write, "a", &1)).unwrap();
    let found: Option<i32> = Store::open(&path).unwrap().read(|read| setting::get(read, "a")).unwrap();
    assert_eq!(found, Some(1));
}

#[test]
fn a_failed_write_leaves_nothing() {
    let store = Store::in_memory().unwrap();
    let failed: Result<(), Error> = store.write(|write| {
        setting::set(write, "a", &1)?;
        setting::get::<String>(write, "a").map(drop)
    });
    assert!(matches!(failed, Err(Error::Setting { .. })));
    let found: Option<i32> = store.read(|read| setting::get(read, "a")).unwrap();
    assert_eq!(found, None, "half a write is none");
}

#[test]
fn a_newer_database_is_refused_and_not_touched() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("library.db");
    drop(Store::open(&path).unwrap());
    let newer = rusqlite::Connection::open(&path).unwrap();
    newer.pragma_update(None, "user_version", 9999).unwrap();
    drop(newer);

    let refused = Store::open(&path);

    assert!(matches!(refused, Err(Error::Newer { found: 9999, .. })), "{refused:?}");
    let kept: i64 =
        rusqlite::Connection::open(&path).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(kept, 9999);
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("library.db");
    std::fs::write(&path, "this is not a database, but it is long enough to be read as one").unwrap();
    assert!(matches!(Store::open(&path), Err(Error::Open { .. })));
    assert!(matches!(Store::open(&home.path().join("nowhere/library.db")), Err(Error::Open { .. })));
}

#[test]
fn several_programs_can_open_a_new_file_at_once() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("library.db");
    let start = Barrier::new(8);
    thread::scope(|scope| {
        for n in 0..8 {
            let (path, start) = (&path, &start);
            scope.spawn(move || {
                start.wait();
                let store = Store::open(path).expect("each finds the tables made, or makes them");
                let folder = format!("/{n}");
                store.write(|write| folder::put(write, None, Path::new(&folder))).unwrap();
            });
        }
    });
    assert_eq!(Store::open(&path).unwrap().read(folder::roots).unwrap().len(), 8);
}

#[test]
fn two_programs_take_turns_writing() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("library.db");
    let stores = [Store::open(&path).unwrap(), Store::open(&path).unwrap()];
    thread::scope(|scope| {
        for store in &stores {
            scope.spawn(move || {
                for _ in 0..200 {
                    store
                        .write(|write| {
                            let count: Option<u32> = setting::get(write, "count")?;
                            setting::set(write, "count", &(count.unwrap_or(0) + 1))
                        })
                        .expect("waits for the other");
                }
            });
        }
    });
    let count: Option<u32> = stores[0].read(|read| setting::get(read, "count")).unwrap();
    assert_eq!(count, Some(400), "no turn was lost");
}

#[test]
fn readers_do_not_wait_for_the_writer_and_see_one_moment() {
    let home = tempfile::tempdir().unwrap();
    let store = Store::open(&home.path().join("library.db")).unwrap();
    store.write(|write| setting::set(write, "a", &1)).unwrap();
    store
        .read(|read| {
            let before: Option<i32> = setting::get(read, "a")?;
            thread::scope(|scope| {
                scope.spawn(|| store.write(|write| setting::set(write, "a", &2)).unwrap()).join().unwrap();
            });
            let after: Option<i32> = setting::get(read, "a")?;
            assert_eq!((before, after), (Some(1), Some(1)));
            Ok(())
        })
        .unwrap();
    assert_eq!(store.read(|read| setting::get::<i32>(read, "a")).unwrap(), Some(2));
}
