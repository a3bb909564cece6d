"""Load images: MNIST, CIFAR-10, Dollar Street 10, or photos of your own.

The environment variable `COURSE_DATA` says which: unset or "auto" takes the file in `data/`, else
downloads it, else uses the built-in sample; "sample" uses the built-in sample; a folder uses the
files in that folder. `data/README.md` says more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from helpers.internal import course, feed, files, photos, samples
from helpers.internal.photos import read_photo as read_photo
from helpers.internal.sources import SOURCES, get


@dataclass(frozen=True)
class Dataset:
    """Images, their labels, and a sentence that says what they are.

    x_train, x_test: uint8 (n, height, width, channels), 0-255. y_train, y_test: uint8 (n,).
    source: print it, and show it with every picture. is_sample: built in, not the real data.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    class_names: tuple[str, ...]
    source: str
    is_sample: bool


def load_mnist() -> Dataset:
    """Handwritten digits, (28, 28, 1): MNIST, or the small digits that come with scikit-learn.

    A CourseError says that the folder in COURSE_DATA hasn't got the file, or that it isn't MNIST.
    """
    names = SOURCES["MNIST"]["classes"]
    if paths := get("MNIST"):
        return _dataset(files.read(paths, (28, 28)), names, "MNIST", "images of handwritten digits")
    what, things = "Built-in sample, not MNIST", "images from scikit-learn's 8 x 8 digits, enlarged"
    return _dataset(samples.digits(), names, what, things, is_sample=True)


def load_cifar10() -> Dataset:
    """Small photos in ten classes, (32, 32, 3): CIFAR-10, or renders. Errors: see `load_mnist`."""
    if paths := get("CIFAR-10"):
        arrays, names = files.read(paths, (32, 32, 3)), SOURCES["CIFAR-10"]["classes"]
        return _dataset(arrays, names, "CIFAR-10", "photos in ten classes")
    arrays, names = samples.sheets("objects", 32), SOURCES["CIFAR-10"]["stand_in_classes"]
    what = "Rendered things (ours, CC0), standing in for CIFAR-10"
    return _dataset(arrays, names, what, "images", is_sample=True)


def load_dollar_street() -> Dataset:
    """Household things in homes of all incomes, (64, 64, 3): Dollar Street 10, or renders.

    It's four .npy files in the folder dollar_street/. Two text files beside them are optional:
    class_names.txt (ten lines) and source.txt (what the photos are). Errors: see `load_mnist`.
    """
    paths, facts = get("Dollar Street"), SOURCES["Dollar Street"]
    names = facts["classes"]
    if not paths:
        what = "Rendered household scenes (ours, CC0), standing in for Dollar Street"
        return _dataset(samples.sheets("household", 64), names, what, "images", is_sample=True)
    what = "Dollar Street 10"
    described, named = paths[0].with_name("source.txt"), paths[0].with_name("class_names.txt")
    if described.is_file():
        what = described.read_text("utf-8-sig", "replace").strip()
    if named.is_file():
        lines = named.read_text("utf-8-sig", "replace").split("\n")
        names = [line.strip() for line in lines if line.strip()]
    if len(names) != 10:
        problem = f"it has {len(names)} names, but must have one for each of the labels 0-9"
        raise files.refusal(named, problem)
    return _dataset(files.read(paths, (64, 64, 3)), names, what, "photos")


def load_image_folder(
    folder: str | Path, size: int = 64, test_fraction: float = 0.2, seed: int = 0
) -> Dataset:
    """Photos of your own, in one folder for each class, to use instead of Dollar Street.

    folder: within the project, such as "my_photos"; "my_photos/cup/IMG_1.jpg" shows a cup. size:
    photos are cropped to a square and shrunk to this many pixels a side. test_fraction: the part of
    each class (0-1) that's for testing. seed: of that choice. A CourseError says that there's no
    such folder, fewer than two classes, too few photos, or a broken one.
    """
    images, labels, names = photos.read_folder(course.ROOT / folder, size)
    order = np.random.default_rng(seed).permutation(len(labels))
    is_test = np.zeros(len(labels), bool)
    for label in range(len(names)):
        members = order[labels[order] == label]
        is_test[members[: max(1, round(test_fraction * len(members)))]] = True
    train, test = order[~is_test[order]], order[is_test[order]]
    arrays = images[train], labels[train], images[test], labels[test]
    return _dataset(arrays, names, f"Your own photos in {len(names)} classes", "photos")


def hold_out(
    images: np.ndarray, labels: np.ndarray, fraction: float, seed: int
) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Split off a random `fraction` (0-1): (images, labels) to train, (images, labels) to validate.

    images: (n, ...). labels: (n,). seed: of the choice. A CourseError says what can't be split.
    """
    feed.expect_pairs(images, labels)
    if not 0 < fraction < 1:
        raise course.CourseError(f"The fraction is {fraction}, but should be between 0 and 1.")
    order = np.random.default_rng(seed).permutation(len(images))
    cut = round(len(images) * fraction)
    return (images[order[cut:]], labels[order[cut:]]), (images[order[:cut]], labels[order[:cut]])


def _dataset(
    arrays: Iterable[np.ndarray], names: Iterable[str], what: str, things: str, is_sample=False
) -> Dataset:
    x_train, y_train, x_test, y_test = arrays
    source = f"{what}: {len(x_train):,} training and {len(x_test):,} test {things}"
    x_train, x_test = (x.reshape(*x.shape[:3], -1) for x in (x_train, x_test))  # grey: a channel
    return Dataset(x_train, y_train, x_test, y_test, tuple(names), source, is_sample)
