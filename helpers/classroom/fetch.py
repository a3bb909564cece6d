"""Download data and weights into one folder, and test each file by loading it."""

import os
from collections.abc import Sequence
from pathlib import Path

from helpers import backbones, datasets  # isort: skip - quiets TensorFlow

import keras

from helpers.internal import sources
from helpers.internal.course import CourseError

LOADERS = {
    "MNIST": datasets.load_mnist,
    "CIFAR-10": datasets.load_cifar10,
    "Dollar Street": datasets.load_dollar_street,
}
ITEMS = tuple(dict.fromkeys(source["item"] for source in sources.SOURCES.values()))


def run(folder: Path, only: Sequence[str]) -> int:
    """Download what's missing from `folder`. The exit code is what `--help` says."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        print(f"FIX   {folder} can't be written ({error.strerror}). Choose another folder.")
        return 1
    os.environ["COURSE_DATA"] = str(folder.resolve())  # so that the loaders test what arrived
    failed = 0
    for name in (name for name, source in sources.SOURCES.items() if source["item"] in only):
        try:
            sources.fetch(name, folder)
            print(f"ok    {load(name)}", flush=True)
        except CourseError as error:
            failed += 1
            print(f"FIX   {name}: {error}", flush=True)
    if failed:
        print(
            f"{failed} couldn't be downloaded. Check the network and the folder, then run this "
            "again: it downloads only what's missing. Or download the files in a browser: "
            "data/README.md has names and addresses."
        )
        return 1
    print(f"Everything is in {folder}. Use it with COURSE_DATA={folder}")
    return 0


def load(name: str) -> str:
    """Load a data set, or a network with its weights, and say what it is."""
    if name in LOADERS:
        return LOADERS[name]().source
    backbone = backbones.load(name)
    backbone.build(keras.Input((64, 64, 3)))
    return backbone.source
