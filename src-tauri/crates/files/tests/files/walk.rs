//! What a walk finds.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use safelight_files::walk::{CHUNK, Depth, Listing, Stat, walk};
use safelight_testkit::TempLibrary;

fn listings(root: &Path, depth: Depth) -> Vec<Listing> {
    walk(root, depth, |_| ()).collect()
}

/// `folder: names` for every folder, sorted.
fn shape(root: &Path, depth: Depth) -> Vec<(String, Vec<String>)> {
    let mut shape: Vec<_> = listings(root, depth)
        .into_iter()
        .map(|listing| {
            let folder = listing.path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            let mut names: Vec<_> =
                listing.pictures.iter().map(|picture| picture.name.to_string_lossy().into_owned()).collect();
            names.sort();
            (folder, names)
        })
        .collect();
    shape.sort();
    shape
}

#[test]
fn every_folder_has_its_own_pictures() {
    let disk = TempLibrary::new();
    for name in ["a.jpg", "1/b.PNG", "1/2/3/c.webp", "1/2/3/d.txt", "4/e.jpeg", "f.JPG"] {
        disk.write(name, b"x");
    }
    let pairs = [
        ("", vec!["a.jpg", "f.JPG"]),
        ("1", vec!["b.PNG"]),
        ("1/2", vec![]),
        ("1/2/3", vec!["c.webp"]),
        ("4", vec!["e.jpeg"]),
    ];
    let expected: Vec<(String, Vec<String>)> = pairs
        .iter()
        .map(|(folder, names)| ((*folder).into(), names.iter().map(|&name| name.into()).collect()))
        .collect();
    assert_eq!(shape(disk.root(), Depth::All), expected);
}

#[test]
fn one_folder_names_what_is_below_it() {
    let disk = TempLibrary::new();
    for name in ["a.jpg", "1/b.jpg", "2/c.jpg", ".hidden/d.jpg"] {
        disk.write(name, b"x");
    }
    let mut found = listings(disk.root(), Depth::One);
    assert_eq!(found.len(), 1);
    found[0].folders.sort();
    assert_eq!(found[0].folders, ["1", "2"]);
    assert_eq!(found[0].pictures.len(), 1);
}

#[test]
fn a_large_folder_comes_in_parts_and_the_last_says_so() {
    let disk = TempLibrary::new().file("0.jpg", b"x");
    for n in 1..=2 * CHUNK {
        fs::hard_link(disk.path("0.jpg"), disk.path(format!("{n}.jpg"))).unwrap();
    }
    let found = listings(disk.root(), Depth::All);
    assert_eq!(
        found.iter().map(|part| (part.pictures.len(), part.last)).collect::<Vec<_>>(),
        [(1000, false), (1000, false), (1, true)]
    );
}

#[test]
fn links_are_followed_but_not_in_circles() {
    let elsewhere = TempLibrary::new().file("far.jpg", b"x");
    let disk = TempLibrary::new().file("sub/a.jpg", b"x");
    symlink(elsewhere.root(), disk.path("link")).unwrap();
    symlink(elsewhere.path("far.jpg"), disk.path("b.jpg")).unwrap();
    symlink(disk.root(), disk.path("sub/up")).unwrap();
    symlink("nowhere", disk.path("dangling.jpg")).unwrap();

    let pairs = [("", "b.jpg"), ("link", "far.jpg"), ("sub", "a.jpg")];
    let expected: Vec<_> =
        pairs.iter().map(|(folder, name)| ((*folder).to_owned(), vec![(*name).to_owned()])).collect();
    assert_eq!(shape(disk.root(), Depth::All), expected);
    assert!(listings(disk.root(), Depth::All).iter().all(|listing| listing.unreadable.is_empty()));
}

#[test]
fn a_root_that_is_not_there_is_reported() {
    let disk = TempLibrary::new();
    let found = listings(&disk.path("nowhere"), Depth::All);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].unreadable[0].path, disk.path("nowhere"));
}

#[test]
fn a_folder_is_announced_before_it_is_read() {
    let disk = TempLibrary::new().file("sub/a.jpg", b"x");
    let late = disk.path("sub/late.jpg");
    let enter = |folder: &Path| {
        if folder.ends_with("sub") {
            fs::write(&late, b"x").unwrap();
        }
    };
    let found: Vec<Listing> = walk(disk.root(), Depth::All, enter).collect();
    let sub = found.iter().find(|listing| listing.path.ends_with("sub")).unwrap();
    assert_eq!(sub.pictures.len(), 2, "what appears after the announcement is in the listing");
}

#[test]
fn the_facts_of_a_file_are_those_of_the_system() {
    let disk = TempLibrary::new().file("a.jpg", b"12345");
    let found = listings(disk.root(), Depth::All);
    let stat = found[0].pictures[0].stat;
    assert_eq!(stat.size, 5);
    assert_eq!(stat, Stat::of(&disk.path("a.jpg")).unwrap());
    assert!(stat.modified_ns > 1_600_000_000_000_000_000, "nanoseconds, not seconds");
}
