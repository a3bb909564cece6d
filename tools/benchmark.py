"""Compare usual recipes with the course's, in one run, and measure the whole notebooks.

    python tools/benchmark.py          prints a table, writes build/benchmark.json

COURSE_DATA chooses the images, as everywhere; without it the built-in sample is used. Each pair is
measured back to back, so that the ratio holds on a slow machine too.
"""

import json
import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

os.environ.setdefault("COURSE_DATA", "sample")

import run_notebooks

from helpers import datasets, training  # isort: skip - before keras, so that TensorFlow is quiet

import benchmark_photos
import keras
import lesson_code
import numpy as np
from measuring import matmul_rate, row, timed

build_features, build_head = (
    getattr(lesson_code.functions("01"), name) for name in ("build_features", "build_head")
)

ROOT = Path(__file__).resolve().parent.parent
LOSS = "sparse_categorical_crossentropy"


def classic(source, target, test_source, test_target) -> dict[str, float]:
    """The classic recipe to its end: Adadelta at 0.001, 5 + 5 epochs, the old head kept."""
    features, head = build_features(), build_head()
    model = keras.Sequential([features, head])
    model.compile("adadelta", LOSS, metrics=["accuracy"])
    model.fit(*source, batch_size=128, epochs=5, verbose=0)
    at_source = model.evaluate(*test_source, verbose=0)[1]
    features.trainable = False
    model.compile("adadelta", LOSS, metrics=["accuracy"])
    history = model.fit(
        *target, batch_size=128, epochs=5, verbose=0, validation_data=test_target
    ).history["val_accuracy"]
    return {"source": at_source, "target_epoch_1": history[0], "target": history[-1]}


class UntilReached(keras.callbacks.Callback):
    """Stops `fit` at the first look, every 5 updates, that finds the accuracy wanted."""

    def __init__(self, wanted: float, images: np.ndarray, labels: np.ndarray) -> None:
        super().__init__()
        self.wanted, self.images, self.labels, self.reached = wanted, images, labels, 0.0

    def on_train_batch_end(self, batch: int, logs: dict | None = None) -> None:
        if batch % 5 == 4:
            self.reached = training.accuracy(self.model, self.images, self.labels)
            self.model.stop_training = self.reached >= self.wanted


def reach(model: keras.Model, train, look, wanted: float) -> float:
    """Fit until the accuracy on `look` is at least `wanted`; what it was then."""
    stop = UntilReached(wanted, *look)
    for epoch in range(50):
        model.fit(training.batches(*train, seed=epoch), verbose=0, callbacks=[stop])
        if stop.reached >= wanted:
            break
    return stop.reached


def ours_to(wanted: dict[str, float], source, target) -> dict[str, float]:
    """Adam, a new head, features computed batch by batch: until both accuracies are reached.

    Whether they are is looked up on 500 validation images, and the looking is timed too.
    """
    (source, source_val), (target, target_val) = (
        datasets.hold_out(*task, 0.1, seed=1) for task in (source, target)
    )
    features, head, new_head = build_features(), build_head(), build_head()
    looks = [(x[:500], y[:500]) for x, y in (source_val, target_val)]
    model = keras.Sequential([features, head])
    model.compile("adam", LOSS)
    reached = {"source": reach(model, source, looks[0], wanted["source"])}
    features.trainable = False
    model = keras.Sequential([features, new_head])
    model.compile("adam", LOSS)
    reached["target"] = reach(model, target, looks[1], wanted["target"])
    return reached


def frozen_usual(features, train, val, feed: bool) -> Callable[[], float]:
    """Five frozen epochs through the whole network; `feed`: given their batches as ours are.

    Returns what tells the accuracy on `val` afterwards, so that this is not timed.
    """
    model = keras.Sequential([features, build_head()])
    model.compile("adam", LOSS, metrics=["accuracy"], steps_per_execution=8 if feed else 1)
    if feed:
        model.fit(
            training.batches(*train, seed=0),
            validation_data=training.batches(*val), epochs=5, verbose=0,
        )  # fmt: skip
    else:
        model.fit(*train, batch_size=128, validation_data=val, epochs=5, verbose=0)
    return lambda: training.accuracy(model, *val)


def frozen_ours(features, train, val) -> Callable[[], float]:
    """Features once, then five epochs of the head, as in lesson 01."""
    feature_train, feature_val = (training.predict(features, x, 128) for x, _ in (train, val))
    head = build_head()
    head.compile("adam", LOSS, metrics=["accuracy"], steps_per_execution=8)
    head.fit(
        training.batches(feature_train, train[1], seed=0),
        validation_data=training.batches(feature_val, val[1]), epochs=5, verbose=0,
    )  # fmt: skip
    return lambda: training.accuracy(head, feature_val, val[1])


def tasks(mnist: datasets.Dataset):
    """(source, target, source test, target test): images and labels 0-4 of 5-9 and of 0-4."""
    low, low_test = mnist.y_train < 5, mnist.y_test < 5
    return (
        (mnist.x_train[~low], mnist.y_train[~low] - 5),
        (mnist.x_train[low], mnist.y_train[low]),
        (mnist.x_test[~low_test], mnist.y_test[~low_test] - 5),
        (mnist.x_test[low_test], mnist.y_test[low_test]),
    )


def time_to_classic_accuracy() -> dict:
    """How much sooner Adam is where the classic recipe ends."""
    keras.utils.set_random_seed(0)
    source, target, *tests = tasks(datasets.load_mnist())
    usual_s, wanted = timed(classic, source, target, *tests)
    ours_s, reached = timed(ours_to, wanted, source, target)
    return row(
        "mnist_time_to_classic_accuracy",
        usual_s,
        ours_s,
        classic={key: round(value, 4) for key, value in wanted.items()},
        ours={key: round(value, 4) for key, value in reached.items()},
        note="mostly the optimizer: Adam in the place of Adadelta at its default rate",
    )


def frozen_epochs() -> dict:
    """Five frozen epochs, usual and on features computed once, in three rounds."""
    keras.utils.set_random_seed(0)
    features = build_features()
    features.trainable = False
    train, val = datasets.hold_out(*tasks(datasets.load_mnist())[1], 0.1, seed=1)
    arms = ((frozen_usual, False), (frozen_ours,), (frozen_usual, True))
    seconds, accuracy = [], []
    for _ in range(3):
        pairs = [timed(arm, features, train, val, *feed) for arm, *feed in arms]
        seconds.append([s for s, _ in pairs])
        accuracy.append([reached() for _, reached in pairs])
    usual_s, ours_s, same_feed_s = np.median(seconds, axis=0)
    usual_fastest, ours_fastest, _ = np.min(seconds, axis=0)
    usual_accuracy, ours_accuracy, _ = np.mean(accuracy, axis=0)
    return row(
        "mnist_frozen_epochs",
        float(usual_s),
        float(ours_s),
        accuracy={"usual": round(float(usual_accuracy), 4), "ours": round(float(ours_accuracy), 4)},
        ratio_of_fastest_rounds=round(float(usual_fastest / ours_fastest), 2),
        ratios_of_rounds=[round(usual / ours, 2) for usual, ours, _ in seconds],
        ratio_with_our_feeding_in_both_arms=round(float(same_feed_s / ours_s), 2),
        note="five epochs of Adam, validation included, extraction counted in ours; medians of 3",
    )


def main() -> None:
    mnist = datasets.load_mnist()
    print(f"{mnist.source}\nthis machine: {matmul_rate():.0f} GFLOP/s (4096 x 4096, float32)\n")
    # A process for each comparison: what one leaves behind must not slow the next.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, max_tasks_per_child=1) as pool:
        comparisons = (
            time_to_classic_accuracy, frozen_epochs,
            benchmark_photos.frozen_30_epochs, benchmark_photos.conv5_epoch,
        )  # fmt: skip
        results = [pool.submit(comparison).result() for comparison in comparisons]
    for path in sorted(run_notebooks.SOLUTIONS.glob("*.ipynb")):
        _, run = run_notebooks.execute(path)
        results.append(run.as_dict() | {"data": "built-in sample" if mnist.is_sample else "real"})
        print(
            f"{run.name:36} {run.wall_s:.1f} s, longest cell {run.longest_cell_s:.1f} s, "
            f"peak {run.peak_rss_mb or 0:,} MiB"
        )
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "benchmark.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    print("\nwritten: build/benchmark.json")


if __name__ == "__main__":
    main()
