//! Results beside their source.

use std::cell::RefCell;
use std::convert::Infallible;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use safelight_core::{Format, Operation, Scale, SiblingName, Tag, Timestamp};
use safelight_files::Error;
use safelight_files::sibling::{self, Unwritten};
use safelight_testkit::TempLibrary;

use crate::kit::apart;

fn upscaled() -> SiblingName {
    let tag = Tag::of(&Operation::Upscale { scale: Scale::X2 }, Timestamp(0));
    SiblingName::beside(Path::new("cat.jpg"), &tag, Format::Jpeg)
}

fn accept(_: &Path) -> Result<(), Infallible> {
    Ok(())
}

fn write(folder: &Path, bytes: &[u8]) -> Result<PathBuf, Unwritten<Infallible>> {
    sibling::write(folder, &upscaled(), bytes, accept, |_| Ok(()))
}

#[test]
fn a_result_takes_the_first_free_name() {
    let disk = TempLibrary::new().file("cat_upscaled_2x.jpg", b"theirs");
    assert_eq!(write(disk.root(), b"one").unwrap(), disk.path("cat_upscaled_2x-2.jpg"));
    assert_eq!(write(disk.root(), b"two").unwrap(), disk.path("cat_upscaled_2x-3.jpg"));
    assert_eq!(disk.read("cat_upscaled_2x.jpg"), b"theirs");
    assert_eq!(disk.read("cat_upscaled_2x-3.jpg"), b"two");
    assert_eq!(disk.names().len(), 3, "no temporary file is left");
}

#[test]
fn a_dangling_link_takes_a_name_too() {
    let disk = TempLibrary::new();
    std::os::unix::fs::symlink("elsewhere", disk.path("cat_upscaled_2x.jpg")).unwrap();
    assert_eq!(write(disk.root(), b"one").unwrap(), disk.path("cat_upscaled_2x-2.jpg"));
}

#[test]
fn the_check_sees_the_whole_file_under_a_hidden_name() {
    let disk = TempLibrary::new();
    let check = |path: &Path| -> Result<(), Infallible> {
        assert_eq!(fs::read(path).unwrap(), b"whole");
        assert!(sibling::is_part(path.file_name().unwrap()));
        assert_eq!(path.parent(), Some(disk.root()), "a move from elsewhere could be a copy");
        Ok(())
    };
    let content = |file: &mut File| file.write_all(b"whole");
    sibling::write(disk.root(), &upscaled(), content, check, |_| Ok(())).unwrap();
}

#[test]
fn a_refused_result_leaves_nothing() {
    let disk = TempLibrary::new();
    let refused = sibling::write(disk.root(), &upscaled(), b"flat".as_slice(), |_| Err("flat"), |_| Ok(()));
    assert!(matches!(refused, Err(Unwritten::Refused("flat"))));
    let refused = sibling::write(disk.root(), &upscaled(), b"fine".as_slice(), |_| Ok(()), |_| Err("no database"));
    assert!(matches!(refused, Err(Unwritten::Refused("no database"))));
    assert!(disk.names().is_empty());
}

#[test]
fn the_name_is_told_before_the_file_has_it() {
    let disk = TempLibrary::new();
    let reserved = |name: &std::ffi::OsStr| -> Result<(), Infallible> {
        assert_eq!(name, "cat_upscaled_2x.jpg");
        assert!(!disk.path(name).exists(), "recovery has to know the name first");
        Ok(())
    };
    sibling::write(disk.root(), &upscaled(), b"new".as_slice(), accept, reserved).unwrap();
}

#[test]
fn a_file_that_appears_at_the_last_moment_is_not_replaced() {
    let disk = TempLibrary::new();
    let names = RefCell::new(Vec::new());
    let reserved = |name: &std::ffi::OsStr| -> Result<(), Infallible> {
        if names.borrow().is_empty() {
            disk.write(Path::new(name), b"theirs");
        }
        names.borrow_mut().push(name.to_owned());
        Ok(())
    };

    let path = sibling::write(disk.root(), &upscaled(), b"ours".as_slice(), accept, reserved).unwrap();

    assert_eq!(path, disk.path("cat_upscaled_2x-2.jpg"));
    assert_eq!(disk.read("cat_upscaled_2x.jpg"), b"theirs");
    assert_eq!(names.into_inner(), ["cat_upscaled_2x.jpg", "cat_upscaled_2x-2.jpg"].map(OsString::from));
}

#[test]
fn many_at_once_each_get_a_name() {
    let disk = TempLibrary::new();
    let paths = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..16_u8)
            .map(|n| {
                scope.spawn({
                    let root = disk.root();
                    move || (n, write(root, &[n]).unwrap())
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect::<Vec<_>>()
    });
    for (n, path) in &paths {
        assert_eq!(fs::read(path).unwrap(), [*n], "nobody wrote over another's result");
    }
    assert_eq!(disk.names().len(), 16);
}

#[test]
fn content_that_fails_leaves_nothing() {
    let disk = TempLibrary::new();
    let content = |file: &mut File| {
        file.write_all(b"half")?;
        Err(std::io::Error::other("the decoder gave up"))
    };
    let failed = sibling::write(disk.root(), &upscaled(), content, accept, |_| Ok(()));
    assert!(matches!(failed, Err(Unwritten::Files(Error::Write { .. }))));
    assert!(disk.names().is_empty());
}

#[test]
fn a_folder_that_is_not_there_is_said_to_be_gone() {
    let disk = TempLibrary::new().file("file", b"");
    for missing in [disk.path("nowhere"), disk.path("file/below")] {
        let failed = write(&missing, b"x");
        assert!(
            matches!(&failed, Err(Unwritten::Files(Error::FolderVanished { path })) if *path == missing),
            "{failed:?}"
        );
    }
}

#[test]
fn a_folder_that_goes_away_meanwhile_is_said_to_be_gone() {
    let disk = TempLibrary::new();
    let folder = disk.path("trip");
    fs::create_dir(&folder).unwrap();
    let vanish = |_: &std::ffi::OsStr| -> Result<(), Infallible> {
        fs::remove_dir_all(disk.path("trip")).unwrap();
        Ok(())
    };
    let failed = sibling::write(&folder, &upscaled(), b"x".as_slice(), accept, vanish);
    assert!(matches!(failed, Err(Unwritten::Files(Error::FolderVanished { .. }))), "{failed:?}");
}

#[test]
fn a_full_disk_is_said_to_be_full_and_nothing_is_left() {
    apart(
        "sibling::a_full_disk_is_said_to_be_full_and_nothing_is_left",
        r#"mount -t tmpfs -o size=1m none "$DISK""#,
        || {
            let disk = PathBuf::from(std::env::var_os("DISK").unwrap());
            fs::write(disk.join("cat.jpg"), b"original").unwrap();
            let picture = vec![7; 3 << 20];

            let failed = write(&disk, &picture);

            let Err(Unwritten::Files(Error::DiskFull { path, need })) = failed else { panic!("{failed:?}") };
            assert_eq!((path, need), (disk.clone(), 3 << 20));
            let left: Vec<_> = fs::read_dir(&disk).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            assert_eq!(left, ["cat.jpg"], "the room is given back");
            assert_eq!(fs::read(disk.join("cat.jpg")).unwrap(), b"original");
            assert!(write(&disk, &picture[..4096]).is_ok(), "what fits is written");
        },
    );
}

#[test]
fn a_disk_that_cannot_be_written_is_said_to_be_so() {
    apart("sibling::a_disk_that_cannot_be_written_is_said_to_be_so", r#"mount -t tmpfs -o ro none "$DISK""#, || {
        let disk = PathBuf::from(std::env::var_os("DISK").unwrap());
        let failed = write(&disk, b"x");
        assert!(matches!(failed, Err(Unwritten::Files(Error::NotWritable { .. }))), "{failed:?}");
    });
}

#[test]
fn only_old_and_abandoned_files_of_ours_are_swept() {
    let disk = TempLibrary::new()
        .file(".safelight-1-2-3.part", b"dead")
        .file(".safelight-1-2-4.part", b"young")
        .file(".other-1.part", b"theirs")
        .file("cat.jpg", b"original");
    let age = |name: &str, seconds: u64| {
        let file = File::options().append(true).open(disk.path(name)).unwrap();
        file.set_modified(UNIX_EPOCH + Duration::from_secs(1_000_000 - seconds)).unwrap();
        file
    };
    let writing = age(".safelight-1-2-4.part", 10);
    age(".safelight-1-2-3.part", 100_000);
    age(".other-1.part", 100_000);
    let now = Timestamp(1_000_000_000);

    assert_eq!(sibling::sweep(disk.root(), now).unwrap(), [disk.path(".safelight-1-2-3.part")]);

    writing.lock().unwrap();
    let much_later = Timestamp(now.0 + 1_000_000_000);
    assert!(sibling::sweep(disk.root(), much_later).unwrap().is_empty(), "its writer lives");
    drop(writing);
    assert_eq!(sibling::sweep(disk.root(), much_later).unwrap(), [disk.path(".safelight-1-2-4.part")]);
    assert_eq!(disk.names(), [".other-1.part", "cat.jpg"]);
}
