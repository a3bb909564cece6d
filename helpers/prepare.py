"""Before the class: test this machine, and bring everything for a room without a network.

python -m helpers.prepare check                     what is here, what will be used in its place
python -m helpers.prepare fetch --to FOLDER         all data and weights, for COURSE_DATA=FOLDER
"""

import argparse
import importlib.metadata
import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil

from helpers import backbones, datasets, fetching, runtime  # isort: skip - quiets TensorFlow

import keras

GB = 1e9
LESSON_MEMORY = 2.0  # GB that the largest lesson takes
LESSON_DISK = 1.0  # GB that data and weights take, with room to unpack
ITEMS = {
    "mnist": (datasets.MNIST, datasets.load_mnist, "lessons 01, 02"),
    "cifar10": (datasets.CIFAR10, datasets.load_cifar10, "lesson 03"),
    "dollar_street": (datasets.STREET, datasets.load_dollar_street, "lessons 04, 05, 06"),
}
EPILOG = """examples:
  python -m helpers.prepare check && echo "all real data is here"
  python -m helpers.prepare fetch --to /media/usb/course-data
  python -m helpers.prepare fetch --to /content/drive/MyDrive/transfer-learning --only mnist weights
  COURSE_DATA=/media/usb/course-data python -m helpers.prepare check

exit codes: 0 nothing is missing; 1 something must be mended (the lines marked MEND say how);
2 wrong use; 3 (check) the lessons run, with a download or a stand-in for what is not here"""
OK, NOTE, MEND = "ok  ", "note", "MEND"
Line = tuple[str, str]


def packages() -> Iterator[Line]:
    """Whether Python and the lessons' packages are those that the lessons were measured with."""
    version = platform.python_version()
    if (3, 11) <= sys.version_info[:2] <= (3, 13):
        yield OK, f"Python {version} on {platform.system()} {platform.machine()}"
    else:
        yield MEND, f"Python {version}: install 3.11, 3.12 or 3.13; TensorFlow has no other"
    locked: dict[str, list[str]] = {}  # more than one where Python versions differ
    for name, pin in re.findall(r"^([\w.-]+)==([\w.]+)", _text("requirements.lock"), re.MULTILINE):
        locked.setdefault(name, []).append(pin)
    others = []
    for name in re.findall(r"^([\w-]+)", _text("requirements.txt"), re.MULTILINE):
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield MEND, f"{name} is missing: run `make lab` (in Colab: `%pip install {name}`)"
            continue
        if found not in locked.get(name, found):
            others.append(f"{name} {found} (measured with {' or '.join(locked[name])})")
    yield (NOTE, "other versions: " + ", ".join(others)) if others else (OK, "packages as locked")


def _text(name: str) -> str:
    path = runtime.ROOT / name
    return path.read_text("utf-8") if path.exists() else ""


def machine() -> Iterator[Line]:
    """Memory, disk and devices."""
    memory = psutil.virtual_memory()
    told = f"memory: {memory.available / GB:.1f} of {memory.total / GB:.1f} GB free"
    if memory.available < LESSON_MEMORY * GB:
        yield MEND, f"{told}; a lesson takes up to {LESSON_MEMORY:.0f} GB. Close other programs"
    else:
        yield OK, told
    free = shutil.disk_usage(runtime.ROOT).free
    told = f"disk: {free / GB:.0f} GB free"
    yield (OK, told) if free > LESSON_DISK * GB else (
        MEND, f"{told}; data and weights take up to {LESSON_DISK:.0f} GB. Make room",
    )  # fmt: skip
    yield OK, f"{runtime.describe()} (a GPU is not needed)"


def data() -> Iterator[Line]:
    """Which images are here and whole, and what will be used for the others."""
    for origin, load, lessons in ITEMS.values():
        try:
            folder, _ = fetching.locate(origin)
            if folder is not None:
                yield OK, load().source
                continue
        except runtime.CourseError as error:
            yield MEND, str(error)
            continue
        yield (
            NOTE,
            f"{origin.name} ({lessons}): "
            + _instead(f"{origin.megabytes} MB", f"the built-in {origin.stand_in}"),
        )


def weights() -> Iterator[Line]:
    """Which pretrained networks are here and whole, and what will be used for the others."""
    for name in backbones.KINDS:
        here = backbones.locate(name)
        try:
            if here is not None:
                here.build(keras.Input((64, 64, 3)))
                yield OK, here.source
                continue
        except runtime.CourseError as error:
            yield MEND, str(error)
            continue
        needed = name == "DenseNet121"
        instead = "the built-in miniature DenseNet" if needed else "nothing: 06 leaves it out"
        lessons = "lessons 04, 05, 06" if needed else "lesson 06"
        yield NOTE, f"{name} ({lessons}): " + _instead("its weights", instead)


def _instead(size: str, stand_in: str) -> str:
    if runtime.data_setting() == "sample":
        return f"COURSE_DATA is 'sample', so {stand_in}"
    return f"not here. With a network, {size} will be downloaded; without one, {stand_in}"


def check() -> int:
    """Print what this machine has; the exit code is as `EPILOG` says."""
    marks = set()
    for title, part in (
        ("Machine", machine), ("Packages", packages), ("Images", data), ("Networks", weights),
    ):  # fmt: skip
        print(title)
        try:
            for mark, line in part():
                marks.add(mark)
                print(f"  {mark}  {line}", flush=True)
        except runtime.CourseError as error:  # COURSE_DATA itself is wrong
            marks.add(MEND)
            print(f"  {MEND}  {error}")
    if MEND in marks:
        print("Mend the lines marked MEND, then run this again.")
        return 1
    if NOTE in marks:
        print("The lessons run here. What the lines marked 'note' say will be used.")
        return 3
    print("The lessons run here, on real data.")
    return 0


def fetch(folder: Path, only: list[str]) -> int:
    """Bring data and weights into `folder`, and test each; the exit code is as `EPILOG` says."""
    try:
        (folder / "weights").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        print(f"{MEND}  {folder} cannot be written ({error.strerror}). Name another folder.")
        return 1
    os.environ["COURSE_DATA"] = str(folder.resolve())  # so that the loaders test what came
    failed = 0
    wanted = [(_images, name) for name in only if name in ITEMS]
    wanted += [(_network, name) for name in backbones.KINDS if "weights" in only]
    for bring, name in wanted:
        try:
            print(f"{OK}  {bring(name, folder)}", flush=True)
        except (OSError, ValueError, runtime.CourseError) as error:
            failed += 1
            print(f"{MEND}  {name}: {_reason(error)}", flush=True)
    if failed:
        print(f"{failed} could not be had. What is there was kept: run this again to go on.")
        return 1
    print(f"All of it is in {folder}. Use it with COURSE_DATA={folder}")
    return 0


def _images(name: str, folder: Path) -> str:
    origin, load, _ = ITEMS[name]
    place = folder / origin.subfolder
    if not all((place / file).is_file() for file in origin.files):
        origin.fetch(place)
    return load().source


def _network(name: str, folder: Path) -> str:
    if not (folder / "weights" / backbones.KINDS[name].address.split("/")[1]).is_file():
        backbones.fetch(name, folder / "weights")
    backbone = backbones.locate(name)
    backbone.build(keras.Input((64, 64, 3)))
    return backbone.source


def _reason(error: Exception) -> str:
    if isinstance(error, runtime.CourseError):
        return str(error)
    address = f"{error.address}: " if hasattr(error, "address") else ""
    return (
        f"{address}{fetching.why(error)}. Check the network (a login page?) and the folder, or "
        "fetch the file in a browser: data/README.md has names and addresses."
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m helpers.prepare", description=__doc__, epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="test this machine, and say what will be used")
    bring = commands.add_parser(
        "fetch", help="download all data and weights into a folder", epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    bring.add_argument("--to", required=True, type=Path, metavar="FOLDER")
    choices = [*ITEMS, "weights"]
    bring.add_argument("--only", nargs="+", choices=choices, default=choices, metavar="ITEM",
                       help=f"of {', '.join(choices)}")  # fmt: skip
    given = parser.parse_args(arguments)
    return check() if given.command == "check" else fetch(given.to.expanduser(), given.only)


if __name__ == "__main__":
    sys.exit(main())
