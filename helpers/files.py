"""Fetch and read data files. A bad one is refused, named and left as it is."""

import os
import pickle
import tarfile
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import pooch

from helpers import runtime


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


def cifar10_archive(path: Path) -> dict[str, np.ndarray]:
    """Unpack CIFAR-10's own archive: pickles, so call it only after its checksum held.

    Returns:
        x_train (50000, 32, 32, 3), y_train (50000,), x_test (10000, ...), y_test; uint8.
    """
    parts = {"train": [f"data_batch_{n}" for n in range(1, 6)], "test": ["test_batch"]}
    arrays = {}
    with tarfile.open(path) as archive:
        for part, members in parts.items():
            batches = [
                pickle.load(archive.extractfile(f"cifar-10-batches-py/{m}"), encoding="bytes")
                for m in members
            ]
            planes = np.concatenate([batch[b"data"] for batch in batches])
            images = planes.reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
            arrays[f"x_{part}"] = np.ascontiguousarray(images)
            arrays[f"y_{part}"] = np.concatenate([b[b"labels"] for b in batches]).astype("uint8")
    return arrays


def write_npz(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Write an .npz file that appears whole or not at all."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        new = Path(folder) / path.name
        np.savez_compressed(new, **arrays)
        os.replace(new, path)
