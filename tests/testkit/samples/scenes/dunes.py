"""Dunes in the last hour: long shadows, wind ripples, dust on the horizon."""
import numpy as np

from colour import develop, glow, halve, mix, ramp, rgb, step
from noise import fbm
from terrain import Camera, Land


def draw(width=1800, height=1200):
    n = 2048
    z, x = np.mgrid[0:n, 0:n].astype(np.float32) / n
    tau = 2 * np.pi

    def tiled(cx, cz, octaves, seed, fx=1.0):
        return sum(
            w * fbm(x * cx + ox * cx, z * cz + oz * cz, octaves, 0.45, seed)
            for w, ox, oz in [((1 - x) * (1 - z), 0, 0), (x * (1 - z), -1, 0), ((1 - x) * z, 0, -1), (x * z, -1, -1)]
        )

    phase = (x * 2 + z * 5) + 0.85 * tiled(4, 3, 3, 2)
    # Slow climb, steep slip face.
    saw = phase - np.floor(phase)
    crest = np.where(saw < 0.68, np.sin(np.pi * 0.5 * saw / 0.68) ** 1.6, (np.cos(np.pi * (saw - 0.68) / 0.32) + 1) / 2)
    tall = np.clip(0.62 + 0.75 * tiled(3, 3, 3, 9), 0.12, 1.4)
    heights = 64 * crest * tall + 26 * tiled(2, 2, 2, 30)
    land = Land(heights.astype(np.float32), 900)
    sun = np.array([-0.86, 0.24, 0.34]); sun /= np.linalg.norm(sun)
    camera = Camera(175, 92, 60, turn=8, tilt=0.21, lens=1.1)
    w, h = width * 2, height * 2
    depth, px, py, pz = camera.see(land, w, h, near=8, far=3600)
    sky = np.isinf(depth)
    nx, ny, nz = (land.at(f, px, pz) for f in land.normals())
    near = np.exp(-np.where(sky, 9e9, depth) / 150)
    warp = 3.2 * fbm(px / 16, pz / 16, 3, seed=40)
    ripple = np.cos((px * 0.55 + pz * 0.9) * 2.6 + warp * 2.2)
    nx = nx + 0.15 * ripple * near + 0.05 * fbm(px * 3, pz * 3, 3, 0.7, 50)
    nz = nz + 0.10 * ripple * near + 0.05 * fbm(px * 3 + 9, pz * 3, 3, 0.7, 51)
    length = np.sqrt(nx * nx + ny * ny + nz * nz)
    direct = np.clip((nx * sun[0] + ny * sun[1] + nz * sun[2]) / length, 0, 1) * land.at(land.lit(sun), px, pz)
    sand = mix(rgb("c58a5a"), rgb("e0ab78"), np.clip(0.5 + 0.8 * fbm(px / 60, pz / 60, 4, seed=60), 0, 1))
    sparkle = (fbm(px * 9, pz * 9, 2, 0.8, 70) > 0.55) * near * direct
    light = sand * (direct[..., None] * rgb("ffb870") * 3.9 + rgb("7d78b4") * 0.30) + sparkle[..., None] * 0.5
    v = np.linspace(1, 0, h)[:, None]; u = np.linspace(-0.5, 0.5, w)[None, :]
    towards = np.exp(-((u + 0.48) / 0.5) ** 2)
    air = ramp(v + 0 * u, (0.70, "f9d3a0"), (0.78, "f0bfa0"), (0.90, "b3a5bf"), (1.0, "6a7fb4"))
    air = air + towards[..., None] * rgb("ffb566") * 0.5 * (1.3 - v)[..., None]
    cirrus = step(0.05, 0.6, fbm(u * 4 + v * 2, v * 22 - u * 3, 6, 0.58, 80))
    air = mix(air, rgb("ffe9d2") * 1.1, 0.35 * cirrus * step(0.74, 0.9, v))
    away = 1 - np.exp(-(np.where(sky, 0, depth) / 2300) ** 1.3)
    light = mix(light, mix(rgb("d9a98c"), rgb("ffcf98") * 1.15, np.broadcast_to(towards, depth.shape)), away)
    light = np.where(sky[..., None], air, light)
    return develop(glow(halve(light), 22, 0.2), 1.05)
