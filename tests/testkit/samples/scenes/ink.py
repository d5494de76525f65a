"""Ink falling through water, wide."""
import numpy as np
from scipy.ndimage import gaussian_filter

from colour import develop, halve, mix, ramp, rgb, step
from noise import fbm, ridged


def plume(u, v, at, seed):
    """Density of one drop's plume that fell in at `at`: smoke-like, folded twice on itself."""
    du, dv = u - at, v
    fold = 0.16 * (0.35 + v)
    wx = du + fold * fbm(u * 3.1, v * 3.1, 6, 0.52, seed)
    wy = dv + fold * fbm(u * 3.1 + 7, v * 3.1 + 2, 6, 0.52, seed + 10)
    vx = wx + 0.075 * fbm(wx * 9, wy * 9, 6, 0.55, seed + 20)
    vy = wy + 0.075 * fbm(wx * 9 + 3, wy * 9 + 8, 6, 0.55, seed + 30)
    spread = 0.05 + 0.23 * np.clip(vy, 0, 2) ** 0.8
    column = np.exp(-(vx / spread) ** 2) * (1 - step(0.62, 1.02, vy))
    threads = ridged(vx * 11, vy * 5.5, 8, 0.56, seed + 40)
    return column * (0.18 + 1.5 * threads ** 1.8), threads


def draw(width=1800, height=1013):
    w, h = width * 2, height * 2
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    u, v = x / h, y / h
    light = ramp(np.clip(v * 0.8 + 0.25 * np.abs(u - 0.9), 0, 1), (0.0, "fbf8f3"), (0.5, "efe9e0"), (1.0, "d6cfc8"))
    for at, seed, thin, thick, strength in [
        (1.28, 3, "3fb7b0", "08384a", 2.6), (0.50, 105, "f0a23c", "8c2a10", 2.4), (0.90, 207, "d84f8c", "3a0f4c", 3.0),
    ]:
        density, threads = plume(u, v, at, seed)
        depth = np.clip(density * strength, 0, 6)
        # Light through pigment: each colour dies off at its own rate.
        through = np.exp(-depth[..., None] * (-np.log(np.maximum(rgb(thin), 0.02))) * 0.55 - np.maximum(depth - 1.6, 0)[..., None] * (-np.log(np.maximum(rgb(thick), 0.01))) * 0.16)
        light = light * through
        rim = np.clip(gaussian_filter(density, 2) - gaussian_filter(density, 9), 0, 1)
        light = light * (1 - 0.35 * np.clip(rim * 4, 0, 1))[..., None]
    return develop(halve(light), 1.25, vignette=0.10, grain=0.005)
