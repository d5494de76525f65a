"""A slice of agate: bands of chalcedony round a hollow lined with crystals."""
import numpy as np

from colour import develop, glow, halve, mix, ramp, rgb, step
from noise import fbm, gradient_noise, ridged
from scenes.leaf import walls


def draw(width=1400, height=1120):
    w, h = width * 2, height * 2
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    u, v = (x - w / 2) / h, (y - h / 2) / h
    cu, cv = u + 0.10, v - 0.03
    field = np.hypot(cu * 0.82, cv) + 0.15 * fbm(u * 1.7, v * 1.7, 3, seed=4) + 0.040 * fbm(u * 6, v * 6, 4, seed=5) + 0.0065 * ridged(u * 26, v * 26, 4, 0.5, 6)
    second = np.hypot(u - 0.46, (v + 0.30) * 1.2) + 0.09 * fbm(u * 3 + 5, v * 3, 4, seed=7) + 0.16
    k = 0.05
    blend = np.clip(0.5 + 0.5 * (second - field) / k, 0, 1)
    field = second + (field - second) * blend - k * blend * (1 - blend)
    wide = gradient_noise(field * 22, field * 0 + 2.5, 11)
    narrow = gradient_noise(field * 95, field * 0 + 7.5, 12)
    hair = gradient_noise(field * 330, field * 0 + 3.5, 13)
    tone = np.clip(0.5 + 0.62 * wide + 0.30 * narrow + 0.16 * hair, 0, 1)
    stone = ramp(tone, (0.0, "5a1f16"), (0.18, "9c3d1e"), (0.34, "d98a4e"), (0.48, "f3dcb8"), (0.60, "b9c6cc"), (0.76, "4f7f93"), (0.9, "1f4a63"), (1.0, "102c44"))
    warm = step(-0.3, 0.5, gradient_noise(field * 7, field * 0 + 1.5, 14))
    stone = mix(stone, ramp(tone, (0.0, "3a1110"), (0.3, "a8401c"), (0.6, "eaa458"), (0.85, "fbe9cc"), (1.0, "fff7ea")), warm)
    cloud = fbm(u * 34, v * 34, 6, 0.62, 15)
    stone = stone * (1 + 0.20 * cloud + 0.08 * fbm(u * 190, v * 190, 3, 0.7, 16))[..., None]
    facet, cell = walls((u + 0.65) / 1.3, (v + 0.5) / 1.3 + 0.1, 5200, 17)
    big, bigcell = walls((u + 0.65) / 1.3, (v + 0.5) / 1.3 + 0.1, 900, 18)
    glint = 0.25 + 0.75 * cell ** 2.5 + 0.5 * (bigcell - 0.5)
    quartz = mix(rgb("4c3a68"), rgb("efe8ff"), np.clip(glint * (0.55 + 6 * np.clip(facet, 0, 0.06)), 0, 1)) * 0.95
    quartz = quartz + (step(0.93, 0.99, cell) * step(0.006, 0.012, facet))[..., None] * 1.6
    hollow = field + 0.010 * (bigcell - 0.5) + 0.006 * (cell - 0.5)
    light = mix(stone, quartz * (0.55 + 3.2 * np.clip(hollow, 0, 0.16))[..., None], 1 - step(0.150, 0.158, hollow))
    dark = 1 - step(0.02, 0.085, hollow)
    light = mix(light, rgb("140b22") * (1 + 2 * cell)[..., None], dark * 0.92)
    rim = np.exp(-((hollow - 0.155) / 0.004) ** 2)
    light = light + rim[..., None] * rgb("fff0e0") * 0.35
    cracks = np.exp(-(np.abs(fbm(u * 3 + 9, v * 3, 5, 0.5, 21)) / 0.0035) ** 2) * step(0.2, 0.5, fbm(u * 2, v * 2, 3, seed=22) + 0.25)
    light = light * (1 - 0.5 * cracks)[..., None]
    sheen = np.exp(-((u * 0.6 + v + 0.34) / 0.22) ** 2)
    light = light * (0.92 + 0.35 * sheen)[..., None]
    return develop(glow(halve(light), 10, 0.2), 1.15, vignette=0.22)
