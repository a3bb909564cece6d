"""The built-in images, which stand in where there's no network. They say what they are."""

import numpy as np
from PIL import Image
from sklearn.datasets import load_digits

from helpers.internal import files
from helpers.internal.course import ROOT

Arrays = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]  # uint8: x_train, y_train, x_test...
CLASSES = 10
DIGITS_TEST = 500  # the last ones: mostly by other writers than the first ones


def digits() -> Arrays:
    """Small handwritten digits that come with scikit-learn, enlarged to MNIST's size.

    1,797 images, 8 x 8: the test part of UCI's "Optical Recognition of Handwritten Digits" (1998,
    E. Alpaydin and C. Kaynak), here 20 x 20 in the middle of 28 x 28: x_train (1297, 28, 28, 1).
    """
    small = load_digits()
    images = np.zeros((len(small.images), 28, 28, 1), "uint8")
    for image, grey in zip(images, small.images, strict=True):
        picture = Image.fromarray((grey * (255 / 16)).round().astype("uint8"))
        image[4:24, 4:24, 0] = picture.resize((20, 20), Image.Resampling.BICUBIC)
    labels, cut = small.target.astype("uint8"), -DIGITS_TEST
    return images[:cut], labels[:cut], images[cut:], labels[cut:]


def sheets(name: str, size: int) -> Arrays:
    """The tiles, (size, size, 3), of two contact sheets in data/, always in the same order.

    Each class has a block of rows, and as many rows as each other one. Black tiles are empty.
    """
    arrays = []
    for part in ("train", "test"):
        path = ROOT / "data" / f"{name}_{part}.jpg"
        with files.refusing(path, "it's damaged"), Image.open(path) as sheet:
            columns = sheet.width // size
            rows = np.asarray(sheet).reshape(-1, size, columns, size, 3).swapaxes(1, 2)
        tiles = rows.reshape(-1, size, size, 3)
        filled = np.flatnonzero(tiles.any(axis=(1, 2, 3)))
        order = np.random.default_rng(0).permutation(filled)
        arrays += [tiles[order], (order // (len(tiles) // CLASSES)).astype("uint8")]
    return tuple(arrays)
