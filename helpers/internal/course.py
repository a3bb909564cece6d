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


def in_colab() -> bool:
    """Whether this Python runs inside Google Colab."""
    return "google.colab" in sys.modules or "COLAB_RELEASE_TAG" in os.environ


def data_setting() -> str | Path:
    """What the environment variable `COURSE_DATA` says: "auto", "sample", or a folder.

    Unset or empty means "auto". A relative folder starts at the project's root, whatever the
    working folder. A CourseError says that there's no such folder.
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


def shortened(count: int) -> int:
    """A tenth of so many updates or epochs where `COURSE_SHORT` is set, as in tests of notebooks.

    What a cell shows is meaningless then, but that it runs, and what checks reply, can be tested.
    """
    return -(-count // 10) if os.environ.get("COURSE_SHORT") else count
