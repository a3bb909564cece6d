"""Read data files. A bad one is refused by name, and left as it is."""

import os
import pickle
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from helpers.internal.course import CourseError

Arrays = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
NPZ_ARRAYS = ("x_train", "y_train", "x_test", "y_test")
NPY_FILES = ("train_images.npy", "train_labels.npy", "test_images.npy", "test_labels.npy")


def read_npz(path: Path, label: str, image_shape: tuple[int, ...], classes: int) -> Arrays:
    """Read x_train, y_train, x_test and y_test, and refuse anything that isn't what it should be.

    Args:
        path: the file. label: how messages name it (no absolute path).
        image_shape: of one image. classes: labels must lie below this.

    Returns:
        The four arrays, uint8.

    Raises:
        CourseError: says which file, what's wrong with it, and what to do.
    """
    with refusing(label, "it's damaged, or not an .npz file of plain arrays"):
        if not zipfile.is_zipfile(path):  # np.load would read any .npy whole
            raise zipfile.BadZipFile("not a zip archive")
        with np.load(path, allow_pickle=False) as archive:
            if missing := [name for name in NPZ_ARRAYS if name not in archive]:
                raise _refusal(label, f"it holds no array '{missing[0]}'")
            arrays = [archive[name] for name in NPZ_ARRAYS]
    return _checked(arrays, [label] * 4, NPZ_ARRAYS, image_shape, classes)


def read_npy(folder: Path, label: str, image_shape: tuple[int, ...], classes: int) -> Arrays:
    """Read the four files `NPY_FILES` of a folder; arguments and errors as in `read_npz`.

    `label` is a format string: with a file's name instead of {} it names that file.
    """
    arrays, labels = [], [label.format(name) for name in NPY_FILES]
    for name, file_label in zip(NPY_FILES, labels, strict=True):
        with refusing(file_label, "it's damaged, or not an .npy file of a plain array"):
            arrays.append(np.load(folder / name, allow_pickle=False))
    return _checked(arrays, labels, ["it"] * 4, image_shape, classes)


def _checked(arrays, labels, parts, image_shape: tuple[int, ...], classes: int) -> Arrays:
    """The four arrays as uint8, or a refusal of the first that isn't what it should be.

    `labels` and `parts` say for each array which file, and what in it, a message names.
    """
    for k, (array, label, part) in enumerate(zip(arrays, labels, parts, strict=True)):
        if k % 2 == 0:
            wanted = f"uint8 (n, {str(image_shape)[1:]}"
            good = array.dtype == np.uint8 and array.ndim and array.shape[1:] == image_shape
        else:
            wanted = "one whole number per image"
            images = arrays[k - 1].shape[:1]
            good = array.shape == images and array.dtype.kind in "iu" and array.size
        if not good:
            raise _refusal(label, f"{part} is {array.dtype} {array.shape}, not {wanted}")
        if k % 2 and not 0 <= array.min() <= array.max() < classes:
            raise _refusal(label, f"{part} has labels outside 0-{classes - 1}")
    return tuple(array.astype("uint8", copy=False) for array in arrays)


def _refusal(label: str, what: str) -> CourseError:
    return CourseError(
        f"{label} can't be used: {what}. The file was left as it is. Delete it or put a good copy "
        "in its place, then run again."
    )


@contextmanager
def refusing(label: str, what: str) -> Iterator[None]:
    """Turn whatever goes wrong inside into a refusal.

    There's no end to what damaged bytes raise: KeyError, zlib.error, MemoryError (a header that
    promises too much), OverflowError, RuntimeError ...
    """
    try:
        yield
    except CourseError:
        raise
    except Exception as error:
        raise _refusal(label, f"{what} ({error or type(error).__name__})") from error


def cifar10_archive(path: Path) -> dict[str, np.ndarray]:
    """Unpack CIFAR-10's own archive. It holds pickles, so verify its checksum first.

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
