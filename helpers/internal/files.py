"""Read files of images that anyone may have put there. A bad one is refused and left as it is."""

import os
import pickle
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from helpers.internal.course import CourseError

NPZ_ARRAYS = ("x_train", "y_train", "x_test", "y_test")
NPY_FILES = ("train_images.npy", "train_labels.npy", "test_images.npy", "test_labels.npy")
LARGEST = 2**30  # bytes that an .npz file may unpack to; CIFAR-10 takes 184 million
Arrays = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def read_npz(path: Path, label: str, image_shape: tuple[int, ...], classes: int) -> Arrays:
    """Read the arrays `NPZ_ARRAYS` of one file.

    Args:
        path: the file. label: what messages call it, with no absolute path in it.
        image_shape: of one image. classes: labels must be below this.

    Returns:
        Images uint8 (n, *image_shape) and labels uint8 (n,), for training and for testing.

    Raises:
        CourseError: says which file, what's wrong with it, and what to do.
    """
    with refusing(label, "it's damaged, or not an .npz file of plain arrays"):
        with np.load(path, allow_pickle=False) as archive:
            for name in NPZ_ARRAYS:
                if name not in archive:
                    raise refusal(label, f"it has no array '{name}'")
            # Zeros pack a thousand to one, so a small file could fill the memory. The system would
            # then end the kernel without a word.
            if sum(member.file_size for member in archive.zip.infolist()) > LARGEST:
                raise refusal(label, f"it would take more than {LARGEST / 2**30:.0f} GB of memory")
            arrays = [archive[name] for name in NPZ_ARRAYS]
        return _checked(arrays, [(label, name) for name in NPZ_ARRAYS], image_shape, classes)


def read_npy(folder: Path, label: str, image_shape: tuple[int, ...], classes: int) -> Arrays:
    """Read the four files `NPY_FILES` of a folder, otherwise like `read_npz`.

    `label` is a format string: "data/{}" calls a file "data/train_images.npy".
    """
    arrays = []
    for name in NPY_FILES:
        with refusing(label.format(name), "it's damaged, or not an .npy file of a plain array"):
            arrays.append(np.asarray(np.load(folder / name, allow_pickle=False)))  # or an .npz
    places = [(label.format(name), "the array") for name in NPY_FILES]
    return _checked(arrays, places, image_shape, classes)


def _checked(arrays: list, places: list[tuple[str, str]], image_shape: tuple, classes: int):
    """The arrays as uint8. `places` has what messages call each one: its file, and its name."""
    for k, (array, (label, name)) in enumerate(zip(arrays, places, strict=True)):
        if k % 2 == 0:
            needed = f"uint8 (n, {str(image_shape)[1:]}"
            good = array.dtype == np.uint8 and array.shape[1:] == image_shape
        else:
            needed = "one whole number per image"
            good = array.dtype.kind in "iu" and array.shape == arrays[k - 1].shape[:1]
        if not good or not array.size:
            raise refusal(label, f"{name} is {array.dtype} {array.shape}, but must be {needed}")
        if k % 2 and not 0 <= array.min() <= array.max() < classes:
            raise refusal(label, f"{name} has labels outside 0-{classes - 1}")
    return tuple(array.astype("uint8", copy=False) for array in arrays)


def refusal(label: str, problem: str) -> CourseError:
    """The error about a file that can't be used."""
    return CourseError(
        f"{label} can't be used: {problem}. We left the file as it is. Delete it, or replace it "
        "with a good copy, then run this again."
    )


@contextmanager
def refusing(label: str, problem: str) -> Iterator[None]:
    """Turn whatever goes wrong inside into a refusal.

    There's no end to what damaged bytes raise in zipfile, zlib, numpy, h5py and Keras.
    """
    try:
        yield
    except CourseError:
        raise
    except Exception as error:
        raise refusal(label, f"{problem} ({type(error).__name__})") from error


def cifar10_archive(path: Path) -> dict[str, np.ndarray]:
    """Unpack CIFAR-10's own archive. It holds pickles, so check its checksum before you call this.

    Returns:
        x_train (50000, 32, 32, 3), y_train (50000,), x_test (10000, ...), y_test; uint8.
    """
    members = [*(f"data_batch_{n}" for n in range(1, 6)), "test_batch"]
    with tarfile.open(path) as archive:
        opened = [archive.extractfile(f"cifar-10-batches-py/{member}") for member in members]
        batches = [pickle.load(file, encoding="bytes") for file in opened]
    planes = np.concatenate([batch[b"data"] for batch in batches])
    images = planes.reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
    labels = np.concatenate([batch[b"labels"] for batch in batches]).astype("uint8")
    cut = len(images) - len(batches[-1][b"labels"])
    arrays = images[:cut], labels[:cut], images[cut:], labels[cut:]
    return dict(zip(NPZ_ARRAYS, arrays, strict=True))


def write_npz(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Write an .npz file that appears whole or not at all."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        new = Path(folder) / path.name
        np.savez_compressed(new, **arrays)
        os.replace(new, path)
