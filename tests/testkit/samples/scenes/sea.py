"""The sea at dusk, upright: swell running in under a lit bank of cloud."""
import numpy as np

from colour import develop, glow, halve, mix, ramp, rgb, step
from noise import fbm
from terrain import Camera, Land


def sky(u, v):
    """Colour of the air at angle `u` across (radians) and `v` up."""
    v = np.maximum(v, 0)
    air = ramp(v, (0.0, "ffb787"), (0.07, "f28f6b"), (0.17, "b4658a"), (0.34, "5a4a8c"), (0.65, "232c5e"))
    sun = np.exp(-(u / 0.25) ** 2 - (v / 0.09) ** 2)
    air = air + sun[..., None] * rgb("ffb25c") * 1.6
    air = air + (np.exp(-((u - 0.02) ** 2 + (v - 0.030) ** 2) / 0.00022))[..., None] * rgb("fff0c8") * 7
    wisps = fbm(u * 3 + 8 + 0.5 * fbm(u * 2, v * 9, 4, seed=4), v * 15, 7, 0.55, 5)
    bank = step(-0.05, 0.5, wisps) * step(0.015, 0.14, v)
    under = step(0.1, 0.6, wisps - fbm(u * 3 + 8, v * 15 + 0.35, 5, 0.55, 5) + 0.35)
    lit = mix(rgb("3c2f5c") * 1.0, rgb("ff8a5e") * 1.3, np.clip(under * np.exp(-v / 0.26) * 1.5, 0, 1))
    return mix(air, lit, 0.85 * bank)


def draw(width=1200, height=1680):
    n, size = 2048, 260.0
    rng = np.random.default_rng(3)
    z, x = np.mgrid[0:n, 0:n].astype(np.float32) * np.float32(2 * np.pi / n)
    heights = np.zeros((n, n), np.float32)
    for _ in range(70):
        k = 3 * 40 ** rng.random()
        a = rng.normal(0.25, 0.55)
        kx, kz = round(k * np.sin(a)), round(k * np.cos(a))
        length = max(np.hypot(kx, kz), 1)
        wave = np.sin(kx * x + kz * z + rng.random() * 6.28)
        # Crests are sharper than troughs.
        heights += 0.85 * length ** -1.02 * (1 - 2 * np.abs(wave) ** 0.85 + wave * 0.6)
    land = Land(heights * 2.0, size)
    camera = Camera(0, 5.2, 0, turn=0, tilt=-0.03, lens=1.05)
    w, h = width * 2, height * 2
    depth, px, py, pz = camera.see(land, w, h, near=3, far=9000, steps=3200)
    wet = np.isfinite(depth)
    _, _, slope = camera.rays(w, h)
    wet &= (slope < -0.0006)[:, None]
    depth = np.where(wet, depth, 1e6)
    nx, ny, nz = (land.at(f, px, pz) for f in land.normals())
    calm = 1 / (1 + depth / 170)
    chop = np.exp(-depth / 130)
    nx = nx * (0.25 + 0.75 * calm) + 0.26 * chop * fbm(px * 1.6, pz * 1.6, 5, 0.62, 7)
    nz = nz * (0.25 + 0.75 * calm) + 0.26 * chop * fbm(px * 1.6 + 30, pz * 1.6, 5, 0.62, 8)
    jitter = np.random.default_rng(5).standard_normal((2, h, w)).astype(np.float32) * 0.04
    nx, nz = nx + jitter[0] * (1 - chop), nz + jitter[1] * (1 - chop)
    length = np.sqrt(nx * nx + ny * ny + nz * nz)
    nx, ny, nz = nx / length, ny / length, nz / length
    u = ((np.arange(w) + 0.5) / w - 0.5)[None, :] / camera.lens
    dx, dy, dz = u + 0 * slope[:, None], slope[:, None] + 0 * u, np.ones((h, w), np.float32)
    length = np.sqrt(dx * dx + dy * dy + dz * dz)
    dx, dy, dz = dx / length, dy / length, dz / length
    facing = dx * nx + dy * ny + dz * nz
    rx, ry, rz = dx - 2 * facing * nx, dy - 2 * facing * ny, dz - 2 * facing * nz
    ry = np.abs(ry) + 0.004
    reflected = sky(np.arctan2(rx, np.maximum(rz, 1e-3)), np.arcsin(np.clip(ry, 0, 1)))
    reflected = np.minimum(reflected, 3.2)
    fresnel = 0.03 + 0.97 * (1 - np.clip(-facing, 0, 1)) ** 5
    body = mix(rgb("0c2338"), rgb("2e6a72"), np.clip(0.25 + py * 0.30, 0, 1) * np.exp(-depth / 90))
    water = body * 0.75 + reflected * np.clip(fresnel * 1.2, 0, 1)[..., None]
    foam = step(0.35, 0.75, fbm(px * 1.1, pz * 0.6, 6, 0.62, 12) + 0.30 * (py - 1.1)) * np.exp(-depth / 70)
    water = mix(water, rgb("d9c6d0") * 0.8, foam * 0.55)
    up = np.arctan(slope)[:, None] + 0 * u
    above = sky(np.arctan(u) + 0 * up, up)
    water = mix(water, rgb("d08a78") * 0.8, 1 - np.exp(-depth / 5200))
    light = np.where(wet[..., None], water, above)
    return develop(glow(halve(light), 24, 0.22), 1.1)
