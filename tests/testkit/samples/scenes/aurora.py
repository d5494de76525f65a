"""An aurora over a still lake between dark hills."""
import numpy as np
from scipy.ndimage import gaussian_filter, map_coordinates

from colour import develop, glow, halve, mix, ramp, rgb, step
from noise import fbm, gradient_noise, ridged


def stars(w, h, count, seed):
    rng = np.random.default_rng(seed)
    field = np.zeros((h, w, 3), np.float32)
    for x, y, size, warmth in zip(rng.integers(2, w - 2, count), rng.integers(2, h - 2, count),
                                  rng.pareto(1.9, count), rng.random(count)):
        colour = mix(rgb("a9c4ff"), rgb("ffd9b0"), np.float32(warmth))
        field[y, x] += colour * min(0.35 + size, 9)
    soft = np.stack([gaussian_filter(field[..., c], 1.15) for c in range(3)], -1)
    wide = np.stack([gaussian_filter(np.maximum(field[..., c] - 3.5, 0), 3.0) for c in range(3)], -1)
    return soft * 4.2 + wide * 6


def curtain(u, v, path, low, tall, seed):
    """One sheet: a bright hem along `path`, rays fading upwards."""
    hem = path + 0.012 * fbm(u * 14, u * 0 + seed, 4, 0.5, seed)
    above = v - hem
    rays = 0.55 + 0.75 * gradient_noise(u * 46 + 3 * v, u * 0 + 2.0, seed + 1) + 0.45 * gradient_noise(u * 120 + 4 * v, v * 1.5, seed + 2)
    height = tall * (0.65 + 0.6 * gradient_noise(u * 7, u * 0 + 9.0, seed + 3))
    body = np.exp(-np.maximum(above, 0) / np.maximum(height, 0.03)) * step(-0.075, 0.03, above)
    strength = np.clip(0.45 + 1.9 * fbm(u * 2.6, u * 0 + 4.0, 3, 0.5, seed + 4), 0.0, 1.6)
    light = body * np.clip(rays, 0.12, 2) * strength
    tint = ramp(np.clip(above / 0.42, 0, 1), (0.0, "7dffb0"), (0.22, "35e08c"), (0.55, "3a9db0"), (0.8, "7a4fc0"), (1.0, "8a2f8a"))
    return light[..., None] * tint * low


def draw(width=1800, height=1200):
    w, h = width * 2, height * 2
    shore = int(h * 0.66)
    u = np.linspace(0, 1.5, w, dtype=np.float32)[None, :]
    v = np.linspace(1, 0, shore, dtype=np.float32)[:, None]
    u, v = np.broadcast_arrays(u, v)
    air = ramp(v, (0.0, "1c3f4a"), (0.25, "0f2740"), (0.6, "0a1630"), (1.0, "050a1c"))
    light = air * 0.9 + stars(w, shore, int(w * shore / 5200), 4)
    path = 0.27 + 0.13 * np.sin(u * 2.6 + 0.3) + 0.055 * np.sin(u * 6.9 + 1) + 0.022 * np.sin(u * 17 + 2)
    light = light + curtain(u, v, path, 1.25, 0.27, 31)
    light = light + curtain(u, v, 0.20 + 0.07 * np.sin(u * 4.3 + 2.5) + 0.10 * u + 0.02 * np.sin(u * 15), 0.7, 0.30, 57)
    light = light + curtain(u, v, 0.46 - 0.16 * u + 0.05 * np.sin(u * 8), 0.30, 0.24, 83)
    for base, rise, rough, code, seed in [(0.055, 0.15, 2.2, "0b1e2a", 3), (0.02, 0.12, 3.4, "06121a", 14)]:
        crest = base + rise * ridged(u[:1] * rough + seed, u[:1] * 0 + 0.3, 9, 0.5, seed)
        edge = step(-0.0015, 0.0015, crest - v)
        lit = 0.35 + 0.65 * step(0.0, 0.09, v) * (0.5 + 0.5 * fbm(u * 40, v * 60, 5, 0.6, seed))
        snow = step(0.15, 0.5, fbm(u * 26, v * 44, 6, 0.6, seed + 1)) * step(0.06, 0.14, v)
        light = mix(light, rgb(code) * lit[..., None] + snow[..., None] * rgb("3f8f86") * 0.28, edge)
    mist = np.exp(-(v / 0.035) ** 2) * (0.5 + 0.35 * fbm(u * 3, v * 30, 4, seed=5))
    light = mix(light, rgb("2c6a66") * 0.6, np.clip(mist, 0, 1) * 0.7)
    deep = h - shore
    away = (np.arange(deep, dtype=np.float32)[:, None] + 1) / deep
    rows = shore - 1 - np.arange(deep)[:, None] * 1.15
    px = np.broadcast_to(np.linspace(-1, 1, w)[None, :], (deep, w)) / (away + 0.05)
    pz = np.broadcast_to(1 / (away + 0.05), (deep, w))
    ripple = fbm(px * 3.0, pz * 14, 5, 0.55, 71) * step(0, 0.12, away)
    dy = (ripple * 26 + fbm(px * 9, pz * 40, 3, 0.6, 72) * 9) * (0.25 + away) * h / 2400
    where_y = np.clip(rows + dy, 0, shore - 1)
    where_x = np.clip(np.arange(w)[None, :] + dy * 0.35, 0, w - 1)
    lake = np.stack([map_coordinates(light[..., c], [where_y, np.broadcast_to(where_x, where_y.shape)], order=1) for c in range(3)], -1)
    lake = lake * (0.78 - 0.42 * away)[..., None] + rgb("04161c") * 0.8
    light = np.concatenate([light, lake], 0)
    return develop(glow(halve(light), 18, 0.35), 1.35, grain=0.010)
