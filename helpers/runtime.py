"""Where the lesson runs: laptop or Colab, versions, devices, and what stands in the way."""

import importlib.metadata
import importlib.util
import json
import os
import platform
import re
import sys
from pathlib import Path

from helpers.internal.course import ROOT, CourseError

__all__ = ["ROOT", "CourseError", "check", "describe", "in_colab"]

PACKAGES = "keras", "tensorflow", "numpy", "matplotlib", "scipy", "sklearn", "PIL", "pooch"
SETTINGS = {
    "backend": ("tensorflow",), "floatx": ("float32", "float64"),
    "image_data_format": ("channels_last",),
}  # fmt: skip


def in_colab() -> bool:
    """Whether this Python runs inside Google Colab."""
    return "google.colab" in sys.modules or "COLAB_RELEASE_TAG" in os.environ


def describe() -> str:
    """One line for the top of a notebook: place, Python, Keras, backend and devices."""
    import keras
    import tensorflow as tf

    place = "Google Colab" if in_colab() else f"{platform.system()} {platform.machine()}"
    gpus = tf.config.list_physical_devices("GPU")
    return (
        f"{place}, {os.cpu_count()} CPU cores, {len(gpus)} GPU; "
        f"Python {platform.python_version()}, Keras {keras.__version__} "
        f"on {keras.backend.backend()} {importlib.metadata.version('tensorflow')}"
    )


def check() -> None:
    """Raise a CourseError if this Python, as it's set up, can't run the lessons.

    `import helpers` does it first. It looks at files and settings only: importing Keras would take
    seconds, and would fail in words that don't name the cause.
    """
    for name in PACKAGES:
        spec = importlib.util.find_spec(name)
        if spec is None:
            how = f"%pip install {name}" if in_colab() else "make lab"
            raise CourseError(f"The package {name} isn't installed: run `{how}`.")
        file = Path(spec.origin or name).name  # "__init__.py" of the real one
        if file != "__init__.py":
            problem = f"Your own {file} stands in the way of the package {name}"
            raise CourseError(f"{problem}: rename it, then restart the kernel.")
    version = importlib.metadata.version("keras")
    if tuple(map(int, re.findall(r"\d+", version)[:2])) < (3, 13):
        how = "%pip install -U keras" if in_colab() else "make lab"
        problem = f"Keras {version} is too old: these lessons need 3.13 or newer"
        raise CourseError(f"{problem}. Run `{how}`, then restart the kernel.")
    for key, good in SETTINGS.items():
        value, place = _setting(key, good[0])
        if value not in good:
            problem = f"{place} sets Keras's {key} to {value}, but these lessons need {good[0]}"
            raise CourseError(f"{problem}: change it there, then restart the kernel.")


def _setting(key: str, default: str) -> tuple[str, str]:
    """A setting of Keras, and what sets it."""
    if "keras" in sys.modules:  # imported already: what counts is what it runs with
        return getattr(sys.modules["keras"].config, key)(), "This kernel"
    if key == "backend" and os.environ.get("KERAS_BACKEND"):
        return os.environ["KERAS_BACKEND"], "The environment variable KERAS_BACKEND"
    home = Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras")
    try:
        value = json.loads((home / "keras.json").read_text("utf-8")).get(key, default)
    except (OSError, ValueError, AttributeError):  # there's none, or Keras ignores it too
        value = default
    return value, f"The file keras.json in the folder {home.name}"
