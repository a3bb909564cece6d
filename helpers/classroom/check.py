"""Test this machine: Python, packages, memory, disk, data and weights."""

import importlib.metadata
import platform
import re
import shutil
import sys
from collections.abc import Iterator

import psutil

from helpers import backbones, runtime
from helpers.classroom.fetch import FIX, OK, SOURCES
from helpers.internal import sources, weights
from helpers.internal.course import ROOT, CourseError, data_setting

import keras  # isort: skip - after helpers, which quiets TensorFlow

GB = 1e9
LESSON_MEMORY = 2.0  # GB that the largest lesson takes
LESSON_DISK = 1.0  # GB that data and weights take, with room to unpack
NOTE = "note"
Line = tuple[str, str]


def check() -> int:
    """Print what this machine has. The exit code is as `__main__` says."""
    marks = set()
    for title, part in (
        ("Machine", _machine), ("Packages", _packages), ("Images", _images), ("Networks", _networks)
    ):  # fmt: skip
        print(title)
        try:
            for mark, line in part():
                marks.add(mark)
                print(f"  {mark}  {line}", flush=True)
        except CourseError as error:  # COURSE_DATA itself is wrong
            marks.add(FIX)
            print(f"  {FIX}  {error}")
    if FIX in marks:
        print("Fix what the lines marked FIX say, then run this again.")
        return 1
    if NOTE in marks:
        print("The lessons run here. What the lines marked 'note' say will be used.")
        return 3
    print("The lessons run here, on real data.")
    return 0


def _packages() -> Iterator[Line]:
    """Whether Python and the lessons' packages are the ones the lessons were measured with."""
    version = platform.python_version()
    if (3, 11) <= sys.version_info[:2] <= (3, 13):
        yield OK, f"Python {version} on {platform.system()} {platform.machine()}"
    else:
        yield FIX, f"Python {version}: install 3.11, 3.12 or 3.13, which TensorFlow needs"
    locked: dict[str, list[str]] = {}  # more than one where Python versions differ
    for name, pin in re.findall(r"^([\w.-]+)==([\w.]+)", _text("requirements.lock"), re.MULTILINE):
        locked.setdefault(name, []).append(pin)
    others = []
    for name in re.findall(r"^([\w-]+)", _text("requirements.txt"), re.MULTILINE):
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield FIX, f"{name} is missing: run `make lab` (in Colab: `%pip install {name}`)"
            continue
        if found not in locked.get(name, found):
            others.append(f"{name} {found} (measured with {' or '.join(locked[name])})")
    yield (NOTE, "other versions: " + ", ".join(others)) if others else (OK, "packages as locked")


def _text(name: str) -> str:
    path = ROOT / name
    return path.read_text("utf-8") if path.exists() else ""


def _machine() -> Iterator[Line]:
    """Memory, disk and devices."""
    memory = psutil.virtual_memory()
    line = f"memory: {memory.available / GB:.1f} of {memory.total / GB:.1f} GB free"
    if memory.available < LESSON_MEMORY * GB:
        yield FIX, f"{line}, and a lesson takes up to {LESSON_MEMORY:.0f} GB: close other programs"
    else:
        yield OK, line
    free = shutil.disk_usage(ROOT).free
    line = f"disk: {free / GB:.0f} GB free"
    if free < LESSON_DISK * GB:
        yield FIX, f"{line}, and data and weights take up to {LESSON_DISK:.0f} GB: make room"
    else:
        yield OK, line
    yield OK, f"{runtime.describe()} (you don't need a GPU)"


def _images() -> Iterator[Line]:
    """Which images are here and whole, and what will be used instead of the others."""
    for source, load, lessons in SOURCES.values():
        try:
            folder, _ = sources.locate(source)
            if folder is not None:
                yield OK, load().source
                continue
        except CourseError as error:
            yield FIX, str(error)
            continue
        instead = _instead(f"{source.megabytes} MB", f"the built-in {source.stand_in}")
        yield NOTE, f"{source.name} ({lessons}): {instead}"


def _networks() -> Iterator[Line]:
    """Which pretrained networks are here and whole, and what will be used instead."""
    for name in backbones.ARCHITECTURES:
        found, _ = weights.find(name, download=False)
        try:
            if found is not None:
                backbone = backbones.load(name)
                backbone.build(keras.Input((64, 64, 3)))
                yield OK, backbone.source
                continue
        except CourseError as error:
            yield FIX, str(error)
            continue
        needed = name == "DenseNet121"
        instead = "the built-in miniature DenseNet" if needed else "nothing: 06 leaves it out"
        lessons = "lessons 04, 05, 06" if needed else "lesson 06"
        yield NOTE, f"{name} ({lessons}): {_instead('its weights', instead)}"


def _instead(size: str, stand_in: str) -> str:
    if data_setting() == "sample":
        return f"COURSE_DATA is 'sample', so {stand_in}"
    return f"not here. With a network, {size} will be downloaded. Without one, {stand_in}"
