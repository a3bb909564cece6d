"""Read a reader's own photos: one folder for each class."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from helpers.internal.course import CourseError

MIN_PHOTOS = 5  # per class: to train, to validate and to test


def read_image_folder(folder: Path, size: int) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
    """Read photos, cropped to a square and shrunk. Other files and hidden ones are passed over.

    Args:
        folder: its subfolders' names are the classes, in alphabetical order. size: pixels a side.

    Returns:
        Images, uint8 (n, size, size, 3); labels, uint8 (n,); the names of the classes.

    Raises:
        CourseError: no such folder, fewer than two classes, too few photos, or a broken photo.
    """
    if not folder.is_dir():
        raise CourseError(
            f"There is no folder '{folder.name}'. Make it, with a folder for each class inside."
        )
    known = Image.registered_extensions()
    images, labels, names = [], [], []
    for place in sorted(p for p in folder.iterdir() if p.is_dir() and p.name[0] != "."):
        photos = sorted(
            p for p in place.iterdir() if p.suffix.lower() in known and p.name[0] != "."
        )
        if len(photos) < MIN_PHOTOS:
            raise CourseError(
                f"'{folder.name}/{place.name}' holds {len(photos)} readable photos (.jpg or .png, "
                f"say): put at least {MIN_PHOTOS} there, or remove the folder."
            )
        images += [read_photo(photo, size) for photo in photos]
        labels += [len(names)] * len(photos)
        names.append(place.name)
    if len(names) < 2:
        raise CourseError(
            f"'{folder.name}' holds {len(names)} folders of photos, but it takes two classes or "
            "more, each in a folder of its own."
        )
    return np.stack(images), np.array(labels, "uint8"), tuple(names)


def read_photo(path: Path, size: int) -> np.ndarray:
    """Read one photo, turned upright, cropped to a square and shrunk: uint8 (size, size, 3).

    Raises:
        CourseError: there is no such file, or it's broken.
    """
    try:
        with Image.open(path) as photo:
            photo.draft("RGB", (2 * size, 2 * size))  # a large JPEG need not be decoded in full
            upright = ImageOps.exif_transpose(photo).convert("RGB")
        return np.asarray(ImageOps.fit(upright, (size, size), Image.Resampling.LANCZOS))
    except FileNotFoundError as error:
        raise CourseError(f"There is no photo '{path.name}'. Put it there.") from error
    except Exception as error:  # there's no end to what decoders raise on damaged photos
        raise CourseError(
            f"The photo '{path.parent.name}/{path.name}' can't be read ({type(error).__name__}). "
            "Save it again as .jpg, or remove it."
        ) from error
