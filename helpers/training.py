"""What surrounds `fit` in every lesson: feed, predict, count, compare weights, start over."""

import time
from typing import NamedTuple, Self

import keras
import numpy as np

from helpers.internal import feed, inference, probes
from helpers.internal.course import CourseError
from helpers.internal.inference import layers_of
from helpers.internal.table import Table


class Counts(NamedTuple):
    """Numbers of parameters: all of them, and those that train now."""

    total: int
    trainable: int


def count_parameters(model: keras.Model) -> Counts:
    """Count a model's parameters (`count_params()` gives only all of them)."""
    trainable = sum(int(np.prod(w.shape)) for w in model.trainable_weights)
    return Counts(model.count_params(), trainable)


def batches(
    images: np.ndarray,
    labels: np.ndarray,
    batch_size: int = 128,
    seed: int | None = None,
    updates: int | None = None,
):
    """Batches that `fit` and `evaluate` take instead of `x` and `y`, without copying the arrays.

    images: (n, ...), any dtype. labels: (n,). batch_size: images per batch. seed: of the order, new
    in every epoch; None keeps that of the arrays. updates: batches in an epoch. None shows each
    image once. With more, the images come around again in a new order: "200 updates on 30 images"
    is one epoch of 200 batches. A CourseError says what doesn't fit together.
    """
    feed.expect_pairs(images, labels)
    if updates == 0:
        raise CourseError("An epoch needs at least one update, and `updates` is 0.")
    length = updates or -(-len(images) // batch_size)
    return feed.stream(images, labels, batch_size, seed, length)


def predict(model: keras.Model, images: np.ndarray, batch_size: int = 64) -> np.ndarray:
    """Run images (n, ...) through a model, or a part of one, on all cores: float32 (n, *outputs).

    Those may be probabilities, logits or features.
    """
    return inference.run(model, images, batch_size)


def accuracy(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> float:
    """Fraction (0-1) of images whose most probable class is their label."""
    return float((predict(model, images).argmax(axis=-1) == labels).mean())


class Stopwatch:
    """`with Stopwatch() as watch:` measures wall-clock time; afterwards, see `watch.seconds`."""

    def __enter__(self) -> Self:
        self._start = time.perf_counter()
        return self

    def __exit__(self, *error) -> None:
        self.seconds = time.perf_counter() - self._start


ROW_COLOURS = {"yes": "#ffd8a8", "no": "#cfe3f5", "-": "#eeeeee"}


def layer_table(model: keras.Model) -> Table:
    """The layers of a model: name, output shape, parameters, and whether they train in it."""
    rows = []
    for layer in layers_of(model):
        some = probes.trains(model, layer) != "none"
        trains = "yes" if some else "no" if layer.weights else "-"
        shape = " x ".join(map(str, layer.output.shape[1:]))
        rows.append((layer.name, shape, f"{layer.count_params():,}", trains))
    head = ("layer", "output shape", "parameters", "trains?")
    return Table(head, rows, colours=[ROW_COLOURS[row[3]] for row in rows])


def copy_weights(model: keras.Model) -> dict[str, list[np.ndarray]]:
    """A copy of all weights, by layer name. Layers without weights are left out."""
    return {layer.name: layer.get_weights() for layer in layers_of(model) if layer.weights}


def largest_change(model: keras.Model, before: dict[str, list[np.ndarray]]) -> dict[str, float]:
    """How far each layer has moved since `before = copy_weights(model)`.

    It's the largest difference of any weight, by layer name; 0.0 means that not one bit changed. A
    CourseError says that `before` is a copy of another model.
    """
    if not isinstance(before, dict):
        raise CourseError("`largest_change` takes a model, then what `copy_weights` gave of it.")
    changes = {}
    for name, weights in copy_weights(model).items():
        if name not in before:
            how = "copy the weights of the same model, just before you train it"
            raise CourseError(f"`before` has no layer '{name}': {how}.")
        pairs = zip(weights, before[name], strict=True)
        changes[name] = max(float(np.abs(now - then).max()) for now, then in pairs)
    return changes


def calibrate(model: keras.Model, images: np.ndarray, batch_size: int = 8) -> None:
    """Set BatchNormalization's running averages to those of these images, and nothing else.

    In a network with random weights they're 0 and 1, which fits no image. Calibrate it, with about
    a hundred images, before you use it as a frozen control.
    """
    norms = [x for x in layers_of(model) if isinstance(x, keras.layers.BatchNormalization)]
    before = [(norm.momentum, norm.trainable) for norm in norms]
    try:
        for number, start in enumerate(range(0, len(images), batch_size)):
            for norm in norms:  # the mean over all batches so far; a frozen layer wouldn't update
                norm.momentum, norm.trainable = number / (number + 1), True
            model(images[start : start + batch_size].astype("float32"), training=True)
    finally:  # an interrupted kernel must not leave them open
        for norm, values in zip(norms, before, strict=True):
            norm.momentum, norm.trainable = values


def reset(model: keras.Model, weights: list[np.ndarray], seed: int) -> None:
    """Start a compiled model over, far faster than building and tracing a new one.

    Sets its weights, clears the optimizer's memory, and restarts Dropout's random numbers.
    """
    model.set_weights(weights)
    optimizer = model.optimizer
    clean = type(optimizer).from_config(optimizer.get_config())
    clean.build(model.trainable_variables)
    if not optimizer.built:
        optimizer.build(model.trainable_variables)
    for variable, start in zip(optimizer.variables, clean.variables, strict=True):
        variable.assign(start)
    for number, layer in enumerate(layers_of(model)):
        if hasattr(layer, "seed_generator"):
            layer.seed_generator.state.assign([seed, number])
