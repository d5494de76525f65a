"""Dew on a blade of grass: drops that hold the blurred meadow upside down."""
import numpy as np
from scipy.ndimage import gaussian_filter, map_coordinates

from colour import develop, glow, halve, mix, ramp, rgb, step
from noise import fbm


def meadow(w, h, rng):
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    u, v = x / w, 1 - y / h
    light = ramp(np.clip(v + 0.18 * fbm(u * 2, v * 2, 3, seed=2), 0, 1), (0.0, "1d3a1e"), (0.35, "3f6b2c"), (0.65, "86a13c"), (0.9, "e6cf72"), (1.0, "ffe7a0")) * 0.72
    for _ in range(150):
        cx, cy = rng.random() * w, (rng.random() ** 0.8) * h
        r = (0.018 + 0.055 * rng.random() ** 2) * h
        strength = (0.10 + 0.55 * rng.random() ** 3) * (1.15 - cy / h)
        colour = mix(rgb("ffe08a"), mix(rgb("9bd66a"), rgb("ffd0d8"), np.float32(rng.random() > 0.8)), np.float32(rng.random()))
        y0, y1, x0, x1 = (int(max(c, 0)) for c in (cy - r - 3, cy + r + 3, cx - r - 3, cx + r + 3))
        if y0 >= h or x0 >= w:
            continue
        d = np.hypot(x[y0:y1, x0:x1] - cx, y[y0:y1, x0:x1] - cy) / r
        disc = (1 - step(0.94, 1.03, d)) * (0.72 + 0.5 * d ** 6)
        light[y0:y1, x0:x1] += (disc * strength)[..., None] * colour
    return np.stack([gaussian_filter(light[..., c], h / 480) for c in range(3)], -1)


def draw(width=1600, height=1067):
    w, h = width * 2, height * 2
    rng = np.random.default_rng(7)
    scene = meadow(w, h, rng)
    small = scene[::4, ::4]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    u, v = x / h, y / h
    light = scene
    # The blade bends across the frame: `off` is the distance from its middle, in its own half widths.
    middle = 0.66 - 0.16 * u + 0.10 * np.sin(u * 1.7 + 0.4)
    half = 0.088 * (1.12 - 0.36 * u)
    slant = np.gradient(middle[0], u[0])[None, :]
    off = (v - middle) / (half * np.sqrt(1 + slant ** 2))
    inside = 1 - step(0.985, 1.0, np.abs(off))
    veins = 0.5 + 0.5 * np.cos(off * 46 + 1.3 * fbm(u * 2, off * 3, 3, seed=8))
    fibre = fbm(u * 16, off * 60, 6, 0.62, 9)
    cells = fbm(u * 120, v * 240, 3, 0.7, 10)
    shade = 0.62 + 0.30 * np.sqrt(np.clip(1 - off * off, 0, 1)) - 0.18 * off + 0.10 * veins + 0.13 * fibre + 0.06 * cells
    rib = np.exp(-(off / 0.07) ** 2)
    blade = ramp(np.clip(0.5 - 0.35 * off + 0.16 * fibre, 0, 1), (0.0, "2d5a1a"), (0.5, "5f9a2a"), (1.0, "b9d65a")) * (shade + 0.25 * rib)[..., None]
    focus = np.exp(-((u - 0.78) / 0.75) ** 2)
    soft = np.stack([gaussian_filter(blade[..., c], h / 260) for c in range(3)], -1)
    light = mix(light, mix(soft, blade, focus), inside)
    rim = np.exp(-((np.abs(off) - 0.985) / 0.03) ** 2) * (off < 0)
    light = light + rim[..., None] * rgb("f5ffb0") * 0.5
    drops, tries = [], 0
    while len(drops) < 64 and tries < 6000:
        tries += 1
        du = rng.random() * 1.5
        column = min(int(du * h), w - 1)
        r = 0.006 + 0.058 * rng.random() ** 3.2
        dv = middle[0, column] + half[0, column] * rng.uniform(-0.95, 0.8)
        if all((du - a) ** 2 + (dv - b) ** 2 > (1.08 * (r + c)) ** 2 for a, b, c in drops):
            drops.append((du, dv, r))
    for du, dv, r in drops:
        m = r * 1.6
        x0, x1 = int(max((du - m) * h, 0)), int(min((du + m) * h, w))
        y0, y1 = int(max((dv - m) * h, 0)), int(min((dv + m) * h, h))
        if x1 <= x0 or y1 <= y0:
            continue
        px, py = (x[y0:y1, x0:x1] / h - du) / r, (y[y0:y1, x0:x1] / h - dv) / (r * 0.94)
        patch = light[y0:y1, x0:x1]
        cast = np.exp(-((px + 0.12) ** 2 + (py - 0.42) ** 2) / 0.75)
        patch = patch * (1 - 0.55 * np.clip(cast, 0, 1) * inside[y0:y1, x0:x1])[..., None]
        d = np.sqrt(px * px + py * py)
        within = 1 - step(0.97, 1.02, d)
        bend = np.clip(d, 0, 1) ** 2.2
        sx = np.clip(0.5 - px * (0.25 + 0.30 * bend), 0, 1) * (small.shape[1] - 1)
        sy = np.clip(0.40 - py * (0.28 + 0.34 * bend), 0, 1) * (small.shape[0] - 1)
        lens = np.stack([map_coordinates(small[..., c], [sy, sx], order=1, mode="nearest") for c in range(3)], -1)
        lens = lens * (1.25 - 0.75 * bend + 0.55 * np.clip(py, 0, 1))[..., None] + rgb("4f8424") * 0.12
        edge = np.exp(-((d - 0.95) / 0.06) ** 2)
        lens = lens * (1 - 0.6 * edge)[..., None] + (edge * np.clip(py, 0, 1))[..., None] * rgb("eaffb0") * 0.8
        spark = np.exp(-(((px + 0.34) / 0.15) ** 2 + ((py + 0.42) / 0.11) ** 2)) + 0.35 * np.exp(-(((px - 0.30) / 0.08) ** 2 + ((py - 0.50) / 0.06) ** 2))
        lens = lens + spark[..., None] * rgb("fffdf0") * 3.2
        light[y0:y1, x0:x1] = mix(patch, lens, within)
    return develop(glow(halve(light), 16, 0.35), 1.15)
