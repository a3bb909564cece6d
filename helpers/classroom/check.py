"""What this computer has, what it lacks, and what the lessons will use instead."""

import importlib.metadata
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil

from helpers import runtime
from helpers.classroom import fetch
from helpers.internal import course, sources

GB = 1e9
LESSON_MEMORY = 2.0  # GB that the largest lesson takes
LESSON_DISK = 1.0  # GB that data and weights take, with room to unpack
OK, NOTE, FIX = "ok  ", "note", "FIX "


def run() -> int:
    """Print what this computer has. The exit code is what `--help` says."""
    marks = set()
    parts = {"Computer": computer, "Packages": packages, "Images and networks": data}
    for title, part in parts.items():
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


def _line(good: bool, text: str, problem: str) -> tuple[str, str]:
    return (OK, text) if good else (FIX, text + problem)


def computer() -> Iterator[tuple[str, str]]:
    """Memory, disk and devices."""
    memory, free = psutil.virtual_memory(), shutil.disk_usage(course.ROOT).free
    text = f"memory: {memory.available / GB:.1f} of {memory.total / GB:.1f} GB free"
    problem = f", but a lesson needs {LESSON_MEMORY:.0f} GB. Close other programs"
    yield _line(memory.available > LESSON_MEMORY * GB, text, problem)
    problem = f", but data needs {LESSON_DISK:.0f} GB. Make room"
    yield _line(free > LESSON_DISK * GB, f"disk: {free / GB:.1f} GB free", problem)
    yield OK, f"{runtime.describe()} (you don't need a GPU)"


def packages() -> Iterator[tuple[str, str]]:
    """Whether Python and the packages are those that the lessons were measured with."""
    text = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    problem = ": install 3.11, 3.12 or 3.13, which TensorFlow supports"
    yield _line((3, 11) <= sys.version_info[:2] <= (3, 13), text, problem)
    wanted = (course.ROOT / "requirements.txt").read_text("utf-8")
    locked = (course.ROOT / "requirements.lock").read_text("utf-8")
    different = []
    for name in re.findall(r"^[\w-]+", wanted, re.MULTILINE):
        pins = re.findall(rf"^{name}==([\w.]+)", locked, re.MULTILINE)
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield FIX, f"{name} is missing: run `make lab` (in Colab: `%pip install {name}`)"
            continue
        if pins and found not in pins:
            different.append(f"{name} {found} (measured with {' or '.join(pins)})")
    text = "other versions: " + ", ".join(different)
    yield (NOTE, text) if different else (OK, "packages as locked")


def data() -> Iterator[tuple[str, str]]:
    """Which images and networks are here and whole, and what stands in for the others."""
    in_folder = isinstance(course.data_setting(), Path)
    for name, source in sources.SOURCES.items():
        paths, reason = sources.find(name, download=False)
        text = f"{name} ({source['lessons']}): {reason}"
        stand_in = source.get("stand_in")
        if paths:
            try:
                yield OK, fetch.load(name)
            except course.CourseError as error:
                yield FIX, str(error)
        elif stand_in and not in_folder:
            yield NOTE, f"{text} Stand-in: the built-in {stand_in}."
        else:
            yield FIX if stand_in else NOTE, text
