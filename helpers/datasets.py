"""Load a data set from disk, the network or the built-in sample, and draw small sets from it.

`COURSE_DATA` chooses, see `runtime.data_setting`.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pooch

from helpers import files, runtime, samples

# Addresses and SHA-256 as in keras.datasets.mnist and keras.datasets.cifar10 (Keras 3.13).
MNIST_ADDRESS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
MNIST_SHA256 = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"
DIGIT_NAMES = tuple("0123456789")
CIFAR10_ADDRESS = "https://www.cs.toronto.edu/~kriz/"
CIFAR10_ARCHIVE = "cifar-10-python.tar.gz"
CIFAR10_SHA256 = "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce"
CIFAR10_NAMES = (
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
)  # fmt: skip


@dataclass(frozen=True)
class Dataset:
    """Images and labels, and the sentence that says what they are.

    x_train, x_test: uint8 (n, height, width, channels), 0-255. y_train, y_test: uint8 (n,).
    source: print it, and show it with every picture. is_sample: a stand-in, not the real data.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    class_names: tuple[str, ...]
    source: str
    is_sample: bool


def load_mnist() -> Dataset:
    """Handwritten digits: MNIST from `COURSE_DATA`, `data/` or its official address, or the sample.

    Images have the shape (28, 28, 1). With `COURSE_DATA` unset and no network, the built-in digits
    stand in, with a notice on standard error.

    Raises:
        CourseError: a file is missing from the folder named in COURSE_DATA, or is not MNIST.
    """
    path, label = _find(
        "MNIST", "mnist.npz", f"it comes from {MNIST_ADDRESS}mnist.npz", "digits", _fetch_mnist
    )
    if path is None:
        return _dataset(
            samples.digits(), DIGIT_NAMES,
            "Built-in sample, not MNIST: {:,} training and {:,} test images from scikit-learn's "
            "8 x 8 digits, enlarged", is_sample=True,
        )  # fmt: skip
    x_train, y_train, x_test, y_test = files.read_npz(path, label, (28, 28), classes=10)
    return _dataset(
        (x_train[..., None], y_train, x_test[..., None], y_test), DIGIT_NAMES,
        "MNIST: {:,} training and {:,} test images of handwritten digits",
    )  # fmt: skip


def load_cifar10() -> Dataset:
    """Small photos of ten kinds: CIFAR-10, from where `load_mnist` takes MNIST, or drawn icons.

    Images have the shape (32, 32, 3). The official archive is kept as data/cifar10.npz.

    Raises:
        CourseError: a file is missing from the folder named in COURSE_DATA, or is not CIFAR-10.
    """
    path, label = _find(
        "CIFAR-10", "cifar10.npz",
        "where there is a network, lesson 03 makes it and keeps it in data/", "drawn icons",
        _fetch_cifar10,
    )  # fmt: skip
    if path is None:
        return _dataset(
            samples.icons(), samples.ICON_NAMES,
            "Built-in sample, not CIFAR-10: {:,} training and {:,} test images of drawn icons",
            is_sample=True,
        )  # fmt: skip
    return _dataset(
        files.read_npz(path, label, (32, 32, 3), classes=10), CIFAR10_NAMES,
        "CIFAR-10: {:,} training and {:,} test photos of ten kinds",
    )  # fmt: skip


def _find(
    name: str, file: str, origin: str, stand_in: str, fetch: Callable[[Path], None]
) -> tuple[Path | None, str]:
    """Path and printable name of a data file; no path means the built-in sample."""
    setting = runtime.data_setting()
    if setting == "sample":
        return None, ""
    if isinstance(setting, Path):
        if not (setting / file).is_file():
            raise runtime.CourseError(
                f"COURSE_DATA is '{os.environ['COURSE_DATA']}', and {file} is not in it. "
                f"Put it there ({origin}), or unset COURSE_DATA."
            )
        return setting / file, f"{file} in the folder that COURSE_DATA names"
    path = runtime.ROOT / "data" / file
    if not path.is_file():
        try:
            fetch(path)
        except (OSError, ValueError) as error:
            runtime.notice(
                f"{name} could not be downloaded ({type(error).__name__}). Going on with the "
                f"built-in {stand_in} instead. To use {name}, put {file} into the folder data/."
            )
            return None, ""
    return path, f"data/{file}"


def _fetch_mnist(path: Path) -> None:
    files.download(path.name, MNIST_SHA256, MNIST_ADDRESS, path.parent)


def _fetch_cifar10(path: Path) -> None:
    archive = path.with_name(CIFAR10_ARCHIVE)
    there = archive.is_file()  # somebody put it there: used if it is right, never overwritten
    if there and pooch.file_hash(archive) != CIFAR10_SHA256:
        raise runtime.CourseError(
            f"data/{archive.name} is not the published archive. It was left as it is. Delete it or "
            "put a good copy in its place, then run again."
        )
    if not there:
        files.download(archive.name, CIFAR10_SHA256, CIFAR10_ADDRESS, path.parent)
    files.write_npz(path, files.cifar10_archive(archive))
    if not there:
        archive.unlink()


def _dataset(
    arrays: tuple, names: tuple[str, ...], source: str, is_sample: bool = False
) -> Dataset:
    x_train, y_train, x_test, y_test = arrays
    return Dataset(
        x_train, y_train, x_test, y_test, names,
        source.format(len(x_train), len(x_test)), is_sample,
    )  # fmt: skip


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
