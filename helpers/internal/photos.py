"""Read photos of the reader's own: one, or a folder of them for each class."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from helpers.internal.course import CourseError

MIN_PHOTOS = 5  # of a class: enough to train, validate and test with


def read_folder(folder: Path, size: int) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
    """Read photos in one subfolder for each class. Other files and hidden ones are skipped.

    Returns:
        Images, uint8 (n, size, size, 3); labels, uint8 (n,); the classes, in alphabetical order.

    Raises:
        CourseError: no such folder, fewer than two classes, too few photos, or a broken photo.
    """
    if not folder.is_dir():
        raise CourseError(
            f"There's no folder '{folder.name}'. Make it, with one folder in it for each class."
        )
    readable = Image.registered_extensions()
    images, labels, names = [], [], []
    for place in sorted(p for p in folder.iterdir() if p.is_dir() and p.name[0] != "."):
        photos = sorted(
            p for p in place.iterdir() if p.suffix.lower() in readable and p.name[0] != "."
        )
        if len(photos) < MIN_PHOTOS:
            raise CourseError(
                f"'{folder.name}/{place.name}' has {len(photos)} photos, but a class needs at "
                f"least {MIN_PHOTOS}. Add some as .jpg or .png, or remove the folder."
            )
        images += [read_photo(photo, size) for photo in photos]
        labels += [len(names)] * len(photos)
        names.append(place.name)
    if len(names) < 2:
        raise CourseError(
            f"'{folder.name}' has {len(names)} folders of photos, but you need at least two "
            "classes, each in a folder of its own."
        )
    return np.stack(images), np.array(labels, "uint8"), tuple(names)


def read_photo(path: Path, size: int) -> np.ndarray:
    """One photo, upright, cropped to a square and shrunk: uint8 (size, size, 3).

    Raises:
        CourseError: it isn't there, or it's broken.
    """
    try:
        with Image.open(path) as photo:
            photo.draft("RGB", (2 * size, 2 * size))  # decodes a large JPEG at a smaller size
            upright = ImageOps.exif_transpose(photo).convert("RGB")
        return np.asarray(ImageOps.fit(upright, (size, size), Image.Resampling.LANCZOS))
    except FileNotFoundError as error:
        raise CourseError(
            f"There's no photo '{path.name}'. Put it there, then run this again."
        ) from error
    except Exception as error:  # there's no end to what damaged photos raise
        raise CourseError(
            f"The photo '{path.parent.name}/{path.name}' can't be read ({type(error).__name__}). "
            "Save it again as .jpg, or remove it."
        ) from error
