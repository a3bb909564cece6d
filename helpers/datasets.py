"""Load a data set from disk, the network or the built-in images. `COURSE_DATA` chooses."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from helpers.internal import files, photos, samples, sources
from helpers.internal.course import ROOT, CourseError
from helpers.internal.photos import read_photo

__all__ = [
    "Dataset", "hold_out", "load_cifar10", "load_dollar_street", "load_image_folder", "load_mnist",
    "read_photo",
]  # fmt: skip
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
    """Images and labels, and a sentence that says what they are.

    x_train, x_test: uint8 (n, height, width, channels), 0-255. y_train, y_test: uint8 (n,).
    source: print it, and show it with every picture. is_sample: built-in, not the real data.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    class_names: tuple[str, ...]
    source: str
    is_sample: bool


def load_mnist() -> Dataset:
    """Handwritten digits: MNIST from `COURSE_DATA`, `data/` or its official address.

    Images have the shape (28, 28, 1). With `COURSE_DATA` unset and no network, built-in digits
    stand in, with a notice on standard error.

    Raises:
        CourseError: a file is missing from the folder named in COURSE_DATA, or isn't MNIST.
    """
    folder, label = sources.find(sources.MNIST)
    if folder is None:
        what = "Built-in images, not MNIST"
        things = "images, scikit-learn's 8 x 8 digits enlarged"
        return _dataset(samples.digits(), DIGIT_NAMES, what, things, is_sample=True)
    x_train, y_train, x_test, y_test = files.read_npz(
        folder / "mnist.npz", label.format("mnist.npz"), (28, 28), classes=10
    )
    arrays = x_train[..., None], y_train, x_test[..., None], y_test
    return _dataset(arrays, DIGIT_NAMES, "MNIST", "images of handwritten digits")


def load_cifar10() -> Dataset:
    """Small photos in ten classes: CIFAR-10, found like `load_mnist`'s file, or drawn icons.

    Images have the shape (32, 32, 3). The official archive is converted to data/cifar10.npz.

    Raises:
        CourseError: a file is missing from the folder named in COURSE_DATA, or isn't CIFAR-10.
    """
    folder, label = sources.find(sources.CIFAR10)
    if folder is None:
        what = "Built-in images, not CIFAR-10"
        return _dataset(samples.icons(), tuple(samples.ICONS), what, "drawn icons", is_sample=True)
    arrays = files.read_npz(
        folder / "cifar10.npz", label.format("cifar10.npz"), (32, 32, 3), classes=10
    )
    return _dataset(arrays, CIFAR10_NAMES, "CIFAR-10", "photos in ten classes")


def load_dollar_street() -> Dataset:
    """Photos of ten household things from homes of all incomes: Dollar Street 10, or drawn icons.

    Four .npy files in the folder dollar_street/ or directly in the folder that COURSE_DATA names.
    Images have the shape (64, 64, 3). Beside them, class_names.txt (ten lines) and source.txt (a
    sentence) may say what they are.

    Raises:
        CourseError: a file is missing from the folder named in COURSE_DATA, or can't be used.
    """
    folder, label = sources.find(sources.DOLLAR_STREET)
    if folder is None:
        names, what = tuple(samples.HOUSEHOLD), "Built-in images, not Dollar Street"
        return _dataset(samples.household(), names, what, "drawn icons", is_sample=True)
    arrays = files.read_npy(folder, label, (64, 64, 3), classes=10)
    source = _text(folder / "source.txt", "Dollar Street 10").strip()
    lines = _text(folder / "class_names.txt", "\n".join(DOLLAR_STREET_NAMES)).split("\n")
    class_names = tuple(line.strip() for line in lines if line.strip())
    if len(class_names) != 10:
        raise CourseError(
            f"{label.format('class_names.txt')} has {len(class_names)} lines: write ten, one name "
            "for each of the labels 0-9."
        )
    return _dataset(arrays, class_names, source, "photos")


def _text(path: Path, otherwise: str) -> str:
    return path.read_text("utf-8-sig", "replace") if path.is_file() else otherwise


def load_image_folder(
    folder: str | Path, size: int = 64, test_fraction: float = 0.2, seed: int = 0
) -> Dataset:
    """Your own photos, one folder for each class, instead of Dollar Street.

    Args:
        folder: such as "my_photos", from the project's root; "my_photos/cup/IMG_1.jpg" is a cup.
        size: photos are cropped to a square and shrunk to this number of pixels a side.
        test_fraction: part of each class, 0-1, kept for the test. seed: of that choice.

    Raises:
        CourseError: see `internal.photos.read_image_folder`.
    """
    images, labels, names = photos.read_image_folder(ROOT / folder, size)
    order = np.random.default_rng(seed).permutation(len(labels))
    is_test = np.zeros(len(labels), bool)
    for label in range(len(names)):
        members = order[labels[order] == label]
        is_test[members[: max(1, round(test_fraction * len(members)))]] = True
    train, test = order[~is_test[order]], order[is_test[order]]
    arrays = images[train], labels[train], images[test], labels[test]
    return _dataset(arrays, names, f"Your own photos in {len(names)} classes", "photos")


def _dataset(
    arrays: tuple, names: tuple[str, ...], what: str, things: str, is_sample: bool = False
) -> Dataset:
    source = f"{what}: {len(arrays[0]):,} training and {len(arrays[2]):,} test {things}"
    return Dataset(*arrays, names, source, is_sample)


def hold_out(
    images: np.ndarray, labels: np.ndarray, fraction: float, seed: int
) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Split validation data off the training data, at random.

    Args:
        images: (n, ...). labels: (n,). fraction: part that becomes validation, 0-1. seed: of it.

    Returns:
        (training images, labels), (validation images, labels).
    """
    order = np.random.default_rng(seed).permutation(len(images))
    cut = round(len(images) * fraction)
    return (images[order[cut:]], labels[order[cut:]]), (images[order[:cut]], labels[order[:cut]])
