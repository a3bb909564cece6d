"""The data sets: which files they need, how those are downloaded, and where they are now."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pooch

from helpers.internal import course, fetching, files
from helpers.internal.course import CourseError, data_setting, notice

# Addresses and SHA-256 as in keras.datasets.mnist and keras.datasets.cifar10 (Keras 3.13).
MNIST_ADDRESS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz"
MNIST_SHA256 = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"
CIFAR10_ADDRESS = "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz"
CIFAR10_SHA256 = "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce"
ZENODO = "https://zenodo.org"
DOLLAR_STREET_RECORD = "10970014"  # DOI 10.5281/zenodo.10970014


@dataclass(frozen=True)
class Source:
    """A data set's files, and how to get them."""

    name: str
    files: tuple[str, ...]  # within a folder that's laid out like `data/`
    stand_in: str  # what the built-in sample shows
    fetch: Callable[[Path], None]  # downloads the files into such a folder
    megabytes: int  # of that download


def find(source: Source, download: bool = True) -> tuple[Path | None, str]:
    """Find a data set's files as `COURSE_DATA` says, and download what isn't there.

    Returns:
        The folder they're in, and what messages call a file in it, such as "data/{}". No folder
        means the built-in sample. If a download failed, a notice has said so.

    Raises:
        CourseError: a file is missing from the folder that COURSE_DATA names.
    """
    setting = data_setting()
    if setting == "sample":
        return None, ""
    is_auto = setting == "auto"
    folder = course.ROOT / "data" if is_auto else setting
    missing = [file for file in source.files if not (folder / file).is_file()]
    if missing and not is_auto:
        raise CourseError(not_in_folder(missing[0]))
    if missing and not download:
        return None, ""
    try:
        if missing:
            source.fetch(folder)
    except OSError as error:
        notice(
            f"{source.name} couldn't be downloaded: {fetching.reason(error)}. We'll continue with "
            f"the built-in {source.stand_in} instead. To use {source.name}, put "
            f"{', '.join(source.files)} into the folder data/ and run this again."
        )
        return None, ""
    return folder, "data/{}" if is_auto else "{} in your COURSE_DATA folder"


def not_in_folder(file: str) -> str:
    """What to say of a file that's missing from the folder that COURSE_DATA names."""
    return (
        f"COURSE_DATA is '{os.environ['COURSE_DATA']}', but {file} isn't in that folder. Put it "
        "there (`python -m helpers.classroom fetch` can), or unset COURSE_DATA."
    )


def _fetch_mnist(folder: Path) -> None:
    fetching.download("mnist.npz", MNIST_ADDRESS, f"sha256:{MNIST_SHA256}", folder)


def _fetch_cifar10(folder: Path) -> None:
    if fetching.mirror():
        return fetching.download("cifar10.npz", "", None, folder)
    folder.mkdir(parents=True, exist_ok=True)
    name = CIFAR10_ADDRESS.rsplit("/")[-1]
    with tempfile.TemporaryDirectory(dir=folder) as place:
        if (folder / name).is_file():  # somebody put the archive there: it stays
            place = folder
        fetching.download(name, CIFAR10_ADDRESS, f"sha256:{CIFAR10_SHA256}", Path(place))
        if pooch.file_hash(Path(place, name)) != CIFAR10_SHA256:
            raise files.refusal(name, "its checksum isn't the published one")
        files.write_npz(folder / "cifar10.npz", files.cifar10_archive(Path(place, name)))


def _fetch_dollar_street(folder: Path) -> None:
    # Zenodo publishes checksums in the record. A mirror has the files only.
    record = f"{ZENODO}/api/records/{DOLLAR_STREET_RECORD}"
    checksums = {} if fetching.mirror() else fetching.zenodo_checksums(record)
    for name in files.NPY_FILES:
        address = f"{ZENODO}/records/{DOLLAR_STREET_RECORD}/files/{name}"
        fetching.download(f"dollar_street/{name}", address, checksums.get(name), folder)


MNIST = Source("MNIST", ("mnist.npz",), "digits", _fetch_mnist, 12)
CIFAR10 = Source("CIFAR-10", ("cifar10.npz",), "drawn icons", _fetch_cifar10, 170)
DOLLAR_STREET = Source(
    "Dollar Street 10", tuple(f"dollar_street/{name}" for name in files.NPY_FILES), "drawn icons",
    _fetch_dollar_street, 12,
)  # fmt: skip
