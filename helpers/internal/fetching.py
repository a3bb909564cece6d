"""Download files with pooch: whole and checked, or not at all."""

import errno
import hashlib
import io
import json
import os
import tempfile
from pathlib import Path

import pooch
import requests
from filelock import FileLock

ZENODO = "https://zenodo.org/"
TIMEOUT = 5, 15  # seconds to connect, and between two pieces


def download(file: str, address: str, checksum: str | None, folder: Path) -> Path:
    """Fetch one file into `folder`. It appears there whole and checked, or not at all.

    Args:
        file: its path in the folder, such as "weights/x.h5". address: where it's published. The
            environment variable `COURSE_MIRROR` replaces that: a server with the same layout as
            the folder. checksum: such as "md5:..."; None where the publisher gives none.

    Raises:
        OSError: no connection, no such file, no room. ValueError: the checksum doesn't hold, or a
            web page came instead of the file.
    """
    mirror = os.environ.get("COURSE_MIRROR")
    address = f"{mirror.rstrip('/')}/{file}" if mirror else address
    pooch.get_logger().setLevel("ERROR")  # it would print absolute paths
    place = folder / file
    try:
        with lock(folder, file):
            return Path(pooch.retrieve(
                address, checksum, place.name, place.parent, downloader=_downloader
            ))  # fmt: skip
    except (OSError, ValueError) as error:
        error.address = address  # most errors don't say it, and `fetch` reports it
        raise


def lock(folder: Path, name: str) -> FileLock:
    """Let one process at a time make a file, so that two notebooks don't convert it at once."""
    place = hashlib.sha256(str((folder / name).resolve()).encode()).hexdigest()[:16]
    return FileLock(Path(tempfile.gettempdir()) / f"transfer-learning-{place}.lock", mode=0o666)


def _downloader(address: str, output_file: str, shelf: pooch.Pooch | None) -> None:
    """Pooch's own downloader, and a refusal of login pages, which have no checksum to fail."""
    pooch.HTTPDownloader(progressbar=True, timeout=TIMEOUT)(address, output_file, shelf)
    with open(output_file, "rb") as file:
        if file.read(64).lstrip().lower().startswith((b"<!doctype html", b"<html")):
            raise ValueError("a web page came instead of the file: does this network want a login?")


def reason(error: Exception) -> str:
    """The reason for a failed download, in plain words and with the error's own name."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "the disk is full"
    known = requests.exceptions
    status = getattr(getattr(error, "response", None), "status_code", "")
    words = {
        known.SSLError: "the server's certificate isn't trusted",
        known.Timeout: "the server doesn't answer",
        known.HTTPError: f"the server answers {status}",
        known.ChunkedEncodingError: "the connection was cut off",
        known.ConnectionError: "there's no connection, or it was lost",
        PermissionError: "the folder can't be written",
    }
    text = next((text for kind, text in words.items() if isinstance(error, kind)), str(error))
    return f"{text} ({type(error).__name__})"


def zenodo_checksums(record: str) -> dict[str, str]:
    """Ask Zenodo for the MD5 checksums of a record's files, such as {"a.npy": "md5:..."}.

    Raises:
        OSError: no connection or no such record. ValueError: the answer isn't Zenodo's.
    """
    body = io.BytesIO()
    pooch.HTTPDownloader(timeout=TIMEOUT)(f"{ZENODO}api/records/{record}", body, None)
    try:
        files = json.loads(body.getvalue())["files"]
        return {str(file["key"]): str(file["checksum"]) for file in files}
    except (KeyError, TypeError) as error:
        raise ValueError(f"Zenodo's answer names no files ({error})") from error
