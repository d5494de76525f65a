"""How much nearer local upscaling comes to a real photograph than Lanczos3 does: luma PSNR in dB.

Each photograph is first reduced by box so that the truth is sharp, cropped, then reduced again, 2 and 4 times, and
enlarged back. Needs from PyPI: numpy, pillow; and the example program:

    cargo build --release -p safelight-superres --example enlarge
    python superres_quality.py ENLARGE PHOTO... [--side 384] [--by box|bicubic|lanczos]
"""

import argparse
import json
import subprocess

import numpy as np
from PIL import Image

BORDER = 8
LANCZOS = Image.Resampling.LANCZOS


def luma(picture):
    return np.asarray(picture, np.float64)[BORDER:-BORDER, BORDER:-BORDER] @ [0.299, 0.587, 0.114]


def psnr(truth, guess):
    return float(10 * np.log10(255**2 / np.mean((luma(truth) - luma(guess)) ** 2)))


def truth_of(path, side):
    picture = Image.open(path).convert("RGB")
    picture = picture.reduce(max(1, min(picture.size) // (2 * side)))
    left, top = (picture.width - side) // 2, (picture.height - side) // 2
    return picture.crop((left, top, left + side, top + side))


def best4(program, picture):
    command = [program, str(picture.width), str(picture.height)]
    result = subprocess.run(command, input=picture.tobytes(), stdout=subprocess.PIPE, check=True).stdout
    return Image.frombytes("RGB", (picture.width * 4, picture.height * 4), result)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("program")
    arguments.add_argument("photos", nargs="+")
    arguments.add_argument("--side", type=int, default=384, help="of the crops, a multiple of 4")
    arguments.add_argument("--by", choices=["box", "bicubic", "lanczos"], default="box", help="how the crops are reduced")
    given = arguments.parse_args()

    reduction = Image.Resampling[given.by.upper()]
    gains = {2: [], 4: []}
    for path in given.photos:
        truth = truth_of(path, given.side)
        for scale, found in gains.items():
            small = truth.resize((given.side // scale, given.side // scale), reduction)
            best = best4(given.program, small)
            if scale == 2:
                best = best.resize(truth.size, LANCZOS)
            plain = small.resize(truth.size, LANCZOS)
            row = {"by": given.by, "photo": path.rsplit("/", 1)[-1], "scale": scale, "lanczos3": psnr(truth, plain), "best": psnr(truth, best)}
            found.append(row["best"] - row["lanczos3"])
            print(json.dumps(row))
    for scale, found in gains.items():
        better = f"{sum(gain > 0 for gain in found)} of {len(found)}"
        print(json.dumps({"by": given.by, "scale": scale, "mean_gain_db": float(np.mean(found)), "least": min(found), "better": better}))


if __name__ == "__main__":
    main()
