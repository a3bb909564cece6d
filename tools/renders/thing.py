"""A kind of thing: how to build one, how large it is, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from renders.looks import Look
from renders.shapes import Mesh

Parts = list[tuple[Mesh, Look]]


@dataclass(frozen=True)
class Thing:
    """build: makes another one each time, of any scale, front to -y, z up.

    size: metres, of its longest side. place: "table", "floor", "street", "wall" (it hangs, its back
    at the largest y) or "roof" (outdoors, with nothing beside it). turns: how far its front may be
    turned away, degrees. heights: from which angles above the horizon it's seen, degrees.
    """

    name: str
    build: Callable[[np.random.Generator], Parts]
    size: float
    place: str = "table"
    turns: float = 180
    heights: tuple[float, float] = (5, 50)


def turned(parts: Parts, axis: str, degrees: float) -> Parts:
    """Each part turned about an axis, "x", "y" or "z", through the origin."""
    return [(mesh.turned(axis, degrees), look) for mesh, look in parts]
