#!/usr/bin/env python3
"""Draws the sample pictures into src-tauri/resources/samples. Needs numpy, scipy, numba and Pillow; not part of the build.

usage: make.py [NAME...]
"""
import importlib
import sys
import time
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
OUT = HERE.parents[2] / "src-tauri" / "resources" / "samples"

# name, the moment it claims in EXIF (they are spread so that sorting by date shows something), JPEG quality
PICTURES = [
    ("mountains", "2026:03:14 06:52:10", 84),
    ("dunes", "2025:11:02 17:21:44", 82),
    ("sea", "2026:06:27 21:38:05", 82),
    ("aurora", "2026:01:19 23:47:31", 84),
    ("milky_way", "2025:08:12 01:12:09", 80),
    ("forest", "2025:10:18 08:05:56", 82),
    ("dew", "2026:05:09 07:14:22", 84),
    ("leaf", "2026:04:30 12:40:13", 78),
    ("agate", "2025:12:07 15:03:48", 82),
    ("ink", "2026:02:22 11:26:37", 84),
]


def save(pixels, name, taken, quality):
    picture = Image.fromarray(pixels, "RGB")
    exif = Image.Exif()
    exif[0x010E] = f"{name.replace('_', ' ').capitalize()}, a drawn sample picture"
    exif[0x0131] = "Safelight sample generator"
    exif[0x8298] = "CC0"
    exif[0x0132] = taken
    exif.get_ifd(0x8769).update({0x9003: taken, 0x9004: taken})
    OUT.mkdir(parents=True, exist_ok=True)
    path = OUT / f"{name.replace('_', '-')}.jpg"
    picture.save(path, quality=quality, optimize=True, exif=exif)
    return path


def main(wanted):
    for name, taken, quality in PICTURES:
        if wanted and name not in wanted:
            continue
        began = time.monotonic()
        path = save(importlib.import_module(f"scenes.{name}").draw(), name, taken, quality)
        print(f"{path.name}: {path.stat().st_size // 1000} kB, {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    main(sys.argv[1:])
