"""Firs in morning fog, rank behind rank, the sun between them."""
import numba
import numpy as np
from scipy.ndimage import gaussian_filter

from colour import develop, glow, halve, mix, ramp, rgb, step
from noise import fbm


def fir(mask, x, foot, tall, rng, fullness=0.23):
    """Adds a fir's silhouette to `mask`: a trunk and whorls of drooping, ragged branches."""
    _fir(mask, x, foot, tall, int(rng.integers(1 << 30)), fullness)


@numba.njit
def _fir(mask, x, foot, tall, seed, fullness):
    np.random.seed(seed)
    h, w = mask.shape
    top = foot - tall
    for y in range(max(int(top), 0), min(int(foot), h)):
        half = 0.5 + tall * 0.011 * (y - top) / tall
        mask[y, max(int(x - half), 0):min(int(x + half) + 1, w)] = 1
    whorls = int(18 + tall / 14)
    for k in range(whorls):
        t = 0.02 + 0.95 * (k + np.random.random() * 0.8) / whorls
        skirt = min(max((t - 0.86) / 0.14, 0.0), 1.0)
        for side in (-1, 1):
            length = tall * fullness * t ** 0.85 * (0.55 + 0.6 * np.random.random()) * (1 - 0.35 * skirt)
            points = max(int(length * 1.6), 3)
            for i in range(points):
                s = i / (points - 1)
                px = int(x + side * length * s)
                by = top + t * tall + length * (0.42 * s - 0.20 * s * s) + np.random.normal(0, 0.5)
                hang = tall * 0.030 * (1 - s) ** 0.6 * (0.35 + np.random.random()) + 1
                if 0 <= px < w:
                    mask[max(int(by), 0):max(min(int(by + hang) + 1, h), 0), px] = 1


def draw(width=1500, height=1200):
    w, h = width * 2, height * 2
    rng = np.random.default_rng(5)
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    u, v = x / w, 1 - y / h
    sun_u, sun_v = 0.62, 0.74
    far = np.sqrt(((u - sun_u) * w / h) ** 2 + (v - sun_v) ** 2)
    light = ramp(np.clip(far, 0, 1.2), (0.0, "fff3d4"), (0.16, "ffe0b0"), (0.45, "d9c9b8"), (0.9, "93a7b0"), (1.2, "7890a0"))
    light = light + np.exp(-(far / 0.075) ** 2)[..., None] * rgb("fff2d8") * 2.2
    ranks = 7
    for rank in range(ranks):
        near = rank / (ranks - 1)
        mask = np.zeros((h, w), np.float32)
        ground = 0.30 - 0.30 * near + 0.07 * fbm(u[:1] * (1.5 + near), u[:1] * 0 + rank, 5, 0.5, 70 + rank) + 0.10 * (1 - near) * (u[:1] - 0.4)
        mask[v < ground] = 1
        for _ in range(int(46 - 36 * near)):
            at = rng.random()
            if near > 0.6 and abs(at - sun_u) < 0.17:
                continue
            tall = (0.20 + 0.62 * near ** 1.3) * (0.7 + 0.55 * rng.random()) * h
            fir(mask, at * w, h * (1 - float(ground[0, int(at * (w - 1))])) + 0.02 * h, tall, rng, 0.17 + 0.06 * rng.random())
        mask = gaussian_filter(mask, 0.8 + 1.4 * (1 - near))
        wood = mix(rgb("2c4038"), rgb("0a1411"), np.float32(near)) * (0.65 + 0.7 * np.clip(0.5 + fbm(u * 90, v * 60, 4, 0.6, 33 + rank), 0, 1))[..., None]
        warm = np.exp(-(far / 0.38) ** 2)
        wood = wood + (warm * (0.30 - 0.2 * near))[..., None] * rgb("ffb868")
        haze = 1 - np.clip(0.16 + 0.84 * near ** 0.8, 0, 1)
        light = mix(light, mix(wood, light, haze + 0 * u), np.clip(mask, 0, 1))
        fog = np.exp(-np.maximum(v - ground, 0) / (0.09 + 0.05 * (1 - near))) * (0.62 + 0.5 * fbm(u * 4 + rank * 3, v * 9, 6, 0.55, 50 + rank))
        veil = mix(rgb("aebcc0") * 0.95, rgb("ffe2b8") * 1.15, np.clip(warm * 1.2, 0, 1))
        light = mix(light, veil, np.clip(fog, 0, 1) * (0.66 - 0.50 * near))
    angle = np.arctan2(v - sun_v, (u - sun_u) * w / h)
    shafts = np.clip(0.35 + 0.9 * fbm(angle * 5.5, far * 0.35, 5, 0.6, 90), 0, 1.3) * np.exp(-far / 0.34) * step(0.02, 0.2, far)
    light = light + shafts[..., None] * rgb("ffd8a0") * 0.42
    return develop(glow(halve(light), 30, 0.28), 1.0)
