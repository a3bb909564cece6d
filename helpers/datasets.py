"""Load a data set from disk, the network or the built-in sample, and draw small sets from it.

`COURSE_DATA` chooses, see `runtime.data_setting`.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pooch

from helpers import fetching, files, runtime, samples

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
DOLLAR_STREET = "10970014"  # Zenodo's record, DOI 10.5281/zenodo.10970014
DOLLAR_STREET_ADDRESS = f"{fetching.ZENODO}records/{DOLLAR_STREET}/files/"
DOLLAR_STREET_NAMES = (
    "day bed", "dishrag", "plate", "running shoe", "soap dispenser", "street sign", "table lamp",
    "tile roof", "toilet seat", "washing machine",
)  # fmt: skip


def _fetch_mnist(folder: Path) -> None:
    fetching.download("mnist.npz", f"sha256:{MNIST_SHA256}", MNIST_ADDRESS, folder)


def _fetch_dollar_street(folder: Path) -> None:
    # Zenodo publishes the checksums in the record. A mirror has the files alone; what they hold is
    # tested when they are read.
    checksums = {} if os.environ.get("COURSE_MIRROR") else fetching.zenodo_checksums(DOLLAR_STREET)
    for name in files.NPY_FILES:
        if not (folder / name).is_file():  # somebody may have put some of them there
            fetching.download(name, checksums.get(name), DOLLAR_STREET_ADDRESS, folder)


def _fetch_cifar10(folder: Path) -> None:
    with fetching.lock(folder, "cifar10.npz"):
        if not (folder / "cifar10.npz").is_file():  # another notebook may have been sooner
            _make_cifar10(folder)


def _make_cifar10(folder: Path) -> None:
    archive = folder / CIFAR10_ARCHIVE
    there = archive.is_file()  # somebody put it there: used if it is right, never overwritten
    if there and pooch.file_hash(archive) != CIFAR10_SHA256:
        raise runtime.CourseError(
            f"data/{archive.name} is not the published archive. It was left as it is. Delete it or "
            "put a good copy in its place, then run again."
        )
    if not there:
        fetching.download(archive.name, f"sha256:{CIFAR10_SHA256}", CIFAR10_ADDRESS, folder)
    files.write_npz(folder / "cifar10.npz", files.cifar10_archive(archive))
    if not there:
        archive.unlink()


MNIST = fetching.Origin(
    "MNIST", ("mnist.npz",), f"it comes from {MNIST_ADDRESS}mnist.npz", "digits", _fetch_mnist, 12
)
CIFAR10 = fetching.Origin(
    "CIFAR-10", ("cifar10.npz",),
    "where there is a network, lesson 03 makes it and keeps it in data/", "drawn icons",
    _fetch_cifar10, 170,
)  # fmt: skip
STREET = fetching.Origin(
    "Dollar Street 10", files.NPY_FILES, f"it comes from {DOLLAR_STREET_ADDRESS}", "drawn icons",
    _fetch_dollar_street, 12, "dollar_street/",
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
    folder, label = fetching.find(MNIST)
    if folder is None:
        return _dataset(
            samples.digits(), DIGIT_NAMES,
            "Built-in sample, not MNIST", "images from scikit-learn's 8 x 8 digits, enlarged",
            is_sample=True,
        )  # fmt: skip
    x_train, y_train, x_test, y_test = files.read_npz(
        folder / "mnist.npz", label.format("mnist.npz"), (28, 28), classes=10
    )
    return _dataset(
        (x_train[..., None], y_train, x_test[..., None], y_test), DIGIT_NAMES,
        "MNIST", "images of handwritten digits",
    )  # fmt: skip


def load_cifar10() -> Dataset:
    """Small photos of ten kinds: CIFAR-10, from where `load_mnist` takes MNIST, or drawn icons.

    Images have the shape (32, 32, 3). The official archive is kept as data/cifar10.npz.

    Raises:
        CourseError: a file is missing from the folder named in COURSE_DATA, or is not CIFAR-10.
    """
    folder, label = fetching.find(CIFAR10)
    if folder is None:
        return _dataset(
            samples.icons(), samples.ICON_NAMES,
            "Built-in sample, not CIFAR-10", "images of drawn icons",
            is_sample=True,
        )  # fmt: skip
    arrays = files.read_npz(
        folder / "cifar10.npz", label.format("cifar10.npz"), (32, 32, 3), classes=10
    )
    return _dataset(arrays, CIFAR10_NAMES, "CIFAR-10", "photos of ten kinds")


def load_dollar_street() -> Dataset:
    """Photos of ten household things from homes of all incomes: Dollar Street 10, or drawn icons.

    Found like `load_mnist`'s file, as four .npy files in the folder dollar_street/ or, in a folder
    that COURSE_DATA names, lying directly in it. Images have the shape (64, 64, 3). The files
    class_names.txt (ten lines) and source.txt (a sentence), where they lie beside the photos, say
    what these are.

    Raises:
        CourseError: a file is missing from the folder named in COURSE_DATA, or cannot be used.
    """
    folder, label = fetching.find(STREET)
    if folder is None:
        return _dataset(
            samples.household(), samples.HOUSEHOLD_NAMES,
            "Built-in sample, not Dollar Street", "images of drawn icons",
            is_sample=True,
        )  # fmt: skip
    arrays = files.read_npy(folder, label, (64, 64, 3), classes=10)
    told = _text(folder / "source.txt", "Dollar Street 10").strip()
    lines = _text(folder / "class_names.txt", "\n".join(DOLLAR_STREET_NAMES)).split("\n")
    class_names = tuple(line.strip() for line in lines if line.strip())
    if len(class_names) != 10:
        raise runtime.CourseError(
            f"{label.format('class_names.txt')} has {len(class_names)} lines: write ten, one name "
            "for each of the labels 0-9."
        )
    return _dataset(arrays, class_names, told, "photos")


def _text(path: Path, otherwise: str) -> str:
    return path.read_text("utf-8-sig", "replace") if path.is_file() else otherwise


def load_image_folder(
    folder: str | Path, size: int = 64, test_fraction: float = 0.2, seed: int = 0
) -> Dataset:
    """Your own photos, one folder for each class, in the place of Dollar Street.

    Args:
        folder: such as "my_photos", from the project's root; "my_photos/cup/IMG_1.jpg" shows a cup.
        size: photos are cropped to a square and shrunk to so many pixels a side.
        test_fraction: part of each class, 0-1, that is kept for the test. seed: of that choice.

    Raises:
        CourseError: see `files.read_image_folder`.
    """
    images, labels, names = files.read_image_folder(runtime.ROOT / folder, size)
    order = np.random.default_rng(seed).permutation(len(labels))
    is_test = np.zeros(len(labels), bool)
    for label in range(len(names)):
        members = order[labels[order] == label]
        is_test[members[: max(1, round(test_fraction * len(members)))]] = True
    train, test = order[~is_test[order]], order[is_test[order]]
    return _dataset(
        (images[train], labels[train], images[test], labels[test]), names,
        f"Your own photos of {len(names)} kinds", "photos",
    )  # fmt: skip


def _dataset(
    arrays: tuple, names: tuple[str, ...], what: str, things: str, is_sample: bool = False
) -> Dataset:
    x_train, y_train, x_test, y_test = arrays
    return Dataset(
        x_train, y_train, x_test, y_test, names,
        f"{what}: {len(x_train):,} training and {len(x_test):,} test {things}", is_sample,
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
