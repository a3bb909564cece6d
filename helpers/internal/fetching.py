"""Download files, and say in plain words why one didn't arrive."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pooch
import requests
from requests import exceptions

from helpers.internal.course import CourseError

TIMEOUT = 5, 15  # seconds to connect, and between two pieces
REASONS = {
    exceptions.SSLError: "the server's certificate isn't trusted",
    exceptions.Timeout: "the server didn't answer in time",
    exceptions.ChunkedEncodingError: "the connection was cut off",
    exceptions.ConnectionError: "no connection, or it was lost",
    PermissionError: "the folder can't be written",
}


class DownloadError(CourseError):
    """A download failed. The message has the address and the reason."""


@contextmanager
def explained(address: str) -> Iterator[None]:
    """Turn what servers, networks and disks raise into a DownloadError."""
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError) as error:
        # str(error) of one that the system raises would have the absolute path.
        reason = getattr(error, "strerror", None) or str(error)
        if isinstance(error, exceptions.HTTPError):
            reason = f"the server answered {error.response.status_code}"
        reason = next((text for kind, text in REASONS.items() if isinstance(error, kind)), reason)
        raise DownloadError(f"{address}: {reason} ({type(error).__name__})") from error


def mirror() -> str | None:
    """The address in `COURSE_MIRROR`: a server of what `helpers.classroom fetch` downloads."""
    return os.environ.get("COURSE_MIRROR", "").rstrip("/") or None


def download(name: str, address: str, checksum: str | None, folder: Path) -> None:
    """Download one file. It appears whole and checked, or not at all. One that's there stays.

    name: within `folder` and within a mirror, such as "weights/a.h5". address: where it is without
    a mirror. checksum: such as "sha256:..." or "md5:..."; None where nobody publishes one.
    """
    if (folder / name).is_file():
        return
    address = f"{mirror()}/{name}" if mirror() else address
    pooch.get_logger().setLevel("ERROR")  # otherwise it prints absolute paths
    registry, urls = {name: checksum}, {name: address}
    shelf = pooch.create(folder, "", registry=registry, urls=urls, retry_if_failed=1)
    print(f"Downloading {name}", file=sys.stderr, flush=True)
    with explained(address):
        shelf.fetch(name, downloader=_get)


def _get(address: str, output_file: str, shelf: pooch.Pooch) -> None:
    """Download for pooch, and notice a login page."""
    pooch.HTTPDownloader(timeout=TIMEOUT, progressbar=True)(address, output_file, shelf)
    with open(output_file, "rb") as file:
        if file.read(100).lstrip().lower().startswith((b"<!doctype html", b"<html")):
            raise ValueError("a web page came instead of the file. Does your network want a login?")
    os.chmod(output_file, 0o644)  # pooch's file is its owner's only, but a class shares a folder


def zenodo_checksums(record: str) -> dict[str, str]:
    """The checksums of a Zenodo record's files, {"a.npy": "md5:...", ...}."""
    with explained(record):
        answer = requests.get(record, timeout=TIMEOUT)
        answer.raise_for_status()
        return {str(file["key"]): str(file["checksum"]) for file in answer.json()["files"]}
