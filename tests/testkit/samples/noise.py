"""Gradient noise and its sums, vectorised over arrays of any shape."""
import numpy as np


def gradient_noise(x, y, seed=0):
    """Perlin noise at (x, y), about -1..1, period none."""
    x0, y0 = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
    fx, fy = (x - x0).astype(np.float32), (y - y0).astype(np.float32)
    u = fx * fx * fx * (fx * (fx * 6 - 15) + 10)
    v = fy * fy * fy * (fy * (fy * 6 - 15) + 10)
    a = _dot(x0, y0, fx, fy, seed)
    b = _dot(x0 + 1, y0, fx - 1, fy, seed)
    c = _dot(x0, y0 + 1, fx, fy - 1, seed)
    d = _dot(x0 + 1, y0 + 1, fx - 1, fy - 1, seed)
    low = a + (b - a) * u
    return 1.5 * (low + (c + (d - c) * u - low) * v)


def fbm(x, y, octaves=6, gain=0.5, seed=0):
    """Octaves of noise, each twice as fine and `gain` times as strong; about -1..1."""
    total, strength, norm = np.zeros(np.broadcast(x, y).shape, np.float32), 1.0, 0.0
    for octave in range(octaves):
        total += strength * gradient_noise(x, y, seed + octave)
        norm += strength
        strength *= gain
        # Turned a little each time, so that the grid of one octave never lines up with the next.
        x, y = 1.6 * x + 1.2 * y + 17.3, -1.2 * x + 1.6 * y - 9.1
    return total / norm


def ridged(x, y, octaves=7, gain=0.5, seed=0):
    """Sharp crests, as mountains have: 0..1."""
    total, strength, norm = np.zeros(np.broadcast(x, y).shape, np.float32), 1.0, 0.0
    weight = np.float32(1.0)
    for octave in range(octaves):
        crest = (1 - np.abs(gradient_noise(x, y, seed + octave))) ** 2 * weight
        weight = np.clip(crest * 1.9, 0, 1)
        total += strength * crest
        norm += strength
        strength *= gain
        x, y = 1.6 * x + 1.2 * y + 5.7, -1.2 * x + 1.6 * y + 3.9
    return total / norm


def _dot(ix, iy, fx, fy, seed):
    h = (ix * 374761393 + iy * 668265263 + seed * 982451653) & 0xFFFFFFFF
    h = ((h ^ (h >> 13)) * 1274126177) & 0xFFFFFFFF
    angle = ((h ^ (h >> 16)) & 0xFFFF).astype(np.float32) * np.float32(2 * np.pi / 65536)
    return np.cos(angle) * fx + np.sin(angle) * fy
