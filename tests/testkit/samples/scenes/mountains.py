"""Ranges behind ranges, mist in the valleys, the first light on the crests."""
import numpy as np

from colour import develop, glow, halve, mix, ramp, rgb, step
from noise import fbm, ridged
from terrain import Camera, Land


def draw(width=1800, height=1125):
    n = 2048
    z, x = np.mgrid[0:n, 0:n].astype(np.float32) / n
    # Mixed with itself shifted, so that the tile has no seam.
    heights = sum(
        w * ridged(x * 5 + ox, z * 5 + oz, 10, 0.44, 11)
        for w, ox, oz in [((1 - x) * (1 - z), 0, 0), (x * (1 - z), -5, 0), ((1 - x) * z, 0, -5), (x * z, -5, -5)]
    )
    heights = np.maximum(heights - 0.18, 0) ** 1.15 * 250
    land = Land(heights.astype(np.float32), 1600)
    sun = np.array([-0.80, 0.27, 0.30]); sun /= np.linalg.norm(sun)
    camera = Camera(300, 215, 40, turn=18, tilt=0.19, lens=1.15)
    w, h = width * 2, height * 2
    depth, px, py, pz = camera.see(land, w, h, near=30, far=5200)
    sky = np.isinf(depth)
    nx, ny, nz = (land.at(f, px, pz) for f in land.normals())
    detail = fbm(px / 2.2, pz / 2.2, 4, 0.6, 5)
    nx, nz = nx + 0.35 * detail, nz + 0.35 * fbm(px / 2.2 + 40, pz / 2.2, 4, 0.6, 6)
    length = np.sqrt(nx * nx + ny * ny + nz * nz)
    direct = np.clip((nx * sun[0] + ny * sun[1] + nz * sun[2]) / length, 0, 1) * land.at(land.lit(sun), px, pz)
    rock = mix(rgb("4a4340"), rgb("6d5f58"), np.clip(0.5 + detail, 0, 1))
    snow = step(0.58, 0.80, ny / length + 0.12 * detail) * step(70, 120, py + 22 * detail)
    ground = mix(rock, rgb("f2f3f6"), snow)
    light = ground * (direct[..., None] * rgb("ffb27a") * 4.4 + rgb("7c96c8") * 0.62)
    u = np.linspace(-0.5, 0.5, w)[None, :]
    v = np.linspace(1, 0, h)[:, None]
    towards = np.exp(-((u + 0.47) / 0.55) ** 2)
    air = ramp(v + 0 * u, (0.66, "f9cfa8"), (0.76, "eebfb0"), (0.88, "a9b4d2"), (1.0, "5d7fb8"))
    air = air * 0.95 + towards[..., None] * rgb("ffb070") * 0.55 * (1.35 - v)[..., None]
    cloud = step(0.02, 0.55, fbm(u * 5 + 3, v * 30 + fbm(u * 3, v * 9, 4, seed=3), 6, 0.55, 21)) * step(0.74, 0.86, v)
    air = mix(air, rgb("ffe3cb") * 1.25, 0.5 * cloud)
    away = 1 - np.exp(-np.where(sky, 0, depth) / 2300)
    mist = np.exp(-np.maximum(py - 55, 0) / 24) * (0.75 + 0.5 * fbm(px / 130, pz / 130, 5, seed=8))
    mist = 1 - np.exp(-np.clip(mist, 0, 2) * np.where(sky, 0, depth) / 300)
    haze = mix(rgb("8fa5cf") * 0.85, rgb("ffc296") * 1.1, np.broadcast_to(0.25 + 0.75 * towards, depth.shape))
    light = mix(light, haze, np.clip(away, 0, 1))
    light = mix(light, haze * 1.12, np.clip(mist, 0, 1) * 0.92)
    light = np.where(sky[..., None], air, light)
    return develop(glow(halve(light), 26, 0.25), 1.15)
