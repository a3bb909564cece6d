"""What can't work is said before the first lesson starts, in one sentence with the cure.

It reads files and settings only: importing Keras first would take seconds, and would fail in words
that don't name the cause.
"""

import importlib.metadata
import importlib.util
import json
import os
import re
import sys
from pathlib import Path

from helpers.internal.course import CourseError, in_colab

OLDEST_KERAS = (3, 13)
PACKAGES = ("keras", "tensorflow", "numpy", "matplotlib", "scipy", "sklearn", "PIL", "pooch")


def check() -> None:
    """Raise a CourseError if this Python can't run the lessons as it is set up."""
    for name in PACKAGES:
        _check_package(name)
    version = importlib.metadata.version("keras")
    if tuple(map(int, re.findall(r"\d+", version)[:2])) < OLDEST_KERAS:
        upgrade = "%pip install -U keras" if in_colab() else "make lab"
        raise CourseError(
            f"Keras {version} is too old for these lessons, which need {OLDEST_KERAS[0]}."
            f"{OLDEST_KERAS[1]} or newer: run `{upgrade}`, then restart the kernel."
        )
    _check_settings()


def _check_package(name: str) -> None:
    """The package must be the installed one, not a file of the reader's with the same name."""
    spec = importlib.util.find_spec(name)
    if spec is None:
        install = f"%pip install {name}" if in_colab() else "make lab"
        raise CourseError(f"The package {name} isn't installed: run `{install}`.")
    origin = spec.origin and Path(spec.origin)
    if origin is None or origin.name != "__init__.py":
        where = f"file {origin.name}" if origin else f"folder {name}"
        raise CourseError(
            f"Your {where} stands in the way of the package {name}: rename it, then restart the "
            "kernel."
        )


def _check_settings() -> None:
    """Keras must run on TensorFlow, in float32 or better, with channels last."""
    home = Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras")
    try:
        config = json.loads((home / "keras.json").read_text("utf-8"))
        config = config if isinstance(config, dict) else {}
    except (OSError, ValueError):  # there is none, or Keras ignores it too
        config = {}
    for key, good, variable in (
        ("backend", ("tensorflow",), "KERAS_BACKEND"),
        ("floatx", ("float32", "float64"), None),
        ("image_data_format", ("channels_last",), None),
    ):
        value, place = config.get(key, good[0]), f"the file keras.json in {home.name}"
        if variable and os.environ.get(variable):
            value, place = os.environ[variable], f"the environment variable {variable}"
        if "keras" in sys.modules:  # too late for settings: what counts is what it runs with
            current = getattr(sys.modules["keras"].config, key)()
            value, place = current, place if current == value else "this kernel"
        if value not in good:
            raise CourseError(
                f"These lessons need Keras's {key} to be {good[0]}, and {place} sets it to "
                f"{value}: change it there, then restart the kernel."
            )
