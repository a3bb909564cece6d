"""Meshes, made of few numbers. z points up, and the front of a thing faces -y.

Every function returns a `Mesh`. Lengths have no unit here: a thing is scaled as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

TURN = 2 * np.pi
Points = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Mesh:
    """vertices: (n, 3). faces: (m, 3), indices of vertices. uv: (n, 2), for a pattern."""

    vertices: np.ndarray
    faces: np.ndarray
    uv: np.ndarray

    def moved(self, x: float = 0, y: float = 0, z: float = 0) -> Mesh:
        return replace(self, vertices=self.vertices + np.array([x, y, z]))

    def scaled(self, x: float, y: float | None = None, z: float | None = None) -> Mesh:
        """About the origin. One number scales all three."""
        factors = [x, x if y is None else y, x if z is None else z]
        return replace(self, vertices=self.vertices * factors)

    def turned(self, axis: str, degrees: float, about: Sequence[float] = (0, 0, 0)) -> Mesh:
        """About a line through `about` in the direction of an axis, "x", "y" or "z"."""
        i, j = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
        cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        matrix = np.eye(3)
        matrix[[i, i, j, j], [i, j, i, j]] = cos, -sin, sin, cos
        return replace(self, vertices=(self.vertices - about) @ matrix.T + about)

    def bent(self, amount: float) -> Mesh:
        """Along x, up by `amount` times x squared."""
        lift = amount * self.vertices[:, :1] ** 2
        return replace(self, vertices=self.vertices + lift * [0, 0, 1])


def _grid(vertices: np.ndarray, closed: bool, uv: np.ndarray | None = None) -> Mesh:
    """A mesh of (rows, columns, 3) vertices. `closed` joins the last column to the first."""
    rows, columns = vertices.shape[:2]
    i, j = np.meshgrid(np.arange(rows - 1), np.arange(columns - (not closed)), indexing="ij")
    a, b = i * columns + j, i * columns + (j + 1) % columns
    faces = np.stack([[a, b, a + columns], [b, b + columns, a + columns]]).transpose(2, 3, 0, 1)
    flat = vertices.reshape(-1, 3)
    uv = flat[:, :2] + flat[:, 2:] * [0.3, 0.9] if uv is None else uv.reshape(-1, 2)
    return Mesh(flat, faces.reshape(-1, 3), uv)


def joined(*meshes: Mesh) -> Mesh:
    """Several meshes as one, for one look."""
    counts = [len(mesh.vertices) for mesh in meshes]
    starts = np.cumsum([0, *counts[:-1]])
    return Mesh(
        np.concatenate([mesh.vertices for mesh in meshes]),
        np.concatenate([mesh.faces + start for mesh, start in zip(meshes, starts, strict=True)]),
        np.concatenate([mesh.uv for mesh in meshes]),
    )


def lathe(profile: Points, sides: int = 40, x: float = 1, y: float = 1) -> Mesh:
    """A profile of (radius, height), turned about the z axis, then stretched along x and y."""
    radius, height = np.array(profile, float).T
    angle = np.linspace(0, TURN, sides, endpoint=False)
    along = np.outer(radius, x * np.cos(angle)), np.outer(radius, y * np.sin(angle))
    vertices = np.stack([*along, np.repeat(height[:, None], sides, 1)], -1)
    length = np.cumsum(np.hypot(np.diff(radius, prepend=radius[0]), np.diff(height, prepend=0)))
    uv = np.stack(np.broadcast_arrays(angle[None] * radius.max(), length[:, None]), -1)
    return _grid(vertices, closed=True, uv=uv)


def tube(path: Points, radius: float | Sequence[float], sides: int = 10) -> Mesh:
    """A pipe along a path of points (x, y, z), at least two. radius: one, or one per point."""
    centre = np.array(path, float)
    ahead = np.gradient(centre, axis=0)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    across = np.cross(ahead, [0.31, 0.9, 0.13])
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    up = np.cross(ahead, across)
    angle = np.linspace(0, TURN, sides, endpoint=False)[None, :, None]
    ring = np.cos(angle) * across[:, None] + np.sin(angle) * up[:, None]
    thick = np.broadcast_to(radius, len(centre))[:, None, None]
    return _grid(centre[:, None] + thick * ring, closed=True)


def arc(radius: float, start: float, stop: float, count: int = 16) -> np.ndarray:
    """Points (cos, sin) of an arc, degrees, (count, 2): for a path or an outline."""
    angle = np.radians(np.linspace(start, stop, count))
    return radius * np.stack([np.cos(angle), np.sin(angle)], -1)


def _power(x: np.ndarray, exponent: float) -> np.ndarray:
    return np.sign(x) * np.where(np.abs(x) < 1e-9, 0, np.abs(x)) ** exponent


def box(centre: Sequence[float], size: Sequence[float], rounding: float = 0.12) -> Mesh:
    """A superellipsoid. rounding: 0.05 is a box with sharp edges, 1 is an ellipsoid."""
    v, u = np.meshgrid(np.linspace(-TURN / 4, TURN / 4, 24), np.linspace(0, TURN, 41)[:-1])
    waist, e = _power(np.cos(v), rounding), rounding
    along = waist * _power(np.cos(u), e), waist * _power(np.sin(u), e), _power(np.sin(v), e)
    vertices = np.stack(along, -1).swapaxes(0, 1)
    return _grid(vertices * np.array(size) / 2 + np.array(centre), closed=True)


def ball(centre: Sequence[float], radius: float | Sequence[float]) -> Mesh:
    """A ball, or an ellipsoid of three radii."""
    return box(centre, 2 * np.broadcast_to(np.array(radius, float), 3), 1)


def sheet(heights: np.ndarray, width: float = 1, depth: float = 1) -> Mesh:
    """Cloth or ground: heights (n, m) over a rectangle about the origin, `width` by `depth`."""
    n, m = heights.shape
    x, y = np.linspace(-width / 2, width / 2, n), np.linspace(-depth / 2, depth / 2, m)
    x, y = np.meshgrid(x, y, indexing="ij")
    return _grid(np.stack([x, y, heights], -1), closed=False, uv=np.stack([x, y], -1))


def loft(rings: Sequence[Points], closed: bool = True) -> Mesh:
    """A skin over rings of points (x, y, z), each with as many points as every other."""
    return _grid(np.array(rings, float), closed)


def slab(outline: Points, thickness: float) -> Mesh:
    """A flat plate in the x-z plane, its front at y = 0 and its back at y = thickness.

    outline: points (x, z), all of which can be seen from their mean.
    """
    edge = np.array(outline, float)
    rings = [(edge.mean(0), 0), (edge, 0), (edge, thickness), (edge.mean(0), thickness)]
    return loft(
        [
            np.stack([*np.broadcast_to(points, edge.shape).T[:1], np.full(len(edge), y),
                      np.broadcast_to(points, edge.shape)[:, 1]], -1)
            for points, y in rings
        ]
    )  # fmt: skip


def ribbon(left: Points, right: Points, thickness: float) -> Mesh:
    """A flat shape in the x-z plane between two lines of points (x, z), from y = 0 backwards."""
    left, right = np.array(left, float), np.array(right, float)
    corners = (left, 0), (right, 0), (right, thickness), (left, thickness)
    rings = [np.stack([p[:, 0], np.full(len(p), y), p[:, 1]], -1) for p, y in corners]
    rings = np.stack(rings, 1)
    ends = [np.repeat(r.mean(0, keepdims=True), 4, 0) for r in (rings[0], rings[-1])]
    return loft([ends[0], *rings, ends[1]])


def prism(polygon: Points, bottom: float, top: float, shrink: float = 1) -> Mesh:
    """A solid over a polygon (x, y) from one height to another, its top shrunk about its mean."""
    base = np.array(polygon, float)
    middle = np.broadcast_to(base.mean(0), base.shape)
    upper = middle + shrink * (base - middle)
    layers = (middle, bottom), (base, bottom), (upper, top), (middle, top)
    return loft([np.column_stack([points, np.full(len(points), z)]) for points, z in layers])


def smooth(values: Points, count: int = 40) -> np.ndarray:
    """Points on a smooth curve through few points of any dimension (Catmull and Rom, 1974)."""
    p = np.array(values, float)
    p = np.concatenate([2 * p[:1] - p[1:2], p, 2 * p[-1:] - p[-2:-1]])
    at = np.linspace(0, len(p) - 3, count)
    k = np.minimum(at.astype(int), len(p) - 4)
    t = (at - k)[:, None]
    a, b, c, d = (p[k + i] for i in range(4))
    return b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
