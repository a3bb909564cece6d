"""Download all data and weights into a folder, for COURSE_DATA, and check each."""

import os
from pathlib import Path

from helpers import backbones, datasets
from helpers.internal import fetching, sources, weights
from helpers.internal.course import CourseError

import keras  # isort: skip - after helpers, which quiets TensorFlow

SOURCES = {
    "mnist": (sources.MNIST, datasets.load_mnist, "lessons 01, 02"),
    "cifar10": (sources.CIFAR10, datasets.load_cifar10, "lesson 03"),
    "dollar_street": (sources.DOLLAR_STREET, datasets.load_dollar_street, "lessons 04, 05, 06"),
}
OK, FIX = "ok  ", "FIX "


def fetch(folder: Path, only: list[str]) -> int:
    """Download into `folder` what isn't there yet. The exit code is as `__main__` says."""
    try:
        (folder / "weights").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        print(f"{FIX}  {folder} can't be written ({error.strerror}). Name another folder.")
        return 1
    os.environ["COURSE_DATA"] = str(folder.resolve())  # so the loaders check what arrived
    failed = 0
    wanted = [(_images, name) for name in only if name in SOURCES]
    wanted += [(_network, name) for name in backbones.ARCHITECTURES if "weights" in only]
    for bring, name in wanted:
        try:
            print(f"{OK}  {bring(name, folder)}", flush=True)
        except (OSError, ValueError, CourseError) as error:
            failed += 1
            print(f"{FIX}  {name}: {_reason(error)}", flush=True)
    if failed:
        print(f"{failed} couldn't be downloaded. The rest was kept: run this again to continue.")
        return 1
    print(f"Everything is in {folder}. Use it with COURSE_DATA={folder}")
    return 0


def _images(name: str, folder: Path) -> str:
    source, load, _ = SOURCES[name]
    if not all((folder / source.subfolder / file).is_file() for file in source.files):
        source.fetch(folder)
    return load().source


def _network(name: str, folder: Path) -> str:
    if not (folder / weights.PUBLISHED[name].file).is_file():
        weights.fetch(name, folder)
    backbone = backbones.load(name)
    backbone.build(keras.Input((64, 64, 3)))
    return backbone.source


def _reason(error: Exception) -> str:
    if isinstance(error, CourseError):
        return str(error)
    address = f"{error.address}: " if hasattr(error, "address") else ""
    return (
        f"{address}{fetching.reason(error)}. Check the network (a login page?) and the folder, or "
        "download the file in a browser: data/README.md has names and addresses."
    )
