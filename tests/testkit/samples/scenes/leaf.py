"""A leaf against the light: ribs, veins, and the cells between them."""
import numpy as np
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

from colour import develop, halve, mix, ramp, rgb, step
from noise import fbm


def walls(x, y, count, seed, stretch=1.0):
    """Distance to the nearest wall of a random cell pattern, and the cell's own number 0..1."""
    rng = np.random.default_rng(seed)
    points = rng.random((count, 2)) * [2.2, 2.2] - 0.5
    tree = cKDTree(points * [1, stretch])
    near, index = tree.query(np.stack([x.ravel(), y.ravel() * stretch], -1).astype(np.float32), k=2, workers=-1)
    return (near[:, 1] - near[:, 0]).reshape(x.shape).astype(np.float32), rng.random(count)[index[:, 0]].reshape(x.shape).astype(np.float32)


def draw(width=1400, height=1400):
    w, h = width * 2, height * 2
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    x, y = x / w, y / h
    wx = x + 0.012 * fbm(x * 9, y * 9, 4, seed=1)
    wy = y + 0.012 * fbm(x * 9 + 5, y * 9, 4, seed=2)
    # Turned so that the midrib runs from the lower left to the upper right.
    along = (wx * 0.80 + (1 - wy) * 0.62)
    across = (wx * -0.62 + (1 - wy) * 0.80) - 0.06 - 0.05 * np.sin(along * 2.2)
    midrib = np.exp(-(across / (0.0135 * (1.25 - 0.55 * along))) ** 2)
    side = np.sign(across)
    branch = along - np.abs(across) * 0.95 - 0.35 * across * across + 0.028 * side
    spacing = 0.145
    phase = (branch / spacing + 0.5) % 1 - 0.5
    rib = np.exp(-(phase * spacing / (0.0068 * (1 - 0.55 * np.clip(np.abs(across) / 0.6, 0, 1)))) ** 2)
    coarse, tone = walls(wx, wy, 900, 3)
    middle, tone2 = walls(wx, wy, 9000, 4)
    fine, tone3 = walls(wx, wy, 70000, 5)
    net = np.exp(-(coarse / 0.0032) ** 2) * 0.75
    net2 = np.exp(-(middle / 0.0012) ** 2) * 0.50
    net3 = np.exp(-(fine / 0.0005) ** 2) * 0.30
    vein = np.clip(np.maximum.reduce([midrib, rib * 0.95, net, net2, net3]), 0, 1)
    pillow = np.clip(coarse / 0.02, 0, 1) * 0.16 + np.clip(middle / 0.006, 0, 1) * 0.16
    through = 0.50 + 0.30 * fbm(x * 2.2, y * 2.2, 4, seed=6) + 0.12 * (tone - 0.5) + 0.20 * (tone2 - 0.5) + 0.20 * (tone3 - 0.5) + pillow
    through = through + 0.45 * np.exp(-(((x - 0.70) / 0.40) ** 2 + ((y - 0.28) / 0.40) ** 2)) - 0.30
    flesh = ramp(np.clip(through, 0, 1), (0.0, "071f08"), (0.35, "17500e"), (0.6, "3f8a14"), (0.82, "93c42a"), (1.0, "e4ee76"))
    light = mix(flesh, ramp(np.clip(through, 0, 1), (0.0, "4a8426"), (0.6, "b9d860"), (1.0, "fbfbc8")), vein)
    shade = gaussian_filter(midrib, 14) * (across < 0) + 0.6 * gaussian_filter(rib, 8) * (phase < 0)
    light = light * (1 - 0.42 * np.clip(shade, 0, 1))[..., None]
    autumn = step(0.18, 0.62, fbm(x * 1.7 + 2, y * 1.7, 5, 0.55, 12) + 0.7 * (y - 0.45) - 0.35 * x)
    light = mix(light, light * rgb("ff9a4a") * 1.9, autumn * 0.8)
    spots = step(0.50, 0.62, fbm(x * 26, y * 26, 4, 0.6, 13))
    light = mix(light, light * rgb("8a5a2a"), spots * 0.75)
    return develop(halve(light), 1.05, vignette=0.3)
