"""Download files, and say in plain words why one didn't arrive."""

import errno
import os
import sys
from pathlib import Path

import pooch
import requests

TIMEOUT = 5, 15  # seconds to connect, and between two pieces


class DownloadError(OSError):
    """A download failed. The message has the address and the reason."""


def mirror() -> str | None:
    """The address in `COURSE_MIRROR`: a server of what `helpers.classroom fetch` downloads."""
    return os.environ.get("COURSE_MIRROR", "").rstrip("/") or None


def download(name: str, address: str, checksum: str | None, folder: Path) -> None:
    """Download one file. It appears whole and checked, or not at all.

    Args:
        name: of the file within `folder` and within a mirror, such as "weights/a.h5". A file that's
            already there stays as it is. address: where it is without a mirror.
        checksum: such as "sha256:..." or "md5:..."; None where the publisher gives none.

    Raises:
        DownloadError: no connection, no such file, no room, a wrong checksum, or a web page.
    """
    if (folder / name).is_file():
        return
    address = f"{mirror()}/{name}" if mirror() else address
    pooch.get_logger().setLevel("ERROR")  # otherwise it prints absolute paths
    registry, urls = {name: checksum}, {name: address}
    shelf = pooch.create(folder, "", registry=registry, urls=urls, retry_if_failed=1)
    print(f"Downloading {name}", file=sys.stderr, flush=True)
    try:
        shelf.fetch(name, downloader=_get)
    except (OSError, ValueError) as error:
        raise DownloadError(f"{address}: {reason(error)}") from error


def _get(address: str, output_file: str, shelf: pooch.Pooch) -> None:
    """Download for pooch, and notice a login page."""
    pooch.HTTPDownloader(timeout=TIMEOUT, progressbar=True)(address, output_file, shelf)
    with open(output_file, "rb") as file:
        if file.read(100).lstrip().lower().startswith((b"<!doctype html", b"<html")):
            raise ValueError("a web page came instead of the file. Does your network want a login?")
    os.chmod(output_file, 0o644)  # pooch's file is its owner's only, but a class shares a folder


def reason(error: Exception) -> str:
    """Why a download failed, in plain words and with the error's own name."""
    if isinstance(error, DownloadError):
        return str(error)
    if getattr(error, "errno", None) == errno.ENOSPC:
        return "the disk is full"
    status = getattr(getattr(error, "response", None), "status_code", "")
    words = {
        requests.exceptions.SSLError: "the server's certificate isn't trusted",
        requests.exceptions.Timeout: "the server didn't answer in time",
        requests.exceptions.HTTPError: f"the server answered {status}",
        requests.exceptions.ChunkedEncodingError: "the connection was cut off",
        requests.exceptions.ConnectionError: "no connection, or it was lost",
        PermissionError: "the folder can't be written",
    }
    text = next((text for kind, text in words.items() if isinstance(error, kind)), str(error))
    return f"{text} ({type(error).__name__})"


def zenodo_checksums(record: str) -> dict[str, str]:
    """The checksums of a Zenodo record's files, {"a.npy": "md5:...", ...}.

    Args:
        record: its address in Zenodo's API. Errors are those of `download`.
    """
    try:
        answer = requests.get(record, timeout=TIMEOUT)
        answer.raise_for_status()
        return {str(file["key"]): str(file["checksum"]) for file in answer.json()["files"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DownloadError(f"{record}: {reason(error)}") from error
