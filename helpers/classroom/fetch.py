"""Download data and weights into one folder, and test each file by loading it."""

import os
from collections.abc import Sequence
from pathlib import Path

from helpers import backbones, datasets  # isort: skip - quiets TensorFlow

import keras

from helpers.internal import fetching, sources, weights
from helpers.internal.course import CourseError

IMAGES = {
    "mnist": (sources.MNIST, datasets.load_mnist, "lessons 01, 02"),
    "cifar10": (sources.CIFAR10, datasets.load_cifar10, "lesson 03"),
    "dollar_street": (sources.DOLLAR_STREET, datasets.load_dollar_street, "lessons 04, 05, 06"),
}
ITEMS = (*IMAGES, "weights")


def run(folder: Path, only: Sequence[str]) -> int:
    """Download what's missing from `folder`. The exit code is what `--help` says."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        print(f"FIX   {folder} can't be written ({error.strerror}). Choose another folder.")
        return 1
    os.environ["COURSE_DATA"] = str(folder.resolve())  # so that the loaders test what arrived
    wanted = [(_images, name) for name in only if name in IMAGES]
    wanted += [(_network, name) for name in backbones.ARCHITECTURES if "weights" in only]
    failed = 0
    for bring, name in wanted:
        try:
            print(f"ok    {bring(name, folder)}", flush=True)
        except (OSError, CourseError) as error:
            failed += 1
            print(f"FIX   {name}: {_reason(error)}", flush=True)
    if failed:
        print(f"{failed} couldn't be downloaded. Run this again: it downloads only what's missing.")
        return 1
    print(f"Everything is in {folder}. Use it with COURSE_DATA={folder}")
    return 0


def _images(name: str, folder: Path) -> str:
    source, load, _ = IMAGES[name]
    if not all((folder / file).is_file() for file in source.files):
        source.fetch(folder)
    return load().source


def _network(name: str, folder: Path) -> str:
    weights.fetch(name, folder)
    return loaded(name)


def loaded(name: str) -> str:
    """Load a network with its weights, and say what it is. A damaged file is a CourseError."""
    backbone = backbones.load(name)
    backbone.build(keras.Input((64, 64, 3)))
    return backbone.source


def _reason(error: Exception) -> str:
    if isinstance(error, CourseError):
        return str(error)
    return (
        f"{fetching.reason(error)}. Check the network and the folder, or download the file in a "
        "browser: data/README.md has names and addresses."
    )
