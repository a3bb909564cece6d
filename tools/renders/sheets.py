"""Contact sheets: JPEG files that anyone can open, and that `helpers` reads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

COLUMNS = 25


def write(path: Path, classes: list[np.ndarray], quality: int) -> None:
    """A block of rows for each class, all blocks alike high; black tiles are empty.

    classes: uint8 (n, size, size, 3) each.
    """
    size, rows = classes[0].shape[1], -(-max(map(len, classes)) // COLUMNS)
    tiles = np.zeros((len(classes), rows * COLUMNS, size, size, 3), "uint8")
    for block, images in zip(tiles, classes, strict=True):
        block[: len(images)] = images
    tiles = tiles.reshape(-1, COLUMNS, size, size, 3).swapaxes(1, 2)
    sheet = Image.fromarray(tiles.reshape(-1, COLUMNS * size, 3))
    # 4:4:4, so that no block of the JPEG lies in two tiles, and black stays black.
    sheet.save(path, quality=quality, subsampling=0, optimize=True)
    print(f"{path.name}: {sum(map(len, classes)):,} images, {path.stat().st_size:,} bytes")


def write_few(path: Path, classes: list[np.ndarray], quality: int) -> None:
    """The first four images of each class, two classes side by side, for a page."""
    pairs = zip(classes[::2], classes[1::2], strict=True)
    rows = [np.concatenate([*left[:4], *right[:4]], axis=1) for left, right in pairs]
    Image.fromarray(np.concatenate(rows)).save(path, quality=quality, subsampling=0, optimize=True)


def tile(path: Path, size: int, classes: int, label: int, index: int) -> np.ndarray:
    """One tile of a sheet with so many classes, uint8 (size, size, 3)."""
    sheet = np.asarray(Image.open(path))
    row = len(sheet) // size // classes * label + index // COLUMNS
    top, left = row * size, index % COLUMNS * size
    return sheet[top : top + size, left : left + size]
