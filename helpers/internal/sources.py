"""Find, or download, the files of data sets and networks. `sources.toml` holds the facts."""

import os
import tempfile
import tomllib
from pathlib import Path

import numpy as np
import pooch

from helpers.internal import course, fetching, files
from helpers.internal.course import CourseError, data_setting, notice

SOURCES = tomllib.loads(Path(__file__).with_name("sources.toml").read_text("utf-8"))


def get(name: str) -> list[Path]:
    """The files of a data set or network, or none if the built-in stand-in has to do.

    A CourseError says that the folder in COURSE_DATA lacks them, or that nothing stands in.
    """
    paths, reason = find(name)
    setting, stand_in = data_setting(), SOURCES[name].get("stand_in")
    if not paths and (isinstance(setting, Path) or not stand_in):
        raise CourseError(f"{name} isn't available: {reason}")
    if not paths and setting == "auto":
        notice(f"We'll use the built-in {stand_in} instead of {name}: {reason}")
    return paths


def find(name: str, download: bool = True) -> tuple[list[Path], str]:
    """The files, where `COURSE_DATA` says or downloaded to there. Or none, and why."""
    setting, needed = data_setting(), SOURCES[name]["files"]
    if setting == "sample":
        return [], "COURSE_DATA is 'sample', so we use only what's built in."
    folder = course.ROOT / "data" if setting == "auto" else setting
    choices = [[folder / file for file in needed]]
    choices += [[folder / file] for file in SOURCES[name].get("own", [])]
    if setting == "auto":  # Keras's own downloads count, too
        home = Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras")
        choices.append([home / "models" / Path(file).name for file in needed])
    for paths in choices:
        if all(path.is_file() for path in paths):
            return paths, ""
    if setting != "auto":
        lacks = next(file for file in needed if not (folder / file).is_file())
        how = "Put it there (`python -m helpers.classroom fetch` can), or unset COURSE_DATA."
        value = os.environ["COURSE_DATA"]
        return [], f"COURSE_DATA is '{value}', but {lacks} isn't in that folder. {how}"
    if not download:
        return [], f"not here. Online, lessons download {SOURCES[name]['megabytes']} MB."
    try:
        fetch(name, folder)
    except fetching.DownloadError as error:
        how = f"To use it, put {', '.join(needed)} into the folder data/ and run this again."
        return [], f"it couldn't be downloaded: {error}. {how}"
    return choices[0], ""


def fetch(name: str, folder: Path) -> None:
    """Download what `folder` lacks of a data set or network, or raise a DownloadError."""
    source, from_mirror = SOURCES[name], fetching.mirror()
    missing = [file for file in source["files"] if not (folder / file).is_file()]
    if missing and "archive" in source and not from_mirror:
        return _convert_archive(source, folder)
    checksums = {Path(file).name: source.get("checksum") for file in missing}
    if missing and "record" in source and not from_mirror:
        checksums = fetching.zenodo_checksums(source["record"])
    for file in missing:
        name = Path(file).name
        fetching.download(file, source["address"] + name, checksums.get(name), folder)


def _convert_archive(source: dict, folder: Path) -> None:
    """Make CIFAR-10's .npz file of its own archive. One that somebody put there stays there."""
    (name,), archive = source["files"], source["archive"]
    with fetching.explained(name):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as temporary:
            path = folder / archive if (folder / archive).is_file() else Path(temporary, archive)
            checksum, address = source["archive_sha256"], source["address"] + archive
            fetching.download(archive, address, f"sha256:{checksum}", path.parent)
            if pooch.file_hash(path) != checksum:
                raise files.refusal(path, "its checksum isn't the published one")
            np.savez_compressed(Path(temporary, name), **files.cifar10_archive(path))
            os.replace(Path(temporary, name), folder / name)
