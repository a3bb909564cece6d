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
        make = "Make it, with one folder in it for each class."
        raise CourseError(f"There's no folder '{folder.name}'. {make}")
    places = [place for place in _visible(folder) if place.is_dir()]
    if len(places) < 2:
        needed = "but it needs one for each class, and at least two classes."
        raise CourseError(f"'{folder.name}' has {len(places)} folders of photos, {needed}")
    readable = Image.registered_extensions()
    images, labels = [], []
    for label, place in enumerate(places):
        paths = [path for path in _visible(place) if path.suffix.lower() in readable]
        if len(paths) < MIN_PHOTOS:
            needed = f"but needs at least {MIN_PHOTOS}: add some, or remove the folder."
            raise CourseError(f"'{folder.name}/{place.name}' has {len(paths)} photos, {needed}")
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
        name, kind = f"{path.parent.name}/{path.name}", type(error).__name__
        problem = f"The photo '{name}' can't be read ({kind}). Save it again as .jpg, or remove it."
        raise CourseError(problem) from error
