"""Gradient noise and its sums, over arrays of any shape. Compiled: a picture asks for a thousand million of them."""
import numba
import numpy as np


def gradient_noise(x, y, seed=0):
    """Perlin noise at (x, y), about -1..1, without a period."""
    return _over(_noises, x, y, 1, 0.0, seed)


def fbm(x, y, octaves=6, gain=0.5, seed=0):
    """Octaves of noise, each twice as fine and `gain` times as strong; about -1..1."""
    return _over(_fbms, x, y, octaves, gain, seed)


def ridged(x, y, octaves=7, gain=0.5, seed=0):
    """Sharp crests, as mountains have: 0..1."""
    return _over(_ridges, x, y, octaves, gain, seed)


def _over(kernel, x, y, octaves, gain, seed):
    x, y = np.broadcast_arrays(np.asarray(x, np.float32), np.asarray(y, np.float32))
    out = np.empty(x.size, np.float32)
    kernel(np.ascontiguousarray(x).ravel(), np.ascontiguousarray(y).ravel(), octaves, gain, seed, out)
    return out.reshape(x.shape)


@numba.njit(inline="always")
def _slope(ix, iy, fx, fy, seed):
    h = (ix * 374761393 + iy * 668265263 + seed * 982451653) & 0xFFFFFFFF
    h = ((h ^ (h >> 13)) * 1274126177) & 0xFFFFFFFF
    angle = ((h ^ (h >> 16)) & 0xFFFF) * (2 * np.pi / 65536)
    return np.cos(angle) * fx + np.sin(angle) * fy


@numba.njit
def _noise(x, y, seed):
    x0, y0 = int(np.floor(x)), int(np.floor(y))
    fx, fy = x - x0, y - y0
    u = fx * fx * fx * (fx * (fx * 6 - 15) + 10)
    v = fy * fy * fy * (fy * (fy * 6 - 15) + 10)
    a = _slope(x0, y0, fx, fy, seed)
    b = _slope(x0 + 1, y0, fx - 1, fy, seed)
    c = _slope(x0, y0 + 1, fx, fy - 1, seed)
    d = _slope(x0 + 1, y0 + 1, fx - 1, fy - 1, seed)
    low = a + (b - a) * u
    return 1.5 * (low + (c + (d - c) * u - low) * v)


@numba.njit
def _noises(xs, ys, _octaves, _gain, seed, out):
    for i in range(xs.size):
        out[i] = _noise(xs[i], ys[i], seed)


@numba.njit
def _fbms(xs, ys, octaves, gain, seed, out):
    for i in range(xs.size):
        x, y, total, strength, norm = float(xs[i]), float(ys[i]), 0.0, 1.0, 0.0
        for octave in range(octaves):
            total += strength * _noise(x, y, seed + octave)
            norm += strength
            strength *= gain
            # Turned a little each time, so that the grid of one octave never lines up with the next.
            x, y = 1.6 * x + 1.2 * y + 17.3, -1.2 * x + 1.6 * y - 9.1
        out[i] = total / norm


@numba.njit
def _ridges(xs, ys, octaves, gain, seed, out):
    for i in range(xs.size):
        x, y, total, strength, norm, weight = float(xs[i]), float(ys[i]), 0.0, 1.0, 0.0, 1.0
        for octave in range(octaves):
            crest = (1 - abs(_noise(x, y, seed + octave))) ** 2 * weight
            weight = min(max(crest * 1.9, 0.0), 1.0)
            total += strength * crest
            norm += strength
            strength *= gain
            x, y = 1.6 * x + 1.2 * y + 5.7, -1.2 * x + 1.6 * y + 3.9
        out[i] = total / norm
