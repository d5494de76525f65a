"""A camera over a height field: which point of the land each pixel sees."""
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import map_coordinates


@dataclass
class Land:
    """Heights on a square grid; `size` is the side in world units, tiled without end."""
    heights: np.ndarray
    size: float

    def at(self, field, x, z, order=1):
        n = self.heights.shape[0]
        return map_coordinates(field, [z / self.size * n, x / self.size * n], order=order, mode="grid-wrap")

    def normals(self):
        step = 2 * self.size / self.heights.shape[0]
        dx = (np.roll(self.heights, -1, 1) - np.roll(self.heights, 1, 1)) / step
        dz = (np.roll(self.heights, -1, 0) - np.roll(self.heights, 1, 0)) / step
        length = np.sqrt(dx * dx + dz * dz + 1)
        return -dx / length, 1 / length, -dz / length

    def lit(self, sun, steps=420):
        """1 where the sun (a unit vector towards it) is seen, 0 in shadow, between at the edge."""
        cell = self.size / self.heights.shape[0]
        flat = np.hypot(sun[0], sun[2])
        over = np.full(self.heights.shape, -1e9, np.float32)
        for k in np.unique(np.geomspace(1, steps, 60).astype(int)):
            dx, dz = int(round(sun[0] / flat * k)), int(round(sun[2] / flat * k))
            over = np.maximum(over, np.roll(self.heights, (-dz, -dx), (0, 1)) - np.float32(k * cell * sun[1] / flat))
        return 1 - np.clip((over - self.heights) / (cell * 1.5) + 0.2, 0, 1)


@dataclass
class Camera:
    x: float
    y: float
    z: float
    turn: float = 0.0      # degrees, 0 looks along +z
    tilt: float = 0.0      # screen heights the horizon is moved up
    lens: float = 1.2      # focal length in screen widths

    def rays(self, width, height):
        """Per column (dx, dz) at unit depth, per row the slope upwards."""
        u = (np.arange(width) + 0.5) / width - 0.5
        v = (0.5 - (np.arange(height) + 0.5) / height) * height / width - self.tilt * height / width
        a = np.radians(self.turn)
        right, ahead = u / self.lens, 1.0
        return np.cos(a) * right + np.sin(a) * ahead, -np.sin(a) * right + np.cos(a) * ahead, v / self.lens

    def see(self, land, width, height, near=1.0, far=4000.0, steps=2600):
        """Depth, x, y, z per pixel; depth is infinite where there is only sky."""
        dx, dz, slope = self.rays(width, height)
        depths = np.geomspace(near, far, steps).astype(np.float32)
        px = self.x + dx[None, :] * depths[:, None]
        pz = self.z + dz[None, :] * depths[:, None]
        seen = (land.at(land.heights, px, pz) - self.y) / depths[:, None]
        highest = np.maximum.accumulate(seen, 0)
        depth = np.full((height, width), np.inf, np.float32)
        for column in range(width):
            k = np.searchsorted(highest[:, column], slope)
            hit = (k < steps)
            k = np.minimum(k, steps - 1)
            before = np.maximum(k - 1, 0)
            a, b = seen[before, column], seen[k, column]
            t = np.clip((slope - a) / np.where(np.abs(b - a) < 1e-9, 1, b - a), 0, 1)
            depth[:, column] = np.where(hit, depths[before] + t * (depths[k] - depths[before]), np.inf)
        reach = np.where(np.isfinite(depth), depth, 0)
        x, z = self.x + dx[None, :] * reach, self.z + dz[None, :] * reach
        return depth, x, self.y + slope[:, None] * reach, z
