"""Load images: MNIST, CIFAR-10, Dollar Street 10, or photos of your own.

The environment variable `COURSE_DATA` says which: unset or "auto" takes the file in `data/`, else
downloads it, else uses the built-in sample; "sample" uses the built-in sample; a folder uses the
files in that folder. `data/README.md` says more.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from helpers.internal import course, files, photos, samples, sources

DIGIT_NAMES = tuple("0123456789")
CIFAR10_NAMES = (
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
)  # fmt: skip
DOLLAR_STREET_NAMES = (
    "day bed", "dishrag", "plate", "running shoe", "soap dispenser", "street sign", "table lamp",
    "tile roof", "toilet seat", "washing machine",
)  # fmt: skip


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

    Raises:
        CourseError: the file is missing from the folder in COURSE_DATA, or it isn't MNIST.
    """
    folder, label = sources.find(sources.MNIST)
    if folder is None:
        what = "Built-in sample, not MNIST"
        things = "images from scikit-learn's 8 x 8 digits, enlarged"
        return _dataset(samples.digits(), DIGIT_NAMES, what, things, is_sample=True)
    x_train, y_train, x_test, y_test = files.read_npz(
        folder / "mnist.npz", label.format("mnist.npz"), (28, 28), classes=10
    )
    arrays = x_train[..., None], y_train, x_test[..., None], y_test
    return _dataset(arrays, DIGIT_NAMES, "MNIST", "images of handwritten digits")


def load_cifar10() -> Dataset:
    """Small photos in ten classes, (32, 32, 3): CIFAR-10, or drawn icons.

    Raises:
        CourseError: the file is missing from the folder in COURSE_DATA, or it isn't CIFAR-10.
    """
    folder, label = sources.find(sources.CIFAR10)
    if folder is None:
        what, names = "Built-in sample, not CIFAR-10", tuple(samples.ICONS)
        return _dataset(samples.icons(), names, what, "images of drawn icons", is_sample=True)
    path, label = folder / "cifar10.npz", label.format("cifar10.npz")
    arrays = files.read_npz(path, label, (32, 32, 3), classes=10)
    return _dataset(arrays, CIFAR10_NAMES, "CIFAR-10", "photos in ten classes")


def load_dollar_street() -> Dataset:
    """Household things in homes of all incomes, (64, 64, 3): Dollar Street 10, or drawn icons.

    It's four .npy files in the folder dollar_street/. Two text files beside them are optional:
    class_names.txt (ten lines) and source.txt (what the photos are).

    Raises:
        CourseError: a file is missing from the folder in COURSE_DATA, or can't be used.
    """
    folder, label = sources.find(sources.DOLLAR_STREET)
    if folder is None:
        what, names = "Built-in sample, not Dollar Street", tuple(samples.HOUSEHOLD)
        return _dataset(samples.household(), names, what, "images of drawn icons", is_sample=True)
    folder, label = folder / "dollar_street", label.format("dollar_street/{}")
    arrays = files.read_npy(folder, label, (64, 64, 3), classes=10)
    what = _text(folder / "source.txt", "Dollar Street 10").strip()
    lines = _text(folder / "class_names.txt", "\n".join(DOLLAR_STREET_NAMES)).split("\n")
    names = tuple(line.strip() for line in lines if line.strip())
    if len(names) != 10:
        problem = f"it has {len(names)} names, but must have one for each of the labels 0-9"
        raise files.refusal(label.format("class_names.txt"), problem)
    return _dataset(arrays, names, what, "photos")


def _text(path: Path, default: str) -> str:
    return path.read_text("utf-8-sig", "replace") if path.is_file() else default


def load_image_folder(
    folder: str | Path, size: int = 64, test_fraction: float = 0.2, seed: int = 0
) -> Dataset:
    """Photos of your own, in one folder for each class, to use instead of Dollar Street.

    Args:
        folder: within the project, such as "my_photos"; "my_photos/cup/IMG_1.jpg" shows a cup.
        size: photos are cropped to a square and shrunk to this many pixels a side.
        test_fraction: the part of each class (0-1) that's for testing. seed: of that choice.

    Raises:
        CourseError: no such folder, fewer than two classes, too few photos, or a broken photo.
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


def read_photo(path: str | Path, size: int) -> np.ndarray:
    """One photo of your own, uint8 (size, size, 3): upright, cropped to a square and shrunk.

    Args:
        path: within the project, such as "my_photo.jpg". size: pixels a side.

    Raises:
        CourseError: it isn't there, or it's broken.
    """
    return photos.read_photo(course.ROOT / path, size)


def hold_out(
    images: np.ndarray, labels: np.ndarray, fraction: float, seed: int
) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Split validation data off the training data, at random.

    Args:
        images: (n, ...). labels: (n,). fraction: the part for validation, 0-1. seed: of the choice.

    Returns:
        (training images, labels), (validation images, labels).
    """
    order = np.random.default_rng(seed).permutation(len(images))
    cut = round(len(images) * fraction)
    return (images[order[cut:]], labels[order[cut:]]), (images[order[:cut]], labels[order[:cut]])


def _dataset(
    arrays: tuple, names: tuple[str, ...], what: str, things: str, is_sample: bool = False
) -> Dataset:
    x_train, _, x_test, _ = arrays
    source = f"{what}: {len(x_train):,} training and {len(x_test):,} test {things}"
    return Dataset(*arrays, names, source, is_sample)
