"""The same comparison over numbers of images and seeds."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import keras
import numpy as np
from scipy.stats import binomtest
from tqdm import tqdm

from helpers import runtime, training

Arrays = list[np.ndarray]
Labelled = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Arm:
    """One way to start. None means new random weights for every seed.

    features: weights of the feature layers, or a function that gives them for a seed (when each
    seed has a source network of its own). head: weights of the head. frozen: whether the feature
    layers keep theirs.
    """

    features: Arrays | Callable[[int], Arrays] | None = None
    head: Arrays | None = None
    frozen: bool = True


@dataclass(frozen=True)
class Comparison:
    """Test accuracies, 0-1, as an array (arm, size, seed), and how they were measured.

    seconds: of training, of the same shape; for frozen features, their computation included.
    """

    arms: tuple[str, ...]
    sizes: tuple[int, ...]
    seeds: tuple[int, ...]
    accuracy: np.ndarray
    updates: tuple[int, ...]
    test_images: int
    seconds: np.ndarray

    def beside(self, other: Comparison) -> Comparison:
        """Both comparisons as one, `self`'s arms first; they must have drawn the same images."""
        if (self.sizes, self.seeds, self.updates, self.test_images) != (
            other.sizes, other.seeds, other.updates, other.test_images
        ):  # fmt: skip
            raise runtime.CourseError(
                "These comparisons differ in sizes, seeds, updates or test images: run both with "
                "the same."
            )
        return replace(
            self,
            arms=self.arms + other.arms,
            accuracy=np.concatenate([self.accuracy, other.accuracy]),
            seconds=np.concatenate([self.seconds, other.seconds]),
        )

    def advantage(self, arm: str, other: str) -> np.ndarray:
        """How far `arm` is ahead of `other`, paired by seed: (size, seed), in points (0-100).

        Both arms of a pair saw the same images in the same order and began with the same new
        weights where both began with new ones, so what those have in common cancels.
        """
        here, there = self.arms.index(arm), self.arms.index(other)
        return 100 * (self.accuracy[here] - self.accuracy[there])

    def table(self) -> str:
        """Test accuracy in percent, mean ± standard deviation over seeds, a line an arm."""
        rows = [
            self._row("test accuracy, %, mean ± SD", [f"{size:,} images" for size in self.sizes])
        ]
        for arm, runs in zip(self.arms, 100 * self.accuracy, strict=True):
            rows.append(self._row(arm, [f"{r.mean():.1f} ± {r.std(ddof=1):.1f}" for r in runs]))
        return "\n".join(rows)

    def lead_table(self, arm: str) -> str:
        """How far `arm` is ahead of each other arm, in points, paired by seed.

        Mean ± standard deviation over seeds, and of how many seeds it was ahead.
        """
        rows = [self._row(f"{arm}: ahead of", [f"{size:,} images" for size in self.sizes])]
        for other in (x for x in self.arms if x != arm):
            cells = [
                f"{d.mean():+.1f} ± {d.std(ddof=1):.1f} ({(d > 0).sum()} of {len(d)})"
                for d in self.advantage(arm, other)
            ]
            rows.append(self._row(other, cells))
        return "\n".join(rows)

    def verdict(self, arm: str, other: str) -> str:
        """Whether `arm` paid against `other`: `verdict`'s sentence for each size."""
        return "\n".join(
            f"{size:,} images: {verdict(arm, other, lead)}"
            for size, lead in zip(self.sizes, self.advantage(arm, other), strict=True)
        )

    @staticmethod
    def _row(name: str, cells: list[str]) -> str:
        return f"{name:30}" + "".join(f"{cell:>21}" for cell in cells)


def compare(
    arms: dict[str, Arm],
    build_features: Callable[[], keras.Model],
    build_head: Callable[[], keras.Model],
    train: Labelled,
    test: Labelled,
    sizes: tuple[int, ...],
    seeds: tuple[int, ...],
    updates: int = 100,
    epochs: int = 6,
    batch_size: int = 32,
) -> Comparison:
    """Train every arm on the same few images, for every size and seed, and test it.

    Frozen feature layers are run once and only the head is fitted. The number of updates is the
    same for all and fixed beforehand: among ten images there are none to spare for validation.

    Args:
        arms: what to compare, by name.
        build_features, build_head: make new models; the features' output is the head's input.
        train, test: images uint8 (n, ...) and labels (n,).
        sizes: numbers of training images, equally many of each class.
        seeds: each draws other images and other new weights.
        updates, epochs: a run makes this many optimizer steps (Adam, Keras's default rate), or goes
            this many times through its images, whichever is more.
        batch_size: images an update, fewer where there are fewer.

    Returns:
        Test accuracies and seconds.
    """
    gc.collect()  # models of earlier comparisons refer to themselves, so Python would keep them
    features, head = build_features(), build_head()
    whole = keras.Sequential([build_features(), build_head()])
    for model in (head, whole):  # compiled once: to reset is far cheaper than to trace anew
        model.compile("adam", "sparse_categorical_crossentropy", steps_per_execution=20)
    steps = tuple(max(updates, epochs * -(-size // batch_size)) for size in sizes)
    accuracy = np.zeros((len(arms), len(sizes), len(seeds)))
    seconds = np.zeros_like(accuracy)
    runs = tqdm(total=accuracy.size, desc="runs", leave=False)
    new = []
    for seed in seeds:  # all of them first: to seed makes TensorFlow prepare its functions anew
        keras.utils.set_random_seed(seed)
        new.append((build_features().get_weights(), build_head().get_weights()))
    for k, (seed, (new_features, new_head)) in enumerate(zip(seeds, new, strict=True)):
        chosen = max((draw_balanced(train[1], size, seed) for size in sizes), key=len)
        images, labels = train[0][chosen], train[1][chosen]
        for i, arm in enumerate(arms.values()):
            start_features = arm.features(seed) if callable(arm.features) else arm.features
            start_features = new_features if start_features is None else start_features
            start_head = new_head if arm.head is None else arm.head
            seen = tested = None  # let go of the last arm's features before making new ones
            began = time.perf_counter()
            if arm.frozen:
                features.set_weights(start_features)
                model, start = head, start_head
                seen = training.predict(features, images)
                once = time.perf_counter() - began
                tested = training.predict(features, test[0])
            else:
                model, start = whole, start_features + start_head
                seen, tested, once = images, test[0], 0.0
            for j, size in enumerate(sizes):  # the draws are nested: the first ones are the smaller
                training.reset(model, start, seed)
                feed = training.batches(seen[:size], labels[:size], batch_size, seed, steps[j])
                began = time.perf_counter()
                model.fit(feed, verbose=0)
                fitted = time.perf_counter() - began
                seconds[i, j, k] = fitted + once * size / len(images)
                accuracy[i, j, k] = training.accuracy(model, tested, test[1])
                runs.update()
    runs.close()
    return Comparison(
        tuple(arms), tuple(sizes), tuple(seeds), accuracy, steps, len(test[1]), seconds
    )


def verdict(arm: str, other: str, lead: np.ndarray) -> str:
    """Whether `arm` paid against `other`, as a sentence computed from the numbers.

    "Ahead" or "behind" needs the same sign for every seed and a mean of at least two standard
    errors; anything less is called no clear difference.

    Args:
        arm, other: names. lead: points (0-100) that `arm` was ahead, one a seed, paired.
    """
    error = lead.std(ddof=1) / len(lead) ** 0.5
    clear = abs(lead.mean()) >= 2 * error and (np.sign(lead) == np.sign(lead[0])).all()
    word = ("ahead of" if lead.mean() > 0 else "behind") if clear and lead.any() else (
        "not clearly different from"
    )  # fmt: skip
    return (
        f"'{arm}' is {word} '{other}' "
        f"({lead.mean():+.1f} ± {lead.std(ddof=1):.1f} points, {len(lead)} seeds)."
    )


def interval(accuracy: float, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval of an accuracy, 0-1, that was measured on `count` images.

    It tells what other test images might have given; nothing of other seeds.
    """
    found = binomtest(round(accuracy * count), count).proportion_ci(method="wilson")
    return float(found.low), float(found.high)


def draw_balanced(labels: np.ndarray, count: int, seed: int) -> np.ndarray:
    """Choose `count` images at random, equally many of each class.

    Sets of one seed are nested: the first 10 of 100 are the 10 that `count=10` gives.

    Args:
        labels: (n,). count: how many, a multiple of the number of classes. seed: of the draw.

    Returns:
        Indices, int64 (count,).

    Raises:
        CourseError: count is not a multiple, or a class has too few images.
    """
    classes, sizes = np.unique(labels, return_counts=True)
    each, rest = divmod(count, len(classes))
    if rest or each > sizes.min() or count < 1:
        raise runtime.CourseError(
            f"Cannot draw {count} images: ask for a multiple of {len(classes)} up to "
            f"{sizes.min() * len(classes)} (the smallest class has {sizes.min()})."
        )
    rng = np.random.default_rng(seed)
    columns = [rng.permutation(np.flatnonzero(labels == c))[: sizes.min()] for c in classes]
    return np.stack(columns, axis=1).ravel()[:count]
