"""Load a data set from disk, the network or the built-in sample, and draw small sets from it.

`COURSE_DATA` chooses, see `runtime.data_setting`. Nothing is ever unpickled.
"""

import os
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pooch

from helpers import runtime, samples

# Address and SHA-256 as in keras.datasets.mnist (Keras 3.13).
MNIST_ADDRESS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
MNIST_SHA256 = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"
DIGIT_NAMES = tuple("0123456789")


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
    setting = runtime.data_setting()
    if setting == "sample":
        return _digits_sample()
    if isinstance(setting, Path):
        path, label = setting / "mnist.npz", "mnist.npz in the folder that COURSE_DATA names"
        if not path.is_file():
            raise runtime.CourseError(
                f"COURSE_DATA is '{os.environ['COURSE_DATA']}', and mnist.npz is not in it. "
                f"Put it there (it comes from {MNIST_ADDRESS}mnist.npz), or unset COURSE_DATA."
            )
    else:
        path, label = runtime.ROOT / "data" / "mnist.npz", "data/mnist.npz"
        if not path.is_file():
            try:
                download("mnist.npz", MNIST_SHA256, MNIST_ADDRESS, path.parent)
            except (OSError, ValueError) as error:
                runtime.notice(
                    f"MNIST could not be downloaded ({type(error).__name__}). Going on with the "
                    "built-in digits instead. To use MNIST, put mnist.npz into the folder data/."
                )
                return _digits_sample()
    arrays = read_npz(path, label, image_shape=(28, 28), classes=10)
    x_train, y_train, x_test, y_test = arrays
    return Dataset(
        x_train[..., None], y_train, x_test[..., None], y_test, DIGIT_NAMES,
        f"MNIST: {len(x_train):,} training and {len(x_test):,} test images of handwritten digits",
        is_sample=False,
    )  # fmt: skip


def _digits_sample() -> Dataset:
    x_train, y_train, x_test, y_test = samples.digits()
    return Dataset(
        x_train, y_train, x_test, y_test, DIGIT_NAMES,
        f"Built-in sample, not MNIST: {len(x_train):,} training and {len(x_test):,} test images "
        "from scikit-learn's 8 x 8 digits, enlarged",
        is_sample=True,
    )  # fmt: skip


def download(name: str, sha256: str, address: str, folder: Path) -> Path:
    """Fetch one file into `folder`; it appears there whole and checked, or not at all.

    The environment variable `COURSE_MIRROR` replaces `address` (a classroom's own server).

    Raises:
        OSError: no connection, no such file, no room. ValueError: the checksum does not hold.
    """
    address = os.environ.get("COURSE_MIRROR", address).rstrip("/") + "/"
    pooch.get_logger().setLevel("ERROR")  # it would print absolute paths
    shelf = pooch.create(folder, address, registry={name: f"sha256:{sha256}"}, retry_if_failed=1)
    downloader = pooch.HTTPDownloader(progressbar=True, chunk_size=2**16, timeout=(5, 20))
    return Path(shelf.fetch(name, downloader=downloader))


def read_npz(
    path: Path, label: str, image_shape: tuple[int, ...], classes: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Read x_train, y_train, x_test, y_test and refuse anything that is not what it should be.

    Args:
        path: the file. label: how messages name it (no absolute path).
        image_shape: of one image. classes: labels must lie below this.

    Returns:
        The four arrays, uint8.

    Raises:
        CourseError: says which file, what is wrong with it, and what to do.
    """
    hint = "The file was left as it is. Delete it or put a good copy in its place, then run again."

    def refuse(what: str) -> runtime.CourseError:
        return runtime.CourseError(f"{label} cannot be used: {what}. {hint}")

    arrays = {}
    try:
        if not zipfile.is_zipfile(path):  # np.load would read any .npy whole
            raise zipfile.BadZipFile("it is no zip archive")
        with np.load(path, allow_pickle=False) as archive:
            for name in ("x_train", "y_train", "x_test", "y_test"):
                if name not in archive.files:
                    raise refuse(f"it holds no array '{name}'")
                _check_header(archive.zip, f"{name}.npy")
                arrays[name] = archive[name]
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, AttributeError) as error:
        raise refuse(f"it is damaged or not an .npz file of plain arrays ({error})") from error
    for part in ("train", "test"):
        images, labels = arrays[f"x_{part}"], arrays[f"y_{part}"]
        if images.dtype != np.uint8 or images.shape[1:] != image_shape:
            raise refuse(
                f"x_{part} is {images.dtype} {images.shape}, not uint8 (n, {str(image_shape)[1:]}"
            )
        if labels.shape != (len(images),) or labels.dtype.kind not in "iu" or not len(labels):
            raise refuse(
                f"y_{part} is {labels.dtype} {labels.shape}, not one whole number an image"
            )
        if labels.min() < 0 or labels.max() >= classes:
            raise refuse(f"y_{part} has labels outside 0-{classes - 1}")
        arrays[f"y_{part}"] = labels.astype("uint8")
    return arrays["x_train"], arrays["y_train"], arrays["x_test"], arrays["y_test"]


def _check_header(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse, before memory is taken, an array whose header promises more than its file holds."""
    with archive.open(name) as file:
        version = np.lib.format.read_magic(file)
        read = np.lib.format.read_array_header_1_0 if version == (1, 0) else (
            np.lib.format.read_array_header_2_0
        )  # fmt: skip
        shape, _, dtype = read(file)
        if dtype.hasobject:
            raise ValueError(f"{name} contains pickled objects")
        if int(np.prod(shape, dtype=object)) * dtype.itemsize > archive.getinfo(name).file_size:
            raise ValueError(f"{name} is shorter than its header says")


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
