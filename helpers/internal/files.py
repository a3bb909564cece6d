"""Read files of images that anyone may have put there. A bad one is refused and left as it is."""

import pickle
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from helpers.internal.course import CourseError

NPZ_ARRAYS = ("x_train", "y_train", "x_test", "y_test")
LARGEST = 2**30  # bytes that an .npz file may unpack to; CIFAR-10 takes 184 million


def read(paths: list[Path], image_shape: tuple[int, ...], classes: int = 10) -> list[np.ndarray]:
    """Read `NPZ_ARRAYS` from one .npz file, or from four .npy files in that order.

    They're images uint8 (n, *image_shape) and labels uint8 (n,) below `classes`, or a CourseError
    says which file is bad, what's wrong with it, and what to do.
    """
    if len(paths) == 1:
        arrays, names, paths = _read_npz(paths[0]), NPZ_ARRAYS, paths * 4
    else:
        arrays, names = [_read_npy(path) for path in paths], [path.stem for path in paths]
    for k, (array, name, path) in enumerate(zip(arrays, names, paths, strict=True)):
        if k % 2 == 0:
            needed = f"uint8 (n, {str(image_shape)[1:]}"
            good = array.dtype == np.uint8 and array.shape[1:] == image_shape
        else:
            needed = "one whole number per image"
            good = array.dtype.kind in "iu" and array.shape == arrays[k - 1].shape[:1]
        if not good or not array.size:
            raise refusal(path, f"{name} is {array.dtype} {array.shape}, but must be {needed}")
        if k % 2 and not 0 <= array.min() <= array.max() < classes:
            raise refusal(path, f"{name} has labels outside 0-{classes - 1}")
    return [array.astype("uint8", copy=False) for array in arrays]


def _read_npz(path: Path) -> list[np.ndarray]:
    with (
        refusing(path, "it's damaged, or not an .npz file of plain arrays"),
        np.load(path, allow_pickle=False) as archive,
    ):
        for name in NPZ_ARRAYS:
            if name not in archive:
                raise refusal(path, f"it has no array '{name}'")
        # Zeros pack a thousand to one, so a small file could fill the memory. The system would
        # then end the kernel without a word.
        if sum(member.file_size for member in archive.zip.infolist()) > LARGEST:
            raise refusal(path, f"it would take more than {LARGEST / 2**30:.0f} GB of memory")
        return [np.asarray(archive[name]) for name in NPZ_ARRAYS]  # any bytes can be members


def _read_npy(path: Path) -> np.ndarray:
    with refusing(path, "it's damaged, or not an .npy file of a plain array"):
        return np.asarray(np.load(path, allow_pickle=False))  # or what an .npz file becomes


def refusal(path: Path, problem: str) -> CourseError:
    """The error about a file that can't be used. It names the file and its folder."""
    return CourseError(
        f"{path.parent.name}/{path.name} can't be used: {problem}. We left the file as it is. "
        "Delete it, or replace it with a good copy, then run this again."
    )


@contextmanager
def refusing(path: Path, problem: str) -> Iterator[None]:
    """Turn whatever goes wrong inside into a refusal."""
    try:
        yield
    except CourseError:
        raise
    except Exception as error:  # no end to what damaged bytes raise in zlib, numpy, h5py, Keras
        raise refusal(path, f"{problem} ({type(error).__name__})") from error


def cifar10_archive(path: Path) -> dict[str, np.ndarray]:
    """`NPZ_ARRAYS` of CIFAR-10's own archive. It holds pickles, so check its checksum first."""
    members = [*(f"data_batch_{n}" for n in range(1, 6)), "test_batch"]
    with tarfile.open(path) as archive:
        opened = [archive.extractfile(f"cifar-10-batches-py/{member}") for member in members]
        batches = [pickle.load(file, encoding="bytes") for file in opened]
    images = [batch[b"data"].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1) for batch in batches]
    labels = [np.array(batch[b"labels"], "uint8") for batch in batches]
    arrays = np.concatenate(images[:-1]), np.concatenate(labels[:-1]), images[-1], labels[-1]
    return dict(zip(NPZ_ARRAYS, arrays, strict=True))
