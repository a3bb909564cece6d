"""How hard are our rendered household scenes, beside photographs of the same ten things?

    COURSE_DATA=FOLDER .venv/bin/python tools/photo_difficulty.py

prints the table in data/README.md: FOLDER holds the photographs and DenseNet121's weights. With
the boxes of `uv run tools/render_photos.py boxes` there's one more row.
"""

import os
from collections.abc import Callable

import run_notebooks  # noqa: F401 - finds the course

from helpers import backbones, datasets, experiments, training  # isort: skip - before keras

import keras
import numpy as np
from keras import layers
from renders import sets

SEEDS = range(5)
EDGE = 6  # rows at the top and at the bottom that hold little of the thing


class Difficulty:
    """Test accuracies (splits,) of photos and a network, by name; heads and plan are lesson 04's.

    conv5 is opened as in lesson 05.
    """

    def __init__(self, photos: datasets.Dataset, backbone: backbones.Backbone) -> None:
        self.photos, self.backbone = photos, backbone
        self.loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        indices = np.arange(len(photos.x_train))
        self.splits = [
            tuple(i for i, _ in datasets.hold_out(indices, photos.y_train, 0.15, seed))
            for seed in SEEDS
        ]

    def rows(self) -> dict[str, np.ndarray]:
        rows = {}
        keras.utils.set_random_seed(4)
        below, own_block = self._network(self.backbone.preprocess)
        train, test = self._seen(below, own_block)
        frozen, rows["pretrained, frozen"] = self._head(train[1], test[1])
        rows["nearest class mean on its features"] = self._nearest_mean(train[1], test[1])
        for name, preprocess in (
            ("the same head, pixels divided by 255", lambda x: x / 255),
            ("the same head, pixels as they are", lambda x: x),
        ):
            wrong = self._seen(*self._network(preprocess))
            rows[name] = self._head(wrong[0][1], wrong[1][1])[1]
        rows["conv5 opened at 1e-4"] = self._opened(own_block, train[0], test[0], frozen)
        rows["small CNN from scratch"] = self._fitted(
            lambda: experiments.small_cnn(self.photos.x_train.shape[1:], 10),
            self.photos.x_train, self.photos.x_test, patience=16,
        )  # fmt: skip
        below, block = self._network(self.backbone.preprocess, pretrained=False)
        training.calibrate(keras.Sequential([below, block]), self.photos.x_train[:128])
        train, test = self._seen(below, block)
        rows["random weights, frozen"] = self._head(train[1], test[1])[1]
        edge = [_edge(x) for x in (self.photos.x_train, self.photos.x_test)]
        rows[f"linear, on the {EDGE} rows at the top and at the bottom"] = self.linear(*edge)
        return rows

    def linear(self, train: np.ndarray, test: np.ndarray) -> np.ndarray:
        """A linear classifier on numbers between 0 and 255."""

        def build() -> keras.Model:
            return keras.Sequential(
                [
                    keras.Input(train.shape[1:]), layers.Rescaling(1 / 127.5, offset=-1),
                    layers.Dense(10, kernel_initializer="zeros", kernel_regularizer="l2"),
                ]
            )  # fmt: skip

        return self._fitted(build, train, test, epochs=30)

    def _network(self, preprocess: Callable, pretrained: bool = True) -> tuple[keras.Model, ...]:
        """From pixels to pool4_pool, and from there to pooled features."""
        inputs = keras.Input(self.photos.x_train.shape[1:])
        size = min(96, self.backbone.image_size)
        x = layers.Resizing(size, size, pad_to_aspect_ratio=True)(inputs)
        base = self.backbone.build(preprocess(x), pretrained)
        base.trainable = False
        cut = base.get_layer("pool4_pool").output
        block = keras.Model(cut, layers.GlobalMaxPooling2D()(base.output))
        return keras.Model(inputs, cut), block

    def _seen(self, below: keras.Model, block: keras.Model) -> list[tuple[np.ndarray, np.ndarray]]:
        """Of the training and of the test images: activations at the cut, and features."""
        at_cut = [training.predict(below, x, 32) for x in (self.photos.x_train, self.photos.x_test)]
        return [(x, training.predict(block, x, 32)) for x in at_cut]

    def _build_head(self, channels: int) -> keras.Model:
        return keras.Sequential([
            keras.Input((channels,)),
            layers.BatchNormalization(momentum=0.9),
            layers.Dense(50, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(10),
        ])  # fmt: skip

    def _head(self, train: np.ndarray, test: np.ndarray) -> tuple[experiments.Runs, np.ndarray]:
        runs = self._runs(lambda: self._build_head(train.shape[1]), train)
        return runs, runs.test(test, self.photos.y_test)

    def _fitted(
        self, build: Callable[[], keras.Model], train: np.ndarray, test: np.ndarray, **plan
    ) -> np.ndarray:
        return self._runs(build, train, **plan).test(test, self.photos.y_test)

    def _runs(
        self, build: Callable[[], keras.Model], train: np.ndarray, epochs: int = 16, **plan
    ) -> experiments.Runs:
        model, starts = build(), [build().get_weights() for _ in SEEDS]
        model.compile("adam", self.loss, metrics=["accuracy"])
        labels = self.photos.y_train
        return experiments.fit_heads(model, train, labels, self.splits, starts, epochs, **plan)

    def _nearest_mean(self, train: np.ndarray, test: np.ndarray) -> np.ndarray:
        accuracies = []
        for i, _ in self.splits:
            mean, sd = train[i].mean(0), train[i].std(0) + 1e-6
            scaled, labels = (train[i] - mean) / sd, self.photos.y_train[i]
            means = np.stack([scaled[labels == c].mean(0) for c in range(10)])
            apart = np.square(((test - mean) / sd)[:, None] - means).sum(-1)
            accuracies.append((apart.argmin(1) == self.photos.y_test).mean())
        return np.array(accuracies)

    def _opened(
        self, block: keras.Model, train: np.ndarray, test: np.ndarray, frozen: experiments.Runs
    ) -> np.ndarray:
        pretrained = block.get_weights()
        for layer in block.layers:
            layer.trainable = not isinstance(layer, layers.BatchNormalization)
        tail = keras.Sequential([block, self._build_head(block.output_shape[-1])])
        tail.compile(keras.optimizers.Adam(1e-4), self.loss, metrics=["accuracy"])
        runs = experiments.fit_heads(
            tail, train, self.photos.y_train, self.splits,
            [pretrained + weights for weights in frozen.weights], 6, 6, 64,
        )  # fmt: skip
        return runs.test(test, self.photos.y_test)


def _edge(images: np.ndarray) -> np.ndarray:
    rows = np.concatenate([images[:, :EDGE], images[:, -EDGE:]], axis=1)
    return rows.reshape(len(images), -1)


def outside_boxes(images: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Pixels (n, all of them), those in the thing's box (left, top, right, bottom) made grey."""
    images = images.copy()
    for image, (left, top, right, bottom) in zip(images, boxes, strict=True):
        image[top:bottom, left:right] = 128
    return images.reshape(len(images), -1)


def main() -> None:
    folder = os.environ["COURSE_DATA"]
    columns = {}
    for name, where in (
        ("our renders, miniature", ("sample", "sample")),
        ("our renders, DenseNet121", ("sample", folder)),
        ("photos, DenseNet121", (folder, folder)),
    ):
        os.environ["COURSE_DATA"] = where[0]
        photos = datasets.load_dollar_street()
        os.environ["COURSE_DATA"] = where[1]
        difficulty = Difficulty(photos, backbones.load("DenseNet121"))
        columns[name] = difficulty.rows()
        if where[0] == "sample" and sets.boxes_file().exists():
            boxes = np.load(sets.boxes_file(), allow_pickle=False)
            outside = [
                outside_boxes(x, np.random.default_rng(0).permutation(boxes[part]))  # as the sheets
                for x, part in zip((photos.x_train, photos.x_test), sets.PARTS, strict=True)
            ]
            row = "linear, on all pixels outside the thing's box"
            columns[name][row] = difficulty.linear(*outside)
        print(name, photos.source, difficulty.backbone.source, sep="\n  ")
        for row, runs in columns[name].items():
            print(f"  {row}: {experiments.mean_sd(runs)}", flush=True)
    print("| | " + " | ".join(columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for row in next(iter(columns.values())):
        runs = [column.get(row) for column in columns.values()]
        shown = ["-" if r is None else experiments.mean_sd(r) for r in runs]
        print(f"| {row} | " + " | ".join(shown) + " |")


if __name__ == "__main__":
    main()
