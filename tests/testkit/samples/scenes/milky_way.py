"""The Milky Way standing over a ridge of firs."""
import numpy as np
from scipy.ndimage import gaussian_filter

from colour import develop, glow, halve, mix, ramp, rgb, step
from noise import fbm
from scenes.aurora import stars
from scenes.forest import fir


def draw(width=1200, height=1800):
    w, h = width * 2, height * 2
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    u, v = x / w, 1 - y / h
    a = np.radians(66)
    along = (u - 0.55) * np.cos(a) * 0.67 + (v - 0.55) * np.sin(a)
    across = -(u - 0.55) * np.sin(a) * 0.67 + (v - 0.55) * np.cos(a)
    across = across + 0.03 * fbm(along * 3, across * 3, 4, seed=3)
    band = np.exp(-(across / 0.115) ** 2)
    core = np.exp(-(across / 0.075) ** 2 - ((along + 0.12) / 0.30) ** 2)
    cloud = 0.55 + 0.6 * fbm(along * 9, across * 11, 8, 0.6, 10)
    dust = step(-0.02, 0.42, fbm(along * 7 + 1.5 * fbm(along * 4, across * 5, 4, seed=22), across * 15, 8, 0.58, 20) + 0.55 * np.exp(-((across - 0.012) / 0.035) ** 2) - 0.12)
    light = ramp(v, (0.0, "34506a"), (0.18, "253a5c"), (0.45, "131d3e"), (1.0, "080d22")) * 0.75
    milk = mix(rgb("8fa2d8") * 0.42, rgb("ffd0a0") * 0.95, np.clip(core * 1.1, 0, 1))
    light = light + milk * (np.clip(band * cloud + 0.6 * core * cloud, 0, 2) * (1 - 0.82 * dust * np.clip(band * 1.5, 0, 1)))[..., None]
    nebula = np.clip(fbm(along * 13 + 5, across * 13, 6, 0.6, 44) - 0.28, 0, 1) * band * 2.4
    light = light + nebula[..., None] * rgb("e0508c") * 0.55
    rng = np.random.default_rng(9)
    fine = (rng.random((h, w)) < 0.004 + 0.030 * band * np.clip(cloud, 0, 1.4) * (1 - 0.85 * dust)).astype(np.float32) * rng.random((h, w)).astype(np.float32) ** 3
    light = light + gaussian_filter(fine, 0.9)[..., None] * rgb("dfe6ff") * 2.2
    light = light + stars(w, h, int(w * h / 6500), 12) * 0.8
    glowing = np.exp(-(v / 0.16) ** 2) * (0.7 + 0.5 * np.exp(-((u - 0.25) / 0.3) ** 2))
    light = light + glowing[..., None] * rgb("d98a4a") * 0.34
    hills = 0.13 + 0.05 * fbm(u[:1] * 2.2, u[:1] * 0 + 3.0, 6, 0.5, 61)
    light = mix(light, rgb("1a2432") * 0.55, step(-0.001, 0.001, hills - v) * 0.9)
    ground = 0.055 + 0.04 * fbm(u[:1] * 1.4, u[:1] * 0 + 7.0, 5, 0.5, 62) + 0.05 * (u[:1] - 0.5) ** 2
    dark = step(-0.001, 0.001, ground - v)
    mask = np.zeros((h, w), np.float32)
    for _ in range(95):
        at = rng.random()
        tall = (0.035 + 0.11 * rng.random() ** 2.2 + 0.09 * (abs(at - 0.5) * 2) ** 3) * h
        fir(mask, at * w, h * (1 - float(ground[0, int(at * (w - 1))])) + 0.01 * h, tall, rng)
    light = mix(light, rgb("05080d") * 0.6, np.maximum(dark, np.clip(mask, 0, 1)))
    return develop(glow(halve(light), 14, 0.3), 1.5, grain=0.012)
