//! Pictures and files to test with, drawn rather than stored.

use std::path::Path;
use std::process::Command;

use safelight_core::Format;
use safelight_imaging::{Metadata, Picture, Pixels, encode};

/// Something like a photograph: soft light, a round thing with a hard edge, some texture.
pub fn photo(width: u32, height: u32) -> Picture {
    let mut rgb = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        for x in 0..width {
            let (u, v) = (x as f32 / width as f32, y as f32 / height as f32);
            let inside = (u - 0.4).hypot(v - 0.45) < 0.22;
            let grain = ((x * 7919 + y * 104_729) % 17) as f32 * 0.6 + 8.0 * (u * 60.0).sin() * (v * 45.0).cos();
            let base =
                if inside { [205.0, 120.0, 60.0] } else { [60.0 + 120.0 * u, 90.0 + 80.0 * v, 180.0 - 90.0 * u] };
            rgb.extend(base.map(|n: f32| (n + grain).clamp(0.0, 255.0) as u8));
        }
    }
    Picture::from_rgb8(width, height, rgb)
}

/// The same with a soft round hole of transparency.
pub fn cutout(width: u32, height: u32) -> Picture {
    let Pixels::Rgb8(rgb) = photo(width, height).pixels else { unreachable!("photo is 8-bit RGB") };
    let rgba = rgb.as_chunks::<3>().0.iter().enumerate().flat_map(|(n, &[r, g, b])| {
        let (x, y) = (n as u32 % width, n as u32 / width);
        let away = (x as f32 / width as f32 - 0.5).hypot(y as f32 / height as f32 - 0.5);
        [r, g, b, ((away - 0.2) * 1000.0).clamp(0.0, 255.0) as u8]
    });
    Picture::new(width, height, Pixels::Rgba8(rgba.collect()))
}

/// The same picture with 16 bits, its low bytes in use.
pub fn deep(picture: &Picture) -> Picture {
    let widen = |v: &[u8]| {
        v.iter().enumerate().map(|(n, &b)| u16::from(b) * 257 - u16::from(b > 0) * (n % 97) as u16).collect()
    };
    let pixels = match &picture.pixels {
        Pixels::Rgb8(v) => Pixels::Rgb16(widen(v)),
        Pixels::Rgba8(v) => Pixels::Rgba16(widen(v)),
        deep => deep.clone(),
    };
    Picture::new(picture.width, picture.height, pixels)
}

/// A file of this picture with nothing beside the pixels.
pub fn file(picture: &Picture, format: Format) -> Vec<u8> {
    encode(picture, format, 92, &Metadata::default()).unwrap().bytes
}

/// Runs a program that `make setup` installs; what it printed.
pub fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{program} must be installed for this test: {error}"));
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {complaint}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The picture as ImageMagick writes it with these settings; the format is the name's.
pub fn by_magick(picture: &Picture, settings: &[&str], name: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("from.png"), folder.path().join(name));
    std::fs::write(&from, file(picture, Format::Png)).unwrap();
    let mut arguments = vec![text(&from)];
    arguments.extend(settings);
    arguments.push(text(&to));
    run("convert", &arguments);
    std::fs::read(to).unwrap()
}

/// The file with these tags, as exiftool writes them.
pub fn tagged(bytes: &[u8], extension: &str, tags: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("photo.{extension}"));
    std::fs::write(&path, bytes).unwrap();
    let mut arguments = vec!["-q", "-m", "-overwrite_original"];
    arguments.extend(tags);
    arguments.push(text(&path));
    run("exiftool", &arguments);
    std::fs::read(path).unwrap()
}

/// What exiftool reads, as JSON with group names: `EXIF:Make`, numbers as numbers.
pub fn tags(bytes: &[u8], extension: &str) -> serde_json::Value {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("photo.{extension}"));
    std::fs::write(&path, bytes).unwrap();
    let json = run("exiftool", &["-j", "-n", "-G", "-struct", text(&path)]);
    let list: serde_json::Value = serde_json::from_str(&json).unwrap();
    list[0].clone()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
