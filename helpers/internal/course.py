"""Where the course lies, how it's set up, and how it speaks up when something is wrong."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class CourseError(Exception):
    """A mistake the reader can fix. Jupyter shows the message alone, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


class NotAnswered(CourseError):
    """A step whose `...` is still there. It stops Run All, with one line that isn't an alarm."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def notice(text: str) -> None:
    """Print something the reader must not miss, on standard error (a coloured box in Jupyter)."""
    print(f"NOTICE: {text}", file=sys.stderr, flush=True)


def data_setting() -> str | Path:
    """What the environment variable `COURSE_DATA` says: "auto", "sample", or a folder.

    Unset means "auto". A relative folder starts at the root. A CourseError: there's no such folder.
    """
    value = os.environ.get("COURSE_DATA", "").strip()
    if value.lower() in ("", "auto", "sample"):
        return value.lower() or "auto"
    try:
        folder = ROOT / Path(value).expanduser()
        exists = folder.is_dir()
    except (OSError, RuntimeError):  # a name that's too long; the home of an unknown user
        exists = False
    if not exists:
        raise CourseError(
            f"COURSE_DATA is '{value}', but there is no such folder. Set it to a folder with the "
            "data files, to 'sample' for the built-in images, or to 'auto'."
        )
    return folder
