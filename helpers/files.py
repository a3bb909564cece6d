"""Read data files. A bad one is refused, named and left as it is."""

import os
import pickle
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import numpy as np
import psutil
from PIL import Image, ImageOps

from helpers import runtime


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
    arrays = {}
    with _refusing(label, "it is damaged or not an .npz file of plain arrays"):
        if not zipfile.is_zipfile(path):  # np.load would read any .npy whole
            raise zipfile.BadZipFile("it is no zip archive")
        with np.load(path, allow_pickle=False) as archive:
            for name in ("x_train", "y_train", "x_test", "y_test"):
                if f"{name}.npy" not in archive.zip.namelist():
                    raise _refusal(label, f"it holds no array '{name}'")
                with archive.zip.open(f"{name}.npy") as file:
                    _check_header(file, name, archive.zip.getinfo(f"{name}.npy").file_size)
                arrays[name] = archive[f"{name}.npy"]
    return _checked(list(arrays.values()), [label] * 4, list(arrays), image_shape, classes)


NPY_FILES = ("train_images.npy", "train_labels.npy", "test_images.npy", "test_labels.npy")


def read_npy(
    folder: Path, label: str, image_shape: tuple[int, ...], classes: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Read the four files `NPY_FILES` of a folder; arguments and errors as in `read_npz`.

    `label` is a format string: with a file's name in the place of {} it names that file.
    """
    arrays = []
    for name in NPY_FILES:
        path = folder / name
        with _refusing(label.format(name), "it is damaged or not an .npy file of a plain array"):
            with open(path, "rb") as file:
                _check_header(file, name, path.stat().st_size)
            arrays.append(np.load(path, allow_pickle=False))
    return _checked(arrays, list(map(label.format, NPY_FILES)), ["it"] * 4, image_shape, classes)


def _checked(
    arrays: list[np.ndarray], labels: list[str], parts: list[str], image_shape: tuple, classes: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The four arrays as uint8, or a refusal of the first that is not what it should be.

    `labels` and `parts` say for each array which file, and what of it, a message is to name.
    """
    for k, array in enumerate(arrays):
        if k % 2 == 0:
            wanted = f"uint8 (n, {str(image_shape)[1:]}"
            good = array.dtype == np.uint8 and array.ndim and array.shape[1:] == image_shape
        else:
            wanted = "one whole number an image"
            good = (
                array.shape == arrays[k - 1].shape[:1] and array.dtype.kind in "iu" and array.size
            )
        if not good:
            raise _refusal(labels[k], f"{parts[k]} is {array.dtype} {array.shape}, not {wanted}")
        if k % 2 and not 0 <= array.min() <= array.max() < classes:
            raise _refusal(labels[k], f"{parts[k]} has labels outside 0-{classes - 1}")
    return tuple(array.astype("uint8", copy=False) for array in arrays)


def _refusal(label: str, what: str) -> runtime.CourseError:
    return runtime.CourseError(
        f"{label} cannot be used: {what}. The file was left as it is. Delete it or put a good copy "
        "in its place, then run again."
    )


@contextmanager
def _refusing(label: str, what: str) -> Iterator[None]:
    """Turn whatever goes wrong inside into a refusal.

    What damaged bytes make zipfile, zlib and numpy raise has no end: KeyError, zlib.error,
    NotImplementedError, OverflowError, RuntimeError ...
    """
    try:
        yield
    except runtime.CourseError:
        raise
    except Exception as error:
        raise _refusal(label, f"{what} ({error or type(error).__name__})") from error


def _check_header(file: IO[bytes], name: str, size: int) -> None:
    """Refuse, before memory is taken, an array whose header promises more than its file holds."""
    version = np.lib.format.read_magic(file)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else (
        np.lib.format.read_array_header_2_0
    )  # fmt: skip
    shape, _, dtype = read(file)
    if dtype.hasobject:
        raise ValueError(f"{name} contains pickled objects")
    needed = int(np.prod(shape, dtype=object)) * dtype.itemsize
    if needed > size:
        raise ValueError(f"{name} is shorter than its header says")
    if needed > psutil.virtual_memory().available:  # zeros can be packed a thousand times smaller
        raise ValueError(f"{name} would take {needed / 2**30:.1f} GiB of memory")


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


MIN_PHOTOS = 5  # of a class: to train on, to validate and to test with


def read_image_folder(folder: Path, size: int) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
    """Read photos that lie in one folder for each class, cropped to a square and shrunk.

    Other files and hidden ones are passed over. A phone's note of which way up is obeyed.

    Args:
        folder: its subfolders' names are the classes, in alphabetical order. size: pixels a side.

    Returns:
        Images, uint8 (n, size, size, 3); labels, uint8 (n,); the names of the classes.

    Raises:
        CourseError: no such folder, fewer than two classes, too few photos, or a broken photo.
    """
    if not folder.is_dir():
        raise runtime.CourseError(
            f"There is no folder '{folder.name}'. Make it, with one folder in it for each class."
        )
    known = Image.registered_extensions()
    images, labels, names = [], [], []
    for place in sorted(p for p in folder.iterdir() if p.is_dir() and p.name[0] != "."):
        photos = sorted(
            p for p in place.iterdir() if p.suffix.lower() in known and p.name[0] != "."
        )
        if len(photos) < MIN_PHOTOS:
            raise runtime.CourseError(
                f"'{folder.name}/{place.name}' holds {len(photos)} photos that can be read (such "
                f"as .jpg and .png): put at least {MIN_PHOTOS} there, or take the folder away."
            )
        images += [read_photo(photo, size) for photo in photos]
        labels += [len(names)] * len(photos)
        names.append(place.name)
    if len(names) < 2:
        raise runtime.CourseError(
            f"'{folder.name}' holds {len(names)} folders of photos: it takes two classes or more, "
            "each in a folder of its own."
        )
    return np.stack(images), np.array(labels, "uint8"), tuple(names)


def read_photo(path: Path, size: int) -> np.ndarray:
    """Read one photo, uint8 (size, size, 3); cropped and turned as in `read_image_folder`.

    Raises:
        CourseError: it is not there, or broken.
    """
    try:
        with Image.open(path) as photo:
            photo.draft("RGB", (2 * size, 2 * size))  # a JPEG need not be decoded in full
            upright = ImageOps.exif_transpose(photo).convert("RGB")
        return np.asarray(ImageOps.fit(upright, (size, size), Image.Resampling.LANCZOS))
    except FileNotFoundError as error:
        raise runtime.CourseError(f"There is no photo '{path.name}'. Put it there.") from error
    except Exception as error:  # what damaged photos make decoders raise has no end
        raise runtime.CourseError(
            f"The photo '{path.parent.name}/{path.name}' cannot be read ({type(error).__name__}). "
            "Save it anew as .jpg, or take it away."
        ) from error
