"""Which photographs there are, and where they lie once rendered. It needs no renderer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from renders import household, others_a, others_b, others_c
from renders.thing import Thing

ROOT = Path(__file__).resolve().parent.parent.parent
OTHERS = others_a.THINGS + others_b.THINGS + others_c.THINGS
# Lesson 03's: five things and five others.
OBJECTS = (
    "mug", "chair", "umbrella", "car", "guitar", "teapot", "tree", "boat", "teddy bear", "book",
)  # fmt: skip
PARTS = "train", "test"


@dataclass(frozen=True)
class Set:
    """things: the classes, in the order of their labels. counts: of all training and test images.

    size: pixels a side. quality: of the JPEG sheets in data/; without it, there are none.
    """

    things: list[Thing]
    counts: tuple[int, int]
    size: int
    quality: int | None = None

    def shares(self, part: str) -> list[int]:
        """How many images of each class: as equal as can be."""
        each, more = divmod(self.counts[PARTS.index(part)], len(self.things))
        return [each + (label < more) for label in range(len(self.things))]


_NAMED = {thing.name: thing for thing in OTHERS}
SETS = {
    "household": Set(household.THINGS, (878, 500), 64, 85),
    "objects": Set([_NAMED[name] for name in OBJECTS], (4000, 1000), 32, 85),
    "pretraining": Set(OTHERS, (200 * len(OTHERS), 10 * len(OTHERS)), 64),
}


def folder() -> Path:
    """Where renders of this very code lie: of what decides what a photograph looks like."""
    apart = {"__init__.py", "sets.py", "sheets.py"}
    paths = (p for p in sorted(Path(__file__).parent.glob("*.py")) if p.name not in apart)
    code = b"".join(path.read_bytes() for path in paths)
    return ROOT / "build" / "renders" / hashlib.sha256(code).hexdigest()[:12]


def file(name: str, part: str, thing: Thing) -> Path:
    """Where the images of a class lie."""
    return folder() / name / f"{part} {thing.name}.npz"


def boxes_file() -> Path:
    """Where the boxes lie, arrays "train" and "test" of left, top, right, bottom."""
    return folder() / "household" / "boxes.npz"


def read(name: str, part: str) -> list[np.ndarray]:
    """The images of each class, in the order of the labels: uint8 (n, size, size, 3)."""
    paths = [file(name, part, thing) for thing in SETS[name].things]
    return [np.load(path, allow_pickle=False)["images"] for path in paths]
