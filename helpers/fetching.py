"""Find the files of a data set: in a folder, by download, or not at all."""

import errno
import hashlib
import io
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pooch
import requests
from filelock import FileLock
from tqdm import tqdm

from helpers import runtime

ZENODO = "https://zenodo.org/"
TIMEOUT = 5, 15  # seconds to connect, and between two pieces


class Origin(NamedTuple):
    """A data set's files and where they come from.

    name: of the data set. files: what is needed. told: a clause on where they come from.
    stand_in: what the built-in sample is. fetch: downloads the files into a folder.
    megabytes: of that download. subfolder: where the files lie, such as "dollar_street/", if not
    directly in the folder.
    """

    name: str
    files: tuple[str, ...]
    told: str
    stand_in: str
    fetch: Callable[[Path], None]
    megabytes: int
    subfolder: str = ""


def locate(origin: Origin) -> tuple[Path | None, str]:
    """Where the files of a data set are now, as `COURSE_DATA` says; no network.

    Returns:
        The folder that holds the files, or None; and a format string that names a file in it.

    Raises:
        CourseError: a file is missing from the folder that COURSE_DATA names.
    """
    setting, subfolder = runtime.data_setting(), origin.subfolder
    if setting == "sample":
        return None, ""
    if isinstance(setting, Path):
        for place in (subfolder, ""):
            if any((setting / place / file).is_file() for file in origin.files):
                break
        missing = [file for file in origin.files if not (setting / place / file).is_file()]
        if missing:
            where = f"it, nor in {subfolder} there" if subfolder and not place else place or "it"
            raise runtime.CourseError(
                f"COURSE_DATA is '{os.environ['COURSE_DATA']}', and {missing[0]} is not in {where}."
                f" Put it there ({origin.told}), or unset COURSE_DATA."
            )
        return setting / place, place + "{} in the folder that COURSE_DATA names"
    folder = runtime.ROOT / "data" / subfolder
    there = all((folder / file).is_file() for file in origin.files)
    return (folder if there else None), f"data/{subfolder}{{}}"


def find(origin: Origin) -> tuple[Path | None, str]:
    """Like `locate`, and fetch what is not there unless `COURSE_DATA` forbids it.

    Returns:
        As `locate`; no folder means the built-in sample.
    """
    folder, label = locate(origin)
    if folder is not None or runtime.data_setting() == "sample":
        return folder, label
    folder = runtime.ROOT / "data" / origin.subfolder
    try:
        origin.fetch(folder)
    except (OSError, ValueError) as error:
        runtime.notice(
            f"{origin.name} could not be downloaded: {why(error)}. Going on with the "
            f"built-in {origin.stand_in} instead. To use {origin.name}, put "
            f"{', '.join(origin.files)} into the folder data/{origin.subfolder}."
        )
        return None, ""
    return folder, label


def why(error: Exception) -> str:
    """The reason of a failed download, in plain words and with the error's own name."""
    known = requests.exceptions
    answer = getattr(error, "response", None)
    words = {
        known.SSLError: "the server's certificate is not trusted",
        known.Timeout: "the server does not answer",
        known.HTTPError: f"the server answers {getattr(answer, 'status_code', '')}",
        known.ChunkedEncodingError: "the connection was cut off",
        known.ConnectionError: "no connection, or it was lost",
        PermissionError: "the folder cannot be written",
        ValueError: str(error),
    }
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "the disk is full"
    said = next((text for kind, text in words.items() if isinstance(error, kind)), str(error))
    return f"{said} ({type(error).__name__})"


def lock(folder: Path, name: str) -> FileLock:
    """Let one process at a time make a file; a process that dies lets go of it."""
    place = hashlib.sha256(str((folder / name).resolve()).encode()).hexdigest()[:16]
    return FileLock(Path(tempfile.gettempdir()) / f"transfer-learning-{place}.lock", mode=0o666)


def download(name: str, checksum: str | None, address: str, folder: Path) -> Path:
    """Fetch one file into `folder`; it appears there whole and checked, or not at all.

    What arrives before a cut is kept beside it, as .NAME.part, and the next try goes on from there.
    The environment variable `COURSE_MIRROR` replaces `address` (a classroom's own server).

    Args:
        checksum: such as "sha256:..." or "md5:..."; None where the publisher gives none.

    Raises:
        OSError: no connection, no such file, no room. ValueError: the checksum does not hold, or
            a page came in the place of the file.
    """
    address = os.environ.get("COURSE_MIRROR", address).rstrip("/") + "/"
    pooch.get_logger().setLevel("ERROR")  # it would print absolute paths
    shelf = pooch.create(folder, address, registry={name: checksum}, retry_if_failed=1)
    try:
        with lock(folder, name):
            return Path(shelf.fetch(name, downloader=_resume))
    except (OSError, ValueError) as error:
        error.address = address + name  # the message is to tell it, and most errors do not
        raise


def _resume(address: str, output_file: str, shelf: pooch.Pooch) -> None:
    """Download as pooch asks it of a downloader, from where the last try was cut off."""
    name = address.rsplit("/", 1)[-1]
    part = Path(output_file).with_name(f".{name}.part")
    done = part.stat().st_size if part.exists() else 0
    headers = {"Accept-Encoding": "identity"}  # the lengths are to be those of the file
    if done:
        headers["Range"] = f"bytes={done}-"
    with requests.get(address, stream=True, timeout=TIMEOUT, headers=headers) as answer:
        if answer.status_code == 416:  # nothing comes after what we have: that is no beginning
            part.unlink()
        answer.raise_for_status()
        if "text/html" in answer.headers.get("content-type", ""):
            raise ValueError(
                "a page came in the place of the file, as where a network wants a login"
            )
        if answer.status_code != 206:  # from the beginning, whatever was asked
            done = 0
        total = done + int(answer.headers.get("content-length", 0)) or None
        with (
            open(part, "ab" if done else "wb") as file,
            tqdm(total=total, initial=done, desc=name, unit="B", unit_scale=True) as bar,
        ):
            for piece in answer.iter_content(2**16):
                file.write(piece)
                bar.update(len(piece))
    os.replace(part, output_file)


def zenodo_checksums(record: str) -> dict[str, str]:
    """Ask Zenodo for the MD5 checksums of a record's files, such as {"a.npy": "md5:..."}.

    Raises:
        OSError: no connection or no such record. ValueError: the answer is not Zenodo's.
    """
    body = io.BytesIO()
    pooch.HTTPDownloader(timeout=TIMEOUT)(f"{ZENODO}api/records/{record}", body, None)
    try:
        listed = json.loads(body.getvalue())["files"]
        return {str(file["key"]): str(file["checksum"]) for file in listed}
    except (KeyError, TypeError) as error:
        raise ValueError(f"Zenodo's answer names no files ({error})") from error
