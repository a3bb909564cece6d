"""Read photos of the reader's own: one, or a folder of them for each class."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from helpers.internal import course
from helpers.internal.course import CourseError

MIN_PHOTOS = 5  # of a class: enough to train, validate and test with


def read_folder(folder: Path, size: int) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
    """Images uint8 (n, size, size, 3) and labels uint8 (n,) of one subfolder for each class.

    The classes' names come third, in alphabetical order. Other and hidden files are skipped.
    """
    if not folder.is_dir():
        raise CourseError(
            f"There's no folder '{folder.name}'. Make it, with one folder in it for each class."
        )
    places = [place for place in _visible(folder) if place.is_dir()]
    if len(places) < 2:
        raise CourseError(
            f"'{folder.name}' has {len(places)} folders of photos, but you need at least two "
            "classes, each in a folder of its own."
        )
    readable = Image.registered_extensions()
    images, labels = [], []
    for label, place in enumerate(places):
        paths = [path for path in _visible(place) if path.suffix.lower() in readable]
        if len(paths) < MIN_PHOTOS:
            raise CourseError(
                f"'{folder.name}/{place.name}' has {len(paths)} photos, but a class needs at "
                f"least {MIN_PHOTOS}. Add some as .jpg or .png, or remove the folder."
            )
        images += [read_photo(path, size) for path in paths]
        labels += [label] * len(paths)
    return np.stack(images), np.array(labels, "uint8"), tuple(place.name for place in places)


def _visible(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name[0] != ".")


def read_photo(path: str | Path, size: int) -> np.ndarray:
    """One photo of your own, uint8 (size, size, 3): upright, cropped to a square and shrunk.

    path: within the project, such as "my_photo.jpg". size: pixels a side. A CourseError says that
    it isn't there, or that it's broken.
    """
    path = course.ROOT / path
    try:
        with Image.open(path) as photo:
            photo.draft("RGB", (2 * size, 2 * size))  # decodes a large JPEG at a smaller size
            upright = ImageOps.exif_transpose(photo).convert("RGB")
        return np.asarray(ImageOps.fit(upright, (size, size), Image.Resampling.LANCZOS))
    except FileNotFoundError as error:
        problem = f"There's no photo '{path.name}'. Put it there, then run this again."
        raise CourseError(problem) from error
    except Exception as error:  # there's no end to what damaged photos raise
        raise CourseError(
            f"The photo '{path.parent.name}/{path.name}' can't be read ({type(error).__name__}). "
            "Save it again as .jpg, or remove it."
        ) from error
