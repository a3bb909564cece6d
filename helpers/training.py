"""Feed, time, count, predict, compare weights, start again: what every lesson does around `fit`."""

import gc
import inspect
import itertools
import time
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import keras
import numpy as np

from helpers import runtime

# Tracing a network makes a million objects, and each thousandth sends the garbage collector
# through all that importing TensorFlow has left. That stays for good: it need not be looked at.
gc.freeze()


class Counts(NamedTuple):
    """Numbers of parameters."""

    total: int
    trainable: int


def count_parameters(model: keras.Model) -> Counts:
    """All parameters of a model, and those that train now (`count_params()` gives only all)."""
    trainable = sum(int(np.prod(w.shape)) for w in model.trainable_weights)
    return Counts(model.count_params(), trainable)


def batches(
    images: np.ndarray,
    labels: np.ndarray,
    batch_size: int = 128,
    seed: int | None = None,
    steps: int | None = None,
):
    """Give `fit` its batches straight from the arrays, without a copy of them in memory.

    Args:
        images: (n, ...), any dtype. labels: (n,). batch_size: images a batch.
        seed: of the order, new in every epoch; None keeps the order of the arrays.
        steps: batches in an epoch; None means each image once. With more, the images are gone
            through again in a new order: "200 updates on 30 images" is one epoch of 200 steps.

    Returns:
        A data set that `fit` and `evaluate` take in the place of `x` and `y`.

    Raises:
        CourseError: images and labels differ in number, or there are none.
    """
    if len(images) != len(labels) or len(images) == 0:
        raise runtime.CourseError(
            f"There are {len(images)} images and {len(labels)} labels: give one label an image."
        )
    feed = _Feed(images, labels, batch_size, seed, steps)
    return runtime.stream(feed, (images[:1], labels[:1]), steps or -(-len(images) // batch_size))


class _Feed:
    """Batches of arrays; each call begins an epoch."""

    def __init__(self, images, labels, batch_size, seed, steps) -> None:
        self.images, self.labels, self.batch_size, self.steps = images, labels, batch_size, steps
        self.rng = None if seed is None else np.random.default_rng(seed)

    def __call__(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        if self.steps is None:
            return self.one_pass()
        passes = itertools.chain.from_iterable(self.one_pass() for _ in itertools.count())
        return itertools.islice(passes, self.steps)

    def one_pass(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        count = len(self.images)
        order = np.arange(count) if self.rng is None else self.rng.permutation(count)
        for start in range(0, count, self.batch_size):
            chosen = order[start : start + self.batch_size]
            yield self.images[chosen], self.labels[chosen]


def predict(model: keras.Model, images: np.ndarray, batch_size: int = 64) -> np.ndarray:
    """Run images through a model, or through the frozen part of one, into one array.

    Args:
        model: Sequential or functional, built. images: (n, ...). batch_size: images at a time.

    Returns:
        float32 (n, *output shape): probabilities, or features.
    """
    outputs = np.empty((len(images), *model.output_shape[1:]), "float32")
    if model not in _inference:
        _inference[model] = runtime.inference(_forward(model), model.input_shape[1:])
    run = _inference[model]

    def one(start: int) -> None:
        chosen = slice(start, start + batch_size)
        outputs[chosen] = run(images[chosen])

    # A batch is partly work for one core (pooling, copying); three at a time keep all cores busy.
    with ThreadPoolExecutor(3) as pool:
        for _ in pool.map(one, range(0, len(images), batch_size)):
            pass  # a batch that failed raises here
    return outputs


_inference: weakref.WeakKeyDictionary = weakref.WeakKeyDictionary()


def _forward(model: keras.Model) -> Callable:
    """What a model's layers compute in inference mode, as a function from images to outputs.

    It calls what each layer computes, without the checks around it, and BatchNormalization as
    one operation in the place of two: a deep network is traced in a third of the time.
    """
    # A graph of its own, so that what is kept for `model` does not keep `model` alive.
    graph = keras.Function(model.inputs[0], model.outputs[0])

    def compute(operation):
        if not isinstance(operation, keras.layers.Layer):
            return operation
        if isinstance(operation, keras.layers.BatchNormalization) and _fusible(operation):
            return lambda x, **_: runtime.batch_norm(x, operation)
        plain = operation.compute_dtype == "float32" and not isinstance(operation, keras.Model)
        call = operation.call if plain else operation
        has_modes = "training" in inspect.signature(operation.call).parameters
        mode = {"training": False} if has_modes else {}
        return lambda *arguments, **named: call(*arguments, **(named | mode))

    # As `clone_model` does it; Keras has no public way to say how a layer is to be called.
    return lambda images: graph._run_through_graph(images, operation_fn=compute)


def _fusible(layer: keras.layers.BatchNormalization) -> bool:
    return (
        layer.input_spec.ndim == 4 and layer.axis in (3, -1)
        and layer.scale and layer.center and layer.compute_dtype == "float32"
    )  # fmt: skip


def accuracy(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> float:
    """Fraction (0-1) of images whose most probable class is the label."""
    return float((predict(model, images).argmax(axis=-1) == labels).mean())


class EpochTimer(keras.callbacks.Callback):
    """Notes the wall-clock seconds of every epoch, validation included, in `seconds`."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float] = []

    def on_epoch_begin(self, epoch: int, logs: dict | None = None) -> None:
        self._start = time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: dict | None = None) -> None:
        self.seconds.append(time.perf_counter() - self._start)


def layers_of(model: keras.Model) -> list[keras.layers.Layer]:
    """The layers of a model in order, those of models inside it too."""
    nested = (layers_of(x) if isinstance(x, keras.Model) else [x] for x in model.layers)
    return list(itertools.chain.from_iterable(nested))


TRAINS_COLOURS = {"yes": "#ffd8a8", "no": "#cfe3f5", "-": "#eeeeee"}


class LayerTable:
    """The layers of a model: name, output shape, parameters, and whether these train.

    Printed it is text. At the end of a cell Jupyter shows it in colour, with the same words.
    """

    def __init__(self, rows: list[tuple[str, str, str, str]]) -> None:
        self.rows = rows

    def __repr__(self) -> str:
        head = ("layer", "output shape", "parameters", "trains?")
        return "\n".join(f"{a:15}{b:>15}{c:>13}{d:>10}" for a, b, c, d in (head, *self.rows))

    def _repr_html_(self) -> str:
        lines = "".join(
            f'<tr style="background:{TRAINS_COLOURS[trains]};color:#000000">'
            f'<td style="text-align:left">{name}</td>'
            f"<td>{shape}</td><td>{parameters}</td><td><b>{trains}</b></td></tr>"
            for name, shape, parameters, trains in self.rows
        )
        head = "<tr><th>layer</th><th>output shape</th><th>parameters</th><th>trains?</th></tr>"
        return f"<table>{head}{lines}</table>"


def layer_table(model: keras.Model, names: bool = False) -> LayerTable:
    """The layers of a model as a table; `names`: by their own names, not by their kinds."""
    rows = []
    for layer in layers_of(model):
        trains = "yes" if layer.trainable_weights else "no" if layer.weights else "-"
        shape = " x ".join(map(str, layer.output.shape[1:]))
        name = layer.name if names else type(layer).__name__
        rows.append((name, shape, f"{layer.count_params():,}", trains))
    return LayerTable(rows)


def copy_weights(model: keras.Model) -> dict[str, list[np.ndarray]]:
    """A copy of every weight, by layer name; layers without weights are left out."""
    return {layer.name: layer.get_weights() for layer in layers_of(model) if layer.weights}


def largest_change(model: keras.Model, before: dict[str, list[np.ndarray]]) -> dict[str, float]:
    """How far each layer has moved since `before = copy_weights(model)`.

    Returns:
        The largest absolute difference of any weight, by layer name: exactly 0.0 means that not
        one bit changed.
    """
    return {
        name: max(
            float(np.abs(now - then).max())
            for now, then in zip(weights, before[name], strict=True)
        )
        for name, weights in copy_weights(model).items()
    }  # fmt: skip


def calibrate(model: keras.Model, images: np.ndarray, batch_size: int = 8) -> None:
    """Give BatchNormalization its moving mean and variance of these images; nothing else changes.

    A network with new weights has 0 and 1 there, which fits no image. Needed before one is used as
    a frozen control.

    Args:
        model: built. images: (n, ...), as the model takes them; some hundred are enough.
    """
    norms = [x for x in layers_of(model) if isinstance(x, keras.layers.BatchNormalization)]
    before = [(norm.momentum, norm.trainable) for norm in norms]
    try:
        for number, start in enumerate(range(0, len(images), batch_size)):
            for norm in norms:  # the mean over all batches so far; a frozen layer would not measure
                norm.momentum, norm.trainable = number / (number + 1), True
            model(images[start : start + batch_size].astype("float32"), training=True)
    finally:  # an interrupted kernel must not leave them open
        for norm, values in zip(norms, before, strict=True):
            norm.momentum, norm.trainable = values


def reset(model: keras.Model, weights: list[np.ndarray], seed: int) -> None:
    """Start a compiled model afresh, far faster than to build and trace a new one.

    Sets its weights, gives the optimizer a clean memory, and restarts Dropout's random numbers.

    Args:
        model: built and compiled. weights: as `get_weights()` gives them. seed: of Dropout.
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
