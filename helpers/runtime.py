"""Where the lesson runs: laptop or Colab, versions and devices."""

import importlib.metadata
import os
import platform

from helpers.internal.course import ROOT, CourseError, in_colab

__all__ = ["ROOT", "CourseError", "describe", "in_colab"]


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
