"""Light as linear RGB arrays of shape (height, width, 3), and the way to a finished picture."""
import numpy as np
from scipy.ndimage import gaussian_filter


def rgb(code):
    """Linear light of an sRGB hex code such as 'f0a060'."""
    srgb = np.array([int(code[i:i + 2], 16) for i in (0, 2, 4)], np.float32) / 255
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4).astype(np.float32)


def ramp(t, *stops):
    """Colours along `t`: stops are (position, hex code), rising."""
    at = np.array([s[0] for s in stops], np.float32)
    colours = np.array([rgb(s[1]) for s in stops])
    return np.stack([np.interp(t, at, colours[:, c]) for c in range(3)], -1).astype(np.float32)


def mix(a, b, t):
    return a + (b - a) * np.asarray(t)[..., None]


def step(low, high, x):
    """0 below `low`, 1 above `high`, smooth between."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def glow(light, radius, strength):
    """The lens's bloom: bright parts spill over."""
    bright = np.maximum(light - 0.6, 0)
    return light + strength * np.stack([gaussian_filter(bright[..., c], radius) for c in range(3)], -1)


def halve(light):
    """Each 2x2 pixels become one: scenes are drawn twice as large for smooth edges."""
    h, w = light.shape[0] // 2 * 2, light.shape[1] // 2 * 2
    return light[:h, :w].reshape(h // 2, 2, w // 2, 2, -1).mean((1, 3))


def develop(light, exposure=1.0, grain=0.006, vignette=0.12, seed=1):
    """Linear light to 8-bit sRGB with a filmic shoulder, a little grain and corner fall-off."""
    h, w = light.shape[:2]
    y, x = np.mgrid[-1:1:h * 1j, -1:1:w * 1j]
    light = light * (exposure * (1 - vignette * (x * x + y * y)))[..., None]
    light = np.maximum(light, 0)
    light = light * (1 + light / 6.0) / (1 + light * 0.75)
    srgb = np.where(light <= 0.0031308, light * 12.92, 1.055 * np.maximum(light, 1e-6) ** (1 / 2.4) - 0.055)
    rng = np.random.default_rng(seed)
    srgb += grain * gaussian_filter(rng.standard_normal((h, w)), 0.55)[..., None] * 1.6
    return (np.clip(srgb, 0, 1) * 255 + 0.5).astype(np.uint8)
