"""The same training over several seeds and sizes, and what its results say."""

from __future__ import annotations

import functools
import gc
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import keras
import numpy as np
from keras import layers
from scipy.stats import binomtest
from tqdm import tqdm

from helpers import training
from helpers.internal.course import CourseError
from helpers.internal.rule import real_difference
from helpers.internal.table import Table

Arrays = list[np.ndarray]
Labelled = tuple[np.ndarray, np.ndarray]
RULE = "* a real difference: ahead for every seed, and the mean is at least two standard errors"


def mean_sd(values: np.ndarray) -> str:
    """Mean and standard deviation as text: accuracies 0.554, 0.568, ... give "56.1 ± 0.7"."""
    return f"{100 * np.mean(values):.1f} ± {100 * np.std(values, ddof=1):.1f}"


def verdict(arm: str, other: str, lead: np.ndarray) -> str:
    """Whether `arm` beats `other`, by the rule; lead: points (0-100), one per seed, paired."""
    word = "ahead of" if lead.mean() > 0 else "behind"
    if not real_difference(lead):
        word = "not clearly different from"
    return f"'{arm}' is {word} '{other}' ({_points(lead)} points, {len(lead)} seeds)."


def results(rows: dict[str, str], note: str = "") -> Table:
    """What a lesson measured, as a table with two columns."""
    return Table(("what", "result"), list(rows.items()), note)


def interval(accuracy: float, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval of an accuracy, 0-1, for other test images (not other seeds)."""
    found = binomtest(round(accuracy * count), count).proportion_ci(method="wilson")
    return float(found.low), float(found.high)


@dataclass(frozen=True)
class Arm:
    """One way to start. None means new random weights for every seed.

    features, head: weights; for features also a function that gives each seed's own. frozen:
    whether the feature layers keep theirs.
    """

    features: Arrays | Callable[[int], Arrays] | None = None
    head: Arrays | None = None
    frozen: bool = True


@dataclass(frozen=True)
class Comparison:
    """Test accuracies, 0-1, and seconds of training (features included): (arm, size, seed)."""

    arms: tuple[str, ...]
    sizes: tuple[int, ...]
    seeds: tuple[int, ...]
    accuracy: np.ndarray
    updates: tuple[int, ...]
    seconds: np.ndarray

    def joined(self, other: Comparison) -> Comparison:
        """This comparison with the arms of another one that used the same sizes and seeds."""
        if (self.sizes, self.seeds, self.updates) != (other.sizes, other.seeds, other.updates):
            raise CourseError("Can't join comparisons that differ in sizes, seeds or updates.")
        pairs = (self.accuracy, other.accuracy), (self.seconds, other.seconds)
        accuracy, seconds = map(np.concatenate, pairs)
        return replace(self, arms=self.arms + other.arms, accuracy=accuracy, seconds=seconds)

    def advantage(self, arm: str, other: str) -> np.ndarray:
        """How far `arm` is ahead of `other`, in points (0-100), paired by seed: (size, seed)."""
        if missing := {arm, other} - set(self.arms):
            raise CourseError(f"There's no arm '{min(missing)}': choose from {list(self.arms)}.")
        here, there = self.arms.index(arm), self.arms.index(other)
        return 100 * (self.accuracy[here] - self.accuracy[there])

    def table(self) -> Table:
        """Test accuracy in percent, mean ± standard deviation over seeds, one row per arm."""
        pairs = zip(self.arms, self.accuracy, strict=True)
        rows = [(arm, *map(mean_sd, runs)) for arm, runs in pairs]
        return Table(self._head("test accuracy, %"), rows, f"mean ± SD of {len(self.seeds)} seeds")

    def lead_table(self, arm: str) -> Table:
        """How far `arm` is ahead of each other arm, in points; a star marks a real difference."""
        others = [other for other in self.arms if other != arm]
        rows = [(f"over {x}", *map(_lead, self.advantage(arm, x))) for x in others]
        return Table(self._head(f"lead of {arm}"), rows, RULE)

    def finding(self, arm: str, other: str) -> str:
        """Where `arm` is really ahead of `other`, as a title."""
        leads = zip(self.sizes, self.advantage(arm, other), strict=True)
        sizes = [f"{size:,}" for size, x in leads if real_difference(x) and x.mean() > 0]
        if not sizes:
            return f"No real lead of '{arm}' over '{other}'"
        listed = " and ".join(", ".join(sizes).rsplit(", ", 1))
        return f"'{arm}' is really ahead of '{other}' with {listed} images"

    def _head(self, first: str) -> list[str]:
        return [first, *(f"{size:,} images" for size in self.sizes)]


def _lead(lead: np.ndarray) -> str:
    return f"{_points(lead)} {'*' if real_difference(lead) else ' '}"


def _points(lead: np.ndarray) -> str:
    return f"{lead.mean():+.1f} ± {lead.std(ddof=1):.1f}"


def compare(
    arms: dict[str, Arm],
    build_features: Callable[[], keras.Model],
    build_head: Callable[[], keras.Model],
    train: Labelled,
    test: Labelled,
    sizes: Sequence[int],
    seeds: Sequence[int],
    updates: int = 100,
    epochs: int = 0,
    batch_size: int = 32,
) -> Comparison:
    """Train every arm on the same small sets, with the same budget, and test it.

    There's no early stopping: ten images leave none for validation.

    build_features, build_head: make new models. The features' output is the head's input. train,
    test: images uint8 (n, ...) and labels (n,). sizes: numbers of training images, balanced. seeds:
    each draws images and new weights. updates, epochs: a run makes this many updates (Adam, at
    Keras's default rate), or goes this many times through its images, whichever is more.
    """
    gc.collect()  # models of earlier comparisons refer to themselves, so Python keeps them
    head, features = build_head(), build_features()
    whole = keras.Sequential([build_features(), build_head()])
    for model in (head, whole):  # compiled once: a reset is far cheaper than tracing anew
        model.compile("adam", "sparse_categorical_crossentropy", steps_per_execution=20)
    steps = tuple(_shortened(max(updates, epochs * -(-size // batch_size))) for size in sizes)
    accuracy = np.zeros((len(arms), len(sizes), len(seeds)))
    seconds = np.zeros_like(accuracy)
    runs = tqdm(total=accuracy.size, desc="runs", leave=False)

    @functools.cache  # arms share the new weights of a seed
    def new_weights(seed: int) -> tuple[Arrays, Arrays]:
        keras.utils.set_random_seed(seed)
        return build_features().get_weights(), build_head().get_weights()

    for i, arm in enumerate(arms.values()):
        used = tested = None  # feature weights, and what they make of the test images
        for k, seed in enumerate(seeds):
            feature_weights, head_weights = _start(arm, seed, new_weights(seed))
            # The draws are nested: the first images of the largest one are the smaller ones.
            chosen = max((draw_balanced(train[1], size, seed) for size in sizes), key=len)
            seen, labels, once = train[0][chosen], train[1][chosen], 0.0
            if arm.frozen:
                model, start = head, head_weights
                features.set_weights(feature_weights)
                with training.Stopwatch() as watch:
                    seen = training.predict(features, seen)
                once = watch.seconds
                if feature_weights is not used:
                    tested = None  # let go of the old ones before making the next
                    used, tested = feature_weights, training.predict(features, test[0])
            else:
                model, start, tested = whole, feature_weights + head_weights, test[0]
            for j, size in enumerate(sizes):
                training.reset(model, start, seed)
                feed = training.batches(seen[:size], labels[:size], batch_size, seed, steps[j])
                with training.Stopwatch() as watch:
                    model.fit(feed, verbose=0)
                seconds[i, j, k] = watch.seconds + once * size / len(labels)
                accuracy[i, j, k] = training.accuracy(model, tested, test[1])
                runs.update()
    runs.close()
    return Comparison(tuple(arms), tuple(sizes), tuple(seeds), accuracy, steps, seconds)


def _start(arm: Arm, seed: int, new: tuple[Arrays, Arrays]) -> tuple[Arrays, Arrays]:
    """Weights of the feature layers and of the head that an arm starts with."""
    features = arm.features(seed) if callable(arm.features) else arm.features
    return new[0] if features is None else features, new[1] if arm.head is None else arm.head


@dataclass(frozen=True)
class Runs:
    """One training per seed: best weights, their validation accuracy (0-1), and every epoch's."""

    model: keras.Model
    weights: list[Arrays]
    validation: np.ndarray
    histories: list[list[float]]

    def test(self, images: np.ndarray, labels: np.ndarray) -> np.ndarray:
        """Test accuracy of every seed's best weights, 0-1, (seeds,)."""
        accuracies = []
        for weights in self.weights:
            self.model.set_weights(weights)
            accuracies.append(training.accuracy(self.model, images, labels))
        return np.array(accuracies)


def fit_heads(
    model: keras.Model,
    images: np.ndarray,
    labels: np.ndarray,
    splits: Sequence[tuple[np.ndarray, np.ndarray]],
    starts: Sequence[Arrays],
    epochs: int = 30,
    patience: int = 5,
    batch_size: int = 32,
) -> Runs:
    """Train a compiled model (a head on features, say) once for every split of the training data.

    It stops when the validation loss hasn't improved for `patience` epochs, and goes back to the
    best weights.

    model: compiled, with accuracy as its metric. images: (n, ...), or features. labels: (n,).
    splits: indices to train and to validate with, one pair per seed 0, 1, ... starts: weights.
    """
    weights, histories, validation = [], [], []
    for seed, ((i, i_val), start) in enumerate(zip(splits, starts, strict=True)):
        training.reset(model, start, seed)
        stop = keras.callbacks.EarlyStopping(
            "val_loss", patience=patience, restore_best_weights=True
        )
        history = model.fit(
            training.batches(images[i], labels[i], batch_size, seed),
            validation_data=training.batches(images[i_val], labels[i_val], batch_size),
            epochs=_shortened(epochs), callbacks=[stop], verbose=0,
        )  # fmt: skip
        weights.append(model.get_weights())
        validation.append(training.accuracy(model, images[i_val], labels[i_val]))
        histories.append(history.history["val_accuracy"])
    return Runs(model, weights, np.array(validation), histories)


def _shortened(count: int) -> int:
    """A tenth of so many updates or epochs where `COURSE_SHORT` is set, as in tests of notebooks.

    What a cell shows is meaningless then, but that it runs, and what checks reply, can be tested.
    """
    return -(-count // 10) if os.environ.get("COURSE_SHORT") else count


def small_cnn(image_shape: tuple[int, int, int], classes: int) -> keras.Model:
    """The control of lessons 04-07: a small network that learns from scratch, up to logits."""
    return keras.Sequential([
        keras.Input(image_shape),
        layers.Rescaling(1 / 127.5, offset=-1),
        layers.Conv2D(16, 5, strides=2, activation="relu"), layers.MaxPooling2D(2),
        layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(2),
        layers.Conv2D(64, 3, activation="relu"), layers.Flatten(), layers.Dropout(0.5),
        layers.Dense(50, activation="relu"), layers.Dense(classes),
    ])  # fmt: skip


def draw_balanced(labels: np.ndarray, count: int, seed: int) -> np.ndarray:
    """Indices, int64 (count,), of images drawn at random, the same number of each class.

    Draws with the same seed are nested: the first 10 of 100 are the 10 that `count=10` gives. A
    CourseError says that `count` isn't a multiple of the classes, or too large for one.
    """
    if np.ndim(labels) != 1:
        raise CourseError(f"Labels should have one axis, but these have {np.ndim(labels)}: images?")
    classes, sizes = np.unique(labels, return_counts=True)
    each, rest = divmod(count, len(classes))
    if rest or each > sizes.min() or count < 1:
        most = sizes.min() * len(classes)
        problem = f"Can't draw {count} images: use a multiple of {len(classes)}, up to {most}"
        raise CourseError(f"{problem} (the smallest class has {sizes.min()}).")
    rng = np.random.default_rng(seed)
    columns = [rng.permutation(np.flatnonzero(labels == c))[: sizes.min()] for c in classes]
    return np.stack(columns, axis=1).ravel()[:count]
