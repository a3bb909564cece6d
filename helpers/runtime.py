"""Where the lesson runs: project folder, Colab or laptop, devices, versions, `COURSE_DATA`."""

import importlib.metadata
import os
import platform
import sys
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent


class CourseError(Exception):
    """A mistake that the reader can mend; Jupyter shows the message alone, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


def notice(text: str) -> None:
    """Say something the reader must not miss, on standard error (a coloured box in Jupyter)."""
    print(f"NOTICE: {text}", file=sys.stderr, flush=True)


def data_setting() -> str | Path:
    """Read the environment variable `COURSE_DATA`.

    Returns:
        "auto" (unset or empty too), "sample", or the folder it names; a relative folder is meant
        from the project's root, whatever the working folder.

    Raises:
        CourseError: the folder does not exist.
    """
    value = os.environ.get("COURSE_DATA", "").strip()
    if value.lower() in ("", "auto"):
        return "auto"
    if value.lower() == "sample":
        return "sample"
    try:
        folder = ROOT / Path(value).expanduser()
        is_there = folder.is_dir()
    except (OSError, RuntimeError):  # too long a name; the home of a user who is not known
        is_there = False
    if not is_there:
        raise CourseError(
            f"COURSE_DATA is '{value}', and there is no such folder. Set it to a folder that holds "
            "the data files, to 'sample' for the built-in samples, or to 'auto'."
        )
    return folder


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


def stream(feed: Callable[[], Iterator], example: tuple[np.ndarray, np.ndarray], length: int):
    """Turn batches made in Python into something `fit` reads without pausing.

    `fit` feeds NumPy arrays through a tf.data pipeline whose autotuner sleeps for 10, 20, 40 ...
    ms; the end of an epoch waits until it wakes, which can double the epoch. Here it is off.

    Args:
        feed: called once an epoch; gives an iterator over (images, labels).
        example: one batch, for dtypes and shapes (the first axis may vary).
        length: batches an epoch.

    Returns:
        A tf.data.Dataset of `length` batches.
    """
    import tensorflow as tf

    # TensorFlow keeps a generator, and all arrays it refers to, until Python ends. So it gets a
    # weak reference, and the data set that the caller drops holds the real one.
    alive = weakref.ref(feed)
    signature = tuple(tf.TensorSpec((None, *a.shape[1:]), a.dtype) for a in example)
    dataset = tf.data.Dataset.from_generator(lambda: alive()(), output_signature=signature)
    options = tf.data.Options()
    options.autotune.enabled = False
    dataset = dataset.prefetch(2).with_options(options)
    dataset = dataset.apply(tf.data.experimental.assert_cardinality(length))
    dataset.feed = feed
    return dataset


def inference(
    forward: Callable, shape: tuple[int | None, ...]
) -> Callable[[np.ndarray], np.ndarray]:
    """Make a function of images (n, *shape) from one that computes outputs on tensors.

    It is traced once, whatever n; Keras's own `predict` traces again for a last batch of another
    size, which takes seconds for a deep model.

    Returns:
        A function from images, any dtype, to outputs, float32.
    """
    import tensorflow as tf

    images = tf.TensorSpec((None, *shape), "float32")
    function = tf.function(forward, [images], autograph=False)
    return lambda batch: function(tf.constant(batch.astype("float32", copy=False))).numpy()


def batch_norm(x, layer):
    """What a BatchNormalization layer does in inference, x (n, height, width, channels) float32.

    Keras computes it as a product and a sum, each a pass through memory; TensorFlow has one
    operation for both.
    """
    import tensorflow as tf

    return tf.compat.v1.nn.fused_batch_norm(
        x, layer.gamma, layer.beta, layer.moving_mean, layer.moving_variance, layer.epsilon,
        is_training=False,
    )[0]  # fmt: skip


def grad_cam(rest: Callable, activations: np.ndarray, classes: np.ndarray) -> np.ndarray:
    """Which places of a layer spoke for a class: Grad-CAM.

    After R. Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks", 2017.

    Args:
        rest: from the layer's activations to logits. activations: float32 (n, height, width,
            channels). classes: (n,), whose logit is asked about.

    Returns:
        float32 (n, height, width), 0-1; 0 where nothing spoke for the class.
    """
    import tensorflow as tf

    activations = tf.convert_to_tensor(activations)
    with tf.GradientTape() as tape:
        tape.watch(activations)
        asked = tf.gather(rest(activations), tf.cast(classes, "int32"), axis=1, batch_dims=1)
    weights = tf.reduce_mean(tape.gradient(asked, activations), axis=(1, 2), keepdims=True)
    maps = tf.nn.relu(tf.reduce_sum(weights * activations, axis=-1))
    return (maps / tf.maximum(tf.reduce_max(maps, axis=(1, 2), keepdims=True), 1e-9)).numpy()
