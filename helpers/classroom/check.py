"""What this computer has, what it lacks, and what the lessons will use instead."""

import importlib.metadata
import platform
import re
import shutil
import sys
from collections.abc import Iterator

import psutil

from helpers import backbones, runtime
from helpers.classroom import fetch
from helpers.internal import course, sources, weights

GB = 1e9
LESSON_MEMORY = 2.0  # GB that the largest lesson takes
LESSON_DISK = 1.0  # GB that data and weights take, with room to unpack
OK, NOTE, FIX = "ok  ", "note", "FIX "


def run() -> int:
    """Print what this computer has. The exit code is what `--help` says."""
    marks = set()
    for title, part in (
        ("Computer", computer), ("Packages", packages), ("Images", images), ("Networks", networks),
    ):  # fmt: skip
        print(title)
        try:
            for mark, line in part():
                marks.add(mark)
                print(f"  {mark}  {line}", flush=True)
        except course.CourseError as error:  # COURSE_DATA itself is wrong
            marks.add(FIX)
            print(f"  {FIX}  {error}")
    if FIX in marks:
        print("Fix the lines marked FIX, then run this again.")
        return 1
    if NOTE in marks:
        print("The lessons run here. The lines marked 'note' say what they'll use.")
        return 3
    print("The lessons run here, on real data.")
    return 0


def computer() -> Iterator[tuple[str, str]]:
    """Memory, disk and devices."""
    memory, free = psutil.virtual_memory(), shutil.disk_usage(course.ROOT).free
    text = f"memory: {memory.available / GB:.1f} of {memory.total / GB:.1f} GB free"
    if memory.available > LESSON_MEMORY * GB:
        yield OK, text
    else:
        yield FIX, f"{text}, but a lesson needs {LESSON_MEMORY:.0f} GB. Close other programs"
    if free > LESSON_DISK * GB:
        yield OK, f"disk: {free / GB:.0f} GB free"
    else:
        yield FIX, f"disk: {free / GB:.1f} GB free, but data needs {LESSON_DISK:.0f} GB. Make room"
    yield OK, f"{runtime.describe()} (you don't need a GPU)"


def packages() -> Iterator[tuple[str, str]]:
    """Whether Python and the packages are those that the lessons were measured with."""
    version = platform.python_version()
    if (3, 11) <= sys.version_info[:2] <= (3, 13):
        yield OK, f"Python {version} on {platform.system()} {platform.machine()}"
    else:
        yield FIX, f"Python {version}: install 3.11, 3.12 or 3.13, which TensorFlow supports"
    locked: dict[str, list[str]] = {}  # several versions where those differ between Pythons
    for name, pin in re.findall(r"^([\w.-]+)==([\w.]+)", _text("requirements.lock"), re.MULTILINE):
        locked.setdefault(name, []).append(pin)
    different = []
    for name in re.findall(r"^([\w-]+)", _text("requirements.txt"), re.MULTILINE):
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield FIX, f"{name} is missing: run `make lab` (in Colab: `%pip install {name}`)"
            continue
        if found not in locked.get(name, found):
            different.append(f"{name} {found} (measured with {' or '.join(locked[name])})")
    text = "other versions: " + ", ".join(different)
    yield (NOTE, text) if different else (OK, "packages as locked")


def _text(name: str) -> str:
    path = course.ROOT / name
    return path.read_text("utf-8") if path.exists() else ""


def images() -> Iterator[tuple[str, str]]:
    """Which images are here and whole, and what stands in for the others."""
    setting = course.data_setting()
    for source, load, lessons in fetch.IMAGES.values():
        try:
            if sources.find(source, download=False)[0] is not None:
                yield OK, load().source
                continue
        except course.CourseError as error:
            yield FIX, str(error)
            continue
        reason, instead = "COURSE_DATA is 'sample', so", f"the built-in {source.stand_in}"
        if setting == "auto":
            reason = f"not here. Online, {source.megabytes} MB will be downloaded; offline,"
        yield NOTE, f"{source.name} ({lessons}): {reason} {instead}"


def networks() -> Iterator[tuple[str, str]]:
    """Which pretrained networks are here and whole, and what stands in for the others."""
    for name in backbones.ARCHITECTURES:
        found, reason = weights.find(name, download=False)
        if found is not None:
            try:
                yield OK, fetch.loaded(name)
            except course.CourseError as error:
                yield FIX, str(error)
        elif name != "DenseNet121":
            yield NOTE, f"{name} (lesson 06, which can leave it out): {reason}"
        else:
            mark = NOTE if course.data_setting() in ("auto", "sample") else FIX
            yield mark, f"{name} (lessons 04, 05, 06): {reason}"
