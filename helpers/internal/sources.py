"""What each data set is, where it comes from, and where its files are on this machine."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pooch

from helpers.internal import fetching, files
from helpers.internal.course import ROOT, CourseError, data_setting, notice

# Addresses and SHA-256 as in keras.datasets.mnist and keras.datasets.cifar10 (Keras 3.13).
MNIST_ADDRESS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
MNIST_SHA256 = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"
CIFAR10_ADDRESS = "https://www.cs.toronto.edu/~kriz/"
CIFAR10_ARCHIVE = "cifar-10-python.tar.gz"
CIFAR10_SHA256 = "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce"
DOLLAR_STREET_RECORD = "10970014"  # at Zenodo, DOI 10.5281/zenodo.10970014
DOLLAR_STREET_ADDRESS = f"{fetching.ZENODO}records/{DOLLAR_STREET_RECORD}/files/"


class Source(NamedTuple):
    """A data set's files and how to get them.

    name: of the data set. files: what's needed. origin: a clause that says where they come from.
    stand_in: the built-in images used otherwise. fetch: downloads the files into a data folder.
    megabytes: of that download. subfolder: where the files lie, such as "dollar_street/".
    """

    name: str
    files: tuple[str, ...]
    origin: str
    stand_in: str
    fetch: Callable[[Path], None]
    megabytes: int
    subfolder: str = ""


def locate(source: Source) -> tuple[Path | None, str]:
    """Where the files of a data set are now, as `COURSE_DATA` says, without the network.

    Returns:
        The folder that holds the files, or None; and a format string that names a file in it.

    Raises:
        CourseError: a file is missing from the folder that COURSE_DATA names.
    """
    setting, subfolder = data_setting(), source.subfolder
    if setting == "sample":
        return None, ""
    if isinstance(setting, Path):
        for place in (subfolder, ""):
            if any((setting / place / file).is_file() for file in source.files):
                break
        missing = [file for file in source.files if not (setting / place / file).is_file()]
        if missing:
            where = f"it, or in {subfolder} there" if subfolder and not place else place or "it"
            raise CourseError(
                f"COURSE_DATA is '{os.environ['COURSE_DATA']}', but {missing[0]} isn't in {where}. "
                f"Put it there ({source.origin}), or unset COURSE_DATA."
            )
        return setting / place, place + "{} in the folder that COURSE_DATA names"
    folder = ROOT / "data" / subfolder
    found = all((folder / file).is_file() for file in source.files)
    return (folder if found else None), f"data/{subfolder}{{}}"


def find(source: Source) -> tuple[Path | None, str]:
    """Like `locate`, but downloads missing files unless `COURSE_DATA` forbids it.

    Returns:
        As `locate`. No folder means the built-in images.
    """
    folder, label = locate(source)
    if folder is not None or data_setting() == "sample":
        return folder, label
    try:
        source.fetch(ROOT / "data")
    except (OSError, ValueError) as error:
        notice(
            f"{source.name} couldn't be downloaded: {fetching.reason(error)}. We'll use the "
            f"built-in {source.stand_in} instead. To use {source.name}, put "
            f"{', '.join(source.files)} into the folder data/{source.subfolder} and run this cell "
            "again."
        )
        return None, ""
    return ROOT / "data" / source.subfolder, label


def _fetch_mnist(folder: Path) -> None:
    fetching.download("mnist.npz", f"{MNIST_ADDRESS}mnist.npz", f"sha256:{MNIST_SHA256}", folder)


def _fetch_dollar_street(folder: Path) -> None:
    # Zenodo publishes checksums in the record. A mirror has just the files, and what they hold is
    # checked when they're read.
    mirror = os.environ.get("COURSE_MIRROR")
    checksums = {} if mirror else fetching.zenodo_checksums(DOLLAR_STREET_RECORD)
    for name in files.NPY_FILES:
        file = f"dollar_street/{name}"
        if not (folder / file).is_file():  # somebody may have put some of them there
            address = f"{DOLLAR_STREET_ADDRESS}{name}"
            fetching.download(file, address, checksums.get(name), folder)


def _fetch_cifar10(folder: Path) -> None:
    with fetching.lock(folder, "cifar10.npz"):
        if not (folder / "cifar10.npz").is_file():  # another notebook may have been faster
            _convert_cifar10(folder)


def _convert_cifar10(folder: Path) -> None:
    archive = folder / CIFAR10_ARCHIVE
    was_there = archive.is_file()  # somebody put it there: used if it's right, never overwritten
    if was_there and pooch.file_hash(archive) != CIFAR10_SHA256:
        raise CourseError(
            f"data/{archive.name} isn't the published archive. It was left as it is. Delete it or "
            "put a good copy in its place, then run again."
        )
    if not was_there:
        checksum = f"sha256:{CIFAR10_SHA256}"
        fetching.download(archive.name, CIFAR10_ADDRESS + archive.name, checksum, folder)
    files.write_npz(folder / "cifar10.npz", files.cifar10_archive(archive))
    if not was_there:
        archive.unlink()


MNIST = Source(
    "MNIST", ("mnist.npz",), f"it comes from {MNIST_ADDRESS}mnist.npz", "digits", _fetch_mnist, 12
)
CIFAR10 = Source(
    "CIFAR-10", ("cifar10.npz",),
    "lesson 03 makes it where there's a network, and keeps it in data/", "drawn icons",
    _fetch_cifar10, 170,
)  # fmt: skip
DOLLAR_STREET = Source(
    "Dollar Street 10", files.NPY_FILES, f"it comes from {DOLLAR_STREET_ADDRESS}", "drawn icons",
    _fetch_dollar_street, 12, "dollar_street/",
)  # fmt: skip
