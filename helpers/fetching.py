"""Find the files of a data set: in a folder, by download, or not at all."""

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pooch

from helpers import runtime

ZENODO = "https://zenodo.org/"
TIMEOUT = 5, 20  # seconds to connect, and between two pieces


def find(
    name: str, needed: tuple[str, ...], origin: str, stand_in: str,
    fetch: Callable[[Path], None], subfolder: str = "",
) -> tuple[Path | None, str]:  # fmt: skip
    """Where the files of a data set are, as `COURSE_DATA` says; fetched if it leaves that open.

    Args:
        name: of the data set. needed: its files. origin: a clause on where they come from.
        stand_in: what the built-in sample is. fetch: downloads the files into a folder.
        subfolder: where the files lie, such as "dollar_street/", if not directly in the folder.

    Returns:
        The folder that holds the files, and a format string that names a file in it; no folder
        means the built-in sample.

    Raises:
        CourseError: a file is missing from the folder that COURSE_DATA names.
    """
    setting = runtime.data_setting()
    if setting == "sample":
        return None, ""
    if isinstance(setting, Path):
        for place in (subfolder, ""):
            if any((setting / place / file).is_file() for file in needed):
                break
        missing = [file for file in needed if not (setting / place / file).is_file()]
        if missing:
            where = f"it, nor in {subfolder} there" if subfolder and not place else place or "it"
            raise runtime.CourseError(
                f"COURSE_DATA is '{os.environ['COURSE_DATA']}', and {missing[0]} is not in {where}."
                f" Put it there ({origin}), or unset COURSE_DATA."
            )
        return setting / place, place + "{} in the folder that COURSE_DATA names"
    folder = runtime.ROOT / "data" / subfolder
    if not all((folder / file).is_file() for file in needed):
        try:
            fetch(folder)
        except (OSError, ValueError) as error:
            runtime.notice(
                f"{name} could not be downloaded ({type(error).__name__}). Going on with the "
                f"built-in {stand_in} instead. To use {name}, put {', '.join(needed)} into the "
                f"folder data/{subfolder}."
            )
            return None, ""
    return folder, f"data/{subfolder}{{}}"


def download(name: str, checksum: str | None, address: str, folder: Path) -> Path:
    """Fetch one file into `folder`; it appears there whole and checked, or not at all.

    The environment variable `COURSE_MIRROR` replaces `address` (a classroom's own server).

    Args:
        checksum: such as "sha256:..." or "md5:..."; None where the publisher gives none.

    Raises:
        OSError: no connection, no such file, no room. ValueError: the checksum does not hold.
    """
    address = os.environ.get("COURSE_MIRROR", address).rstrip("/") + "/"
    pooch.get_logger().setLevel("ERROR")  # it would print absolute paths
    shelf = pooch.create(folder, address, registry={name: checksum}, retry_if_failed=1)
    downloader = pooch.HTTPDownloader(progressbar=True, chunk_size=2**16, timeout=TIMEOUT)
    return Path(shelf.fetch(name, downloader=downloader))


def zenodo_checksums(record: str) -> dict[str, str]:
    """Ask Zenodo for the MD5 checksums of a record's files, such as {"a.npy": "md5:..."}.

    Raises:
        OSError: no connection or no such record. ValueError: the answer is not Zenodo's.
    """
    body = io.BytesIO()
    pooch.HTTPDownloader(timeout=TIMEOUT)(f"{ZENODO}api/records/{record}", body, None)
    try:
        return {file["key"]: file["checksum"] for file in json.loads(body.getvalue())["files"]}
    except (KeyError, TypeError) as error:
        raise ValueError(f"Zenodo's answer names no files ({error})") from error
